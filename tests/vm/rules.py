# SPDX-License-Identifier: MIT
"""When the rules inside do not hold, and what is said of it then: cases that vm_test.py puts in their
place."""

import json


def proof_of(self):
    """How the command ends, and what it found an agent to be able to do."""
    done = self.person.sandtray("provision", "lima", "--yes", "--json", seconds=300, check=False)
    events = [json.loads(line) for line in done.stdout.splitlines()]
    ends = [event["ok"] for event in events if event["event"] == "ends" and event["name"] == "proof"]
    self.assertEqual(len(ends), 1, done.stderr)
    return ends[0], [event["item"] for event in events if event["event"] == "found" and
                     event["name"] == "proof" and not event["ok"]], done


def status(self):
    return json.loads(self.person.sandtray("vm", "status", "--json").stdout)


def is_let_in(self):
    tried = self.person.inside("true", check=False)
    self.assertIn(tried.returncode, (0, 77), tried.stderr)
    return tried.returncode == 0


def nobody_is_let_in_until_they_hold_again(self):
    lift = "sudo nft list table inet sandtray; sudo nft delete table inet sandtray"
    rules = self.person.as_admin(lift).stdout
    self.assertTrue(is_let_in(self), "who has not looked does not know")
    held, opened, done = proof_of(self)
    self.assertEqual((held, opened, done.returncode), (False, ["reaches a service of the host"], 77))
    self.assertFalse(is_let_in(self))
    told = status(self)
    self.assertEqual((told["open"], told["rules_hold"]), ("reaches a service of the host", False))
    self.person.as_admin("sudo nft -f -", input=rules)
    self.assertFalse(is_let_in(self), "until it has been tried")
    self.assertEqual(proof_of(self)[:2], (True, []))
    self.assertTrue(is_let_in(self))
    self.assertEqual(status(self)["rules_hold"], True)


def root_inside_lifts_them_and_that_is_said(self):
    found = self.probe()
    self.assertEqual((found["become root by sudo"], found["another service of the host"]), ("done", "refused"))
    reach = f"exec 3<>/dev/tcp/192.168.5.2/{self.closed_service.port} && echo reached"
    lift = "sudo nft delete table inet sandtray; bash -c"
    self.assertEqual(self.person.inside(f"sudo id -u; {lift} '{reach}'").stdout, "0\nreached\n")
    told = status(self)
    self.assertEqual((told["restrict_sudo"], told["rules_hold"]), (False, False))
    self.assertIn("sudo: no other rule holds", self.person.sandtray("vm", "status").stdout)
    plan = json.loads(self.person.sandtray("provision", "lima", "--dry-run", "--json").stdout)
    proof = next(step for step in plan["steps"] if step["name"] == "proof")
    self.assertEqual((proof["needed"], proof["what"]), (False, "agents may be root inside: there is nothing to prove"))


def who_was_root_once_is_not_forgotten(self):
    found = self.probe()
    self.assertEqual((found["become root by sudo"], found["another service of the host"]), ("refused", "refused"))
    told = status(self)
    self.assertEqual((told["restrict_sudo"], told["had_root"], told["rules_hold"]), (True, True, False))
    held, _, done = proof_of(self)
    self.assertFalse(held)
    self.assertIn("could be root in this virtual machine once", done.stdout + done.stderr)

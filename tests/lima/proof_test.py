#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Who is let into the machine, and what is said of its rules, after it was tried what agents can do there.

    proof_test.py PROGRAMS"""
import json
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.dont_write_bytecode = True

from lima.world import SSH, LimaPerson, wait_until  # noqa: E402
from support import outcome  # noqa: E402

PROGRAMS = sys.argv[1]
OPEN, HELD = "@sandtray open writes the system", "@sandtray held writes the system"
# As the stand-in of ssh, but for the session, which comes to no end.
HANGS = SSH.partition("while")[0] + '>"$HOME/tries"\nexec sleep 1000\n'


class Proof(unittest.TestCase):
    def setUp(self):
        self.person = LimaPerson(PROGRAMS)
        self.addCleanup(self.person.__exit__)
        self.addCleanup(lambda: self.person.say("stop", "--all", "--timeout", "1", code=None))
        self.made = self.person.home / ".sandtray/vm-made.json"
        self.proof = self.person.home / ".sandtray/vm-proof.json"

    def provision(self, *words, **how):
        return self.person.say("provision", "lima", "--yes", *words, **how)

    def tells(self, *lines):
        self.person.write(self.person.home / "inside", "".join(f"{line}\n" for line in lines))

    def proves(self, line, code):
        self.tells(line, "@sandtray end 1")
        return self.provision(code=code)

    def enter(self, *options, code=0):
        return self.person.say("run", "-m", "lima", "-w", self.person.workspace, *options, "shell", "--", "-c",
                               "true", code=code)

    def refused(self, *options):
        self.assertIn("writes the system: none is let in", self.enter(*options, code=77))

    def test_until_it_holds_nobody_is_let_in(self):
        self.proves(OPEN, 77)
        self.refused()
        self.person.say("methods", "test", "lima", code=77)
        status = self.person.status()
        self.assertEqual((status["open"], status["proved"], status["rules_hold"]),
                         ("writes the system", None, False))
        self.assertIn("none is let in", self.person.vm("status"))
        # Neither a restart nor a proof that does not come to its end says that it holds now.
        self.person.vm("stop")
        self.person.vm("start")
        for lines in (["sh: 1: not found"], [HELD], [HELD, "@sandtray end 2"], ["@sandtray end 0"]):
            self.tells(*lines)
            self.provision(code=69)
            self.refused()
        self.proves(HELD, 0)
        self.enter()
        status = self.person.status()
        self.assertEqual((status["open"], status["rules_hold"]), ("", True))
        self.assertRegex(status["proved"], "^20[0-9-]*T")
        self.assertIn("all held, 20", self.person.vm("status"))

    def test_before_it_is_tried_nothing_is_claimed(self):
        self.person.vm("start")
        self.assertIsNone(self.person.status()["proved"])
        self.assertIn("not tried as it is now", self.person.vm("status"))

    def test_what_held_before_a_change_is_not_claimed_after_it(self):
        self.proves(HELD, 0)
        self.assertEqual(self.person.status()["rules_hold"], True)
        self.person.vm("stop")
        self.person.wish(host_services=[5432])
        self.person.vm("start")
        status = self.person.status()
        self.assertEqual((status["proved"], status["rules_hold"]), (None, None))

    def hang(self):
        """A proof that does not come to its end."""
        self.person.write(self.person.bin / "ssh", HANGS, 0o755)
        proving = self.person.spawn(*self.person.command("provision", "lima", "--yes"), stdout=-3, stderr=-3)
        self.addCleanup(proving.wait)
        self.addCleanup(proving.kill)
        self.assertTrue(wait_until((self.person.home / "tries").exists, 30))
        return proving

    def test_while_it_is_tried_again_nobody_else_is_let_in(self):
        self.proves(OPEN, 77)
        proving = self.hang()
        self.refused()
        self.refused("--name", "proof-1")
        proving.kill()
        proving.wait()
        self.refused()
        self.assertEqual(self.person.status()["rules_hold"], False)

    def test_two_at_once_do_not_forget_it(self):
        self.proves(OPEN, 77)
        proving = [self.hang(), self.person.spawn(*self.person.command("provision", "lima", "--yes"), stdout=-3,
                                                  stderr=-3)]
        self.assertFalse(wait_until(lambda: proving[1].poll() is not None, 3), "one after the other")
        for each in proving:
            each.kill()
            each.wait()
        self.refused()

    def test_a_proof_of_a_machine_that_has_gone_is_none(self):
        self.proves(HELD, 0)
        before = self.person.status()["proved"]
        # Between the start and the proof it goes off.
        self.person.write(self.person.bin / "ssh", (self.person.bin / "ssh").read_text().replace(
            "while read", 'read -r pid <"$HOME/.sandtray/vm/sandtray/ha.pid"; kill $pid\nwhile read'), 0o755)
        self.provision(code=69)
        self.assertNotEqual(self.person.status()["proved"], before)
        self.assertIsNone(self.person.status()["proved"])

    def test_what_cannot_be_read_is_not_taken_for_good(self):
        self.provision()
        for text in ("{", "[]", "{}", '{"open": "", "by": ""}', '{"open": 7, "by": "", "held": 0}'):
            self.person.write(self.proof, text)
            self.assertIn("nobody can tell what", self.enter(code=77))

    def test_switches_that_count_from_this_start_on_are_judged_by_them(self):
        self.proves(OPEN, 77)
        self.person.vm("stop")
        self.person.wish(restrict_sudo=False)
        self.person.vm("start")
        self.enter()  # nothing is promised there
        self.person.vm("stop")
        self.person.wish()
        self.refused()
        self.refused()

    def test_a_new_machine_is_a_new_one(self):
        self.proves(OPEN, 77)
        self.person.vm("delete", "--force")
        self.enter()

    def test_where_agents_were_root_once_nothing_is_proved_any_more(self):
        self.person.wish(restrict_sudo=False)
        self.provision("--golden")
        self.person.vm("stop")
        self.person.wish()
        said = self.provision(code=77)
        self.assertIn("could be root in this virtual machine once", said)
        status = self.person.status()
        self.assertEqual((status["restrict_sudo"], status["had_root"], status["rules_hold"]), (True, True, False))
        self.assertIn("no rule need hold", self.person.vm("status"))
        # Nor in a copy of it.
        self.person.vm("delete")
        self.provision(code=77)
        self.person.vm("delete", "--force")
        self.provision()
        self.assertEqual(self.person.status()["rules_hold"], True)

    def test_of_what_an_older_one_has_made_nothing_is_forgotten(self):
        def forget(file):
            made = json.loads(file.read_text())
            del made["had_root"], made["first_start"]
            self.person.write(file, json.dumps(made))

        self.person.wish(restrict_sudo=False)
        self.provision("--golden")
        forget(self.made)
        forget(self.person.home / ".sandtray/vm-golden.json")
        self.person.vm("stop")
        self.person.wish()
        self.person.vm("start")
        self.assertEqual(self.person.status()["had_root"], True)
        self.person.vm("delete")
        self.person.vm("start")
        self.assertEqual(self.person.status()["had_root"], True)


if __name__ == "__main__":
    sys.argv[1:] = []
    outcome.main()

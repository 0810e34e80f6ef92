#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What `sandtray provision lima` installs and proves in the machine, where stand-ins say how it went.

    inside_test.py PROGRAMS"""
import json
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.dont_write_bytecode = True

from lima.world import LimaPerson, wait_until  # noqa: E402
from support import outcome  # noqa: E402

PROGRAMS = sys.argv[1]


def all_but(name, reason):
    recipe = json.loads((Path(__file__).resolve().parents[2] / "common/data/recipes/lima.json").read_text())
    items = [*recipe["packages"], "node"] + [agent["program"] for agent in recipe["agents"]]
    return [f"@sandtray {f'failed {item} {reason}' if item == name else f'done {item}'}" for item in items]


class Inside(unittest.TestCase):
    def setUp(self):
        self.person = LimaPerson(PROGRAMS)
        self.addCleanup(self.person.__exit__)

    def provision(self, *words, **how):
        return self.person.say("provision", "lima", "--yes", *words, **how)

    def tells(self, *lines):
        self.person.write(self.person.home / "inside", "".join(f"{line}\n" for line in lines))

    def asked(self, verb):
        return [call["words"] for call in self.person.calls() if verb in call["words"][:4]]

    def test_tools_are_installed_once(self):
        self.provision()
        install = [words for words in self.asked("shell") if "sudo" in words and "tools" in words]
        self.assertEqual(len(install), 1)
        self.assertIn("ripgrep", install[0])
        self.assertIn("claude=@anthropic-ai/claude-code@2.1.330", install[0])
        self.assertIn("done    tools", self.provision())
        self.person.vm("delete", "--force")
        self.assertIn("ok      tools", self.provision())

    def test_a_tool_that_is_missing_is_named_and_the_rest_is_done(self):
        self.person.manners(tools={"lines": ["apt says no\x1b[2J", *all_but("jq", "not to be had")]})
        said = self.provision(code=69)
        self.assertIn("not all tools are in the virtual machine: jq", said)
        self.assertIn("apt says no", (self.person.home / ".sandtray/tools.log").read_text())
        self.assertEqual(self.person.state(), "ready")
        # What was proved does not wait for it.
        events = [json.loads(line) for line in self.person.say(
            "provision", "lima", "--yes", "--json", code=None).splitlines()]
        ends = {event["name"]: event["ok"] for event in events if event["event"] in ("ends", "skipped")}
        self.assertEqual((ends["start"], ends["tools"], ends["proof"]), (True, False, True))
        self.assertIn({"event": "found", "name": "tools", "item": "jq", "ok": False,
                       "detail": "not to be had"}, events)
        self.person.manners()
        self.assertIn("ok      tools", self.provision())

    def test_a_connection_that_breaks_is_an_error_and_tried_again(self):
        self.person.manners(tools={"lines": ["@sandtray there git"], "status": 255})
        self.assertIn("not all tools are in the virtual machine", self.provision(code=69))
        self.person.manners(tools={"lines": ["@sandtray there git"]})
        self.assertIn("not all tools", self.provision(code=69))

    def test_ctrl_c_while_they_are_installed(self):
        self.person.manners(tools={"lines": ["@sandtray doing packages"], "hang": True})
        with self.person.spawn(*self.person.command("provision", "lima", "--yes"), stdout=-3,
                               stderr=-3) as running:
            log = self.person.home / ".sandtray/tools.log"
            self.assertTrue(wait_until(lambda: log.exists() and log.read_text()))
            running.send_signal(2)
            self.assertEqual(running.wait(timeout=30), 130)
        self.assertEqual(self.person.state(), "ready")

    def test_what_holds_is_told_line_by_line_and_nothing_stays_of_the_session(self):
        self.tells("@sandtray held becomes root by sudo", "@sandtray held sees /srv/other")
        said = self.provision()
        self.assertIn("ok      proof: becomes root by sudo: no", said)
        self.assertIn("ok      proof: sees /srv/other: no", said)
        self.assertEqual(self.person.say("ls", "--all", "--json").strip(), "[]")

    def test_what_does_not_hold_is_refused(self):
        self.tells("@sandtray held becomes root by sudo", "@sandtray open reaches a service of the host")
        said = self.provision(code=77)
        self.assertIn("reaches a service of the host", said)
        self.assertIn("None is let in", said)

    def test_until_it_holds_nobody_is_let_in(self):
        run = ("run", "-m", "lima", "-w", self.person.workspace, "shell", "--", "-c", "true")
        self.tells("@sandtray held becomes root by sudo", "@sandtray open writes the system")
        self.provision(code=77)
        self.assertIn("writes the system: none is let in", self.person.say(*run, code=77))
        status = self.person.status()
        self.assertEqual((status["open"], status["rules_hold"]), ("writes the system", False))
        self.assertIn("none is let in", self.person.vm("status"))
        # Neither a restart nor a proof that does not come to its end says that it holds now.
        self.person.vm("stop")
        self.person.vm("start")
        self.tells("sh: 1: not found")
        self.provision(code=69)
        self.assertIn("none is let in", self.person.say(*run, code=77))
        self.tells("@sandtray held writes the system")
        self.provision()
        self.person.say(*run)
        self.assertEqual(self.person.status()["rules_hold"], True)

    def test_what_cannot_be_read_is_not_taken_for_good(self):
        self.provision()
        self.person.write(self.person.home / ".sandtray/vm-open.json", "{")
        self.assertIn("nobody can tell what", self.person.say(
            "run", "-m", "lima", "-w", self.person.workspace, "shell", code=77))

    def test_a_new_machine_is_a_new_one(self):
        self.tells("@sandtray open writes the system")
        self.provision(code=77)
        self.tells("@sandtray held writes the system")
        self.person.vm("delete", "--force")
        self.person.say("run", "-m", "lima", "-w", self.person.workspace, "shell", "--", "-c", "true")

    def test_a_session_that_cannot_try_proves_nothing(self):
        self.tells("sh: 1: not found")
        self.assertIn("no session could try", self.provision(code=69))

    def test_who_lets_agents_be_root_is_proved_nothing(self):
        self.person.wish(restrict_sudo=False)
        self.assertIn("done    proof: agents may be root inside", self.provision())

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


if __name__ == "__main__":
    sys.argv[1:] = []
    outcome.main()

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
        """As the whole of a proof, if it is one."""
        end = [f"@sandtray end {len(lines)}"] if lines[0].startswith("@sandtray") else []
        self.person.write(self.person.home / "inside", "".join(f"{line}\n" for line in (*lines, *end)))

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

    def test_a_session_that_cannot_try_proves_nothing(self):
        self.tells("sh: 1: not found")
        self.assertIn("no session could try", self.provision(code=69))

    def test_who_lets_agents_be_root_is_proved_nothing(self):
        self.person.wish(restrict_sudo=False)
        self.assertIn("done    proof: agents may be root inside", self.provision())


if __name__ == "__main__":
    sys.argv[1:] = []
    outcome.main()

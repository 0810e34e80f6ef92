#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The launch mode in the window, by what its controls are called, against a stand-in of Docker
Sandboxes' launcher:

    window_test.py PROGRAMS"""
import json
import subprocess
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.dont_write_bytecode = True

from support import outcome  # noqa: E402
from support.hand import Hand  # noqa: E402
from support.person import Person, wait_until  # noqa: E402
from support.screen import PATIENCE, Screen, missing  # noqa: E402

PROGRAMS = Path(sys.argv.pop(1)).resolve()
UI = "sandtray-ui"
SBX = "Docker Sandboxes (sbx)"
MODE = "Launch mode"


@unittest.skipIf(missing(), f"Skipped: needs {', '.join(missing())}")
class Window(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.person = Person(PROGRAMS)
        cls.addClassCleanup(cls.person.__exit__)
        cls.person.env["PATH"] = f"{HERE}:{cls.person.env['PATH']}"
        cls.screen = Screen(cls.person)
        cls.addClassCleanup(cls.screen.__exit__)
        cls.reader = cls.screen.reader
        cls.hand = Hand(cls.reader, UI)

    def start(self, *words):
        window = subprocess.Popen([PROGRAMS / UI, *words], env=self.screen.env,
                                  cwd=self.person.home, stdin=subprocess.DEVNULL)
        self.addCleanup(window.wait)
        self.addCleanup(window.kill)

    def options(self, name):
        box = self.hand.wait_for("combo box", name)
        return [node.get_name() for node in self.reader.all_below(box)
                if node.get_role_name() == "menu item"]

    def status_of(self, session):
        file = self.person.home / f".sbx-stand-in/sandtray-{session}.json"
        return json.loads(file.read_text())["status"] if file.exists() else "none"

    def wait_for_status(self, session, status):
        self.assertTrue(wait_until(lambda: self.status_of(session) == status, PATIENCE, 0.1),
                        f"{session} is {self.status_of(session)}")

    def live(self):
        return [one for one in self.person.list().values() if one["alive"]]

    def wait_for_one(self):
        self.assertTrue(wait_until(lambda: len(self.live()) == 1, PATIENCE, 0.1))
        session = self.live()[0]
        self.assertEqual(session["method"], "sbx")
        self.wait_for_status(session["id"], "running")
        return session["id"]

    def test_a_sandbox_starts_and_ends_with_what_the_window_does(self):
        self.start()
        self.hand.press("New Session…")
        self.hand.choose("Agent", "Shell")
        self.hand.write("Workspace", str(self.person.workspace))
        self.assertEqual(self.options(MODE),
                         ["The usual one (default)", "Its command, under a method (default)", SBX])
        self.hand.choose(MODE, SBX)
        self.assertTrue(self.reader.wait_until(lambda: "The default (sbx)" in self.options("Method")))
        # What the command would refuse is refused here in its words, and nothing starts.
        self.hand.choose("Method", "No sandbox (host): NOT CONFINED")
        self.hand.press("Start")
        self.assertTrue(self.reader.wait_until(lambda: any(
            "sbx takes the place of a method" in label for label in self.hand.names("label"))))
        self.assertEqual(self.person.list(), {})
        self.hand.choose("Method", "The default (sbx)")
        self.hand.press("Start")
        self.hand.wait_until_gone("push button", "Start")
        first = self.wait_for_one()
        self.hand.select_row("Sessions", lambda cells: cells[4] == "sbx")
        self.hand.press("Stop")
        self.wait_for_status(first, "stopped")
        self.hand.select_row("Sessions", lambda cells: cells[0] == "stopped")
        self.hand.press("Run Again")
        second = self.wait_for_one()
        self.assertNotEqual(first, second)
        self.hand.select_row("Sessions", lambda cells: cells[0] != "stopped" and cells[4] == "sbx")
        self.hand.press("Stop")
        self.wait_for_status(second, "stopped")
        # Kept for another look until the sessions are removed.
        self.person.sandtray("rm", "--all")
        self.assertEqual([self.status_of(session) for session in (first, second)], ["none", "none"])

    def test_an_agent_has_a_launch_mode(self):
        self.start("agents")
        self.hand.select_row("Agent CLIs", lambda cells: cells[1] == "shell")
        self.hand.press("Edit…")
        self.hand.choose(MODE, SBX)
        self.hand.press("Save")
        self.hand.wait_until_gone("push button", "Save")
        shown = json.loads(self.person.sandtray("agents", "show", "shell", "--json").stdout)
        self.assertEqual(shown["launch"], "sbx")
        self.hand.turn_to("Sessions")
        self.hand.press("New Session…")
        self.hand.choose("Agent", "Shell")
        self.assertTrue(self.reader.wait_until(lambda: "The usual one (sbx)" in self.options(MODE)))


if __name__ == "__main__":
    outcome.main()

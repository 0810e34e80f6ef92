#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""From a template to a session that runs by it and is stopped, all in the window, by what its
controls are called.

    flow_test.py PROGRAMS TEMPLATE [IMAGE]      bwrap needs nothing; docker an archive of a system
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "methods")]
sys.dont_write_bytecode = True

from engines import ENGINES  # noqa: E402
from support import outcome  # noqa: E402
from support.hand import Hand  # noqa: E402
from support.person import Person, wait_until  # noqa: E402
from support.screen import PATIENCE, Screen, missing  # noqa: E402

PROGRAMS, TEMPLATE = Path(sys.argv[1]).resolve(), sys.argv[2]
IMAGE = sys.argv[3] if len(sys.argv) > 3 else None
del sys.argv[1:]
UI = "sandtray-ui"
TITLES = {"bwrap": "Bubblewrap, as a command", "docker": "Docker"}
# What a person can do something with, and what tells something.
CONTROLS = ("push button", "check box", "combo box", "text", "table", "tree table", "page tab",
            "toggle button")
PAGES = ("Sessions", "Sandboxing", "Sandbox Methods", "Agent CLIs", "Workspaces", "Notifications", "General",
         "About")


@unittest.skipIf(missing(), f"Skipped: needs {', '.join(missing())}")
class Flow(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        kind = ENGINES[TEMPLATE]
        if kind.needs_root and os.geteuid() != 0:
            raise unittest.SkipTest(f"{TEMPLATE}: only root can start it")
        folder = tempfile.mkdtemp(prefix="sf.")
        cls.addClassCleanup(shutil.rmtree, folder, ignore_errors=True)
        cls.engine = kind(folder, IMAGE)
        cls.addClassCleanup(cls.engine.stop)
        cls.engine.start()
        cls.person = Person(PROGRAMS)
        cls.addClassCleanup(cls.person.__exit__)
        cls.person.env.update(cls.engine.env)
        cls.screen = Screen(cls.person)
        cls.addClassCleanup(cls.screen.__exit__)
        cls.reader = cls.screen.reader

    def setUp(self):
        self.hand = Hand(self.reader, UI)

    def start(self, *words):
        window = subprocess.Popen([PROGRAMS / UI, *words], env=self.screen.env,
                                  cwd=self.person.home, stdin=subprocess.DEVNULL)
        self.addCleanup(window.wait)
        self.addCleanup(window.kill)
        return window

    def nameless(self):
        return [role for role in CONTROLS for node in self.reader.found(UI, role)
                if not self.reader.name_of(node)]

    def setting(self, key):
        return self.person.sandtray("config", "get", key).stdout.strip()

    def test_everything_has_a_name_and_a_key(self):
        """Every page: each control has a name, and Tab comes to each that can be used."""
        window = self.start()
        for number, page in enumerate(PAGES, 1):
            tab = self.reader.atspi.StateType.SELECTED
            self.assertTrue(self.screen.press_until(f"ctrl+{number}", lambda: any(
                node.get_name() == page and node.get_state_set().contains(tab)
                for node in self.reader.found(UI, "page tab"))), page)
            self.assertEqual(self.nameless(), [], page)
            missed = self.missed(self.usable())
            self.assertEqual(missed, set(), f"{page}: no key leads there")
        window.terminate()
        self.assertEqual(window.wait(PATIENCE), 0)

    def with_states(self, *states):
        """The controls that are shown and have all of these states."""
        kinds = [getattr(self.reader.atspi.StateType, state) for state in ("SHOWING", *states)]
        try:
            return {(node.get_role_name(), self.reader.name_of(node))
                    for node in self.reader.all_below(self.reader.application(UI))
                    if node.get_role_name() in CONTROLS and
                    all(node.get_state_set().contains(kind) for kind in kinds)}
        except self.reader.error():
            return set()

    def usable(self):
        return {(role, name) for role, name in self.with_states("SENSITIVE", "FOCUSABLE")
                if role != "page tab"}

    def missed(self, wanted):
        """Where Tab does not lead, though it was pressed often enough."""
        left = set(wanted)
        for _ in range(len(wanted) + 4):
            before = self.with_states("FOCUSED")
            left -= before
            if not left:
                break
            self.screen.press("Tab")
            self.reader.wait_until(lambda: self.with_states("FOCUSED") != before, 0.5)
        return left - self.with_states("FOCUSED")

    def test_from_a_template_to_a_session_that_is_stopped(self):
        window = self.start("--page", "settings")
        if not self.engine.bridge:
            self.hand.choose("Network", "None")
            self.assertTrue(wait_until(lambda: self.setting("network") == "none", PATIENCE))
        self.add_the_method()
        self.try_the_method()
        self.pick_it_for_the_workspace()
        name = self.run_a_session()
        self.hand.turn_to("Sessions")
        row = self.hand.select_row("Sessions", lambda cells: cells[1] == name)
        self.assertEqual(row[4], "mine")
        self.hand.press("Stop")
        self.assertTrue(self.reader.wait_for_row(UI, lambda cells: cells[0] == "stopped"))
        self.assertEqual([one["state"] for one in self.person.list().values()], ["exited"])
        if TEMPLATE == "docker":
            self.assertEqual(self.engine.left(), [])
        self.remove("Workspaces", "Workspaces", str(self.person.workspace.name))
        self.remove("Sandbox Methods", "Sandbox methods", "mine")
        for folder in ("workspaces", "methods"):
            self.assertEqual(list((self.person.home / ".config/sandtray" / folder).glob("*.json")), [])
        window.terminate()
        self.assertEqual(window.wait(PATIENCE), 0)
        self.assertEqual([path.name for path in (self.person.runtime / "sandtray").iterdir()
                          if path.name.startswith("ui.") and path.name != "ui.lock"], [])
        self.assertEqual(self.children_of(window.pid), [])

    def children_of(self, pid):
        done = subprocess.run(["ps", "--ppid", str(pid), "-o", "comm="], capture_output=True,
                              text=True, check=False)
        return done.stdout.split()

    def add_the_method(self):
        self.hand.turn_to("Sandbox Methods")
        self.hand.press("Add from Template…")
        self.hand.choose("Templates", TITLES[TEMPLATE])
        self.hand.press("Continue")
        # A name that nobody can use is refused beside its field, and nothing is written.
        self.hand.write("Name", "Mine!")
        self.hand.press("Save")
        self.assertTrue(self.reader.wait_until(
            lambda: any("small letters" in label for label in self.hand.names("label"))))
        self.assertEqual(self.nameless(), [])
        file = self.person.home / ".config/sandtray/methods/mine.json"
        self.assertFalse(file.exists())
        self.hand.write("Name", "mine")
        self.hand.press("Save")
        self.assertTrue(wait_until(file.exists, PATIENCE))
        made = json.loads(file.read_text())
        shipped = json.loads((Path(self.person.env["SANDTRAY_SHARE"]) / "templates" /
                              f"{TEMPLATE}.json").read_text())
        for key in ("wrapper", "words", "inside", "cleanup", "boundary"):
            self.assertEqual(made.get(key), shipped.get(key), key)

    def try_the_method(self):
        self.hand.select_row("Sandbox methods", lambda cells: cells[0].endswith("(mine)"))
        self.hand.press("Test")
        self.assertTrue(self.reader.wait_until(lambda: "It " in self.hand.read("Result"), PATIENCE))
        said = self.hand.read("Result")
        self.assertIn("It works.", said)
        self.assertIn("ok      it can write in the workspace", said)
        self.hand.press("Close")
        self.hand.wait_until_gone("push button", "Close")

    def pick_it_for_the_workspace(self):
        self.hand.turn_to("Workspaces")
        self.hand.press("Add…")
        self.hand.write("Folder", str(self.person.workspace))
        self.hand.choose("Method", next(
            option for option in self.options("Method") if "(mine)" in option))
        self.assertEqual(self.nameless(), [])
        self.hand.press("Save")
        self.hand.wait_until_gone("push button", "Save")
        known = json.loads(self.person.sandtray("workspaces", "--json").stdout)
        self.assertEqual([(one["folder"], one["method"]) for one in known],
                         [(str(self.person.workspace), "mine")])

    def run_a_session(self):
        self.hand.turn_to("Sessions")
        self.hand.press("New Session…")
        self.hand.choose("Agent", "Shell")
        # The workspace's own method counts, which the form says.
        self.assertIn("The default (mine)", self.options("Method"))
        self.hand.write("Name", "by-hand")
        self.assertEqual(self.nameless(), [])
        self.hand.press("Start")
        self.hand.wait_until_gone("push button", "Start")
        return "by-hand"

    def options(self, name):
        box = self.hand.wait_for("combo box", name)
        return [node.get_name() for node in self.reader.all_below(box)
                if node.get_role_name() == "menu item"]

    def remove(self, page, table, name):
        self.hand.turn_to(page)
        self.hand.select_row(table, lambda cells: name in cells[0])
        self.hand.press("Remove…")
        self.hand.press("Remove")
        self.hand.wait_until_gone("push button", "Remove")


if __name__ == "__main__":
    outcome.main()

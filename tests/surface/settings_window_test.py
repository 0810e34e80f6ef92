#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The window's settings and what can be done with a session, by what the controls are called.

    settings_window_test.py PROGRAMS
"""
import json
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from support import outcome  # noqa: E402
from support.hand import Hand  # noqa: E402
from support.person import Person, wait_until  # noqa: E402
from support.screen import PATIENCE, Screen, missing  # noqa: E402

PROGRAMS = Path(sys.argv.pop(1)).resolve()
UI = "sandtray-ui"
LOG_SIZE = "Log size (MiB)"


@unittest.skipIf(missing(), f"Skipped: needs {', '.join(missing())}")
class Settings(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.person = Person(PROGRAMS)
        cls.addClassCleanup(cls.person.__exit__)
        cls.screen = Screen(cls.person)
        cls.addClassCleanup(cls.screen.__exit__)
        cls.reader = cls.screen.reader
        cls.hand = Hand(cls.reader, UI)

    def tearDown(self):
        self.person.sandtray("stop", "--all", "--timeout", "2", check=False)
        self.person.sandtray("rm", "--all", check=False)

    def start(self, *words, stderr=None):
        window = subprocess.Popen([PROGRAMS / UI, *words], env=self.screen.env, stderr=stderr,
                                  cwd=self.person.home, stdin=subprocess.DEVNULL)
        self.addCleanup(window.wait)
        self.addCleanup(window.kill)

    def leave(self, name, text):
        """Writes into the field, and goes on to the next."""
        self.reader.atspi.Component.grab_focus(self.hand.wait_for("text", name))
        self.hand.write(name, text)
        self.screen.press("Tab")

    def wait_for_setting(self, key, value):
        self.assertTrue(wait_until(
            lambda: self.person.sandtray("config", "get", key).stdout.strip() == value, PATIENCE, 0.1),
            f"{key} is not {value}")

    def wait_for_label(self, words):
        self.assertTrue(self.reader.wait_until(
            lambda: any(words in label for label in self.hand.names("label"))), f"no {words!r}")

    def test_a_change_counts_at_once_and_what_is_wrong_is_refused(self):
        self.start("general")
        self.leave(LOG_SIZE, "0")
        self.wait_for_label("A number from 1 to 4096.")
        self.wait_for_setting("log_mib", "64")
        self.leave(LOG_SIZE, "128")
        self.wait_for_setting("log_mib", "128")
        self.person.sandtray("config", "set", "log_mib", "8")
        self.assertTrue(self.reader.wait_until(lambda: self.hand.read(LOG_SIZE) == "8"),
                        "a change on the command line does not show")
        self.hand.turn_to("Notifications")
        self.hand.press("Quiet hours", "check box")
        self.leave("From", "23:15")
        self.assertTrue(wait_until(lambda: '"23:15"' in self.person.sandtray(
            "config", "get", "notifications").stdout, PATIENCE, 0.1))
        file = self.person.home / ".config/sandtray/config.json"
        file.write_text('{ "log_mib": "many" }')
        self.wait_for_label("The settings cannot be read")
        self.assertEqual(file.read_text(), '{ "log_mib": "many" }')
        file.write_text("{}")
        self.assertTrue(self.reader.wait_until(
            lambda: not any("cannot be read" in label for label in self.hand.names("label"))))

    def test_without_containerized_agents_each_session_says_how_it_runs(self):
        self.start("--page", "settings")
        self.hand.press("Containerized agents", "check box")
        self.wait_for_setting("containerized_agents", "false")
        refused = self.person.sandtray("run", "-d", "-w", self.person.workspace, "shell", check=False)
        self.assertEqual((refused.returncode, refused.stdout), (77, ""))
        self.hand.turn_to("Sessions")
        self.hand.press("New Session…")
        self.hand.choose("Agent", "Shell")
        self.hand.write("Workspace", str(self.person.workspace))
        self.hand.press("Start")
        self.wait_for_label("choose how this one runs")
        self.assertEqual(self.person.list(), {})
        self.hand.press("Cancel")
        self.hand.wait_until_gone("push button", "Cancel")
        self.hand.turn_to("Sandboxing")
        self.hand.press("Containerized agents", "check box")
        self.wait_for_setting("containerized_agents", "true")

    def test_an_agent_is_changed_and_taken_out_of_use(self):
        self.start("agents")
        self.hand.select_row("Agent CLIs", lambda cells: cells[1] == "claude")
        self.hand.press("Edit…")
        self.hand.write("Model", "-opus")
        self.hand.press("Save")
        self.wait_for_label("does not begin with a dash")
        self.hand.write("Model", "opus")
        self.hand.press("Notifications", "check box")
        self.hand.press("Save")
        self.hand.wait_until_gone("push button", "Save")
        self.assertEqual(self.agent("claude")["default_model"], "opus")
        self.assertFalse(self.agent("claude")["notifications"])
        self.hand.press("Disable")
        self.assertTrue(wait_until(lambda: self.agent("claude")["disabled"], PATIENCE, 0.1))
        self.hand.press("Enable")
        self.assertTrue(wait_until(lambda: not self.agent("claude")["disabled"], PATIENCE, 0.1))

    def test_a_form_puts_back_nothing_that_was_changed_meanwhile(self):
        self.person.sandtray("agents", "add", "work", "--from", "claude")
        self.person.sandtray("workspaces", "add", self.person.workspace, "--name", "p1")
        self.person.sandtray("methods", "add", "mine", "--wrapper", "env")
        for words in (("agents", "work"), ("workspaces", "p1"), ("methods", "mine")):
            self.addCleanup(self.person.sandtray, words[0], "remove", words[1])
        method = self.person.home / ".config/sandtray/methods/mine.json"
        self.start("agents")
        for page, table, name, meanwhile in (
                ("Agent CLIs", "Agent CLIs", 1, lambda: self.person.sandtray(
                    "agents", "disable", "work")),
                ("Workspaces", "Workspaces", 0, lambda: self.person.sandtray(
                    "workspaces", "edit", "p1", "--set", "network=none")),
                ("Sandbox Methods", "Sandbox methods", 0, lambda: method.write_text(json.dumps(
                    {"name": "mine", "wrapper": ["env"], "host_address": "by.hand"})))):
            self.hand.turn_to(page)
            self.hand.select_row(table, lambda cells, name=name: any(
                own in cells[name] for own in ("work", "p1", "mine")))
            self.hand.press("Edit…")
            self.hand.wait_for("push button", "Save")
            meanwhile()
            self.hand.press("Save")
            self.hand.wait_until_gone("push button", "Save")
        self.assertTrue(self.agent("work")["disabled"])
        self.assertIn("none", self.person.sandtray("workspaces", "show", "p1", "--json").stdout)
        self.assertEqual(json.loads(method.read_text())["host_address"], "by.hand")

    def focus(self, name):
        self.assertTrue(self.reader.atspi.Component.grab_focus(self.hand.wait_for("text", name)))

    def test_a_method_of_another_program_claims_nothing_of_the_first(self):
        self.person.sandtray("methods", "add", "strong", "--template", "docker")
        self.addCleanup(self.person.sandtray, "methods", "remove", "strong")
        said = self.person.home / "said"
        with said.open("w", encoding="utf-8") as stderr:
            self.start("methods", stderr=stderr)
        self.hand.select_row("Sandbox methods", lambda cells: "strong" in cells[0])
        self.hand.press("Edit…")
        self.hand.press("Advanced", "toggle button")
        self.focus("Wrapper")
        self.hand.write("Wrapper", "env")
        # The last ones are out of sight: the form scrolls.
        for name in ("Home inside", "Wrapper", "Home inside"):
            self.focus(name)
        self.wait_for_label("what is said of docker is dropped")
        self.hand.press("Save")
        self.hand.wait_until_gone("push button", "Save")
        shown = json.loads(self.person.sandtray("methods", "show", "strong", "--json").stdout)
        self.assertEqual((shown["wrapper"], shown["boundary"], shown["withstands"]),
                         (["env"], False, []))
        self.assertNotIn("CRITICAL", said.read_text(encoding="utf-8"))

    def agent(self, name):
        return json.loads(self.person.sandtray("agents", "show", name, "--json").stdout)

    def test_a_log_is_searched_and_a_session_run_again(self):
        session = self.person.start("host", "-c", "echo one needle; echo two NEEDLES; exec cat")
        self.start()
        # It was there before the window, and nothing happens to it.
        self.assertIsNotNone(self.reader.wait_for_row(UI, lambda cells: cells[6].endswith(" %")),
                             "what it uses is not looked at")
        self.hand.select_row("Sessions", lambda cells: cells[2] == "shell")
        self.hand.press("Show Log")
        self.assertTrue(self.reader.wait_until(lambda: "NEEDLES" in self.hand.read("Output")))
        self.hand.write("Find", "needle")
        self.wait_for_label("1 of 2")
        self.hand.press("Next")
        self.wait_for_label("2 of 2")
        self.hand.write("Find", "haystack")
        self.wait_for_label("Not found")
        self.person.sandtray("stop", session)
        self.hand.select_row("Sessions", lambda cells: cells[0] == "stopped")
        self.hand.press("Run Again")
        self.assertTrue(wait_until(lambda: len(self.person.list()) == 2, PATIENCE, 0.1))
        again = next(one for one in self.person.list().values() if one["id"] != session)
        self.assertEqual((again["method"], again["agent"]), ("host", "shell"))


if __name__ == "__main__":
    outcome.main()

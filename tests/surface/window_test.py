#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""sandtray-ui on a screen of its own, read as a screen reader reads it and driven by keys alone.

    window_test.py PROGRAMS      the folder of the programs that were built
"""
import os
import select
import signal
import socket
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from support import outcome  # noqa: E402
from support.person import Person, wait_until  # noqa: E402
from support.screen import PATIENCE, Screen, missing  # noqa: E402

PROGRAMS = Path(sys.argv.pop(1) if len(sys.argv) > 1 else ".").resolve()
UI = "sandtray-ui"
STATE, NAME, AGENT, WORKSPACE, METHOD, AGE, CPU, MEMORY = range(8)


class Usage(unittest.TestCase):
    def setUp(self):
        self.person = Person(PROGRAMS)
        self.addCleanup(self.person.__exit__)

    def say(self, *words):
        return subprocess.run([PROGRAMS / UI, *words], env=self.person.env, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)

    def test_help_and_version(self):
        said = self.say("--help")
        self.assertEqual((said.returncode, said.stderr), (0, ""))
        self.assertIn("Usage: sandtray-ui", said.stdout)
        said = self.say("--version")
        self.assertEqual((said.returncode, said.stderr), (0, ""))
        self.assertRegex(said.stdout, r"^sandtray-ui \d+\.\d+\.\d+\n$")

    def test_what_it_does_not_know_is_a_usage_error(self):
        for words in (["everything"], ["sessions", "about"], ["--frobnicate"], ["--page"],
                      ["--page", "everything"]):
            said = self.say(*words)
            self.assertEqual((said.returncode, said.stdout), (64, ""), words)
            self.assertIn("Usage: sandtray-ui", said.stderr)

    def test_without_a_display_it_says_so(self):
        said = self.say()
        self.assertEqual(said.returncode, 69)
        self.assertIn("sandtray-ui: cannot open a window\n", said.stderr)
        self.assertEqual(self.sockets(), [])

    def sockets(self):
        return list(self.person.runtime.rglob("ui.sock"))

    def test_ends_as_asked_while_the_display_does_not_answer(self):
        display = self.person.home / "display"
        with socket.socket(socket.AF_UNIX) as silent:
            silent.bind(str(display))
            silent.listen()
            silent.settimeout(PATIENCE)
            waiting = subprocess.Popen([PROGRAMS / UI], stdin=subprocess.DEVNULL, env={
                **self.person.env, "GDK_BACKEND": "wayland", "WAYLAND_DISPLAY": str(display)})
            try:
                connection, _ = silent.accept()
                with connection:
                    self.assertEqual(len(self.sockets()), 1)
                    waiting.terminate()
                    self.assertEqual(waiting.wait(timeout=PATIENCE), -signal.SIGTERM)
            finally:
                waiting.kill()
                waiting.wait()
        self.assertEqual(self.sockets(), [])


@unittest.skipIf(missing(), f"Skipped: needs {', '.join(missing())}")
class Window(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.person = Person(PROGRAMS)
        cls.addClassCleanup(cls.person.__exit__)
        cls.screen = Screen(cls.person)
        cls.addClassCleanup(cls.screen.__exit__)
        cls.reader = cls.screen.reader

    def setUp(self):
        self.window = self.start()
        self.addCleanup(self.end)

    def start(self, *words):
        return subprocess.Popen([PROGRAMS / UI, *words], env=self.screen.env,
                                cwd=self.person.home, stdin=subprocess.DEVNULL)

    def end(self):
        self.window.kill()
        self.window.wait()
        self.person.sandtray("stop", "--all", "--timeout", "2", check=False)
        self.person.sandtray("rm", "--all", check=False)

    def wait_until(self, condition, otherwise=None):
        self.assertTrue(self.reader.wait_until(condition), otherwise)

    def wait_for(self, **wanted):
        """The first row whose cells have these texts (name=...)."""
        columns = {"state": STATE, "name": NAME, "agent": AGENT}
        row = self.reader.wait_for_row(UI, lambda cells: all(
            cells[columns[key]] == text for key, text in wanted.items()))
        self.assertIsNotNone(row, f"no row {wanted}; there are {self.reader.table(UI)}")
        return row

    def summary(self):
        tables = self.reader.found(UI, "tree table") + self.reader.found(UI, "table")
        return self.reader.name_of(tables[0]) if tables else None

    def wait_for_summary(self, text):
        self.wait_until(lambda: self.summary() == text, f"the summary is not {text!r}")

    def page(self):
        """The page that is shown."""
        selected = self.reader.atspi.StateType.SELECTED
        return [tab.get_name() for tab in self.reader.found(UI, "page tab")
                if tab.get_state_set().contains(selected)]

    def residue(self):
        return [path.name for path in (self.person.runtime / "sandtray").iterdir()
                if path.name.startswith("ui.") and path.name != "ui.lock"]

    def test_follows_a_real_session(self):
        self.wait_until(lambda: self.reader.table(UI) == [], "no empty list")
        self.wait_for_summary("Sessions: no agent is running")
        go = self.person.home / "go"
        os.mkfifo(go)
        session = self.person.start("host", "-c", f"read x <{go}; exit 3")
        row = self.wait_for(agent="shell")
        self.assertEqual(row[WORKSPACE], "~/work")
        self.assertEqual(row[METHOD], "host: not confined")
        self.assertNotIn("ago", row[AGE])
        row = self.reader.wait_for_row(UI, lambda cells: cells[CPU].endswith(" %"))
        self.assertIsNotNone(row, "nothing is measured")
        self.assertRegex(row[MEMORY], r"^[0-9.]+ [KMG]iB$")
        go.write_text("\n")
        row = self.wait_for(state="exit code 3")
        self.assertRegex(row[AGE], r" ago$")
        self.assertEqual((row[CPU], row[MEMORY]), ("", ""))
        self.wait_for_summary("Sessions: 1 failed")
        self.person.sandtray("rm", session)
        self.wait_until(lambda: self.reader.table(UI) == [], "a removed one stays")

    def test_a_second_start_raises_the_first(self):
        self.wait_until(lambda: self.page() == ["Sessions"])
        self.assertEqual(self.start("about").wait(timeout=PATIENCE), 0)
        self.wait_until(lambda: self.page() == ["About"])
        self.wait_until(lambda: len(self.reader.found(UI, "frame")) == 1)
        self.assertIsNone(self.window.poll())

    def test_keys_are_enough(self):
        self.wait_until(lambda: self.page() == ["Sessions"])
        for number in (1, 2):
            self.person.sandtray("run", "-d", "-m", "host", "-w", self.person.workspace, "--name",
                                 f"s{number}", "shell", "--", "-c", "read x")
            self.wait_for(name=f"s{number}")
        self.press("Down", lambda: self.selected_row() is not None)
        self.press("ctrl+8", lambda: self.page() == ["About"])
        self.wait_until(lambda: [self.reader.name_of(text) for text in
                                 self.reader.found(UI, "text")] == ["Details"])
        self.press("ctrl+1", lambda: self.page() == ["Sessions"])
        self.press("Escape", lambda: self.window.poll() is not None)
        self.assertEqual(self.window.returncode, 0)
        self.assertEqual(self.residue(), [])

    def press(self, key, done):
        self.assertTrue(self.screen.press_until(key, done), f"{key} did nothing")

    def selected_row(self):
        selected = self.reader.atspi.StateType.SELECTED
        for cell in self.reader.found(UI, "table cell"):
            if cell.get_state_set().contains(selected):
                return cell
        return None

    def test_ends_as_asked_and_leaves_nothing(self):
        self.wait_until(lambda: self.page() == ["Sessions"])
        self.assertEqual(self.residue(), ["ui.sock"])
        self.window.terminate()
        self.assertEqual(self.window.wait(timeout=PATIENCE), 0)
        self.assertEqual(self.residue(), [])

    def test_sleeps_while_nothing_happens(self):
        self.wait_until(lambda: self.reader.table(UI) == [])
        status = Path(f"/proc/{self.window.pid}/status")

        def switches():
            return [line for line in status.read_text().splitlines() if "voluntary_ctxt" in line]

        def rests():
            before = switches()
            return self.waits(3) and before == switches()
        self.assertTrue(wait_until(rests, PATIENCE), "it never comes to rest")

    def waits(self, seconds):
        """True: the window is still there after that time."""
        ended = os.pidfd_open(self.window.pid)
        try:
            return not select.select([ended], [], [], seconds)[0]
        finally:
            os.close(ended)


if __name__ == "__main__":
    outcome.main()

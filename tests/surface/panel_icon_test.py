#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The tray on a desktop whose panel knows XEmbed alone: sandtray-icon draws, the tray acts.

    panel_icon_test.py PROGRAMS      the folder of the programs that were built
"""
import os
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from support import outcome  # noqa: E402
from support.person import Person, wait_until  # noqa: E402
from support.processes import descendants  # noqa: E402
from support.screen import PATIENCE, Screen, missing  # noqa: E402

PROGRAMS = Path(sys.argv.pop(1) if len(sys.argv) > 1 else ".").resolve()
ICON = "sandtray-icon"


@unittest.skipIf(missing("trayer"), f"Skipped: needs {', '.join(missing('trayer'))}")
class PanelIcon(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.person = Person(PROGRAMS)
        cls.addClassCleanup(cls.person.__exit__)
        cls.screen = Screen(cls.person)
        cls.addClassCleanup(cls.screen.__exit__)
        cls.reader = cls.screen.reader
        cls.width = int(subprocess.run(["xdotool", "getdisplaygeometry"], env=cls.screen.env,
                                       capture_output=True, check=True).stdout.split()[0])

    def setUp(self):
        self.started = []
        self.addCleanup(self.end)

    def start(self, *argv, **how):
        process = subprocess.Popen(argv, env=self.screen.env, cwd=self.person.home,
                                   stdin=subprocess.DEVNULL, **how)
        self.started.append(process)
        return process

    def end(self):
        for process in self.started:
            process.kill()
            process.wait()
            if process.stdout:
                process.stdout.close()

    def start_tray(self):
        return self.start(PROGRAMS / "sandtray-tray")

    def start_panel(self):
        self.start("trayer", "--edge", "top", "--align", "right", "--widthtype", "request",
                   "--height", "24")
        # It says nowhere that it is ready; this window is what takes icons.
        self.wait_until(lambda: subprocess.run(
            ["xdotool", "search", "--class", "trayer"], env=self.screen.env,
            stdout=subprocess.DEVNULL, check=False).returncode == 0, "no panel")

    def start_watcher(self):
        watcher = self.start(PROGRAMS / "fake-desktop", "--watcher", stdout=subprocess.PIPE)
        self.assertIn(b'"ready"', watcher.stdout.readline())
        return watcher

    def wait_until(self, condition, otherwise):
        self.assertTrue(self.reader.wait_until(condition), otherwise)

    def drawn_by(self, tray):
        return [pid for pid in descendants(tray.pid) if name_of(pid) == ICON]

    def items(self):
        return [self.reader.name_of(item) for role in ("menu", "menu item", "check menu item")
                for item in self.reader.found(ICON, role)]

    def open_menu(self, button):
        def try_once():
            # The panel has one icon, in this corner.
            subprocess.run(["xdotool", "mousemove", str(self.width - 12), "12", "click", button],
                           env=self.screen.env, check=True, timeout=20)
            return self.reader.wait_until(self.items, 20)  # another click would close it
        self.assertTrue(wait_until(try_once, PATIENCE), "no menu opens")

    def press(self, *keys):
        subprocess.run(["xdotool", "key", *keys], env=self.screen.env, check=True, timeout=20)

    def test_a_panel_without_a_watcher_has_the_icon_and_the_menu(self):
        self.start_panel()
        tray = self.start_tray()
        self.wait_until(lambda: self.drawn_by(tray), "nothing draws the icon")
        self.person.sandtray("run", "-d", "-m", "host", "-w", self.person.workspace, "--name",
                             "qa", "shell", "--", "-c", "read x")
        self.open_menu("1")
        items = self.items()
        self.assertTrue([text for text in items if text.startswith("qa: ")], items)
        self.assertIn("Quit (sessions go on)", items)
        self.press("Escape")
        self.wait_until(lambda: not self.items(), "the menu stays")
        self.open_menu("3")
        login = self.person.home / ".config/autostart/sandtray.desktop"
        self.assertFalse(login.exists())
        self.press("Up", "Up", "Up", "Return")
        self.wait_until(login.exists, "a click does nothing")
        self.open_menu("1")
        self.press("Up", "Return")
        self.assertEqual(tray.wait(timeout=PATIENCE), 0)
        self.wait_until(lambda: self.reader.application(ICON) is None, "the icon outlives the tray")

    def test_it_is_there_only_where_it_is_needed(self):
        tray = self.start_tray()
        told = self.person.home / ".local/state/sandtray/no-icon-told"
        self.wait_until(told.exists, "nobody hears that no panel shows the icon")
        self.assertEqual(self.drawn_by(tray), [])
        # A panel has come; an impatient person starts the tray once more.
        self.start_panel()
        self.assertEqual(self.start_tray().wait(timeout=PATIENCE), 0)
        self.wait_until(lambda: self.drawn_by(tray), "nothing draws the icon")
        watcher = self.start_watcher()
        self.wait_until(lambda: not self.drawn_by(tray), "two icons")
        watcher.kill()
        self.wait_until(lambda: self.drawn_by(tray), "no icon without the watcher")
        os.kill(self.drawn_by(tray)[0], 9)
        self.wait_until(lambda: not self.drawn_by(tray), "it cannot be killed")
        self.assertIsNone(tray.poll())

    def test_it_is_for_the_tray_alone(self):
        said = subprocess.run([PROGRAMS / ICON, "--help"], env=self.screen.env, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
        self.assertEqual((said.returncode, said.stdout), (64, ""))
        self.assertIn("started by sandtray-tray", said.stderr)


def name_of(pid):
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


if __name__ == "__main__":
    outcome.main()

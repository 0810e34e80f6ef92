#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Nothing that runs in the background shows a window, not for a moment: a watcher lists the windows
of a desktop of wine's while sessions are started and stopped from the command line and the tray.

    flash_test.py BIN     the folder of the programs
"""
import os
import subprocess

import tray_test  # takes the words
from tray_test import BIN, DESKTOP, WINE, outcome, wait_for, windows_path

# Windows that a person expects: the icon's, menus, balloons.
EXPECTED = ("shown #32768", "shown tooltips_class32", "shown __wine_tray_window")
CONSOLES = ("WineConsoleClass", "ConsoleWindowClass", "CASCADIA_HOSTING_WINDOW_CLASS", "(gone)")


class Flash(tray_test.Tray):
    test_a_day_with_the_tray = None  # has its own case

    def shown(self):
        with open(os.path.join(self.root, "shown"), encoding="utf-8") as file:
            return file.read().splitlines()

    def watch(self):
        with open(os.path.join(self.root, "shown"), "w", encoding="utf-8") as file:
            watcher = subprocess.Popen([WINE, os.path.join(BIN, "windows_shown.exe"), DESKTOP],
                                       env=self.env, stdout=file, stderr=subprocess.DEVNULL)
        self.addCleanup(watcher.wait, 30)
        self.addCleanup(self.person, "release")
        self.assertTrue(wait_for(lambda: "watching" in self.shown()), "nobody watches")

    def strange(self):
        """A console, made or shown; and whatever else was shown."""
        return [line for line in self.shown() if line.endswith(CONSOLES) or
                (line.startswith("shown") and line not in EXPECTED)]

    def test_no_window_flashes(self):
        self.watch()
        self.start_tray()
        work = windows_path(os.path.join(self.root, "work"))
        run = self.sandtray("run", "-d", "-m", "host", "-w", work, "aaa")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertTrue(wait_for(lambda: len(self.sessions()) == 1))
        self.assertEqual(self.person("menu").returncode, 0, "no menu opened")
        self.assertIn("made #32768", self.shown(), "the watcher saw not even the menu")
        self.assertEqual(self.strange(), [])

        # The menu's Run opens one terminal, on purpose, and nothing beside it.
        self.person("keys", "down", "down", "right", "right", "enter")
        self.assertTrue(wait_for(lambda: len(self.sessions()) == 2), self.log())
        self.assertTrue(wait_for(self.strange), "no terminal was opened")
        self.sandtray("stop", "--all", "--timeout", "2")
        self.assertTrue(wait_for(lambda: not self.sessions()))
        self.assertEqual(len(self.strange()), 1, self.shown())

        # The watcher sees what it is there for.
        child = windows_path(os.path.join(BIN, "windows_child.exe"))
        subprocess.run([WINE, os.path.join(BIN, "windows_shown.exe"), DESKTOP, "console", child,
                        "exit", "0"], env=self.env, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60, check=True)
        self.assertTrue(wait_for(lambda: len(self.strange()) == 2), "no console was seen")


if __name__ == "__main__":
    outcome.main()

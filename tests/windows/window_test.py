#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""sandtray-ui.exe on a desktop of wine's: the window lists a real session and lets it go again, there
is one of it, and a key closes it.

    window_test.py BIN [PICTURES]     the folder of the programs; a folder for pictures of the screen
"""
import os
import subprocess

import tray_test  # takes the words
from tray_test import BIN, DESKTOP, WINE, outcome, wait_for, windows_path

RED = (176, 0, 32)  # of the words "host: not confined"
WOOD = (0xb0, 0x7a, 0x36)  # of the frame of the program's icon


class Window(tray_test.Tray):
    test_a_day_with_the_tray = None  # has its own case

    def start(self, *words, how="start"):
        window = subprocess.Popen(
            [WINE, os.path.join(BIN, "windows_desktop.exe"), DESKTOP, how, *self.variables,
             "--", self.program("sandtray-ui"), *words],
            env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(window.kill)
        return window

    def log(self):
        try:
            with open(os.path.join(self.root, "local/sandtray/state/ui.log"),
                      encoding="utf-8") as file:
                return file.read()
        except FileNotFoundError:
            return ""

    def red(self):
        """How many pixels of the screen have that colour."""
        return sum(pixel == RED for pixel in self.display.pixels(0, 0, 1024, 740))

    def bright(self):
        """How many pixels of the screen are as white as the background of a list."""
        return sum(pixel == (255, 255, 255) for pixel in self.display.pixels(0, 0, 1024, 740))

    def wooden(self):
        """How many pixels of the screen have the brown of the program's icon."""
        return sum(all(abs(a - b) <= 24 for a, b in zip(pixel, WOOD))
                   for pixel in self.display.pixels(0, 0, 1024, 740))

    def test_the_window(self):
        window = self.start()
        self.assertTrue(wait_for(lambda: self.bright() > 100000), "no window: " + self.log())
        self.assertEqual(self.red(), 0)

        work = windows_path(os.path.join(self.root, "work"))
        run = self.sandtray("run", "-d", "-m", "host", "-w", work, "aaa")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertTrue(wait_for(lambda: self.red() > 100), "the session is not listed")
        self.picture("windows-window")
        session = run.stdout.split()[-1]
        self.assertEqual(self.sandtray("stop", "--timeout", "0", session).returncode, 0)
        self.assertEqual(self.sandtray("rm", session).returncode, 0)
        self.assertTrue(wait_for(lambda: self.red() == 0), "a session that is gone is listed")

        # A second start shows its page in the first window.
        second = self.start("about")
        self.assertEqual(second.wait(timeout=60), 0)
        self.assertIsNone(window.poll())
        self.assertEqual(self.log().count("started"), 1)
        shown = wait_for(lambda: self.wooden() > 400)
        self.picture("windows-about")
        self.assertTrue(shown, "no picture on the page About")
        self.picture("windows-about")

        subprocess.run(["xdotool", "mousemove", "300", "200", "key", "Escape"], check=True,
                       timeout=20, env={**os.environ, "DISPLAY": self.display.name})
        self.assertEqual(window.wait(timeout=60), 0)
        self.assertIn("ended", self.log())

    def test_an_error_is_seen(self):
        clicked = self.start("nowhere", how="click")
        shown = wait_for(lambda: "Usage: sandtray-ui" in self.person("message").stdout)
        self.picture("windows-message")
        self.assertTrue(shown, "nobody has seen why it did not start")
        self.assertIsNone(clicked.poll())
        self.assertEqual(self.person("dismiss").returncode, 0)
        self.assertEqual(clicked.wait(timeout=60), 64)

        # Whoever listens gets the words, and no window.
        piped = self.person("start", *self.variables, "--", self.program("sandtray-ui"), "nowhere")
        self.assertEqual(piped.returncode, 64)
        self.assertIn("Usage: sandtray-ui", piped.stderr)


if __name__ == "__main__":
    outcome.main()

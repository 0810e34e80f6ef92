#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""sandtray-tray.exe on a desktop of wine's with a task bar, on an X server of the test's own. A
helper (desktop.cpp) is the person in front of it; sessions are real ones.

    tray_test.py BIN [PICTURES]     the folder of the programs; a folder for pictures of the screen
"""
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, ".."), os.path.join(HERE, "..", "support")]
import outcome  # noqa: E402
from support.person import wait_until  # noqa: E402

WINE = os.path.join(HERE, "..", "..", "cmake", "toolchains", "wine.sh")
PICTURES = os.path.abspath(sys.argv.pop(2)) if len(sys.argv) > 2 else None
BIN = os.path.abspath(sys.argv.pop(1))
DESKTOP = "shell"  # the one that has a task bar
NEEDED = [tool for tool in ("Xvfb",) if shutil.which(tool) is None]


def windows_path(path):
    return "Z:" + path


class Display:
    """An X server whose screen is a file."""

    def __init__(self, root):
        numbers, theirs = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1024x768x24", "-nolisten", "tcp",
             "-noreset", "-fbdir", root], pass_fds=[theirs], stderr=subprocess.DEVNULL)
        os.close(theirs)
        with os.fdopen(numbers) as number:
            self.name = f":{number.readline().strip()}"
        self.file = os.path.join(root, "Xvfb_screen0")

    def end(self):
        self.server.terminate()
        self.server.wait(timeout=20)

    def pixels(self, left, top, right, bottom):
        """XWD: a header of big-endian words, a table of colours, four bytes a pixel."""
        with open(self.file, "rb") as file:
            data = file.read()
        words = struct.unpack(">25I", data[:100])
        row_bytes, start = words[12], words[0] + words[19] * 12
        for y in range(top, bottom):
            for x in range(left, right):
                at = start + y * row_bytes + x * 4
                blue, green, red = data[at:at + 3]
                yield red, green, blue


def wait_for(question, seconds=30):
    return wait_until(question, seconds, pause=0.2)


@unittest.skipIf(NEEDED, f"there is no {' '.join(NEEDED)}")
class Tray(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.mkdtemp(prefix="st-")
        self.addCleanup(shutil.rmtree, self.root, ignore_errors=True)
        self.display = Display(self.root)
        self.addCleanup(self.display.end)
        self.env = {**os.environ, "SANDTRAY_WINE_DISPLAY": self.display.name,
                    "SANDTRAY_WINE_SECONDS": "250"}
        for name in ("home", "roaming", "local", "work"):
            os.mkdir(os.path.join(self.root, name))
        self.variables = [f"{variable}={windows_path(os.path.join(self.root, name))}"
                          for variable, name in (("USERPROFILE", "home"), ("APPDATA", "roaming"),
                                                 ("LOCALAPPDATA", "local"))]
        child = windows_path(os.path.join(BIN, "windows_child.exe"))
        for name, words in (("aaa", ["console", child, "ctrl-c"]), ("fails", ["exit", "7"])):
            folder = os.path.join(self.root, "roaming/sandtray/agents")
            os.makedirs(folder, exist_ok=True)
            with open(os.path.join(folder, name + ".json"), "w", encoding="utf-8") as file:
                json.dump({"name": name, "title": name, "command": child, "args": words}, file)
        with open(os.path.join(self.root, "roaming/sandtray/config.json"), "w",
                  encoding="utf-8") as file:
            json.dump({"default_method": "host"}, file)
        self.desktop = subprocess.Popen(
            [WINE, "explorer", f"/desktop={DESKTOP},1024x768", self.program("windows_desktop"),
             DESKTOP, "hold"], env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(self.end_desktop)
        self.assertTrue(wait_for(lambda: self.person("balloon").returncode != 2, 60),
                        "wine made no desktop")

    def end_desktop(self):
        self.sandtray("stop", "--all", "--timeout", "0")
        self.person("close")
        self.person("release")
        self.desktop.wait(timeout=30)

    @staticmethod
    def program(name):
        return windows_path(os.path.join(BIN, name + ".exe"))

    def person(self, *words):
        """Into files: what wine starts beside a program keeps a pipe of its open."""
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
            done = subprocess.run([WINE, os.path.join(BIN, "windows_desktop.exe"), DESKTOP, *words],
                                  env=self.env, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                                  check=False, timeout=100)
            for name, file in (("stdout", out), ("stderr", err)):
                file.seek(0)
                setattr(done, name, file.read())
            return done

    def sandtray(self, *words):
        return self.person("start", *self.variables, "--", self.program("sandtray"), *words)

    def start_tray(self):
        begun = time.monotonic()
        tray = subprocess.Popen(
            [WINE, os.path.join(BIN, "windows_desktop.exe"), DESKTOP, "start", *self.variables,
             "--", self.program("sandtray-tray")], env=self.env, stderr=subprocess.DEVNULL)
        self.addCleanup(tray.kill)
        self.assertTrue(wait_for(lambda: "started" in self.log()), "the tray did not start")
        self.started_after = time.monotonic() - begun
        return tray

    def log(self):
        try:
            with open(os.path.join(self.root, "local/sandtray/state/tray.log"),
                      encoding="utf-8") as file:
                return file.read()
        except FileNotFoundError:
            return ""

    def sessions(self, *options):
        return json.loads(self.sandtray("ls", "--json", *options).stdout or "[]")

    def picture(self, name):
        if PICTURES:
            subprocess.run(["import", "-window", "root", os.path.join(PICTURES, name + ".png")],
                           env={**os.environ, "DISPLAY": self.display.name}, check=True)

    def shows_icon(self, color):
        """Whether the corner with the icon has enough pixels near to that colour."""
        near = [pixel for pixel in self.display.pixels(1000, 743, 1024, 768)
                if all(abs(a - b) <= 40 for a, b in zip(pixel, color))]
        return len(near) >= 40

    def test_a_day_with_the_tray(self):
        tray = self.start_tray()
        self.assertIn("the icon is there", self.log())
        idle, working, failed = (0xf5, 0xd7, 0x9a), (0x16, 0xa4, 0x96), (0xe0, 0x43, 0x48)
        self.assertTrue(wait_for(lambda: self.shows_icon(idle)), "no icon of an idle tray")
        self.picture("windows-tray-idle")
        print(f"start to ready: {self.started_after:.2f} s; "
              f"{self.person('memory').stdout.strip()}")

        # A second start ends at once and leaves the first alone.
        second = self.person("start", *self.variables, "--", self.program("sandtray-tray"))
        self.assertEqual(second.returncode, 0, second.stderr)
        self.assertIsNone(tray.poll())
        self.assertEqual(self.log().count("the icon is there"), 1)

        # The tray sees a session of the command line.
        work = windows_path(os.path.join(self.root, "work"))
        run = self.sandtray("run", "-d", "-m", "host", "-w", work, "aaa")
        self.assertEqual(run.returncode, 0, run.stderr)
        first = run.stdout.split()[-1]
        self.assertTrue(wait_for(lambda: self.shows_icon(working)), "no icon of a working tray")

        # Its menu: session, Run; there the first agent, there the first workspace.
        self.assertEqual(self.person("menu").returncode, 0, "no menu opened")
        self.picture("windows-tray-menu")
        self.person("keys", "down", "down", "right", "right", "enter")
        both = wait_for(lambda: len(self.sessions()) == 2 and self.sessions())
        self.assertTrue(both, "the menu started no session; " + self.log())
        self.assertEqual({one["agent"] for one in both}, {"aaa"})

        # An ending that is news.
        run = self.sandtray("run", "-d", "-m", "host", "-w", work, "--name", "broken", "fails")
        self.assertEqual(run.returncode, 0, run.stderr)
        balloon = wait_for(lambda: "exit code 7" in (said := self.person("balloon").stdout)
                           and said)
        self.picture("windows-tray-balloon")
        self.assertTrue(balloon, "no balloon: " + self.person("balloon").stdout + self.log())
        self.assertTrue(balloon.startswith(f"fails in {work}, exit code 7, after "), balloon)
        self.assertTrue(wait_for(lambda: self.shows_icon(failed)), "no icon of a failure")

        self.assertIn("notifications are balloons: this Windows offers no toasts", self.log())

        # The machine sleeps, and what waited for a timer is told when it wakes up.
        suspend, resume, resumed, status = "4", "18", "7", "10"
        self.assertEqual(self.person("power", suspend, status, resume).returncode, 0)
        self.assertTrue(wait_for(lambda: "woken up" in self.log()), self.log())
        self.assertEqual(self.log().count("woken up"), 1, "sleep is no waking up")
        self.assertEqual(self.person("power", resumed).returncode, 0)
        self.assertTrue(wait_for(lambda: self.log().count("woken up") == 2), self.log())

        # Another Explorer.
        self.assertEqual(self.person("taskbar").returncode, 0)
        self.assertTrue(wait_for(lambda: self.log().count("the icon is there") == 2))

        # The hosts outlive the tray.
        self.assertEqual(self.person("close").returncode, 0)
        self.assertEqual(tray.wait(timeout=30), 0)
        self.assertIn("ended", self.log())
        alive = {one["id"] for one in self.sessions()}
        self.assertEqual(len(alive), 2)
        self.assertIn(first, alive)


if __name__ == "__main__":
    outcome.main()

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""sandtray-tray.exe with toasts: wine's Windows Runtime loads a stand-in for what shows them
(toast_library.cpp), in the registry of the test's own prefix. The helper clicks.

    toasts_test.py BIN     the folder of the programs
"""
import json
import os
import subprocess

import tray_test  # takes the words
from tray_test import BIN, WINE, outcome, wait_for, windows_path

CLASSES = r"HKLM\Software\Microsoft\WindowsRuntime\ActivatableClassId"
NAMES = ("Windows.UI.Notifications.ToastNotificationManager",
         "Windows.UI.Notifications.ToastNotification", "Windows.Data.Xml.Dom.XmlDocument")
ENTRY = r"HKCU\Software\Classes\AppUserModelId\Sandtray.Tray"
SETTINGS = r"Software\Microsoft\Windows\CurrentVersion"
LOGIN = [[rf"HKCU\{SETTINGS}\Run", "/v", "Sandtray"],
         [rf"HKCU\{SETTINGS}\Explorer\StartupApproved\Run", "/v", "Sandtray"]]
PIPE = rf"\\.\pipe\sandtray-test-toasts-tray-{os.getpid()}"


class Toasts(tray_test.Tray):
    test_a_day_with_the_tray = None  # has its own case

    def setUp(self):
        super().setUp()
        child = windows_path(os.path.join(BIN, "windows_child.exe"))
        with open(os.path.join(self.root, "roaming/sandtray/agents/asks.json"), "w",
                  encoding="utf-8") as file:
            json.dump({"name": "asks", "title": "asks", "command": child,
                       "args": ["console", child, "ask"]}, file)
        # The terminal of this person writes down what it was to run.
        self.terminal = os.path.join(self.root, "terminal")
        with open(os.path.join(self.root, "roaming/sandtray/config.json"), "w",
                  encoding="utf-8") as file:
            json.dump({"default_method": "host",
                       "terminal": f"{child} note {windows_path(self.terminal)} {{}}"}, file)
        library = windows_path(os.path.join(BIN, "windows_toasts.dll"))
        for name in NAMES:
            self.registry("add", rf"{CLASSES}\{name}", "/v", "DllPath", "/d", library, "/f")
            self.addCleanup(self.registry, "delete", rf"{CLASSES}\{name}", "/f")
        self.variables.append(f"SANDTRAY_TEST_TOASTS={PIPE}")
        self.addCleanup(self.registry, "delete", ENTRY, "/f")

    def registry(self, *words):
        done = subprocess.run([WINE, "reg", *words], env=self.env, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
                              timeout=100)
        return done.returncode == 0

    def toasts(self, *words):
        return self.person("toasts", PIPE, *words).stdout.strip()

    def center(self):
        return json.loads(self.toasts("list") or "{}")

    def shown(self, tag):
        return next((one for one in self.center().get("shown", []) if one["tag"] == tag), None)

    def run_agent(self, name, agent):
        work = windows_path(os.path.join(self.root, "work"))
        run = self.sandtray("run", "-d", "-m", "host", "-w", work, "--name", name, agent)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout.split()[-1]

    def opened(self):
        """The commands for which a terminal was opened."""
        try:
            with open(self.terminal, encoding="utf-8") as file:
                return file.read().splitlines()
        except FileNotFoundError:
            return []

    def test_a_day_with_toasts(self):
        tray = self.start_tray()
        self.assertTrue(wait_for(lambda: "notifications are toasts" in self.log()), self.log())
        self.assertTrue(self.registry("query", ENTRY, "/v", "DisplayName"))

        # It asks, as a guess, once it has been silent for long enough.
        asking = self.run_agent("cat", "asks")
        toast = wait_for(lambda: self.shown(asking), 60)
        self.assertTrue(toast, self.log())
        title, body = toast["texts"]
        self.assertEqual(title, "cat probably needs you")
        self.assertTrue(body.startswith("asks in "), body)
        self.assertTrue(body.endswith("\nAgent says: Overwrite <it> & go? [y/n]"), body)
        self.assertEqual([one["content"] for one in toast["buttons"]], ["Attach", "Show log"])
        self.assertEqual(self.center()["application"], "Sandtray.Tray")

        # A forged answer does nothing, the button attaches, and so does the toast itself.
        self.assertEqual(self.toasts("click", asking, "stop"), "ok")
        self.assertEqual(self.toasts("click", asking, "attach"), "ok")
        self.assertTrue(wait_for(self.opened), self.log())
        self.assertRegex(self.opened()[0], rf"sandtray(\.exe)?\"? attach {asking}\b")
        self.assertEqual(self.toasts("click", asking, toast["launch"]), "ok")
        self.assertTrue(wait_for(lambda: len(self.opened()) == 2), self.log())
        self.assertEqual(*self.opened())

        # What it asked is over with it.
        self.assertEqual(self.sandtray("stop", "--timeout", "0", asking).returncode, 0)
        self.assertTrue(wait_for(lambda: self.shown(asking) is None), "stopped by the person: none")

        failed = self.run_agent("dog", "fails")
        toast = wait_for(lambda: self.shown(failed))
        self.assertTrue(toast, self.log())
        self.assertEqual(toast["texts"][0], "dog has failed")
        self.assertIn("exit code 7", toast["texts"][1])
        self.assertEqual([one["content"] for one in toast["buttons"]], ["Show log"])
        self.assertEqual(self.person("balloon").returncode, 1, "a balloon as well")
        self.assertEqual(self.toasts("click", failed, "log"), "ok")
        self.assertTrue(wait_for(lambda: len(self.opened()) == 3), self.log())
        self.assertRegex(self.opened()[2], rf" logs -f {failed}\b")
        self.assertEqual(self.sandtray("rm", failed).returncode, 0)
        self.assertTrue(wait_for(lambda: self.shown(failed) is None), "of a session that is gone")

        # Windows fails to show one: a balloon does.
        self.assertEqual(self.toasts("fail", "0x803E0111"), "ok")
        self.run_agent("fox", "fails")
        self.assertTrue(wait_for(lambda: "exit code 7" in self.person("balloon").stdout),
                        self.log())
        self.assertIn("Windows could not show a toast, 0x803e0111", self.log())

        # The person wants none: nothing is shown, and the log says so.
        self.assertEqual(self.toasts("setting", "1"), "ok")
        quiet = self.run_agent("owl", "fails")
        self.assertTrue(wait_for(lambda: "they are switched off for Sandtray" in self.log()), self.log())
        self.assertIsNone(self.shown(quiet))

        self.assertEqual(self.person("close").returncode, 0)
        self.assertEqual(tray.wait(timeout=30), 0)
        self.assertTrue(self.registry("query", ENTRY), "the entry stays with the program")
        for entry in LOGIN:
            self.assertTrue(self.registry("add", *entry, "/t", "REG_BINARY", "/d", "03", "/f"))
            self.addCleanup(self.registry, "delete", *entry, "/f")
        gone = self.person("start", *self.variables, "--", self.program("sandtray-tray"),
                           "--unregister")
        self.assertEqual(gone.returncode, 0, gone.stderr)
        for entry in [[ENTRY], *LOGIN]:
            self.assertFalse(self.registry("query", *entry), entry)


if __name__ == "__main__":
    outcome.main()

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The wizard for the virtual machine, by what its controls are called, with a stand-in for limactl.

    vm_wizard_test.py PROGRAMS      with SANDTRAY_PICTURES=FOLDER it takes a picture of each page
"""
import json
import os
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.dont_write_bytecode = True
from lima.world import LimaPerson, readable, wait_until  # noqa: E402
from support import nobody, outcome  # noqa: E402
from support.hand import Hand  # noqa: E402
from support.screen import PATIENCE, Screen, missing  # noqa: E402

PROGRAMS = Path(sys.argv[1]).resolve()
PICTURES = os.environ.get("SANDTRAY_PICTURES")
UI = "sandtray-ui"
PAGES = ("Your machine", "Software", "Size", "Folders", "What agents may do", "Summary")


@unittest.skipIf(missing(), f"Skipped: needs {', '.join(missing())}")
class Wizard(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.person = LimaPerson(PROGRAMS)
        cls.addClassCleanup(cls.person.__exit__)
        cls.screen = Screen(cls.person)
        cls.addClassCleanup(cls.screen.__exit__)
        cls.reader = cls.screen.reader
        cls.hand = Hand(cls.reader, UI)
        cls.settings = cls.person.home / ".config/sandtray/vm.json"

    def setUp(self):
        self.settings.unlink(missing_ok=True)
        self.person.manners()
        self.person.env |= {name: self.screen.env[name]
                            for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS")}
        window = self.person.spawn(readable(PROGRAMS) / UI, "sandboxing")
        self.addCleanup(window.wait)
        self.addCleanup(window.kill)
        self.addCleanup(lambda: self.person.instance.exists() and self.person.vm("delete", "--force"))
        self.hand.press("Set Up…")

    def take(self, name):
        if PICTURES:
            subprocess.run([shutil.which("import"), "-window", "root", f"{PICTURES}/{name}.png"], env=self.screen.env,
                           check=True)

    def made(self):
        """How often a machine was made."""
        return sum(verb.startswith("create ") for verb in self.person.verbs())

    def labels(self):
        return self.hand.names("label")

    def wait_for_page(self, title):
        self.assertTrue(self.reader.wait_until(lambda: title in self.labels()),
                        f"no page {title!r} but {self.labels()}")
        self.take(title.replace(" ", "-").lower())

    def wait_for_label(self, words):
        self.assertTrue(self.reader.wait_until(
            lambda: any(words in label for label in self.labels())), f"no {words!r}: {self.labels()}")

    def go_to(self, page, folder=None):
        """From the first page on, with the image that is there."""
        for title in PAGES:
            self.wait_for_page(title)
            if title == page:
                return
            if title == "Your machine":
                self.reader.wait_until(lambda: "qemu" in self.labels())
                if "Emulate the processor, many times slower" in self.hand.names("check box"):
                    self.hand.press("Emulate the processor, many times slower", "check box")
            elif title == "Software":
                self.hand.press("Advanced", "toggle button")
                self.hand.write("A disk image of yours", str(self.person.image))
            elif title == "Size":
                self.hand.write("Memory, in MiB", "1024")
            elif title == "Folders":
                self.hand.write("Folders to work in", str(folder or self.person.workspace))
            self.hand.press("Next")

    def test_from_nothing_to_a_machine_that_runs(self):
        self.go_to("Size")
        self.hand.write("Memory, in MiB", "12")
        self.hand.press("Next")
        self.wait_for_label("A number from 1024 to")
        self.hand.write("Memory, in MiB", "1024")
        self.hand.write("Stop when idle, in minutes", "5")
        self.hand.press("Stop when Sandtray quits", "check box")
        self.take("size-filled")
        self.hand.press("Next")
        self.wait_for_page("Folders")
        self.hand.press("Next")
        self.wait_for_label("Name a folder")
        self.hand.write("Folders to work in", str(self.person.workspace))
        self.hand.press("Next")
        self.wait_for_page("What agents may do")
        self.hand.press("Agents cannot become root inside", "check box")
        self.wait_for_label("An agent that is root inside can lift every rule")
        self.hand.press("Agents cannot become root inside", "check box")
        self.hand.write("Services that agents reach", "5432")
        self.hand.press("Back")
        self.wait_for_page("Folders")
        self.assertEqual(self.hand.read("Folders to work in").strip(), str(self.person.workspace))
        self.hand.press("Next")
        self.assertEqual(self.hand.read("Services that agents reach"), "5432")
        self.hand.press("Next")
        self.wait_for_page("Summary")
        self.assertFalse(self.settings.exists())
        self.hand.press("Keep a golden copy", "check box")
        self.take("summary-golden")
        self.hand.press("Set Up")
        self.wait_for_page("Ready")
        self.assertIn("clone sandtray sandtray-golden", self.person.verbs())
        self.hand.press("Finish")
        self.hand.wait_until_gone("push button", "Finish")
        self.wait_for_label("Ready.")
        self.assertEqual(self.person.state(), "ready")
        settings = json.loads(self.settings.read_text())
        self.assertEqual((settings["memory_mib"], settings["host_services"], settings["restrict_sudo"]),
                         (1024, [5432], True))
        self.assertEqual([settings[key] for key in ("idle_minutes", "start_with_sandtray", "stop_with_sandtray")],
                         [5, False, True])
        self.take("panel")
        self.hand.press("Stop")
        self.wait_for_label("Sessions that run in it end.")
        self.hand.press("Cancel")
        self.hand.wait_until_gone("push button", "Cancel")
        # What has become of it meanwhile shows when the person comes back to the page.
        self.person.vm("stop")
        self.hand.turn_to("Sessions")
        self.hand.turn_to("Sandboxing")
        self.wait_for_label("Stopped. A session starts it.")
        before = self.settings.read_text()
        self.hand.press("Reset…")
        self.wait_for_label("A new machine takes its place")
        self.take("reset")
        self.hand.press("Reset")
        self.wait_for_page("Ready")
        self.assertEqual([verb for verb in self.person.verbs() if verb.startswith(("clone", "delete"))][-2:],
                         ["delete -f sandtray", "clone sandtray-golden sandtray"])
        self.assertEqual(self.settings.read_text(), before)
        self.hand.press("Finish")
        self.hand.wait_until_gone("push button", "Finish")

    def test_it_is_stopped_in_the_middle_and_goes_on(self):
        before = self.made()
        self.person.manners(start={"never": True})
        self.go_to("Summary")
        self.hand.press("Set Up")
        self.wait_for_page("Setting up")
        self.assertTrue(wait_until(lambda: self.person.instance.exists(), PATIENCE))
        self.assertTrue(wait_until(lambda: self.person.verbs()[-1].startswith("start "), PATIENCE))
        self.take("setting-up-2")
        self.hand.press("Cancel")
        self.wait_for_page("Not ready")
        self.wait_for_label("What has been fetched is kept")
        self.assertEqual(self.made() - before, 1)
        self.assertFalse(self.person.instance.exists(), "a system that was cut off in its first start stays")
        self.person.manners()
        self.hand.press("Try Again")
        self.wait_for_page("Ready")
        self.assertEqual(self.made() - before, 2)

    def test_what_fails_says_why(self):
        self.person.manners(create={"fail": "write /disk: no space left on device"})
        self.go_to("Summary")
        self.hand.press("Set Up")
        self.wait_for_page("Not ready")
        self.wait_for_label("Make room")
        self.hand.press("Back")
        self.wait_for_page("Summary")
        self.hand.press("Cancel")
        self.hand.wait_until_gone("push button", "Set Up")

    def test_what_the_machine_lacks_is_in_the_way(self):
        self.wait_for_page("Your machine")
        self.hand.press("Cancel")
        self.hand.wait_until_gone("push button", "Look Again")
        tool = self.person.bin / "qemu-img"
        tool.rename(tool.with_suffix(".away"))
        self.addCleanup(lambda: tool.with_suffix(".away").rename(tool))
        self.hand.press("Set Up…")
        self.wait_for_label("Something is missing")
        self.take("missing")
        usable = self.reader.atspi.StateType.SENSITIVE
        self.assertEqual([node.get_state_set().contains(usable)
                          for node in self.reader.found(UI, "push button")
                          if self.reader.name_of(node) == "Next"], [False])


if __name__ == "__main__":
    nobody.run_as_nobody(Path(__file__).resolve(), PROGRAMS)
    del sys.argv[1]
    outcome.main()

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The wizard for the virtual machine, by what its controls are called, with a stand-in for limactl.

    vm_wizard_test.py PROGRAMS PICTURES      a folder for a picture of each page
"""
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.dont_write_bytecode = True
from lima.world import wait_until  # noqa: E402
from support import outcome  # noqa: E402
from support.screen import PATIENCE  # noqa: E402
from vm_wizard import OUTCOMES, PAGES, PICTURES, UI, WizardCase, as_nobody  # noqa: E402


class Wizard(WizardCase):
    @classmethod
    def tearDownClass(cls):
        if len(sys.argv) == 1:  # all cases
            missing_pages = {*PAGES, *OUTCOMES} - cls.pictures
            assert not missing_pages, f"no picture of {missing_pages}"

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
        self.take("panel", "Sandtray")
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
        self.take("reset", "Sandtray")
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
        self.wait_until_it_starts()
        self.wait_for_page("Setting up")
        self.hand.press("Cancel")
        self.wait_for_page("Not ready")
        self.wait_for_label("What has been fetched is kept")
        self.assertEqual(self.made() - before, 1)
        self.assertFalse(self.person.instance.exists(), "a system that was cut off in its first start stays")
        self.person.manners()
        self.hand.press("Try Again")
        self.wait_for_page("Ready")
        self.assertEqual(self.made() - before, 2)

    def test_to_cancel_before_it_is_set_up_changes_nothing(self):
        self.person.wish(memory_mib=2048, emulation=False)
        before, done = self.settings.read_text(), self.person.verbs()
        for page in PAGES:
            self.go_to(page)
            self.hand.press("Cancel")
            self.hand.wait_until_gone("label", page)
            self.assertEqual((self.settings.read_text(), self.person.verbs()), (before, done), page)
            self.hand.press("Set Up…")

    def test_what_is_blank_is_no_picture(self):
        file = PICTURES / "blank.png"
        self.assertFalse(self.screen.take_picture(file, (0, 700, 100, 100), seconds=1))
        self.assertFalse(file.exists())

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
    as_nobody(__file__)
    outcome.main()

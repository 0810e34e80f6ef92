#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A set-up that was broken off goes on where it was, in a program that was started anew.

    vm_resume_test.py PROGRAMS PICTURES      a folder for a picture of each page
"""
import contextlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.dont_write_bytecode = True
from lima.world import wait_until  # noqa: E402
from support import outcome  # noqa: E402
from support.screen import PATIENCE  # noqa: E402
from vm_wizard import PAGES, WizardCase, as_nobody  # noqa: E402


class Resume(WizardCase):
    def commands(self):
        """The person's `sandtray provision` that run."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                words = (process / "cmdline").read_bytes().split(b"\0")
                if words[1:2] == [b"provision"] and words[0].startswith(str(self.person.bin).encode()):
                    found.append(int(process.name))
        return found

    def go_on_with_what_was_chosen(self, made):
        """From the first page to the last before it is set up; nothing is entered."""
        for title in PAGES:
            self.wait_for_page(title)
            if title == "Software":
                self.wait_for_label("the machine has its disk" if made else f"{self.person.image}")
            elif title == "Size":
                self.assertEqual(self.hand.read("Stop when idle, in minutes"), "7")
            elif title == "Folders":
                self.assertEqual(self.hand.read("Folders to work in").strip(), "~/work")
            self.hand.press("Set Up" if title == "Summary" else "Next")

    def test_it_goes_on_in_a_program_that_was_started_anew(self):
        before = self.made()
        self.person.manners(tools={"hang": True})
        self.go_to("Summary")
        self.hand.press("Set Up")
        self.wait_for_label("Tools and agents")
        self.assertTrue(wait_until(lambda: self.person.status()["state"] == "ready", PATIENCE))
        self.hand.press("Cancel")
        self.wait_for_page("Not ready")
        self.hand.press("Cancel")
        self.hand.wait_until_gone("push button", "Try Again")
        chosen = self.settings.read_text()
        self.end_the_window()
        self.person.manners()
        self.open_the_window()
        self.go_on_with_what_was_chosen(made=True)
        self.wait_for_page("Ready")
        self.assertEqual(self.settings.read_text(), chosen)
        self.assertEqual(self.made() - before, 1)

    def kill_the_program(self):
        """Nothing of it goes on in secret but the machine, whose state shows."""
        self.end_the_window()
        self.assertTrue(wait_until(lambda: not self.commands(), PATIENCE), "the command goes on alone")

    def test_it_goes_on_after_the_program_was_killed_while_it_is_made(self):
        before = self.made()
        self.person.manners(create={"hang": True})
        self.go_to("Summary")
        self.hand.press("Set Up")
        self.assertTrue(wait_until((self.person.instance / "lima.yaml").exists, PATIENCE))
        self.kill_the_program()
        self.assertTrue(wait_until(lambda: not self.person.machines(), PATIENCE), "limactl goes on alone")
        self.person.manners()
        self.open_the_window()
        self.go_on_with_what_was_chosen(made=False)
        self.wait_for_page("Ready")
        self.assertEqual(self.made() - before, 2)

    def test_it_goes_on_after_the_program_was_killed_while_it_starts(self):
        before = self.made()
        self.person.manners(start={"broken": True})
        self.go_to("Summary")
        self.hand.press("Set Up")
        self.wait_until_it_starts()
        self.kill_the_program()
        self.open_the_window()
        self.go_on_with_what_was_chosen(made=True)
        self.wait_for_page("Setting up")
        self.person.write(self.person.lima / "_go", "")
        self.addCleanup((self.person.lima / "_go").unlink)
        self.wait_for_page("Ready")
        self.assertEqual(self.made() - before, 1)


if __name__ == "__main__":
    as_nobody(__file__)
    outcome.main()

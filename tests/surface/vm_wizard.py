# SPDX-License-Identifier: MIT
"""A person before the wizard for the virtual machine, with a stand-in for limactl. The words of the test
are the folder of the programs and one for a picture of each page."""
import sys
import unittest
from pathlib import Path

from lima.world import LimaPerson, readable, wait_until
from support import nobody
from support.hand import Hand
from support.screen import PATIENCE, Screen, missing

PROGRAMS, PICTURES = (Path(word).resolve() for word in sys.argv[1:3])
UI = "sandtray-ui"
WIZARD = "Set Up the Virtual Machine"
PAGES = ("Your machine", "Software", "Size", "Folders", "What agents may do", "Summary")
START = "start --foreground sandtray"
OUTCOMES = ("Setting up", "Ready", "Not ready")


@unittest.skipIf(missing(), f"Skipped: needs {', '.join(missing())}")
class WizardCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.person = LimaPerson(PROGRAMS)
        cls.addClassCleanup(cls.person.__exit__)
        cls.screen = Screen(cls.person)
        cls.addClassCleanup(cls.screen.__exit__)
        PICTURES.mkdir(parents=True, exist_ok=True)
        for old in PICTURES.glob("*.png"):
            old.unlink()
        cls.reader = cls.screen.reader
        cls.hand = Hand(cls.reader, UI)
        cls.pictures = set()  # of pages
        cls.settings = cls.person.home / ".config/sandtray/vm.json"

    def setUp(self):
        self.settings.unlink(missing_ok=True)
        self.person.manners()
        self.person.env |= {name: self.screen.env[name]
                            for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS")}
        self.addCleanup(lambda: self.person.instance.exists() and self.person.vm("delete", "--force"))
        self.window = None
        self.addCleanup(self.end_the_window)
        self.open_the_window()

    def open_the_window(self):
        self.window = self.person.spawn(readable(PROGRAMS) / UI, "sandboxing")
        self.hand.press("Set Up…")

    def end_the_window(self):
        self.window.kill()
        self.window.wait()

    def take(self, name, window=WIZARD):
        area = self.reader.wait_until(lambda: self.reader.area(UI, window))
        self.assertTrue(area, f"no window {window!r}")
        self.assertTrue(self.screen.take_picture(PICTURES / f"{name}.png", area), f"nothing new to see: {name}")

    def made(self):
        """How often a machine was made."""
        return sum(verb.startswith("create ") for verb in self.person.verbs())

    def wait_until_it_starts(self):
        self.assertTrue(wait_until(lambda: self.person.verbs()[-1:] == [START], PATIENCE), self.person.verbs())

    def labels(self):
        return self.hand.names("label")

    def wait_for_page(self, title):
        self.assertTrue(self.reader.wait_until(lambda: title in self.labels()),
                        f"no page {title!r} but {self.labels()}")
        if title == "Your machine":
            self.wait_for_label("qemu")  # it has looked
        if title not in self.pictures:
            self.take(title.replace(" ", "-").lower())
            self.pictures.add(title)

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
                if "Emulate the processor, many times slower" in self.hand.names("check box"):
                    self.hand.press("Emulate the processor, many times slower", "check box")
            elif title == "Software":
                self.hand.press("Advanced", "toggle button")
                self.hand.write("A disk image of yours", str(self.person.image))
            elif title == "Size":
                self.hand.write("Memory, in MiB", "1024")
                self.hand.write("Stop when idle, in minutes", "7")
            elif title == "Folders":
                self.hand.write("Folders to work in", str(folder or self.person.workspace))
            self.hand.press("Next")


def as_nobody(test):
    nobody.run_as_nobody(Path(test).resolve(), PROGRAMS, PICTURES)
    del sys.argv[1:3]

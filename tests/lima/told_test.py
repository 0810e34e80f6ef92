#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What is told of the virtual machine where there is none, and of what it needs and is to be, with a stand-in
for limactl:

    told_test.py PROGRAMS"""
import json
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.dont_write_bytecode = True

from lima.world import LimaPerson  # noqa: E402
from support import outcome  # noqa: E402

PROGRAMS = sys.argv[1]


class Told(unittest.TestCase):
    def setUp(self):
        self.person = LimaPerson(PROGRAMS)
        self.addCleanup(self.person.__exit__)

    def test_without_a_machine_it_says_so_and_what_to_do(self):
        said = self.person.vm("status")
        self.assertIn("absent", said)
        self.assertIn("sandtray provision lima", said)
        self.assertEqual(self.person.state(), "absent")
        self.assertEqual(self.person.calls(), [])
        for deed in (("stop",), ("delete",), ("resize", "--disk", "50")):
            self.assertIn("there is no virtual machine", self.person.vm(*deed, code=66))

    def test_without_a_wish_it_says_what_to_write(self):
        (self.person.home / ".config/sandtray/vm.json").unlink()
        said = self.person.vm("start", code=66)
        self.assertIn(".config/sandtray/vm.json", said)
        self.assertIn('"images"', said)

    def test_the_check_of_the_configuration_reads_what_it_is_to_be(self):
        def check(code):
            return self.person.say("config", "check", code=code)

        self.assertIn("good", check(0))
        self.person.wish(memory="4GiB")
        self.assertIn("memory", check(78))
        self.person.wish(mounts=[{"path": str(self.person.home)}])
        self.assertIn("holds your home", check(77))

    def doctor(self):
        """What it finds of the virtual machine, by name; sessions do not need one."""
        with self.person.spawn(*self.person.command("doctor", "--json"), stdout=subprocess.PIPE) as running:
            found = json.loads(running.communicate(timeout=50)[0])
        return {check["name"].partition(": ")[2]: check for check in found
                if check["name"].startswith("virtual machine")}

    def test_the_doctor_knows_what_it_needs(self):
        self.assertEqual(self.doctor()["limactl"]["status"], "ok")
        self.person.manners(version="2.0.0")
        found = self.doctor()["limactl"]
        self.assertEqual(found["status"], "warning")
        self.assertIn("too old", found["detail"])
        self.person.wish(memory="4GiB")
        self.assertIn("memory", self.doctor()[""]["detail"])
        (self.person.home / ".config/sandtray/vm.json").unlink()
        self.assertEqual(self.doctor(), {})


if __name__ == "__main__":
    sys.argv[1:] = []
    outcome.main()

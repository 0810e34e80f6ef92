#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A copy of the virtual machine that the next one begins with, with a stand-in for limactl.

    golden_test.py PROGRAMS"""
import json
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.dont_write_bytecode = True

from lima.world import LimaPerson  # noqa: E402
from support import outcome  # noqa: E402

PROGRAMS = sys.argv[1]


class Golden(unittest.TestCase):
    def setUp(self):
        self.person = LimaPerson(PROGRAMS)
        self.addCleanup(self.person.__exit__)
        self.copy = self.person.lima / "sandtray-golden"

    def provision(self, *words, **how):
        return self.person.say("provision", "lima", "--yes", *words, **how)

    def verbs(self):
        """What was done since the last time."""
        verbs = self.person.verbs()
        since, self.seen = verbs[getattr(self, "seen", 0):], len(verbs)
        return [verb for verb in since if not verb.startswith("create")] + \
            ["create" for verb in since if verb.startswith("create")]

    def kept(self):
        self.provision("--golden")
        self.assertEqual(self.verbs(), ["start --foreground sandtray", "stop sandtray",
                                        "clone sandtray sandtray-golden", "start --foreground sandtray",
                                        "create"])
        self.assertEqual(self.person.state(), "ready")

    def test_the_next_machine_begins_with_it(self):
        self.kept()
        self.person.wish(host_services=[5432])
        self.person.vm("delete")
        self.verbs()
        self.person.vm("start")
        self.assertEqual(self.verbs(), ["clone sandtray-golden sandtray", "start --foreground sandtray"])
        self.assertEqual(self.person.status()["host_services"], [5432])
        script = json.loads((self.person.instance / "lima.yaml").read_text())["provision"][-1]["script"]
        self.assertIn("services=5432", script)
        self.assertIn("done    tools", self.provision())

    def test_a_reset_takes_it(self):
        self.kept()
        self.person.write(self.person.instance / "left", "by an agent")
        said = self.provision("--reset")
        self.assertIn("ok      reset", said)
        self.assertIn("done    tools", said)
        self.assertEqual(self.verbs(), ["stop -f sandtray", "delete -f sandtray",
                                        "clone sandtray-golden sandtray", "start --foreground sandtray"])
        self.assertFalse((self.person.instance / "left").exists())

    def test_a_reset_without_one_makes_the_machine_anew(self):
        self.provision()
        self.verbs()
        said = self.provision("--reset", "--disk", "9")
        self.assertIn("ok      tools", said)
        self.assertEqual(self.verbs()[-1], "create")
        self.assertNotIn("reset", self.provision())

    def test_none_is_kept_of_a_machine_that_lacks_something(self):
        self.person.manners(tools={"status": 255})
        self.provision("--golden", code=69)
        self.assertFalse(self.copy.exists())
        self.assertEqual(self.person.state(), "ready")

    def test_one_that_cannot_be_made_leaves_nothing(self):
        self.person.manners(clone={"fail": "no space left on device"})
        self.assertIn("Make room", self.provision("--golden", code=69))
        self.assertFalse(self.copy.exists())
        self.person.manners()
        self.assertIn("ok      golden", self.provision("--golden"))

    def test_one_that_cannot_be_taken_leaves_nothing(self):
        self.kept()
        self.person.vm("delete")
        self.person.manners(clone={"fail": "no space left on device"})
        self.assertIn("no space left", self.person.vm("start", code=69))
        self.assertFalse(self.person.instance.exists())
        self.person.manners()
        self.person.vm("start")
        self.assertEqual(self.person.state(), "ready")

    def test_it_goes_by_force_alone(self):
        self.kept()
        self.person.vm("delete")
        self.assertTrue(self.copy.exists())
        self.person.vm("delete", "--force")
        self.assertFalse(self.copy.exists())
        self.person.vm("delete", "--force", code=66)


if __name__ == "__main__":
    sys.argv[1:] = []
    outcome.main()

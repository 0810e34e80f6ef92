#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What an earlier run of the virtual machine has left behind, by a stand-in for limactl:

    left_behind_test.py PROGRAMS"""
import json
import os
import subprocess
import sys
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.dont_write_bytecode = True

from lima.world import LimaPerson, gone, is_gone, wait_until  # noqa: E402
from support import outcome  # noqa: E402

PROGRAMS = sys.argv[1]


class LeftBehind(unittest.TestCase):
    def setUp(self):
        self.person = LimaPerson(PROGRAMS)
        self.addCleanup(self.person.__exit__)

    def start(self):
        self.person.vm("start")
        return self.person.number("ha.pid"), self.person.number("qemu.pid")

    def test_a_number_that_a_stranger_has_now(self):
        self.start()
        self.person.vm("stop")
        stranger = self.person.spawn("sleep", "1000")
        self.addCleanup(stranger.wait)
        self.addCleanup(stranger.kill)
        for name in ("ha.pid", "qemu.pid"):
            self.person.write(self.person.instance / name, f"{stranger.pid}\n")
        (self.person.instance / "ha.sock").touch()
        self.assertEqual(self.person.state(), "broken")
        self.person.vm("start")
        self.assertEqual(self.person.state(), "ready")
        self.assertIn("stop -f sandtray", self.person.verbs())
        # limactl would have killed it.
        self.assertFalse(is_gone(stranger.pid))

    def test_the_host_agent_was_killed(self):
        agent, driver = self.start()
        os.kill(agent, 9)
        self.assertTrue(gone(agent))
        self.assertEqual(self.person.state(), "broken")
        self.person.vm("start")
        self.assertEqual(self.person.state(), "ready")
        self.assertTrue(gone(driver))

    def test_all_was_killed(self):
        pids = self.start()
        for pid in pids:
            os.kill(pid, 9)
        self.assertTrue(gone(*pids))
        # limactl takes a process that nobody has reaped for a living one.
        self.assertIn(self.person.state(), ("stopped", "broken"))
        self.person.vm("start")
        self.assertEqual(self.person.state(), "ready")

    def made(self):
        return [verb.split()[0] for verb in self.person.verbs()].count("create")

    def cut_off(self, *words):
        """While it starts for the first time: by the number of times that it was made."""
        self.person.manners(start={"never": True})
        with self.person.spawn(*self.person.command(*words)) as starting:
            pids = self.person.number("qemu.pid"), self.person.number("ha.pid")
            starting.kill()
        for pid in pids:
            os.kill(pid, 9)
        self.assertTrue(gone(*pids))
        self.person.manners()

    def test_one_that_was_cut_off_in_its_first_start_is_made_anew(self):
        for words in (("vm", "start"), ("provision", "lima", "--yes")):
            self.cut_off(*words)
            self.assertEqual(self.made(), 1)
            self.person.say(*words)
            self.assertEqual((self.person.state(), self.made()), ("ready", 2))
            self.person.vm("stop")
            self.person.vm("start")
            self.assertEqual(self.made(), 2, "it has been ready")
            self.person.vm("delete", "--force")
            (self.person.lima / "_calls").unlink()

    def test_one_that_came_up_without_its_starter_stays(self):
        run = ("run", "-m", "lima", "-w", self.person.workspace, "shell", "--", "-c", "true")
        for words in (("provision", "lima", "--yes"), run):
            self.person.manners(start={"broken": True})
            with self.person.spawn(*self.person.command("vm", "start")) as starting:
                self.person.number("ha.pid")
                starting.kill()
            self.person.write(self.person.lima / "_go", "")
            self.assertTrue(wait_until(lambda: self.person.state() == "ready", 20))
            self.person.manners()
            self.person.say(*words)
            self.person.vm("stop")
            self.person.vm("start")
            self.assertEqual((self.person.state(), self.made()), ("ready", 1))
            self.person.vm("delete", "--force")
            for name in ("_calls", "_go"):
                (self.person.lima / name).unlink()

    def test_a_first_start_that_was_taken_over_and_stopped_is_made_anew(self):
        self.person.manners(start={"never": True})
        words = self.person.command("provision", "lima", "--yes")
        with self.person.spawn(*words) as starting:
            self.person.number("qemu.pid")
            agent = self.person.number("ha.pid")
            starting.kill()
        with self.person.spawn(*words, "--json", stdout=subprocess.PIPE) as taking_over:
            for line in taking_over.stdout:
                if json.loads(line).items() >= {"event": "begins", "name": "start"}.items():
                    break
            taking_over.send_signal(2)
            self.assertEqual(taking_over.wait(timeout=30), 130)
        self.assertTrue(gone(agent))
        self.assertFalse(self.person.instance.exists())
        self.person.manners()
        self.person.say("provision", "lima", "--yes")
        self.assertEqual((self.person.state(), self.made()), ("ready", 2))

    def test_a_host_agent_that_does_not_answer(self):
        pids = self.start()
        (self.person.instance / "ha.sock").unlink()
        deed = self.person.home / ".sandtray/vm-deed.json"
        long_ago = {**json.loads(deed.read_text()), "began": int((time.time() - 60) * 1000)}
        self.person.write(deed, json.dumps(long_ago))
        self.assertEqual(self.person.state(), "broken")
        self.person.vm("stop")
        self.assertTrue(gone(*pids))
        self.assertEqual(self.person.verbs()[2:], ["stop -f sandtray"])

    def test_a_machine_without_its_description(self):
        self.start()
        self.person.vm("stop")
        (self.person.instance / "lima.yaml").unlink()
        self.assertEqual(self.person.state(), "broken")
        self.assertIn("delete --force", self.person.vm("delete", code=69))
        self.assertTrue((self.person.instance / "disk").exists())
        self.person.vm("delete", "--force")
        self.assertEqual(self.person.state(), "absent")

    def test_a_protected_machine(self):
        self.start()
        (self.person.instance / "protected").touch()
        self.assertIn("is protected", self.person.vm("delete", code=69))
        self.assertTrue((self.person.instance / "disk").exists())

    def test_a_machine_that_stays_when_deleted(self):
        self.start()
        self.person.manners(delete={"keep": True})
        self.assertIn("still there", self.person.vm("delete", code=69))

    def test_a_machine_that_nobody_knows(self):
        self.start()
        self.person.vm("stop")
        (self.person.home / ".sandtray/vm-made.json").unlink()
        self.assertIn("nobody knows what", self.person.vm("start", code=69))
        self.assertTrue((self.person.instance / "disk").exists())

    def test_a_list_that_fails(self):
        self.start()
        self.person.manners(list={"fail": True})
        self.assertIn("cannot read the instances", self.person.vm("status", code=69))


if __name__ == "__main__":
    sys.argv[1:] = []
    outcome.main()

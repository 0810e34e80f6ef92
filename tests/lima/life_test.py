#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The life of the virtual machine from `sandtray vm`, against a stand-in of limactl:

    life_test.py PROGRAMS"""
import json
import os
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.dont_write_bytecode = True

from lima.world import LimaPerson, gone  # noqa: E402
from support import outcome  # noqa: E402

PROGRAMS = sys.argv[1]


class Life(unittest.TestCase):
    def setUp(self):
        self.person = LimaPerson(PROGRAMS)
        self.addCleanup(self.person.__exit__)

    def test_a_start_makes_it_starts_it_and_looks_at_its_rules(self):
        self.person.vm("start")
        self.assertEqual(self.person.verbs(), [
            f"create --name sandtray {self.person.home}/.sandtray/sandtray.yaml",
            "start --foreground sandtray"])
        self.assertTrue(any(call["words"][-2:] == ["cat", "/run/sandtray/provisioned"]
                            for call in self.person.calls()))
        status = self.person.status()
        self.assertEqual((status["state"], status["ssh_port"]), ("ready", 40022))
        self.assertIsNone(status["rules_hold"])
        self.assertIn("no sudo, no SSH keys, no ports", self.person.vm("status"))
        config = json.loads((self.person.instance / "lima.yaml").read_text())
        self.assertEqual(config["mounts"], [{"location": str(self.person.workspace), "writable": True,
                                             "mountPoint": str(self.person.workspace),
                                             "sshfs": {"sftpDriver": "openssh-sftp-server"}}])
        for folder in (".sandtray", ".sandtray/vm"):
            self.assertEqual((self.person.home / folder).stat().st_mode & 0o777, 0o700)
        self.assertEqual((self.person.home / ".sandtray/agent_key").stat().st_mode & 0o777, 0o600)

    def test_keys_on_request_count_from_its_next_start_on(self):
        """Nothing inside tells of them."""
        self.person.vm("start")
        self.person.wish(ssh_agent=True)
        status = self.person.status()
        self.assertEqual((status["ssh_agent"], status["changes_at_next_start"]), (False, True))
        self.person.vm("stop")
        self.person.vm("start")
        status = self.person.status()
        self.assertEqual((status["ssh_agent"], status["changes_at_next_start"]), (True, False))

    def test_it_outlives_the_command_in_a_session_of_its_own(self):
        self.person.vm("start")
        agent = self.person.number("ha.pid")
        self.assertEqual(os.getsid(agent), agent)

    def test_a_second_start_finds_it_ready(self):
        self.person.vm("start")
        agent = self.person.number("ha.pid")
        self.person.vm("start")
        self.assertEqual(self.person.number("ha.pid"), agent)
        self.assertEqual(len(self.person.verbs()), 2)

    def test_two_starts_at_once_make_one(self):
        running = [self.person.spawn(*self.person.command("vm", "start"), stderr=subprocess.PIPE)
                   for _ in range(2)]
        errors = [one.communicate(timeout=50)[1] for one in running]
        self.assertEqual([one.returncode for one in running], [0, 0], errors)
        self.assertEqual(len(self.person.verbs()), 2)
        self.assertIn("another command", "".join(errors))

    def test_it_stops_and_starts_again_with_what_it_has(self):
        self.person.vm("start")
        pids = self.person.number("ha.pid"), self.person.number("qemu.pid")
        self.person.vm("stop")
        self.assertTrue(gone(*pids))
        self.assertEqual(self.person.state(), "stopped")
        self.person.vm("stop")
        # Its size does not change behind its back.
        self.person.wish(memory_mib=2048)
        self.person.vm("start")
        self.assertEqual(self.person.state(), "ready")
        self.assertEqual([verb.split()[0] for verb in self.person.verbs()],
                         ["create", "start", "stop", "start"])

    def test_stopped_at_once_it_is_not_asked(self):
        self.person.vm("start")
        self.person.vm("stop", "--force")
        self.assertEqual(self.person.verbs()[2:], ["stop -f sandtray"])
        self.assertEqual(self.person.state(), "stopped")

    def test_one_that_does_not_stop_is_cut_off(self):
        self.person.manners(start={"deaf": True})
        self.person.vm("start")
        pids = self.person.number("ha.pid"), self.person.number("qemu.pid")
        self.person.vm("stop", "--timeout", "1")
        self.assertEqual(self.person.verbs()[2:], ["stop sandtray", "stop -f sandtray"])
        self.assertTrue(gone(*pids))

    def test_switched_off_from_inside_it_is_stopped(self):
        self.person.vm("start")
        agent = self.person.number("ha.pid")
        os.kill(agent, 2)
        self.assertTrue(gone(agent))
        self.assertEqual(self.person.state(), "stopped")
        self.person.vm("start")
        self.assertEqual(self.person.state(), "ready")

    def test_one_that_is_about_to_switch_itself_off_is_awaited_and_started_again(self):
        """Whether it says so or answers no more."""
        for manner in ("stops", "mute"):
            with self.subTest(manner):
                self.person.vm("start")
                first = self.person.number("ha.pid")
                self.person.manners(shell={manner: True})
                self.person.vm("start")
                self.assertTrue(gone(first))
                self.assertNotEqual(self.person.number("ha.pid"), first)
                self.assertEqual(self.person.state(), "ready")
                (self.person.lima / "_stopped").unlink()
                self.person.manners()
                self.person.vm("stop")
        self.assertNotIn("stop -f sandtray", self.person.verbs())

    def test_a_shell_in_it_is_the_persons(self):
        self.assertIn("there is no virtual machine", self.person.vm("shell", code=66))
        self.person.vm("start")
        self.person.vm("stop")
        said = self.person.vm("shell", "--", "python3", "-c", "import sys; print(sys.argv[1:]); sys.exit(7)", "a b",
                              "it's", code=7)
        self.assertEqual(said, "")
        self.assertEqual(self.person.state(), "ready", "it has been started")
        said = self.person.vm("shell", "--", "python3", "-c", "import sys; print(sys.argv[1:])", "a b", "it's")
        self.assertEqual(said, "['a b', \"it's\"]\n")
        words = self.person.calls()[-1]["words"]
        self.assertEqual(words[2:9], ["shell", "--workdir", "/home/limaadm.guest", "sandtray", "flock", "-s",
                                      "/run/sandtray-idle/busy"])

    def test_deleted_it_is_gone_and_another_one_can_be_made(self):
        self.person.vm("start")
        agent = self.person.number("ha.pid")
        self.person.vm("delete")
        self.assertTrue(gone(agent))
        self.assertFalse(self.person.instance.exists())
        self.assertEqual(self.person.state(), "absent")
        self.assertNotIn("delete -f sandtray", self.person.verbs())
        self.person.vm("start")
        self.assertEqual(self.person.state(), "ready")

    def test_its_size_changes_while_it_is_stopped(self):
        self.person.vm("start")
        self.person.vm("stop")
        self.person.vm("resize", "--processors", "2", "--memory", "1.5", "--disk", "50")
        config = json.loads((self.person.instance / "lima.yaml").read_text())
        self.assertEqual((config["cpus"], config["memory"], config["disk"]), (2, "1.5GiB", "50GiB"))
        self.assertEqual(self.person.status()["memory_mib"], 1536)
        self.assertIn("cannot shrink", self.person.vm("resize", "--disk", "49", code=64))
        self.assertIn("takes --processors", self.person.vm("resize", code=64))
        # Its rules are those that it was made with.
        self.person.vm("start")

    def test_what_is_asked_for_later_counts_from_the_next_start(self):
        self.person.wish(restrict_sudo=False)
        self.person.vm("start")
        self.assertIn("sudo: no other rule holds", self.person.vm("status"))
        self.assertEqual(self.person.status()["changes_at_next_start"], False)
        (self.person.home / "more").mkdir()
        self.person.wish(mounts=[{"path": str(self.person.home / "more")}], host_services=[5432])
        status = self.person.status()
        self.assertEqual((status["changes_at_next_start"], status["restrict_sudo"]), (True, False))
        self.assertIn("counts from its next start", self.person.vm("status"))
        self.person.vm("start")  # it runs: nothing changes
        self.assertEqual(self.person.status()["restrict_sudo"], False)
        self.person.vm("stop")
        self.person.vm("resize", "--processors", "2")
        self.person.vm("start")
        status = self.person.status()
        self.assertEqual((status["changes_at_next_start"], status["restrict_sudo"]), (False, True))
        self.assertEqual(status["host_services"], [5432])
        config = json.loads((self.person.instance / "lima.yaml").read_text())
        self.assertEqual([mount["location"] for mount in config["mounts"]], [str(self.person.home / "more")])
        self.assertIn("restrict_sudo=yes\n", config["provision"][-1]["script"])
        self.assertEqual(config["cpus"], 2)

    def test_what_must_not_be_mounted_is_not_mounted_later_either(self):
        self.person.vm("start")
        self.person.vm("stop")
        self.person.wish(mounts=[{"path": str(self.person.home)}])
        self.assertIn("holds your home", self.person.vm("start", code=77))
        self.assertEqual(self.person.state(), "failed")

    def test_a_size_that_limactl_leaves_is_an_error(self):
        self.person.vm("start")
        self.person.vm("stop")
        self.person.manners(edit={"abort": True})
        self.assertIn("left it as it was", self.person.vm("resize", "--processors", "2", code=69))

    def test_while_it_starts_broken_is_no_error(self):
        self.person.manners(start={"broken": True})
        with self.person.spawn(*self.person.command("vm", "start")) as starting:
            self.person.number("ha.pid")
            self.assertEqual(self.person.state(), "starting")
            self.person.write(self.person.lima / "_go", "")
            self.assertEqual(starting.wait(timeout=30), 0)
        self.assertEqual(self.person.state(), "ready")

    def test_a_start_whose_starter_was_killed_is_taken_over(self):
        self.person.manners(start={"broken": True})
        with self.person.spawn(*self.person.command("vm", "start")) as starting:
            self.person.number("qemu.pid")
            agent = self.person.number("ha.pid")
            starting.kill()
        self.assertEqual(self.person.state(), "starting")
        with self.person.spawn(*self.person.command("vm", "start")) as taking_over:
            self.person.write(self.person.lima / "_go", "")
            self.assertEqual(taking_over.wait(timeout=30), 0)
        self.assertEqual(self.person.state(), "ready")
        self.assertEqual(self.person.number("ha.pid"), agent)

    def test_one_that_was_started_by_hand_is_not_taken(self):
        """Lima has looked for its programs where the person has them, not where ours are."""
        self.person.vm("start")
        self.person.vm("stop")
        self.person.env["LIMA_HOME"] = str(self.person.lima)
        with self.person.spawn(self.person.bin / "limactl", "start", "sandtray") as by_hand:
            self.assertEqual(by_hand.wait(timeout=30), 0)
        self.assertIn("was started without Sandtray", self.person.vm("start", code=69))
        self.person.vm("stop")
        self.person.vm("start")
        self.person.vm("start")

    def test_limactl_has_a_home_of_its_own_and_no_keys(self):
        self.person.env |= {"LIMA_INSTANCE": "mine", "LIMA_HOME": "/elsewhere", "SSH_AUTH_SOCK": "/keys",
                            "QEMU_SYSTEM_AARCH64": "mine"}
        self.person.vm("start")
        for call in self.person.calls():
            self.assertEqual(call["env"].get("LIMA_HOME"), str(self.person.lima))
            self.assertFalse({"LIMA_INSTANCE", "SSH_AUTH_SOCK"} & set(call["env"]))
        started = next(call for call in self.person.calls() if "--foreground" in call["words"])
        self.assertIn("-accel tcg", started["env"]["QEMU_SYSTEM_X86_64"])
        self.assertEqual(started["env"]["QEMU_SYSTEM_AARCH64"], "mine")

    def test_other_machines_there_are_left_alone(self):
        self.person.write(self.person.lima / "other/lima.yaml", "not JSON")
        self.person.manners(list={"chatter": True})
        self.person.vm("start")
        self.assertEqual(self.person.state(), "ready")
        self.person.vm("delete")
        self.assertTrue((self.person.lima / "other/lima.yaml").exists())


if __name__ == "__main__":
    sys.argv[1:] = []
    outcome.main()

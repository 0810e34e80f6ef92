#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What goes wrong with the virtual machine, by a stand-in for limactl that lets it:

    trouble_test.py PROGRAMS"""
import os
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.dont_write_bytecode = True

from lima.world import LimaPerson, wait_until  # noqa: E402
from support import outcome  # noqa: E402

PROGRAMS = sys.argv[1]


class Case(unittest.TestCase):
    def setUp(self):
        self.person = LimaPerson(PROGRAMS)
        self.addCleanup(self.person.__exit__)

    def fails(self, *words, code=69):
        return self.person.vm("start", *words, code=code)

    def untouched(self):
        self.assertEqual(self.person.verbs(), [])
        self.assertFalse(self.person.instance.exists())

    def works_after_all(self):
        self.person.manners()
        self.person.vm("start")
        self.assertEqual(self.person.state(), "ready")


class BeforeTheStart(Case):
    """Each is found before anything has been made."""
    def tearDown(self):
        self.untouched()

    def test_without_limactl(self):
        (self.person.bin / "limactl").unlink()
        self.assertIn("https://lima-vm.io", self.fails())

    def test_limactl_is_too_old(self):
        self.person.manners(version="2.1.3")
        self.assertIn("2.1.3 is too old", self.fails())

    def test_limactl_does_not_tell_its_version(self):
        self.person.manners(version="<unknown>")
        self.assertIn("does not tell", self.fails())

    def test_without_qemu(self):
        for program in self.person.bin.glob("qemu-system-*"):
            program.unlink()
        self.assertIn("qemu: not installed", self.fails())

    def test_without_the_tools_of_qemu(self):
        (self.person.bin / "qemu-img").unlink()
        self.assertIn("Install qemu-utils", self.fails())

    def test_without_virtualization(self):
        if os.access("/dev/kvm", os.R_OK | os.W_OK) and not self.person.identity:
            self.skipTest("there is virtualization here")
        self.person.wish(emulation=False)
        said = self.fails()
        self.assertIn("virtualization: ", said)
        self.assertIn('"emulation": true', said)

    def test_more_memory_than_there_is(self):
        self.person.wish(memory_mib=16777216)
        self.assertIn("16777216 MiB are asked for", self.fails())

    def test_a_home_with_a_long_path(self):
        home = self.person.home / ("h" * 80)
        self.person.write(home / ".config/sandtray/vm.json",
                          (self.person.home / ".config/sandtray/vm.json").read_text())
        self.person.env["HOME"] = str(home)
        self.assertRegex(self.fails(), r"path of your home is \d+ bytes too long")

    def test_root(self):
        if not self.person.identity:
            self.skipTest("only root can see that root is refused")
        wish = (self.person.home / ".config/sandtray/vm.json").read_text()
        home = self.person.root / "root"
        (home / ".config/sandtray").mkdir(parents=True, mode=0o700)
        (home / ".config/sandtray/vm.json").write_text(wish)
        self.person.env["HOME"] = str(home)
        self.person.identity = {}
        self.assertIn("Lima refuses to run as root", self.fails())

    def test_a_wish_that_is_none(self):
        self.person.wish(memory="4GiB")
        self.assertIn("memory", self.fails(code=78))

    def test_a_wish_that_others_may_change(self):
        (self.person.home / ".config/sandtray/vm.json").chmod(0o666)
        self.assertIn("can be changed by others", self.fails(code=77))

    def test_a_mount_that_is_not_there(self):
        self.person.wish(mounts=[{"path": str(self.person.home / "missing")}])
        self.assertIn("there is no folder", self.fails(code=78))
        self.assertFalse((self.person.home / "missing").exists())


class Mounts(Case):
    def tearDown(self):
        self.assertNotIn("create", " ".join(self.person.verbs()))

    def refused(self, path):
        self.person.wish(mounts=[{"path": str(path)}])
        return self.fails(code=77)

    def test_of_the_home(self):
        self.assertIn("holds your home", self.refused(self.person.home))

    def test_of_a_link_to_the_home(self):
        link = self.person.workspace / "link"
        link.symlink_to(self.person.home)
        self.assertIn("holds your home", self.refused(link))

    def test_of_the_settings(self):
        self.assertIn("of Sandtray's own", self.refused(self.person.home / ".config"))


class WhileItIsMade(Case):
    def test_a_full_disk(self):
        self.person.manners(create={"fail": "write /disk: no space left on device"})
        said = self.fails()
        self.assertIn("no space left", said)
        self.assertIn("Make room", said)
        self.assertEqual(self.person.state(), "failed")
        self.works_after_all()

    def test_nothing_half_made_stays(self):
        self.person.manners(create={"fail": "odd", "leave": True})
        self.fails()
        self.assertFalse(self.person.instance.exists())
        self.works_after_all()

    def test_an_image_that_is_not_there(self):
        self.person.wish(images=[{"location": "/nowhere/debian.qcow2"}])
        self.assertIn("/nowhere/debian.qcow2", self.fails())

    def test_killed_in_the_middle(self):
        self.person.manners(create={"hang": True})
        with self.person.spawn(*self.person.command("vm", "start")) as starting:
            self.assertTrue(wait_until((self.person.instance / "lima.yaml").exists))
            self.assertEqual(self.person.state(), "starting")
            starting.kill()
        self.works_after_all()
        self.assertEqual([verb.split()[0] for verb in self.person.verbs()],
                         ["create", "create", "start"])


class WhileItStarts(Case):
    def test_what_limactl_says_is_said(self):
        self.person.manners(start={"early": "the disk is used by another process"})
        self.assertIn("used by another process", self.fails())
        self.assertEqual(self.person.status()["detail"],
                         "the virtual machine did not start: the disk is used by another process")
        self.works_after_all()

    def test_the_machine_dies(self):
        self.person.manners(start={"die": True})
        said = self.fails()
        self.assertIn("Could not access KVM", said)
        self.assertIn("usermod -aG kvm", said)
        self.assertEqual(self.person.state(), "failed")
        self.works_after_all()

    def test_its_host_agent_is_killed(self):
        self.person.manners(start={"killed": True})
        self.assertIn("did not start", self.fails())
        # Its driver does not stay behind.
        self.assertEqual(list(self.person.instance.glob("*.pid")), [])
        self.assertEqual(self.person.state(), "failed")
        self.works_after_all()

    def test_it_takes_too_long(self):
        self.person.manners(start={"never": True, "deaf": True})
        self.fails("--timeout", "1")
        self.assertTrue(wait_until(lambda: not self.person.machines(), 10))
        status = self.person.status()
        self.assertEqual(status["state"], "failed")
        self.assertIn("not ready after 1 s and was cut off", status["detail"])
        self.assertTrue((self.person.instance / "disk").exists())
        self.works_after_all()

    def test_something_is_missing_inside(self):
        self.person.manners(start={"degraded": ["\x1b]0;owned\x07guest agent is missing"]})
        said = self.fails()
        self.assertIn("lacks something: guest agent is missing", said)
        self.assertEqual((self.person.state(), self.person.status()["detail"]),
                         ("degraded", "guest agent is missing"))

    def test_its_rules_are_not_in_force(self):
        self.person.manners(start={"provisioned": "x failed: the network rules: nft does not load them"})
        self.assertIn("nft does not load them", self.fails())
        status = self.person.status()
        self.assertEqual(status["state"], "degraded")
        self.assertIn("runs without its rules", status["detail"])

    def test_its_rules_are_those_of_another_machine(self):
        self.person.manners(start={"provisioned": "0123456789abcdef ok"})
        self.assertIn("runs without its rules", self.fails())

    def test_nobody_can_log_in(self):
        self.person.manners(shell={"status": 255})
        self.assertIn("does not tell of its rules", self.fails())
        self.assertEqual(self.person.state(), "degraded")


if __name__ == "__main__":
    sys.argv[1:] = []
    outcome.main()

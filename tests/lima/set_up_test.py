#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`sandtray provision lima` with a stand-in for limactl: from nothing to a machine that runs.

    set_up_test.py PROGRAMS"""
import json
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.dont_write_bytecode = True

from lima.world import LimaPerson, wait_until  # noqa: E402
from support import outcome  # noqa: E402

PROGRAMS = sys.argv[1]


class SetUp(unittest.TestCase):
    def setUp(self):
        self.person = LimaPerson(PROGRAMS)
        self.addCleanup(self.person.__exit__)
        self.settings = self.person.home / ".config/sandtray/vm.json"

    def provision(self, *words, **how):
        return self.person.say("provision", "lima", *words, **how)

    def fresh(self, *words, **how):
        """Of a person who has no vm.json, and no virtualization."""
        self.settings.unlink(missing_ok=True)
        return self.provision("--mount", self.person.workspace, "--memory", "1", "--emulation", *words,
                              **how)

    def events(self, *words, **how):
        return [json.loads(line) for line in self.fresh("--yes", "--json", *words, **how).splitlines()]

    def given(self):
        return ["--image", self.person.image]

    def read(self):
        return json.loads(self.settings.read_text())

    def test_from_nothing_to_a_machine_that_runs(self):
        said = self.fresh("--yes", *self.given(), "--processors", "2", "--disk", "9")
        self.assertIn("ok      start", said)
        self.assertEqual(self.person.verbs(), [
            f"create --name sandtray {self.person.home}/.sandtray/sandtray.yaml",
            "start --foreground sandtray"])
        self.assertEqual(self.person.state(), "ready")
        settings = self.read()
        self.assertEqual({key: settings[key] for key in ("processors", "memory_mib", "disk_gib", "images")},
                         {"processors": 2, "memory_mib": 1024, "disk_gib": 9,
                          "images": [{"location": str(self.person.image)}]})
        self.assertEqual(settings["mounts"], [{"path": str(self.person.workspace), "writable": True}])

    def test_a_second_time_nothing_is_done_again(self):
        self.fresh("--yes", *self.given())
        before = self.person.verbs()
        said = self.provision("--yes")
        self.assertIn("done    create", said)
        self.assertEqual(self.person.verbs(), before)

    def test_a_dry_run_writes_nothing(self):
        said = self.fresh("--dry-run", *self.given())
        for step in ("machine", "limactl", "image", "settings", "create", "start"):
            self.assertIn(step, said)
        self.assertFalse(self.settings.exists())
        self.assertFalse((self.person.home / ".sandtray").exists())
        self.assertEqual(self.person.calls(), [])

    def test_a_dry_run_says_what_the_machine_lacks(self):
        (self.person.bin / "qemu-img").unlink()
        self.assertIn("qemu-img", self.fresh("--dry-run", *self.given(), code=69))

    def test_nobody_to_ask_and_no_yes(self):
        said = self.fresh(*self.given(), code=64)
        self.assertIn("--yes", said)
        self.assertFalse(self.settings.exists())

    def test_without_a_folder_to_work_in(self):
        self.settings.unlink()
        self.assertIn("--mount", self.provision("--yes", code=64))

    def test_who_only_looks_may_name_the_folders_later(self):
        self.settings.unlink()
        said = json.loads(self.provision("--dry-run", "--json", "--memory", "1", "--emulation"))
        self.assertEqual([check["status"] for check in said["checks"] if check["name"] == "qemu"], ["ok"])
        self.assertEqual([step["needed"] for step in said["steps"] if step["name"] == "image"], [True])

    def test_a_folder_that_must_not_be_seen_inside(self):
        self.settings.unlink()
        said = self.provision("--yes", "--mount", self.person.home, *self.given(), code=77)
        self.assertIn("holds your home", said)
        self.assertFalse(self.settings.exists())

    def test_a_folder_that_is_not_there(self):
        self.settings.unlink()
        missing = self.person.home / "missing"
        self.assertIn("no folder", self.provision("--yes", "--mount", missing, code=64))
        self.assertFalse(missing.exists())

    def test_root(self):
        if not self.person.identity:
            self.skipTest("only root can see that root is refused")
        home = self.person.root / "root"
        (home / "work").mkdir(parents=True, mode=0o700)
        self.person.env["HOME"] = str(home)
        self.person.identity = {}
        said = self.provision("--yes", "--mount", home / "work", *self.given(), code=77)
        self.assertIn("Lima refuses to run as root", said)

    def test_settings_of_the_person_stay(self):
        self.person.wish(processors=3, host_services=[5432])
        self.provision("--yes", "--disk", "7")
        settings = self.read()
        self.assertEqual((settings["processors"], settings["disk_gib"], settings["host_services"]),
                         (3, 7, [5432]))
        self.assertEqual(settings["images"], [{"location": str(self.person.image)}])

    def test_settings_that_are_none(self):
        self.person.wish(memory="4GiB")
        self.assertIn("memory", self.provision("--yes", code=78))

    def test_settings_with_comments_are_not_rewritten(self):
        text = "// mine\n" + self.settings.read_text()
        self.person.write(self.settings, text)
        self.assertIn("comments", self.provision("--yes", "--disk", "7", code=77))
        self.assertEqual(self.settings.read_text(), text)

    def test_the_size_of_a_machine_that_is_made_stays(self):
        self.provision("--yes")
        said = self.provision("--yes", "--memory", "2", code=64)
        self.assertIn("sandtray vm resize", said)
        other = self.person.home / "other.qcow2"
        self.person.write(other, "another image")
        self.assertIn("its image stays", self.provision("--yes", "--image", other, code=64))
        self.assertIn("done    create", self.provision("--yes", "--memory", "1", *self.given()))

    def test_what_limactl_says_is_said(self):
        self.person.manners(create={"fail": "write /disk: no space left on device"})
        said = self.fresh("--yes", *self.given(), code=69)
        self.assertIn("Make room", said)
        self.person.manners()
        self.assertIn("ok      start", self.provision("--yes"))

    def test_programs_hear_of_it_in_lines_of_json(self):
        events = self.events(*self.given())
        plan = events.pop(0)
        self.assertEqual([step["name"] for step in plan["steps"]][:6],
                         ["machine", "limactl", "image", "settings", "create", "start"])
        ends = {event["name"]: event["ok"] for event in events if event["event"] in ("ends", "skipped")}
        self.assertEqual(list(ends), [step["name"] for step in plan["steps"]])
        self.assertIn({"event": "found", "name": "machine", "item": "user", "ok": True, "detail": "not root"},
                      events)
        self.assertTrue([event for event in events if event["event"] == "progress" and event["percent"] == 85])

    def test_ctrl_c_while_it_starts_leaves_nothing_half_set_up(self):
        self.settings.unlink()
        self.person.manners(start={"never": True})
        with self.person.spawn(*self.person.command("provision", "lima", "--yes", "--mount",
                                                    self.person.workspace, "--memory", "1", "--emulation",
                                                    *self.given()), stdout=-3,
                               stderr=-3) as running:
            self.person.number("port")
            running.send_signal(2)
            self.assertEqual(running.wait(timeout=30), 130)
        self.assertTrue(wait_until(lambda: not self.person.machines(), 10))
        self.assertFalse(self.person.instance.exists())
        self.person.manners()
        self.assertIn("ok      start", self.provision("--yes"))

    def test_ctrl_c_while_it_is_made(self):
        self.person.manners(create={"hang": True})
        with self.person.spawn(*self.person.command("provision", "lima", "--yes"), stdout=-3,
                               stderr=-3) as running:
            self.assertTrue(wait_until((self.person.instance / "lima.yaml").exists))
            running.send_signal(15)
            self.assertEqual(running.wait(timeout=30), 143)
        self.assertFalse(self.person.instance.exists())
        self.assertTrue(wait_until(lambda: not self.person.machines(), 10))


if __name__ == "__main__":
    sys.argv[1:] = []
    outcome.main()

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the virtual machine has to stop for while it is in use, and what a sleep of this machine does to it, with
stand-ins for limactl and ssh:

    restart_test.py PROGRAMS"""
import json
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.dont_write_bytecode = True

from lima.connected import ConnectedTest  # noqa: E402
from support import outcome  # noqa: E402
from support.person import wait_until  # noqa: E402

PROGRAMS = sys.argv[1]


class Restart(ConnectedTest):
    programs = PROGRAMS

    def verbs(self):
        return [verb.split()[0] for verb in self.person.verbs()]

    def start_waiting(self, *words):
        """A command that has said that it waits for sessions."""
        running = self.person.spawn(*self.person.command(*words), stderr=subprocess.PIPE)
        self.addCleanup(lambda: (running.poll() is None and running.kill(), running.wait(), running.stderr.close()))
        said = running.stderr.readline()
        self.assertIn("restarts when the sessions in it have ended", said)
        return running, said

    def test_it_waits_for_the_sessions_and_names_them(self):
        session = self.session()
        running, said = self.start_waiting("vm", "restart")
        self.assertIn(json.loads(self.say("ls", "--json")[1])[0]["name"], said)
        self.assertEqual(self.verbs(), ["create", "start"])
        self.say("stop", session)
        self.assertEqual(running.wait(timeout=50), 0)
        self.assertEqual(self.verbs(), ["create", "start", "stop", "start"])
        self.assertEqual(self.person.state(), "ready")

    def test_who_does_not_want_to_wait_any_more_has_changed_nothing(self):
        self.session()
        running, _ = self.start_waiting("vm", "restart")
        running.terminate()
        running.wait(timeout=50)
        self.assertEqual(self.verbs(), ["create", "start"])
        self.assertEqual(self.person.status()["sessions"], 1)

    def test_it_waits_for_one_that_cannot_be_read(self):
        """It may be in the machine."""
        session = self.session()
        (self.person.home / f".local/state/sandtray/sessions/{session}/session.json").write_text("{")
        running, said = self.start_waiting("vm", "restart")
        self.assertIn(session, said)
        self.assertEqual(self.verbs(), ["create", "start"])
        self.say("stop", session)
        self.assertEqual(running.wait(timeout=50), 0)

    def test_it_waits_for_the_persons_own_shell(self):
        self.person.vm("start")
        shell = self.person.spawn(*self.person.command("vm", "shell", "--", "python3", "-c", "input()"),
                                  stdin=subprocess.PIPE)
        self.addCleanup(lambda: (shell.kill(), shell.wait(), shell.stdin.close()))
        self.assertTrue(wait_until(lambda: any("input()" in call["words"] for call in self.person.calls()), 20))
        running, said = self.start_waiting("vm", "restart")
        self.assertIn("a shell in it", said)
        self.assertEqual(self.verbs(), ["create", "start"])
        shell.communicate("\n", timeout=50)
        self.assertEqual(running.wait(timeout=50), 0)
        self.assertEqual(self.verbs(), ["create", "start", "stop", "start"])

    def test_by_force_it_waits_for_nobody(self):
        self.session()
        self.assertEqual(self.say("vm", "restart", "--force")[0], 0)
        self.assertEqual(self.verbs(), ["create", "start", "stop", "start"])

    def test_a_folder_more_needs_it(self):
        self.session()
        self.say("stop", "--all", "--timeout", "1")
        more = self.person.home / "more than one"
        self.person.write(more / "file", "")
        code, _, error = self.say("run", "-m", "lima", "-w", more, "shell")
        self.assertEqual(code, 69)
        self.assertIn(f"`sandtray vm restart --mount '{more}'`", error)
        self.assertEqual(self.say("vm", "restart", "--mount", more)[0], 0)
        mounts = self.person.status()["mounts"]
        self.assertEqual(mounts, [{"path": str(self.person.workspace), "writable": True},
                                  {"path": str(more), "writable": True}])
        self.assertEqual(self.say("run", "-d", "-m", "lima", "-w", more, "shell")[0], 0)

    def test_the_same_folder_with_other_rights(self):
        self.session()
        self.say("stop", "--all", "--timeout", "1")
        self.assertEqual(self.say("vm", "restart", "--mount", f"{self.person.workspace}:ro")[0], 0)
        self.assertEqual(self.person.status()["mounts"], [{"path": str(self.person.workspace), "writable": False}])

    def test_what_must_not_be_mounted_stops_nothing(self):
        self.session()
        code, _, error = self.say("vm", "restart", "--mount", self.person.home)
        self.assertEqual(code, 77)
        self.assertIn("holds your home", error)
        self.assertIn("no folder", self.say("vm", "restart", "--mount", "/nowhere")[2])
        self.assertEqual(self.verbs(), ["create", "start"])
        self.assertEqual(len(self.person.status()["mounts"]), 1)

    def test_a_new_size_waits_too(self):
        session = self.session()
        running, _ = self.start_waiting("vm", "resize", "--memory", "2")
        self.say("stop", session)
        self.assertEqual(running.wait(timeout=50), 0)
        self.assertEqual(self.verbs(), ["create", "start", "stop", "edit", "start"])
        self.assertEqual(self.person.status()["memory_mib"], 2048)

    def test_a_size_that_it_cannot_have_stops_nothing(self):
        self.person.vm("start")
        self.assertIn("cannot shrink", self.say("vm", "resize", "--disk", "2")[2])
        self.assertEqual(self.verbs(), ["create", "start"])

    def test_one_that_cannot_be_changed_runs_again(self):
        self.person.vm("start")
        self.person.manners(edit={"abort": True})
        self.assertIn("left it as it was", self.say("vm", "resize", "--memory", "2")[2])
        self.assertEqual(self.person.state(), "ready")

    def test_its_memory_is_told(self):
        self.session()
        status = self.person.status()
        self.assertEqual(status["memory"]["used_bytes"], 400_000 * 1024)
        self.assertTrue(0 < status["memory"]["held_bytes"] < 1 << 30)
        self.assertEqual((status["sessions"], status["idle_minutes"]), (1, 30))
        said = self.person.vm("status")
        self.assertIn("391 MiB in use inside", said)
        self.say("stop", "--all", "--timeout", "1")
        self.assertIn("switches itself off after 30 minutes", self.person.vm("status"))
        self.person.vm("stop")
        self.assertNotIn("memory", self.person.status())

    def clock_set(self):
        return any("date" in call["words"] for call in self.person.calls())

    def after_a_sleep(self):
        """What is noted of how long this machine had slept is another figure than it has now."""
        (self.folder / "asleep").write_text("-100")

    def test_after_a_sleep_the_connection_is_tried(self):
        self.session()
        self.after_a_sleep()
        self.session()
        self.assertNotEqual((self.folder / "asleep").read_text(), "-100")
        self.assertFalse(self.clock_set())
        self.assertEqual(self.verbs(), ["create", "start"])

    def test_after_a_sleep_a_dead_connection_is_made_anew(self):
        self.session()
        (self.folder / "_dead").touch()
        self.after_a_sleep()
        self.session()
        self.assertFalse((self.folder / "_dead").exists(), "the stand-in makes it with a connection that is new")
        self.assertNotEqual((self.folder / "asleep").read_text(), "-100")

    def test_without_a_sleep_nobody_asks_again(self):
        self.session()
        (self.folder / "_dead").touch()
        self.session()
        self.assertTrue((self.folder / "_dead").exists())

    def test_a_clock_that_is_behind_is_set(self):
        self.session()
        self.person.write(self.folder / "_late", "3600")
        self.session()
        self.assertFalse(self.clock_set(), "it has not slept")
        self.after_a_sleep()
        self.session()
        self.assertTrue(wait_until(self.clock_set, 5))


if __name__ == "__main__":
    sys.argv[1:] = []
    outcome.main()

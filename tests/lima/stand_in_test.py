#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The stand-in for limactl does what limactl does, the ugly parts included: what is tested by it rests
on that."""
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.dont_write_bytecode = True

from support import outcome  # noqa: E402
from support.person import wait_until  # noqa: E402

LIMACTL = Path(__file__).resolve().parent / "limactl"
CONFIG = {"vmType": "qemu", "arch": "x86_64", "cpus": 2, "memory": "1024MiB", "disk": "10GiB", "mounts": [],
          "images": [{"location": "/dev/null"}], "message": "Hello", "provision": [{"script": "hash=00\n"}]}


class StandIn(unittest.TestCase):
    def setUp(self):
        self.home = Path(tempfile.mkdtemp(prefix="sl."))
        self.addCleanup(shutil.rmtree, self.home, True)
        self.env = {"PATH": os.environ["PATH"], "LIMA_HOME": str(self.home), "PYTHONDONTWRITEBYTECODE": "1"}
        self.folder = self.home / "a"
        self.manners()
        self.addCleanup(self.limactl, "stop", "-f", "a")

    def manners(self, **manners):
        (self.home / "_manners").write_text(json.dumps({"root": True, **manners}))

    def limactl(self, *words, code=0):
        done = subprocess.run([LIMACTL, "--tty=false", "--log-format", "json", *words], env=self.env,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def create(self, **config):
        file = self.home / "_a.yaml"
        file.write_text(json.dumps({**CONFIG, **config}))
        return self.limactl("create", "--name", "a", file)

    def start(self, wait="running", **manners):
        self.manners(start=manners)
        log = self.folder / "ha.stdout.log"
        agent = subprocess.Popen([LIMACTL, "--log-format", "json", "start", "--foreground", "a"],
                                 env=self.env, stdin=subprocess.DEVNULL, start_new_session=True)
        self.addCleanup(agent.wait)
        self.addCleanup(lambda: contextlib.suppress(OSError) and agent.poll() is None and agent.kill())
        self.assertTrue(wait_until(lambda: log.exists() and wait in log.read_text()))
        return agent

    def row(self):
        return json.loads(self.limactl("list", "--json", "a").stdout)

    def test_root_is_refused(self):
        if os.geteuid() != 0:
            self.skipTest("only root can see that root is refused")
        self.manners(root=False)
        for words in (["list"], ["--version"], ["stop", "-f", "a"]):
            self.assertIn("must not run as the root user", self.limactl(*words, code=1).stderr)
        self.manners()

    def test_without_instances_the_list_is_empty_and_fine(self):
        done = self.limactl("list", "--json")
        self.assertEqual(done.stdout, "")
        self.assertIn("No instance found", done.stderr)

    def test_an_unknown_name_fails_and_the_others_are_listed(self):
        self.create()
        done = self.limactl("list", "--json", "a", "unknown", code=1)
        self.assertEqual(json.loads(done.stdout)["name"], "a")

    def test_create_logs_what_is_no_json_and_refuses_a_second_one(self):
        self.assertEqual(self.create().stderr, "Hello\n")
        fatal = json.loads(self.limactl("create", "--name", "a", self.home / "_a.yaml", code=1).stderr)
        self.assertEqual(fatal["level"], "fatal")
        self.assertIn("already exists", fatal["msg"])

    def test_a_failed_create_removes_what_it_made(self):
        self.manners(create={"fail": "no space left on device"})
        with self.assertRaises(AssertionError):
            self.create()
        self.assertFalse(self.folder.exists())

    def test_create_makes_a_folder_that_is_missing_on_the_host(self):
        self.create(mounts=[{"location": str(self.home / "_made/deep")}])
        self.assertTrue((self.home / "_made/deep").is_dir())

    def test_in_the_foreground_it_becomes_the_host_agent(self):
        self.create()
        agent = self.start()
        self.assertEqual(int((self.folder / "ha.pid").read_text()), agent.pid)
        self.assertEqual(self.row()["status"], "Running")
        events = [json.loads(line)["status"]
                  for line in (self.folder / "ha.stdout.log").read_text().splitlines()]
        self.assertEqual(events[:2], [{"sshLocalPort": 40022}, {"running": True, "sshLocalPort": 40022}])
        self.limactl("stop", "a")
        self.assertEqual(agent.wait(timeout=10), 0)
        self.assertIn('"exiting": true', (self.folder / "ha.stdout.log").read_text())
        self.assertEqual(self.row()["status"], "Stopped")

    def test_the_events_of_the_last_run_are_gone(self):
        self.create()
        (self.folder / "ha.stdout.log").write_text("old\n")
        self.start()
        self.assertNotIn("old", (self.folder / "ha.stdout.log").read_text())

    def test_broken_until_its_socket_answers(self):
        self.create()
        self.manners(start={"broken": True})
        agent = subprocess.Popen([LIMACTL, "start", "--foreground", "a"], env=self.env, start_new_session=True)
        self.addCleanup(agent.wait)
        self.addCleanup(agent.terminate)
        self.assertTrue(wait_until((self.folder / "qemu.pid").exists))
        self.assertEqual(self.row()["status"], "Broken")
        (self.home / "_go").touch()
        self.assertTrue(wait_until((self.folder / "ha.sock").exists))
        self.assertTrue(wait_until(lambda: self.row()["status"] == "Running"))

    def test_a_time_out_leaves_it_running(self):
        self.create()
        self.manners(start={"never": True})
        done = self.limactl("start", "--timeout", "0.3s", "a", code=1)
        self.assertIn('did not receive an event', done.stderr)
        self.assertTrue(wait_until(lambda: self.row()["status"] == "Running"))

    def test_stop_needs_one_that_runs_and_stop_f_does_not(self):
        self.create()
        self.assertIn("maybe use", self.limactl("stop", "a", code=1).stderr)
        self.limactl("stop", "-f", "a")
        self.limactl("stop", "-f", "unknown")

    def test_stop_f_kills_and_removes_the_files(self):
        self.create()
        agent = self.start(deaf=True)
        self.limactl("stop", "-f", "a")
        self.assertEqual(agent.wait(timeout=10), -signal.SIGKILL)
        self.assertEqual([*self.folder.glob("*.pid"), *self.folder.glob("*.sock")], [])

    def test_stop_f_kills_whoever_has_the_number(self):
        self.create()
        stranger = subprocess.Popen(["sleep", "1000"])
        self.addCleanup(stranger.wait)
        self.addCleanup(stranger.kill)
        (self.folder / "ha.pid").write_text(str(stranger.pid))
        self.assertEqual(self.row()["status"], "Broken")
        self.assertIn("errors inspecting", self.limactl("start", "a", code=1).stderr)
        self.limactl("stop", "-f", "a")
        self.assertEqual(stranger.wait(timeout=10), -signal.SIGKILL)

    def test_delete_of_what_is_not_there_is_fine(self):
        self.assertIn("non-existent", self.limactl("delete", "unknown").stderr)

    def test_delete_refuses_what_runs_is_protected_or_has_no_description(self):
        self.create()
        self.start()
        self.assertIn("expected status", self.limactl("delete", "a", code=1).stderr)
        self.limactl("stop", "a")
        (self.folder / "protected").touch()
        self.assertIn("protected", self.limactl("delete", "a", code=1).stderr)
        (self.folder / "lima.yaml").unlink()
        self.assertIn("no lima.yaml", self.limactl("delete", "-f", "a", code=1).stderr)
        self.assertEqual(self.row()["status"], "Broken")

    def test_edit_refuses_what_runs_and_gives_up_silently(self):
        self.create()
        self.assertIn("Aborting", self.limactl("edit", "a").stderr)
        self.limactl("edit", "a", "--cpus", "3", "--memory", "1.5")
        self.assertEqual((self.row()["cpus"], self.row()["memory"]), (3, 3 << 29))
        self.start()
        self.assertIn("cannot edit a running", self.limactl("edit", "a", "--cpus", "4", code=1).stderr)

    def test_shell_has_the_status_of_ssh(self):
        self.create()
        self.limactl("shell", "a", "true", code=1)
        self.start()
        said = self.limactl("shell", "--workdir", "/", "a", "cat", "/run/sandtray/provisioned").stdout
        self.assertEqual(said, "00 ok\n")
        self.manners(shell={"status": 255})
        self.limactl("shell", "a", "true", code=255)

    def test_a_killed_host_agent_says_nothing_and_leaves_its_driver(self):
        self.create()
        agent = self.start(wait="sshLocalPort", killed=True)
        self.assertEqual(agent.wait(timeout=10), -signal.SIGKILL)
        self.assertNotIn("exiting", (self.folder / "ha.stdout.log").read_text())
        self.assertEqual(self.row()["status"], "Broken")

    def test_a_path_that_is_too_long(self):
        with self.assertRaisesRegex(AssertionError, "UNIX_PATH_MAX"):
            file = self.home / "_a.yaml"
            file.write_text(json.dumps(CONFIG))
            self.limactl("create", "--name", "a" * 76, file)


if __name__ == "__main__":
    sys.argv[1:] = []
    outcome.main()

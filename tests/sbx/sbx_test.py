#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The launch mode sbx from end to end, against a stand-in of Docker Sandboxes' launcher:

    sbx_test.py PROGRAMS"""
import json
import os
import re
import signal
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.dont_write_bytecode = True

from support import outcome  # noqa: E402
from support.person import Person, wait_until  # noqa: E402

PROGRAMS = sys.argv[1]
HERE = Path(__file__).resolve().parent


class Sbx(unittest.TestCase):
    def setUp(self):
        self.person = Person(PROGRAMS)
        self.addCleanup(self.person.__exit__)
        self.person.env["PATH"] = f"{HERE}:{self.person.env['PATH']}"
        self.state = self.person.home / ".sbx-stand-in"
        self.state.mkdir()

    def manners(self, **manners):
        (self.state / "manners").write_text(json.dumps(manners))

    def calls(self, verb):
        made = [json.loads(line) for line in (self.state / "calls").read_text().splitlines()]
        return [words[1:] for words in made if words[0] == verb and words[1:] != ["--help"]]

    def sandbox(self, name):
        return json.loads((self.state / f"{name}.json").read_text())

    def run_words(self, *options, agent="shell", words=(), check=True):
        return self.person.sandtray("run", "--launch", "sbx", "-w", self.person.workspace, *options,
                                    agent, "--", *words, check=check)

    def start(self, script, *options):
        session = self.run_words("-d", *options, words=("-c", script)).stdout.strip()
        self.assertTrue(wait_until((self.person.workspace / "ready").exists, 30, 0.02))
        return session

    def refusal(self, *options, code=69, **how):
        done = self.run_words(*options, words=("-c", "touch ran"), check=False, **how)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertFalse((self.person.workspace / "ran").exists())
        self.assertEqual(self.calls("run") + self.calls("create"), [])
        return done.stderr

    def test_a_session_runs_in_a_sandbox_and_leaves_with_its_status(self):
        done = self.run_words(words=("-c", "pwd; echo $SANDTRAY_HOST_ADDRESS; echo made >made; exit 7"),
                              check=False)
        self.assertEqual(done.returncode, 7, done.stderr)
        self.assertIn(f"{self.person.workspace}\nhost.docker.internal\n", done.stdout)
        self.assertEqual((self.person.workspace / "made").read_text(), "made\n")
        (session, listed), = self.person.list().items()
        self.assertEqual((listed["method"], listed["confined"], listed["state"]),
                         ("sbx", True, "exited"))
        name = f"sandtray-{session}"
        self.assertIn(f"sandtray rm {session}", done.stderr)
        # Stopped with it, kept until it is removed.
        self.assertTrue(wait_until(lambda: self.sandbox(name)["status"] == "stopped", 10, 0.02))
        self.assertEqual(self.calls("rm"), [])
        self.person.sandtray("rm", session)
        self.assertEqual(self.calls("rm"), [["--force", name]])
        self.assertFalse((self.state / f"{name}.json").exists())

    def test_it_has_states_logs_attach_and_stop(self):
        session = self.start("printf '\\033]7501;state=blocked:kind=question:msg=WWVzPw==\\a'; "
                             "echo seen; touch ready; read line; echo got $line; touch got; sleep 1000")
        self.assertTrue(wait_until(lambda: self.person.list()[session]["state"] == "blocked", 20, 0.05))
        self.assertEqual(self.person.list()[session]["source"], "osc")
        self.assertIn("seen", self.person.sandtray("logs", session).stdout)
        with subprocess.Popen(["script", "-qec", f"sandtray attach {session}", "/dev/null"],
                              env=self.person.env, stdin=subprocess.PIPE,
                              stdout=subprocess.DEVNULL) as attached:
            attached.stdin.write(b"words\n")
            attached.stdin.flush()
            self.assertTrue(wait_until((self.person.workspace / "got").exists, 20, 0.05))
            attached.kill()
        self.assertIn("got words", self.person.sandtray("logs", session).stdout)
        self.person.sandtray("stop", session, "--timeout", "5")
        self.assertEqual(self.sandbox(f"sandtray-{session}")["status"], "stopped")

    def test_a_killed_host_leaves_no_running_sandbox(self):
        session = self.start("touch ready; sleep 1000")
        name = f"sandtray-{session}"
        self.assertEqual(self.sandbox(name)["status"], "running")
        os.kill(self.person.host_of(session), signal.SIGKILL)
        # Any command settles what is owed.
        self.assertTrue(wait_until(lambda: self.person.list()[session]["state"] == "failed"
                                   and self.sandbox(name)["status"] == "stopped", 30, 0.1))

    def test_what_comes_first_is_asked_for_first(self):
        self.manners(signed_in=False)
        self.assertRegex(self.refusal(), "not signed in to Docker\nsbx login\n")
        for policy in (False, "asks"):
            self.manners(policy=policy)
            self.assertIn("sbx policy init balanced", self.refusal())
        for flag in ("--format json", "--json"):
            self.manners(signed_in=False, diagnose=flag)
            self.assertIn("sbx login", self.refusal())
        # What nobody answers is told by what comes next.
        self.manners(signed_in=False, diagnose="--other")
        self.assertIn("sbx login", self.refusal())

    def test_without_the_launcher_nothing_runs(self):
        self.person.env["PATH"] = self.person.env["PATH"].removeprefix(f"{HERE}:")
        done = self.run_words(words=("-c", "touch ran"), check=False)
        self.assertEqual(done.returncode, 69, done.stderr)
        self.assertIn("there is no sbx on PATH", done.stderr)
        self.assertFalse((self.person.workspace / "ran").exists())

    def test_a_launcher_that_agents_may_have_written_is_not_run(self):
        planted = self.person.workspace / "sbx"
        planted.write_text("#!/bin/sh\ntouch ~/planted\n")
        planted.chmod(0o755)
        self.person.env["PATH"] = f"{self.person.workspace}:{self.person.env['PATH']}"
        done = self.run_words(words=("-c", "true"), check=False)
        self.assertEqual(done.returncode, 77, done.stderr)
        self.assertFalse((self.person.home / "planted").exists())

    def test_ports_are_published_before_it_starts(self):
        done = self.run_words("--set", "publish=8080:3000,9229", words=("-c", "true"))
        self.assertEqual(done.returncode, 0, done.stderr)
        name = f"sandtray-{next(iter(self.person.list()))}"
        self.assertEqual(self.calls("ports"), [[name, "--publish", "8080:3000"],
                                               [name, "--publish", "9229"]])
        self.assertEqual(self.calls("create")[0][:2], ["--name", name])
        self.assertEqual(self.calls("run"), [["--name", name, "--", "-c", "true"]])
        for bad in ("x", "1:2:3", "0", "70000", "80,", "80:"):
            self.assertEqual(self.run_words("--set", f"publish={bad}", check=False).returncode, 64, bad)

    def test_an_existing_sandbox_is_attached_to_whatever_the_list_looks_like(self):
        options = ("--set", "sandbox=mine")
        self.run_words(*options, words=("-c", "true"))
        for shape in ("bare", "object"):
            self.manners(list=shape)
            done = self.run_words(*options, words=("-c", "echo again"))
            self.assertIn("again", done.stdout)
            self.assertEqual(self.calls("run")[-1], ["--name", "mine", "--", "-c", "echo again"])
        self.assertIn("sbx rm mine", done.stderr)
        self.person.sandtray("rm", "--all")
        self.assertEqual(self.calls("rm"), [])  # it is the person's

    def test_a_clone_by_the_words_that_the_version_knows(self):
        subprocess.run("git init -q . && git -c user.name=a -c user.email=a@example.org commit -q "
                       "--allow-empty -m one", shell=True, check=True, cwd=self.person.workspace)
        for manners, flag in (({}, "--clone"), ({"clone": False, "branch": True}, "--branch")):
            self.manners(**manners)
            done = self.run_words("--set", "clone=yes", words=("-c", "touch cloned; pwd"))
            self.assertIn(flag, self.calls("run")[-1])
            self.assertIn("git fetch sandbox-sandtray-", done.stderr)
            self.assertFalse((self.person.workspace / "cloned").exists())
        before = len(self.calls("run"))
        self.manners(clone=False)
        done = self.run_words("--set", "clone=yes", check=False)
        self.assertEqual((done.returncode, len(self.calls("run"))), (69, before), done.stderr)

    def test_a_clone_needs_a_repository(self):
        self.assertIn("clone=yes needs", self.refusal("--set", "clone=yes"))

    def test_what_it_cannot_keep_is_refused(self):
        self.assertIn("network", self.refusal("--set", "network=none"))
        self.assertIn("permissions=ask", self.refusal("--set", "permissions=ask", agent="claude"))
        self.assertIn("takes the place", self.refusal("-m", "host", code=64))
        for option in ("clone=yes", "publish=80", "sandbox=x"):
            done = self.person.sandtray("run", "-m", "host", "-w", self.person.workspace, "--set",
                                        option, "shell", "--", "-c", "touch ran", check=False)
            self.assertEqual(done.returncode, 64, done.stderr)

    def test_the_preset_chooses_it_and_the_person_another(self):
        folder = self.person.home / ".config/sandtray/agents"
        folder.mkdir(parents=True, mode=0o700)
        (folder / "shell.json").write_text('{"name": "shell", "from": "shell", "launch": "sbx"}')
        run = ("run", "-w", self.person.workspace)
        self.person.sandtray(*run, "shell", "--", "-c", "true")
        self.assertEqual(len(self.calls("run")), 1)
        self.person.sandtray(*run, "--launch", "default", "-m", "host", "shell", "--", "-c", "true")
        self.person.sandtray(*run, "-m", "host", "shell", "--", "-c", "true")
        self.assertEqual(len(self.calls("run")), 1)
        self.person.sandtray(*run, "--set", "launch=sbx", "shell", "--", "-c", "true")
        self.assertEqual(len(self.calls("run")), 2)
        self.assertIn("launch   sbx, sbx as shell", self.person.sandtray("agents", "show", "shell").stdout)
        listed = {one["name"]: one["launch"]
                  for one in json.loads(self.person.sandtray("agents", "--json").stdout)}
        self.assertEqual((listed["shell"], listed["claude"]), ("sbx", "default"))

    def test_an_agents_own_words_are_kept(self):
        """They begin with a dash, or the launcher would take those of the person in their place."""
        self.run_words("--model", "m1", agent="claude", words=("fix it",))
        name = f"sandtray-{next(iter(self.person.list()))}"
        argv = self.sandbox(name)["argv"]
        self.assertEqual(argv[0], "--dangerously-skip-permissions")
        self.assertEqual(argv[-3:], ["--model", "m1", "fix it"])

    def test_the_doctor_says_what_comes_next(self):
        for manners, said in (({}, "v0.45.1"), ({"signed_in": False}, "sbx login"),
                              ({"policy": False}, "sbx policy init balanced")):
            self.manners(**manners)
            doctor = self.person.sandtray("doctor", check=False).stdout
            self.assertRegex(doctor, re.compile(f"Docker Sandboxes.*{re.escape(said)}", re.DOTALL))
        self.assertEqual(self.calls("run") + self.calls("create"), [])


if __name__ == "__main__":
    sys.argv[1:] = []
    outcome.main()

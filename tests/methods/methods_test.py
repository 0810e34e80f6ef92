#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""One template, for real: methods_test.py TEMPLATE IMAGE. Its engine is started, the method is made
of the template as a person would make it, and sessions run in it."""

import json
import os
import re
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
from support.person import Person, wait_until  # noqa: E402

from engines import ENGINES, template  # noqa: E402

NAME, IMAGE = sys.argv[1:3]

REPORTER = {
    "name": "reporter",
    "title": "Reporter",
    "command": "bash",
    "reports": {"env": {"HOOK": "{hook}"}},
    "signals": {"hooks": [{"when": {"/hook_event_name": "PermissionRequest"}, "state": "blocked",
                           "kind": "permission"}]},
}


def processes_of(session):
    """Those with the session in their environment, whatever namespace they are in."""
    mark = f"SANDTRAY_SESSION={session}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found.append((folder.name, (folder / "comm").read_text().strip()))
        except OSError:
            continue
    return found


class Template(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        engine = ENGINES[NAME]
        if engine.needs_root and os.geteuid() != 0:
            raise unittest.SkipTest(f"{NAME}: only root can start it")
        cls.folder = tempfile.mkdtemp(prefix="sm.")
        cls.engine = engine(cls.folder, IMAGE)
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.addClassCleanup(cls.engine.stop)
        cls.engine.start()

    def setUp(self):
        self.person = Person(os.environ["SANDTRAY_BIN_DIR"])
        self.person.__enter__()
        self.addCleanup(self.person.__exit__)
        self.person.env.update(self.engine.env)
        self.person.env["PATH"] += ":/usr/sbin:/sbin" + "".join(f":{one}" for one in self.engine.path)
        folder = self.person.home / ".config/sandtray"
        for kind in ("methods", "agents"):
            (folder / kind).mkdir(mode=0o700, parents=True)
        self.person.sandtray("methods", "add", "mine", "--template", NAME)
        file = folder / "methods/mine.json"
        file.write_text(json.dumps(self.engine.adapt(json.loads(file.read_text()))))
        (folder / "agents/reporter.json").write_text(json.dumps(REPORTER))

    def run_in(self, script, *words, agent="shell", check=True, options=()):
        """To the end, without a terminal."""
        done = self.person.sandtray("run", "-m", "mine", "-w", self.person.workspace,
                                    *self.default_network(options), agent, "--", "-c", script,
                                    *words, check=check)
        done.stdout = re.sub(self.engine.noise, "", done.stdout)
        return done

    def start(self, script, agent="shell"):
        return self.person.sandtray("run", "-d", "-m", "mine", "-w", self.person.workspace,
                                    *self.default_network(()), agent, "--", "-c", script) \
            .stdout.strip()

    def default_network(self, options):
        """Without a bridge an engine has none but this."""
        given = [word for option in options for word in ("--set", option)]
        return given or (["--set", "network=none"] if self.engine.offline else [])

    def wait_for_file(self, name):
        self.assertTrue(wait_until((self.person.workspace / name).exists, 60, 0.02))

    def expect_nothing_left(self, session):
        self.assertTrue(wait_until(lambda: not processes_of(session) and not self.engine.left(), 30, 0.1))

    def test_the_template_is_what_was_shipped(self):
        listed = json.loads(self.person.sandtray("methods", "show", "mine", "--json").stdout)
        shipped = template(self.person.env["SANDTRAY_SHARE"], NAME)
        self.assertEqual(listed["isolates"]["files"], shipped["files"])
        self.assertEqual(listed["boundary"], shipped["boundary"])
        self.assertEqual(listed["withstands"], shipped["withstands"])

    def test_the_person_can_test_it(self):
        if self.engine.offline:
            self.person.sandtray("config", "set", "network", "none")
        tried = self.person.sandtray("methods", "test", "mine")
        self.assertEqual(tried.stdout.count("ok "), 5, tried.stdout)
        self.assertEqual(self.engine.left(), [])

    def test_a_session_edits_the_workspace(self):
        (self.person.workspace / "there").write_text("before\n")
        done = self.run_in("cat there; echo after >>there; pwd; exit 7", check=False)
        self.assertEqual(done.returncode, 7, done.stderr)
        self.assertEqual(done.stdout, f"before\n{self.person.workspace}\n")
        self.assertEqual((self.person.workspace / "there").read_text(), "before\nafter\n")
        self.run_in("echo made >made")
        self.assertEqual((self.person.workspace / "made").stat().st_uid, os.geteuid())
        self.assertEqual(self.engine.left(), [])

    def test_words_stay_words(self):
        words = ["a b", "it's", '"', "$(touch planted)", "{workspace}", "*", "\\", "a\nb", "-e", ""]
        done = self.run_in('printf "%s|" "$@"', "name", *words)
        self.assertEqual(done.stdout, "".join(f"{word}|" for word in words), done.stderr)
        self.assertFalse((self.person.workspace / "planted").exists())

    def test_a_session_has_a_terminal(self):
        # Docker tells the size when the program runs already.
        session = self.start("test -t 0 && test -t 1 || exit; "
                             "until stty size | tee size | grep -v '^0 0$'; do :; done; mv size sized")
        self.wait_for_file("sized")
        self.assertEqual((self.person.workspace / "sized").read_text(), "24 80\n")
        self.expect_nothing_left(session)

    def test_its_terminal_controls_it(self):
        session = self.start("(: </dev/tty) 2>/dev/null && echo yes >asked || echo no >asked; "
                             "mv asked answered")
        self.wait_for_file("answered")
        expected = "yes\n" if self.engine.controlling_terminal else "no\n"
        self.assertEqual((self.person.workspace / "answered").read_text(), expected)
        self.expect_nothing_left(session)

    def test_stop_ends_all_of_it(self):
        stubborn = "trap '' TERM HUP; setsid sleep 1000 &" if self.engine.ends_all else ""
        session = self.start(f"{stubborn} touch ready; sleep 1000 & wait")
        self.wait_for_file("ready")
        self.person.sandtray("stop", session, "--timeout", "2")
        self.expect_nothing_left(session)
        self.assertEqual(self.person.list()[session]["state"], "exited")

    def test_a_killed_host_leaves_nothing(self):
        session = self.start("touch ready; exec sleep 1000")
        self.wait_for_file("ready")
        self.assertTrue(processes_of(session))
        os.kill(self.person.host_of(session), signal.SIGKILL)
        self.assertTrue(wait_until(lambda: self.person.list()[session]["state"] == "failed", 20, 0.05))
        self.expect_nothing_left(session)

    def test_what_is_outside_is_out_of_reach(self):
        secret = self.person.home / "secret"
        secret.write_text("a secret\n")
        if not self.engine.confines:  # the other machine is this one here
            self.assertEqual(self.run_in(f"cat {secret}").stdout, "a secret\n")
            return
        done = self.run_in(f"exec 2>/dev/null; cat {secret} {self.person.home}/.config/sandtray/methods/mine.json; "
                           f"echo planted >{self.person.home}/.bashrc; echo x >/usr/planted; "
                           f"touch ~/mine; ls ~", check=False)
        self.assertEqual(done.stdout, "mine\n", done.stderr)
        self.assertFalse((self.person.home / ".bashrc").exists())
        self.assertFalse(Path("/usr/planted").exists())
        # The agent's home is kept for it.
        self.assertEqual(self.run_in("ls ~").stdout, "mine\n")

    def test_mounts_are_there_as_they_were_given(self):
        given = self.person.home / "given"
        for name in ("read", "written", "hidden"):
            (given / name).mkdir(parents=True)
            (given / name / "file").write_text(f"{name}\n")
        self.person.sandtray("workspaces", "add", self.person.workspace, "--mount", given / "read",
                             "--mount", f"{given}/written:rw")
        if "{mounts}" not in template(self.person.env["SANDTRAY_SHARE"], NAME)["wrapper"]:
            refused = self.run_in("touch ran", check=False)
            self.assertEqual(refused.returncode, 69, refused.stderr)
            self.assertFalse((self.person.workspace / "ran").exists())
            return
        done = self.run_in(f"cd {given}; exec 2>/dev/null; cat */file; echo changed >written/file; "
                           "echo changed >read/file; touch read/new; mount -o remount,rw,bind read; "
                           "echo changed >read/file; touch ran; true")
        self.assertEqual(done.stdout, "read\nwritten\n", done.stderr)
        self.assertEqual([(given / name / "file").read_text() for name in ("read", "written", "hidden")],
                         ["read\n", "changed\n", "hidden\n"])
        self.assertFalse((given / "read/new").exists())

    def test_where_firejail_makes_no_sandbox_nothing_starts(self):
        """In a container it runs what it is given without one, and says nothing of that."""
        if os.geteuid() != 0:
            self.skipTest("only root can make a namespace of processes everywhere")
        outside = self.person.home / "secret"
        outside.write_text("a secret\n")
        container = ["unshare", "--pid", "--fork", "--mount-proc"]
        unguarded = subprocess.run([*container, "firejail", "--quiet", "--noprofile",
                                    f"--blacklist={outside}", "--", "cat", outside],
                                   capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual(unguarded.stdout, "a secret\n", unguarded.stderr)
        refused = subprocess.run(
            [*container, *self.person.command("run", "-m", "mine", "-w", self.person.workspace,
                                              "shell", "--", "-c", f"cat {outside}; touch ran")],
            env=self.person.env, cwd=self.person.home, capture_output=True, text=True, check=False,
            stdin=subprocess.DEVNULL, timeout=60)
        self.assertEqual((refused.returncode, refused.stdout), (69, ""), refused.stderr)
        self.assertIn("it makes no sandbox here", refused.stderr)
        self.assertFalse((self.person.workspace / "ran").exists())

    def test_without_network_there_is_none(self):
        if not self.engine.offline:
            refused = self.run_in("touch ran", check=False, options=["network=none"])
            self.assertEqual(refused.returncode, 69, refused.stderr)
            self.assertFalse((self.person.workspace / "ran").exists())
            return
        done = self.run_in("tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '",
                           options=["network=none"])
        self.assertEqual(done.stdout, "lo\n")

    def test_the_agent_reports(self):
        if not self.engine.reports:
            self.assertEqual(self.run_in('echo "[$HOOK]"', agent="reporter").stdout, "[]\n")
            return
        session = self.start("echo '{\"hook_event_name\": \"PermissionRequest\"}' | eval \"$HOOK\"; "
                             "exec sleep 1000", agent="reporter")
        self.assertTrue(wait_until(lambda: self.person.list()[session]["state"] == "blocked", 30, 0.05))
        self.assertEqual(self.person.list()[session]["source"], "hook")


if NAME != "firejail":  # the other engines do no such thing
    del Template.test_where_firejail_makes_no_sandbox_nothing_starts


if __name__ == "__main__":
    sys.argv[1:] = []
    outcome.main()

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The completion scripts, loaded by the shells that they are for, with a program beside them that
answers as sandtray does."""
import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import outcome  # noqa: E402

SCRIPTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "common", "data",
                       "completions")
FAKE = """#!/bin/sh
case "$*" in
  "agents --json") echo '[
  {
    "name": "claude",
    "title": "Claude Code"
  },
  {
    "name": "shell"
  }
]' ;;
  "methods --json") echo '[
  {
    "name": "bwrap"
  }
]' ;;
  "workspaces --json") echo '[
  {
    "folder": "/srv/web",
    "name": "web"
  }
]' ;;
  "ls --json") echo '[
  {
    "id": "abcd2345",
    "message": "  \\\\"id\\\\": \\\\"planted\\\\"",
    "name": "live"
  }
]' ;;
  "ls --all --json") echo '[
  {
    "id": "abcd2345",
    "name": "live"
  },
  {
    "id": "wxyz6789",
    "name": "over"
  }
]' ;;
esac
"""


class Completion(unittest.TestCase):
    def setUp(self):
        self.home = tempfile.mkdtemp(prefix="sandtray-completion-")
        self.addCleanup(shutil.rmtree, self.home)
        os.mkdir(f"{self.home}/folder")
        os.mkdir(f"{self.home}/bin")
        with open(f"{self.home}/bin/sandtray", "w", encoding="utf-8") as file:
            file.write(FAKE)
        os.chmod(f"{self.home}/bin/sandtray", 0o755)
        self.env = {"HOME": self.home, "PATH": f"{self.home}/bin:{os.environ['PATH']}",
                    "TERM": "dumb", "XDG_CONFIG_HOME": self.home, "XDG_DATA_HOME": self.home}

    def need(self, shell):
        if not shutil.which(shell):
            self.skipTest(f"Skipped: needs {shell}")

    def run_shell(self, *words):
        done = subprocess.run(words, capture_output=True, text=True, env=self.env, cwd=self.home,
                              timeout=30, check=False)
        self.assertEqual(done.stderr, "")
        return done

    def expect(self, complete):
        """What every shell has to offer; `complete` takes the words of a line, the last unfinished."""
        self.assertLessEqual({"run", "attach", "doctor", "completion"}, complete([""]))
        self.assertEqual(complete(["att"]), {"attach"})
        self.assertEqual(complete(["run", "cl"]), {"claude"})
        self.assertEqual(complete(["run", "-m", ""]), {"bwrap"})
        self.assertEqual(complete(["attach", ""]) - {"--help"}, {"abcd2345"})
        self.assertLessEqual({"abcd2345", "wxyz6789"}, complete(["logs", ""]))
        self.assertEqual(complete(["config", "g"]), {"get"})
        self.assertEqual(complete(["config", "get", "notifications.fin"]), {"notifications.finished"})
        self.assertEqual(complete(["config", "uns"]), {"unset"})
        self.assertEqual(complete(["config", "unset", "notifications.quiet_h"]),
                         {"notifications.quiet_hours"})
        self.assertEqual(complete(["help", "att"]), {"attach"})
        self.assertEqual(complete(["run", "--set", "gi"]), {"git=guard", "git=open"})
        self.assertEqual(complete(["agents", "show", "s"]), {"shell"})
        self.assertEqual(complete(["run", "--res"]), {"--resume"})
        self.assertEqual(complete(["agents", "dis"]), {"disable"})
        self.assertEqual(complete(["agents", "disable", "s"]), {"shell"})
        self.assertEqual(complete(["agents", "login", "claude", "-m", ""]), {"bwrap"})
        self.assertEqual(complete(["agents", "add", "mine", "--from", "c"]), {"claude"})
        self.assertEqual(complete(["completion", "f"]), {"fish"})
        self.assertEqual(complete(["vm", "st"]), {"start", "stop", "status"})
        self.assertEqual(complete(["provision", "l"]), {"lima"})
        self.assertEqual(complete(["provision", "lima", "--dry"]), {"--dry-run"})
        self.assertEqual(complete(["workspaces", "rem"]), {"remove"})
        self.assertEqual(complete(["workspaces", "show", ""]) - {"--help"}, {"web"})
        self.assertEqual(complete(["workspaces", "edit", "web", "--agent", "cl"]), {"claude"})

    def test_bash(self):
        self.need("bash")

        def complete(words):
            done = self.run_shell(
                "bash", "--norc", "-c",
                'source "$1"; shift; COMP_WORDS=(sandtray "$@"); COMP_CWORD=$#; _sandtray; '
                'printf "%s\\n" "${COMPREPLY[@]}"', "bash", f"{SCRIPTS}/sandtray.bash", *words)
            return set(done.stdout.split())

        self.expect(complete)
        # readline takes "=" for a word of its own.
        self.assertEqual(complete(["run", "--set", "network", "=", "no"]), {"none"})
        self.assertEqual(complete(["run", "--set", "git", "="]), {"guard", "open"})

    def test_fish(self):
        self.need("fish")

        def complete(words):
            line = " ".join(["sandtray", *words])
            done = self.run_shell("fish", "--no-config", "-c",
                                  f"source {SCRIPTS}/sandtray.fish; complete -C '{line}'")
            return {entry.split("\t")[0] for entry in done.stdout.splitlines()}

        self.expect(complete)
        self.assertEqual(complete(["run", "-w", "w"]), {"web"})

    def test_zsh(self):
        self.need("zsh")
        shell = Zsh(self.env, self.home)
        self.addCleanup(shell.close)
        shell.ask("autoload -Uz compinit && compinit -u -D && "
                  f"source {SCRIPTS}/sandtray.zsh && zle -C list list-choices _main_complete")
        self.assertIn("attach", shell.complete("sandtray att"))
        self.assertIn("claude", shell.complete("sandtray run cl"))
        self.assertIn("bwrap", shell.complete("sandtray run -m bw"))
        self.assertIn("abcd2345", shell.complete("sandtray attach a"))
        self.assertIn("wxyz6789", shell.complete("sandtray logs w"))
        self.assertNotIn("wxyz6789", shell.complete("sandtray attach w"))
        self.assertIn("notifications.finished", shell.complete("sandtray config get notifications.fin"))
        self.assertIn("shell", shell.complete("sandtray agents show s"))
        self.assertIn("claude", shell.complete("sandtray agents add mine --from cl"))
        self.assertIn("unset", shell.complete("sandtray config uns"))
        self.assertIn("notifications.quiet_hours",
                      shell.complete("sandtray config unset notifications.quiet_h"))
        self.assertIn("git=open", shell.complete("sandtray run --set git=o"))
        self.assertIn("attach", shell.complete("sandtray help att"))
        self.assertIn("web", shell.complete("sandtray workspaces show w"))
        self.assertIn("web", shell.complete("sandtray run -w w"))


class Zsh:
    """An interactive zsh on a terminal: completion exists nowhere else."""

    def __init__(self, env, folder):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execvpe("zsh", ["zsh", "-f", "-i"], {**env, "PS1": "", "LISTMAX": "1000"})
        self.marks = 0
        self.ask("unsetopt prompt_cr prompt_sp zle_bracketed_paste; bindkey -e")

    def read_until(self, mark):
        text, deadline = "", time.monotonic() + 20
        while mark not in text:
            ready, _, _ = select.select([self.terminal], [], [], deadline - time.monotonic())
            if not ready:
                raise AssertionError(f"zsh did not answer; it said {text!r}")
            text += os.read(self.terminal, 65536).decode(errors="replace")
        return text

    def ask(self, line):
        self.marks += 1
        os.write(self.terminal, f"{line}; print done-$(({self.marks}))-$((0))\n".encode())
        return self.read_until(f"done-{self.marks}-0")

    def complete(self, line):
        """Completes the line, and prints what then stands on it."""
        self.marks += 1
        # ^A goes to the start of the completed line: it becomes the argument of print.
        os.write(self.terminal, f"{line}\t".encode() + b"\x01print -r -- 'line-\x05'-" +
                 f"$(({self.marks}))-$((0))\n".encode())
        return self.read_until(f"-{self.marks}-0").rsplit("line-", 1)[1]

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


if __name__ == "__main__":
    outcome.main()

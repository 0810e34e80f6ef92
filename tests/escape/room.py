# SPDX-License-Identifier: MIT
"""One attempt to escape, in surroundings of its own.

An attempt (attempts/*.sh) is a bash file with up to four functions:
  prepare    outside, beforehand
  attempt    as the agent, in the workspace
  meanwhile  outside, while the agent runs
  succeeded  outside, afterwards: whether the escape worked; by default, whether the agent made the
             file "escaped" where it works
and header lines "# group: NAME", what a method withstands if it withstands all attempts of the
group (the schema of methods has the names), and optionally "# expect: limitation", "# needs: root",
"# agent: nesting", "# options: ..." (of the launch, but not without a sandbox),
"# environment: NAME=VALUE" for the launch, "# worktree: BRANCH" if the agent works on a branch of
the workspace in a worktree of its own, or "# launch: refused" if the launch must end with 77
("refused for root": as root only). A limitation is an escape that is known to work under the method
bwrap; the test fails when it no longer does, so that the documentation is corrected.

ROOM is a fresh folder outside, W the workspace in it, TREE (outside, afterwards) where the agent
worked, HOME the person's, PROBE a program of small requests to the kernel.
"""
import json
import os
import pathlib
import re
import shutil
import string
import subprocess

# An agent that makes sandboxes of its own, and so gets user namespaces while it asks.
NESTING = {"name": "nesting", "title": "Nesting", "command": "bash", "own_sandbox": True,
           "permissions": {"ask": {}, "bypass": {}}}
DEADLINE_S = 60
# Git commits by name. What lacks a program shows nothing: it says so and is over.
PRELUDE = """export GIT_AUTHOR_NAME=Agent GIT_AUTHOR_EMAIL=agent@example.org
export GIT_COMMITTER_NAME=Agent GIT_COMMITTER_EMAIL=agent@example.org
PLACE=$PWD
command_not_found_handle() { echo "$1" >>"$PLACE/missing"; kill $$; return 127; }
"""


def header(text, name, default=""):
    found = re.search(rf"^# {name}: (.*)$", text, re.MULTILINE)
    return found.group(1) if found else default


class Room:
    """One launch in surroundings of its own."""
    deadline_s = DEADLINE_S

    def __init__(self, top, programs, attempt, method):
        self.folder = pathlib.Path(top) / method
        self.workspace = self.folder / "workspace"
        self.home = self.folder / "home"
        for folder in (self.workspace, self.home):
            folder.mkdir(parents=True)
        self.programs = programs
        self.attempt = attempt
        self.method = method
        self.branch = header(attempt, "worktree")
        shutil.copy(programs / "escape_probe", self.workspace / "probe")
        git = "[user]\n\tname = A Person\n\temail = person@example.org\n"
        (self.home / ".gitconfig").write_text(git)
        agents = self.home / ".config" / "sandtray" / "agents"
        agents.mkdir(parents=True, mode=0o700)
        (agents.parent).chmod(0o700)
        (agents / "nesting.json").write_text(json.dumps(NESTING))
        self.env = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "TERM": "dumb",
            "LANG": "C.UTF-8",
            "ROOM": str(self.folder),
            "W": str(self.workspace),
            "PROBE": str(programs / "escape_probe"),
            "PERSONS_SECRET": "correct-horse",
        }

    def place(self):
        """Where the agent works; the workspace as long as no worktree was made of it."""
        records = (self.home / ".local/state/sandtray/worktrees").glob("*.json")
        known = [json.loads(record.read_text()) for record in records] if self.branch else []
        return next((pathlib.Path(one["folder"]) for one in known if one["branch"] == self.branch),
                    self.workspace)

    def environment(self):
        return self.env | {"TREE": str(self.place())}

    def outside(self, function):
        script = f'{self.attempt}\nif declare -F {function} >/dev/null; then {function}; fi'
        return ["bash", "-c", script]

    def inside(self):
        """The function alone: what is done outside must not be read inside."""
        names = {name: self.env[name] for name in ("ROOM", "W")} | {"HOST_HOME": self.env["HOME"]}
        body = subprocess.run(["bash", "-c", f"{self.attempt}\ndeclare -f attempt"],
                              stdout=subprocess.PIPE, text=True, check=True).stdout
        return "".join(f"{name}='{value}'\n" for name, value in names.items()) + PRELUDE + body + \
            'touch started\nattempt\ntouch "$PLACE/finished"'

    def run_outside(self, function):
        return subprocess.run(self.outside(function), env=self.environment(), cwd=self.folder,
                              stdin=subprocess.DEVNULL, timeout=self.deadline_s, check=False).returncode

    def launch(self):
        options = [] if self.method == "host" else header(self.attempt, "options").split()
        if self.branch:
            options += ["--worktree", self.branch]
        name, _, value = header(self.attempt, "environment").partition("=")
        more = {name: string.Template(value).substitute(self.env)} if name else {}
        with open(self.folder / "said", "w", encoding="utf-8") as said:
            return subprocess.Popen(self.command(options, header(self.attempt, "agent", "shell")),
                                    env=self.env | more, cwd=self.folder,
                                    stdin=subprocess.DEVNULL, stdout=said, stderr=said)

    def command(self, options, agent):
        """What starts the agent with inside() as its bash script."""
        raise NotImplementedError

    def check_start(self, code):
        """Raises if the attempt was not made. code: the status that command() has ended with."""
        raise NotImplementedError

    def escaped(self):
        """Whether the attempt worked; None: it could not be prepared."""
        if self.run_outside("prepare") != 0:
            return None
        agent = self.launch()
        meanwhile = subprocess.Popen(self.outside("meanwhile"), env=self.env, cwd=self.folder,
                                     stdin=subprocess.DEVNULL)
        try:
            agent.wait(self.deadline_s)
            self.check_start(agent.returncode)
            meanwhile.wait(self.deadline_s)
            if "succeeded()" in self.attempt:
                return self.run_outside("succeeded") == 0
            return (self.place() / "escaped").exists()
        finally:
            for process in (agent, meanwhile):
                if process.poll() is None:
                    process.kill()
            for note in self.folder.glob("*.pid"):
                subprocess.run(["kill", "-9", *note.read_text().split()], check=False,
                               stderr=subprocess.DEVNULL)

# SPDX-License-Identifier: MIT
"""Tries one escape twice: inside the sandbox and, so that the test can fail, without one.

An attempt (attempts/*.sh) is a bash file with up to four functions:
  prepare    outside, beforehand
  attempt    as the agent, in the workspace
  meanwhile  outside, while the agent runs
  succeeded  outside, afterwards: whether the escape worked; by default, whether the agent made the
             file "escaped" in the workspace
and header lines "# expect: refused" or "# expect: limitation", and optionally "# needs: root",
"# agent: nesting", "# bwrap-options: ..." and "# environment: NAME=VALUE" for the launch, or
"# launch: refused" if that must end with 77 ("refused for root": as root only). A limitation is an escape that is known to work; the test fails when it no longer does, so
that the documentation is corrected.

ROOM is a fresh folder outside, W the workspace in it, HOME the person's, PROBE a program of small
requests to the kernel. exit 77: the escape cannot be shown on this machine even without a sandbox.
"""
import json
import os
import pathlib
import re
import shutil
import string
import subprocess
import sys
import tempfile

NOBODY = 65534
# An agent that makes sandboxes of its own, and so gets user namespaces while it asks.
NESTING = {"name": "nesting", "title": "Nesting", "command": "bash", "own_sandbox": True,
           "permissions": {"ask": {}, "bypass": {}}}
DEADLINE_S = 60


def header(text, name, default=""):
    found = re.search(rf"^# {name}: (.*)$", text, re.MULTILINE)
    return found.group(1) if found else default


class Room:
    """One launch in surroundings of its own."""

    def __init__(self, top, programs, attempt, method):
        self.folder = pathlib.Path(top) / method
        self.workspace = self.folder / "workspace"
        self.home = self.folder / "home"
        for folder in (self.workspace, self.home):
            folder.mkdir(parents=True)
        self.programs = programs
        self.attempt = attempt
        self.method = method
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

    def outside(self, function):
        script = f'{self.attempt}\nif declare -F {function} >/dev/null; then {function}; fi'
        return ["bash", "-c", script]

    def inside(self):
        """The function alone: what is done outside must not be read inside."""
        names = {name: self.env[name] for name in ("ROOM", "W")} | {"HOST_HOME": self.env["HOME"]}
        body = subprocess.run(["bash", "-c", f"{self.attempt}\ndeclare -f attempt"],
                              stdout=subprocess.PIPE, text=True, check=True).stdout
        return "".join(f"{name}='{value}'\n" for name, value in names.items()) + body + \
            "touch started\nattempt"

    def run_outside(self, function):
        return subprocess.run(self.outside(function), env=self.env, cwd=self.folder,
                              stdin=subprocess.DEVNULL, timeout=DEADLINE_S, check=False).returncode

    def launch(self):
        options = header(self.attempt, f"{self.method}-options").split()
        name, _, value = header(self.attempt, "environment").partition("=")
        more = {name: string.Template(value).substitute(self.env)} if name else {}
        return subprocess.Popen(
            [str(self.programs / "run_plan"), "-m", self.method, "-w", str(self.workspace),
             *options, header(self.attempt, "agent", "shell"), "--", "-c", self.inside()],
            env=self.env | more, cwd=self.folder, stdin=subprocess.DEVNULL)

    def check_start(self, code):
        """An agent that never ran was not refused anything, unless it is the launch that refuses."""
        refusals = ["refused", "refused for root"] if os.getuid() == 0 else ["refused"]
        refuses = self.method == "bwrap" and header(self.attempt, "launch") in refusals
        started = (self.workspace / "started").exists()
        if started == refuses or (refuses and code != 77):
            raise SystemExit(f"{self.method}: started: {started}, exit status {code}")

    def escaped(self):
        """Whether the attempt worked."""
        if self.run_outside("prepare") != 0:
            return None
        agent = self.launch()
        meanwhile = subprocess.Popen(self.outside("meanwhile"), env=self.env, cwd=self.folder,
                                     stdin=subprocess.DEVNULL)
        try:
            agent.wait(DEADLINE_S)
            meanwhile.wait(DEADLINE_S)
            self.check_start(agent.returncode)
            if "succeeded()" in self.attempt:
                return self.run_outside("succeeded") == 0
            return (self.workspace / "escaped").exists()
        finally:
            for process in (agent, meanwhile):
                if process.poll() is None:
                    process.kill()
            for note in self.folder.glob("*.pid"):
                subprocess.run(["kill", "-9", *note.read_text().split()], check=False,
                               stderr=subprocess.DEVNULL)


def install(programs, top):
    """Where a user without rights to the source tree finds everything."""
    share = pathlib.Path(top) / "installed" / "share"
    to = pathlib.Path(top) / "installed" / "bin"
    to.mkdir(parents=True)
    for name in ("run_plan", "sandtray-guest", "escape_probe"):
        shutil.copy(programs / name, to)
    shutil.copytree(programs.parent / "share" / "sandtray", share / "sandtray")
    return to


def become_nobody():
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)


def compare(programs, top, attempt):
    """The exit status of the test."""
    title = attempt.splitlines()[0].lstrip("# ")
    expected = header(attempt, "expect", "refused").split(" ", maxsplit=1)[0]
    results = {}
    for method in ("host", "bwrap"):
        results[method] = Room(top, programs, attempt, method).escaped()
        print(f"{method}: {'escaped' if results[method] else 'refused'}", flush=True)
    if not results["host"]:
        print(f"skipped: {title}: does not work here even without a sandbox")
        return 77
    outcome = "limitation" if results["bwrap"] else "refused"
    print(f"{title}: {outcome}, expected {expected}")
    return 0 if outcome == expected else 1


def main():
    programs = pathlib.Path(sys.argv[1]).resolve()
    file = pathlib.Path(sys.argv[2])
    mode = sys.argv[3] if len(sys.argv) > 3 else ""
    attempt = file.read_text()
    if header(attempt, "needs") == "root" and os.getuid() != 0:
        print("skipped: only root could do this without a sandbox")
        return 77
    with tempfile.TemporaryDirectory(prefix="sandtray-escape-") as top:
        if mode != "--as-user":
            return compare(programs, top, attempt)
        installed = install(programs, top)
        for path, _, _ in os.walk(top):
            os.chmod(path, 0o755)
        room = pathlib.Path(top) / "room"
        room.mkdir()
        os.chown(room, NOBODY, NOBODY)
        child = os.fork()
        if child == 0:
            become_nobody()
            os._exit(compare(installed, room, attempt))
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    sys.exit(main())

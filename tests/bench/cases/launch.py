# SPDX-License-Identifier: MIT
"""How long a detached launch takes: from exec until the agent has made its marker in the workspace,
which has the limits, and until the command is back. The two are not the same work: sandtray is back
when the session is on disk, its host listens and the agent runs. The agent is always the same bash,
which makes the marker and ends.

  sandtray   run -d: plan, session folder, session host with log and detector, terminal, agent
  bwrap      the very same words that sandtray's plan has: same mounts, namespaces and filter, but
             no sandtray-guest before the agent, no terminal, no session; back when the agent ended
  bwrap, short   what a person would type: whole system read-only, one folder writable
  dtach      dtach -n: a detached terminal, no log
  tmux       new-session -d in a server that runs already
"""

import json
import os
import shutil
import subprocess

import figures
from support.person import Person

ROUNDS = 40

# The sessions and their sockets are in memory, as sockets are on a desktop. On ext4 a launch would take
# up to three times as long while anybody on this machine removes many files: no inode is given out that
# was freed in the last five seconds, and each new file looks at every such one of its block group
# (recently_deleted in fs/ext4/ialloc.c; 10 us or 900 us for one file). What is removed between samples
# would be measured in the next.
MEMORY = "/dev/shm"


class Launch:
    def __init__(self, person, tools):
        self.person, self.tools, self.count = person, tools, 0

    def sample(self, make_words, tidy=None, **extra):
        """(seconds until the marker, seconds until the command was back)"""
        self.count += 1
        marker = self.person.workspace / f"marker{self.count}"
        words = make_words(f": >{marker}")
        done = subprocess.run([self.tools / "launch_timer", marker, *words], capture_output=True,
                              text=True, env=self.person.env, cwd=self.person.workspace,
                              timeout=60, **extra)
        assert done.returncode == 0, f"{words}: {done.stdout} {done.stderr}"
        marker.unlink()
        if tidy:
            tidy()
        marked, back, _ = map(int, done.stdout.split())
        return marked / 1e9, back / 1e9

    def sandtray(self, method):
        def tidy():  # a session that has ended stays on disk; here each sample meets the same disk
            for folder in self.person.sessions.iterdir():
                self.person.sandtray("wait", folder.name)
                self.person.sandtray("rm", folder.name)

        return self.sample(lambda script: self.person.run_words(method, "-c", script), tidy)


def report(what, samples, limits):
    """limits: (ours, theirs, bound or None)"""
    for part, moment in ((0, "until the marker"), (1, "until the command is back")):
        print(f"  {what}, {moment}")
        taken = {name: [pair[part] for pair in pairs] for name, pairs in samples.items()}
        figures.table(taken, "ms", 1000)
        for ours, theirs, bound in limits:
            text = f"{what}, {moment}: {ours} / {theirs}"
            if bound and part == 0:
                figures.limit(text, figures.ratio(taken, ours, theirs), "x", at_most=bound)
            else:
                figures.note(text, figures.ratio(taken, ours, theirs), "x")


def bench_launch_bwrap(programs, tools):
    """a detached launch under bwrap takes at most twice the time of bare bwrap"""
    with Person(programs, memory=MEMORY) as person:
        launch = Launch(person, tools)
        # Bare bwrap gets what the plan of a session says, with a copy of the session's files.
        session = person.start("bwrap", "-c", ":")
        person.sandtray("wait", session)
        plan = json.loads((person.folder(session) / "plan.json").read_text())
        files = person.root / "files"
        shutil.copytree(person.folder(session) / "files", files)
        hook = files / "hook.sock"
        hook.touch()
        renamed = {str(person.folder(session) / "files"): str(files), plan["hook_socket"]: str(hook)}
        same = [word.replace(str(person.folder(session) / "files"), str(files))
                if word not in renamed else renamed[word] for word in plan["main"]]
        guest = same.index("start") - 1  # GUEST start REPORT MOUNTS -- AGENT...
        del same[guest:guest + 5]
        person.sandtray("rm", session)
        filter_file = os.open(files / "seccomp.bpf", os.O_RDONLY)
        short = ["bwrap", "--unshare-all", "--share-net", "--die-with-parent", "--ro-bind", "/", "/",
                 "--dev", "/dev", "--proc", "/proc", "--bind", str(person.workspace),
                 str(person.workspace), "--", "bash", "-c"]

        def bare():
            os.lseek(filter_file, 0, os.SEEK_SET)
            return launch.sample(lambda script: [*same[:-1], script], pass_fds=[10])

        os.dup2(filter_file, 10, inheritable=True)
        samples = figures.interleaved(ROUNDS, {
            "sandtray run -d -m bwrap": lambda: launch.sandtray("bwrap"),
            "bwrap": bare,
            "bwrap, short": lambda: launch.sample(lambda script: [*short, script]),
        })
        report("launch under bwrap", samples, [("sandtray run -d -m bwrap", "bwrap", 2),
                                               ("sandtray run -d -m bwrap", "bwrap, short", None)])


def bench_launch_host(programs, tools):
    """a detached launch under host takes at most twice the time of dtach -n"""
    with Person(programs, memory=MEMORY) as person:
        launch = Launch(person, tools)
        server = ["tmux", "-f", "/dev/null", "-S", str(person.root / "tmux")]
        subprocess.run([*server, "new-session", "-d", "sleep", "1000"], env=person.env, check=True)
        try:
            samples = figures.interleaved(ROUNDS, {
                "sandtray run -d -m host": lambda: launch.sandtray("host"),
                "dtach -n": lambda: launch.sample(
                    lambda script: ["dtach", "-n", str(person.root / f"dtach{launch.count}"), "bash",
                                    "-c", script]),
                "tmux new-session -d": lambda: launch.sample(
                    lambda script: [*server, "new-session", "-d", "bash", "-c", script]),
            })
        finally:
            subprocess.run([*server, "kill-server"], env=person.env, check=True)
        report("launch under host", samples,
               [("sandtray run -d -m host", "dtach -n", 2),
                ("sandtray run -d -m host", "tmux new-session -d", None)])

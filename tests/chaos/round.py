# SPDX-License-Identifier: MIT
"""One round: a session, a kill, and what must be true after it."""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import time

import client
from ends import ALIVE, HOST_LOST, NEVER_RAN, STOPPED, is_true_launch, true_ends
from support.person import wait_until
from support.processes import argv_of, descendants, stat_of
from world import reap_orphans

# Two of them are there under one method only: the wrapper, and the first process in its namespace.
VICTIMS = {"host": ("tray", "client", "launcher", "host", "keeper", "agent"),
           "bwrap": ("tray", "client", "launcher", "host", "keeper", "agent", "bwrap", "init")}
CHUNK = 4096  # what the agent's terminal may have taken without the agent knowing
LAUNCH_S = 0.06  # kills during a launch come within this time


class Round:
    def __init__(self, world, number, chance):
        self.world, self.person, self.number, self.chance = world, world.person, number, chance
        self.method = chance.choice(("bwrap", "host"))
        self.victim = chance.choice(VICTIMS[self.method])
        moments = {"launcher": ("launch",), "client": ("talk",)}
        self.moment = chance.choice(moments.get(self.victim, ("launch", "talk", "talk", "ending")))
        self.mode = chance.choice(("slow", "full", "calm"))
        self.mirror = self.person.workspace / "mirrors" / f"m{number}"
        self.problems, self.session, self.client = [], None, None
        self.killed = False

    def __str__(self):
        return (f"kill {self.victim} at {self.moment}, method {self.method}, {self.mode} agent"
                f"{'' if self.killed else ', nobody was there to kill'}")

    def run(self):
        try:
            self.act()
            self.check()
        except Exception as error:  # a round must not end the rounds
            self.problems.append(f"{type(error).__name__}: {error}")
        try:
            self.tidy()
        except Exception as error:
            self.problems.append(f"afterwards: {type(error).__name__}: {error}")
        return self.problems

    # What happens.

    def act(self):
        words = self.person.command(
            "run", "-d", "-m", self.method, "-w", self.person.workspace, "--name",
            f"round{self.number}", "shell", "--", "-c", '"$@"; exit $?', "bash",
            self.person.workspace / "agent", self.mirror, self.mode)
        self.launcher = subprocess.Popen(words, env=self.person.env, cwd=self.person.home, text=True,
                                         stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                         stderr=subprocess.PIPE)
        if self.moment == "launch":
            time.sleep(self.chance.uniform(0, LAUNCH_S if self.victim in ("launcher", "tray") else 0))
            self.kill()
        out, self.complaint = self.launcher.communicate(timeout=30)
        self.session = out.strip() or None
        if self.moment == "launch":
            return
        if self.launcher.returncode != 0:
            raise AssertionError(f"launch: {self.launcher.returncode}: {self.complaint}")
        if not wait_until(lambda: self.mirror.exists() and self.mirror.stat().st_size > 0):
            raise AssertionError("the agent does not begin")
        if self.victim == "client" or self.chance.random() < 0.3:
            self.client = client.Attached(self.person, self.session)
        time.sleep(self.chance.uniform(0, 0.3))
        victim = None
        if self.moment == "ending":
            victim = self.find_victim()  # while it is there to be found
            self.stopper = subprocess.Popen(
                self.person.command("stop", self.session, "--timeout", "2"), env=self.person.env,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(self.chance.uniform(0, 0.03))
        self.kill(victim)
        if self.moment == "ending":
            self.stopper.wait(timeout=30)

    def processes(self):
        return [pid for pid in descendants() if pid not in self.world.standing()]

    def find_victim(self):
        if self.victim == "tray":
            return self.world.tray.pid
        if self.victim == "launcher":
            return self.launcher.pid
        if self.victim == "client":
            return self.client.process.pid
        for pid in self.processes():
            argv = argv_of(pid)
            name = os.path.basename(argv[0]) if argv else ""
            # A fork that has not called exec yet still has its parent's words.
            is_host = name == "sandtray-host"
            parent_is_host = (stat_of(pid) or ("", 0, 0))[1] in self.hosts()
            if self.victim == "host" and is_host and not parent_is_host:
                return pid
            if self.victim == "keeper" and is_host and parent_is_host:
                return pid
            if self.victim == "bwrap" and name == "bwrap" and parent_is_host:
                return pid
            if self.victim == "init" and name == "bwrap" and not parent_is_host:
                return pid
            # Not the child of it that has escaped.
            if self.victim == "agent" and name == "agent" and self.is_bash(stat_of(pid)):
                return pid
        return None

    def is_bash(self, child):
        return child is not None and (argv_of(child[1]) or [""])[0].endswith("bash")

    def hosts(self):
        return [pid for pid in self.processes()
                if os.path.basename((argv_of(pid) or [""])[0]) == "sandtray-host"]

    def kill(self, victim=None):
        patience = 2 if self.moment == "launch" else 0.2
        pid = victim or wait_until(self.find_victim, patience, pause=0)
        if pid is None:
            return
        if self.moment == "launch" and self.victim not in ("tray", "launcher"):
            time.sleep(self.chance.uniform(0, 0.01))
        try:
            os.kill(pid, signal.SIGKILL)
            self.killed = True
        except ProcessLookupError:
            pass
        if self.victim == "tray":
            self.world.tray.wait()
            self.world.start_tray()

    # What must be true.

    def check(self):
        # A launch that was killed may still be on its way.
        wait_until(lambda: self.hosts() or not self.processes(), 2)
        self.check_launch()
        if self.session is None:
            return
        found = wait_until(self.settled, 10)
        if not found:
            found = self.listed()
            self.problems.append(f"it neither ends nor answers: {found}")
            return
        true = true_ends(self.moment, self.victim, self.killed)
        if found["alive"]:
            if ALIVE not in true:
                self.problems.append(f"it is alive, though {self}")
            self.person.sandtray("stop", self.session, "--timeout", "5")
            found, true = self.listed(), {STOPPED}
        self.check_end(found, true)
        self.check_log(found)

    def check_launch(self):
        status = self.launcher.returncode
        if not is_true_launch(self.victim, self.killed, status, self.complaint):
            self.problems.append(f"the launch ended with {status}: {self.complaint}")
        if (status == 0) != (self.session is not None):
            self.problems.append(f"the launch ended with {status} and said the id {self.session}")
        sessions = self.person.list()
        if self.session is None and sessions:
            self.session = next(iter(sessions))
        if len(sessions) > 1 or (self.session and self.session not in sessions):
            self.problems.append(f"sessions: {list(sessions)}, but this round has {self.session}")
        # Only who makes the folder can be killed before there is one.
        if self.session is None and self.victim != "launcher":
            self.problems.append("there is no session")

    def listed(self):
        return self.person.list()[self.session]

    def settled(self):
        """The session, once it is alive and answers or has ended."""
        found = self.listed()
        if not found["alive"]:
            return found
        if not self.mirror.exists() or self.mirror.stat().st_size == 0:
            return None  # it is not yet there to be asked
        answers = client.answers(self.person, self.session, f"{self.number}")
        return found if answers else None

    def check_end(self, found, true):
        ends = [end for end in true if end != ALIVE and end.fits(found)]
        if not ends:
            self.problems.append(f"a false end: {found}; true is {sorted(map(str, true))}")
        if NEVER_RAN in ends and self.mirror.exists():
            self.problems.append(f"the agent ran: {found}")
        lost = HOST_LOST in ends
        folder = self.person.folder(self.session)
        if lost and self.victim == "launcher" and (folder / "host.pid").exists():
            self.problems.append(f"its host is gone, though the launch was killed: {found}")
        events = folder / "events.jsonl"
        told = [json.loads(line)["type"] for line in events.read_text().splitlines()] \
            if events.exists() else []
        if told.count("ended") != (0 if lost else 1) or (not lost and told[-1] != "ended"):
            self.problems.append(f"told: {told}, and it is {found}")
        self.check_litter(self.placeholders() if lost else set())

    def check_log(self, found):
        if not self.mirror.exists():
            return
        said, log = self.mirror.read_bytes(), self.person.log_of(self.session)
        same = next((i for i, (a, b) in enumerate(zip(said, log)) if a != b), None)
        if same is not None:
            self.problems.append(f"the log differs from byte {same} on: {log[same:same + 60]!r} "
                                 f"instead of {said[same:same + 60]!r}")
        elif len(log) > len(said) + CHUNK:
            self.problems.append(f"the log has {len(log) - len(said)} bytes that nobody wrote")
        elif len(log) < len(said) and self.victim != "host":
            self.problems.append(f"the log lacks the last {len(said) - len(log)} of {len(said)} "
                                 f"bytes; {found}")

    # Afterwards.

    def tidy(self):
        if self.client:
            self.client.close()
        left = wait_until(self.nobody_left, 10)
        if left is not True:
            for pid in self.processes():
                stat = stat_of(pid)
                if stat is None:
                    continue  # an earlier one of these has taken it along
                self.problems.append(f"left over: {pid}, child of {stat[1]}: "
                                     f"{' '.join(argv_of(pid))[:200]}")
                os.kill(pid, signal.SIGKILL)
            wait_until(self.nobody_left, 10)
        self.check_locks()
        if self.chance.random() < 0.5:
            self.use_again()
        for session in self.person.list():
            self.person.sandtray("rm", session)
        self.check_litter()
        self.sweep()
        self.check_folders()

    def use_again(self):
        """The next session clears what a killed host has left, as `rm` does."""
        self.person.sandtray("run", "-m", "bwrap", "-w", self.person.workspace, "shell", "--", "-c",
                             "true")
        self.check_litter()

    def nobody_left(self):
        self.launcher.poll()
        reap_orphans(self.world)
        return not self.processes()

    def check_locks(self):
        for lock in self.person.sessions.glob("*/host.lock"):
            with open(lock) as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    self.problems.append(f"the lock is held: {lock}")

    def placeholders(self):
        """What the guards of the session need in the workspace, which a killed host leaves."""
        plan = json.loads((self.person.folder(self.session) / "plan.json").read_text())
        return {item["path"] for item in plan["placeholders"]}

    def litter(self):
        return sorted(self.world.workspace() - self.world.clean_workspace)

    def check_litter(self, allowed=frozenset()):
        for path in self.litter():
            if path not in allowed:
                self.problems.append(f"in the workspace: {path}")

    def sweep(self):
        """One round's litter is not the next one's."""
        for path in self.litter():
            if os.path.isdir(path):
                shutil.rmtree(path, ignore_errors=True)
            elif os.path.exists(path):
                os.unlink(path)
        if self.mirror.exists():
            self.mirror.unlink()

    def check_folders(self):
        # What a launch has left that was killed while it made the folder is swept by the next one.
        allowed = self.victim == "launcher"
        for entry in self.person.sessions.iterdir() if self.person.sessions.exists() else []:
            if not (allowed and entry.name.endswith(".new")):
                self.problems.append(f"in the sessions: {entry.name}")
        for entry in (self.person.runtime / "sandtray").iterdir():
            # The tray's; it may be writing one just now.
            if not entry.name.startswith(("tray.", "shown.json")):
                self.problems.append(f"in the runtime folder: {entry.name}")

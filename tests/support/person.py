# SPDX-License-Identifier: MIT
"""A person with a home of their own, who types `sandtray ...`: everything is below one new folder,
and nothing of the machine's user is read or changed."""

import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent.parent


class Person:
    def __init__(self, programs, settings=None, memory=None):
        """programs: the folder of the sandtray programs. memory: a folder below which the sessions and
        their sockets are, if not with the rest."""
        self.programs = Path(programs)
        self.root = Path(tempfile.mkdtemp(prefix="st."))
        self.memory = Path(tempfile.mkdtemp(prefix="st.", dir=memory)) if memory else None
        self.home = self.root / "home"
        self.runtime = (self.memory or self.root) / "run"
        self.workspace = self.home / "work"
        for folder in (self.workspace, self.runtime):
            folder.mkdir(parents=True)
            folder.chmod(0o700)
        self.env = {
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self.runtime),
            "SANDTRAY_SHARE": str(SOURCE / "common/data"),
            "PATH": os.pathsep.join([str(self.programs), "/usr/local/bin:/usr/bin:/bin"]),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
        }
        state = self.home / ".local/state"
        if self.memory:
            state = self.memory / "state"
            self.env["XDG_STATE_HOME"] = str(state)
        self.sessions = state / "sandtray/sessions"
        if settings:
            folder = self.home / ".config/sandtray"
            folder.mkdir(parents=True, mode=0o700)
            (folder / "config.json").write_text(json.dumps(settings))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.sandtray("stop", "--all", "--timeout", "2", check=False)
        finally:
            shutil.rmtree(self.root, ignore_errors=True)
            if self.memory:
                shutil.rmtree(self.memory, ignore_errors=True)

    def command(self, *words):
        return [str(self.programs / "sandtray"), *map(str, words)]

    def run_words(self, method, *script):
        """The words of a detached run of bash in the workspace."""
        return self.command("run", "-d", "-m", method, "-w", self.workspace, "shell", "--", *script)

    def sandtray(self, *words, check=True, seconds=60):
        done = subprocess.run(self.command(*words), env=self.env, cwd=self.home, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds)
        if check and done.returncode != 0:
            raise AssertionError(f"sandtray {' '.join(map(str, words))}: status {done.returncode}: "
                                 f"{done.stderr or done.stdout}")
        return done

    def start(self, method, *script):
        """The id of a new detached session of bash."""
        done = subprocess.run(self.run_words(method, *script), env=self.env, cwd=self.home, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
        assert done.returncode == 0, f"run under {method}: {done.returncode}: {done.stderr}"
        return done.stdout.strip()

    def list(self):
        """All sessions, by id."""
        listed = json.loads(self.sandtray("ls", "--all", "--json").stdout)
        return {session["id"]: session for session in listed}

    def folder(self, session):
        return self.sessions / session

    def host_of(self, session):
        """The process that owns the session."""
        return int((self.folder(session) / "host.pid").read_text())

    def log_of(self, session):
        """Every byte of output that is kept."""
        parts = [self.folder(session) / name for name in ("output.log.1", "output.log")]
        return b"".join(part.read_bytes() for part in parts if part.exists())


def wait_until(condition, seconds=15, pause=0.002):
    """For what nobody announces: the value of the condition once it is true, or its last value."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value or time.monotonic() > deadline:
            return value
        time.sleep(pause)

# SPDX-License-Identifier: MIT
"""One person with a home of their own, an empty project and the real agents on PATH; what they
type is `sandtray ...`. Nothing of the machine's user is read or changed."""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from program import Program
from stub_model import StubModel
from terminal import Terminal

KEY = "stub-key-0000"
DETACH = b"\x1dd"
# The person's own files of the agents: no session may change or even read them.
OWN_FILES = {
    ".claude.json": '{"numStartups": 7}',
    ".claude/settings.json": '{"model": "own"}',
    ".codex/config.toml": 'model = "own"\n',
    ".gemini/settings.json": "{}",
    ".config/opencode/opencode.json": "{}",
}


class World:
    def __init__(self, programs, agents, below=None):
        """programs: the folder of the sandtray programs; agents: folders to put on PATH; below: the
        folder that all lies in, else that for temporary files."""
        self.root = Path(tempfile.mkdtemp(prefix="sandtray-agents.", dir=below))
        self.home = self.root / "home"
        self.project = self.home / "my project"
        runtime = self.root / "run"
        for folder in (self.project, runtime):
            folder.mkdir(parents=True)
            folder.chmod(0o700)
        for name, text in OWN_FILES.items():
            file = self.home / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        subprocess.run(["git", "init", "-q", self.project], check=True)
        self.model = StubModel(KEY)
        self.env = {
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(runtime),
            "PATH": os.pathsep.join([programs, *agents, os.environ["PATH"]]),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "ANTHROPIC_BASE_URL": self.model.url,
            "ANTHROPIC_AUTH_TOKEN": KEY,
            "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
            "CLAUDE_CODE_MAX_RETRIES": "0",
            "OPENAI_API_KEY": KEY,
            "GEMINI_API_KEY": KEY,
            "GOOGLE_GEMINI_BASE_URL": self.model.url,
            "OPENCODE_DISABLE_MODELS_FETCH": "1",
            "SECRET_OF_THE_PERSON": "must not be seen",
        }
        self.before = self.own_files()

    def __enter__(self):
        self.model.__enter__()
        return self

    def __exit__(self, *_):
        self.sandtray("stop", "--all", "--timeout", "5")
        self.model.__exit__()
        shutil.rmtree(self.root, ignore_errors=True)

    def own_files(self):
        return {name: hashlib.sha256((self.home / name).read_bytes()).hexdigest()
                for name in OWN_FILES}

    def path_without(self, name):
        """PATH, with the folders that have this program given anew without it."""
        folders = []
        for at, folder in enumerate(self.env["PATH"].split(os.pathsep)):
            if os.path.exists(os.path.join(folder, name)):
                copy = self.root / f"path-{at}"
                copy.mkdir()
                for entry in os.listdir(folder):
                    if entry != name:
                        (copy / entry).symlink_to(os.path.join(folder, entry))
                folder = str(copy)
            folders.append(folder)
        return os.pathsep.join(folders)

    def write_own(self, name, text):
        """The person has set an agent up in their own home, which a session may use."""
        (self.home / name).write_text(text)
        self.before = None

    def private_home(self, agent):
        return self.home / ".local/share/sandtray/homes" / agent

    def seed(self, agent, name, value):
        """As if the person had set the agent up in an earlier session."""
        file = self.private_home(agent) / name
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.write_text(value if isinstance(value, str) else json.dumps(value))

    def sandtray(self, *words, seconds=90):
        return subprocess.run(["sandtray", *words], env=self.env, cwd=self.project,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=seconds)

    def run(self, agent, *words, options=(), seconds=90):
        """Headless: as a script would, with pipes."""
        return self.sandtray("run", agent, "-w", str(self.project), *options, "--", *words,
                             seconds=seconds)

    def start(self, agent, *words, options=()):
        """Detached, in a session with a terminal."""
        done = self.sandtray("run", "-d", agent, "-w", str(self.project), *options, "--", *words)
        if done.returncode != 0:
            raise AssertionError(f"run -d {agent}: {done.returncode}: {done.stderr}")
        return Session(self, done.stdout.strip())

    def last_session(self):
        sessions = json.loads(self.sandtray("ls", "--all", "--json").stdout)
        return Session(self, max(sessions, key=lambda session: session["since"])["id"])

    def prompts(self):
        """The conversations that the model was asked to go on with, oldest first."""
        return [request.turns for request in self.model.conversations]


class Session:
    """A session and its events, as `sandtray events --follow` tells them."""

    def __init__(self, world, session_id):
        self.world, self.id = world, session_id
        self._follower = Program(["sandtray", "events", "-f", "--json", session_id], world.env,
                                 json.loads)
        self.events = self._follower.told

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._follower.close()

    def wait(self, state, since=0, seconds=60, **fields):
        """The first event from number `since` on with this state and these fields."""
        event = self._follower.wait(
            lambda event: event["state"] == state
            and all(event.get(name) == value for name, value in fields.items()), since, seconds)
        assert event, f"no {state} {fields or ''} since event {since}:\n{self}"
        return event

    def answer(self, terminal, question, keys):
        """Presses keys at a question on the screen until the agent is no longer blocked: a dialog
        that has just been painted may not listen yet."""
        before = self._follower.count()
        assert terminal.wait_text(question), terminal.text()
        for _ in range(10):
            terminal.press(keys)
            if terminal.wait(lambda: self._follower.count() > before, 2):
                return
        raise AssertionError(f"the answer to {question!r} was not taken:\n{self}")

    def states(self):
        return [event["state"] for event in self.events]

    def __str__(self):
        keys = ("type", "state", "source", "kind", "message", "exit_code")
        return "\n".join("  " + " ".join(f"{key}={event[key]}" for key in keys if event.get(key))
                         for event in self.events)

    def attach(self):
        return Terminal(["sandtray", "attach", self.id], self.world.env, self.world.project)

    def stop(self):
        done = self.world.sandtray("stop", self.id)
        assert done.returncode == 0, done.stderr
        return self.wait("exited", type="ended")

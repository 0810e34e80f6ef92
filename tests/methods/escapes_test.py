#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""All attempts to escape (tests/escape) by one method, each in a session of its own:

    escapes_test.py PROGRAMS IMAGE FOLDER METHOD

METHOD is named as its data file, templates/docker, or is "control": without Sandtray.

Writes FOLDER/METHOD.json: what each attempt came to, and why where that needs a word.
  succeeded  the escape worked
  refused    it did not, though all that it needs was there
  n/a        it was not made, or lacked something: that shows nothing
Fails if an attempt came to no end."""
import concurrent.futures
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
sys.dont_write_bytecode = True

from escape.room import Room, header  # noqa: E402

from engines import ENGINES, Engine, template  # noqa: E402

ATTEMPTS = pathlib.Path(__file__).resolve().parent.parent / "escape" / "attempts"
AT_ONCE = 3
REFUSED, UNAVAILABLE = 77, 69


class NotStarted(Exception):
    """The agent did not run: .args are the status and the first line of what was said."""


class SessionRoom(Room):
    """By a session, as a person starts one."""

    def __init__(self, top, programs, attempt, method, engine, own):
        super().__init__(top, programs, attempt, method)
        self.engine = engine
        self.env |= engine.env | {"PATH": f"{programs}:{self.env['PATH']}:/usr/sbin:/sbin"
                                 + "".join(f":{folder}" for folder in engine.path)}
        if own:
            folder = self.home / ".config/sandtray/methods"
            folder.mkdir(mode=0o700)
            (folder / f"{method}.json").write_text(json.dumps(own))

    def command(self, options, agent):
        chosen = self.engine.bridge or any(word.startswith("network=") for word in options)
        network = [] if chosen else ["--set", "network=none"]
        return [str(self.programs / "sandtray"), "run", "-m", self.method, "-w",
                str(self.workspace), *network, *options, agent, "--", "-c", self.inside()]

    def check_start(self, code):
        if not (self.place() / "started").exists():
            said = (self.folder / "said").read_text().splitlines()
            raise NotStarted(code, said[0] if said else f"status {code}")

    def noted(self, name):
        file = self.place() / name
        return " ".join(file.read_text().split()) if file.exists() else None

    def result(self):
        """(what it came to, why)"""
        try:
            worked = self.escaped()
        except NotStarted as refusal:
            code, said = refusal.args
            results = {REFUSED: "refused", UNAVAILABLE: "n/a"}
            return results.get(code, "no end"), f"the session did not start: {said}"
        except subprocess.TimeoutExpired:
            return "no end", "it took too long"
        if worked:
            return "succeeded", ""
        if worked is None:
            return "n/a", "it could not be prepared"
        if self.noted("missing"):
            return "n/a", f"it lacks {self.noted('missing')}"
        if self.noted("finished") is None:
            return "no end", (self.folder / "said").read_text()[-300:]
        return "refused", ""


class BareRoom(SessionRoom):
    def place(self):
        return self.folder / "tree" if self.branch else self.workspace

    def command(self, options, agent):
        make = f"git -C '{self.workspace}' worktree add -q -b '{self.branch}' '{self.place()}'"
        first = f"{make} || exit {UNAVAILABLE}\n" if self.branch else ""
        return ["bash", "-c", f"{first}cd '{self.place()}'\n{self.inside()}"]


def result_of(top, programs, file, method, engine, own):
    attempt = file.read_text()
    seen = {"title": attempt.splitlines()[0].lstrip("# "), "group": header(attempt, "group")}
    if header(attempt, "needs") == "root" and os.geteuid() != 0:
        return seen | {"result": "n/a", "why": "only root could do this without a sandbox"}
    if seen["group"] == "loopback" and not engine.bridge:
        return seen | {"result": "n/a", "why": "the engine has no network here"}
    kind = BareRoom if method == "control" else SessionRoom
    room = kind(pathlib.Path(top) / file.stem, programs, attempt, method, engine, own)
    result, why = room.result()
    shutil.rmtree(room.folder, ignore_errors=True)
    return seen | {"result": result, "why": why.replace(str(room.folder), "ROOM")}


def results_of(programs, image, method):
    """By attempt."""
    folder, _, name = method.rpartition("/")
    own = folder == "templates"
    engine_type = ENGINES[name] if own else Engine
    if engine_type.needs_root and os.geteuid() != 0:
        raise unittest.SkipTest(f"{name}: only root can start it")
    with tempfile.TemporaryDirectory(prefix="se.", ignore_cleanup_errors=True) as top:
        place = pathlib.Path(top) / "engine"
        place.mkdir()
        engine = engine_type(place, image)
        try:
            engine.start()
            words = engine.adapt(template(ATTEMPTS.parents[2] / "common/data", name)) if own else None
            if own:
                words["name"] = name = "mine"
            with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
                files = sorted(ATTEMPTS.glob("*.sh"))
                done = {file.stem: pool.submit(result_of, top, programs, file, name, engine, words)
                        for file in files}
                return {stem: future.result() for stem, future in done.items()}
        finally:
            engine.stop()


def main():
    programs, image, folder = map(pathlib.Path, sys.argv[1:4])
    method = sys.argv[4]
    file = folder / f"{method}.json"
    file.unlink(missing_ok=True)
    try:
        results = results_of(programs.resolve(), image, method)
    except unittest.SkipTest as reason:
        print(f"skipped: {reason}")
        return 77
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(results, indent=1))
    for stem, seen in results.items():
        print(f"{seen['result']:10}{stem}  {seen['why']}")
    return 1 if any(seen["result"] == "no end" for seen in results.values()) else 0


if __name__ == "__main__":
    sys.exit(main())

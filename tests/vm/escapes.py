# SPDX-License-Identifier: MIT
"""The attempts of tests/escape in the virtual machine, each in a session of a person without privileges
and, so that a refusal says something, without it."""

import concurrent.futures
import json
import os
import shutil
import time
from pathlib import Path

import escapes_matrix
import rows
from engines import Engine
from escape.room import header
from escapes_test import ATTEMPTS, BareRoom, SessionRoom
from limitations import LIMITATIONS, NOT_SHOWN, NOT_TRIED, WORKTREE
from person import NUMBER, SOURCE

AT_ONCE = 2
METHOD = "methods/lima"


class OfPerson:
    """All of it as the person, in a home that has the machine, too."""

    def __init__(self, top, person, attempt, method):
        engine = Engine("", "")
        engine.path = [person.lima / "bin"]
        super().__init__(top, person.programs, attempt, method, engine, None)
        machine = self.home / ".sandtray"
        machine.mkdir()
        shutil.copy(person.home / ".config/sandtray/vm.json", self.home / ".config/sandtray")
        self.enter = person.way_in((person.home / ".sandtray", machine))
        for folder, _, files in os.walk(self.folder):
            for path in (folder, *(os.path.join(folder, name) for name in files)):
                os.chown(path, NUMBER, NUMBER)

    def outside(self, function):
        return [*self.enter, *super().outside(function)]

    def command(self, options, agent):
        return [*self.enter, *super().command(options, agent)]


class InSession(OfPerson, SessionRoom):
    deadline_s = 180  # emulated processors


class Bare(OfPerson, BareRoom):
    pass


class AsRoot(Bare):
    """What only root may anywhere: as root in the machine."""

    def command(self, options, agent):
        return [*self.enter, "env", f"LIMA_HOME={self.home}/.sandtray/vm", "limactl", "--tty=false", "shell",
                "--workdir", "/", "sandtray", "sudo", "bash", "-c", f"cd '{self.workspace}'\n{self.inside()}"]


def try_one(person, top, file):
    """What it came to, by method."""
    attempt = file.read_text()
    about = {"title": attempt.splitlines()[0].lstrip("# "), "group": header(attempt, "group")}
    found = {}
    if file.stem in NOT_TRIED:
        return {METHOD: about | {"result": "n/a", "why": NOT_TRIED[file.stem]}}
    for method, kind in (("control", AsRoot if header(attempt, "needs") == "root" else Bare),
                         (METHOD, InSession)):
        # A short name: of the room, too, sockets have paths.
        room = kind(top / "-".join(file.stem.split("-")[:2]), person, attempt, method.split("/")[-1])
        result, why = room.result()
        shutil.rmtree(room.folder, ignore_errors=True)
        found[method] = about | {"result": result, "why": why.replace(str(room.folder), "ROOM")}
    return found


def try_all(person, top):
    """By method and attempt."""
    seen = {"control": {}, METHOD: {}}
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        files = sorted(Path(ATTEMPTS).glob("*.sh"))
        for file, found in zip(files, pool.map(lambda file: try_one(person, top, file), files)):
            for method, cell in found.items():
                seen[method][file.stem] = cell
    return seen


def write(folder, seen):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "escapes.json").write_text(json.dumps(seen, indent=1))
    (folder / "escapes.md").write_text(escapes_matrix.markdown({METHOD: seen}))


def is_known(attempt, cell):
    if cell["result"] == "n/a":
        return attempt in NOT_TRIED or attempt in NOT_SHOWN or WORKTREE in cell["why"]
    known = any(attempt in attempts for _, attempts in LIMITATIONS)
    return cell["result"] == ("succeeded" if known else "refused")


def the_attempts_of_all_methods(self):
    top = self.parent / "r"
    self.person.write(top / "made", "")
    begun = time.monotonic()
    seen = escapes_matrix.with_control(try_all(self.person, top))
    self.figures["all attempts to escape"] = f"{time.monotonic() - begun:.0f} s"
    seen[METHOD] |= rows.cells()
    write(Path(os.environ.get("SANDTRAY_RESULTS", SOURCE / "build/results")) / "lima", seen[METHOD])
    said, broken = escapes_matrix.verdict(METHOD, seen)
    type(self).table = [f"{cell['result']:10}{attempt}  {cell['why'] or cell['title']}"
                        for attempt, cell in seen[METHOD].items()] + said
    self.assertEqual({attempt: cell for attempt, cell in seen[METHOD].items()
                      if not attempt.startswith(rows.MARK) and not is_known(attempt, cell)}, {})
    self.assertFalse(broken, said)

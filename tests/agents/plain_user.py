# SPDX-License-Identifier: MIT
"""Plays a case as a user without privileges where the tests run as root: an agent that makes a
sandbox of its own is refused to root."""

import encodings.idna  # noqa: F401  (what is imported late may lie where nobody may not look)
import os
import shutil
import tempfile
from pathlib import Path

NOBODY = 65534
PROGRAMS = ("sandtray", "sandtray-host", "sandtray-guest", "sandtray-tray", "fake-desktop")


def for_a_plain_user(case):
    """Marks a case that root cannot play."""
    case.plain_user = True
    return case


def is_needed(case):
    return os.getuid() == 0 and getattr(case, "plain_user", False)


def play(act, programs, agent):
    """act(programs, agent) as nobody; both are folders, given anew where everybody can read them.
    True if it returned true."""
    with tempfile.TemporaryDirectory(prefix="sandtray-plain-") as top:
        os.chmod(top, 0o755)
        here = Path(top)
        (here / "bin").mkdir()
        for name in PROGRAMS:
            shutil.copy(Path(programs) / name, here / "bin")
        shutil.copytree(Path(programs).parent / "share/sandtray", here / "share/sandtray")
        modules = Path(agent).parent
        shutil.copytree(modules, here / "node_modules", symlinks=True)
        temporary = here / "tmp"
        temporary.mkdir()
        os.chown(temporary, NOBODY, NOBODY)
        child = os.fork()
        if child == 0:
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
            os.environ["HOME"] = tempfile.tempdir = str(temporary)
            os._exit(0 if act(str(here / "bin"), str(here / "node_modules/.bin")) else 1)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0

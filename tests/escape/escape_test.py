# SPDX-License-Identifier: MIT
"""Tries one escape twice: inside the sandbox and, so that the test can fail, without one. room.py
says what an attempt is.

exit 77: the escape cannot be shown on this machine even without a sandbox.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
sys.dont_write_bytecode = True

from escape.room import Room, header  # noqa: E402

NOBODY = 65534


class PlanRoom(Room):
    """By the plan alone, without a session."""

    def command(self, options, agent):
        return [str(self.programs / "run_plan"), "-m", self.method, "-w", str(self.workspace),
                *options, agent, "--", "-c", self.inside()]

    def check_start(self, code):
        """An agent that never ran was not refused anything, unless it is the launch that refuses."""
        refusals = ["refused", "refused for root"] if os.getuid() == 0 else ["refused"]
        refuses = self.method == "bwrap" and header(self.attempt, "launch") in refusals
        started = (self.place() / "started").exists()
        if started == refuses or (refuses and code != 77):
            raise SystemExit(f"{self.method}: started: {started}, exit status {code}")


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
        room = PlanRoom(top, programs, attempt, method)
        try:
            results[method] = room.escaped()
        finally:
            print((room.folder / "said").read_text(errors="replace"))
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

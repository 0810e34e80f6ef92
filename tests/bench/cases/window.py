# SPDX-License-Identifier: MIT
"""What the window costs: the time until it is shown, and memory. On a screen of its own without a
window manager; with the sessions of one person, of whom one runs."""

import contextlib
import os
import signal
import subprocess
import time

import figures
from support.person import Person, wait_until
from support.processes import memory, switches

MIB = 1024
ROUNDS = 15
REST_S = 10


@contextlib.contextmanager
def screen(person):
    numbers, theirs = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1280x800x24",
                               "-nolisten", "tcp", "-noreset"], pass_fds=[theirs],
                              stderr=subprocess.DEVNULL)
    os.close(theirs)
    try:
        with os.fdopen(numbers) as number:
            yield {**person.env, "DISPLAY": f":{number.readline().strip()}", "NO_AT_BRIDGE": "1"}
    finally:
        server.terminate()
        server.wait()


def start(programs, env, page="sessions"):
    """The window and the seconds until it is shown; how often is asked is a part of them."""
    begun = time.monotonic()
    window = subprocess.Popen([programs / "sandtray-ui", page], env=env,
                              stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    shown = ["xdotool", "search", "--onlyvisible", "--name", "^Sandtray$"]
    assert wait_until(lambda: subprocess.run(shown, env=env, capture_output=True,
                                             check=False).returncode == 0, 30)
    return window, time.monotonic() - begun


def end(window):
    window.terminate()
    assert window.wait(20) in (0, -signal.SIGTERM)  # it may have been about to listen


def bench_window(programs, tools):
    """the window is shown within 300 ms of its exec, and sleeps when it is put away"""
    with Person(programs) as person, screen(person) as env:
        person.start("host", "-c", "echo ready; exec cat")
        starts = []
        for number in range(ROUNDS + 1):
            window, took = start(programs, env)
            if number > 0:  # the first one warms the caches
                starts.append(took)
            end(window)
        figures.table({"window: exec to shown": starts}, "ms", 1000)
        figures.limit("window: exec to shown, median", figures.spread(starts)[1] * 1000, " ms",
                      at_most=300)
        for page in ("sessions", "methods"):
            window, _ = start(programs, env, page)
            time.sleep(3)  # until it is drawn, and has measured
            used = memory(window.pid)
            figures.limit(f"RSS of the window, page {page}", used["Rss"] / MIB, " MiB", at_most=60)
            figures.note("  of it private", used["Private_Dirty"] / MIB, " MiB")
            figures.note(f"PSS of the window, page {page}", used["Pss"] / MIB, " MiB")
            if page == "methods":
                before = switches(window.pid)
                time.sleep(REST_S)
                figures.limit(f"wake-ups of a window that shows no session, in {REST_S} s",
                              switches(window.pid) - before, at_most=0)
            end(window)

# SPDX-License-Identifier: MIT
"""What waiting for a turn costs: forty sessions behind one, and how soon the next one runs."""

import json
import statistics
import time

import figures
from cases.idle import IDLE_S, MIB, quiet
from support.person import Person, wait_until
from support.processes import memory, switches

WAITING = 40
TURNS = 15


def since_end(person, before, after):
    """Milliseconds between the end of one and the start of the next, by their own events."""
    def time_of(session, kind):
        lines = (person.folder(session) / "events.jsonl").read_text().splitlines()
        found = next(e for e in map(json.loads, lines) if e["type"] == kind)["time"]
        clock, milliseconds = found.rstrip("Z").split(".")
        return time.mktime(time.strptime(clock, "%Y-%m-%dT%H:%M:%S")) * 1000 + int(milliseconds)

    return time_of(after, "started") - time_of(before, "ended")


def bench_queue(programs, tools):
    """sessions that wait for their turn sleep, are small, and follow each other at once"""
    with Person(programs, {"max_sessions": 1}) as person:
        first = person.start("host", "-c", "read -r x")
        waiting = [person.start("host", "-c", ":") for _ in range(WAITING)]
        hosts = [person.host_of(session) for session in waiting]
        wait_until(lambda: quiet(*hosts), 30)
        before = sum(switches(pid) for pid in hosts)
        time.sleep(IDLE_S)
        figures.limit(f"wake-ups of {WAITING} hosts that wait, in {IDLE_S} s",
                      sum(switches(pid) for pid in hosts) - before, at_most=0)
        figures.limit("PSS of the host of one that waits, the worst of them",
                      max(memory(pid)["Pss"] for pid in hosts) / MIB, " MiB", at_most=1.0)
        person.sandtray("stop", first)
        for session in waiting:
            person.sandtray("wait", session)
        turns = [since_end(person, one, other)
                 for one, other in zip([first, *waiting], waiting)][:TURNS]
        figures.note("from the end of one to the start of the next, median",
                     statistics.median(turns), " ms")
        figures.note("  the worst", max(turns), " ms")

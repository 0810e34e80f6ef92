# SPDX-License-Identifier: MIT
"""What waiting costs: memory and wake-ups of session host and tray, and two hundred sessions at once.

The memory of a process is its PSS from smaps_rollup (a page that n processes share counts 1/n); one
session host shares with nobody, so there it is the worst. A host has a keeper beside it, a
fork that shares nearly all: both count together. A wake-up is a context switch of any
thread, voluntary or not.
"""

import os
import time

import figures
from support.desktop import Desktop, end
from support.person import Person, wait_until
from support.processes import argv_of, descendants, memory, stat_of, switches

MIB = 1024
SESSIONS = 200
IDLE_S = 30
QUIET_S = 16  # a host draws its last conclusion from silence after 15 s; then it has no timer left
TALK = "for i in {1..20000}; do echo line $i of a long output; done; echo ready; exec cat"


def keepers(host):
    """The processes of ours that stand between a host and its agent."""
    def is_keeper(pid):
        with open(f"/proc/{pid}/comm") as file:
            return file.read().startswith("sandtray-keep")

    return [pid for pid in descendants(host) if is_keeper(pid)]


def settled(person, session, text):
    """The host, once the agent has said that and the host has calmed down."""
    assert wait_until(lambda: text in person.log_of(session)), person.log_of(session)
    host = person.host_of(session)
    wait_until(lambda: quiet(host), 30)
    return host


def quiet(*pids, seconds=2):
    before = [switches(pid) for pid in pids]
    time.sleep(seconds)
    return before == [switches(pid) for pid in pids]


def bench_host_memory(programs, tools):
    """the host of an idle session has at most 1 MiB"""
    with Person(programs) as person:
        for method in ("host", "bwrap"):
            for what, script, said in (("silent agent", "echo ready; exec cat", b"ready"),
                                       ("after 20000 lines", TALK, b"ready")):
                session = person.start(method, "-c", script)
                host = settled(person, session, said)
                pss = memory(host)["Pss"] / MIB
                beside = sum(memory(pid)["Pss"] for pid in keepers(host)) / MIB
                figures.limit(f"PSS of the session host, method {method}, {what}, with its keeper",
                              pss + beside, " MiB", at_most=1.0)
                figures.note("  of it the keeper", beside, " MiB")
                person.sandtray("stop", session)


def bench_many_sessions(programs, tools):
    """200 idle sessions at once: all alive, all listed, all stopped"""
    with Person(programs) as person:
        begun = time.monotonic()
        started = [person.start("host", "-c", "echo ready; exec cat") for _ in range(SESSIONS)]
        figures.note(f"{SESSIONS} sessions started one after the other in",
                     time.monotonic() - begun, " s")
        hosts = [settled_host(person, session) for session in started]
        begun = time.monotonic()
        listed = person.list()
        took = time.monotonic() - begun
        living = [s for s in listed.values() if s["state"] not in ("exited", "failed")]
        figures.limit("sessions that ls shows alive", len(living), at_least=SESSIONS)
        figures.limit("hosts that live", sum(stat_of(pid) is not None for pid in hosts),
                      at_least=SESSIONS)
        figures.note("sandtray ls --all --json", took * 1000, " ms")
        launch = [timed(lambda: person.start("host", "-c", ":")) for _ in range(9)]
        figures.note("one more run -d, median", sorted(launch)[4] * 1000, " ms")
        total = sum(memory(pid)["Pss"] for host in hosts for pid in [host, *keepers(host)]) / MIB
        figures.limit("PSS of a host with its keeper, mean of all", total / SESSIONS, " MiB",
                      at_most=1.0)
        figures.note("PSS of all hosts and keepers", total, " MiB")
        figures.limit("context switches of all hosts in 5 s", idle_switches(hosts, 5), at_most=0)
        begun = time.monotonic()
        person.sandtray("stop", "--all", "--timeout", "5", seconds=120)
        figures.note("stop --all", time.monotonic() - begun, " s")
        left = wait_until(lambda: not any(stat_of(pid) for pid in hosts)) or "some"
        figures.limit("hosts that live after stop --all",
                      sum(stat_of(pid) is not None for pid in hosts) if left == "some" else 0,
                      at_most=0)
        ended = [s for s in person.list().values() if s["state"] == "exited"]
        figures.limit("sessions with the state exited", len(ended), at_least=SESSIONS)


def settled_host(person, session):
    assert wait_until(lambda: b"ready" in person.log_of(session)), session
    return person.host_of(session)


def timed(action):
    begun = time.monotonic()
    action()
    return time.monotonic() - begun


def idle_switches(pids, seconds):
    wait_until(lambda: quiet(*pids), 30)
    before = sum(switches(pid) for pid in pids)
    time.sleep(seconds)
    return sum(switches(pid) for pid in pids) - before


def bench_idle_wakeups(programs, tools):
    """host and tray sleep for 30 s without a single wake-up"""
    with Person(programs) as person, Desktop(person, fake_desktop()) as desktop:
        tray, _ = desktop.start_tray()
        names = {tray.pid: "tray"}
        for method in ("host", "bwrap"):
            session = person.start(method, "-c", "echo ready; exec cat")
            host = settled(person, session, b"ready")
            names[host] = f"session host, method {method}"
            names.update({pid: f"keeper, method {method}" for pid in keepers(host)})
        wait_until(lambda: quiet(*names, seconds=QUIET_S), 90)
        before = {pid: switches(pid) for pid in names}
        time.sleep(IDLE_S)
        for pid, name in names.items():
            figures.limit(f"wake-ups of the {name} in {IDLE_S} s", switches(pid) - before[pid],
                          at_most=0)
        end(tray)


def fake_desktop():
    return os.path.join(os.environ["SANDTRAY_TEST_PROGRAMS"], "fake-desktop")


def bench_tray(programs, tools):
    """the tray has at most 8 MiB and is registered within 30 ms of its exec"""
    with Person(programs) as person, Desktop(person, fake_desktop()) as desktop:
        starts, sizes = [], []
        for number in range(31):
            tray, took = desktop.start_tray()
            wait_until(lambda: quiet(tray.pid, seconds=0.1), 5)
            if number > 0:  # the first one warms the caches
                starts.append(took)
                sizes.append(memory(tray.pid)["Rss"] / MIB)
            end(tray)
        figures.table({"tray: exec to registered": starts}, "ms", 1000)
        figures.limit("tray: exec to registered, median", figures.spread(starts)[1] * 1000, " ms",
                      at_most=30)
        for number in range(5):
            person.start("host", "-c", "echo ready; exec cat")
        tray, took = desktop.start_tray()
        wait_until(lambda: quiet(tray.pid), 10)
        figures.note("exec to registered with 5 sessions", took * 1000, " ms")
        figures.limit("RSS of the tray without a session, most", max(sizes), " MiB", at_most=8)
        figures.limit("RSS of the tray with 5 sessions", memory(tray.pid)["Rss"] / MIB, " MiB",
                      at_most=8)
        figures.note("PSS of the tray with 5 sessions", memory(tray.pid)["Pss"] / MIB, " MiB")
        end(tray)

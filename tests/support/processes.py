# SPDX-License-Identifier: MIT
"""What /proc knows of processes."""

import ctypes
import os

PR_SET_CHILD_SUBREAPER = 36


def become_subreaper():
    """From here on every orphan below this process becomes its child: none can hide."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def stat_of(pid):
    """(state, parent, start time) or None if there is no such process"""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            fields = file.read().rpartition(b")")[2].split()
    except OSError:
        return None
    return fields[0].decode(), int(fields[1]), int(fields[19])


def argv_of(pid):
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return [os.fsdecode(word) for word in file.read().split(b"\0")[:-1]]
    except OSError:
        return []


def descendants(root=None):
    """Every living process below that one (this one), parents first."""
    children = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            stat = stat_of(name)
            if stat and stat[0] not in "ZX":
                children.setdefault(stat[1], []).append(int(name))
    found, waiting = [], [root or os.getpid()]
    while waiting:
        below = children.get(waiting.pop(0), [])
        found += below
        waiting += below
    return found


def memory(pid):
    """KiB by name: Rss, Pss, Private_Dirty, ..."""
    with open(f"/proc/{pid}/smaps_rollup") as file:
        lines = file.read().splitlines()[1:]
    return {line.split(":")[0]: int(line.split()[1]) for line in lines}


def switches(pid):
    """How often the threads of a process have been put on a processor so far."""
    total = 0
    for thread in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{thread}/status") as file:
            total += sum(int(line.split()[1]) for line in file if "ctxt_switches" in line)
    return total

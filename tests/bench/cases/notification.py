# SPDX-License-Identifier: MIT
"""From the end of an agent until the notification arrives at the desktop's service. The agent writes
down the time as its last act (programs/stamp.cpp); the fake service the time when Notify arrives."""

import os
import time

import figures
from support.desktop import Desktop, end
from support.person import Person

# The tray shows ten notifications at once and then one every three seconds; a new tray begins anew.
BATCHES, EACH = 5, 8


def bench_exit_to_notification(programs, tools):
    """a notification is there within 50 ms of the agent's end"""
    settings = {"notifications": {"quiet_success_s": 0}}
    fake = os.path.join(os.environ["SANDTRAY_TEST_PROGRAMS"], "fake-desktop")
    taken = {}
    with Person(programs, settings) as person, Desktop(person, fake) as desktop:
        for batch in range(BATCHES):
            tray, _ = desktop.start_tray()
            for number in range(EACH):
                method = ("host", "bwrap")[number % 2]
                code = (0, 3)[number // 2 % 2]
                took = sample(person, desktop, tools, method, code)
                what = f"{method}, {'finished' if code == 0 else 'failed'}"
                taken.setdefault(what, []).append(took)
            end(tray)
    figures.table(taken, "ms", 1000)
    together = [took for samples in taken.values() for took in samples]
    _, median, nine_of_ten, most = figures.spread(together)
    figures.limit("exit to notification, median", median * 1000, " ms", at_most=50)
    figures.limit("exit to notification, nine of ten", nine_of_ten * 1000, " ms", at_most=50)
    figures.note("exit to notification, most", most * 1000, " ms")  # a shared machine may stand still


def sample(person, desktop, tools, method, code):
    gate, file = person.workspace / "gate", person.workspace / "time"
    stamp = person.workspace / "stamp"  # where a sandbox sees it, too
    if not stamp.exists():
        stamp.write_bytes((tools / "stamp").read_bytes())
        stamp.chmod(0o700)
    os.mkfifo(gate)
    desktop.read()
    since = len(desktop.happened)
    session = person.start(method, "-c", 'exec "$@"', "bash", str(stamp), str(gate), str(file),
                           str(code))
    with open(gate, "wb") as out:  # returns when the agent has opened its side
        time.sleep(0.05)  # the tray knows of the session, as it does after any real run
        out.write(b".")
    told = desktop.wait(since, "notify")
    assert told, f"no notification about {session}"
    person.sandtray("wait", session, check=False)
    ended = int(file.read_text())
    gate.unlink()
    person.sandtray("rm", session)
    return (told["ns"] - ended) / 1e9

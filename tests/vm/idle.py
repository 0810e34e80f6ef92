# SPDX-License-Identifier: MIT
"""How the machine switches itself off: cases that vm_test.py puts in their place."""

import time

from support.person import wait_until

# Root inside sets the time back, and has it look at once instead of within a minute.
LOOK = ("echo -99999 | sudo tee /run/sandtray-idle/last >/dev/null; "
        "sudo systemctl start sandtray-idle; systemctl is-active sandtray-idle.timer")


def a_session_is_let_in_while_it_goes_down(self):
    session = self.person.sandtray("run", "-d", "-m", "lima", "-w", self.person.work, "shell", "--",
                                   "-c", "touch used; sleep 4324").stdout.strip()
    self.assertTrue(wait_until(lambda: (self.person.work / "used").exists(), 30))
    self.assertEqual(self.person.as_admin(LOOK).stdout, "active\n")
    self.assertEqual(self.state(), "ready")
    self.person.sandtray("stop", "--timeout", "2", session)
    self.assertTrue(wait_until(
        lambda: "sandtray-guest" not in self.person.as_admin("cat /proc/[0-9]*/comm").stdout, 20, pause=0.2))
    self.person.write(self.person.home / ".config/sandtray/vm.json",
                      {**self.wish, "ssh_agent": True, "port_forwarding": True})
    self.person.as_admin(LOOK, check=False)
    # Once it is up again, with what is asked for by then.
    done = self.timed("a session from a machine that goes down", self.person.inside, "uptime -s; echo in",
                      seconds=600)
    self.assertEqual(done.stdout.splitlines()[-1], "in")


def switches_itself_off_where_nobody_uses_it(self):
    self.person.as_admin(LOOK, check=False)
    begun = time.monotonic()
    self.assertTrue(wait_until(lambda: self.state() == "stopped", 60, pause=0.5), self.state())
    self.figures["off by itself after"] = f"{time.monotonic() - begun:.1f} s"

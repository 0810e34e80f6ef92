# SPDX-License-Identifier: MIT
"""How the machine switches itself off: a case that vm_test.py puts in its place."""

import time

from support.person import wait_until


def switches_itself_off_where_nobody_uses_it(self):
    """Root inside sets the time back, and has it look at once instead of within a minute."""
    look = ("echo -99999 | sudo tee /run/sandtray-idle/last >/dev/null; "
            "sudo systemctl start sandtray-idle; systemctl is-active sandtray-idle.timer")
    session = self.person.sandtray("run", "-d", "-m", "lima", "-w", self.person.work, "shell", "--",
                                   "-c", "touch used; sleep 4324").stdout.strip()
    self.assertTrue(wait_until(lambda: (self.person.work / "used").exists(), 30))
    self.assertEqual(self.person.as_admin(look).stdout, "active\n")
    self.assertEqual(self.state(), "ready")
    self.person.sandtray("stop", "--timeout", "2", session)
    self.assertTrue(wait_until(
        lambda: "sandtray-guest" not in self.person.as_admin("cat /proc/[0-9]*/comm").stdout, 20, pause=0.2))
    self.person.as_admin(look, check=False)
    # Whoever comes while it goes down is let in once it is up again.
    done = self.timed("a session from a machine that goes down", self.person.inside, "uptime -s; echo in",
                      seconds=600)
    self.assertEqual(done.stdout.splitlines()[-1], "in")
    self.person.as_admin(look, check=False)
    begun = time.monotonic()
    self.assertTrue(wait_until(lambda: self.state() == "stopped", 60, pause=0.5), self.state())
    self.figures["off by itself after"] = f"{time.monotonic() - begun:.1f} s"

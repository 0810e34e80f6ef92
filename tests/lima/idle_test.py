#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How the virtual machine switches itself off (common/data/vm/idle.sh), in a sandbox: what it does once each
minute there, at times that the tests choose."""
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.dont_write_bytecode = True

from lima.box import PATH, Box  # noqa: E402
from support import outcome  # noqa: E402

SCRIPT = Path(__file__).resolve().parent.parent.parent / "common/data/vm/idle.sh"
KEY = "ssh-ed25519 AAAA sandtray\n"
# The look at it, without the path that the look sets for itself.
LOOK = "sed -i /^PATH=/d /usr/local/libexec/sandtray-idle\n/usr/local/libexec/sandtray-idle\n"
LONG_AGO = "echo -99999 >/run/sandtray-idle/last\n"


class Idle(Box):
    tools = ("cat", "chmod", "cp", "flock", "mkdir", "mv", "rm", "sed", "setsid", "sh", "sleep", "stat", "true",
             "bash")
    stand_ins = {"systemctl": ":"}

    def setUp(self):
        super().setUp()
        (self.top / "run/sandtray").mkdir()
        self.write("run/sandtray/authorized_keys", KEY)
        self.write("run/sandtray/provisioned", "00ff ok\n")
        self.boot = f"idle_minutes=30\nuid=4242\n{SCRIPT.read_text()}"

    def look(self, before, after=""):
        """Whether it then switches off."""
        self.write("state/calls", "")
        self.sh(self.boot + before + LOOK + after)
        return "poweroff" in self.read("state/calls")

    def keys(self):
        return self.read("run/sandtray/authorized_keys")

    def test_a_timer_looks(self):
        self.assertFalse(self.look(""))
        self.assertIn("systemctl restart sandtray-idle.timer", self.boot)
        unit = self.read("run/systemd/system/sandtray-idle.service")
        self.assertIn("ExecStart=/usr/local/libexec/sandtray-idle\n", unit)
        self.assertIn("OnUnitActiveSec=1min\n", self.read("run/systemd/system/sandtray-idle.timer"))

    def test_the_time_begins_with_the_first_look(self):
        self.assertFalse(self.look(""))
        self.assertTrue(0 < int(self.read("run/sandtray-idle/last")))
        self.assertEqual((self.keys(), self.read("run/sandtray/provisioned")), (KEY, "00ff ok\n"))

    def test_after_the_time_it_lets_nobody_in_and_switches_off(self):
        self.assertTrue(self.look(LONG_AGO))
        self.assertIsNone(self.keys())
        self.assertEqual(self.read("run/sandtray/provisioned"), "00ff stops\n")

    def test_before_it_does_not(self):
        ago = "read -r up _ </proc/uptime; echo $((${up%%.*} - SECONDS_)) >/run/sandtray-idle/last\n"
        self.assertFalse(self.look(ago.replace("SECONDS_", "1790")))
        self.assertTrue(self.look(ago.replace("SECONDS_", "1801")))

    def test_a_session_keeps_it_on_and_the_time_begins_anew(self):
        session = "cp /usr/bin/sleep /tmp/sandtray-guest; /tmp/sandtray-guest 50 &\nsession=$!\n"
        self.assertFalse(self.look(session + LONG_AGO, "kill $session"))
        self.assertTrue(0 < int(self.read("run/sandtray-idle/last")))
        self.assertEqual(self.keys(), KEY)

    def test_an_open_terminal_keeps_it_on(self):
        self.assertFalse(self.look(LONG_AGO + "exec 7<>/dev/ptmx\n"))

    def test_who_holds_it_keeps_it_on(self):
        hold = "exec 7</run/sandtray-idle/busy; flock -s 7\n"
        self.assertFalse(self.look(LONG_AGO + hold))
        self.assertTrue(self.look(LONG_AGO + hold + "exec 7<&-\n"))

    def test_who_came_at_the_last_moment_is_not_cut_off(self):
        """The second time that somebody is looked for."""
        self.stand_in("flock", "[ -e /state/looked ] && exit 1; : >/state/looked")
        self.assertFalse(self.look(LONG_AGO))
        self.assertEqual((self.keys(), self.read("run/sandtray/provisioned")), (KEY, "00ff ok\n"))
        self.assertTrue(0 < int(self.read("run/sandtray-idle/last")))

    def test_what_else_the_agents_user_has_ends_for_it_would_let_sessions_in(self):
        self.stand_in("stat", 'case $3 in /proc/1) ;; *) grep -q "^sleep" "$3/comm" && echo 4242;; esac')
        (self.top / "state/programs/grep").symlink_to("/usr/bin/grep")
        after = "wait $other && exit 9; [ $? -eq 143 ] || exit 8\n"
        self.assertTrue(self.look(LONG_AGO + "sleep 50 &\nother=$!\n", after))

    def test_where_the_rules_do_not_hold_it_switches_off_as_well(self):
        self.write("run/sandtray/provisioned", "00ff failed: sudo\n")
        (self.top / "run/sandtray/authorized_keys").unlink()
        self.assertTrue(self.look(LONG_AGO))
        self.assertEqual(self.read("run/sandtray/provisioned"), "00ff stops\n")


if __name__ == "__main__":
    sys.argv[1:] = []
    outcome.main()

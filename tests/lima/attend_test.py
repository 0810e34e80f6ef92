#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The virtual machine that starts and stops by itself: never one that is not there, and never under a session.
With stand-ins for limactl and ssh:

    attend_test.py PROGRAMS"""
import json
import os
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.dont_write_bytecode = True

from lima.world import HERE, LimaPerson  # noqa: E402
from support import outcome  # noqa: E402
from support.person import wait_until  # noqa: E402

PROGRAMS = sys.argv[1]
# Whoever asks whether there is a connection waits for a word, while there is somebody to say it.
SLOW_SSH = """#!/bin/sh
case " $* " in
*" -O check "*) if [ -p "$HOME/hold" ]; then : >"$HOME/asks"; read -r word <"$HOME/hold"; fi ;;
esac
exec "${0%/*}/ssh-of-the-machine" "$@"
"""


class Attend(unittest.TestCase):
    def setUp(self):
        self.person = LimaPerson(PROGRAMS)
        self.addCleanup(self.person.__exit__)
        shutil.copy(HERE / "ssh", self.person.bin / "ssh-of-the-machine")
        (self.person.bin / "ssh").write_text(SLOW_SSH)
        self.addCleanup(self.end)

    def end(self):
        self.person.say("stop", "--all", "--timeout", "1", code=None)
        subprocess.run([HERE / "ssh", f"ControlPath={self.person.home}/.sandtray/agent.sock", "-O", "exit"],
                       check=False, timeout=50)

    def run_words(self):
        return self.person.command("run", "-d", "-m", "lima", "-w", self.person.workspace, "shell")

    def session(self):
        return self.person.say(*self.run_words()[1:]).strip()

    def live(self):
        return [one["id"] for one in json.loads(self.person.say("ls", "--json"))]

    def test_it_starts_where_it_is_wished_and_made(self):
        wish = self.person.home / ".config/sandtray/vm.json"
        text = wish.read_text()
        wish.unlink()
        self.person.vm("start", "--if-wished")
        self.person.wish(start_with_sandtray=True)
        self.person.vm("start", "--if-wished")
        self.assertEqual(self.person.calls(), [], "none is made")
        self.person.vm("start")
        self.person.vm("stop")
        self.person.write(wish, text)
        self.person.vm("start", "--if-wished")
        self.assertEqual(self.person.state(), "stopped")
        self.person.wish(start_with_sandtray=True)
        self.person.vm("start", "--if-wished")
        self.assertEqual(self.person.state(), "ready")
        self.person.manners(start={"early": "no memory"})
        self.person.vm("stop")
        self.assertIn("no memory", self.person.vm("start", "--if-wished", code=69))

    def test_it_is_no_change_of_the_machine_and_counts_at_once(self):
        self.person.vm("start")
        made = (self.person.home / ".sandtray/vm-made.json").read_text()
        self.person.wish(start_with_sandtray=True, stop_with_sandtray=True)
        status = self.person.status()
        self.assertEqual((status["start_with_sandtray"], status["stop_with_sandtray"],
                          status["changes_at_next_start"]), (True, True, False))
        self.person.vm("stop")
        self.person.vm("start")
        self.assertEqual((self.person.home / ".sandtray/vm-made.json").read_text(), made)

    def test_it_stops_where_that_is_wished(self):
        self.person.vm("stop", "--if-wished")
        self.person.vm("start")
        self.person.vm("stop", "--if-wished")
        self.assertEqual(self.person.state(), "ready")
        self.person.wish(stop_with_sandtray=True)
        self.person.vm("stop", "--if-wished")
        self.assertEqual(self.person.state(), "stopped")

    def test_no_session_is_ended_by_that(self):
        session = self.session()
        self.person.wish(stop_with_sandtray=True)
        self.assertEqual(self.person.vm("stop", "--if-wished"), "")
        self.assertIn("is in use", self.person.vm("stop", "--if-unused", code=69))
        self.assertEqual((self.person.state(), self.live()), ("ready", [session]))
        self.person.say("stop", session)
        self.person.vm("stop", "--if-unused")
        self.assertEqual(self.person.state(), "stopped")

    def test_a_damaged_session_counts(self):
        session = self.session()
        (self.person.sessions / session / "session.json").write_text("{")
        self.assertIn("is in use", self.person.vm("stop", "--if-unused", code=69))

    def test_one_that_stays_is_what_it_was(self):
        """A start that has failed is not forgotten: no agent is let in after it."""
        self.session()
        self.person.manners(start={"provisioned": "wrong"})
        self.assertIn("without its rules", self.person.vm("start", code=69))
        self.assertEqual(self.person.state(), "degraded")
        self.person.vm("stop", "--if-unused", code=69)
        self.assertEqual(self.person.state(), "degraded")

    def test_a_session_that_comes_is_seen(self):
        self.person.say("stop", self.session())
        os.mkfifo(self.person.home / "hold", 0o666)
        os.chmod(self.person.home / "hold", 0o666)
        with self.person.spawn(*self.run_words(), stdout=subprocess.PIPE) as coming:
            self.assertTrue(wait_until((self.person.home / "asks").exists))
            self.assertIn("is in use", self.person.vm("stop", "--if-unused", code=69))
            held = os.open(self.person.home / "hold", os.O_RDWR)
            (self.person.home / "hold").unlink()
            os.write(held, b"go on\n" * 100)
            session = coming.communicate(timeout=50)[0].strip()
            os.close(held)
        self.assertEqual(self.live(), [session])
        self.assertEqual(list((self.person.home / ".sandtray").glob("use-*")), [])

    def test_what_a_killed_one_has_left_does_not_hold_it(self):
        self.person.vm("start")
        self.person.write(self.person.home / ".sandtray/use-aaaa2345", "")
        self.person.vm("stop", "--if-unused")
        self.assertEqual(list((self.person.home / ".sandtray").glob("use-*")), [])

    def test_a_session_waits_for_a_machine_that_goes_down_and_starts_it_again(self):
        self.person.say("stop", self.session())
        self.person.manners(start={"deaf": True})
        with self.person.spawn(*self.person.command("vm", "stop", "--timeout", "2")) as stopping:
            self.assertTrue(wait_until(lambda: self.person.state() == "stopping"))
            with self.person.spawn(*self.run_words(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as coming:
                session, said = coming.communicate(timeout=50)
            self.assertEqual(stopping.wait(50), 0)
        self.assertIn("waiting for it", said)
        self.assertEqual((self.person.state(), self.live()), ("ready", [session.strip()]))

    def test_words_that_do_not_go_together(self):
        for words in (("status", "--if-wished"), ("start", "--if-unused"), ("stop", "--if-unused", "--force"),
                      ("stop", "--if-unused", "--if-wished")):
            self.person.vm(*words, code=64)


if __name__ == "__main__":
    sys.argv[1:] = []
    outcome.main()

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Ports that a session in the virtual machine has on this one, with stand-ins for limactl and ssh:

    ports_test.py PROGRAMS"""
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.dont_write_bytecode = True

from lima.connected import ConnectedTest  # noqa: E402
from support import outcome  # noqa: E402
from support.person import wait_until  # noqa: E402

PROGRAMS = sys.argv[1]


def free_ports(count):
    """Nobody listens to them now; those of the kernel's own choice are elsewhere."""
    found = []
    for port in range(20000 + os.getpid() % 10000, 32000):
        with socket.socket() as one:
            try:
                one.bind(("127.0.0.1", port))
                found.append(port)
            except OSError:
                continue
        if len(found) == count:
            return found
    raise OSError("no free ports")


def leads_to(port):
    """What listens there, nothing if nobody does."""
    try:
        with socket.create_connection(("127.0.0.1", port), 5) as one:
            return one.recv(100).decode()
    except OSError:
        return ""


class Ports(ConnectedTest):
    programs = PROGRAMS

    def setUp(self):
        super().setUp()
        self.one, self.two = free_ports(2)

    def run_session(self, *options, port_forwarding=True):
        return super().run_session(*options, port_forwarding=port_forwarding)

    def ports(self, session):
        return {each["host"]: each["guest"] for each in json.loads(self.say("ports", session, "--json")[1])}

    def test_those_that_are_asked_for_are_there_while_the_session_lives(self):
        session = self.session(f"ports={self.one},{self.two}:80")
        self.assertEqual(self.ports(session), {self.one: self.one, self.two: 80})
        self.assertEqual(leads_to(self.one), f"127.0.0.1:{self.one}")
        self.assertEqual(leads_to(self.two), "127.0.0.1:80")
        self.assertIn(f"127.0.0.1:{self.two}  80", self.say("ports", session)[1])
        listed = json.loads(self.say("ls", "--json")[1])
        self.assertEqual(listed[0]["ports"], [{"host": self.one, "guest": self.one},
                                              {"host": self.two, "guest": 80}])
        self.say("stop", session)
        self.assertEqual(leads_to(self.one) + leads_to(self.two), "")
        self.assertEqual(self.ports(session), {})
        self.assertIn("has ended", self.say("ports", session, "open", "80")[2])

    def test_one_is_opened_and_closed_while_it_runs(self):
        session = self.session()
        self.assertEqual(self.say("ports", session), (0, "No ports.\n", ""))
        self.assertEqual(self.say("ports", session, "open", f"{self.one}:3000"),
                         (0, f"127.0.0.1:{self.one}\n", ""))
        self.assertEqual(leads_to(self.one), "127.0.0.1:3000")
        self.assertEqual(self.say("ports", session, "close", str(self.one))[0], 0)
        self.assertEqual(leads_to(self.one), "")
        self.assertEqual(self.say("ports", session, "close", str(self.one))[0], 66)
        self.say("ports", session, "open", str(self.two))
        self.say("stop", session)
        self.assertEqual(leads_to(self.two), "", "it closes with the session")

    def test_one_that_is_taken_is_said_to_be(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            code, _, error = self.run_session(f"ports={self.one},{port}")
            self.assertEqual(code, 69)
            self.assertIn(f"port {port} of this machine is taken", error)
            session = self.session(f"ports={self.two}")
            self.assertIn("is taken", self.say("ports", session, "open", f"{port}:80")[2])
            other = self.session()
            code, _, error = self.say("ports", other, "open", f"{self.two}:{self.two}")
            self.assertEqual(code, 69, "the connection itself would grant it")
            self.assertEqual((self.ports(session), self.ports(other)), ({self.two: self.two}, {}))

    def test_without_the_switch_there_are_none(self):
        code, _, error = self.run_session(f"ports={self.one}", port_forwarding=False)
        self.assertEqual(code, 77)
        self.assertIn("port_forwarding", error)
        session = self.session(port_forwarding=False)
        code, _, error = self.say("ports", session, "open", str(self.one))
        self.assertEqual(code, 77)
        self.assertIn("port_forwarding", error)
        self.assertFalse((self.person.home / ".sandtray/_asked").exists())

    def test_without_network_there_are_none(self):
        self.assertIn("loopback of its own", self.run_session(f"ports={self.one}", "network=none")[2])
        session = self.session("network=none")
        code, _, error = self.say("ports", session, "open", str(self.one))
        self.assertEqual(code, 77)
        self.assertIn("loopback of its own", error)

    def test_those_of_a_killed_host_are_closed_by_the_next_command(self):
        session = self.session(f"ports={self.one}")
        self.say("ports", session, "open", f"{self.two}:80")
        os.kill(self.person.host_of(session), signal.SIGKILL)
        self.assertTrue(wait_until(lambda: not self.ports(session)))
        self.assertTrue(wait_until(lambda: leads_to(self.one) + leads_to(self.two) == ""))

    def test_words_that_are_no_ports(self):
        session = self.session()
        for words in (("open",), ("open", "0"), ("open", "80,81"), ("open", "a:80"), ("close", "80:80"),
                      ("shut", "80"), ("open", "65536"), ("open", "")):
            self.assertEqual(self.say("ports", session, *words)[0], 64, words)
        self.assertEqual(self.run_session("ports=80:")[0], 64)
        self.assertEqual(self.run_session(f"ports={self.one},{self.one}:80")[0], 64)


if __name__ == "__main__":
    sys.argv[1:] = []
    outcome.main()

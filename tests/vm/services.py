# SPDX-License-Identifier: MIT
"""What the cases of vm_test.py look at on this machine: processes, ports, and a service of somebody's."""

import socket
import threading
from pathlib import Path


def read(path):
    """Of a process that may have ended, nothing."""
    try:
        return Path(path).read_bytes()
    except OSError:
        return b""


def is_open(port):
    try:
        with socket.create_connection(("127.0.0.1", port), 1):
            return True
    except OSError:
        return False


class Service:
    """Counts who comes, and the datagrams to a port of the same number."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.mail = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.mail.bind(("127.0.0.1", self.port))
        self.visits = self.letters = 0
        for serve in (self.serve, self.receive):
            threading.Thread(target=serve, daemon=True).start()

    def receive(self):
        while self.mail.recv(100):
            self.letters += 1

    def serve(self):
        while True:
            try:
                with self.socket.accept()[0] as visitor:
                    self.visits += 1
                    visitor.sendall(b"hello\n")
            except OSError:
                return

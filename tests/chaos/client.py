# SPDX-License-Identifier: MIT
"""Clients of a session: `sandtray attach` on a terminal, and a plain one that asks for an answer."""

import json
import os
import pty
import select
import socket
import struct
import subprocess
import time


class Attached:
    """Nobody reads what it shows: it costs its own place and nothing else."""

    def __init__(self, person, session):
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(person.command("attach", session), env=person.env,
                                        stdin=slave, stdout=slave, stderr=slave,
                                        start_new_session=True)
        os.close(slave)
        select.select([self.master], [], [], 10)  # it has begun

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.master)


def answers(person, session, word, seconds=5):
    """Whether the session's agent still answers."""
    def frame(kind, payload):
        return kind + struct.pack("<I", len(payload)) + payload

    wish = json.dumps({"rows": 24, "columns": 80, "replay": False}).encode()
    deadline = time.monotonic() + seconds
    got = b""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(seconds)
        try:
            connection.connect(str(person.runtime / "sandtray" / f"{session}.sock"))
            connection.sendall(frame(b"A", wish) + frame(b"I", f"ping {word}\n".encode()))
            # Frames may cut the answer in two: only what they carry counts.
            stream, output = b"", b""
            while time.monotonic() < deadline:
                got = connection.recv(65536)
                if not got:
                    return False
                stream += got
                while len(stream) >= 5 and len(stream) >= 5 + (size := struct.unpack("<I", stream[1:5])[0]):
                    if stream[:1] == b"O":
                        output = output[-64:] + stream[5:5 + size]
                    stream = stream[5 + size:]
                    if f"pong {word}\r\n".encode() in output:
                        return True
        except OSError:
            return False
    return False

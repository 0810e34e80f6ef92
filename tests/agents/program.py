# SPDX-License-Identifier: MIT
"""A program of the test's own that tells what happens, one line each; waited for, never polled."""

import os
import select
import subprocess
import time


class Program:
    def __init__(self, argv, env, parse=str):
        self.told = []  # its lines, parsed
        self._parse, self._rest = parse, b""
        self._process = subprocess.Popen(argv, env=env, stdin=subprocess.DEVNULL,
                                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def read(self, seconds):
        """Takes what was told, waiting at most so long; false when that was nothing."""
        stdout = self._process.stdout
        if seconds <= 0 or not select.select([stdout], [], [], seconds)[0]:
            return False
        got = os.read(stdout.fileno(), 65536)
        *lines, self._rest = (self._rest + got).split(b"\n")
        self.told += [self._parse(line.decode()) for line in lines]
        return bool(got)

    def count(self):
        """Of the lines so far."""
        while self.read(0.001):
            pass
        return len(self.told)

    def wait(self, fits, since=0, seconds=60):
        """The first line from number `since` on that fits; None when it does not come."""
        deadline = time.monotonic() + seconds
        looked = since
        while True:
            for line in self.told[looked:]:
                if fits(line):
                    return line
            looked = max(looked, len(self.told))
            if not self.read(deadline - time.monotonic()):
                return None

    def close(self):
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()

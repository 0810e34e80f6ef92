# SPDX-License-Identifier: MIT
"""A person at a terminal: runs a command on a PTY, answers what a terminal answers, types, looks."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

# What programs ask a terminal at start, with an xterm's answers; in the order asked, because the
# device attributes (the first entry) are the fence that ends a batch of questions.
ANSWERS = {
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[?u": b"\x1b[?0u",
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b]10;?": b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
    b"\x1b]11;?": b"\x1b]11;rgb:0000/0000/0000\x1b\\",
}
QUESTION = re.compile(b"|".join(re.escape(question) for question in ANSWERS))
ESCAPE = re.compile(
    rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_][^\x1b]*\x1b\\|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-~]")


class Terminal:
    def __init__(self, argv, env=None, folder=None, rows=40, columns=120):
        self.output = b""
        self.status = None  # exit status, 128+N for signal N
        self._answered = 0
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                if folder:
                    os.chdir(folder)
                os.execvpe(argv[0], argv, env if env is not None else os.environ)
            finally:
                os._exit(127)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def pump(self, seconds):
        """Reads what there is, at most `seconds` for the first byte; false at the end."""
        if self.status is not None:
            return False
        if not select.select([self.fd], [], [], seconds)[0]:
            return True
        try:
            got = os.read(self.fd, 65536)
        except OSError:
            got = b""
        if not got:
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
            if self.status < 0:
                self.status = 128 - self.status
            return False
        self.output += got
        for match in QUESTION.finditer(self.output, self._answered):
            os.write(self.fd, ANSWERS[match.group()])
            self._answered = match.end()
        return True

    def wait(self, done, seconds=30):
        """Pumps until done() is true; its value, or None after `seconds` or at the end."""
        deadline = time.monotonic() + seconds
        while True:
            value = done()
            if value:
                return value
            left = deadline - time.monotonic()
            if left <= 0 or not self.pump(min(left, 0.2)):
                return done() or None

    def text(self, since=0):
        """What was painted since byte `since`, without escapes and blanks: programs paint words
        with cursor moves between them."""
        plain = ESCAPE.sub(b" ", self.output[since:]).decode("utf-8", "replace")
        return re.sub(r"\s+", "", plain)

    def sees(self, words, since=0):
        return re.sub(r"\s+", "", words) in self.text(since)

    def wait_text(self, words, seconds=60, since=0):
        return bool(self.wait(lambda: self.sees(words, since), seconds))

    def type(self, text):
        """As fast fingers do; the Enter comes on its own, when the text stands on the screen."""
        since = len(self.output)
        os.write(self.fd, text.encode())
        self.wait_text(text[-12:], 10, since)

    def press(self, keys):
        os.write(self.fd, keys if isinstance(keys, bytes) else keys.encode())

    def enter(self, text):
        self.type(text)
        self.press("\r")

    def wait_end(self, seconds=30):
        self.wait(lambda: self.status is not None, seconds)
        return self.status

    def close(self):
        if self.status is None:
            os.kill(self.pid, signal.SIGHUP)
            if self.wait_end(5) is None:
                os.kill(self.pid, signal.SIGKILL)
                self.wait_end(5)
        os.close(self.fd)

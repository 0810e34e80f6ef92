# SPDX-License-Identifier: MIT
"""sandtray-fetch, a server of 64 bytes that misbehaves as its paths say (server.py), and an empty folder
to fetch them into. The first word of the script that takes this is the folder of the programs."""
import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = os.path.join(sys.argv.pop(1), "sandtray-fetch")
HERE = os.path.dirname(os.path.abspath(__file__))
WHOLE = bytes(range(64))
SHA256 = "sha256:" + hashlib.sha256(WHOLE).hexdigest()
PATIENCE = 60
# None of this machine's own proxies.
ENVIRONMENT = {"PATH": os.environ["PATH"], **{name: value for name, value in os.environ.items()
                                              if name.endswith("SAN_OPTIONS")}}


class Server:
    def __init__(self, root, *certificate):
        self.log = f"{root}/log{len(os.listdir(root))}"
        with open(f"{root}/served", "wb") as file:
            file.write(WHOLE)
        self.process = subprocess.Popen(
            [sys.executable, f"{HERE}/server.py", self.log, f"{root}/served", *certificate],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.port = int(self.process.stdout.readline())

    def requests(self):
        if not os.path.exists(self.log):
            return []
        with open(self.log, encoding="utf-8") as file:
            found = [json.loads(line) for line in file]
        os.remove(self.log)
        return found

    def close(self):
        self.process.communicate()


class Program(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.shared = tempfile.mkdtemp(prefix="sandtray-fetch-")
        cls.addClassCleanup(shutil.rmtree, cls.shared)
        cls.server = Server(cls.shared)
        cls.addClassCleanup(cls.server.close)

    def setUp(self):
        self.root = tempfile.mkdtemp(prefix="sandtray-fetch-")
        self.addCleanup(shutil.rmtree, self.root)
        self.target = f"{self.root}/file"
        self.server.requests()

    def url(self, path):
        return f"http://127.0.0.1:{self.server.port}{path}"

    def request(self, *sources, **more):
        return {"sources": [self.url(one) if one.startswith("/") else one for one in sources],
                "digest": SHA256, "target": self.target, "allow_http": True, "stall_timeout_s": 60, **more}

    def start(self, request, **env):
        process = subprocess.Popen([PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env={**ENVIRONMENT, **env})
        # It may refuse before it has read all of it.
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(request if isinstance(request, bytes) else json.dumps(request).encode())
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
        process.stdin = None
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def end(self, process):
        """The status, and the events that have not been read yet."""
        out, errors = process.communicate(timeout=PATIENCE)
        self.assertEqual(errors, b"")
        return process.returncode, [json.loads(line) for line in out.splitlines()]

    def fetch(self, request, **env):
        return self.end(self.start(request, **env))

    def expect_fetched(self, status, events):
        self.assertEqual((status, events[-1]["event"]), (0, "done"), events)
        self.assertEqual(self.content(), WHOLE)
        self.assertEqual(os.listdir(self.root), ["file"])

    def content(self, ending=""):
        with open(self.target + ending, "rb") as file:
            return file.read()

    def wait_for_bytes(self, process, count):
        for line in process.stdout:
            event = json.loads(line)
            if event.get("bytes") == count:
                return
        self.fail(f"{count} bytes have not come")

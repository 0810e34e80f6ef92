#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""sandtray-fetch as the programs that start it see it: requests, lines, statuses, signals.

    program_test.py BIN_FOLDER
"""
import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import tarfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "support")]
import outcome  # noqa: E402
from program import ENVIRONMENT, PATIENCE, PROGRAM, WHOLE, Program  # noqa: E402


class Words(Program):
    def test_says_what_it_does(self):
        status, events = self.fetch(self.request("/status/503", "/whole", mode="0644"))
        self.expect_fetched(status, events)
        self.assertEqual(os.stat(self.target).st_mode & 0o7777, 0o644)
        mirror = next(event for event in events if event["event"] == "mirror")
        self.assertEqual(mirror["url"], self.url("/status/503"))
        self.assertIn("503", mirror["error"])
        self.assertEqual(events[-1]["path"], self.target)
        self.assertEqual(events[-1]["url"], self.url("/whole"))
        progress = events[0]
        self.assertEqual((progress["event"], progress["step"]), ("progress", "fetch"))
        self.assertIsInstance(progress["bytes_per_second"], int)

    def test_what_is_there_is_done(self):
        with open(self.target, "wb") as file:
            file.write(WHOLE)
        self.assertEqual(self.fetch(self.request("/whole")),
                         (0, [{"event": "done", "path": self.target, "url": ""}]))

    def test_failures_have_a_code_and_a_hint(self):
        for source, code in (("/status/404", 69), ("/wrong", 77)):
            status, events = self.fetch(self.request(source))
            self.assertEqual((status, events[-1]["event"], events[-1]["code"]), (code, "error", code))
            self.assertIn(self.url(source), events[-1]["message"])
        self.assertIn("removed", events[-1]["hint"])
        self.assertEqual(os.listdir(self.root), [])

    def test_refuses_what_it_does_not_understand(self):
        good = self.request("/whole")
        bad = [b"", b"{", b"[]", b"null", b'{"proxy":"http://me:secret@proxy"', b"{}" + b" " * 300000]
        for change in ({"digest": "md5:00"}, {"sources": []}, {"sources": "x"}, {"sources": [1]},
                       {"mode": "0777"}, {"mode": 384}, {"max_bytes": -1}, {"max_bytes": 1.5},
                       {"stall_timeout_s": 0}, {"stall_timeout_s": "1"}, {"allow_http": 1},
                       {"target": "file"}, {"target": f"{self.root}/"}, {"unknown": 1},
                       {"sources": ["ftp://127.0.0.1/a"]}, {"proxy": "me:secret@proxy"},
                       {"unpack": "folder"}, {"target": self.root + "/a\0b"}):
            bad.append(json.dumps({**good, **change}).encode())
        for name in ("sources", "digest", "target"):
            bad.append(json.dumps({key: value for key, value in good.items() if key != name}).encode())
        for request in bad:
            status, events = self.fetch(request)
            self.assertEqual((status, len(events)), (64, 1), (request[:200], events))
            self.assertEqual(events[0]["event"], "error")
            self.assertNotIn("secret", json.dumps(events))
        self.assertEqual(self.server.requests(), [])
        self.assertEqual(os.listdir(self.root), [])
        done = subprocess.run([PROGRAM, "--help"], capture_output=True, check=False, timeout=PATIENCE)
        self.assertEqual((done.returncode, done.stdout), (64, b""))

    def test_at_most_ten_lines_in_a_second(self):
        size = 40 << 20  # 160 pieces
        large = f"{self.root}/large"
        with open(large, "wb") as file:
            file.truncate(size)
        digest = "sha256:" + hashlib.sha256(bytes(size)).hexdigest()
        began = time.monotonic()
        status, events = self.fetch(self.request(f"file://{large}", digest=digest))
        took = time.monotonic() - began
        self.assertEqual(status, 0, events)
        lines = [event for event in events if event["event"] == "progress"]
        self.assertEqual(lines[0]["total"], size)
        self.assertLess(len(lines), 10 * took + 2)


class Archives(Program):
    def archive(self, *members):
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w:gz") as file:
            for name, content in members:
                info = tarfile.TarInfo(name)
                info.size = len(content)
                file.addfile(info, io.BytesIO(content))
        source = f"{self.root}/source.tar.gz"
        with open(source, "wb") as file:
            file.write(packed.getvalue())
        return self.request(f"file://{source}", unpack=f"{self.root}/tool",
                            digest="sha256:" + hashlib.sha256(packed.getvalue()).hexdigest())

    def test_unpacks(self):
        status, events = self.fetch(self.archive(("bin/tool", b"text")))
        self.assertEqual(status, 0, events)
        self.assertEqual(events[-1]["unpacked"], f"{self.root}/tool")
        with open(f"{self.root}/tool/bin/tool", "rb") as file:
            self.assertEqual(file.read(), b"text")

    def test_a_folder_that_is_there_is_said_before_anything_is_fetched(self):
        os.mkdir(f"{self.root}/tool")
        status, events = self.fetch(self.request("/whole", unpack=f"{self.root}/tool"))
        self.assertEqual((status, len(events)), (77, 1), events)
        self.assertEqual(self.server.requests(), [])

    def test_refuses_one_that_is_hostile(self):
        status, events = self.fetch(self.archive(("bin/tool", b"text"), ("../planted", b"text")))
        self.assertEqual((status, events[-1]["event"]), (77, "error"), events)
        self.assertIn("planted", events[-1]["message"])
        self.assertEqual(sorted(os.listdir(self.root)), ["file", "source.tar.gz"])


class Ends(Program):
    def test_signals_keep_what_came(self):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            process = self.start(self.request(f"/stall-once/{int(number)}/signal"))
            self.wait_for_bytes(process, int(number))
            process.send_signal(number)
            status, events = self.end(process)
            self.assertEqual(status, 128 + number)
            self.assertEqual((events[-1]["event"], events[-1]["message"]), ("error", "cancelled"))
            self.assertIn(f"{int(number)} bytes", events[-1]["hint"])
            self.assertEqual(self.content(".part"), WHOLE[:number])
            self.expect_fetched(*self.fetch(self.request("/whole")))
            self.assertEqual(self.server.requests()[-1]["Range"], f"bytes={int(number)}-")
            os.remove(self.target)

    def test_a_limit_of_file_sizes_is_an_error_and_no_end(self):
        large = f"{self.root}/large"
        with open(large, "wb") as file:
            file.truncate(1 << 20)
        done = subprocess.run(
            ["/bin/sh", "-c", 'ulimit -f 100; exec "$1"', "sh", PROGRAM], env=ENVIRONMENT,
            input=json.dumps(self.request(f"file://{large}")).encode(), capture_output=True, check=False,
            timeout=PATIENCE)
        self.assertEqual(done.returncode, 70)
        self.assertIn("file.part keeps", json.loads(done.stdout.splitlines()[-1])["hint"])
        self.assertEqual(self.content(".part"), bytes(len(self.content(".part"))))

    def test_killed_it_goes_on_as_well(self):
        process = self.start(self.request("/stall-once/20/kill"))
        self.wait_for_bytes(process, 20)
        process.kill()
        process.communicate()
        self.expect_fetched(*self.fetch(self.request("/whole")))
        self.assertEqual(self.server.requests()[-1]["Range"], "bytes=20-")

    def test_without_a_reader_it_ends(self):
        process = self.start(self.request("/stall-once/20/reader"))
        self.wait_for_bytes(process, 20)
        process.stdout.close()
        self.assertEqual(process.wait(PATIENCE), 69)
        process.stderr.close()
        self.assertEqual(self.content(".part"), WHOLE[:20])

    def test_a_second_one_leaves_the_first_alone(self):
        process = self.start(self.request("/stall-once/20/two"))
        self.wait_for_bytes(process, 20)
        status, events = self.fetch(self.request("/whole"))
        self.assertEqual(status, 69)
        self.assertIn("another process", events[-1]["message"])
        self.assertEqual(self.content(".part"), WHOLE[:20])
        process.terminate()
        self.assertEqual(self.end(process)[0], 143)


if __name__ == "__main__":
    outcome.main()

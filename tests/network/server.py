#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A server of one file that misbehaves as its address says. The first word of a path is what it does;
what happens "once" happens to the first request of that very path, so that a test takes a new path.

    server.py LOG FILE [CERTIFICATE_AND_KEY]

Prints its port. LOG gets a line of JSON for each request before it is answered. Ends with its input.
"""
import http.server
import json
import os
import ssl
import sys
import threading
import urllib.parse

LOG = sys.argv[1]
with open(sys.argv[2], "rb") as served:
    WHOLE = served.read()
OTHER = bytes(byte ^ 0xFF for byte in WHOLE)
NEW, OLD = '"new"', '"old"'
MODIFIED = "Mon, 02 Jan 2023 03:04:05 GMT"


class CutAt:
    """What is written to it ends after so many bytes."""

    def __init__(self, file, left):
        self.file, self.left = file, left

    def write(self, data):
        self.file.write(data[:self.left])
        self.left -= min(self.left, len(data))

    def __getattr__(self, name):
        return getattr(self.file, name)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    lock = threading.Lock()
    seen = set()

    def log_message(self, *_):
        pass

    def note(self):
        """Whether this path is asked for the first time."""
        entry = {"path": self.path}
        for name in ("Range", "If-Range", "Host", "User-Agent", "Authorization", "Proxy-Authorization"):
            entry[name] = self.headers.get(name)
        with self.lock:
            with open(LOG, "a", encoding="utf-8") as file:
                file.write(json.dumps(entry) + "\n")
            first = self.path not in self.seen
            self.seen.add(self.path)
            return first

    def do_GET(self):  # pylint: disable=invalid-name
        first = self.note()
        url = urllib.parse.urlsplit(self.path)  # a whole address if we are somebody's proxy
        what, argument = (url.path.split("/") + ["", ""])[1:3]
        answer = getattr(self, "answer_" + what.replace("-", "_"), None)
        if answer is None:
            self.status(404)
        else:
            answer(first, argument, urllib.parse.unquote(url.query))

    def do_CONNECT(self):  # pylint: disable=invalid-name
        self.note()
        self.status(407)

    # What it does

    def answer_whole(self, *_):
        self.give(WHOLE)

    def answer_cut(self, first, at, _):
        self.give(WHOLE, cut=int(at) if first else None)

    def answer_dies(self, first, at, _):
        self.give(WHOLE, cut=int(at)) if first else self.status(503)

    def answer_cut_head(self, first, at, _):
        """After so many bytes of what comes before the file."""
        if first:
            self.wfile = CutAt(self.wfile, int(at))
            self.close_connection = True
        self.give(WHOLE)

    def answer_crawl(self, _, by, __):
        """Never more than so many bytes of it."""
        self.give(WHOLE, cut=self.start() + int(by))

    def answer_no_ranges(self, first, at, _):
        self.give(WHOLE, cut=int(at) if first else None, ranges=False)

    def answer_changed(self, first, at, _):
        self.give(OTHER if first else WHOLE, OLD if first else NEW, cut=int(at) if first else None)

    def answer_changed_date(self, first, at, _):
        self.give(OTHER if first else WHOLE, 'W/"weak"', cut=int(at) if first else None,
                  modified=MODIFIED if first else MODIFIED.replace("02", "03"))

    def answer_changed_unsaid(self, first, at, _):
        self.give(OTHER if first else WHOLE, None, cut=int(at) if first else None, modified=None)

    def answer_lies(self, first, at, _):
        self.give(WHOLE, cut=int(at) if first else None, lie=1)

    def answer_wrong(self, *_):
        self.give(OTHER)

    def answer_longer(self, *_):
        self.give(WHOLE + b"more")

    def answer_no_length(self, *_):
        self.give(WHOLE, length=False)

    def answer_status(self, _, code, __):
        self.status(int(code))

    def answer_redirect(self, _, __, target):
        self.send_response(302)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def answer_stall_once(self, first, at, _):
        self.give(WHOLE, cut=int(at) if first else None, hold=True)

    def answer_endless(self, *_):
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(WHOLE)
        except OSError:
            self.close_connection = True

    # How

    def start(self):
        asked = self.headers.get("Range")
        return int(asked.removeprefix("bytes=").split("-")[0]) if asked else 0

    def status(self, code):
        self.send_response(code)
        body = b"not the file"
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def give(self, content, tag=NEW, cut=None, ranges=True, length=True, modified=MODIFIED, hold=False,
             lie=0):
        start = self.start() if ranges else 0
        condition = self.headers.get("If-Range")
        if condition is not None and condition not in (tag, modified):
            start = 0
        if start >= len(content) > 0 and start > 0:
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{len(content)}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start + lie}-{len(content) - 1}/{len(content)}")
        for name, value in (("ETag", tag), ("Last-Modified", modified)):
            if value is not None:
                self.send_header(name, value)
        if length:
            self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        self.wfile.write(content[start:cut])
        if hold and cut is not None:
            self.connection.recv(1)  # until the other side has gone
        if cut is not None or not length:
            self.close_connection = True


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        pass  # the other side has gone


def main():
    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if len(sys.argv) > 3:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[3])
        server.socket = context.wrap_socket(server.socket, server_side=True)
    print(server.server_address[1], flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    main()

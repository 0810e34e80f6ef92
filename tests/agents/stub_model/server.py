# SPDX-License-Identifier: MIT
"""The HTTP side of the stub model: loopback only, one thread a request, a log of what came."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from . import script
from .dialects import dialect_of

HOLD_LIMIT_S = 120  # a test that forgets to release must not hang for ever


class StubModel:
    """with StubModel(key="...") as model: ... model.url ... model.release("NAME")"""

    def __init__(self, key, port=0):
        self.key = key
        self.requests = []  # (method, path, status, last text of the person)
        self.conversations = []  # script.Request, as they came
        self.changed = threading.Condition()
        self._released = set()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        self._server.model = self
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def release(self, name):
        with self.changed:
            self._released.add(name)
            self.changed.notify_all()

    def wait_for_release(self, name):
        with self.changed:
            return self.changed.wait_for(lambda: name in self._released, HOLD_LIMIT_S)

    def note(self, *request):
        with self.changed:
            self.requests.append(request)
            self.changed.notify_all()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    @property
    def model(self):
        return self.server.model

    def do_GET(self):
        path = urlsplit(self.path).path
        # Codex tries a WebSocket first; 426 sends it to plain HTTP at once.
        self.reply(426 if path.endswith("/responses") else 200, {"data": [], "models": []})

    def do_HEAD(self):
        self.reply(200, {})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path = urlsplit(self.path).path
        if not self.has_key():
            return self.reply(401, {"type": "error", "error": {"type": "authentication_error",
                                                               "message": "wrong key"}})
        if path.endswith("/count_tokens") or path.endswith(":countTokens"):
            return self.reply(200, {"input_tokens": 7, "totalTokens": 7})
        dialect = dialect_of(path)
        if dialect is None:
            return self.reply(404, {"error": {"message": f"the stub has no {path}"}})
        request = dialect.read(json.loads(body), path)
        with self.model.changed:
            self.model.conversations.append(request)
        answer = script.answer(request)
        prompt = next((text for who, text in reversed(request.turns) if who == "user"), "")
        for name in answer.holds:
            self.model.note("HOLD", path, 0, name)
            self.model.wait_for_release(name)
        if answer.status != 200:
            return self.reply(answer.status, dialect.error(answer.status), prompt)
        if not request.stream:
            return self.reply(200, dialect.whole(request, answer), prompt)
        return self.reply_stream(dialect.stream(request, answer), prompt)

    def has_key(self):
        given = [self.headers.get("x-api-key"), self.headers.get("x-goog-api-key"),
                 (self.headers.get("Authorization") or "").removeprefix("Bearer ")]
        given += parse_qs(urlsplit(self.path).query).get("key", [])
        return self.model.key in given

    def reply(self, status, value, prompt=""):
        self.send(status, "application/json", json.dumps(value).encode(), prompt)

    def reply_stream(self, events, prompt):
        text = ""
        for name, value in events:
            text += f"event: {name}\n" if name else ""
            text += f"data: {value if isinstance(value, str) else json.dumps(value)}\n\n"
        self.send(200, "text/event-stream", text.encode(), prompt)

    def send(self, status, kind, payload, prompt):
        self.model.note(self.command, urlsplit(self.path).path, status, prompt)
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(payload)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the agent was stopped while it waited

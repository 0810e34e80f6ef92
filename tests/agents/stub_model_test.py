#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The stub model, asked as the agents ask it."""

import json
import os
import sys
import unittest
import urllib.error
import urllib.request

from stub_model import StubModel, script
from stub_model.script import Request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import outcome  # noqa: E402

SHELL = {"Bash": {"properties": {"command": {"type": "string"}, "description": {}}}}


def answer(*turns, tools=SHELL):
    return script.answer(Request(turns=list(turns), tools=tools))


class Script(unittest.TestCase):
    def test_takes_the_steps_of_a_prompt_in_turn(self):
        prompt = ("user", "do this: [[run one]] [[run two]] [[say both done]]")
        self.assertEqual(answer(prompt).arguments["command"], "one")
        self.assertEqual(answer(prompt, ("result", "1")).arguments["command"], "two")
        self.assertEqual(answer(prompt, ("result", "1"), ("result", "2")).text, "both done")

    def test_ends_with_the_last_result_when_nothing_is_to_be_said(self):
        self.assertEqual(answer(("user", "[[run one]]"), ("result", "a\nb")).text, "result: a b")

    def test_obeys_the_newest_prompt_only(self):
        old, new = ("user", "[[run one]]"), ("user", "[[say new]]")
        self.assertEqual(answer(old, ("result", "1"), new).text, "new")

    def test_a_failed_turn_is_over(self):
        self.assertEqual(answer(("user", "[[fail 529]]")).status, 529)
        self.assertEqual(answer(("user", "[[fail 529]]\n[[say again]]")).text, "again")

    def test_holds_only_before_what_is_still_to_come(self):
        prompt = ("user", "[[hold a]] [[run one]] [[hold b]] [[say end]]")
        self.assertEqual(answer(prompt).holds, ["a"])
        self.assertEqual(answer(prompt, ("result", "1")).holds, ["b"])

    def test_a_side_request_offers_no_tools_and_gets_no_step(self):
        self.assertEqual(answer(("user", "[[run one]]"), tools={}).tool, "")

    def test_writes_by_the_shell_where_no_tool_writes(self):
        made = answer(("user", "[[write a b.txt = it's]]"))
        self.assertEqual(made.arguments["command"], "printf '%s\\n' 'it'\"'\"'s' > 'a b.txt'")


class Server(unittest.TestCase):
    def post(self, path, body, key="k"):
        request = urllib.request.Request(self.model.url + path, json.dumps(body).encode(),
                                         {"Authorization": f"Bearer {key}"})
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.read().decode()

    def setUp(self):
        self.model = StubModel("k").__enter__()
        self.addCleanup(self.model.__exit__)

    def test_speaks_every_dialect(self):
        tool = {"type": "object", "properties": {"command": {"type": "string"}}}
        said, function = "[[say hello]]", {"name": "Bash", "parameters": tool}
        requests = {
            "/v1/messages": {"messages": [{"role": "user", "content": said}],
                             "tools": [{"name": "Bash", "input_schema": tool}]},
            "/v1/responses": {"input": [{"role": "user", "content": said}],
                              "tools": [{"type": "function", **function}]},
            "/v1/chat/completions": {"messages": [{"role": "user", "content": said}],
                                     "tools": [{"type": "function", "function": function}]},
            "/v1beta/models/m:generateContent": {
                "contents": [{"role": "user", "parts": [{"text": said}]}],
                "tools": [{"functionDeclarations": [function]}]},
        }
        for path, body in requests.items():
            self.assertIn("hello", self.post(path, body), path)
            streamed = path.replace(":generate", ":streamGenerate")
            self.assertIn("data: ", self.post(streamed,
                                              {**body, "stream": True}), path)

    def test_refuses_another_key(self):
        with self.assertRaises(urllib.error.HTTPError) as refused:
            self.post("/v1/messages", {}, key="other")
        self.assertEqual(refused.exception.code, 401)

    def test_sends_codex_from_its_web_socket_to_plain_http(self):
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(self.model.url + "/v1/responses", timeout=10)
        self.assertEqual(refused.exception.code, 426)


if __name__ == "__main__":
    outcome.main()

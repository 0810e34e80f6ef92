# SPDX-License-Identifier: MIT
"""The wire formats: each reads a request into script.Request and writes a script.Answer.

A streamed answer is a list of (event name or None, object); a plain one is its `whole`.
"""

import itertools
import json

from .script import Request

_numbers = itertools.count(1)


def new_id(prefix):
    return f"{prefix}_stub{next(_numbers):06d}"


def text_of(content):
    if isinstance(content, str):
        return content
    parts = []
    for block in content or []:
        if isinstance(block, str):
            parts.append(block)
        elif "text" in block:
            parts.append(block["text"])
        elif "content" in block:
            parts.append(text_of(block["content"]))
    return "\n".join(parts)


class Anthropic:
    @staticmethod
    def read(body, _path):
        request = Request(stream=bool(body.get("stream")), model=body.get("model", "stub"))
        for message in body.get("messages", []):
            if message["role"] != "user":
                continue
            content = message["content"]
            for block in [{"type": "text", "text": content}] if isinstance(content, str) else content:
                if block["type"] == "tool_result":
                    request.turns.append(("result", text_of(block.get("content"))))
                elif block["type"] == "text":
                    request.turns.append(("user", block["text"]))
        for tool in body.get("tools", []):
            request.tools[tool["name"]] = tool.get("input_schema", {})
        return request

    @staticmethod
    def whole(request, answer):
        block = {"type": "text", "text": answer.text}
        if answer.tool:
            block = {"type": "tool_use", "id": new_id("toolu"), "name": answer.tool,
                     "input": answer.arguments}
        return {"id": new_id("msg"), "type": "message", "role": "assistant", "model": request.model,
                "content": [block], "stop_reason": "tool_use" if answer.tool else "end_turn",
                "stop_sequence": None, "usage": {"input_tokens": 7, "output_tokens": 3}}

    @classmethod
    def stream(cls, request, answer):
        message = cls.whole(request, answer)
        block = message["content"][0]
        if answer.tool:
            begin = {**block, "input": {}}
            delta = {"type": "input_json_delta", "partial_json": json.dumps(block["input"])}
        else:
            begin = {"type": "text", "text": ""}
            delta = {"type": "text_delta", "text": block["text"]}
        events = [
            {"type": "message_start", "message": {**message, "content": [], "stop_reason": None}},
            {"type": "content_block_start", "index": 0, "content_block": begin},
            {"type": "content_block_delta", "index": 0, "delta": delta},
            {"type": "content_block_stop", "index": 0},
            {"type": "message_delta", "usage": message["usage"],
             "delta": {"stop_reason": message["stop_reason"], "stop_sequence": None}},
            {"type": "message_stop"},
        ]
        return [(event["type"], event) for event in events]

    @staticmethod
    def error(status):
        kinds = {400: "invalid_request_error", 401: "authentication_error", 429: "rate_limit_error",
                 529: "overloaded_error"}
        return {"type": "error", "error": {"type": kinds.get(status, "api_error"),
                                           "message": f"the stub fails with {status}"}}


class Responses:
    @staticmethod
    def read(body, _path):
        request = Request(stream=bool(body.get("stream")), model=body.get("model", "stub"))
        items = body.get("input", [])
        for item in [{"role": "user", "content": items}] if isinstance(items, str) else items:
            if item.get("role") == "user":
                request.turns.append(("user", text_of(item.get("content"))))
            elif item.get("type", "").endswith("_output"):
                output = item.get("output")
                request.turns.append(("result", output if isinstance(output, str) else text_of(output)))
        for tool in body.get("tools", []):
            for one in tool.get("tools", []) if tool.get("type") == "namespace" else [tool]:
                request.tools[one.get("name", one.get("type"))] = one.get("parameters") or {}
        return request

    @staticmethod
    def whole(request, answer):
        if answer.tool:
            item = {"type": "function_call", "id": new_id("fc"), "call_id": new_id("call"),
                    "name": answer.tool, "arguments": json.dumps(answer.arguments),
                    "status": "completed"}
        else:
            item = {"type": "message", "id": new_id("msg"), "role": "assistant",
                    "status": "completed",
                    "content": [{"type": "output_text", "text": answer.text, "annotations": []}]}
        usage = {"input_tokens": 7, "output_tokens": 3, "total_tokens": 10,
                 "input_tokens_details": {"cached_tokens": 0},
                 "output_tokens_details": {"reasoning_tokens": 0}}
        return {"id": new_id("resp"), "object": "response", "status": "completed",
                "model": request.model, "output": [item], "usage": usage}

    @classmethod
    def stream(cls, request, answer):
        response = cls.whole(request, answer)
        item = response["output"][0]
        started = {**response, "status": "in_progress", "output": []}
        events = [
            {"type": "response.created", "response": started},
            {"type": "response.output_item.added", "output_index": 0,
             "item": {**item, "status": "in_progress", **({} if answer.tool else {"content": []})}},
        ]
        if not answer.tool:
            events.append({"type": "response.output_text.delta", "item_id": item["id"],
                           "output_index": 0, "content_index": 0, "delta": answer.text})
        events.append({"type": "response.output_item.done", "output_index": 0, "item": item})
        events.append({"type": "response.completed", "response": response})
        return [(event["type"], {**event, "sequence_number": number})
                for number, event in enumerate(events)]

    @staticmethod
    def error(status):
        return {"error": {"type": "stub_error", "code": str(status),
                          "message": f"the stub fails with {status}"}}


class Chat:
    @staticmethod
    def read(body, _path):
        request = Request(stream=bool(body.get("stream")), model=body.get("model", "stub"))
        for message in body.get("messages", []):
            if message["role"] == "user":
                request.turns.append(("user", text_of(message["content"])))
            elif message["role"] == "tool":
                request.turns.append(("result", text_of(message["content"])))
        for tool in body.get("tools", []):
            request.tools[tool["function"]["name"]] = tool["function"].get("parameters", {})
        return request

    @staticmethod
    def message(answer):
        if not answer.tool:
            return {"role": "assistant", "content": answer.text}, "stop"
        function = {"name": answer.tool, "arguments": json.dumps(answer.arguments)}
        call = {"index": 0, "id": new_id("call"), "type": "function", "function": function}
        return {"role": "assistant", "content": None, "tool_calls": [call]}, "tool_calls"

    @classmethod
    def whole(cls, request, answer):
        message, reason = cls.message(answer)
        return {"id": new_id("chat"), "object": "chat.completion", "created": 0,
                "model": request.model,
                "choices": [{"index": 0, "message": message, "finish_reason": reason}],
                "usage": {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}}

    @classmethod
    def stream(cls, request, answer):
        message, reason = cls.message(answer)
        base = {**cls.whole(request, answer), "object": "chat.completion.chunk"}
        usage = base.pop("usage")
        return [
            (None, {**base, "choices": [{"index": 0, "delta": message, "finish_reason": None}]}),
            (None, {**base, "choices": [{"index": 0, "delta": {}, "finish_reason": reason}]}),
            (None, {**base, "choices": [], "usage": usage}),
            (None, "[DONE]"),
        ]

    error = Responses.error


class Gemini:
    @staticmethod
    def read(body, path):
        request = Request(stream="streamGenerateContent" in path)
        for content in body.get("contents", []):
            for part in content.get("parts", []) if content.get("role") != "model" else []:
                if "functionResponse" in part:
                    request.turns.append(("result", json.dumps(part["functionResponse"]["response"])))
                elif "text" in part:
                    request.turns.append(("user", part["text"]))
        for tool in body.get("tools", []):
            for one in tool.get("functionDeclarations", []):
                request.tools[one["name"]] = one.get("parametersJsonSchema") or one.get("parameters", {})
        return request

    @staticmethod
    def whole(request, answer):
        part = {"text": answer.text}
        if answer.tool:
            part = {"functionCall": {"name": answer.tool, "args": answer.arguments}}
        usage = {"promptTokenCount": 7, "candidatesTokenCount": 3, "totalTokenCount": 10}
        return {"candidates": [{"index": 0, "finishReason": "STOP",
                                "content": {"role": "model", "parts": [part]}}],
                "usageMetadata": usage, "modelVersion": request.model}

    @classmethod
    def stream(cls, request, answer):
        return [(None, cls.whole(request, answer))]

    @staticmethod
    def error(status):
        return {"error": {"code": status, "status": "INVALID_ARGUMENT",
                          "message": f"the stub fails with {status}"}}


def dialect_of(path):
    if path.endswith("/messages"):
        return Anthropic
    if path.endswith("/responses"):
        return Responses
    if path.endswith("/chat/completions"):
        return Chat
    if path.endswith(":generateContent") or path.endswith(":streamGenerateContent"):
        return Gemini
    return None

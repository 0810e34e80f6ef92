# SPDX-License-Identifier: MIT
"""What the model answers: the steps that a prompt spells out, one after the other.

    [[say TEXT]]           answer TEXT; the turn ends
    [[run COMMAND]]        call the shell tool
    [[escalate COMMAND]]   the same, asking to leave the agent's own sandbox
    [[write PATH = TEXT]]  call the tool that writes a file, or the shell where there is none
    [[ask QUESTION]]       call the tool that asks the person
    [[hold NAME]]          answer nothing until the test releases NAME
    [[fail CODE]]          answer with that HTTP status; the turn is over

A turn without a final say ends with "result: ..." of its last call. Nothing is remembered between
requests: how far a turn has come is read from the conversation that the agent sends.
"""

import re
import shlex
from dataclasses import dataclass, field

STEP = re.compile(r"\[\[(say|run|escalate|write|ask|hold|fail)\s*(.*?)\]\]", re.DOTALL)
CALLS = ("run", "escalate", "write", "ask")
TOOL_NAMES = {
    "run": ("Bash", "exec_command", "shell_command", "shell", "run_shell_command", "bash"),
    "write": ("Write", "write_file", "write"),
    "ask": ("AskUserQuestion", "request_user_input", "ask_user", "question"),
}


@dataclass
class Request:
    """A request in any dialect: the conversation in order, and the tools on offer."""

    turns: list = field(default_factory=list)  # ("user", text) or ("result", text)
    tools: dict = field(default_factory=dict)  # name -> JSON schema of its arguments
    stream: bool = False
    model: str = "stub"


@dataclass
class Answer:
    text: str = ""
    tool: str = ""  # a call when not empty
    arguments: dict = field(default_factory=dict)
    status: int = 200  # an error when not 200
    holds: list = field(default_factory=list)  # names to wait for first


def steps_of(text):
    steps = [(verb, argument.strip()) for verb, argument in STEP.findall(text)]
    # An agent sends a prompt whose turn failed again, joined with the next one.
    for at in range(len(steps) - 1, -1, -1):
        if steps[at][0] == "fail" and at + 1 < len(steps):
            return steps[at + 1 :]
    return steps


def answer(request):
    at = max((i for i, (who, text) in enumerate(request.turns) if who == "user" and STEP.search(text)),
             default=None)
    if at is None or not request.tools:
        return Answer(text="Stub title")  # side requests offer no tools
    results = [text for who, text in request.turns[at + 1 :] if who == "result"]
    holds, done = [], 0
    for verb, argument in steps_of(request.turns[at][1]):
        if verb in CALLS and done < len(results):
            done += 1
            holds = []
        elif verb == "hold":
            holds.append(argument)
        elif verb == "fail":
            return Answer(status=int(argument), holds=holds)
        elif verb == "say":
            return Answer(text=argument, holds=holds)
        else:
            return call(verb, argument, request.tools, holds)
    last = re.sub(r"\s+", " ", results[-1])[:200] if results else "nothing was asked"
    return Answer(text=f"result: {last}", holds=holds)


def call(verb, argument, tools, holds):
    kind = "run" if verb == "escalate" else verb
    name = next((name for name in TOOL_NAMES[kind] if name in tools), None)
    if name is None and kind == "write":
        path, text = split_write(argument)
        return call("run", f"printf '%s\\n' {shlex.quote(text)} > {shlex.quote(path)}", tools, holds)
    if name is None:
        return Answer(text=f"no tool to {kind} among {' '.join(sorted(tools))}", holds=holds)
    known = tools[name].get("properties", {})
    return Answer(tool=name, arguments=arguments(verb, argument, known), holds=holds)


def split_write(argument):
    path, _, text = argument.partition(" = ")
    return path.strip(), text


def arguments(verb, argument, known):
    if verb == "write":
        path, text = split_write(argument)
        key = next((key for key in ("file_path", "filePath", "path") if key in known), "file_path")
        return {key: path, "content": text + "\n"}
    if verb == "ask":
        options = [{"label": word, "description": word} for word in ("Red", "Blue")]
        question = {"id": "choice", "header": "Choice", "question": argument, "options": options,
                    "type": "choice", "multiSelect": False}
        return {"questions": [question]}
    key = next((key for key in ("command", "cmd") if key in known), "command")
    is_list = known.get(key, {}).get("type") == "array"
    made = {key: ["bash", "-c", argument] if is_list else argument}
    if "description" in known:
        made["description"] = "a step of the test"
    if verb == "escalate" and "sandbox_permissions" in known:
        made["sandbox_permissions"] = "require_escalated"
        made["justification"] = "a step of the test"
    return made

# SPDX-License-Identifier: MIT
"""Reads a compile_commands.json."""
import json
import os
import re

INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.M)


def sources_of(entry):
    """The real path of its file, or of those that the build has made it of."""
    path = os.path.realpath(os.path.join(entry["directory"], entry["file"]))
    if "/Unity/" not in path:
        return [path]
    with open(path, encoding="utf-8") as file:
        return [os.path.realpath(name) for name in INCLUDE.findall(file.read())]


def compiled(commands):
    """Pairs of a source's real path and the entry that compiles it."""
    with open(commands, encoding="utf-8") as file:
        for entry in json.load(file):
            for path in sources_of(entry):
                yield path, entry

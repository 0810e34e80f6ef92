#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Which source files can be one for a compiler: those that define no name twice between them. Nearly
all of the time for a file goes into the headers that it shares with others.

    together.py MOST FILE...      a line for each group of at most MOST files
"""
import re
import sys

# What begins at the margin and defines something: "class Inotify ...", "int lead(...", "x = 3;".
DEFINITION = re.compile(
    r"^(?:(?:class|struct|enum(?: class)?) (\w+)|[a-zA-Z][^;(={#]*?\b(\w+)\s*[({=;])", re.M)


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def own_names(path):
    """What the file defines without naming a class or namespace that it belongs to."""
    text = read(path)
    return {match.group(1) or match.group(2) for match in DEFINITION.finditer(text)
            if match.group(1) or not text[:match.start(2)].endswith("::")}


def together(paths, most):
    """Lists of those files, at most that long."""
    groups = []  # (files, the names that they define)
    for path in paths:
        names = own_names(path)
        for files, taken in groups:
            if len(files) < most and not names & taken:
                files.append(path)
                taken |= names
                break
        else:
            groups.append(([path], names))
    return [files for files, _ in groups]


if __name__ == "__main__":
    for group in together(sys.argv[2:], int(sys.argv[1])):
        print(" ".join(group))

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Rules about the source text that no compiler checks. One function per rule: takes the root of the
tree, yields one line per offence that names file, line and what to do. source_test.py proves that
each of them can fail.

    source.py RULE [ROOT]      exits 1 if the rule is broken
"""
import os
import re
import sys

# A file may include its own floor and floors of a lower number; never another of the same number.
FLOORS = {
    "common/base": 0,
    "common/platform": 1,
    "common/config": 2,
    "common/network": 2,
    "common/guest": 2,
    "common/sandbox": 3,
    "common/session": 4,
    "common/provision": 4,
    "common/app": 5,
    "common/tray": 6,
    "common/cli": 6,
    "common/ui": 7,
    "linux": 8,
    "mac": 8,
    "windows": 8,
}
# Bodies of the seam and nothing else: they stand on the platform's floor.
SEAM_BODIES = ("linux/platform/", "mac/platform/", "windows/platform/")
OS_FOLDERS = ("common/platform/", "linux/", "mac/", "windows/")
INCLUDE_ROOTS = ("common", "linux", "mac", "windows", "tests")

# Who may include a library: replacing one touches one place.
LIBRARIES = {
    r"nlohmann/": ("common/base/json.h",),
    r"tl/expected": ("common/base/result.h",),
    r"spdlog/|fmt/": ("common/base/log.cpp",),
    r"CLI/": ("common/cli/",),
    r"curl/": ("common/network/", "tests/windows/"),
    r"archive(_entry)?\.h": ("common/network/", "linux/network/", "mac/network/", "tests/unit/network/"),
    r"openssl/": ("linux/network/",),
    r"CommonCrypto/": ("mac/network/",),
    r"seccomp\.h": ("linux/platform/",),
    r"systemd/": ("linux/tray/", "tests/tray/"),
    r"(Foundation|AppKit|UserNotifications|ServiceManagement)/": ("mac/tray/", "mac/ui/",
                                                                             "tests/macos/stubs/"),
    r"wx/": ("common/ui/", "linux/icon/", "linux/ui/", "mac/ui/", "windows/ui/"),
    r"valijson/": ("tests/data/",),
    r"gtest/|gmock/": ("tests/",),
}

OS_MACRO = re.compile(
    r"\b(_WIN32|_WIN64|WIN32|__APPLE__|__MACH__|__linux__|__linux|__unix__|__FreeBSD__|__ANDROID__"
    r"|__CYGWIN__|_MSC_VER|TARGET_OS_\w+|__WX\w+__)\b")
CONDITION = re.compile(r"^\s*#\s*(?:if|ifdef|ifndef|elif)\b(.*)")
INCLUDE = re.compile(r'^\s*#\s*(?:include|import)\s*([<"])([^>"]+)[>"]')

# Polls against a deadline for what nobody announces; the one place that may.
WAITS = ("support/person.py",)
MOST_LINES = 300
CODE = (".h", ".cpp", ".mm")
TEXT = CODE + (".py", ".sh", ".txt", ".cmake", ".md", ".json", ".mjs", ".js", ".1", ".bash", ".zsh",
               ".fish", ".desktop", ".xml", ".svg", ".in", "")
SKIPPED_FOLDERS = {".git", "build", "node_modules", "__pycache__", ".cache"}


def files(root, endings):
    for folder, names, leaves in os.walk(root):
        names[:] = sorted(n for n in names if n not in SKIPPED_FOLDERS)
        for leaf in sorted(leaves):
            if os.path.splitext(leaf)[1] in endings and leaf != ".git":
                path = os.path.join(folder, leaf)
                if not os.path.islink(path):
                    yield os.path.relpath(path, root)


def lines(root, path):
    with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
        return file.read().splitlines()


def floor_of(path):
    if path.startswith(SEAM_BODIES):
        return "common/platform"
    for floor in FLOORS:
        if path.startswith(floor + "/"):
            return floor
    return None  # tests and the rest may include everything


def floors(root):
    """An include goes to its own floor or down."""
    for path in files(root, CODE):
        mine = floor_of(path)
        for number, line in enumerate(lines(root, path), 1):
            match = INCLUDE.match(line)
            if not match or match.group(1) != '"':
                continue
            target = match.group(2)
            found = [f"{base}/{target}" for base in INCLUDE_ROOTS
                     if os.path.exists(os.path.join(root, base, target))]
            if not found:
                yield (f"{path}:{number}: \"{target}\" is not below an include folder "
                       f"({', '.join(INCLUDE_ROOTS)}); name it from there")
            elif mine is not None:
                # The shells of two systems name their parts alike; a file gets its own system's.
                nearest = next((one for one in found if floor_of(one) == mine), found[0])
                other = floor_of(nearest)
                if other is None:
                    yield f"{path}:{number}: includes {nearest}, which is a part of the tests"
                elif other != mine and FLOORS[other] >= FLOORS[mine]:
                    yield (f"{path}:{number}: {mine} may not include {other} (\"{target}\"): "
                           "move the code down or pass the value in")


def os_conditions(root):
    """No #if on an operating system outside the seam."""
    for path in files(root, CODE):
        if path.startswith(OS_FOLDERS):
            continue
        for number, line in enumerate(lines(root, path), 1):
            match = CONDITION.match(line)
            if match and OS_MACRO.search(match.group(1)):
                yield (f"{path}:{number}: asks for an operating system; put the difference behind "
                       "a header in common/platform and let the build pick the body")


def libraries(root):
    """A library is included by one floor."""
    for path in files(root, CODE):
        for number, line in enumerate(lines(root, path), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            for pattern, owners in LIBRARIES.items():
                if re.match(pattern, match.group(2)) and not path.startswith(owners):
                    yield (f"{path}:{number}: only {', '.join(owners)} may include "
                           f"<{match.group(2)}>")


def sizes(root):
    """No file of code over 300 lines: one job each."""
    for path in files(root, CODE + (".py", ".sh", ".mjs", ".js")):
        count = len(lines(root, path))
        if count > MOST_LINES:
            yield f"{path}: {count} lines, {MOST_LINES} allowed: split it by job"


def headers(root):
    """Every file of code starts with its licence; headers say once and what they are for."""
    for path in files(root, CODE):
        text = lines(root, path)
        if not text or text[0] != "// SPDX-License-Identifier: MIT":
            yield f"{path}:1: the first line must be // SPDX-License-Identifier: MIT"
        if path.endswith(".h"):
            if "#pragma once" not in text:
                yield f"{path}:1: a header needs #pragma once"
            elif len(text) < 2 or not text[1].startswith("// "):
                yield f"{path}:2: say in one to four lines what this is for and what it keeps true"


def sleeps(root):
    """Tests wait for an event with a deadline; they never sleep."""
    call = re.compile(r"\b(sleep_for|sleep_until|usleep|nanosleep)\s*\(|(?<![\w.])::sleep\s*\("
                      r"|\btime\.sleep\s*\(|\bGLib\.usleep\s*\(")
    for path in files(os.path.join(root, "tests"), CODE + (".py",)):
        # A benchmark measures time itself: what happens in 30 idle seconds. A kill at a random moment
        # needs one.
        if path.startswith(("checks/", "bench/", "chaos/")) or path in WAITS:
            continue
        for number, line in enumerate(lines(root, "tests/" + path), 1):
            if call.search(line):
                yield f"tests/{path}:{number}: sleeps; wait for an event with a deadline"


def leftovers(root):
    """Nothing of one machine or one moment stays in the tree."""
    # Written in pieces, so that this file does not offend.
    words = re.compile("|".join([
        "NO" + "MERGE", r"\bFIX" + r"ME\b", r"\bX" + r"XX:", r"\bTO" + r"DO\b", "<<<" + "<<<< ",
        ">>>" + ">>>> ", "BEGIN [A-Z ]*PRIVATE " + "KEY", r"(?<!\+ \")(?<![\w.}/])/wo" + r"rk/(?=\w)",
        r"/ro" + r"ot/\.\w", r"/tmp/" + r"w/"]))
    for path in files(root, TEXT):
        if path.startswith("tests/data/"):
            continue
        for number, line in enumerate(lines(root, path), 1):
            match = words.search(line)
            if match:
                yield f"{path}:{number}: \"{match.group(0)}\" does not belong in the tree"


RULES = {rule.__name__: rule for rule in
         (floors, os_conditions, libraries, sizes, headers, sleeps, leftovers)}


def main():
    if len(sys.argv) not in (2, 3) or sys.argv[1] not in RULES:
        sys.exit(f"usage: source.py {'|'.join(RULES)} [ROOT]")
    default = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    offences = list(RULES[sys.argv[1]](sys.argv[2] if len(sys.argv) == 3 else default))
    print("\n".join(offences))
    sys.exit(1 if offences else 0)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""clang-tidy over the programs' code (.clang-tidy has the list). Files with the same flags are checked
together, because nearly all of the time goes into the headers that they share; those that define the
same name for themselves are kept apart. A file that several programs compile is checked once. What was
clean once is remembered by its content: the files, every header of ours below them, the list and the
tool.

    tidy.py COMPILE_COMMANDS [ROOT]      77: no clang-tidy
"""
import concurrent.futures
import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../cmake"))
from together import read, together  # noqa: E402
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from compile_commands import INCLUDE, compiled  # noqa: E402

BATCH = 80
# Ours and those of libraries that only some of our code includes: they mean nothing to the rest.
HARMLESS = ("-DSANDTRAY_", "-DFMT_", "-DSPDLOG_")
NAMED = re.compile(r"^(/[^:\n]+):\d+:\d+: error:", re.M)
KEPT_FLAG = re.compile(r"^-(std=|I|D|isystem|iquote)")


def flags_of(entry):
    words = entry["arguments"] if "arguments" in entry else shlex.split(entry["command"])
    kept = []
    for index, word in enumerate(words):
        if KEPT_FLAG.match(word):
            kept.append(word)
            if word in ("-I", "-D", "-isystem", "-iquote"):
                kept.append(words[index + 1])
    return tuple(kept)


def batches(commands, root):
    """Lists of files with the same flags that can be one, at most BATCH long."""
    groups, seen, harmless = {}, set(), set()
    for path, entry in compiled(commands):
        harmless.update(flag for flag in flags_of(entry) if flag.startswith(HARMLESS))
        flags = tuple(flag for flag in flags_of(entry) if not flag.startswith(HARMLESS))
        relative = os.path.relpath(path, root)
        if path not in seen and relative.startswith(("common/", "linux/", "mac/", "windows/")):
            seen.add(path)
            groups.setdefault(flags, []).append(path)
    for flags, paths in sorted(groups.items()):
        flags += tuple(sorted(harmless))
        for files in together(sorted(paths), BATCH):
            yield files, flags


def with_headers(paths, root):
    """The files and every header of ours that they reach."""
    seen, waiting = set(), list(paths)
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        for name in INCLUDE.findall(read(path)):
            for folder in ("common", "linux", "mac", "windows"):
                header = os.path.join(root, folder, name)
                if os.path.exists(header):
                    waiting.append(header)
    return sorted(seen)


def key_of(paths, flags, root, tool):
    digest = hashlib.sha256()
    for text in (tool, read(os.path.join(root, ".clang-tidy")), *flags):
        digest.update(text.replace(root, "").encode() + b"\0")
    for path in with_headers(paths, root):
        digest.update((os.path.relpath(path, root) + "\0" + read(path) + "\0").encode())
    return digest.hexdigest()


def tidy(program, text, flags, root):
    """Runs clang-tidy over a file with this text; returns what it says."""
    with tempfile.NamedTemporaryFile("w", suffix=".cpp") as unit:
        unit.write(text)
        unit.flush()
        done = subprocess.run(
            [program, "--quiet", f"--config-file={root}/.clang-tidy",
             f"--header-filter=^{re.escape(root)}/(common|linux|mac|windows)/",
             unit.name, "--", *flags], capture_output=True, text=True, cwd=root, check=False)
    return done.stdout if done.returncode else ""


def check(program, paths, flags, root):
    said = tidy(program, "".join(f'#include "{path}"\n' for path in paths), flags, root)
    if "[clang-diagnostic-error]" not in said or len(paths) == 1:
        return said.replace(root + "/", "")
    # They do not go together: those that the errors name, one by one, and the rest.
    named = {match.group(1) for match in NAMED.finditer(said)} & set(paths)
    parts = [[path] for path in named] + [[path for path in paths if path not in named]]
    if not named:
        parts = [paths[:len(paths) // 2], paths[len(paths) // 2:]]
    return "".join(check(program, part, flags, root) for part in parts if part)


def main():
    commands = sys.argv[1]
    default = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    root = os.path.realpath(sys.argv[2] if len(sys.argv) > 2 else default)
    program = shutil.which("clang-tidy-14") or shutil.which("clang-tidy")
    if not program:
        print("Skipped: needs clang-tidy")
        sys.exit(77)
    tool = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    cache = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"),
                         "sandtray-checks")
    os.makedirs(cache, exist_ok=True)
    work, found = [], False
    for paths, flags in batches(commands, root):
        found = True
        mark = os.path.join(cache, key_of(paths, flags, root, tool))
        if not os.path.exists(mark):
            work.append((paths, flags, mark))
    bad = not found
    if not found:
        print(f"{commands} names no file below {root}")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = {pool.submit(check, program, paths, flags, root): mark for paths, flags, mark in work}
        for job in concurrent.futures.as_completed(jobs):
            if job.result():
                bad = True
                print(job.result())
            else:
                with open(jobs[job], "w", encoding="utf-8"):
                    pass
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A clone has the same bytes on every system, also where git is told to write the line ends of
Windows, as it is there by default.

    line_ends_test.py
"""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import outcome  # noqa: E402

ROOT = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
LEFT_OUT = shutil.ignore_patterns(".git", "build", ".cache", "node_modules", "__pycache__", "*.pyc",
                                  "compile_commands.json")


def git(*words):
    # Nothing that this machine has set, and no name of a person.
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    env |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_AUTHOR_NAME": "a",
            "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
    subprocess.run(["git", *words], env=env, check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


def contents(root):
    found = {}
    for folder, folders, files in os.walk(root):
        if ".git" in folders:
            folders.remove(".git")
        for name in files:
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, root)] = file.read()
    return found


def differences(world, tree):
    """Per way to clone: the files that are not as in the tree."""
    git("-C", tree, "init", "-q")
    git("-C", tree, "add", "-A")
    git("-C", tree, "commit", "-q", "-m", "all")
    wanted = contents(tree)
    different = {}
    for setting in ("false", "input", "true"):
        clone = os.path.join(world, setting)
        git("clone", "-q", "-c", "core.autocrlf=" + setting, tree, clone)
        got = contents(clone)
        names = wanted.keys() | got.keys()
        different[setting] = sorted(name for name in names if wanted.get(name) != got.get(name))
    return different


class Clone(unittest.TestCase):
    def setUp(self):
        self.world = tempfile.mkdtemp(prefix="sandtray-line-ends-")
        self.addCleanup(shutil.rmtree, self.world)

    def test_has_the_same_bytes_everywhere(self):
        tree = os.path.join(self.world, "tree")
        shutil.copytree(ROOT, tree, symlinks=True, ignore=LEFT_OUT)
        self.assertEqual(differences(self.world, tree), {"false": [], "input": [], "true": []})

    def test_the_comparison_can_fail(self):
        tree = os.path.join(self.world, "tree")
        os.mkdir(tree)
        with open(os.path.join(tree, "golden.txt"), "wb") as file:
            file.write(b"one\ntwo\n")
        self.assertEqual(differences(self.world, tree)["true"], ["golden.txt"])


if __name__ == "__main__":
    outcome.main()

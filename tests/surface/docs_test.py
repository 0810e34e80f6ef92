#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The documents tell the truth: commands, exit statuses, settings and paths that they name exist,
and every command stands in the man page and in the completions.

    docs_test.py SANDTRAY      the program that was built
"""
import json
import os
import re
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import outcome  # noqa: E402

ROOT = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md",
             "docs/sandbox.md", "docs/sandtray.1"]
PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 else ""


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def commands_of(program):
    said = subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout
    part = re.split(r"^Subcommands:\n", said, flags=re.M)[1]
    return set(re.findall(r"^  ([a-z]+)  ", part.split("\n\n")[0], flags=re.M))


def named_commands(text):
    """Words after `sandtray` in what is set as code; the man page has them as .Cm as well."""
    code = re.findall(r"`([^`\n]+)`", text) + re.findall(r"^(?:    |\.Dl \$ |\$ )(.+)$", text, re.M)
    code += re.findall(r"^```[a-z]*\n(.*?)^```", text, re.M | re.S) + re.findall(r"^\.Ql (.+)$", text,
                                                                              re.M)
    # Not in a list of names ("sandtray ls" is a command, "sandtray, sandtray-host" is not).
    return set(re.findall(r"(?:^|[\s/(])sandtray ([a-z]+)\b", "\n".join(code), re.M))


class Documents(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.commands = commands_of(PROGRAM)

    def test_the_check_sees_commands(self):
        self.assertLessEqual({"run", "attach", "ls", "doctor"}, self.commands)
        self.assertEqual(named_commands("`sandtray fly away`, the sandtray program, `x/sandtray ls`"),
                         {"fly", "ls"})

    def test_named_commands_exist(self):
        for path in DOCUMENTS:
            self.assertLessEqual(named_commands(read(path)), self.commands, path)

    def test_every_command_is_documented(self):
        man = read("docs/sandtray.1")
        listed = set()
        for line in re.findall(r"^\.It Cm (.+)$", man.split(".Sh SETTINGS")[0], re.M):
            listed |= set(re.findall(r"[a-z]+", line.replace("Ar agent", "")))
        self.assertLessEqual(self.commands, listed)
        for shell in ("bash", "zsh", "fish"):
            text = read(f"common/data/completions/sandtray.{shell}")
            for command in self.commands:
                self.assertRegex(text, rf"\b{command}\b", shell)

    def test_every_option_is_documented(self):
        man = read("docs/sandtray.1").replace("Fl -", "--").replace("Fl ", "-")
        for command in sorted(self.commands):
            said = subprocess.run([PROGRAM, command, "--help"], capture_output=True, text=True,
                                  check=True).stdout
            for option in set(re.findall(r"--[a-z]+", said)) - {"--help"}:
                self.assertIn(option, man, command)
                bare = option[2:]
                for shell in ("bash", "zsh", "fish"):
                    self.assertRegex(read(f"common/data/completions/sandtray.{shell}"),
                                     rf"(--|-l ){bare}\b", f"{command} in {shell}")

    def test_exit_statuses_are_those_of_the_code(self):
        codes = set(re.findall(r"= (\d+),", read("common/base/result.h")))
        self.assertEqual(codes, set(re.findall(r"^\.It (\d+)$", read("docs/sandtray.1"), re.M)))

    def test_settings_are_those_of_the_schema(self):
        man = read("docs/sandtray.1").split(".Sh SETTINGS")[1].split(".Sh ENVIRONMENT")[0]
        schema = json.loads(read("common/data/schemas/config.schema.json"))
        keys = set(schema["properties"]) - {"$schema", "version", "notifications"}
        keys |= {f"notifications.{key}"
                 for key in schema["properties"]["notifications"]["properties"]}
        named = set()
        for line in re.findall(r"^\.It Cm (.+)$", man, re.M):
            named |= set(line.replace(" Cm ", " ").replace(" ,", "").split())
        self.assertEqual(named, keys)

    def test_completions_offer_what_there_is(self):
        """Settings, actions of config, and every value of --set."""
        schema = json.loads(read("common/data/schemas/config.schema.json"))
        words = set(schema["properties"]) - {"$schema", "version", "notifications"}
        words |= {f"notifications.{key}"
                  for key in schema["properties"]["notifications"]["properties"]}
        said = subprocess.run([PROGRAM, "config", "--help"], capture_output=True, text=True,
                              check=True).stdout
        actions = re.search(r"\{([a-z,]+)\}", said)[1].split(",")
        self.assertIn("check", actions)
        words.add(" ".join(actions))
        options = re.findall(r"^\.It Cm (\w+) Ns = Ns Cm (.+)$", read("docs/sandtray.1"), re.M)
        self.assertEqual({name for name, _ in options}, {"permissions", "network", "git", "ssh_agent", "clone"})
        words |= {f"{name}={value}" for name, values in options for value in values.split(" | ")}
        for shell in ("bash", "zsh", "fish"):
            text = read(f"common/data/completions/sandtray.{shell}")
            for word in sorted(words):
                self.assertRegex(text, rf"(?<![\w.-]){re.escape(word)}(?![\w.-])", shell)

    def test_named_files_exist(self):
        for path in DOCUMENTS:
            for name in re.findall(r"`((?:common|linux|tests|docs|installer|cmake|\.ci)/[\w./-]*)`",
                                   read(path)):
                self.assertTrue(os.path.exists(os.path.join(ROOT, name)), f"{path}: {name}")
            for name in re.findall(r"\]\((?!https?:|#)([^)#]+)[^)]*\)", read(path)):
                target = os.path.join(ROOT, os.path.dirname(path), name)
                self.assertTrue(os.path.exists(target), f"{path}: {name}")

    def test_the_man_page_is_clean(self):
        if not shutil.which("mandoc"):
            self.skipTest("Skipped: needs mandoc")
        # bwrap(1) may not be in this machine's index of man pages.
        said = subprocess.run(["mandoc", "-Tlint", "-Wwarning", os.path.join(ROOT, "docs/sandtray.1")],
                              capture_output=True, text=True, check=False).stdout
        self.assertEqual(said, "")


if __name__ == "__main__":
    outcome.main()

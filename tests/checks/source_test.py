#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Plants one offence per rule in a copy of the real tree: each must be found, with its file, and
each permitted neighbour must not."""
import os
import shutil
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "support")]
import outcome  # noqa: E402
import source  # noqa: E402

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
HEAD = "// SPDX-License-Identifier: MIT\n"


class Planted(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.root = tempfile.mkdtemp(prefix="sandtray-source-")
        for folder in ("common", "linux", "tests"):
            shutil.copytree(os.path.join(ROOT, folder), os.path.join(cls.root, folder),
                            ignore=shutil.ignore_patterns("node_modules", "__pycache__"))

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.root)

    def offences(self, rule, path, text):
        """What the rule says about the planted file only."""
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)
        try:
            return [line for line in source.RULES[rule](self.root) if line.startswith(path + ":")]
        finally:
            os.remove(full)

    def finds(self, rule, path, text, words):
        found = self.offences(rule, path, text)
        self.assertEqual(len(found), 1, found)
        self.assertIn(words, found[0])

    def allows(self, rule, path, text):
        self.assertEqual(self.offences(rule, path, text), [])

    def test_an_upward_include(self):
        upward = HEAD + '#include "session/state.h"\n'
        self.finds("floors", "common/base/planted.cpp", upward, "may not include common/session")
        self.finds("floors", "common/sandbox/planted.h", upward, "may not include common/session")
        self.finds("floors", "linux/platform/planted.cpp", upward, "common/platform may not")
        self.allows("floors", "common/session/planted.cpp", upward)
        self.allows("floors", "common/app/planted.cpp", upward)
        self.allows("floors", "tests/unit/planted.cpp", upward)

    def test_a_neighbour_of_the_same_height(self):
        self.finds("floors", "common/network/planted.cpp", HEAD + '#include "config/agent.h"\n',
                   "may not include common/config")

    def test_an_include_from_nowhere(self):
        self.finds("floors", "common/base/planted.cpp", HEAD + '#include "text.h"\n', "name it")
        self.finds("floors", "common/base/planted.cpp", HEAD + '#include "checks/source.py"\n',
                   "part of the tests")

    def test_an_operating_system_condition(self):
        for condition in ("#ifdef __linux__", "#if defined(_WIN32)", "# elif __APPLE__ // x"):
            text = HEAD + condition + "\n#endif\n"
            self.finds("os_conditions", "common/session/planted.cpp", text, "operating system")
            self.allows("os_conditions", "common/platform/posix/planted.cpp", text)
            self.allows("os_conditions", "linux/tray/planted.cpp", text)
        self.allows("os_conditions", "common/base/planted.cpp", HEAD + "#if defined(NDEBUG)\n#endif\n")

    def test_a_library_on_another_floor(self):
        cases = {"nlohmann/json.hpp": "common/base/json.h", "spdlog/spdlog.h": "common/base/log.cpp",
                 "CLI/CLI.hpp": "common/cli/", "seccomp.h": "linux/platform/",
                 "systemd/sd-bus.h": "linux/tray/", "wx/string.h": "common/ui/",
                 "AppKit/AppKit.h": "mac/tray/", "gtest/gtest.h": "tests/", "valijson/validator.hpp": "tests/data/"}
        for name, owner in cases.items():
            self.finds("libraries", "common/config/planted.cpp", f"{HEAD}#include <{name}>\n", owner)
        self.allows("libraries", "common/cli/planted.cpp", HEAD + "#include <CLI/CLI.hpp>\n")
        self.allows("libraries", "tests/unit/planted.cpp", HEAD + "#include <gtest/gtest.h>\n")
        self.allows("libraries", "common/config/planted.cpp", HEAD + "#include <linux/seccomp.h>\n")

    def test_a_file_that_is_too_long(self):
        self.finds("sizes", "common/base/planted.cpp", "\n" * 301, "301 lines")
        self.allows("sizes", "common/base/planted.cpp", "\n" * 300)

    def test_a_header_that_says_nothing(self):
        self.finds("headers", "common/base/planted.cpp", "int x;\n", "SPDX")
        self.finds("headers", "common/base/planted.h", HEAD + "// What for.\n", "#pragma once")
        self.finds("headers", "common/base/planted.h", HEAD + "#pragma once\n", "what this is for")

    def test_a_test_that_sleeps(self):
        self.finds("sleeps", "tests/unit/planted.cpp", "std::this_thread::sleep_" + "for(1s);", "wait")
        self.finds("sleeps", "tests/tray/planted.py", "time.sl" + "eep(1)", "wait")
        self.allows("sleeps", "tests/unit/planted.cpp", 'run({"sleep", "60"});')

    def test_what_was_left_behind(self):
        self.finds("leftovers", "common/base/planted.cpp", "// TO" + "DO later\n", "does not belong")
        self.finds("leftovers", "common/data/planted.json", '"/wo' + 'rk/x"', "does not belong")
        self.allows("leftovers", "common/data/planted.json", '"/home/agent/network/x"')


if __name__ == "__main__":
    outcome.main()

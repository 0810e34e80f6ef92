#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The checks that call a tool (format.sh, shell.sh, tidy.py) say no to an offence and yes without
it; tidy.py remembers what was clean and nothing else."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import outcome  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")


class Tool(unittest.TestCase):
    def setUp(self):
        self.root = os.path.realpath(tempfile.mkdtemp(prefix="sandtray-tools-"))
        self.addCleanup(shutil.rmtree, self.root)

    def write(self, path, text):
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)
        return full

    def run_check(self, *words):
        env = {**os.environ, "XDG_CACHE_HOME": os.path.join(self.root, "cache")}
        done = subprocess.run(words, capture_output=True, text=True, check=False, env=env)
        if done.returncode == 77:
            self.skipTest(done.stdout.strip())
        return done.returncode, done.stdout + done.stderr

    def test_format(self):
        shutil.copy(os.path.join(ROOT, ".clang-format"), self.root)
        check = (os.path.join(HERE, "format.sh"), self.root)
        self.write("a b.cpp", "int x = 0;\n")
        self.assertEqual(self.run_check(*check)[0], 0)
        self.write("bad.h", "int  x=0 ;\n")
        status, said = self.run_check(*check)
        self.assertNotEqual(status, 0)
        self.assertIn("bad.h", said)

    def test_shell(self):
        check = (os.path.join(HERE, "shell.sh"), self.root)
        self.write("a b", '#!/bin/sh\necho "$1"\n')
        self.write("not-a-script.md", "text\n#!/bin/sh\nrm $1\n")
        self.assertEqual(self.run_check(*check)[0], 0)
        self.write("bad", "#!/bin/sh\nrm $1\n")
        status, said = self.run_check(*check)
        self.assertNotEqual(status, 0)
        self.assertIn("bad", said)

    def test_tidy(self):
        shutil.copy(os.path.join(ROOT, ".clang-tidy"), self.root)
        include = f"-I{self.root}/common"
        header = self.write("common/a.h", "inline int one() { return 1; }\n")
        sources = [self.write(f"common/{name}.cpp",
                              '#include "a.h"\nnamespace { int same() { return one(); } }\n'
                              f"int {name}() {{ return same(); }}\n") for name in ("b", "c")]
        commands = self.write("compile_commands.json", json.dumps(
            [{"directory": self.root, "file": source, "command": f"c++ {include} -c {source}"}
             for source in sources]))
        check = ("python3", os.path.join(HERE, "tidy.py"), commands, self.root)
        self.assertEqual(self.run_check(*check), (0, ""))  # b and c only compile apart
        marks = os.listdir(os.path.join(self.root, "cache", "sandtray-checks"))
        self.assertEqual(len(marks), 1)
        self.assertEqual(self.run_check(*check), (0, ""))
        with open(header, "a", encoding="utf-8") as file:
            file.write("inline int BadName() { return 1; }\n")
        for _ in range(2):
            status, said = self.run_check(*check)
            self.assertEqual(status, 1)
            self.assertIn("common/a.h:2", said)
            self.assertIn("readability-identifier-naming", said)

    def test_tidy_without_a_file(self):
        shutil.copy(os.path.join(ROOT, ".clang-tidy"), self.root)
        commands = self.write("compile_commands.json", "[]")
        self.assertEqual(
            self.run_check("python3", os.path.join(HERE, "tidy.py"), commands, self.root)[0], 1)


if __name__ == "__main__":
    outcome.main()

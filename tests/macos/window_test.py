#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The windows are compiled against wxWidgets' headers for macOS: what only GTK's wxWidgets has does not
compile in any of their files, and neither does a function that overrides nothing.

    window_test.py COMPILE_COMMANDS
"""
import os
import shlex
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import outcome  # noqa: E402
from compile_commands import compiled  # noqa: E402

COMMANDS = sys.argv.pop(1)
ROOT = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
VICTIM = "common/ui/sessions_page.cpp"
SOUND = "\nvoid planted(wxDataViewCtrl& list) { list.GetMainWindow(); }\n"
FOREIGN = "\nvoid planted(wxDataViewCtrl& list) { list.GtkGetTreeView(); }\n"
LOOSE = "\nclass Planted : public wxPanel { bool Destory() override { return true; } };\n"


def entries():
    for path, entry in compiled(COMMANDS):
        yield os.path.relpath(path, ROOT), entry


class Window(unittest.TestCase):
    def compile(self, planted):
        """(status, what the compiler said) for the file with a line more."""
        entry = dict(entries())[VICTIM]
        words = shlex.split(entry["command"])
        if os.path.basename(words[0]) == "ccache":
            words.pop(0)
        with tempfile.TemporaryDirectory(prefix="sandtray-window-") as folder:
            source = f"{folder}/planted.cpp"
            with open(os.path.join(ROOT, VICTIM), encoding="utf-8") as file:
                text = file.read()
            with open(source, "w", encoding="utf-8") as file:
                file.write(text + planted)
            words[words.index("-c") + 1] = source
            words[words.index("-o") + 1] = f"{folder}/planted.o"
            done = subprocess.run(words, cwd=entry["directory"], capture_output=True, text=True,
                                  timeout=200, check=False)
        return done.returncode, done.stderr

    def test_every_file_of_the_windows_is_compiled(self):
        built = {path for path, _ in entries()}
        for folder, ending in (("common/ui", ".cpp"), ("common/ui/posix", ".cpp"),
                               ("mac/ui", ".mm")):
            for name in os.listdir(os.path.join(ROOT, folder)):
                if name.endswith(ending):
                    self.assertIn(f"{folder}/{name}", built)

    def test_what_is_right_compiles(self):
        self.assertEqual(self.compile(SOUND), (0, ""))

    def test_what_only_another_system_has_does_not(self):
        status, said = self.compile(FOREIGN)
        self.assertNotEqual(status, 0)
        self.assertIn("no member named 'GtkGetTreeView'", said)

    def test_what_overrides_nothing_does_not(self):
        status, said = self.compile(LOOSE)
        self.assertNotEqual(status, 0)
        self.assertIn("only virtual member functions can be marked 'override'", said)


if __name__ == "__main__":
    outcome.main()

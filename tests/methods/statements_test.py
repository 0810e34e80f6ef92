#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What methods state to withstand, the kinds of attempts to escape, and the table of docs/methods.md
agree. --write: the table's marks are made anew."""
import json
import pathlib
import re
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests/vm")]
sys.dont_write_bytecode = True

from escape.room import header  # noqa: E402
from support import outcome  # noqa: E402

import engines  # noqa: E402
import escapes_matrix  # noqa: E402
import limitations  # noqa: E402

DATA, DOCUMENT = ROOT / "common/data", ROOT / "docs/methods.md"
ATTEMPTS = sorted((ROOT / "tests/escape/attempts").glob("*.sh"))
KINDS = json.loads((DATA / "schemas/method.schema.json").read_text())[
    "properties"]["withstands"]["items"]["enum"]
METHODS = ["methods/bwrap", "methods/host", "methods/lima", *(f"templates/{name}" for name in (
    "bwrap", "docker", "firejail", "nspawn", "podman", "srt", "ssh"))]
ROW = re.compile(r"^\| `([a-z-]+)` \| ([^|]+) \|.*$", re.MULTILINE)


def row(kind, words):
    marks = ("yes" if kind in escapes_matrix.stated_by(method) else "–" for method in METHODS)
    return f"| `{kind}` | {words.strip()} | {' | '.join(marks)} |"


def cell(kind, result):
    return {"group": kind, "result": result, "why": ""}


class Statements(unittest.TestCase):
    def test_every_attempt_is_of_a_known_kind(self):
        kinds = {file.stem: header(file.read_text(), "group") for file in ATTEMPTS}
        self.assertEqual(sorted(set(kinds.values())), sorted(KINDS))

    def test_a_limitation_is_of_a_kind_that_bwrap_does_not_state(self):
        stated = escapes_matrix.stated_by("methods/bwrap")
        for file in ATTEMPTS:
            known = header(file.read_text(), "expect").startswith("limitation")
            self.assertEqual(header(file.read_text(), "group") not in stated, known, file.stem)

    def test_every_template_that_runs_here_is_in_the_matrix(self):
        in_matrix = [*escapes_matrix.METHODS, *escapes_matrix.ELSEWHERE]
        for folder in ("methods", "templates"):
            for file in (DATA / folder).glob("*.json"):
                method = json.loads(file.read_text())
                # Of the agent's own sandbox the lane of agents has tests, for each agent.
                tried = not method.get("planned") and not method.get("partial")
                # Docker Sandboxes do not run here.
                if tried and file.stem != "sbx" and "linux" in method["platforms"]:
                    self.assertIn(f"{folder}/{file.stem}", in_matrix)
        self.assertEqual(sorted(METHODS), sorted(in_matrix))

    def test_the_document_says_the_same(self):
        text = DOCUMENT.read_text()
        self.assertEqual([found[1] for found in ROW.finditer(text)], KINDS)
        for found in ROW.finditer(text):
            self.assertEqual(found[0], row(found[1], found[2]))


class VirtualMachine(unittest.TestCase):
    """What its lane expects (tests/vm/escapes.py)."""

    def setUp(self):
        self.known = [attempt for _, attempts in limitations.LIMITATIONS for attempt in attempts]

    def test_the_document_tells_of_each_limitation(self):
        text = " ".join((ROOT / "docs/vm.md").read_text().split())
        for words, _ in limitations.LIMITATIONS:
            self.assertIn(words, text)

    def test_each_is_there_and_of_a_kind_that_is_not_stated(self):
        stated = escapes_matrix.stated_by("methods/lima")
        kinds = {file.stem: header(file.read_text(), "group") for file in ATTEMPTS}
        for attempt in (*self.known, *limitations.NOT_TRIED, *limitations.NOT_SHOWN):
            self.assertIn(attempt, kinds)
        self.assertEqual([attempt for attempt in self.known if kinds[attempt] in stated], [])
        self.assertEqual(len(self.known), len(set(self.known)))


class Matrix(unittest.TestCase):
    """The comparison of the lane, with results that were made up."""

    def judge(self, stated, *cells):
        found = escapes_matrix.counts({str(number): one for number, one in enumerate(cells)})
        return escapes_matrix.judge(stated, found)

    def test_one_success_refutes_a_statement(self):
        cells = (cell("sockets", "refused"), cell("sockets", "succeeded"))
        self.assertEqual(self.judge(["sockets"], *cells), (["sockets"], [], [], []))

    def test_what_was_not_tried_proves_nothing(self):
        self.assertEqual(self.judge(["sockets"], cell("sockets", "n/a")), ([], [], [], ["sockets"]))
        self.assertEqual(self.judge(["sockets"]), ([], [], [], ["sockets"]))

    def test_too_modest_a_statement_is_one_too(self):
        self.assertEqual(self.judge([], cell("sockets", "refused"), cell("privilege", "n/a")),
                         ([], ["sockets"], [], []))

    def test_what_was_tried_in_part_refutes_no_modesty(self):
        self.assertEqual(self.judge([], cell("sockets", "refused"), cell("sockets", "n/a")),
                         ([], [], ["sockets"], []))

    def test_the_lane_fails_for_both(self):
        for group, result, broken in (("sockets", "succeeded", True), ("sockets", "refused", False),
                                      ("project-files", "refused", True),
                                      ("project-files", "succeeded", False)):
            seen = {"methods/bwrap": {"a": cell(group, result)}}
            self.assertEqual(escapes_matrix.verdict("methods/bwrap", seen)[1], broken, (group, result))

    def test_a_refusal_needs_a_control(self):
        seen = {"control": {"a": cell("x", "refused"), "b": cell("x", "succeeded")},
                "methods/host": {"a": cell("x", "refused"), "b": cell("x", "refused")},
                "methods/bwrap": {"a": cell("x", "refused"), "b": cell("x", "refused")}}
        judged = escapes_matrix.with_control(seen)["methods/bwrap"]
        self.assertEqual((judged["a"]["result"], judged["b"]["result"]), ("n/a", "refused"))


class Reasons(unittest.TestCase):
    """An engine that does not run here is skipped with what it said of that, never for nothing."""

    def test_it_is_what_was_said_last(self):
        said = "starting\nfailed to start daemon: no control groups\nSee 'docker run --help'.\n\n"
        self.assertEqual(engines.last_words(said), "failed to start daemon: no control groups")
        self.assertEqual(engines.last_words("\n"), "it said nothing")

    def test_an_engine_that_runs_is_not_skipped(self):
        engines.Engine("", "").try_out("sh", "-c", "echo warning; echo inside", says="inside")

    def test_one_that_fails_or_confines_nothing_is(self):
        for script, reason in (("echo no room >&2; exit 1", "sh: no room"),
                               ("echo outside; echo no sandbox >&2", "sh: no sandbox"),
                               ("echo outside", "sh: outside")):
            with self.assertRaisesRegex(unittest.SkipTest, f"^{reason}$"):
                engines.Engine("", "").try_out("sh", "-c", script, says="inside")

    def test_a_reason_is_said_once(self):
        with self.assertRaisesRegex(unittest.SkipTest, "^docker: a; b$"):
            engines.refuse("docker", ["a", "b", "a"])


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        DOCUMENT.write_text(re.sub(r"^\| `([a-z-]+)` \| ([^|\n]+) \|.*$",
                                   lambda found: row(found[1], found[2]), DOCUMENT.read_text(),
                                   flags=re.MULTILINE))
        sys.exit(0)
    outcome.main()

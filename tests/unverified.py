#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What a lane leaves out is what docs/unverified.md says, no more and no less. The document has a
section for each system with tables: below the head "Case" stand the cases that are skipped, below
"Tests" the files and folders of tests that are not built there.

    unverified.py skipped DOCUMENT SYSTEM FOLDER...         ctest's JUnit files, as for summary.py
    unverified.py sources DOCUMENT SYSTEM COMMANDS [ROOT]   a compile_commands.json and the tree

Prints one line per offence and exits 1 if there is one.
"""
import pathlib
import re
import sys

import summary

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))
from compile_commands import compiled  # noqa: E402


def named(document, system, head):
    """What stands in backticks below this head in the tables of the section."""
    found, column, inside = set(), None, False
    for line in pathlib.Path(document).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            inside = line.lstrip("# ") == system
        if not line.startswith("|"):
            column = None
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if column is None:
            column = cells.index(head) if head in cells else -1
        elif inside and 0 <= column < len(cells):
            found |= set(re.findall(r"`([^`]+)`", cells[column]))
    return found


def skipped(document, system, folders):
    documented = named(document, system, "Case")
    seen = set()
    for folder in folders:
        for path in sorted(pathlib.Path(folder).rglob("*.xml")):
            if not path.name.endswith(".again.xml"):
                seen |= {case.get("name") for case in summary.cases(path)
                         if summary.asked_to_be_skipped(case)}
    for name in sorted(seen - documented):
        yield f"{name} was skipped and is not in {document} under {system}"
    for name in sorted(documented - seen):
        yield f"{name} is in {document} under {system} and was not skipped"


def sources(document, system, commands, root=ROOT):
    root = pathlib.Path(root).resolve()
    documented = named(document, system, "Tests")
    built = {pathlib.Path(path) for path, _ in compiled(commands)}
    used = set()
    for path in sorted((root / "tests").rglob("*_test.cpp")):
        name = path.relative_to(root).as_posix()
        covering = {word for word in documented
                    if word == name or word.endswith("/") and name.startswith(word)}
        if path in built:
            for word in sorted(covering):
                yield f"{name} is built and {document} says under {system} that {word} is not"
        elif not covering:
            yield f"{name} is not built and not in {document} under {system}"
        used |= covering
    for word in sorted(documented - used):
        yield f"{word} is in {document} under {system} and there is no such test"


def main():
    if len(sys.argv) < 5 or sys.argv[1] not in ("skipped", "sources"):
        sys.exit(__doc__)
    _, what, document, system, *rest = sys.argv
    offences = list(skipped(document, system, rest) if what == "skipped"
                    else sources(document, system, *rest))
    print("\n".join(offences), end="\n" if offences else "")
    sys.exit(1 if offences else 0)


if __name__ == "__main__":
    main()

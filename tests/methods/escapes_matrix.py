#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What escapes_test.py has seen of each method, as one matrix:

    escapes_matrix.py SEEN RESULTS      SEEN: its FOLDER

Writes RESULTS/methods/escapes.json, .md and .txt; the variable SANDTRAY_RESULTS goes first.

Fails if a method withstands less than it states ("withstands" in its data file), or more: all
attempts of a kind were made, and none worked. A statement that was not put to the test here is
printed, and so is more than was stated where some attempts could not be made."""
import json
import os
import pathlib
import sys

DATA = pathlib.Path(__file__).resolve().parent.parent.parent / "common/data"
WITHOUT = ("control", "methods/host")
METHODS = ["methods/host", "methods/bwrap", *(f"templates/{name}" for name in (
    "bwrap", "firejail", "docker", "podman", "nspawn", "srt", "ssh"))]
# Tried by a lane of its own (tests/vm/escapes.py).
ELSEWHERE = ["methods/lima"]


def title_of(method):
    folder, name = method.split("/")
    return name if folder == "methods" else f"{name}, template"


def seen_in(folder):
    """By method; those that could not be tried here are left out."""
    files = {method: folder / f"{method}.json" for method in (WITHOUT[0], *METHODS)}
    return {method: json.loads(file.read_text()) for method, file in files.items() if file.exists()}


def with_control(seen):
    """What does not work without a sandbox either is no refusal."""
    for method, results in seen.items():
        for attempt, cell in results.items():
            shown = any(seen.get(other, {}).get(attempt, {}).get("result") == "succeeded"
                        for other in WITHOUT)
            if method not in WITHOUT and cell["result"] == "refused" and not shown:
                cell |= {"result": "n/a", "why": "it does not work here without a sandbox either"}
    return seen


def counts(results):
    """By group: how many were refused, succeeded, and show nothing."""
    found = {}
    for cell in results.values():
        count = found.setdefault(cell["group"], {"refused": 0, "succeeded": 0, "n/a": 0})
        count[cell["result"] if cell["result"] in count else "n/a"] += 1
    return found


def judge(stated, found):
    """(too much, too little, perhaps too little, not shown): groups of attempts"""
    too_much = [group for group in stated if found.get(group, {}).get("succeeded")]
    unseen = [group for group in stated if group not in too_much
              and not found.get(group, {}).get("refused")]
    more = sorted(group for group, count in found.items()
                  if group not in stated and count["refused"] and not count["succeeded"])
    too_little = [group for group in more if not found[group]["n/a"]]
    return too_much, too_little, [group for group in more if group not in too_little], unseen


def stated_by(method):
    return json.loads((DATA / f"{method}.json").read_text()).get("withstands", [])


def table(seen, groups):
    methods = [method for method in METHODS if method in seen]
    lines = ["refused / succeeded / shows nothing (T: template)", ""]
    names = [("T " if method.startswith("templates") else "") + method.split("/")[1]
             for method in methods]
    lines.append(" ".join(["".ljust(17), *(name.rjust(10) for name in names)]))
    by_method = {method: counts(seen[method]) for method in methods}
    for group in groups:
        cells = ("/".join(map(str, by_method[method].get(group, {}).values())) for method in methods)
        lines.append(" ".join([group.ljust(17), *(cell.rjust(10) for cell in cells)]))
    return lines + [""]


def markdown(seen):
    methods = [method for method in (*METHODS, *ELSEWHERE) if method in seen]
    lines = ["# Attempts to escape", "",
             "| Group | Attempt | " + " | ".join(map(title_of, methods)) + " |",
             "|---|---|" + "---|" * len(methods)]
    notes = {}
    first = seen[methods[0]]
    for attempt in sorted(first, key=lambda name: (first[name]["group"], name)):
        cells = []
        for method in methods:
            cell = seen[method][attempt]
            note = f" [{notes.setdefault(cell['why'], len(notes) + 1)}]" if cell["why"] else ""
            cells.append(cell["result"] + note)
        lines.append(f"| {first[attempt]['group']} | {attempt}: {first[attempt]['title']} | "
                     + " | ".join(cells) + " |")
    lines += ["", *(f"{number}. {why}" for why, number in notes.items()), ""]
    return "\n".join(lines)


def verdict(method, seen):
    """(lines, whether it states too much or too little)"""
    if method not in seen:
        return [f"{method}: could not be tried here"], False
    too_much, too_little, perhaps, unseen = judge(stated_by(method), counts(seen[method]))
    found = (("STATES TOO MUCH, does not withstand", too_much),
             ("STATES TOO LITTLE, withstands", too_little),
             ("withstands what it does not state, as far as it was tried", perhaps),
             ("states what was not shown here", unseen))
    return [f"{method}: {words}: {', '.join(groups)}" for words, groups in found if groups], \
        bool(too_much or too_little)


def main():
    seen_folder = pathlib.Path(sys.argv[1])
    results = pathlib.Path(os.environ.get("SANDTRAY_RESULTS", sys.argv[2])) / "methods"
    seen = with_control(seen_in(seen_folder))
    missing = [method for method in (WITHOUT[0], METHODS[0]) if method not in seen]
    if missing:
        print(f"nothing was seen of {', '.join(missing)}")
        return 1
    verdicts = [verdict(method, seen) for method in METHODS[1:]]
    lines = table(seen, sorted(counts(seen[METHODS[0]]))) + [
        line for found, _ in verdicts for line in found] + ["", f"all of it: {results}/escapes.md"]
    results.mkdir(parents=True, exist_ok=True)
    (results / "escapes.json").write_text(json.dumps(seen, indent=1))
    (results / "escapes.md").write_text(markdown(seen))
    (results / "escapes.txt").write_text("\n".join(lines) + "\n")
    print("\n".join(lines))
    return 1 if any(broken for _, broken in verdicts) else 0


if __name__ == "__main__":
    sys.exit(main())

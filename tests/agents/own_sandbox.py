# SPDX-License-Identifier: MIT
"""What the cases of the method `agent` share: the agent as the person, whose commands are confined
by the agent itself."""


def outside_of_temporary_folders(case):
    """Marks a case whose person lives where the agents' sandboxes let commands write nothing."""
    case.below = "/var/tmp"
    return case


def attempt(world):
    """(script, what it leaves where it may not): a write in the workspace, and one in the home."""
    victim = world.home / "outside.txt"
    return f"echo in > inside.txt; echo out > '{victim}'; echo tried", victim


def has_tried(world, victim):
    """Whether the script has run, and has written outside."""
    assert (world.project / "inside.txt").read_text() == "in\n"
    return victim.exists()

# SPDX-License-Identifier: MIT
"""Runs the unittest cases of a script and ends it with a status that ctest understands: 77 when
some were skipped and nothing failed, so that a skip never hides a failure."""
import sys
import unittest

SKIPPED = 77


def main():
    result = unittest.main(exit=False).result
    # A class that is skipped has run none of its tests.
    if not result.wasSuccessful() or (result.testsRun == 0 and not result.skipped):
        sys.exit(1)
    if result.skipped:
        reasons = dict.fromkeys(reason.removeprefix("Skipped: ") for _, reason in result.skipped)
        print("skipped: " + "; ".join(reasons))
        sys.exit(SKIPPED)
    sys.exit(0)

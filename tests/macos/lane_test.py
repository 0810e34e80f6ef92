#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The lane `macos` fails on an error that only macOS has.

    lane_test.py CXX     the native compiler
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import outcome  # noqa: E402
from planted_lane import PlantedLane  # noqa: E402

PLANTED = "\n#include <sys/prctl.h>\nextern const int planted = PR_SET_NAME;\n"


class Lane(PlantedLane):
    def test_an_error_that_only_macos_has_fails_the_lane(self):
        self.fails("macos", "mac", PLANTED, "'sys/prctl.h' file not found", "macos-x86_64")


if __name__ == "__main__":
    outcome.main()

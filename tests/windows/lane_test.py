#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The lane `windows` fails on an error that only Windows has.

    lane_test.py CXX     the native compiler
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import outcome  # noqa: E402
from planted_lane import PlantedLane  # noqa: E402

PLANTED = "\n#include <sys/un.h>\nextern const unsigned planted = sizeof(sockaddr_un);\n"


class Lane(PlantedLane):
    def test_an_error_that_only_windows_has_fails_the_lane(self):
        self.fails("windows", "windows", PLANTED, "sys/un.h: No such file", "windows")


if __name__ == "__main__":
    outcome.main()

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What nothing here can run is at least true to the rest: vcpkg.json names the packages that CMake
asks for on Windows, the preset `msvc` uses it, and the workflow builds that preset and runs tests that
there are.

    vcpkg_test.py
"""
import json
import os
import re
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import outcome  # noqa: E402

ROOT = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
# What CMake calls a package, and vcpkg's name for it.
PORTS = {"CLI11": "cli11", "CURL": "curl", "GTest": "gtest", "nlohmann_json": "nlohmann-json",
         "spdlog": "spdlog", "tl-expected": "tl-expected", "valijson": "valijson",
         "wxWidgets": "wxwidgets"}
# They come with CMake, the machine or the compiler.
NO_PORTS = {"Threads", "Python3"}
# Not built on Windows.
ELSEWHERE = ("common/network/", "linux/", "mac/", "tests/tray/", "tests/agents/", "tests/macos/", "build/")
WORKFLOW = ".github/workflows/windows.yml"


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def asked_for(text):
    return set(re.findall(r"^\s*find_package\(\s*([\w-]+)", text, re.M))


def cmake_files():
    for folder, names, leaves in os.walk(ROOT):
        names[:] = [name for name in names if name not in ("build", ".git", "node_modules")]
        for leaf in leaves:
            path = os.path.relpath(os.path.join(folder, leaf), ROOT)
            if (leaf == "CMakeLists.txt" or leaf.endswith(".cmake")) and not path.startswith(
                    ELSEWHERE):
                yield path


def names_in(manifest):
    return {entry if isinstance(entry, str) else entry["name"]
            for entry in manifest["dependencies"]}


class Vcpkg(unittest.TestCase):
    def test_the_check_sees_what_is_asked_for(self):
        self.assertEqual(asked_for("if(A)\n  find_package(one 1.2 REQUIRED)\nfind_package( two)\n"
                                   "# find_package(three)\n"), {"one", "two"})
        self.assertEqual(names_in({"dependencies": ["a", {"name": "b"}]}), {"a", "b"})

    def test_the_versions_are_pinned_and_fetched(self):
        baseline = json.loads(read("vcpkg.json"))["builtin-baseline"]
        self.assertRegex(baseline, r"^[0-9a-f]{40}$")
        build = read(WORKFLOW)
        self.assertIn(f"origin {baseline} ", build)
        # After Visual Studio's script, which sets it to its own.
        self.assertLess(build.index("vcvars64.bat"), build.index('set "VCPKG_ROOT='))
        self.assertLess(build.index('set "VCPKG_ROOT='), build.index("cmake --preset"))

    def test_the_manifest_names_what_cmake_asks_for(self):
        asked = set().union(*(asked_for(read(path)) for path in cmake_files())) - NO_PORTS
        self.assertLessEqual({"spdlog", "wxWidgets"}, asked)
        self.assertLessEqual(asked, set(PORTS), "a package without a port here")
        self.assertEqual(names_in(json.loads(read("vcpkg.json"))), {PORTS[name] for name in asked})

    def test_the_preset_uses_the_manifest(self):
        presets = json.loads(read("CMakePresets.json"))
        preset = next(one for one in presets["configurePresets"] if one["name"] == "msvc")
        self.assertIn("$env{VCPKG_ROOT}", preset["toolchainFile"])
        self.assertEqual(preset["condition"]["rhs"], "Windows")
        # Both halves of "static": the libraries, and the runtime that they are built against.
        self.assertTrue(preset["cacheVariables"]["VCPKG_TARGET_TRIPLET"].endswith("-static"))
        self.assertEqual(preset["cacheVariables"]["CMAKE_MSVC_RUNTIME_LIBRARY"], "MultiThreaded")
        self.assertIn("msvc", [one["configurePreset"] for one in presets["buildPresets"]])

    def test_the_workflow_builds_it_and_runs_tests_that_there_are(self):
        text = read(WORKFLOW)
        self.assertIn("cmake --preset msvc", text)
        self.assertIn("cmake --build --preset msvc", text)
        self.assertIn("--no-tests=error", text)
        self.assertRegex(text, r"(?m)^permissions:\n  contents: read$")
        labels = re.search(r'-L "\^\(([\w|]+)\)\$"', text).group(1).split("|")
        known = set(re.findall(r"sandtray_(?:test|check)\(\S+ (\w+)", "\n".join(
            read(path) for path in cmake_files())))
        self.assertLessEqual(set(labels), known)

    def test_the_workflow_is_yaml(self):
        try:
            import yaml  # pylint: disable=import-outside-toplevel
        except ImportError:
            self.skipTest("Skipped: needs python3-yaml")
        steps = yaml.safe_load(read(WORKFLOW))["jobs"]["build"]["steps"]
        self.assertTrue(all("run" in step or "uses" in step for step in steps))


if __name__ == "__main__":
    outcome.main()

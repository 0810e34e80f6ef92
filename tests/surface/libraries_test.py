#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""installer/source.sh and installer/windows-libraries.sh with an apt and a CMake that only write down
how they were called: what is there is not made again, what is half done is not taken for done, and a
source that is not the one that was meant is refused."""
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import outcome  # noqa: E402

INSTALLER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "installer")
SOURCES = ("wxwidgets3.2-3.2.2+dfsg", "curl-7.88.1")
APT = """case "$*" in
*indextargets*) echo 'Debian|http://archive.invalid/debian stable main' ;;
*--tar-only*) cp {root}/tarball "curl_7.88.1.orig.tar.gz" ;;
esac"""
# Puts one library where it is told to.
CMAKE = """for word in "$@"; do case $word in
-DCMAKE_INSTALL_PREFIX=*) echo "${{word#*=}}" >{root}/prefix ;;
--install) mkdir -p "$DESTDIR$(cat {root}/prefix)/lib" ;;
esac; done"""


class Libraries(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.mkdtemp(prefix="sandtray-libraries-")
        self.addCleanup(shutil.rmtree, self.root)
        os.mkdir(f"{self.root}/bin")
        self.put("apt-get", APT)
        self.put("cmake", CMAKE)
        self.cache = f"{self.root}/cache"

    def put(self, name, body):
        path = f"{self.root}/bin/{name}"
        with open(path, "w", encoding="utf-8") as file:
            file.write(f'#!/bin/sh\necho "{name} $*" >>{self.root}/calls\n'
                       f"{body.format(root=self.root)}\n")
        os.chmod(path, 0o755)

    def run_script(self, name, *words):
        done = subprocess.run(
            [os.path.join(INSTALLER, name), *words], stdin=subprocess.DEVNULL, capture_output=True,
            env={"PATH": f"{self.root}/bin:/usr/bin:/bin", "SANDTRAY_CACHE": self.cache,
                 "HOME": self.root}, text=True, timeout=60, check=False)
        return done.returncode, done.stdout.strip(), done.stderr

    def calls(self):
        if not os.path.exists(f"{self.root}/calls"):
            return []
        with open(f"{self.root}/calls", encoding="utf-8") as file:
            return file.read().splitlines()

    def have_sources(self):
        for name in SOURCES:
            os.makedirs(f"{self.cache}/{name}")

    def test_builds_once(self):
        self.have_sources()
        status, prefix, errors = self.run_script("windows-libraries.sh")
        self.assertEqual(status, 0, errors)
        self.assertEqual(self.run_script("windows-libraries.sh", "--print")[1], prefix)
        self.assertTrue(os.path.exists(f"{prefix}/ready"))
        self.assertTrue(os.path.isdir(f"{prefix}/lib"))
        self.assertFalse(os.path.exists(f"{prefix}.new"))
        made = self.calls()
        self.assertEqual(sum("--install" in call for call in made), 2)
        self.assertFalse(any(call.startswith("apt-get") for call in made))
        self.assertEqual(self.run_script("windows-libraries.sh"), (0, prefix, ""))
        self.assertEqual(self.calls(), made)

    def test_what_fails_half_way_is_not_there(self):
        self.have_sources()
        self.put("cmake", CMAKE + '\ncase "$*" in *--build*curl*) echo no; exit 1;; esac')
        status, _, errors = self.run_script("windows-libraries.sh")
        self.assertEqual(status, 69)
        self.assertIn("could not be built", errors)
        prefix = self.run_script("windows-libraries.sh", "--print")[1]
        self.assertFalse(os.path.exists(prefix))
        self.put("cmake", CMAKE)
        self.assertEqual(self.run_script("windows-libraries.sh")[:2], (0, prefix))

    def test_another_source_is_refused(self):
        with tarfile.open(f"{self.root}/tarball", "w:gz") as file:
            file.add(__file__, "curl/planted")
        status, said, errors = self.run_script("source.sh", "curl")
        self.assertEqual((status, said), (77, ""))
        self.assertIn("its hash differs", errors)
        self.assertFalse(os.path.exists(f"{self.cache}/curl-7.88.1"))

    def test_another_version_is_named(self):
        self.put("apt-get", APT.replace("7.88.1", "8.0.0"))
        with tarfile.open(f"{self.root}/tarball", "w:gz") as file:
            file.add(__file__, "curl/planted")
        status, _, errors = self.run_script("source.sh", "curl")
        self.assertEqual(status, 69)
        self.assertIn("another version of curl than 7.88.1", errors)

    def test_what_is_there_is_not_fetched(self):
        self.have_sources()
        self.assertEqual(self.run_script("source.sh", "curl"),
                         (0, f"{self.cache}/curl-7.88.1", ""))
        self.assertEqual(self.calls(), [])
        self.assertEqual(self.run_script("source.sh", "everything")[0], 64)


if __name__ == "__main__":
    outcome.main()

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""installer/sign-mac.sh with stand-ins for codesign, xcrun and ditto that write down how they were
called."""
import os
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import outcome  # noqa: E402

SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "installer",
                      "sign-mac.sh")
NOTARY = {"SANDTRAY_NOTARY_KEY": "key.p8", "SANDTRAY_NOTARY_KEY_ID": "ID",
          "SANDTRAY_NOTARY_ISSUER": "ISSUER"}


class Sign(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="sandtray-sign-")
        self.addCleanup(folder.cleanup)
        self.root = folder.name
        self.app = f"{self.root}/Sandtray.app"
        # What is for the virtual machine is data here, and has no signature of its own.
        os.makedirs(f"{self.app}/Contents/share/sandtray/guest")
        with open(f"{self.app}/Contents/share/sandtray/guest/sandtray-guest-aarch64", "wb") as file:
            file.write(b"\x7fELF")
        with open(f"{self.app}/Contents/Info.plist", "w", encoding="utf-8"):
            pass
        os.mkdir(f"{self.root}/bin")
        for name in ("codesign", "xcrun", "ditto"):
            self.put(name)

    def put(self, name, body=""):
        path = f"{self.root}/bin/{name}"
        with open(path, "w", encoding="utf-8") as file:
            file.write(f'#!/bin/sh\necho "{name} $*" >>{self.root}/calls\n{body}\n')
        os.chmod(path, 0o755)

    def run_script(self, **env):
        path = f"{self.root}/bin:{os.environ['PATH']}"
        done = subprocess.run(["sh", SCRIPT, self.app, f"{self.root}/out.zip"],
                              env={"PATH": path, **env}, capture_output=True, text=True, timeout=30,
                              check=False)
        calls = []
        if os.path.exists(f"{self.root}/calls"):
            with open(f"{self.root}/calls", encoding="utf-8") as file:
                calls = [line.strip().replace(self.root, "") for line in file]
        return done.returncode, calls

    def test_without_credentials_it_is_nobodys(self):
        parts = [f"codesign --force --sign - /Sandtray.app/Contents/MacOS/{name}"
                 for name in ("sandtray", "sandtray-fetch", "sandtray-guest", "sandtray-host")]
        self.assertEqual(self.run_script(), (0, [
            *parts, "codesign --force --sign - /Sandtray.app",
            "codesign --verify --strict /Sandtray.app",
            "ditto -c -k --keepParent /Sandtray.app /out.zip"]))

    def test_the_window_is_signed_where_it_is_a_part(self):
        os.mkdir(f"{self.app}/Contents/MacOS")
        with open(f"{self.app}/Contents/MacOS/sandtray-ui", "w", encoding="utf-8"):
            pass
        self.assertEqual(self.run_script()[1][4:6], [
            "codesign --force --sign - /Sandtray.app/Contents/MacOS/sandtray-ui",
            "codesign --force --sign - /Sandtray.app"])

    def test_with_credentials_it_is_notarised_and_stapled_before_it_is_packed(self):
        status, calls = self.run_script(SANDTRAY_SIGN_IDENTITY="Somebody", **NOTARY)
        self.assertEqual(status, 0)
        self.assertEqual(calls[4:], [
            "codesign --force --sign Somebody --options runtime --timestamp /Sandtray.app",
            "codesign --verify --strict /Sandtray.app",
            "ditto -c -k --keepParent /Sandtray.app /out.zip",
            "xcrun notarytool submit /out.zip --wait --key key.p8 --key-id ID --issuer ISSUER",
            "xcrun stapler staple /Sandtray.app",
            "ditto -c -k --keepParent /Sandtray.app /out.zip"])

    def test_half_of_the_credentials_do_nothing(self):
        for missing in NOTARY:
            some = {name: value for name, value in NOTARY.items() if name != missing}
            self.assertEqual(self.run_script(SANDTRAY_SIGN_IDENTITY="Somebody", **some), (64, []))
        self.assertEqual(self.run_script(**NOTARY), (64, []))

    def test_a_refused_signature_or_notarisation_packs_nothing(self):
        self.put("xcrun", "exit 69")
        status, calls = self.run_script(SANDTRAY_SIGN_IDENTITY="Somebody", **NOTARY)
        self.assertEqual((status, calls[-1].split()[:3]), (69, ["xcrun", "notarytool", "submit"]))
        self.put("codesign", "exit 1")
        status, calls = self.run_script()
        self.assertEqual((status, calls[-1].split()[0]), (1, "codesign"))

    def test_what_is_no_application_is_left_alone(self):
        os.remove(f"{self.app}/Contents/Info.plist")
        self.assertEqual(self.run_script(), (66, []))


if __name__ == "__main__":
    outcome.main()

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The ways of sandtray-fetch to a server: proxies, certificates, redirects.

    connections_test.py BIN_FOLDER
"""
import base64
import json
import os
import shutil
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "support")]
import outcome  # noqa: E402
from program import PATIENCE, Program, Server  # noqa: E402


class Proxies(Program):
    def setUp(self):
        super().setUp()
        self.proxy = f"http://me:secret@127.0.0.1:{self.server.port}"
        self.far = self.request("http://far.invalid/whole")

    def expect_proxied(self, status, events):
        self.expect_fetched(status, events)
        asked = self.server.requests()[-1]
        self.assertEqual(asked["path"], "http://far.invalid/whole")
        self.assertEqual(asked["Proxy-Authorization"],
                         "Basic " + base64.b64encode(b"me:secret").decode())
        os.remove(self.target)

    def test_asked_for_or_of_the_environment(self):
        self.expect_proxied(*self.fetch({**self.far, "proxy": self.proxy}))
        self.expect_proxied(*self.fetch({**self.far, "proxy": self.proxy}, no_proxy="far.invalid"))
        self.expect_proxied(*self.fetch(self.far, http_proxy=self.proxy))
        self.expect_fetched(*self.fetch(self.request("/whole", proxy="none"),
                                        http_proxy="http://127.0.0.1:1"))

    def test_that_refuse_say_so(self):
        status, events = self.fetch({**self.far, "sources": ["https://far.invalid/whole"],
                                     "proxy": self.proxy})
        self.assertEqual(status, 69)
        self.assertIn("the proxy wants a sign-in", events[-1]["message"])
        self.assertEqual(self.server.requests()[-1]["path"], "far.invalid:443")

    def test_their_passwords_are_never_shown(self):
        for proxy in ("http://me:secret@127.0.0.1:1", "nonsense://me:secret@127.0.0.1:1", "http://me:secret@127.0.0.1:port",
                      "http://me:sec/secret@127.0.0.1", "socks5h://me:secret@127.0.0.1:1"):
            for status, events in (self.fetch({**self.far, "proxy": proxy}),
                                   self.fetch(self.far, http_proxy=proxy)):
                self.assertIn(status, (64, 69), events)
                self.assertNotIn("secret", json.dumps(events))

    def test_nor_those_of_addresses(self):
        place = f"http://me:secret@127.0.0.1:{self.server.port}/whole?token=secret"
        status, events = self.fetch(self.request(place.replace("whole", "wrong"), place))
        self.expect_fetched(status, events)
        self.assertEqual(self.server.requests()[-1]["path"], "/whole?token=secret")
        self.assertNotIn("secret", json.dumps(events))


@unittest.skipUnless(shutil.which("openssl"), "needs openssl")
class Certificates(Program):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.certificate = f"{cls.shared}/certificate.pem"
        key = f"{cls.shared}/key.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                        "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=127.0.0.1", "-addext",
                        "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", cls.certificate],
                       check=True, capture_output=True, timeout=PATIENCE)
        both = f"{cls.shared}/both.pem"
        with open(both, "wb") as joined:
            for path in (key, cls.certificate):
                with open(path, "rb") as file:
                    joined.write(file.read())
        cls.safe = Server(cls.shared, both)
        cls.addClassCleanup(cls.safe.close)

    def safe_url(self, path):
        return f"https://127.0.0.1:{self.safe.port}{path}"

    def test_are_looked_at(self):
        status, events = self.fetch(self.request(self.safe_url("/whole"), allow_http=False))
        self.assertEqual(status, 69)
        self.assertIn("certificate is not trusted", events[-1]["message"])
        self.assertEqual(os.listdir(self.root), [])
        self.expect_fetched(*self.fetch(self.request(self.safe_url("/whole"), allow_http=False,
                                                     ca_file=self.certificate)))

    def test_an_insecure_address_may_lead_to_a_safe_one_and_not_back(self):
        self.expect_fetched(*self.fetch(self.request(
            f"/redirect/?{self.safe_url('/redirect/?' + self.safe_url('/whole'))}",
            ca_file=self.certificate)))
        os.remove(self.target)
        status, events = self.fetch(self.request(
            self.safe_url(f"/redirect/?{self.url('/whole')}"), ca_file=self.certificate))
        self.assertEqual(status, 69)
        self.assertIn("not https", events[-1]["message"])
        self.assertEqual(self.server.requests()[1:], [])

    def test_a_loop_of_addresses_ends(self):
        loop = self.safe_url("/redirect/?/redirect/")
        status, events = self.fetch(self.request(
            loop.split("?")[0] + "?" + self.safe_url("/redirect/?/loop"), ca_file=self.certificate))
        self.assertEqual(status, 69, events)


if __name__ == "__main__":
    outcome.main()

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What root does in the virtual machine (common/data/vm/provision.sh), in a sandbox with an /etc of its own
and stand-ins for what changes a system: each notes what it was asked, and fails where a test wants it to."""
import json
import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.dont_write_bytecode = True

from lima.box import Box  # noqa: E402
from support import outcome  # noqa: E402

SCRIPT = Path(__file__).resolve().parent.parent.parent / "common/data/vm/provision.sh"
VALUES = {"hash": "00ff", "uid": "1000", "gid": "1000", "admin": "limaadm", "restrict_sudo": "yes",
          "tcp_forwarding": "remote", "private_networks": "no", "services": "",
          "resolver": "192.168.5.3", "key": "ssh-ed25519 AAAA sandtray"}
# What there is of programs: real ones, and stand-ins with what they do.
TOOLS = ("bash", "cat", "chmod", "cp", "cut", "dirname", "getent", "grep", "id", "ln", "mkdir", "mv", "rm",
         "sed", "setpriv", "sh")
STAND_INS = {
    "groupadd": 'for name; do :; done; [ "$1" = -g ] && id=$2; echo "$name:x:${id:-999}:" >>/etc/group',
    "useradd": 'echo "agent:x:$5:1000::/home/agent:/bin/bash" >>/etc/passwd',
    "usermod": ":",
    "chown": ":",
    "systemctl": ":",
    "sudo": 'cat /state/sudo 2>/dev/null || echo "User agent is not allowed to run sudo on lima."',
    "sshd": 'cat /state/sshd 2>/dev/null || sed -n "s/^ *AuthorizedKeysFile/authorizedkeysfile/p" '
            '/etc/ssh/sshd_config.d/*.conf',
    "apt-get": "false",
    "nft": 'if [ "$1" = list ]; then exec cat /state/loaded; fi; cat >/state/asked; '
           'if [ -e /state/refuses ] && grep -q "$(cat /state/refuses)" /state/asked; then exit 1; fi; '
           "cp /state/asked /state/loaded",
}


class Provision(Box):
    tools, stand_ins = TOOLS, STAND_INS

    def setUp(self):
        super().setUp()
        self.write("etc/passwd", "root:x:0:0::/root:/bin/sh\nlimaadm:x:61000:61000::/home/limaadm.guest:/bin/sh\n")
        self.write("etc/group", "root:x:0:\ndialout:x:20:\n")
        self.write("etc/nsswitch.conf", "passwd: files\ngroup: files\n")

    def boot(self, status=0, **values):
        """As a start of the machine: /run is new."""
        shutil.rmtree(self.top / "run")
        (self.top / "run").mkdir()
        self.again(status, **values)

    def again(self, status=0, **values):
        head = "".join(f"{name}={json.dumps(value)}\n" for name, value in {**VALUES, **values}.items())
        self.sh(head + SCRIPT.read_text(), status)
        self.said = (self.read("run/sandtray/provisioned") or "").strip()

    def fails(self, why, **values):
        """The start of the machine; nobody is let in then."""
        self.boot(1, **values)
        self.assertEqual(self.said, f"00ff failed: {why}")
        self.assertIsNone(self.read("run/sandtray/authorized_keys"))

    def test_all_goes_well(self):
        self.boot()
        self.assertEqual(self.said, "00ff ok")
        self.assertEqual(self.read("run/sandtray/authorized_keys"), VALUES["key"] + "\n")
        calls = self.read("state/calls")
        self.assertIn("useradd -M -d /home/agent -u 1000 -g agent", calls)
        self.assertIn("usermod -G  agent", calls)
        self.assertIn("usermod -s /usr/local/libexec/sandtray-shell agent", calls)
        rules = self.read("etc/ssh/sshd_config.d/10-sandtray.conf")
        for rule in ("AuthorizedKeysFile /run/sandtray/authorized_keys", "AllowAgentForwarding no",
                     "AllowTcpForwarding remote", "PermitOpen 127.0.0.1:*", "AllowStreamLocalForwarding remote",
                     "PermitTunnel no", "PermitUserRC no"):
            self.assertIn(f"  {rule}\n", rules)
        self.assertEqual(os.readlink(self.top / "etc/systemd/system/user@1000.service"), "/dev/null")
        self.assertEqual((self.top / "home/limaadm.guest").stat().st_mode & 0o777, 0o700)
        self.assertEqual((self.top / "home/agent").stat().st_mode & 0o777, 0o700)

    def test_it_can_be_done_again(self):
        self.boot()
        self.boot()
        self.again()
        self.assertEqual(self.said, "00ff ok")
        self.assertEqual(self.read("state/calls").count("useradd"), 1)

    def test_nothing_of_the_host_is_reached(self):
        self.boot()
        rules = self.read("state/loaded")
        self.assertIn("meta skuid < 1000 meta skuid != 1000 accept", rules)
        self.assertIn("    meta skuid 61000 accept\n    jump agents\n", rules)
        self.assertIn("192.168.5.0/24, 169.254.0.0/16, 240.0.0.0/4 } reject", rules)
        self.assertIn("10.0.0.0/8", rules)
        self.assertIn("224.0.0.0/4 } reject", rules)
        self.assertIn("ip6 daddr ff00::/8 meta l4proto != ipv6-icmp reject", rules)
        self.assertNotIn("192.168.5.2", rules)

    def test_listed_services_are_reached_before_the_rest_is_refused(self):
        self.boot(services="80, 443")
        rules = self.read("state/loaded")
        accepted = rules.index("ip daddr 192.168.5.2 tcp dport { 80, 443 } accept")
        self.assertLess(accepted, rules.index("192.168.5.0/24"))

    def test_private_networks_are_reached_where_they_are_wanted(self):
        self.boot(private_networks="yes")
        rules = self.read("state/loaded")
        self.assertNotIn("10.0.0.0/8", rules)
        self.assertIn("192.168.5.0/24", rules)

    def test_rules_that_cannot_reject_drop(self):
        self.write("state/refuses", "reject")
        self.boot()
        self.assertEqual(self.said, "00ff ok")
        self.assertIn("192.168.5.0/24, 169.254.0.0/16, 240.0.0.0/4 } drop", self.read("state/loaded"))

    def test_without_rules_nobody_is_let_in(self):
        self.write("state/refuses", "table")
        self.fails("the network rules: nft does not load them")

    def test_rules_that_are_not_there_afterwards_are_none(self):
        self.stand_in("nft", "true")
        self.fails("the network rules: nft does not load them")

    def test_without_nft_it_is_installed(self):
        nft = self.read("state/programs/nft")
        (self.top / "state/programs/nft").unlink()
        self.write("state/nft", nft).chmod(0o755)
        self.stand_in("apt-get", '[ "$1" = update ] || cp /state/nft /state/programs/nft')
        self.boot()
        self.assertEqual(self.said, "00ff ok")
        self.assertIn("install -y -qq --no-install-recommends nftables", self.read("state/calls"))

    def test_without_nft_that_can_be_installed_nobody_is_let_in(self):
        (self.top / "state/programs/nft").unlink()
        self.fails("the network rules: nft is missing and cannot be installed")

    def test_a_failure_takes_back_what_an_earlier_run_has_given(self):
        self.boot()
        self.assertIsNotNone(self.read("run/sandtray/authorized_keys"))
        self.write("state/refuses", "table")
        self.again(1)
        self.assertIsNone(self.read("run/sandtray/authorized_keys"))

    def test_where_sshd_does_not_follow_nobody_is_let_in(self):
        self.write("state/sshd", "authorizedkeysfile .ssh/authorized_keys\n")
        self.fails("the rules of sshd")

    def test_where_sudo_lets_agents_nobody_is_let_in(self):
        self.write("state/sudo", "User agent may run the following commands on lima:\n")
        self.fails("sudo of the user agent")

    def test_a_number_that_somebody_has_is_not_shared(self):
        with open(self.top / "etc/passwd", "a", encoding="utf-8") as file:
            file.write("debian:x:1000:1000::/home/debian:/bin/bash\n")
        self.fails("the user agent: debian has the number 1000")

    def test_a_group_of_the_system_stays_what_it_is(self):
        self.boot(uid="501", gid="20")
        self.assertEqual(self.said, "00ff ok")
        self.assertIn("groupadd agent", self.read("state/calls"))
        self.assertIn("-u 501 -g agent", self.read("state/calls"))

    def test_with_sudo_there_is_sudo_and_without_it_again_none(self):
        self.boot(restrict_sudo="no")
        self.assertEqual(self.said, "00ff ok")
        self.assertEqual(self.read("etc/sudoers.d/90-sandtray"), "agent ALL=(ALL) NOPASSWD:ALL\n")
        self.assertFalse(os.path.lexists(self.top / "etc/systemd/system/user@1000.service"))
        self.boot()
        self.assertIsNone(self.read("etc/sudoers.d/90-sandtray"))

    def test_the_switches_of_ssh_are_those_of_sshd(self):
        self.boot(tcp_forwarding="yes")
        rules = self.read("etc/ssh/sshd_config.d/10-sandtray.conf")
        self.assertIn("AllowAgentForwarding no\n", rules)
        self.assertIn("AllowTcpForwarding yes\n", rules)

    def test_what_is_not_said_is_not_guessed(self):
        for name in VALUES.keys() - {"services"}:
            self.again(2, **{name: ""})
            self.assertIsNone(self.read("run/sandtray/authorized_keys"), name)


if __name__ == "__main__":
    sys.argv[1:] = []
    outcome.main()

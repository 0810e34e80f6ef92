# SPDX-License-Identifier: MIT
"""What probe.py tries, beside it whoever is not confined: cases that vm_test.py puts in their place."""

import json
import shlex
from pathlib import Path

from support.person import wait_until

PROBE = (Path(__file__).resolve().parent / "probe.py").read_text()

MARK = "VM-"
# What a session may.
OPEN = {"the service that is listed", "write the workspace"}
# The rows that are attempts, and the kind that each is of (the schema of methods); None: of none.
ROWS = {
    "another service of the host": "loopback",
    "another service by its name": "loopback",
    "the host by its other address": "loopback",
    "another service by a datagram": "loopback",
    "another service by a broadcast": "loopback",
    "another service by a datagram to all": "loopback",
    "the local network by multicast": None,
    "whoever runs a cloud": None,
    "the local network": None,
    "other folders": "reading-home",
    "other folders below a parent": "reading-home",
    "the guest agent's socket": "sockets",
    "the host by vsock": "loopback",
    "become root by sudo": "privilege",
    "become root by su": "privilege",
    "become Lima's user by ssh": "privilege",
    "a unit of the system": "other-processes",
    "a unit of its own": "other-processes",
    "stay after the session": "other-processes",
    "the disk": "system-secrets",
    "Lima's data": "system-secrets",
    "the secrets of the system": "system-secrets",
    "write the system": "system-files",
    "the rules of who gets in": "system-files",
    "the rules of the network": "kernel-settings",
    "processes of others": "other-processes",
    "the reports of another session": "other-processes",
    "the person's ssh agent": "sockets",
    "see the folders again": "reading-home",
    "see them as root of a namespace": "reading-home",
}
# Those that nobody can do here, or that another case has a control for.
WITHOUT_CONTROL = {
    "the host by vsock": "this QEMU has no such device",
    "a unit of its own": "the image has no service manager for users (libpam-systemd)",
    "see them as root of a namespace": "Linux lets nobody uncover what was mounted by who had more rights",
    "the person's ssh agent": "keys_are_for_the_session_that_asks: there the session reaches it",
}

# Addresses that lead nowhere on this machine, in a network beside the virtual machine's own.
ELSEWHERE = """set -eu
ip netns add elsewhere
ip link add elsewhere type veth peer name there netns elsewhere
ip link set elsewhere up
ip -n elsewhere link set there up
ip -n elsewhere route add default dev there
for address in 169.254.169.254 192.168.5.3 10.9.8.7; do
  ip -n elsewhere address add "$address/32" dev there
  ip route replace "$address" dev elsewhere
done
setsid -f ip netns exec elsewhere python3 -c "$1" "$2" >/dev/null 2>&1 </dev/null
"""
SERVE = "import socket,sys\none=socket.create_server(('',int(sys.argv[1])))\nwhile True: one.accept()[0].close()\n"
# Root's key lets into Lima's own user.
KEY = """set -eu
ssh-keygen -q -t ed25519 -N '' -C probed -f ~root/.ssh/id_ed25519
cat ~root/.ssh/id_ed25519.pub >>~limaadm/.ssh/authorized_keys
"""
NO_MORE = """ip netns pids elsewhere | xargs kill
ip netns delete elsewhere
rm -f ~root/.ssh/id_ed25519*
sed -i '/ probed$/d' ~limaadm/.ssh/authorized_keys
"""


def as_root(self, script, *words):
    return self.person.as_admin(f"sudo sh -c {shlex.quote(script)} sh {shlex.join(map(str, words))}")


def nothing_gets_out(self):
    as_root(self, ELSEWHERE, SERVE, self.closed_service.port)
    self.person.sandtray("run", "-d", "-m", "lima", "-w", self.person.work, "--name", "neighbour", "shell", "--",
                         "-c", "touch there; sleep 4326")
    self.assertTrue(wait_until((self.person.work / "there").exists, 30))
    found = self.probe()
    self.assertEqual(set(found), OPEN | set(ROWS))
    self.assertEqual({name for name, says in found.items() if says != "refused"}, OPEN, found)
    self.assertEqual((self.closed_service.visits, self.closed_service.letters), (0, 0))
    self.assertGreater(self.open_service.visits, 0)


def the_same_attempts_succeed_for_who_is_not_confined(self):
    """Else the case before would say nothing: root in the machine, at the same addresses."""
    as_root(self, KEY)
    # In mounts of its own, so that what is uncovered stays covered for others.
    script = (f"cd {shlex.quote(str(self.person.work))} && sudo unshare --mount python3 - "
              f"{shlex.join(self.probe_words())}")
    found = json.loads(self.person.as_admin(script, input=PROBE, seconds=180).stdout)
    as_root(self, NO_MORE)
    self.person.sandtray("stop", "--timeout", "2", "neighbour")
    refused = {name for name, says in found.items() if says != "done"}
    self.assertEqual(refused, set(WITHOUT_CONTROL), found)
    self.assertTrue(wait_until(lambda: self.closed_service.letters == 2, 10), "it is there to be reached")


def cells():
    """As results of attempts; that they were refused the cases above have seen."""
    shown = {name: kind for name, kind in ROWS.items() if kind}
    return {f"{MARK}{number:02}": {
        "title": name, "group": kind, "result": "n/a" if name in WITHOUT_CONTROL else "refused",
        "why": WITHOUT_CONTROL.get(name, "")} for number, (name, kind) in enumerate(shown.items(), 1)}

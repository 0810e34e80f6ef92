# SPDX-License-Identifier: MIT
"""What can be reached from the machine, and of it, beside the network: cases that vm_test.py puts in their
place."""

import json
import socket
import subprocess
import time
from pathlib import Path

from services import is_open, read
from support.person import wait_until

SFTP_PROBE = (Path(__file__).resolve().parent / "sftp_probe.py").read_text()


def root_gets_no_file_beside_the_mounts(self):
    """By the line that Lima's sshfs has to this machine, which speaks sftp with whoever has it."""
    secret = self.person.home / "secret"
    self.person.write(secret, "told\n")
    self.person.write(self.parent / "inside", "mounted\n")
    script = f"sudo python3 - '{self.parent}' '{secret}' '{self.other}/secret' /etc/hostname"
    found = json.loads(self.person.as_admin(script, input=SFTP_PROBE).stdout)
    self.assertEqual(found.pop(f"{self.parent}/inside"), "mounted\n", "it speaks with the server")
    self.assertEqual(set(found.values()), {"refused"}, found)


def said_at(port):
    """By whoever listens there on this machine; nothing where nobody does, or what it leads to is refused."""
    try:
        with socket.create_connection(("127.0.0.1", port), 10) as one:
            return one.recv(100)
    except OSError:
        return b""


def agents_ssh(self, *words):
    """By the connection that sessions share, past Sandtray."""
    folder = self.person.home / ".sandtray"
    return self.person.run("ssh", "-F", f"{folder}/vm/sandtray/ssh.config", "-l", "agent", "-o",
                           f"ControlPath={folder}/agent.sock", *words, "lima-sandtray")


def off_means_no_keys_and_no_ports(self):
    for option, switch in (("ssh_agent=yes", "ssh_agent"), ("ports=18440", "port_forwarding")):
        refused = self.person.inside("true", "--set", option, check=False)
        self.assertEqual(refused.returncode, 77, refused.stderr)
        self.assertIn(switch, refused.stderr)
    # Nor does the machine let through what nobody here should ask for.
    way = ("-L", "127.0.0.1:18440:127.0.0.1:22")
    agents_ssh(self, "-O", "forward", *way)
    self.assertEqual(said_at(18440), b"")
    agents_ssh(self, "-O", "cancel", *way)


def keys_are_for_the_session_that_asks(self):
    key, agent = self.person.home / "key", self.person.runtime / "keys"
    self.person.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key)
    keeper = subprocess.Popen(self.person.words("ssh-agent", "-D", "-a", agent), stdout=subprocess.DEVNULL)
    self.addCleanup(keeper.wait)
    self.addCleanup(keeper.terminate)
    self.assertTrue(wait_until(agent.exists))
    self.person.env["SSH_AUTH_SOCK"] = str(agent)
    self.addCleanup(self.person.env.pop, "SSH_AUTH_SOCK")
    self.person.run("ssh-add", "-q", key)
    mark = self.person.run("ssh-keygen", "-lf", f"{key}.pub").stdout.split()[1]
    session = self.person.sandtray("run", "-d", "-m", "lima", "-w", self.person.work, "--set", "ssh_agent=yes",
                                   "shell", "--", "-c", "ssh-add -l >listed; mv listed held; sleep 4325"
                                   ).stdout.strip()
    held = self.person.work / "held"
    self.assertTrue(wait_until(held.exists, 30))
    self.assertIn(mark, held.read_text())
    folder = "/run/sandtray/agent"
    places = f"{folder}/{session}/ssh-agent {folder}/{session}.ssh"
    tries = f"for SSH_AUTH_SOCK in {places}; do export SSH_AUTH_SOCK; ssh-add -l 2>&-; echo $?; done"
    self.assertEqual(self.probe("--set", "ssh_agent=yes")["the person's ssh agent"], "done")
    other = self.person.inside(f'echo "${{SSH_AUTH_SOCK:-none}}"; ls {folder} | wc -l; {tries}')
    self.assertEqual(other.stdout.split(), ["none", "1", "2", "2"], other.stderr)
    self.assertIn(mark, self.person.as_admin(f"sudo sh -c '{tries}'").stdout, "it is there")
    self.person.sandtray("stop", "--timeout", "2", session)
    left = f"sudo sh -c 'ls -R {folder}; ss -lxn | grep {folder}'"
    self.assertTrue(wait_until(lambda: session not in self.person.as_admin(left, check=False).stdout, 20, 0.2))


def ports_are_those_that_are_asked_for(self):
    here, more, inside = 18441, 18442, 18443
    script = ("import socket\n"
              f"with socket.create_server(('127.0.0.1', {inside})) as one:\n"
              "    while True:\n        one.accept()[0].send(b'from inside')\n")
    self.person.write(self.person.work / "serve.py", script)
    words = ("run", "-d", "-m", "lima", "-w", self.person.work, "--set", f"ports={here}:{inside}")
    session = self.person.sandtray(*words, "shell", "--", "-c", "exec python3 serve.py").stdout.strip()
    self.assertTrue(wait_until(lambda: said_at(here) == b"from inside", 30, 0.2))
    self.assertFalse(is_open(inside), "of Lima's own")
    sockets = [line.split()[1] for line in read("/proc/net/tcp").decode().splitlines()]
    self.assertEqual({each for each in sockets if each.endswith(f":{here:04X}")}, {f"0100007F:{here:04X}"})
    self.assertIn("taken", self.person.sandtray(*words, "shell", check=False).stderr)
    begun = time.monotonic()
    self.person.sandtray("ports", session, "open", f"{more}:{inside}")
    self.assertEqual(said_at(more), b"from inside")
    self.figures["a port is open after"] = f"{time.monotonic() - begun:.2f} s"
    self.assertEqual(json.loads(self.person.sandtray("ports", session, "--json").stdout),
                     [{"host": here, "guest": inside}, {"host": more, "guest": inside}])
    self.person.sandtray("ports", session, "close", here)
    self.assertEqual((is_open(here), is_open(more)), (False, True))
    self.person.sandtray("stop", "--timeout", "2", session)
    self.assertFalse(is_open(more), "it ends with the session")
    refused = self.person.inside("true", "--set", "network=none", "--set", f"ports={here}", check=False)
    self.assertEqual(refused.returncode, 77, refused.stderr)

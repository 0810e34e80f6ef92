# SPDX-License-Identifier: MIT
"""What can be reached from the machine, and of it, beside the network: cases that vm_test.py puts in their
place."""

import json
from pathlib import Path

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

# SPDX-License-Identifier: MIT
"""probe.py OPEN CLOSED OTHER PARENT: what whoever runs this in the virtual machine can do. Prints one
JSON object: "done", or "refused", by the name of the attempt."""

import glob
import json
import os
import socket
import subprocess
import sys

HOST = "192.168.5.2"
opened, closed, other, parent = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]


def reaches(*address):
    with socket.create_connection(address, 4):
        return True


def connects(path):
    with socket.socket(socket.AF_UNIX) as one:
        one.connect(path)
    return True


def runs(*words):
    return subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, timeout=20).returncode == 0


def says(path):
    with open(path, "rb") as file:
        return file.read(1) != b""


def writes(path):
    with open(path, "w", encoding="ascii") as file:
        file.write("x")
    return True


def others():
    mine = os.getuid()
    return any(os.stat(path).st_uid != mine or says(f"{path}/cmdline")
               for path in glob.glob("/proc/[0-9]*") if path != f"/proc/{os.getpid()}"
               and b"systemd" in open(f"{path}/cmdline", "rb").read())


def vsock():
    with socket.socket(socket.AF_VSOCK) as one:
        one.settimeout(4)
        one.connect((2, 2222))
    return True


ATTEMPTS = {
    "write the workspace": lambda: writes("probed"),
    "the service that is listed": lambda: reaches(HOST, opened),
    "another service of the host": lambda: reaches(HOST, closed),
    "another service by its name": lambda: reaches("host.lima.internal", closed),
    "the host by its other address": lambda: reaches("192.168.5.3", closed),
    "whoever runs a cloud": lambda: reaches("169.254.169.254", 80),
    "other folders": lambda: says(f"{other}/secret"),
    "other folders below a parent": lambda: says(f"{parent}/two/secret"),
    "the guest agent's socket": lambda: connects("/run/lima-guestagent.sock"),
    "the host by vsock": vsock,
    "become root by sudo": lambda: runs("sudo", "-n", "true"),
    "become root by su": lambda: runs("su", "-c", "true"),
    "become Lima's user by ssh": lambda: runs("ssh", "-o", "BatchMode=yes", "-o",
                                             "StrictHostKeyChecking=no", "limaadm@127.0.0.1", "true"),
    "a unit of the system": lambda: runs("systemd-run", "--quiet", "--wait", "true"),
    "a unit of its own": lambda: runs("systemd-run", "--quiet", "--user", "--wait", "true"),
    "stay after the session": lambda: runs("loginctl", "enable-linger"),
    "the disk": lambda: says(glob.glob("/dev/vda")[0]),
    "Lima's data": lambda: bool(os.listdir("/mnt/lima-cidata")),
    "the secrets of the system": lambda: says("/etc/shadow") and os.getuid() != 0,
    "write the system": lambda: os.getuid() != 0 and writes("/usr/local/bin/probed"),
    "the rules of who gets in": lambda: os.getuid() != 0 and writes("/run/sandtray/authorized_keys"),
    "the rules of the network": lambda: os.getuid() != 0 and runs("/usr/sbin/nft", "flush", "ruleset"),
    "processes of others": others,
    "the person's ssh agent": lambda: connects(os.environ["SSH_AUTH_SOCK"]),
    "see the folders again": lambda: runs("umount", "-l", other),
    "see them as root of a namespace": lambda: runs("unshare", "-Urm", "umount", "-l", other),
}


def outcome(attempt):
    try:
        return "done" if attempt() else "refused"
    except Exception:  # whatever keeps it from it
        return "refused"


print(json.dumps({name: outcome(attempt) for name, attempt in ATTEMPTS.items()}))

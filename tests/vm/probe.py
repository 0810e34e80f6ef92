# SPDX-License-Identifier: MIT
"""probe.py OPEN CLOSED OTHER PARENT: what whoever runs this in the virtual machine can do. Prints one
JSON object: "done", or "refused", by the name of the attempt. It leaves nothing behind that works."""

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


def sends(address, port):
    """A datagram, which leaves this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        return one.sendto(b"probed", (address, port)) > 0


def sends_to_all_nodes(port):
    """Likewise, on the network that is no loopback."""
    number = next(number for number, name in socket.if_nameindex() if name not in ("lo", "elsewhere"))
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as one:
        return one.sendto(b"probed", ("ff02::1", port, 0, number)) > 0


def connects(path):
    with socket.socket(socket.AF_UNIX) as one:
        one.connect(path)
    return True


def runs(*words):
    return subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, timeout=40).returncode == 0


def says(path):
    with open(path, "rb") as file:
        return file.read(1) != b""


def makes(path):
    with open(path, "x", encoding="ascii"):
        os.remove(path)
    return True


def may_write(path):
    with open(path, "ab"):
        return True


def others():
    mine = os.getuid()
    return any(os.stat(path).st_uid != mine or says(f"{path}/cmdline")
               for path in glob.glob("/proc/[0-9]*") if path != f"/proc/{os.getpid()}"
               and b"systemd" in open(f"{path}/cmdline", "rb").read())


def reports():
    """Where another session's agent says what it does."""
    return any(connects(path) for pattern in ("*/*/hooks", "*/*.hooks", "hooks/*")
               for path in glob.glob(f"/run/sandtray/{pattern}") if "/own/" not in path)


def stays():
    done = runs("loginctl", "enable-linger", str(os.getuid()))
    runs("loginctl", "disable-linger", str(os.getuid()))
    return done


def vsock():
    with socket.socket(socket.AF_VSOCK) as one:
        one.settimeout(4)
        one.connect((2, 2222))
    return True


ATTEMPTS = {
    "write the workspace": lambda: makes("probed"),
    "the service that is listed": lambda: reaches(HOST, opened),
    "another service of the host": lambda: reaches(HOST, closed),
    "another service by its name": lambda: reaches("host.lima.internal", closed),
    "the host by its other address": lambda: reaches("192.168.5.3", closed),
    "another service by a datagram": lambda: sends(HOST, closed),
    "another service by a broadcast": lambda: sends("255.255.255.255", closed),
    "another service by a datagram to all": lambda: sends_to_all_nodes(closed),
    "the local network by multicast": lambda: sends("239.255.255.250", closed),
    "whoever runs a cloud": lambda: reaches("169.254.169.254", closed),
    "the local network": lambda: reaches("10.9.8.7", closed),
    "other folders": lambda: says(f"{other}/secret"),
    "other folders below a parent": lambda: says(f"{parent}/two/secret"),
    "the guest agent's socket": lambda: connects("/run/lima-guestagent.sock"),
    "the host by vsock": vsock,
    "become root by sudo": lambda: runs("sudo", "-n", "true"),
    "become root by su": lambda: runs("su", "-c", "true"),
    "become Lima's user by ssh": lambda: runs("ssh", "-o", "BatchMode=yes", "-o",
                                             "StrictHostKeyChecking=no", "limaadm@127.0.0.1", "true"),
    "a unit of the system": lambda: runs("systemd-run", "--quiet", "--wait", "true"),
    "a unit of its own": lambda: runs("env", f"XDG_RUNTIME_DIR=/run/user/{os.getuid()}", "systemd-run",
                                      "--quiet", "--user", "--wait", "true"),
    "stay after the session": stays,
    "the disk": lambda: says(glob.glob("/dev/vda")[0]),
    "Lima's data": lambda: bool(os.listdir("/mnt/lima-cidata")),
    "the secrets of the system": lambda: says("/etc/shadow"),
    "write the system": lambda: makes("/usr/local/bin/probed"),
    "the rules of who gets in": lambda: may_write("/run/sandtray/authorized_keys"),
    "the rules of the network": lambda: runs(
        "/usr/sbin/nft", "add table inet probed; delete table inet probed"),
    "processes of others": others,
    "the reports of another session": reports,
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

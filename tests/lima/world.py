# SPDX-License-Identifier: MIT
"""A person with a stand-in for limactl, and QEMU that is there in name. Where the tests run as root the
person is nobody: Lima refuses root, and so does Sandtray."""
import atexit
import contextlib
import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from support.person import SOURCE, Person, wait_until  # noqa: E402

HERE = Path(__file__).resolve().parent
NOBODY = 65534
KEYGEN = """#!/bin/sh
for file; do :; done
umask 077
echo private >"$file"
echo "ssh-ed25519 AAAA sandtray" >"$file.pub"
"""
# In the machine's place: says what the person's file has, whatever a session is to do. A connection of
# its own stays for the asking.
SSH = """#!/bin/sh
case " $* " in
*" -O "*) exit 1 ;;
*" -N "*) exit 0 ;;
esac
while read -r line; do echo "$line"; done <"$HOME/inside"
"""


@functools.cache
def readable(programs):
    """The program and its data once more, where everybody can read them; for as long as the test runs."""
    top = Path(tempfile.mkdtemp(prefix="sr."))
    atexit.register(shutil.rmtree, top, True)
    top.chmod(0o755)
    for name in ("fake-desktop", "sandtray", "sandtray-fetch", "sandtray-guest", "sandtray-host", "sandtray-tray",
                 "sandtray-ui"):
        if (Path(programs) / name).exists():
            shutil.copy(Path(programs) / name, top)
    shutil.copytree(SOURCE / "common/data", top / "data")
    return top


class LimaPerson(Person):
    def __init__(self, programs):
        super().__init__(programs)
        common = readable(programs)
        self.bin = self.root / "bin"
        self.bin.mkdir()
        (self.bin / "sandtray").symlink_to(common / "sandtray")
        for name in ("limactl", "machine.py"):
            shutil.copy(HERE / name, self.bin)
        for name in ("qemu-system-x86_64", "qemu-system-aarch64", "qemu-img", "ssh", "ssh-keygen"):
            (self.bin / name).write_text(SSH if name == "ssh" else KEYGEN)
            (self.bin / name).chmod(0o755)
        # Not for programs that are missing on purpose: they are looked for here alone.
        (self.bin / "python3").symlink_to("/usr/bin/python3" if os.path.exists("/usr/bin/python3")
                                          else sys.executable)
        for name in ("bwrap", "sftp-server"):
            (self.bin / name).write_text("#!/bin/sh\n")
            (self.bin / name).chmod(0o755)
        for name in ("env", "sleep"):
            (self.bin / name).symlink_to(shutil.which(name))
        self.env |= {"PATH": str(self.bin), "SANDTRAY_SHARE": str(common / "data")}
        self.programs = self.bin
        self.lima = self.home / ".sandtray/vm"
        self.instance = self.lima / "sandtray"
        self.image = self.home / "debian.qcow2"
        self.image.write_text("an image")
        (self.home / "inside").write_text("@sandtray held becomes root by sudo\n@sandtray end 1\n")
        self.identity = {}
        if os.geteuid() == 0:
            self.identity = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
            self.give(self.root)
        self.wish()

    def give(self, top):
        """To the person, with all below it."""
        if self.identity:
            for folder, _, files in os.walk(top):
                for path in [folder, *(os.path.join(folder, file) for file in files)]:
                    os.chown(path, NOBODY, NOBODY, follow_symlinks=False)

    def write(self, path, text, mode=0o600):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text(text)
        path.chmod(mode)
        self.give(self.home)

    def wish(self, **wish):
        """vm.json: what the machine is to be."""
        wish = {"images": [{"location": str(self.image)}], "emulation": True, "memory_mib": 1024,
                "mounts": [{"path": str(self.workspace), "writable": True}], **wish}
        self.write(self.home / ".config/sandtray/vm.json", json.dumps(wish))

    def manners(self, **manners):
        self.lima.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.write(self.lima / "_manners", json.dumps(manners))

    def spawn(self, *words, **how):
        return subprocess.Popen([str(word) for word in words], env=self.env, cwd=self.home, text=True,
                                **{"stdin": subprocess.DEVNULL, **self.identity, **how})

    def say(self, *words, code=0, seconds=50):
        """What it said: standard output, or the error. `code` None: however it ends."""
        with self.spawn(*self.command(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
            try:
                out, error = running.communicate(timeout=seconds)
            except subprocess.TimeoutExpired:
                running.kill()
                raise
        if code is not None and running.returncode != code:
            raise AssertionError(f"{' '.join(map(str, words))}: {running.returncode}: {error or out}")
        return error if code else out

    def vm(self, *words, **how):
        return self.say("vm", *words, **how)

    def status(self):
        return json.loads(self.vm("status", "--json"))

    def state(self):
        return self.status()["state"]

    def calls(self):
        file = self.lima / "_calls"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def verbs(self):
        """What was done to machines, with the words that count."""
        unsaid = ("--tty=false", "--log-format", "json", "--log-level", "error")
        words = [[word for word in call["words"] if word not in unsaid] for call in self.calls()]
        return [" ".join(said) for said in words
                if said[0] not in ("list", "--version", "_driver", "shell", "copy")]

    def number(self, name):
        """Of a process, once it has been written down."""
        file = self.instance / name
        return int(wait_until(lambda: file.exists() and file.read_text().strip()))

    def machines(self):
        """Whatever runs of the person's own limactl."""
        programs = [str(place / "limactl").encode() for place in
                    (self.bin, self.home / ".sandtray/lima-2.2.0/bin")]
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                command = (process / "cmdline").read_bytes()
                if any(program in command for program in programs):
                    found.append(int(process.name))
        return found

    def __exit__(self, *_):
        for pid in self.machines():
            with contextlib.suppress(OSError):
                os.kill(pid, 9)
        shutil.rmtree(self.root, ignore_errors=True)


def is_gone(pid):
    """True also for one that nobody has reaped."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def gone(*pids):
    return wait_until(lambda: all(map(is_gone, pids)), 10)

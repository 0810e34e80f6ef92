#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What root installs in the virtual machine (common/data/vm/tools.sh), in a sandbox with stand-ins for what
changes a system: each notes what it was asked, and fails where a test wants it to."""
import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.dont_write_bytecode = True

from support import outcome  # noqa: E402

SCRIPT = Path(__file__).resolve().parent.parent.parent / "common/data/vm/tools.sh"
PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n"  # of the script
TOOLS = ("cat", "chmod", "env", "flock", "getent", "grep", "ln", "mkdir", "mktemp", "mv", "rm", "sh", "sha256sum",
         "tail", "tar", "xz")
STAND_INS = {
    "chown": ":",
    "dpkg": ":",
    "dpkg-query": 'for name; do :; done; grep -qx "$name" /state/installed && printf installed',
    # All of it or nothing, as apt-get does.
    "apt-get": 'case " $* " in *" update "*) [ ! -e /state/offline ] || { echo "E: no network"; exit 100; } ;; esac\n'
               'while [ $# -gt 0 ] && [ "$1" != install ]; do shift; done; [ $# -eq 0 ] || shift\n'
               'for name; do if grep -qx -- "$name" /state/refused; then echo "E: no $name"; exit 100; fi; done\n'
               'for name; do case $name in -*) ;; *) echo "$name" >>/state/installed ;; esac; done',
    "npm": 'for name; do :; done; name=${name%@*}; pwd >/state/npm-place; env >/state/npm-env\n'
           'if grep -qx "$name" /state/refused; then echo "npm error of $name"; exit 1; fi\n'
           'mkdir -p "$4/bin"; echo "#!/bin/sh" >"$4/bin/${name#@x/}"; chmod 0755 "$4/bin/${name#@x/}"',
    "curl": 'while [ "$1" != -o ]; do shift; done; cat /state/served >"$2"',
    "setpriv": 'while case $1 in -*) true ;; *) false ;; esac; do shift; done; exec "$@"',
    "umount": ":",
    "unshare": 'shift; exec "$@"',
    "useradd": 'echo "sandtray-tools:x:61001:61001::/opt/sandtray/tools:/bin/sh" >>/etc/passwd',
}


class Tools(unittest.TestCase):
    def setUp(self):
        self.top = Path(tempfile.mkdtemp(prefix="sp."))
        self.addCleanup(shutil.rmtree, self.top)
        for folder in ("etc", "run", "opt", "var/log", "local/bin", "state/programs"):
            (self.top / folder).mkdir(parents=True)
        self.write("etc/passwd", "root:x:0:0::/root:/bin/sh\n")
        self.write("etc/nsswitch.conf", "passwd: files\n")
        self.write("state/installed", "git\nnpm\n")
        self.write("state/refused", "")
        for name in TOOLS:
            (self.top / "state/programs" / name).symlink_to(shutil.which(name))
        for name, body in STAND_INS.items():
            path = self.write(f"state/programs/{name}",
                              f'#!/bin/sh\necho "{name} $*" >>/state/calls\n{body}\n')
            path.chmod(0o755)

    def write(self, name, text):
        path = self.top / name
        path.write_text(text)
        return path

    def read(self, name):
        return (self.top / name).read_text()

    def install(self, *words):
        """What is told of each, by name; the words that are the script's own state."""
        script = SCRIPT.read_text()
        self.assertIn(PATH, script)
        self.write("state/script", script.replace(PATH, "PATH=/state/programs:/usr/local/bin\n"))
        self.write("state/calls", "")
        mounts = ["--ro-bind", "/usr", "/usr", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]
        for name in ("bin", "lib", "lib64"):
            mounts += ["--symlink", f"usr/{name}", f"/{name}"]
        for name in ("etc", "run", "opt", "var", "state"):
            mounts += ["--bind", self.top / name, f"/{name}"]
        done = subprocess.run(
            ["bwrap", "--unshare-all", "--unshare-user", "--uid", "0", "--gid", "0", "--die-with-parent",
             *mounts, "--bind", self.top / "local", "/usr/local", "--", "/bin/sh", "/state/script", *words],
            capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.said = done.stdout
        told = [line.split(" ", 3)[1:] for line in done.stdout.splitlines() if line.startswith("@sandtray ")]
        return {name: state for state, name, *_ in told if state != "doing"}

    def test_what_is_missing_is_installed_and_the_rest_is_left(self):
        told = self.install("git", "jq", "fzf", "--", "claude=@x/claude@1.2")
        self.assertEqual(told, {"git": "there", "jq": "done", "fzf": "done", "claude": "done"})
        calls = self.read("state/calls")
        self.assertIn("install -y --no-install-recommends jq fzf\n", calls)
        self.assertIn("npm install -g --prefix /opt/sandtray/tools --no-audit --no-fund --no-update-notifier "
                      "@x/claude@1.2\n", calls)
        self.assertEqual((self.top / "local/bin/claude").readlink(), Path("/opt/sandtray/tools/bin/claude"))

    def test_a_second_time_nothing_is_asked_for(self):
        self.install("jq", "--", "claude=@x/claude@1.2")
        self.assertEqual(self.install("jq", "--", "claude=@x/claude@1.2"), {"jq": "there", "claude": "there"})
        self.assertNotIn("apt-get", self.read("state/calls"))
        self.assertNotIn("npm", self.read("state/calls"))

    def test_scripts_of_npm_have_no_privileges_no_folders_and_no_variables(self):
        self.install("--", "claude=@x/claude@1.2")
        calls = self.read("state/calls")
        self.assertIn("setpriv --reuid=61001 --regid=61001 --clear-groups --no-new-privs", calls)
        self.assertLess(calls.index("unshare --mount"), calls.index("umount -a -l -t fuse.sshfs,virtiofs"))
        self.assertLess(calls.index("umount -a"), calls.index("setpriv"))
        self.assertEqual(self.read("state/npm-place"), "/opt/sandtray/tools\n")
        names = {line.partition("=")[0] for line in self.read("state/npm-env").splitlines()}
        self.assertLessEqual(names, {"PATH", "HOME", "LC_ALL", "PWD", "OLDPWD", "SHLVL", "_"})

    def test_one_that_cannot_be_had_does_not_keep_the_others_away(self):
        self.write("state/refused", "jq\n@x/claude\n")
        told = self.install("jq", "fzf", "--", "claude=@x/claude@1.2", "codex=@x/codex@3")
        self.assertEqual(told, {"jq": "failed", "fzf": "done", "claude": "failed", "codex": "done"})
        self.assertIn("E: no jq\n", self.said)
        self.assertIn("npm error of @x/claude\n", self.said)
        self.assertFalse((self.top / "local/bin/claude").is_symlink())
        self.write("state/refused", "")
        told = self.install("jq", "fzf", "--", "claude=@x/claude@1.2", "codex=@x/codex@3")
        self.assertEqual(told, {"jq": "done", "fzf": "there", "claude": "done", "codex": "there"})

    def test_without_network_each_is_named(self):
        self.write("state/offline", "")
        for name in ("npm", "curl"):
            (self.top / "state/programs" / name).unlink()
        told = self.install("git", "jq", "curl", "--", "node=https://x#sha256:0", "claude=@x/claude@1.2")
        self.assertEqual(told, {"git": "there", "jq": "failed", "curl": "failed", "node": "failed",
                                "claude": "failed"})
        self.assertIn("@sandtray failed node curl is not there\n", self.said)
        self.assertIn("E: no network\n", self.said)
        self.assertIn("@sandtray failed claude npm is not there\n", self.said)

    def release(self, tampered=""):
        """node=... of one that is served, which has the stand-in of npm."""
        npm = self.top / "state/programs/npm"
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w:xz") as tar:
            for name in ("node", "npm", "npx"):
                member = tarfile.TarInfo(f"node-v1/bin/{name}")
                content = npm.read_bytes()
                member.size, member.mode = len(content), 0o755
                tar.addfile(member, io.BytesIO(content))
        npm.unlink()
        (self.top / "state/served").write_bytes(packed.getvalue() + tampered.encode())
        return f"node=https://x/node.tar.xz#sha256:{hashlib.sha256(packed.getvalue()).hexdigest()}"

    def test_node_comes_from_its_release_and_agents_with_it(self):
        told = self.install("--", self.release(), "claude=@x/claude@1.2")
        self.assertEqual(told, {"node": "done", "claude": "done"})
        for name in ("node", "npm", "npx"):
            self.assertEqual((self.top / "local/bin" / name).readlink(),
                             Path(f"/opt/sandtray/node/bin/{name}"))
        self.assertEqual(self.install("--", "node=https://x#sha256:0"), {"node": "there"})

    def test_a_node_that_is_not_the_one_is_not_unpacked(self):
        told = self.install("--", self.release(tampered="x"), "claude=@x/claude@1.2")
        self.assertEqual(told, {"node": "failed", "claude": "failed"})
        self.assertEqual(list((self.top / "opt").iterdir()), [])
        self.assertIn("another content", self.said)

    def test_what_was_broken_off_is_mended_first(self):
        self.install("jq")
        calls = self.read("state/calls")
        self.assertLess(calls.index("dpkg --configure -a"), calls.index("apt-get"))


if __name__ == "__main__":
    sys.argv[1:] = []
    outcome.main()

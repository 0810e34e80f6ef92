# SPDX-License-Identifier: MIT
"""The programs that the templates stand for, each started for one test and below one folder. An
engine that this machine does not allow raises SkipTest with what it said."""

import itertools
import json
import os
import shutil
import socket
import subprocess
from pathlib import Path
from unittest import SkipTest

from support.person import wait_until

IMAGE = "debian:stable"


def run(*words, check=True, **options):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, **options)
    if check and done.returncode != 0:
        raise AssertionError(f"{words}: {done.returncode}: {done.stderr or done.stdout}")
    return done


def last_words(text, otherwise="it said nothing"):
    """What a program says of its failure, at the end of what it said but for its advice."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    lines = [line for line in lines if not line.startswith("See '")]
    return lines[-1][-300:] if lines else otherwise


def refuse(name, refusals):
    """Skips for these reasons, each said once."""
    raise SkipTest(f"{name}: " + "; ".join(dict.fromkeys(refusals)))


class Engine:
    confines = True  # what is outside of the workspace is out of reach
    offline = True  # the network can be taken away
    reports = True  # the agent reaches its session's host
    ends_all = True  # also what takes no hang-up
    bridge = True  # with the network there is one
    needs_root = False
    controlling_terminal = True  # the agent has /dev/tty, and hears of a changed size
    path = ()  # folders with its programs
    noise = ""  # what the program says of itself on this machine

    def __init__(self, folder, image):
        """folder: an empty one of its own; image: an archive of a Debian system."""
        self.folder, self.image, self.env = Path(folder), image, {}

    def start(self):
        pass

    def try_out(self, *words, says=None):
        """Skips unless the program runs another one here, which says that in a line of its own."""
        tried = run(*words, check=False)
        if tried.returncode != 0 or (says and says not in tried.stdout.splitlines()):
            raise SkipTest(f"{words[0]}: " + last_words(tried.stderr.strip() or tried.stdout))

    def stop(self):
        pass

    def adapt(self, method):
        """The template, changed as a person would change it."""
        return method

    def left(self):
        """What the engine still has of sessions."""
        return []


class Bwrap(Engine):
    def start(self):
        self.try_out("bwrap", "--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc",
                     "--dev", "/dev", "true")


class Firejail(Engine):
    reports = False

    def start(self):
        # In a container it runs what it is given without a sandbox, and says so.
        self.try_out("firejail", "--noprofile", "--hostname=inside", "--", "uname", "-n",
                     says="inside")


class Nspawn(Engine):
    needs_root = True
    # Where /run is no tmpfs, as in a container.
    noise = r'Attempted to remove disk file system under "/run/systemd/nspawn/[^\n]*\n'

    def start(self):
        self.root = self.folder / "root"
        self.root.mkdir()
        run("tar", "-C", self.root, "-xf", self.image)
        self.try_out("systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--as-pid2",
                     "--volatile=overlay", f"--directory={self.root}", "true")

    def adapt(self, method):
        old, new = "--directory=/var/lib/machines/sandtray", f"--directory={self.root}"
        assert old in method["wrapper"]
        method["wrapper"] = [new if word == old else word for word in method["wrapper"]]
        return method


class Docker(Engine):
    """An engine of its own, without a bridge and without a word to the firewall."""
    needs_root = True
    bridge = False
    started = None

    def start(self):
        self.env = {"DOCKER_HOST": f"unix://{self.folder}/docker.sock"}
        refusals = []
        # The second copies the image for every session, and goes anywhere.
        for driver in ("overlay2", "vfs"):
            try:
                self.start_with(driver)
                return
            except SkipTest as refusal:
                refusals.append(str(refusal))
                self.stop()
        refuse("docker", refusals)

    def start_with(self, driver):
        words = ["dockerd", "--iptables=false", "--bridge=none", f"--storage-driver={driver}",
                 f"--data-root={self.folder}/{driver}", f"--exec-root={self.folder}/exec",
                 f"--host={self.env['DOCKER_HOST']}", f"--pidfile={self.folder}/dockerd.pid"]
        with open(self.folder / "dockerd.log", "w") as log:
            self.started = subprocess.Popen(words, stdout=log, stderr=log, start_new_session=True)
        assert wait_until(lambda: self.started.poll() is not None or
                          self.docker("version", check=False).returncode == 0, 60, 0.1)
        if self.started.poll() is not None:
            raise SkipTest(last_words((self.folder / "dockerd.log").read_text()))
        tried = self.docker("import", self.image, IMAGE, check=False)
        if tried.returncode == 0:
            tried = self.docker("run", "--rm", "--network", "none", IMAGE, "true", check=False)
        if tried.returncode != 0:
            raise SkipTest(last_words(tried.stderr))

    def docker(self, *words, **options):
        return run("docker", *words, env={**os.environ, **self.env}, **options)

    def stop(self):
        if self.started:
            self.started.terminate()
            try:
                self.started.wait(30)
            except subprocess.TimeoutExpired:
                self.started.kill()
                self.started.wait()

    def left(self):
        return self.docker("ps", "--all", "--quiet", "--filter", "label=io.sandtray.session") \
            .stdout.split()

    def adapt(self, method):
        # Without a bridge there is no gateway to the machine either.
        method["words"].pop("online")
        return method


class Podman(Engine):
    needs_root = True
    bridge = False  # it would leave one on the machine

    def start(self):
        refusals = []
        # Where crun does not know the machine's control groups, or may not raise its limits.
        for driver, runtime in itertools.product(("overlay", "vfs"), ("", 'runtime = "runc"\n')):
            self.configure(driver, runtime)
            tried = self.podman("import", self.image, IMAGE, check=False)
            if tried.returncode == 0:
                tried = self.podman("run", "--rm", "--network", "none", IMAGE, "true", check=False)
            if tried.returncode == 0:
                return
            refusals.append(last_words(tried.stderr))
        refuse("podman", refusals)

    def configure(self, driver, engine):
        (self.folder / "containers.conf").write_text(
            '[containers]\ndefault_ulimits = ["nofile=1024:1024", "nproc=6000:6000"]\n'
            f'[engine]\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\n{engine}')
        (self.folder / "storage.conf").write_text(
            f'[storage]\ndriver = "{driver}"\ngraphroot = "{self.folder}/{driver}"\n'
            f'runroot = "{self.folder}/run-{driver}"\n')
        self.env = {"CONTAINERS_CONF": str(self.folder / "containers.conf"),
                    "CONTAINERS_STORAGE_CONF": str(self.folder / "storage.conf")}

    def podman(self, *words, **options):
        return run("podman", *words, env={**os.environ, **self.env}, **options)

    def left(self):
        return self.podman("ps", "--all", "--quiet", "--filter", "label=io.sandtray.session") \
            .stdout.split()


class Srt(Engine):
    """Of npm, its version pinned in versions.json; kept outside of the tree."""
    reports = False
    controlling_terminal = False  # its bubblewrap runs with --new-session

    def start(self):
        pinned = json.loads((Path(__file__).parent / "versions.json").read_text())["srt"]
        for name in ("npm", "node", "bwrap", "socat", "rg"):
            if not shutil.which(name):
                raise SkipTest(f"srt: {name} is not installed")
        node = run("node", "--version").stdout.strip()
        if int(node.lstrip("v").split(".")[0]) < pinned["node"]:
            raise SkipTest(f"srt: {pinned['version']} needs node {pinned['node']}, and here is {node}")
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        kept = cache / "sandtray-tests/methods" / f"srt-{pinned['version']}"
        if not (kept / "node_modules/.bin/srt").exists():
            made = kept.with_name(f"{kept.name}.new.{os.getpid()}")
            made.mkdir(parents=True)
            done = run("npm", "install", "--prefix", made, "--no-audit", "--no-fund", "--no-save",
                       f"{pinned['package']}@{pinned['version']}", check=False)
            if done.returncode != 0:
                shutil.rmtree(made)
                raise SkipTest("srt: npm could not install it: " + done.stderr.strip()[-300:])
            shutil.rmtree(kept, ignore_errors=True)
            made.rename(kept)
        # Where everybody may read it: the homes of people are not shown inside.
        shutil.copytree(kept / "node_modules", self.folder / "node_modules", symlinks=True)
        self.folder.chmod(0o755)
        bin_folder = self.folder / "node_modules/.bin"
        assert run(bin_folder / "srt", "--version").stdout.strip() == pinned["version"]
        self.path = [bin_folder]
        (self.folder / "settings.json").write_text(json.dumps({
            "network": {"allowedDomains": [], "deniedDomains": []},
            "filesystem": {"denyRead": [], "allowWrite": [], "denyWrite": []}}))
        tried = run(bin_folder / "srt", "--settings", self.folder / "settings.json", "--", "true",
                    check=False)
        if tried.returncode != 0:
            raise SkipTest("srt: " + (tried.stderr or tried.stdout).strip()[-300:])


class Ssh(Engine):
    """A server on the loopback: the other machine is this one, so nothing is out of reach."""
    confines = offline = reports = ends_all = False
    started = None

    def start(self):
        sshd = shutil.which("sshd") or "/usr/sbin/sshd"
        for name in ("host", "person"):
            run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.folder / name)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        (self.folder / "sshd_config").write_text(
            f"ListenAddress 127.0.0.1:{self.port}\nHostKey {self.folder}/host\n"
            f"AuthorizedKeysFile {self.folder}/person.pub\nPidFile none\nStrictModes no\n"
            "PermitRootLogin yes\nUsePAM no\nPasswordAuthentication no\n"
            "AcceptEnv SANDTRAY_SESSION\n")
        key = (self.folder / "host.pub").read_text()
        (self.folder / "known_hosts").write_text(f"[127.0.0.1]:{self.port} {key}")
        if os.geteuid() == 0:
            os.makedirs("/run/sshd", mode=0o755, exist_ok=True)
        with open(self.folder / "sshd.log", "w") as log:
            self.started = subprocess.Popen([sshd, "-D", "-e", "-f", self.folder / "sshd_config"],
                                            stdout=log, stderr=log, start_new_session=True)
        assert wait_until(self.listens, 20, 0.05)

    def listens(self):
        assert self.started.poll() is None, (self.folder / "sshd.log").read_text()
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def adapt(self, method):
        words = [f"-oPort={self.port}", f"-oIdentityFile={self.folder}/person",
                 f"-oUserKnownHostsFile={self.folder}/known_hosts", "-oIdentitiesOnly=yes",
                 "127.0.0.1"]
        for key in ("wrapper", "check"):
            at = method[key].index("sandbox.example")
            method[key][at:at + 1] = words
        return method

    def stop(self):
        if self.started:
            self.started.terminate()
            self.started.wait(10)


ENGINES = {"bwrap": Bwrap, "docker": Docker, "firejail": Firejail, "nspawn": Nspawn,
           "podman": Podman, "srt": Srt, "ssh": Ssh}


def template(share, name):
    return json.loads((Path(share) / "templates" / f"{name}.json").read_text())

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The virtual machine with the real limactl, a Debian of packages and QEMU, as a person without
privileges; no network but this machine's loopback. One machine is made, used and deleted, in the order
of the tests.

    vm_test.py PROGRAMS LIMA IMAGE CLAUDE     77: what it needs is not there
"""

import glob
import json
import re
import shlex
import shutil
import sys
import time
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "agents"), str(HERE.parent / "methods")]

import escapes  # noqa: E402
import idle  # noqa: E402
import reach  # noqa: E402
import rows  # noqa: E402
import rules  # noqa: E402
import tells  # noqa: E402
from person import NUMBER, Person  # noqa: E402
from services import Service, is_open, read  # noqa: E402
from stub_model import StubModel  # noqa: E402
from support import outcome  # noqa: E402
from support.person import wait_until  # noqa: E402


class TestVm(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        for program in ("qemu-system-x86_64", "qemu-img", "ssh", "ssh-keygen", "setpriv", "unshare"):
            if shutil.which(program) is None:
                raise unittest.SkipTest(f"there is no {program}")
        cls.person = person = Person(PROGRAMS, LIMA, IMAGE)
        cls.model = StubModel(tells.KEY)
        cls.model.__enter__()
        cls.open_service, cls.closed_service = Service(), Service()
        cls.other = person.home / "other"
        cls.parent = person.home / "parent"
        for folder in (cls.other, cls.parent / "one", cls.parent / "two"):
            person.write(folder / "secret", "told\n")
        model_port = int(cls.model.url.rsplit(":", 1)[1])
        cls.wish = {
            "processors": 2, "memory_mib": 1536, "disk_gib": 3,
            "complete_image": True, "legacy_bios": True, "emulation": True,
            "images": [{"location": f"{person.image}/disk.raw", "kernel": f"{person.image}/vmlinuz",
                        "initrd": f"{person.image}/initrd.img",
                        "command_line": "root=LABEL=cloudroot ro console=ttyS0 quiet apparmor=0"}],
            "mounts": [{"path": str(path), "writable": True}
                       for path in (person.work, cls.other, cls.parent)],
            "host_services": [cls.open_service.port, model_port],
        }
        cls.claude, cls.figures, cls.table = CLAUDE, {}, []

    @classmethod
    def tearDownClass(cls):
        print("\n".join(cls.table), flush=True)
        for name, figure in cls.figures.items():
            print(f"{name}: {figure}", flush=True)
        cls.model.__exit__()
        cls.person.close()

    def timed(self, name, act, *words, **options):
        begun = time.monotonic()
        done = act(*words, **options)
        self.figures[name] = f"{time.monotonic() - begun:.1f} s"
        return done

    def state(self):
        return json.loads(self.person.sandtray("vm", "status", "--json", check=False).stdout)["state"]

    def probe_words(self):
        return [str(each) for each in (self.open_service.port, self.closed_service.port, self.other, self.parent)]

    def probe(self, *options, **more):
        """What an agent can do, by the name of the attempt."""
        self.person.write(self.person.work / "probe.py", rows.PROBE)
        done = self.person.inside(f"python3 probe.py {shlex.join(self.probe_words())}", *options,
                                  seconds=180, **more)
        return json.loads(done.stdout)

    def test_01_there_is_none(self):
        self.assertEqual(self.state(), "absent")
        refused = self.person.inside("true", check=False)
        self.assertEqual(refused.returncode, 69)
        self.assertIn("vm.json", refused.stderr)

    def test_02_is_set_up(self):
        """By its own steps. Nothing can be installed without a network, which is said and in nobody's way."""
        self.person.write(self.person.home / ".config/sandtray/vm.json", self.wish)
        done = self.timed("made, ready, and proved to confine after", self.person.sandtray, "provision", "lima",
                          "--yes", "--json", seconds=1500, check=False)
        events = [json.loads(line) for line in done.stdout.splitlines()]
        ends = {event["name"]: event["ok"] for event in events if event["event"] in ("ends", "skipped")}
        self.assertEqual(ends, {"machine": True, "limactl": True, "image": True, "settings": True,
                                "create": True, "start": True, "tools": False, "proof": True}, done.stderr)
        self.assertEqual(done.returncode, 69)
        found = {event["item"]: event["ok"] for event in events
                 if event["event"] == "found" and event["name"] in ("tools", "proof")}
        self.assertEqual((found["git"], found["python3"], found["ripgrep"], found["node"], found["claude"]),
                         (True, True, False, False, False), found)
        self.assertEqual({name for name, ok in found.items() if not ok} & {"git", "becomes root by sudo"}, set())
        self.assertIn("reaches a service of the host", found)
        self.assertIn(f"sees {self.other}", found)
        self.assertEqual(self.state(), "ready")
        self.assertNotEqual(self.person.as_admin("timeout 20 bash -c 'exec 3<>/dev/tcp/1.1.1.1/443'",
                                                 check=False).returncode, 0, "no other network is there")
        again = self.timed("start of one that is ready", self.person.sandtray, "vm", "start")
        self.assertEqual(again.returncode, 0)
        plan = json.loads(self.person.sandtray("provision", "lima", "--dry-run", "--json").stdout)
        self.assertEqual([step["name"] for step in plan["steps"] if step["needed"]],
                         ["machine", "tools", "proof"])

    def test_03_a_session_works_in_the_workspace(self):
        (self.person.work / "given").write_text("from here\n")
        done = self.timed("first session", self.person.inside,
                          'cat given; echo "from $(hostname)" >made; id -u; pwd; exit 7', check=False)
        self.assertEqual(done.returncode, 7, done.stderr)
        self.assertEqual(done.stdout, f"from here\n{NUMBER}\n{self.person.work}\n")
        made = self.person.work / "made"
        self.assertEqual(made.read_text(), "from lima-sandtray\n")
        self.assertEqual(made.stat().st_uid, NUMBER)

    def test_04_words_input_and_variables_go_in_as_they_are(self):
        words = ["a b", "it's", '"$HOME"', "", "*", "new\nline", "ü"]
        done = self.person.sandtray(
            "run", "-m", "lima", "-w", self.person.work, "shell", "--", "-c", 'printf "[%s]" "$@"', "sh",
            *words)
        self.assertEqual(done.stdout, "".join(f"[{word}]" for word in words))
        much = "x" * 300_000
        self.assertEqual(self.person.inside("wc -c", input=much).stdout.strip(), "300000")
        seen = self.person.inside("env").stdout
        self.assertIn("SANDTRAY_SESSION=", seen)
        self.assertNotIn("SANDTRAY_FILES", seen)
        self.assertNotIn(str(self.person.runtime), seen)

    test_05_nothing_gets_out = rows.nothing_gets_out
    test_06_the_same_attempts_succeed_for_who_is_not_confined = \
        rows.the_same_attempts_succeed_for_who_is_not_confined

    def test_07_of_a_parent_folder_one_session_sees_its_own(self):
        done = self.person.inside("ls ..; cat secret", workspace=self.parent / "one")
        self.assertEqual(done.stdout, "one\ntold\n")

    def test_08_without_network_there_is_none(self):
        found = self.probe("--set", "network=none")
        self.assertEqual(found["the service that is listed"], "refused", found)

    def test_09_ports_inside_do_not_appear_here(self):
        port = 18431
        script = ("import socket, time\n"
                  f"held = [socket.create_server(('127.0.0.1', {port})),\n"
                  f"        socket.create_server(('0.0.0.0', {port + 1}))]\n"
                  "open('listens', 'w').close()\ntime.sleep(60)\n")
        self.person.write(self.person.work / "listen.py", script)
        session = self.person.sandtray("run", "-d", "-m", "lima", "-w", self.person.work, "shell", "--",
                                       "-c", "exec python3 listen.py").stdout.strip()
        self.assertTrue(wait_until(lambda: (self.person.work / "listens").exists(), 30))
        # Lima would forward a port some time after it has seen it.
        self.assertFalse(wait_until(lambda: is_open(port) or is_open(port + 1), 5, pause=0.2))
        self.assertIn(f":{port + 1}", self.person.as_admin("ss -ltn").stdout, "it listens still")
        self.person.sandtray("stop", "--timeout", "2", session)

    def test_09_what_is_left_in_the_home_runs_in_no_other_session(self):
        plant = 'for file in .bashrc .profile .bash_profile .shrc .pam_environment; do echo "$1" >~/$file; done'
        outside = "grep -q sandtray-guest /proc/1/cmdline || touch ~/planted"
        self.person.inside(plant.replace("$1", outside))
        self.person.run("ssh", "-F", f"{self.person.home}/.sandtray/vm/sandtray/ssh.config", "-o",
                        f"ControlPath={self.person.home}/.sandtray/agent.sock", "-O", "exit",
                        "lima-sandtray")
        found = self.person.inside("ls -A ~; rm -f ~/.bashrc ~/.profile ~/.bash_profile ~/.pam_environment")
        self.assertIn(".bashrc", found.stdout, "it was planted")
        self.assertNotIn("planted", found.stdout)

    def test_10_stop_ends_all_of_it(self):
        session = self.person.sandtray(
            "run", "-d", "-m", "lima", "-w", self.person.work, "shell", "--", "-c",
            "trap '' TERM HUP; (exec setsid sleep 4321) & touch up; sleep 4322; sleep 4323"
        ).stdout.strip()
        self.assertTrue(wait_until(lambda: (self.person.work / "up").exists(), 30))
        self.assertIn("4321", self.person.as_admin("ps -eo args").stdout)
        self.person.sandtray("stop", "--timeout", "3", session)
        begun = time.monotonic()
        self.assertTrue(wait_until(
            lambda: "sleep 432" not in self.person.as_admin("ps -eo args").stdout, 20, pause=0.2))
        self.figures["the last process was gone after"] = f"{time.monotonic() - begun:.1f} s"

    test_11_claude_edits_and_says_so = tells.claude_edits_and_says_so
    test_11b_claude_calls_the_person_by_a_notification = tells.claude_calls_the_person_by_a_notification

    def test_12_a_session_starts_as_fast_as_a_bare_shell(self):
        def seconds(act):
            begun = time.monotonic()
            act()
            return time.monotonic() - begun

        pairs = [(seconds(lambda: self.person.inside("true")),
                  seconds(lambda: self.person.limactl("shell", "--workdir", "/", "sandtray", "true")))
                 for _ in range(7)]
        ours, bare = (sorted(column)[3] for column in zip(*pairs))
        self.figures["session beside limactl shell"] = f"{ours:.2f} s, {bare:.2f} s, {ours / bare:.2f}x"
        self.assertLess(ours / bare, 1.2)

    test_12b_the_attempts_of_all_methods = escapes.the_attempts_of_all_methods

    test_13_off_means_no_keys_and_no_ports = reach.off_means_no_keys_and_no_ports
    test_13_root_gets_no_file_beside_the_mounts = reach.root_gets_no_file_beside_the_mounts

    test_13_nobody_is_let_in_until_they_hold_again = rules.nobody_is_let_in_until_they_hold_again

    def test_13_what_stays_is_small(self):
        """Of ours beside Lima's own processes while no session runs."""
        def kib(*words):
            found = [Path(folder) for folder in glob.glob("/proc/[0-9]*")
                     if all(word in read(f"{folder}/cmdline") for word in words)]
            self.assertTrue(found, words)
            return sum(int(line.split()[1]) for each in found
                       for line in read(each / "smaps_rollup").splitlines() if line.startswith(b"Pss:"))

        connection = kib(f"{self.person.home}/.sandtray/agent.sock".encode())
        guards = kib(b"bwrap\0", b"/sftp-server\0", str(self.person.home).encode())
        self.figures["the connection that sessions share"] = f"{connection / 1024:.2f} MiB PSS"
        self.figures["what holds the folders"] = f"{guards / 1024:.2f} MiB PSS"
        self.assertLess(connection + guards, 3 * 1024)

    def test_14_stops_and_starts_and_grows(self):
        self.timed("stop", self.person.sandtray, "vm", "stop", seconds=300)
        self.assertEqual(self.state(), "stopped")
        self.person.sandtray("vm", "resize", "--memory", "2", seconds=120)
        self.person.write(self.person.home / ".config/sandtray/vm.json", {**self.wish, "restrict_sudo": False})
        self.timed("ready after start", self.person.sandtray, "vm", "start", seconds=900)
        kib = int(re.search(r"MemTotal: +(\d+)", self.person.inside("cat /proc/meminfo").stdout)[1])
        self.assertGreater(kib, 1_800_000)

    test_14a_root_inside_lifts_them_and_that_is_said = rules.root_inside_lifts_them_and_that_is_said
    test_14b_a_session_is_let_in_while_it_goes_down = idle.a_session_is_let_in_while_it_goes_down
    test_14c_who_was_root_once_is_not_forgotten = rules.who_was_root_once_is_not_forgotten
    test_14d_keys_are_for_the_session_that_asks = reach.keys_are_for_the_session_that_asks
    test_14d_ports_are_those_that_are_asked_for = reach.ports_are_those_that_are_asked_for

    test_14e_switches_itself_off_where_nobody_uses_it = idle.switches_itself_off_where_nobody_uses_it

    def test_15_is_deleted(self):
        self.person.sandtray("vm", "stop", seconds=300)
        self.person.sandtray("vm", "delete", seconds=120)
        self.assertEqual(self.state(), "absent")
        root = str(self.person.root).encode()
        self.assertTrue(wait_until(
            lambda: not any(root in read(file) for file in glob.glob("/proc/[0-9]*/cmdline")), 20))


if __name__ == "__main__":
    PROGRAMS, LIMA, IMAGE, CLAUDE = sys.argv[1:]
    sys.argv[1:] = ["--failfast", "--verbose"]
    outcome.main()

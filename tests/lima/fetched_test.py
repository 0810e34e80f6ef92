#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What `sandtray provision lima` fetches, from a server of this machine that misbehaves
(tests/network/server.py): Lima itself, in the stand-in's archive, and a disk image of 64 bytes.

    fetched_test.py PROGRAMS"""
import hashlib
import io
import json
import resource
import shutil
import signal
import subprocess
import sys
import tarfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.dont_write_bytecode = True

from lima.world import LimaPerson, wait_until  # noqa: E402
from support import outcome  # noqa: E402

PROGRAMS = sys.argv[1]
IMAGE = bytes(range(64))
NOWHERE = "https://127.0.0.1:1/"


def archive(members):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(content), 0o755
            tar.addfile(member, io.BytesIO(content))
    return packed.getvalue()


LIMA = archive({f"./bin/{name}": (HERE / name).read_bytes() for name in ("limactl", "machine.py")})


def digest(content):
    return "sha256:" + hashlib.sha256(content).hexdigest()


class Server:
    def __init__(self, root, content):
        self.log = root / f"log{len(list(root.iterdir()))}"
        served = Path(f"{self.log}.served")
        served.write_bytes(content)
        self.process = subprocess.Popen([sys.executable, HERE.parent / "network/server.py", self.log, served],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.port = int(self.process.stdout.readline())

    def at(self, path):
        return f"http://127.0.0.1:{self.port}/{path}"

    def ranges(self):
        return [json.loads(line)["Range"] for line in self.log.read_text().splitlines()]


class Fetched(unittest.TestCase):
    def setUp(self):
        self.person = person = LimaPerson(PROGRAMS)
        self.addCleanup(person.__exit__)
        self.settings = person.home / ".config/sandtray/vm.json"
        self.settings.unlink()
        self.share = person.root / "share"
        shutil.copytree(person.env["SANDTRAY_SHARE"], self.share)
        person.env["SANDTRAY_SHARE"] = str(self.share)
        self.top = person.home / ".sandtray"
        self.lima = self.top / "lima-2.2.0/bin/limactl"
        self.recipe()

    def recipe(self, lima=LIMA, images=(IMAGE,)):
        """As the shipped one, with these files."""
        path = self.share / "recipes/lima.json"
        recipe = json.loads(path.read_text())

        def file(name, content):
            return {"title": name, "urls": [NOWHERE + name], "digest": digest(content), "mib": 1}

        recipe["lima"]["files"] = {key: file("lima.tgz", lima) for key in recipe["lima"]["files"]}
        recipe["images"] = {key: [file(f"debian{number}.qcow2", content) for number, content in
                                  enumerate(images)] for key in recipe["images"]}
        path.write_text(json.dumps(recipe))

    def serve(self, content):
        server = Server(self.person.root, content)
        self.addCleanup(server.process.communicate)
        return server

    def without_lima(self):
        for name in ("limactl", "machine.py"):
            (self.person.bin / name).unlink()

    def words(self, *words):
        return ("provision", "lima", "--yes", "--mount", self.person.workspace, "--memory", "1",
                "--emulation", *words)

    def provision(self, *words, **how):
        return self.person.say(*self.words(*words), **how)

    def given(self):
        return ["--image", self.person.image]

    def only_fetched(self, *words):
        """What it said until the machine was to be made, which has been seen elsewhere."""
        self.person.manners(create={"fail": "no more of it"})
        said = self.provision(*words, code=None)
        self.assertRegex(said, "(ok|done) +settings")
        return said

    def left(self):
        return {path.name for path in self.top.glob("*")} - {"vm", "vm.lock", "images"}

    # Lima

    def test_lima_is_fetched_where_there_is_none(self):
        self.without_lima()
        said = self.provision(*self.given(), "--mirror", self.serve(LIMA).at("whole/x"))
        self.assertIn("ok      limactl: fetch lima.tgz", said)
        self.assertTrue(self.lima.exists())
        self.assertFalse((self.top / "lima.tgz").exists())
        self.assertEqual(self.person.state(), "ready")
        self.person.vm("stop")

    def test_or_only_an_old_one(self):
        self.person.write(self.person.bin / "limactl", "#!/bin/sh\necho limactl version 2.1.3\n", 0o755)
        said = self.only_fetched(*self.given(), "--mirror", self.serve(LIMA).at("whole/x"))
        self.assertIn("ok      limactl", said)
        self.assertIn(f"{self.lima} is there", self.only_fetched())

    def test_a_line_that_is_cut_is_no_trouble(self):
        self.without_lima()
        server = self.serve(LIMA)
        self.only_fetched(*self.given(), "--mirror", server.at("cut/100"))
        self.assertEqual(server.ranges(), [None, "bytes=100-"])

    def test_what_is_not_the_file_never_runs(self):
        self.without_lima()
        said = self.provision(*self.given(), "--json", "--mirror", self.serve(LIMA).at("wrong/x"), code=None)
        found = [event for event in map(json.loads, said.splitlines()) if event.get("item") == "lima.tgz"]
        self.assertIn("has another content", found[0]["detail"])
        self.assertEqual(self.left(), set())
        self.assertEqual(self.person.calls(), [])

    def test_an_archive_that_leads_out_of_its_folder(self):
        self.without_lima()
        hostile = archive({"./bin/limactl": b"#!/bin/sh\n", "../../planted": b"x"})
        self.recipe(hostile)
        self.provision(*self.given(), "--mirror", self.serve(hostile).at("whole/x"), code=77)
        self.assertFalse(self.lima.parent.parent.exists())
        self.assertFalse((self.person.home / "planted").exists())
        self.assertFalse((self.top / "planted").exists())

    def test_one_that_does_not_run_here(self):
        self.without_lima()
        foreign = archive({"./bin/limactl": b"\x7fELF of another machine"})
        self.recipe(foreign)
        said = self.provision(*self.given(), "--mirror", self.serve(foreign).at("whole/x"), code=69)
        self.assertIn("does not run here", said)
        self.assertFalse(self.lima.exists())

    def test_a_file_of_the_person(self):
        self.without_lima()
        file = self.person.home / "download.tgz"
        file.write_bytes(LIMA)
        self.person.give(self.person.home)
        self.only_fetched(*self.given(), "--limactl-archive", file)
        self.assertTrue(self.lima.exists())
        self.assertTrue(file.exists())

    def test_another_file_of_the_person(self):
        self.without_lima()
        file = self.person.home / "download.tgz"
        file.write_bytes(LIMA + b"more")
        self.person.give(self.person.home)
        self.provision(*self.given(), "--limactl-archive", file, code=77)
        self.assertFalse(self.lima.exists())

    def test_without_network_it_says_so(self):
        self.without_lima()
        said = self.provision(*self.given(), code=69)
        self.assertIn("127.0.0.1:1", said)
        self.assertFalse(self.settings.exists())

    # The image

    def image(self):
        return json.loads(self.settings.read_text())["images"]

    def test_the_image_is_fetched_and_named_with_its_hash(self):
        self.only_fetched("--mirror", self.serve(IMAGE).at("whole/x"))
        path = self.top / "images/debian0.qcow2"
        self.assertEqual(path.read_bytes(), IMAGE)
        self.assertEqual(self.image(), [{"location": str(path), "digest": digest(IMAGE)}])
        self.assertIn("done    image", self.only_fetched())

    def test_an_image_of_the_persons_own_choice_is_fetched_by_no_one_else(self):
        own = {"location": NOWHERE + "own.qcow2", "digest": digest(IMAGE)}
        self.person.wish(images=[own])
        self.assertIn("has not been fetched", self.person.vm("start", code=69))
        said = self.only_fetched("--mirror", self.serve(IMAGE).at("whole/x"))
        self.assertRegex(said, "ok +image")
        self.assertEqual(self.image(), [own], "the person's own words")
        self.person.manners()
        self.person.vm("start")
        made = json.loads((self.person.instance / "lima.yaml").read_text())["images"]
        self.assertEqual([image["location"] for image in made],
                         [str(self.person.home / ".sandtray/images/own.qcow2")])
        self.assertEqual(made[0]["digest"], digest(IMAGE))

    def test_what_is_fetched_has_a_hash(self):
        self.person.wish(images=[{"location": NOWHERE + "own.qcow2"}])
        self.assertIn("nothing tells what", self.person.vm("start", code=78))

    def test_another_one_is_taken_where_the_first_cannot_be_had(self):
        self.recipe(images=(b"newer", IMAGE))
        said = self.only_fetched("--mirror", self.serve(IMAGE).at("whole/x"))
        self.assertIn("FAILED  image: debian0.qcow2", said)
        self.assertEqual(self.image()[0]["location"], str(self.top / "images/debian1.qcow2"))
        self.assertEqual([path.name for path in (self.top / "images").iterdir()], ["debian1.qcow2"])

    def test_it_goes_on_after_ctrl_c(self):
        server = self.serve(IMAGE)
        words = self.words("--json", "--mirror", server.at("stall-once/40"))
        part = self.top / "images/debian0.qcow2.part"
        with self.person.spawn(*self.person.command(*words), stdout=-3, stderr=-3) as running:
            self.assertTrue(wait_until(lambda: part.exists() and part.stat().st_size == 40))
            running.send_signal(signal.SIGINT)
            self.assertEqual(running.wait(timeout=30), 130)
        self.assertFalse(self.settings.exists())
        self.person.manners(create={"fail": "no more of it"})
        self.person.say(*words, code=69)
        self.assertEqual(server.ranges(), [None, "bytes=40-"])

    def test_a_full_disk_is_no_reason_to_try_another(self):
        self.recipe(images=(IMAGE, IMAGE))
        server = self.serve(IMAGE)
        words = self.words("--mirror", server.at("whole/x"))
        with self.person.spawn(*self.person.command(*words), stdout=-3, stderr=-1,
                               preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (32, 32))
                               ) as running:
            said = running.communicate(timeout=50)[1]
        self.assertEqual(running.returncode, 70, said)
        self.assertEqual(len(server.ranges()), 1)

    def test_sandtray_fetch_is_not_there(self):
        self.without_lima()
        alone = self.person.root / "alone"
        alone.mkdir()
        shutil.copy((self.person.bin / "sandtray").resolve(), alone)
        (self.person.bin / "sandtray").unlink()
        (self.person.bin / "sandtray").symlink_to(alone / "sandtray")
        alone.chmod(0o755)
        self.assertIn("sandtray-fetch is not installed", self.provision(*self.given(), code=69))


if __name__ == "__main__":
    sys.argv[1:] = []
    outcome.main()

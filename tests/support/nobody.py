# SPDX-License-Identifier: MIT
"""For tests of what refuses root, where a person's own bus talks to nobody else: the whole test runs as
nobody, with copies of what it needs where everybody can read them."""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from support.person import SOURCE

NOBODY = 65534


def run_as_nobody(test, programs, pictures):
    """`test`: the file of the test, which gets the folder of the programs and one for its pictures, which
    are brought to `pictures`. Returns if the user is not root; ends otherwise, with the test."""
    if os.geteuid() != 0:
        return
    top = Path(tempfile.mkdtemp(prefix="sn."))
    try:
        top.chmod(0o755)
        shutil.copytree(SOURCE / "tests", top / "tests", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(SOURCE / "common/data", top / "common/data")
        (top / "bin").mkdir()
        for program in Path(programs).glob("sandtray*"):
            shutil.copy(program, top / "bin")
        sockets = Path("/tmp/.X11-unix")  # which nobody else may make
        if not sockets.exists():
            sockets.mkdir()
            sockets.chmod(0o1777)
        (top / "pictures").mkdir()
        os.chown(top / "pictures", NOBODY, NOBODY)
        done = subprocess.run([sys.executable, top / "tests" / Path(test).relative_to(SOURCE / "tests"),
                               top / "bin", top / "pictures", *sys.argv[3:]], check=False, cwd=top,
                              stdin=subprocess.DEVNULL, user=NOBODY, group=NOBODY, extra_groups=[])
        shutil.rmtree(pictures, ignore_errors=True)
        shutil.copytree(top / "pictures", pictures)
    finally:
        shutil.rmtree(top)
    sys.exit(done.returncode)

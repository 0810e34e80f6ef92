# SPDX-License-Identifier: MIT
"""What the stand-in for limactl has in the place of machines: folders, and a host agent with a driver
that do nothing but tell of one. It is as ugly as the real ones: a process number that somebody else has
now is believed, a socket that does not answer makes a machine Broken."""
import json
import os
import re
import signal
import sys
import time
from pathlib import Path

PROGRAM = Path(__file__).resolve().parent / "limactl"
HOME = Path(os.environ.get("LIMA_HOME", os.path.expanduser("~/.lima")))
LOGGED = {"json": False}
GIB = 1 << 30
NAME = re.compile(r"^[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*$")


def manners(part=None):
    file = HOME / "_manners"
    said = json.loads(file.read_text()) if file.exists() else {}
    return said if part is None else said.get(part, {})


def log(level, text, to=None):
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    line = json.dumps({"level": level, "msg": text, "time": now}) if LOGGED["json"] or to \
        else f'time="{now}" level={level} msg={json.dumps(text)}'
    print(line, file=to or sys.stderr, flush=True)


def fatal(text):
    log("fatal", text)
    sys.exit(1)


def number_in(path):
    """As ReadPIDFile: a file whose process is gone goes, too."""
    try:
        pid = int(path.read_text())
        os.kill(pid, 0)
        return pid
    except (FileNotFoundError, ValueError):
        return 0
    except OSError:
        path.unlink(missing_ok=True)
        return 0


def answers(folder):
    import socket
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(1)
        try:
            probe.connect(str(folder / "ha.sock"))
            return True
        except OSError:
            return False


def config_of(folder):
    return json.loads((folder / "lima.yaml").read_text())


def row(folder):
    """What list tells, without the filled configuration."""
    told = {"name": folder.name, "dir": str(folder)}
    try:
        config = config_of(folder)
    except (OSError, ValueError) as error:
        return {**told, "status": "Broken", "errors": [str(error)]}
    agent, driver = number_in(folder / "ha.pid"), number_in(folder / "qemu.pid")
    errors = []
    if agent and not answers(folder):
        errors.append(f"failed to connect to {folder}/ha.sock: connection refused")
    elif bool(agent) != bool(driver):
        errors.append("host agent and driver are not both running")
    status = "Broken" if errors else "Running" if agent else "Stopped"
    size = {key: float(re.match(r"[0-9.]+", config[key])[0]) for key in ("memory", "disk")}
    unit = {key: GIB if config[key].endswith("GiB") else GIB >> 10 for key in size}
    port = int((folder / "port").read_text()) if (folder / "port").exists() else 0
    return {**told, "hostname": f"lima-{folder.name}", "status": status, "vmType": config["vmType"],
            "arch": config["arch"], "cpus": config["cpus"], "memory": int(size["memory"] * unit["memory"]),
            "disk": int(size["disk"] * unit["disk"]), "hostAgentPID": agent, "driverPID": driver,
            "sshLocalPort": port, "errors": errors, "limaVersion": "2.2.0",
            "protected": (folder / "protected").exists(), "config": config}


def instances():
    return [path for path in sorted(HOME.iterdir())
            if path.is_dir() and not path.name.startswith(("_", "."))]


def instance(name):
    if not NAME.match(name):
        fatal(f"identifier {name!r} must match {NAME.pattern}")
    return HOME / name


def event(folder, **status):
    with open(folder / "ha.stdout.log", "a", encoding="utf-8") as file:
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        print(json.dumps({"time": now, "status": status}), file=file, flush=True)


def host_agent(folder):
    """From here on this process is the host agent, as after exec()."""
    import socket
    import subprocess
    manner = manners("start")
    for name in ("ha.stdout.log", "ha.stderr.log", "ha.sock"):
        (folder / name).unlink(missing_ok=True)
        if name.endswith("log"):
            (folder / name).touch(0o600)
    errors = open(folder / "ha.stderr.log", "a", encoding="utf-8")
    quiet = os.open(os.devnull, os.O_RDWR)
    for number in (1, 2):
        os.dup2(quiet, number)
    (folder / "ha.pid").write_text(f"{os.getpid()}\n")
    driver = subprocess.Popen([sys.executable, str(PROGRAM), "_driver", folder.name], start_new_session=True)
    (folder / "qemu.pid").write_text(f"{driver.pid}\n")
    stop = [signal.SIGINT, signal.SIGTERM]
    signal.pthread_sigmask(signal.SIG_BLOCK, stop)
    log("info", "Starting QEMU (hint: to watch the boot progress, see serial*.log)", errors)
    while manner.get("broken") and not (HOME / "_go").exists():
        signal.sigtimedwait(stop, 0.01)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(folder / "ha.sock"))
    listener.listen(1000)  # nobody accepts
    (folder / "port").write_text("40022")
    event(folder, sshLocalPort=40022)
    log("info", "Waiting for the essential requirement 1 of 2: \"ssh\"", errors)
    if manner.get("killed"):
        os.kill(os.getpid(), signal.SIGKILL)
    if manner.get("die"):
        log("fatal", "QEMU has exited: Could not access KVM kernel module: Permission denied", errors)
        down(folder, driver)
        event(folder, exiting=True, sshLocalPort=40022)
        os._exit(1)
    if not manner.get("never"):
        log("info", "Waiting for the final requirement 1 of 1: \"boot scripts must have finished\"", errors)
        if manner.get("degraded"):
            event(folder, running=True, degraded=True, errors=manner["degraded"], sshLocalPort=40022)
        else:
            event(folder, running=True, sshLocalPort=40022)
            event(folder, running=True, sshLocalPort=40022,
                  portForward={"type": "not-forwarding", "guestAddr": "\x1b[2J127.0.0.1:3000"})
    while True:
        signal.sigwait(stop)
        if not manners("start").get("deaf"):
            break
    event(folder, exiting=True, sshLocalPort=40022)
    down(folder, driver)
    os._exit(0)


def down(folder, driver):
    driver.kill()
    driver.wait()
    for name in ("ha.pid", "qemu.pid", "ha.sock", "port"):
        (folder / name).unlink(missing_ok=True)

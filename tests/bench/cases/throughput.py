# SPDX-License-Identifier: MIT
"""How fast a program can print to its terminal. One writer, two owners of the terminal:

  sandtray   the session host, method host: log on disk and detector on
  bare       poll, read, forget (programs/pty_reader.cpp)

and both again with one client that reads everything from a socket. The writer measures how long it
took to get rid of the bytes; the last few KiB that a terminal holds do not matter.
"""

import subprocess

import figures
from support.person import SOURCE, Person

ROUNDS = 31
MIB = 16
KINDS = {
    "plain lines": "plain",
    "colour escapes": "colour",
    "a TUI (Claude Code)": SOURCE / "tests/data/captures/claude-7501-session.txt",
    "a TUI (Codex)": SOURCE / "tests/data/captures/codex-7501-osc9-permission.txt",
}


class Throughput:
    def __init__(self, person, tools):
        self.person, self.tools, self.count = person, tools, 0

    def writer(self, kind):
        """(words, file of the result)"""
        self.count += 1
        result = self.person.workspace / f"result{self.count}"
        return [str(self.tools / "writer"), str(kind), str(MIB), str(result)], result

    def rate(self, result):
        rate = MIB / (int(result.read_text()) / 1e9)
        result.unlink()
        return rate

    def reader(self, *words):
        return subprocess.Popen([self.tools / "reader", *words], stdout=subprocess.PIPE, text=True)

    def finish(self, reader):
        rest = reader.communicate(timeout=60)[0]
        assert reader.returncode == 0 and int(rest.split()[-1]) >= MIB << 20, rest

    def bare(self, kind, client):
        words, result = self.writer(kind)
        socket = str(self.person.root / f"copy{self.count}")
        copy = ["--copy", socket] if client else []
        reader = self.reader(socket) if client else None
        subprocess.run([self.tools / "pty_reader", *copy, *words], env=self.person.env, check=True,
                       timeout=120)
        if reader:
            self.finish(reader)
        return self.rate(result)

    def sandtray(self, kind, client):
        words, result = self.writer(kind)
        # With a client it begins when the client says so.
        script = 'read -r go; exec "$@"' if client else 'exec "$@"'
        session = self.person.start("host", "-c", script, "bash", *words)
        socket = str(self.person.runtime / "sandtray" / f"{session}.sock")
        reader = self.reader("--attach", socket) if client else None
        self.person.sandtray("wait", session, seconds=120)
        if reader:
            self.finish(reader)
        self.person.sandtray("rm", session)
        return self.rate(result)


def compare(programs, tools, client):
    with Person(programs) as person:
        throughput = Throughput(person, tools)
        for kind, source in KINDS.items():
            samples = figures.interleaved(ROUNDS, {
                "sandtray-host": lambda: throughput.sandtray(source, client),
                "bare loop": lambda: throughput.bare(source, client),
            })
            what = f"throughput of {kind}, {'one client' if client else 'no client'}"
            print(f"  {what}")
            figures.table(samples, "MiB/s")
            figures.limit(f"{what}: sandtray-host / bare loop",
                          figures.ratio(samples, "sandtray-host", "bare loop"), "x", at_least=0.9)


def bench_throughput(programs, tools):
    """log and detector cost at most a tenth of the terminal's throughput"""
    compare(programs, tools, client=False)


def bench_throughput_with_a_client(programs, tools):
    """log and detector cost at most a tenth of the throughput when a client reads along"""
    compare(programs, tools, client=True)

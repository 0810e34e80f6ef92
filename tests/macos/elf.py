# SPDX-License-Identifier: MIT
"""Reads what an ELF program says of itself: for which processor it is, and whether it needs anything of
the system that it runs on. The layout is that of elf(5); only 64-bit little-endian files."""
import struct

MACHINES = {62: "x86_64", 183: "aarch64"}
EXECUTABLE, SHARED = 2, 3
DYNAMIC, INTERPRETER, STACK = 2, 3, 0x6474E551
RUNS = 1  # of a segment: its bytes are executed
NEEDED = 1


class Elf:
    def __init__(self, path):
        with open(path, "rb") as file:
            data = file.read()
        if len(data) < 64 or data[:6] != b"\x7fELF\x02\x01":
            raise ValueError(f"{path} is no 64-bit ELF file")
        kind, machine = struct.unpack_from("<2H", data, 16)
        start = struct.unpack_from("<Q", data, 32)[0]
        size, count = struct.unpack_from("<2H", data, 54)
        if size < 56 or start + size * count > len(data):
            raise ValueError(f"{path} is cut off")
        self.architecture = MACHINES.get(machine, hex(machine))
        self.is_program = kind in (EXECUTABLE, SHARED)
        self.moves = kind == SHARED
        self.is_static = True
        self.has_plain_stack = False
        for at in range(start, start + size * count, size):
            segment, flags, offset, _, _, length = struct.unpack_from("<2I4Q", data, at)
            if offset + length > len(data):
                raise ValueError(f"{path} is cut off")
            if segment == INTERPRETER:
                self.is_static = False
            elif segment == DYNAMIC:
                tags = [tag for tag, _ in struct.iter_unpack("<2Q", data[offset:offset + length // 16 * 16])]
                self.is_static = self.is_static and NEEDED not in tags
            elif segment == STACK:
                self.has_plain_stack = not flags & RUNS

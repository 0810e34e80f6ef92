# SPDX-License-Identifier: MIT
"""Reads what a Mach-O program says of itself: for whom it is built and what it loads. The layout is
that of <mach-o/loader.h>; only 64-bit programs for one architecture."""
import struct

MAGIC_64 = 0xFEEDFACF
EXECUTE = 2
ARCHITECTURES = {0x01000007: "x86_64", 0x0100000C: "arm64"}
PIE = 0x200000
LOAD_DYLIB = (0xC, 0x80000018, 0x8000001F, 0x20)  # plain, weak, re-exported, lazy
BUILD_VERSION = 0x32
CODE_SIGNATURE = 0x1D
RPATH = 0x8000001C
MACOS = 1


class MachO:
    def __init__(self, path):
        with open(path, "rb") as file:
            data = file.read()
        if len(data) < 32 or struct.unpack_from("<I", data)[0] != MAGIC_64:
            raise ValueError(f"{path} is no 64-bit Mach-O file")
        _, processor, _, kind, count, size, flags, _ = struct.unpack_from("<8I", data)
        if 32 + size > len(data):
            raise ValueError(f"{path} is cut off")
        self.architecture = ARCHITECTURES.get(processor, hex(processor))
        self.is_program = kind == EXECUTE
        self.moves = bool(flags & PIE)
        self.libraries, self.rpaths = [], []
        self.platform = self.minimum = None
        self.is_signed = False
        at = 32
        for _ in range(count):
            command, length = struct.unpack_from("<2I", data, at)
            if length < 8 or at + length > 32 + size:
                raise ValueError(f"{path} has a load command of {length} bytes")
            self.take(command, data[at:at + length])
            at += length

    def take(self, command, body):
        if command in LOAD_DYLIB:
            self.libraries.append(text_of(body))
        elif command == RPATH:
            self.rpaths.append(text_of(body))
        elif command == BUILD_VERSION:
            self.platform, version = struct.unpack_from("<2I", body, 8)
            self.minimum = f"{version >> 16}.{version >> 8 & 255}"
        elif command == CODE_SIGNATURE:
            self.is_signed = True


def text_of(body):
    """The string of a command, whose offset is its first field."""
    start = struct.unpack_from("<I", body, 8)[0]
    return body[start:].split(b"\0", 1)[0].decode()

# SPDX-License-Identifier: MIT
"""Pictures of a screen, without a library: of Xvfb's memory, which is a file in the format XWD."""
import struct
import zlib


def read_screen(file, area):
    """The rows of that area (x, y, width, height), as red, green and blue for each point."""
    memory = file.read_bytes()
    header = struct.unpack_from(">25I", memory)
    start, width, height, depth, line, colours = (header[at] for at in (0, 4, 5, 11, 12, 19))
    assert depth == 32, f"{depth} bits a point"
    left, top = max(area[0], 0), max(area[1], 0)
    right, bottom = min(area[0] + area[2], width), min(area[1] + area[3], height)
    start += 12 * colours
    return [to_rgb(memory[start + y * line + 4 * left:start + y * line + 4 * right])
            for y in range(top, bottom)]


def to_rgb(row):
    points = bytearray(len(row) // 4 * 3)
    points[0::3], points[1::3], points[2::3] = row[2::4], row[1::4], row[0::4]
    return bytes(points)


def is_blank(rows):
    """One colour is all there is."""
    return all(row == rows[0][:3] * (len(row) // 3) for row in rows)


def write_png(file, rows):
    def chunk(kind, content):
        return (struct.pack(">I", len(content)) + kind + content +
                struct.pack(">I", zlib.crc32(kind + content)))
    shape = struct.pack(">IIBBBBB", len(rows[0]) // 3, len(rows), 8, 2, 0, 0, 0)
    points = zlib.compress(b"".join(b"\0" + row for row in rows))
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", shape) + chunk(b"IDAT", points) +
                     chunk(b"IEND", b""))

"""Small pictures, made here byte by byte."""

from __future__ import annotations

import struct
import zlib


def png(width: int, height: int) -> bytes:
    """A whole PNG, all black."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width + 1) * height))
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def jpeg(width: int, height: int, *, before: bytes = b"") -> bytes:
    """The head of a JPEG, with segments of a camera's before its frame."""
    frame = struct.pack(">HBHHB", 17, 8, height, width, 3)
    return b"\xff\xd8" + _segment(0xE0, b"JFIF\0") + before + b"\xff\xff\xc2" + frame + bytes(20)


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


CAMERA = _segment(0xE1, b"\xff\xc0" * 1000) + _segment(0xC4, bytes(50))
"""Segments that are no frames, though one has the bytes of such in it."""


def gif(width: int, height: int) -> bytes:
    """The head of a GIF."""
    return b"GIF89a" + struct.pack("<HH", width, height) + bytes(10)

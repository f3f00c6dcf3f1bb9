"""What a picture's file says of itself: which format it is, and how many pixels it has.

Terminals decode pictures on their own; we need their size only, to leave room for them.
"""

from __future__ import annotations

from enum import Enum
from typing import Literal, NamedTuple


class Format(Enum):
    """The formats that some terminal takes as they are."""

    PNG = "PNG"
    JPEG = "JPEG"
    GIF = "GIF"


class Size(NamedTuple):
    """How wide and how high something is, in pixels or in cells."""

    width: int
    height: int


_PNG = b"\x89PNG\r\n\x1a\n"
_GIF = (b"GIF87a", b"GIF89a")
_JPEG = b"\xff\xd8\xff"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers of a JPEG that say its size: those of a frame, whatever its coding."""
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers with nothing behind them."""
_SCAN = 0xDA
_HEADER = 1_000_000
"""Bytes of a JPEG in which its size stands; much may stand before, such as a small picture."""


def format_of(data: bytes) -> Format | None:
    """The format by the file's first bytes, whatever it is called."""
    if data.startswith(_PNG):
        return Format.PNG
    if data.startswith(_JPEG):
        return Format.JPEG
    return Format.GIF if data.startswith(_GIF) else None


def size_of(data: bytes) -> Size | None:
    """The pixels, or None if the header is broken or says that there are none."""
    match format_of(data):
        case Format.PNG:
            size = _numbers(data[16:24], 4, "big") if data[12:16] == b"IHDR" else None
        case Format.GIF:
            size = _numbers(data[6:10], 2, "little")
        case Format.JPEG:
            size = _of_jpeg(data)
        case None:
            size = None
    return size if size is not None and min(size) > 0 else None


def _numbers(data: bytes, length: int, order: Literal["big", "little"]) -> Size | None:
    """Two numbers of so many bytes each."""
    if len(data) < 2 * length:
        return None
    return Size(int.from_bytes(data[:length], order), int.from_bytes(data[length:], order))


def _of_jpeg(data: bytes) -> Size | None:
    """From segment to segment, up to the frame; nothing follows a scan."""
    at, end = 2, min(len(data), _HEADER)
    while at + 4 <= end and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _FRAMES:
            turned = _numbers(data[at + 5 : at + 9], 2, "big")
            return None if turned is None else Size(turned.height, turned.width)
        if marker == _SCAN:
            return None
        if marker == 0xFF:  # as many as one likes may stand before a marker
            at += 1
        else:
            at += 2 if marker in _BARE else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None

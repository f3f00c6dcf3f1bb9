"""Keys from the bytes that a terminal sends."""

from __future__ import annotations

from typing import NamedTuple

ESCAPE = b"\x1b"

_SEQUENCES = {
    b"[A": "up",
    b"[B": "down",
    b"[C": "right",
    b"[D": "left",
    b"OA": "up",
    b"OB": "down",
    b"OC": "right",
    b"OD": "left",
    b"[H": "home",
    b"[F": "end",
    b"[1~": "home",
    b"[4~": "end",
    b"[5~": "pgup",
    b"[6~": "pgdn",
    b"[3~": "delete",
}
_NAMES = {
    "\r": "enter",
    "\n": "enter",
    "\x7f": "backspace",
    "\x08": "backspace",
    "\x03": "interrupt",
    "\x1a": "stop",
    "\x04": "eof",
    "\x0c": "redraw",
    "\x15": "clear",
}


class Decoded(NamedTuple):
    """Whole keys, and the bytes of one that is not complete."""

    keys: list[str]
    rest: bytes


def decoded(data: bytes, *, complete: bool = False) -> Decoded:
    """The keys of some bytes; `complete`: no more bytes belong to the last one."""
    keys: list[str] = []
    at = 0
    while at < len(data):
        size = _size(data, at)
        if at + size > len(data) or (data[at:] == ESCAPE and not complete):
            if not complete:
                break
            size = min(size, len(data) - at)
        if (key := _key(data[at : at + size])) is not None:
            keys.append(key)
        at += size
    return Decoded(keys, data[at:])


def _size(data: bytes, at: int) -> int:
    """How many bytes the key has that begins there."""
    first = data[at]
    if first == ESCAPE[0]:
        return _sequence(data, at)
    return 1 if first < 0xC0 else 2 if first < 0xE0 else 3 if first < 0xF0 else 4


def _sequence(data: bytes, at: int) -> int:
    introducer = data[at + 1 : at + 2]
    if introducer == b"O":
        return 3
    if introducer != b"[":
        return 1
    end = at + 2
    while end < len(data) and not 0x40 <= data[end] <= 0x7E:
        end += 1
    return end + 1 - at


def _key(data: bytes) -> str | None:
    """A character or a name; None for what is no key of ours."""
    if data.startswith(ESCAPE):
        return "escape" if data == ESCAPE else _SEQUENCES.get(data[1:])
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return _NAMES.get(text, text if text.isprintable() else None)

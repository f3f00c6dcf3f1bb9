"""Pictures that a terminal draws: which can, how large they become, and what it is sent.

Two protocols are spoken. Kitty's takes PNG; iTerm2's, which more terminals
know, takes JPEG and GIF as well. Files are sent as they are: what a terminal
does not take, such as SVG, stays words. All that is sent is made of numbers of
ours and base64, never of a card's text.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from flashdeck.render.terminal.pixels import Format, Size, format_of, size_of

LARGEST = 8_000_000
"""Bytes of a file."""
WIDEST = 10_000
"""Pixels of a side: a small file may unpack to more than a terminal can hold."""
CELL = Size(8, 16)
"""The pixels of a cell, where the terminal does not say."""
MOST = Size(80, 22)
"""The cells that a screen of 80 by 24 has for a picture."""

_CHUNK = 4096
_DOWN = "\x1bD"


class Protocol(Enum):
    """How a terminal is told to draw."""

    KITTY = "kitty"
    ITERM = "iTerm2"


_FORMATS = {
    Protocol.KITTY: (Format.PNG,),
    Protocol.ITERM: (Format.PNG, Format.JPEG, Format.GIF),
}
_TERMS = {"xterm-kitty": Protocol.KITTY, "xterm-ghostty": Protocol.KITTY}
_PROGRAMS = {
    "ghostty": Protocol.KITTY,
    "iTerm.app": Protocol.ITERM,
    "WezTerm": Protocol.ITERM,
    "konsole": Protocol.ITERM,
    "mintty": Protocol.ITERM,
    "vscode": Protocol.ITERM,
}
_MARKS = {
    "WEZTERM_PANE": Protocol.ITERM,
    "WEZTERM_EXECUTABLE": Protocol.ITERM,
    "KITTY_WINDOW_ID": Protocol.KITTY,
    "GHOSTTY_RESOURCES_DIR": Protocol.KITTY,
}
_BETWEEN = ("TMUX", "STY", "ZELLIJ")
_KONSOLE = 220_400
"""The first Konsole that draws pictures."""


def protocol(environ: Mapping[str, str]) -> Protocol | None:
    """What the terminal around us speaks; nothing where a multiplexer stands between.

    `TERM` says most, as each terminal sets it; the other names may be left over
    from one that another was started in.
    """
    term, program = environ.get("TERM", ""), environ.get("TERM_PROGRAM", "")
    if any(environ.get(name) for name in _BETWEEN) or term.startswith(("screen", "tmux")):
        return None
    if term in _TERMS:
        return _TERMS[term]
    if not term.startswith(("xterm", "konsole", "wezterm")):
        return None
    return _PROGRAMS.get(program) if program else _marked(environ)


def _marked(environ: Mapping[str, str]) -> Protocol | None:
    if environ.get("LC_TERMINAL") == "iTerm2":  # goes through ssh, unlike the others
        return Protocol.ITERM
    for name, spoken in _MARKS.items():
        if environ.get(name):
            return spoken
    konsole = environ.get("KONSOLE_VERSION", "")
    return Protocol.ITERM if konsole.isdecimal() and int(konsole) >= _KONSOLE else None


def cell(cells: Size, pixels: Size) -> Size:
    """The pixels of one cell of a screen; many terminals leave `pixels` at 0."""
    if min(*cells, *pixels) <= 0:
        return CELL
    return Size(max(1, pixels.width // cells.width), max(1, pixels.height // cells.height))


@dataclass(frozen=True, slots=True)
class Canvas:
    """A terminal that draws: the pixels of a cell, and the most cells a picture may take.

    `scrolls`: lines move up to make room for a picture, as they do for text. A
    program that has a whole screen of its own makes the room itself.
    """

    protocol: Protocol
    cell: Size = CELL
    most: Size = MOST
    scrolls: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """A file's bytes, and the pixels it is to have."""

    data: bytes = field(repr=False)
    size: Size
    canvas: Canvas

    def cells(self, room: int) -> Size:
        """How many cells it covers where there are `room` columns; never enlarged."""
        columns, rows = min(room, self.canvas.most.width), self.canvas.most.height
        wide = self.size.width / self.canvas.cell.width
        high = self.size.height / self.canvas.cell.height
        scale = min(1.0, columns / wide, rows / high)
        return Size(max(1, round(wide * scale)), max(1, round(high * scale)))

    def codes(self, cells: Size) -> str:
        """What draws it from the cursor on, which stands there again afterwards.

        Terminals leave the cursor in three different places, and some scroll when
        a picture ends on the last row; hence a row more, and the cursor kept.
        """
        down = cells.height if self.canvas.scrolls else 0
        made = f"{_DOWN * down}\x1b[{down}A" if down else ""
        spoken = _kitty if self.canvas.protocol is Protocol.KITTY else _iterm
        return f"{made}\x1b7{spoken(self.data, cells)}\x1b8"


@dataclass(frozen=True, slots=True)
class Undrawn:
    """Why a picture stays words."""

    reason: str


def picture(path: Path | None, width: int | None, canvas: Canvas) -> Picture | Undrawn:
    """The picture in a file, as wide as its caption asks for, if it does."""
    try:
        data = b"" if path is None else _start(path)
    except OSError:
        path = None
    if path is None:
        return Undrawn("there is no such file here")
    taken = _FORMATS[canvas.protocol]
    if format_of(data) not in taken:
        return Undrawn(f"this terminal takes only {', '.join(each.value for each in taken)}")
    size = size_of(data)
    if size is None:
        return Undrawn("the file is broken")
    if len(data) > LARGEST or max(size) > WIDEST:
        return Undrawn("it is too large")
    return Picture(data, _wished(size, width), canvas)


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _wished(size: Size, width: int | None) -> Size:
    if not width:  # 0 wishes for nothing either
        return size
    return Size(width, max(1, round(size.height * width / size.width)))


def _kitty(data: bytes, cells: Size) -> str:
    """Silent (`q`), with the cursor where it was (`C`); only the first chunk says more."""
    text = b64encode(data).decode("ascii")
    chunks = [text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)]
    keys = f"a=T,f=100,C=1,c={cells.width},r={cells.height},"
    return "".join(
        f"\x1b_G{'' if number else keys}q=2,m={int(number + 1 < len(chunks))};{chunk}\x1b\\"
        for number, chunk in enumerate(chunks)
    )


def _iterm(data: bytes, cells: Size) -> str:
    """With its size in bytes, without which some terminals draw nothing."""
    keys = f"inline=1;size={len(data)};width={cells.width};height={cells.height}"
    text = b64encode(data).decode("ascii")
    return f"\x1b]1337;File={keys};preserveAspectRatio=1;doNotMoveCursor=1:{text}\x07"

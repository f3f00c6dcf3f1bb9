"""`flashdeck show --images`: pictures on a terminal, words everywhere else."""

from __future__ import annotations

import os
import re
import struct
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pexpect
import pyte
import pytest

from commands import Typed, alone
from flashdeck.cli.pictures import canvas
from flashdeck.console import console
from flashdeck.render.terminal import Canvas
from flashdeck.render.terminal.pictures import Protocol
from flashdeck.render.terminal.pixels import Size
from picture_files import png

PAGE = """\
### What is shown? {#shown}

First: ![a wide box](wide.png) and so on.

> quoted
> ![[high.png|32]]

- ![an SVG](drawing.svg)

Last.
"""
SHOWN = """\
pictures

What is shown?

────────────────────────────────────────

First:

########
########
▣ a wide box (wide.png)

and so on.

▌ quoted
▌
▌ ####
▌ ####
▌ ####
▌ ####
▌ ▣ high.png

• ▣ an SVG (drawing.svg) [not drawn:
  this terminal takes only PNG]

Last.
"""
"""On a terminal 40 wide, its pictures painted with `#`."""

IN_KITTY = {"TERM": "xterm-kitty"}
IN_WEZTERM = {"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}
NAMES = "here are their names\n"

posix = pytest.mark.skipif(os.name == "nt", reason="no such terminals there")


@pytest.fixture
def pictures(here: Path) -> Path:
    (here / "pictures.md").write_text(PAGE, encoding="utf-8")
    (here / "wide.png").write_bytes(png(64, 32))
    (here / "high.png").write_bytes(png(64, 128))
    (here / "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    return here


def test_a_pipe_gets_words_and_stderr_says_so(typed: Typed, pictures: Path) -> None:
    status, out, err = typed("show", "shown", "--images")
    assert (status, err) == (0, f"flashdeck: pictures are drawn in a terminal only; {NAMES}")
    assert out == typed("show", "shown").out
    assert "▣ a wide box (wide.png)" in out and "not drawn" not in out


def test_colour_by_force_makes_no_terminal_of_a_pipe(pictures: Path) -> None:
    environ = {"TERM": "xterm-kitty", "FORCE_COLOR": "1"}
    status, out, err = alone("show", "shown", "--images", cwd=pictures, environ=environ)
    assert (status, err) == (0, f"flashdeck: pictures are drawn in a terminal only; {NAMES}")
    assert "\x1b[" in out and "\x1b_G" not in out and "\x1b7" not in out


def on_terminal(folder: Path, environ: Mapping[str, str], *arguments: str, rows: int = 50) -> str:
    """All that a terminal 40 wide is sent, stdout and stderr."""
    stays = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "flashdeck", "show", "shown", *arguments],
        cwd=str(folder),
        env=stays | {"PYTHONUTF8": "1"} | dict(environ),
        dimensions=(rows, 40),
        encoding="utf-8",
    )
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    return str(child.before)


@posix
@pytest.mark.parametrize(
    "environ",
    [{"TERM": "xterm-256color"}, {"TERM": "xterm-kitty", "TMUX": "/tmp/x,1,0"}, {"TERM": "dumb"}],
    ids=["unknown", "tmux", "dumb"],
)
def test_a_terminal_that_cannot_gets_words_and_a_line(
    pictures: Path, environ: dict[str, str]
) -> None:
    sent = on_terminal(pictures, environ, "--images")
    said, _, shown = sent.replace("\r\n", "\n").partition(NAMES)
    assert " ".join(said.split()) == (
        "flashdeck: this terminal is not known to draw pictures, "
        "or tmux or the like stands before it;"
    )
    assert shown == on_terminal(pictures, environ).replace("\r\n", "\n")
    assert "\x1b_G" not in sent and "]1337" not in sent


@posix
def test_pictures_are_drawn_only_when_asked_for(pictures: Path) -> None:
    assert "\x1b_G" not in on_terminal(pictures, IN_KITTY)
    assert "\x1b_G" in on_terminal(pictures, IN_KITTY, "--images")
    assert "]1337" in on_terminal(pictures, IN_WEZTERM, "--images")


def stays(columns: int, rows: int) -> str:
    return ""


def beside(columns: int, rows: int) -> str:
    return f"\x1b[{rows - 1}B\x1b[{columns}C"


def below(columns: int, rows: int) -> str:
    return "\n" * rows + "\r"


_PICTURE = re.compile(r"\x1b_G[^;]*c=(\d+),r=(\d+)[^;]*;[^\x1b]*\x1b\\")


def painted(sent: str, after: Callable[[int, int], str]) -> str:
    """As a terminal would draw it that leaves the cursor so afterwards."""

    def one(match: re.Match[str]) -> str:
        columns, rows = int(match[1]), int(match[2])
        row = "#" * columns + f"\x1b[{columns}D"
        return f"\x1b7{(row + chr(27) + '[B') * (rows - 1)}{row}\x1b8{after(columns, rows)}"

    return _PICTURE.sub(one, sent)


@posix
@pytest.mark.parametrize("after", [stays, beside, below])
@pytest.mark.parametrize("rows", [50, 12, 7])
def test_what_comes_after_a_picture_stands_below_it(
    pictures: Path, rows: int, after: Callable[[int, int], str]
) -> None:
    """On a screen with room, on one that scrolls, and on one hardly higher than a picture."""
    sent = on_terminal(pictures, IN_KITTY, "--images", rows=rows)
    screen = pyte.HistoryScreen(40, rows, history=1000)
    pyte.Stream(screen).feed(painted(sent, after))
    past = ["".join(line[at].data for at in range(40)) for line in screen.history.top]
    seen = [line.rstrip() for line in (*past, *screen.display)]
    assert "\n".join(seen).rstrip("\n") + "\n" == SHOWN


@posix
def test_the_terminal_says_how_large_its_cells_are() -> None:
    import fcntl
    import pty
    import termios

    ours, theirs = pty.openpty()
    try:
        with open(theirs, "w", encoding="utf-8", closefd=False) as stream:
            environ = {"TERM": "xterm-kitty"}
            termios.tcsetwinsize(theirs, (30, 100))
            assert canvas(console(stream, environ), environ) == Canvas(
                Protocol.KITTY, cell=Size(8, 16), most=Size(100, 28)
            )
            fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("4H", 30, 100, 1000, 750))
            assert canvas(console(stream, environ), environ) == Canvas(
                Protocol.KITTY, cell=Size(10, 25), most=Size(100, 28)
            )
    finally:
        os.close(ours)
        os.close(theirs)


@posix
def test_a_low_screen_gets_a_small_picture(pictures: Path) -> None:
    (pictures / "high.png").write_bytes(png(640, 1280))
    (pictures / "pictures.md").write_text("### See? {#shown}\n\n![](high.png)\n")
    sent = on_terminal(pictures, IN_KITTY, "--images", rows=10)
    assert [match.groups() for match in _PICTURE.finditer(sent)] == [("8", "8")]

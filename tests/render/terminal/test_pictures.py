"""Pictures in a terminal: which can, how large, what is sent, and what stays words."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import basic
from flashdeck.identity import cards
from flashdeck.model import Collection, Media
from flashdeck.render.terminal import Canvas, Look, Terminal
from flashdeck.render.terminal.pictures import LARGEST, Picture, Protocol, Undrawn, cell, picture
from flashdeck.render.terminal.pictures import protocol as spoken
from flashdeck.render.terminal.pixels import Size, format_of, size_of
from picture_files import CAMERA, gif, jpeg, png
from screens import drawn

KITTY = Canvas(Protocol.KITTY)
ITERM = Canvas(Protocol.ITERM)

TERMINALS: dict[str, tuple[dict[str, str], Protocol | None]] = {
    "kitty": ({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}, Protocol.KITTY),
    "kitty with another TERM": (
        {"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"},
        Protocol.KITTY,
    ),
    "kitty started in VS Code": (
        {"TERM": "xterm-kitty", "TERM_PROGRAM": "vscode"},
        Protocol.KITTY,
    ),
    "Ghostty": ({"TERM": "xterm-ghostty", "TERM_PROGRAM": "ghostty"}, Protocol.KITTY),
    "Ghostty with another TERM": (
        {"TERM": "xterm-256color", "GHOSTTY_RESOURCES_DIR": "/x"},
        Protocol.KITTY,
    ),
    "WezTerm": ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, Protocol.ITERM),
    "WezTerm's own TERM": ({"TERM": "wezterm", "WEZTERM_PANE": "0"}, Protocol.ITERM),
    "iTerm2": ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, Protocol.ITERM),
    "iTerm2 through ssh": ({"TERM": "xterm-256color", "LC_TERMINAL": "iTerm2"}, Protocol.ITERM),
    "mintty": ({"TERM": "xterm", "TERM_PROGRAM": "mintty"}, Protocol.ITERM),
    "VS Code": ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, Protocol.ITERM),
    "VS Code started in kitty": (
        {"TERM": "xterm-256color", "TERM_PROGRAM": "vscode", "KITTY_WINDOW_ID": "1"},
        Protocol.ITERM,
    ),
    "Konsole": ({"TERM": "xterm-256color", "KONSOLE_VERSION": "230804"}, Protocol.ITERM),
    "an old Konsole": ({"TERM": "xterm-256color", "KONSOLE_VERSION": "211203"}, None),
    "a strange Konsole": ({"TERM": "xterm-256color", "KONSOLE_VERSION": "new"}, None),
    "tmux in kitty": (
        {"TERM": "tmux-256color", "TERM_PROGRAM": "tmux", "TMUX": "/x", "KITTY_WINDOW_ID": "1"},
        None,
    ),
    "tmux that keeps TERM": ({"TERM": "xterm-kitty", "TMUX": "/x,1,0"}, None),
    "ssh out of tmux": ({"TERM": "tmux-256color", "LC_TERMINAL": "iTerm2"}, None),
    "screen": ({"TERM": "screen.xterm-256color", "LC_TERMINAL": "iTerm2"}, None),
    "screen that keeps TERM": ({"TERM": "xterm-kitty", "STY": "1.a"}, None),
    "Zellij": ({"TERM": "xterm-kitty", "ZELLIJ": "0"}, None),
    "Alacritty started in kitty": ({"TERM": "alacritty", "KITTY_WINDOW_ID": "1"}, None),
    "Terminal.app": ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, None),
    "xterm": ({"TERM": "xterm-256color"}, None),
    "a dumb one": ({"TERM": "dumb", "TERM_PROGRAM": "iTerm.app"}, None),
    "nothing": ({}, None),
}


@pytest.mark.parametrize("name", TERMINALS)
def test_terminals_are_told_by_what_they_set(name: str) -> None:
    environ, expected = TERMINALS[name]
    assert spoken(environ) is expected


HEADS = {
    "png": (png(300, 200), Size(300, 200)),
    "jpeg": (jpeg(300, 200), Size(300, 200)),
    "a camera's": (jpeg(300, 200, before=CAMERA), Size(300, 200)),
    "gif": (gif(300, 200), Size(300, 200)),
    "png cut": (png(300, 200)[:20], None),
    "png of nothing": (png(0, 200), None),
    "png begun otherwise": (png(3, 2).replace(b"IHDR", b"IDHR"), None),
    "jpeg cut": (jpeg(300, 200)[:14], None),
    "jpeg without a frame": (b"\xff\xd8\xff\xda" + bytes(90), None),
    "jpeg that stands still": (b"\xff\xd8" + b"\xff" * 90, None),
    "gif cut": (gif(300, 200)[:9], None),
    "svg": (b"<svg/>", None),
    "nothing": (b"", None),
}


@pytest.mark.parametrize("name", HEADS)
def test_the_size_stands_in_the_head(name: str) -> None:
    data, expected = HEADS[name]
    assert size_of(data) == expected


@given(
    st.sampled_from([png(3, 2), jpeg(3, 2, before=CAMERA), gif(3, 2)]),
    st.integers(0, 40),
    st.binary(max_size=40),
)
def test_no_bytes_are_too_strange(data: bytes, at: int, new: bytes) -> None:
    broken = data[:at] + new + data[at + len(new) :]
    size = size_of(broken)
    assert size is None or (min(size) > 0 and format_of(broken) is not None)


def file(folder: Path, data: bytes, name: str = "a.png") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


CELLS: list[tuple[tuple[int, int], int | None, int, tuple[int, int]]] = [
    ((160, 96), None, 60, (20, 6)),
    ((160, 96), 80, 60, (10, 3)),
    ((160, 96), 320, 60, (40, 12)),
    ((160, 96), 0, 60, (20, 6)),
    ((1600, 960), None, 60, (60, 18)),
    ((1600, 960), None, 7, (7, 2)),
    ((100, 9000), None, 60, (1, 22)),
    ((9000, 10), None, 60, (60, 1)),
    ((1, 1), None, 60, (1, 1)),
]


@pytest.mark.parametrize(("pixels", "width", "room", "expected"), CELLS)
def test_a_picture_keeps_its_form_in_the_room_there_is(
    pixels: tuple[int, int],
    width: int | None,
    room: int,
    expected: tuple[int, int],
    tmp_path: Path,
) -> None:
    found = picture(file(tmp_path, png(*pixels)), width, KITTY)
    assert isinstance(found, Picture)
    assert found.cells(room) == expected


def test_cells_are_as_large_as_the_terminal_says() -> None:
    assert cell(Size(80, 24), Size(800, 480)) == (10, 20)
    assert cell(Size(80, 24), Size(0, 0)) == (8, 16)
    assert cell(Size(80, 24), Size(79, 24)) == (1, 1)


def sent(data: bytes, canvas: Canvas, cells: Size) -> str:
    return Picture(data, Size(1, 1), canvas).codes(cells)


DOWN_AND_UP = re.compile(r"((?:\x1bD)*)(?:\x1b\[(\d+)A)?\x1b7(.*)\x1b8", re.DOTALL)
APC = re.compile(r"\x1b_G([a-zA-Z0-9=,]*);([A-Za-z0-9+/=]*)\x1b\\")


@pytest.mark.parametrize("size", [1, 100, 3072, 3073, 10_000])
def test_kitty_is_sent_chunks_of_the_file(size: int) -> None:
    data = (png(3, 2) + bytes(size))[:size]
    around = DOWN_AND_UP.fullmatch(sent(data, KITTY, Size(20, 6)))
    assert around is not None
    assert (around[1], around[2]) == ("\x1bD" * 6, "6")
    chunks = APC.findall(around[3])
    assert APC.sub("", around[3]) == ""
    first, *rest = (dict(key.split("=") for key in keys.split(",")) for keys, _ in chunks)
    more = first.pop("m")
    assert first == {"a": "T", "f": "100", "C": "1", "c": "20", "r": "6", "q": "2"}
    assert all(set(each) == {"q", "m"} for each in rest)
    assert [more, *(each["m"] for each in rest)] == ["1"] * len(rest) + ["0"]
    texts = [text for _, text in chunks]
    assert max(map(len, texts)) <= 4096 and all(len(text) % 4 == 0 for text in texts)
    assert b64decode("".join(texts), validate=True) == data


def test_iterm_is_sent_the_file_and_its_size() -> None:
    data = png(3, 2)
    around = DOWN_AND_UP.fullmatch(sent(data, ITERM, Size(20, 6)))
    assert around is not None
    begin, text = "\x1b]1337;File=", around[3]
    assert text.startswith(begin) and text.endswith("\x07")
    keys, _, encoded = text.removeprefix(begin).removesuffix("\x07").partition(":")
    assert dict(key.split("=") for key in keys.split(";")) == {
        "inline": "1",
        "size": str(len(data)),
        "width": "20",
        "height": "6",
        "preserveAspectRatio": "1",
        "doNotMoveCursor": "1",
    }
    assert b64decode(encoded, validate=True) == data


def test_a_screen_of_its_own_is_not_scrolled() -> None:
    own = replace(KITTY, scrolls=False)
    assert sent(png(3, 2), own, Size(20, 6)).startswith("\x1b7\x1b_G")


def answered(
    text: str,
    folder: Path,
    *names: str,
    canvas: Canvas | None = KITTY,
    colours: bool = True,
    targets: dict[str, str] | None = None,
) -> str:
    """The lines of an answer on a terminal 40 wide, without the codes of colours."""
    note = basic("Front?", text)
    source = note.span.source.name
    media = {(source, name): Media(name, folder / name) for name in names}
    look = Look(pictures=canvas, coloured=False)
    (card,) = cards(note)
    terminal = Terminal(Collection(notes=(note,), media=media), {}, look)
    return drawn(terminal.sheet(card), 40, colours=colours).split("─\n\n")[1]


def lines(text: str, folder: Path, *names: str, canvas: Canvas | None = KITTY) -> list[str]:
    """The same, with a sign for what draws a picture."""
    seen = DOWN_AND_UP.sub(
        lambda codes: "<" + "|" * codes[1].count("D") + ">",
        answered(text, folder, *names, canvas=canvas),
    )
    assert "\x1b" not in seen
    return seen.removesuffix("\n\n# Topic\n").removesuffix("\n").split("\n")


def test_a_picture_has_its_rows_and_its_words_below(tmp_path: Path) -> None:
    file(tmp_path, png(32, 48))
    assert lines("Look: ![a box](a.png)\nThere.", tmp_path, "a.png") == [
        "Look:", "", "<|||>", "", "", "▣ a box (a.png)", "", "There.",
    ]  # fmt: skip
    assert lines("> ![[a.png|16]]\n> x", tmp_path, "a.png") == [
        "▌ <||>", "▌", "▌ ▣ a.png", "▌", "▌ x",
    ]  # fmt: skip
    assert lines("- ![](a.png)", tmp_path, "a.png") == ["• <|||>", "", "", "  ▣ a.png"]


def test_a_picture_behind_a_mark_is_as_wide_as_the_room_there(tmp_path: Path) -> None:
    file(tmp_path, png(900, 96))
    assert ",c=40,r=2," in answered("![](a.png)", tmp_path, "a.png")
    assert ",c=36,r=2," in answered("> - ![](a.png)", tmp_path, "a.png")


def test_a_table_and_a_link_have_room_for_words_only(tmp_path: Path) -> None:
    file(tmp_path, png(32, 48))
    table = "| a |\n|---|\n| ![x](a.png) |"
    assert lines(table, tmp_path, "a.png")[2] == "▣ x (a.png)"
    assert lines("[![x](a.png)](http://x.org)", tmp_path, "a.png") == [
        "▣ x (a.png) (http://x.org)"
    ]  # fmt: skip


def test_without_the_wish_there_are_words(tmp_path: Path) -> None:
    file(tmp_path, png(32, 48))
    text = "![a box](a.png) ![gone](b.svg)"
    assert lines(text, tmp_path, "a.png", canvas=None) == ["▣ a box (a.png) ▣ gone (b.svg)"]


def test_what_is_no_terminal_is_sent_nothing(tmp_path: Path) -> None:
    file(tmp_path, png(32, 48))
    piped = answered("![a box](a.png)", tmp_path, "a.png", colours=False)
    assert "\x1b" not in piped and "▣ a box (a.png)" in piped


WORDS = {
    "![an SVG](a.svg)": "▣ an SVG (a.svg) [not drawn: this terminal takes only PNG]",
    "![a photo](a.jpg)": "▣ a photo (a.jpg) [not drawn: this terminal takes only PNG]",
    "![a box](broken.png)": "▣ a box (broken.png) [not drawn: the file is broken]",
    "![](lost.png)": "▣ lost.png [not drawn: there is no such file here]",
    "![x](gone.png)": "▣ x (gone.png) [not drawn: there is no such file here]",
    "![x](https://x.org/a.png)": "▣ x (a.png) [not drawn: it is not a file]",
    "![x](data:image/png;base64,AAAA)": "▣ x (data) [not drawn: it is not a file]",
    "![x](wide.png)": "▣ x (wide.png) [not drawn: it is too large]",
    "![x](heavy.png)": "▣ x (heavy.png) [not drawn: it is too large]",
    "![x](a.mp3)": "♪ x (a.mp3)",
}


@pytest.mark.parametrize("text", WORDS)
def test_what_cannot_be_drawn_is_words_and_says_why(text: str, tmp_path: Path) -> None:
    files = {
        "a.svg": b"<svg/>",
        "a.jpg": jpeg(3, 2),
        "broken.png": png(3, 2)[:18],
        "wide.png": png(1, 1).replace(bytes([0, 0, 0, 1]), bytes([0, 0, 99, 0])),
        "heavy.png": png(3, 2) + bytes(LARGEST),
        "a.mp3": b"",
    }
    for name, data in files.items():
        file(tmp_path, data, name)
    seen = " ".join(line.strip() for line in lines(text, tmp_path, *files, "lost.png"))
    assert seen == WORDS[text]


def test_iterm_takes_photos_and_says_what_else() -> None:
    assert ITERM.protocol is not KITTY.protocol
    svg = "this terminal takes only PNG, JPEG, GIF"
    here = Path(__file__)
    assert picture(here, None, ITERM) == Undrawn(svg)


@pytest.mark.parametrize("data", [jpeg(32, 48), gif(32, 48)])
def test_iterm_draws_photos_and_films(data: bytes, tmp_path: Path) -> None:
    found = picture(file(tmp_path, data, "a.anything"), None, ITERM)
    assert isinstance(found, Picture) and found.cells(40) == (4, 3)


HOSTILE = [
    "![\x1b_Ga=T;x\x1b\\ y](a.png)",
    '<img src="a.png" alt="&#27;]1337;File=:x&#7;">',
    "![\x9c\x07](<a.png>)",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_words_of_a_card_are_never_codes(text: str, tmp_path: Path) -> None:
    file(tmp_path, png(32, 48))
    seen = lines(text, tmp_path, "a.png")
    assert seen[:3] == ["<|||>", "", ""]
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", "".join(seen))

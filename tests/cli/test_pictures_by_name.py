"""`![A map][map]`: pictures that another line of the file says."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from commands import Typed
from picture_files import png

PAGE = """\
# Maps

![the map][map 1] is in no card.

Q: What does ![the map][Map  1] show?
A: A town: ![][b], ![c] and `![b][b]`.

C: The [town] is on ![][b].

- One side :: other ![b][]

[map 1]: <img/a b.png> "A title"
[B]: img/c.png
[c]: https://example.org/x.png
"""


@pytest.fixture
def maps(here: Path) -> Path:
    """A page of such cards, with its pictures."""
    (here / "img").mkdir()
    (here / "img/a b.png").write_bytes(png(2, 2))
    (here / "img/c.png").write_bytes(png(3, 2))
    (here / "maps.md").write_text(PAGE)
    return here


def test_they_go_into_the_package(typed: Typed, maps: Path) -> None:
    status, out, err = typed("build", "maps.md", "-o", "x.apkg")
    assert status == 0 and "error" not in err
    assert "3 notes, 3 cards, 2 media files" in out
    with zipfile.ZipFile(maps / "x.apkg") as package:
        assert {package.read("0"), package.read("1")} == {png(2, 2), png(3, 2)}


def test_they_are_shown_and_the_lines_that_say_them_are_not(typed: Typed, maps: Path) -> None:
    out = typed("show", "maps.md").out
    assert "the map (a b.png)" in out and "c.png" in out
    assert "![the map]" not in out and "[B]:" not in out
    assert "`![b][b]`" in out


def test_a_file_that_is_missing_is_told_of_where_it_is_shown(typed: Typed, maps: Path) -> None:
    (maps / "img/c.png").unlink()
    status, out, _ = typed("check", "maps.md", "--format", "short")
    assert status == 1
    places = {line.split(" error")[0] for line in out.splitlines() if "missing-media" in line}
    assert places == {"maps.md:6:12:", "maps.md:8:21:", "maps.md:10:21:"}


def test_a_name_that_no_line_says_is_told_of(typed: Typed, maps: Path) -> None:
    (maps / "b.md").write_text("Q: Is this ![x][nope]?\nA: `![x][y]` or $![a][b]$ is none.\n")
    status, out, _ = typed("check", "b.md")
    assert status == 1
    assert out.count("missing-media") == 1
    assert "no line `[nope]: …` says which picture this is" in out
    assert " ^^^^^^^^^^\n" in out


def test_notes_that_cards_embed_may_have_such_pictures(typed: Typed, maps: Path) -> None:
    (maps / "b.md").write_text("Q: What is there?\nA: ![[Other]]\n")
    (maps / "Other.md").write_text("See ![it][m].\n\n[m]: img/c.png\n")
    assert "1 media file" in typed("build", "b.md", "-o", "x.apkg").out
    assert "it (c.png)" in typed("show", "b.md").out


@pytest.mark.parametrize("target", ["sr", "org", "csv"])
def test_converted_cards_hold_their_paths_and_nothing_is_lost(
    target: str, typed: Typed, maps: Path
) -> None:
    page = PAGE.replace("![the map][map 1] is in no card.\n\n", "")
    (maps / "maps.md").write_text(page)
    status, out, err = typed("convert", "maps.md", "--to", target)
    assert (status, err) == (0, "")
    assert "img/a b.png" in out and out.count("(img/c.png") + out.count(":img/c.png") == 3
    typed("convert", "maps.md", "-o", "out", "--to", target)
    assert (maps / "out/img/a b.png").is_file()


def test_a_picture_of_prose_goes_along_too(typed: Typed, here: Path) -> None:
    (here / "img.png").write_bytes(png(2, 2))
    (here / "a.md").write_text("#flashcards\n\n![a][m]\n\n[m]: img.png\n\nx::y\n")
    assert "1 picture or sound copied" in typed("convert", "a.md", "-o", "out").out
    assert "![a][m]\n\n[m]: img.png\n" in (here / "out/a.md").read_text()

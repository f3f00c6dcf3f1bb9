"""Links between files of which some get another name."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import Typed


@pytest.fixture
def vault(here: Path) -> Path:
    (here / "geo.md").unlink()
    (here / "sub").mkdir()
    (here / "a.md").write_text(
        "See [[b.md#x|b]] and `[[b.md]]`.\n\nQ: [c](sub/c.md#y)?\nA: [[c]]\n"
    )
    (here / "b.md").write_text("x :: y\n")
    (here / "sub" / "c.md").write_text("#flashcards\n\nup::[a](../a.md), [n](../n.md)\n")
    (here / "n.md").write_text("No card, but [a](a.md).\n\n[[sub/c.md]]\n")
    return here


def test_links_follow_the_files(typed: Typed, vault: Path) -> None:
    status, _, err = typed("convert", ".", "--in-place", "--force", "--to", "org")
    assert status == 0
    text = (vault / "a.org").read_text()
    assert "See [[file:b.org::*x][b]] and =[[b.md]]=." in text
    assert "[[file:sub/c.org::*y][c]]?" in text and "[[file:c.org][c]]" in text
    assert "[[file:../a.org][a]], [[file:../n.md][n]]" in (vault / "sub" / "c.org").read_text()
    assert (
        "2 links here lead to files that get another name, such as `a.md`, now `a.org`\n"
        " --> n.md:1:16\n" in err.replace("warning[lost-in-conversion]: ", "")
    )


def test_they_follow_home_again(typed: Typed, vault: Path) -> None:
    typed("convert", ".", "--in-place", "--force", "--to", "org")
    status, _, err = typed("convert", ".", "--in-place", "--force")
    assert status == 0 and "get another name" not in err
    text = (vault / "a.md").read_text()
    assert "See [b](b.md#x) and `[[b.md]]`." in text
    assert "Q: [c](sub/c.md#y)?\nA: [c](c.md)\n" in text
    assert typed("convert", ".", "--in-place", "--force").err == ""


def test_below_a_folder_they_lead_to_what_is_written_there(typed: Typed, vault: Path) -> None:
    assert typed("convert", ".", "-o", "out", "--to", "org").status == 0
    assert "[[file:sub/c.org::*y][c]]" in (vault / "out" / "a.org").read_text()


def test_a_link_to_a_file_that_keeps_its_name_stays(typed: Typed, vault: Path) -> None:
    (vault / "a.md").write_text("#flashcards\n\nup::[[b.md]] and [b](b.md)\n")
    assert typed("convert", ".", "--in-place", "--force").err == ""
    assert (vault / "a.md").read_text().endswith("up :: [[b.md]] and [b](b.md)\n")


def test_notes_that_cards_embed_are_found_in_their_new_syntax(typed: Typed, here: Path) -> None:
    (here / "geo.md").unlink()
    (here / "a.md").write_text("Q: One?\nA: ![[b#Part]]\n\nQ: Two?\nA: ![[b.md#Part]]\n")
    (here / "b.md").write_text(
        "# B\n\nx :: y\n\n## Part\n\nSee *this* ![p](p.png)\n\n## End\n\nNo.\n"
    )
    (here / "p.png").write_bytes(b"\x89PNG")
    said = typed("show", "a.md").out
    out = str(here.parent / "out")
    assert typed("convert", ".", "-o", out, "--to", "org").status == 0
    assert "@@md:![[b#Part]]@@" in (here.parent / "out/a.org").read_text()
    assert not (here.parent / "out/b.md").exists()
    assert "embedded-note" not in typed("check", out, "-v").out
    shown = typed("show", f"{out}/a.org").out
    assert shown == said and shown.count("See this ▣ p (p.png)") == 2 and "No." not in shown

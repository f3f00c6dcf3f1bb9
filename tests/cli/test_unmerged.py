"""Cards in a conflict of Git's, and cards that are half written: they wait, and are not gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import Typed

TWO = "\nQ: Two?\nA: Dos.\n\nQ: Three?\nA: Tres.\n\n"
LIST = "pan :: bread\nagua :: water\nsol :: sun\n"
CLASH = "<<<<<<< HEAD\nA: Dos.\n=======\nA: Zwei.\n\nQ: Four?\nA: Vier.\n>>>>>>> abc\n"


@pytest.mark.parametrize(
    ("good", "bad", "left"),
    [
        ("A: Dos.\n", CLASH, 4),
        ("agua :: water\n", "agua ::\n", 4),
        ("pan :: bread\n", "<<<<<<< a\npan :: bun\n=======\npan :: bread\n>>>>>>> b\n", 4),
    ],
)
def test_a_card_that_cannot_be_read_now_waits(
    typed: Typed, here: Path, good: str, bad: str, left: int
) -> None:
    for old in here.glob("*.md"):
        old.unlink()
    file = here / "a.md"
    file.write_text(LIST + TWO)
    assert typed("build").status == 0
    file.write_text((LIST + TWO).replace(good, bad))
    status, out, err = typed("build")
    assert status == 1
    assert f", {left} notes, {left} cards" in out and "gone" not in out + err
    file.write_text(LIST + TWO)
    status, out, err = typed("build")
    assert (status, err) == (0, "")
    assert ", 5 notes, 5 cards" in out and "gone" not in out and "new" not in out

"""Cards in a conflict of Git's, and cards that are half written: they wait, and are not gone."""

from __future__ import annotations

import shutil
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


WORDS = ["la casa :: house", "la mesa :: table", "comer :: to eat", "beber :: to drink"]
ALL = "".join(f"{each}\n" for each in WORDS)


@pytest.fixture
def studied(typed: Typed, here: Path) -> Path:
    """A list of which every card was answered once."""
    (here / "geo.md").unlink()
    file = here / "spanish.md"
    file.write_text(ALL)
    assert typed("build").status == 0
    typed("study", stdin="\n4\n" * len(WORDS))
    assert typed("study", "--count").out == "0 new, 0 due\n"
    return file


def clash(ours: list[str], theirs: list[str]) -> str:
    return "\n".join(["<<<<<<< HEAD", *ours, "=======", *theirs, ">>>>>>> phone", ""])


@pytest.mark.parametrize(
    "text",
    [
        clash([WORDS[3], WORDS[2]], []) + ALL,
        clash([WORDS[3]], [WORDS[2]]) + ALL + clash([], WORDS[:2]),
        clash([f"{WORDS[2]} up", WORDS[1]], []) + ALL,
    ],
)
def test_a_studied_card_with_a_copy_in_a_conflict_stays_itself(
    typed: Typed, studied: Path, text: str
) -> None:
    studied.write_text(text)
    assert typed("study", "--count").out == "0 new, 0 due\n"
    status, out, err = typed("build")
    assert status == 1 and "conflict-markers" in err and "duplicate-card" not in err
    assert ", 4 notes, 4 cards" in out and "gone" not in out and "known again" not in out
    warm = typed("check", "--format", "json")
    shutil.rmtree(studied.parent / ".flashdeck" / "cache")
    assert typed("check", "--format", "json") == warm
    studied.write_text("".join(f"{each}\n" for each in sorted(WORDS)))
    status, out, err = typed("build")
    assert (status, err) == (0, "") and "gone" not in out
    assert typed("study", "--count").out == "0 new, 0 due\n"
    assert typed("orphans").err == "nothing is gone\n"


def test_a_studied_card_that_stands_only_in_a_conflict_waits(typed: Typed, studied: Path) -> None:
    studied.write_text(clash(WORDS[:2], [WORDS[1], WORDS[0]]) + "\n".join([*WORDS[2:], ""]))
    assert typed("study", "--count").out == "0 new, 0 due\n"
    out = typed("build").out
    assert ", 2 notes, 2 cards" in out and "gone" not in out
    assert typed("orphans").err == "nothing is gone\n"
    studied.write_text(ALL)
    out = typed("build").out
    assert ", 4 notes, 4 cards" in out and "gone" not in out
    assert typed("study", "--count").out == "0 new, 0 due\n"


def test_the_answer_of_a_copy_outside_may_be_another(typed: Typed, studied: Path) -> None:
    """Their side mended the answer, and the old lines are between the marks."""
    studied.write_text(clash([WORDS[0]], []) + ALL.replace("house", "house, home"))
    assert typed("study", "--count").out == "0 new, 0 due\n"
    assert ", 4 notes, 4 cards" in typed("build").out


def test_a_copy_that_was_taken_away_is_not_gone(typed: Typed, studied: Path) -> None:
    studied.write_text(ALL + WORDS[0] + "\n")
    assert "take one away" in typed("build").err
    studied.write_text("".join(f"{each}\n" for each in [*WORDS[1:], WORDS[0]]))
    status, out, err = typed("build")
    assert (status, err) == (0, "") and "gone" not in out
    assert typed("study", "--count").out == "0 new, 0 due\n"

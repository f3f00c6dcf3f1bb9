"""A card that may be one of before: what is asked of it stays asked, whatever becomes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands import Typed

HEART = """\
Q: What is the capital of Spain?
A: Madrid

C: The [heart] has four chambers.
"""
REWORDED = HEART.replace("chambers", "cavities")


@pytest.fixture
def studied(typed: Typed, here: Path) -> Path:
    """A file of two cards that were both answered."""
    file = here / "geo.md"
    file.write_text(HEART)
    typed("study", stdin="\n3\n\n3\n")
    return file


def reviews(typed: Typed) -> int:
    """Of the text with a gap, as it is now."""
    notes = json.loads(typed("list", "--format", "json").out)["notes"]
    (card,) = next(note for note in notes if note["kind"] == "cloze")["cards"]
    return 0 if "new" in card["states"] else 1


def test_a_version_without_reviews_does_not_hide_the_one_that_has_some(
    typed: Typed, studied: Path
) -> None:
    studied.write_text(REWORDED)
    typed("study")
    assert "unclear-history" in typed("build").err
    studied.write_text(HEART.replace("has four", "of a horse has four"))
    assert "unclear-history" not in typed("build").err
    assert reviews(typed) == 1
    assert typed("orphans", "--format", "json").out.count('"reviews": 1') == 0


@pytest.mark.parametrize("steps", [1, 3])
def test_a_question_goes_along_with_further_edits(typed: Typed, studied: Path, steps: int) -> None:
    text = REWORDED
    for step in range(steps):
        studied.write_text(text)
        assert "unclear-history" in typed("build").err
        assert "unclear-history" in typed("check", "--format", "short").out
        text = text.replace("four cavities", f"four cavities, which is said {step} times")
    studied.write_text(text)
    assert "which is gone" in typed("check").out
    assert reviews(typed) == 0
    advice = next(line for line in typed("check").out.split("\n") if "help:" in line)
    old, new = advice.split("`")[1].split()[2:]
    assert typed("follow", old, new).status == 0
    assert "unclear-history" not in typed("build").err
    assert reviews(typed) == 1


BROKEN = HEART.replace("[heart]", "[heart")


def test_a_card_that_is_only_broken_is_not_called_gone(typed: Typed, studied: Path) -> None:
    studied.write_text(f"{BROKEN}\n{REWORDED.rpartition(chr(10) * 2)[2]}")
    said = typed("check").out
    assert "which stands broken at geo.md:4" in said
    assert "which is gone" not in said
    old = said.split("this may be ")[1].split()[0]
    assert "stands broken at geo.md:4" in typed("follow", old, "The heart has four cav").err
    typed("build")
    studied.write_text(f"{HEART}\n{REWORDED.rpartition(chr(10) * 2)[2]}")
    assert "unclear-history" not in typed("build").err + typed("check").out
    assert reviews(typed) == 1


def test_what_stood_broken_is_asked_about_when_it_is_gone(typed: Typed, studied: Path) -> None:
    studied.write_text(f"{BROKEN}\n{REWORDED.rpartition(chr(10) * 2)[2]}")
    typed("build")
    studied.write_text(REWORDED)
    said = typed("build").err
    assert "which is gone" in said
    old, new = said.partition("`flashdeck follow ")[2].partition("`")[0].split()
    assert typed("follow", old, new).status == 0
    assert reviews(typed) == 1


def test_a_question_outlives_another_neighbour(typed: Typed, studied: Path) -> None:
    studied.write_text(REWORDED)
    assert "unclear-history" in typed("build").err
    studied.write_text(
        "a :: b\n\nc :: d\n\n" + REWORDED.partition("\n\n")[2] + "\ne :: f\n\ng :: h\n"
    )
    for _ in range(2):
        assert "unclear-history" in typed("build").err


def test_the_answer_of_before_settles_it(typed: Typed, studied: Path) -> None:
    studied.write_text(REWORDED)
    typed("build")
    studied.write_text(HEART)
    assert "unclear-history" not in typed("build").err
    assert reviews(typed) == 1


def test_a_session_says_that_a_new_card_may_be_an_old_one(typed: Typed, studied: Path) -> None:
    studied.write_text(REWORDED)
    _, out, err = typed("study")
    command = next(line for line in out.split("\n") if line.startswith("(perhaps an old card: "))
    command = command.removeprefix("(perhaps an old card: ").removesuffix(")")
    assert f"a new card may be an old one, with its history: `{command}` if so\n" in err
    assert typed(*command.split()[1:]).status == 0
    out, err = typed("study")[1:]
    assert "old" not in out + err and "Nothing is due" in out


def test_orphans_says_how_to_follow(typed: Typed, studied: Path) -> None:
    studied.write_text(REWORDED)
    assert "`flashdeck follow OLD NEW`" in typed("orphans").err
    assert typed("orphans", "--format", "json").err == ""


METALS = "\n".join(
    f"Q: Is {name} a metal?\nA: {answer}\n"
    for name, answer in (("iron", "yes"), ("argon", "no"), ("zinc", "yes"), ("tin", "yes"))
)


@pytest.fixture
def solids(typed: Typed, here: Path) -> Path:
    """Four cards that were answered, and in all of which one word gave way to another."""
    file = here / "geo.md"
    file.write_text(METALS)
    typed("study", stdin="\n3\n" * 4)
    file.write_text(METALS.replace("metal", "solid"))
    return file


def known(typed: Typed) -> int:
    """How many cards are not new."""
    notes = json.loads(typed("list", "--format", "json").out)["notes"]
    return sum("new" not in card["states"] for note in notes for card in note["cards"])


def test_what_one_replacement_asks_is_asked_once(typed: Typed, solids: Path) -> None:
    said = typed("build").err
    assert said.count("unclear-history") == 1
    assert "this and 3 more may be 4 cards that are gone" in said
    assert "“metal” became “solid”" in said
    assert known(typed) == 0
    command = said.partition("`flashdeck ")[2].partition("`")[0].split()
    out = typed(*command).out
    assert out.startswith("4 cards go on, with 4 reviews: “metal” became “solid” in each")
    assert known(typed) == 4
    assert "unclear-history" not in typed("build").err


def test_all_that_changed_alike_is_one_line_to_type(typed: Typed, solids: Path) -> None:
    which, first, second, _ = typed("follow").out.split("\n")
    assert which == "# geo.md:1 and 3 more, one of:"
    assert first.endswith("   # “metal” became “solid” in 4 cards")
    assert second.startswith("# or: flashdeck follow --alike --new ")
    typed(*first.split("   ")[0].split()[1:])
    assert known(typed) == 4


def test_cards_that_changed_alike_may_all_be_new(typed: Typed, solids: Path) -> None:
    said = typed("build").err
    command = said.rpartition("`flashdeck ")[2].partition("`")[0].split()
    assert command[:3] == ["follow", "--alike", "--new"]
    assert typed(*command).out == "4 cards are new: “metal” became “solid” in each\n"
    assert known(typed) == 0
    assert "unclear-history" not in typed("build").err


def test_of_one_card_nothing_is_alike(typed: Typed, studied: Path) -> None:
    studied.write_text(REWORDED)
    said = typed("build").err
    old, new = said.partition("`flashdeck follow ")[2].partition("`")[0].split()
    found = typed("follow", "--alike", old, new)
    assert found.status == 2
    assert "of no other cards is the same asked" in found.err

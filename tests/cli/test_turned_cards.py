"""Cards whose sides changed places, from the question to what settles it."""

from __future__ import annotations

from pathlib import Path

from commands import Typed

PAIRS = (
    ("снег", "the snow"),
    ("猫", "the cat"),
    ("the heart", "el corazón"),
    ("the hand", "la mano"),
    ("e", "2.71828"),
)


def test_one_card_is_named_with_what_settles_it(typed: Typed, here: Path) -> None:
    file = here / "words.md"
    file.write_text("der Hund :: the dog\n")
    typed("study", stdin="\n3\n")
    file.write_text("the dog :: der Hund\n")
    told = typed("build").err
    assert "which is gone: question and answer changed places" in told
    old, new = told.split("`flashdeck follow ")[1].split("`")[0].split()
    assert "with 1 review" in typed("follow", old, new).out
    assert "unclear-history" not in typed("check").out


def test_a_list_that_was_turned_round_is_asked_about_once(typed: Typed, here: Path) -> None:
    file = here / "words.md"
    file.write_text("".join(f"{ask} :: {told}\n" for ask, told in PAIRS))
    typed("build")
    file.write_text("".join(f"{told} :: {ask}\n" for ask, told in PAIRS))
    told = typed("build").err
    assert told.count("unclear-history") == 1
    assert "5 cards that are gone" in told
    assert "question and answer changed places" in told
    ids = told.split("`flashdeck follow --alike ")[1].split("`")[0].split()
    assert "5 cards go on" in typed("follow", "--alike", *ids).out
    assert "unclear-history" not in typed("check").out

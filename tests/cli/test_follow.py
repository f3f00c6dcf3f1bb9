"""`flashdeck follow`, in whatever words a question leaves to be typed."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from commands import Typed
from flashdeck.journal.folder import Folder

LEMMAS = """\
## Exam

It is about sums and products.

@State {} of the lecture.

{}
@exam~
"""
TWO = LEMMAS.format("Lemma 1", "Sums commute.") + LEMMAS.format("Lemma 2", "Products commute.")
ONE = LEMMAS.format("the Lemma", "Sums and products.")


class Pair:
    """A card that is one of two of before, of which nobody said which."""

    def __init__(self, typed: Typed, here: Path) -> None:
        (here / "geo.md").write_text(TWO)
        assert typed("build").status == 0
        known = {str(line["q"]): str(line["card"]) for line in self._told(here)}
        self.first = known["State Lemma 1 of the lecture."]
        self.second = known["State Lemma 2 of the lecture."]
        (here / "geo.md").write_text(ONE)
        typed("build")
        (self.new,) = (str(line["card"]) for line in self._told(here) if line.get("may_be"))
        self.here = here

    def _told(self, here: Path) -> list[dict[str, object]]:
        lines = [line for path in Folder(here).journals() for line in path.read_text().split("\n")]
        return [json.loads(line) for line in lines if line and '"q"' in line]

    @property
    def renames(self) -> list[tuple[str, str]]:
        lines = Folder(self.here).journals()[0].read_text().split("\n")
        told = [json.loads(line) for line in lines if '"kind":"rename"' in line]
        return [(line["from"], line["to"]) for line in told]


@pytest.fixture
def pair(typed: Typed, here: Path) -> Pair:
    return Pair(typed, here)


WAYS: dict[str, Callable[[Pair], list[str]]] = {
    "the least that is clear": lambda pair: [_least(pair.second, pair.first), pair.new[:3]],
    "a place": lambda pair: [pair.second[:8], "geo.md:5"],
    "a place with its column": lambda pair: [pair.second[:8], "./geo.md:5:1:"],
    "a place and words": lambda pair: [pair.second[:8], "geo.md:5", "State", "the", "Lemma"],
    "words": lambda pair: [pair.second[:8], "state", "the", "lemma"],
    "words of both": lambda pair: ["State Lemma 2 of the lecture. (geo.md)", "the lemma"],
    "unquoted words of both": lambda _: "State Lemma 2 of the lecture State the Lemma".split(),
    "what a question cut": lambda pair: [pair.second[:8], "“State the Lemma of the lect…”"],
    "cards": lambda pair: [f"{pair.second}:0", f"{pair.new}:0"],
    "the other order": lambda pair: [pair.new[:8], pair.second[:8]],
    "words first": lambda pair: ["the", "lemma", pair.second[:8]],
}


def _least(id: str, other: str) -> str:
    return next(id[:end] for end in range(1, 17) if not other.startswith(id[:end]))


@pytest.mark.parametrize("way", WAYS)
def test_what_a_student_may_type(typed: Typed, pair: Pair, way: str) -> None:
    status, out, err = typed("follow", *WAYS[way](pair))
    assert (status, err) == (0, "")
    assert out.startswith(
        "“State Lemma 2 of the lecture.” goes on as “State the Lemma of the lecture.”, geo.md:5,"
    )
    assert pair.renames == [(pair.second, pair.new)]


def test_a_place_is_that_of_check(typed: Typed, pair: Pair) -> None:
    assert "--> geo.md:5:" in typed("check").out
    assert typed("follow", "--new", "geo.md:5").status == 0
    assert "unclear-history" not in typed("check").out


def test_what_may_mean_several_is_listed_with_what_to_type(typed: Typed, pair: Pair) -> None:
    status, out, err = typed("follow", "state lemma", "the lemma")
    assert (status, out) == (2, "")
    first, *lines = err.removesuffix("\n").split("\n")
    assert first == "flashdeck: 'state lemma the lemma' may mean any of 2 pairs of cards, such as:"
    assert sorted(lines) == sorted(
        f"  flashdeck follow {id[:8]} {pair.new[:8]}   "
        f"State Lemma {number} of the lecture. → State the Lemma of the lectur…"
        for number, id in ((1, pair.first), (2, pair.second))
    )
    assert pair.renames == []
    command = lines[0].split("   ")[0].split()[1:]
    assert typed(*command).status == 0


@pytest.mark.parametrize("half", ["geo.md:5", "the lemma"])
def test_one_card_alone_is_told_of_the_others(typed: Typed, pair: Pair, half: str) -> None:
    status, _, err = typed("follow", half)
    assert status == 2
    assert err.startswith("flashdeck: which of these is it? One line says so:\n")
    assert f"  flashdeck follow {pair.first[:8]} {pair.new[:8]}   State Lemma 1" in err
    assert err.endswith(f"  flashdeck follow --new {pair.new[:8]}   it is a new card\n")


def test_without_a_card_everything_is_listed(typed: Typed, pair: Pair) -> None:
    status, out, _ = typed("follow")
    assert (status, len(out.split("\n"))) == (0, 5)
    assert f"flashdeck follow {pair.second[:8]} {pair.new[:8]}   " in out.replace("   # ", "   ")
    typed("follow", "--new", "the", "lemma")
    assert typed("follow") == (0, "", "nothing is unclear: no card is asked about\n")


def test_all_of_the_list_may_be_pasted(typed: Typed, here: Path) -> None:
    card = "State {} of the lecture. :: {}\n\n"
    two = card.format("Lemma 1", "Sums commute."), card.format("Lemma 2", "Products commute.")
    now = card.format("the Lemma", "Sums and products."), card.format("a Lemma", "Sums go along.")
    (here / "geo.md").write_text("".join((*two, "a :: b\n")))
    typed("build")
    (here / "geo.md").write_text("".join((*now, "a :: b\n")))
    lines = typed("follow").out.removesuffix("\n").split("\n")
    heads = [line for line in lines if line.endswith(", one of:")]
    assert heads == ["# geo.md:1, one of:", "# geo.md:3, one of:"]
    commands = [shlex.split(line, comments=True)[1:] for line in lines]
    done = [typed(*words).status for words in commands if words]
    assert done == [0, 0]
    assert typed("follow") == (0, "", "nothing is unclear: no card is asked about\n")


def test_a_line_of_the_list_that_another_made_needless_is_settled(typed: Typed, here: Path) -> None:
    def deck(*answers: str) -> str:
        cards = (f"Q: Exercise {at}\nA: {each}\n" for at, each in enumerate(answers, 1))
        return "\n".join(cards)

    (here / "geo.md").write_text(deck("$1/2$", "$-1$", "$2$", "$x^2$", "$x^2$"))
    typed("build")
    (here / "geo.md").write_text(deck("$1/2$", "3", "$e$", "$2$", "$x^2$", "$x^2$"))
    typed("build")
    lines = typed("follow").out.split("\n")
    assert any(line.endswith("# $2$ → $2$") for line in lines)  # by an equal answer, comes first
    commands = [words for line in lines if (words := shlex.split(line, comments=True)[1:])]
    done = [typed(*words) for words in commands]
    assert {each.status for each in done} == {0}
    needless = [
        at for at, each in enumerate(done) if each.out.startswith("this is settled already")
    ]
    assert [done[at].out for at in needless] == [
        "this is settled already: the card is “Exercise 6”, geo.md:16\n"
    ]
    command, old, new = commands[needless[0]]
    assert typed(command, f"0{old}", new).status == typed(command, old, f"{new}0").status == 2


def test_what_was_taken_back_is_not_joined_by_taking_it_back_again(
    typed: Typed, pair: Pair
) -> None:
    assert typed("follow", pair.second, pair.new).status == 0
    status, _, err = typed("follow", pair.second, pair.new)
    assert status == 2 and "already" in err
    assert "is a new card" in typed("follow", pair.new[:6], pair.second[:6]).out
    status, _, err = typed("follow", pair.new[:6], pair.second[:6])
    assert status == 2
    assert f"two cards already; `flashdeck follow {pair.second[:8]} {pair.new[:8]}` joins" in err


def test_one_card_of_which_nothing_is_asked_wants_another(typed: Typed, pair: Pair) -> None:
    typed("follow", "--new", "the lemma")
    status, _, err = typed("follow", "geo.md:5")
    assert status == 2
    assert err == (
        "flashdeck: name two cards, one that is gone and the one that it is now:\n"
        f"  flashdeck follow OLD {pair.new[:8]}   State the Lemma of the lecture.\n"
    )
    err = typed("follow", "lemma 2").err
    assert f"  flashdeck follow {pair.second[:8]} NEW   State Lemma 2 of the lecture.\n" in err


def test_of_two_that_changed_places_the_answers_are_shown(typed: Typed, here: Path) -> None:
    cards = "Q: Lemma {}\nA: Sums commute.\n\nQ: Lemma {}\nA: Products commute.\n"
    (here / "geo.md").write_text(cards.format(1, 2))
    typed("build")
    (here / "geo.md").write_text(cards.format(2, 1))
    err = typed("build").err
    assert err.count("warning[unclear-history]: this may be ") == 2
    assert "(“Lemma 2” → “Products commute.”, geo.md)" in err
    lines = typed("follow").out.split("\n")
    first = [line for line in lines if line.startswith("flashdeck follow ")]
    assert [line.partition("   # ")[2] for line in first] == [
        "Sums commute. → Sums commute.",
        "Products commute. → Products commute.",
    ]
    for line in first:
        assert typed(*shlex.split(line.partition("   # ")[0])[1:]).status == 0
    assert typed("build").err == ""
    assert typed("orphans").err == "nothing is gone\n"


def test_what_was_joined_by_words_is_taken_back_by_words(typed: Typed, here: Path) -> None:
    (here / "geo.md").write_text("What is the kernel? :: All that is sent to zero.\n")
    typed("build")
    (here / "geo.md").write_text("Define the nullspace of a matrix. :: Where $Ax = 0$.\n")
    typed("build")
    assert "goes on as" in typed("follow", "kernel", "nullspace").out
    typed("build")
    status, _, err = typed("follow", "kernel", "nullspace")
    assert status and "already" in err
    status, out, _ = typed("follow", "nullspace", "kernel")
    assert status == 0
    assert "“Define the nullspace of a matrix.” is a new card" in out
    assert "“What is the kernel?” is gone again" in out
    assert "goes on as" in typed("follow", "kernel", "nullspace").out


def test_of_several_that_the_words_may_mean_each_is_listed(typed: Typed, here: Path) -> None:
    (here / "geo.md").write_text("What is a kernel? :: It.\n\nWhat are kernels? :: They.\n")
    typed("build")
    (here / "geo.md").write_text("Define the nullspace of a matrix. :: Where $Ax = 0$.\n")
    typed("build")
    for words in ("what is", "what are"):
        assert "goes on as" in typed("follow", *words.split(), "nullspace").out
    status, _, err = typed("follow", "nullspace", "kernel")
    assert status and "may mean any of 2 cards that were joined" in err
    lines = [line for line in err.split("\n") if line.startswith("  flashdeck follow ")]
    assert len(lines) == 2 and any("What are kernels?" in line for line in lines)
    assert typed("follow", *lines[0].split()[2:4]).status == 0

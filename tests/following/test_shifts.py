"""Prompts that were numbered anew: the answers tell which card is which."""

from __future__ import annotations

from itertools import pairwise

import pytest

from edited_cards import Card, Files, Memory, built, notes, remembered
from flashdeck.following.alike import SHIFTED, asked
from flashdeck.following.following import followed
from flashdeck.model import NoteId

FOUR = ("It begins.", "Sums have limits.", "Compact sets are closed.", "Maps keep compactness.")
SHORT = ("It begins.", "yes", "Compact sets are closed.", "Maps keep compactness.")
NUMBERED = (
    ("State Theorem 1.{}.", "12345"),
    ("Wie lautet Satz 1.{}?", "12345"),
    ("Describe figure {}.", "12345"),
    ("Énoncer le lemme {}.", ("I", "II", "III", "IV", "V")),
    ("Сформулируйте теорему {}.", "АБВГД"),
    ("定理{}を述べよ。", "12345"),
)


def deck(prompts: list[str], answers: list[str]) -> Files:
    """The key of a card is its answer."""
    cards = (Card(told, f"Q: {ask}\nA: {told}") for ask, told in zip(prompts, answers, strict=True))
    return {"a.md": tuple(cards)}


def owners(before: Files, *edits: Files) -> tuple[dict[str, str], int]:
    """For each card the one it was at first, and how many questions are asked in the end."""
    first, result, memory = built(before)
    last, open = first, dict[NoteId, tuple[NoteId, ...]]()
    for after in edits:
        keyed, found = notes(after)
        result = followed(
            found, memory.traces, retired=memory.retired, in_scope={"a.md"}, open=open
        )
        last, memory = dict(zip(keyed, result.traces, strict=True)), remembered(memory, result)
        open = {
            new.id: tuple(old.id for old in each.old)
            for each in result.questions
            for new in each.new
        }
    keys = {trace.origin: key for key, trace in first.items()}
    return {key: keys.get(each.origin, "") for key, each in last.items()}, len(result.questions)


@pytest.mark.parametrize(("prompt", "numbers"), NUMBERED)
@pytest.mark.parametrize("answers", [FOUR, SHORT])
def test_histories_go_with_the_answers(
    prompt: str, numbers: tuple[str, ...], answers: tuple[str, ...]
) -> None:
    asks, told = [prompt.format(each) for each in numbers], [*answers]
    before = deck(asks[:4], told)
    itself = {each: each for each in told}
    shifted = deck([asks[0], *asks[2:]], told)
    assert owners(before, shifted) == (itself, 0)
    assert owners(before, shifted, shifted, shifted) == (itself, 0)
    assert owners(before, shifted, before) == (itself, 0)
    inserted = deck(asks, ["Something is new.", *told])
    assert owners(before, inserted) == ({**itself, "Something is new.": ""}, 0)
    assert owners(before, inserted, inserted, before) == (itself, 0)
    filled = deck(asks, [told[0], "Something is new.", *told[1:]])
    assert owners(before, shifted, filled, filled) == ({**itself, "Something is new.": ""}, 0)
    deleted = deck(asks[:3], told[1:])
    assert owners(before, deleted, deleted) == ({each: each for each in told[1:]}, 0)


WORDS = (("casa", "perro", "gato"), ("la maison", "le chien", "le chat"), ("いえ", "いぬ", "ねこ"))


@pytest.mark.parametrize("words", WORDS)
def test_a_shift_that_no_count_explains_is_asked_about_until_it_is_settled(
    words: tuple[str, str, str],
) -> None:
    told = ["a house", "a dog"]
    before, after = deck([*words[:2]], told), deck([*words[1:]], told)
    for edits in ([after], [after, after], [after, after, after]):
        assert owners(before, *edits) == ({"a house": "", "a dog": ""}, 2)
    mended = deck([*words[1:]], ["a building", "a dog"])
    assert owners(before, after, mended)[0] == {"a building": "", "a dog": ""}
    assert owners(before, after, before)[0] == {"a house": "a house", "a dog": "a dog"}


def test_what_is_said_settles_it() -> None:
    told = ["a house", "a dog"]
    before, after = deck(["casa", "perro"], told), deck(["perro", "gato"], told)
    first, _, memory = built(before)
    second, _, memory = built(after, memory)
    traces, retired = {**memory.traces}, {**memory.retired}
    for key in told:
        old, new = first[key], second[key]
        del traces[old.id]
        traces[new.id] = new._replace(origin=old.origin)
        retired[old.id] = new.id
    third, result, memory = built(after, Memory(traces, retired))
    assert [each.origin for each in third.values()] == [each.origin for each in first.values()]
    assert not result.questions
    fourth, _, _ = built(after, memory)
    assert [*fourth.values()] == [*third.values()]


def test_two_theorems_that_change_places_are_asked_about() -> None:
    asks = ["State Theorem 1.", "State Theorem 2."]
    swapped = owners(deck(asks, [FOUR[1], FOUR[2]]), deck(asks, [FOUR[2], FOUR[1]]))
    assert swapped == ({FOUR[2]: "", FOUR[1]: ""}, 1)


def test_two_answers_that_change_places_stay_with_their_prompts() -> None:
    asks = ["Capital of Peru?", "Capital of Chile?"]
    swapped = owners(deck(asks, [FOUR[1], FOUR[2]]), deck(asks, [FOUR[2], FOUR[1]]))
    assert swapped == ({FOUR[2]: FOUR[1], FOUR[1]: FOUR[2]}, 0)


def test_equal_short_answers_prove_nothing() -> None:
    before = deck(["Is iron a metal?", "Is tin a metal?"], ["yes", "no"])
    after = deck(["Is tin a metal?", "Is zinc a metal?"], ["yes", "no"])
    assert owners(before, after)[0]["yes"] == "no"


def test_a_shift_of_many_is_asked_about_once() -> None:
    asks, told = ["casa", "perro", "gato", "mesa", "coche"], ["house", "dog", "cat", "table"]
    _, _, memory = built(deck(asks[:4], told))
    _, result, _ = built(deck(asks[1:], told), memory)
    (alike,), rest = asked(result.questions)
    assert alike.made == SHIFTED
    assert sorted((pair.old.prompt, pair.new.prompt) for pair in alike.pairs) == sorted(
        pairwise(asks)
    )
    assert not rest

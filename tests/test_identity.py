"""Ids that survive reordering, moving and recompiling."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import basic, cloze, statement
from flashdeck.identity import cards, content_id, digest, normalised, note_ids
from flashdeck.model import Basic, Note
from flashdeck.source import Source, Span


def placed(note: Note, file: str, start: int, given: str | None = None) -> Note:
    """The note at a place of its own, as a reader makes it: no two start at one place."""
    return replace(note, given_id=given, span=Span(Source(file, "", file), start, start))


@st.composite
def collections(draw: st.DrawFn) -> list[Note]:
    """Notes that often ask the same or claim one id."""
    count = draw(st.integers(0, 8))
    notes: list[Note] = []
    for number in range(count):
        deck = (draw(st.sampled_from("AB")),)
        front = draw(st.sampled_from(["Why?", "How?", "When?"]))
        given = draw(st.sampled_from([None, None, "x", "y"]))
        notes.append(placed(basic(front, deck=deck), draw(st.sampled_from("ab")), number, given))
    return notes


def by_place(notes: Sequence[Note]) -> dict[tuple[str, int], str]:
    ids = note_ids(notes)
    return {
        (note.span.source.name, note.span.start): ids[index] for index, note in enumerate(notes)
    }


@given(collections(), st.randoms(use_true_random=False))
def test_order_changes_no_id(notes: list[Note], chance: random.Random) -> None:
    shuffled = [*notes]
    chance.shuffle(shuffled)
    assert by_place(shuffled) == by_place(notes)


@given(collections())
def test_every_note_has_an_id_of_its_own(notes: list[Note]) -> None:
    ids = note_ids(notes)
    assert len(ids) == len(set(ids)) == len(notes)
    assert all(ids)


@given(collections(), st.sampled_from(["Why?", "Where?"]), st.sampled_from([None, "x", "z"]))
def test_a_new_note_changes_only_ids_of_those_that_ask_or_claim_the_same(
    notes: list[Note], front: str, given: str | None
) -> None:
    new = placed(basic(front, deck=("A",)), "a", 99, given)
    before, after = by_place(notes), by_place([new, *notes])
    touched = {front} | {_asked(note) for note in notes if given and note.given_id == given}
    for note in notes:
        place = note.span.source.name, note.span.start
        if _asked(note) not in touched:
            assert after[place] == before[place]


def _asked(note: Note) -> str:
    assert isinstance(note, Basic)
    return note.front.text


@given(collections())
def test_the_author_is_obeyed_once(notes: list[Note]) -> None:
    ids = note_ids(notes)
    claimed = {note.given_id for note in notes if note.given_id is not None}
    assert claimed <= set(ids)


def test_the_first_of_those_that_ask_the_same_keeps_the_plain_id() -> None:
    first = placed(basic("Why?", deck=("A",)), "a", 0)
    second = placed(basic("Why?", deck=("A",)), "a", 1)
    elsewhere = placed(basic("Why?", deck=("B",)), "a", 2)
    ids = note_ids([elsewhere, second, first])
    assert ids[2] == content_id(first)
    assert note_ids([elsewhere, first])[0] == ids[0]


def test_an_id_comes_from_what_is_asked_and_from_nothing_else() -> None:
    note = basic("Why?", "So.", deck=("A",))
    assert content_id(note) == content_id(basic("Why?", "Otherwise.", deck=("B",)))
    assert content_id(note) != content_id(basic("Why not?"))
    assert content_id(note) != content_id(statement("Why?"))
    assert content_id(cloze("⟦1:Paris⟧ is big.")) == content_id(cloze("Paris is ⟦1:big⟧."))
    assert content_id(cloze("⟦1:Paris⟧ is big.")) == content_id(statement("Paris is big."))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a  b\n c ", "a b c"),
        ("“a” ‘b’", "\"a\" 'b'"),
        ("e\u0301", "é"),
        (r"$x _ i$", "$x_i$"),
        ("x ^ 2", "x^2"),
    ],
)
def test_what_no_reader_would_call_a_change_is_none(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@given(st.text())
def test_normalised_text_stays_as_it_is(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)


@given(st.lists(st.text(max_size=3), max_size=3), st.lists(st.text(max_size=3), max_size=3))
def test_only_the_same_parts_have_the_same_digest(one: list[str], other: list[str]) -> None:
    assert (digest(*one) == digest(*other)) == (one == other)


def test_an_id_is_the_same_for_ever() -> None:
    assert content_id(basic("What is an autoencoder?")) == "a7876125baaca99d"


def test_the_cards_of_a_note_have_ids_of_their_own() -> None:
    note = basic("Why?", id="why", both_ways=True)
    assert [(card.id, card.ordinal) for card in cards(note)] == [("why:0", 0), ("why:1", 1)]
    gaps = cloze("⟦2:a⟧ ⟦5:b⟧ ⟦2:c⟧", id="gaps")
    assert [card.id for card in cards(gaps)] == ["gaps:2", "gaps:5"]


def test_many_copies_take_no_longer_than_as_many_notes() -> None:
    notes = [placed(basic("Why?"), "a", number) for number in range(20_000)]
    start = time.process_time()
    assert len(set(note_ids(notes))) == len(notes)
    assert time.process_time() - start < 20  # a quadratic count takes minutes

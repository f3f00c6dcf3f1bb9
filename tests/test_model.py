"""Passages made of ranges of a file, and what notes are made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import basic, cloze, statement
from flashdeck.model import Passage, answer, ordinals, passage, passages, prompt, trimmed, without
from flashdeck.source import Source, Span

texts = st.text(alphabet="ab> -\n\t", max_size=40)


@st.composite
def ranged(draw: st.DrawFn) -> tuple[Source, list[tuple[int, int]]]:
    """A file, and ranges of it in order and disjoint."""
    text = draw(texts)
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    return Source("a.md", text), list(zip(edges[::2], edges[1::2], strict=False))


def exact(found: Passage) -> None:
    """Every character is found in the file where it was copied from."""
    text = found.span.source.text
    for at, character in enumerate(found.text):
        place = found.place(at, at + 1)
        assert (place.end - place.start, text[place.start : place.end]) == (1, character)
        assert found.span.start <= place.start < found.span.end


@given(ranged())
def test_every_character_of_a_passage_is_found_in_its_file(
    given: tuple[Source, list[tuple[int, int]]],
) -> None:
    source, ranges = given
    found = passage(source, ranges)
    if found is not None:
        exact(found)


@given(ranged())
def test_a_passage_loses_only_blank_lines_above_and_white_space_below(
    given: tuple[Source, list[tuple[int, int]]],
) -> None:
    source, ranges = given
    whole = "".join(source.text[start:end] for start, end in ranges)
    found = passage(source, ranges)
    if found is None:
        assert not whole.strip()
        return
    assert found.text == found.text.rstrip()
    assert found.text.lstrip() == whole.strip()
    assert found.text.split("\n")[0].strip()


@given(ranged(), st.data())
def test_a_passage_without_ranges_of_its_text_is_still_found_in_its_file(
    given: tuple[Source, list[tuple[int, int]]], data: st.DataObject
) -> None:
    source, ranges = given
    found = passage(source, ranges)
    if found is None:
        return
    edges = sorted(data.draw(st.lists(st.integers(0, len(found.text)), max_size=6)))
    removed = list(zip(edges[::2], edges[1::2], strict=False))
    rest = without(found, removed)
    gone = {at for start, end in removed for at in range(start, end)}
    assert rest.text == "".join(each for at, each in enumerate(found.text) if at not in gone)
    exact(rest)


def cut(text: str, *ranges: tuple[int, int]) -> str | None:
    found = passage(Source("a.md", text), ranges)
    return None if found is None else found.text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  a\n  b\n", "  a\n  b"),
        ("\n \n  a\n\n", "  a"),
        ("a", "a"),
        (" \n\t\n", None),
        ("", None),
        ("a \u00a0\n", "a"),
    ],
)
def test_the_indentation_of_the_first_line_stays(text: str, kept: str | None) -> None:
    assert cut(text, (0, len(text))) == kept


def test_ranges_in_the_middle_of_lines_are_joined_as_they_are() -> None:
    assert cut("> a\n> b\n", (2, 4), (6, 8)) == "a\nb"
    assert cut("> - a\n>   b", (2, 6), (8, 11)) == "- a\n  b"
    assert cut(">\n> a\n>", (1, 2), (4, 6), (7, 7)) == "a"


def test_the_span_runs_from_the_first_to_the_last_character() -> None:
    found = passage(Source("a.md", "Q: Why?  \n\n"), [(2, 11)])
    assert found is not None
    assert (found.text, found.span.start, found.span.end) == (" Why?", 2, 7)


def test_an_empty_place_stands_between_characters() -> None:
    found = passage(Source("a.md", "> a\n> b"), [(2, 4), (6, 7)])
    assert found is not None
    assert [(found.place(at, at).start, found.place(at, at).end) for at in range(4)] == [
        (2, 2),
        (3, 3),
        (6, 6),
        (7, 7),
    ]


def test_a_passage_without_runs_is_as_long_as_its_span() -> None:
    source = Source("a.md", "Why? So.")
    found = Passage("Why?", Span(source, 0, 4))
    assert found.place(1, 3) == Span(source, 1, 3)


def test_a_passage_is_trimmed_at_its_end_only() -> None:
    found = passage(Source("a.md", "  a b"), [(0, 5)])
    assert found is not None
    shorter = trimmed(without(found, [(4, 5)]))
    assert shorter is not None and shorter.text == "  a"
    assert trimmed(without(found, [(0, 5)])) is None


def test_where_a_thing_stands_is_not_what_it_is() -> None:
    assert passage(Source("a.md", "xx a"), [(3, 4)]) == passage(Source("b.md", "a"), [(0, 1)])


def test_notes_say_what_they_ask_and_tell() -> None:
    question = basic("Why?", "So.")
    gaps = cloze("A ⟦1:b⟧.", extra="More.")
    fact = statement("A fact.")
    asked = [
        None if (each := prompt(note)) is None else each.text for note in (question, gaps, fact)
    ]
    told = [
        None if (each := answer(note)) is None else each.text for note in (question, gaps, fact)
    ]
    assert asked == ["Why?", "A b.", None]
    assert told == ["So.", "More.", "A fact."]
    assert [each.text for note in (question, gaps, fact) for each in passages(note)] == [
        "Why?",
        "So.",
        "A b.",
        "More.",
        "A fact.",
    ]


def test_a_note_makes_a_card_for_each_way_and_each_group_of_gaps() -> None:
    assert list(ordinals(basic("Why?"))) == [0]
    assert list(ordinals(basic("Why?", both_ways=True))) == [0, 1]
    assert list(ordinals(cloze("⟦3:a⟧ ⟦1:b⟧ ⟦3:c⟧"))) == [1, 3]
    assert list(ordinals(statement("A fact."))) == [1]

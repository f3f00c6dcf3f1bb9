"""Flattened pages: what is typed, and what a careful reader takes from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from flashdeck.model import Basic, Note, Statement, answer, prompt
from reading import Deck, folder, read

FIXTURES = Path(__file__).parent.parent / "fixtures"


def outline(note: Note) -> tuple[object, ...]:
    """Section, then the lines of prompt, context and answer."""
    parts = (prompt(note), note.context, answer(note))
    return (*note.section, *(None if part is None else part.span.lines for part in parts))


def test_a_page_without_blank_lines() -> None:
    deck = read((FIXTURES / "tight.txt").read_bytes())
    assert {note.deck for note in deck.notes} == {("Databases", "Week-03")}
    assert [outline(note) for note in deck.notes] == [
        ("Storage", (3, 3), None, (4, 5)),
        ("Storage", (6, 6), None, (7, 7)),
        ("Query plans", (9, 9), None, (10, 10)),
        ("Query plans", (11, 11), None, (12, 13)),
        ("What holds it together", (15, 15), None, (16, 19)),
        ("What holds it together", (20, 20), None, (21, 21)),
    ]
    assert deck.dialect == "flat"
    assert deck.problems == []


def test_a_page_with_blank_lines_verbs_and_tags() -> None:
    deck = read((FIXTURES / "spaced.txt").read_bytes())
    course = ("Operating Systems HT26", "Scheduling and memory")
    assert {note.deck for note in deck.notes} == {course}
    assert [outline(note) for note in deck.notes] == [
        ("Flashcards", (6, 6), None, (8, 10)),
        ("Flashcards", (20, 20), (12, 18), (22, 24)),
        ("Flashcards", (26, 26), None, (28, 28)),
        ("Flashcards", (32, 32), (30, 30), (34, 38)),
        ("Flashcards", (44, 47), (42, 42), (49, 49)),
        ("Bite-sized", None, None, (53, 53)),
        ("Bite-sized", (59, 59), None, (61, 61)),
    ]
    assert [sorted(note.tags) for note in deck.notes] == [
        [],
        [],
        [],
        ["exam"],
        [],
        ["bite"],
        ["bite", "exam"],
    ]
    assert [note.source_note for note in deck.notes[-2:]] == [
        "Corbató, A Paging Experiment, 1968.",
        "any text on allocation.",
    ]


def test_references_of_a_flattened_page_are_resolved_by_prompts() -> None:
    compiled = folder(FIXTURES)
    notes = {note.id: note for note in compiled.collection.notes}
    targets = {
        (slug, str(prompt(notes[target]).text))  # type: ignore[union-attr]  # a basic note
        for (_, slug), target in compiled.collection.links.items()
    }
    assert targets == {("page-fault", "What is a page fault?")}
    assert "unresolved-reference" in {found.rule.name for found in compiled.diagnostics}


def test_every_guess_is_said() -> None:
    deck = read((FIXTURES / "spaced.txt").read_bytes())
    assert deck.guesses == [
        ("guessed-deck", 1),
        ("guessed-heading", 4),
        ("guessed-context", 12),
        ("guessed-prompt", 26),
        ("guessed-context", 30),
        ("guessed-context", 42),
        ("guessed-parts", 46),
        ("guessed-heading", 51),
        ("guessed-gap", 53),
    ]


def test_text_of_a_page_without_blank_lines_is_marked_as_such() -> None:
    deck = read((FIXTURES / "tight.txt").read_bytes())
    assert all(isinstance(note, Basic) and note.back.flat for note in deck.notes)


def test_prompts(deck: Deck) -> None:
    """
    TARGET DECK X
    State the rule.
    Define nothing here.
    A friend says "is it so?"
    Yes.
    List:
    - a
    """
    assert deck.fronts == ["State the rule.", 'A friend says "is it so?"']
    assert deck.backs == ["Define nothing here.", "Yes.\nList:\n- a"]


def test_three_short_lines_are_rows_of_a_table(deck: Deck) -> None:
    """
    TARGET DECK X
    What are the parts?
    Name
    Size
    Colour
    What else?
    Nothing.
    """
    assert deck.fronts == ["What are the parts?", "What else?"]
    assert deck.backs == ["Name\nSize\nColour", "Nothing."]


def test_a_rule_closes(deck: Deck) -> None:
    """
    @State it.

    It.

    ---

    A fact.

    @bite~
    """
    first, second = deck.notes
    assert deck.backs == ["It.", "A fact."]
    assert isinstance(second, Statement)
    assert first.tags == frozenset()


def test_what_is_left_over_is_reported(deck: Deck) -> None:
    """
    @State it.

    It.

    @exam~

    Forgotten text.
    """
    assert deck.problems == ["stray-text"]


@pytest.mark.parametrize("text", ["Dear diary, why?\n\nWho knows.\n", "", "\n\n", "Only\n"])
def test_plain_text_is_no_deck(text: str) -> None:
    assert read(text).notes == ()


def test_a_name_in_front_matter_makes_no_deck_of_a_form() -> None:
    form = "---\nname: Bug report\nabout: Tell us\n---\n\nWhat happened?\n\nSay it here.\n"
    assert read(form).notes == ()
    assert len(read(form.replace("name", "deck", 1)).notes) == 1

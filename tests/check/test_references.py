"""Circles of references."""

from __future__ import annotations

from dataclasses import replace

from building import basic
from flashdeck import rules
from flashdeck.check.reference_cycle import reference_cycle
from flashdeck.check.subject import Subject
from flashdeck.model import Basic, Collection, NoteId, Reference
from flashdeck.settings import Settings
from noting import findings

CIRCLE = """\
### What is a hen? {#the-hen}

What comes out of ∆the-egg, see ∆the-farm.

### What is an egg? {#the-egg}

What ∆the-hen lays on ∆the-farm.

### What is a farm? {#the-farm}

A place.
"""


def test_a_circle_is_told_once_at_its_first_card() -> None:
    (found,) = findings(CIRCLE, rules.REFERENCE_CYCLE)
    assert (found.line, found.text, found.message) == (
        3,
        "∆the-egg",
        "these cards refer to each other",
    )
    assert found.labels == ((7, "and on from here"),)


def test_references_without_a_way_back_are_quiet() -> None:
    assert findings(CIRCLE.replace("∆the-hen", "a hen"), rules.REFERENCE_CYCLE) == []


def test_a_card_that_refers_to_itself_is_a_circle() -> None:
    (found,) = findings("### What is it? {#the-it}\n\n∆the-it.\n", rules.REFERENCE_CYCLE)
    assert found.message == "this card refers to itself"


def graph(*edges: tuple[int, int], size: int) -> Subject:
    notes: list[Basic] = []
    for number in range(size):
        note = basic(str(number))
        refs = tuple(Reference(str(to), note.span) for start, to in edges if start == number)
        notes.append(_with(note, refs))
    links = {(NoteId(str(a)), str(b)): NoteId(str(b)) for a, b in edges}
    return Subject(collection=Collection(notes=tuple(notes), links=links), settings=Settings())


def _with(note: Basic, refs: tuple[Reference, ...]) -> Basic:
    return replace(note, refs=refs)


def circles(subject: Subject) -> list[int]:
    return [1 + len(found.labels) for found in reference_cycle(subject)]


def test_two_knots_are_two_findings() -> None:
    assert circles(graph((0, 1), (1, 0), (2, 3), (3, 4), (4, 2), (1, 2), size=5)) == [2, 3]


def test_of_a_knot_the_shortest_circle_is_shown() -> None:
    assert circles(graph((0, 1), (1, 2), (2, 0), (1, 0), size=3)) == [2]


def test_a_reference_to_a_note_that_is_left_out_is_no_way() -> None:
    assert circles(graph((0, 9), (9, 0), size=2)) == []


def test_a_long_circle_needs_no_recursion() -> None:
    size = 3_000
    notes = [basic(str(number)) for number in range(size)]
    refs = [Reference(str((number + 1) % size), notes[number].span) for number in range(size)]
    links = {
        (NoteId(str(number)), str((number + 1) % size)): NoteId(str((number + 1) % size))
        for number in range(size)
    }
    joined = tuple(_with(note, (ref,)) for note, ref in zip(notes, refs, strict=True))
    subject = Subject(collection=Collection(notes=joined, links=links), settings=Settings())
    assert circles(subject) == [size]

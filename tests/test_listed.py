"""Notes that are made when they are looked at."""

from __future__ import annotations

from building import basic
from flashdeck.notes.facts import facts
from flashdeck.notes.listed import Listed, Notes

NOTES = tuple(basic(f"{name}?", id=name) for name in "abcd")


def listed() -> Listed:
    """Two files of two notes."""
    files = [Notes(NOTES[:2], digest=b"one"), Notes(NOTES[2:], digest=b"two")]
    places = [(file, at) for file in files for at in range(2)]
    return Listed([*map(facts, NOTES)], [note.id for note in NOTES], places)


def test_notes_follow_from_their_file() -> None:
    assert listed().read_from(0, 2) == b"one"
    assert listed().read_from(2, 4) == b"two"
    assert listed().picked([0, 1]).extended(NOTES[2:]).read_from(0, 2) == b"one"


def test_they_do_not_if_one_is_another_or_missing() -> None:
    assert listed().read_from(0, 1) == listed().read_from(0, 3) == listed().read_from(1, 3) == b""
    assert listed().replaced({1: basic("e?", id="b")}).read_from(0, 2) == b""
    assert listed().replaced({1: basic("e?", id="b")}).read_from(2, 4) == b"two"
    assert listed().extended(NOTES[:1]).read_from(4, 5) == b""

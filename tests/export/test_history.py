"""Every kind of edit, with the real Anki: the same note, the same card, the same scheduling."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest
from anki.collection import Collection as Anki

import flashdeck
from anki_collection import answers, imported, learned
from flashdeck import identity
from flashdeck.cli import main
from flashdeck.journal.cache import cached
from flashdeck.journal.folder import Folder
from flashdeck.journal.pen import Pen
from flashdeck.journal.replay import Replayed
from flashdeck.schedule.sm2 import Memory
from journaling import RULES, at

pytestmark = pytest.mark.anki

CELLS = """\
---
deck: Top::Biology
tags: [week1]
---

## Cells

Q: Which organelle produces most of the energy of a cell?
A: The mitochondrion.

Q: Which molecule carries oxygen in the blood?
A: Haemoglobin, in red blood cells.

## Heart

C: The {{c1::heart}} pumps blood into the {{c2::arteries}}, which end in {{c3::capillaries}}.
Source: Lecture 3
"""
MATTER = """\
---
deck: Top::Chemistry
---

Q: What is the atomic number of carbon?
A: Six.

Q: Who proposed the periodic table in 1869?
A: Dmitri Mendeleev.
"""
ASKED = "Which organelle produces most of the energy of a cell?"
QUESTION = f"Q: {ASKED}\nA: The mitochondrion.\n\n"
CARDS = 7


class Place(NamedTuple):
    """A collection, and Anki, into which it was imported."""

    root: Path
    anki: Anki

    def build(self, *options: str) -> Path:
        """The package of the collection as it now is."""
        said("build", "-o", "deck.apkg", *options)
        return self.root / "deck.apkg"

    def edit(self, old: str, new: str, file: str = "cells.md") -> None:
        path = self.root / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")


def said(*arguments: str) -> str:
    """What a command prints that ends well."""
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended, redirect_stdout(out):
        main(arguments)
    assert not ended.value.code
    return out.getvalue()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    root = tmp_path / "notes"
    root.mkdir()
    (root / "flashdeck.yaml").write_text("key: mine\nnew_per_day: 100\n")
    (root / "cells.md").write_text(CELLS, "utf-8")
    (root / "matter.md").write_text(MATTER, "utf-8")
    monkeypatch.chdir(root)
    anki = Anki(str(tmp_path / "collection.anki2"))
    yield Place(root, anki)
    anki.close()


def moved(place: Place, after: str, file: str) -> None:
    """The question elsewhere, behind some text."""
    place.edit(QUESTION, "")
    place.edit(after, f"{after}{QUESTION}", file)


def renamed(place: Place, old: str, new: str) -> None:
    (place.root / new).parent.mkdir(exist_ok=True)
    (place.root / old).rename(place.root / new)


def in_another_order(place: Place) -> None:
    renamed(place, "cells.md", "z.md")
    renamed(place, "matter.md", "a.md")


def everything(place: Place) -> None:
    place.edit("Which organelle", "Which orgnaelle")
    place.edit("carries oxygen in the blood", "transports oxygen in blood")
    place.edit("The mitochondrion.", "The mitochondrion, by respiration.")
    place.edit("pumps blood", "pumps the blood")
    place.edit("{{c2::arteries}}", "arteries")
    place.edit("Top::Biology", "Top::Life")
    renamed(place, "cells.md", "course/life.md")
    place.edit("the atomic number", "the atomic nubmer", "matter.md")


def in_another_deck_reworded(place: Place) -> None:
    place.edit("Top::Biology", "Top::Life")
    place.edit(ASKED, "What produces most of the energy of a cell?")


def before_every_prompt(place: Place, word: str) -> None:
    place.edit("Q: ", f"Q: {word}")
    place.edit("Q: ", f"Q: {word}", "matter.md")


EDITS: dict[str, tuple[Callable[[Place], None], str]] = {
    "an answer": (lambda p: p.edit("The mitochondrion.", "Mitochondria."), "Mitochondria."),
    "a typo": (lambda p: p.edit("organelle", "orgnaelle"), "orgnaelle"),
    "a prompt": (
        lambda p: p.edit(ASKED, "In a cell, which organelle produces most of the energy?"),
        "In a cell, which",
    ),
    "moved in its file": (
        lambda p: moved(p, "A: Haemoglobin, in red blood cells.\n\n", "cells.md"),
        "mitochondrion",
    ),
    "moved to another file": (lambda p: moved(p, "A: Six.\n\n", "matter.md"), "mitochondrion"),
    "moved to another section": (
        lambda p: moved(p, "## Heart\n\n", "cells.md"),
        "Biology › Heart",
    ),
    "another deck": (lambda p: p.edit("Top::Biology", "Top::Life"), "Life › Cells"),
    "another name of a section": (lambda p: p.edit("## Cells", "## The cell"), "› The cell"),
    "a renamed file": (lambda p: renamed(p, "cells.md", "life.md"), "mitochondrion"),
    "a renamed folder": (lambda p: renamed(p, "cells.md", "course/cells.md"), "mitochondrion"),
    "another order of files": (in_another_order, "mitochondrion"),
    "a tag": (lambda p: p.edit("week1", "week2"), "mitochondrion"),
    "a source": (lambda p: p.edit("Lecture 3", "Lecture 4"), "Lecture 4"),
    "an id": (lambda p: p.edit("of a cell?", "of a cell? {#energy}"), "energy"),
    "a gap more": (
        lambda p: p.edit("pumps blood", "pumps {{c4::blood}}"),
        "{{c4::blood}}",
    ),
    "a gap less": (lambda p: p.edit("{{c2::arteries}}", "arteries"), "the arteries"),
    "a gap reworded": (
        lambda p: p.edit("{{c2::arteries}}", "{{c2::the large arteries}}"),
        "{{c2::the large arteries}}",
    ),
    "a gap put in other words": (
        lambda p: p.edit("{{c2::arteries}}", "{{c2::vessels that lead away from it}}"),
        "{{c2::vessels that",
    ),
    "an id and another prompt": (
        lambda p: p.edit(ASKED, "What produces most of the energy of a cell? {#energy}"),
        "What produces",
    ),
    "another deck and another prompt": (in_another_deck_reworded, "What produces"),
    "a word before every prompt": (lambda p: before_every_prompt(p, "Exam: "), "Exam: Which"),
    "one word for another everywhere": (lambda p: p.edit("Which", "What"), "What organelle"),
    "several at once": (everything, "by respiration"),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_keeps_every_note_and_card_and_its_scheduling(place: Place, name: str) -> None:
    anki = place.anki
    imported(anki, place.build())
    answers(anki)
    before, notes = learned(anki), set(anki.find_notes(""))
    assert anki.card_count() == CARDS and all(row[7] == 3 for row in before.values())
    edit, text = EDITS[name]
    edit(place)
    log = imported(anki, place.build())
    assert len(log.new) == 0
    assert set(anki.find_notes("")) == notes
    after = learned(anki)
    assert {card: after[card] for card in before} == before
    assert len(after) == CARDS + (name == "a gap more")
    assert any(text in value for note in notes for value in anki.get_note(note).values())
    kinds = {kind.name for kind in anki.models.all_names_and_ids()}
    assert {kind for kind in kinds if "flashdeck" in kind} == {"flashdeck basic", "flashdeck cloze"}
    assert not any("+" in kind for kind in kinds)


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_keeps_what_was_studied(place: Place, name: str) -> None:
    place.build()
    pen = Pen(Folder(place.root), "desk")
    for number, card in enumerate(sorted(cards(place))):
        for day in range(3):
            pen.answer(at(day * number), card, 4, 900, scheduler="sm2")
    before = studied(place.root)
    EDITS[name][0](place)
    place.build()
    after = studied(place.root)
    assert sorted(after.cards.values()) == sorted(before.cards.values())
    assert after.days == before.days
    removed = {"a gap less": 1, "several at once": 1}.get(name, 0)
    added = {"a gap more": 1}.get(name, 0)
    assert len(after.cards.keys() - cards(place)) == removed
    assert len(cards(place) - after.cards.keys()) == added


def studied(root: Path) -> Replayed[Memory]:
    with cached(Folder(root), RULES) as cache:
        return cache.replayed


def cards(place: Place) -> set[str]:
    """The ids of the cards that are there."""
    notes = flashdeck.load(place.root).collection.notes
    return {card.id for note in notes for card in identity.cards(note)}


def test_a_readers_own_edit_survives_a_change_of_the_same_file(place: Place) -> None:
    anki = place.anki
    imported(anki, place.build())
    (ident,) = anki.find_notes("Front:*oxygen*")
    note = anki.get_note(ident)
    note["Back"] = "my own words"
    anki.update_note(note)
    place.edit("The mitochondrion.", "Mitochondria.")
    log = imported(anki, place.build())
    assert len(log.updated) == 1
    assert anki.get_note(ident)["Back"] == "my own words"


def test_a_card_that_returns_is_the_one_it_was(place: Place) -> None:
    anki = place.anki
    imported(anki, place.build())
    answers(anki)
    before = learned(anki)
    place.edit(QUESTION, "")
    imported(anki, place.build())
    place.edit("A: Six.\n\n", "A: Six.\n\n" + QUESTION, "matter.md")
    log = imported(anki, place.build())
    assert len(log.new) == 0 and learned(anki) == before


def test_a_question_that_is_asked_again_after_it_was_reworded_is_a_new_note(place: Place) -> None:
    anki = place.anki
    imported(anki, place.build())
    answers(anki)
    before = learned(anki)
    place.edit(ASKED, "In a cell, which organelle produces most of the energy?")
    imported(anki, place.build())
    place.edit("A: Six.\n\n", "A: Six.\n\n" + QUESTION, "matter.md")
    log = imported(anki, place.build())
    assert len(log.new) == 1
    after = learned(anki)
    assert {card: after[card] for card in before} == before and len(after) == CARDS + 1


def test_what_is_gone_is_tagged_once_it_is_asked_for(place: Place) -> None:
    anki = place.anki
    imported(anki, place.build())
    answers(anki)
    before = learned(anki)
    question, text = CELLS.index("Q: Which organelle"), CELLS.index("C: The")
    cloze = CELLS[text : CELLS.index("Source")]
    (place.root / "cells.md").write_text(
        CELLS[:question] + CELLS[CELLS.index("Q: Which molecule") : text], "utf-8"
    )
    imported(anki, place.build())
    assert list(anki.find_notes("tag:flashdeck::removed")) == []
    imported(anki, place.build("--tombstones"))
    found = anki.find_notes("tag:flashdeck::removed")
    assert len(found) == 2 and learned(anki) == before
    assert list(anki.get_empty_cards().notes) == []
    first = (place.root / "deck.apkg").read_bytes()
    place.build("--tombstones")
    assert (place.root / "deck.apkg").read_bytes() == first
    (place.root / "back.md").write_text(f"---\ndeck: Top::Biology\n---\n\n{QUESTION}{cloze}")
    log = imported(anki, place.build())
    assert len(log.new) == 0 and learned(anki) == before
    assert list(anki.find_notes("tag:flashdeck::removed")) == []


def pasted(place: Place) -> None:
    place.edit("A: Six.\n\n", f"A: Six.\n\n{QUESTION}", "matter.md")
    place.build()
    place.edit(QUESTION, "")


def copied_whole(place: Place) -> None:
    (place.root / "course").mkdir()
    for file in ("cells.md", "matter.md"):
        (place.root / "course" / file).write_text((place.root / file).read_text("utf-8"), "utf-8")
    place.build()
    for file in ("cells.md", "matter.md"):
        (place.root / file).unlink()


def backed_up(place: Place) -> None:
    (place.root / "zbackup.md").write_text((place.root / "cells.md").read_text("utf-8"), "utf-8")
    place.build()
    (place.root / "zbackup.md").unlink()
    place.build()
    place.edit(ASKED, "In a cell, which organelle produces most of the energy?")
    place.build()
    place.edit("In a cell, which organelle produces most of the energy?", ASKED)


@pytest.mark.parametrize("edit", [pasted, copied_whole, backed_up])
def test_a_copy_that_stood_beside_it_changes_nothing(
    place: Place, edit: Callable[[Place], None]
) -> None:
    anki = place.anki
    imported(anki, place.build())
    answers(anki)
    before = learned(anki)
    edit(place)
    log = imported(anki, place.build())
    assert len(log.new) == 0
    assert learned(anki) == before
    (found,) = anki.find_notes('"Front:Which organelle*"')
    assert anki.get_note(found)["Back"] == "The mitochondrion."


def test_a_tombstone_says_that_a_copy_of_it_is_another_note(place: Place) -> None:
    anki = place.anki
    (place.root / "copy.md").write_text(f"---\ndeck: Top::Copies\n---\n\n{QUESTION}")
    imported(anki, place.build())
    (place.root / "copy.md").unlink()
    place.edit("A: Six.", "A: 6.", "matter.md")
    imported(anki, place.build("--tombstones"))
    (stone,) = anki.find_notes("tag:flashdeck::removed")
    assert anki.get_note(stone)["Source"] == (
        "once in copy.md; gone from there: the card with the same text, in cells.md, is another "
        "note"
    )
    (kept,) = anki.find_notes('"Front:Which organelle*" -tag:flashdeck::removed')
    assert anki.get_note(kept)["Source"] == ""
    first = (place.root / "deck.apkg").read_bytes()
    place.build("--tombstones")
    assert (place.root / "deck.apkg").read_bytes() == first


def test_a_note_that_was_found_to_be_another_is_a_tombstone(place: Place) -> None:
    anki = place.anki
    imported(anki, place.build())
    answers(anki)
    last = MATTER.index("Q: Who")
    place.edit(MATTER[last:], "", "matter.md")
    place.edit("A: Six.\n", "A: Six.\n\nQ: A new one?\nA: Quite another.\n", "matter.md")
    imported(anki, place.build())
    gone = json.loads(said("orphans", "--format", "json"))["orphans"][0]["id"]
    said("follow", gone, "a new one")
    imported(anki, place.build("--tombstones"))
    (stone,) = anki.find_notes("tag:flashdeck::removed")
    assert anki.get_note(stone)["Front"] == "A new one?"
    assert anki.get_note(stone)["Source"] == (
        "once in matter.md; gone from there: the card with the same text, in matter.md, is another "
        "note"
    )
    (kept,) = anki.find_notes("Front:A*new*one? -tag:flashdeck::removed")
    assert [card.reps for card in anki.get_note(kept).cards()] == [3]

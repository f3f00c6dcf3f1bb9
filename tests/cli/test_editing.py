"""`e`: the file in an editor, and every card of it as it then reads."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from flashdeck import identity
from flashdeck.cli.early import Wish
from flashdeck.cli.outside import Outside
from flashdeck.cli.sessions import Known, known
from flashdeck.model import Card
from flashdeck.schedule.keys import FOUR
from flashdeck.schedule.sm2 import Memory
from flashdeck.study import typed
from flashdeck.study.sitting import Reread, Sitting
from studying import Nothing, Told, Written, session

DECK = "a :: A\n\nb :: B ∆see\n\nc {#see} :: C\n"
NO_GAP = "1 error in the file, line 1: this cloze has no gap (e: mend it)"
BROKEN = f"{NO_GAP}; the card is asked as it was"


class Editing(Nothing):
    """An outside with the editor of a real one."""

    def __init__(self, outside: Outside) -> None:
        super().__init__()
        self._outside = outside

    def edit(self, card: Card) -> Reread:
        return self._outside.edit(card)


class Held(NamedTuple):
    sitting: Sitting[Memory]
    written: Written
    file: Path

    def edit(self, *changes: str) -> str:
        """What is said after an edit: each change is `old → new`."""
        text = self.file.read_text("utf-8")
        for change in changes:
            old, _, new = change.partition(" → ")
            text = text.replace(old, new)
        (self.file.parent.parent / "next").write_text(text, "utf-8")
        return self.sitting.edit()

    @property
    def answers(self) -> list[str]:
        """Of all cards that are not gone."""
        now = self.sitting.session
        return sorted(
            typed.wanted(card) for key, card in now.cards.items() if key not in now.hidden
        )


@pytest.fixture
def held(
    here: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Callable[[str], Held]]:
    """A session whose editor is there, with the card of some answer on the screen."""
    script = here.parent / "editor.py"
    script.write_text("import shutil, sys\nshutil.copy('../next', sys.argv[-1])\n")
    monkeypatch.setenv("VISUAL", f"'{sys.executable}' '{script}'")
    (here / "geo.md").write_text(getattr(request, "param", DECK), "utf-8")
    with known(Wish()) as found:
        yield lambda answer: _held(found, here / "geo.md", answer)


def _held(found: Known, file: Path, answer: str) -> Held:
    notes = found.read.compiled.collection.notes
    first = [note for note in notes if typed.wanted(identity.cards(note)[0]) == answer]
    written = Written()
    now = replace(session(notes), spare=2, stage=session(first).stage)
    return Held(
        Sitting(now, written.write, Told().clock(), Editing(Outside(found)), FOUR), written, file
    )


@pytest.mark.parametrize(
    ("on", "changes", "said", "answers"),
    [
        ("A", ["x → x"], "unchanged", ["A", "B ∆see", "C"]),
        ("B ∆see", ["x → x"], "unchanged", ["A", "B ∆see", "C"]),
        ("A", ["A → AA"], "edited", ["AA", "B ∆see", "C"]),
        (
            "A",
            ["A → AA", ":: B → :: BB", "C → CC"],
            "edited: 2 other cards of the file too",
            ["AA", "BB ∆see", "CC"],
        ),
        ("A", ["C → CC"], "edited: 1 other card of the file", ["A", "B ∆see", "CC"]),
        (
            "A",
            ["a :: → d ::"],
            "a new card now; to keep its history: flashdeck follow 56c0fe01 3fc5ad9c",
            ["A", "B ∆see", "C"],
        ),
        (
            "C",
            [" {#see} → "],
            "edited: its id was removed; its schedule goes along",
            ["A", "B ∆see", "C"],
        ),
        ("A", ["a :: A\n\n → "], "the card is gone from the file", ["B ∆see", "C"]),
        (
            "A",
            ["a :: A\n\n → d :: D\n\ne :: E\n\n"],
            "the card is gone from the file; 2 cards added",
            ["B ∆see", "C", "D", "E"],
        ),
        ("A", ["a :: A → C: a"], BROKEN, ["A", "B ∆see", "C"]),
        (
            "B ∆see",
            ["a :: A → C: a"],
            NO_GAP,
            ["A", "B ∆see", "C"],
        ),
        ("A", [":: C → :: C\n\nd :: D"], "1 card added", ["A", "B ∆see", "C", "D"]),
        (
            "A",
            ["A → AA", ":: C → :: C\n\nd :: D\n\nQ: What?"],
            "edited; 1 card added; 1 error in the file, line 9: this prompt has no answer "
            "(e: mend it)",
            ["AA", "B ∆see", "C", "D"],
        ),
        (
            "A",
            ["a :: A → ---\ntags: [\n---\n\na :: A"],
            "1 error in the file, line 2: front matter is not valid YAML: "
            "did not find expected node content (e: mend it)",
            ["A", "B ∆see", "C"],
        ),
    ],
)
def test_every_card_of_the_file_is_read_again(
    held: Callable[[str], Held], on: str, changes: list[str], said: str, answers: list[str]
) -> None:
    now = held(on)
    assert now.edit(*changes) == said
    assert now.answers == answers
    assert len(now.written.entries) == ("schedule" in said)


def test_one_edit_after_another(held: Callable[[str], Held]) -> None:
    now = held("A")
    now.edit("a :: → a {#one} ::", "C → CC")
    assert now.edit("} :: A → } :: AA", "a { → \n\na {") == "edited"
    assert now.answers == ["AA", "B ∆see", "CC"]
    lines = {card.note.span.lines[0] for card in now.sitting.session.cards.values()}
    assert lines == {3, 5, 7}


SPAIN = "What is the captial of Spain? :: Madrid\n\nHow many rivers? :: Two\n"


@pytest.mark.parametrize("held", [SPAIN], indirect=True)
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("captial → capital", "edited: its prompt was reworded; its schedule goes along"),
        ("captial of Spain → seat of the Spanish king", "edited: its prompt was reworded; its"),
        ("What is the captial of Spain? :: Madrid → Who wrote Faust? :: Goethe", "a new card now"),
    ],
)
def test_a_card_keeps_its_schedule_while_it_is_that_card(
    held: Callable[[str], Held], change: str, said: str
) -> None:
    now = held("Madrid")
    asked = now.sitting.session.key
    assert now.edit(change).startswith(said)
    assert (now.sitting.session.key == asked) == ("schedule" in said or "reworded" in said)
    assert len(now.answers) == 2


def test_no_more_new_cards_are_asked_than_the_day_leaves(held: Callable[[str], Held]) -> None:
    now = held("A")
    said = now.edit(":: C → :: C\n\nd :: D\n\ne :: E\n\nf :: F")
    assert said == "3 cards added (the day's limit leaves 1 for later)"
    assert now.answers == ["A", "B ∆see", "C", "D", "E"]

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
from flashdeck.study import events, typed
from flashdeck.study.sitting import Reread, Sitting
from studying import Nothing, Told, Written, session

DECK = "a :: A\n\nb :: B ∆see\n\nc {#see} :: C\n"
NO_GAP = "1 error in the file, line 1: this cloze has no gap (e: mend it)"
BROKEN = f"{NO_GAP}; the card is asked as it was"


EDITOR = """\
#!{}
import shutil, sys
path, _, line = sys.argv[-1].rpartition(":")
open("../lines", "a").write(line + " ")
shutil.copy("../next", path)
"""


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
    def lines(self) -> list[int]:
        """Those at which the editor was opened."""
        opened = (self.file.parent.parent / "lines").read_text("utf-8").split()
        return [int(line) for line in opened]

    @property
    def on_screen(self) -> str:
        """The answer of the card that is asked."""
        card = self.sitting.session.card
        return "" if card is None else typed.wanted(card)

    def asked(self, most: int = 9) -> list[str]:
        """The answers of all that is left to ask, when it is known."""
        found: list[str] = []
        while self.sitting.session.card is not None and len(found) < most:
            found.append(self.on_screen)
            self.sitting.session = events.revealed(self.sitting.session, 1)
            self.sitting.grade(4)
        return found

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
    script = here.parent / "code"
    script.write_text(EDITOR.format(sys.executable))
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", f"'{script}'")
    (here / "geo.md").write_text(getattr(request, "param", DECK), "utf-8")
    with known(Wish()) as found:
        yield lambda answer: _held(found, here / "geo.md", answer)


def _held(found: Known, file: Path, answer: str) -> Held:
    notes = found.read.compiled.collection.notes
    first = [note for note in notes if typed.wanted(identity.cards(note)[0]) == answer]
    written = Written()
    begun = session(notes)
    stage, order = session(first).stage, begun.queue.order
    keys = (*session(first).queue.order, *order)
    queue = begun.queue._replace(order=tuple(dict.fromkeys(keys)))
    now = replace(begun, spare=2, stage=stage, queue=queue)
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


QUESTIONS = "Q: One?\nA: 1\n\nQ: Two?\nA: 2\n\nQ: Three?\nA: 3\n"
NO_ANSWER = (
    "1 error in the file, line 4: this prompt has no answer (e: mend it); "
    "the card is asked as it was"
)


@pytest.mark.parametrize("held", [QUESTIONS], indirect=True)
def test_a_broken_card_stays_until_it_is_mended(held: Callable[[str], Held]) -> None:
    now = held("2")
    for changes in (["A: 2\n → "], ["x → x"], ["x → x"]):
        assert now.edit(*changes) == NO_ANSWER
        assert now.on_screen == "2" and now.answers == ["1", "2", "3"]
    assert now.lines == [4, 4, 4]
    assert now.edit("Two?\n → Two?\nA: 2\n") == "mended"
    assert now.edit("x → x") == "unchanged"
    assert now.on_screen == "2" and now.answers == ["1", "2", "3"]
    assert now.edit("A: 2\n → A: two\n") == "edited"
    assert now.lines[-1] == 4 and now.on_screen == "two"


@pytest.mark.parametrize("held", [QUESTIONS], indirect=True)
def test_a_card_that_is_broken_and_then_cut_out_is_gone(held: Callable[[str], Held]) -> None:
    now = held("2")
    assert now.edit("A: 2\n → ") == NO_ANSWER
    assert now.edit("Q: Two?\n\n → ") == "the card is gone from the file"
    assert now.answers == ["1", "3"]


@pytest.mark.parametrize("held", [QUESTIONS], indirect=True)
def test_a_second_card_that_is_broken_stays_too(held: Callable[[str], Held]) -> None:
    now = held("2")
    now.edit("A: 2\n → ")
    assert now.edit("A: 3\n → ").startswith("2 errors in the file, line 4")
    assert now.answers == ["1", "2", "3"]
    assert now.edit("Two?\n → Two?\nA: 2\n").startswith("1 error in the file, line 7")
    assert now.on_screen == "2" and now.answers == ["1", "2", "3"]


@pytest.mark.parametrize("held", [QUESTIONS], indirect=True)
@pytest.mark.parametrize("cut", ["1", "2", "3"])
def test_a_card_that_was_cut_out_and_put_back_is_asked(
    held: Callable[[str], Held], cut: str
) -> None:
    now = held("2")
    whole = now.file.read_text("utf-8")
    name = {"1": "One", "2": "Two", "3": "Three"}[cut]
    left = now.sitting.counts.all
    now.edit(f"Q: {name}?\nA: {cut}\n → ")
    assert now.sitting.counts.all == left - 1
    said = now.edit(f"{now.file.read_text('utf-8')} → {whole}")
    assert said == "1 card added"
    assert now.sitting.counts.all == left
    assert sorted(now.asked()) == ["1", "2", "3"]


@pytest.mark.parametrize("held", [QUESTIONS], indirect=True)
def test_a_card_that_was_put_back_outlives_an_undo(held: Callable[[str], Held]) -> None:
    now = held("2")
    whole = now.file.read_text("utf-8")
    now.edit("Q: One?\nA: 1\n\n → ")
    now.asked(1)
    now.edit(f"{now.file.read_text('utf-8')} → {whole}")
    now.sitting.undo()
    assert now.on_screen == "2" and sorted(now.asked()) == ["1", "2", "3"]

"""What `flashdeck follow` says is done: for `list`, `orphans`, `check` and in the package."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path
from random import Random
from typing import TypedDict

import pytest

from commands import Typed
from flashdeck.journal.folder import Folder
from flashdeck.journal.pen import Pen
from journaling import at, collection
from packages import notes

OLD, NEW = "vacuole", "turgor"
OTHER = "ribosome :: makes proteins"
WAS = "vacuole :: stores water"
NOW = "turgor :: the pressure of the sap on the wall of a plant cell"
STEM = "stalk of a plant :: it carries the leaves, and brings them water and salts"
WORDED = "stalk of any plant :: it carries the leaves, and brings them water and salts"
FILES = ("b.md", "z.md", "plants/z.md")


class Card(TypedDict):
    id: str
    reviews: int


class Gap(TypedDict):
    group: int
    text: str


class Row(TypedDict):
    """A note as `list` has it."""

    id: str
    prompt: str
    gaps: list[Gap]
    cards: list[Card]


class Desk:
    """A collection; `list`, `orphans` and packages tell where every history is."""

    def __init__(self, typed: Typed, here: Path) -> None:
        (here / "geo.md").unlink()
        (here / "plants").mkdir()
        self.typed, self.here, self.day, self.cold = typed, here, 0, False
        self.cards: dict[str, list[str]] = {file: [] for file in FILES}

    def add(self, file: str, card: str) -> None:
        self.cards[file].append(card)
        self._save(file)

    def drop(self, file: str, card: str) -> None:
        self.cards[file].remove(card)
        self._save(file)

    def _save(self, file: str) -> None:
        text = "".join(f"{card}\n\n" for card in (f"{OTHER} of {file}", *self.cards[file]))
        (self.here / file).write_text(text)

    def said(self, *words: str) -> str:
        """What a command says that ends well; if the desk is `cold`, nothing is kept for it."""
        if self.cold:
            shutil.rmtree(Folder(self.here).cache, ignore_errors=True)
        status, out, err = self.typed(*words)
        assert status == 0, (words, out, err)
        return out

    def guids(self) -> dict[str, str]:
        """The guids by what notes ask, in a package that is built."""
        self.said("build", "-o", "p.apkg")
        return {first: guid for first, (guid, _) in notes(self.here / "p.apkg").items()}

    def answer(self, prompt: str) -> None:
        """On another day each time."""
        self.day += 1
        card = next(row["cards"][0]["id"] for row in self._rows() if row["prompt"] == prompt)
        Pen(collection(self.here), "desk").answer(at(self.day), card, 4, 900, scheduler="sm2")

    def _rows(self) -> list[Row]:
        rows: list[Row] = json.loads(self.said("list", "--format", "json"))["notes"]
        return rows

    def gaps(self, prompt: str) -> list[tuple[str, str, int]]:
        """Of a text with gaps each one's card, what it hides, and how often it was answered."""
        (row,) = (each for each in self._rows() if each["prompt"].startswith(prompt))
        hidden = {f"{row['id']}:{gap['group']}": gap["text"] for gap in row["gaps"]}
        return [(card["id"], hidden[card["id"]], card["reviews"]) for card in row["cards"]]

    @property
    def all(self) -> int:
        """Reviews of all cards, there and gone."""
        gone = json.loads(self.said("orphans", "--all", "--format", "json"))["orphans"]
        here = sum(card["reviews"] for row in self._rows() for card in row["cards"])
        return here + sum(int(each["reviews"]) for each in gone)

    @property
    def reviews(self) -> dict[str, int]:
        """How often what is there was answered, and with a minus what is gone."""
        here = {row["prompt"]: row["cards"][0]["reviews"] for row in self._rows()}
        gone = json.loads(self.said("orphans", "--all", "--format", "json"))["orphans"]
        return here | {f"-{each['prompt']}": each["reviews"] for each in gone}


def _desk(typed: Typed, here: Path, where: str, past: str, *, built: bool) -> Desk:
    """A desk at which `OLD` is gone and `NEW` is there, with one past or another."""
    desk = Desk(typed, here)
    for file in FILES:
        desk.add(file, f"{file} :: a file")
    desk.add("b.md", WAS)
    if past in ("renamed", "heir"):
        desk.add(where, STEM)
    elif past == "studied":
        desk.add(where, NOW)
    desk.guids()
    desk.answer(OLD)
    if past == "studied":
        desk.answer(NEW)
    elif past != "new":
        desk.answer("stalk of a plant")
        desk.drop(where, STEM)
        desk.add(where, WORDED if past == "renamed" else NOW)
        if built or past == "heir":
            desk.guids()
        if past == "heir":
            desk.said("follow", "stalk", NEW)
    desk.drop("b.md", WAS)
    if past == "new":
        desk.add(where, NOW)
    if built:
        desk.said("build")
    return desk


PASTS = {"new": 1, "studied": 2, "renamed": 2, "heir": 2}
"""What may have become of the card that is there, and how often both cards were answered."""


@pytest.mark.parametrize("cold", [False, True])
@pytest.mark.parametrize("built", [True, False])
@pytest.mark.parametrize("past", PASTS)
@pytest.mark.parametrize("where", FILES)
def test_what_follow_says_is_done(
    typed: Typed, here: Path, where: str, past: str, built: bool, cold: bool
) -> None:
    desk = _desk(typed, here, where, past, built=built)
    desk.cold = cold
    _joins_and_parts(desk, "stalk of any plant" if past == "renamed" else NEW, PASTS[past])


def _joins_and_parts(desk: Desk, now: str, all: int) -> None:
    before = desk.reviews
    (shown,) = (prompt for prompt in before if prompt.startswith(now))
    assert before[f"-{OLD}"] == 1 and before[shown] == all - 1
    said = desk.said("follow", OLD, now)
    assert f"with {all} review" in said
    after = {prompt: count for prompt, count in before.items() if prompt != f"-{OLD}"}
    assert desk.reviews == after | {shown: all}
    assert "unclear" not in desk.said("check")
    guids = desk.guids()
    assert desk.reviews == after | {shown: all}
    undo = re.search("`flashdeck (.*)` takes it back", said)
    assert undo is not None
    desk.said(*undo[1].split())
    assert desk.reviews == before
    assert "unclear" not in desk.said("check")
    assert desk.guids()[shown] != guids[shown]
    assert desk.reviews == before
    assert "goes on as" in desk.said("follow", OLD, now)
    assert desk.guids() == guids


def test_gaps_keep_their_answers_in_another_file(typed: Typed, here: Path) -> None:
    old = "C: [Rome] is what [Italy] was long before there was an empire."
    desk = Desk(typed, here)
    desk.add("b.md", old)
    (before,) = {guid for first, guid in desk.guids().items() if "Rome" in first}
    pen = Pen(collection(here), "desk")
    for day, gap in enumerate((0, 0, 1)):
        pen.answer(at(day), desk.gaps("Rome is")[gap][0], 4, 900, scheduler="sm2")
    desk.drop("b.md", old)
    desk.add("plants/z.md", "C: Some say that [Italy] began with wolves around [Rome].")
    desk.guids()
    assert [count for _, _, count in desk.gaps("Some say")] == [0, 0]
    said = desk.said("follow", "Rome is", "Some say")
    assert "with 3 reviews" in said
    told = {text: count for _, text, count in desk.gaps("Some say")}
    assert told == {"Rome": 2, "Italy": 1}
    assert before in desk.guids().values()
    assert {text: count for _, text, count in desk.gaps("Some say")} == told


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        ("build", "build", True),
        ("study", "build", False),
        ("build", "study", False),
        ("study", "study", False),
    ],
)
def test_of_a_second_note_is_spoken_where_packages_had_both(
    typed: Typed, here: Path, first: str, then: str, said: bool
) -> None:
    desk = Desk(typed, here)
    desk.add("b.md", "State Lemma 1 of the lecture. :: Sums commute.")
    desk.said(first)
    desk.drop("b.md", "State Lemma 1 of the lecture. :: Sums commute.")
    desk.add("b.md", "State the Lemma of the lecture. :: Sums and products.")
    desk.typed(then)
    assert ("the second note stays in Anki" in desk.said("follow", "Lemma 1", "the Lemma")) == said


def test_answers_of_one_day_are_one_review(typed: Typed, here: Path) -> None:
    desk = _desk(typed, here, "z.md", "new", built=True)
    desk.day -= 1
    desk.answer(NEW)
    assert "with 1 review\n" in desk.said("follow", OLD, NEW)
    assert desk.reviews[NEW] == 1


TYPED = "b", "br", "breaks", "breaks down macromolecules"


@pytest.mark.parametrize("now", ["lysosome (organelle)", "lysosomes", "the lysosome"])
def test_who_builds_while_typing_keeps_the_card(typed: Typed, here: Path, now: str) -> None:
    desk = Desk(typed, here)
    card = "lysosome :: digests waste"
    desk.add("b.md", card)
    guid = desk.guids()["lysosome"]
    desk.answer("lysosome")
    for told in TYPED:
        desk.drop("b.md", card)
        card = f"lysosome :: {told}"
        desk.add("b.md", card)
        desk.said("build")
    for asked in ("l", "ly", now):
        desk.drop("b.md", card)
        card = f"{asked} :: {TYPED[-1]}"
        desk.add("b.md", card)
        desk.said("build")
    assert desk.reviews[now] == 1 and desk.guids()[now] == guid
    desk.cold = True
    assert desk.reviews[now] == 1 and desk.guids()[now] == guid


def test_what_is_unlike_what_was_asked_before_is_asked_about(typed: Typed, here: Path) -> None:
    desk = Desk(typed, here)
    for asked in ("lysosome", "ly", "Which organelle has a low pH inside of it?"):
        desk.cards["b.md"] = [f"{asked} :: breaks down macromolecules"]
        desk.add("b.md", "ribosome :: makes proteins")
        desk.typed("build")
    assert desk.reviews[asked] == 0


WORDS = (
    *("State Lemma 1 of the lecture", "State Lemma 2 of the lecture", "State the Lemma"),
    *("turgor", "turgor of a cell", "a cell", "What is a cell?", "the pressure of the sap"),
)
TOLD = ("Sums commute.", "Products commute.", "stores water", "makes proteins")


def _to_be_typed(desk: Desk) -> list[list[str]]:
    """The lines that settle what is asked, as words."""
    lines = desk.said("follow").split("\n")
    return [words[1:] for line in lines if (words := shlex.split(line, comments=True))]


@pytest.mark.parametrize("seed", range(12))
def test_no_answer_is_lost_and_nothing_is_asked_twice(typed: Typed, here: Path, seed: int) -> None:
    chosen, desk = Random(seed), Desk(typed, here)
    for turn in range(4):
        for file in chosen.sample(FILES, 2):
            asked = chosen.sample(WORDS, chosen.randint(1, 3))
            desk.cards[file] = [f"{each} :: {chosen.choice(TOLD)}" for each in asked]
            desk.add(file, f"note {turn} of {file} :: {chosen.random()}")
        desk.cold = chosen.random() < 0.3
        if chosen.random() < 0.5:
            desk.typed("build")
        before, settled = desk.all, set[str]()
        for _ in range(20):
            lines = _to_be_typed(desk)
            if not lines:
                break
            assert settled.isdisjoint(line[-1] for line in lines)
            desk.said(*lines[0])
            settled.add(lines[0][-1])
        assert not _to_be_typed(desk)
        assert desk.all == before
        desk.typed("build")
        assert desk.all == before
        for prompt in chosen.sample(sorted(desk.reviews), 3):
            if not prompt.startswith("-"):
                desk.answer(prompt)

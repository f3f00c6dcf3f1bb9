"""Two machines that edited the same cards, each alone, and then have the journals of both."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from commands import Typed
from flashdeck.journal.cache import cached
from flashdeck.journal.folder import Folder
from journaling import RULES

SAID = {
    "A": "Every bounded sequence has a convergent part.",
    "B": "Continuous images of compact sets are compact.",
    "C": "A derivative takes on all values between two of its values.",
    "D": "Monotone limits may be taken under the integral.",
    "X": "Sums of limits are limits of sums.",
    "Y": "A set is compact if it is closed and bounded.",
}
BASE = "ABCD"
EDITS = (
    ("XABCD", "XABCD", "XABCD"),
    ("XABCD", "ABCD", "XABCD"),
    ("XABCD", "AYBCD", "XAYBCD"),
    ("BCD", "BCD", "BCD"),
    ("BCD", "ABCDY", "BCDY"),
    ("ABXCD", "ACD", "AXCD"),
)
"""What the first machine made of the theorems, what the second one did, and what came of it."""
Prompt = Callable[[int], str]
PROMPTS: dict[str, Prompt] = {
    "plain": "State Theorem {}.".format,
    "German": "Wie lautet Satz 1.{}?".format,
}


def deck(letters: str, prompt: Prompt) -> str:
    cards = (f"Q: {prompt(at)}\nA: {SAID[letter]}\n" for at, letter in enumerate(letters, 1))
    return "\n".join(cards)


class Machine:
    """A clone of the collection with a journal of its own."""

    def __init__(self, typed: Typed, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.typed, self.folder, self.patch = typed, folder, patch

    def run(self, *arguments: str, stdin: str = "") -> str:
        self.patch.chdir(self.folder)
        self.patch.setenv("XDG_STATE_HOME", str(self.folder.parent / f"of {self.folder.name}"))
        found = self.typed(*arguments, stdin=stdin)
        assert found.status == 0, found.err
        return found.out + found.err

    def built(self, text: str) -> dict[str, str]:
        """The guid of each card by its answer."""
        (self.folder / "geo.md").write_text(text)
        self.run("build", "-o", "out.apkg")
        return guids(self.folder / "out.apkg")

    def pull(self, other: Machine) -> None:
        """What the other has written; of its own file it has all that there is."""
        for path in Folder(other.folder).journals():
            mine = Folder(self.folder).journal_of(path.stem)
            if not mine.exists() or mine.stat().st_size < path.stat().st_size:
                shutil.copy(path, mine)


def guids(package: Path) -> dict[str, str]:
    with ZipFile(package) as file:
        database = Path(file.extract("collection.anki2", package.parent))
    with closing(sqlite3.connect(database)) as db:
        return {
            fields.split("\x1f")[1]: guid
            for fields, guid in db.execute("SELECT flds, guid FROM notes")
        }


@pytest.fixture
def machines(
    typed: Typed, here: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], tuple[Machine, Machine, dict[str, str]]]]:
    def made(text: str) -> tuple[Machine, Machine, dict[str, str]]:
        desk = Machine(typed, here, monkeypatch)
        first = desk.built(text)
        laptop = here.parent / "laptop"
        shutil.copytree(here, laptop, ignore=shutil.ignore_patterns("cache", "dist"))
        return desk, Machine(typed, laptop, monkeypatch), first

    yield made


def owners(first: dict[str, str], now: dict[str, str]) -> dict[str, str]:
    """For each answer of now the letter of the card it goes on from, or none."""
    names = {guid: letter for letter, told in SAID.items() if (guid := first.get(told))}
    return {letter: names.get(now[told], "") for letter, told in SAID.items() if told in now}


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("desk_first", [True, False])
def test_theorems_that_both_numbered_anew_keep_what_they_say(
    machines: Callable[[str], tuple[Machine, Machine, dict[str, str]]],
    prompt: str,
    edit: tuple[str, str, str],
    desk_first: bool,
) -> None:
    put = PROMPTS[prompt]
    desk, laptop, first = machines(deck(BASE, put))
    steps = [(desk, edit[0]), (laptop, edit[1])]
    for machine, letters in steps if desk_first else steps[::-1]:
        machine.built(deck(letters, put))
    desk.pull(laptop)
    laptop.pull(desk)
    itself = {letter: letter if letter in BASE else "" for letter in edit[2]}
    for machine in (desk, laptop):
        now = machine.built(deck(edit[2], put))
        assert owners(first, now) == itself
        assert len({*now.values()}) == len(edit[2])
    assert guids(desk.folder / "out.apkg") == guids(laptop.folder / "out.apkg")


@pytest.mark.parametrize("desk_first", [True, False])
def test_one_numbers_anew_what_the_other_rewords(
    machines: Callable[[str], tuple[Machine, Machine, dict[str, str]]], desk_first: bool
) -> None:
    old, new = "State Theorem {}.".format, "What does Theorem {} say?".format
    desk, laptop, first = machines(deck(BASE, old))
    steps = [(desk, deck("XABCD", old)), (laptop, deck(BASE, new))]
    for machine, text in steps if desk_first else steps[::-1]:
        machine.built(text)
    desk.pull(laptop)
    laptop.pull(desk)
    for machine in (desk, laptop):
        now = owners(first, machine.built(deck("XABCD", new)))
        assert all(now[letter] in (letter, "") for letter in "ABCD")
        assert now["X"] == ""


@pytest.mark.parametrize("desk_studies", [True, False])
@pytest.mark.parametrize("desk_first", [True, False])
def test_answers_count_on_both_for_what_they_answered(
    machines: Callable[[str], tuple[Machine, Machine, dict[str, str]]],
    desk_first: bool,
    desk_studies: bool,
) -> None:
    put = PROMPTS["plain"]
    desk, laptop, first = machines(deck(BASE, put))
    for machine in (desk, laptop) if desk_first else (laptop, desk):
        machine.built(deck("XABCD", put))
    (desk if desk_studies else laptop).run("study", stdin="\n3\n" * 5)
    desk.pull(laptop)
    laptop.pull(desk)
    for machine in (desk, laptop):
        now = machine.built(deck("XABCD", put))
        assert owners(first, now) == {"X": "", **dict(zip(BASE, BASE, strict=True))}
        assert answers(machine, "XABCD") == dict.fromkeys("XABCD", 1)


def answers(machine: Machine, letters: str) -> dict[str, int]:
    """How often each card was answered, the cards in their order."""
    rows = json.loads(machine.run("list", "--format", "json"))["notes"]
    with cached(Folder(machine.folder), RULES) as cache:
        told = {id: state.reviews for id, state in cache.replayed.cards.items()}
    return {letter: told[f"{row['id']}:0"] for letter, row in zip(letters, rows, strict=True)}

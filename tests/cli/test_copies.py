"""Cards that are moved by pasting first and cutting later: no build between loses what is known."""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from commands import Typed
from flashdeck.journal.folder import Folder
from flashdeck.journal.pen import Pen
from journaling import at
from packages import notes

KERNEL = "What is the kernel of a map? :: All that is sent to zero."
IMAGE = "What is the image of a map? :: All that is reached."
MEAN = "What is the mean of a sample? :: Its sum, divided by its size."
CLOZE = "C: The [rank] of a map and its [nullity] add up to the dimension of its [domain]."
ASKED = "What is the kernel of a map?"


class Place(NamedTuple):
    """A collection, and what is typed there."""

    root: Path
    typed: Typed
    clock: Iterator[int]

    def write(self, name: str, *cards: str) -> None:
        """A file of cards; none if there are none."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if cards:
            path.write_text("\n\n".join(cards) + "\n")
        else:
            path.unlink()

    def build(self, *options: str) -> str:
        status, out, err = self.typed("build", "-o", "deck.apkg", *options)
        assert status in (0, 1) and "Traceback" not in err
        return out + err

    def guids(self) -> dict[str, str]:
        """The guid of each note, by what it asks, as the last package has them."""
        return {asked: guid for asked, (guid, _) in notes(self.root / "deck.apkg").items()}

    def cards(self) -> dict[tuple[str, str], tuple[str, list[int]]]:
        """Each note, by file and prompt: its id, and how often each of its cards was answered."""
        rows = json.loads(self.typed("list", "--format", "json").out)["notes"]
        return {
            (row["path"], row["prompt"]): (row["id"], [each["reviews"] for each in row["cards"]])
            for row in rows
        }

    def answer(self, file: str, asked: str = ASKED) -> None:
        """A review of the cards of a note, each on a day of its own."""
        pen = Pen(Folder(self.root), "desk")
        row = next(
            row
            for row in json.loads(self.typed("list", "--format", "json").out)["notes"]
            if (row["path"], row["prompt"]) == (file, asked)
        )
        for card in row["cards"]:
            pen.answer(at(next(self.clock)), card["id"], 4, 900, scheduler="sm2")

    def answer_all(self) -> None:
        for file, asked in self.cards():
            self.answer(file, asked)

    def reviews(self, file: str, asked: str = ASKED) -> list[int]:
        return self.cards()[file, asked][1]


@pytest.fixture
def place(here: Path, typed: Typed) -> Place:
    """Two files of cards that were built and answered."""
    (here / "geo.md").unlink()
    found = Place(here, typed, count())
    found.write("prob.md", KERNEL, IMAGE, CLOZE)
    found.write("stat.md", MEAN)
    found.build()
    found.answer_all()
    return found


def nothing(place: Place) -> None:
    del place


def built(place: Place) -> None:
    place.build()


def watched(place: Place) -> None:
    place.build()
    place.build()


def studied(place: Place) -> None:
    place.typed("study", stdin="q\n")


def built_without_cache(place: Place) -> None:
    place.build()
    shutil.rmtree(place.root / ".flashdeck" / "cache")


def without_key(place: Place) -> None:
    (place.root / "flashdeck.yaml").write_text("new_per_day: 100\n")
    place.build()


BETWEEN = (nothing, built, watched, studied, built_without_cache, without_key)


@pytest.mark.parametrize("between", BETWEEN)
@pytest.mark.parametrize("deck", ["", "---\ndeck: Shared\n---\n\n"])
def test_a_card_that_is_pasted_and_then_cut_keeps_its_history(
    place: Place, between: Callable[[Place], None], deck: str
) -> None:
    place.write("prob.md", deck + KERNEL, IMAGE, CLOZE)
    place.write("stat.md", deck + MEAN)
    between(place)
    place.build()
    guids = place.guids()
    place.write("stat.md", deck + MEAN, KERNEL, CLOZE)
    between(place)
    place.write("prob.md", deck + IMAGE)
    between(place)
    said = place.build()
    assert "gone" not in said
    assert place.reviews("stat.md") == [1]
    assert all(all(reviews) for _, reviews in place.cards().values())
    assert place.guids() == guids
    assert "nothing" in place.typed("orphans").err
    before = (place.root / "deck.apkg").read_bytes()
    shutil.rmtree(place.root / ".flashdeck" / "cache")
    place.build()
    assert (place.root / "deck.apkg").read_bytes() == before


def test_the_build_says_that_it_is_known_in_its_copy(place: Place) -> None:
    place.write("stat.md", MEAN, KERNEL)
    place.build()
    place.write("prob.md", IMAGE, CLOZE)
    assert "1 note known again in a copy, with history\n" in place.build()
    assert "known again" not in place.build()


def test_a_frozen_build_has_the_same_guid(place: Place) -> None:
    guids = place.guids()
    place.write("stat.md", MEAN, KERNEL)
    place.build()
    place.write("prob.md", IMAGE, CLOZE)
    place.build("--frozen")
    assert place.guids() == guids


def test_a_file_is_split_in_two(place: Place) -> None:
    guids = place.guids()
    place.write("maps.md", KERNEL, IMAGE, CLOZE)
    place.build()
    place.write("prob.md", KERNEL)
    place.build()
    place.write("maps.md", IMAGE, CLOZE)
    place.build()
    assert place.guids() == guids
    assert all(all(reviews) for _, reviews in place.cards().values())


def test_a_folder_is_copied_and_the_old_one_removed(place: Place) -> None:
    for name in ("a.md", "b.md"):
        place.write(f"maths/{name}", f"What is in {name}? :: Some cards, and no more.")
    place.build()
    place.answer_all()
    guids = place.guids()
    shutil.copytree(place.root / "maths", place.root / "maths2")
    place.build()
    shutil.rmtree(place.root / "maths")
    place.build()
    assert place.guids() == guids
    assert all(all(reviews) for _, reviews in place.cards().values())


def test_a_card_that_nobody_answered_keeps_its_guid(place: Place) -> None:
    place.write("prob.md", KERNEL, IMAGE, CLOZE, "Who? :: Me.")
    place.build()
    guids = place.guids()
    place.write("stat.md", MEAN, "Who? :: Me.")
    place.build()
    place.write("prob.md", KERNEL, IMAGE, CLOZE)
    place.build()
    assert place.guids() == guids


def test_a_copy_that_is_deleted_changes_nothing(place: Place) -> None:
    guids = place.guids()
    shutil.copy(place.root / "prob.md", place.root / "zbackup.md")
    shutil.copy(place.root / "prob.md", place.root / "abackup.md")
    place.build()
    (place.root / "zbackup.md").unlink()
    place.build()
    (place.root / "abackup.md").unlink()
    place.build()
    assert place.guids() == guids
    assert all(all(reviews) for _, reviews in place.cards().values())


def test_answers_to_both_make_one_history(place: Place) -> None:
    place.write("stat.md", MEAN, KERNEL)
    place.build()
    guids = {"prob": place.cards()["prob.md", ASKED][0]}
    place.answer("stat.md")
    place.write("prob.md", IMAGE, CLOZE)
    place.build()
    assert place.reviews("stat.md") == [2]
    assert guids["prob"] not in [id for id, _ in place.cards().values()]


def test_it_can_be_taken_back(place: Place) -> None:
    before = place.cards()["prob.md", ASKED][0]
    place.write("stat.md", MEAN, KERNEL)
    place.build()
    place.answer("stat.md")
    place.write("prob.md", IMAGE, CLOZE)
    place.build()
    now = place.cards()["stat.md", ASKED][0]
    status, out, _ = place.typed("follow", now, before)
    assert status == 0 and "keeps its own 1 review" in out
    for _ in range(2):
        place.build()
        assert place.reviews("stat.md") == [1]
    place.typed("follow", before, now)
    place.build()
    assert place.reviews("stat.md") == [2]


@pytest.mark.parametrize("between", [nothing, built, studied, built_without_cache])
def test_a_copy_of_which_the_answer_was_mended_goes_on(
    place: Place, between: Callable[[Place], None]
) -> None:
    guid = place.guids()[ASKED]
    place.write("stat.md", MEAN, KERNEL)
    place.build()
    place.write("stat.md", MEAN, f"{KERNEL} It is a subspace.")
    between(place)
    place.write("prob.md", IMAGE, CLOZE)
    place.build()
    assert place.reviews("stat.md") == [1] and place.guids()[ASKED] == guid


def test_a_copy_that_became_another_card_stays_another(place: Place) -> None:
    guid = place.guids()[ASKED]
    place.write("stat.md", MEAN, KERNEL)
    place.build()
    place.write("stat.md", MEAN, f"{ASKED} :: In popcorn, what did not pop.")
    place.build()
    place.write("prob.md", IMAGE, CLOZE)
    place.build()
    assert place.reviews("stat.md") == [0] and place.guids()[ASKED] != guid


def test_of_two_copies_it_is_asked(place: Place) -> None:
    guid = place.guids()[ASKED]
    place.write("stat.md", MEAN, KERNEL)
    place.write("more.md", KERNEL)
    place.build()
    place.write("prob.md", IMAGE, CLOZE)
    for _ in range(3):
        place.build()
        assert place.reviews("stat.md") == place.reviews("more.md") == [0]
        assert place.typed("check").out.count("[unclear-history]") == 2
    old = json.loads(place.typed("orphans", "--format", "json").out)["orphans"]
    assert [each["prompt"] for each in old] == [ASKED]
    place.typed("follow", old[0]["id"], place.cards()["stat.md", ASKED][0])
    place.build()
    assert (place.reviews("stat.md"), place.reviews("more.md")) == ([1], [0])
    assert "unclear-history" not in place.typed("check").out
    place.write("more.md")
    place.build()
    assert place.guids()[ASKED] == guid


def test_of_two_copies_that_were_never_built_it_is_asked(place: Place) -> None:
    place.write("prob.md", IMAGE, CLOZE)
    place.write("a.md", KERNEL)
    place.write("b.md", KERNEL)
    for _ in range(2):
        place.build()
        assert place.typed("check").out.count("[unclear-history]") == 2


def test_a_copy_that_remains_of_two_goes_on(place: Place) -> None:
    guid = place.guids()[ASKED]
    place.write("stat.md", MEAN, KERNEL)
    place.write("more.md", KERNEL)
    place.build()
    place.write("prob.md", IMAGE, CLOZE)
    place.build()
    place.answer("more.md")
    place.write("stat.md", MEAN)
    place.build()
    assert place.reviews("more.md") == [2]
    assert place.guids()[ASKED] == guid


def test_a_copy_of_a_copy_goes_on(place: Place) -> None:
    guid = place.guids()[ASKED]
    for name, before in (("b.md", "prob.md"), ("c.md", "b.md"), ("d.md", "c.md")):
        place.write(name, KERNEL)
        place.build()
        place.write(before, *((IMAGE, CLOZE) if before == "prob.md" else ()))
        place.build()
        assert place.reviews(name) == [1] and place.guids()[ASKED] == guid


def test_a_note_that_is_put_back_steals_nothing(place: Place) -> None:
    guid = place.guids()[ASKED]
    place.write("stat.md", MEAN, KERNEL)
    place.build()
    place.write("prob.md", IMAGE, CLOZE)
    place.build()
    place.write("prob.md", KERNEL, IMAGE, CLOZE)
    place.build()
    assert (place.reviews("prob.md"), place.reviews("stat.md")) == ([0], [1])
    place.write("stat.md", MEAN)
    place.build()
    assert place.reviews("prob.md") == [1] and place.guids()[ASKED] == guid


def test_a_move_that_is_undone_at_once_keeps_the_history(place: Place) -> None:
    guids = place.guids()
    place.write("stat.md", MEAN, KERNEL)
    place.build()
    place.write("prob.md", IMAGE, CLOZE)
    place.build()
    place.write("prob.md", KERNEL, IMAGE, CLOZE)
    place.write("stat.md", MEAN)
    place.build()
    assert place.reviews("prob.md") == [1] and place.guids() == guids


def test_a_note_that_went_unseen_goes_on_when_its_copy_is_seen(place: Place) -> None:
    guids = place.guids()
    place.write("stat.md", MEAN, KERNEL)
    place.build()
    place.write("prob.md", IMAGE, CLOZE)
    place.build("prob.md")
    place.build()
    assert place.reviews("stat.md") == [1] and place.guids() == guids


def test_what_another_device_answers_of_the_old_note_counts_for_the_copy(place: Place) -> None:
    old = place.cards()["prob.md", ASKED][0]
    place.write("stat.md", MEAN, KERNEL)
    place.build()
    place.write("prob.md", IMAGE, CLOZE)
    place.build()
    for day in (50, 5000):  # before it is the copy, and after
        Pen(Folder(place.root), "phone").answer(at(day), f"{old}:0", 4, 900, scheduler="sm2")
    place.build()
    assert place.reviews("stat.md") == [3]
    place.write("stat.md", MEAN)  # on the branch of that device nothing was moved
    place.write("prob.md", KERNEL, IMAGE, CLOZE)
    place.build()
    assert place.reviews("prob.md") == [3]


REWORDED = "Which vectors make up the kernel of a map? :: All that is sent to zero."


def backed_up(place: Place) -> None:
    shutil.copy(place.root / "prob.md", place.root / "zbackup.md")
    place.build()
    (place.root / "zbackup.md").unlink()
    place.build()


def pasted_and_cut(place: Place) -> None:
    place.write("prob.md", KERNEL, IMAGE, CLOZE, KERNEL)
    place.build()
    place.write("prob.md", KERNEL, IMAGE, CLOZE)
    place.build()


@pytest.mark.parametrize("copied", [backed_up, pasted_and_cut, nothing])
@pytest.mark.parametrize(
    "edit", [REWORDED, f"## Variance\n\n{KERNEL}", f"{KERNEL} Only that.", f"{KERNEL} #exam"]
)
def test_a_copy_that_is_gone_takes_no_history(
    place: Place, copied: Callable[[Place], None], edit: str
) -> None:
    guids = place.guids()
    copied(place)
    for _ in range(2):
        place.write("prob.md", edit, IMAGE, CLOZE)
        place.build()
        place.write("prob.md", KERNEL, IMAGE, CLOZE)
        place.build()
        assert place.reviews("prob.md") == [1] and place.guids() == guids


class Sheet(NamedTuple):
    """Files of cards, each a text."""

    files: dict[str, list[str]]

    def copied(self, chance: random.Random) -> None:
        text = chance.choice(self.texts)
        self.files[chance.choice(sorted(self.files))].append(text)

    def cut(self, chance: random.Random) -> None:
        """One of several copies."""
        twice = [place for place in self.places if self.texts.count(self.at(place)) > 1]
        if twice:
            name, at = chance.choice(twice)
            del self.files[name][at]

    def moved(self, chance: random.Random) -> None:
        name, at = chance.choice(self.places)
        card = self.files[name].pop(at)
        self.files[chance.choice(sorted(self.files))].append(card)

    def shuffled(self, chance: random.Random) -> None:
        chance.shuffle(self.files[chance.choice(sorted(self.files))])

    def reworded(self, chance: random.Random) -> None:
        """A card that stands once, put otherwise, or back."""
        once = [place for place in self.places if self.texts.count(self.at(place)) == 1]
        if once:
            name, at = chance.choice(once)
            words = ("between", "betwen")
            old, new = words if words[0] in self.at((name, at)) else words[::-1]
            self.files[name][at] = self.files[name][at].replace(old, new)

    @property
    def places(self) -> list[tuple[str, int]]:
        return [(name, at) for name in sorted(self.files) for at in range(len(self.files[name]))]

    @property
    def texts(self) -> list[str]:
        return [self.at(place) for place in self.places]

    def at(self, place: tuple[str, int]) -> str:
        return self.files[place[0]][place[1]]


EDITS = (Sheet.copied, Sheet.copied, Sheet.cut, Sheet.cut, Sheet.moved, Sheet.shuffled)
SPACES = (
    "What is the kernel of a linear map between vector spaces? :: All that is sent to zero.",
    "What is the image of a linear map between vector spaces? :: All that is reached from it.",
    "What is the trace of a linear map between vector spaces? :: The sum of its eigenvalues.",
)


@pytest.mark.parametrize("seed", range(40))
def test_no_order_of_edits_loses_what_stands_once(place: Place, seed: int) -> None:
    """Each text that was ever answered, and stands in one place now, has answers, and only its."""
    chance = random.Random(seed)
    edits = EDITS if seed % 2 else (*EDITS, Sheet.reworded)
    sheet = Sheet({"a.md": [*SPACES], "b.md": [], "c.md": []})
    answers: Counter[str] = Counter()
    written: set[str] = set()
    for _ in range(8):
        for _ in range(chance.randrange(1, 3) if seed % 2 else 1):
            chance.choice(edits)(sheet, chance)
        for name, cards in sheet.files.items():
            if cards or name in written:
                place.write(name, *cards)
                written = written | {name} if cards else written - {name}
        place.build()
        there = place.cards()
        for each in sheet.places:
            name, text = each[0], sheet.at(each)
            asked, told = text.split(" :: ")
            once = sheet.texts.count(text) == 1
            (reviews,) = there[name, asked][1]
            assert reviews <= answers[told]
            assert reviews or not answers[told] or not once, (name, asked)
            if once and chance.random() < 0.4:
                place.answer(name, asked)
                answers[told] += 1

"""Cards that are known again: `build`, `follow`, `orphans`, and what the journal is told."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from commands import Typed
from flashdeck.journal import locks
from flashdeck.journal.folder import Folder
from flashdeck.journal.pen import Pen
from flashdeck.journal.remembering import anew, recalled
from journaling import at, collection
from packages import notes

LEMMAS = """\
State Lemma 1 of the lecture. :: Sums commute.

State Lemma 2 of the lecture. :: Products commute.

mitochondrion :: the powerhouse of the cell
"""
ONE = """\
State the Lemma of the lecture. :: Sums and products.

mitochondrion :: the powerhouse of the cell
"""


@pytest.fixture
def lemmas(typed: Typed, here: Path) -> Path:
    """A collection in which two cards alike were built and answered, and one took their place."""
    (here / "geo.md").write_text(LEMMAS)
    assert typed("build").status == 0
    pen = Pen(collection(here), "desk")
    for day, id in enumerate((*ids(typed), *ids(typed))):
        pen.answer(at(day), f"{id}:0", 4, 900, scheduler="sm2")
    (here / "geo.md").write_text(ONE)
    return here


SAID = "“State the Lemma of the lecture.”"


def ids(typed: Typed) -> list[str]:
    rows = json.loads(typed("list", "--format", "json").out)["notes"]
    return [row["id"] for row in rows]


def told(here: Path) -> list[dict[str, object]]:
    """What the journals say of notes."""
    lines = [line for path in Folder(here).journals() for line in path.read_text().split("\n")]
    found = [json.loads(line) for line in lines if line]
    return [line for line in found if line["kind"] in ("seen", "rename", "undo", "forget")]


def test_what_is_unchanged_is_told_once(typed: Typed, here: Path) -> None:
    typed("build")
    before = told(here)
    assert [line["kind"] for line in before] == ["seen"] * 3
    for path in here.glob("*.md"):
        os.utime(path, (1, 1))
    typed("build", "-o", "again.apkg")
    typed("study", stdin="q\n")
    assert told(here) == before


def test_another_order_of_files_and_notes_tells_little(typed: Typed, here: Path) -> None:
    (here / "geo.md").write_text("".join(f"word {n} :: meaning {n}\n\n" for n in range(30)))
    typed("build")
    count = len(told(here))
    text = (here / "geo.md").read_text()
    (here / "geo.md").write_text("a word before all :: its meaning\n\n" + text)
    typed("build")
    assert len(told(here)) == count + 1


def test_an_unchanged_collection_is_built_to_the_same_bytes(typed: Typed, here: Path) -> None:
    typed("build", "-o", "a.apkg")
    os.utime(here / "geo.md", (1_000_000_000, 1_000_000_000))
    typed("build", "-o", "b.apkg")
    assert (here / "a.apkg").read_bytes() == (here / "b.apkg").read_bytes()


def test_only_what_changed_is_newer(typed: Typed, here: Path) -> None:
    typed("build", "-o", "a.apkg")
    before = notes(here / "a.apkg")
    (here / "geo.md").write_text((here / "geo.md").read_text().replace("Madrid.", "Madrid!"))
    typed("build", "-o", "a.apkg")
    after = notes(here / "a.apkg")
    assert {first for first in after if after[first] != before[first]} == {
        "What is the capital of Spain?"
    }
    for first, (guid, modified) in before.items():
        assert after[first][0] == guid and after[first][1] >= modified


def test_a_change_within_the_same_second_is_newer_too(typed: Typed, here: Path) -> None:
    times = []
    for answer in "abcd":
        (here / "geo.md").write_text(f"What? :: {answer}\n")
        typed("build", "-o", "a.apkg")
        times.append(notes(here / "a.apkg")["What?"][1])
    assert times == sorted(set(times))


def test_a_frozen_build_writes_nothing_and_knows_cards_again(typed: Typed, here: Path) -> None:
    typed("build", "-o", "a.apkg")
    before = told(here)
    (here / "geo.md").write_text((here / "geo.md").read_text().replace("What is the", "Name the"))
    status, out, _ = typed("build", "--frozen", "-o", "b.apkg")
    assert status == 0 and "known again" in out
    assert told(here) == before
    old, new = notes(here / "a.apkg"), notes(here / "b.apkg")
    assert {guid for guid, _ in old.values()} == {guid for guid, _ in new.values()}
    assert new["Name the capital of Spain?"][1] > old["What is the capital of Spain?"][1]


def test_a_frozen_build_of_a_fresh_folder_leaves_no_trace(typed: Typed, here: Path) -> None:
    typed("build", "--frozen")
    assert not (here / ".flashdeck" / "journal").exists()


def test_check_and_list_only_read(typed: Typed, lemmas: Path) -> None:
    before = told(lemmas)
    typed("check")
    typed("list")
    typed("orphans")
    typed("doctor")
    assert told(lemmas) == before


def test_what_is_not_clear_is_asked_with_both_places(typed: Typed, lemmas: Path) -> None:
    status, out, _ = typed("check")
    assert status == 0
    first, second = (line["card"] for line in told(lemmas) if "Lemma" in str(line["q"]))
    new = next(id for id in ids(typed) if id not in [line["card"] for line in told(lemmas)])
    assert out.startswith(
        f"warning[unclear-history]: this may be {str(first)[:8]} "
        f"(“State Lemma 1 of the lecture.”, geo.md) or {str(second)[:8]} "
        "(“State Lemma 2 of the lecture.”, geo.md), which are both gone\n --> geo.md:1:1\n"
    )
    assert f"`flashdeck follow {str(first)[:8]} {new[:8]}`" in out
    assert f"`flashdeck follow --new {new[:8]}`" in out


def test_it_stays_a_question_until_it_is_settled(typed: Typed, lemmas: Path) -> None:
    for _ in range(2):
        assert "unclear-history" in typed("build").err
    _, second, *_ = (line["card"] for line in told(lemmas) if "Lemma" in str(line.get("q")))
    (new,) = {str(line["card"]) for line in told(lemmas) if line.get("may_be")}
    Pen(Folder(lemmas), "desk").answer(at(40), f"{new}:0", 4, 900, scheduler="sm2")
    status, out, _ = typed("follow", str(second)[:6], "the lemma")
    assert status == 0
    assert out.startswith(
        "“State Lemma 2 of the lecture.” goes on as “State the Lemma of the lecture.”, geo.md:1, "
        "with 3 reviews (1 of them as the new card)\n"
        f"`flashdeck follow {new[:8]} {str(second)[:8]}` takes it back\n"
    )
    assert "the second note stays in Anki" in out
    assert "unclear-history" not in typed("build").err
    assert f'"id": "{new}"' in typed("list", "--id", new, "--format", "json").out
    assert reviews(lemmas, f"{new}:0") == 3


def reviews(here: Path, card: str) -> int:
    from flashdeck.journal.cache import cached
    from journaling import RULES

    with cached(Folder(here), RULES) as cache:
        return cache.replayed.cards[card].reviews


def test_it_is_taken_back(typed: Typed, lemmas: Path) -> None:
    typed("build", "-o", "a.apkg")
    first = next(str(line["card"]) for line in told(lemmas) if "Lemma 1" in str(line.get("q")))
    (new,) = {str(line["card"]) for line in told(lemmas) if line.get("may_be")}
    typed("follow", first, new)
    typed("build", "-o", "b.apkg")
    status, out, _ = typed("follow", new, first)
    assert (status, out) == (
        0,
        "“State the Lemma of the lecture.” is a new card, and “State Lemma 1 of the lecture.” "
        "is gone again, with its history\n",
    )
    typed("build", "-o", "c.apkg")
    guids = [notes(lemmas / name)["State the Lemma of the lecture."][0] for name in PACKAGES]
    assert guids[0] == guids[2] != guids[1]
    assert reviews(lemmas, f"{first}:0") == 2
    assert "unclear-history" not in typed("build").err
    Pen(Folder(lemmas), "desk").answer(at(40), f"{new}:0", 4, 900, scheduler="sm2")
    typed("follow", first, new)
    out = typed("follow", new, first).out
    assert out.startswith("“State the Lemma of the lecture.” keeps its own 1 review, and")


PACKAGES = ("a.apkg", "b.apkg", "c.apkg")


def test_a_card_may_be_said_to_be_new(typed: Typed, lemmas: Path) -> None:
    typed("build")
    (new,) = {str(line["card"]) for line in told(lemmas) if line.get("may_be")}
    assert typed("follow", "--new", new[:8]) == (0, f"{SAID} is a new card\n", "")
    status, out, err = typed("build")
    assert (status, err) == (0, "")
    assert "2 notes gone from the sources (see `flashdeck orphans`):\n  geo.md State" in out
    status, _, err = typed("follow", "--new", new[:8])
    assert status == 2 and f"`flashdeck mark reset {new[:8]}` lets it begin anew" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing", "the lemma"], "nothing that is gone is called 'nothing'"),
        (["mito", "xyzzy"], "'xyzzy' is neither a file nor a card"),
        (["--new", "xyzzy"], "'xyzzy' is neither a file nor a card"),
        (["one"], "name two cards, the old one and the new one"),
        (["--new", "one", "two"], "'one two' is neither a file nor a card"),
        (["--new"], "name one card with --new"),
    ],
)
def test_what_cannot_be_followed(
    typed: Typed, lemmas: Path, arguments: list[str], said: str
) -> None:
    status, out, err = typed("follow", *arguments)
    assert (status, out) == (2, "") and said in err


def test_a_card_that_is_there_is_not_followed(typed: Typed, lemmas: Path) -> None:
    there = next(id for id in ids(typed) if id in {line["card"] for line in told(lemmas)})
    status, _, err = typed("follow", there, "the lemma")
    assert status == 2 and f"{there[:8]} is still there, at geo.md:3" in err


def test_of_two_copies_the_one_that_was_there_is_the_original(typed: Typed, here: Path) -> None:
    (here / "z.md").write_text("Q: Why is it?\nA: For a reason.\n")
    typed("build")
    (here / "a.md").write_text((here / "z.md").read_text())
    for _ in range(2):
        out = typed("check", "--format", "short").out
        assert out.startswith("a.md:1:1: warning[duplicate-card] this note stands here twice")
        typed("build")


def test_what_is_gone_is_listed_and_comes_back_with_its_history(typed: Typed, here: Path) -> None:
    text = (here / "geo.md").read_text()
    typed("build")
    pen = Pen(Folder(here), "desk")
    pen.answer(at(0), "france:0", 4, 900, scheduler="sm2")
    (here / "geo.md").write_text(text[: text.index("### ")])
    left = "1 note gone from the sources (see `flashdeck orphans`):\n  geo.md What is the capital"
    assert left in typed("check").err
    assert "France?" in typed("orphans").out
    out = typed("build").out
    assert "1 note gone from the sources (see `flashdeck orphans`):\n  geo.md What" in out
    assert "gone" not in typed("build", "-o", "again.apkg").out
    listed = typed("orphans").out
    assert "1 review france" in listed and "What is the capital of France?" in listed
    (row,) = json.loads(typed("orphans", "--format", "json").out)["orphans"]
    assert (row["id"], row["path"], row["deck"], row["cards"]) == (
        *("france", "geo.md", "Geo::Europe"),
        ["france:0"],
    )
    assert typed("orphans", "--older", "2") == (0, "", "nothing is gone\n")
    (here / "geo.md").write_text(text)
    assert "1 note that had gone came back, with history\n" in typed("build").out
    assert [line.get("gone") for line in told(here)][-2:] == [True, False]
    assert typed("orphans") == (0, "", "nothing is gone\n")
    assert reviews(here, "france:0") == 1


def test_of_two_that_ask_the_same_the_answer_says_which_is_gone(typed: Typed, here: Path) -> None:
    (here / "geo.md").write_text("bank :: of a river\n\nbank :: with money\n\nsea :: salt\n")
    typed("build")
    (here / "geo.md").write_text("bank :: with money\n\nsea :: salt\n")
    assert "):\n  geo.md bank → of a river\n" in typed("build").out


def test_what_is_forgotten_comes_back_as_new(typed: Typed, here: Path) -> None:
    text = (here / "geo.md").read_text()
    typed("build")
    Pen(Folder(here), "desk").answer(at(0), "france:0", 4, 900, scheduler="sm2")
    (here / "geo.md").write_text(text[: text.index("### ")])
    typed("build")
    status, _, err = typed("orphans", "--forget")
    assert status == 2 and "--yes" in err
    assert typed("orphans", "--forget", "--yes").err == "forgotten: 1\n"
    assert typed("orphans").err == "nothing is gone\n"
    (here / "geo.md").write_text(text)
    assert typed("build").status == 0
    with pytest.raises(KeyError):
        reviews(here, "france:0")


def test_a_run_over_one_file_takes_no_other_for_gone(typed: Typed, here: Path) -> None:
    (here / "other.md").write_text("one :: two\n")
    typed("build")
    before = told(here)
    out = typed("build", "other.md", "-o", "x.apkg").out
    assert "gone" not in out and told(here) == before


def test_a_journal_that_cannot_be_written_is_a_word(typed: Typed, here: Path) -> None:
    (here / ".flashdeck").write_text("a file is in the way")
    status, out, err = typed("build")
    assert status == 0 and "3 notes" in out
    assert err.startswith("flashdeck: the journal was not written (")


def test_a_journal_that_others_hold_is_a_word(
    typed: Typed, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flashdeck.cli import telling

    typed("build")
    (journal,) = Folder(here).journals()
    (here / "geo.md").write_text("one :: two\n")
    monkeypatch.setattr(telling, "PAUSE", 0)
    with journal.open("r+b", buffering=0) as file, locks.held(file):
        status, _, err = typed("build")
    assert status == 0 and "the journal was not written (" in err
    assert "the journal was not written (" not in typed("build").err
    assert "one" in [line.get("q") for line in told(here)]


def test_standard_input_leaves_no_trace(typed: Typed, here: Path) -> None:
    typed("build", "-", "-o", "x.apkg", stdin="Q: One?\nA: Two.\n")
    assert not (here / ".flashdeck" / "journal").exists() or told(here) == []


def test_two_devices_that_merged_agree(
    typed: Typed, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each edits and builds alone; then both have the files and the journals of both."""
    monkeypatch.setenv("XDG_STATE_HOME", str(here.parent / "desk"))
    (here / "other.md").write_text("one :: two\n")
    typed("build")
    there = here.parent / "there"
    shutil.copytree(here, there, ignore=shutil.ignore_patterns("cache", "dist"))
    (here / "geo.md").write_text((here / "geo.md").read_text().replace("What is the", "Name the"))
    typed("build")
    monkeypatch.chdir(there)
    monkeypatch.setenv("XDG_STATE_HOME", str(here.parent / "phone"))
    (there / "other.md").write_text("one :: three\n")
    typed("build")
    shutil.copy(there / "other.md", here)
    shutil.copy(here / "geo.md", there)
    for one, other in ((here, there), (there, here)):
        for path in Folder(one).journals():
            if not Folder(other).journal_of(path.stem).exists():
                shutil.copy(path, Folder(other).journal)
    assert len(Folder(here).journals()) == 2
    shutil.copytree(Folder(here).journal, Folder(there).journal, dirs_exist_ok=True)
    assert typed("build", "-o", "a.apkg").status == 0
    monkeypatch.chdir(here)
    monkeypatch.setenv("XDG_STATE_HOME", str(here.parent / "desk"))
    before = told(here)
    typed("build", "-o", "a.apkg")
    assert (here / "a.apkg").read_bytes() == (there / "a.apkg").read_bytes()
    assert told(here) == before


@pytest.mark.parametrize(
    "broken",
    [
        "Q: What is the capital of Spain?\n\nQ: Where is Rome?\nA: Italy.\n",
        "Q: What is the capital of Spain?\nA:\n\nQ: Where is Rome?\nA: Italy.\n",
    ],
)
def test_a_note_with_an_error_in_it_is_not_gone(typed: Typed, here: Path, broken: str) -> None:
    whole = "Q: What is the capital of Spain?\nA: Madrid.\n\nQ: Where is Rome?\nA: Italy.\n"
    (here / "geo.md").write_text(whole)
    typed("build")
    before = told(here)
    (here / "geo.md").write_text(broken)
    found = typed("build", "--tombstones", "-o", "a.apkg")
    assert "gone" not in found.out + found.err
    assert list(notes(here / "a.apkg")) == ["Where is Rome?"]
    assert typed("orphans").err == "nothing is gone\n"
    assert told(here) == before
    (here / "geo.md").write_text("Q: Where is Rome?\nA: Italy.\n")
    assert "1 note gone" in typed("build").out


def test_a_build_says_where_a_merge_left_marks_in_a_journal(typed: Typed, here: Path) -> None:
    typed("build")
    (journal,) = Folder(here).journals()
    lines = journal.read_text().split("\n")
    journal.write_text("\n".join([lines[0], "<<<<<<< HEAD", *lines[1:-1], ">>>>>>> other", ""]))
    err = typed("build").err
    said = f"{journal.name}:2: a merge left conflict marks here, and nothing is lost; `flashdeck"
    assert said in err
    assert typed("study", stdin="q\n").err.count(said) == 1
    status, _, err = typed("doctor", "--restore")
    assert (status, err) == (0, f"{journal.name}: conflict marks taken out; commit it\n")
    assert journal.read_text().split("\n")[: len(lines)] == lines
    assert "conflict" not in typed("build").err


WAR = "C: The First World War began in {{c1::1918}} and ended in {{c2::1914}}."


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (
            "C: The First World War began in {{c1::1914}} and ended in {{c2::1918}}.",
            "`1914` was gap 2 and is gap 1 now",
        ),
        ("C: The First World War began in {{c2::1914}} and ended in {{c1::1918}}.", ""),
        (
            "C: The First World War began in 1918, {{c1::as we know}}, and ended in {{c2::1914}}.",
            "",
        ),
        ("C: The First World War began in 1918 and ended in {{c1::1914}}.", ""),
        ("C: The First World War began in {{c1::1918}} and ended in {{c2::1919}}.", ""),
        ("C: The {{c3::First}} World War began in {{c1::1918}} and ended in {{c2::1914}}.", ""),
    ],
)
def test_gaps_that_may_be_corrected_or_have_changed_places_are_said(
    typed: Typed, here: Path, after: str, said: str
) -> None:
    (here / "geo.md").write_text(f"{WAR}\n")
    typed("build")
    (here / "geo.md").write_text(f"{after}\n")
    out = typed("check").out
    assert ("renumbered-gap" in out) is bool(said)
    assert said in out


def test_history_goes_with_what_a_gap_hides_whatever_its_number(typed: Typed, here: Path) -> None:
    whole = "C: A matrix has a {{c1::trace}}, a {{c2::determinant}} and a {{c3::rank}}.\n"
    part = "C: A matrix has a trace, a {{c1::determinant}} and a {{c2::rank}}.\n"
    (here / "geo.md").write_text(whole)
    typed("build")
    for text, cards in ((part, [2, 3]), (part, [2, 3]), (whole, [1, 2, 3]), (whole, [1, 2, 3])):
        (here / "geo.md").write_text(text)
        assert typed("check").err.startswith("no problems")
        typed("build")
        (row,) = json.loads(typed("list", "--format", "json").out)["notes"]
        assert [card["ordinal"] for card in row["cards"]] == cards


class Machines:
    """Two machines with a clone each; `on` goes to one of them."""

    def __init__(self, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.desk, self.laptop = here, here.parent / "laptop"
        self.patch = monkeypatch

    def on(self, folder: Path) -> None:
        self.patch.chdir(folder)
        self.patch.setenv("XDG_STATE_HOME", str(self.desk.parent / f"state of {folder.name}"))

    def clone(self) -> None:
        shutil.copytree(self.desk, self.laptop, ignore=shutil.ignore_patterns("cache", "dist"))

    def pull(self) -> None:
        """The laptop gets the journal of the desk."""
        for path in Folder(self.desk).journals():
            shutil.copy(path, Folder(self.laptop).journal)


@pytest.fixture
def machines(here: Path, monkeypatch: pytest.MonkeyPatch) -> Machines:
    found = Machines(here, monkeypatch)
    found.on(here)
    return found


def test_reviews_of_a_machine_that_did_not_hear_of_a_reword_count(
    typed: Typed, here: Path, machines: Machines
) -> None:
    (here / "geo.md").write_text("Q: What is the capital of Spain?\nA: Madrid, the city.\n")
    typed("build")
    machines.clone()
    (here / "geo.md").write_text("Q: Name the capital of Spain.\nA: Madrid, the city.\n")
    typed("build")
    machines.on(machines.laptop)
    assert "1 card" in typed("study", stdin="\n4\n").out
    machines.pull()
    shutil.copy(here / "geo.md", machines.laptop)
    assert typed("build").status == 0
    assert [reviews(machines.laptop, f"{id}:0") for id in ids(typed)] == [1]
    assert typed("orphans").err == "nothing is gone\n"


def test_an_authors_id_that_another_card_takes_is_that_cards_own(typed: Typed, here: Path) -> None:
    (here / "geo.md").write_text("### Capital of Spain? {#x}\n\nMadrid.\n")
    typed("build")
    typed("study", stdin="\n4\n")
    kept = "### Capital of Spain? {#y}\n\nMadrid.\n"
    (here / "geo.md").write_text(kept)
    typed("build")
    (here / "geo.md").write_text(f"{kept}\n### Who wrote Emma? {{#x}}\n\nAusten.\n")
    typed("build")
    Pen(collection(here), "desk").answer(at(9999), "x:0", 4, 900, scheduler="sm2")
    assert (reviews(here, "y:0"), reviews(here, "x:0")) == (1, 1)


def test_a_card_that_two_machines_reworded_keeps_the_history_of_both(
    typed: Typed, here: Path, machines: Machines
) -> None:
    (here / "geo.md").write_text("Q: What is the capital of Spain?\nA: Madrid, the city.\n")
    typed("build", "-o", "r.apkg")
    typed("study", stdin="\n4\n")
    machines.clone()
    (here / "geo.md").write_text("Q: Name the capital of Spain.\nA: Madrid, the city.\n")
    typed("build")
    machines.on(machines.laptop)
    mine = "Q: What is the capital city of Spain?\nA: Madrid, the city.\n"
    (machines.laptop / "geo.md").write_text(mine)
    typed("build")
    machines.pull()
    found = typed("build", "-o", "b.apkg")
    assert "gone" not in found.err + found.out
    assert [reviews(machines.laptop, f"{id}:0") for id in ids(typed)] == [1]
    assert typed("orphans").err == "nothing is gone\n"
    assert {guid for guid, _ in notes(here / "r.apkg").values()} == {
        guid for guid, _ in notes(machines.laptop / "b.apkg").values()
    }


def test_what_is_told_need_not_be_read_again(typed: Typed, here: Path) -> None:
    """The database of what is remembered is at the end of the journal, and says what it says."""
    for answer in ("Madrid!", "Madrid, in the middle."):
        (here / "geo.md").write_text((here / "geo.md").read_text().replace("Madrid.", answer))
        typed("build")
        (journal,) = Folder(here).journals()
        db = sqlite3.connect(Folder(here).memory)
        try:
            assert db.execute("SELECT bytes FROM journal").fetchall() == [(journal.stat().st_size,)]
        finally:
            db.close()
        assert recalled(Folder(here)) == anew(Folder(here))
    assert typed("doctor").status == 0


def test_a_first_build_gives_what_a_build_without_a_journal_gives(typed: Typed, here: Path) -> None:
    """Whoever built before there was a journal has the same notes in Anki, and none is newer."""
    os.utime(here / "geo.md", (1_700_000_000, 1_700_000_000))
    typed("build", "--frozen", "-o", "a.apkg")
    typed("build", "-o", "b.apkg")
    typed("build", "--frozen", "-o", "c.apkg")
    found = {(here / name).read_bytes() for name in PACKAGES}
    assert len(found) == 1
    assert {modified for _, modified in notes(here / "a.apkg").values()} == {1_700_000_000}


def test_the_times_of_files_count_only_for_edits_that_no_journal_tells(
    typed: Typed, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed("build")
    file = here / "geo.md"
    found: dict[str, set[bytes]] = {"told": set(), "edited": set(), "epoch": set()}
    for time in (1_700_000_000, 2_000_000_000):
        os.utime(file, (time, time))
        typed("build", "--frozen", "-o", "a.apkg")
        found["told"].add((here / "a.apkg").read_bytes())
    file.write_text(file.read_text().replace("Madrid", "Madrid, since 1561"))
    for time in (1_900_000_000, 2_000_000_000):
        os.utime(file, (time, time))
        typed("build", "--frozen", "-o", "a.apkg")
        found["edited"].add((here / "a.apkg").read_bytes())
        with monkeypatch.context() as patch:
            patch.setenv("SOURCE_DATE_EPOCH", "1800000000")
            typed("build", "--frozen", "-o", "a.apkg")
        found["epoch"].add((here / "a.apkg").read_bytes())
    assert {name: len(each) for name, each in found.items()} == {"told": 1, "edited": 2, "epoch": 1}


def test_what_a_note_shows_of_others_makes_it_newer(typed: Typed, here: Path) -> None:
    """A picture with other bytes, a command that means something else, an answer referred to."""
    (here / "p.svg").write_text("<svg/>")
    (here / "flashdeck.yaml").write_text("key: test\nmacros:\n  R: x\n")
    (here / "geo.md").write_text(
        "picture :: ![](p.svg)\n\ncommand :: $\\R$\n\nreference :: see ∆other-one\n\n"
        "plain :: text\n\nQ: The other? {#other-one}\nA: First.\n"
    )

    def newer(change: str) -> set[str]:
        before = notes(built(typed, here, f"{change}-a"))
        match change:
            case "picture":
                (here / "p.svg").write_text("<svg></svg>")
            case "command":
                (here / "flashdeck.yaml").write_text("key: test\nmacros:\n  R: y\n")
            case _:
                text = (here / "geo.md").read_text()
                (here / "geo.md").write_text(text.replace("First.", "Second."))
        after = notes(built(typed, here, f"{change}-b"))
        times = dict(before.values())
        return {first for first, (guid, modified) in after.items() if modified > times[guid]}

    assert newer("picture") == {"picture"}
    assert newer("command") == {"command"}
    assert newer("answer") == {"reference", "The other?"}


def built(typed: Typed, here: Path, name: str) -> Path:
    assert typed("build", "-o", f"{name}.apkg").status == 0
    return here / f"{name}.apkg"


def test_each_note_that_a_renumbering_moved_is_counted(typed: Typed, here: Path) -> None:
    proofs = ["Primes divide.", "Compact sets are closed.", "Images connect.", "Fields are finite."]
    lines = "State Theorem {} :: {}\n\n"
    (here / "t.md").write_text("".join(lines.format(at, each) for at, each in enumerate(proofs, 1)))
    assert typed("build").status == 0
    more = ["Odd polynomials have roots.", *proofs]
    (here / "t.md").write_text("".join(lines.format(at, each) for at, each in enumerate(more, 1)))
    out = typed("build").out
    assert "4 reworded notes known again, with history\n" in out
    (here / "u.md").write_text("a :: b\n")
    assert "known again" not in typed("build").out

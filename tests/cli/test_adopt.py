"""`flashdeck adopt`: what other programs wrote into the files, and where cards stand then."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from commands import Typed

SPACED = """\
#flashcards
one::eins <!--SR:!2024-05-06,40,270-->

two:::zwei
<!--SR:!2024-05-07,10,250!2000-01-01,1,250-->

Which lines?
?
These
two. ^abc
<!--SR:!2199-01-01,40,230-->

A ==cloze== and ==another==.
<!--SR:!2199-01-02,4,230!2199-01-03,5,210-->
"""
ORG = """\
* Item :drill:
SCHEDULED: <2199-12-01 Tue>
:PROPERTIES:
:ID: drilled
:DRILL_LAST_INTERVAL: 14.5
:DRILL_REPEATS_SINCE_FAIL: 3
:DRILL_FAILURE_COUNT: 2
:DRILL_EASE: 2.36
:DRILL_LAST_REVIEWED: [2199-11-17 Tue 09:26]
:END:
What?
** Answer
This.
* Old :drill:
SCHEDULED: <2199-12-01 Tue>
:PROPERTIES:
:ID: old
:LEARN_DATA: (6.0 3 2.36)
:END:
When?
** Answer
Then.
* Both :fc:
:PROPERTIES:
:ID: flipped
:FC_TYPE: double
:END:
:REVIEW_DATA:
| position | ease | box | interval | due                  |
|----------+------+-----+----------+----------------------|
| front    | 2.5  | 3   | 6.10     | 2199-11-23T10:00:00Z |
| back     | 2.5  | -1  | 0        | 2199-11-23T10:00:00Z |
:END:
Back
"""
LOGSEQ = """\
- What is it? #card
  id:: 6412-ab
  card-last-interval:: 11.2
  card-repeats:: 3
  card-ease-factor:: 2.6
  card-next-schedule:: 2199-12-03T16:00:00.000Z
  card-last-reviewed:: 2199-11-22T10:11:12.000Z
  card-last-score:: 5
\t- This.
"""


@pytest.fixture(autouse=True)
def _machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def write(text: str, name: str = "cards.md") -> None:
    """The only file of cards in the folder one stands in."""
    Path("geo.md").unlink(missing_ok=True)
    Path(name).write_text(text, "utf-8")


def cards(typed: Typed) -> dict[str, tuple[str | None, int, int]]:
    """When each card is due, its interval and lapses, by its prompt's first word and ordinal."""
    document = json.loads(typed("list", "--format", "json").out)
    return {
        f"{note['prompt'].split()[0]}:{card['ordinal']}": (
            card["due"],
            card["interval"],
            card["lapses"],
        )
        for note in document["notes"]
        for card in note["cards"]
    }


def lines() -> list[str]:
    """What was adopted, as it stands in the journal."""
    files = sorted(Path(".flashdeck/journal").glob("*.jsonl"))
    told = [line for file in files for line in file.read_text("utf-8").split("\n")]
    return [line for line in told if '"kind":"adopt"' in line]


def test_comments_of_obsidian_spaced_repetition(typed: Typed) -> None:
    write(SPACED)
    status, out, err = typed("adopt")
    assert (status, err) == (0, "")
    assert out == (
        "5 cards adopted from obsidian-spaced-repetition, 2 due\n1 card never answered there\n"
    )
    assert cards(typed) == {
        "one:0": ("2024-05-06", 40, 0),
        "two:0": ("2024-05-07", 10, 0),
        "two:1": (None, 0, 0),
        "Which:0": ("2199-01-01", 40, 0),
        "A:1": ("2199-01-02", 4, 0),
        "A:2": ("2199-01-03", 5, 0),
    }


def test_properties_of_org_drill_and_org_fc(typed: Typed) -> None:
    write(ORG, "cards.org")
    assert typed("adopt").out == (
        "2 cards adopted from org-drill, 0 due\n"
        "1 card adopted from org-fc, 0 due\n"
        "1 card never answered there\n"
    )
    found = cards(typed)
    assert found["What?:0"] == ("2199-12-01", 14, 2)
    assert found["When?:0"] == ("2199-12-01", 6, 0)
    assert found["Both:0"] == ("2199-11-23", 6, 0)


def test_properties_of_logseq(typed: Typed) -> None:
    write(LOGSEQ)
    assert typed("adopt").out == "1 card adopted from Logseq, 0 due\n"
    assert cards(typed) == {"What:0": ("2199-12-03", 11, 0)}


def test_adopting_twice_changes_nothing(typed: Typed) -> None:
    write(SPACED)
    typed("adopt")
    before = (cards(typed), lines())
    assert typed("adopt").out == (
        "nothing new to adopt\n5 cards adopted before\n1 card never answered there\n"
    )
    assert (cards(typed), lines()) == before


def test_what_is_newer_there_is_adopted_again(typed: Typed) -> None:
    write("#flashcards\none::eins <!--SR:!2024-05-06,40,270-->\n")
    typed("adopt")
    write("#flashcards\none::eins <!--SR:!2199-05-06,80,280-->\n")
    assert typed("adopt").out == "1 card adopted from obsidian-spaced-repetition, 0 due\n"
    assert cards(typed) == {"one:0": ("2199-05-06", 80, 0)}


def test_a_card_that_was_answered_here_keeps_its_answers(typed: Typed) -> None:
    write("#flashcards\none::eins\n")
    typed("study", stdin="\n4\n")
    before = cards(typed)
    assert before["one:0"][1] == 1
    write("#flashcards\none::eins <!--SR:!2199-05-06,40,270-->\n")
    assert typed("adopt").out == "nothing new to adopt\n1 card answered here: left as they are\n"
    assert cards(typed) == before


def test_an_answer_goes_on_from_what_was_adopted(typed: Typed) -> None:
    write("#flashcards\none::eins <!--SR:!2024-05-06,40,270-->\n")
    typed("adopt")
    assert typed("study", "--count").out == "0 new, 1 due\n"
    typed("study", stdin="\n4\n")
    assert cards(typed)["one:0"][1] == 108


def test_a_reset_takes_it_back(typed: Typed) -> None:
    write("#flashcards\none::eins <!--SR:!2024-05-06,40,270-->\n")
    typed("adopt")
    typed("mark", "reset", "one")
    assert cards(typed) == {"one:0": (None, 0, 0)}
    assert typed("adopt").out == "nothing new to adopt\n1 card adopted before\n"
    assert cards(typed) == {"one:0": (None, 0, 0)}


def test_a_dry_run_writes_nothing(typed: Typed) -> None:
    write(SPACED)
    out = typed("adopt", "--dry-run").out
    assert out.startswith("5 cards would be adopted from obsidian-spaced-repetition, 2 due\n")
    assert lines() == []


def test_what_belongs_to_no_card_is_named(typed: Typed) -> None:
    write("#flashcards\none::eins\n\nOnly text.\n\n<!--SR:!2024-05-06,40,270-->\n")
    status, out, err = typed("adopt")
    assert (status, out) == (0, "nothing to adopt\n")
    assert err.replace(os.sep, "/").endswith(
        "cards.md:6: this belongs to no card: <!--SR:!2024-05-06,40,270-->\n"
    )


def test_a_long_comment_that_belongs_to_no_card_is_shown_whole(typed: Typed) -> None:
    comment = "<!--SR:!2024-05-06,40,270!2024-05-07,3,250!2026-05-08,1,250-->"
    write(f"#flashcards\none::eins\n\nOnly text.\n\n{comment}\n")
    assert typed("adopt").err.endswith(f"this belongs to no card: {comment}\n")


@pytest.mark.parametrize(
    "comment",
    [
        "<!--SR:-->",
        "<!--SR:!2024-13-06,40,270-->",
        "<!--SR:!2024-05-06,-->",
        "<!--SR:!9999-05-06,40,270-->",
    ],
)
def test_a_comment_that_says_nothing_is_no_past(typed: Typed, comment: str) -> None:
    write(f"#flashcards\none::eins {comment}\n")
    status, out, _ = typed("adopt")
    assert status == 0
    assert "adopted from" not in out
    assert lines() == []


def test_the_files_stay_as_they_are(typed: Typed) -> None:
    write(SPACED)
    typed("adopt")
    assert Path("cards.md").read_text("utf-8") == SPACED


def test_a_file_in_a_vault_belongs_to_the_vault(typed: Typed) -> None:
    write(SPACED, "other.md")
    for folder in (".obsidian", "sub/deep"):
        Path(folder).mkdir(parents=True)
    Path("flashdeck.yaml").unlink()
    Path("sub/deep/cards.md").write_text("#flashcards\na::b <!--SR:!2024-05-06,40,270-->\n")
    status, out, err = typed("adopt", "sub/deep/cards.md")
    assert (status, err) == (0, "") and out.startswith("1 card adopted")
    assert [str(each.parent) for each in Path().rglob(".flashdeck")] == ["."]
    assert typed("adopt", ".").out.startswith("5 cards adopted")
    assert typed("study", "--count").out == typed("study", "--count", ".").out == "0 new, 3 due\n"


def test_a_journal_that_is_there_makes_a_collection(typed: Typed) -> None:
    write("#flashcards\na::b <!--SR:!2024-05-06,40,270-->\n")
    Path("flashdeck.yaml").unlink()
    Path("near/below").mkdir(parents=True)
    Path("near/x.md").write_text("#flashcards\nc::d <!--SR:!2024-05-06,40,270-->\n")
    Path("near/below/y.md").write_text("#flashcards\ne::f <!--SR:!2024-05-06,40,270-->\n")
    assert "near is a collection of its own now" in typed("adopt", "near").err
    assert typed("adopt", ".").err == ""
    assert typed("adopt", "near/below/y.md").out.startswith("nothing new to adopt")
    assert len(list(Path().rglob(".flashdeck"))) == 2


def test_a_comment_that_cannot_be_read_is_told(typed: Typed) -> None:
    write(
        "#flashcards\n"
        "a::b <!-- SR:!2024-05-06,40,270 -->\n"
        "c::d <!--SR:!2024-13-06,40,270-->\n"
        "e::f <!--SR:!2024-05-06,40-->\n"
        "g:::h <!--SR:!2024-05-06!2024-05-07,40,270-->\n"
    )
    status, out, err = typed("adopt")
    assert (status, out) == (0, "2 cards adopted from obsidian-spaced-repetition, 2 due\n")
    why = "not adopted, as it is no day, interval and ease"
    assert err == (
        f"cards.md:3: {why}: 2024-13-06,40,270\n"
        f"cards.md:4: {why}: 2024-05-06,40\n"
        f"cards.md:5: {why}: 2024-05-06\n"
    )
    assert cards(typed)["g:1"] == ("2024-05-07", 40, 0)
    err = typed("convert", "cards.md").err
    assert "review data of another program" in err and "`flashdeck adopt` names it" in err


def test_lines_of_org_drill_that_cannot_be_read_are_told(typed: Typed) -> None:
    Path("cards.org").write_text(
        "* Item :drill:\nSCHEDULED: <2026-99-10>\n:PROPERTIES:\n:DRILL_LAST_INTERVAL: abc\n"
        ":DRILL_EASE: 2.5\n:DRILL_LAST_REVIEWED: [2026-13-01 Mon 09:26]\n:END:\n"
        "What?\n** Answer\nThis.\n"
        "* New :drill:\nSCHEDULED: <2199-12-01 Tue>\nWhen?\n** Answer\nThen.\n"
    )
    status, out, err = typed("adopt")
    assert (status, out) == (0, "nothing to adopt\n")
    why = "not adopted, as it is no day or number"
    assert err == (
        f"cards.org:2: {why}: SCHEDULED: <2026-99-10>\n"
        f"cards.org:4: {why}: :DRILL_LAST_INTERVAL: abc\n"
        f"cards.org:6: {why}: :DRILL_LAST_REVIEWED: [2026-13-01 Mon 09:26]\n"
    )


def test_a_dry_run_makes_no_folder(typed: Typed, here: Path) -> None:
    before = sorted(here.rglob("*"))
    assert typed("adopt", "--dry-run").status == 0
    assert sorted(here.rglob("*")) == before


def test_an_anki_package_is_called_so(typed: Typed, here: Path) -> None:
    (here / "deck.apkg").write_bytes(b"PK\x03\x04\0\0\xff\xfecollection.anki2")
    done = typed("adopt", "deck.apkg")
    assert done.status == 2
    assert done.err.startswith("flashdeck: deck.apkg is an Anki package: ")
    remedy = "in Anki, File, Export, `Notes in Plain Text`"
    assert remedy in " ".join(done.err.split())
    for words in (("check",), ("convert", "--to", "sr")):
        told = typed(*words, "deck.apkg")
        said = " ".join((told.out + told.err).split())
        assert "an Anki package, " in said and remedy in said and "UTF-8" not in said

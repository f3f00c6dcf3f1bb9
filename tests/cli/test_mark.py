"""`flashdeck mark`, and how marked cards are found again: `--is`, `--tag leech`."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from commands import Typed
from flashdeck.journal.folder import Folder
from flashdeck.journal.session_lock import Holder, session


@pytest.fixture(autouse=True)
def _machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def states(typed: Typed, *arguments: str) -> dict[str, list[str]]:
    """What each card is, by how its id begins, of those that `list` finds."""
    document = json.loads(typed("list", "--format", "json", *arguments).out)
    return {
        f"{note['id'][:6]}:{card['ordinal']}": card["states"]
        for note in document["notes"]
        for card in note["cards"]
    }


def forget(here: Path, card: str, times: int) -> None:
    """A journal in which a card was learnt, and then forgotten so often."""
    journal = here / ".flashdeck" / "journal" / "desk-1.jsonl"
    journal.parent.mkdir(parents=True)
    lines = [
        {"v": 1, "id": f"desk-{n + 1}", "t": n + 1, "tz": 0, "day": f"2026-01-{n + 1:02}"}
        | {"card": card, "kind": "review", "grade": 1 if n else 4}
        for n in range(times + 1)
    ]
    journal.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")


def test_what_was_suspended_in_a_session_is_found_and_comes_back(typed: Typed) -> None:
    typed("study", stdin="s\n")
    out = typed("list", "--is", "suspended").out
    assert "capital of Spain?  suspended\n1 note, 1 card\n" in out
    assert typed("study", "--count").out == "2 new, 0 due\n"
    status, out, err = typed("mark", "unsuspend", "--is", "suspended")
    assert (status, err) == (0, "")
    assert out == "  What is the capital of Spain?\n1 card unsuspended\n"
    assert typed("study", "--count").out == "3 new, 0 due\n"
    assert typed("list", "--is", "suspended") == (0, "", "no notes\n")
    assert typed("mark", "unsuspend", "--is", "suspended") == (0, "", "no cards fit that\n")


@pytest.mark.parametrize(
    ("action", "back", "state"),
    [
        ("suspend", "unsuspend", "suspended"),
        ("bury", "unbury", "buried"),
        ("flag", "unflag", "flagged"),
    ],
)
def test_every_mark_is_set_once_and_taken_back(
    typed: Typed, action: str, back: str, state: str
) -> None:
    assert typed("mark", action, "france").out.split("\n")[1].startswith(f"1 card {state}")
    assert typed("mark", action, "france") == (0, "", "1 card: no change\n")
    assert states(typed, "--is", state) == {"france:0": ["new", state]}
    assert typed("mark", back, "france").status == 0
    assert states(typed)["france:0"] == ["new"]
    assert typed("mark", back, "france").err == "1 card: no change\n"


def test_a_reset_card_is_new_and_its_answers_come_back(typed: Typed, here: Path) -> None:
    forget(here, "france:0", 2)
    assert states(typed)["france:0"] == ["due"]
    typed("mark", "reset", "capital", "france")
    assert states(typed)["france:0"] == ["new"]
    assert typed("mark", "unreset", "france").out.endswith("1 card as before the reset\n")
    assert states(typed)["france:0"] == ["due"]
    (card,) = json.loads(typed("list", "--id", "france", "--format", "json").out)["notes"][0][
        "cards"
    ]
    assert (card["due"], card["reviews"], card["lapses"]) == ("2026-01-04", 3, 2)


def test_a_reworded_card_keeps_its_marks(typed: Typed, here: Path) -> None:
    typed("mark", "flag", "spain")
    page = (here / "geo.md").read_text("utf-8")
    (here / "geo.md").write_text(page.replace("What is the capital", "Name the capital"), "utf-8")
    assert "Name the capital of Spain?  flagged\n" in typed("list", "--is", "flagged").out
    typed("mark", "suspend", "spain")
    assert "  suspended, flagged\n" in typed("list").out


def test_one_card_of_a_note_can_be_marked(typed: Typed) -> None:
    typed("mark", "suspend", "rome")
    assert typed("list").out.split("\n")[2].endswith("capital of Italy.  suspended")
    found = typed("list", "--is", "suspended", "--format", "json").out
    id = json.loads(found)["notes"][0]["cards"][1]["id"]
    typed("mark", "unsuspend", id)
    assert typed("list").out.split("\n")[2].endswith("Italy.  1 suspended")
    assert typed("list", "--is", "suspended").out.endswith("1 note, 1 card\n")


def test_a_leech_is_found_by_its_standing_and_by_its_tag(typed: Typed, here: Path) -> None:
    forget(here, "france:0", 8)
    assert typed("list").out.split("\n")[3].endswith("France?  leech")
    for found in (["--is", "leech"], ["--tag", "leech"], ["--tag", "@leech~"]):
        assert list(states(typed, *found)) == ["france:0"]
        assert typed("study", *found, "--count").out == "0 new, 1 due\n"
    (here / "flashdeck.yaml").write_text("key: test\nleech_lapses: 9\n")
    assert states(typed, "--is", "leech") == {}
    assert typed("study", "--tag", "leech").out == "No cards fit that.\n"


def test_the_tag_of_leeches_joins_those_of_the_files(typed: Typed, here: Path) -> None:
    forget(here, "france:0", 8)
    (here / "more.md").write_text("a :: b\n\n@Say c.\n\nd\n@exam~\n")
    found = states(typed, "--tag", "leech", "--tag", "exam")
    assert "france:0" in found and len(found) == 2
    assert list(states(typed, "--tag", "leech", "--tag", "exam", "--is", "due")) == ["france:0"]


def test_a_leech_is_suspended_when_the_settings_say_so(typed: Typed, here: Path) -> None:
    (here / "flashdeck.yaml").write_text("key: test\nleech_lapses: 3\nleech_suspend: true\n")
    forget(here, "france:0", 2)
    _, out, _ = typed("study", "--is", "due", stdin="\n1\n")
    assert "[1 again suspended  2 hard" in out
    assert "(a leech (forgotten 3 times): suspended; u takes it back)" in out
    assert states(typed)["france:0"] == ["suspended", "leech"]
    typed("study", stdin="u\nu\nq\n")
    assert states(typed)["france:0"] == ["due"]


def test_only_flagged_cards_are_studied(typed: Typed) -> None:
    typed("mark", "flag", "france")
    assert typed("study", "--is", "flagged", "--count").out == "1 new, 0 due\n"
    _, out, _ = typed("study", "--is", "flagged", stdin="\n3\n\n3\n")
    assert "capital of France" in out and "1 answer to 1 card" in out
    assert typed("study", "--is", "flagged").out == (
        "1 card flagged, none due; --cram asks them.\n"
    )
    assert typed("study", "--is", "flagged", "--cram", "--count").out == "1 card\n"


@pytest.mark.parametrize("state", ["suspended", "buried"])
def test_study_says_how_to_get_back_what_is_never_asked(typed: Typed, state: str) -> None:
    status, out, err = typed("study", "--is", state)
    assert (status, out) == (2, "") and f"--is {state}" in " ".join(err.split())


def test_nothing_is_marked_unless_cards_are_meant(typed: Typed, here: Path) -> None:
    status, out, err = typed("mark", "reset")
    assert (status, out) == (2, "") and "name cards, or choose them" in err
    assert typed("mark", "flag", "nowhere").status == 2
    assert typed("mark", "flag", "--deck", "nowhere").status == 2
    status, _, err = typed("mark", "flag", "capital")
    assert status == 2 and "'capital' may mean any of 3 notes" in err
    journals = (here / ".flashdeck" / "journal").glob("*.jsonl")
    assert not any('"kind":"flag"' in journal.read_text("utf-8") for journal in journals)


def test_nothing_is_marked_while_somebody_studies(typed: Typed, here: Path) -> None:
    typed("mark", "flag", "france")
    with session(Folder(here), Holder(os.getpid(), "12:00")):
        status, out, err = typed("mark", "unflag", "france")
    assert (status, out) == (2, "") and "is being studied" in err

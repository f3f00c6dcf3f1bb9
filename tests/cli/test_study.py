"""`flashdeck study` through a pipe, and `--count`."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from commands import Typed
from flashdeck.cli import quick
from flashdeck.study import tally
from terminals import Window

HEAVY = {"typer", "rich", "yaml", "markdown_it", "dataclasses", "typing", "re", "json", "sqlite3"}


@pytest.fixture(autouse=True)
def _machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def journal(here: Path) -> list[dict[str, object]]:
    return [
        json.loads(line)
        for path in (here / ".flashdeck" / "journal").glob("*.jsonl")
        for line in path.read_text("utf-8").split("\n")
        if line and '"kind":"seen"' not in line
    ]


def grades(here: Path) -> list[tuple[object, object]]:
    return [(line["kind"], line["grade"]) for line in journal(here) if "grade" in line]


def test_a_session_through_a_pipe(here: Path, typed: Typed) -> None:
    status, out, err = typed("study", stdin="\n3\n\n4\n\n2\n\n3\n")
    assert (status, err) == (0, "")
    assert "== 3 new ==" in out and "[1 again now, 1d  2 hard now, 1d  3 good 1d  4 easy 1d]" in out
    assert "4 answers to 3 cards" in out
    assert grades(here) == [("review", 4), ("review", 5), ("review", 3), ("drill", 4)]


def test_lines_that_end_early_end_the_session(here: Path, typed: Typed) -> None:
    status, out, _ = typed("study", stdin="\n3\n\n")
    assert status == 0 and "1 answer to 1 card" in out
    assert grades(here) == [("review", 4)]


def test_marks_and_undo_through_a_pipe(here: Path, typed: Typed) -> None:
    typed("study", stdin="s\n\n1\nu\nf\n3\nb\nq\n")
    kinds = [line["kind"] for line in journal(here)]
    assert kinds == ["suspend", "review", "undo", "flag", "review", "bury"]


def test_card_files_stay_as_they_are(here: Path, typed: Typed) -> None:
    before = (here / "geo.md").read_bytes()
    typed("study", stdin="\n3\ns\nf\nb\n")
    assert (here / "geo.md").read_bytes() == before


def test_six_grades(here: Path, typed: Typed) -> None:
    (here / "flashdeck.yaml").write_text("key: test\ngrades: 6\n")
    _, out, _ = typed("study", stdin="\n0\n\n5\n")
    assert "[0 now, 1d  1 now, 1d  2 now, 1d  3 now, 1d  4 1d  5 1d]  (0 blackout" in out
    assert grades(here) == [("review", 0), ("review", 5)]


def test_limits_of_a_day_hold_over_sessions(here: Path, typed: Typed) -> None:
    (here / "flashdeck.yaml").write_text("key: test\nnew_per_day: 2\n")
    typed("study", stdin="\n3\n")
    assert typed("study", "--count").out == "1 new, 0 due\n"
    typed("study", stdin="\n3\n\n3\n")
    assert len(grades(here)) == 2
    assert typed("study").out.startswith("That is all for today: the daily limit is reached.")
    typed("study", "--new", "1", stdin="\n3\n\n3\n")
    assert len(grades(here)) == 3


def test_no_more_than_asked_for(here: Path, typed: Typed) -> None:
    typed("study", "--limit", "1", stdin="\n3\n\n3\n")
    assert len(grades(here)) == 1
    assert (
        typed("study", "--new", "0").out
        == "There is nothing to review; --new 0 asks no new card.\n"
    )


def test_cram_asks_everything_and_schedules_nothing(here: Path, typed: Typed) -> None:
    _, out, _ = typed("study", "--cram", "--deck", "geo", stdin="\n\n3\n" * 9)
    assert [line for line in out.split("\n") if line.startswith("==")] == [
        f"== {left} left ==" for left in (4, 3, 2, 1)
    ]
    assert {kind for kind, _ in grades(here)} == {"drill"} and len(grades(here)) == 4
    assert typed("study", "--count").out == "3 new, 0 due\n"


def crammed(typed: Typed, *answers: int, most: int = 9) -> list[str]:
    """The first lines of the cards that a cram asks, which gets those answers."""
    lines = "".join(f"\n\n{grade}\n" for grade in answers)
    out = typed("study", "--cram", "--limit", f"{most}", stdin=lines).out
    return [part.strip().split("\n")[2] for part in re.split(r"== \d+ left ==", out)[1:]]


def test_a_cram_goes_on_where_it_was_stopped(here: Path, typed: Typed) -> None:
    (here / "geo.md").write_text("".join(f"q{i} :: a{i}\n\n" for i in range(6)), "utf-8")
    first = crammed(typed, 4, 3)
    assert typed("study", "--cram", "--count").out == "4 cards\n"
    second = crammed(typed, 4, 4, most=2)
    third = crammed(typed, 4, 4)
    assert len(second) == len(third) == 2
    assert sorted([*first[:2], *second, *third]) == [f"q{i}" for i in range(6)]
    assert typed("study", "--cram", "--count").out == "6 cards\n"
    assert typed("study", "--count").out == "6 new, 0 due\n"


def test_a_cram_that_is_stopped_goes_on_with_what_was_not_known(here: Path, typed: Typed) -> None:
    (here / "geo.md").write_text("".join(f"q{i} :: a{i}\n\n" for i in range(9)), "utf-8")
    failed, known, *_ = crammed(typed, 1, 4)
    again = crammed(typed)
    assert again[0] == failed and known not in again
    assert typed("study", "--cram", "--count").out == "8 cards\n"


def test_a_cram_goes_on_with_what_another_machine_did(here: Path, typed: Typed) -> None:
    known = crammed(typed, 3)[0]
    (line,) = journal(here)
    other = here / ".flashdeck" / "journal" / "other.jsonl"
    (own,) = other.parent.glob("*.jsonl")
    own.rename(own.with_suffix(".away"))
    lost = line | {"id": "other-1", "t": 1}
    other.write_text(f"{json.dumps(lost)}\n", "utf-8")
    again = crammed(typed, 3, 3, 3)
    assert len(again) == 3 and known not in again


def test_an_undo_puts_a_crammed_card_back(here: Path, typed: Typed) -> None:
    first = crammed(typed, 3, 1)[0]
    assert "undone: again" in typed("study", "--cram", stdin="u\n").out
    out = typed("study", "--cram", stdin="u\n\n4\n").out
    assert "undone: good" in out and f"{first}\n" in out.partition("undone")[2]
    assert typed("study", "--cram", "--count").out == "3 cards\n"


def test_what_lapsed_before_it_is_crammed_all_the_same(here: Path, typed: Typed) -> None:
    (here / "geo.md").write_text("q :: a\n\np :: b\n", "utf-8")
    typed("study", stdin="\n1\n" * 2 + "\n4\n" * 2)
    assert typed("study", "--cram", "--count").out == "2 cards\n"


def test_decks_and_tags_choose(here: Path, typed: Typed) -> None:
    (here / "more.md").write_text("TARGET DECK: Other\n\na :: b\n\n@Say c.\n\nd\n@exam~\n")
    assert typed("study", "--count", "--deck", "Geo").out == "3 new, 0 due\n"
    assert typed("study", "--count", "--tag", "exam").out == "1 new, 0 due\n"
    _, out, _ = typed("study", "--tag", "@exam~", stdin="\n3\n")
    assert "== 1 new ==" in out and "Say c." in out
    assert typed("study", "--deck", "Geo", "--tag", "exam").out == "No cards fit that.\n"


@pytest.mark.parametrize("count", [[], ["--count"]])
@pytest.mark.parametrize(
    ("option", "name", "said"),
    [
        ("--deck", "Nowhere", "no card has the deck 'Nowhere'; `flashdeck list` shows the cards"),
        ("--deck", "Maths", "no card has the deck 'Maths'; did you mean 'Uni::Maths'?"),
        ("--deck", "uni::math", "no card has the deck 'uni::math'; did you mean 'Uni::Maths'?"),
        ("--deck", "mahts", "no card has the deck 'mahts'; did you mean 'Uni::Maths'?"),
        ("--tag", "exma", "no card has the tag 'exma'; did you mean 'exam'?"),
    ],
)
def test_a_name_that_no_card_has_is_no_day_without_work(
    here: Path, typed: Typed, option: str, name: str, said: str, count: list[str]
) -> None:
    (here / "more.md").write_text("TARGET DECK: Uni::Maths\n\n@Say c.\n\nd\n@exam~\n")
    typed("study", "--count")
    status, out, err = typed("study", option, name, *count)
    assert (status, out) == (2, "") and said in err
    assert typed("study", "--deck", "uni", "--count").out == "1 new, 0 due\n"
    assert typed("study", "--tag", "#Exam", "--count").out == "1 new, 0 due\n"


def test_a_count_is_what_the_same_options_ask(here: Path, typed: Typed) -> None:
    assert typed("study", "--count", "--limit", "1").out == "1 new, 0 due\n"
    assert typed("study", "--count", "--cram").out == "4 cards\n"
    assert typed("study", "--count", "--cram", "--limit", "2").out == "2 cards\n"
    typed("study", stdin="\n1\n")
    assert typed("study", "--count", "--new", "0").out == "0 new, 0 due, 1 again\n"


def test_a_count_of_minutes_is_what_fits_at_the_learners_pace(here: Path, typed: Typed) -> None:
    (here / "geo.md").write_text("".join(f"q{i} :: a{i}\n\n" for i in range(15)))
    assert typed("study", "--count", "--minutes", "1").out == "5 new, 0 due\n"
    assert typed("study", "--count", "--minutes", "1", "--limit", "3").out == "3 new, 0 due\n"
    assert typed("study", "--count", "--minutes", "1", "--cram").out == "5 cards\n"
    assert typed("study", "--count", "--minutes", "60").out == "15 new, 0 due\n"
    typed("study", stdin="\n1\n")
    (journal,) = (here / ".flashdeck" / "journal").glob("*.jsonl")
    journal.write_text(re.sub(r'"ms":\d+', '"ms":20000', journal.read_text("utf-8")), "utf-8")
    assert typed("study", "--count", "--minutes", "1").out == "4 new, 0 due, 1 again\n"


def test_a_crammed_count_as_json_is_of_cards(typed: Typed) -> None:
    document = json.loads(typed("study", "--count", "--json", "--cram").out)
    assert document == {"version": 1, "cards": 4}


def test_json_is_of_counts(here: Path, typed: Typed) -> None:
    status, out, err = typed("study", "--json")
    assert (status, out) == (2, "") and "--count" in err


def test_an_empty_collection_is_no_error(here: Path, typed: Typed) -> None:
    (here / "geo.md").unlink()
    assert typed("study")[:2] == (0, "There are no cards here.\n")
    assert typed("study", "--count").out == "0 new, 0 due\n"


def test_when_nothing_is_due_it_says_when(here: Path, typed: Typed) -> None:
    (here / "geo.md").write_text("a :: b\n")
    typed("study", stdin="\n3\n")
    assert typed("study")[:2] == (0, "Nothing is due. The next card comes tomorrow.\n")


def test_a_clock_that_is_behind_the_answers_is_said(here: Path, typed: Typed) -> None:
    """Else cards would only look as if they were not due."""
    (here / "geo.md").write_text("a :: b\n")
    assert typed("study", stdin="\n3\n").err == ""
    (path,) = (here / ".flashdeck" / "journal").glob("*.jsonl")
    ahead = re.sub(
        r'"t":(\d+)', lambda found: f'"t":{int(found[1]) + 3 * 86_400_000}', path.read_text()
    )
    path.write_text(ahead)
    said = typed("study")
    assert said.status == 0
    assert "the clock of this machine is 2 days behind the last answer" in said.err


def test_what_is_typed_is_compared(here: Path, typed: Typed) -> None:
    (here / "geo.md").write_text("capital of Spain :: Madrid\n")
    _, out, _ = typed("study", "--type", stdin="madrit\n3\n")
    assert "- madrit\n+ Madrid\n  Madri[-t-][+d+]\n" in out
    assert grades(here) == [("review", 4)]


def test_counts_as_json(here: Path, typed: Typed) -> None:
    typed("study", stdin="\n1\n")
    document = json.loads(typed("study", "--count", "--json").out)
    assert document == {"version": 1, "new": 2, "due": 0, "again": 1, "cards": 3}


def test_a_count_is_known_at_once_and_by_little(here: Path, typed: Typed) -> None:
    typed("study", "--count")
    code = (
        "import sys, flashdeck.cli\n"
        "try: flashdeck.cli.main(['study', '--count'])\n"
        "except SystemExit as end: print(end.code, *sorted(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        cwd=here,
        env=os.environ | {"PYTHONPATH": str(Path(quick.__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    count, end = done.stdout.split("\n")[:2]
    assert count == "3 new, 0 due" and end.startswith("0 ")
    assert HEAVY & set(end.split()) == set()


def test_a_count_is_taken_again_when_something_changed(here: Path, typed: Typed) -> None:
    typed("study", "--count")
    assert quick.answer(["study", "--count"]) == "3 new, 0 due\n"
    (here / "sub").mkdir()
    assert quick.answer(["study", "--count"]) is None
    typed("study", "--count")
    (here / "sub" / "b.md").write_text("a :: b\n")
    assert quick.answer(["study", "--count"]) is None
    assert typed("study", "--count").out == "4 new, 0 due\n"
    for path in (here / ".flashdeck" / "journal").glob("*"):
        path.touch()
    (here / ".flashdeck" / "journal" / "other.jsonl").write_text("")
    assert quick.answer(["study", "--count"]) is None
    (here / "geo.md").write_text("a :: b\n")
    typed("study", "--count")
    (here / "flashdeck.yaml").write_text("key: test\nnew_per_day: 1\n")
    assert quick.answer(["study", "--count"]) is None


def test_a_session_counts_for_later_unless_cards_were_edited(
    here: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed("study", stdin="\n3\n")
    assert quick.answer(["study", "--count"]) == "2 new, 0 due\n"
    typed("study", stdin="q\n")

    def edited(*_: object, **__: object) -> None:
        (here / "geo.md").write_text("a :: b\n")

    monkeypatch.setattr("flashdeck.cli.screens.studied", edited)
    typed("study")
    assert quick.answer(["study", "--count"]) is None


def reviewed_long_ago(here: Path, cards: list[str]) -> None:
    """As if another machine had answered some cards, each once, on days of its own."""
    lines = [
        {"v": 1, "id": f"other-{at}", "t": at, "tz": 0, "day": f"2020-01-{at:02}", "card": card}
        | {"kind": "review", "grade": 4, "ms": 9, "with": "sm2", "hash": ""}
        for at, card in enumerate(cards, 1)
    ]
    journal = here / ".flashdeck" / "journal" / "other.jsonl"
    journal.parent.mkdir(parents=True, exist_ok=True)
    journal.write_text("".join(f"{json.dumps(line)}\n" for line in lines))


def read_count(here: Path, *options: str) -> str:
    window = Window("study", "--count", *options, cwd=here)
    window.ended()
    return window.lines[0]


@pytest.mark.skipif("sys.platform == 'win32'")
def test_who_reads_a_count_is_told_why_cards_that_are_due_wait(here: Path, typed: Typed) -> None:
    (here / "geo.md").write_text(
        "C: {{c1::a}} and {{c2::b}} and {{c3::c}}.\n\nsun ::: moon\n\none :: 1\n", "utf-8"
    )
    listed = json.loads(typed("list", "--format", "json").out)
    cards = [card["id"] for note in listed["notes"] for card in note["cards"]]
    assert len(cards) == 6
    reviewed_long_ago(here, cards)
    assert "6 cards" in typed("list", "--is", "due").out
    assert typed("study", "--count", "--new", "5").out == "0 new, 3 due\n"
    told = "0 new, 3 due (3 more wait: one card of a note a day)"
    for _ in range(2):
        assert read_count(here) == told
        assert quick.answer(["study", "--count"]) == "0 new, 3 due\n"
    assert read_count(here, "--new", "5") == told
    assert read_count(here, "--limit", "2").startswith("0 new, 2 due (3 more wait: one")
    (here / "flashdeck.yaml").write_text("key: test\nreviews_per_day: 2\n")
    told = "0 new, 2 due (3 more wait: one card of a note a day, 1 over the day's limit)"
    for _ in range(2):
        assert read_count(here) == told


def test_a_damaged_tally_is_counted_anew(here: Path, typed: Typed) -> None:
    typed("study", "--count")
    whole = (here / tally.NAME).read_bytes()
    for size in range(0, len(whole), 7):
        (here / tally.NAME).write_bytes(whole[:size])
        assert quick.answer(["study", "--count"]) in (None, "3 new, 0 due\n")
    assert typed("study", "--count").out == "3 new, 0 due\n"


def test_a_tally_holds_for_later_days(here: Path, typed: Typed) -> None:
    """What it then says is what counting on that day would."""
    typed("study", stdin="\n3\n\n3\n\n1\n\n3\n")
    root, now = str(here.resolve()), time.time()
    local = time.localtime(now)
    found = []
    for later in range(3):
        at = now + later * 86_400
        count = tally.counted(root, at, local.tm_gmtoff, local.tm_hour, [])
        assert count is not None
        found.append((count.new, count.due, count.again))
    # The fourth card is a new gap of a note that is due: it waits for a day of its own.
    assert found == [(0, 0, 0), (0, 3, 0), (0, 3, 0)]


@pytest.mark.parametrize("rest", [["--cram"], ["--tag", "a"], ["path"], ["--json", "--new", "1"]])
def test_what_is_not_typed_exactly_so_is_left_to_the_command(here: Path, rest: list[str]) -> None:
    assert quick.answer(["study", "--count", *rest]) is None


def test_a_folder_that_cannot_be_written_is_counted_and_crammed(here: Path, typed: Typed) -> None:
    (here / ".flashdeck").write_text("")  # in the way of the folder
    status, out, _ = typed("study", "--count")
    assert (status, out[out.index(" ") :]) == (0, " new, 0 due\n")
    status, out, err = typed("study", "--cram", "--limit", "1", stdin="\n\n4\n")
    assert status == 0 and "1 answer" in out
    assert err.count("nothing is kept: this folder cannot be written to\n") == 1
    assert typed("study", stdin="\n4\n").status == 2
    assert (here / ".flashdeck").read_text() == ""

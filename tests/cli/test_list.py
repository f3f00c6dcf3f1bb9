"""`flashdeck list`: the table and the JSON."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from rich.cells import cell_len

from commands import Typed
from flashdeck.cli.machine import now

KEYS = [
    "id", "kind", "deck", "section", "prompt", "context", "answer", "both_ways", "gaps", "verbs",
    "tags", "source", "refs", "demo", "path", "lines", "cards",
]  # fmt: skip


def test_the_table_has_a_line_for_each_note(typed: Typed) -> None:
    status, out, err = typed("list")
    assert (status, err) == (0, "")
    deck, first, second, third, total = out.removesuffix("\n").split("\n")
    assert deck == "Geo::Europe"
    assert first.endswith(" basic       1 What is the capital of Spain?")
    assert second.endswith(" cloze       2 Rome is the capital of Italy.")
    assert third == "  france             basic       1 What is the capital of France?"
    assert total == "3 notes, 4 cards"


def test_the_table_is_no_wider_than_the_screen(typed: Typed, here: Path) -> None:
    (here / "long.md").write_text(f"Q: {'日本 ' * 40}\nA: x\n")
    _, out, _ = typed("list")
    assert max(cell_len(line) for line in out.split("\n")) <= 80
    assert "…" in out


def test_markup_in_cards_is_text(typed: Typed) -> None:
    _, out, _ = typed("list", "-", stdin="Q: [red]Speech[/] is [said] :smile: \x1b[31m?\nA: x\n")
    assert "[red]Speech[/] is [said] :smile: ␛[31m?" in out


def test_json_is_the_card_model(typed: Typed) -> None:
    status, out, err = typed("list", "--format", "json")
    assert (status, err) == (0, "")
    document = json.loads(out)
    assert list(document) == ["version", "files", "notes", "diagnostics"]
    assert document["version"] == 1
    assert document["files"] == [{"path": "geo.md", "dialect": "native", "notes": 3}]
    assert all(list(note) == KEYS for note in document["notes"])
    _, italy, france = document["notes"]
    assert france == {
        "id": "france",
        "kind": "basic",
        "deck": "Geo::Europe",
        "section": None,
        "prompt": "What is the capital of France?",
        "context": None,
        "answer": "Paris.",
        "both_ways": False,
        "gaps": [],
        "verbs": [],
        "tags": ["capitals"],
        "source": None,
        "refs": [],
        "demo": None,
        "path": "geo.md",
        "lines": {"prompt": [11, 11], "context": None, "answer": [13, 13]},
        "cards": [
            {
                "id": "france:0",
                "ordinal": 0,
                "states": ["new"],
                "due": None,
                "interval": 0,
                "reviews": 0,
                "lapses": 0,
            }
        ],
    }
    assert italy["prompt"] == "Rome is the capital of Italy."
    assert italy["answer"] is None
    assert italy["gaps"] == [
        {"group": 1, "text": "Rome", "hint": None},
        {"group": 2, "text": "Italy", "hint": "a country"},
    ]
    assert [card["ordinal"] for card in italy["cards"]] == [1, 2]


def test_verbs_context_tags_source_and_references_are_listed(typed: Typed) -> None:
    page = (
        "## Rivers\n\n@State where the Seine ends. {#seine}\n\nIn the Channel.\n@exam~\n\n"
        "France has long rivers.\n@Describe and @visualise Paris.\n\nSee ∆seine and ∆no-such.\n"
        "Source: an atlas.\n@exam~ @bite~\n"
    )
    document = json.loads(typed("list", "-", "--format", "json", stdin=page).out)
    _, paris = document["notes"]
    assert paris["verbs"] == ["describe", "visualise"]
    assert paris["prompt"] == "Describe and visualise Paris."
    assert paris["context"] == "France has long rivers."
    assert paris["section"] == "Rivers"
    assert paris["tags"] == ["bite", "exam"]
    assert paris["source"] == "an atlas."
    assert paris["refs"] == [
        {"slug": "seine", "target": "seine"},
        {"slug": "no-such", "target": None},
    ]
    assert [found["rule"] for found in document["diagnostics"]] == ["unresolved-reference"]


def test_a_statement_stands_under_answer(typed: Typed) -> None:
    page = "## Facts\n\n### A question?\n\nYes.\n\n---\n\nParis lies on the **Seine**.\n@bite~\n"
    *_, fact = json.loads(typed("list", "-", "--format", "json", stdin=page).out)["notes"]
    assert (fact["kind"], fact["prompt"]) == ("statement", None)
    assert fact["answer"] == "Paris lies on the **Seine**."
    assert fact["lines"] == {"prompt": None, "context": None, "answer": [9, 9]}


def test_filters_keep_what_they_name(typed: Typed, here: Path) -> None:
    (here / "other.md").write_text("---\ndeck: Other\ntags: exam\n---\nQ: One?\nA: Two.\n")
    for filters in (["--deck", "other"], ["--tag", "@exam~"]):
        notes = json.loads(typed("list", *filters, "--format", "json").out)["notes"]
        assert [note["deck"] for note in notes] == ["Other"]


def test_a_table_of_cards_nobody_studied_makes_no_folder(typed: Typed, here: Path) -> None:
    assert typed("list", "--is", "new").out.endswith("3 notes, 4 cards\n")
    assert not (here / ".flashdeck").exists()


def test_an_id_or_how_it_begins_finds_a_note(typed: Typed) -> None:
    for id in ("france", "fra", "france:0"):
        notes = json.loads(typed("list", "--id", id, "--format", "json").out)["notes"]
        assert [note["id"] for note in notes] == ["france"]


def test_nothing_to_list_is_said(typed: Typed) -> None:
    assert typed("list", "--is", "leech") == (0, "", "no notes\n")
    for name in ("--deck", "--tag"):
        status, out, err = typed("list", name, "Nowhere")
        assert (status, out) == (2, "") and "no card has the" in err


def test_problems_are_counted_and_do_not_fail(typed: Typed, here: Path) -> None:
    (here / "bad.md").write_text("Q: What is missing?\n")
    status, out, err = typed("list")
    assert status == 0 and "3 notes" in out
    assert err == "1 error in 1 file; `flashdeck check` shows them\n"


def answered(here: Path, *learnt: tuple[str, str], suspended: str = "") -> None:
    """A journal of cards that were known on a day, the first time they were asked."""
    journal = here / ".flashdeck" / "journal" / "desk.jsonl"
    journal.parent.mkdir(parents=True)
    lines: list[dict[str, object]] = [
        {"card": card, "day": day, "kind": "review", "grade": 4} for card, day in learnt
    ]
    if suspended:
        lines.append({"card": suspended, "day": learnt[-1][1], "kind": "suspend"})
    head = [{"v": 1, "id": f"desk-{n}", "t": n, "tz": 0} for n in range(1, len(lines) + 1)]
    rows = [json.dumps(first | line) for first, line in zip(head, lines, strict=True)]
    journal.write_text("".join(f"{row}\n" for row in rows), "utf-8")


def day(ahead: int = 0) -> str:
    """The date of today's study day, or of one so many days later."""
    return date.fromordinal(now(4).day + ahead).isoformat()


def test_who_has_answers_is_told_when_a_card_comes_again(typed: Typed, here: Path) -> None:
    answered(here, ("france:0", day()))
    _, spain, italy, france, _ = typed("list").out.removesuffix("\n").split("\n")
    assert " basic       1 new    What is the capital of Spain?" in spain
    assert " cloze       2 new    Rome is" in italy
    assert france == "  france             basic       1 in 1 d What is the capital of France?"


def test_a_card_that_waits_comes_today(typed: Typed, here: Path) -> None:
    answered(here, ("france:0", day(-9)))
    assert " 1 today What is the capital of France?" in typed("list", "--is", "due").out


def test_a_suspended_card_comes_on_no_day(typed: Typed, here: Path) -> None:
    answered(here, ("france:0", day(-9)), suspended="france:0")
    assert " 1     What is the capital of France?  suspended" in typed("list").out
    assert " 1 What is the capital of France?  suspended" in typed("list", "--id", "france").out


def test_the_table_with_its_days_is_no_wider_than_the_screen(typed: Typed, here: Path) -> None:
    answered(here, ("france:0", day()))
    (here / "long.md").write_text(f"Q: {'日本 ' * 40}\nA: x\n")
    assert max(cell_len(line) for line in typed("list").out.split("\n")) <= 80

"""A line as it stands in a file, and every way in which it can be wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.diagnostics import Severity
from flashdeck.journal.lines import Answer, Line, Other, read, row
from flashdeck.journal.reading import Reader
from journaling import DAY, answer, at, histories, read_all, text

REVIEW = (
    '{"v":1,"id":"desk-1a-7","t":1790000000000,"tz":60,"day":"2026-11-22","card":"a:0",'
    '"kind":"review","grade":4,"ms":5310,"with":"sm2","hash":"0f"}'
)
DAMAGED = "nothing else is lost"


def rows(path: Path) -> list[object]:
    return [row for piece in Reader(path).pieces() for row in piece.rows]


def test_an_answer() -> None:
    found = read(REVIEW)
    assert isinstance(found, Answer)
    assert (found.device, found.seq, found.grade, found.ms) == ("desk-1a", 7, 4, 5310)
    assert (found.card, found.scheduler, found.hash) == ("a:0", "sm2", "0f")
    assert text(answer("a:0", 4, 0, 7)).startswith('{"v":1,"id":"desk-1a-7","t":1790000420000,')


@given(histories())
def test_what_is_written_is_read(lines: list[Line]) -> None:
    assert [read(text(line)) for line in lines] == lines


@given(histories())
def test_both_ways_of_reading_agree(
    tmp_path_factory: pytest.TempPathFactory, lines: list[Line]
) -> None:
    """Answers are read by a pattern; in other clothes they are read as JSON."""
    folder = tmp_path_factory.mktemp("both")
    plain, dressed = folder / "plain.jsonl", folder / "dressed.jsonl"
    plain.write_bytes("".join(map(text, lines)).encode())
    loose = [json.dumps(json.loads(text(line)), indent=None) + " \r\n" for line in lines]
    dressed.write_bytes("".join(loose).encode())
    assert rows(plain) == rows(dressed) == [row(line) for line in lines]


def test_windows_line_ends_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(f"{REVIEW}\r\n{REVIEW}\r\n".encode())
    assert read_all(tmp_path / "a.jsonl") == (2, [])


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("{", "", "it is not JSON"),
        ("}", "", "it is not JSON"),
        ('"grade":4', '"grade":6', "`grade`"),
        ('"grade":4', '"grade":"4"', "`grade`"),
        ('"grade":4', '"grade":true', "`grade`"),
        ('"grade":4,', "", "`grade`"),
        ('"a:0"', "null", "`card`"),
        ('"a:0"', '"\\ud800"', "`card`"),
        ("desk-1a-7", "desk", "`id`"),
        ("desk-1a-7", "desk-07", "`id`"),
        ("2026-11-22", "2026-02-30", "`day`"),
        ("2026-11-22", "20261122", "`day`"),
        ("1790000000000", "1e12", "`t`"),
        ("1790000000000", "9" * 30, "`t`"),
        (":5310", ":-1", "`ms`"),
        (REVIEW, "[" * 100_000, "it is not JSON"),
        (REVIEW, "3", "it is not an object"),
    ],
)
def test_a_damaged_line_says_why_and_costs_no_other(
    tmp_path: Path, old: str, new: str, wrong: str
) -> None:
    damaged = REVIEW.replace(old, new, 1)
    path = tmp_path / "desk.jsonl"
    path.write_text(f"{REVIEW}\n{damaged}\n{REVIEW}\n", "utf-8")
    count, (fault,) = read_all(path)
    assert count == 2
    assert (fault.file, fault.line, fault.severity) == ("desk.jsonl", 2, Severity.ERROR)
    assert wrong in fault.message and DAMAGED in fault.help


def test_bytes_that_are_no_text_cost_one_line(tmp_path: Path) -> None:
    path = tmp_path / "desk.jsonl"
    path.write_bytes(REVIEW.encode() + b"\n\xff\xfe\0\0\n" + REVIEW.encode() + b"\n")
    count, (fault,) = read_all(path)
    assert (count, fault.line) == (2, 2)
    assert fault.message == "a line is damaged: it is not UTF-8"


@pytest.mark.parametrize(
    "given",
    [
        '{"v":1,"id":"d-1","t":5,"kind":"seen","card":"a","hash":"0f"}',
        '{"v":9,"id":"d-1","t":5,"kind":"sung","loudly":[1,{}]}',
    ],
)
def test_unknown_kinds_are_passed_over(given: str) -> None:
    found = read(given)
    assert isinstance(found, Other) and found.kind in given


def test_unknown_fields_are_passed_over() -> None:
    assert read(REVIEW.replace("{", '{"mood":"fine",', 1)) == read(REVIEW)


def test_an_empty_line_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f"\n{REVIEW}\n\n  \n{REVIEW}\n", "utf-8")
    assert read_all(tmp_path / "a.jsonl") == (2, [])


@given(st.binary(max_size=300))
def test_any_bytes_are_read(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "a.jsonl"
    good = text(answer("a:0", 4, 0, 1)).encode()
    path.write_bytes(good + data.replace(b"\n", b"") + b"\n" + good)
    count, _ = read_all(path)
    assert count >= 1


@given(histories(8, renames=False).filter(bool), st.data())
def test_a_prefix_loses_at_most_the_last_line(
    tmp_path_factory: pytest.TempPathFactory, lines: list[Line], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("prefix") / "a.jsonl"
    whole = "".join(map(text, lines)).encode()
    cut = data.draw(st.integers(0, len(whole)))
    path.write_bytes(whole[:cut])
    count, faults = read_all(path)
    begun = whole[:cut].count(b"\n") + (not whole[:cut].endswith(b"\n") and cut > 0)
    assert begun - 1 <= count <= begun
    assert [fault.severity for fault in faults] == [Severity.WARNING] * (begun - count)


def test_times_are_kept_as_they_were_written() -> None:
    when = at(3, 5)
    assert (when.day, '"tz":60' in text(answer("a:0", 4, 3, 5))) == (DAY + 3, True)

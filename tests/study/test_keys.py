"""Keys from bytes, words for editors, and numbers of days."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.study.editing import command, editor
from flashdeck.study.keys import decoded
from flashdeck.study.pace import Left, adapted, left, pace, within
from flashdeck.study.words import days


@pytest.mark.parametrize(
    ("data", "keys", "rest"),
    [
        (b" 3 3", [" ", "3", " ", "3"], b""),
        (b"\x1b[A\x1bOBq", ["up", "down", "q"], b""),
        (b"\x1b[6~j", ["pgdn", "j"], b""),
        (b"\x1b[1;5C3", ["3"], b""),
        (b"3\x1b", ["3"], b"\x1b"),
        (b"\x1b[", [], b"\x1b["),
        ("é".encode()[:1], [], "é".encode()[:1]),
        ("é∆".encode(), ["é", "∆"], b""),
        (b"\r\x03\x7f", ["enter", "interrupt", "backspace"], b""),
        (b"\xff\x80a", [], b"\xff\x80a"),
        (b"\x80a", ["a"], b""),
    ],
)
def test_keys_from_bytes(data: bytes, keys: list[str], rest: bytes) -> None:
    assert decoded(data) == (keys, rest)


def test_an_escape_alone_is_a_key_when_nothing_follows() -> None:
    assert decoded(b"\x1b", complete=True) == (["escape"], b"")


@given(st.binary(), st.integers(0, 40))
def test_bytes_that_come_in_pieces_are_the_same_keys(data: bytes, cut: int) -> None:
    first = decoded(data[:cut])
    second = decoded(first.rest + data[cut:])
    assert [*first.keys, *second.keys] == decoded(data).keys
    assert decoded(data, complete=True).rest == b""


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ("vi", ["vi", "+7", "a b.md"]),
        ("/usr/bin/nvim -R", ["/usr/bin/nvim", "-R", "+7", "a b.md"]),
        ("code -n", ["code", "-n", "--wait", "--goto", "a b.md:7"]),
        ("code --wait", ["code", "--wait", "--goto", "a b.md:7"]),
        ("hx", ["hx", "a b.md:7"]),
        ("'my editor' --x", ["my editor", "--x", "a b.md"]),
        ("it's", ["it's", "a b.md"]),
    ],
)
def test_editors_are_told_the_line_in_their_way(chosen: str, words: list[str]) -> None:
    assert command(chosen, "a b.md", 7) == words


def test_the_editor_is_the_one_somebody_chose() -> None:
    assert editor({"VISUAL": "code", "EDITOR": "vi"}) == "code"
    assert editor({"VISUAL": " ", "EDITOR": "ed"}) == "ed"
    assert editor({}) == "vi"


def test_the_pace_is_the_middle_of_the_latest_answers() -> None:
    assert pace([60_000] * 200 + [1000, 2000, 9000] * 40) == 2000
    assert pace([]) == 12_000
    assert pace([2000] * 5) == 9_500
    assert pace([2000] * 20) == 2000


def test_a_session_moves_the_pace_by_degrees() -> None:
    assert adapted(12_000, []) == 12_000
    assert adapted(12_000, [2000] * 20) == 7_000
    paces = [adapted(12_000, [2000] * answers) for answers in range(99)]
    assert paces == sorted(paces, reverse=True) and paces[0] - paces[1] < 1000


def test_nobody_is_told_more_than_before_unless_there_is_more_to_answer() -> None:
    assert left(Left(9, 9_000), 8, 5_000) == Left(8, 9_000)
    assert left(Left(9, 9_000), 8, 1_000) == Left(8, 8_000)
    assert left(Left(9, 9_000), 10, 5_000) == Left(10, 50_000)


def test_answers_that_fit_in_some_minutes() -> None:
    assert (within(60_000, 12_000), within(60_000, 7_000), within(120_000, 90_000)) == (5, 9, 2)


@pytest.mark.parametrize(
    ("number", "text"), [(1, "1d"), (59, "59d"), (91, "3mo"), (36_500, "99.9y")]
)
def test_days_fit_on_a_key(number: int, text: str) -> None:
    assert days(number) == text

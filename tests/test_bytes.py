"""Any bytes are read without an exception, and everything found stands in its file."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashdeck.compile.library import Compiled, Request, compiled
from flashdeck.model import passages
from flashdeck.settings import Settings
from flashdeck.source import Span
from reading import DIALECTS

FIXTURES = Path(__file__).parent / "fixtures"
SEEDS = sorted(
    path for path in FIXTURES.rglob("*") if path.is_file() and path.suffix in {".md", ".txt"}
)
MARKS = [
    *(
        "@",
        "~",
        "?",
        "??",
        "::",
        ":::",
        "==",
        "{{c1::",
        "}}",
        "[",
        "]",
        "- ",
        "> ",
        "> [!question]-",
    ),
    *("#", "### Why?", "Q: ", "A: ", "C: ", "@State ", "@exam~", "@bite~", "---", "```", "$", "$$"),
    *(
        "<!--",
        "-->",
        "%%",
        "∆a-b",
        "{#a}",
        "Source: ",
        "demo: ",
        "TARGET DECK",
        "deck: a",
        "tags: [a",
    ),
    *("FILE TAGS", "#flashcards", "\n", "\n\n", " ", "a", "Word ", "1. ", "|", "\\", "![[a.png]]"),
    *("<!-- flashdeck: ignore=bad-math -->", "\u2028", "\0", "\ufeff", "é", "😀", "\t", "\r\n"),
]


def read(data: bytes, dialect: str | None = None) -> Compiled:
    return compiled(
        Request(
            paths=(),
            settings=Settings(),
            dialects=DIALECTS,
            dialect=dialect,
            stdin=data,
            modified=1,
        )
    )


def sound(result: Compiled) -> None:
    """Every span lies in its file, and every passage is found where it says."""
    for found in result.diagnostics:
        for span in (found.span, *(label.span for label in found.labels)):
            lies_in_its_file(span)
        assert found.message
    for note in (*result.collection.notes, *result.left_out):
        lies_in_its_file(note.span)
        assert note.id
        for each in passages(note):
            lies_in_its_file(each.span)
            for at, character in enumerate(each.text):
                place = each.place(at, at + 1)
                assert place.text == character
    assert len({note.id for note in result.collection.notes}) == len(result.collection.notes)


def lies_in_its_file(span: Span) -> None:
    assert 0 <= span.start <= span.end <= len(span.source.text)
    span.source.locate(span.start)
    span.source.locate(span.end)


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    sound(read(data))


@settings(max_examples=300)
@given(st.lists(st.sampled_from(MARKS), max_size=40).map("".join))
def test_any_marks(text: str) -> None:
    sound(read(text.encode("utf-8", "surrogatepass")))


@given(
    st.lists(st.sampled_from(MARKS), max_size=30).map("".join), st.sampled_from(sorted(DIALECTS))
)
def test_any_marks_in_any_dialect(text: str, dialect: str) -> None:
    sound(read(text.encode(), dialect))


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with some of them cut, doubled, moved or replaced by marks."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        start = chance.randint(0, len(changed))
        end = min(len(changed), start + chance.randint(0, 40))
        piece = bytes(changed[start:end])
        match chance.randint(0, 4):
            case 0:
                del changed[start:end]
            case 1:
                changed[start:start] = piece
            case 2:
                changed[start:end] = chance.choice(MARKS).encode()
            case 3:
                changed[start:start] = chance.choice(MARKS).encode()
            case _:
                changed[start:end] = bytes(chance.randint(0, 255) for _ in piece[:4])
    return bytes(changed)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_mutations_of_our_fixtures(path: Path) -> None:
    chance = random.Random(path.name)
    data = path.read_bytes()
    sound(read(data))
    for _ in range(40):
        sound(read(mutated(data, chance)))


def test_there_are_fixtures_to_mutate() -> None:
    assert SEEDS


LONG = [
    "# A\n\n## What is it?{} yes\n\nThis{} and so\n\n> [!question] Why?{} so\n> Because{} so\n",
    "Q: What{} is it?{}\nA: This{} so\n\na{} :: b{} so\n\n## So?{}{#id}\n\nYes\n",
    "* What is it?{} so :drill:\n:PROPERTIES:\n:A: b{} so\n:END:\nThis{} so\n",
    "- a{} >> b{} so\n- c{} #card so\n  - d{} so\n\nwhat{} #flashcard so\nb{} so #flashcard\n",
    "model: Basic{} so\n\nC: [b]{} a\n\n## a{} (so\n`{=:b:=}`{} so\n\nFact{} @bite~\n@bite~\n",
]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("text", LONG)
def test_a_drawing_in_a_comment_is_passed_over(text: str, dialect: str) -> None:
    """What takes the square of its length would not end here."""
    comment = f"<!--{'a' * 100_000}-->"
    sound(read(text.replace("{}", comment).encode(), dialect))

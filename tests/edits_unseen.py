"""Edits that were written without a look at the rules: cards and what became of them, in turn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from edited_cards import Card, Edit, Files, decks

PAIRS = Path(__file__).parent / "following" / "unseen"


def same() -> Iterator[Edit]:
    """Of most cards more than the question was edited at once."""
    for before, after in _pairs("same.md"):
        yield from _edits("most of a card reworded", before, Card(before, after))
    for before, after in _pairs("same_in_languages.md"):
        yield from _edits("reworded, eight languages", before, Card(before, after))


def another() -> Iterator[Edit]:
    for before, after in _pairs("another.md"):
        yield from _edits("another in its place", before, Card(after, after))
    for before, after in _pairs("another_in_languages.md"):
        yield from _edits("another, eight languages", before, Card(after, after))


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    blocks = (PAIRS / name).read_text("utf-8").strip().split("\n\n")
    return zip(blocks[::2], blocks[1::2], strict=True)


def _edits(name: str, before: str, after: Card) -> Iterator[Edit]:
    """Among other cards, and alone in its file."""
    others = decks()["biology.md"]
    yield Edit(
        name,
        {"a.md": (*others[:4], Card(before, before), *others[4:8])},
        {"a.md": (*others[:4], after, *others[4:8])},
        (after.key,),
    )
    alone: Files = {"a.md": (Card(before, before),)}
    yield Edit(f"{name}, alone", alone, {"a.md": (after,)}, (after.key,))

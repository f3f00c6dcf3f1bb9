"""Which cards somebody means: by an id, by how it begins, or by words of the prompt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from flashdeck import identity
from flashdeck.cli.output import say, warn
from flashdeck.cli.table import headline, row
from flashdeck.errors import FlashdeckError
from flashdeck.model import Card, Note

SHORTEST = 4
"""Letters of an id that nobody chose: fewer are more likely a word."""

LISTED = 20
"""Of several notes that may be meant."""


class UnknownCard(FlashdeckError):
    """What was typed is no file and means no card."""

    def __init__(self, typed: str, known: Iterable[str]) -> None:
        near = get_close_matches(typed, list(known), n=1, cutoff=0.7)
        advice = f"did you mean {near[0]!r}?" if near else "`flashdeck list` shows the cards"
        super().__init__(f"{typed!r} is neither a file nor a card; {advice}")


class FaultyCard(FlashdeckError):
    """What was typed means a card that cannot be shown."""

    def __init__(self, typed: str) -> None:
        super().__init__(f"the card {typed!r} has errors; `flashdeck check` says which")


class SeveralCards(FlashdeckError):
    """What was typed means several notes."""

    def __init__(self, typed: str, notes: Sequence[Note]) -> None:
        self.notes = notes
        super().__init__(
            f"{typed!r} may mean any of {len(notes):,} notes; give an id, or more words"
        )


def say_which(several: SeveralCards) -> None:
    """The notes that may be meant, on stderr."""
    warn(str(several))
    for note in several.notes[:LISTED]:
        say(row(note, 50).plain)
    if len(several.notes) > LISTED:
        say(f"  and {len(several.notes) - LISTED:,} more")


class _Meant(NamedTuple):
    """The notes that something typed may mean; and which of their cards, if not all."""

    notes: tuple[Note, ...]
    ordinal: int | None = None


def named(notes: Sequence[Note], faulty: Sequence[Note], typed: Sequence[str]) -> list[Card]:
    """The cards that are meant, in the order typed.

    What means nothing by itself is, taken together, words of one prompt.
    """
    meant = [_meant(notes, each) for each in typed]
    if any(len(each.notes) != 1 for each in meant):
        together = " ".join(typed)
        joined = _by_words(notes, together) if len(typed) > 1 else ()
        if joined:
            typed, meant = [together], [_Meant(joined)]
    return [
        card for pair in zip(typed, meant, strict=True) for card in _cards(notes, faulty, *pair)
    ]


def _cards(
    notes: Sequence[Note], faulty: Sequence[Note], typed: str, meant: _Meant
) -> Iterable[Card]:
    if len(meant.notes) > 1:
        raise SeveralCards(typed, meant.notes)
    if not meant.notes and _meant(faulty, typed).notes:
        raise FaultyCard(typed)
    if not meant.notes:
        raise UnknownCard(typed, (note.given_id for note in notes if note.given_id is not None))
    cards = identity.cards(meant.notes[0])
    return [card for card in cards if meant.ordinal in (None, card.ordinal)]


def _meant(notes: Sequence[Note], typed: str) -> _Meant:
    by_id = _by_id(notes, typed)
    if len(by_id) == 1:
        return _Meant(by_id)
    name, _, ordinal = typed.rpartition(":")
    if name and ordinal.isascii() and ordinal.isdigit():
        found = tuple(note for note in _by_id(notes, name) if _has_card(note, int(ordinal)))
        if found:
            return _Meant(found, int(ordinal))
    by_words = _by_words(notes, typed)
    exact = tuple(note for note in by_words if words(headline(note)) == words(typed))
    return _Meant(exact if len(exact) == 1 else tuple(dict.fromkeys((*by_id, *by_words))))


def _has_card(note: Note, ordinal: int) -> bool:
    return any(card.ordinal == ordinal for card in identity.cards(note))


def _by_id(notes: Sequence[Note], typed: str) -> tuple[Note, ...]:
    """The note of that id, or those whose ids begin so."""
    exact = tuple(note for note in notes if note.id == typed)
    return exact or tuple(
        note
        for note in notes
        if typed and note.id.startswith(typed)
        if note.given_id is not None or len(typed) >= SHORTEST
    )


def _by_words(notes: Sequence[Note], typed: str) -> tuple[Note, ...]:
    """The notes whose prompts have a word that begins so for each of the words typed."""
    wanted = words(typed)
    return tuple(note for note in notes if wanted and holds(words(headline(note)), wanted))


def holds(said: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether each of the words wanted is how one of those said begins."""
    return all(any(word.startswith(start) for word in said) for start in wanted)


def words(text: str) -> list[str]:
    """The words of a text, without regard to case."""
    return re.findall(r"[^\W_]+", text.casefold())

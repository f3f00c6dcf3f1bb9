"""Decks and tags that were typed, and that no card has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from flashdeck.errors import FlashdeckError
from flashdeck.model import Note


class UnknownName(FlashdeckError):
    """A deck or a tag that no card has."""

    def __init__(self, kind: str, typed: str, near: str | None) -> None:
        advice = f"did you mean {near!r}?" if near else "`flashdeck list` shows the cards"
        super().__init__(f"no card has the {kind} {typed!r}; {advice}")


def ensure_known(notes: Sequence[Note], decks: Iterable[str], tags: Iterable[str]) -> None:
    """Refuse a deck or tag that chooses nothing because there is none of that name."""
    for deck in decks:
        names = {
            "::".join(note.deck[:end]) for note in notes for end in range(1, len(note.deck) + 1)
        }
        wanted = "::".join(part.strip() for part in deck.split("::") if part.strip())
        _ensure("deck", deck, wanted, names)
    for tag in tags:
        _ensure(
            "tag", tag, tag.lstrip("#@").rstrip("~"), {each for note in notes for each in note.tags}
        )


def _ensure(kind: str, typed: str, wanted: str, names: Iterable[str]) -> None:
    folded = {name.casefold(): name for name in sorted(names)}
    if wanted and wanted.casefold() not in folded:
        raise UnknownName(kind, typed, _near(wanted.casefold(), folded))


def _near(wanted: str, names: dict[str, str]) -> str | None:
    """A name that ends so, or is spelt much alike, as a whole or in its last part."""
    inner = [name for name in names if name.endswith(f"::{wanted}")]
    lasts = {name.rpartition("::")[2]: name for name in names}
    alike = get_close_matches(wanted, names, n=1, cutoff=0.6)
    alike += [lasts[last] for last in get_close_matches(wanted, lasts, n=1, cutoff=0.6)]
    return next((names[name] for name in (*inner, *alike)), None)

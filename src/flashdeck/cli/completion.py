"""What the shell offers after Tab. Whatever goes wrong here offers nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from flashdeck.model import Collection


def decks(ctx: typer.Context, incomplete: str) -> list[str]:
    """Deck names, with those that only hold others."""
    return _in_collection(ctx, incomplete, _deck_names)


def tags(ctx: typer.Context, incomplete: str) -> list[str]:
    """Tags of any note."""
    return _in_collection(ctx, incomplete, lambda found: (t for n in found.notes for t in n.tags))


def ids(ctx: typer.Context, incomplete: str) -> list[str]:
    """Ids of notes and of cards."""
    return _in_collection(ctx, incomplete, _ids)


def dialects(incomplete: str) -> list[str]:
    """Dialects, ours and those installed."""
    from flashdeck import plugins

    return _offered(incomplete, lambda: plugins.available(plugins.DIALECTS))


def targets(incomplete: str) -> list[str]:
    """Syntaxes that cards can be written in."""
    from flashdeck.convert.targets import TARGETS

    return _offered(incomplete, lambda: TARGETS)


def rule_names(incomplete: str) -> list[tuple[str, str]]:
    """Rules, each with what it says."""
    from flashdeck import rules

    names = _offered(incomplete, lambda: rules.ALL)
    return [(name, rules.ALL[name].summary) for name in names]


def _in_collection(
    ctx: typer.Context, incomplete: str, names: Callable[[Collection], Iterable[str]]
) -> list[str]:
    from flashdeck.cli.reading import read

    # An option that still waits for its value leaves the paths before it unparsed.
    typed = [path for word in ctx.args if (path := Path(word)).exists()]
    paths = ctx.params.get("paths") or typed
    return _offered(incomplete, lambda: names(read(paths, quiet=True).compiled.collection))


def _offered(incomplete: str, names: Callable[[], Iterable[str]]) -> list[str]:
    try:
        return sorted({name for name in names() if name.lower().startswith(incomplete.lower())})
    except Exception:  # a message in the middle of somebody's typing helps nobody
        return []


def _deck_names(collection: Collection) -> Iterable[str]:
    for note in collection.notes:
        for depth in range(len(note.deck)):
            yield "::".join(note.deck[: depth + 1])


def _ids(collection: Collection) -> Iterable[str]:
    from flashdeck import identity

    for note in collection.notes:
        yield note.id
        yield from (card.id for card in identity.cards(note))

"""`flashdeck adopt`: go on where another program left off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from flashdeck.cli.options import Paths
from flashdeck.cli.output import put, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flashdeck.cli.adopting import Adopted

LISTED = 10
WIDE = 120
_LEFT = ("adopted before", "answered here: left as they are", "never answered there")


def adopt(
    paths: Paths = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be adopted; write nothing.")
    ] = False,
) -> None:
    """Take over when cards are due from what another program wrote.

    Read are the comments of obsidian-spaced-repetition, the properties of
    org-drill, org-fc and Logseq. Cards get their day, interval and ease as if
    they had been learnt here; a card that was answered here keeps its answers.
    The files stay as they are, and adopting again adds only what is new there.

    \b
    Examples:
      flashdeck adopt --dry-run
      flashdeck adopt notes/biology.md
    """
    from flashdeck.cli.adopting import adopted
    from flashdeck.loading.foreign import SPACED_REPETITION
    from flashdeck.report.cells import fitted

    found = adopted(paths, writes=not dry_run)
    for line in _said(found, "would be adopted" if dry_run else "adopted"):
        put(f"{line}\n")
    if found.apart is not None:
        say(
            f"{found.apart} is a collection of its own now, with its journal in "
            f"{found.apart / '.flashdeck'}; for one collection of all that is here, "
            "delete that and run `flashdeck adopt .`"
        )
    for told in found.wrong:
        place = f"{told.span.source.path}:{told.span.lines[0]}"
        meant = "day, interval and ease" if told.tool == SPACED_REPETITION else "day or number"
        for entry in told.wrong:
            say(f"{place}: not adopted, as it is no {meant}: {fitted(entry, WIDE)}")
    for span in found.unknown[:LISTED]:
        place = f"{span.source.path}:{span.lines[0]}"
        say(f"{place}: this belongs to no card: {fitted(span.text, WIDE)}")
    if len(found.unknown) > LISTED:
        say(f"and {len(found.unknown) - LISTED:,} more that belong to no card")


def _said(found: Adopted, done: str) -> Iterator[str]:
    for tool, days in found.cards.items():
        due = sum(day <= found.today for day in days)
        yield f"{_cards(len(days))} {done} from {tool}, {due:,} due"
    if not found.cards:
        yield "nothing to adopt" if not any(found.left[:2]) else "nothing new to adopt"
    for number, why in zip(found.left, _LEFT, strict=True):
        if number:
            yield f"{_cards(number)} {why}"


def _cards(number: int) -> str:
    return "1 card" if number == 1 else f"{number:,} cards"

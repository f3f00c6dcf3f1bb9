"""`flashdeck mark`: suspend, bury, flag or reset cards, and take that back."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from flashdeck.cli import completion
from flashdeck.cli.options import Decks, Standings, Tags
from flashdeck.cli.output import put, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashdeck.model import Card

LISTED = 20


class Action(StrEnum):
    """What is done to cards."""

    SUSPEND = "suspend"
    UNSUSPEND = "unsuspend"
    BURY = "bury"
    UNBURY = "unbury"
    FLAG = "flag"
    UNFLAG = "unflag"
    RESET = "reset"
    UNRESET = "unreset"


ACTIONS = ", ".join(Action)
SAID = {
    Action.SUSPEND: "suspended",
    Action.UNSUSPEND: "unsuspended",
    Action.BURY: "buried until tomorrow",
    Action.UNBURY: "unburied",
    Action.FLAG: "flagged",
    Action.UNFLAG: "unflagged",
    Action.RESET: "reset: new again",
    Action.UNRESET: "as before the reset",
}


def mark(
    action: Annotated[
        Action, typer.Argument(metavar="ACTION", help=f"One of {ACTIONS}.", show_default=False)
    ],
    cards: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CARD]...",
            help="A card's id, how it begins, or words of the prompt.",
            autocompletion=completion.ids,
            show_default=False,
        ),
    ] = None,
    deck: Decks = None,
    tag: Tags = None,
    is_: Standings = None,
) -> None:
    """Suspend, bury, flag or reset cards, or take that back.

    A suspended card is not asked, a buried one not today, a reset one is new.
    Everything is a line in the journal; no card file and no answer is changed.

    \b
    Examples:
      flashdeck mark unsuspend --is suspended
      flashdeck mark suspend --is leech --deck Analysis
      flashdeck mark flag infonce
      flashdeck mark reset --tag exam
    """
    from flashdeck.cli.choosing import Choice
    from flashdeck.cli.finding import SeveralCards, say_which
    from flashdeck.cli.marking import marked

    choice = Choice(tuple(deck or ()), tuple(tag or ()), tuple(is_ or ()))
    if not cards and not any(choice):
        raise typer.BadParameter("name cards, or choose them by --is, --tag or --deck")
    try:
        done, others = marked(action, cards or [], choice)
    except SeveralCards as several:
        say_which(several)
        raise typer.Exit(several.status) from None
    _put(action, done)
    if others:
        say(f"{_counted(others)} needed no change" if done else f"{_counted(others)}: no change")
    elif not done:
        say("no cards fit that")


def _put(action: Action, cards: Sequence[Card]) -> None:
    from flashdeck.cli.table import headline
    from flashdeck.report.cells import fitted

    for card in cards[:LISTED]:
        put(f"  {fitted(headline(card.note), 76)}\n")
    if len(cards) > LISTED:
        put(f"  and {len(cards) - LISTED:,} more\n")
    back = "" if action.startswith("un") else f" (`flashdeck mark un{action} …` takes it back)"
    if cards:
        put(f"{_counted(len(cards))} {SAID[action]}{back}\n")


def _counted(number: int) -> str:
    return "1 card" if number == 1 else f"{number:,} cards"

"""`flashdeck study`: a session on the screen, or line by line in a pipe."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flashdeck.cli.options import Decks, Tags
from flashdeck.schedule.standing import Standing

StudyPaths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[PATHS]...",
        help="Files and folders of cards. Without any: the collection you stand in.",
        exists=True,
        show_default=False,
    ),
]

Standings = Annotated[
    list[Standing] | None,
    typer.Option(
        "--is",
        metavar="STATE",
        help="Only cards that are new, due, flagged or leech. Repeated: any of these.",
        show_default=False,
    ),
]

Cram = Annotated[
    bool,
    typer.Option(
        "--cram",
        help="Ask every card; go on where it was stopped today; change no schedule.",
    ),
]

NEVER_ASKED = {
    Standing.SUSPENDED: "a suspended card is not asked; "
    "`flashdeck mark unsuspend --is suspended` brings all of them back",
    Standing.BURIED: "a buried card is not asked today; "
    "`flashdeck mark unbury --is buried` brings all of them back",
}


def _number(text: str, least: int = 1) -> typer.models.OptionInfo:
    """An option that is a whole number, or is not there."""
    option: typer.models.OptionInfo = typer.Option(
        metavar="N", min=least, help=text, show_default=False
    )
    return option


def study(
    paths: StudyPaths = None,
    deck: Decks = None,
    tag: Tags = None,
    is_: Standings = None,
    new: Annotated[int | None, _number("New cards, whatever the day's limit says.", 0)] = None,
    limit: Annotated[int | None, _number("No more than so many cards.")] = None,
    minutes: Annotated[int | None, _number("No new question after so many minutes.")] = None,
    cram: Cram = False,
    type_: Annotated[
        bool, typer.Option("--type", help="Type answers, and see what differs.")
    ] = False,
    count: Annotated[
        bool,
        typer.Option(
            "--count",
            help="Say how many cards it would ask, and ask none. With --minutes: at your pace.",
        ),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="With --count: as JSON.")] = False,
) -> None:
    """Study the cards that are due, and some new ones.

    \b
    Examples:
      flashdeck study
      flashdeck study --deck Analysis --minutes 10
      flashdeck study --tag exam --cram
      flashdeck study --is flagged
      flashdeck study --count
    """
    from flashdeck.cli.early import Wish, begin

    standings = tuple(is_ or ())
    wish = Wish(
        tuple(paths or ()),
        tuple(deck or ()),
        tuple(tag or ()),
        standings,
        new,
        limit,
        minutes,
        cram,
        type_,
    )
    for each in standings:
        if each in NEVER_ASKED:
            raise typer.BadParameter(NEVER_ASKED[each], param_hint="--is")
    if json and not count:
        raise typer.BadParameter("it goes with --count: a session has no JSON", param_hint="--json")
    if count:
        from flashdeck.cli.sessions import count_line

        count_line(wish, as_json=json)
    else:
        begin(wish)

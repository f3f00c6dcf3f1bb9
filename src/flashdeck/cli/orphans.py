"""`flashdeck orphans`: cards that have a history and no place in the sources any more."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from flashdeck.cli.output import put_json, put_lines, say
from flashdeck.errors import FlashdeckError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from flashdeck.cli.absent import Absent
    from flashdeck.compile.library import Compiled
    from flashdeck.model import NoteId


class Format(StrEnum):
    """How the cards are written."""

    TABLE = "table"
    JSON = "json"


class Unasked(FlashdeckError):
    """Nobody is there to be asked whether to forget."""

    def __init__(self) -> None:
        super().__init__("nobody can be asked here; --yes forgets without a question")


def orphans(
    older: Annotated[
        int | None,
        typer.Option(
            metavar="DAYS",
            min=0,
            help="Only what has been gone for so many days.",
            show_default=False,
        ),
    ] = None,
    all: Annotated[
        bool,
        typer.Option("--all", help="Also those that were there for minutes, never answered."),
    ] = False,
    forget: Annotated[
        bool, typer.Option("--forget", help="Forget them, with all their answers.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --forget: do not ask.")] = False,
    format: Annotated[Format, typer.Option(help="A table, or JSON.")] = Format.TABLE,
) -> None:
    """List cards that are gone from the sources.

    Their histories are kept, and taken up when they return. What is forgotten
    comes back as a new card.

    \b
    Examples:
      flashdeck orphans
      flashdeck orphans --older 365 --forget
    """
    from datetime import date, timedelta

    from flashdeck.cli import machine
    from flashdeck.cli.absent import absent, brief
    from flashdeck.cli.reading import read

    compiled = read(None).compiled
    now = machine.now(compiled.settings.rollover_hour)
    latest = date.fromordinal(now.day) - timedelta(days=older or 0)
    found = [each for each in absent(compiled, now.tz) if older is None or each.last <= latest]
    soon = brief(compiled, found)
    told = [each for each in found if all or each.id not in soon]
    if format is Format.JSON:
        put_json({"version": 1, "orphans": [_row(each, soon) for each in found]})
    else:
        put_lines(lambda width: _table(told, width))
        _say_hidden(len(found) - len(told))
    if not found:
        say("nothing is gone")
    elif told and not forget and format is Format.TABLE:
        say("`flashdeck follow OLD NEW` lets one go on as a card that is there")
    elif forget:
        _forget(compiled, found, yes=yes)


def _say_hidden(number: int) -> None:
    """A line for the wordings that somebody had half typed, or tried out, when they were seen."""
    if number:
        cards = "1 card was" if number == 1 else f"{number:,} cards were"
        say(f"{cards} there for minutes only, never answered; --all lists such, too")


def _row(each: Absent, brief: Collection[NoteId]) -> dict[str, object]:
    return {
        "id": each.id,
        "prompt": each.asked or None,
        "path": each.file or None,
        "deck": "::".join(each.deck) or None,
        "last_seen": each.last.isoformat(),
        "reviews": each.reviews,
        "cards": list(each.cards),
        "brief": each.id in brief,
    }


def _table(found: Sequence[Absent], width: int) -> Iterator[Text]:
    """One line each: when, how often it was answered, its id, its file, what it asked."""
    from rich.text import Text

    from flashdeck.loading.unclear import short
    from flashdeck.report.cells import fitted, padded, shown
    from flashdeck.report.summary import counted

    files = min(width // 4, 24, max((len(shown(each.file)) for each in found), default=0))
    ids = min(18, max((len(shown(short(each.id))) for each in found), default=0))
    for each in found:
        yield Text.assemble(
            (each.last.isoformat(), "dim"),
            f" {counted(each.reviews, 'review'):>11} ",
            (padded(short(each.id), ids), "cyan"),
            f" {padded(each.file, files)} ",
            fitted(each.asked or "(what it asked is not known)", max(12, width - files - ids - 26)),
        )
    if found:
        reviews = sum(each.reviews for each in found)
        yield Text(f"{counted(len(found), 'note')} gone, {counted(reviews, 'review')}", "dim")


def _forget(compiled: Compiled, found: Sequence[Absent], *, yes: bool) -> None:
    from functools import partial

    from flashdeck.cli import machine
    from flashdeck.journal.folder import Folder, prepared
    from flashdeck.journal.lines import Mark
    from flashdeck.journal.pen import Pen

    if not yes:
        if not sys.stdin.isatty():
            raise Unasked
        typer.confirm("Forget them, and their answers, for good?", abort=True, err=True)
    now = machine.now(compiled.settings.rollover_hour)
    pen = Pen(prepared(Folder(compiled.settings.root)), machine.name())
    names = [name for each in found for name in (each.id, *each.cards)]
    mark = partial(Mark, now.t, pen.device, kind="forget", day=now.day)
    pen.together(now, [partial(mark, card=name) for name in names])
    say(f"forgotten: {len(found):,}")

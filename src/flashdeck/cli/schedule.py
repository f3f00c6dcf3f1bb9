"""`flashdeck schedule`: what a sequence of grades does to a card."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from flashdeck.cli.output import put, put_json

if TYPE_CHECKING:
    from flashdeck.schedule.scheduler import Scheduler
    from flashdeck.schedule.sequence import Given


class Format(StrEnum):
    """How the sequence is written."""

    TABLE = "table"
    JSON = "json"


def _schedulers(incomplete: str) -> list[str]:
    from flashdeck import plugins
    from flashdeck.errors import FlashdeckError

    try:
        names = plugins.available(plugins.SCHEDULERS)
    except FlashdeckError:  # a message in the middle of somebody's typing helps nobody
        return []
    return [name for name in names if name.startswith(incomplete)]


def schedule(
    grades: Annotated[
        list[str],
        typer.Argument(
            metavar="GRADES...", help="Grades from 0 to 5: `4 4 5`, or `445`.", show_default=False
        ),
    ],
    by: Annotated[
        str,
        typer.Option("--with", metavar="NAME", help="The scheduler.", autocompletion=_schedulers),
    ] = "sm2",
    format: Annotated[Format, typer.Option(help="A table, or JSON.")] = Format.TABLE,
) -> None:
    """Show what grades do to a card.

    It is answered on the days it is due. The keys 1 to 4 in `study` give the
    grades 1 (again), 3 (hard), 4 (good) and 5 (easy).

    \b
    Examples:
      flashdeck schedule 4 4 5 1 4
      flashdeck schedule 444444 --format json
    """
    from flashdeck import plugins
    from flashdeck.schedule.sequence import sequence

    scheduler = plugins.scheduler(by)
    rows = list(sequence(scheduler, _grades(grades)))
    if format is Format.JSON:
        put_json([_row(scheduler, row) for row in rows])
    else:
        put("".join(f"{line}\n" for line in _table(scheduler, rows)))


def _grades(words: list[str]) -> list[int]:
    from flashdeck.schedule.scheduler import GRADES

    digits = "".join(words).replace(",", "").replace(" ", "")
    wrong = [digit for digit in digits if digit not in map(str, GRADES)]
    if wrong or not digits:
        said = repr(wrong[0]) if wrong else "nothing"
        raise typer.BadParameter(f"grades are digits from 0 to 5, not {said}", param_hint="GRADES")
    return [int(digit) for digit in digits]


def _row(scheduler: Scheduler[object], given: Given) -> dict[str, int | float]:
    return {
        "grade": given.grade,
        **scheduler.shown(given.memory),
        "interval": given.interval,
    }


def _table(scheduler: Scheduler[object], rows: list[Given]) -> Iterator[str]:
    """One line an answer; days count from the first."""
    from flashdeck.report.summary import counted
    from flashdeck.schedule.keys import NAMES
    from flashdeck.schedule.scheduler import KNOWN

    names = list(scheduler.shown(scheduler.initial()))
    yield "  ".join(["day".rjust(7), "grade  ", *names, "interval".rjust(11), "due on day"])
    for given in rows:
        shown = scheduler.shown(given.memory)
        values = [_number(shown[name]).rjust(len(name)) for name in names]
        grade = f"{given.grade} {NAMES.get(given.grade, '')}".ljust(7)
        interval = counted(given.interval, "day").rjust(11)
        due = f"{given.day + given.interval:,}".rjust(10)
        yield "  ".join([f"{given.day:,}".rjust(7), grade, *values, interval, due])
    if any(given.grade < KNOWN for given in rows):
        yield ""
        yield f"Below {KNOWN} a card is asked again in the same session until it is known;"
        yield "those repeats change nothing here."


def _number(value: float) -> str:
    return f"{value:.2f}" if isinstance(value, float) else f"{value:,}"

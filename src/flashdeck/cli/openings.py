"""Draws the first screens of the sessions to come, so that they are there at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Container, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace

from flashdeck.cli import machine, screens
from flashdeck.cli.early import Wish, circumstances
from flashdeck.cli.sessions import Known, begun_on
from flashdeck.schedule.study_day import Day
from flashdeck.study import history, opening
from flashdeck.study.pace import MINUTE
from flashdeck.study.session import Done
from flashdeck.study.sitting import Sitting
from flashdeck.study.terminal.desk import Size
from flashdeck.study.terminal.loop import Loop

AHEAD = 14
PATIENCE = 150
"""Milliseconds after which no further day is begun; today and tomorrow always are."""


class Paper:
    """A screen of some size on which nothing is typed."""

    def __init__(self, size: Size) -> None:
        self._size = size

    def size(self) -> Size:
        return self._size

    def key(self) -> str:
        return "eof"

    def forget(self, keys: Container[str]) -> None:
        """Nothing is typed."""

    def draw(self, lines: Sequence[str]) -> None:
        """Nobody sees it."""

    def stop(self) -> None:
        """There is no background to lie in."""

    def away(self) -> AbstractContextManager[None]:
        return nullcontext()


def keep(here: Known, wish: Wish, sitting: Sitting[object], read_from: Sequence[str]) -> None:
    """The first screen of the same wish, today and on the days after it."""
    settings = here.read.compiled.settings
    faces = screens.faces(lambda: here.read.compiled.collection, settings.macros)
    about = circumstances(wish)
    if about is None or not screens.is_whole(faces):
        return
    ends = None if wish.minutes is None else machine.ticks() + wish.minutes * MINUTE
    times = history.times(here.folder.journal_of(machine.name()))
    later = replace(sitting, times=times, ends=ends)
    paper = Paper(Size(*os.get_terminal_size(sys.stdout.fileno())))
    days = dict(_days(here, wish, Loop(later, faces, paper, wish.types)))
    root = str(settings.root.resolve())
    opening.keep(root, about, settings.rollover_hour, read_from, days)


def _days(here: Known, wish: Wish, loop: Loop[object]) -> Iterator[tuple[int, Sequence[str]]]:
    """Study days, as far as time allows, with the lines of their first screens."""
    today, end = here.now().day, machine.ticks() + PATIENCE
    for day in range(today, today + AHEAD):
        if day > today + 1 and machine.ticks() > end:
            return
        session = begun_on(here, wish, Day(day))
        if not isinstance(session.stage, Done):
            loop.sitting = replace(loop.sitting, session=session)
            yield day, loop.opening()

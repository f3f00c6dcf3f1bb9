"""Puts the entries of a session into the journal."""

from __future__ import annotations

from collections.abc import Iterable

from flashdeck.journal.lines import REVIEW, Answer, Mark, Other, Rename, Undo
from flashdeck.journal.pen import Pen
from flashdeck.schedule.study_day import Moment
from flashdeck.study.entries import Answered, Entry, Marked, Renamed, TakenBack


class Recorder:
    """Knows the line of every entry, so that it can be taken back.

    `earlier` are those lines of the day that a session may take back before its
    own: its entries are counted on from there.
    """

    def __init__(self, pen: Pen, scheduler: str, earlier: Iterable[Answer | Mark] = ()) -> None:
        self._pen = pen
        self._scheduler = scheduler
        self._lines: list[Answer | Mark | Undo | Rename | Other] = list(earlier)

    def write(self, entry: Entry, at: Moment) -> None:
        """An entry as a line on the disk."""
        self._lines.append(self._written(entry, at))

    def _written(self, entry: Entry, at: Moment) -> Answer | Mark | Undo | Rename:
        match entry:
            case Answered():
                return self._pen.answer(
                    at,
                    entry.card,
                    entry.grade,
                    entry.ms,
                    drill=entry.kind != REVIEW,
                    scheduler=self._scheduler,
                    hash=entry.hash,
                )
            case Marked(card, kind, on):
                return self._pen.mark(at, card, kind, on=on)
            case Renamed(note, to):
                return self._pen.rename(at, note, to)
            case TakenBack(_, of):
                line = self._lines[of]
                if not isinstance(line, Answer | Mark):
                    raise TypeError(f"entry {of} cannot be taken back")
                return self._pen.undo(at, line)

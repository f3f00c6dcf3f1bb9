"""Telling the journal of the notes that were built or are studied."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from flashdeck.cli import machine
from flashdeck.cli.output import warn
from flashdeck.journal.conflicts import SAID, conflicts
from flashdeck.journal.folder import Folder, prepared
from flashdeck.journal.pen import Pen
from flashdeck.journal.remembering import told_on
from flashdeck.journal.seen import Seen
from flashdeck.journal.telling import Notes, Untold, tellings
from flashdeck.loading.files import STDIN
from flashdeck.notes.listed import known

if TYPE_CHECKING:
    from flashdeck.compile.library import Compiled
    from flashdeck.following.memory import Memory, Remembered
    from flashdeck.following.trace import Trace
    from flashdeck.journal.built import Built
    from flashdeck.journal.lines import Rename
    from flashdeck.model import NoteId
    from flashdeck.schedule.study_day import Moment

TRIES = 20
PAUSE = 0.05
"""Seconds between two tries to write where another process does."""

NAMED = 3  # notes that a build names
BRIEF = 30  # columns of a prompt in a line of `--watch`


def tell(
    compiled: Compiled, *, buries: frozenset[NoteId] = frozenset(), built: Built | None = None
) -> Memory | None:
    """Write what the journal does not say yet of the notes; what it says then.

    A package that is made of them, `built`, is told of, too.

    None, and a word about it, where it cannot be written.
    """
    now = machine.now(compiled.settings.rollover_hour)
    untold = tellings(_notes(compiled, now.t, buries), compiled.memory, now.t, built)
    if not untold.lines:
        return compiled.memory
    folder = Folder(compiled.settings.root)
    try:
        pen = Pen(prepared(folder), machine.name(), patient=False)
        written = _written(pen, untold, now._replace(t=untold.t))
    except OSError as error:
        said = error.strerror or str(error)
        warn(f"the journal was not written ({said}); what changed will be told the next time")
        return None
    del untold  # the first build has as many of those lines as notes, and of those that follow
    return told_on(folder, compiled.memory, written, pen.last)


def _notes(compiled: Compiled, now: int, buries: frozenset[NoteId]) -> Notes:
    """The notes as they are now, in milliseconds."""
    found = compiled.following
    facts = known(found.notes)
    return Notes(
        found,
        compiled.shows,
        {found.traces[at].id: min(facts[at].source.modified, now // 1000) for at in found.rest},
        frozenset({STDIN}),
        buries,
        frozenset(note.id for note in compiled.left_out),
    )


def warn_of_conflicts(compiled: Compiled) -> None:
    """A word about each journal that a merge left unfinished."""
    from flashdeck.report.cells import shown

    for path, line in conflicts(Folder(compiled.settings.root)):
        warn(f"{shown(path.name)}:{line}: {SAID}")


def _written(pen: Pen, untold: Untold, at: Moment) -> Sequence[Seen | Rename | Built]:
    """The lines, when they are on the disk; raises BlockingIOError if others hold the file."""
    placed = partial(untold.placed, pen.device)
    for _ in range(TRIES - 1):
        try:
            return pen.all_at_once(at, placed)
        except BlockingIOError:
            time.sleep(PAUSE)
    return pen.all_at_once(at, placed)


class Left(NamedTuple):
    """A note that is there no more; its answer is told where others still ask the same."""

    file: str
    prompt: str
    answer: str = ""

    def told(self, room: int) -> str:
        """The answer in so many columns behind what was asked, if it is told."""
        from flashdeck.report.cells import fitted

        return f" → {fitted(self.answer, room)}" if self.answer else ""


class News(NamedTuple):
    """What became of the notes since they were last built or studied.

    So many were `reworded`, so many that stood as copies beside others go on as these, so many
    that were gone are `back`, and others have `left`.
    """

    reworded: int
    moved: int
    back: int
    left: Sequence[Left]


def news(compiled: Compiled) -> News:
    moved = _moved(compiled)
    return News(_reworded(compiled) - moved, moved, _back(compiled), _gone(compiled))


def gone(compiled: Compiled) -> News:
    """Only what has left."""
    return News(0, 0, 0, _gone(compiled))


def in_full(news: News) -> Iterator[str]:
    """In a line or two."""
    from flashdeck.report.summary import counted

    if news.reworded:
        yield f"{counted(news.reworded, 'reworded note')} known again, with history"
    if news.moved:
        yield f"{counted(news.moved, 'note')} known again in a copy, with history"
    if news.back:
        yield f"{counted(news.back, 'note')} that had gone came back, with history"
    if news.left:
        yield from _left(news.left)


def in_short(news: News) -> Iterator[str]:
    """In a few words each."""
    from flashdeck.report.cells import fitted, shown
    from flashdeck.report.summary import counted

    if news.reworded:
        yield f"{counted(news.reworded, 'reworded note')} known again"
    if news.moved:
        yield f"{counted(news.moved, 'note')} known again in a copy"
    if news.back:
        yield f"{counted(news.back, 'note')} came back"
    if left := news.left:
        more = f" and {len(left) - 1:,} more" if len(left) > 1 else ""
        first = f"{shown(left[0].file)} “{fitted(left[0].prompt, BRIEF)}”{left[0].told(BRIEF)}"
        yield f"{counted(len(left), 'note')} gone: {first}{more}"


def _reworded(compiled: Compiled) -> int:
    """How many notes ask otherwise than before, whether or not they have another id by that.

    Those that were gone meanwhile came back, and are counted as such.
    """
    from flashdeck.identity import is_hash

    found, before = compiled.following, compiled.memory.notes
    again = {new for old, new in found.renames if not _was_gone(before.get(old))}
    for each in (found.traces[at] for at in found.rest):
        past = before.get(each.id)
        if past is None or past.gone:
            continue
        if past.trace.prompt != each.prompt and is_hash(each.id):
            again.add(each.id)
    return len(again)


def _moved(compiled: Compiled) -> int:
    """How many notes go on in what was a copy of them."""
    before = compiled.memory.notes
    return len({new for old, new in compiled.following.renames if old in before and new in before})


def _was_gone(past: Remembered | None) -> bool:
    return past is not None and past.gone


def _back(compiled: Compiled) -> int:
    """How many notes were missing the last time, and are there again, reworded or not."""
    found, before = compiled.following, compiled.memory.notes
    if not before:
        return 0
    was = {new: old for old, new in found.renames}
    ids = {was.get(id, id) for id in (found.traces[at].id for at in found.rest)}
    return sum(_was_gone(before.get(id)) for id in ids)


def _gone(compiled: Compiled) -> list[Left]:
    """The notes that were there the last time, and are no more."""
    found = compiled.following
    asked = {each.id for question in found.questions for each in question.old}
    left = [
        each
        for each in found.vanished
        if each.id not in asked and not compiled.memory.notes[each.id].gone
    ]
    return [*_named(left, (found.traces[at] for at in found.rest))] if left else []


def _named(left: Sequence[Trace], traces: Iterable[Trace]) -> Iterator[Left]:
    """Those of which no other copy stands in the sources still, with the same answer.

    It is among the `traces` of notes that had to be followed: a file that holds one is not settled.
    """
    from flashdeck.compile.tombstones import said

    asked = {(each.kind, each.prompt) for each in left}
    here = [each for each in traces if (each.kind, each.prompt) in asked]
    same, asks = {said(each) for each in here}, {(each.kind, each.prompt) for each in here}
    for each in left:
        if said(each) not in same:
            told = each.answer if (each.kind, each.prompt) in asks else ""
            yield Left(each.file, each.prompt, told)


def _left(left: Sequence[Left]) -> Iterator[str]:
    from flashdeck.report.cells import fitted, shown
    from flashdeck.report.summary import counted

    yield f"{counted(len(left), 'note')} gone from the sources (see `flashdeck orphans`):"
    for each in left[:NAMED]:
        yield f"  {shown(each.file)} {fitted(each.prompt, 50)}{each.told(BRIEF)}"
    if len(left) > NAMED:
        yield f"  and {len(left) - NAMED:,} more"

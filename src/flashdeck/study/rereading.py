"""What became of the notes of a file while it was in an editor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import Enum, auto
from typing import NamedTuple

from flashdeck.diagnostics import Diagnostic
from flashdeck.following import following
from flashdeck.following.trace import trace
from flashdeck.loading.unclear import short
from flashdeck.model import Note, NoteId

BROKEN = "the card is asked as it was"


def followed(
    before: Sequence[Note], now: Sequence[Note], renames: Mapping[NoteId, NoteId]
) -> dict[NoteId, NoteId]:
    """The id that each note now goes by; those that are gone are not there.

    A note is known by its id, by what `renames` says of it, or by what it asks
    and answers. Where a build would ask whether it is the same card, it is: who
    sits there had it open.
    """
    names = {note.id: renames.get(note.id, note.id) for note in before}
    memory = {
        names[note.id]: trace(replace(note, id=names[note.id]), at)
        for at, note in enumerate(before)
    }
    files = {note.span.source.name for note in before}
    found = following.followed(now, memory, retired={}, in_scope=files)
    kept = {id: id for id in memory} | dict(found.renames)
    kept |= {each.old[0].id: each.new[0].id for each in found.questions if _is_pair(each)}
    there = {each.id: note.id for each, note in zip(found.traces, now, strict=True)}
    return {id: there[kept[name]] for id, name in names.items() if kept[name] in there}


def _is_pair(question: following.Question) -> bool:
    return len(question.old) == len(question.new) == 1


class News(NamedTuple):
    """What became of a file: its notes by the ids they had, those that had none, what is wrong."""

    now: Mapping[NoteId, Note]
    added: Sequence[Note] = ()
    errors: Sequence[Diagnostic] = ()

    @property
    def first_error(self) -> Diagnostic | None:
        return min(self.errors, key=lambda each: each.span.start, default=None)


class State(Enum):
    """Whether a note can be read."""

    SOUND = auto()
    BROKEN = auto()
    MENDED = auto()


def told(note: Note, before: Sequence[Note], news: News, state: State = State.SOUND) -> str:
    """What there is to say to somebody who had that note on the screen."""
    broken = state is State.BROKEN
    others = sum(not _same(each, news.now.get(each.id)) for each in before if each.id != note.id)
    own = BROKEN if broken else _own(note, news.now.get(note.id), news.added)
    said = [own] if own else []
    if others and not broken:
        more = f"{_counted(others, 'other card')} of the file"
        said = [f"edited: {more} too"] if own == "edited" else [*said, f"edited: {more}"]
    if news.added and (broken or note.id in news.now or len(news.added) > 1):
        said.append(f"{_counted(len(news.added), 'card')} added")
    if (first := news.first_error) is not None:
        wrong = _wrong(first, len(news.errors), mends=broken or note.id in news.now)
        said = [*([] if broken else said), wrong, *([BROKEN] if broken else [])]
    return "; ".join(said) or ("mended" if state is State.MENDED else "unchanged")


def _wrong(first: Diagnostic, errors: int, *, mends: bool) -> str:
    """How many errors, and where the first is; whether `e` `mends` it."""
    said = f"{_counted(errors, 'error')} in the file, line {first.span.lines[0]}: {first.message}"
    return f"{said} (e: mend it)" if mends else said


def _own(note: Note, now: Note | None, added: Sequence[Note]) -> str:
    if now is None:
        return _new(note, added) or "the card is gone from the file"
    if _same(note, now):
        return ""
    if now.id == note.id:
        return "edited"
    lost = note.given_id is not None and note.given_id != now.given_id
    what = "its id was removed" if lost and now.given_id is None else "its id was changed"
    return f"edited: {what if lost else 'its prompt was reworded'}; its schedule goes along"


def _new(note: Note, added: Sequence[Note]) -> str:
    """Of a note in whose place there is another one."""
    if len(added) != 1:
        return ""
    follow = f"flashdeck follow {short(note.id)} {short(added[0].id)}"
    return f"a new card now; to keep its history: {follow}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _same(before: Note, now: Note | None) -> bool:
    """Whether nothing of a note was edited; its references may lead elsewhere."""
    return now is not None and replace(before, refs=()) == replace(now, refs=())

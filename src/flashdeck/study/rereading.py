"""What became of the notes of a file while it was in an editor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from flashdeck.model import Note, NoteId

BROKEN = "the card cannot be read: `flashdeck check` says why; it is asked as it was"


def followed(
    before: Sequence[Note], now: Sequence[Note], renames: Mapping[NoteId, NoteId]
) -> dict[NoteId, NoteId]:
    """The id that each note now goes by; those that are gone are not there.

    A note is known by its id, or by what `renames` says of it; where some lost
    theirs, and as many others stand between the same neighbours, they are the
    same notes reworded.
    """
    kept = _kept([renames.get(note.id, note.id) for note in before], [note.id for note in now])
    names = ((note.id, renames.get(note.id, note.id)) for note in before)
    return {id: kept[name] for id, name in names if name in kept}


def _kept(ours: Sequence[NoteId], theirs: Sequence[NoteId]) -> dict[NoteId, NoteId]:
    kept = {id: id for id in ours if id in set(theirs)}
    for kind, start, end, first, last in SequenceMatcher(
        None, ours, theirs, autojunk=False
    ).get_opcodes():
        if kind == "replace":
            lost = [id for id in ours[start:end] if id not in kept]
            found = [id for id in theirs[first:last] if id not in kept]
            if len(lost) == len(found):
                kept.update(zip(lost, found, strict=True))
    return kept


def told(note: Note, before: Sequence[Note], now: Mapping[NoteId, Note], added: int) -> str:
    """What there is to say to somebody who had that note on the screen.

    `now` are the notes by the ids they had, `added` counts those that had none.
    """
    others = sum(not _same(each, now.get(each.id)) for each in before if each.id != note.id)
    own = _own(note, now.get(note.id), added)
    if not others:
        return own
    said = f"{others} other card{'' if others == 1 else 's'} of the file"
    return f"edited: {said} too" if own == "edited" else f"{own}; edited: {said}"


def _own(note: Note, now: Note | None, added: int) -> str:
    if now is None:
        gone = "the card is gone from the file"
        return f"{gone}: what was added there is a new card" if added else gone
    if _same(note, now):
        return "unchanged"
    if now.id == note.id:
        return "edited"
    lost = note.given_id is not None and note.given_id != now.given_id
    what = "its id was removed" if lost and now.given_id is None else "its id was changed"
    return f"edited: {what if lost else 'its prompt was reworded'}; its schedule goes along"


def _same(before: Note, now: Note | None) -> bool:
    """Whether nothing of a note was edited; its references may lead elsewhere."""
    return now is not None and replace(before, refs=()) == replace(now, refs=())

"""What a collection has from its past: the first ids of its notes, and when they last changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from flashdeck.embeds import embeds
from flashdeck.following.following import Following
from flashdeck.following.memory import Memory, Remembered
from flashdeck.following.settled import unlike
from flashdeck.following.trace import Trace
from flashdeck.identity import digest
from flashdeck.model import Collection, Note, NoteId, passages
from flashdeck.notes.listed import ids, known
from flashdeck.settings import Settings


def shows(collection: Collection, settings: Settings) -> dict[NoteId, str]:
    """A hash of what each note shows that stands elsewhere: files, notes, links, LaTeX commands.

    A note that shows none of them has none.
    """
    with_media = {name for name, _ in collection.media}
    links: dict[NoteId, list[str]] = defaultdict(list)
    for (id, slug), target in sorted(collection.links.items()):
        links[id] += (slug, target)
    for id, text in collection.embedded.items():
        links[id].append(text)
    macros = _macros(settings)
    if not (links or collection.media or settings.macros):
        return {}
    found: dict[NoteId, str] = {}
    for note in _showing(collection, settings):
        parts = links.get(note.id, [])
        if note.span.source.name in with_media:
            parts = [*parts, *_media(note, collection)]
        if macros is not None and any(macros.search(each.text) for each in passages(note)):
            parts = [*parts, *(text for macro in sorted(settings.macros.items()) for text in macro)]
        if parts:
            found[note.id] = digest(*parts)
    return found


def _showing(collection: Collection, settings: Settings) -> Iterator[Note]:
    """The notes that may show something that stands elsewhere."""
    notes, embedding = collection.notes, collection.embedded
    for at, (id, fact) in enumerate(zip(ids(notes), known(notes), strict=True)):
        if not fact.alone or id in embedding or (settings.macros and fact.commands):
            yield notes[at]


def _media(note: Note, collection: Collection) -> Iterator[str]:
    for passage in passages(note):
        for embed in embeds(passage.text):
            media = collection.media.get((note.span.source.name, embed.target))
            if media is not None:
                yield media.name


def _macros(settings: Settings) -> re.Pattern[str] | None:
    if not settings.macros:
        return None
    return re.compile(rf"\\(?:{'|'.join(map(re.escape, settings.macros))})(?![A-Za-z])")


def with_past(
    collection: Collection, found: Following, shown: Mapping[NoteId, str], memory: Memory
) -> Collection:
    """The collection as Anki must know it again.

    Where a journal does not say when a note changed to what it is now, its file
    does; but not to a time before that of which the journal knows. That is so only in a
    build that may not write to the journal (`--frozen`): no other time is known then that
    is later at the next edit too, and Anki takes no edit that is not later. So the packages of
    two copies whose files were written at other times differ in those notes, unless
    `SOURCE_DATE_EPOCH` stands for the time of every file.
    """
    old = {new: old for old, new in found.renames}
    origins: dict[NoteId, NoteId] = {}
    modified: dict[NoteId, int] = {}
    for each in found.settled:
        origins |= each.heads.origins
        modified.update(zip(each.heads.ids, each.heads.modified, strict=True))
    facts = known(found.notes)
    for at in unlike(found, shown):
        trace = found.traces[at]
        if trace.origin != trace.id:
            origins[trace.id] = trace.origin
        before = _before(trace, old.get(trace.id, trace.id), memory)
        if before is not None:
            now = (trace.id, trace.hash, shown.get(trace.id, ""), False)
            same = now == (before.trace.id, before.trace.hash, before.shows, before.removed)
            later = max(before.modified + 1, facts[at].source.modified)
            modified[trace.id] = before.modified if same else later
    return replace(collection, origins=origins, modified=modified)


def _before(trace: Trace, old: NoteId, memory: Memory) -> Remembered | None:
    """What is remembered of a note, under its id, which a copy may have had, or an `old` one."""
    known = [memory.notes[id] for id in (trace.id, old) if id in memory.notes]
    same = [each for each in known if each.trace.origin == trace.origin]
    return next(iter((*same, *known)), None)

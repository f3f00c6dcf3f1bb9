"""What a session needs of the world: an editor, the file it wrote, demos, the journal."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from flashdeck import identity, plugins
from flashdeck.cli import machine
from flashdeck.cli.choosing import chosen
from flashdeck.cli.output import put
from flashdeck.cli.reading import read
from flashdeck.cli.sessions import Known
from flashdeck.compile.library import Compiled
from flashdeck.diagnostics import Diagnostic, Severity
from flashdeck.loading.links import linked
from flashdeck.model import Card, CardId, Collection, Note, NoteId, stands_at
from flashdeck.schedule.card_state import CardState
from flashdeck.study.editing import command, editor
from flashdeck.study.rereading import News, State, followed, told
from flashdeck.study.sitting import Reread

if TYPE_CHECKING:
    from flashdeck.cli.viewing import Viewers


class Outside:
    """The collection as it was read, with the notes that were edited since."""

    def __init__(self, here: Known) -> None:
        self._here = here
        self.edited = False
        self.collection: Collection = here.read.compiled.collection
        self.macros = here.read.compiled.settings.macros
        paths = {each.source.path for each in self.collection.files}
        self._faults = {path: _faults(here.read.compiled, path) for path in paths}
        self._wrong: dict[NoteId, int] = {}
        self._broken: frozenset[NoteId] = frozenset()
        self._viewers: Viewers | None = None

    def state(self, card: CardId) -> CardState[object]:
        self._here.refresh()
        return self._here.cache.replayed.cards.get(card, self._here.rules.initial)

    def view(self, note: Note, targets: Sequence[str]) -> str:
        from flashdeck.cli.viewing import Viewers

        if self._viewers is None:
            found = self._here.read
            named = [each if each.is_dir() else each.parent for each in found.chosen.paths]
            vault = found.compiled.settings.vault
            folders = [found.compiled.settings.root, *named, *([vault.root] if vault else [])]
            self._viewers = Viewers(folders)
        return self._viewers.opened(targets, Path(note.span.source.path).parent)

    def news(self) -> str:
        return "" if self._viewers is None else self._viewers.failed()

    def demo(self, wanted: str) -> str:
        """Run what a card's `demo:` line says, a name and its options, without a shell."""
        try:
            name, *options = shlex.split(wanted)
        except ValueError as error:
            return f"`demo: {wanted}` cannot be read: {error}"
        if name not in plugins.demos():
            return f"there is no demo `{name}`"
        if wrong := plugins.objection(name, options):
            return f"the demo `{name}` would not run: {wrong}"
        import subprocess

        options += [] if {"--step", "--json"} & set(options) else ["--step"]
        run = [sys.executable, "-m", "flashdeck", "demo", name, *options]
        try:
            done = subprocess.run(run, check=False)
            put("\nany key goes back to the cards ")
            machine.any_key()
        except KeyboardInterrupt:  # it was meant for the demo
            return "the demo was stopped"
        return "" if done.returncode == 0 else f"the demo ended with {done.returncode}"

    def edit(self, card: Card) -> Reread:
        import subprocess

        path = card.note.span.source.path
        line = self._wrong.get(card.note.id) or stands_at(card.note).lines[0]
        usual = "notepad" if os.name == "nt" else "vi"
        words = command(editor(os.environ, usual), path, line)
        try:
            done = subprocess.run(words, check=False)
        except OSError as error:
            return Reread({}, f"{words[0]}: {error.strerror}; set EDITOR to your editor")
        except KeyboardInterrupt:
            return Reread({}, "the editor was stopped; nothing was read")
        if done.returncode != 0:
            return Reread({}, f"{words[0]} ended with {done.returncode}; nothing was read")
        self.edited = True
        return self._reread(card.note)

    def _reread(self, note: Note) -> Reread:
        """Every note of that one's file as it now reads."""
        path, name = note.span.source.path, note.span.source.name
        if not Path(path).exists():
            return Reread({}, "the file is gone; nothing was read")
        found = read([Path(path)], quiet=True, checked=False).compiled
        before = [each for each in self.collection.notes if each.span.source.name == name]
        before.sort(key=lambda each: each.span.start)
        names = followed(before, found.collection.notes, dict(found.following.renames))
        faults = _faults(found, path)
        kept = []
        if faults > self._faults.get(path, 0):  # what is missing may be there, but broken
            kept = [each for each in before if each.id not in names]
            names |= {each.id: each.id for each in kept}
        if not kept:
            self._faults[path] = faults
        now, added = self._replaced(before, names, (*kept, *found.collection.notes))
        news = News(now, added, _errors(found, path))
        self._wrong = _mended_at([note, *kept], news)
        gone = {each.id: now.get(each.id) for each in before if each not in kept}
        notes = {id: _by_ordinal(each) for id, each in gone.items()}
        state = _state(note, kept, self._broken)
        self._broken = frozenset(each.id for each in kept)
        return Reread(notes, told(note, before, news, state), self._fitting(added))

    def _fitting(self, added: Sequence[Note]) -> tuple[Card, ...]:
        """The first card of each new note, if the session was to ask such."""
        notes = replace(self.collection, notes=tuple(added))
        found = chosen(notes, self._here.choice, self._here.standings)
        return tuple(next(iter(found.of(note))) for note in found.collection.notes)

    def _replaced(
        self, before: Sequence[Note], names: Mapping[NoteId, NoteId], notes: Sequence[Note]
    ) -> tuple[dict[NoteId, Note], list[Note]]:
        """The notes of a file by the ids they had, and those that are new.

        All stand in the collection from now on, their references resolved.
        """
        ours = {each.id for each in before}
        others = [each for each in self.collection.notes if each.id not in ours]
        taken = {each.id for each in others}
        joined = linked([*others, *(each for each in notes if each.id not in taken)])
        self.collection = replace(self.collection, notes=joined.notes, links=joined.links)
        by_id = {each.id: each for each in joined.notes}
        now = {old: by_id[new] for old, new in names.items() if new in by_id}
        added = {each.id for each in notes} - {*names.values()} - taken
        return now, [each for each in joined.notes if each.id in added]


def _errors(found: Compiled, path: str) -> list[Diagnostic]:
    return [
        each
        for each in found.diagnostics
        if each.rule.severity is Severity.ERROR and each.span.source.path == path
    ]


def _faults(found: Compiled, path: str) -> int:
    """How much in a file breaks a card."""
    return sum(each.rule.breaking and each.span.source.path == path for each in found.diagnostics)


def _mended_at(notes: Iterable[Note], news: News) -> dict[NoteId, int]:
    """The line at which the editor is to open for some notes: that of the first error."""
    first = news.first_error
    if first is None:
        return {}
    return {news.now[each.id].id: first.span.lines[0] for each in notes if each.id in news.now}


def _state(note: Note, kept: Sequence[Note], broken: Container[NoteId]) -> State:
    """What can be read of a note, of which `kept` are not there now, and `broken` were not."""
    if note in kept:
        return State.BROKEN
    return State.MENDED if note.id in broken else State.SOUND


def _by_ordinal(note: Note | None) -> Mapping[int, Card]:
    return {} if note is None else {card.ordinal: card for card in identity.cards(note)}

"""What a session needs of the world: an editor, the file it wrote, demos, the journal."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from flashdeck import identity, plugins
from flashdeck.cli.output import put
from flashdeck.cli.reading import read
from flashdeck.cli.sessions import Known
from flashdeck.loading.links import linked
from flashdeck.model import Card, CardId, Collection, Note
from flashdeck.schedule.card_state import CardState
from flashdeck.study.editing import command, editor
from flashdeck.study.sitting import Reread


class Outside:
    """The collection as it was read, with the notes that were edited since."""

    def __init__(self, here: Known) -> None:
        self._here = here
        self.collection: Collection = here.read.compiled.collection
        self.macros = here.read.compiled.settings.macros

    def state(self, card: CardId) -> CardState[object]:
        self._here.refresh()
        return self._here.cache.replayed.cards.get(card, self._here.rules.initial)

    def demo(self, wanted: str) -> str:
        """Run what a card's `demo:` line says, a name and its options, without a shell."""
        try:
            name, *options = shlex.split(wanted)
        except ValueError as error:
            return f"`demo: {wanted}` cannot be read: {error}"
        if name not in plugins.demos():
            return f"there is no demo `{name}`"
        import subprocess

        run = [sys.executable, "-m", "flashdeck", "demo", name, *options]
        try:
            done = subprocess.run(run, check=False)
            put("\nenter goes back to the cards ")
            sys.stdin.readline()
        except KeyboardInterrupt:  # it was meant for the demo
            return "the demo was stopped"
        return "" if done.returncode == 0 else f"the demo ended with {done.returncode}"

    def edit(self, card: Card) -> Reread:
        import subprocess

        path, line = card.note.span.source.path, card.note.span.lines[0]
        usual = "notepad" if os.name == "nt" else "vi"
        words = command(editor(os.environ, usual), path, line)
        try:
            done = subprocess.run(words, check=False)
        except OSError as error:
            return Reread(None, {}, f"{words[0]}: {error.strerror}; set EDITOR to your editor")
        except KeyboardInterrupt:
            return Reread(None, {}, "the editor was stopped; nothing was read")
        if done.returncode != 0:
            return Reread(None, {}, f"{words[0]} ended with {done.returncode}; nothing was read")
        return self._reread(card.note)

    def _reread(self, note: Note) -> Reread:
        """The note of that id in its file, or the one in its place."""
        path = note.span.source.path
        if not Path(path).exists():
            return Reread(None, {}, "the file is gone; nothing was read")
        found = read([Path(path)], quiet=True).compiled
        name = note.span.source.name
        before = [each for each in self.collection.notes if each.span.source.name == name]
        now = _same(note, before, found.collection.notes)
        if now is None:
            return Reread(None, {}, "the card cannot be read: `flashdeck check` says why")
        if now == note:
            return Reread(None, {}, "unchanged")
        now = self._replaced(note, now)
        return Reread(now, _by_ordinal(now))

    def _replaced(self, old: Note, new: Note) -> Note:
        """The new note in place of the old one, its references resolved among all notes."""
        notes = [new if each.id == old.id else each for each in self.collection.notes]
        kept = linked(notes)
        self.collection = replace(self.collection, notes=kept.notes, links=kept.links)
        return next(note for note in kept.notes if note.id == new.id)


def _same(note: Note, before: list[Note], now: tuple[Note, ...]) -> Note | None:
    """The note as it now reads: by its id, or, if none is added or gone, by its place."""
    for each in now:
        if each.id == note.id:
            return each
    place = [each.id for each in before].index(note.id)
    return now[place] if len(now) == len(before) else None


def _by_ordinal(note: Note) -> Mapping[int, Card]:
    return {card.ordinal: card for card in identity.cards(note)}

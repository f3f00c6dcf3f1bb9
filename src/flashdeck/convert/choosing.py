"""For every card the forms of a target that give it again when they are read alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple

from flashdeck.convert.adapting import adapted, each_way, questions
from flashdeck.convert.escaping import escaped_note
from flashdeck.convert.joining import headings
from flashdeck.convert.likeness import alike, flattened_no_more, headed, shown
from flashdeck.convert.pieces import Placed
from flashdeck.convert.request import Request
from flashdeck.convert.target import Entry, Form, Part
from flashdeck.model import Basic, DeckName, Note
from flashdeck.source import Source
from flashdeck.syntax.page import page

_NATIVE = ("native", "hashcards")
"""What native source reads as it stands."""


@dataclass(slots=True, eq=False)
class Card:
    """A card to be written: the note it must give, and the forms that give it alone.

    `forms` are those found so far, `others` those that may be. `written` is the note
    in the file that it comes from. `became` are the notes that it is read as where it
    comes out wrong.
    """

    entry: Entry
    written: Note
    others: Iterator[Form]
    forms: list[Form] = field(default_factory=list)
    became: Sequence[Note] | None = None

    def fits(self, form: int = 0) -> bool:
        """Whether it has so many forms, and one more."""
        if form >= len(self.forms):
            self.forms.extend(islice(self.others, form + 1 - len(self.forms)))
        return form < len(self.forms)


class Chosen(NamedTuple):
    """A note as one card or more, and what it loses by that."""

    cards: Sequence[Card]
    lost: frozenset[Part]


@dataclass(frozen=True, slots=True)
class Choosing:
    """One file's cards for a target; `deck` and `tags` are what the file says of all its notes.

    `dialect` is what it was read in; `lines` are where cards begin that are to stand on one line.
    """

    request: Request
    dialect: str
    deck: DeckName
    tags: frozenset[str]
    lines: frozenset[int]

    def chosen(self, piece: Placed, *, trusting: bool = False) -> Chosen:
        """A note's cards; some of them may have no form.

        Where one is `trusting`, the cleanest form is not read first: the file will be.
        """
        note = replace(flattened_no_more(piece.note), section=headed(piece.note.section))
        says = self.request.target.parts(note)
        notes, lost = adapted(note, says, self.request.target.ids)
        given = self.tags | self.request.there.tags
        if Part.TAGS not in says and piece.note.tags - given:
            lost |= {Part.TAGS}
            notes = tuple(replace(note, tags=note.tags & given) for note in notes)
        if Part.COMMENTS not in says and piece.comments:
            lost |= {Part.COMMENTS}
        cards, more = self._fitted(notes, piece, trusting=trusting)
        return Chosen(cards, lost | more)

    def _fitted(self, notes: Sequence[Note], piece: Placed, *, trusting: bool) -> Chosen:
        """Cards that have forms, if there is any way; and what is lost by it."""
        chosen = Chosen((), frozenset())
        for chosen in self._ways(notes, piece, trusting=trusting):
            if all(card.fits() for card in chosen.cards):
                break
        return chosen

    def _ways(self, notes: Sequence[Note], piece: Placed, *, trusting: bool) -> Iterator[Chosen]:
        """Ways to write notes as cards, the one that loses least first."""
        target, nothing = self.request.target, frozenset[Part]()
        kept = piece.text if len(notes) == 1 and self.dialect in _NATIVE else ""
        yield Chosen([self._card(each, piece, kept, trusting=trusting) for each in notes], nothing)
        if target.respells:
            respelt = [self._card(self._respelt(note, piece), piece) for note in notes]
            yield Chosen(respelt, frozenset({Part.SPELLING}))
            yield Chosen([self._card(note, piece, last=True) for note in notes], nothing)
        plainer = [escaped_note(note, target.escapes) for note in notes]
        for last in (False, True) if target.respells else (False,):
            cards = [self._card(note, piece, last=last) for note in plainer]
            yield Chosen(cards, frozenset({Part.MARKS}))
        parted = [each for note in notes for each in _parted(note)]
        ways = frozenset({Part.BOTH_WAYS}) if len(parted) > len(notes) else nothing
        if ways:
            yield Chosen([self._card(note, piece) for note in parted], ways)
        asked = [each for note in plainer for way in _parted(note) for each in questions(way)]
        marks = frozenset({Part.MARKS}) if plainer != list(notes) else nothing
        gaps = nothing if all(isinstance(note, Basic) for note in notes) else {Part.GAPS}
        yield Chosen([self._card(note, piece) for note in asked], marks | ways | gaps)

    def _card(
        self,
        note: Note,
        piece: Placed,
        original: str = "",
        *,
        last: bool = False,
        trusting: bool = False,
    ) -> Card:
        own = note.tags - self.tags - self.request.there.tags
        deck = None if note.deck == self.deck else below(note.deck, self.request)
        line = piece.at in self.lines
        entry = Entry(note, tuple(sorted(own)), piece.comments, original, deck, line)
        return Card(entry, piece.note, self._fitting(entry, last=last, trusting=trusting))

    def _fitting(self, entry: Entry, *, last: bool, trusting: bool) -> Iterator[Form]:
        """The forms that give the note when they are read alone, with the last ones or without.

        Where one is `trusting`, the first of all is not read.
        """
        seen = set[str]()
        for form in self.request.target.forms(entry, self.request.there):
            known = trusting and not seen
            if (
                form.last <= last
                and form.text not in seen
                and (known or self._gives(form, entry.note))
            ):
                yield form
            seen.add(form.text)

    def _respelt(self, note: Note, piece: Placed) -> Note:
        """A note as the target's markup gives it again, if what it shows is the same."""
        entry = self._card(note, piece).entry
        for form in self.request.target.forms(entry, self.request.there):
            read = self._alone(form, note)
            if read is not None and shown(read) == shown(note):
                return read
        return note

    def _gives(self, form: Form, note: Note) -> bool:
        read = self._alone(form, note)
        return read is not None and alike(read, note)

    def _alone(self, form: Form, note: Note) -> Note | None:
        """The note that a form gives when it is read alone, if it is one."""
        read = self._read(form, note)
        return read[0] if len(read) == 1 else None

    def became(self, card: Card) -> Sequence[Note] | None:
        """What the cleanest form of a card gives; None where there is none."""
        forms = self.request.target.forms(card.entry, self.request.there)
        return next((self._read(form, card.entry.note) for form in forms), None)

    def _read(self, form: Form, note: Note) -> Sequence[Note]:
        """The notes that a form gives when it is read alone, at the place of the one it is for."""
        target, settings = self.request.target, self.request.there
        if target.outline is not None:
            source = Source("", f"{form.text}\n", "x.org")
        elif target.table is None:
            above = f"---\ndeck: x\n---\n\n{headings(note.section)}"
            source = Source("", f"{above}{form.text}\n", "x.md")
        else:
            source = Source("", form.text, "x.csv")
        alone = replace(page(source, settings), deck=note.deck, tags=self.tags | settings.tags)
        read = self.request.dialect.read(alone).notes
        return [replace(each, section=note.section, deck=note.deck) for each in read]


def _parted(note: Note) -> Iterable[Note]:
    return each_way(note) if isinstance(note, Basic) and note.both_ways else (note,)


def below(deck: DeckName, request: Request) -> DeckName:
    """A deck without the collection's prefix, which is put before it when it is read."""
    prefix = request.there.deck
    return deck[len(prefix) :] if deck[: len(prefix)] == prefix else deck

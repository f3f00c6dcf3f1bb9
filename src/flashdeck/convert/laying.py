"""The blocks of a file, laid out so that each is read as what it is.

The file is written the cleanest way, and read. Where a block comes out otherwise than
it went in, a rule is put above it, then prose around it is escaped, then another of the
card's forms is taken: there, and nowhere else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from flashdeck.convert.choosing import Card, below
from flashdeck.convert.escaping import escaped
from flashdeck.convert.joining import Block, Joined, Stood, joined
from flashdeck.convert.likeness import alike
from flashdeck.convert.pieces import Heading, Prose
from flashdeck.convert.request import Request
from flashdeck.convert.target import Form
from flashdeck.model import DeckName, Note
from flashdeck.source import Source
from flashdeck.syntax.page import page

ROUNDS = 24
"""How often a file is written and read at most."""


class Laid(NamedTuple):
    """A text, where its blocks stand, and the cards in it that do not come out right.

    The `misplaced` ones are right, but stand below headings that are read otherwise. The
    `escaped` texts are not what their author wrote.
    """

    text: str
    stood: tuple[Stood, ...] = ()
    wrong: tuple[Card, ...] = ()
    misplaced: tuple[Card, ...] = ()
    escaped: tuple[Prose | Heading, ...] = ()


@dataclass(slots=True)
class _Laying:
    """How one block is written, until it is seen to be wrong."""

    piece: Prose | Heading | Card
    form: int = 0
    ruled: bool = False
    escaped: bool = False


@dataclass(frozen=True, slots=True)
class _Seen:
    """The notes that begin in each block, and where blocks begin and end."""

    notes: Sequence[Sequence[Note]]
    starts: Sequence[int]

    def spills(self, number: int) -> bool:
        """Whether a note of a block goes on in the next one."""
        behind = self.starts[number + 1] if number + 1 < len(self.starts) else None
        return behind is not None and any(note.span.end > behind for note in self.notes[number])


@dataclass(frozen=True, slots=True)
class Layout:
    """One file to be written: `top` puts front matter above a text; `deck` is the file's.

    In one where lines name all decks, `leads` is true.
    """

    request: Request
    top: Callable[[str], str]
    deck: DeckName
    leads: bool

    def laid(self, pieces: Iterable[Prose | Heading | Card], rounds: int = ROUNDS) -> Laid:
        """The file, with as few marks as its cards need to be read as they are."""
        layings = [_Laying(piece) for piece in pieces]
        for _ in range(rounds):
            text, body, seen = self._written(layings)
            wrong = [
                number
                for number, laying in enumerate(layings)
                if not self._right(laying, seen.notes[number], body, number)
            ]
            if not wrong:
                return Laid(text, body.stood, escaped=tuple(_escaped(layings)))
            if not _repaired(layings, wrong, seen):
                break
        worse = [
            number
            for number in wrong
            if not self._right(layings[number], seen.notes[number], body, number, placed=False)
        ]
        for number in range(len(layings)) if worse else ():
            piece = layings[number].piece
            if isinstance(piece, Card):
                piece.became = self._at(seen.notes[number], piece, body.stood[number])
        if worse:
            return Laid(text, body.stood, tuple(_cards_at(layings, worse)))
        misplaced = tuple(_cards_at(layings, wrong))
        return Laid(text, body.stood, (), misplaced, tuple(_escaped(layings)))

    def _written(self, layings: Sequence[_Laying]) -> tuple[str, Joined, _Seen]:
        body = joined(
            self.request.target, [self._block(each) for each in layings], self.request.there
        )
        text = self.top(body.text)
        shift = len(text) - len(body.text)
        starts = [each.start + shift for each in body.stood]
        found: dict[int, list[Note]] = defaultdict(list)
        for note in notes_in(text, self.request):
            found[max(0, bisect_right(starts, note.span.start) - 1)].append(note)
        return text, body, _Seen([found[number] for number in range(len(starts))], starts)

    def _block(self, laying: _Laying) -> Block:
        outline = self.request.target.outline
        match laying.piece:
            case Prose(text=text) if outline is not None:
                return Block(Form(outline.prose(text)), ruled=laying.ruled)
            case Prose(text=text):
                escapes = self.request.target.escapes if laying.escaped else ()
                return Block(Form(escaped(text, escapes)), ruled=laying.ruled)
            case Heading(level=level, name=name, line=line):
                if laying.escaped and outline is None:
                    line = escaped(line, self.request.target.escapes)
                    name = line.lstrip("# \t")
                form = Form(line, ends=True, level=level)
                return Block(form, heading=name, ruled=laying.ruled)
            case Card() as card:
                note = card.entry.note
                same = note.deck == self.deck and not self.leads
                deck = None if same else below(note.deck, self.request)
                return Block(card.forms[laying.form], note.section, deck, ruled=laying.ruled)

    def _right(
        self,
        laying: _Laying,
        found: Sequence[Note],
        body: Joined,
        number: int,
        *,
        placed: bool = True,
    ) -> bool:
        """Whether a block holds the note that it should, or none; `placed`, in its section."""
        if not isinstance(laying.piece, Card):
            return not found
        stood = body.stood[number]
        wanted = replace(
            laying.piece.entry.note,
            section=stood.section,
            deck=self.deck_of(stood.deck),
        )
        if not placed and found:
            wanted = replace(wanted, section=found[0].section)
        return len(found) == 1 and alike(found[0], wanted)

    def _at(self, found: Sequence[Note], card: Card, stood: Stood) -> list[Note]:
        """The notes found for a card, as they would be if it stood where it should.

        Where its deck is wrong, it stays so.
        """
        note = card.entry.note
        right = self.deck_of(stood.deck)
        decks = [note.deck if each.deck == right else each.deck for each in found]
        return [
            replace(each, section=note.section, deck=deck)
            for each, deck in zip(found, decks, strict=True)
        ]

    def deck_of(self, deck: DeckName | None) -> DeckName:
        """The whole deck of a block that stands in one, or in the file's."""
        return self.deck if deck is None else (*self.request.there.deck, *deck)


def _escaped(layings: Iterable[_Laying]) -> Iterator[Prose | Heading]:
    for laying in layings:
        if laying.escaped and not isinstance(laying.piece, Card):
            yield laying.piece


def _cards_at(layings: Sequence[_Laying], numbers: Sequence[int]) -> Iterator[Card]:
    """The cards at some places; where only prose is wrong, those beside it."""
    around = [each for number in numbers for each in (number, number - 1, number + 1)]
    for listed in (numbers, around):
        cards = [layings[each].piece for each in sorted(set(listed)) if 0 <= each < len(layings)]
        found = [card for card in cards if isinstance(card, Card)]
        if found:
            yield from found
            return


def tabled(cards: Sequence[Card], request: Request) -> Laid:
    """All cards as rows; what stands between them has no place there."""
    entries = [
        card.entry._replace(
            note=replace(card.entry.note, deck=below(card.entry.note.deck, request))
        )
        for card in cards
    ]
    write = request.target.table
    separator = "\t" if request.name.lower().endswith(".tsv") else ","
    text = "" if write is None else write(entries, separator)
    read = notes_in(text, request)
    if len(read) != len(cards):
        return Laid(text, (), tuple(cards))
    pairs = [
        (card, note)
        for card, note in zip(cards, read, strict=True)
        if not alike(note, card.entry.note)
    ]
    elsewhere = [
        card
        for card, note in pairs
        if alike(replace(note, section=card.entry.note.section), card.entry.note)
    ]
    for card, note in pairs:
        card.became = [note]
    wrong = tuple(card for card, _ in pairs if card not in elsewhere)
    return Laid(text, (), wrong, tuple(elsewhere))


def notes_in(text: str, request: Request) -> list[Note]:
    """The notes of a text, read as the target's dialect, in the order they stand in."""
    read = page(Source("", text, request.name), request.there)
    return sorted(request.dialect.read(read).notes, key=lambda note: note.span.start)


def _repaired(layings: Sequence[_Laying], wrong: Sequence[int], seen: _Seen) -> bool:
    """Write what is wrong another way, but for what only the block above is to blame for."""
    changed = set[int]()
    for number in wrong:
        blamed = number - 1 in changed and seen.spills(number - 1)
        if not blamed and _otherwise(layings, number, seen):
            changed.add(number)
    return bool(changed)


def _otherwise(layings: Sequence[_Laying], number: int, seen: _Seen) -> bool:
    """Write a block that is wrong another way; False when there is none left."""
    here = layings[number]
    if not isinstance(here.piece, Card) and not here.escaped:
        here.escaped = True
        return True
    behind = layings[number + 1] if number + 1 < len(layings) else None
    if seen.spills(number) and behind is not None and not behind.ruled:
        behind.ruled = True
        return True
    if isinstance(here.piece, Card) and not here.ruled and number:
        here.ruled = True
        return True
    around = layings[max(0, number - 1) : number + 2]
    plain = [each for each in around if isinstance(each.piece, Prose) and not each.escaped]
    for each in plain:
        each.escaped = True
    return bool(plain) or any(
        _next_form(each) for each in reversed(layings[max(0, number - 1) : number + 1])
    )


def _next_form(laying: _Laying) -> bool:
    """Take the next form of a card, without a rule above it; False when there is none."""
    if not isinstance(laying.piece, Card) or not laying.piece.fits(laying.form + 1):
        return False
    laying.form += 1
    laying.ruled = False
    return True

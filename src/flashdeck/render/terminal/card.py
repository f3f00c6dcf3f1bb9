"""Cards as they are studied: what is asked, what is told, and what stands around.

A screen is laid out when rich asks for it, in the width it then has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style

from flashdeck.model import (
    Basic,
    Card,
    Cloze,
    Collection,
    Deletion,
    Note,
    NoteId,
    Passage,
    Statement,
    answer,
    ordinals,
    prompt,
)
from flashdeck.notes.sources import names_itself
from flashdeck.render.pieces import Gap, Range
from flashdeck.render.terminal import look as looks
from flashdeck.render.terminal.blocks import (
    Block,
    Ends,
    Items,
    Paragraph,
    Rule,
    Span,
    Stack,
    Words,
)
from flashdeck.render.terminal.layout import lines, room
from flashdeck.render.terminal.look import Look
from flashdeck.render.terminal.passages import Reader
from flashdeck.render.terminal.wrapping import trimmed


@dataclass(frozen=True, slots=True)
class Screen:
    """Blocks that rich lays out in the width it has."""

    blocks: tuple[Block, ...]
    look: Look

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        end = Segment.line()
        for line in lines(self.blocks, room(options.max_width), self.look.signs):
            parts = trimmed(line)
            yield from (
                parts if self.look.coloured else (part._replace(style=None) for part in parts)
            )
            yield end


@dataclass(frozen=True, slots=True)
class Terminal:
    """Renders the cards of one collection; `macros` are LaTeX commands by name."""

    collection: Collection
    macros: Mapping[str, str]
    look: Look
    _reader: Reader = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_reader", Reader(self.collection, self.macros, self.look))

    def front(self, card: Card, *, revealed: int = 0) -> Screen:
        """What is asked. So many of the card's gaps, in order, are no longer asked for."""
        return self._screen(self._head(card), self._asked(card, revealed))

    def back(self, card: Card) -> Screen:
        """What is asked and what is told; a text with gaps stands there once, filled."""
        if not gaps(card):
            return self.sheet(card)
        asked = self._asked(card, len(gaps(card)))
        return self._screen(self._head(card), asked, self._extra(card.note), self._foot(card.note))

    def sheet(self, card: Card) -> Screen:
        """Both sides, one below the other, as on paper."""
        sides = self._asked(card, 0), [Rule()], self._told(card)
        return self._screen(self._head(card), *sides, self._foot(card.note))

    def title(self, card: Card) -> Screen:
        """A line across with the card's id, or its note's if that makes no other card."""
        ident = card.id if len(ordinals(card.note)) > 1 else card.note.id
        return Screen((Rule(self.look.text(ident)),), self.look)

    def references(self, note: Note) -> tuple[NoteId, ...]:
        """The notes that a note refers to: the first of them is the footnote `[1]`."""
        return self._reader.targets(note)

    def _screen(self, *parts: Iterable[Block]) -> Screen:
        return Screen(tuple(block for part in parts for block in part), self.look)

    def _head(self, card: Card) -> Iterator[Block]:
        """Where the card belongs, and its verbs; those tell nothing of a card asked backwards."""
        note, signs = card.note, self.look.signs
        between = Span(f" {signs.crumb} ", looks.DIM)
        crumbs = [self._own("::".join(note.deck), looks.DIM)] if note.deck else []
        crumbs += [self._reader.line(note, name, looks.DIM) for name in _below_deck(note)]
        left = [span for crumb in crumbs for span in (between, *crumb)][1:]
        verbs = f" {signs.between} ".join(() if _is_backwards(card) else note.verbs)
        if left or verbs:
            yield Ends(tuple(left), self._own(verbs, looks.CHIP))

    def _asked(self, card: Card, revealed: int) -> Iterator[Block]:
        note = card.note
        if note.context is not None and not _is_backwards(card):
            yield from self._reader.passage(note, note.context)
        match note:
            case Basic():
                side = note.back if _is_backwards(card) else note.front
                yield from self._reader.passage(note, side, looks.BOLD)
            case Cloze() | Statement() if note.deletions:
                yield from self._gapped(card, note.text, revealed)
            case Cloze() | Statement():
                yield Paragraph(self._cue(note))

    def _told(self, card: Card) -> Iterator[Block]:
        note = card.note
        if note.context is not None and _is_backwards(card):
            yield from self._reader.passage(note, note.context)
        match note:
            case Basic():
                side = note.front if _is_backwards(card) else note.back
                yield from self._reader.passage(note, side)
            case Cloze() | Statement():
                yield from self._gapped(card, note.text, len(gaps(card)))
                yield from self._extra(note)

    def _extra(self, note: Note) -> Iterator[Block]:
        if isinstance(note, Cloze) and note.extra is not None:
            yield from self._reader.passage(note, note.extra)

    def _foot(self, note: Note) -> Iterator[Block]:
        if footnotes := tuple((self._footnote(id),) for id in self.references(note)):
            marks = tuple(f"[{number}]" for number in range(1, len(footnotes) + 1))
            yield Items(footnotes, marks, looks.NUMBER)
        if found := tuple(map(Paragraph, self._about(note))):
            yield Stack(found)

    def _about(self, note: Note) -> Iterator[Words]:
        if note.demo is not None:
            yield self._own(f"{self.look.signs.pointer} flashdeck demo {note.demo}", looks.CODE)
        if note.source_note is not None:
            said = self._reader.line(note, note.source_note, looks.SOURCE)
            called = "" if names_itself(note.source_note) else "Source: "
            yield (*self._own(called, looks.SOURCE), *said)
        if note.tags:
            yield self._own(" ".join(f"#{tag}" for tag in sorted(note.tags)), looks.DIM)

    def _footnote(self, id: NoteId) -> Block:
        note = self._reader.notes[id]
        said = prompt(note) or answer(note)
        return Paragraph(() if said is None else self._reader.said(note, said))

    def _cue(self, note: Cloze | Statement) -> Words:
        """The first words of a statement, or else what it is about."""
        end = note.cue_end if isinstance(note, Statement) else 0
        name = f" {self.look.signs.crumb} ".join(note.section[-1:] or note.deck[-1:])
        cue = self._reader.line(note, note.text.text[:end].strip() or name, looks.BOLD)
        return (*cue, *self._own(" ", looks.PLAIN), *self._own(self._mark(""), looks.ASKED))

    def _gapped(self, card: Card, text: Passage, revealed: int) -> Iterator[Block]:
        """The text, and behind it the gaps that hide nothing one can see, such as an address."""
        asked = gaps(card)
        ranges = [
            Range(gap.start, gap.end, Gap(number, gap.hint)) for number, gap in enumerate(asked, 1)
        ]
        found, seen = self._reader.gapped(card.note, text, ranges, revealed)
        yield from found
        for number, gap in enumerate(asked, 1):
            if number not in seen:
                is_told = number <= revealed
                mark = self._mark(text.text[gap.start : gap.end] if is_told else "")
                yield Paragraph(self._own(mark, looks.TOLD if is_told else looks.ASKED))

    def _mark(self, text: str) -> str:
        return f"[{' '.join(text.split()) or self.look.signs.ellipsis}]"

    def _own(self, text: str, style: Style) -> Words:
        return (Span(self.look.text(text), style),) if text else ()


def gaps(card: Card) -> tuple[Deletion, ...]:
    """What a card asks for in a text, in the order of the text."""
    match card.note:
        case Basic():
            return ()
        case Cloze(deletions=deletions) | Statement(deletions=deletions):
            found = (gap for gap in deletions if gap.group == card.ordinal)
            return tuple(sorted(found, key=lambda gap: (gap.start, gap.end)))


def _below_deck(note: Note) -> tuple[str, ...]:
    """The sections a note stands in, without one that only says the deck again."""
    first, deck = note.section[:1], note.deck[-1:]
    is_same = first and deck and first[0].strip().casefold() == deck[0].strip().casefold()
    return note.section[1:] if is_same else note.section


def _is_backwards(card: Card) -> bool:
    return isinstance(card.note, Basic) and card.ordinal == 1

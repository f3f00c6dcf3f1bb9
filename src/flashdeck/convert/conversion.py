"""A file rewritten in another syntax, and read back to see that its notes are the same.

For every card the target offers forms, the cleanest first; one is taken when
reading it alone gives the same note. Then the whole file is read, and where a card
came out otherwise than it went in, it is written another way. A file with a card that
never comes out the same is not written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from flashdeck.convert.asides import Values, page_of
from flashdeck.convert.choosing import Card, Choosing, Chosen, below
from flashdeck.convert.front_matter import front_matter, in_toml
from flashdeck.convert.laying import ROUNDS, Laid, Layout, tabled
from flashdeck.convert.left_out import carried, left_out
from flashdeck.convert.likeness import alike
from flashdeck.convert.losses import (
    altered_prose,
    deleted,
    losses,
    lost_prose,
    refusals,
    review_data,
    unfinished,
)
from flashdeck.convert.pieces import Heading, Piece, Placed, Prose, pieces
from flashdeck.convert.request import Converted, Request
from flashdeck.convert.runs import on_lines
from flashdeck.convert.target import Head, Part
from flashdeck.convert.top import Top, title
from flashdeck.diagnostics import Diagnostic
from flashdeck.loading.verdict import told_in, verdict
from flashdeck.model import DeckName, File, Note
from flashdeck.source import Source, Span
from flashdeck.syntax.definitions import only_says
from flashdeck.syntax.dialect import OWN
from flashdeck.syntax.o2a_asides import asides
from flashdeck.syntax.page import Page, page

_ROUNDS = 4


def converted(file: File, notes: Iterable[Note], request: Request) -> Converted:
    """A file with its notes in the target's syntax; one without notes stays as it is."""
    notes = tuple(notes)
    if not notes:
        return Converted(file.source.text, changed=False)
    read = page(file.source, request.settings)
    if _already(read, file, request) and (kept := _moved(read, request)) is not None:
        return Converted(kept, changed=False)
    made = _conversion(file, notes, request).result()
    return made if request.target.name == request.target.dialect else _settled(made, request)


def _settled(made: Converted, request: Request) -> Converted:
    """What converting again changes nothing of, in a syntax that is a choice within another."""
    for _ in range(_ROUNDS):
        if made.text is None:
            break
        read = page(Source("", made.text, request.name), request.there)
        name, why, (notes, _) = told_in(read, request.dialects, None)
        file = File(read.source, name, len(notes), why)
        again = _conversion(file, notes, request._replace(settings=request.there)).result()
        if again.text is None or again.text == made.text:
            break
        made = made._replace(text=again.text)
    return made


def _already(read: Page, file: File, request: Request) -> bool:
    """Whether a file is written in the target's syntax, and in no other one as well."""
    target = request.target
    if target.foreign is not None and target.foreign.search(file.source.text) is not None:
        return False
    written = file.dialect == target.name or (
        target.name == target.dialect
        and request.dialect.evidence(read) > 0
        and _reads_alike(read, file.dialect, request)
    )
    return written and (request.there == request.settings or _holds(read, file, request))


def _holds(read: Page, file: File, request: Request) -> bool:
    """Whether a file gives the same notes by the settings of the place that it goes to."""
    moved = page(Source("", read.source.text, request.name), request.there)
    name, _, (notes, _) = told_in(moved, request.dialects, None)
    return name == file.dialect and _same(notes, request.dialects[name].read(read).notes)


def _reads_alike(read: Page, dialect: str, request: Request) -> bool:
    """Whether a page that shows no mark of its dialect alone is as well in the target's."""
    known = request.dialects[dialect]
    if read.header.dialect is not None or known.evidence(read) >= OWN:
        return False
    return _same(known.read(read).notes, request.dialect.read(read).notes)


def _same(some: Sequence[Note], others: Sequence[Note]) -> bool:
    return len(some) == len(others) and all(map(alike, some, others))


def _moved(read: Page, request: Request) -> str | None:
    """A file as it is, but for its deck where its path will not say that any more.

    None where only rows can say it.
    """
    text, name = read.source.text, PurePosixPath(read.source.name)
    other = Source("", text, f"another/place{name.suffix}")
    moved = request.dialect.read(page(other, request.settings)).notes
    stays = all(
        note.deck == here.deck
        for note, here in zip(moved, request.dialect.read(read).notes, strict=False)
    )
    if request.keeps_place or stays:
        return text
    if request.target.table is not None:
        return None
    deck = read.deck[len(request.settings.deck) :]
    if request.target.outline is not None:
        return request.target.outline.top(Head(None, deck, frozenset(), {})) + text
    said = {"deck": "::".join(deck)}
    body = text[read.header.end :].lstrip("\n")
    toml = in_toml(text, read.header) if read.header.end else request.target.toml
    front = front_matter(text, read.header, said, toml=toml)
    return f"{front}\n{body}"


def _conversion(file: File, notes: tuple[Note, ...], request: Request) -> _Conversion:
    read, values = page_of(file.source, request.settings, file.dialect)
    return _Conversion(read, values, file, notes, request)


@dataclass(frozen=True, slots=True)
class _Conversion:
    """One file; `values` are what it says of itself outside of front matter."""

    page: Page
    values: Values
    file: File
    notes: tuple[Note, ...]
    request: Request

    def result(self) -> Converted:
        taken = pieces(self.page, self.notes, self.file.dialect)
        choosing = Choosing(
            self.request, self.file.dialect, self._deck(), self._tags(), on_lines(taken)
        )
        listed = [_chosen(choosing, each, trusting=True) for each in taken]
        laid = self._laid(choosing, listed, 1)
        doubted = {*laid.wrong, *laid.misplaced}
        if doubted:
            listed = [
                each if doubted.isdisjoint(_cards(each)) else _chosen(choosing, was, trusting=False)
                for each, was in zip(listed, taken, strict=True)
            ]
            laid = self._laid(choosing, listed, ROUNDS)
        if laid.wrong:
            return Converted(None, tuple(refusals(self.request.target.name, laid.wrong)))
        lost = self._lost(choosing, listed, laid)
        return Converted(laid.text, tuple(self._told(laid, lost, taken)))

    def _laid(
        self, choosing: Choosing, listed: Sequence[Prose | Heading | Chosen], rounds: int
    ) -> Laid:
        """The file as it may be written; nothing of it where a card has no form at all."""
        cards = [card for each in listed for card in _cards(each)]
        if hopeless := [card for card in cards if not card.fits()]:
            for card in hopeless:
                card.became = choosing.became(card)
            return Laid("", (), tuple(hopeless))
        if self.request.target.table is not None:
            return tabled(cards, self.request)
        layout = Layout(
            self.request, lambda text: self._with_top(text, choosing), choosing.deck, self._leads
        )
        return layout.laid(_flat(listed), rounds)

    def _lost(
        self, choosing: Choosing, listed: Sequence[Prose | Heading | Chosen], laid: Laid
    ) -> Mapping[Part, Sequence[Note]]:
        """What cards lose: as notes of the target, and because nothing says where they stand."""
        lost: dict[Part, list[Note]] = defaultdict(list)
        for each in listed:
            if isinstance(each, Chosen):
                for part in each.lost:
                    lost[part].append(each.cards[0].written)
        for card in laid.misplaced:
            lost[Part.SECTION].append(card.written)
        for stood, block in zip(laid.stood, _flat(listed), strict=False):
            if isinstance(block, Card):
                note, prefix = block.entry.note, self.request.there.deck
                if stood.section != note.section and block not in laid.misplaced:
                    more = stood.section[: len(note.section)] == note.section
                    lost[Part.BELOW if more else Part.SECTION].append(block.written)
                deck = choosing.deck if stood.deck is None else (*prefix, *stood.deck)
                if deck != note.deck:
                    lost[Part.DECK].append(block.written)
        return lost

    def _told(
        self, laid: Laid, lost: Mapping[Part, Sequence[Note]], taken: Sequence[Piece]
    ) -> Iterator[Diagnostic]:
        target = self.request.target
        yield from losses(target.name, lost)
        is_o2a = self.file.dialect == "o2a"
        dead = asides(page(self.page.source, self.request.settings)).deletions if is_o2a else ()
        yield from deleted(self.page, dead)
        known = [*(note.given_id for note in self.notes), *(each.id for each in dead)]
        yield from review_data(self.page, known, laid.text)
        ranges = [(0, len(self.page.source.text))]
        if target.table is not None:
            above = self._above() if self.values else 0
            ranges = [(0, above), *_merged(above, (note.span for note in self.notes))]
        said = self.page.header.taken if is_o2a else ()
        along = carried(self.page, self.notes, taken, said)
        yield from left_out(self.page, laid.text, target.name, along, ranges)
        yield from altered_prose(self.page, target, laid.escaped)
        before = self.request.dialects[self.file.dialect].read(self.page).diagnostics
        yield from unfinished(before, self._found(laid.text), target)
        if target.table is not None:
            prose = [each for each in taken if isinstance(each, Prose) and not only_says(each.text)]
            yield from lost_prose(self.page, target, prose)

    def _found(self, text: str) -> Iterator[Diagnostic]:
        """What is found wrong with the cards of what was written."""
        written = page(Source("", text, self.request.name), self.request.there)
        yield from told_in(written, self.request.dialects, None).reading.diagnostics

    def _above(self) -> int:
        """Where what the file says of itself ends: before its first paragraph."""
        end = self.page.source.text.find("\n\n")
        return min(len(self.page.source.text) if end < 0 else end, self.notes[0].span.start)

    def _deck(self) -> DeckName:
        """The file's deck, if its title or any note says so; else that of the first note."""
        first = min(self.notes, key=lambda note: note.span.start)
        if self.page.deck in {note.deck for note in self.notes}:
            return self.page.deck
        deck = below(first.deck, self.request)
        named = self.request.target.deck_line(deck, self.request.there)
        in_front = "/".join(("", *deck)) if deck else "\n"
        above = any(f"/{tag}".endswith(in_front) for tag in self.page.header.listed)
        stays = named is not None and title(self.page) is not None and not above
        return self.page.deck if stays else first.deck

    def _tags(self) -> frozenset[str]:
        """What front matter gives to all notes; where cards have no tags, all they share."""
        shared = frozenset.intersection(*(note.tags for note in self.notes))
        own = shared - self.request.there.tags
        if self.request.target.table is not None:
            return frozenset()
        if Part.TAGS not in self.request.target.says or (
            len(self.notes) > 1 and self.file.dialect not in ("native", "flat")
        ):
            return own
        return own & self.page.tags

    def _with_top(self, body: str, choosing: Choosing) -> str:
        """The file with front matter, which says the dialect where the text alone would not.

        A deck is named as well where a heading would name another, or where a vault's
        plug-in wants to be told that a file holds cards.
        """
        target = self.request.target
        deck = None if self._leads else below(choosing.deck, self.request)
        path = self._path_deck() if self.request.keeps_place else None
        tags = choosing.tags - self.request.there.tags
        if target.outline is not None:
            said = None if deck == path else deck
            name = (title(self.page) or "").lstrip("# ") or None
            values = {**self.page.header.values, **self.values}
            return target.outline.top(Head(name, said, tags, values)) + body
        top = Top(
            page=self.page, values=self.values, deck=deck, path=path, tags=tags, toml=target.toml
        )
        tops = (top, replace(top, path=None))
        texts = [each.text(said) + body for said in (None, target.dialect) for each in tops]
        named = choosing.deck if deck else None
        return next((text for text in texts[:-1] if self._seems(text, named)), texts[-1])

    def _path_deck(self) -> DeckName:
        """The deck that the file's place gives to a file that names none."""
        empty = page(Source("", "", self.request.name), self.request.there)
        return below(empty.deck, self.request)

    @property
    def _leads(self) -> bool:
        """Whether lines name all decks, so that front matter need not."""
        target, deck = self.request.target, below(self._deck(), self.request)
        return target.leads and target.deck_line(deck, self.request.there) is not None

    def _seems(self, text: str, deck: DeckName | None) -> bool:
        """Whether a text is in a deck, and read in the target's dialect, or as well in its own."""
        read = page(Source("", text, self.request.name), self.request.there)
        if deck is not None and read.deck != deck:
            return False
        found = verdict(read, self.request.dialects, None)
        # Among rivals the one with the most notes counts, which takes reading.
        name = told_in(read, self.request.dialects, None).dialect if found.rivals else found.dialect
        right = name == self.request.target.dialect or _reads_alike(read, name, self.request)
        return right and self._counts(read)

    def _counts(self, read: Page) -> bool:
        """Whether a page has the notes that it has when it is sure to hold cards."""
        if self.request.there.vault is None:
            return True
        sure = replace(read, header=replace(read.header, dialect=self.request.target.dialect))
        reader = self.request.dialect
        return len(reader.read(read).notes) == len(reader.read(sure).notes)


def _chosen(choosing: Choosing, piece: Piece, *, trusting: bool) -> Prose | Heading | Chosen:
    return choosing.chosen(piece, trusting=trusting) if isinstance(piece, Placed) else piece


def _cards(piece: Prose | Heading | Chosen) -> Sequence[Card]:
    return piece.cards if isinstance(piece, Chosen) else ()


def _flat(listed: Sequence[Prose | Heading | Chosen]) -> Iterator[Prose | Heading | Card]:
    for each in listed:
        if isinstance(each, Chosen):
            yield from each.cards
        else:
            yield each


def _merged(at: int, spans: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """The ranges of spans that may overlap, from a place on in order, each place once."""
    for start, end in sorted((span.start, span.end) for span in spans):
        if end > at:
            yield max(at, start), end
            at = end

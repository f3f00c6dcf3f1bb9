"""A file rewritten in another syntax, and read back to see that its notes are the same.

For every card the target offers forms, the cleanest first; one is taken when
reading it alone gives the same note. Then the whole file is read, and where a card
came out otherwise than it went in, other forms are tried. What never comes out the
same is not written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import PurePosixPath
from typing import NamedTuple

from flashdeck.convert.adapting import adapted, questions
from flashdeck.convert.escaping import escaped, escaped_note
from flashdeck.convert.front_matter import front_matter
from flashdeck.convert.joining import Block, Joined, headings, joined
from flashdeck.convert.likeness import alike, flattened_no_more, headed, shown
from flashdeck.convert.losses import losses, lost_prose, refusal, review_data
from flashdeck.convert.pieces import Heading, Piece, Placed, Prose, pieces
from flashdeck.convert.target import Entry, Form, Head, Part, Target
from flashdeck.convert.top import Top, title
from flashdeck.diagnostics import Diagnostic
from flashdeck.loading.verdict import told_in
from flashdeck.model import DeckName, File, Note
from flashdeck.settings import Settings
from flashdeck.source import Source
from flashdeck.syntax.dialect import Dialect
from flashdeck.syntax.page import Page, page

_TRIES = 24
_ATTEMPTS = (
    (False, False, 0),
    (True, False, 0),
    (True, True, 0),
    (False, False, _TRIES),
    (True, True, _TRIES),
)
"""How a file is written, the cleanest way first: whether marks in prose are escaped, whether
rules stand between all things, and how many cards may be tried in other forms."""


class Request(NamedTuple):
    """What is to be written: a target, for a file called `name`, and how it will be read."""

    target: Target
    name: str
    settings: Settings
    dialects: Mapping[str, Dialect]
    keeps_place: bool = False
    """Whether the file will stand where it stood, so that a deck may follow from its path."""


class Converted(NamedTuple):
    """What became of a file: its text, None if it cannot be written; and what was lost."""

    text: str | None
    diagnostics: tuple[Diagnostic, ...] = ()
    changed: bool = True


def converted(file: File, notes: Iterable[Note], request: Request) -> Converted:
    """A file with its notes in the target's syntax; one without notes stays as it is."""
    notes = tuple(notes)
    if not notes:
        return Converted(file.source.text, changed=False)
    read = page(file.source, request.settings)
    foreign = request.target.foreign
    mixed = foreign is not None and foreign.search(file.source.text) is not None
    if file.dialect == request.target.name and not mixed:
        return Converted(_moved(read, request), changed=False)
    return _Conversion(read, file, notes, request).result()


def _moved(read: Page, request: Request) -> str:
    """A file as it is, but for its deck where its path will not say that any more."""
    text, name = read.source.text, PurePosixPath(read.source.name)
    other = Source("", text, f"another/place{name.suffix}")
    dialect = request.dialects[request.target.dialect]
    moved = dialect.read(page(other, request.settings)).notes
    stays = all(
        note.deck == here.deck for note, here in zip(moved, dialect.read(read).notes, strict=False)
    )
    if request.keeps_place or stays:
        return text
    deck = read.deck[len(request.settings.deck) :]
    if request.target.outline is not None:
        return request.target.outline.top(Head(None, deck, frozenset(), {})) + text
    said = {"deck": "::".join(deck)}
    body = text[read.header.end :].lstrip("\n")
    front = front_matter(text, read.header, said, toml=read.header.toml)
    return f"{front}\n{body}"


@dataclass(slots=True)
class _Card:
    """A card to be written: the note it must give, and the forms that give it alone.

    `forms` are those found so far, `others` those that may be.
    """

    entry: Entry
    others: Iterator[Form]
    forms: list[Form] = field(default_factory=list)
    form: int = 0

    def fits(self) -> bool:
        """Whether there is a form at the place that was come to."""
        if self.form == len(self.forms):
            self.forms.extend(islice(self.others, 1))
        return self.form < len(self.forms)


@dataclass(slots=True)
class _Conversion:
    page: Page
    file: File
    notes: tuple[Note, ...]
    request: Request
    lost: dict[Part, list[Note]] = field(default_factory=lambda: defaultdict(list))
    deck: DeckName = ()
    tags: frozenset[str] = frozenset()
    cards: list[_Card] = field(default_factory=list)

    def result(self) -> Converted:
        parts = pieces(self.page, self.notes, self.file.dialect)
        self.deck, self.tags = self._deck(), self._tags()
        listed = [self._listed(each) for each in parts]
        if any(not card.fits() for card in self.cards):
            return self._refused(next(card for card in self.cards if not card.fits()).entry.note)
        if self.request.target.table is not None:
            return self._table(self.request.target.table, parts)
        wrong = 0
        for plain, ruled, tries in _ATTEMPTS:
            text, failed = self._tried(listed, tries, plain=plain, ruled=ruled)
            if failed is None:
                return Converted(text, tuple(self._losses()))
            wrong = failed
        return self._refused(self.cards[wrong].entry.note)

    def _tried(
        self, listed: Sequence[Piece | list[_Card]], tries: int, *, plain: bool, ruled: bool
    ) -> tuple[str, int | None]:
        """The text, with other forms where cards come out wrong, as often as may be tried."""
        for card in self.cards:
            card.form = 0
        text, wrong = self._written(listed, plain=plain, ruled=ruled)
        while wrong is not None and tries and self._other_form(wrong):
            text, wrong = self._written(listed, plain=plain, ruled=ruled)
            tries -= 1
        return text, wrong

    def _refused(self, note: Note) -> Converted:
        return Converted(None, (refusal(self.request.target.name, note),))

    def _table(self, write: Callable[[list[Entry], str], str], parts: list[Piece]) -> Converted:
        """All cards as rows; what stands between them has no place there."""
        entries = [
            card.entry._replace(
                note=replace(card.entry.note, deck=self._below(card.entry.note.deck))
            )
            for card in self.cards
        ]
        text = write(entries, "\t" if self.request.name.lower().endswith(".tsv") else ",")
        read = self._notes_in(text)
        for place, card in enumerate(self.cards):
            if place >= len(read) or not alike(read[place], card.entry.note):
                return self._refused(card.entry.note)
        prose = [each for each in parts if isinstance(each, Prose)]
        return Converted(
            text, (*self._losses(), *lost_prose(self.page, self.request.target, prose))
        )

    def _losses(self) -> Iterator[Diagnostic]:
        yield from losses(self.request.target.name, self.lost)
        yield from review_data(self.page, [card.entry.note for card in self.cards])

    def _notes_in(self, text: str) -> list[Note]:
        """The notes of a text, read as the target's dialect, in the order they stand in."""
        read = page(Source("", text, self.request.name), self.request.settings)
        return sorted(self._dialect().read(read).notes, key=lambda note: note.span.start)

    # What is to be written

    def _deck(self) -> DeckName:
        """The file's deck, if its title or any note says so; else that of the first note."""
        first = min(self.notes, key=lambda note: note.span.start)
        decks = {note.deck for note in self.notes}
        target, settings = self.request.target, self.request.settings
        lines = target.deck_line(self._below(first.deck), settings) is not None
        stays = self.page.deck in decks or (lines and title(self.page) is not None)
        return self.page.deck if stays else first.deck

    def _tags(self) -> frozenset[str]:
        """What front matter gives to all notes; where cards have no tags, all they share."""
        shared = frozenset.intersection(*(note.tags for note in self.notes))
        own = shared - self.request.settings.tags
        if self.request.target.table is not None:
            return frozenset()
        if Part.TAGS not in self.request.target.says or (
            len(self.notes) > 1 and self.file.dialect not in ("native", "flat")
        ):
            return own
        return own & self.page.tags

    def _listed(self, piece: Piece) -> Piece | list[_Card]:
        if not isinstance(piece, Placed):
            return piece
        note = replace(flattened_no_more(piece.note), section=headed(piece.note.section))
        says = self.request.target.parts(note)
        notes, lost = adapted(note, says, self.request.target.ids)
        given = self.tags | self.request.settings.tags
        if Part.TAGS not in says and piece.note.tags - given:
            lost |= {Part.TAGS}
            notes = tuple(replace(note, tags=note.tags & given) for note in notes)
        if Part.COMMENTS not in says and piece.comments:
            lost |= {Part.COMMENTS}
        kept = piece.text if len(notes) == 1 and self.file.dialect != "flat" else ""
        cards = [self._card(note, piece, kept) for note in notes]
        if self.request.target.respells and any(not card.fits() for card in cards):
            respelt = [self._respelt(note, piece) for note in notes]
            cards = [self._card(note, piece, "") for note in respelt]
            if all(card.fits() for card in cards):
                lost |= {Part.SPELLING}
            else:
                cards = [self._card(note, piece, "", last=True) for note in notes]
        if any(not card.fits() for card in cards):
            escapes = self.request.target.escapes
            plainer = [escaped_note(note, escapes) for note in notes]
            cards = [self._card(note, piece, "") for note in plainer]
            lost |= {Part.MARKS}
        if any(not card.fits() for card in cards):
            asked = [each for note in plainer for each in questions(note)]
            cards = [self._card(note, piece, "") for note in asked]
            lost |= {Part.GAPS}
        for part in lost:
            self.lost[part].append(piece.note)
        self.cards += cards
        return cards

    def _card(self, note: Note, piece: Placed, original: str, *, last: bool = False) -> _Card:
        own = note.tags - self.tags - self.request.settings.tags
        deck = None if note.deck == self.deck else self._below(note.deck)
        entry = Entry(note, tuple(sorted(own)), piece.comments, original, deck)
        return _Card(entry, self._fitting(entry, last=last))

    def _fitting(self, entry: Entry, *, last: bool) -> Iterator[Form]:
        """The forms that give the note when they are read alone, with the last ones or without."""
        seen = set()
        for form in self.request.target.forms(entry, self.request.settings):
            if form.last <= last and form.text not in seen and self._gives(form, entry.note):
                yield form
            seen.add(form.text)

    def _respelt(self, note: Note, piece: Placed) -> Note:
        """A note as the target's markup gives it again, if what it shows is the same."""
        entry = self._card(note, piece, "").entry
        for form in self.request.target.forms(entry, self.request.settings):
            read = self._alone(form, note)
            if read is not None and shown(read) == shown(note):
                return read
        return note

    def _gives(self, form: Form, note: Note) -> bool:
        read = self._alone(form, note)
        return read is not None and alike(read, note)

    def _alone(self, form: Form, note: Note) -> Note | None:
        """The note that a form gives when it is read alone, at the place of the one it is for."""
        if self.request.target.outline is not None:
            source = Source("", f"{form.text}\n", "x.org")
        elif self.request.target.table is None:
            above = f"---\ndeck: x\n---\n\n{headings(note.section)}"
            source = Source("", f"{above}{form.text}\n", "x.md")
        else:
            source = Source("", form.text, "x.csv")
        alone = page(source, self.request.settings)
        alone = replace(alone, deck=note.deck, tags=self.tags | self.request.settings.tags)
        read = self._dialect().read(alone).notes
        return replace(read[0], section=note.section, deck=note.deck) if len(read) == 1 else None

    def _dialect(self) -> Dialect:
        return self.request.dialects[self.request.target.dialect]

    # Writing, and reading back

    def _written(
        self, listed: Sequence[Piece | list[_Card]], *, plain: bool, ruled: bool
    ) -> tuple[str, int | None]:
        """The file's text, and the number of the first card that does not come out the same."""
        blocks: list[Block] = []
        for each in listed:
            blocks += self._blocks(each, plain=plain)
        body = joined(self.request.target, blocks, self.request.settings, rules=ruled)
        text = self._with_top(body.text)
        return text, self._first_wrong(text, body)

    def _blocks(self, piece: Piece | list[_Card], *, plain: bool) -> Iterable[Block]:
        match piece:
            case Prose(text=text) if (outline := self.request.target.outline) is not None:
                yield Block(Form(outline.prose(text)))
            case Prose(text=text):
                escapes = self.request.target.escapes if plain else ()
                yield Block(Form(escaped(text, escapes), open=True))
            case Heading(level=level, name=name, line=line):
                yield Block(Form(line, ends=True, level=level), heading=name)
            case list():
                for card in piece:
                    note = card.entry.note
                    same = note.deck == self.deck and not self._leads
                    deck = None if same else self._below(note.deck)
                    yield Block(card.forms[card.form], note.section, deck)

    def _below(self, deck: DeckName) -> DeckName:
        """A deck without the collection's prefix, which is put before it when it is read."""
        prefix = self.request.settings.deck
        return deck[len(prefix) :] if deck[: len(prefix)] == prefix else deck

    def _with_top(self, body: str) -> str:
        """The file with front matter, which says the dialect where the text alone would not."""
        target, page_deck = self.request.target, self.page.deck
        deck = None if self._leads else self._below(self.deck)
        path = self._below(page_deck) if self.request.keeps_place else None
        tags = self.tags - self.request.settings.tags
        if target.outline is not None:
            said = None if deck == path else deck
            name = (title(self.page) or "").lstrip("# ") or None
            return target.outline.top(Head(name, said, tags, self.page.header.values)) + body
        top = Top(page=self.page, deck=deck, path=path, tags=tags, toml=target.toml)
        text = top.text(None) + body
        return text if self._seems(text) == target.dialect else top.text(target.dialect) + body

    @property
    def _leads(self) -> bool:
        """Whether lines name all decks, so that front matter need not."""
        target = self.request.target
        return (
            target.leads
            and target.deck_line(self._below(self.deck), self.request.settings) is not None
        )

    def _seems(self, text: str) -> str:
        read = page(Source("", text, self.request.name), self.request.settings)
        return told_in(read, self.request.dialects, None).dialect

    def _first_wrong(self, text: str, body: Joined) -> int | None:
        read = self._notes_in(text)
        for number, card in enumerate(self.cards):
            deck = body.decks[number]
            wanted = replace(
                card.entry.note,
                section=body.sections[number],
                deck=self.deck if deck is None else (*self.request.settings.deck, *deck),
            )
            if number >= len(read) or not alike(read[number], wanted):
                return number
        self._note_places(body)
        return None if len(read) == len(self.cards) else len(self.cards) - 1

    def _note_places(self, body: Joined) -> None:
        """What is lost because no heading and no line can say where a card stands."""
        for part in (Part.SECTION, Part.DECK):
            self.lost.pop(part, None)
        for card, section, deck in zip(self.cards, body.sections, body.decks, strict=True):
            note = card.entry.note
            if section != note.section:
                self.lost[Part.SECTION].append(note)
            said = self.deck if deck is None else (*self.request.settings.deck, *deck)
            if said != note.deck:
                self.lost[Part.DECK].append(note)

    def _other_form(self, number: int) -> bool:
        """Take the next form of a card, or of the one above it; False when there is none."""
        for place in (number, number - 1):
            if 0 <= place < len(self.cards):
                card = self.cards[place]
                card.form += 1
                if card.fits():
                    return True
                card.form -= 1
        return False

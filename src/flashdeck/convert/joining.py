"""Pieces joined to a file, so that each is read for itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from flashdeck.convert.target import Form, Target
from flashdeck.model import DeckName
from flashdeck.settings import Settings
from flashdeck.syntax.sections import Sections

_DEEPEST = 6


class Block(NamedTuple):
    """A form with where its note is to stand; prose, and headings, stand wherever they are."""

    form: Form
    section: tuple[str, ...] | None = None
    deck: DeckName | None = None
    heading: str | None = None


class Joined(NamedTuple):
    """A text, and the section and the deck that each card came to stand in."""

    text: str
    sections: tuple[tuple[str, ...], ...]
    decks: tuple[DeckName | None, ...]


@dataclass(slots=True)
class _Joiner:
    """Where the writing stands: below which headings, and whether the last text goes on."""

    target: Target
    settings: Settings
    rules: bool
    parts: list[str] = field(default_factory=list)
    sections: Sections = field(default_factory=Sections)
    deck: DeckName | None = None
    open: bool = False
    prose: bool = False
    lines: bool = False
    """Whether the last text is a card on one line."""

    def put(self, form: Form, *, prose: bool = False) -> None:
        """One more text, with a rule above it where it would be read into another."""
        goes_on = self.open and not form.ends
        taken = self.prose and (form.takes or self.rules)
        if self.parts and (goes_on or taken):
            self.parts.append(f"\n{self.below(self.target.rule)}\n\n")
        elif self.parts and not (self.lines and _is_line(form)):
            self.parts.append("\n")
        self.parts.append(f"{form.text}\n")
        self.open, self.prose = form.open, prose
        self.lines = _is_line(form) and not prose

    def below(self, text: str) -> str:
        """A text whose headlines stand below those that are open."""
        outline = self.target.outline
        return text if outline is None else outline.deeper(text, len(self.sections.open))

    def heading(self, level: int, name: str, line: str) -> None:
        if self.target.outline is not None:
            _leave(self.sections, level)
            line = self.below(f"* {name}")
        self.put(Form(line, ends=self.target.headings_end))
        self.sections.enter(level, name)

    def reach(self, section: tuple[str, ...]) -> None:
        """Headings until a section is reached, as far as headings can."""
        names = self.sections.names
        if names == section:
            return
        shared = 0
        while shared < min(len(names), len(section)) and names[shared] == section[shared]:
            shared += 1
        if self.target.outline is not None:
            del self.sections.open[shared:]
        elif shared == len(section) and shared:
            level, name = self.sections.open[shared - 1]
            self.heading(level, name, f"{'#' * level} {name}")
            return
        for name in section[shared:]:
            above = self.sections.open[shared - 1][0] if shared else 1
            beside = [level for level, _ in self.sections.open[shared : shared + 1]]
            level = min(_DEEPEST, above + 1, *beside)
            self.heading(level, name, f"{'#' * level} {name}")
            shared += 1

    def lead(self, deck: DeckName | None) -> None:
        """A line above everything, with the deck of the first card if it can be named."""
        line = self.target.deck_line(deck, self.settings)
        self.deck = None if line is None else deck
        self.put(Form(line or self.target.deck_line(None, self.settings) or "", ends=True))

    def enter(self, deck: DeckName | None) -> None:
        """The deck of what follows; it stays what it was where the target cannot name it."""
        if self.target.outline is not None:
            self.deck = deck
        line = None if deck == self.deck else self.target.deck_line(deck, self.settings)
        if line is not None:
            self.put(Form(line, ends=True))
            self.deck = deck


def _is_line(form: Form) -> bool:
    return "\n" not in form.text and not form.open and not form.ends


def joined(
    target: Target, blocks: Iterable[Block], settings: Settings, *, rules: bool = False
) -> Joined:
    """The text of a file without its front matter; with `rules`, one below all prose."""
    blocks = list(blocks)
    joiner = _Joiner(target, settings, rules)
    if target.leads:
        joiner.lead(next((block.deck for block in blocks if block.section is not None), None))
    sections: list[tuple[str, ...]] = []
    decks: list[DeckName | None] = []
    for block in blocks:
        if block.heading is not None and block.form.level is not None:
            joiner.heading(block.form.level, block.heading, block.form.text)
        elif block.section is None:
            joiner.put(block.form, prose=True)
        else:
            joiner.reach(block.section)
            joiner.enter(block.deck)
            if block.form.level is not None:
                _leave(joiner.sections, block.form.level)
            sections.append(joiner.sections.names)
            decks.append(joiner.deck)
            joiner.put(block.form._replace(text=joiner.below(block.form.text)))
    return Joined("".join(joiner.parts), tuple(sections), tuple(decks))


def _leave(sections: Sections, level: int) -> None:
    """A heading that asks leaves what is as deep as it or deeper."""
    while sections.open and sections.open[-1][0] >= level:
        sections.leave()


def headings(section: Sequence[str]) -> str:
    """The headings of a section, alone."""
    return "".join(
        f"{'#' * min(_DEEPEST, 2 + depth)} {name}\n\n" for depth, name in enumerate(section)
    )

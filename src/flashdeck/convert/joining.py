"""Pieces joined to a file, so that each is read for itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import NamedTuple

from flashdeck.convert.target import Form, Target
from flashdeck.model import DeckName
from flashdeck.settings import Settings
from flashdeck.syntax.sections import DEEPEST, Sections


class Block(NamedTuple):
    """A form with where its note is to stand; prose, and headings, stand wherever they are.

    With `ruled`, a rule stands above it in any case.
    """

    form: Form
    section: tuple[str, ...] | None = None
    deck: DeckName | None = None
    heading: str | None = None
    ruled: bool = False


class Stood(NamedTuple):
    """Where a block came to stand: from which offset on, below which headings, in which deck."""

    start: int
    section: tuple[str, ...]
    deck: DeckName | None


class Joined(NamedTuple):
    """A text, and where each of its blocks came to stand."""

    text: str
    stood: tuple[Stood, ...]


@dataclass(slots=True)
class _Joiner:
    """Where the writing stands: below which headings, and whether the last text goes on."""

    target: Target
    settings: Settings
    parts: list[str] = field(default_factory=list)
    size: int = 0
    sections: Sections = field(default_factory=Sections)
    deck: DeckName | None = None
    open: bool = False
    prose: bool = False
    lines: bool = False
    """Whether the last text is a card on one line."""

    def put(self, form: Form, *, prose: bool = False, ruled: bool = False) -> int:
        """One more text, with a rule above it where it would be read into another.

        Returns the offset that it begins at.
        """
        goes_on = self.open and not form.ends
        taken = self.prose and form.takes
        if self.parts and (goes_on or taken or ruled):
            self._add(f"\n{self.below(self.target.rule)}\n\n")
        elif self.parts and not (self.lines and _is_line(form) and not prose):
            self._add("\n")
        start = self.size
        self._add(f"{form.text}\n")
        self.open, self.prose = form.open, prose
        self.lines = _is_line(form) and not prose
        return start

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text)

    def below(self, text: str) -> str:
        """A text whose headlines stand below those that are open."""
        outline = self.target.outline
        return text if outline is None else outline.deeper(text, len(self.sections.open))

    def heading(self, level: int, name: str, line: str, *, ruled: bool = False) -> int:
        """A heading, which everything below it stands in; returns where it begins."""
        if self.target.outline is not None:
            _leave(self.sections, level)
            line = self.below(f"* {name}")
        start = self.put(Form(line, ends=self.target.headings_end), ruled=ruled)
        self.sections.enter(level, name)
        return start

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
            level = min(DEEPEST, above + 1, *beside)
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
    single = "\n" not in form.text and not form.open and not form.ends
    return single and not form.text.startswith("#")


def joined(target: Target, blocks: Iterable[Block], settings: Settings) -> Joined:
    """The text of a file without its front matter."""
    blocks = list(blocks)
    joiner = _Joiner(target, settings)
    if target.leads:
        joiner.lead(next((block.deck for block in blocks if block.section is not None), None))
    stood = []
    for block, after in zip_longest(blocks, blocks[1:]):
        again = _says_again(joiner.sections, block, after)
        start = joiner.size if again else _put(joiner, block)
        stood.append(Stood(start, joiner.sections.names, joiner.deck))
    return Joined("".join(joiner.parts), tuple(stood))


def _says_again(sections: Sections, block: Block, after: Block | None) -> bool:
    """Whether a heading above cards is the one that stands above them already."""
    open_one = sections.open[-1] if sections.open else None
    above_cards = after is not None and after.section is not None
    return above_cards and open_one == (block.form.level, block.heading)


def _put(joiner: _Joiner, block: Block) -> int:
    if block.heading is not None and block.form.level is not None:
        level, name, line = block.form.level, block.heading, block.form.text
        return joiner.heading(level, name, line, ruled=block.ruled)
    if block.section is None:
        return joiner.put(block.form, prose=True, ruled=block.ruled)
    joiner.reach(block.section)
    joiner.enter(block.deck)
    if block.form.level is not None:
        _leave(joiner.sections, block.form.level)
    return joiner.put(block.form._replace(text=joiner.below(block.form.text)), ruled=block.ruled)


def _leave(sections: Sections, level: int) -> None:
    """A heading that asks leaves what is as deep as it or deeper."""
    while sections.open and sections.open[-1][0] >= level:
        sections.leave()


def headings(section: Sequence[str]) -> str:
    """The headings of a section, alone."""
    return "".join(
        f"{'#' * min(DEEPEST, 2 + depth)} {name}\n\n" for depth, name in enumerate(section)
    )

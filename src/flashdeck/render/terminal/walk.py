"""Where the reading of a passage is: what is open, and what was read so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from rich.style import Style

from flashdeck.model import Media
from flashdeck.render.terminal import look as looks
from flashdeck.render.terminal.blocks import BREAK, Block, Cell, Paragraph, Span, Words
from flashdeck.render.terminal.look import Look


@dataclass(frozen=True, slots=True)
class Scene:
    """What a passage is read for.

    `told`: how many of the card's gaps are no longer asked for. `numbers`: the
    footnote of each slug that means a card; 0 where it has none. `style`: that of
    all words. `media`: the files it shows, by target; None where it is read as words.
    """

    look: Look
    macros: Mapping[str, str]
    told: int = 0
    numbers: Mapping[str, int] = field(default_factory=dict)
    style: Style = looks.PLAIN
    media: Callable[[str], Media | None] | None = None


@dataclass(slots=True)
class Frame:
    """An element that will be a block, and what is in it so far."""

    name: str
    key: int
    tag: str = ""
    blocks: list[Block] = field(default_factory=list)
    items: list[tuple[Block, ...]] = field(default_factory=list)
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    style: Style = looks.DIM
    loose: bool = False


@dataclass(slots=True)
class Walk:
    """Where the walk is: open frames, open styles, and the words since the last block."""

    scene: Scene
    frames: list[Frame]
    styles: list[tuple[int, Style]]
    scripts: list[tuple[int, str]] = field(default_factory=list)
    links: list[tuple[int, str, int]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    asked: set[int] = field(default_factory=set)
    titled: bool = False

    @property
    def style(self) -> Style:
        style = self.styles[-1][1]
        return style + looks.BOLD if self.titled else style

    @property
    def frame(self) -> Frame:
        return self.frames[-1]

    def put(self, text: str, style: Style = looks.PLAIN, *, firm: bool = False) -> None:
        """Words of ours or the card's, as the screen can show them."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.spans.append(Span(BREAK, self.style))
            if line:
                self.spans.append(Span(self.scene.look.text(line), self.style + style, firm))

    def flush(self) -> None:
        """The words since the last block become one."""
        said = _trimmed(self.spans)
        self.spans.clear()
        self.titled = False
        if said:
            self.frame.blocks.append(Paragraph(said))


def _trimmed(spans: Sequence[Span]) -> Words:
    """Without line breaks and blanks at the ends."""
    start, end = 0, len(spans)
    while start < end and not spans[start].text.strip():
        start += 1
    while start < end and not spans[end - 1].text.strip():
        end -= 1
    return tuple(spans[start:end])

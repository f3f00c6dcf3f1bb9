"""Formulas drawn in characters, with what a card asks for in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.style import Style

from flashdeck.render.pieces import Formula, Gap, Range
from flashdeck.render.terminal.look import ASKED, PLAIN, TOLD, Look
from flashdeck.render.text import unquoted

if TYPE_CHECKING:
    from flashdeck.render.boxes import Box

Part = tuple[str, Style]
_Place = tuple[int, int, Gap]

_SPECIAL = str.maketrans(
    {"\\": "∖", "^": "ˆ", "~": "∼", **{sign: f"\\{sign}" for sign in "{}$%#&_"}}
)


@dataclass(frozen=True, slots=True)
class Equation:
    """A formula as one moment of a card shows it.

    `masks` are what stands for the gaps that are still asked for. `told` are the
    gaps that no longer are: each as the same formula with that gap masked too,
    by which its place in the drawing is found.
    """

    latex: str
    masks: tuple[str, ...]
    told: tuple[Told, ...]
    look: Look
    macros: Mapping[str, str] = field(repr=False)

    def inline(self) -> Iterator[Part]:
        """The formula on one line, in parts."""
        line = self._inline(self.latex)
        places = [_between(line, self._inline(told.latex), told.mask) for told in self.told]
        for text, style in _coloured(line, self.masks, places):
            told = style is TOLD and not self.look.coloured
            yield (f"[{text}]" if told else text), style

    def display(self, width: int) -> list[list[Part]]:
        """The formula on as many lines as it takes, if they fit the width; else none."""
        box = self._display(self.latex, width)
        if box.width > width:
            return []
        places = [_beside(box, self._display(told.latex, None), told.mask) for told in self.told]
        return [list(_coloured(line, self.masks, places)) for line in box.lines]

    def _inline(self, latex: str) -> str:
        from flashdeck.render import boxes  # much code, and most cards have no formula

        drawn = boxes.inline(latex, macros=self.macros, ascii=self.look.ascii)
        return self.look.text(" ".join(drawn.split("\n")))

    def _display(self, latex: str, width: int | None) -> Box:
        from flashdeck.render import boxes

        return boxes.display(latex, width=width, macros=self.macros, ascii=self.look.ascii)


class Told(NamedTuple):
    """A formula with one told gap masked, and the mask."""

    latex: str
    mask: str


def equation(piece: Formula, told: int, look: Look, macros: Mapping[str, str]) -> Equation:
    """A formula of which so many of the card's gaps are told."""
    gaps = list(outer(piece.gaps))
    masked = [gap for gap in gaps if gap[2].group > told]
    shown = [gap for gap in gaps if gap[2].group <= told]
    return Equation(
        _latex(piece, masked, look),
        tuple(mask(gap, look) for _, _, gap in masked),
        tuple(Told(_latex(piece, [*masked, gap], look), mask(gap[2], look)) for gap in shown),
        look,
        macros,
    )


def mask(gap: Gap, look: Look) -> str:
    """What stands where something is asked for: the hint, or an ellipsis."""
    return look.text(f"[{' '.join((gap.hint or look.signs.ellipsis).split())}]")


def outer(ranges: Iterable[Range]) -> Iterator[_Place]:
    """The gaps among ranges in order that lie in no other."""
    last = 0
    for start, end, wrap in ranges:
        if isinstance(wrap, Gap) and start >= last:
            yield start, end, wrap
            last = end


def _latex(piece: Formula, masked: Iterable[_Place], look: Look) -> str:
    parts: list[str] = []
    at = 0
    for start, end, gap in sorted(masked, key=itemgetter(0)):
        parts += piece.latex[at:start], f"{{\\text{{{mask(gap, look).translate(_SPECIAL)}}}}}"
        at = end
    whole = "".join([*parts, piece.latex[at:]])
    return unquoted(whole) if piece.quoted else whole


def _between(line: str, masked: str, mask: str) -> tuple[int, int]:
    """Which characters of a line the mask stands for in another; all if they differ elsewhere."""
    before, found, after = masked.partition(mask)
    start, end = len(before), len(line) - len(after)
    if found and start <= end and line.startswith(before) and line.endswith(after):
        return start, end
    return 0, len(line)


def _beside(box: Box, masked: Box, mask: str) -> tuple[int, int]:
    """The same for columns: what is beside the mask must be beside the gap as well."""
    line = next((line for line in masked.lines if mask in line), None)
    if line is None:
        return 0, box.width
    start = cell_len(line.partition(mask)[0])
    right = masked.width - start - cell_len(mask)
    end = box.width - right
    sides = [(0, start, 0), (end, box.width, masked.width - right)]
    if start <= end and all(_same(box, masked, *side) for side in sides):
        return start, end
    return 0, box.width


def _same(box: Box, other: Box, start: int, end: int, there: int) -> bool:
    """Whether columns of one box, from the baseline, are those of another from `there`."""
    return _columns(box, start, end) == _columns(other, there, there + end - start)


def _columns(box: Box, start: int, end: int) -> dict[int, str]:
    """The columns of each row that has anything in them, by its distance from the baseline."""
    rows = ((row - box.baseline, _cut(line, start, end)) for row, line in enumerate(box.lines))
    return {row: text for row, text in rows if text.strip()}


def _cut(line: str, start: int, end: int) -> str:
    return set_cell_size(line, end)[len(set_cell_size(line, start)) :]


def _coloured(line: str, masks: Sequence[str], places: Sequence[tuple[int, int]]) -> Iterator[Part]:
    """A line in parts; the masks in it and some places have colours of their own."""
    if not masks and not places:
        yield line, PLAIN
        return
    ranges = [(*place, TOLD) for place in places if place[0] < place[1]]
    for text in dict.fromkeys(masks):
        at = line.find(text)
        while at >= 0:
            ranges.append((at, at + len(text), ASKED))
            at = line.find(text, at + len(text))
    edges = sorted({0, len(line), *(edge for start, end, _ in ranges for edge in (start, end))})
    for start, end in pairwise(edges):
        styles = [style for first, last, style in ranges if first <= start and end <= last]
        yield line[start:end], styles[-1] if styles else PLAIN

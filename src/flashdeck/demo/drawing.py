"""Small pictures made of characters: curves, bars, images."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rich.style import Style
from rich.text import Text

STEPS = "▁▂▃▄▅▆▇█"
SHADES = " ░▒▓█"
UPPER = "▀"
GAP = 3
PLANE = 18  # lines of a plane
KINDS = ("red", "green", "blue", "yellow", "magenta", "cyan")

Pixel = float | tuple[float, ...]
Image = tuple[tuple[Pixel, ...], ...]

_ASCII = str.maketrans(
    {
        **dict(zip(STEPS, "_.,:-=+#", strict=True)),
        **dict(zip(SHADES[1:], ".:+#", strict=True)),
        "─": "-",
        "−": "-",
        "–": "-",
        "×": "x",
        "·": "*",
        "…": "...",
        "∞": "inf",
        "²": "^2",
        "≤": "<=",
        "≥": ">=",
        "→": "->",
        "←": "<-",
        "↑": "^",
        "↓": "v",
        "↖": "^\\",
        "↗": "/^",
        "↙": "v/",
        "↘": "\\v",
        "ᵢ": "i",
        "≠": "!=",
        "½": "1/2",
        "“": '"',
        "”": '"',
        "’": "'",
        "τ": "tau",
        "ε": "eps",
        "σ": "sigma",
        "λ": "lambda",
        "Σ": "sum",
        "α": "alpha",
        "°": " deg",
        "∂": "d",
        "‖": "|",
        "ₜ": "_t",
        "ₛ": "_s",
    }
)


def in_ascii(text: str) -> str:
    """The text for a screen that has no other characters."""
    return text.translate(_ASCII).encode("ascii", "replace").decode("ascii")


def sparkline(values: Sequence[float], low: float, high: float, room: int) -> str:
    """At most `room` columns; each is the mean of the values it stands for."""
    columns = min(room, len(values))
    edges = [len(values) * column // columns for column in range(columns + 1)]
    means = [sum(values[a:b]) / (b - a) for a, b in pairwise(edges)]
    return "".join(STEPS[_level((mean - low) / (high - low), len(STEPS))] for mean in means)


def bar(share: float, room: int) -> str:
    """A bar whose full length is `room` columns; what is not nothing leaves a trace."""
    full = max(0, min(room, round(share * room)))
    return "█" * full if full or share <= 0 else "▏"


def side_by_side(
    images: Sequence[tuple[str, Image]], room: int, coloured: bool, ascii: bool
) -> Iterator[Text]:
    """Pictures with their names above, as many in a row as there is room for."""
    widest = max(max(len(rows[0]), len(name)) for name, rows in images)
    each = max(1, (room + GAP) // (widest + GAP))
    for start in range(0, len(images), each):
        group = images[start : start + each]
        names = (name.ljust(widest + GAP) for name, _ in group)
        yield Text((in_ascii if ascii else str)("".join(names)).rstrip(), "dim")
        blocks = [list(_image(rows, coloured, ascii)) for _, rows in group]
        for lines in zip(*blocks, strict=True):
            yield _joined(lines, widest + GAP)


def scattered(points: Sequence[tuple[float, float, str]], room: int) -> Iterator[Text]:
    """A plane of characters; where several kinds meet, the one that is there most often."""
    left, right = min(x for x, _, _ in points), max(x for x, _, _ in points)
    foot, top = min(y for _, y, _ in points), max(y for _, y, _ in points)
    kinds = sorted({kind for _, _, kind in points})
    cells: defaultdict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for x, y, kind in points:
        line = _level((top - y) / (top - foot or 1), PLANE)
        cells[line, _level((x - left) / (right - left or 1), room)][kind] += 1
    for line in range(PLANE):
        drawn = Text()
        for column in range(room):
            seen = cells.get((line, column))
            kind = seen.most_common(1)[0][0] if seen else " "
            drawn.append(kind, KINDS[kinds.index(kind) % len(KINDS)] if seen else None)
        drawn.rstrip()
        yield drawn


def _joined(lines: Sequence[Text], width: int) -> Text:
    whole = Text()
    for line in lines:
        whole.append_text(line)
        whole.append(" " * (width - len(line.plain)))
    return whole


def _image(rows: Image, coloured: bool, ascii: bool) -> Iterator[Text]:
    """Two rows of pixels to a line of text."""
    for upper, lower in zip(rows[::2], [*rows[1::2], rows[-1]], strict=False):
        if coloured:
            yield Text.assemble(*((UPPER, _style(a, b)) for a, b in zip(upper, lower, strict=True)))
        else:
            line = "".join(
                _shade((_grey(a) + _grey(b)) / 2) for a, b in zip(upper, lower, strict=True)
            )
            yield Text(in_ascii(line) if ascii else line)


def _style(upper: Pixel, lower: Pixel) -> Style:
    return Style(color=_colour(upper), bgcolor=_colour(lower))


def _colour(pixel: Pixel) -> str:
    red, green, blue = pixel if isinstance(pixel, tuple) else (pixel,) * 3
    return "rgb({},{},{})".format(*(_level(each, 256) for each in (red, green, blue)))


def _grey(pixel: Pixel) -> float:
    return max(pixel) if isinstance(pixel, tuple) else pixel


def _shade(grey: float) -> str:
    return SHADES[_level(grey, len(SHADES))]


def _level(share: float, levels: int) -> int:
    """Which of so many levels a share from 0 to 1 falls on; beyond, the nearest."""
    return max(0, min(levels - 1, int(share * levels)))

"""Brackets and bars around a box, as high as it is."""

from __future__ import annotations

from flashdeck.render.boxes.box import Box, Side, beside, cells, column, line
from flashdeck.render.boxes.styles import Style

_HIGH = {
    "(": "⎛⎜⎝", ")": "⎞⎟⎠", "[": "⎡⎢⎣", "]": "⎤⎥⎦", "⌊": "⎢⎢⎣", "⌋": "⎥⎥⎦", "⌈": "⎡⎢⎢", "⌉": "⎤⎥⎥",
    "|": "│││", "∣": "│││", "‖": "‖‖‖", "∥": "‖‖‖", "⟦": "⟦⟦⟦", "⟧": "⟧⟧⟧", "⟮": "⎛⎜⎝", "⟯": "⎞⎟⎠",
    "⎰": "⎧⎪⎭", "⎱": "⎫⎪⎩", "↑": "↑││", "↓": "││↓", "↕": "↑│↓", "⇑": "⇑‖‖", "⇓": "‖‖⇓", "⇕": "⇑‖⇓",
}  # fmt: skip
_POINTED = {"{": "⎧⎨⎩⎪", "}": "⎫⎬⎭⎪", "⟨": "╱⟨╲│", "⟩": "╲⟩╱│"}
_OF_TWO = {"{": "⎰⎱", "}": "⎱⎰", "⟨": "╱╲", "⟩": "╲╱"}


def around(opening: str, body: Box, closing: str, style: Style, *, high: bool = False) -> Box:
    """The body in brackets. `high`: they grow with it even when it is of two lines."""
    grown = body.height > 1 and (high or body.height > 2 or (body.above > 0 and body.below > 0))
    height, baseline = (body.height, body.baseline) if grown else (1, 0)
    left = fence(opening, height, baseline, style)
    return beside((left, body, fence(closing, height, baseline, style)))


def fence(sign: str, height: int, baseline: int, style: Style) -> Box:
    """One bracket."""
    if height == 1:
        return line(style.spelled(sign))
    if not style.unicode:
        return _repeated(style.spelled(sign), height, baseline)
    if sign in _OF_TWO and height == 2:
        return Box(tuple(_OF_TWO[sign]), baseline, 1)
    if sign in _POINTED:
        top, point, bottom, middle = tuple(_POINTED[sign])
        lines = [top, *[middle] * (height - 2), bottom]
        lines[min(max(baseline, 1), height - 2)] = point
        return Box(tuple(lines), baseline, 1)
    if sign in _HIGH:
        top, middle, bottom = tuple(_HIGH[sign])
        return Box((top, *[middle] * (height - 2), bottom), baseline, 1)
    return column([sign if at == baseline else "" for at in range(height)], baseline)


def _repeated(sign: str, height: int, baseline: int) -> Box:
    """A bracket of ASCII on every line, a word such as `floor(` only on the one it is read from."""
    rest = sign[-1:] if sign[:1].isalpha() else sign
    lines = [sign if at == baseline else rest for at in range(height)]
    return column(lines, baseline, Side.RIGHT) if cells(sign) else line("")

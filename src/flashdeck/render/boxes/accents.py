"""Marks above and below letters: combined with one letter, drawn along several."""

from __future__ import annotations

from unicodedata import normalize

from flashdeck.render.boxes.box import Box, Side, cells, line, stacked, widened
from flashdeck.render.boxes.forms import Bond, Draw, Line, Write
from flashdeck.render.boxes.tree import Accent, Node, Symbol, items

MARKS_ABOVE = {
    **dict.fromkeys(("ˆ", "\u0302", "^"), "hat"),
    **dict.fromkeys(("˜", "\u0303", "~", "∼"), "tilde"),
    **dict.fromkeys(("¯", "ˉ", "\u0304", "\u0332", "\u0305", "‾", "_", "―"), "bar"),
    **dict.fromkeys(("⃗", "→"), "vec"),
    "←": "leftvec",
    "↔": "bothvec",
    "˙": "dot",
    "¨": "ddot",
    "⃛": "dddot",
    "⃜": "ddddot",
    "ˇ": "check",
    "˘": "breve",
    "´": "acute",
    "`": "grave",
    "˚": "ring",
    "⏜": "arc",
    "⌢": "arc",
}
MARKS_BELOW = {
    **dict.fromkeys(("\u0332", "_", "¯", "‾"), "underline"),
    **dict.fromkeys(("~", "˜", "\u0330"), "undertilde"),
    "→": "undervec",
    "←": "underleftvec",
    "↔": "underbothvec",
    "⏝": "underarc",
}
"""The engine's signs by the names of the accents."""

_COMBINING = {
    "hat": "\u0302",
    "tilde": "\u0303",
    "bar": "\u0304",
    "vec": "\u20d7",
    "leftvec": "\u20d6",
    "bothvec": "\u20e1",
    "dot": "\u0307",
    "ddot": "\u0308",
    "dddot": "\u20db",
    "ddddot": "\u20dc",
    "check": "\u030c",
    "breve": "\u0306",
    "acute": "\u0301",
    "grave": "\u0300",
    "ring": "\u030a",
    "underline": "\u0332",
    "undertilde": "\u0330",
}


def written(accent: Accent, write: Write) -> Line:
    """`x̂` for one letter; for more, `hat(xy)`, or the mark could be that of the last only.

    Only bars join: `A̅B̅` is one line over both.
    """
    base = write(accent.base)
    if (joined := _joined(accent, base.text, write.style.unicode)) is not None:
        return Line.atom(joined)
    if accent.mark == "bar" and write.style.unicode and _is_letters(accent.base):
        return Line("".join(letter + "\u0305" for letter in base.text), Bond.PRODUCT)
    return Line.atom(f"{accent.mark}({base.text})")


def _is_letters(base: Node) -> bool:
    """Letters and digits, each one cell wide."""
    texts = [part.text if isinstance(part, Symbol) else "" for part in items(base)]
    return all(text.isalnum() and cells(text) == len(text) for text in texts)


def drawn(accent: Accent, draw: Draw) -> Box:
    base = draw(accent.base)
    if base.height == 1:
        joined = _joined(accent, base.lines[0], draw.style.unicode)
        if joined is not None:
            return line(joined)
    mark = _drawn_mark(accent.mark.removeprefix("under"), base.width, draw.style.unicode)
    mark = widened(mark, base.width, Side.CENTRE)
    if accent.mark.startswith("under"):
        return stacked([base, mark], 0)
    return stacked([mark, base], 1)


def _joined(accent: Accent, text: str, unicode: bool) -> str | None:
    """One letter and its mark, where Unicode can put them together."""
    mark = _COMBINING.get(accent.mark)
    if not unicode or mark is None or cells(text) != 1:
        return None
    return normalize("NFC", text + mark)


def _drawn_mark(mark: str, width: int, unicode: bool) -> Box:
    """The mark as one line, as long as what it belongs to where it can be."""
    match mark:
        case "line" | "bar":
            return line(("‾" if mark == "line" else "_") * width if unicode else "_" * width)
        case "vec" | "leftvec" | "bothvec":
            dash = "─" if unicode else "-"
            left, right = ("←", "→") if unicode else ("<", ">")
            head = left if mark != "vec" else ""
            tip = right if mark != "leftvec" else ""
            return line(head + dash * max(0 if unicode else 1, width - len(head + tip)) + tip)
        case "hat" if unicode and width > 1:
            return line("╱" + "‾" * (width - 2) + "╲")
        case "tilde" if width > 1:
            return line("~" * width)
        case "arc" if unicode and width > 1:
            return line("╭" + "─" * (width - 2) + "╮")
        case _:
            return line((_UNICODE if unicode else _ASCII).get(mark, mark))


_ASCII = {
    "hat": "^",
    "tilde": "~",
    "dot": ".",
    "ddot": "..",
    "dddot": "...",
    "check": "v",
    "breve": "u",
    "acute": "'",
    "grave": "`",
    "ring": "o",
}
_UNICODE = {
    "hat": "^",
    "tilde": "~",
    "dot": "˙",
    "ddot": "¨",
    "dddot": "⋯",
    "check": "ˇ",
    "breve": "˘",
    "acute": "´",
    "grave": "`",
    "ring": "°",
    "arc": "⌒",
}

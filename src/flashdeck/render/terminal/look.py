"""How cards look: colours by their ANSI names, which a light and a dark terminal both have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from rich.style import Style

from flashdeck.controls import shown
from flashdeck.render.terminal.pictures import Canvas

PLAIN = Style()
BOLD = Style(bold=True)
ITALIC = Style(italic=True)
DIM = Style(dim=True)
STRUCK = Style(strike=True)
UNDERLINED = Style(underline=True)
CODE = Style(color="cyan")
MARKED = Style(color="black", bgcolor="yellow")
ASKED = Style(color="magenta", bold=True, reverse=True)
TOLD = Style(color="magenta", bold=True)
NUMBER = Style(color="magenta")
CHIP = Style(color="cyan", italic=True)
SOURCE = Style(dim=True, italic=True)
CALLOUT = Style(color="cyan")

INK = {
    "k": Style(color="magenta"),
    "s": Style(color="green"),
    "c": Style(dim=True, italic=True),
    "d": Style(color="red"),
    "m": Style(color="cyan"),
    "n": Style(bold=True),
}
"""Styles of code, by the classes that `render.code` gives its parts."""


class Signs(NamedTuple):
    """What lines are drawn with, and the signs of ours between words of the card's."""

    rule: str
    heavy: str
    crossing: str
    upright: str
    bar: str
    bullets: str
    goes_on: str
    ellipsis: str
    picture: str
    sound: str
    crumb: str
    between: str
    pointer: str


_UNICODE = Signs("─", "━", "┼", "│", "▌", "•◦▪", "↪", "…", "▣", "♪", "›", "·", "▸")
_ASCII = Signs("-", "=", "+", "|", "|", "*-+", ">", "...", "#", "#", ">", "-", ">")
_UNDRAWN = _UNICODE._replace(rule="-", heavy="=", crossing=" ", upright=" ", bar="|", goes_on=">")

_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛", "'"),
        **dict.fromkeys("“”„‟", '"'),
        **dict.fromkeys("‐‑‒–−", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2009\u202f", " "),
    }
    | {"—": "--", "…": "...", "•": "*", "·": "-", "×": "x", "→": "->", "←": "<-", "⇒": "=>"}
    | {"≤": "<=", "≥": ">=", "≠": "!=", "☐": "[ ]", "☑": "[x]", "\u200b": ""}
)


@dataclass(frozen=True, slots=True)
class Look:
    """What a screen is to show.

    `ascii`: nothing but ASCII. `drawn`: lines of tables and between parts as box
    drawing. `coloured`: colours and fonts; without them, code and told gaps
    stand between marks. `pictures`: where they are drawn, if they are.
    """

    ascii: bool = False
    drawn: bool = True
    coloured: bool = True
    pictures: Canvas | None = None

    @property
    def signs(self) -> Signs:
        if self.ascii:
            return _ASCII
        return _UNICODE if self.drawn else _UNDRAWN

    def text(self, text: str) -> str:
        """Text of a card's as this screen can show it; nothing in it moves the cursor."""
        text = shown(text)
        if self.ascii and not text.isascii():
            return text.translate(_TYPOGRAPHY).encode("ascii", "backslashreplace").decode("ascii")
        return text

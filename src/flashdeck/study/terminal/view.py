"""One screen: a line of counts, the card, a line for messages, a line of keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from rich.console import Console
from rich.style import Style
from rich.text import Text

from flashdeck.controls import shown
from flashdeck.embeds import is_sound
from flashdeck.render.terminal import Look
from flashdeck.study import typed
from flashdeck.study.pace import MINUTE
from flashdeck.study.session import Asking, Counts, Done, Reading, Session, Told
from flashdeck.study.terminal.desk import Size
from flashdeck.study.words import counted, promises

S = TypeVar("S")

WIDEST = 92
ABOVE = 2
BELOW = 3
HANG = 14
"""Columns for a key in the help."""

DIM = Style(dim=True)
KEY = Style(bold=True)
SAID = Style(bold=True)
FLAG = Style(color="magenta")
COUNTS = {
    "new": Style(color="blue"),
    "due": Style(color="green"),
    "again": Style(color="red"),
    "left": DIM,
}
SIGNS = {
    "": Style(),
    "=": Style(),
    "-": Style(color="red", strike=True),
    "+": Style(color="green", underline=True),
}


class Column(NamedTuple):
    """Where text stands: so many columns from the left, so many wide; and rows for the card."""

    margin: int
    width: int
    rows: int


def column(size: Size) -> Column:
    """The middle of a screen that is wider than anybody reads."""
    width = max(1, min(size.columns - 4, WIDEST)) if size.columns > 24 else size.columns
    return Column((size.columns - width) // 2, width, max(1, size.rows - ABOVE - BELOW))


def head(session: Session[S], told: Counts, left: int, width: int, look: Look) -> Text:
    """Counts on the left, the time that is left on the right."""
    line = Text(no_wrap=True)
    for name, number in counted(told, cram=session.rules.cram):
        line.append(f" {look.signs.between} " if line.plain else "", DIM)
        line.append(f"{number} {name}", COUNTS[name])
    key = session.key
    if key is not None and session.state(key).flagged:
        line.append(f" {look.signs.between} flagged", FLAG)
    if session.rules.cram:
        line.append(f" {look.signs.between} cram", DIM)
    minutes = -(-left // MINUTE)
    time = f"{minutes} min left" if minutes else ""
    line.append(time.rjust(width - line.cell_len), DIM)
    return line


class Offered(NamedTuple):
    """What can be done besides: `files` can be opened, and notes that are referred to."""

    typing: bool = False
    files: Sequence[str] = ()
    references: bool = False


def keys(session: Session[S], grades: Mapping[str, int], width: int, offered: Offered) -> Text:
    """The keys that matter now; on a grade's, when the card would come again."""
    files = _opening(offered.files)
    match session.stage:
        case Told():
            line = _promised(promises(session, grades), width)
            return _pairs(files, width, line)
        case Asking() if offered.typing:
            return _pairs([("enter", "compare"), ("esc", "other keys, such as u")], width)
        case Asking():
            line = _pairs([("space", "show"), *files, *_MORE], width)
            first = [("space", "show"), _HELP]  # where not all fit, that names the others
            return line if "? help" in line.plain else _pairs([*first, *files, *_MORE], width)
        case Reading():
            references = [("r", "references")] if offered.references else []
            return _pairs([("space, q", "back"), *files, *references], width)
        case Done():
            return _pairs([("u", "undo"), ("any key", "leave")], width)


def _opening(files: Sequence[str]) -> list[tuple[str, str]]:
    if not files:
        return []
    return [("o", "play" if all(map(is_sound, files)) else "open")]


_HELP = ("?", "help")
_MORE = (
    ("u", "undo"),
    ("e", "edit"),
    _HELP,
    ("q", "quit"),
    ("s", "suspend"),
    ("b", "bury"),
)
"""Those that come first stay on a narrow screen."""


def _pairs(pairs: Iterable[tuple[str, str]], width: int, before: Text | None = None) -> Text:
    """As many as there is room for, behind what stands there already."""
    line = Text(no_wrap=True) if before is None else before
    for key, name in pairs:
        size = len(key) + len(name) + 1 + (3 if line.plain else 0)
        if line.cell_len + size > width:
            break
        line.append("   " if line.plain else "")
        line.append(key, KEY).append(f" {name}", DIM)
    return line


def _promised(promised: Sequence[tuple[str, str, str]], width: int) -> Text:
    for gap, named in (("    ", True), ("  ", True), (" ", True), (" ", False)):
        line = Text(no_wrap=True)
        for key, name, days in promised:
            line.append(gap if line.plain else "")
            line.append(key, KEY)
            line.append(f" {name}" if named and name else "")
            line.append(f" {days}" if days else "", DIM)
        if line.cell_len <= width:
            return line
    line.truncate(width)
    return line


def compared(parts: Sequence[typed.Part], look: Look) -> Text:
    """What was typed beside what was wanted."""
    if typed.is_right(tuple(parts)):
        return Text.assemble(("as typed: ", DIM), shown("".join(part.text for part in parts)))
    if typed.is_other(tuple(parts)):
        return Text.assemble(
            ("typed:  ", DIM),
            look.text(parts[0].text),
            ("\nwanted: ", DIM),
            look.text(parts[1].text),
        )
    if not look.coloured:
        return Text(shown(f"typed: {typed.marked(tuple(parts))}"))
    line = Text("typed: ", DIM)
    for part in parts:
        line.append(look.text(part.text), SIGNS[part.sign])
    return line


def helped(rows: Iterable[tuple[str, str]], width: int, console: Console) -> list[Text]:
    """Keys, and beside each what it does, broken between words."""
    lines = []
    for key, text in rows:
        room = max(8, width - HANG)
        for number, part in enumerate(Text(text).wrap(console, room)):
            start = (f"{'' if number else key:<{HANG}}", KEY)
            lines.append(Text.assemble(start, part.plain.rstrip(), no_wrap=True))
    return lines


def placed(lines: Sequence[str], offset: int, rows: int) -> tuple[list[str], int]:
    """The lines that fit, from an offset that is not past the last; and the offset."""
    offset = max(0, min(offset, len(lines) - rows))
    seen = list(lines[offset : offset + rows])
    return seen + [""] * (rows - len(seen)), offset


def spoken(text: Text, width: int, rows: int, console: Console) -> list[Text]:
    """A message in no more rows than that; what does not fit ends in dots."""
    lines = list(text.wrap(console, width))
    if len(lines) > rows:
        last = lines[rows - 1].append(" …")
        last.truncate(width, overflow="ellipsis")
    return lines[:rows]


def more(total: int, offset: int, rows: int) -> str:
    """Where there is more of a card than the screen shows."""
    above, below = offset, max(0, total - offset - rows)
    match above > 0, below > 0:
        case True, True:
            return f"{above} lines above, {below} below"
        case True, False:
            return f"{above} lines above: k, page up"
        case False, True:
            return f"{below} more lines below: j, page down"
        case _:
            return ""

"""The inline form: a formula on one line that says the same as on paper."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flashdeck.render.boxes import (
    accents,
    enclosures,
    fences,
    fractions,
    operators,
    roots,
    rows,
    scripts,
    tables,
)
from flashdeck.render.boxes.forms import Bond, Line, Room
from flashdeck.render.boxes.styles import Style
from flashdeck.render.boxes.tree import (
    Accent,
    Arrow,
    Brace,
    Fenced,
    Fraction,
    Framed,
    Limits,
    Node,
    Phantom,
    Pile,
    Root,
    Row,
    Scripts,
    Space,
    Struck,
    Symbol,
    Table,
    Text,
)


@dataclass(frozen=True, slots=True)
class Writing:
    """Writes any part of a formula."""

    style: Style
    room: Room = Room.WIDE

    def within(self, room: Room) -> Writing:
        return self if room <= self.room else replace(self, room=room)

    def __call__(self, node: Node) -> Line:
        match node:
            case Symbol(text=text):
                return Line.atom(self.style.spelled(text))
            case Text(text=text):
                text = self.style.spelled(text)
                return Line(text, Bond.LOOSE if " " in text else Bond.ATOM)
            case Row():
                return rows.written(node, self)
            case Scripts():
                return scripts.written(node, self)
            case Limits():
                return scripts.limits_written(node, self)
            case Fenced():
                return fences.written(node, self)
            case Fraction():
                return fractions.written(node, self)
            case Pile():
                return fractions.pile_written(node, self)
            case Root():
                return roots.written(node, self)
            case Accent():
                return accents.written(node, self)
            case Table():
                return tables.written(node, self)
            case Arrow():
                return operators.arrow_written(node, self)
            case Brace():
                return enclosures.brace_written(node, self)
            case Framed():
                return enclosures.framed_written(node, self)
            case Struck():
                return enclosures.struck_written(node, self)
            case Space() | Phantom():
                return Line.atom("")

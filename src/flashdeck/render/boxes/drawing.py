"""The display form: a formula in two dimensions."""

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
from flashdeck.render.boxes.box import Box, blank, line
from flashdeck.render.boxes.forms import Room
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
from flashdeck.render.boxes.writing import Writing


@dataclass(frozen=True, slots=True)
class Drawing:
    """Draws any part of a formula."""

    style: Style
    room: Room = Room.WIDE

    def within(self, room: Room) -> Drawing:
        return self if room <= self.room else replace(self, room=room)

    def written(self, node: Node) -> str:
        """A small part, such as the index of a root, on one line."""
        return Writing(self.style, Room.SCRIPT)(node).text

    def __call__(self, node: Node) -> Box:
        match node:
            case Symbol(text=text) | Text(text=text):
                return line(self.style.spelled(text))
            case Row():
                return rows.drawn(node, self)
            case Scripts():
                return scripts.drawn(node, self)
            case Limits():
                return scripts.limits_drawn(node, self)
            case Fenced():
                return fences.drawn(node, self)
            case Fraction():
                return fractions.drawn(node, self)
            case Pile():
                return fractions.pile_drawn(node, self)
            case Root():
                return roots.drawn(node, self)
            case Accent():
                return accents.drawn(node, self)
            case Table():
                return tables.drawn(node, self)
            case Arrow():
                return operators.arrow_drawn(node, self)
            case Brace():
                return enclosures.brace_drawn(node, self)
            case Framed():
                return enclosures.framed_drawn(node, self)
            case Struck():
                return enclosures.struck_drawn(node, self)
            case Phantom(body=body):
                shape = self(body)
                return blank(shape.width, shape.height, shape.baseline)
            case Space():
                return blank(0)

"""What stands in brackets, of which one may be unseen."""

from __future__ import annotations

from flashdeck.render.boxes import tables
from flashdeck.render.boxes.box import Box
from flashdeck.render.boxes.brackets import around
from flashdeck.render.boxes.forms import Bond, Draw, Line, Write
from flashdeck.render.boxes.fractions import chosen_written
from flashdeck.render.boxes.tree import Fenced, Pile, Table


def written(fenced: Fenced, write: Write) -> Line:
    """Brackets that are not shown are, where the end of what they hold would be lost."""
    opening, closing = write.style.spelled(fenced.opening), write.style.spelled(fenced.closing)
    match fenced.body:
        case Pile() as pile if (opening, closing) == ("(", ")"):
            return chosen_written(pile, write)
        case Table() as table if "" in (opening, closing):
            return Line.atom(f"{{{tables.cases_written(table, write)}}}")
        case body if opening == "" and closing != "":
            return Line.atom(f"{write(body).at_least(Bond.ATOM)}{closing}")
        case body:
            held = bool(opening and closing)
            text = f"{opening}{write(body).text}{closing}"
            return Line(text, Bond.ATOM if held else Bond.LOOSE)


def drawn(fenced: Fenced, draw: Draw) -> Box:
    high = isinstance(fenced.body, Table | Pile)
    return around(fenced.opening, draw(fenced.body), fenced.closing, draw.style, high=high)

"""From LaTeX to its two forms."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import ParseError

from flashdeck.latex import Problem, mathml
from flashdeck.render.boxes.box import Box, column
from flashdeck.render.boxes.breaking import fitted, wrapped
from flashdeck.render.boxes.drawing import Drawing
from flashdeck.render.boxes.letters import verbatim
from flashdeck.render.boxes.reading import formula
from flashdeck.render.boxes.styles import ASCII, UNICODE, Style
from flashdeck.render.boxes.tree import Node
from flashdeck.render.boxes.writing import Writing

_NO_MACROS: Mapping[str, str] = {}


def inline(tex: str, *, macros: Mapping[str, str] = _NO_MACROS, ascii: bool = False) -> str:
    """The formula on one line, with the brackets that this takes."""
    style = ASCII if ascii else UNICODE
    node = _read(tex, macros)
    try:
        return _marked(tex, style) if node is None else Writing(style)(node).text.strip()
    except RecursionError:
        return _marked(tex, style)


def display(
    tex: str,
    *,
    width: int | None = None,
    macros: Mapping[str, str] = _NO_MACROS,
    ascii: bool = False,
) -> Box:
    """The formula in two dimensions, on several lines where it is wider than `width` cells."""
    style = ASCII if ascii else UNICODE
    node = _read(tex, macros)
    try:
        if node is None:
            return _wrapped(_marked(tex, style), width)
        if width is None:
            return Drawing(style)(node)
        box = fitted(node, width, Drawing(style))
        return box if box.width <= width else _wrapped(Writing(style)(node).text.strip(), width)
    except RecursionError:
        return _wrapped(_marked(tex, style), width)


def _read(tex: str, macros: Mapping[str, str]) -> Node | None:
    """What the formula says; None when it is broken, or too deep for us."""
    found = mathml(tex, display=True, macros=macros)
    try:
        return None if isinstance(found, Problem) else formula(found)
    except (ParseError, RecursionError):
        return None


def _marked(tex: str, style: Style) -> str:
    before, behind = style.marked
    return f"{before}{style.spelled(verbatim(tex))}{behind}"


def _wrapped(text: str, width: int | None) -> Box:
    return column([text] if width is None else list(wrapped(text, max(2, width))), 0)

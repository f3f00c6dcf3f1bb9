"""Formulas as MathJax reads them in Anki: between `\\(` and `\\)`, as HTML.

MathJax knows no macros of the author's, so they are written out. In a formula
with gaps that could tear a gap apart; there, definitions stand before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from flashdeck.latex import for_mathjax
from flashdeck.latex.macros import arity
from flashdeck.latex.names import PORTABLE
from flashdeck.render.pieces import Formula
from flashdeck.render.text import chunks, escaped, unquoted

_COMMAND = re.compile(r"\\([A-Za-z]+)")
_ESCAPED = re.compile(r"\\\\|\\([)\]])")
_CUT_COMMAND = re.compile(r"\\[A-Za-z]+$")


def formula(piece: Formula, macros: Mapping[str, str], *, cloze: bool, inside: bool) -> str:
    """The formula, with its gaps if it stands on a cloze note.

    `inside`: it stands in a gap, where `}}` would end the gap and `::` begin a hint.
    """
    latex, display, _, gaps = piece
    if gaps:
        definitions = "".join(_definitions(latex, {**PORTABLE, **macros}))
        body = escaped(_apart(definitions, inside=inside)) + "".join(_body(piece, inside))
    elif macros:
        body = _whole(for_mathjax(_latex(piece, latex), macros), cloze, inside)
    else:
        body = _without_macros(_latex(piece, latex), cloze, inside)
    return rf"\[{body}\]" if display else rf"\({body}\)"


@lru_cache(maxsize=1024)
def _without_macros(latex: str, cloze: bool, inside: bool) -> str:
    """Many notes have the same short formulas."""
    return _whole(for_mathjax(latex), cloze, inside)


def _whole(latex: str, cloze: bool, inside: bool) -> str:
    latex = _closed(latex)
    return escaped(_apart(latex, inside=inside) if cloze else latex)


def _latex(piece: Formula, part: str) -> str:
    return unquoted(part) if piece.quoted else part


def _body(piece: Formula, inside: bool) -> Iterator[str]:
    parts = list(chunks(piece.latex, piece.gaps))
    for index, part in enumerate(parts):
        if part.mark is not None:
            yield part.mark
            continue
        latex = _closed(_latex(piece, part.text))
        yield escaped(_apart(latex, inside=inside or part.depth > 0))
        if index + 1 < len(parts) and _needs_space(latex):
            yield " "


def _needs_space(latex: str) -> bool:
    """Whether the mark of a gap behind it would be misread, or the gap's letters join a command."""
    return latex[-1:] in ("{", "}", ":", "\\") or _CUT_COMMAND.search(latex) is not None


def _apart(latex: str, *, inside: bool) -> str:
    """Without anything that Anki would take for the mark of a gap."""
    if not inside:
        return re.sub(r"\{(?=\{)", "{ ", latex)
    return re.sub(r"([{}:])(?=\1)", r"\1 ", latex)


def _closed(latex: str) -> str:
    """Without a mark that would end the formula early."""
    if r"\)" not in latex and r"\]" not in latex:
        return latex
    return _ESCAPED.sub(lambda match: match[1] or match[0], latex)


def _definitions(latex: str, macros: Mapping[str, str]) -> Iterator[str]:
    """A definition of each macro the formula needs: those it uses, and those they use."""
    known: dict[str, str] = {}
    waiting = _COMMAND.findall(latex)
    while waiting:
        name = waiting.pop()
        if name in macros and name not in known:
            known[name] = macros[name]
            waiting += _COMMAND.findall(macros[name])
    for name, body in sorted(known.items()):
        parameters = "".join(f"#{number}" for number in range(1, arity(body) + 1))
        yield rf"\def\{name}{parameters}{{{body}}}"

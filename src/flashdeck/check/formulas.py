"""Formulas that do not parse."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from flashdeck import rules
from flashdeck.check.subject import Subject
from flashdeck.diagnostics import Diagnostic
from flashdeck.masks import Kind, Region, regions
from flashdeck.model import Passage, passages

if TYPE_CHECKING:
    from flashdeck.latex import Problem

_MATH, _DISPLAY = Kind.MATH, Kind.DISPLAY


def formulas(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic for each faulty formula, at the fault."""
    macros = tuple(subject.settings.macros.items())
    for note in subject.collection.notes:
        for passage in passages(note):
            text = passage.text
            for region in _formulas(text):
                kind, _, _, start, end, _ = region
                found = _problem(text[start:end], kind is _DISPLAY, macros)
                if found is not None:
                    yield _diagnostic(passage, region, found)


def _formulas(text: str) -> list[Region]:
    if "$" not in text and r"\(" not in text and r"\[" not in text:
        return []
    return [each for each in regions(text) if each[0] is _MATH or each[0] is _DISPLAY]


@lru_cache(maxsize=1024)
def _problem(tex: str, display: bool, macros: tuple[tuple[str, str], ...]) -> Problem | None:
    """What is wrong with a formula; many notes have the same short ones."""
    from flashdeck import latex  # only where there are formulas

    return latex.problem(tex, display=display, macros=dict(macros))


def _diagnostic(passage: Passage, region: Region, found: Problem) -> Diagnostic:
    at = region.inner_start
    return Diagnostic(
        rule=rules.MATHJAX_ONLY if found.mathjax_only else rules.BAD_MATH,
        message=found.message,
        span=passage.place(at + found.start, at + found.end),
        help=found.help,
    )

"""Formulas that do not parse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flashdeck import rules
from flashdeck.check.subject import Subject
from flashdeck.diagnostics import Diagnostic
from flashdeck.masks import Kind, Region, regions
from flashdeck.model import Passage, passages

if TYPE_CHECKING:
    from flashdeck.latex import Problem

_MATH = (Kind.MATH, Kind.DISPLAY)


def formulas(subject: Subject) -> Iterator[Diagnostic]:
    """One diagnostic for each faulty formula, at the fault."""
    macros = subject.settings.macros
    known: dict[tuple[str, bool], Problem | None] = {}
    for note in subject.collection.notes:
        for passage in passages(note):
            for region in _formulas(passage):
                formula = region.inner(passage.text), region.kind is Kind.DISPLAY
                if formula not in known:
                    from flashdeck import latex  # only where there are formulas

                    tex, display = formula
                    known[formula] = latex.problem(tex, display=display, macros=macros)
                if (found := known[formula]) is not None:
                    yield _diagnostic(passage, region, found)


def _formulas(passage: Passage) -> Iterator[Region]:
    if "$" in passage.text or r"\(" in passage.text or r"\[" in passage.text:
        yield from (region for region in regions(passage.text) if region.kind in _MATH)


def _diagnostic(passage: Passage, region: Region, found: Problem) -> Diagnostic:
    at = region.inner_start
    return Diagnostic(
        rule=rules.MATHJAX_ONLY if found.mathjax_only else rules.BAD_MATH,
        message=found.message,
        span=passage.place(at + found.start, at + found.end),
        help=found.help,
    )

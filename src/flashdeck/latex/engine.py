"""Formulas through math-core, the only module that knows it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from math_core import LatexError, LatexToMathML

from flashdeck.latex.guards import refused
from flashdeck.latex.macros import arity, expanded
from flashdeck.latex.names import DEFINING, PORTABLE
from flashdeck.latex.problems import Problem
from flashdeck.latex.rewriting import rewritten
from flashdeck.latex.tokens import tokens, written
from flashdeck.latex.words import Fault, problem_of

_NO_MACROS: Mapping[str, str] = {}
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_NAME = re.compile(r"[A-Za-z]+")
_DEFINING = re.compile(rf"\\({'|'.join(sorted(DEFINING))})(?![A-Za-z])")
_ERROR = re.compile(r"(\d+): (.*)", re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")


def mathml(tex: str, *, display: bool, macros: Mapping[str, str] = _NO_MACROS) -> str | Problem:
    """A formula as a `<math>` element, or what is wrong with it.

    Macros are by name, without the backslash; unusable ones are passed over.
    """
    if (found := refused(tex)) is not None:
        return found
    if (match := _DEFINING.search(tex)) is not None:
        return Problem(
            match.start(),
            match.end(),
            f"only MathJax reads definitions such as `{match[0]}`",
            "define it for all cards under `macros` in `flashdeck.yaml`",
            mathjax_only=True,
        )
    formula = rewritten(tex if tex.isascii() else _SURROGATE.sub("\ufffd", tex), macros)
    if isinstance(formula, Problem):
        return formula
    if formula.pieces and (found := refused(formula.text)) is not None:
        return replace(found, start=0, end=len(tex))
    result = _converted(formula.text, display)
    if isinstance(result, str):
        return result
    found = problem_of(result)
    start, end = formula.origin(found.start)
    if found.end > found.start:
        _, end = formula.origin(found.end - 1)
    return replace(found, start=min(start, len(tex)), end=min(end, len(tex)))


def problem(tex: str, *, display: bool, macros: Mapping[str, str] = _NO_MACROS) -> Problem | None:
    """What is wrong with a formula; None when nothing is."""
    found = mathml(tex, display=display, macros=macros)
    return found if isinstance(found, Problem) else None


def macro_problem(name: str, body: str, macros: Mapping[str, str] = _NO_MACROS) -> Problem | None:
    """What is wrong with a macro, at a range of its body; `macros` are those it may use."""
    if _NAME.fullmatch(name) is None:
        advice = "leave out the backslash" if name.startswith("\\") else None
        return Problem(0, 0, f"`{name}` is no name for a macro: it takes letters only", advice)
    used = set(re.findall(r"#(.?)", body))
    if used != {str(number + 1) for number in range(arity(body))}:
        return Problem(0, len(body), "parameters are `#1`, `#2` and so on, without a gap")
    called = re.sub(r"#[1-9]", "xx", body)
    known = {**macros, name: body}
    found = problem(called, display=True, macros=known)
    if found is not None and found.half and not found.mathjax_only:
        return None  # `\left(` is half a formula, and a sound macro
    return found


def for_mathjax(tex: str, macros: Mapping[str, str] = _NO_MACROS) -> str:
    """A formula with its macros written out, and what MathJax does not know.

    As it was where that is not possible.
    """
    if "\\" not in tex:
        return tex
    known = {**PORTABLE, **macros} if macros else PORTABLE
    names = set(_COMMAND.findall(tex))
    if known.keys().isdisjoint(names) or not names.isdisjoint(DEFINING):
        return tex
    found = expanded(tokens(tex), known)
    return tex if isinstance(found, Problem) else written(found).text


def _converted(tex: str, display: bool) -> str | Fault:
    try:
        return _converter().convert_with_local_state(tex, displaystyle=display)
    except LatexError as error:
        match = _ERROR.match(str(error))
        at, text = (int(match[1]), match[2]) if match else (0, str(error))
        return Fault(tex, at, text)


@cache
def _converter() -> LatexToMathML:
    return LatexToMathML(fancy_error=False, allow_unreliable_rendering=True)

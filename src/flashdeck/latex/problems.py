"""What is wrong with a formula."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault at a half-open range of a formula, in characters; the range may be empty.

    `mathjax_only`: the formula is sound where MathJax draws it, Anki among them.
    `half`: it would be sound as a part of another.
    """

    start: int
    end: int
    message: str
    help: str | None = None
    mathjax_only: bool = False
    half: bool = False

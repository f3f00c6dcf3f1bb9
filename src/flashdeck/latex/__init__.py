"""The one LaTeX engine: what is wrong with a formula, and how it looks as MathML.

Card text comes from anywhere, so a formula that could exhaust the engine is
refused before the engine sees it, and nothing here raises.
"""

from __future__ import annotations

from flashdeck.latex.engine import for_mathjax, macro_problem, mathml, problem
from flashdeck.latex.problems import Problem

__all__ = ["Problem", "for_mathjax", "macro_problem", "mathml", "problem"]

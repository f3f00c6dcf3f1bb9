"""Formulas for a terminal: on one line, or drawn in two dimensions.

What cannot be parsed or drawn is its LaTeX between « and » (<< and >> in
ASCII): nothing is dropped, and nothing here raises.
"""

from __future__ import annotations

from flashdeck.render.boxes.box import Box
from flashdeck.render.boxes.formula import display, inline

__all__ = ["Box", "display", "inline"]

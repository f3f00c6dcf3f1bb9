"""Cards for a terminal: values that rich shows in any width, with nothing of rich's markup."""

from __future__ import annotations

from flashdeck.render.terminal.card import Screen, Terminal, gaps
from flashdeck.render.terminal.look import Look
from flashdeck.render.terminal.pictures import Canvas

__all__ = ["Canvas", "Look", "Screen", "Terminal", "gaps"]

"""Cards for a terminal: values that rich shows in any width, with nothing of rich's markup."""

from __future__ import annotations

from flashdeck.render.terminal.card import Screen, Terminal, gaps
from flashdeck.render.terminal.look import Look

__all__ = ["Look", "Screen", "Terminal", "gaps"]

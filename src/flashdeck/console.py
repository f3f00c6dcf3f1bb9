"""The one place a rich console is made.

Card text and paths reach it as `Text` only. Nothing in them is markup, an emoji
code or something to highlight, and lines are cut by us, never wrapped by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TextIO

from rich.console import Console


def console(stream: TextIO, environ: Mapping[str, str]) -> Console:
    """A console on a stream: colours on a terminal only, and none under NO_COLOR."""
    return Console(
        file=stream,
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=True,
        _environ=environ,
    )

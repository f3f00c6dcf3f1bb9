"""Answers that need no command: they are given before typer is imported.

`flashdeck study --count` stands in prompts and status bars. Whatever is not
typed exactly so, or is not known already, is left to the command.
"""

from __future__ import annotations

import os
import sys
import time

from flashdeck.roots import root_here

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def answer(arguments: Sequence[str]) -> str | None:
    """What a command line would print, if that is known."""
    if not arguments or arguments[0] != "study" or "--count" not in arguments:
        return None
    decks = []
    rest = iter(arguments[1:])
    for each in rest:
        if each == "--deck":
            decks.append(next(rest, ""))
        elif each.startswith("--deck="):
            decks.append(each[7:])
        elif each not in ("--count", "--json"):
            return None
    from flashdeck.study import tally

    now = time.time()
    here = time.localtime(now)
    found = tally.counted(root(), now, here.tm_gmtoff, here.tm_hour, decks)
    if found is None:
        return None
    return found.json() if "--json" in arguments else found.text(explained=is_read())


def is_read() -> bool:
    """Whether somebody reads what is written, and not a prompt or a status bar."""
    return sys.stdout is not None and sys.stdout.isatty()


def root() -> str:
    """The collection one stands in."""
    return root_here(".")


def put(text: str) -> None:
    """Write it; a reader that has gone does not matter."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

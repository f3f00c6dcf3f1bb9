"""Studying line by line: for pipes, scripts, and terminals that can do no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flashdeck.schedule.keys import NAMES
from flashdeck.study import events, typed
from flashdeck.study.faces import Faces
from flashdeck.study.session import Asking, Done, Told
from flashdeck.study.sitting import Sitting
from flashdeck.study.words import SIX_SAID, counted, promises

S = TypeVar("S")

WIDTH = 80

Put = Callable[[str], None]
Line = Callable[[], str | None]
"""The next line without its end; None when there is none."""


def studied(
    sitting: Sitting[S], faces: Faces, put: Put, line: Line, *, typing: bool = False
) -> None:
    """Ask until nothing is left, the lines end, or one of them is `q`."""
    shows = True
    while not isinstance(sitting.session.stage, Done):
        if shows:
            _show(sitting, faces, put)
        given = line()
        if given is None or given.strip() == "q":
            return
        said, shows = _answered(sitting, faces, put, given.strip(), typing=typing)
        if said:
            put(f"({said})\n")


def _show(sitting: Sitting[S], faces: Faces, put: Put) -> None:
    session = sitting.session
    if isinstance(session.stage, Asking) and session.stage.revealed == 0:
        found = counted(sitting.counts, cram=session.rules.cram)
        left = ", ".join(f"{number} {name}" for name, number in found)
        put(f"\n== {left} ==\n")
        sitting.show()
        if sitting.remark:
            put(f"({sitting.remark})\n")
    put("\n".join(faces.lines(session, WIDTH)) + "\n")
    if isinstance(session.stage, Told):
        keys = promises(session, sitting.keys)
        legend = "" if len(keys) <= len(NAMES) else f"  ({SIX_SAID})"
        put("[" + "  ".join(" ".join(filter(None, each)) for each in keys) + f"]{legend}\n")


def _answered(
    sitting: Sitting[S], faces: Faces, put: Put, given: str, *, typing: bool
) -> tuple[str, bool]:
    """What there is to say, and whether the screen has changed."""
    session = sitting.session
    asks = isinstance(session.stage, Asking)
    if asks and (not given or (typing and len(given) > 1)):
        if given and session.card is not None:
            put(_difference(given, typed.wanted(session.card)))
        gaps = 1 if given else faces.gaps(session)
        sitting.session = events.revealed(session, gaps)
        return "", True
    if given in sitting.keys and not asks:
        return sitting.grade(sitting.keys[given]), True
    match given:
        case "u":
            return sitting.undo(), True
        case "s":
            return sitting.take(events.suspended(session)), True
        case "b":
            return sitting.take(events.buried(session)), True
        case "f":
            return sitting.take(events.flagged(session)), False
        case _ if asks:
            return "an empty line shows the answer; u, s, b, f, q", False
        case _:
            return f"a grade, {min(sitting.keys)} to {max(sitting.keys)}; u, s, b, f, q", False


def _difference(given: str, answer: str) -> str:
    parts = typed.compared(given, answer)
    if typed.is_right(parts):
        return f"= {answer}\n"
    if not parts[0].sign:
        return ""
    marked = "" if typed.is_other(parts) else f"  {typed.marked(parts)}\n"
    return f"- {given}\n+ {answer}\n{marked}"

"""The first screens of the sessions to come, drawn when the last one ended.

They are true for one wish on one screen, and for as long as nothing that they
were drawn from has changed: the size and time of every file and folder. The
true screen is drawn over them a moment later in any case.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence

from flashdeck.study import tally

NAME = ".flashdeck/cache/opening"
LOCK = ".flashdeck/cache/session.lock"

_LINE = re.compile(r"(?:\x1b\[[0-9;]*m|[^\x00-\x1f\x7f-\x9f])*")
"""Text and its colours: nothing that moves the cursor or does more."""


def found(root: str, about: str, now: float, offset: int, hour: int) -> list[str] | None:
    """The lines of the screen that a session now begins with, if they are known.

    `about` is what they depend on besides the collection; the moment is in
    seconds since 1970, seconds east of UTC, and the hour on the wall.
    """
    try:
        if os.stat(os.path.join(root, LOCK)).st_size:  # noqa: PTH116, PTH118
            return None  # somebody studies, or was killed
        with open(os.path.join(root, NAME), encoding="utf-8") as file:  # noqa: PTH118, PTH123
            kept = json.load(file)
        day = tally.study_day(now, offset, hour, kept["rollover"])
        if kept["about"] != about or tally.changed(root, kept["at"]):
            return None
        lines = [str(line) for line in kept["days"][str(day)]]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
    return lines if all(map(_LINE.fullmatch, lines)) else None


def keep(
    root: str,
    about: str,
    rollover: int,
    read_from: Sequence[str],
    days: Mapping[int, Sequence[str]],
) -> None:
    """Put the screens by study day in place, in one step; `read_from` as `tally.stamped`."""
    safe = {day: list(lines) for day, lines in days.items() if all(map(_LINE.fullmatch, lines))}
    path = os.path.join(root, NAME)  # noqa: PTH118
    with open(f"{path}.new", "w", encoding="utf-8") as file:  # noqa: PTH123
        json.dump({"about": about, "rollover": rollover, "at": list(read_from), "days": safe}, file)
    os.replace(f"{path}.new", path)  # noqa: PTH105

"""The line of a journal that tells of a note: as it was built or studied, or that it is gone.

One is written only when something of a note is not what the last one says. Its
time and number come first, as in every line; for other readers of a journal it
is one more kind that changes no card's state.
"""

from __future__ import annotations

from collections.abc import Mapping
from json import JSONEncoder
from typing import NamedTuple

from flashdeck.following.trace import Trace, packed, unpacked
from flashdeck.model import NoteId

SEEN = "seen"
_VERSION = 1
_json = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Seen(NamedTuple):
    """A note with its trace; without one it is gone, or `back` as it was.

    Of a note of which nothing was known it says `modified`, its file's time in
    seconds, and its origin; of others that follows from earlier lines. The rest
    is as in `Remembered`.
    """

    t: int
    device: str
    seq: int
    card: str
    kind: str = SEEN
    trace: Trace | None = None
    modified: int | None = None
    shows: str = ""
    removed: bool = False
    may_be: tuple[NoteId, ...] = ()
    back: bool = False


def written(seen: Seen) -> str:
    """The line as it stands in a file, with its line end."""
    told: dict[str, object] = {"gone": not seen.back}
    if seen.trace is not None:
        told = packed(seen.trace)
    for name, value in (
        ("mod", seen.modified),
        ("shows", seen.shows),
        ("removed", seen.removed),
        ("may_be", list(seen.may_be)),
    ):
        if value not in (None, "", False, []):
            told[name] = value
    head = {
        "v": _VERSION,
        "id": f"{seen.device}-{seen.seq}",
        "t": seen.t,
        "card": seen.card,
        "kind": SEEN,
    }
    return f"{_json({**head, **told})}\n"


def told(head: tuple[int, str, int, str], given: Mapping[str, object]) -> Seen | None:
    """The line from its time, device, number and note, and all its fields; None if it says naught.

    A field that is not understood is as good as not there.
    """
    modified, shows, gone = given.get("mod"), given.get("shows"), given.get("gone")
    trace = None if isinstance(gone, bool) else unpacked(NoteId(head[3]), given)
    if trace is None and not isinstance(gone, bool):
        return None
    return Seen(
        *head,
        trace=trace,
        modified=modified if type(modified) is int and modified > 0 else None,
        shows=shows if isinstance(shows, str) else "",
        removed=given.get("removed") is True,
        may_be=_ids(given.get("may_be")),
        back=gone is False,
    )


def _ids(given: object) -> tuple[NoteId, ...]:
    listed = given if isinstance(given, list) else []
    return tuple(NoteId(each) for each in listed if isinstance(each, str))

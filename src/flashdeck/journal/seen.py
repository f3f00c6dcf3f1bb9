"""The line of a journal that tells of a note: as it was built or studied, or that it is gone.

One is written only when something of a note is not what the last one says. Its
time and number come first, as in every line; for other readers of a journal it
is one more kind that changes no card's state.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from json import JSONEncoder
from json.encoder import encode_basestring as _text
from typing import NamedTuple

from flashdeck.following.trace import BASIC, Trace, unpacked
from flashdeck.model import NoteId

SEEN = "seen"
_VERSION = 1
_json = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Seen(NamedTuple):
    """A note with its trace; without one it is gone, or `back` as it was.

    Of a note of which nothing was known it says `modified`, its file's time in
    seconds, and its origin; of others that follows from earlier lines. Of a `new` one
    a person said that it is none of before. The rest is as in `Remembered`.
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
    new: bool = False


def written(seen: Seen) -> str:
    """The line as it stands in a file, with its line end.

    It is what JSON makes of it. A first build writes many, and this takes a third of the time.
    """
    t, device, seq, card, kind, trace, modified, shows, removed, may_be, back, new = seen
    id = f"{device}-{seq}"
    parts = [
        f'{{"v":{_VERSION},"id":{_text(id)},"t":{t},"card":{_text(card)},"kind":{_text(kind)}',
        f',"gone":{"false" if back else "true"}' if trace is None else _traced(trace),
        "" if modified is None else f',"mod":{modified}',
        f',"shows":{_text(shows)}' if shows else "",
        ',"removed":true' if removed else "",
        f',"may_be":{_json(may_be)}' if may_be else "",
        ',"new":true' if new else "",
        "}\n",
    ]
    return "".join(parts)


def _traced(trace: Trace) -> str:
    """The fields that `unpacked` reads; none for what is empty, or most often so."""
    id, origin, kind, hash, prompt, answer, file, place, deck, section, gaps, closed = trace
    parts = [
        "" if origin == id else f',"o":{_text(origin)}',
        "" if kind == BASIC else f',"k":{_text(kind)}',
        f',"h":{_text(hash)}' if hash else "",
        f',"q":{_text(prompt)}' if prompt else "",
        f',"a":{_text(answer)}' if answer else "",
        f',"f":{_text(file)}' if file else "",
        f',"p":{place}{_lists(deck, section)}',
        f',"g":{_json(gaps)}' if gaps else "",
        f',"c":{_json(closed)}' if closed else "",
    ]
    return "".join(parts)


@lru_cache(maxsize=64)
def _lists(deck: tuple[str, ...], section: tuple[str, ...]) -> str:
    """Many notes have the same."""
    return "".join(
        f',"{name}":{_json(names)}' for name, names in (("d", deck), ("s", section)) if names
    )


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
        new=given.get("new") is True,
    )


def _ids(given: object) -> tuple[NoteId, ...]:
    listed = given if isinstance(given, list) else []
    return tuple(NoteId(each) for each in listed if isinstance(each, str))

"""The lines of a journal as values.

Every line begins with what orders it: when it was written (`t`, milliseconds
since 1970 in UTC), by which device, and as its how-manieth line. Values of one
kind compare as tuples do, so that sorting puts equal lines side by side.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from flashdeck.schedule.past import Past
from flashdeck.schedule.scheduler import GRADES
from flashdeck.schedule.study_day import Day, Moment

VERSION = 1

LONGEST_ANSWER = 60_000
"""Milliseconds: whoever takes longer has left the desk."""

REVIEW, DRILL = "review", "drill"
ANSWERS = frozenset({REVIEW, DRILL})
MARKS = frozenset({"suspend", "unsuspend", "bury", "flag", "reset", "forget"})
ADOPT = "adopt"
KNOWN_KINDS = ANSWERS | MARKS | {"undo", "rename", ADOPT}
MENDED = "mended"
"""Follows a line that a device could not finish writing."""
PAST = Past._fields[1:]
"""What an adopted line says beside the day that the card is due."""


class Answer(NamedTuple):
    """A grade, 0 to 5, and what it was given to.

    `review` may change what is scheduled; `drill` is kept for the record only.
    """

    t: int
    device: str
    seq: int
    card: str
    kind: str
    day: Day
    grade: int
    ms: int = 0
    scheduler: str = ""
    hash: str = ""


class Mark(NamedTuple):
    """Something done to a card that is no answer.

    `suspend` hides it until `unsuspend`, `bury` until the next study day;
    `flag` sets its flag, or takes it away (`on`); after `reset` the card is
    new, after `forget` it is no longer known at all.
    """

    t: int
    device: str
    seq: int
    card: str
    kind: str
    day: Day
    on: bool = True


class Undo(NamedTuple):
    """Takes back a line of the same card, `of`, as if it had never been written.

    It is final: undoing an undo does nothing.
    """

    t: int
    device: str
    seq: int
    card: str
    kind: str
    day: Day
    of: str


class Adopt(NamedTuple):
    """Where a card stood in another program, `tool`, whose numbers `past` are.

    It counts until the card is answered here; a card that was answered before stays as it is.
    """

    t: int
    device: str
    seq: int
    card: str
    kind: str
    day: Day
    past: Past
    tool: str = ""


class Rename(NamedTuple):
    """What was called `card` is called `to`.

    Both are ids of notes, or both of cards. The id of a note that was given up is
    no other's: a line on it belongs to the note of now, whenever it was written
    (another device may not have known). Only where `to` is `card` again, another
    note has taken the id, and what is written from then on is its own.
    """

    t: int
    device: str
    seq: int
    card: str
    kind: str
    to: str


class Other(NamedTuple):
    """A kind that changes no card's state, or that a newer version knows: kept and passed over."""

    t: int
    device: str
    seq: int
    card: str
    kind: str


Line = Answer | Mark | Undo | Adopt | Rename | Other

Graded = tuple[int, str, int, str, str, Day, int]
"""An answer without what its card's state does not depend on: up to its grade.

A journal may have a million of them. A bare tuple costs the least, and the
collector of garbage does not look at it again.
"""

Told = Graded | Mark | Undo | Adopt
"""What a card's history is made of."""

Row = Told | Rename | Other


def row(line: Line) -> Row:
    return line[:7] if isinstance(line, Answer) else line


def line_id(line: Line) -> str:
    """What an undo calls a line."""
    return f"{line.device}-{line.seq}"


def of_rename(line: Rename | Undo) -> str:
    """What a rename, and an undo of it, have in common.

    The number alone may be that of two lines, when git joined branches of one machine.
    """
    return f"{line.of if isinstance(line, Undo) else line_id(line)} {line.card}"


def written(line: Line, moment: Moment) -> str:
    """A line as it stands in a file, with its line end; its time is the moment's."""
    given = {
        "v": VERSION,
        "id": line_id(line),
        "t": moment.t,
        "tz": moment.tz,
        "day": date.fromordinal(moment.day).isoformat(),
        "card": line.card,
        "kind": line.kind,
        **_particulars(line),
    }
    return json.dumps(given, ensure_ascii=False, separators=(",", ":")) + "\n"


def _particulars(line: Line) -> dict[str, str | int | bool]:
    """What only this kind of line says."""
    match line:
        case Answer():
            return {
                "grade": line.grade,
                "ms": line.ms,
                "with": line.scheduler,
                "hash": line.hash,
            }
        case Adopt():
            due = date.fromordinal(line.past.due).isoformat()
            numbers = zip(PAST, line.past[1:], strict=True)
            return {"due": due, **dict(numbers), "from": line.tool}
        case Undo():
            return {"of": line.of}
        case Rename():
            return {"from": line.card, "to": line.to}
        case Mark(kind="flag"):
            return {"on": line.on}
        case Mark() | Other():
            return {}


def read(text: str) -> Line | str:
    """The line that a text holds, or what is wrong with it."""
    given = fields(text)
    return given if isinstance(given, str) else line(given)


def fields(text: str) -> Mapping[str, object] | str:
    """All that a line says, known or not."""
    try:
        given: object = json.loads(text)
    except (ValueError, RecursionError):
        return "it is not JSON"
    return given if isinstance(given, dict) else "it is not an object"


def line(given: Mapping[str, object]) -> Line | str:
    """The line of some fields, or what is wrong with them."""
    try:
        return _line(given)
    except _Missing as missing:
        return str(missing)


class _Missing(Exception):
    """A field that is not there, or says what it cannot say."""

    def __init__(self, name: str) -> None:
        super().__init__(f"`{name}` is missing or cannot be read")


_ID = re.compile(r"(.+)-([1-9][0-9]{0,14})", re.DOTALL)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_T = range(-(2**53), 2**53)
_COUNT = range(10**6)


def _line(given: Mapping[str, object]) -> Line:
    kind = _text(given, "kind")
    id = _ID.fullmatch(_text(given, "id"))
    if id is None:
        raise _Missing("id")
    t, device, seq = _number(given, "t", _T), id[1], int(id[2])
    if kind == "rename":
        return Rename(t, device, seq, _text(given, "from"), kind, _text(given, "to"))
    if kind not in KNOWN_KINDS:
        return Other(t, device, seq, _text(given, "card") if "card" in given else "", kind)
    card, day = _text(given, "card"), _day(given)
    if kind == "undo":
        return Undo(t, device, seq, card, kind, day, _text(given, "of"))
    if kind == ADOPT:
        due, *rest = _day(given, "due"), *(_number(given, name, _COUNT) for name in PAST)
        tool = _text(given, "from") if "from" in given else ""
        return Adopt(t, device, seq, card, kind, day, Past(due, *rest), tool)
    if kind in MARKS:
        return Mark(t, device, seq, card, kind, day, given.get("on") is not False)
    return Answer(
        t,
        device,
        seq,
        card,
        kind,
        day,
        _number(given, "grade", GRADES),
        _number(given, "ms", range(10**9)) if "ms" in given else 0,
        _text(given, "with") if "with" in given else "",
        _text(given, "hash") if "hash" in given else "",
    )


def _text(given: Mapping[str, object], name: str) -> str:
    value = given.get(name)
    if isinstance(value, str) and (value.isascii() or _is_sound(value)):
        return value
    raise _Missing(name)


def _is_sound(value: str) -> bool:
    """Whether it can be written: JSON may hold halves of surrogate pairs."""
    return not any("\ud800" <= character <= "\udfff" for character in value)


def _number(given: Mapping[str, object], name: str, among: range) -> int:
    value = given.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and value in among:
        return value
    raise _Missing(name)


def _day(given: Mapping[str, object], name: str = "day") -> Day:
    text = _text(given, name)
    if _DAY.fullmatch(text):
        try:
            return Day(date.fromisoformat(text).toordinal())
        except ValueError:
            pass
    raise _Missing(name)

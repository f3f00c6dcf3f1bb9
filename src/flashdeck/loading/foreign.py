"""What other programs wrote into the files about when their cards are due.

It is read on request only, and is no text of any card. One program writes an
entry for each card of a note, the others one for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from flashdeck.model import Note, ordinals
from flashdeck.schedule.past import Past
from flashdeck.schedule.study_day import Day
from flashdeck.source import Source, Span

SPACED_REPETITION = "obsidian-spaced-repetition"
ORG_DRILL, ORG_FC, LOGSEQ = "org-drill", "org-fc", "Logseq"


class Told(NamedTuple):
    """What a program wrote about a note: where, and the past of each ordinal, None if it is new.

    `wrong` is what of it cannot be read; its ordinals have no past.
    """

    tool: str
    span: Span
    pasts: Mapping[int, Past | None]
    wrong: tuple[str, ...] = ()


_SR = re.compile(r"<!--[ \t]*SR:(?P<entries>[^>]*?)-->")
_SR_ENTRY = re.compile(r"(\d{4}-\d\d-\d\d),(\d+(?:\.\d+)?),(\d+)")
_NEVER = date(2000, 1, 1)
"""What obsidian-spaced-repetition says of a card whose sibling alone was answered."""

_PROPERTY = re.compile(r"(?m)^[ \t]*:(?P<key>[A-Z_]+):[ \t]*(?P<value>.*?)[ \t]*$")
_SCHEDULED = re.compile(r"(?m)^[ \t]*(?:.*[ \t])?SCHEDULED:[ \t]*<(\d{4}-\d\d-\d\d)")
_DRILLED = re.compile(
    r"(?m)^[ \t]*(?:[^\n]*[ \t])?(?P<told>SCHEDULED:[ \t]*<(?P<day>\d[^<>\n]*)>"
    r"|:(?P<key>DRILL_(?:LAST_INTERVAL|REPEATS_SINCE_FAIL|FAILURE_COUNT|EASE"
    r"|LAST_REVIEWED)):[ \t]*(?P<value>\S(?:[^\n]*\S)?))"
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_HEADLINE = re.compile(r"\n\*+[ \t]")
_LEARNT = re.compile(r"\(([\d.]+)[ \t]+(\d+)[ \t]+([\d.]+)")
_REVIEWS = re.compile(r"(?ms)^[ \t]*:REVIEW_DATA:[ \t]*\n(?P<rows>.*?)^[ \t]*:END:")
_LOGSEQ = re.compile(
    r"(?m)^[ \t]*(?:[-*+][ \t]+)?card-(?P<key>[a-z-]+)::[ \t]*(?P<value>.*?)[ \t]*$"
)
_LAST_DUE = date(2200, 1, 1)


def told(notes: Sequence[Note]) -> Iterator[tuple[Note, Told]]:
    """The notes that some program wrote about, and what."""
    for note in notes:
        source = note.span.source
        if source.name.lower().endswith(".org"):
            yield from ((note, found) for found in _org(note))
        elif (found := _spaced(note) or _logseq(note)) is not None:
            yield note, found


def comments(source: Source) -> Iterator[Span]:
    """Where obsidian-spaced-repetition wrote about cards, in a file."""
    for match in _SR.finditer(source.text):
        yield Span(source, *match.span())


def _spaced(note: Note) -> Told | None:
    """A comment in the note, or directly below it; the last one counts."""
    text, span = note.span.source.text, note.span
    below = re.compile(r"[ \t]*\n?(?:[ \t]*\^[\w-]+[ \t]*\n?)?[ \t]*(?=<!--[ \t]*SR:)").match(
        text, span.end
    )
    end = text.find("-->", below.end()) + 3 if below else span.end
    found = list(_SR.finditer(text, span.start, max(end, span.end)))
    if not found:
        return None
    entries = found[-1]["entries"].strip().removeprefix("!").split("!")
    read = list(zip(ordinals(note), map(_sr_entry, entries), strict=False))
    pasts = {at: _sr_past(entry) for at, entry in read if entry is not None}
    wrong = tuple(entry for entry in entries if _sr_entry(entry) is None)
    return Told(SPACED_REPETITION, Span(span.source, *found[-1].span()), pasts, wrong)


def _sr_entry(text: str) -> re.Match[str] | None:
    """A day that is in the calendar, an interval and an ease."""
    found = _SR_ENTRY.match(text.strip())
    if found is None:
        return None
    try:
        date.fromisoformat(found[1])
    except ValueError:
        return None
    return found


def _sr_past(entry: re.Match[str]) -> Past | None:
    due, interval = _day(entry[1]), round(float(entry[2]))
    if due is None or due <= _NEVER.toordinal():
        return None
    return _past(due, interval, int(entry[3]), repetitions=_repetitions(interval))


def _repetitions(interval: int) -> int:
    """How many answers there probably were, where nobody counted: SM-2 gives 1, 6, 15 days."""
    return 1 if interval < 6 else 2 if interval < 15 else 3


def _past(
    due: Day, interval: float, ease: int = 0, *, repetitions: int = 1, lapses: int = 0
) -> Past:
    days = max(1, min(round(interval), 36_500))
    return Past(due, days, ease, max(1, repetitions), lapses)


def _day(text: str) -> Day | None:
    """The day that a text begins with; None for none, and for one that cannot be meant."""
    try:
        found = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return Day(found.toordinal()) if _NEVER <= found <= _LAST_DUE else None


def _org(note: Note) -> Iterator[Told]:
    """What stands below the note's own headline; each line that cannot be read by itself."""
    text, start = note.span.source.text, note.span.start
    headline = _HEADLINE.search(text, start + 1)
    end = headline.start() if headline else len(text)
    span = Span(note.span.source, start, max(start, text.find("\n", start, end)))
    if (reviews := _REVIEWS.search(text, start, end)) is not None:
        pasts = {
            ordinal: past for position, past in _rows(reviews["rows"])
            if (ordinal := _ordinal(position)) in ordinals(note)
        }  # fmt: skip
        if pasts:
            yield Told(ORG_FC, span, pasts)
        return
    said = {match["key"]: match["value"] for match in _PROPERTY.finditer(text, start, end)}
    past = _drilled(said, _SCHEDULED.search(text, start, end))
    if past is not None:
        yield Told(ORG_DRILL, span, dict.fromkeys(ordinals(note), past))
    if any(key.startswith("DRILL_") for key in said):
        for place in _undrilled(text, start, end):
            line = Span(span.source, *place)
            yield Told(ORG_DRILL, line, {}, (line.text,))


def _undrilled(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The places of org-drill's dates that no calendar has, and of its numbers that are none."""
    for match in _DRILLED.finditer(text, start, end):
        key, value = match["key"] or "", match["value"] or match["day"]
        day = not key or key == "DRILL_LAST_REVIEWED"
        found = _DATE.search(value) if day else None
        read = _number({key: value}, key) if not day else _day(found[0]) if found else None
        if read is None:
            yield match.span("told")


def _drilled(said: Mapping[str, str], scheduled: re.Match[str] | None) -> Past | None:
    interval, ease = _number(said, "DRILL_LAST_INTERVAL"), _number(said, "DRILL_EASE")
    repeats = _number(said, "DRILL_REPEATS_SINCE_FAIL")
    if learnt := _LEARNT.match(said.get("LEARN_DATA", "")):
        interval, repeats, ease = (float(each) for each in learnt.groups())
    reviewed = _DATE.search(said.get("DRILL_LAST_REVIEWED", ""))
    last = _day(reviewed[0]) if reviewed else None
    due = _day(scheduled[1]) if scheduled else None
    if due is None and last is not None and interval is not None:
        due = Day(last + max(1, round(interval)))
    if due is None or interval is None or (not said.get("LEARN_DATA") and last is None):
        return None
    days = due - last if last is not None and due > last else interval
    lapses = _number(said, "DRILL_FAILURE_COUNT") or 0
    return _past(
        due, days, round((ease or 0) * 100), repetitions=int(repeats or 1), lapses=int(lapses)
    )


def _rows(text: str) -> Iterator[tuple[str, Past | None]]:
    """The rows of org-fc's table: a position, and when it is due."""
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in text.split("\n")
        if line.strip().startswith("|") and "--" not in line.split("|")[1]
    ]
    for row in rows[1:]:
        said = dict(zip(rows[0], row, strict=False))
        due, interval = _day(said.get("due", "")), _number(said, "interval")
        box = int(_number(said, "box") or 0)
        ease = round((_number(said, "ease") or 0) * 100)
        known = due is not None and interval is not None and interval > 0
        past = _past(due, interval, ease, repetitions=box) if known and due and interval else None
        yield said.get("position", ""), past


def _ordinal(position: str) -> int:
    """org-fc counts gaps from nought; we from one."""
    if position in ("front", "back", "single", "text-input"):
        return int(position == "back")
    return int(position) + 1 if position.isdecimal() else -1


def _logseq(note: Note) -> Told | None:
    text, span = note.span.source.text, note.span
    if "card-" not in text:
        return None
    said = {match["key"]: match["value"] for match in _LOGSEQ.finditer(text, span.start, span.end)}
    due = _day(said.get("next-schedule", ""))
    if not said or due is None:
        return None
    repeats = int(_number(said, "repeats") or 0)
    interval = _number(said, "last-interval") or 0
    last = _day(said.get("last-reviewed", ""))
    days = due - last if last is not None and due > last else interval
    ease = round((_number(said, "ease-factor") or 0) * 100)
    past = _past(due, days, ease, repetitions=repeats) if repeats else None
    place = _LOGSEQ.search(text, span.start, span.end)
    at = Span(span.source, *place.span()) if place else span
    return Told(LOGSEQ, at, dict.fromkeys(ordinals(note), past))


def _number(said: Mapping[str, str], name: str) -> float | None:
    try:
        found = float(said.get(name, ""))
    except ValueError:
        return None
    return found if 0 <= found < 10**6 else None

"""Where wraps begin and end in HTML, so that none of them crosses an element.

A wrap is closed before a tag whose other half lies outside of it, and opened
again behind that tag.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flashdeck.render.events import NOWHERE, Event
from flashdeck.render.pieces import Closing, Opening

_PARTS = frozenset("caption col colgroup dd dt li rp rt summary tbody td tfoot th thead tr".split())
"""What stands directly in an element of its own kind, with nothing between."""


class Stretch(NamedTuple):
    """A half-open range of events that one part of a wrap goes around."""

    start: int
    end: int
    number: int


def stretches(found: list[Event]) -> list[Stretch]:
    """The parts of all wraps; those with nothing to see in them are left out."""
    starts: dict[int, int] = {}
    parts: list[Stretch] = []
    for index, event in enumerate(found):
        match event.piece:
            case Opening(number=number):
                starts[number] = index
            case Closing(number=number) if number in starts:
                whole = Stretch(starts.pop(number), index, number)
                parts += (part for part in _parts(found, whole) if _fills(found, part))
    return parts


def _fills(found: list[Event], part: Stretch) -> bool:
    return any(event.fills for event in found[part.start : part.end])


def _parts(found: list[Event], whole: Stretch) -> Iterator[Stretch]:
    start = whole.start
    for index in range(whole.start, whole.end):
        if _crosses(found, index, whole):
            yield _bare(found, whole._replace(start=start, end=index))
            start = index + 1
    yield _bare(found, whole._replace(start=start))


def _bare(found: list[Event], part: Stretch) -> Stretch:
    """Without blank text at its ends."""
    start, end, number = part
    while start < end and _is_blank(found[start]):
        start += 1
    while start < end and _is_blank(found[end - 1]):
        end -= 1
    return Stretch(start, end, number)


def _is_blank(event: Event) -> bool:
    return not event.name and event.piece is None and not event.text.strip()


def _crosses(found: list[Event], index: int, whole: Stretch) -> bool:
    """Whether a tag's other half, or that of the element it is a part of, lies outside."""
    event = found[index]
    if event.partner == NOWHERE:
        return False
    if not whole.start < event.partner < whole.end:
        return True
    return event.name in _PARTS and event.parent <= whole.start


def by_place(parts: Iterable[Stretch]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Which wraps end before an event, inner first, and which begin there, outer first."""
    ends: dict[int, list[int]] = {}
    begins: dict[int, list[int]] = {}
    for part in sorted(parts, key=lambda part: (part.start, -part.end, part.number)):
        begins.setdefault(part.start, []).append(part.number)
        ends.setdefault(part.end, []).insert(0, part.number)
    return ends, begins

"""Notes and diagnostics of one file as values of builtin types, and back.

All spans are in that file, so that of a span only its ends are kept. A list stands for
an object: the number of its kind, and then its fields in order. Of a passage that was
copied from the file whole, only its ends are kept, too.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic, Label, Rule
from flashdeck.lazy import Lazy
from flashdeck.model import (
    NO_RUNS,
    Basic,
    Cloze,
    Deletion,
    Note,
    Passage,
    Reference,
    Runs,
    Statement,
    slots,
)
from flashdeck.notes.facts import Gist
from flashdeck.source import Source, Span

_KINDS = (Basic, Cloze, Statement, Passage, Deletion, Reference, Diagnostic, Label)
_SLOTS = tuple(map(slots, _KINDS))
_VALUES = {kind: (number, _SLOTS[number].values) for number, kind in enumerate(_KINDS)}
_SPAN, _RULE, _RUNS, _TUPLE, _COPIED = range(len(_KINDS), len(_KINDS) + 5)
_PLAIN = frozenset((str, int, bool, type(None), frozenset))
_SPAN_SETTERS = slots(Span).setters
_PASSAGE_SETTERS = slots(Passage).setters


class Unpackable(Exception):
    """A value of other people's making, or of another file."""


def packed(value: object, source: Source) -> object:
    """A value as builtin ones."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if isinstance(value, tuple):
        if kind is Runs:
            return [_RUNS, *value]
        if kind is not tuple:
            raise Unpackable(kind.__name__)
        return [_TUPLE, *(packed(each, source) for each in value)] if _holds(value) else value
    if isinstance(value, Span):
        if value.source is not source:
            raise Unpackable("a span of another file")
        return [_SPAN, value.start, value.end]
    if isinstance(value, Passage) and _is_copied(value, source):
        return [_COPIED, value.span.start, value.span.end, value.flat]
    if isinstance(value, Rule) and rules.ALL.get(value.name) is value:
        return [_RULE, value.name]
    if kind not in _VALUES:
        raise Unpackable(kind.__name__)
    number, values = _VALUES[kind]
    parts = values(value)
    return [number, *[p if not p or type(p) in _PLAIN else packed(p, source) for p in parts]]


def _holds(value: Iterable[object]) -> bool:
    """Whether a tuple holds anything but plain values."""
    return any(type(each) not in _PLAIN for each in value)


def _is_copied(passage: Passage, source: Source) -> bool:
    """Whether it is what stands at its place in the file, and nothing else."""
    span = passage.span
    return (
        span.source is source
        and not passage.runs.ats
        and passage.text == source.text[span.start : span.end]
    )


class Packed(Lazy[Note]):
    """The notes of one file, each made when it is looked at, and every time anew."""

    __slots__ = ("_count", "_data", "_source")

    def __init__(self, data: bytes, count: int, source: Source) -> None:
        self._data, self._count, self._source = data, count, source

    def __len__(self) -> int:
        return self._count

    def made(self, at: int) -> Note:
        note: Note = unpacked(_values(self._data)[at], self._source)
        return note


class Gists(Lazy[Gist]):
    """The gists of the notes of one file, in the same way."""

    __slots__ = ("_count", "_data")

    def __init__(self, data: bytes, count: int) -> None:
        self._data, self._count = data, count

    def __len__(self) -> int:
        return self._count

    def made(self, at: int) -> Gist:
        values: Any = _values(self._data)[at]  # as they were written
        return Gist(*values)

    def __iter__(self) -> Iterator[Gist]:
        values: Any = _values(self._data) if self._count else ()
        return map(Gist._make, values)


@lru_cache(maxsize=8)
def _values(data: bytes) -> list[object]:
    """The notes or gists of a file as builtin values: they take ten times the room."""
    found: list[object] = marshal.loads(data)
    return found


def unpacked(value: object, source: Source) -> Any:  # a checker cannot know what was packed
    """The value that was packed."""
    if type(value) is not list:
        return value
    number, *parts = value
    if number == _COPIED:
        return _copied(source, *parts)
    if number == _SPAN:
        return _span(source, *parts)
    if number < len(_KINDS):
        made: object = object.__new__(_KINDS[number])
        for put, part in zip(_SLOTS[number].setters, parts, strict=True):
            put(made, unpacked(part, source) if type(part) is list else part)
        return made
    if number == _RUNS:
        return Runs(*parts)
    if number == _TUPLE:
        return tuple([unpacked(part, source) for part in parts])
    return rules.ALL[parts[0]]


def _span(source: Source, start: int, end: int) -> Span:
    """What the class makes, in half of its time."""
    made = object.__new__(Span)
    for put, value in zip(_SPAN_SETTERS, (source, start, end), strict=True):
        put(made, value)
    return made


def _copied(source: Source, start: int, end: int, flat: bool) -> Passage:
    made = object.__new__(Passage)
    values = (source.text[start:end], _span(source, start, end), NO_RUNS, flat)
    for put, value in zip(_PASSAGE_SETTERS, values, strict=True):
        put(made, value)
    return made

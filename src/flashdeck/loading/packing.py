"""Notes and diagnostics of one file as values of builtin types, and back.

All spans are in that file, so that of a span only its ends are kept. A list stands for
an object: the number of its kind, and then its fields in order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from itertools import chain
from typing import Any

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic, Label, Rule
from flashdeck.model import Basic, Cloze, Deletion, Passage, Reference, Run, Statement
from flashdeck.source import Source, Span

_KINDS = (Basic, Cloze, Statement, Passage, Deletion, Reference, Diagnostic, Label)
_FIELDS = tuple(tuple(each.name for each in fields(kind)) for kind in _KINDS)
_NUMBERS = {kind: number for number, kind in enumerate(_KINDS)}
_SPAN, _RULE, _RUNS, _TUPLE = range(len(_KINDS), len(_KINDS) + 4)
_PLAIN = (str, int, bool, type(None), frozenset)


class Unpackable(Exception):
    """A value of other people's making, or of another file."""


def packed(value: object, source: Source) -> object:
    """A value as builtin ones."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if isinstance(value, tuple):
        if value and type(value[0]) is Run:
            return [_RUNS, *chain.from_iterable(value)]
        if kind is not tuple:
            raise Unpackable(kind.__name__)
        return [_TUPLE, *(packed(each, source) for each in value)] if _holds(value) else value
    if isinstance(value, Span):
        if value.source is not source:
            raise Unpackable("a span of another file")
        return [_SPAN, value.start, value.end]
    if isinstance(value, Rule) and rules.ALL.get(value.name) is value:
        return [_RULE, value.name]
    if (number := _NUMBERS.get(kind)) is None:
        raise Unpackable(kind.__name__)
    return [number, *(packed(getattr(value, name), source) for name in _FIELDS[number])]


def _holds(value: Iterable[object]) -> bool:
    """Whether a tuple holds anything but plain values."""
    return any(type(each) not in _PLAIN for each in value)


def unpacked(value: object, source: Source) -> Any:  # a checker cannot know what was packed
    """The value that was packed."""
    if type(value) is not list:
        return value
    number, *parts = value
    if number < len(_KINDS):
        made: object = object.__new__(_KINDS[number])
        for name, part in zip(_FIELDS[number], parts, strict=True):
            object.__setattr__(made, name, unpacked(part, source) if type(part) is list else part)
        return made
    if number == _SPAN:
        return Span(source, parts[0], parts[1])
    if number == _RUNS:
        return tuple(map(Run, parts[::2], parts[1::2]))
    if number == _TUPLE:
        return tuple([unpacked(part, source) for part in parts])
    return rules.ALL[parts[0]]

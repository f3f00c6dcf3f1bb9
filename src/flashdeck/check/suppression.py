"""Findings that an author has said to ignore.

`<!-- flashdeck: ignore=rule-name -->` in a card, or next to it, silences a rule
there. Outside any card it holds for the paragraph next to it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.masks import Kind, regions
from flashdeck.model import Collection, Note
from flashdeck.notes.listed import known
from flashdeck.source import Source, Span

_WORDS = re.compile(r"\s*flashdeck:\s*ignore\s*[=:]\s*(?P<names>[^\n]*)", re.IGNORECASE)
_NAME = re.compile(r"[^\s,]+")
_Lines = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Suppression:
    """One name in one comment, and the lines it holds for: first and last, from one."""

    name: str
    span: Span
    scope: tuple[_Lines, ...]

    def silences(self, found: Diagnostic) -> bool:
        if found.rule.name != self.name:
            return False
        first, last = found.span.lines
        return any(start <= last and first <= end for start, end in self.scope)


def kept(collection: Collection, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics that nobody silenced, and a warning for each name that silenced nothing."""
    suppressions = _suppressions(collection)
    if not suppressions:
        return tuple(diagnostics)
    rest, used = _sifted(diagnostics, suppressions)
    unused = [each for each in _each(suppressions) if each not in used]
    quiet = rules.UNUSED_SUPPRESSION.name
    told, used = _sifted([_unused(each) for each in unused if each.name != quiet], suppressions)
    late = [_unused(each) for each in unused if each.name == quiet and each not in used]
    return (*rest, *told, *late)


_ByPlace = dict[tuple[str, str], list[_Suppression]]


def _each(suppressions: _ByPlace) -> Iterator[_Suppression]:
    for listed in suppressions.values():
        yield from listed


def _sifted(
    diagnostics: Iterable[Diagnostic], suppressions: _ByPlace
) -> tuple[list[Diagnostic], set[_Suppression]]:
    """What is left, and the suppressions that were of use."""
    rest: list[Diagnostic] = []
    used: set[_Suppression] = set()
    for found in diagnostics:
        near = suppressions.get((found.span.source.path, found.rule.name), ())
        silencing = [each for each in near if each.silences(found)]
        used.update(silencing)
        if not silencing:
            rest.append(found)
    return rest, used


def _unused(suppression: _Suppression) -> Diagnostic:
    name = suppression.name
    if name in rules.ALL:
        message, advice = f"`{name}` is not found here", "take the comment away"
    else:
        near = get_close_matches(name, rules.ALL, n=1)
        message = f"no rule `{name}`"
        advice = f"did you mean `{near[0]}`?" if near else "see `flashdeck explain`"
    return Diagnostic(
        rule=rules.UNUSED_SUPPRESSION, message=message, span=suppression.span, help=advice
    )


def _suppressions(collection: Collection) -> _ByPlace:
    """Every suppression, by the path of its file and its rule."""
    found: _ByPlace = defaultdict(list)
    sources = [file.source for file in collection.files if "flashdeck:" in file.source.text]
    if not sources:
        return found
    notes: dict[str, list[Note]] = defaultdict(list)
    paths = {source.path for source in sources}
    for at, fact in enumerate(known(collection.notes)):
        if fact.source.path in paths:
            notes[fact.source.path].append(collection.notes[at])
    for source in sources:
        layout = _Layout.of(source, notes[source.path])
        for each in _in_file(source, layout):
            found[source.path, each.name].append(each)
    return found


def _in_file(source: Source, layout: _Layout) -> Iterator[_Suppression]:
    for region in regions(source.text):
        if region.kind is not Kind.COMMENT:
            continue
        words = _WORDS.match(source.text, region.inner_start, region.inner_end)
        if words is None:
            continue
        comment = Span(source, region.start, region.end)
        scope = layout.scope(comment.lines)
        for name in _NAME.finditer(source.text, words.start("names"), words.end("names")):
            yield _Suppression(name[0].lower(), Span(source, *name.span()), scope)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the notes and the paragraphs of a file stand, by line."""

    blank: Sequence[bool]
    notes: dict[int, list[_Lines]]

    @staticmethod
    def of(source: Source, notes: Iterable[Note]) -> _Layout:
        by_line: dict[int, list[_Lines]] = defaultdict(list)
        for lines in {note.span.lines for note in notes}:
            for line in range(lines[0], lines[1] + 1):
                by_line[line].append(lines)
        # Line 0 and a line behind the last make every search end.
        lines_of_text = source.text.split("\n")
        blank = [True, *(not line.strip(" \t>") for line in lines_of_text), True]
        return _Layout(blank, by_line)

    def scope(self, comment: _Lines) -> tuple[_Lines, ...]:
        """The lines a comment speaks of: its card, else what it touches, else what is nearest."""
        first, last = comment
        if holding := [*self.notes.get(first, ()), *self.notes.get(last, ())]:
            return tuple(holding)
        near = [line for line in (first - 1, last + 1) if not self.blank[line]]
        if not near:
            near = [*self._nearest(first - 1, -1), *self._nearest(last + 1, 1)]
        return (comment, *(lines for line in near for lines in self._around(line)))

    def _nearest(self, line: int, step: int) -> Iterator[int]:
        while 0 < line < len(self.blank) - 1:
            if not self.blank[line]:
                yield line
                return
            line += step

    def _around(self, line: int) -> Sequence[_Lines]:
        """The notes on a line, or the paragraph it belongs to."""
        if line in self.notes:
            return self.notes[line]
        first = last = line
        while not self.blank[first - 1] and first - 1 not in self.notes:
            first -= 1
        while not self.blank[last + 1] and last + 1 not in self.notes:
            last += 1
        return ((first, last),)

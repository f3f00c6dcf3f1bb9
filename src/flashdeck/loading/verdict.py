"""Which dialect a page is read in, and why: as its reader says, else by weight of evidence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.model import Note
from flashdeck.syntax.dialect import OWN, Dialect, Marked, Reading, Sign, Signed
from flashdeck.syntax.dialect import told as counted
from flashdeck.syntax.o2a import unfinished
from flashdeck.syntax.page import Page

NO_MARKS = "no marks of cards"

_MARKED_OFF = ("native", "o2a", "csv", "org")
"""Dialects that say themselves where a note from START has no END, or where it is text."""

_NEAR = 4
"""A dialect with marks of its own and a fourth of the best one's evidence is a rival."""


class Verdict(NamedTuple):
    """The dialect of a page, and why; `rivals` have marks of their own on it as well."""

    dialect: str
    why: str
    diagnostics: tuple[Diagnostic, ...] = ()
    rivals: tuple[str, ...] = ()


class Told(NamedTuple):
    """A page as it was read: the dialect and why, and what it holds."""

    dialect: str
    why: str
    reading: Reading


def told_in(page: Page, known: Mapping[str, Dialect], asked: str | None) -> Told:
    """A page, read in its dialect; among rivals in the one that gives the most notes."""
    found = verdict(page, known, asked)
    if not found.rivals:
        notes, told = known[found.dialect].read(page)
        beside = () if found.dialect in _MARKED_OFF else unfinished(page)
        return Told(found.dialect, found.why, Reading(notes, (*found.diagnostics, *told, *beside)))
    readings = {name: known[name].read(page) for name in dict.fromkeys(("native", *found.rivals))}
    # The first of equals: the native one, then by name.
    best = max(readings, key=lambda name: len(readings[name].notes))
    notes, told = readings.pop(best)
    mixed = _mixed(page, found.rivals, best)
    lost = tuple(_unread(readings, notes))
    return Told(best, found.why, Reading(notes, (*found.diagnostics, mixed, *told, *lost)))


def _unread(readings: Mapping[str, Reading], notes: Sequence[Note]) -> Iterator[Diagnostic]:
    """A warning where other dialects find notes in lines of which nothing was read."""
    read = sorted((note.span.start, note.span.end) for note in notes)
    starts, ends = [start for start, _ in read], sorted(end for _, end in read)
    lost = {
        note.span.start: (name, note.span)
        for name, reading in readings.items()
        for note in reading.notes
        if bisect_left(starts, note.span.end) <= bisect_right(ends, note.span.start)
    }
    if lost:
        name, span = lost[min(lost)]
        more = f", and {len(lost) - 1:,} more" if len(lost) > 1 else ""
        yield Diagnostic(
            rule=rules.UNREAD_CARDS,
            message=f"a card in the dialect `{name}` is left out{more}",
            span=span,
            help="write it like the others, or put it into a file of its own",
        )


def verdict(page: Page, known: Mapping[str, Dialect], asked: str | None) -> Verdict:
    """What a page is read in: as asked, as its front matter says, or as it looks.

    Where several dialects have marks of their own on one page, they are rivals: see
    `told_in`.
    """
    if asked is not None and asked in known:
        return Verdict(asked, "it was asked for")
    named = page.header.dialect
    if named is not None and named in known:
        return Verdict(named, "the front matter says so")
    unknown = () if named is None else (_unknown(page, named, known),)
    found = {name: _shown(page, each) for name, each in known.items()}
    evidence = {name: each.evidence for name, each in found.items()}
    best = max(evidence.values(), default=0)
    rivals = sorted(
        name for name, weight in evidence.items() if weight >= max(OWN, -(-best // _NEAR))
    )
    if len(rivals) > 1:
        why = f"it has marks of several dialects: {', '.join(rivals)}"
        return Verdict("native", why, unknown, tuple(rivals))
    if best == 0 or evidence.get("native") == best:
        return Verdict("native", _why(found, "native"), unknown)
    name = min(name for name, weight in evidence.items() if weight == best)
    return Verdict(name, _why(found, name), unknown)


class _Shown(NamedTuple):
    """The evidence for a dialect; its signs, or how to find them, if it can say what they are."""

    evidence: int
    signs: Callable[[], Iterable[Sign]] | None


def _shown(page: Page, dialect: Dialect) -> _Shown:
    if isinstance(dialect, Marked):
        signs = tuple(dialect.signs(page))
        return _Shown(dialect.weighed(signs), lambda: signs)
    signs_of = partial(dialect.signs, page) if isinstance(dialect, Signed) else None
    return _Shown(dialect.evidence(page), signs_of)


def _why(found: Mapping[str, _Shown], name: str) -> str:
    signs = found[name].signs if name in found else None
    return "it has the most evidence" if signs is None else counted(signs()) or NO_MARKS


def _unknown(page: Page, named: str, known: Mapping[str, Dialect]) -> Diagnostic:
    text = page.source.text[: page.header.end]
    at = max(0, text.lower().find("dialect"))
    end = text.find("\n", at)
    return Diagnostic(
        rule=rules.UNKNOWN_DIALECT,
        message=f"no dialect `{named}`",
        span=page.span(at, len(text) if end < 0 else end),
        help=f"there are: {', '.join(sorted(known))}",
    )


def _mixed(page: Page, names: Sequence[str], best: str) -> Diagnostic:
    return Diagnostic(
        rule=rules.MIXED_DIALECTS,
        message=f"marks of several dialects ({', '.join(names)}): read as {best}",
        span=page.span(0, 0),
        help=f"say which in front matter: `dialect: {names[0]}`",
    )

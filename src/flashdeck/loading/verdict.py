"""Which dialect a page is read in, and why: as its reader says, else by weight of evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.syntax.dialect import OWN, Dialect, Signed, told
from flashdeck.syntax.page import Page

NO_MARKS = "no marks of cards"

_NEAR = 4
"""A dialect with marks of its own and a fourth of the best one's evidence is a rival."""


class Verdict(NamedTuple):
    """The dialect of a page, and why."""

    dialect: str
    why: str
    diagnostics: tuple[Diagnostic, ...] = ()


def verdict(page: Page, known: Mapping[str, Dialect], asked: str | None) -> Verdict:
    """What a page is read in: as asked, as its front matter says, or as it looks.

    Where several dialects have marks of their own on one page, it is read in the
    native one, which understands most of what they share.
    """
    if asked is not None and asked in known:
        return Verdict(asked, "it was asked for")
    named = page.header.dialect
    if named is not None and named in known:
        return Verdict(named, "the front matter says so")
    unknown = () if named is None else (_unknown(page, named, known),)
    evidence = {name: each.evidence(page) for name, each in known.items()}
    best = max(evidence.values(), default=0)
    rivals = sorted(
        name for name, weight in evidence.items() if weight >= max(OWN, -(-best // _NEAR))
    )
    if len(rivals) > 1:
        why = f"it has marks of several dialects: {', '.join(rivals)}"
        return Verdict("native", why, (*unknown, _mixed(page, rivals)))
    if best == 0 or evidence.get("native") == best:
        return Verdict("native", _why(page, known, "native"), unknown)
    name = min(name for name, weight in evidence.items() if weight == best)
    return Verdict(name, _why(page, known, name), unknown)


def _why(page: Page, known: Mapping[str, Dialect], name: str) -> str:
    dialect = known.get(name)
    if isinstance(dialect, Signed):
        return told(dialect.signs(page)) or NO_MARKS
    return "it has the most evidence"


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


def _mixed(page: Page, names: Sequence[str]) -> Diagnostic:
    return Diagnostic(
        rule=rules.MIXED_DIALECTS,
        message=f"marks of several dialects ({', '.join(names)}): read as native",
        span=page.span(0, 0),
        help=f"say which in front matter: `dialect: {names[0]}`",
    )

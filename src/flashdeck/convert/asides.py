"""What files say of themselves in their dialect's own way, as front matter would say it.

The page that a conversion starts from has those lines taken out, as a header's lines are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from flashdeck.convert.front_matter import DECK_KEYS, TAG_KEYS
from flashdeck.settings import Settings
from flashdeck.source import Source
from flashdeck.syntax import apy, logseq, md2anki, o2a_asides
from flashdeck.syntax.page import Page, page, untitled

Values = Mapping[str, str | tuple[str, ...] | None]
"""What front matter is to say; None for what it is to say no more."""

_UNTITLED = frozenset({"apy", "md2anki", "yanki"})
"""Dialects in which a title is text like any other."""

_OURS = frozenset({*DECK_KEYS, *TAG_KEYS, "dialect"})
_KEYWORD = re.compile(r"[ \t]*#\+(?P<key>[\w-]+):[ \t]*(?P<value>(?:.*[^ \t\n])?)[ \t]*$")
_OF_EMACS = re.compile(
    r"STARTUP|OPTIONS|(?:SEQ_|TYP_)?TODO|PROPERTY|FILETAGS|TAGS|COLUMNS|PRIORITIES|ARCHIVE|LINK"
    r"|SETUPFILE|INCLUDE|MACRO|BIND|NAME|CAPTION|RESULTS|HEADERS?|PLOT|CALL|TBLFM|DECK|TAG"
    r"|(?:SELECT|EXCLUDE)_TAGS|EXPORT_\w+|(?:ATTR|HTML|LATEX|BEAMER|ASCII|ODT)(?:_\w+)?"
)
"""Keywords that say how Emacs shows, exports or numbers a file, or what stands below them."""


class Asides(NamedTuple):
    """What a file says of itself, and where the lines begin that say so."""

    values: Values
    lines: frozenset[int] = frozenset()


def page_of(source: Source, settings: Settings, dialect: str) -> tuple[Page, Values]:
    """A file that was read in a dialect, without what it says of itself; and that."""
    read = page(source, settings)
    if dialect in _UNTITLED:
        read = untitled(read)
    said = _asides(read, dialect)
    top = replace(read.header, taken=read.header.taken | said.lines)
    lines = tuple(line for line in read.lines if line.start not in said.lines)
    return replace(read, header=top, lines=lines), said.values


def _asides(read: Page, dialect: str) -> Asides:
    match dialect:
        case "apy":
            return Asides({}, apy.said(read))
        case "md2anki":
            return Asides({}, md2anki.said(read))
        case "logseq":
            return _of_logseq(read)
        case "yanki":  # The note says it.
            return Asides({"noteid": None} if "noteid" in read.header.values else {})
        case "o2a":  # What notes share is in each of them; those to be deleted are told of.
            return Asides({}, o2a_asides.asides(read).lines)
        case "org":
            return Asides(dict(_of_org(read.source.text)))
    return Asides({})


def _of_logseq(read: Page) -> Asides:
    values, lines = dict[str, str | tuple[str, ...]](), set[int]()
    for line, key, value in logseq.page_properties(read):
        if key in ("deck", "tags") or (key not in _OURS and value):
            lines.add(line.start)
        if key not in _OURS and value:
            several = tuple(each.strip() for each in value.split(",") if each.strip())
            values.setdefault(key, several if key in ("alias", "aliases") else value)
    return Asides(values, frozenset(lines))


def _of_org(text: str) -> Iterator[tuple[str, str]]:
    """The keywords above all headlines and text that are about what the file holds."""
    for line in text.split("\n"):
        found = _KEYWORD.fullmatch(line)
        if found is None and line.strip() and not line.lstrip().startswith(("#", ":")):
            return
        if found is not None and _OF_EMACS.fullmatch(found["key"].upper()) is None:
            key = found["key"].lower()
            if key not in _OURS and found["value"]:
                yield key, found["value"]

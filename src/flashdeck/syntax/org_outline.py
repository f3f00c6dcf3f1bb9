"""An org file as its headlines: titles, tags, properties, and the text below each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from flashdeck.syntax.org_markup import HEADLINE, PICTURE, SIZED
from flashdeck.syntax.page import Page, Range

_STATE = r"TODO|DONE|NEXT|WAIT|WAITING|HOLD|STARTED|SOMEDAY|MAYBE|PROJ|STRT|KILL|CANCELLED|CANCELED"
_BEFORE_TITLE = rf"(?:(?:{_STATE}%s)(?:[ \t]+|$))?(?:\[#\w\][ \t]*)?(?:COMMENT(?:[ \t]+|$))?"
_KEYWORD = re.compile(r"[ \t]*#\+(?P<key>[\w-]+(?:\[.*?\])?):(?P<value>.*)$")
_DRAWER = re.compile(r"[ \t]*:(?P<name>[\w-]+):[ \t]*$")
_PROPERTY = re.compile(r"[ \t]*:(?P<name>[^\s:]+):[ \t]*(?P<value>(?:.*[^ \t\n])?)[ \t]*$")
_PLANNING = re.compile(r"[ \t]*(?:(?:SCHEDULED|DEADLINE|CLOSED|CLOCK):[ \t]*[<\[])")
_COMMENT = re.compile(r"[ \t]*#(?:[ \t]|$)")
_BLOCK = re.compile(r"[ \t]*#\+begin_(?P<name>\S+)", re.IGNORECASE)


@dataclass(slots=True)
class Headline:
    """A headline and what stands below it, down to the next one.

    `tags` are its own. `body` holds the ranges of its text: no drawers, planning lines,
    keywords or comments. Properties are ranges, by name in upper case. `unclosed` is the
    line of a drawer of properties without an end.
    """

    level: int
    start: int
    end: int
    title: Range
    tags: frozenset[str] = frozenset()
    properties: dict[str, Range] = field(default_factory=dict)
    body: list[Range] = field(default_factory=list)
    unclosed: Range | None = None
    parent: Headline | None = None
    children: list[Headline] = field(default_factory=list)

    @property
    def last(self) -> int:
        """Where the text of it and of all below it ends."""
        if self.children:
            return self.children[-1].last
        return max([self.end, *(end for _, end in self.body)])

    def outer(self) -> Iterator[Headline]:
        """Those it stands below, innermost first."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent


@dataclass(frozen=True, slots=True)
class Outline:
    """All headlines in order, and what the file's keywords say, by name in upper case."""

    headlines: tuple[Headline, ...]
    keywords: Mapping[str, tuple[str, ...]]
    above: tuple[Range, ...]
    """The text above the first headline."""
    properties: Mapping[str, str]
    """Those that stand above the first headline."""

    def property(self, name: str) -> str | None:
        """A property that the file sets for all its headlines."""
        if name in self.properties:
            return self.properties[name]
        for value in self.keywords.get("PROPERTY", ()):
            key, _, told = value.partition(" ")
            if key.upper() == name:
                return told.strip()
        return None


@lru_cache(maxsize=1)
def outline(page: Page) -> Outline:
    """The headlines of a page; a line that begins with stars is one, even in a block."""
    text = page.source.text
    keywords = _keywords(text)
    before = _before_title(keywords)
    found: list[Headline] = []
    above: list[Range] = []
    given: dict[str, Range] = {}
    lines: list[Range] = []
    open_at: Headline | None = None
    for start, end in (*_lines(text, page.header.end), (-1, -1)):
        match = HEADLINE.match(text, start, end) if start >= 0 else None
        if match is None and start >= 0:
            lines.append((start, end))
            continue
        _settle(text, open_at, lines, (above, given))
        lines = []
        if match is not None:
            open_at = _headline(match, before)
            _hang(open_at, found)
            found.append(open_at)
    return Outline(
        tuple(found),
        {key: tuple(values) for key, values in keywords.items()},
        tuple(above),
        {name: text[slice(*place)].strip() for name, place in given.items()},
    )


def before_titles(text: str) -> re.Pattern[str]:
    """What stands before the titles of a file's headlines: a state, a priority, COMMENT."""
    return _before_title(_keywords(text))


def _keywords(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for told in re.finditer(rf"(?m)^{_KEYWORD.pattern}", text):
        found.setdefault(told["key"].upper(), []).append(told["value"].strip())
    return found


def _lines(text: str, at: int) -> Iterator[Range]:
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield at, end
        at = end + 1


def _before_title(keywords: Mapping[str, list[str]]) -> re.Pattern[str]:
    """What may stand between the stars and the title: a state, a priority, COMMENT."""
    states = " ".join(
        value for key in ("TODO", "SEQ_TODO", "TYP_TODO") for value in keywords.get(key, [])
    )
    words = re.findall(r"[^\s|()]+(?=\s|\(|$|\|)", re.sub(r"\(.*?\)", "", states))
    return re.compile(_BEFORE_TITLE % "".join(f"|{re.escape(word)}" for word in words))


def _headline(match: re.Match[str], before: re.Pattern[str]) -> Headline:
    skipped = before.match(match["title"])
    cut = skipped.end() if skipped else 0
    return Headline(
        level=len(match["stars"]),
        start=match.start(),
        end=match.end(),
        title=(match.start("title") + cut, match.end("title")),
        tags=frozenset(filter(None, (match["tags"] or "").split(":"))),
    )


def _hang(headline: Headline, found: list[Headline]) -> None:
    above = found[-1] if found else None
    while above is not None and above.level >= headline.level:
        above = above.parent
    headline.parent = above
    if above is not None:
        above.children.append(headline)


def _settle(
    text: str,
    headline: Headline | None,
    lines: list[Range],
    above: tuple[list[Range], dict[str, Range]],
) -> None:
    """Lines below a headline, or above the first one, to its text and properties."""
    kept, properties = above if headline is None else (headline.body, headline.properties)
    block, skip_to = None, -1
    for index, (start, end) in enumerate(lines):
        line = text[start:end]
        if index <= skip_to:
            continue
        if block is not None:
            block = None if block.match(line) else block
            _keep(kept, start, end, text)
        elif opening := _BLOCK.match(line):
            if opening["name"].lower() == "comment":
                skip_to = _block_end(text, lines, index)
            else:
                block = re.compile(rf"(?i)[ \t]*#\+end_{re.escape(opening['name'])}")
                _keep(kept, start, end, text)
        elif (drawer := _DRAWER.match(line)) and (last := _drawer_end(text, lines, index)):
            if drawer["name"].upper() == "PROPERTIES":
                properties.update(_properties(text, lines[index + 1 : last]))
            skip_to = last
        elif drawer and drawer["name"].upper() == "PROPERTIES" and headline is not None:
            headline.unclosed = start, end
            skip_to = _last_property(text, lines, index)
            properties.update(_properties(text, lines[index + 1 : skip_to + 1]))
        elif not _says_of_itself(text, start, end):
            _keep(kept, start, end, text)


def _says_of_itself(text: str, start: int, end: int) -> bool:
    """Whether a line is no text; one with the width of a picture belongs to the picture."""
    line = text[start:end]
    if _KEYWORD.match(line):
        sized = SIZED.match(text, start)
        return sized is None or PICTURE.search(sized["link"][:-2]) is None
    return _PLANNING.match(line) is not None or _COMMENT.match(line) is not None


def _keep(kept: list[Range], start: int, end: int, text: str) -> None:
    behind = min(end + 1, len(text))
    if kept and kept[-1][1] == start:
        kept[-1] = kept[-1][0], behind
    else:
        kept.append((start, behind))


def _drawer_end(text: str, lines: list[Range], at: int) -> int | None:
    """The line that ends a drawer, if any does before another begins one's properties."""
    for index in range(at + 1, len(lines)):
        line = text[slice(*lines[index])].strip().upper()
        if line == ":END:":
            return index
        if line == ":PROPERTIES:":
            return None
    return None


def _last_property(text: str, lines: list[Range], at: int) -> int:
    """The last line of a drawer that nothing ends: what is no property is text."""
    while at + 1 < len(lines) and _PROPERTY.match(text, *lines[at + 1]):
        at += 1
    return at


def _block_end(text: str, lines: list[Range], at: int) -> int:
    for index in range(at + 1, len(lines)):
        if text[slice(*lines[index])].strip().lower().startswith("#+end_comment"):
            return index
    return at


def _properties(text: str, lines: list[Range]) -> Iterator[tuple[str, Range]]:
    for start, end in lines:
        if match := _PROPERTY.match(text, start, end):
            yield match["name"].upper().rstrip("+"), match.span("value")

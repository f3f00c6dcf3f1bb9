"""Markdown as HTML, for which the parser is asked no more than it must be.

Paragraphs, headings, lists, quotes, tables and closed fences are read here. Where a
line is, or may be, anything else (a lazy line, two blocks in an item), the parser
gets all from the last place to the next at which no block can be open. Tests hold
this to what the parser makes of the whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from markdown_it import MarkdownIt

from flashdeck.render import code, inlines, tables
from flashdeck.render.tags import has_raw_html

_ODD = re.compile("[\0\x0b-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_UNUSUAL = re.compile(r"[\r\0]|[^\S \t\n][ \t]*(?:\n|\Z)")
"""Line ends that are no others', and white space that is hardly one's intention, at the ends."""
_ITEM = r"(?:[-+*]|[0-9]{1,9}[.)])(?:[ \t\n]|\Z)"
_RULE = r"(?:(?:-[ \t]*+){3,}+|(?:_[ \t]*+){3,}+|(?:\*[ \t]*+){3,}+)(?:\n|\Z)"
_TABLE = r"[-:|][-:| \t]*+(?:\n|\Z)"
"""The second line of one."""
_WORDS = rf"(?!\#{{1,6}}(?:[ \t\n]|\Z)|[<>]|`{{3}}|~{{3}}|{_ITEM}|{_RULE}|{_TABLE})\S[^\n]*+"
_LINE = re.compile(
    r"(?P<indent> *+)(?:"
    r"(?P<fence>`{3,}+|~{3,}+)[ \t]*+(?P<language>[^\s`]*+)[^\n`]*+"
    r"|(?P<quote>>)[^\n]*+"
    r"|(?P<depth>\#{1,6}) +(?P<title>\S[^\n]*+)(?<![\#\s])"
    rf"|(?:(?P<bullet>[-+*])|(?P<number>[0-9]{{1,9}})(?P<end>[.)])) {{1,4}}(?P<item>{_WORDS})"
    rf"|(?P<words>{_WORDS})"
    r")?(?:\n|\Z)"
)
_FENCE = re.compile(r"~{3}|`{3,}+[^`\n]*+(?:\n|\Z)")
_CLOSING = re.compile(r"^[ \t]*(`{3,}|~{3,})[ \t]*(?:\n|\Z)", re.MULTILINE)
_QUOTED = re.compile(r"(?:>[^\n\t]*+(?:\n|\Z))++(?=[ \t]*(?:\n|\Z))")
_QUOTE = re.compile(r"^> ?", re.MULTILINE)
_FRESH = re.compile(r"[^\s\d+*-]")
"""What, behind a blank line, is neither indented nor an item, and so not in a block above."""
_BORDER = re.compile(rf"\n[ \t]*\n(?:[ \t]*\n)*+(?={_FRESH.pattern})")
_OPAQUE = re.compile(r"^[ \t]*(?:`{3}|~{3}|<)", re.MULTILINE)
"""What a blank line may not end."""
_DEEPEST = 8
_FARTHEST = 3
"""Spaces before a block that are none of its business."""


class Html(NamedTuple):
    """HTML, and whether some of it may be the author's own."""

    text: str
    raw: bool


def html(markdown: str, parser: MarkdownIt) -> Html:
    """What the parser makes of a text."""
    if _ODD.search(markdown) and _UNUSUAL.search(markdown):
        return Html(str(parser.render(markdown)).strip(), has_raw_html(markdown))
    if "\n" not in markdown and (words := _paragraph(markdown)) is not None:
        return Html(words, raw=False)
    parts: list[str] = []
    at, raw = 0, False
    while at < len(markdown):
        written = _written(markdown, at, parser)
        parts += written.parts[: written.settled]
        at, raw = written.sure, raw or written.raw
        if at < len(markdown):
            at = _border(markdown, at)
            asked = markdown[written.sure : at]
            parts.append(str(parser.render(asked)))
            raw = raw or has_raw_html(asked)
    return Html("".join(parts).strip(), raw)


def _paragraph(line: str) -> str | None:
    """The only line of a text, where it is a paragraph of words."""
    found = _LINE.match(line)
    if found is None or found.lastgroup != "words" or found["indent"]:
        return None
    words = inlines.html(line.rstrip(" \t"))
    return None if words is None else f"<p>{words}</p>"


def _border(markdown: str, start: int) -> int:
    """Where no block is open any more that begins at `start`, whatever it is."""
    border = _BORDER.search(markdown, start)
    end = len(markdown) if border is None else border.end()
    opaque = _OPAQUE.search(markdown, start, end)
    if opaque is None:
        return end
    at = opaque.start()
    return at if at > start and _FENCE.match(markdown, at) else len(markdown)


def _written(markdown: str, start: int, parser: MarkdownIt, depth: int = 0) -> _Written:
    """The blocks of a text, up to the first that is not known, from where none is open."""
    written = _Written(parser, start, depth)
    at = start
    while at < len(markdown) and written.known:
        if written.apart and (not written.lists or _FRESH.match(markdown, at)):
            written.settle(at)
        if markdown[at] == "\n":
            written.blank()
            at += 1
            continue
        line = _LINE.match(markdown, at)
        if line is None:
            return written
        at = line.end()
        match line.lastgroup:
            case "words" if written.lines or markdown[line.start()] != "|":
                written.words(line)
            case "words":
                at = written.table(markdown, line)
            case "item":
                written.item(line)
            case "language":
                at = written.fence(markdown, line)
            case "quote":
                at = written.quote(markdown, line)
            case "title":
                written.heading(line)
            case _:
                written.blank()
    written.settle(at)
    return written


class _Level(NamedTuple):
    """A list: where its marks stand, where the text behind the last one does, its mark, its tag."""

    indent: int
    inner: int
    mark: str
    tag: str


_level = partial(tuple.__new__, _Level)
"""A list of its four fields, at half the cost: every item has one."""


@dataclass(slots=True)
class _Written:
    """What has been written, the lines of the block that is open, and the lists around it.

    `apart`: a blank line stands above. `known` ends with the first line that is not. At
    `sure` no block was open, and so many parts were `settled`. `raw`: the parser may
    have found HTML. `items` are the parts that hold the texts of the outermost list's
    items, which are paragraphs where it is `loose`: a blank line stands between two.
    """

    parser: MarkdownIt
    sure: int
    depth: int
    parts: list[str] = field(default_factory=list)
    settled: int = 0
    raw: bool = False
    lines: list[str] = field(default_factory=list)
    lists: list[_Level] = field(default_factory=list)
    items: list[int] = field(default_factory=list)
    loose: bool = False
    nested: bool = False
    apart: bool = False
    known: bool = True

    def fence(self, markdown: str, line: re.Match[str]) -> int:
        """Writes a fence; where what follows it begins."""
        self.known = not line["indent"]
        self.end()
        mark = line["fence"]
        # Nothing closes it above the line in which its mark stands again.
        nearest = markdown.rfind("\n", 0, markdown.find(mark, line.end())) + 1
        for closing in _CLOSING.finditer(markdown, max(nearest, line.end())):
            if closing[1].startswith(mark):
                content = markdown[line.end() : closing.start()]
                self.parts.append(code.fence(content, line["language"]))
                self.settle(closing.end())
                return closing.end()
        self.known = False
        return line.end()

    def quote(self, markdown: str, line: re.Match[str]) -> int:
        """Writes a quote; where what follows it begins."""
        block = _QUOTED.match(markdown, line.start())
        self.known = block is not None and self.depth < _DEEPEST
        if block is None or not self.known:
            return line.end()
        self.end()
        inner = _QUOTE.sub("", block[0])
        within = _written(inner, 0, self.parser, self.depth + 1)
        self.known = within.sure == len(inner) and bool(within.parts)
        self.raw = self.raw or within.raw
        self.parts.append(f"<blockquote>\n{''.join(within.parts)}</blockquote>\n")
        return block.end()

    def table(self, markdown: str, line: re.Match[str]) -> int:
        """Writes a table, or else the first line of words; where what follows begins."""
        block = tables.BLOCK.match(markdown, line.start())
        found = None if block is None else tables.html(block[0], self._inline)
        if block is None or found is None:
            self.words(line)
            return line.end()
        self.end()
        self.parts.append(found)
        return block.end()

    def heading(self, line: re.Match[str]) -> None:
        self.known = not line["indent"]
        self.end()
        tag = f"h{len(line['depth'])}"
        self.lines.append(line["title"])
        self.parts.append(f"<{tag}>{self._taken()}</{tag}>\n")

    def blank(self) -> None:
        if self.lines and not self.lists:
            self.end()
        self.apart = True

    def words(self, line: re.Match[str]) -> None:
        inner = self.lists[-1].inner if self.lists and not self.apart else 0
        self.known = len(line["indent"]) == inner
        if self.apart:
            self.end()
        self.lines.append(line["words"])

    def item(self, line: re.Match[str]) -> None:
        lead, bullet, number, end, words = line.group("indent", "bullet", "number", "end", "item")
        indent, tag = len(lead), "ul" if number is None else "ol"
        level = _level((indent, line.start("item") - line.start(), bullet or end, tag))
        inner = self.lists[-1].inner if self.lists else 0
        if self.lists and self.apart:
            self.loose = True
            self.known = len(self.lists) == 1 and indent < inner and not self.nested
        if self.lists and indent < inner:
            self._beside(level)
        elif indent - inner > _FARTHEST or len(self.lists) == _DEEPEST:
            self.known = False
        else:
            self._below(level, 1 if number is None else int(number))
        self.lines.append(words)
        self.apart = False

    def settle(self, at: int) -> None:
        """Here no block is open, if all above is known."""
        if self.lists or self.lines:
            self.end()
        self.apart = False
        if self.known:
            self.sure, self.settled = at, len(self.parts)

    def end(self) -> None:
        """Closes whatever is open."""
        if self.lists:
            self._close(0)
        elif self.lines:
            self.parts.append(f"<p>{self._taken()}</p>\n")
        self.apart = False

    def _beside(self, level: _Level) -> None:
        """An item behind one of a list that is open."""
        of = len(self.lists) - 1
        while of and self.lists[of].indent > level.indent:
            of -= 1
        above = self.lists[of]
        if above.indent != level.indent or above.mark != level.mark:
            self.known = False
            return
        if of + 1 < len(self.lists):
            self._close(of + 1)
        self._item()
        self.parts.append("</li>\n<li>")
        self.lists[of] = level

    def _below(self, level: _Level, number: int) -> None:
        """The first item of a list. Only one that begins with 1 may follow words directly."""
        if self.lines and number != 1:
            self.known = False
        if self.lists:
            self.parts.append(f"{self._taken()}\n")
            self.nested, self.known = True, self.known and not self.loose
        else:
            self.end()
        start = "" if number == 1 else f' start="{number}"'
        self.parts.append(f"<{level.tag}{start}>\n<li>")
        self.lists.append(level)

    def _close(self, depth: int) -> None:
        """Ends all lists but so many outer ones."""
        while len(self.lists) > depth:
            self._item()
            self.parts.append(f"</li>\n</{self.lists.pop().tag}>\n")
        if self.lists:
            return
        if self.loose:
            for at in self.items:
                self.parts[at] = f"\n<p>{self.parts[at]}</p>\n"
        self.items.clear()
        self.loose = self.nested = False

    def _item(self) -> None:
        """The text of an item, which ends."""
        self.items.append(len(self.parts))
        self.parts.append(self._taken())

    def _taken(self) -> str:
        """The lines of the open block, which ends, as HTML."""
        text = "\n".join(self.lines).rstrip(" \t")
        self.lines.clear()
        return self._inline(text)

    def _inline(self, text: str) -> str:
        found = inlines.html(text)
        if found is not None:
            return found
        self.raw = self.raw or has_raw_html(text)
        return str(self.parser.renderInline(text))

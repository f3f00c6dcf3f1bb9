"""The Markdown most cards are written in, as HTML without the parser.

Paragraphs, headings, tight lists, fences that are closed, and emphasis around
whole words. A line with any other mark, or a place where CommonMark has a rule
of its own (lazy lines, loose lists, indents), makes the whole text unknown here.
Tests hold what is known to what the parser makes of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from flashdeck.render import code
from flashdeck.render.text import escaped
from flashdeck.render.tokens import MARKS

_ELSE = r"(?![#>]|[-+*](?:[ \n]|\Z)|[0-9]{1,9}[.)](?:[ \n]|\Z)|[-*][-* ]*(?:\n|\Z))"
"""What begins a line that is not, or not only, words."""
_WORD = r"[^\s\\_\[<&~`|]++"
_WORDS = rf"{_ELSE}{_WORD}(?: +{_WORD})*+"
_LINE = re.compile(
    r"(?P<indent> *+)(?:"
    r"(?P<fence>`{3,}+|~{3,}+)(?P<language>[\w+#.-]*+) *+"
    rf"|(?P<depth>\#{{1,6}}) +(?P<title>{_WORDS})(?<!\#)"
    rf"|(?:(?P<bullet>[-+*])|(?P<number>[0-9]{{1,9}})(?P<end>[.)])) {{1,4}}(?P<item>{_WORDS})"
    rf"|(?P<words>{_WORDS})"
    r")?(?:\n|\Z)"
)
_CLOSING = re.compile(r"^[ \t]*(`{3,}|~{3,})[ \t]*(?:\n|\Z)", re.MULTILINE)
_EMPHASIS = re.compile(
    rf"""(?<![^ \n("';:,.?!—–-])(\*\*?)(?=[\w{MARKS[0]}])"""
    rf"""([^*]*)(?<=[\w{MARKS[1]}])\1(?![^ \n)"'&;:,.?!—–-])"""
)
"""Marks that can only open before a word, and marks that can only close behind one."""
_DEEPEST = 8
_FARTHEST = 3
"""Spaces before a block that are none of its business."""


def html(markdown: str) -> str | None:
    """What the parser makes of a text, or None: then it must be asked."""
    if "\r" in markdown or "\0" in markdown:
        return None
    written = _Written()
    at = 0
    while at < len(markdown) and written.known:
        line = _LINE.match(markdown, at)
        if line is None:
            return None
        at = line.end()
        match line.lastgroup:
            case "language":
                at = written.fence(markdown, line)
            case "title":
                written.heading(line)
            case "item":
                written.item(line)
            case "words":
                written.words(line)
            case _:
                written.blank()
    written.end()
    return "".join(written.parts).strip() if written.known else None


class _Level(NamedTuple):
    """A list: where its marks stand, where the text behind the last one does, its mark, its tag."""

    indent: int
    inner: int
    mark: str
    tag: str


@dataclass(slots=True)
class _Written:
    """What has been written, the lines of the block that is open, and the lists around it.

    `apart`: a blank line stands above. `known` ends with the first line that is not.
    """

    parts: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    lists: list[_Level] = field(default_factory=list)
    apart: bool = False
    known: bool = True

    def fence(self, markdown: str, line: re.Match[str]) -> int:
        """Writes a fence; where what follows it begins."""
        self.known = not line["indent"]
        self.end()
        for closing in _CLOSING.finditer(markdown, line.end()):
            if closing[1].startswith(line["fence"]):
                content = markdown[line.end() : closing.start()]
                self.parts.append(code.fence(content, line["language"]))
                return closing.end()
        self.known = False
        return line.end()

    def heading(self, line: re.Match[str]) -> None:
        self.known = not line["indent"]
        self.end()
        tag = f"h{len(line['depth'])}"
        self.parts.append(f"<{tag}>{self._inline(line['title'])}</{tag}>\n")

    def blank(self) -> None:
        if not self.lists:
            self.end()
        self.apart = True

    def words(self, line: re.Match[str]) -> None:
        inner = self.lists[-1].inner if self.lists and not self.apart else 0
        self.known = len(line["indent"]) == inner
        if self.apart:
            self.end()
        self.lines.append(line["words"])

    def item(self, line: re.Match[str]) -> None:
        indent, number = len(line["indent"]), line["number"]
        tag = "ul" if number is None else "ol"
        level = _Level(
            indent, line.start("item") - line.start(), line["bullet"] or line["end"], tag
        )
        inner = self.lists[-1].inner if self.lists else 0
        self.known = not (self.lists and self.apart)
        if self.lists and indent < inner:
            self._beside(level)
        elif indent - inner > _FARTHEST or len(self.lists) == _DEEPEST:
            self.known = False
        else:
            self._below(level, 1 if number is None else int(number))
        self.lines.append(line["item"])
        self.apart = False

    def end(self) -> None:
        """Closes whatever is open."""
        if self.lists:
            self._close(0)
        elif self.lines:
            self.parts.append(f"<p>{self._taken()}</p>\n")
        self.apart = False

    def _beside(self, level: _Level) -> None:
        """An item behind one of a list that is open."""
        of = next((at for at, each in enumerate(self.lists) if each.indent == level.indent), None)
        if of is None or self.lists[of].mark != level.mark:
            self.known = False
            return
        self._close(of + 1)
        self.parts.append(f"{self._taken()}</li>\n<li>")
        self.lists[of] = level

    def _below(self, level: _Level, number: int) -> None:
        """The first item of a list. Only one that begins with 1 may follow words directly."""
        if self.lines and number != 1:
            self.known = False
        if self.lists:
            self.parts.append(f"{self._taken()}\n")
        else:
            self.end()
        start = "" if number == 1 else f' start="{number}"'
        self.parts.append(f"<{level.tag}{start}>\n<li>")
        self.lists.append(level)

    def _close(self, depth: int) -> None:
        """Ends all lists but so many outer ones."""
        while len(self.lists) > depth:
            self.parts.append(f"{self._taken()}</li>\n</{self.lists.pop().tag}>\n")

    def _taken(self) -> str:
        """The lines of the open block, which ends."""
        text = "\n".join(self.lines)
        self.lines.clear()
        return self._inline(text)

    def _inline(self, text: str) -> str:
        html = escaped(text)
        if "*" in html:
            html = _EMPHASIS.sub(_emphasis, html)
            self.known = self.known and "*" not in html
        return html.replace("\n", "<br>\n")


def _emphasis(found: re.Match[str]) -> str:
    tag = "em" if found[1] == "*" else "strong"
    return f"<{tag}>{found[2]}</{tag}>"

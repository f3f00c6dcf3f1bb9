"""Text that is written otherwise, as Markdown: a passage with parts of it replaced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flashdeck.masks import Kind, regions
from flashdeck.model import Passage, joined, pieces


class Edit(NamedTuple):
    """A half-open range of a text, and what stands there instead."""

    start: int
    end: int
    text: str


def rewritten(whole: Passage, edits: Iterable[Edit]) -> Passage:
    """The passage after some edits, in order and disjoint.

    What an edit wrote is found, in the file, where what it replaced began.
    """
    texts: list[str] = []
    starts: list[int] = []
    at = 0
    for edit in (*edits, Edit(len(whole.text), len(whole.text), "")):
        for first, last in pieces(whole, at, edit.start):
            texts.append(whole.text[first:last])
            starts.append(whole.offset(first))
        if edit.text:
            texts.append(edit.text)
            starts.append(whole.offset(edit.start))
        at = edit.end
    return joined(texts or [""], starts or [whole.span.start], whole.span, whole.flat)


_ESCAPED = re.compile(r"(?<!\\)\\\[([^\\\[\]^_{}=$\n]{1,40})\\\]")


_ESCAPED_BRACKET = re.compile(r"\\[\[\]]")
_STANDING = {"[": "\ufdd0", "]": "\ufdd1"}
"""What stands for a bracket that marks no gap: two characters that no text holds."""
_RESTORED = str.maketrans({stands: bracket for bracket, stands in _STANDING.items()})


def restored(text: str) -> str:
    """A text of the same length, with the brackets that `literal_brackets` put others for."""
    return text.translate(_RESTORED)


def literal_brackets(whole: Passage) -> Passage:
    r"""A text in which `\[0\]` is a bracket and no formula, unless what it holds looks like TeX.

    In code it is one in any case. Those brackets are others, that mark no gap, until the
    text is `restored`.
    """
    code = [each for each in regions(whole.text) if each.kind in (Kind.CODE, Kind.FENCE)]
    marks = [
        at
        for match in _ESCAPED.finditer(whole.text)
        if not any(each.start <= match.start() < each.end for each in code)
        for at in (match.start(), match.end() - 2)
    ]
    marks += [
        match.start()
        for each in code
        for match in _ESCAPED_BRACKET.finditer(whole.text, each.start, each.end)
    ]
    edits = [Edit(at, at + 2, _STANDING[whole.text[at + 1]]) for at in sorted(marks)]
    return rewritten(whole, edits) if edits else whole


_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>|&nbsp;|\xa0")
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "s": "~~", "del": "~~", "code": "`"}
_LINES = {"br", "div", "p", "ul", "ol", "hr"}
_DROPPED = {"span", "font", "html", "body", "o"}
_BLOCK = re.compile(r"(?is)<(table|pre|svg)\b.*?</\1\s*>")
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#39);")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&#39;": "'"}
_SPECIAL = re.compile(r"(?m)^(?:#{1,6}(?=\s)|>|[-+*](?=\s)|\d+(?=[.)]\s))|\$|\*|`|==")


def from_html(whole: Passage) -> Passage:
    """A field of Anki as Markdown: bold, lines and lists as marks, other tags as they are."""
    text = whole.text
    untouched = [match.span() for match in _BLOCK.finditer(text)]
    mathematics = [
        (region.start, region.end)
        for region in regions(text)
        if region.kind in (Kind.MATH, Kind.DISPLAY) and text.startswith("\\", region.start)
    ]
    edits = sorted(
        edit
        for edit in (*_tags(text), *_entities(text, mathematics), *_escapes(text, mathematics))
        if not any(start <= edit.start < end for start, end in untouched)
    )
    return _squeezed(rewritten(whole, disjoint(edits)))


def disjoint(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Edits in order, without those that begin inside another."""
    at = 0
    for edit in edits:
        if edit.start >= at:
            yield edit
            at = max(at, edit.end)


def _tags(text: str) -> Iterator[Edit]:
    for match in _TAG.finditer(text):
        name = (match["name"] or "").lower()
        if not name:
            yield Edit(*match.span(), " ")
        elif name in _MARKS:
            yield Edit(*match.span(), _MARKS[name])
        elif name == "li":
            yield Edit(*match.span(), "" if match["close"] else "\n- ")
        elif name in _LINES:
            yield Edit(*match.span(), "\n")
        elif name in _DROPPED:
            yield Edit(*match.span(), "")


def _entities(text: str, mathematics: list[tuple[int, int]]) -> Iterator[Edit]:
    """LaTeX has no entities; elsewhere Markdown reads them."""
    for start, end in mathematics:
        for match in _ENTITY.finditer(text, start, end):
            yield Edit(*match.span(), _ENTITIES[match[0]])


def _escapes(text: str, mathematics: list[tuple[int, int]]) -> Iterator[Edit]:
    """What Markdown would take for a mark, where it can be one: alone it is none."""
    for match in _SPECIAL.finditer(text):
        mark = match[0]
        lone = mark in ("$", "*", "`", "==") and text.count(mark) < 2
        if not lone and not any(start <= match.start() < end for start, end in mathematics):
            at = match.end() if mark.isdigit() else match.start()
            yield Edit(at, at, "\\")


_LITERAL = re.compile(r"[\\`*_~=<&$\[\]]|%(?=%)|(?m:^[ \t]*(?:(?:[#>+|-]|\d+(?=[.)]))))")


def literal(whole: Passage) -> Passage:
    """Text that means nothing but itself, with what Markdown or HTML would read escaped.

    Gaps, sounds and formulas between `\\(` and `\\)` stay, as Anki reads them anywhere.
    """
    text = whole.text
    kept = [
        (region.start, region.end)
        for region in regions(text)
        if region.kind in (Kind.MATH, Kind.DISPLAY) and text.startswith("\\", region.start)
    ]
    kept += [match.span() for match in _SOUND.finditer(text)]
    edits = []
    for match in _LITERAL.finditer(text):
        if any(start <= match.start() < end for start, end in kept):
            continue
        at = match.end() if match[0][-1].isdigit() else match.end() - 1
        edits.append(Edit(at, at + 1, "&lt;") if match[0] == "<" else Edit(at, at, "\\"))
    return rewritten(whole, edits) if edits else whole


_SOUND = re.compile(r"\[sound:[^\]\n]+\]")
_SPACE = re.compile(r"\A\s+|\n(?:[ \t]*\n){2,}|[ \t]+(?=\n)|\s+\Z")


def _squeezed(whole: Passage) -> Passage:
    """Without white space at both ends, and with at most one blank line in a row."""
    edits = []
    for match in _SPACE.finditer(whole.text):
        inner = match[0].startswith("\n") and match.start() > 0 and match.end() < len(whole.text)
        edits.append(Edit(*match.span(), "\n\n" if inner else ""))
    return rewritten(whole, edits) if edits else whole

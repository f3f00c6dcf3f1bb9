"""Pictures and sounds that a text shows.

A target is what the author wrote, with nothing decoded: without the title and
angle brackets of `![alt](<a b.png> "title")`, and without the `|300` of
`![[a.png|300]]`. The loader finds a file for it, and the renderers look that
file up by the same target.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from flashdeck.masks import masked, regions

PICTURES = frozenset(
    {".apng", ".avif", ".bmp", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".tiff", ".webp"}
)
SOUNDS = frozenset(
    {".3gp", ".aac", ".avi", ".flac", ".flv", ".m4a", ".m4v", ".mkv", ".mov", ".mp3", ".mp4"}
    | {".mpeg", ".mpg", ".oga", ".ogg", ".ogv", ".opus", ".wav", ".webm"}
)


class Embed(NamedTuple):
    """A target, and the half-open range of the text that shows it."""

    target: str
    start: int
    end: int


class Part(NamedTuple):
    """A note, and a part of it (`#heading`, `#^block`, or nothing), and the text that shows it."""

    page: str
    part: str
    start: int
    end: int


class Named(NamedTuple):
    """A picture that another line says, `![alt][label]`; the label is empty if there is none."""

    alt: str
    label: str
    start: int
    end: int


class Caption(NamedTuple):
    """What an embed says about itself; the width is in pixels."""

    alt: str
    width: int | None


_EMBED = re.compile(
    r"\\."
    r"|!\[\[(?P<wiki>[^\[\]|#\n\\]++)(?P<part>#[^\[\]|\n\\]*+)?(?:\\?\|(?P<label>[^\[\]\n]*+))?\]\]"
    r"|!\[(?P<alt>(?:[^\[\]\\\n]|\\.|\n(?![ \t]*\n)|\[[^\[\]\n]*+\])*+)\]"
    r"\(\s*+(?:<(?P<angled>[^<>\n]*+)>|(?P<bare>(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*+\))++))"
    r"""(?:\s++(?:"[^"]*+"|'[^']*+'|\([^()]*+\)))?\s*+\)"""
    r"|\[sound:(?P<sound>[^\[\]\n\\]++)\]"
    r"|<(?:img|audio|video)(?P<attributes>(?:\s[^<>]*+)?)>",
    re.IGNORECASE,
)
_ANY = tuple(
    (begun, re.compile(mark))
    for begun, mark in (("!", r"!\["), ("[", r"\[(?i:sound:)"), ("<", "<(?i:img|audio|video)"))
)
"""Each behind the character it begins with: that one is not there takes no time to see."""
_PART = re.compile(
    r"(?<!\\)!\[\[(?P<page>[^\[\]|#\n\\]*+)(?P<part>#[^\[\]|\n\\]*+)?"
    r"(?:\\?\|[^\[\]\n]*+)?\]\]"
)
_ATTRIBUTE = re.compile(
    r"""\s(src|alt|width)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""", re.I
)
_NAMED = re.compile(r"(?<!\\)!\[(?P<alt>[^\[\]\n]*)\](?:\[(?P<label>[^\[\]\n]*)\])?(?![(\[:])")
_WIDTH = re.compile(r"\s*(\d{1,4})(?:x\d{1,4})?\s*")
_REMOTE = re.compile(r"(?:https?:|data:)|//", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_FRAGMENT = re.compile(r"[#?]")
"""What comes behind the name of a file in an address: `a.png#center`, `a.mp3#t=10`."""


def embeds(text: str) -> Iterator[Embed]:
    """Every target that names a file, in order; none in code, formulas and comments."""
    return (embed for embed, _ in captioned(text) if not is_remote(embed.target))


def parts(text: str) -> Iterator[Part]:
    """Every `![[note]]` that shows text of a note, in order."""
    if "![[" not in text or not any(map(_shows_note, _PART.finditer(text))):
        return
    for match in filter(_shows_note, _PART.finditer(masked(text, regions(text)))):
        page, part = (text[slice(*match.span(name))].strip() for name in ("page", "part"))
        yield Part(page, part, *match.span())


def _shows_note(match: re.Match[str]) -> bool:
    page, part = match["page"], match["part"] or ""
    return bool(page.strip() or part) and wiki_target(page, part) is None


def begins(text: str) -> bool:
    """Whether a text has what every embed begins with."""
    return any(begun in text and mark.search(text) is not None for begun, mark in _ANY)


def captioned(text: str) -> Iterator[tuple[Embed, Caption]]:
    """Every embed, remote ones too, with its caption."""
    if not begins(text):
        return
    for match in _EMBED.finditer(masked(text, regions(text))):
        found = _found(match, text)
        if found is not None:
            target, caption = found
            yield Embed(target, *match.span()), caption


def named(text: str) -> Iterator[Named]:
    """The pictures that other lines say, if they do."""
    if "![" in text and _NAMED.search(text) is not None:
        for match in _NAMED.finditer(masked(text, regions(text))):
            alt, label = (text[slice(*match.span(group))] for group in ("alt", "label"))
            yield Named(alt, label, *match.span())


def file_names(target: str) -> tuple[str, ...]:
    """The names a target may mean, likeliest first: as written, then decoded, then cut short."""
    plain = _ESCAPE.sub(r"\1", target)
    cut = _FRAGMENT.split(target, maxsplit=1)[0] or target
    names = (target, unquote(target), plain, unquote(plain), unquote(html.unescape(target)))
    return tuple(dict.fromkeys((*names, cut, unquote(cut))))


def is_remote(target: str) -> bool:
    """Whether the target is an address, or the data itself, rather than a file."""
    return _REMOTE.match(target) is not None


def is_sound(target: str) -> bool:
    """Whether a target is played, as sounds and films are, rather than shown."""
    return _suffix(target) in SOUNDS


def is_media(name: str) -> bool:
    """Whether a file of that name can be shown or played."""
    return _suffix(name) in PICTURES | SOUNDS


def _suffix(target: str) -> str:
    return _FRAGMENT.split(PurePosixPath(target).suffix.lower(), maxsplit=1)[0]


def wiki_target(page: str, part: str) -> str | None:
    """The file that `![[page#part]]` shows; none if that is a note. A name may hold `#`, too."""
    names = (page.strip(), f"{page}{part}".strip())
    return next((name for name in names if is_media(name)), None)


def _found(match: re.Match[str], text: str) -> tuple[str, Caption] | None:
    """The target and the caption of a match in the masked text."""

    def part(group: str) -> str:
        return text[match.start(group) : match.end(group)] if match[group] is not None else ""

    if match["wiki"] is not None:
        shown = wiki_target(part("wiki"), part("part"))
        return (shown, _caption(part("label"))) if shown else None
    if match["sound"] is not None:
        return part("sound").strip(), Caption("", None)
    if match["attributes"] is not None:
        return _from_html(part("attributes"))
    target = part("angled") or part("bare")
    return (target, _caption(part("alt"))) if target else None


def _from_html(attributes: str) -> tuple[str, Caption] | None:
    given: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(attributes):
        given.setdefault(name.lower(), html.unescape("".join(values)))
    target = given.get("src", "").strip()
    width = _WIDTH.fullmatch(given.get("width", ""))
    caption = Caption(given.get("alt", ""), int(width[1]) if width else None)
    return (target, caption) if target else None


def _caption(label: str) -> Caption:
    """A label as Obsidian reads it: words, then a bar and a width, or either alone."""
    plain = _ESCAPE.sub(r"\1", label)
    words, _, last = plain.rpartition("|")
    width = _WIDTH.fullmatch(last)
    return Caption(words.strip(), int(width[1])) if width else Caption(plain.strip(), None)

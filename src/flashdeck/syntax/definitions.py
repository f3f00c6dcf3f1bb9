"""Pictures that are named where they are shown, and said elsewhere: `![A map][m]`, `[m]: map.png`.

Such a line may stand anywhere in the file, so a card need not hold it. A picture is written out
in a card as if its path stood there; the rest of Markdown's references is left to its parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from flashdeck.embeds import is_media, named
from flashdeck.masks import masked, regions
from flashdeck.model import Passage, joined, pieces, trimmed, without

_LINE = re.compile(
    r"(?m)^[ \t>]*\[(?P<label>(?!\^)[^\[\]\n]+)\]:[ \t]*"
    r"(?:<(?P<angled>[^<>\n]+)>|(?P<bare>[^\s<]\S*))"
    r"""(?:[ \t]+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$"""
)
_BARE = re.compile(r"[^\s()<>\\]+")


class Definition(NamedTuple):
    """What a line says that a name means; the half-open range of its text, with its end."""

    label: str
    target: str
    start: int
    end: int


class _Shown(NamedTuple):
    """A picture as it is to be written, and the range of what stands there now."""

    text: str
    start: int
    end: int


def defined(told: Passage, page: str) -> Passage | None:
    """A passage with the pictures that other lines of the page say, as if they stood there.

    It is without such lines, which Markdown does not show; None if there is nothing else.
    """
    whole = trimmed(without(told, _of_pictures(told.text))) if "]:" in told.text else told
    if whole is None:
        return None
    made: list[tuple[str, int]] = []
    done = 0
    for text, start, end in _pictures(whole.text, page):
        made += [(whole.text[a:b], whole.offset(a)) for a, b in pieces(whole, done, start)]
        # The last character stands for the last one, so that a place of it ends where it should.
        made += [(text[:-1], whole.offset(start)), (text[-1], whole.offset(end - 1))]
        done = end
    if not done:
        return whole
    made += [(whole.text[a:b], whole.offset(a)) for a, b in pieces(whole, done, len(whole.text))]
    return joined([text for text, _ in made], [at for _, at in made], whole.span, whole.flat)


def written_out(text: str, page: str) -> str:
    """A text of a page in the same way."""
    for told, start, end in reversed([*_pictures(text, page)]):
        text = text[:start] + told + text[end:]
    return text


def _pictures(text: str, page: str) -> Iterator[_Shown]:
    for each in named(text):
        if (target := _targets(page).get(_folded(each.label or each.alt))) is not None:
            path = target if _BARE.fullmatch(target) else f"<{target}>"
            yield _Shown(f"![{each.alt}]({path})", each.start, each.end)


def only_says(text: str) -> bool:
    """Whether a text has nothing but lines that say where pictures are."""
    for start, end in reversed([*_of_pictures(text)]):
        text = text[:start] + text[end:]
    return not text.strip()


def definitions(text: str) -> Iterator[Definition]:
    """The lines that say what names mean."""
    if "]:" in text:
        for match in _LINE.finditer(masked(text, regions(text))):
            target = text[slice(*match.span("angled" if match["angled"] else "bare"))]
            label = text[slice(*match.span("label"))]
            yield Definition(label, target, match.start(), min(match.end() + 1, len(text)))


def _of_pictures(text: str) -> Iterator[tuple[int, int]]:
    """Where lines say which picture a name means, and nothing else."""
    for each in definitions(text):
        if is_media(each.target):
            yield each.start, each.end


@lru_cache(maxsize=1)
def _targets(page: str) -> Mapping[str, str]:
    """What each name of a page means; the first line counts."""
    found: dict[str, str] = {}
    for each in definitions(page):
        found.setdefault(_folded(each.label), each.target)
    return found


def _folded(label: str) -> str:
    """A name as Markdown compares it."""
    return " ".join(label.split()).casefold()

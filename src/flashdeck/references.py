"""References to other cards: `∆slug`, in brackets or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from flashdeck.masks import masked, regions

_REFERENCE = re.compile(r"[∆Δ](?P<slug>[^\W_]+(?:-[^\W_]+)*)")


class Found(NamedTuple):
    """A slug, and the half-open range of the text that holds it with its `∆`."""

    slug: str
    start: int
    end: int


def found(text: str) -> Iterator[Found]:
    """Every reference of a text, in order; none in code, formulas and comments.

    A slug is words of letters and digits with a hyphen between them.
    """
    if "∆" not in text and "Δ" not in text:
        return
    for match in _REFERENCE.finditer(masked(text, regions(text))):
        yield Found(match["slug"], *match.span())


def words(slug: str) -> str:
    """A slug as a person reads it."""
    return slug.removeprefix("bite-").replace("-", " ")

"""The dialect in which a heading that ends in `??` is a card; other headings are sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flashdeck.syntax import headed
from flashdeck.syntax.dialect import Marked, Reading, Sign
from flashdeck.syntax.page import Page

_DOUBLE = re.compile(r"(?=.*[^\s?？])(.*[?？])[?？][ \t]*")


@dataclass(frozen=True, slots=True)
class Double(Marked):
    """Two question marks ask, also within another's answer; one is only a title."""

    name: str = "double"

    def signs(self, page: Page) -> Iterator[Sign]:
        for line, _, title in headed.titles(page):
            if _DOUBLE.fullmatch(title):
                yield Sign("a heading with `??`", line.start, own=True)

    def read(self, page: Page) -> Reading:
        return headed.read(page, headed.Rules(asked=_asked, deeper=True))


DOUBLE = Double()


def _asked(_level: int, title: str) -> tuple[int, int] | None:
    return headed.range_of(_DOUBLE.fullmatch(title))

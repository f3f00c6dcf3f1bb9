"""Marks of cards that nobody knows without a vault's settings, in a file that has its tag."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.syntax.page import Line, Page, inside
from flashdeck.syntax.sr_decks import front_tagged
from flashdeck.syntax.sr_options import PLUGIN, options

_BETWEEN = re.compile(r"\S[ \t]+(?P<mark>[:;>=~&%!@^+/\\|<-]{2,5}|[→⇒➜➡⟶⟹↔⇔»])[ \t]+\S")
_ALONE = re.compile(r"[ \t]*(?P<mark>(?!---|\+\+\+)[:;>=~&%!@^+/\\|<?-]{1,5})[ \t]*")
_TITLE = re.compile(r" {0,3}#")
_FEWEST = 2
_PART = 4
"""One line of so many that are no titles must hold the mark."""


def unknown(page: Page) -> Iterator[Diagnostic]:
    """A warning where many lines of a tagged file hold the same mark, or it parts them."""
    chosen, vault = options(page.settings), page.settings.vault
    if vault is not None and vault.plugin(PLUGIN):
        return
    if not front_tagged(page, chosen) and chosen.tag.search(page.bare) is None:
        return
    covered = inside(page)
    lines = [line for line in page.lines if line.start not in covered]
    told = [line for line in lines if not line.blank and not _TITLE.match(line.bare)]
    found = _most([*_between(told), *_alone(lines)], max(_FEWEST, -(-len(told) // _PART)))
    if found:
        mark = found[0][1]
        yield Diagnostic(
            rule=rules.UNREAD_CARDS,
            message=f"`{mark}` parts question and answer in {len(found):,} places, it seems, "
            "and is no mark that is known",
            span=page.span(found[0][0], found[0][0] + len(mark)),
            help="obsidian-spaced-repetition keeps marks of one's own in its settings: bring the "
            "vault's folder `.obsidian` along, or write `::`, and `?` on a line of its own",
        )


def _between(lines: Iterable[Line]) -> Iterator[tuple[int, str]]:
    """Where marks stand between words, and what they are."""
    for line in lines:
        if match := _BETWEEN.search(line.bare):
            yield line.start + match.start("mark"), match["mark"]


def _alone(lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """Where marks stand on lines of their own, with text above and below."""
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        match = _ALONE.fullmatch(line.bare)
        if match is not None and not above.blank and not below.blank:
            yield line.start + match.start("mark"), match["mark"]


def _most(found: Sequence[tuple[int, str]], fewest: int) -> list[tuple[int, str]]:
    """The places of the commonest mark, if it is common enough."""
    counts = Counter(mark for _, mark in found).most_common(1)
    if not counts or counts[0][1] < fewest:
        return []
    return sorted(each for each in found if each[1] == counts[0][0])

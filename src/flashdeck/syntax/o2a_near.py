"""Lines that are almost what Obsidian_to_Anki reads, and lose a note, its tags or its deck."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.syntax.o2a_blocks import Block
from flashdeck.syntax.o2a_notes import told
from flashdeck.syntax.o2a_options import Options
from flashdeck.syntax.page import Page, Range, inside

_ALONE = "a note begins with `START`, alone and at the beginning of its line"
_UNQUOTED = (
    "Obsidian_to_Anki reads no such note in a quote or callout: take away the `>` from `START` to "
    "`END`, or write `> [!question]` and the question"
)
_LIKE_START = re.compile(
    r"(?m)^(?P<mark>[ \t>*+-]*(?:START|Start|start|STRAT|STAR|BEGIN)[ \t:]*)\n"
    r"[ \t>]*(?:Basic\b.*|Cloze)[ \t]*$"
)
_LIKE_TAGS = re.compile(
    r"(?P<mark>(?:TAGS?|[Tt]ags?)[ \t]?[:：])(?:,?[ \t]*#?[^\W\d][\w/:-]*)+[ \t]*\n?"
)
_LIKE_HEADER = re.compile(
    r"(?mi)^(?P<mark>(?:(?P<deck>(?:target|traget)[-_ ]?decks?)|file[-_ ]?tags?)[ \t]?(?:[:：]|$))"
)
_LIKE_FROZEN = re.compile(r"(?m)^FROZEN[ \t]*[-–—:：][ \t]*\w[^\n]*$")


def typos(page: Page, found: Sequence[Block], chosen: Options) -> Iterator[Diagnostic]:
    """What is almost a mark, in the notes of a page and around them."""
    yield from _starts(page, found)
    for block in found:
        yield from _ends(page, block, chosen)
    if found:
        yield from _headers(page, found, chosen)
        yield from _frozen(page, found, chosen)


def _ends(page: Page, block: Block, chosen: Options) -> Iterator[Diagnostic]:
    """The last line of a note, where it is almost one of tags or deletes nothing."""
    note, text = told(page, block), page.source.text
    start, end = note.body
    at = text.rfind("\n", start, end) + 1
    if block.inline or at <= start or chosen.deleted.search(text, *block.told):
        return
    if text[at:end].strip() == chosen.delete:
        yield _almost(
            page,
            (at, at + len(chosen.delete)),
            f"this `{chosen.delete}` deletes nothing, and is part of the note",
            "it deletes a note by the id that stands below it; to have no card, take the note away",
        )
    match = _LIKE_TAGS.fullmatch(text, at, end)
    names = chosen.fields_of(note.kind)
    if match and names and not any(text.startswith(f"{name}:", at) for name in names):
        yield _almost(
            page,
            match.span("mark"),
            "this is almost `Tags:`, and is part of the note",
            "write `Tags: ` and the tags, parted by spaces, in the last line of the note",
        )


def _headers(page: Page, found: Sequence[Block], chosen: Options) -> Iterator[Diagnostic]:
    """Lines that almost name the deck or the tags of a page, where no line does."""
    text = page.source.text
    right = list(chosen.header.finditer(text, page.header.end))
    named = {bool(match["deck"]) for match in right} | ({True} if page.header.names_deck else set())
    for match in _LIKE_HEADER.finditer(text, page.header.end):
        deck = bool(match["deck"])
        if deck not in named and not _covered(page, match.start(), found):
            named.add(deck)
            lost = "names no deck" if deck else "gives no tags"
            line = chosen.deck_line if deck else chosen.tags_line
            yield _almost(
                page,
                match.span("mark"),
                f"this is almost `{line}:`, and {lost}",
                f"write `{line}: ` at the beginning of the line, in capital letters",
            )


def _frozen(page: Page, found: Sequence[Block], chosen: Options) -> Iterator[Diagnostic]:
    """Lines that almost begin what all notes of a type share."""
    text = page.source.text
    right = {match.start() for match in chosen.freezes.finditer(text, page.header.end)}
    for match in _LIKE_FROZEN.finditer(text, page.header.end) if chosen.frozen == "FROZEN" else ():
        if match.start() not in right and not _covered(page, match.start(), found):
            yield _almost(
                page,
                match.span(),
                "this is almost `FROZEN - `, and adds nothing to the notes",
                "write `FROZEN - Basic:`, and the fields in the lines below it",
            )


def _covered(page: Page, at: int, found: Sequence[Block]) -> bool:
    """Whether a line stands in a note, in code or in a formula."""
    return at in inside(page) or any(block.whole[0] <= at < block.whole[1] for block in found)


def _almost(page: Page, at: Range, message: str, remedy: str) -> Diagnostic:
    span = page.span(*at)
    return Diagnostic(rule=rules.MISSPELT_MARK, message=message, span=span, help=remedy)


def _starts(page: Page, found: Sequence[Block]) -> Iterator[Diagnostic]:
    """Lines that only look like the beginning of a note."""
    wholes: list[Range] = [block.whole for block in found]
    for match in _LIKE_START.finditer(page.source.text, page.header.end):
        if match["mark"].rstrip(" \t") == "START":
            continue
        if any(start <= match.start() < end for start, end in wholes):
            continue
        quoted = match["mark"].lstrip().startswith(">")
        yield Diagnostic(
            rule=rules.LOOKS_LIKE_PROMPT,
            message="this looks like the beginning of a note",
            span=page.span(*match.span("mark")),
            help=_UNQUOTED if quoted else _ALONE,
        )

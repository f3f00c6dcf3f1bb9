"""What of a file is in no card, in no prose and in no front matter of the result.

Each word of the file that is nowhere in the result is looked for: what only says how
cards are written is none, nor what was said to be lost, or is another program's review data.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from flashdeck import rules
from flashdeck.convert.front_matter import DECK_KEYS, TAG_KEYS
from flashdeck.convert.losses import ADOPT, line_at
from flashdeck.convert.pieces import REVIEW_DATA, Heading, Piece, Prose
from flashdeck.diagnostics import Diagnostic
from flashdeck.embeds import captioned
from flashdeck.masks import masked
from flashdeck.model import Cloze, Note, passages
from flashdeck.source import Span
from flashdeck.syntax.definitions import definitions
from flashdeck.syntax.page import Page
from flashdeck.syntax.sr_options import options

_WORD = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")
_MARKUP = re.compile(
    r"</?[A-Za-z][^<>]*>|&#?\w+;|#\+(?:begin|end)_\w+|\\[A-Za-z]+(?:\{\})?|@@\w+:|\{\{c\d+::"
    r"|#(?:flashcard|spaced|card)[-_/](?:reversed?|both|spaced)\b"
    r"|#\+attr_\w+:(?:.*[ \t])?:width\b"
    r"|^#(?:separator|html|tags|columns|notetype|deck|[a-z ]+ column):.*$"
    r"|^[ \t]*(?:---|\.\.\.)[ \t]*$|^dialect[ \t]*[:=].*$",
    re.IGNORECASE | re.MULTILINE,
)
_KEY = re.compile(
    r"[ \t]*(?:[-*+][ \t]+)?(?:(?P<keyword>#\+[\w-]+):|:(?P<property>[\w+-]+):"
    r"|(?P<dated>[A-Z]{4,}):[ \t]*[<\[]|(?P<field>[\w.-]+)::[ \t])"
)
_GRAMMAR = frozenset(
    """
    start end starti endi anki basic cloze back front extra text tags tag target deck file id and
    reversed card properties drill fc drill_card_type anki_note_type fc_type hide1cloze hide2cloze
    hidefirst hidelast twosided simple anki_deck anki_tags anki_note_id custom_id source
    flashdeck_demo filetags property model nid cid note answer prompt kind section context
    card-reverse card-spaced
    both_ways demo flashcards flashcard dialect name question noteid uid type reverse spaced subdeck
    file markdown md html example src quote export verse center yes statement optional guid pos
    """.split()
)
"""Words that say how cards are written; they mean the same wherever they are."""

_REVIEWS = re.compile(r"SCHEDULED|DRILL_|LEARN_DATA|FC_|REVIEW_DATA|card-(?!rev)")
"""Names of what other programs note about when a card is due."""
_NAMED = 6
_BEGUN = re.compile(r"(?:^|\n)[ \t]*(?:START|(?:%%|<!--)[ \t]?(?:ANKI|START))[ \t]*\n\Z")
_INLINE = re.compile(r"\bSTARTI[ \t]*\[(?P<type>[^\[\]\n]+)\]")


class Carried(NamedTuple):
    """What of a file is in its cards and its prose, which come along whatever their words are.

    `lines` are where such lines begin, `words` how often they hold each word. `said` is what
    notes say beside their texts; `elsewhere` are where lines begin whose content is in notes.
    """

    lines: frozenset[int]
    words: Counter[str]
    said: frozenset[str]
    elsewhere: frozenset[int]


def carried(
    page: Page, notes: Sequence[Note], taken: Iterable[Piece], asides: Iterable[int] = ()
) -> Carried:
    """What the notes and the other pieces of a file hold; of `asides` it is told elsewhere."""
    lines, words = set[int](), Counter[str]()
    for whole in (each for note in notes for each in passages(note)):
        words.update(_words(whole.text.casefold()))
        for match in re.finditer("(?m)^.", whole.text):
            lines.add(page.source.text.rfind("\n", 0, whole.offset(match.start()) + 1) + 1)
    prose = [_line_words(line) for piece in taken for line in _text(piece).split("\n")]
    words.update(word for line in prose for word in line)
    known, tags = frozenset(prose), options(page.settings).tag_line
    for at, line in _lines(page.source.text, 0, len(page.source.text)):
        if _line_words(line) in known or tags.fullmatch(line) is not None:
            lines.add(at)
    return Carried(
        lines=frozenset(lines),
        words=words,
        said=frozenset(_words("\n".join(_said(notes)).casefold())),
        elsewhere=frozenset((*_pictures(page.source.text, notes), *asides)),
    )


def _pictures(text: str, notes: Iterable[Note]) -> Iterator[int]:
    """Where lines begin whose pictures are written out in cards."""
    if said := list(definitions(text)):
        shown = {
            each.target for note in notes for p in passages(note) for each, _ in captioned(p.text)
        }
        yield from (each.start for each in said if each.target in shown)


def _text(piece: Piece) -> str:
    match piece:
        case Prose():
            return piece.text
        case Heading():
            return piece.name
    return ""


def _line_words(line: str) -> tuple[str, ...]:
    return tuple(_words(line.casefold()))


def left_out(
    page: Page, text: str, target: str, taken: Carried, ranges: Iterable[tuple[int, int]]
) -> Iterator[Diagnostic]:
    """A warning for lines in some ranges of a file of which words are nowhere in the new text.

    A line that is in no card and in no prose must be there beside those: a word that a card
    holds as well does not stand for it. Of Org, which writes all words another way, that is
    not known.
    """
    text = text.casefold()
    counted = Counter(_words(text))
    known = taken.said | counted.keys()
    beside = taken.said | {word for word in counted if counted[word] > taken.words[word]}
    found: dict[str, list[int]] = {}
    types: dict[str, list[int]] = {}
    before = masked(page.source.text, page.comments)
    for key in page.header.values:
        named = key in (*DECK_KEYS, *TAG_KEYS)
        if not named and not all(_there(each, known, text) for each in _words(key)):
            found[key] = [max(0, page.source.text.lower().find(key))]
    for start, end in ranges:
        for at, line in _lines(before, max(start, page.header.end), end):
            if at in taken.elsewhere:
                continue
            alone = at not in taken.lines and not page.source.name.endswith(".org")
            there = beside if alone else known
            searched = "" if alone else text
            missing = [
                each for each in _words(line) if not _there(each.casefold(), there, searched)
            ]
            kind = _type(before, at, line, missing) if missing else None
            if kind is not None:
                types.setdefault(kind, []).append(at)
            elif missing:
                for name in _names(line, missing):
                    found.setdefault(name, []).append(at)
    reviews = {name: found.pop(name) for name in list(found) if _REVIEWS.match(name)}
    if types:
        yield _of_types(page, types)
    if found:
        yield _diagnostic(page, target, found)
    if reviews:
        yield _of_reviews(page, reviews)


def _type(text: str, at: int, line: str, missing: Sequence[str]) -> str | None:
    """The type of note that a line names, if that is all that is missing of it."""
    if _BEGUN.search(text, max(0, at - 80), at):
        return line.strip()
    names = [match["type"].strip() for match in _INLINE.finditer(line)]
    return next((name for name in names if set(missing) <= set(_words(name))), None)


def _there(word: str, known: Collection[str], text: str) -> bool:
    return word in known or word in _GRAMMAR or word in text


def _words(text: str) -> Iterator[str]:
    """Words and long numbers; a single letter or digit may be a mark of anything."""
    for match in _WORD.finditer(_MARKUP.sub(" ", text)):
        if len(match[0]) > (2 if match[0].isascii() and match[0].isdigit() else 1) or (
            not match[0].isascii()
        ):
            yield match[0]


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        yield at, REVIEW_DATA.sub("", text[at:stop])
        at = stop + 1


def _names(line: str, missing: list[str]) -> list[str]:
    """What a line with missing words is called: its key, or those words."""
    key = _KEY.match(line)
    return missing[:3] if key is None else [next(filter(None, key.groups()))]


def _diagnostic(page: Page, target: str, found: dict[str, list[int]]) -> Diagnostic:
    told = [
        f"`{name}`" + (f" ({len(places)} times)" if len(places) > 1 else "")
        for name, places in islice(found.items(), _NAMED)
    ]
    more = [f"{len(found) - _NAMED} more"] if len(found) > _NAMED else []
    listed = [*told, *more]
    shown = " and ".join(filter(None, [", ".join(listed[:-1]), listed[-1]]))
    several = len(found) > 1 or any(len(places) > 1 for places in found.values())
    return Diagnostic(
        rule=rules.LOST_IN_CONVERSION,
        message=f"{shown} {'are' if several else 'is'} left out: "
        f"{'they have' if several else 'it has'} no place in `{target}`",
        span=_first_line(page, found),
    )


def _of_types(page: Page, found: dict[str, list[int]]) -> Diagnostic:
    names = [f"`{name}`" for name in found]
    listed = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    kinds = f"the types of note {listed} are" if len(names) > 1 else f"the type of note {listed} is"
    return Diagnostic(
        rule=rules.LOST_IN_CONVERSION,
        message=f"the cards stay, but {kinds} not written with them",
        span=_first_line(page, found),
    )


def _of_reviews(page: Page, found: dict[str, list[int]]) -> Diagnostic:
    count = sum(map(len, found.values()))
    return Diagnostic(
        rule=rules.LOST_IN_CONVERSION,
        message=f"{f'{count} lines' if count > 1 else 'a line'} with review data of another "
        f"program left out, such as `{next(iter(found))}`",
        span=_first_line(page, found),
        help=ADOPT,
    )


def _first_line(page: Page, found: dict[str, list[int]]) -> Span:
    return line_at(page, min(places[0] for places in found.values()))


def _said(notes: Iterable[Note]) -> Iterator[str]:
    """What notes say beside their texts, as words."""
    for note in notes:
        yield from (*note.deck, *note.tags, *note.section, note.given_id or "")
        yield from (note.source_note or "", note.demo or "")
        if isinstance(note, Cloze):
            yield from (gap.hint or "" for gap in note.deletions)

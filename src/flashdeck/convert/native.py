"""The native syntax: each card in the form that a person would have chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from flashdeck.convert import marking
from flashdeck.convert.adapting import numbered
from flashdeck.convert.escaping import HEADING, HIGHLIGHT, LABEL, RULE, SAID
from flashdeck.convert.runs import in_line, short
from flashdeck.convert.target import EVERYTHING, MARKDOWN, Entry, Form, Part, Target
from flashdeck.model import Basic, Cloze, DeckName, Statement
from flashdeck.settings import Settings
from flashdeck.syntax import marks
from flashdeck.syntax.elements import PAIR

FOREIGN = re.compile(
    r"(?m)^[ \t]*(?:START[ \t]*$|%%[ \t]*ANKI)|\bSTARTI\b|#flashcard\b"
    r"|^ {0,3}#{1,6}[ \t].*\?\?[ \t]*$"
)
_BLOCK = re.compile(r"[ \t]*(?:```|~~~|\$\$|\|)")
_SIMPLE_PATH = re.compile(r"[\w-]+")


def native_forms(entry: Entry, _: Settings) -> Iterator[Form]:
    """As it stood, if that is native; else by what it holds."""
    if entry.original and FOREIGN.search(entry.original) is None:
        yield _as_it_stood(entry)
    yield from _made(entry)


def callout_forms(entry: Entry, settings: Settings) -> Iterator[Form]:
    """A callout where one can hold the card; other native forms for gaps, facts and context."""
    note = entry.note
    if isinstance(note, Basic) and note.context is None and not note.both_ways:
        yield _callout(entry, note)
    else:
        yield from native_forms(entry, settings)
    yield from _made(entry)


def _as_it_stood(entry: Entry) -> Form:
    """Whatever form it has: it may go on, and its front may stand below other text."""
    text, last = entry.original, entry.original.rsplit("\n", 1)[-1]
    level = re.match(r" {0,3}(#{1,6})[ \t]", text)
    marked = re.match(r" {0,3}(?:[QC]:|#|>)", text) is not None
    whole = text[:1] == ">" or PAIR.search(text.split("\n", 1)[0]) is not None
    return Form(
        text,
        open=not whole and marks.TAG_LINE.match(last) is None,
        ends=marked or text.startswith("@"),
        takes=not marked and not whole,
        level=len(level[1]) if level else None,
    )


def _made(entry: Entry) -> Iterator[Form]:
    match entry.note:
        case Basic() as note:
            yield from _basic(entry, note)
        case Cloze() as note:
            yield from _cloze(entry, note)
        case Statement() as note:
            yield _fact(entry, note.text.text)


def _basic(entry: Entry, note: Basic) -> Iterator[Form]:
    context = "" if note.context is None else f"{note.context.text.rstrip()}\n\n"
    front = _named(entry, marking.asked(note, note.front.text))
    back = note.back.text
    if note.verbs and not note.both_ways:
        yield _closed(entry, f"{context}{front}\n\n{back}", ends=not context, takes=True)
        yield _closed(entry, f"{context}{front}\n?\n{back}", ends=not context, takes=True)
    sign = "??" if note.both_ways else "?"
    split = _closed(entry, f"{context}{front}\n{sign}\n{back}", ends=False, takes=True)
    if context:
        yield split
        return
    one_line = entry.line or (short(note) and not marks.asks(note.front.text))
    if one_line or (note.both_ways and in_line(note)):
        yield _pair(entry, note)
    if note.both_ways:
        yield split
        return
    asked, told = marking.labelled("Q:", front), marking.labelled("A:", back)
    yield _closed(entry, f"{asked}\n{told}", ends=True)
    if "\n" not in front:
        yield _callout(entry, note)
    yield split


def _pair(entry: Entry, note: Basic) -> Form:
    sign = ":::" if note.both_ways else "::"
    line = f"{marking.asked(note, note.front.text)} {sign} {note.back.text}"
    below = _said(entry)
    tags = "" if below else "".join(f" @{tag}~" for tag in entry.tags)
    return _finished(
        entry, f"{line}{_id(entry)}{tags}", [*below, *(_tag_line(entry) if below else [])]
    )


def _callout(entry: Entry, note: Basic) -> Form:
    front = _named(entry, marking.asked(note, note.front.text))
    told = [note.back.text, *_said(entry), *_tag_line(entry)]
    top = marking.with_comments(f"> [!question]- {front}", entry.comments)
    return Form("\n".join([top, *map(marking.quoted, told)]), ends=True)


def _cloze(entry: Entry, note: Cloze) -> Iterator[Form]:
    text, ordered = note.text.text, numbered(note.deletions) == note.deletions
    plain = ordered and not any(gap.hint for gap in note.deletions)
    ways = [marking.highlighted, marking.numbered] if plain else [marking.numbered]
    for marks_of in ways:
        told = marking.gapped(text, note.deletions, marks_of)
        if note.context is not None:
            told = f"{note.context.text.rstrip()}\n\n{told}"
        extra = "" if note.extra is None else f"\nA: {note.extra.text}"
        if entry.tags and not extra:
            yield _fact(entry, told)
        yield _closed(entry, f"C: {_named(entry, told)}{extra}", ends=True)
        if note.tags and not extra:
            yield _fact(entry, told)


def _fact(entry: Entry, text: str) -> Form:
    tags = entry.tags or tuple(sorted(entry.note.tags))[:1]
    return _closed(entry._replace(tags=tags), _named(entry, text), ends=False, takes=True)


def _closed(entry: Entry, text: str, *, ends: bool, takes: bool = False) -> Form:
    """A card whose text goes on to the end that its tags are, if it has any."""
    form = _finished(entry, text, [*_said(entry), *_tag_line(entry)])
    return form._replace(open=not entry.tags, ends=ends, takes=takes)


def _finished(entry: Entry, text: str, below: list[str]) -> Form:
    return Form("\n".join([marking.with_comments(text, entry.comments), *below]))


def _said(entry: Entry) -> list[str]:
    note = entry.note
    source = [] if note.source_note is None else [f"Source: {note.source_note}"]
    return source + ([] if note.demo is None else [f"demo: {note.demo}"])


def _tag_line(entry: Entry) -> list[str]:
    return [" ".join(f"@{tag}~" for tag in entry.tags)] if entry.tags else []


def _named(entry: Entry, text: str) -> str:
    """A text with its id at the end of the first line; the last one may end code or a table.

    If it begins with such, the id stands at its end.
    """
    first, line, rest = text.partition("\n")
    if entry.note.given_id is not None and _BLOCK.match(text):
        last = text.rsplit("\n", 1)[-1]
        return f"{text}\n{_id(entry).lstrip()}" if _BLOCK.match(last) else f"{text}{_id(entry)}"
    return f"{first}{_id(entry)}{line}{rest}"


def _id(entry: Entry) -> str:
    return "" if entry.note.given_id is None else f" {{#{entry.note.given_id}}}"


def deck_line(deck: DeckName | None, _: Settings) -> str | None:
    """`#flashcards/a/b`, or with spaces in a name `#flashcards: a::b`."""
    if deck is None:
        return "#flashcards"
    if all(_SIMPLE_PATH.fullmatch(part) for part in deck):
        return f"#flashcards/{'/'.join(deck)}"
    return f"#flashcards: {'::'.join(deck)}"


_TO_THE_END = r"""[\s)\]}\"'”’»*_~`]*"""
"""What may stand behind the mark of a question."""

ESCAPES = (
    (re.compile(r"(?<=\S)[ \t]+():::?(?=[ \t]+\S)"), ("\\",)),
    LABEL,
    *SAID,
    (re.compile(r"(?m)^[ \t>]*()\[!"), ("\\",)),
    (re.compile(r"(?m)^ {0,3}()#flashcards"), ("\\",)),
    (re.compile(r"(?m)^ {0,3}(?:Source|demo)():"), ("\\",)),
    (re.compile(r"(?m)^[ \t]*(\?)(\?)[ \t]*$"), ("&#63;", "&#63;")),
    *((re.compile(rf"(?m)([{mark}]){_TO_THE_END}$"), (f"&#{ord(mark)};",)) for mark in "?？؟"),
    HEADING,
    HIGHLIGHT,
    RULE,
    (re.compile(r"(?<![!\\\]\[])(?<![-*+] )()\[(?!\^)[^\[\]\n]+\](?![(\[:])"), ("\\",)),
)

NATIVE = Target(
    name="native",
    dialect="native",
    suffixes=MARKDOWN,
    says=EVERYTHING - {Part.UNTAGGED},
    forms=native_forms,
    deck_line=deck_line,
    escapes=ESCAPES,
    foreign=FOREIGN,
)
CALLOUT = replace(NATIVE, name="callout", forms=callout_forms)

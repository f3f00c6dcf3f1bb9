"""The syntax of obsidian-spaced-repetition, with the separators that the vault has set."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashdeck.convert import marking
from flashdeck.convert.adapting import numbered
from flashdeck.convert.escaping import HEADING, HIGHLIGHT, SAID
from flashdeck.convert.target import MARKDOWN, Entry, Form, Part, Target
from flashdeck.model import Basic, Cloze, DeckName, Deletion, Statement
from flashdeck.settings import Settings
from flashdeck.syntax.sr_options import BOLD, CURLY, HIGHLIGHTS, Options, options

LONGEST_LINE = 120
_PATH = re.compile(r"[\w-]+")


def _forms(entry: Entry, settings: Settings) -> Iterator[Form]:
    chosen = options(settings)
    match entry.note:
        case Basic() as note:
            yield from _basic(entry, note, chosen)
        case Cloze() | Statement() as note:
            for marks in _gap_marks(note.deletions, chosen):
                yield _ended(entry, marking.gapped(note.text.text, note.deletions, marks), chosen)


def _basic(entry: Entry, note: Basic, chosen: Options) -> Iterator[Form]:
    front, back, both = note.front.text, note.back.text, note.both_ways
    short = "\n" not in front + back and len(front + back) <= LONGEST_LINE
    pair = chosen.reversed_mark if both else chosen.pair_mark
    if short:
        line = marking.with_comments(f"{front} {pair} {_named(entry, back)}", entry.comments)
        yield Form(line, takes=False)
    sign = chosen.reversed_split if both else chosen.split_mark
    yield _ended(entry, f"{front}\n{sign}\n{_named(entry, back)}", chosen, named=False)


def _ended(entry: Entry, text: str, chosen: Options, *, named: bool = True) -> Form:
    """A card up to a blank line, or to the vault's own end mark."""
    whole = _named(entry, text) if named else text
    end = "" if chosen.end_mark is None else f"\n{chosen.end_mark}"
    return Form(f"{marking.with_comments(whole, entry.comments)}{end}", ends=True)


def _named(entry: Entry, text: str) -> str:
    given, last = entry.note.given_id, text.rsplit("\n", 1)[-1].lstrip(" >")
    block = last.startswith(("```", "~~~", "$$", "|"))
    return text if given is None else f"{text}{chr(10) if block else ' '}^{given}"


def _gap_marks(gaps: tuple[Deletion, ...], chosen: Options) -> Iterator[marking.Marks]:
    """Ways to mark gaps: those that are turned on, and `{{c1::x}}`, which we read as well."""
    plain = numbered(gaps) == gaps
    for around, known in ((("==", "=="), HIGHLIGHTS), (("**", "**"), BOLD), (("{{", "}}"), CURLY)):
        if known in chosen.patterns:
            yield lambda gap, around=around: _marks(gap, around, plain=plain)  # type: ignore[misc]  # a default binds the loop's value
    yield marking.numbered


def _marks(gap: Deletion, around: tuple[str, str], *, plain: bool) -> tuple[str, str]:
    number = "" if plain else f"{gap.group};;"
    return f"{around[0]}{number}", f"{f';;{gap.hint}' if gap.hint else ''}{around[1]}"


def _deck_line(deck: DeckName | None, settings: Settings) -> str | None:
    """A tag; none can name a deck that has a space in it."""
    if not all(_PATH.fullmatch(part) for part in deck or ()):
        return None
    return "/".join([f"#{options(settings).tags[0]}", *(deck or ())])


SR = Target(
    name="sr",
    dialect="sr",
    suffixes=MARKDOWN,
    says=frozenset(
        {
            Part.BOTH_WAYS,
            Part.COMMENTS,
            Part.DECK,
            Part.HINTS,
            Part.ID,
            Part.NUMBERS,
            Part.PROSE,
            Part.SECTION,
        }
    ),
    forms=_forms,
    deck_line=_deck_line,
    escapes=(
        *SAID,
        (re.compile(r"(?m)^[ \t]*()#[^\s#]"), ("\\",)),
        (re.compile(r":()(?=:)"), ("\\",)),
        (
            re.compile(r"(?m)^ {0,3}()(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$"),
            ("\\",),
        ),
        (re.compile(r"(?m)^[ \t]*()\?\??[ \t]*$"), ("\\",)),
        HEADING,
        HIGHLIGHT,
    ),
    ids=re.compile(r"[A-Za-z][\w-]*|\d[\w-]{7,}"),
    leads=True,
)

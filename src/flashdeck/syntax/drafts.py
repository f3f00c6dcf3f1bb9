"""Cards while they are being read, and the notes they become."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import NamedTuple, TypedDict

from flashdeck import references, rules
from flashdeck.diagnostics import Diagnostic, Rule
from flashdeck.masks import Kind, masked, regions
from flashdeck.model import (
    Basic,
    Cloze,
    DeckName,
    Note,
    Passage,
    Reference,
    Statement,
    trimmed,
    without,
)
from flashdeck.source import Span
from flashdeck.syntax import marks
from flashdeck.syntax.candidates import chosen
from flashdeck.syntax.definitions import defined
from flashdeck.syntax.dialect import Reading
from flashdeck.syntax.gaps import GapReader, bracketed, gapped, highlighted
from flashdeck.syntax.page import Page, Range


class Form(Enum):
    """How a card is written."""

    HEADING = auto()
    CALLOUT = auto()
    QA = auto()
    PAIR = auto()
    SPLIT = auto()
    VERB = auto()
    QUESTION = auto()
    C = auto()
    """A cloze in which brackets are gaps too."""
    FACT = auto()
    """A statement, or a cloze without `C:`."""


@dataclass(slots=True, kw_only=True)
class Draft:
    """A card being read: ranges of the file for each part, and what was said about it.

    A fact, like a cloze, stands in `prompt`; what is told beside a cloze is its answer.
    `first` and `last` are the offsets between which the card stands. `deck` stands
    in for the file's. `gaps` says what marks a gap in a C or FACT, where that is not
    our own marks. `rewrite` makes Markdown of a passage that is written otherwise;
    `restore` puts back, once gaps are found, what it had to hide from their reader.
    """

    form: Form
    first: int
    last: int
    section: tuple[str, ...] = ()
    prompt: list[Range] = field(default_factory=list)
    context: list[Range] = field(default_factory=list)
    answer: list[Range] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    source_note: str | None = None
    demo: str | None = None
    given_id: str | None = None
    both_ways: bool = False
    flat: bool = False
    deck: DeckName | None = None
    gaps: GapReader | None = None
    rewrite: Callable[[Passage], Passage] | None = None
    restore: Callable[[str], str] | None = None
    """It keeps a text's length."""

    def passage(self, page: Page, ranges: Iterable[Range]) -> Passage | None:
        """The Markdown of some ranges."""
        found = page.passage(ranges, flat=self.flat)
        if found is not None and self.rewrite is not None:
            found = self.rewrite(found)
        if found is None or "[" not in found.text:
            return found
        shown = "![" in found.text or "]:" in found.text
        return defined(found, page.source.text) if shown else found


class Made(NamedTuple):
    """What became of a draft; no note when something it cannot do without is missing."""

    note: Note | None
    diagnostics: tuple[Diagnostic, ...]


class _Parts(TypedDict):
    deck: DeckName
    section: tuple[str, ...]
    tags: frozenset[str]
    verbs: tuple[str, ...]
    source_note: str | None
    demo: str | None
    refs: tuple[Reference, ...]
    given_id: str | None
    span: Span


def made(page: Page, draft: Draft) -> Made:
    """The note a draft stands for, or why there is none."""
    head = _head(page, draft)
    found = _made(page, draft, head)
    wrong = tuple(map(_bad_id, head.wrong))
    return Made(found.note, (*found.diagnostics, *wrong)) if wrong else found


def reading(page: Page, drafts: Iterable[Draft]) -> Reading:
    """The notes that some drafts stand for, and what is wrong with them."""
    results = [made(page, draft) for draft in drafts]
    notes = tuple(result.note for result in results if result.note is not None)
    return Reading(notes, tuple(each for result in results for each in result.diagnostics))


def _bad_id(span: Span) -> Diagnostic:
    return Diagnostic(
        rule=rules.BAD_ID,
        message=f"`{span.text}` is no id, or one too many",
        span=span,
        help="one id of letters, digits, `-`, `_`, `.` and `:`, such as `{#my-card}`",
    )


def _made(page: Page, draft: Draft, head: _Head) -> Made:
    told = draft.passage(page, draft.answer)
    told, tail = _tail(draft, told)
    if hollow(head.prompt) and hollow(told) and not _only_gaps(draft, head.prompt):
        return _missing(_place(page, draft), rules.EMPTY_CARD, "this card is empty", _FILL)
    if head.prompt is None:
        return _missing(
            _place(page, draft), rules.MISSING_PROMPT, "this answer has no prompt", _ASK
        )
    context = draft.passage(page, draft.context) if draft.context else None
    parts = _parts(page, draft, head, tail, (context, head.prompt, told))
    if draft.form in (Form.C, Form.FACT):
        return _cloze(draft, head.prompt, told, parts)
    if told is None:
        place = _first_line(head.prompt.span)
        word = head.prompt.text if len(head.prompt.text.split()) == 1 and head.verbs else None
        remedy = f"if it is a tag, write `@{word.lower()}~`" if word else _TELL
        return _missing(place, rules.MISSING_ANSWER, "this prompt has no answer", remedy)
    front, both = head.prompt, draft.both_ways
    return Made(Basic(front=front, back=told, both_ways=both, context=context, **parts), ())


_PLACEHOLDERS = re.compile(
    r"(?:\s|[-*+](?=\s|\Z)|<%(?:(?!%>).)*%>|\{\{(?!c\d+::|cloze\b)[^{}\n]*\}\})*", re.DOTALL
)


def hollow(found: Passage | None) -> bool:
    """Whether nothing was written: no text but bullets and what a template would fill in."""
    return found is None or _PLACEHOLDERS.fullmatch(found.text) is not None


def _only_gaps(draft: Draft, found: Passage | None) -> bool:
    """Whether what a template would fill in is a gap, as the author has chosen to mark them."""
    if found is None or draft.form is not Form.FACT or draft.gaps is None:
        return False
    return any(draft.gaps(masked(found.text, regions(found.text))))


_ASK = "write the question above it; until then the card is left out"
_FILL = "write what it asks and its answer"
_TELL = "write the answer below it; until then the card is left out"
_OUTSIDE = "no gap is read in code: mark one outside of it, such as ==`so`=="
_GAP = "mark what is asked for: `==so==`, `[so]` or `{{c1::so}}`"


def _gaps(draft: Draft) -> GapReader:
    return draft.gaps or (bracketed if draft.form is Form.C else highlighted)


def _cloze(draft: Draft, raw: Passage, extra: Passage | None, parts: _Parts) -> Made:
    text, deletions, found = gapped(raw, _gaps(draft))
    if draft.restore is not None:
        text = replace(text, text=draft.restore(text.text))
    if deletions:
        return Made(Cloze(text=text, deletions=deletions, extra=extra, **parts), found)
    if draft.form is Form.C:
        remedy = _OUTSIDE if _marked_in_code(raw) else _GAP
        gapless = _missing(_first_line(raw.span), rules.NO_GAP, "this cloze has no gap", remedy)
        return Made(None, found or gapless.diagnostics)
    choice = chosen(text, parts["section"])
    note = Statement(text=text, deletions=choice.deletions, cue_end=choice.cue_end, **parts)
    return Made(note, (*found, choice.diagnostic))


def _marked_in_code(raw: Passage) -> bool:
    """Whether code holds what would be a gap elsewhere."""
    code = [each for each in regions(raw.text) if each.kind in (Kind.CODE, Kind.FENCE)]
    return any(mark in region.inner(raw.text) for region in code for mark in ("{{", "=="))


def _missing(span: Span, rule: Rule, message: str, remedy: str) -> Made:
    return Made(None, (Diagnostic(rule=rule, message=message, span=span, help=remedy),))


def _place(page: Page, draft: Draft) -> Span:
    text = page.source.text[draft.first : draft.last]
    return _first_line(page.span(draft.last - len(text.lstrip()), draft.last))


def _first_line(span: Span) -> Span:
    return replace(span, end=span.start + len(span.text.split("\n", 1)[0].rstrip()))


def _parts(
    page: Page,
    draft: Draft,
    head: _Head,
    tail: _Tail,
    told: Iterable[Passage | None],
) -> _Parts:
    return _Parts(
        deck=page.deck if draft.deck is None else draft.deck,
        section=draft.section,
        tags=page.tags.union(draft.tags, head.tags, tail.tags),
        verbs=head.verbs,
        source_note=draft.source_note,
        demo=draft.demo,
        refs=tuple(_references(told)),
        given_id=head.given_id or draft.given_id or tail.given_id,
        span=page.span(draft.first, draft.last),
    )


def _references(told: Iterable[Passage | None]) -> Iterator[Reference]:
    for passage in told:
        if passage is not None:
            for slug, start, end in references.found(passage.text):
                yield Reference(slug, passage.place(start, end))


class _Head(NamedTuple):
    """A prompt without its marks, and what the marks said."""

    prompt: Passage | None
    verbs: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()
    given_id: str | None = None
    wrong: tuple[Span, ...] = ()
    """Ids that cannot be ids."""


def _head(page: Page, draft: Draft) -> _Head:
    raw = draft.passage(page, draft.prompt)
    if raw is None:
        return _Head(None)
    bare, given = raw.text, None
    removed: list[tuple[int, int]] = []
    if not ("{#" in bare or "@" in bare or "^" in bare or "#card" in bare):
        return _Head(raw)  # nothing below finds anything without one of these
    bare = masked(bare, regions(bare))
    tags = list(marks.TAG.finditer(bare)) if draft.form is not Form.FACT else []
    removed += [match.span() for match in tags]
    removed += [match.span() for match in marks.CARD_TAG.finditer(bare)]
    blanked = _blanked(bare, removed)
    named = marks.ID.search(blanked) or marks.ANCHOR.search(blanked.rstrip())
    if named is not None:
        given = named[1]
        removed.append(named.span())
        blanked = _blanked(blanked, [named.span()])
    wrong = [found.span("id") for found in marks.NO_ID.finditer(blanked)]
    removed += wrong
    verbs = list(marks.VERB.finditer(bare)) if marks.VERB_LINE.match(bare) else []
    removed += [(match.start(), match.start() + 1) for match in verbs]
    return _Head(
        prompt=trimmed(without(raw, sorted(removed))),
        verbs=tuple(dict.fromkeys(match[1].lower() for match in verbs)),
        tags=frozenset(match[1] for match in tags),
        given_id=given,
        wrong=tuple(raw.place(*span) for span in wrong),
    )


def _blanked(text: str, removed: Iterable[Range]) -> str:
    for start, end in removed:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _tail(draft: Draft, told: Passage | None) -> tuple[Passage | None, _Tail]:
    """An answer without the id at its end and, on one line, the tags there."""
    if told is None or (not told.text.endswith(("}", "~")) and "^" not in told.text):
        return told, _Tail()
    *_, last = ("", *told.text.rsplit(maxsplit=1))
    if "{#" not in last and "^" not in last and "~" not in last:
        return trimmed(told), _Tail()
    tags = marks.LAST_TAGS.search(told.text) if draft.form is Form.PAIR else None
    named = marks.LAST_ID.search(told.text, 0, tags.start() if tags else len(told.text))
    if tags is None and named is not None and draft.form is Form.PAIR:
        tags = marks.LAST_TAGS.search(told.text, 0, named.start())
    removed = sorted(match.span() for match in (tags, named) if match is not None)
    return trimmed(without(told, removed)), _Tail(
        frozenset(marks.TAG.findall(tags[0])) if tags else frozenset(),
        (named[1] or named[2]) if named else None,
    )


class _Tail(NamedTuple):
    tags: frozenset[str] = frozenset()
    given_id: str | None = None

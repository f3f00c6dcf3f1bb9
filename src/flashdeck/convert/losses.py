"""What is said of a conversion: what was lost, and what could not be written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from flashdeck import rules
from flashdeck.convert.adapting import TAG_OF_FACTS
from flashdeck.convert.choosing import Card
from flashdeck.convert.differing import difference
from flashdeck.convert.escaping import escaped
from flashdeck.convert.pieces import REVIEW_DATA, Heading, Prose
from flashdeck.convert.target import Part, Target
from flashdeck.diagnostics import Diagnostic, Label
from flashdeck.model import Note
from flashdeck.source import Span
from flashdeck.syntax.o2a_asides import Deletion
from flashdeck.syntax.page import Page

_UNFINISHED = (rules.UNCLOSED_NOTE, rules.EMPTY_ENTRY)
_WORDS = re.compile(r"\w+")
_INSTEAD = {
    Part.BLANK_LINES: "the paragraphs were joined line by line",
    Part.BOTH_WAYS: "each way was written as a card of its own; the second one is new, "
    "so its reviews stay behind",
    Part.CONTEXT: "it was joined to the prompt",
    Part.EXTRA: "it was joined to the text",
    Part.GAPS: "each is asked for by a question that shows `[…]` in its place; those are "
    "new cards, so the reviews of the gaps stay behind",
    Part.MARKS: "a backslash was written before it",
    Part.NUMBERS: "each gap is a card of its own, in order",
    Part.SPELLING: "what is shown stays the same",
    Part.SOURCE: "it was joined to the answer, in brackets",
    Part.STATEMENT: "its gaps were written out; without any, a cue asks for it, as a new card "
    "whose reviews stay behind",
    Part.TAGS: "tags that all cards of the file share stand in its front matter",
}


def _what(part: Part, target: str, ending: str) -> str:
    """What happens to a part; the verb has an ending for a single card."""
    match part:
        case Part.MARKS:
            return f"hold{ending} {part.value} of `{target}`"
        case Part.BLANK_LINES:
            return f"lose{ending} {part.value}, which end a card in `{target}`"
        case Part.BELOW:
            return f"come{ending} to stand below a heading above, which nothing ends in `{target}`"
        case Part.UNTAGGED:
            return f"get{ending} the tag `{TAG_OF_FACTS}`, as a tag ends a fact in `{target}`"
    return f"lose{ending} {part.value}, for which `{target}` has no mark"


def losses(target: str, lost: Mapping[Part, Sequence[Note]]) -> Iterator[Diagnostic]:
    """One warning for each thing that a target cannot say, at the first card that had it."""
    for part in Part:
        if notes := lost.get(part):
            first, *others = notes
            who = f"{len(notes)} cards" if others else "a card"
            yield Diagnostic(
                rule=rules.LOST_IN_CONVERSION,
                message=f"{who} {_what(part, target, 's' * (not others))}",
                span=_first_line(first.span),
                labels=tuple(Label(_first_line(note.span), "here too") for note in others[:2]),
                help=_INSTEAD.get(part),
            )


def unfinished(
    before: Iterable[Diagnostic], after: Iterable[Diagnostic], target: Target
) -> Iterator[Diagnostic]:
    """A warning for cards that lacked something, where the new file does not say so any more.

    What is found `after` is asked for only where a card lacked something.
    """
    lacking = [each for each in before if each.rule.breaking or each.rule in _UNFINISHED]
    left = Counter(_lacks(each) for each in after) if lacking else Counter()
    open_ones = []
    for each in lacking:
        if left[_lacks(each)] <= 0:
            open_ones.append(each)
        left[_lacks(each)] -= 1
    if open_ones:
        first, *others = open_ones
        who = f"{len(open_ones)} unfinished cards" if others else "an unfinished card"
        become = "are left out" if target.table is not None else "become prose"
        if not others:
            become = "is left out" if target.table is not None else "becomes prose"
        yield Diagnostic(
            rule=rules.LOST_IN_CONVERSION,
            message=f"{who} {become}, and nothing will say any more that {first.message}",
            span=_first_line(first.span),
            labels=tuple(Label(_first_line(each.span), "here too") for each in others[:2]),
            help="finish what is meant to be a card, and convert again",
        )


def _lacks(found: Diagnostic) -> tuple[str, str]:
    """What is wrong, and in what line, however that is written."""
    return found.rule.name, " ".join(_WORDS.findall(_first_line(found.span).text.casefold()))


def lost_prose(page: Page, target: Target, prose: Sequence[Prose]) -> Iterator[Diagnostic]:
    """A warning for text between cards, where only cards have a place."""
    if prose:
        text = f"{len(prose)} blocks of prose are" if len(prose) > 1 else "a block of prose is"
        yield Diagnostic(
            rule=rules.LOST_IN_CONVERSION,
            message=f"{text} left out: `{target.name}` holds nothing but cards",
            span=line_at(page, prose[0].at),
        )


def once(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What is lost in several files as it is told of the first, which says in how many more."""
    grouped: dict[object, list[Diagnostic]] = {}
    for number, each in enumerate(diagnostics):
        alike = _kind(each.message) if each.rule is rules.LOST_IN_CONVERSION else number
        grouped.setdefault(alike, []).append(each)
    return [_told_once(each) for each in grouped.values()]


def _kind(message: str) -> str:
    """A message without what counts or is one or many."""
    if left := _LEFT.fullmatch(message):
        return left["place"]
    plain = re.sub(r"^(?:an?|[\d,]+) (card|comment|line|text|block)s?\b", r"\1", message)
    plain = re.sub(r", such as `.*", "", plain)
    return re.sub(r"\b(?:loses?|looks?|an?|cards?|is|are|it|they|has|have|its|their)\b", "", plain)


def _told_once(found: list[Diagnostic]) -> Diagnostic:
    files = {each.span.source.path for each in found}
    if len(files) == 1:
        return found[0]
    more = f"{len(files) - 1} more file{'s' if len(files) > 2 else ''}"
    message = f"{found[0].message} (so in {more})"
    told = [match for each in found if (match := _LEFT.fullmatch(each.message))]
    if told:
        names = dict.fromkeys(name for each in told for name in re.findall("`.+?`", each["names"]))
        listed = ", ".join(list(names)[:_NAMED]) + (", …" if len(names) > _NAMED else "")
        are, have = ("is", "it has") if len(names) == 1 else ("are", "they have")
        message = f"{listed} {are} left out in {len(files)} files: {have} {told[0]['place']}"
    return replace(found[0], message=message, labels=())


_LEFT = re.compile(r"(?P<names>.*) (?:is|are) left out: (?:it has|they have) (?P<place>.*)")
_NAMED = 12


def altered_prose(
    page: Page, target: Target, altered: Sequence[Prose | Heading]
) -> Iterator[Diagnostic]:
    """A warning for text between cards that would be read as one, had it stayed as it was."""
    changed = [each for each in altered if escaped(_text(each), target.escapes) != _text(each)]
    if changed and target.outline is None:
        text = f"{len(changed)} texts look" if len(changed) > 1 else "a text looks"
        yield Diagnostic(
            rule=rules.LOST_IN_CONVERSION,
            message=f"{text} like cards of `{target.name}`; their marks are escaped"
            if len(changed) > 1
            else f"{text} like a card of `{target.name}`; its marks are escaped",
            span=line_at(page, changed[0].at),
        )


def _text(piece: Prose | Heading) -> str:
    return piece.text if isinstance(piece, Prose) else piece.line


def line_at(page: Page, at: int) -> Span:
    """From an offset to the end of its line."""
    end = page.source.text.find("\n", at)
    return page.span(at, end if end >= 0 else len(page.source.text))


def deleted(page: Page, found: Sequence[Deletion]) -> Iterator[Diagnostic]:
    """A warning for notes of which a file only says that they are to be deleted."""
    if found:
        are = f"{len(found)} notes that are" if len(found) > 1 else "a note that is"
        left = "are left out" if len(found) > 1 else "is left out"
        them = "them" if len(found) > 1 else "it"
        yield Diagnostic(
            rule=rules.LOST_IN_CONVERSION,
            message=f"{are} to be deleted in Anki {left}",
            span=line_at(page, found[0].at[0]),
            labels=tuple(Label(line_at(page, each.at[0]), "here too") for each in found[1:3]),
            help=f"delete {them} there: search for `nid:{','.join(each.id for each in found)}`",
        )


def review_data(page: Page, known: Iterable[str | None], written: str) -> Iterator[Diagnostic]:
    """A warning for comments of other programs that are not in the written text.

    An id in one is `known`, or it is told of.
    """
    ids = set(known)
    stay = Counter(each[0].strip() for each in REVIEW_DATA.finditer(written))
    marks = []
    for each in REVIEW_DATA.finditer(page.source.text):
        if stay[each[0].strip()]:
            stay[each[0].strip()] -= 1
        elif ids.isdisjoint(_words(each[0])):
            marks.append(each)
    dates = [each for each in marks if _ID.search(each[0]) is None]
    for found, what, remedy in (
        (dates, "review data of another program", ADOPT),
        ([each for each in marks if each not in dates], "an id that no card has", None),
    ):
        if found:
            count = f"{len(found)} comments" if len(found) > 1 else "a comment"
            yield Diagnostic(
                rule=rules.LOST_IN_CONVERSION,
                message=f"{count} with {what} left out",
                span=page.span(found[0].end() - len(found[0][0].lstrip()), found[0].end()),
                help=remedy,
            )


_ID = re.compile(r"(?:<!--|%%)[ \t]*ID:")
ADOPT = "run `flashdeck adopt` first, which takes over its reviews; or keep the old file"


def _words(comment: str) -> list[str]:
    return re.findall(r"\w+(?:-\w+)*", comment)


def refusals(target: str, cards: Iterable[Card]) -> Iterator[Diagnostic]:
    """Cards that in no form of the target come out as they went in."""
    told: set[Note] = set()
    for card in cards:
        note = card.written
        if note in told:
            continue
        told.add(note)
        yield Diagnostic(
            rule=rules.NOT_CONVERTED,
            message=f"written as `{target}`, {difference(card.entry.note, card.became)}",
            span=_first_line(note.span),
            help="nothing of the file was written; simplify the card, or choose another syntax",
        )


def _first_line(span: Span) -> Span:
    text = span.text
    start = span.start + len(text) - len(text.lstrip())
    end = span.source.text.find("\n", start)
    return replace(span, start=start, end=span.end if end < 0 else min(span.end, end))

"""What a headline of an org file asks, by the type of card that its properties name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import NamedTuple

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic, Rule
from flashdeck.masks import masked, regions
from flashdeck.model import Passage
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.gaps import Gap, GapReader
from flashdeck.syntax.org_markup import from_org
from flashdeck.syntax.org_outline import Headline, Outline
from flashdeck.syntax.page import Page, Range
from flashdeck.syntax.rewriting import Edit, rewritten

_CLOZE = re.compile(
    r"(?m)(?P<no>^[ \t]*(?:[-*+]|\d+[.)])[ \t]+\[[ xX-]\](?=[ \t])"
    r"|\[(?:\d*/\d*|\d*%)\]|\[fn:[^\]]*\]|\[\d{4}-\d\d-\d\d[^\]]*\])"
    r"|(?<![!\\\[])\[(?!\[)(?P<inner>(?=[^\]]*[^\s\]])(?:[^\[\]|]|\|(?!\|)|\[[^\[\]\n|]*\])+?)"
    r"(?:\|\|(?P<hint>[^\[\]\n]*))?\](?!\()"
)
_FC = re.compile(r"\{\{(?P<inner>[^{}]+)\}(?:\{(?P<hint>[^{}]*)\})?(?:@(?P<number>-?\d+))?\}")
_EACH = {"hide1cloze", "hide2cloze", "hide1_firstmore", "multicloze"}
_SHOWN = {"show1cloze", "show2cloze", "show1_lastmore", "show1_firstless"}
_ONE = {"hidefirst", "hidelast"}
_WORDS = {"conjugate": "VERB_INFINITIVE", "decline_noun": "NOUN"}
_NAMELESS = {"answer", "back", "the answer", "antwort", "rückseite", "solution", "ответ", "答案"}


class Cards(NamedTuple):
    """The cards of one headline, and what is wrong with them."""

    drafts: list[Draft]
    diagnostics: list[Diagnostic]


@dataclass(frozen=True, slots=True)
class Entry:
    """A headline that is a card; `kind` says whether another one is."""

    page: Page
    outline: Outline
    headline: Headline
    kind: Callable[[Headline], str | None]

    @property
    def children(self) -> list[Headline]:
        """The headlines directly below it, without those that are cards themselves."""
        return [each for each in self.headline.children if not self.kind(each)]

    def value(self, name: str) -> str | None:
        found = self.headline.properties.get(name)
        return self.page.source.text[slice(*found)].strip() if found else None

    def property(self, name: str) -> Range | None:
        """A property of the headline, or of the next one above that has it, without quotes."""
        for each in (self.headline, *self.headline.outer()):
            if (found := each.properties.get(name)) is not None:
                text = self.page.source.text[slice(*found)]
                quoted = len(text) > 1 and text[0] == text[-1] == '"'
                return (found[0] + 1, found[1] - 1) if quoted else found
        return None

    def inherited(self, name: str) -> str | None:
        """A property of the headline, of one above, or of the whole file."""
        found = self.property(name)
        if found is None:
            return self.outline.property(name)
        return self.page.source.text[slice(*found)].strip()

    def title(self, headline: Headline) -> str:
        return self.page.source.text[slice(*headline.title)].strip()

    def text(self, ranges: list[Range]) -> str:
        return "".join(self.page.source.text[slice(*each)] for each in ranges).strip()

    def below(self, headline: Headline, *, titled: bool) -> list[Range]:
        """All text of a subtree, the titles of deeper headlines in it, and its own if asked."""
        own = [(headline.start, min(headline.end + 1, len(self.page.source.text)))]
        deeper = [
            each
            for child in headline.children
            if not self.kind(child)
            for each in self.below(child, titled=True)
        ]
        return [*(own if titled else []), *headline.body, *deeper]

    def told(self, children: list[Headline]) -> list[Range]:
        """The text of some subtrees; the title of one that only says "Answer" is left out."""
        return [
            each
            for child in children
            for each in self.below(
                child, titled=len(children) > 1 and self.title(child).lower() not in _NAMELESS
            )
        ]

    def said(self, children: list[Headline]) -> str | None:
        """What is shown with the answer whichever way a card is asked: on one line."""
        parts = []
        for child in children:
            found = self.page.passage(self.below(child, titled=False))
            if found is not None:
                told = " ".join(from_org(found).text.split())
                parts.append(f"**{self.title(child)}:** {told}")
        return " · ".join(parts) or None

    def _nested(self, headline: Headline) -> Iterator[Headline]:
        """The cards below a headline: what is wrong with one is not with the card around it."""
        for child in headline.children:
            if self.kind(child):
                yield child
            else:
                yield from self._nested(child)

    def empty(self) -> Diagnostic:
        return self.wrong(
            rules.EMPTY_CARD, "this card is empty", "write what it asks and its answer"
        )

    def untold(self) -> Diagnostic:
        """What is said of a headline that nothing at all stands below."""
        if self.headline.children or not self.title(self.headline):
            return self.empty()
        gap = _CLOZE.search(self.title(self.headline))
        return self.wrong(
            rules.EMPTY_ENTRY,
            "nothing stands below this headline: it makes no card",
            "gaps are read in the text below a headline: write the sentence there"
            if gap and gap["no"] is None
            else "write below it what it asks and its answer, or take `:drill:` away",
        )

    def draft(self, form: Form, *, titled: bool = True) -> Draft:
        """A card that stands where the entry does, below its own title unless that asks."""
        names = [self.title(each) for each in self.headline.outer()][::-1]
        title = self.title(self.headline)
        # anki-editor's and org-id's names are both Emacs's; a headline may have several.
        named = self.value("ID") or self.value("CUSTOM_ID") or self.value("ANKI_NOTE_ID")
        return Draft(
            form=form,
            first=self.headline.start,
            last=next((each.start for each in self._nested(self.headline)), self.headline.last),
            section=tuple(each for each in (*names, title if titled else "") if each),
            given_id=named if named and re.fullmatch(r"\w[\w:.-]*", named) else None,
            source_note=self.value("SOURCE") or None,
            demo=self.value("FLASHDECK_DEMO") or None,
            rewrite=from_org,
        )

    def wrong(self, rule: Rule, message: str, remedy: str) -> Diagnostic:
        span = self.page.span(*self.headline.title)
        if not span.text.strip():
            span = self.page.span(self.headline.start, self.headline.end)
        return Diagnostic(rule=rule, message=message, span=span, help=remedy)


def drill(entry: Entry) -> Cards:
    """org-drill's types; what it can only do while it drills is said to be so."""
    kind = entry.inherited("DRILL_CARD_TYPE") or "simple"
    if kind.startswith(("twosided", "multisided")):
        return _sides(entry, 2 if kind.startswith("twosided") else None)
    if kind in _EACH | _SHOWN | _ONE:
        told = entry.text(entry.told(entry.children))
        return _simple(entry) if told and not _has_gaps(entry) else _clozes(entry, kind)
    if kind in _WORDS and entry.inherited(_WORDS[kind]):
        return _words(entry, kind)
    if kind in ("simple", "simpletyped"):
        return _simple(entry)
    if kind in ("translate_number", "spanish_verb", *_WORDS):
        found = entry.wrong(
            rules.MISSING_PROMPT,
            f"a card of type `{kind}` is made up by org-drill each time it is asked",
            "write what it asks and its answer; until then the card is left out",
        )
        return Cards([], [found])
    cards = _simple(entry)
    unknown = entry.wrong(
        rules.LOOKS_LIKE_PROMPT,
        f"org-drill knows no type of card `{kind}`; it was read as `simple`",
        "there are: simple, twosided, multisided, hide1cloze, show1cloze and others",
    )
    return Cards(cards.drafts, [unknown, *cards.diagnostics])


def _simple(entry: Entry) -> Cards:
    """The text below the headline asks, what stands below its children answers."""
    if _has_gaps(entry):
        return _clozes(entry, "simple")
    body, told = entry.headline.body, entry.told(entry.children)
    drilled = entry.headline.properties.get("DRILL_ANSWER")
    if drilled and not entry.text(told):
        told = [drilled]
    if entry.text(body) and entry.text(told):
        draft = entry.draft(Form.SPLIT)
        draft.prompt, draft.answer = list(body), told
        return Cards([draft], [])
    draft = entry.draft(Form.HEADING, titled=False)
    draft.prompt = [entry.headline.title]
    draft.answer = told if entry.text(told) else list(body)
    if not entry.text(draft.answer):
        return Cards([], [entry.untold()])
    guess = entry.wrong(
        rules.GUESSED_PROMPT,
        "the headline was taken for the question",
        "org-drill asks what stands below it, and a headline `** Answer` answers",
    )
    return Cards([draft], [guess] if entry.text([entry.headline.title]) else [])


def _has_gaps(entry: Entry) -> bool:
    if "[" not in entry.text(entry.headline.body):  # as in most: that is seen without rewriting
        return False
    draft = entry.draft(Form.FACT)
    found = draft.passage(entry.page, entry.headline.body)
    if found is None or "[" not in found.text:
        return False
    from flashdeck.syntax.gaps import gapped

    return bool(gapped(found, _clozed("each")).deletions)


def _clozes(entry: Entry, kind: str) -> Cards:
    """A gap a card where org-drill hides them one by one; all at once in a simple card."""
    draft = entry.draft(Form.C)
    draft.prompt, draft.answer = list(entry.headline.body), entry.told(entry.children)
    draft.gaps = _clozed(kind)
    if kind in _ONE:
        draft.rewrite = partial(_one_hidden, kind, entry.headline.body)
    if kind not in _SHOWN and kind != "hide2cloze":
        return Cards([draft], [])
    shown = "together" if kind in _SHOWN else "one by one"
    told = entry.wrong(
        rules.GUESSED_GAP,
        f"what `{kind}` hides changes each time in org-drill; here gaps are hidden {shown}",
        "`hide1cloze` asks for one gap at a time",
    )
    return Cards([draft], [told])


def _one_hidden(kind: str, body: Sequence[Range], whole: Passage) -> Passage:
    """A text as Markdown, where of the gaps only the first, or the last, keeps its brackets."""
    found = from_org(whole)
    if not any(start <= whole.span.start < end for start, end in body):
        return found
    bare = masked(found.text, regions(found.text))
    gaps = [match for match in _CLOZE.finditer(bare) if match["no"] is None]
    shown = gaps[1:] if kind == "hidefirst" else gaps[:-1]
    edits = [
        Edit(start, end, "")
        for gap in shown
        for start, end in ((gap.start(), gap.start("inner")), (gap.end("inner"), gap.end()))
    ]
    return rewritten(found, edits)


def _clozed(kind: str) -> GapReader:
    def gaps(bare: str) -> Iterator[Gap]:
        found = [
            Gap(
                match.start(),
                match.end(),
                *match.span("inner"),
                1 if kind in _SHOWN or kind == "simple" else None,
                (match["hint"] or "").strip() or None,
            )
            for match in _CLOZE.finditer(bare)
            if match["no"] is None
        ]
        match kind:
            case "hidefirst":
                yield from found[:1]
            case "hidelast":
                yield from found[-1:]
            case _:
                yield from found

    return gaps


def _sides(entry: Entry, count: int | None) -> Cards:
    """Each side asks for the others; what stands above them is shown with each."""
    sides = list(islice(entry.children, count))
    others = entry.children[len(sides) :]
    if len(sides) == 2:
        draft = entry.draft(Form.SPLIT)
        draft.context = list(entry.headline.body)
        draft.prompt, draft.answer = (entry.below(side, titled=False) for side in sides)
        draft.both_ways = True
        draft.source_note = entry.said(others) or draft.source_note
        return Cards([draft], [])
    if len(sides) < 2:
        return _simple(entry)
    drafts = []
    for index, side in enumerate(sides):
        draft = entry.draft(Form.SPLIT)
        draft.context = list(entry.headline.body)
        draft.prompt = entry.below(side, titled=False)
        rest = [each for each in sides if each is not side]
        draft.answer = entry.told(rest)
        if draft.given_id and index:
            draft.given_id = f"{draft.given_id}-{index + 1}"
        if entry.text(draft.prompt):
            drafts.append(draft)
    return Cards(drafts, [])


def _words(entry: Entry, kind: str) -> Cards:
    """A verb to conjugate, a noun to decline: its property asks, all text answers."""
    draft = entry.draft(Form.SPLIT)
    for name in (_WORDS[kind], "VERB_TENSE" if kind == "conjugate" else ""):
        if (found := entry.property(name)) is not None:
            line = entry.page.source.text.find("\n", found[1])
            draft.prompt += [found, (line, line + 1)]
    draft.answer = [*entry.headline.body, *entry.told(entry.children)]
    return Cards([draft], []) if entry.text(draft.answer) else Cards([], [entry.empty()])


def _child(entry: Entry, *names: str) -> Headline | None:
    return next((each for each in entry.children if entry.title(each).lower() in names), None)


def fc(entry: Entry) -> Cards:
    """org-fc: the headline and its text ask, "Back" answers; without it the text does."""
    kind = entry.value("FC_TYPE") or "normal"
    if kind == "cloze":
        titled = _FC.search(entry.title(entry.headline)) is not None
        draft = entry.draft(Form.C, titled=not titled)
        draft.prompt, draft.gaps = entry.below(entry.headline, titled=titled), _fc_gaps
        return Cards([draft], [])
    draft = entry.draft(Form.HEADING, titled=False)
    back = _child(entry, *_NAMELESS)
    others = [each for each in entry.children if each is not back]
    if back is None:
        draft.prompt = [entry.headline.title]
        draft.answer = entry.below(entry.headline, titled=False)
    else:
        front = [*entry.headline.body, *entry.told(others)]
        line = entry.headline.start, min(entry.headline.end + 1, len(entry.page.source.text))
        draft.prompt = [line, *front] if entry.text(front) else [entry.headline.title]
        draft.answer = entry.below(back, titled=False)
    draft.both_ways = kind in ("double", "vocab")
    return Cards([draft], [])


def pam(entry: Entry) -> Cards:
    """pamparam: the title asks; with a headline "a" below, what stands above that asks too."""
    draft = entry.draft(Form.HEADING, titled=False)
    back = _child(entry, "a", *_NAMELESS)
    draft.prompt, draft.answer = [entry.headline.title], entry.below(entry.headline, titled=False)
    if back is not None:
        line = entry.headline.start, min(entry.headline.end + 1, len(entry.page.source.text))
        draft.prompt = [line, *entry.headline.body]
        draft.answer = entry.below(back, titled=False)
    return Cards([draft], []) if entry.text(draft.answer) else Cards([], [entry.empty()])


def _fc_gaps(bare: str) -> Iterator[Gap]:
    for match in _FC.finditer(bare):
        number = int(match["number"]) + 1 if match["number"] else None
        known = number if number is not None and number > 0 else None
        hint = (match["hint"] or "").strip() or None
        yield Gap(match.start(), match.end(), *match.span("inner"), known, hint)

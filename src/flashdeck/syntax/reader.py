"""The state of reading a native page: the open card, and what stands loose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic, Rule
from flashdeck.masks import Kind, region_at
from flashdeck.model import DeckName
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.elements import Element, Mark
from flashdeck.syntax.noted_ids import NotedId
from flashdeck.syntax.numbered import NUMBERED
from flashdeck.syntax.page import Line, Page, Range, whole
from flashdeck.syntax.sections import Sections

_WORDS = frozenset({Mark.PARAGRAPH, Mark.LIST, Mark.QUOTE, Mark.OTHER})


@dataclass(slots=True)
class Reader:
    """Where the reading stands: the open card, and the blocks since the last closer."""

    page: Page
    elements: list[Element]
    drafts: list[Draft] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    prose: list[Element] = field(default_factory=list)
    sections: Sections = field(default_factory=Sections)
    open: Draft | None = None
    told: list[Element] = field(default_factory=list)
    """The blocks of the open card below its first."""
    split: int | None = None
    """How many of them belong to the prompt, once that is settled."""
    loose: list[Element] = field(default_factory=list)
    """The blocks since the last closer that are in no card yet; the first one is not blank."""
    recent: Draft | None = None
    """A card that is complete, but may still be given tags or a source."""
    said: Draft | None = None
    """The source, demo or id of a statement that is not closed yet."""
    flashcards: bool = False
    deck: DeckName | None = None
    """What a line `#flashcards/a/b` names, for the cards below it."""
    tagged: bool = False
    headed: int = 0
    """How many cards had been read at the last heading."""

    def __post_init__(self) -> None:
        self.flashcards = self.page.header.flashcards
        kinds = {element.mark for element in self.elements}
        self.tagged = bool(kinds & {Mark.TAGS, Mark.VERB})

    def end(self) -> None:
        """Close what is open when the file ends."""
        self.close()
        self.leave(rules.STRAY_TEXT)

    # Opening and closing

    def start(self, form: Form, element: Element, prompt: Iterable[Range]) -> None:
        """Open a card; what stood loose becomes its context where its form has one."""
        self.close()
        contextual = form in (Form.VERB, Form.SPLIT)
        if not contextual:
            self.leave(rules.PROSE)
        context = self.text(self.loose) if contextual else []
        above = solid(self.loose) if contextual else []
        first = above[0].first.start if above else element.first.start
        draft = Draft(
            form=form,
            first=first,
            last=element.lines[-1].end,
            section=self.section,
            prompt=list(prompt),
            context=context,
            deck=self.deck,
        )
        self.tell(draft)
        self.open, self.recent = draft, None
        self.told, self.split, self.loose = [], None, []

    def close(self, tags: Iterable[str] = (), end: int | None = None) -> None:
        """End the open card, if there is one."""
        draft = self.open
        if draft is None:
            return
        split = self.split
        if split is None:
            split = len(self.told) if draft.form in (Form.QA, Form.C) else 0
        told = _to_last_solid(self.told)
        if told:
            draft.prompt += self.text(told[:split])
            draft.answer += self.text(told[split:])
            draft.last = max(draft.last, told[-1].lines[-1].end)
        draft.tags.update(tags)
        draft.last = max(draft.last, end or 0)
        self.drafts.append(draft)
        self.open, self.told, self.split = None, [], None
        self.recent = draft if draft.form in (Form.CALLOUT, Form.QA, Form.PAIR, Form.C) else None

    def name(self, noted: NotedId) -> None:
        """Give the card directly above an id that id, and end it."""
        draft = self.open or self.recent
        if draft is None:
            return
        told = _to_last_solid(self.told) if self.open is not None else []
        if noted.below(self.page, max(draft.last, told[-1].lines[-1].end if told else 0)):
            draft.given_id = draft.given_id or noted.name
            self.close()
            self.recent = None

    def leave(self, rule: Rule) -> None:
        """Give up the loose blocks: they belong to no card."""
        blocks = solid(self.loose) if self.loose else []
        if blocks and rule is rules.STRAY_TEXT and self.tagged:
            first = self.page.line_span(blocks[0].first)
            last = self.page.line_span(blocks[-1].lines[-1])
            self.diagnostics.append(
                Diagnostic(
                    rule=rules.STRAY_TEXT,
                    message="this text belongs to no card",
                    span=self.page.span(first.start, last.end),
                    help="close it with a tag line such as `@bite~` to make it a statement",
                )
            )
        else:
            self.prose += blocks
            self.diagnostics += self._lone_gaps(blocks)
        self.loose, self.said = [], None

    def _lone_gaps(self, blocks: Sequence[Element]) -> Iterator[Diagnostic]:
        """Numbered gaps that are asked by no card: nobody writes them for another reason."""
        text = self.page.source.text
        for line in (line for block in blocks for line in block.lines):
            match = NUMBERED.search(text, line.start, line.end)
            if match and not self._in_code(match.start()):
                yield Diagnostic(
                    rule=rules.STRAY_TEXT,
                    message="this gap belongs to no card",
                    span=self.page.span(match.start(), match.end()),
                    help="write `C: ` where its text begins, at the beginning of a line",
                )

    def _in_code(self, at: int) -> bool:
        region = region_at(self.page.regions, at)
        return region is not None and region.kind in (Kind.CODE, Kind.FENCE)

    @property
    def section(self) -> tuple[str, ...]:
        return self.sections.names

    def complete(self, draft: Draft) -> None:
        """A card that is whole as it stands."""
        self.leave(rules.PROSE)
        self.drafts.append(draft)
        self.recent = draft

    def warn(self, rule: Rule, message: str, line: Line, remedy: str) -> None:
        span = self.page.line_span(line)
        self.diagnostics.append(Diagnostic(rule=rule, message=message, span=span, help=remedy))

    def tell(self, draft: Draft) -> None:
        """Pass on what was said of the loose blocks before their card was known."""
        if self.said is not None:
            draft.source_note = draft.source_note or self.said.source_note
            draft.demo = draft.demo or self.said.demo
            draft.given_id = draft.given_id or self.said.given_id
        self.said = None

    def answered(self, index: int) -> bool:
        """Whether plain text is the next thing below a block."""
        below = index + 1
        while below < len(self.elements) and self.elements[below].mark is Mark.BLANK:
            below += 1
        return below < len(self.elements) and self.elements[below].mark in _WORDS

    def text(self, blocks: Sequence[Element]) -> list[Range]:
        """The ranges of whole blocks."""
        lines = [line for block in blocks for line in block.lines]
        return whole(lines, len(self.page.source.text))

    def rest(self, element: Element, size: int) -> list[Range]:
        """A line without its first characters and the space behind them, its end included."""
        line, text = element.first, self.page.source.text
        told = text[line.start + size : line.end]
        return [(line.end - len(told.lstrip()), min(line.end + 1, len(text)))]


def solid(blocks: Sequence[Element]) -> list[Element]:
    """The blocks that are not blank."""
    return [block for block in blocks if block.mark is not Mark.BLANK]


def _to_last_solid(blocks: Sequence[Element]) -> Sequence[Element]:
    """The blocks without the blank ones at their end."""
    end = len(blocks)
    while end and blocks[end - 1].mark is Mark.BLANK:
        end -= 1
    return blocks[:end]

"""Org mode: headlines for org-drill, and anki-editor's where that has no such card.

A headline with `:drill:` asks what stands below it; its child `Answer` answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from flashdeck.convert import marking
from flashdeck.convert.adapting import numbered
from flashdeck.convert.escaping import BRACKETS, HEADING, SAID
from flashdeck.convert.front_matter import DECK_KEYS, TAG_KEYS
from flashdeck.convert.org_pieces import RULE
from flashdeck.convert.org_writing import as_org, untouched
from flashdeck.convert.target import Entry, Form, Head, Outline, Part, Target
from flashdeck.model import Basic, Cloze, Deletion, Passage, Statement, passage
from flashdeck.settings import Settings
from flashdeck.source import Source
from flashdeck.syntax.org_markup import from_org

_TAG = re.compile(r"[\w@#%]+")


class _Way(Enum):
    """How a text is written that no plainer way gives back."""

    PLAIN = auto()
    CAREFUL = auto()
    UNTOUCHED = auto()


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes one note."""

    entry: Entry
    way: _Way

    def basic(self, note: Basic) -> Iterator[Form]:
        front, back = self._text(note.front), self._text(note.back)
        if note.both_ways:
            above = [] if note.context is None else [self._text(note.context)]
            sides = ["** Front", front, "** Back", back]
            yield self._drill("twosided", [*above, *sides])
            return
        yield self._drill(None, [front, "** Answer", back])
        if "\n" not in note.front.text:
            yield self._anki(front, "Basic", [back])

    def cloze(self, note: Cloze | Statement) -> Iterator[Form]:
        extra = note.extra if isinstance(note, Cloze) else None
        answer = [] if extra is None else ["** Answer", self._text(extra)]
        gaps = note.deletions
        plain = self._plain(marking.gapped(note.text.text, gaps, _bracketed))
        if all(gap.group == 1 for gap in gaps):
            yield self._drill(None, [plain, *answer])
        elif numbered(gaps) == gaps:
            yield self._drill("hide1cloze", [plain, *answer])
        robust = self._plain(marking.gapped(note.text.text, gaps, marking.numbered))
        below = [] if extra is None else ["** Extra", self._text(extra)]
        yield self._anki("Cloze", "Cloze", [robust, *below])

    def _drill(self, kind: str | None, below: list[str]) -> Form:
        tags = [tag for tag in self.entry.tags if _TAG.fullmatch(tag)]
        return self._card(f"* :{':'.join(['drill', *tags])}:", {"DRILL_CARD_TYPE": kind}, below)

    def _anki(self, title: str, kind: str, below: list[str]) -> Form:
        tags = [tag for tag in self.entry.tags if _TAG.fullmatch(tag)]
        told = f" :{':'.join(tags)}:" if tags else ""
        return self._card(f"* {title}{told}", {"ANKI_NOTE_TYPE": kind}, below)

    def _card(self, headline: str, kind: Mapping[str, str | None], below: list[str]) -> Form:
        note, entry = self.entry.note, self.entry
        others = " ".join(tag for tag in entry.tags if not _TAG.fullmatch(tag))
        properties = {
            "ID": note.given_id,
            **kind,
            "ANKI_DECK": "::".join(entry.deck) if entry.deck else None,
            "ANKI_TAGS": others or None,
            "SOURCE": note.source_note,
            "FLASHDECK_DEMO": note.demo,
        }
        drawer = [f":{name}: {value}" for name, value in properties.items() if value]
        lines = [":PROPERTIES:", *drawer, ":END:"] if drawer else []
        comments = [f"# {comment}" for comment in entry.comments]
        text = "\n".join([headline, *lines, *comments, *below])
        return Form(text, open=True, ends=True, last=self.way is _Way.UNTOUCHED)

    def _text(self, whole: Passage) -> str:
        return self._plain(whole.text)

    def _plain(self, text: str) -> str:
        return written(text, self.way)


def written(text: str, way: _Way = _Way.PLAIN) -> str:
    """A text in Org: as it gives itself again, the plainest first; else in some way."""
    plain, careful = (as_org(text, careful=each) for each in (False, True))
    for made in (plain, careful):
        if _as_markdown(made) == text:
            return made
    match way:
        case _Way.PLAIN:
            return plain
        case _Way.CAREFUL:
            return careful
        case _Way.UNTOUCHED:
            return untouched(text)


def _as_markdown(text: str) -> str:
    whole = passage(Source("", text), [(0, len(text))])
    return "" if whole is None else from_org(whole).text


def _bracketed(gap: Deletion) -> tuple[str, str]:
    return "[", f"||{gap.hint}]" if gap.hint else "]"


def _forms(entry: Entry, _: Settings) -> Iterator[Form]:
    for way in _Way:
        writer = _Writer(entry, way)
        match entry.note:
            case Basic() as note:
                yield from writer.basic(note)
            case Cloze() | Statement() as note:
                yield from writer.cloze(note)


def _deeper(text: str, level: int) -> str:
    return re.sub(r"(?m)^(?=\*+ )", "*" * level, text)


def _top(top: Head) -> str:
    """Keywords: the title, the deck, the tags of all, and whatever front matter said."""
    known = {*DECK_KEYS, *TAG_KEYS, "dialect"}
    kept = {key: _line(value) for key, value in top.values.items() if key not in known}
    deck = None if top.deck is None else f"ANKI_DECK {'::'.join(top.deck)}"
    tags = f":{':'.join(sorted(top.tags))}:" if top.tags else None
    said = {"title": top.title, **kept, "property": deck, "filetags": tags}
    lines = [f"#+{'_'.join(key.upper().split())}: {value}" for key, value in said.items() if value]
    return "\n".join([*lines, "", ""]) if lines else ""


def _line(value: object) -> str:
    told = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return " ".join(told.split())


ORG = Target(
    name="org",
    dialect="org",
    suffixes=(".org",),
    says=frozenset(
        {
            Part.BLANK_LINES,
            Part.BOTH_WAYS,
            Part.COMMENTS,
            Part.DECK,
            Part.DEMO,
            Part.EXTRA,
            Part.HINTS,
            Part.ID,
            Part.NUMBERS,
            Part.PROSE,
            Part.SECTION,
            Part.SOURCE,
            Part.TAGS,
        }
    ),
    both_say=frozenset({Part.CONTEXT}),
    forms=_forms,
    escapes=(
        *SAID,
        HEADING,
        BRACKETS,
    ),
    rule=f"* {RULE}",
    respells=True,
    outline=Outline(
        deeper=_deeper,
        prose=written,
        top=_top,
    ),
)

"""What a headline with ANKI_NOTE_TYPE asks: anki-editor's notes, whose fields are headlines.

A field may be a property as well, such as ANKI_FIELD_FRONT. What is missing is filled:
the last field by the text below the headline, if it has any, the others by its title.
"""

from __future__ import annotations

from collections.abc import Iterator

from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.gaps import numbered_only
from flashdeck.syntax.note_types import FIELDS, always_reversed, perhaps_reversed
from flashdeck.syntax.numbered import NUMBERED
from flashdeck.syntax.org_cards import Cards, Entry
from flashdeck.syntax.org_outline import Headline
from flashdeck.syntax.page import Range
from flashdeck.syntax.rewriting import from_html

_FRONT = ("text", *(front.lower() for front, _ in FIELDS))
_BACK = ("extra", "back extra", *(back.lower() for _, back in FIELDS))
_REVERSE = ("add reverse",)


def anki(entry: Entry) -> Cards:
    """One note: by its named fields, and what stands in for missing ones."""
    kind = (entry.value("ANKI_NOTE_TYPE") or "").lower()
    cloze = "cloze" in kind
    front, back = _field(entry, _FRONT), _field(entry, _BACK)
    others = _others(entry)
    if not front and not back and not kind.startswith("basic") and len(others) > 1:
        front, back, others = entry.below(others[0], titled=False), entry.told(others[1:]), []
    draft = entry.draft(Form.C if cloze else Form.SPLIT, titled=bool(front))
    told = [
        *entry.headline.body,
        *(each for other in others for each in entry.below(other, titled=True)),
    ]
    _fill(entry, draft, (front, back, told if entry.text(told) else []))
    if front and entry.headline.title in draft.answer:
        draft.section = draft.section[:-1]
    draft.gaps = numbered_only if cloze else None
    draft.both_ways = always_reversed(kind) or (
        perhaps_reversed(kind) and bool(_field(entry, _REVERSE))
    )
    if entry.inherited("ANKI_FORMAT") == "nil":
        draft.rewrite = from_html
    return Cards([draft], [])


_Parts = tuple[list[Range], list[Range], list[Range]]


def _fill(entry: Entry, draft: Draft, parts: _Parts) -> None:
    """Front and back, of what is named and what stands below the headline."""
    front, back, told = parts
    title = [entry.headline.title]
    if draft.form is Form.C and not front:
        asks = NUMBERED.search(entry.text(title)) is not None or not told
        draft.prompt, draft.answer = (title, back or told) if asks else (told, back)
    elif front:
        blank = draft.form is Form.C or any(entry.title(c).lower() in _BACK for c in entry.children)
        draft.prompt, draft.answer = front, back or told or ([] if blank else title)
    elif back:
        draft.prompt, draft.answer = _headed(entry, told) if told else title, back
    else:
        draft.prompt, draft.answer = title, told
        if entry.inherited("ANKI_SWAP_TWO_FIELDS") not in (None, "", "nil"):
            draft.prompt, draft.answer = told, title


def _headed(entry: Entry, told: list[Range]) -> list[Range]:
    """A text below its headline's title, if that is asked for."""
    if entry.inherited("ANKI_PREPEND_HEADING") in (None, "", "nil"):
        return told
    after = entry.headline.end
    return [entry.headline.title, (after, after + 1), (after, after + 1), *told]


def _children(entry: Entry) -> list[Headline]:
    """The headlines that are fields."""
    none = entry.inherited("ANKI_NO_SUBHEADING_FIELDS") not in (None, "", "nil")
    return [] if none else entry.children


def _field(entry: Entry, names: tuple[str, ...]) -> list[Range]:
    """A field by one of its names: of the properties, else of the headlines."""
    for name in _properties(names):
        if (found := entry.property(name)) is not None:
            return [found]
    for child in _children(entry):
        if entry.title(child).lower() in names:
            told = entry.below(child, titled=False)
            return told if entry.text(told) else []
    return []


def _properties(names: tuple[str, ...]) -> Iterator[str]:
    return (f"ANKI_FIELD_{name.replace(' ', '_')}".upper() for name in names)


def _others(entry: Entry) -> list[Headline]:
    """The headlines below that are no field by their names."""
    known = {*_FRONT, *_BACK, *_REVERSE}
    return [child for child in _children(entry) if entry.title(child).lower() not in known]

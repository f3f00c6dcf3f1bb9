"""A note of Obsidian_to_Anki as a draft: its type, fields, tags and id."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from flashdeck.masks import masked, regions
from flashdeck.syntax import marks
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.note_types import FIELDS, GAPPED, always_reversed, basic, cloze
from flashdeck.syntax.numbered import NUMBERED
from flashdeck.syntax.o2a_blocks import Block, shifted
from flashdeck.syntax.o2a_gaps import curly
from flashdeck.syntax.o2a_options import Options
from flashdeck.syntax.o2a_styles import Match
from flashdeck.syntax.page import Page, Range

SOURCES = frozenset({"reference", "references", "source", "sources"})
"""Fields that say where a note is from."""

_ID_LINE = re.compile(r"[ \t]*(?:<!--[ \t]*)?ID:[ \t]*(?P<id>\d+)[ \t]*(?:-->)?[ \t]*")
_TAGS_LINE = re.compile(r"Tags:(?:[ \t]+(?P<tags>.*))?[ \t]*")
_INLINE_ID = re.compile(r"(?:<!--[ \t]*)?(?<!\w)ID: ?(?P<id>\d+)")
_INLINE_TAGS = re.compile(r"(?<!\S)Tags:(?: |$)")
_TYPE = re.compile(r"[ \t]*\[(?P<type>[^\[\]\n]*)\]")
_COMMENT_ID = re.compile(r"<!--ID: ?(?P<id>\d+)-->")
_LABEL = re.compile(
    r"(?P<name>[^\W\d_][^:：\n\0$*`{}\[\]|=<>]{0,39})(?:：|:(?:(?=\s|$)|(?<=[\u3040-\uffef]:)))"
)
_WORD_LABEL = re.compile(r"(?P<name>[^\W\d_][^\s:：]{0,39})[:：](?=\s|$)")
"""On one line, a label is a single word."""
_OWN = frozenset(chain.from_iterable((*FIELDS, *GAPPED)))
_USUAL = frozenset({"Extra", *_OWN, *(name.capitalize() for name in _OWN)})
"""What Anki calls the fields of its own types, in some languages."""
_ALIASES = ("Extra", "Back")


@dataclass(slots=True)
class Told:
    """What a note says: ranges of the file by field, in the order of the type's fields."""

    block: Block
    kind: str
    body: Range
    """The lines below the type, or the text behind it."""
    tags: set[str] = field(default_factory=set)
    given_id: str | None = None
    fields: dict[str, list[Range]] = field(default_factory=dict)

    @property
    def deleted(self) -> bool:
        """Whether only an id is left of it."""
        return self.given_id is not None and not self.kind


class Labels(NamedTuple):
    """The fields of a note type, in order; the first also takes what has no label."""

    names: tuple[str, ...]
    sure: bool


def told(page: Page, block: Block) -> Told:
    """Type, tags and id of a note; its fields are not yet known."""
    return (_inline if block.inline else _lines)(page.source.text, block)


def _lines(text: str, block: Block) -> Told:
    start, end = block.told
    found = Told(block, "", block.told)
    while start < end:
        body = text[start:end].rstrip()
        cut = start + body.rfind("\n") + 1
        last = text[cut : start + len(body)]
        if named := _ID_LINE.fullmatch(last):
            found.given_id = found.given_id or named["id"]
        elif tagged := _TAGS_LINE.fullmatch(last):
            found.tags.update(marks.tags_of(tagged["tags"] or ""))
        else:
            end = start + len(body)
            break
        end = cut
    if named := _COMMENT_ID.search(text, start, end):
        found.given_id = found.given_id or named["id"]
    start += len(text[start:end]) - len(text[start:end].lstrip())
    below = text.find("\n", start, end)
    below = end if below < 0 else below
    found.kind = text[start:below].strip()
    found.body = min(below + 1, end), end
    return found


def _inline(text: str, block: Block) -> Told:
    start, end = block.told
    found = Told(block, "", block.told)
    if named := _INLINE_ID.search(text, start, end):
        found.given_id, end = named["id"], named.start()
    if tagged := _INLINE_TAGS.search(text, start, end):
        found.tags.update(marks.tags_of(text[tagged.end() : end]))
        end = tagged.start()
    if kind := _TYPE.match(text, start, end):
        found.kind, start = kind["type"].strip(), kind.end()
    elif text[start:end].strip():
        found.kind = "Basic"
    found.body = start, end
    return found


def labels(page: Page, notes: Sequence[Told], chosen: Options) -> Mapping[str, Labels]:
    """The fields of each type: what the vault says, else what most of its notes show."""
    found: dict[str, Labels] = {}
    for kind in {note.kind for note in notes}:
        names = chosen.fields_of(kind)
        alike = [note for note in notes if note.kind == kind]
        found[kind] = Labels(names, sure=True) if names else _guessed(page, alike)
    return found


def _guessed(page: Page, alike: Sequence[Told]) -> Labels:
    """The labels that are Anki's own or begin lines in more than half of the notes, in order.

    In a type of Anki's own that shows one of its fields there are no others; a word with a
    colon that only begins the text belongs to it; and so does one in a lone text with gaps.
    """
    counts: Counter[str] = Counter()
    for note in alike:
        named = list(dict.fromkeys(name for name, _ in _labelled(page, note, None)))
        opening = bool(named) and page.source.text.startswith(named[0], note.body[0])
        counts.update(named if len(named) > 1 or not opening else _USUAL.intersection(named))
    kind = alike[0].kind
    own = (basic(kind) or cloze(kind)) and not _USUAL.isdisjoint(counts)
    least = max(len(alike), 2) if cloze(kind) else len(alike)
    usual = tuple(
        name for name, count in counts.items() if name in _USUAL or (2 * count > least and not own)
    )
    return Labels(usual, sure=False)


def _labelled(
    page: Page, note: Told, names: Iterable[str] | None
) -> Iterator[tuple[str, tuple[int, int]]]:
    """Labels of fields in a note, each with its place; any label where no names are known."""
    text = page.source.text
    hidden = [(region.start, region.end) for region in shifted(text, note.body)]
    listed = None if names is None else sorted(names, key=len, reverse=True)
    label = _WORD_LABEL if note.block.inline else _LABEL
    for start in _begins(text, note):
        if any(first <= start < last for first, last in hidden):
            continue
        if listed is None:
            match = label.match(text, start, note.body[1])
            if match is not None:
                yield match["name"], match.span()
            continue
        for name in listed:
            if (
                text.startswith((f"{name}:", f"{name}："), start)
                and start + len(name) < note.body[1]
            ):
                yield name, (start, start + len(name) + 1)
                break


def _begins(text: str, note: Told) -> Iterator[int]:
    """Where a label may begin: with a line, or with a word of a note on one line."""
    start, end = note.body
    if note.block.inline:
        for match in re.compile(r"(?<![^ ])\S+").finditer(text, start, end):
            yield match.start()
        return
    while start < end:
        yield start
        below = text.find("\n", start, end)
        start = end if below < 0 else below + 1


def filled(page: Page, note: Told, known: Labels) -> Told:
    """The note with its fields."""
    names = [*known.names, *_extras(note, known)]
    first = known.names[0] if known.sure else ""
    # What nobody knows of a type is the order of its fields: it is that of the note.
    note.fields = {name: [] for name in ([first, *names] if known.sure else [first])}
    start = note.body[0]
    at, current = start + (_space(page.source.text, *note.body) if note.block.inline else 0), first
    for name, (start, end) in _labelled(page, note, names):
        note.fields.setdefault(current, []).append((at, start))
        at, current = end + _space(page.source.text, end, note.body[1]), name
    note.fields.setdefault(current, []).append((at, note.body[1]))
    return note


def _extras(note: Told, known: Labels) -> tuple[str, ...]:
    """Labels that count although the type may not have such a field."""
    usual = known.names == ("Text", "Back Extra")
    sources = (name.capitalize() for name in sorted(SOURCES))
    return (*(_ALIASES if usual else ()), *(() if note.block.inline else sources))


def _space(text: str, start: int, end: int) -> int:
    told = text[start:end]
    return len(told) - len(told.lstrip(" \t"))


def frozen(page: Page, chosen: Options) -> dict[str, dict[str, list[Range]]]:
    """What the fields of all notes of a type end in, by type and field."""
    found: dict[str, dict[str, list[Range]]] = {}
    if f"{chosen.frozen} - " in page.source.text:
        for match in chosen.freezes.finditer(page.source.text, page.header.end):
            block = Block(match.span(), match.span("told"), inline=False)
            note = Told(block, match["type"], match.span("told"))
            names = chosen.fields_of(note.kind)
            known = Labels(names, sure=True) if names else _guessed(page, [note])
            found[note.kind] = filled(page, note, known).fields
    return found


def draft(page: Page, note: Told, known: Labels, chosen: Options) -> Draft:
    """The card of a note whose fields are known."""
    text = page.source.text
    solid = {name: ranges for name, ranges in note.fields.items() if _said(text, ranges)}
    sources = [name for name in solid if name.lower() in SOURCES]
    front = _front(note, solid, known)
    rest = [name for name in solid if name != front and name not in sources]
    made = Draft(
        form=Form.C if _gapped(note, text) else Form.QA,
        first=note.block.whole[0],
        last=note.block.whole[1],
        prompt=list(solid.get(front, [])),
        tags=set(note.tags),
        given_id=note.given_id,
        both_ways=always_reversed(note.kind),
    )
    if made.form is Form.C:
        made.gaps = lambda bare: curly(bare, chosen) if "cloze" in note.kind.lower() else ()
    if "Add Reverse" in rest:
        made.both_ways = True
        rest.remove("Add Reverse")
    for count, name in enumerate(rest):
        if count:
            made.answer += parted(text, made.answer)
            made.answer += _label(text, name, solid[name][0][0])
        made.answer += solid[name]
    if sources:
        made.source_note = " ".join(_said(text, solid[name]) for name in sources)
    return made


def _front(note: Told, solid: Mapping[str, list[Range]], known: Labels) -> str:
    """The field that asks: the first, or of types we do not know the first that says anything."""
    names = list(note.fields)
    if not known.sure or len(known.names) > 3:
        return next(iter(solid), names[0])
    return names[0]


def styled(page: Page, match: Match, chosen: Options) -> Told | None:
    """A note that an expression found; None for a cloze that hides nothing."""
    text, block = page.source.text, Block(match.whole, match.whole, inline=False)
    note = Told(block, match.kind, match.whole, set(marks.tags_of(match.tags)), match.given_id)
    names = chosen.fields_of(match.kind) or ()
    for index, (start, end) in enumerate(match.groups):
        name = names[index] if index < len(names) else f"{index + 1}"
        told = text[start:end]
        note.fields[name] = [(start + len(told) - len(told.lstrip(" \t")), end)]
    if not _gapped(note, text):
        return note
    asked = text[slice(*match.groups[0])] if match.groups else ""
    bare = masked(asked, regions(asked))
    return note if any(curly(bare, chosen)) or NUMBERED.search(asked) else None


def _gapped(note: Told, text: str) -> bool:
    """Whether a note is a cloze: by its type's name, or of others by a numbered gap."""
    if cloze(note.kind):
        return True
    return not note.kind.startswith("Basic") and NUMBERED.search(text, *note.body) is not None


def _said(text: str, ranges: Iterable[Range]) -> str:
    return " ".join(text[start:end].strip() for start, end in ranges).strip()


def parted(text: str, above: Sequence[Range]) -> Iterator[Range]:
    """What makes a blank line below some text: line ends of the file."""
    start, end = above[-1]
    at = text.rfind("\n", 0, start)
    at = text.find("\n") if at < 0 else at
    for _ in range(0 if at < 0 else 2 - text[start:end].endswith("\n")):
        yield at, at + 1


def _label(text: str, name: str, at: int) -> Iterator[Range]:
    """The label of a field that begins here, if it has one."""
    start = text.rfind("\n", 0, at) + 1
    if text[start:at].strip() == f"{name}:":
        yield start, at

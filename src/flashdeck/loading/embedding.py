"""Text of other notes where it is embedded: `![[note]]`, `![[note#heading]]`, `![[note#^block]]`.

It is put into notes when all files are read and all ids are known. A place in it is that
of the embed. In a text with gaps, nothing is embedded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from flashdeck import embeds, rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.embeds import Part
from flashdeck.loading.decoding import decoded
from flashdeck.loading.excerpts import excerpt
from flashdeck.loading.finding import (
    NOTE,
    ORG,
    Finder,
    candidates,
    from_root,
    is_note,
    nearest,
    note_called,
)
from flashdeck.model import Basic, Cloze, Note, NoteId, Passage, Statement, joined, passages, pieces
from flashdeck.notes.listed import places_not_alone, replaced
from flashdeck.regular import contents
from flashdeck.syntax import marks
from flashdeck.syntax.definitions import written_out
from flashdeck.syntax.org_notes import as_markdown

DEEPEST = 5
"""How many notes may stand within one another; Obsidian shows as many."""
LONGEST = 40_000
"""Characters of other notes in one card."""
MOST = 500
"""Embeds in one card, with those in what it embeds: notes that show one another are many."""
_MARGIN = re.compile(r"(?:[ \t>]|(?:[-*+•]|\d{1,9}[.)])(?=[ \t]))*")
_UNSAFE = re.compile(r"[\s()<>\[\]|#?%\\]")
_UNSAFE_WIKI = re.compile(r"[\[\]|#\n\\]")
_DRAWING = re.compile(r"(\.excalidraw)(?:\.md)?$", re.IGNORECASE)
_FOREIGN = re.compile(
    r"\.(?:pdf|canvas|base|epub|docx?|xlsx?|pptx?|html?|csv|json|ipynb|zip)$", re.IGNORECASE
)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class Embedded(NamedTuple):
    """Notes with what they embed: those texts, the files they are from, and what failed."""

    notes: Sequence[Note]
    texts: Mapping[NoteId, str] = MappingProxyType({})
    files: tuple[Path, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(slots=True)
class _Weaver:
    """What is being put into one note, and what was read for any."""

    known: Finder
    read: dict[Path, str] = field(default_factory=dict)
    put: list[str] = field(default_factory=list)
    tried: int = 0
    found: list[Diagnostic] = field(default_factory=list)

    def text(self, path: Path) -> str:
        if path not in self.read:
            try:
                self.read[path] = note_text(path)
            except OSError:
                self.read[path] = ""
        return self.read[path]


class _Failed(NamedTuple):
    """Why nothing is embedded, and what to do."""

    why: str
    remedy: str


class _At(NamedTuple):
    """The note in which an embed stands, and the parts of notes around it."""

    path: Path
    around: tuple[tuple[Path, str], ...] = ()


def note_text(path: Path) -> str:
    """The Markdown of a note; raises OSError."""
    source = decoded(contents(str(path)), str(path), path.name, 0).source
    return as_markdown(source) if path.suffix.lower() == ORG else source.text


_COPY = "copy what is meant into the card, or link to it: `[[…]]`"


def embedded(notes: Sequence[Note], files: Mapping[str, Path], known: Finder) -> Embedded:
    """The notes with the text of what they embed; `files` are by the names of their sources."""
    weaver = _Weaver(known)
    changed: dict[int, Note] = {}
    texts: dict[NoteId, str] = {}
    for at in places_not_alone(notes):
        note = notes[at]
        if not any(any(embeds.parts(each.text)) for each in passages(note)):
            continue
        weaver.put, weaver.tried = [], 0
        woven = _woven(weaver, note, _At(files[note.span.source.name]))
        if weaver.put:
            changed[at], texts[note.id] = woven, "\0".join(weaver.put)
    return Embedded(replaced(notes, changed), texts, tuple(weaver.read), tuple(weaver.found))


def _woven(weaver: _Weaver, note: Note, at: _At) -> Note:
    context = note.context and _passage(weaver, note.context, at)
    match note:
        case Basic():
            front, back = _passage(weaver, note.front, at), _passage(weaver, note.back, at)
            return replace(note, context=context, front=front, back=back)
        case Cloze():
            _refused(weaver, note.text)
            extra = note.extra and _passage(weaver, note.extra, at)
            return replace(note, context=context, extra=extra)
        case Statement():
            _refused(weaver, note.text)
            return replace(note, context=context)


def _refused(weaver: _Weaver, whole: Passage) -> None:
    why = "what this shows in Obsidian is not on the card, as it has gaps"
    for part in embeds.parts(whole.text):
        weaver.found.append(_failure(whole, part, _Failed(why, _COPY)))


def _failure(whole: Passage, part: Part, failed: _Failed) -> Diagnostic:
    return Diagnostic(
        rule=rules.EMBEDDED_NOTE,
        message=failed.why,
        span=whole.place(part.start, part.end),
        help=failed.remedy,
    )


def _passage(weaver: _Weaver, whole: Passage, at: _At) -> Passage:
    """A passage with what it embeds; what cannot be stays as it is written, and is told."""
    made: list[tuple[str, int]] = []
    done = 0
    for part in embeds.parts(whole.text):
        told = _told(weaver, part, at)
        if isinstance(told, _Failed):
            weaver.found.append(_failure(whole, part, told))
            continue
        weaver.put.append(told)
        made += [(whole.text[a:b], whole.offset(a)) for a, b in pieces(whole, done, part.start)]
        place = whole.offset(part.start)
        lines = _fitted(told, whole.text, part.start, part.end)
        made += [(line, place) for line in _LINE.findall(lines)]
        done = part.end
    made += [(whole.text[a:b], whole.offset(a)) for a, b in pieces(whole, done, len(whole.text))]
    return _joined(whole, made) if done else whole


def _joined(whole: Passage, made: Sequence[tuple[str, int]]) -> Passage:
    texts, starts = zip(*made, strict=True)
    return joined(texts, starts, whole.span, whole.flat)


def _told(weaver: _Weaver, part: Part, at: _At) -> str | _Failed:
    """The Markdown that an embed shows, with what is embedded in it."""
    if _FOREIGN.search(part.page):
        return _Failed(f"a card cannot show `{part.page}`", f"make a picture of it, or {_COPY}")
    if drawn := _DRAWING.search(part.page):
        return _drawing(weaver.known, part.page[: drawn.end(1)], at.path)
    path = _path(weaver, part.page, at.path)
    if isinstance(path, _Failed):
        return path
    if (path, part.part) in at.around:
        return _Failed("this shows itself, and is not on the card a second time", _COPY)
    if len(at.around) >= DEEPEST:
        return _Failed(f"more than {DEEPEST} notes stand within one another here", _COPY)
    weaver.tried += 1
    told = excerpt(weaver.text(path), part.part)
    told = told and written_out(told, weaver.text(path))
    if not told:
        kind = "block" if "^" in part.part else "heading"
        name = part.part.rpartition("#")[2].strip() or part.page
        why = f"there is no {kind} `{name}` in that note" if part.part else "that note is empty"
        return _Failed(why, f"correct the name, or {_COPY}")
    inner = _At(path, (*at.around, (path, part.part)))
    if weaver.tried <= MOST:
        told = _nested(weaver, _with_files(weaver.known, told, path.parent), inner)
    if weaver.tried > MOST:
        return _Failed(f"more than {MOST} notes are embedded in this card", _COPY)
    if len(told) + sum(map(len, weaver.put)) > LONGEST:
        return _Failed(f"what this shows is longer than {LONGEST:,} characters", _COPY)
    return told


def _drawing(known: Finder, name: str, here: Path) -> str | _Failed:
    """The picture that Excalidraw may keep beside a drawing."""
    for suffix in (".svg", ".png"):
        if found := candidates(known, f"{name}{suffix}", here.parent):
            return f"![[{from_root(known, found[0])}]]"
    why = f"there is no picture of the drawing `{name}`"
    return _Failed(why, "let Excalidraw export it as SVG or PNG beside the drawing")


def _path(weaver: _Weaver, page: str, here: Path) -> Path | _Failed:
    if not page:
        return here
    found = note_called(weaver.known, page, here.parent)
    if found is not None:
        return found
    near = nearest(weaver.known, f"{page.rpartition('/')[2]}{NOTE}", is_note)
    remedy = f"did you mean `{near.stem}`?" if near else f"correct the name, or {_COPY}"
    return _Failed(f"there is no note `{page}` in this collection", remedy)


def _nested(weaver: _Weaver, text: str, at: _At) -> str:
    """A text with what is embedded in it; what cannot be stays as it is written."""
    for part in reversed([*embeds.parts(text)]):
        told = _told(weaver, part, at)
        if isinstance(told, str):
            fitted = _fitted(told, text, part.start, part.end)
            text = text[: part.start] + fitted + text[part.end :]
    return text


def _with_files(known: Finder, text: str, folder: Path) -> str:
    """A text in which pictures are called by their places in the collection."""
    for embed in reversed([*embeds.embeds(text)]):
        found = candidates(known, embed.target, folder)
        place = from_root(known, found[0]) if found else ""
        at = text.find(embed.target, embed.start, embed.end)
        unsafe = _UNSAFE_WIKI if text.startswith("![[", embed.start) else _UNSAFE
        if place and at >= 0 and not unsafe.search(place):
            text = text[:at] + place + text[at + len(embed.target) :]
    return text


def _fitted(told: str, text: str, start: int, end: int) -> str:
    """What stands in place of an embed: lines behind the margin of its own, apart from others."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    margin = _MARGIN.match(text, first, start)
    prefix = re.sub(r"[^\s>]", " ", margin[0]) if margin else ""
    alone = not text[first + len(prefix) : start].strip()
    in_item = alone and margin is not None and margin[0] != prefix
    if in_item and (item := marks.LIST_ITEM.match(told)) is not None:
        told = told[item.end() :]  # the list it is shown in has a mark for it
    if "\n" not in told:
        return told
    line, empty = f"\n{prefix}", f"\n{prefix.rstrip()}"
    above, below = "", ""
    following = _line(text, last + 1)
    if not alone:
        above = empty + line
    elif not in_item and _is_told(_line(text, first - 1)):
        above = line
    if text[end:last].strip():
        below = empty + line
    elif _is_told(following) and not (in_item and marks.LIST_ITEM.match(following)):
        below = empty
    return above + told.replace("\n", line) + below


def _line(text: str, at: int) -> str:
    """The line of a place, or of the end of a line; nothing outside of the text."""
    if not 0 <= at < len(text):
        return ""
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : len(text) if end < 0 else end]


def _is_told(line: str) -> bool:
    """Whether a line holds more than a quote's mark."""
    return bool(line.strip(" \t>"))

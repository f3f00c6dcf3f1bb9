"""The dialect of Yanki: a file is a note, and a rule `---` divides its front from its back.

Two rules ask both ways; `~~so~~` is a gap, with a hint in `_emphasis_` at its end; without
a rule, emphasis at the end is the answer. Folders are decks; `noteId` is the id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashdeck.model import DeckName
from flashdeck.settings import Settings
from flashdeck.source import Source
from flashdeck.syntax.dialect import Marked, Reading, Sign
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.gaps import HIGHEST, Gap
from flashdeck.syntax.page import Line, Page, inside, untitled, whole
from flashdeck.syntax.whole_file import reading_around

PLUGIN = "yanki"

_ID = re.compile(r"(?m)^noteId:[ \t]*[\"']?(?P<id>\d+)[\"']?[ \t]*$")
_RULE = re.compile(r" {0,3}(?P<mark>[-*_])(?:[ \t]*(?P=mark)){2,}[ \t]*")
_NO_PARAGRAPH = re.compile(r"[ \t]*(?:#{1,6}[ \t]|>|[-*+][ \t]|\d+[.)][ \t]|\|)")
_GAP = re.compile(
    r"(?<![~\\])~~(?=[^\s~])(?:[(|]?(?P<number>\d{1,2})[\s).|]\s*(?=\S))?"
    r"(?P<inner>(?:[^~\n]|~(?!~))+?)"
    r"(?:[ \t]+(?P<mark>[*_])(?P<hint>[^*_~\n]+)(?P=mark))?(?<=\S)~~(?!~)"
)
_LAST = re.compile(r"(?<![\w*_\\])(?P<mark>[*_])(?![\s*_])(?P<inner>[^*_]+?)(?<!\s)(?P=mark)\s*\Z")


@dataclass(frozen=True, slots=True)
class Yanki(Marked):
    """Files with a `noteId` in their front matter, or in a folder that the plug-in watches."""

    name: str = "yanki"

    def signs(self, page: Page) -> Iterator[Sign]:
        if _id(page) is not None:
            yield Sign("a `noteId`", 0, own=True)
        elif watched(page.source, page.settings):
            yield Sign("in a folder of Yanki's", 0, own=True)

    def read(self, page: Page) -> Reading:
        page = untitled(page)
        lines = _trimmed(page.lines)
        return reading_around(page, [_draft(page, lines)] if lines else [])


YANKI = Yanki()


def watched(source: Source, settings: Settings) -> bool:
    """Whether the vault's plug-in watches the folder of a file."""
    vault = settings.vault
    given = vault.plugin(PLUGIN) if vault is not None else {}
    folders = given.get("folders")
    if vault is None or not isinstance(folders, list):
        return False
    file = (settings.root / source.name).absolute()
    if not file.is_relative_to(vault.root):
        return False
    if given.get("ignoreFolderNotes", True) and file.stem == file.parent.name:
        return False
    inner = file.parent.relative_to(vault.root)
    names = [each.strip() for each in folders if isinstance(each, str) and each.strip()]
    return any(name == "/" or inner.is_relative_to(name.strip("/")) for name in names)


def gaps(bare: str) -> Iterator[Gap]:
    """`~~so~~`, `~~so _hint_~~`; where one has a number, those after it count on from there."""
    found, number = list(_GAP.finditer(bare)), 1
    numbered = any(match["number"] for match in found)
    for match in found:
        number = int(match["number"] or number)
        known = number if numbered and 0 < number <= HIGHEST else None
        start, end = match.span("inner")
        yield Gap(match.start(), match.end(), start, end, known, match["hint"])
        number += 1


def _id(page: Page) -> str | None:
    found = _ID.search(page.source.text[: page.header.end])
    return None if found is None else found["id"]


def _deck(page: Page) -> DeckName | None:
    """The folders of the file; Yanki has no decks within a file."""
    if page.header.names_deck:
        return None
    folders = tuple(page.source.name.split("/")[:-1]) or (page.settings.root.name,)
    return (*page.settings.deck, *folders) if folders[0] else None


def _trimmed(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without blank ones at both ends."""
    text = [index for index, line in enumerate(lines) if not line.blank]
    return lines[text[0] : text[-1] + 1] if text else ()


def _rules(page: Page, lines: Sequence[Line]) -> list[int]:
    """Which lines are rules; `---` right below a paragraph makes that a heading."""
    covered, found = inside(page), list[int]()
    for index, line in enumerate(lines):
        rule = None if line.start in covered else _RULE.fullmatch(line.bare)
        above = lines[index - 1] if index else None
        heading = (
            rule is not None
            and rule["mark"] == "-"
            and above is not None
            and not above.blank
            and found[-1:] != [index - 1]
            and not _NO_PARAGRAPH.match(above.bare)
        )
        if rule is not None and not heading:
            found.append(index)
    return found


def _draft(page: Page, lines: Sequence[Line]) -> Draft:
    rules, size = _rules(page, lines), len(page.source.text)
    first = rules[0] if rules else len(lines)
    draft = Draft(
        form=Form.SPLIT,
        first=lines[0].start,
        last=lines[-1].end,
        deck=_deck(page),
        given_id=_id(page),
        prompt=list(whole(lines[:first], size)),
    )
    bare = "\n".join(line.bare for line in lines[:first])
    if _GAP.search(bare):
        draft.form, draft.gaps = Form.C, gaps
        draft.answer = list(whole(lines[first + 1 :], size))
    elif not rules:
        _ending(draft, lines, bare)
    else:
        _divided(page, draft, lines, rules)
    return draft


def _ending(draft: Draft, lines: Sequence[Line], bare: str) -> None:
    """Emphasis at the end is the answer to what stands above it."""
    last = _LAST.search(bare)
    if last is not None and bare[: last.start()].strip():
        shift = lines[-1].end - len(bare)
        draft.prompt = [(lines[0].start, last.start() + shift)]
        draft.answer = [(last.start("inner") + shift, last.end("inner") + shift)]


def _divided(page: Page, draft: Draft, lines: Sequence[Line], rules: Sequence[int]) -> None:
    """Front and back; between them two rules, if both are asked for."""
    first, *others = rules
    size = len(page.source.text)
    below = lines[first + 1 :]
    draft.both_ways = bool(others) and all(line.blank for line in lines[first + 1 : others[0]])
    if draft.both_ways:
        end = others[1] if len(others) > 1 else len(lines)
        below = lines[others[0] + 1 : end]
        extra = _trimmed(lines[end + 1 :])
        if len(extra) == 1:
            # Seen with either answer; as part of one, it would tell the other.
            draft.source_note = page.source.text[extra[0].start : extra[0].end].strip()
        elif extra:
            below = [*below, *extra]
    draft.answer = list(whole(below, size))

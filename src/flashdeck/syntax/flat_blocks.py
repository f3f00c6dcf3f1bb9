"""The blocks of a flattened page, and the role each seems to play."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from flashdeck.masks import HIDDEN
from flashdeck.syntax import marks
from flashdeck.syntax.page import Line, Page


class Cue(Enum):
    """What a block looks like, then what it is taken for."""

    TAGS = "tags"
    SOURCE = "source"
    DEMO = "demo"
    RULE = "rule"
    VERB = "verb"
    LIST = "list"
    MATH = "math"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    PROMPT = "prompt"


@dataclass(frozen=True, slots=True)
class Block:
    """One line that is not blank, or the lines of a list; `apart` is below a blank line."""

    kind: Cue
    lines: tuple[Line, ...]
    apart: bool

    @property
    def start(self) -> int:
        return self.lines[0].start

    @property
    def end(self) -> int:
        return self.lines[-1].end

    @property
    def bare(self) -> str:
        return "\n".join(line.bare for line in self.lines)


class Role(NamedTuple):
    """What a block is taken for; `why` is empty where nothing was guessed."""

    cue: Cue
    why: str = ""


_EXAMINATION = re.compile(
    r"(Calculate|Classify|Compare|Compute|Contrast|Define|Derive|Describe|Discuss|Distinguish"
    r"|Draw|Explain|Give|Identify|Illustrate|Justify|List|Motivate|Name|Outline|Prove|Recall"
    r"|Restate|Show|Sketch|State|Summari[sz]e|Visuali[sz]e|Write)\b"
)
_LONGEST_PROMPT = 40
_LONGEST_TITLE = 15


def spaced(page: Page) -> bool:
    """Whether the page still has its blank lines."""
    inner = [line.blank for line in page.lines]
    while inner and inner[-1]:
        inner.pop()
    return any(inner[next((i for i, blank in enumerate(inner) if not blank), 0) :])


def blocks(page: Page) -> list[Block]:
    """The blocks of a page; neighbouring list items and lines of one formula stay together."""
    found: list[tuple[Cue, list[Line], bool]] = []
    apart = True
    for line in page.lines:
        if line.blank:
            apart = True
            continue
        kind = _kind(line.bare)
        if found and not apart and _continues(found[-1][0], kind, line.bare):
            found[-1][1].append(line)
        else:
            found.append((kind, [line], apart))
        apart = False
    return [Block(kind, tuple(lines), apart) for kind, lines, apart in found]


def _continues(last: Cue, kind: Cue, bare: str) -> bool:
    if kind is Cue.LIST:
        return last is Cue.LIST
    formula_goes_on = last is Cue.MATH and kind is Cue.MATH
    return formula_goes_on and not bare.strip(HIDDEN)


def _kind(bare: str) -> Cue:
    if marks.TAG_LINE.match(bare):
        return Cue.TAGS
    if marks.SOURCE.match(bare):
        return Cue.SOURCE
    if marks.DEMO.match(bare):
        return Cue.DEMO
    if marks.VERB_LINE.match(bare):
        return Cue.VERB
    if marks.RULE.match(bare):
        return Cue.RULE
    if marks.LIST_ITEM.match(bare):
        return Cue.LIST
    return Cue.PARAGRAPH if bare.strip(HIDDEN + " \t.,;") else Cue.MATH


class _State(Enum):
    FRESH = "no card is open"
    HEADED = "below a heading that a prompt must follow"
    ASKED = "a prompt waits for its answer"
    ANSWERED = "a card is open and has an answer"


def roles(found: Sequence[Block], *, spaced: bool) -> list[Role]:
    """What each block is taken for."""
    state, result = _State.FRESH, []
    for index in range(len(found)):
        role = _role(found, index, state, spaced=spaced)
        result.append(role)
        state = _after(state, role)
    return result


def _after(state: _State, role: Role) -> _State:
    match role.cue:
        case Cue.TAGS | Cue.RULE:
            return _State.FRESH
        case Cue.HEADING:
            return _State.HEADED if role.why == _WEAK else _State.FRESH
        case Cue.PROMPT:
            return _State.ASKED
        case Cue.SOURCE | Cue.DEMO:
            return state
        case _:
            return state if state is _State.FRESH else _State.ANSWERED


_KNOWN = "a word that heads sections"
_STRONG = "a short line above a prompt"
_WEAK = "a short line above a sentence and its list"


def _role(found: Sequence[Block], index: int, state: _State, *, spaced: bool) -> Role:
    block = found[index]
    if block.kind in (Cue.TAGS, Cue.SOURCE, Cue.DEMO):
        return Role(block.kind)
    if block.kind is Cue.RULE:
        return Role(Cue.RULE if block.apart else Cue.PARAGRAPH)
    why = _prompt(block, state)
    if why is None and state is not _State.ASKED:
        heading = _heading(found, index, spaced=spaced)
        if heading:
            return Role(Cue.HEADING, heading)
    if why is not None:
        return Role(Cue.PROMPT, why)
    if state is _State.HEADED and block.kind is Cue.PARAGRAPH:
        return Role(Cue.PROMPT, "the first line below a heading")
    return Role(block.kind)


def _prompt(block: Block, state: _State) -> str | None:
    """Why a block is a prompt; empty for `@verb`, None when it is none."""
    if block.kind is Cue.VERB:
        return ""
    if block.kind is not Cue.PARAGRAPH:
        return None
    bare = block.bare.strip()
    if marks.asks(bare):
        return "it ends in a question mark"
    word = _EXAMINATION.match(bare)
    if (
        state is not _State.ASKED
        and word is not None
        and len(bare.split()) <= _LONGEST_PROMPT
        and not bare.endswith(":")
    ):
        return f"it opens with `{word[0]}`"
    return None


def _heading(found: Sequence[Block], index: int, *, spaced: bool) -> str:
    """Why a block is a heading; empty when it is none."""
    block = found[index]
    below = found[index + 1] if index + 1 < len(found) else None
    if not _short(block) or below is None or (spaced and not block.apart):
        return ""
    if block.bare.strip().lower() in marks.SECTION_WORDS:
        return _KNOWN
    above = [each for each in found[max(0, index - 2) : index] if _short(each)]
    if not spaced and len(above) == 2:
        return ""  # three short lines in a row are the rows of a table
    if _prompt(below, _State.FRESH) is not None:
        return _STRONG
    after = found[index + 2] if index + 2 < len(found) else None
    weak = (
        not spaced
        and after is not None
        and after.kind is Cue.LIST
        and _title_sentence(below)
        and not (index > 0 and _short(found[index - 1]))
    )
    return _WEAK if weak else ""


def _short(block: Block) -> bool:
    return block.kind is Cue.PARAGRAPH and marks.like_heading(block.bare.strip())


def _title_sentence(block: Block) -> bool:
    """One sentence of a few words."""
    text = block.bare.strip()
    one = text.endswith(".") and re.search(r"[.?!]\s+\S", text) is None
    return block.kind is Cue.PARAGRAPH and one and len(text.split()) <= _LONGEST_TITLE

"""Where obsidian-spaced-repetition and the author of a file may be of two minds."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.settings import Settings
from flashdeck.syntax import marks
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.elements import Element, Mark
from flashdeck.syntax.page import Line, Page, inside
from flashdeck.syntax.sr_options import PLUGIN, ignored, options

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FIELD = re.compile(
    r"(?i)(?:status|tags?|date|created|updated|modified|author|source|type|up|down|parent|related"
    r"|alias(?:es)?|rating|due|priority|cssclass(?:es)?|category|url|published|next|prev(?:ious)?)"
)
_GLUED = re.compile(
    r"(?m)^[ \t]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?(?P<front>[^\W\d_][^\n:;`{}<>=\[\]/\\|]*)"
    r"(?<=[^\s:]):::?(?P<back>[^\s:;`{}<>=\[\]/\\|][^\n:;`{}<>=\[\]/\\|]*)$"
)
"""A whole line that is a card without spaces around its mark, and has no sign of code."""
_CALLED = re.compile(r"\w\(")
_UNTAGGED = frozenset({Mark.PAIR, Mark.SPLIT})


def seen(page: Page, blocks: Sequence[Element]) -> list[Element]:
    """The blocks of a page, where marks of cards that the plug-in passes over are text."""
    unread = frozenset[Mark]()
    if ignored(page.source, page.settings):
        unread = frozenset({Mark.PAIR, Mark.UNFINISHED, Mark.SPLIT, Mark.FLASHCARDS})
    elif _passed_over(page, blocks):
        unread = frozenset({Mark.PAIR, Mark.UNFINISHED, Mark.SPLIT})
    if not unread:
        return list(blocks)
    return [each._replace(mark=Mark.OTHER) if each.mark in unread else each for each in blocks]


def glued(text: str, settings: Settings) -> list[int]:
    """Where lines begin that are `front::back`, two or more, in a vault that has the plug-in."""
    vault = settings.vault
    if vault is None or text.count("::") < 2 or not vault.plugin(PLUGIN):
        return []
    if options(settings).pair_mark != "::":
        return []
    found = [match for match in _glued_lines(text) if _is_glued(match)]
    # Names in a program's text share what they begin with.
    several = len({match["front"].split()[-1] for match in found}) > 1
    return [match.start() for match in found] if several else []


def _glued_lines(text: str) -> Iterator[re.Match[str]]:
    """The lines by their marks: most lines have none."""
    at = text.find("::")
    while at >= 0:
        if match := _GLUED.match(text, text.rfind("\n", 0, at) + 1):
            yield match
        end = text.find("\n", at)
        at = text.find("::", end) if end >= 0 else -1


def _is_glued(match: re.Match[str]) -> bool:
    field = _FIELD.fullmatch(match["front"]) is not None
    return not field and any(map(str.isalpha, match["back"])) and not _CALLED.search(match[0])


def untagged(page: Page, blocks: Sequence[Element]) -> Iterator[Diagnostic]:
    """A warning of cards in the plug-in's marks that it passes over, as the file lacks a tag."""
    found = [block.first for block in blocks if block.mark in _UNTAGGED] or _glued(page)
    if found and _passed_over(page, blocks) and not ignored(page.source, page.settings):
        tag = options(page.settings).tags[0]
        yield Diagnostic(
            rule=rules.UNTAGGED_CARDS,
            message="obsidian-spaced-repetition sees no cards in this file: it has no tag",
            span=page.line_span(found[0]),
            help=f"if they are meant as cards, write `#{tag}` above them",
        )


def _glued(page: Page) -> list[Line]:
    """Lines that are `front::back`, two or more, outside of code."""
    starts = frozenset(glued(page.source.text, page.settings))
    if not starts:
        return []
    covered = inside(page)
    found = [
        line
        for line in page.lines
        if line.start in starts
        and line.start not in covered
        and line.bare == page.source.text[line.start : line.end]
    ]
    return found if len(found) > 1 else []


def _passed_over(page: Page, blocks: Sequence[Element]) -> bool:
    """Whether the vault has the plug-in, and nothing in the file says that it holds cards."""
    vault, top = page.settings.vault, page.header
    if vault is None or not vault.plugin(PLUGIN) or top.meant or top.flashcards or top.dialect:
        return False
    if any(block.mark is Mark.TAGS for block in blocks):
        return False
    chosen, text = options(page.settings), page.source.text
    named = any(chosen.deck_of_tag(tag) is not None for tag in page.tags)
    return not (chosen.folders or named or "<!--SR:" in text or chosen.tag.search(text))


def at_home(page: Page) -> bool:
    """Whether the plug-in surely reads the file: the vault has it, or it wrote into the file."""
    vault = page.settings.vault
    text = page.source.text
    noted = "<" in text and "<!--SR:" in text  # that a character is not takes no time to see
    return (vault is not None and bool(vault.plugin(PLUGIN))) or noted


def surely_read(page: Page) -> bool:
    """Whether the plug-in surely has cards in the file: callouts beside them are ordinary ones."""
    if not at_home(page) or ignored(page.source, page.settings):
        return False
    chosen, text = options(page.settings), page.source.text
    tagged = page.header.flashcards or any(chosen.deck_of_tag(tag) is not None for tag in page.tags)
    if not (tagged or chosen.folders or "<!--SR:" in text or chosen.tag.search(text)):
        return False
    return any(chosen.pair(line.bare) or chosen.splits(line.bare) for line in page.lines)


def fields(page: Page, drafts: Sequence[Draft]) -> Iterator[Diagnostic]:
    """A remark on each card that is rather a field of Dataview, such as `status:: done`."""
    text = page.source.text
    for draft in drafts:
        if draft.form is Form.PAIR and len(draft.prompt) == 1:
            start, end = draft.prompt[0]
            key = text[start:end]
            if _FIELD.fullmatch(key) and text.startswith(":: ", end):
                yield Diagnostic(
                    rule=rules.DATAVIEW_FIELD,
                    message=f"`{key}::` looks like a field of Dataview, and was taken for a card",
                    span=page.span(start, end),
                    help=f"put it into the front matter: `{key}: …`",
                )


def unread(page: Page, drafts: Sequence[Draft]) -> Iterator[Diagnostic]:
    """A warning where the plug-in has noted when a card is due, and none was read."""
    text = page.source.text
    if "<!--SR:" not in text:
        return
    told = sorted(drafts, key=lambda draft: draft.first)
    starts = [draft.first for draft in told]
    lost = []
    for comment in page.comments:
        if text.startswith("<!--SR:", comment.start):
            at = bisect_right(starts, comment.start) - 1
            last = told[at].last if at >= 0 else page.header.end
            between = _COMMENT.sub("", text[last : comment.start])
            if at < 0 or (between.strip() and not marks.LONE_ANCHOR.fullmatch(between.strip())):
                lost.append(comment)
    if lost:
        more = f", and {len(lost) - 1:,} more" if len(lost) > 1 else ""
        tool = "obsidian-spaced-repetition"
        yield Diagnostic(
            rule=rules.UNREAD_CARDS,
            message=f"{tool} has a card here{more}, in marks that are not known",
            span=page.span(lost[0].start, lost[0].end),
            help="keep the vault's folder `.obsidian`: the plug-in's marks are set there",
        )

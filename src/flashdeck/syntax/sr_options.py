"""What obsidian-spaced-repetition lets its users set, as far as it changes what is a card.

Read from the vault's own settings of the plug-in, where there are any; what they
leave out has the plug-in's defaults.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property

from flashdeck.masks import masked, regions
from flashdeck.model import DeckName, Passage, trimmed, without
from flashdeck.settings import Settings
from flashdeck.source import Source
from flashdeck.syntax import marks
from flashdeck.syntax.gaps import HIGHEST, Gap

PLUGIN = "obsidian-spaced-repetition"

INLINE_FIELD = re.compile(
    r"(?<![\[\]\w])\[(?!\[)[^\W\d][\w -]*::[^\[\]\n]*\](?!\()|\([^\W\d][\w-]*::[ \t][^()\n]*\)"
)
"""A field of Dataview within a line: `[rating:: 5]`."""
_HIGHLIGHT = re.compile(
    r"==(?:(?P<number>\d{1,3});;)?(?P<inner>[^=\s](?:[^=\n]|=(?!=))*?)(?:;;(?P<hint>[^=\n]+?))?=="
    r"(?:\^\[(?P<note>[^\]\n]*)\])?"
)
_BOLD = re.compile(
    r"\*\*(?:(?P<number>\d{1,3});;)?(?P<inner>[^*\s](?:[^*\n]|\*(?!\*))*?)(?:;;(?P<hint>[^*\n]+?))?\*\*"
    r"(?:\^\[(?P<note>[^\]\n]*)\])?"
)
_CURLY = re.compile(
    r"\{\{(?!c\d+::)(?:(?P<number>\d{1,3})(?:::|;;))?(?P<inner>[^{}\s][^{}\n]*?)"
    r"(?:(?:::|;;)(?P<hint>[^{}\n]+?))?\}\}(?:\^\[(?P<note>[^\]\n]*)\])?"
)


@dataclass(frozen=True)
class Options:
    """The plug-in's settings; separators as they are typed, `end_mark` None for a blank line.

    With `folders`, a file's folder is its deck, and no tag is needed.
    """

    tags: tuple[str, ...] = ("flashcards",)
    pair_mark: str = "::"
    reversed_mark: str = ":::"
    split_mark: str = "?"
    reversed_split: str = "??"
    end_mark: str | None = None
    highlights: bool = True
    bold: bool = False
    curly: bool = False
    folders: bool = False

    @cached_property
    def _tag(self) -> str:
        names = "|".join(re.escape(tag) for tag in sorted(self.tags, key=len, reverse=True))
        return rf"#(?:{names})(?![\w-])(?:/(?P<deck>[\w/-]+))?"

    @cached_property
    def tag(self) -> re.Pattern[str]:
        """A flashcard tag anywhere in a line."""
        return re.compile(rf"(?<![\w/&#]){self._tag}", re.IGNORECASE)

    def without_tags(self, text: Passage) -> Passage:
        """A text without its flashcard tags, which say where a card goes and not what it asks."""
        if "#" not in text.text or self.tag.search(text.text) is None:
            return text
        bare = masked(text.text, regions(text.text))
        found = [match.span() for match in self._spaced_tag.finditer(bare)]
        return trimmed(without(text, found)) or text

    @cached_property
    def _spaced_tag(self) -> re.Pattern[str]:
        return re.compile(rf"[ \t]*{self.tag.pattern}", re.IGNORECASE)

    @cached_property
    def tag_line(self) -> re.Pattern[str]:
        """A line of tags, one of which is a flashcard tag."""
        return re.compile(rf"[ \t]*(?:#[\w/-]+[ \t]+)*{self._tag}(?:[ \t]+#[\w/-]+)*[ \t]*", re.I)

    @cached_property
    def first_tag(self) -> re.Pattern[str]:
        """A flashcard tag before the text of a line, and before it a list's mark."""
        return re.compile(rf"(?:[ \t]*(?:[-*+]|\d+[.)])[ \t]+)?[ \t]*{self._tag}[ \t]+", re.I)

    @cached_property
    def _pairs(self) -> re.Pattern[str]:
        separators = sorted((self.pair_mark, self.reversed_mark), key=len, reverse=True)
        return re.compile("|".join(re.escape(each) for each in separators if each))

    def pair(self, bare: str) -> re.Match[str] | None:
        """The separator of a card on one line; the longest one where several begin."""
        fields = [each.span() for each in INLINE_FIELD.finditer(bare)] if "::" in bare else []
        for found in self._pairs.finditer(bare):
            if not any(start < found.start() < end for start, end in fields):
                return found if bare[: found.start()].strip(" \t-*+") else None
        return None

    def reverses(self, separator: str) -> bool:
        return separator == self.reversed_mark

    def splits(self, bare: str) -> bool:
        """Whether a line divides a question from its answer."""
        return bare.strip() in (self.split_mark, self.reversed_split)

    def both_ways(self, bare: str) -> bool:
        return bare.strip() == self.reversed_split

    def deck_of_tag(self, tag: str) -> DeckName | None:
        """The deck that a flashcard tag names, () for none; None for any other tag."""
        match = re.fullmatch(self._tag, f"#{tag}", re.IGNORECASE)
        return None if match is None else marks.deck_of((match["deck"] or "").replace("/", "::"))

    def gaps(self, bare: str) -> Iterator[Gap]:
        """The gaps that are turned on: `==x==`, `**x**`, `{{x}}`; a number groups, a hint helps."""
        for pattern, wanted in (
            (_HIGHLIGHT, self.highlights),
            (_BOLD, self.bold),
            (_CURLY, self.curly),
        ):
            for match in pattern.finditer(bare) if wanted else ():
                yield _gap(match)


def _gap(match: re.Match[str]) -> Gap:
    number = int(match["number"]) if match["number"] else None
    start, end = match.span("inner")
    hint = match["hint"] or match["note"]
    known = number if number is not None and 0 < number <= HIGHEST else None
    return Gap(match.start(), match.end(), start, end, known, hint.strip() if hint else None)


def options(settings: Settings) -> Options:
    """What the vault's settings of the plug-in say."""
    given = settings.vault.plugin(PLUGIN) if settings.vault else {}
    default = Options()
    return Options(
        tags=_tags(given) or default.tags,
        pair_mark=_text(given, "singleLineCardSeparator", default.pair_mark),
        reversed_mark=_text(given, "singleLineReversedCardSeparator", default.reversed_mark),
        split_mark=_text(given, "multilineCardSeparator", default.split_mark),
        reversed_split=_text(given, "multilineReversedCardSeparator", default.reversed_split),
        end_mark=_text(given, "multilineCardEndMarker", "") or None,
        highlights=_switch(given, "convertHighlightsToClozes", "==", default.highlights),
        bold=_switch(given, "convertBoldTextToClozes", "**", default.bold),
        curly=_switch(given, "convertCurlyBracketsToClozes", "{{", default.curly),
        folders=given.get("convertFoldersToDecks") is True,
    )


def _tags(given: Mapping[str, object]) -> tuple[str, ...]:
    named = given.get("flashcardTags")
    tags = (
        [tag.strip("# ") for tag in named if isinstance(tag, str)]
        if isinstance(named, list)
        else []
    )
    return tuple(tag for tag in tags if tag)


def _text(given: Mapping[str, object], name: str, default: str) -> str:
    value = given.get(name)
    return value.strip() if isinstance(value, str) and value.strip() else default


def _switch(given: Mapping[str, object], name: str, mark: str, default: bool) -> bool:
    """A switch, or whether a newer version's list of gap patterns holds the mark."""
    patterns = given.get("clozePatterns")
    if isinstance(patterns, list):
        return any(isinstance(each, str) and each.startswith(mark) for each in patterns)
    value = given.get(name)
    return value if isinstance(value, bool) else default


def ignored(source: Source, settings: Settings) -> bool:
    """Whether the plug-in is told to pass over a file: by its folder, or by a glob."""
    vault = settings.vault
    given = vault.plugin(PLUGIN).get("noteFoldersToIgnore") if vault else None
    file = (settings.root / source.name).absolute()
    if vault is None or not isinstance(given, list) or not file.is_relative_to(vault.root):
        return False
    inner = file.relative_to(vault.root).as_posix()
    named = [each.strip().strip("/") for each in given if isinstance(each, str)]
    return any(_covers(each, inner) for each in named if each)


def _covers(pattern: str, inner: str) -> bool:
    below = (pattern, f"{pattern}/*")
    return any(
        fnmatchcase(inner, glob) or fnmatchcase(inner, glob.removeprefix("**/")) for glob in below
    )

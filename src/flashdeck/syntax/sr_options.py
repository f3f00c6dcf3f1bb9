"""What obsidian-spaced-repetition lets its users set, as far as it changes what is a card.

Read from the vault's own settings of the plug-in, where there are any; what they
leave out has the plug-in's defaults.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache

from flashdeck.masks import masked, regions
from flashdeck.model import DeckName, Passage, trimmed, without
from flashdeck.settings import Settings, Vault
from flashdeck.source import Source
from flashdeck.syntax import marks
from flashdeck.syntax.gaps import Gap
from flashdeck.syntax.sr_gaps import Pattern, pattern

PLUGIN = "obsidian-spaced-repetition"

INLINE_FIELD = re.compile(
    r"(?<![\[\]\w])\[(?!\[)[^\W\d][\w -]*::[^\[\]\n]*\](?!\()|\([^\W\d][\w-]*::[ \t][^()\n]*\)"
)
"""A field of Dataview within a line: `[rating:: 5]`."""
_NUMBERED = re.compile(r"\{\{c\d+::[^\n]*?\}\}")
_TAG_CHARACTER = r"[^\s\0\u2000-\u206f\u2e00-\u2e7f!-,.:-@\[-^`{-~]"
"""What Obsidian takes for a part of a tag: letters and signs of any script, `_`, `-` and `/`."""
_USUAL_TAGS = ("flashcards",)
HIGHLIGHTS, BOLD, CURLY = (
    f"{left}[123;;]answer[;;hint]{right}"
    for left, right in (("==", "=="), ("**", "**"), ("{{", "}}"))
)
"""The patterns of gaps that the plug-in begins with; only the first is turned on."""


@dataclass(frozen=True)
class Options:
    """The plug-in's settings; separators as they are typed, `end_mark` None for a blank line.

    A separator that is empty is turned off. With `folders`, a file's folder is its
    deck, and no tag is needed.
    """

    tags: tuple[str, ...] = _USUAL_TAGS
    pair_mark: str = "::"
    reversed_mark: str = ":::"
    split_mark: str = "?"
    reversed_split: str = "??"
    end_mark: str | None = None
    patterns: tuple[str, ...] = (HIGHLIGHTS,)
    folders: bool = False
    exact: bool = False
    """Whether tags count in the case that they are set in; nobody may have set any."""

    @property
    def _flags(self) -> re.RegexFlag:
        return re.NOFLAG if self.exact else re.IGNORECASE

    @cached_property
    def _tag(self) -> str:
        names = "|".join(re.escape(tag) for tag in sorted(self.tags, key=len, reverse=True))
        return rf"#(?P<name>{names})(?:/+(?P<deck>{_TAG_CHARACTER}+)|/*(?!{_TAG_CHARACTER}))"

    @cached_property
    def tag(self) -> re.Pattern[str]:
        """A flashcard tag anywhere in a line."""
        return re.compile(rf"(?<![\w/&#(\[=\"'<]){self._tag}", self._flags)

    def without_tags(self, text: Passage) -> Passage:
        """A text without its flashcard tags, which say where a card goes and not what it asks."""
        if "#" not in text.text or self.tag.search(text.text) is None:
            return text
        bare = masked(text.text, regions(text.text))
        found = [match.span() for match in self._spaced_tag.finditer(bare)]
        return trimmed(without(text, found)) or text

    @cached_property
    def _spaced_tag(self) -> re.Pattern[str]:
        return re.compile(rf"[ \t]*{self.tag.pattern}", self._flags)

    @cached_property
    def tag_line(self) -> re.Pattern[str]:
        """A line of tags, one of which is a flashcard tag."""
        other = rf"#{_TAG_CHARACTER}+"
        return re.compile(
            rf"[ \t]*(?:{other}[ \t]+)*{self._tag}(?:[ \t]+{other})*[ \t]*", self._flags
        )

    @cached_property
    def _separators(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """The longest first, each with the expression that finds it."""
        given = sorted({self.pair_mark, self.reversed_mark} - {""}, key=len, reverse=True)
        return tuple((mark, re.compile(re.escape(mark))) for mark in given)

    def pair(self, bare: str) -> re.Match[str] | None:
        """The separator of a card on one line: the longest one that the line has."""
        for mark, expression in self._separators:
            if mark in bare:
                last = bare.rfind("}}") + 2  # behind it no gap ends, however many begin
                gaps = [each.span() for each in _NUMBERED.finditer(bare, 0, last)]
                for found in expression.finditer(bare):
                    above = bisect_left(gaps, (found.start(),)) - 1
                    if above < 0 or gaps[above][1] <= found.start():
                        return found
        return None

    def reverses(self, separator: str) -> bool:
        return separator == self.reversed_mark

    def splits(self, bare: str) -> bool:
        """Whether a line divides a question from its answer."""
        line = bare.strip()
        return line != "" and line in (self.split_mark, self.reversed_split)

    def both_ways(self, bare: str) -> bool:
        return bare.strip() == self.reversed_split

    def deck_of_tag(self, tag: str) -> DeckName | None:
        """The deck that a flashcard tag names, () for none; None for any other tag."""
        match = re.fullmatch(self._tag, f"#{tag}", self._flags)
        return None if match is None else self.named(match)

    def named(self, tag: re.Match[str]) -> DeckName:
        """The deck that a flashcard tag names; one of several tags names one by itself."""
        several = len(self.tags) > 1 and tag["name"].lower() not in _USUAL_TAGS
        return deck_of_path("/".join([tag["name"] * several, tag["deck"] or ""]).strip("/"))

    @cached_property
    def _gaps(self) -> tuple[Pattern, ...]:
        return tuple(found for each in self.patterns if (found := pattern(each)) is not None)

    def gaps(self, bare: str) -> Iterator[Gap]:
        """The gaps that the patterns find, of the first kind that any of them finds."""
        for kind in ("numbered", "lettered", "plain"):
            found = [gap for each in self._gaps for gap in each.gaps(bare, kind)]
            if found:
                yield from found
                return


def deck_of_path(path: str | None) -> DeckName:
    """`a/b` as a deck."""
    return marks.deck_of((path or "").replace("/", "::"))


FIRST_TAG = re.compile(rf"[ \t]*#(?P<path>{_TAG_CHARACTER}+)(?:[ \t]+|$)")
"""A tag that a card's text begins with: it names the card's deck, whatever tag it is."""


def options(settings: Settings) -> Options:
    """What the vault's settings of the plug-in say."""
    return _said(settings.vault)


@lru_cache(maxsize=2)
def _said(vault: Vault | None) -> Options:
    given = vault.plugin(PLUGIN) if vault else {}
    default = Options()
    return Options(
        tags=_tags(given) or default.tags,
        pair_mark=_text(given, "singleLineCardSeparator", default.pair_mark),
        reversed_mark=_text(given, "singleLineReversedCardSeparator", default.reversed_mark),
        split_mark=_line(given, "multilineCardSeparator", default.split_mark),
        reversed_split=_line(given, "multilineReversedCardSeparator", default.reversed_split),
        end_mark=_line(given, "multilineCardEndMarker", "") or None,
        patterns=_patterns(given),
        folders=given.get("convertFoldersToDecks") is True,
        exact=bool(given),
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
    """A separator; white space alone turns it off."""
    value = given.get(name)
    return default if not isinstance(value, str) else value if value.strip() else ""


def _line(given: Mapping[str, object], name: str, default: str) -> str:
    """A separator that stands on a line of its own."""
    return _text(given, name, default).strip()


def _patterns(given: Mapping[str, object]) -> tuple[str, ...]:
    """The list of gap patterns; older versions had a switch for each."""
    patterns = given.get("clozePatterns")
    if isinstance(patterns, list):
        return tuple(each for each in patterns if isinstance(each, str))
    switches = (
        ("convertHighlightsToClozes", HIGHLIGHTS, True),
        ("convertBoldTextToClozes", BOLD, False),
        ("convertCurlyBracketsToClozes", CURLY, False),
    )
    return tuple(each for name, each, default in switches if given.get(name, default) is True)


def ignored(source: Source, settings: Settings) -> bool:
    """Whether the plug-in is told to pass over a file: by its folder, or by a glob."""
    vault = settings.vault
    given = vault.plugin(PLUGIN).get("noteFoldersToIgnore") if vault else None
    if vault is None or not isinstance(given, list):
        return False
    file = (settings.root / source.name).absolute()
    if not file.is_relative_to(vault.root):
        return False
    inner = file.relative_to(vault.root).as_posix()
    named = [each.strip().strip("/") for each in given if isinstance(each, str)]
    return any(_covers(each, inner) for each in named if each)


def _covers(pattern: str, inner: str) -> bool:
    below = (pattern, f"{pattern}/*")
    return any(
        fnmatchcase(inner, glob) or fnmatchcase(inner, glob.removeprefix("**/")) for glob in below
    )

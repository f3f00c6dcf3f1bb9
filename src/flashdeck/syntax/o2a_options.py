"""What Obsidian_to_Anki lets its users set, as far as it changes what is a card.

Read from the vault's own settings of the plug-in, where there are any. Where
there are none, curly gaps are on: without them, such notes would have no gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from flashdeck.model import DeckName
from flashdeck.settings import Settings
from flashdeck.syntax import marks
from flashdeck.syntax.note_types import basic, cloze
from flashdeck.syntax.o2a_styles import STYLES

PLUGIN = "obsidian-to-anki-plugin"

_FIELDS: dict[str, tuple[str, ...]] = {
    "Basic": ("Front", "Back"),
    "Basic (and reversed card)": ("Front", "Back"),
    "Basic (optional reversed card)": ("Front", "Back", "Add Reverse"),
    "Basic (type in the answer)": ("Front", "Back"),
    "Cloze": ("Text", "Back Extra"),
}
_BEGIN = r"(?:START|%%[ \t]?(?:ANKI|START)|<!--[ \t]?(?:ANKI|START))"
_END = r"END(?:[ \t]?(?:%%|-->))?"
_ALIKE = (0.8, 0.95)
"""How near a name must be to a known one: an unlikely one, and one that may be another's."""


@dataclass(frozen=True)
class Options:
    """The plug-in's settings.

    `begin` and `end` are patterns of a whole line. `fields` are those that the
    plug-in found in Anki; `styles` are regular expressions by note type. `curly`
    and `highlights` are None where nobody has said. Only files below `scanned` are
    read, and none that a glob of `ignored` covers.
    """

    begin: str = _BEGIN
    end: str = _END
    begin_inline: str = "STARTI"
    end_inline: str = "ENDI"
    frozen: str = "FROZEN"
    delete: str = "DELETE"
    deck_line: str = "TARGET DECK"
    tags_line: str = "FILE TAGS"
    curly: bool | None = None
    highlights: bool | None = None
    tag: str | None = None
    deck: DeckName = ()
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    styles: Mapping[str, str] = field(default_factory=dict)
    folder_decks: Mapping[str, str] = field(default_factory=dict)
    folder_tags: Mapping[str, str] = field(default_factory=dict)
    path_decks: bool = False
    obsidian_tags: bool = False
    scanned: str = ""
    ignored: tuple[str, ...] = ()

    @cached_property
    def edges(self) -> re.Pattern[str]:
        """A line that begins or ends a note; behind its end there may be `more`."""
        more = r"(?P<more>(?!\w)[^\n]*)"
        return re.compile(rf"(?m)^(?:(?P<begin>{self.begin})[ \t]*$|(?P<end>{self.end}){more}$)")

    @cached_property
    def inline(self) -> re.Pattern[str]:
        """A note on one line; `told` is what stands between the marks, None without an end."""
        begin, end = re.escape(self.begin_inline), re.escape(self.end_inline)
        return re.compile(rf"(?<!\w){begin}(?!\w)(?:(?P<told>.*?)(?<!\w){end}(?!\w))?")

    @cached_property
    def deleted(self) -> re.Pattern[str]:
        return re.compile(rf"(?m)^{re.escape(self.delete)}[ \t]*\n?(?:<!--)?ID: (?P<id>\d+).*$")

    @cached_property
    def header(self) -> re.Pattern[str]:
        """A line, or two, that name the deck or the tags of a file."""
        deck, tags = re.escape(self.deck_line), re.escape(self.tags_line)
        return re.compile(rf"(?m)^(?:(?P<deck>{deck})|{tags})(?:\n|:[ \t]*)(?P<told>.*)$")

    @cached_property
    def freezes(self) -> re.Pattern[str]:
        """The fields that all notes of a type share, up to a blank line."""
        return re.compile(
            rf"(?m)^{re.escape(self.frozen)} - (?P<type>.*?):[ \t]*\n(?P<told>(?:[^\n]+\n?)+)"
        )

    def fields_of(self, kind: str) -> tuple[str, ...] | None:
        """The fields of a note type, in order; None where they are not known."""
        return self.fields.get(kind) or _FIELDS.get(kind)

    def finds(self, text: str) -> bool:
        """Whether a text may hold a card because of what was set."""
        usual = self.begin == _BEGIN and self.begin_inline == "STARTI"
        return bool(self.styles) or not usual or self.delete in text

    def known(self, kind: str) -> bool:
        return kind in self.fields or kind in _FIELDS

    def meant(self, kind: str) -> str | None:
        """The known type that one of an unknown name is near to.

        Where nobody has said which types there are, `Basis` and `Basic+` may be some.
        """
        free = not self.fields and (basic(kind) or cloze(kind))
        if self.known(kind) or kind in self.styles:
            return None
        names = {name.casefold(): name for name in (*_FIELDS, *self.fields, *self.styles)}
        near = get_close_matches(kind.casefold(), list(names), n=1, cutoff=_ALIKE[free])
        return names[near[0]] if near else None


def options(settings: Settings) -> Options:
    """What the vault's settings of the plug-in say."""
    given = settings.vault.plugin(PLUGIN) if settings.vault else {}
    styles = {kind: STYLES.get(style, style) for kind, style in settings.o2a.items()}
    if not given:
        return Options(styles=styles)
    syntax, defaults = _mapping(given, "Syntax"), _mapping(given, "Defaults")
    deck, globs = _text(defaults, "Deck", ""), given.get("IGNORED_FILE_GLOBS")
    return Options(
        begin=_mark(syntax, "Begin Note", "START", _BEGIN),
        end=_mark(syntax, "End Note", "END", _END),
        begin_inline=_text(syntax, "Begin Inline Note", "STARTI"),
        end_inline=_text(syntax, "End Inline Note", "ENDI"),
        frozen=_text(syntax, "Frozen Fields Line", "FROZEN"),
        delete=_text(syntax, "Delete Note Line", "DELETE"),
        deck_line=_text(syntax, "Target Deck Line", "TARGET DECK"),
        tags_line=_text(syntax, "File Tags Line", "FILE TAGS"),
        curly=_switch(defaults, "CurlyCloze"),
        highlights=_switch(defaults, "CurlyCloze - Highlights to Clozes"),
        tag=_text(defaults, "Tag", "") or None,
        deck=marks.deck_of(deck) if deck != "Default" else (),
        fields=dict(_fields(_mapping(given, "fields_dict"))),
        styles={**_texts(_mapping(given, "CUSTOM_REGEXPS")), **styles},
        folder_decks=_texts(_mapping(given, "FOLDER_DECKS")),
        folder_tags=_texts(_mapping(given, "FOLDER_TAGS")),
        path_decks=_switch(defaults, "Auto Target Deck from Path") or False,
        obsidian_tags=_switch(defaults, "Add Obsidian Tags") or False,
        scanned=_text(defaults, "Scan Directory", "").strip("/"),
        ignored=tuple(each for each in globs if isinstance(each, str))
        if isinstance(globs, list)
        else (),
    )


def _mapping(given: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = given.get(name)
    return value if isinstance(value, dict) else {}


def _text(given: Mapping[str, object], name: str, default: str) -> str:
    value = given.get(name)
    return value.strip() if isinstance(value, str) and value.strip() else default


def _mark(given: Mapping[str, object], name: str, usual: str, pattern: str) -> str:
    """The pattern of a mark; the usual one may stand in a comment."""
    mark = _text(given, name, usual)
    return pattern if mark == usual else re.escape(mark)


def _switch(given: Mapping[str, object], name: str) -> bool | None:
    value = given.get(name)
    return value if isinstance(value, bool) else None


def _texts(given: Mapping[str, object]) -> dict[str, str]:
    return {name: value for name, value in given.items() if isinstance(value, str) and value}


def _fields(given: Mapping[str, object]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for kind, names in given.items():
        if isinstance(names, list) and names:
            yield kind, tuple(name for name in names if isinstance(name, str))

"""The top level of a settings file: one method for each kind of value.

A value that is not of its kind is a diagnostic at its place, and counts as not
given. Whatever no method asked for is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

import yaml

from flashdeck import rules
from flashdeck.config.nodes import Entry, entries, place
from flashdeck.diagnostics import Diagnostic, Label
from flashdeck.model import DeckName
from flashdeck.source import Source

_MACRO = re.compile(r"[A-Za-z]+|[^A-Za-z\s\\{}]")
_WHOLE = re.compile(r"[+-]?[0-9]+")

_SWITCH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_NOWHERE = ".flashdeck/no-such-folder"


class Given:
    """The keys of one file; `found` grows as they are read."""

    def __init__(self, source: Source, given: dict[str, Entry], found: list[Diagnostic]) -> None:
        self.source = source
        self.found = found
        self._given = given
        self._known: list[str] = []

    @classmethod
    def of(cls, source: Source) -> Given:
        """The keys of a file; of two equal ones the later."""
        given: dict[str, Entry] = {}
        read, found = entries(source)
        for entry in read:
            if (first := given.get(entry.name)) is not None:
                found.append(_twice(source, entry, first))
            given[entry.name] = entry
        return cls(source, given, found)

    def refuse_the_rest(self) -> None:
        """A diagnostic for each key that was not asked for."""
        for name, entry in self._given.items():
            if name not in self._known:
                near = get_close_matches(name.lower(), self._known, n=1)
                meant = f"did you mean `{near[0]}`?" if near else None
                known = f"there are: {', '.join(f'`{key}`' for key in self._known)}"
                self._refuse(entry.key, f"unknown setting `{name}`", meant or known)

    def text(self, name: str) -> str:
        """A text; a number or a date is one, as it is written."""
        match self._value(name):
            case None:
                return ""
            case yaml.ScalarNode() as node:
                return str(node.value).strip()
            case node:
                self._refuse(node, f"`{name}` wants a text", f"such as `{name}: word`")
                return ""

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, or one alone."""
        return tuple(text for _, text in self._items(name))

    def folders(self, name: str, root: Path) -> tuple[str, ...]:
        """Folders that are there, inside the root, with forward slashes.

        Where some are named but none is there, one that cannot be: then nothing is
        read, rather than everything.
        """
        given = list(self._items(name))
        fit = tuple(
            str(PurePosixPath(text)) for node, text in given if self._inside(node, text, root)
        )
        return fit or tuple(_NOWHERE for _ in given[:1])

    def deck(self, name: str) -> DeckName:
        """A deck's path: `A::B`, or a list of its parts."""
        parts: list[str] = []
        for node, text in self._items(name):
            found = [part.strip() for part in text.split("::")]
            if not all(found):
                self._refuse(node, "a deck without a name", "write `deck: Outer::Inner`")
                return ()
            parts += found
        return tuple(parts)

    def tags(self, name: str) -> frozenset[str]:
        """Tags without their marks; a text may hold several."""
        words = (word for _, text in self._items(name) for word in re.split(r"[\s,]+", text))
        return frozenset(tag for word in words if (tag := word.lstrip("@#").rstrip("~")))

    def number(self, name: str, default: int, among: Collection[int]) -> int:
        """A whole number that is one of those allowed."""
        node = self._value(name)
        if node is None:
            return default
        if isinstance(node, yaml.ScalarNode) and _WHOLE.fullmatch(node.value.strip()):
            digits = node.value.strip()
            if len(digits) < 9 and int(digits) in among:
                return int(digits)
        self._refuse(
            node, f"`{name}` wants {_allowed(among)}", f"without it, `{name}` is {default}"
        )
        return default

    def switch(self, name: str, default: bool) -> bool:
        """On or off, in any of YAML's words for it."""
        node = self._value(name)
        if node is None:
            return default
        said = node.value.strip().lower() if isinstance(node, yaml.ScalarNode) else ""
        if said not in _SWITCH:
            usual = str(default).lower()
            self._refuse(node, f"`{name}` wants true or false", f"without it, `{name}` is {usual}")
        return _SWITCH.get(said, default)

    def macros(self, name: str) -> dict[str, str]:
        """LaTeX commands by name, without the backslash."""
        match self._value(name):
            case None:
                return {}
            case yaml.MappingNode() as node:
                pairs = [self._macro(key, value) for key, value in node.value]
                return dict(pair for pair in pairs if pair is not None)
            case node:
                self._refuse(node, f"`{name}` wants names and LaTeX", r"such as `R: \mathbb{R}`")
                return {}

    def pairs(self, name: str) -> dict[str, str]:
        """Texts by name."""
        node = self._value(name)
        if node is None:
            return {}
        found = {}
        for key, value in node.value if isinstance(node, yaml.MappingNode) else [(node, node)]:
            if (
                isinstance(key, yaml.ScalarNode)
                and isinstance(value, yaml.ScalarNode)
                and key is not value
            ):
                found[key.value] = value.value
            else:
                self._refuse(
                    value, f"`{name}` wants names and texts", f"such as `{name}: {{Basic: header}}`"
                )
        return found

    def _macro(self, key: yaml.Node, value: yaml.Node) -> tuple[str, str] | None:
        name = key.value.removeprefix("\\") if isinstance(key, yaml.ScalarNode) else ""
        if not _MACRO.fullmatch(name):
            self._refuse(key, "not the name of a LaTeX command", "letters only, such as `RR`")
        elif not isinstance(value, yaml.ScalarNode):
            self._refuse(value, f"`{name}` wants LaTeX", f"such as `{name}: \\mathbb{{R}}`")
        else:
            return name, value.value
        return None

    def _value(self, name: str) -> yaml.Node | None:
        """What was given; an empty value is not given."""
        self._known.append(name)
        entry = self._given.get(name)
        return None if entry is None or _empty(entry.value) else entry.value

    def _items(self, name: str) -> Iterator[tuple[yaml.Node, str]]:
        """The texts of a list, or one text alone, each with its node."""
        value = self._value(name)
        for node in value.value if isinstance(value, yaml.SequenceNode) else [value]:
            if isinstance(node, yaml.ScalarNode):
                if node.value.strip():
                    yield node, node.value.strip()
            elif node is not None:
                self._refuse(node, f"`{name}` wants texts", f"such as `{name}: [one, two]`")

    def _inside(self, node: yaml.Node, text: str, root: Path) -> bool:
        folder = (root / text).resolve()
        if not folder.is_relative_to(root):
            self._refuse(node, f"`{text}` lies outside of the collection")
        elif not folder.is_dir():
            self._refuse(node, f"there is no folder `{text}` beside the file")
        else:
            return True
        return False

    def _refuse(self, node: yaml.Node, message: str, help: str | None = None) -> None:
        span = place(self.source, node)
        self.found.append(Diagnostic(rule=rules.BAD_SETTING, message=message, span=span, help=help))


def _twice(source: Source, entry: Entry, first: Entry) -> Diagnostic:
    return Diagnostic(
        rule=rules.BAD_SETTING,
        message=f"`{entry.name}` is set twice",
        span=place(source, entry.key),
        labels=(Label(place(source, first.key), "first set here"),),
        help="keep one of them; until then the later one counts",
    )


def _empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.value.strip()


def _allowed(among: Collection[int]) -> str:
    numbers = sorted(among)
    if len(numbers) > 2:
        return f"a whole number from {numbers[0]} to {numbers[-1]:,}"
    return " or ".join(str(number) for number in numbers)

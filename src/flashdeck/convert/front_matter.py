"""Front matter of the written file: the author's own, with what must be said changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from flashdeck.syntax.header import Header

Said = Mapping[str, str | tuple[str, ...] | None]
"""Values by key; None for a key that is to go."""

DECK_KEYS = ("deck", "target deck", "cards-deck", "name")
TAG_KEYS = ("tags", "tag", "file tags")

_ALIASES = {"deck": DECK_KEYS, "tags": TAG_KEYS}
_SAFE = re.compile(r"[^\W\d_][\w ./&+()-]*(?:::[\w ./&+()-]+)*")
_CLOSER = re.compile(r"(?:---|\.\.\.|\+\+\+)[ \t]*")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def front_matter(text: str, header: Header, said: Said, *, toml: bool) -> str:
    """The front matter of a file with a text and a header, once it says something else.

    Empty when there is nothing to say. Lines that are not changed stay as they
    are, as long as the language does.
    """
    lines = text[: header.end].rstrip("\n").split("\n") if header.end else []
    if in_toml(text, header) == toml or not lines:
        closed = lines and _CLOSER.fullmatch(lines[-1])
        inside = lines[1:-1] if closed else lines[1:]
        kept, new = _kept(inside, said), _written(said, toml=toml)
        # In TOML whatever stands below a table is in it.
        inner = [*new, *kept] if toml else [*kept, *new]
    else:
        inner = [*_written(_translated(header.values, said), toml=toml)]
    return "\n".join(["---", *inner, "---", ""]) if any(map(str.strip, inner)) else ""


def in_toml(text: str, header: Header) -> bool:
    """Whether front matter is TOML, between lines `---` as hashcards has it, or `+++`."""
    return header.toml or text.startswith("+++")


def _keys(said: Said) -> set[str]:
    return {alias for key in said for alias in _ALIASES.get(key, (key,))}


def _kept(lines: Iterable[str], said: Said) -> Iterator[str]:
    """The lines of keys that are not said anew, with what belongs to them."""
    gone, keys = False, _keys(said)
    for line in lines:
        key = re.match(r"([\w][\w -]*?)[ \t]*[:=]", line)
        if key is not None:
            gone = key[1].lower() in keys
        elif line.strip() and not line.startswith((" ", "\t", "-", "]", "}")):
            gone = False
        if not gone:
            yield line


def _translated(
    values: Mapping[str, object], said: Said
) -> dict[str, str | tuple[str, ...] | None]:
    """The values of one language for the other, with what is said anew."""
    keys = _keys(said)
    kept = {key: _value(value) for key, value in values.items() if key not in keys}
    deck = next((key for key in DECK_KEYS if isinstance(kept.get(key), str)), None)
    named = {"deck" if key == deck else key: value for key, value in kept.items() if value}
    return {**named, **said}


def _value(value: object) -> str | tuple[str, ...] | None:
    if isinstance(value, list):
        return tuple(str(each) for each in value)
    return None if value is None or isinstance(value, dict) else str(value)


def _written(said: Said, *, toml: bool) -> Iterator[str]:
    for key, value in said.items():
        if toml and value:
            name = "name" if key == "deck" else key
            shown = json.dumps(value if isinstance(value, str) else list(value), ensure_ascii=False)
            name = name if re.fullmatch(r"[\w-]+", name, re.ASCII) else json.dumps(name)
            yield f"{name} = {shown}"
        elif isinstance(value, str):
            yield f"{key}: {_scalar(value)}"
        elif value:
            yield f"{key}: [{', '.join(map(_scalar, value))}]"


def _scalar(value: str) -> str:
    plain = _SAFE.fullmatch(value) and value.lower() not in _WORDS and value == value.strip()
    return value if plain else json.dumps(value, ensure_ascii=False)

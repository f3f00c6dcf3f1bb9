"""What a file says of itself: its deck, tags and dialect, before its cards."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import yaml

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic, Label
from flashdeck.model import DeckName
from flashdeck.source import Source, Span
from flashdeck.syntax import marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A file's header. `taken` holds the offsets of the lines it consumed below `end`."""

    deck: DeckName | None = None
    tags: frozenset[str] = frozenset()
    listed: tuple[str, ...] = ()
    """The tags of front matter in their order, the dialects' own among them."""
    dialect: str | None = None
    flashcards: bool = False
    names_deck: bool = False
    meant: bool = False
    """Whether whoever named the deck had cards in mind: `name:` alone may be anybody's."""
    end: int = 0
    taken: frozenset[int] = frozenset()
    title: int | None = None
    """The offset of the line that names the deck only because it is a title."""
    toml: bool = False
    values: Mapping[str, object] = field(default_factory=dict)
    """What front matter says, by lower-case keys."""
    diagnostics: tuple[Diagnostic, ...] = ()


class _Claim(NamedTuple):
    """A deck that some line of the file names; `sure` where it can mean nothing else."""

    deck: DeckName
    span: Span
    sure: bool = True


class _Front(NamedTuple):
    """Front matter: its values, where it ends, and what is wrong with it."""

    values: dict[str, object]
    end: int
    diagnostics: tuple[Diagnostic, ...] = ()
    toml: bool = False


DECK_KEYS = ("deck", "target deck", "cards-deck", "name")
_TAG_KEYS = ("tags", "tag", "file tags")
_CLOSER = re.compile(r"(?m)^(?:---|\.\.\.)[ \t]*$")
_KEYS = re.compile(r"(?m)^(?=[^\s#-][^:\n]*:)")
"""Where keys of front matter begin."""
_PLUS_SIGNS = re.compile(r"\+\+\+[ \t]*\n(?P<inner>(?:[^\n]*\n)*?)\+\+\+[ \t]*(?=\n|\Z)")
_TOML = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*[\w-]+[ \t]*=[ \t]*\S")
_KEY = re.compile(r"[\w][\w -]*:(?:\s|$)")
_KEY_LINE = re.compile(r"(?m)^[ \t]*[\"']?[\w][\w -]*[\"']?[ \t]*[:=](?:\s|$)")
_MARKUP = re.compile(r"(\*\*|`)(?=\S)(.+?)(?<=\S)\1")
_MARKED = re.compile(
    r"\s*(?:[#@>|?`-]|[•*+]\s|\d+[.)]\s|.*::|.*==\S|.*\[\[|[^:,]{1,30}:(?:\s|$)|Source:|demo:|[QAC]:"
    r"|(?:model|tags?|deck|markdown|md|nid|external-ids):)"
)
_DIRECTIVE = re.compile(r"(?m)^(TARGET DECK|FILE TAGS)(?::|[ \t]|$)[ \t]*(.*)$")
_NAMES = (re.compile("TARGET DECK"), re.compile("FILE TAGS"))
"""Each by itself: words are found faster than the beginnings of lines."""


def header(source: Source, bare: str) -> Header:
    """The header of a file; `bare` is its text with masked parts hidden."""
    front = _front_matter(source)
    directives = list(_directives(source, bare, front.end))
    claims = [*_front_decks(source, front), *_named(source, directives, "TARGET DECK")]
    claims.sort(key=lambda claim: not claim.sure)
    listed = tuple(_tags(front.values))
    tags = set(listed) | {
        tag
        for name, span in ((found.name, found.value) for found in directives)
        if name == "FILE TAGS"
        for tag in marks.tags_of(span.text)
    }
    taken = {offset for found in directives for offset in found.lines}
    org = source.name.lower().endswith(".org")  # there a `#` begins a comment
    title = None if claims or org else _title(source, bare, front.end, taken)
    dialect = front.values.get("dialect")
    return Header(
        deck=claims[0].deck if claims else title.deck if title else None,
        tags=frozenset(tags - {"flashcards"}),
        listed=listed,
        dialect=str(dialect) if dialect else None,
        flashcards="flashcards" in tags,
        names_deck=bool(claims),
        meant=front.toml or any(claim.sure for claim in claims),
        end=front.end,
        toml=front.toml,
        values=front.values,
        taken=frozenset(taken | ({title.line} if title else set())),
        title=title.line if title else None,
        diagnostics=(
            *front.diagnostics,
            *_disagreements(claims),
            *(title.diagnostics if title else ()),
        ),
    )


def _front_matter(source: Source) -> _Front:
    text = source.text
    opening = re.match(r"---[ \t]*\n", text)
    if opening is None:
        return _plus_signs(source)
    closing = _CLOSER.search(text, opening.end())
    if closing is not None and _is_rule(text, opening.end(), closing.start()):
        return _Front({}, 0)
    if closing is not None:
        end = min(closing.end() + 1, len(text))
        if _TOML.match(text, opening.end()):
            return _toml(source, opening.end(), closing.start(), end)
        values, found = _yaml(source, opening.end(), closing.start())
        return _Front(values, end, (*found, *_unfit(source, values, end)))
    if _KEY.match(text, opening.end()) is None:
        return _Front({}, 0)
    end = text.find("\n\n", opening.end())
    end = len(text) if end < 0 else end + 1
    values, _ = _yaml(source, opening.end(), end)
    unclosed = Diagnostic(
        rule=rules.UNCLOSED_FRONT_MATTER,
        message="front matter is not closed",
        span=Span(source, 0, 3),
        help="end it with a line `---`; up to the first blank line was taken for it",
    )
    return _Front(values, end, (unclosed,))


def _is_rule(text: str, start: int, end: int) -> bool:
    """Whether `---` at the top only divides: a blank line is below, and no key above the next."""
    below = text.find("\n", start)
    blank = not text[start : end if below < 0 else min(below, end)].strip()
    told = text[start:end].strip() != ""
    return blank and told and _KEY_LINE.search(text, start, end) is None


def _plus_signs(source: Source) -> _Front:
    """TOML between lines `+++`, as writers of sites have it: no sign that cards are meant."""
    found = _PLUS_SIGNS.match(source.text)
    if found is None:
        return _Front({}, 0)
    end = min(found.end() + 1, len(source.text))
    return _toml(source, *found.span("inner"), end)._replace(toml=False)


def _toml(source: Source, start: int, inner_end: int, end: int) -> _Front:
    """Front matter of `key = value` lines."""
    try:
        values = tomllib.loads(source.text[start:inner_end])
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        wrong = Diagnostic(
            rule=rules.BAD_FRONT_MATTER,
            message=f"front matter is not valid TOML: {error}",
            span=Span(source, start, inner_end),
            help='write `name = "Deck"`, or YAML such as `deck: Name`',
        )
        return _Front({}, end, (wrong,), toml=True)
    return _Front({key.lower(): value for key, value in values.items()}, end, toml=True)


def _yaml(source: Source, start: int, end: int) -> tuple[dict[str, object], tuple[Diagnostic, ...]]:
    try:
        values = _loaded(source.text[start:end])
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return _salvaged(source.text[start:end]), (_bad_yaml(source, start, end, error),)
    if values is None:
        return {}, ()
    if not isinstance(values, dict):
        wrong = Diagnostic(
            rule=rules.BAD_FRONT_MATTER,
            message="front matter does not hold `key: value` lines",
            span=Span(source, start, end),
            help="write `deck: Name`, or close the cards above by other means than `---`",
        )
        return {}, (wrong,)
    return {str(key).lower(): value for key, value in values.items()}, ()


def _loaded(text: str) -> object:
    """What YAML says; a value that looks like a date and is none is text, as in Obsidian."""
    try:
        return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.constructor.ConstructorError, ValueError):
        return yaml.load(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def _salvaged(text: str) -> dict[str, object]:
    """What those keys say that can be read, of front matter that cannot."""
    found = dict[str, object]()
    for part in _KEYS.split(text):
        try:
            values = _loaded(part)
        except (yaml.YAMLError, ValueError, RecursionError):
            continue
        if isinstance(values, dict):
            found |= {str(key).lower(): value for key, value in values.items()}
    return found


def _unfit(source: Source, values: dict[str, object], end: int) -> Iterator[Diagnostic]:
    """Keys of ours whose values mean nothing: a list of decks, or tags that YAML takes away."""
    for keys, fits, remedy in (
        (DECK_KEYS, str | int | float, "write `deck: Outer::Inner`"),
        (_TAG_KEYS, str | int | float | list, "write `tags: [one, two]`; `#` begins a comment"),
    ):
        for key in keys:
            line = re.search(rf"(?mi)^{key}[ \t]*:[ \t]*\S.*$", source.text[:end])
            if key in values and line and not isinstance(values[key], fits):
                yield Diagnostic(
                    rule=rules.BAD_FRONT_MATTER,
                    message=f"`{key}` holds no {'deck' if keys is DECK_KEYS else 'tags'}",
                    span=Span(source, *line.span()),
                    help=remedy,
                )


def _bad_yaml(source: Source, start: int, end: int, error: Exception) -> Diagnostic:
    mark = getattr(error, "problem_mark", None)
    at = start
    if mark is not None:
        first = source.locate(start).line
        at = min(_line_start(source, first + mark.line) + mark.column, max(start, end - 1))
    problem = getattr(error, "problem", None) or "it cannot be read"
    return Diagnostic(
        rule=rules.BAD_FRONT_MATTER,
        message=f"front matter is not valid YAML: {problem}",
        span=Span(source, at, at + 1),
        help="put values that hold `: `, `#`, `@` or brackets in quotes",
    )


def _line_start(source: Source, line: int) -> int:
    at = 0
    for _ in range(line - 1):
        following = source.text.find("\n", at)
        if following < 0:
            break
        at = following + 1
    return at


def _front_decks(source: Source, front: _Front) -> Iterator[_Claim]:
    for key in DECK_KEYS:
        value = front.values.get(key)
        if isinstance(value, str | int | float) and (deck := marks.deck_of(str(value))):
            line = re.search(rf"(?mi)^{key}\s*[:=].*$", source.text[: front.end])
            span = line.span() if line else (0, 3)
            yield _Claim(deck, Span(source, *span), sure=key != "name")


def _tags(values: dict[str, object]) -> Iterator[str]:
    for key in _TAG_KEYS:
        value = values.get(key)
        if isinstance(value, list):
            words = ["-".join(str(each).split()) for each in value if each is not None]
        else:
            words = [] if value is None else [str(value)]
        for word in words:
            yield from marks.tags_of(word)


class _Directive(NamedTuple):
    """A TARGET DECK or FILE TAGS line, or two lines; `lines` are their offsets."""

    name: str
    value: Span
    lines: tuple[int, ...]


def _directives(source: Source, bare: str, at: int) -> Iterator[_Directive]:
    places = sorted(found.start() for name in _NAMES for found in name.finditer(bare, at))
    for match in filter(None, (_DIRECTIVE.match(bare, place) for place in places)):
        if match[2].strip():
            yield _Directive(match[1], Span(source, *match.span(2)), (match.start(),))
        elif match.end() < len(bare):
            start = match.end() + 1
            end = bare.find("\n", start)
            end = len(bare) if end < 0 else end
            yield _Directive(match[1], Span(source, start, end), (match.start(), start))
        else:
            yield _Directive(match[1], Span(source, match.end(), match.end()), (match.start(),))


def _named(source: Source, directives: list[_Directive], name: str) -> Iterator[_Claim]:
    for found in directives:
        if found.name == name and (deck := marks.deck_of(found.value.text)):
            yield _Claim(deck, found.value)


def _disagreements(claims: list[_Claim]) -> Iterator[Diagnostic]:
    for claim in claims[1:]:
        if claim.deck != claims[0].deck and claim.sure == claims[0].sure:
            yield Diagnostic(
                rule=rules.DECKS_DISAGREE,
                message=f"this deck is not `{'::'.join(claims[0].deck)}`, which counts",
                span=claim.span,
                labels=(Label(claims[0].span, "this one counts"),),
                help="keep one of them",
            )


def _plain(title: str) -> str:
    """A title without the marks of bold words and code, which no deck's name has."""
    return _MARKUP.sub(r"\2", title)


class _Title(NamedTuple):
    deck: DeckName
    line: int
    diagnostics: tuple[Diagnostic, ...]


def _title(source: Source, bare: str, at: int, taken: set[int]) -> _Title | None:
    """The deck that an only H1, or a title line above a heading, names."""
    content = [
        (match.start(), match.end(), match[0])
        for match in re.finditer(r"(?m)^.*\S.*$", bare[at : at + 4000])
    ][:2]
    if not content or at + content[0][0] in taken:
        return None
    start, end, line = at + content[0][0], at + content[0][1], content[0][2]
    if found := re.match(r"#[ \t]+(.*?)[ \t#]*$", line):
        only = len(re.findall(r"(?m)^#[ \t]", bare[at:])) == 1
        split = re.match(r"\n[ \t]*\?\??[ \t]*(?:\n|\Z)", bare[end : end + 80])
        if not only or split or marks.asks(found[1]) or "==" in found[1]:
            return None
        name = source.text[start + found.start(1) : start + found.end(1)]
        return _Title((_plain(marks.ID.sub("", name)).strip(),), start, ())
    below = content[1][2] if len(content) > 1 else ""
    heading = re.match(r"#{1,6}[ \t]", below) or below.strip().lower() in marks.SECTION_WORDS
    if not heading or not marks.like_heading(line, words=12) or _MARKED.match(line):
        return None
    deck = tuple(part.strip() for part in _plain(line).split(",", 1) if part.strip())
    note = Diagnostic(
        rule=rules.GUESSED_DECK,
        message=f"the first line was taken for the deck `{'::'.join(deck)}`",
        span=Span(source, start, end),
        help=f"say `TARGET DECK: {'::'.join(deck)}` to be sure",
    )
    return _Title(deck, start, (note,))

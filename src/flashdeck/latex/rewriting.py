"""Formulas in the words of the MathML engine, where it has none of its own for a thing.

Only what keeps its meaning is rewritten. Numbers of equations are not shown, as
in Anki, unless `\\tag` gives them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from flashdeck.latex.macros import expanded
from flashdeck.latex.names import ALIASES, ENVIRONMENTS
from flashdeck.latex.problems import Problem
from flashdeck.latex.tokens import Token, Written, argument, tokens, written

_WORD = re.compile(r"\\([A-Za-z]+)")
_MARK = re.compile(r"\\(begin|end)[ \t]*\{([^{}\\]*)\}")
_NUMBERED = frozenset({"align", "equation", "gather", "multline"})
_COUNTED = frozenset({"alignat", "alignat*", "alignedat"})
_TEXT = frozenset({"text", "textrm", "textbf", "textit", "textsf", "texttt"})
_SIZED = re.compile(r"\\(?:left|right|middle|[bB]igg?[lrm]?)\Z")
_OPENING = re.compile(
    r"\\(?:[bB]igg?l|mathopen|lbrace|lbrack|lparen|langle|lang|lceil|lfloor|lgroup|lmoustache"
    r"|lvert|lVert|ulcorner|llcorner|llbracket|lBrace)(?![A-Za-z])|\\\{|[(\[⟨⟪⌈⌊⟦⦃⦅⟮❲]"
)
_MOST_OPENING = 8
"""Behind more brackets than this the engine must not look for their partners.

Its time doubles with every one that has none.
"""
_OPTIONAL = re.compile(r"\\(?:sqrt|x[A-Za-z]*(?:arrow|harpoon|equal|mapsto)[A-Za-z]*)\Z")
_BREAK = re.compile(r"\\\\\s*[*\[]")
_LENGTH = re.compile(r"\s*-?[\d.]+\s*(?:em|ex|pt|pc|mm|cm|in|mu|px)\s*")
_LONGEST_LENGTH = 20
_ANGLES = {"<": r"\langle", ">": r"\rangle"}
_REWRITTEN = frozenset({"label", "tag", "cfrac"})
_SIDES = frozenset({"begin", "end"})
_RENAMED = frozenset({*ENVIRONMENTS, *_NUMBERED, *_COUNTED})
_SIZED_ANGLE = re.compile(r"\\(?:left|right|middle|[bB]igg?[lrm]?)[<>]")


def rewritten(tex: str, macros: Mapping[str, str]) -> Written | Problem:
    """The formula as the engine is to read it."""
    known = {**ALIASES, **macros} if macros else ALIASES
    if _is_plain(tex, known):
        return Written(tex)
    found = expanded(tokens(tex), known)
    if isinstance(found, Problem):
        return found
    plain = list(_plain(found))
    crowded = sum(_opens(token) for token in plain) > _MOST_OPENING
    return written(_alone(plain) if crowded else plain)


def _is_plain(tex: str, known: Mapping[str, str]) -> bool:
    """Whether nothing in it is rewritten; to be told without a look at every token."""
    words = _WORD.findall(tex)
    # The other way round, all that are known would be looked for in a few words.
    if not (known.keys().isdisjoint(words) and _REWRITTEN.isdisjoint(words)):
        return False
    if not _SIDES.isdisjoint(words) and any(name in _RENAMED for _, name in _MARK.findall(tex)):
        return False
    if ("$" in tex or r"\(" in tex) and not _TEXT.isdisjoint(words):
        return False
    if _may_open(tex) > _MOST_OPENING and len(_OPENING.findall(tex)) > _MOST_OPENING:
        return False
    if "\\\\" in tex and _BREAK.search(tex) is not None:
        return False
    return not ("<" in tex or ">" in tex) or _SIZED_ANGLE.search(tex) is None


def _may_open(tex: str) -> int:
    """No fewer than there are opening brackets: how many signs there are that begin one."""
    return tex.count("\\") + tex.count("(") + tex.count("[") if tex.isascii() else len(tex)


def _opens(token: Token) -> bool:
    return _OPENING.fullmatch(token.text) is not None


def _alone(formula: Iterable[Token]) -> Iterator[Token]:
    """Every opening bracket in a group of its own, where it has no partner to be looked for."""
    before = Token("", 0, 0)
    for token in formula:
        text = token.text
        if text == r"\mathopen":
            text = r"\mathord"
        elif re.fullmatch(r"\\[bB]igg?l", text):
            text = text[:-1]
        elif _opens(token) and not _SIZED.match(before.text) and not _optional(before, text):
            text = rf"{{\left{text}\right.}}"
        yield token if text == token.text else Token(text, token.start, token.end)
        before = before if token.blank else token


def _optional(before: Token, text: str) -> bool:
    return text == "[" and _OPTIONAL.match(before.text) is not None


def _plain(formula: Iterable[Token]) -> Iterator[Token]:
    rest = list(formula)[::-1]
    starred = False
    while rest:
        token = rest.pop()
        if (mark := _MARK.fullmatch(token.text)) is not None:
            starred = starred or mark[2].rstrip("*") in _NUMBERED
            yield from _environment(token, mark, rest)
        elif token.command in _TEXT:
            yield from _text(token, rest)
        elif token.command == "label":
            argument(rest)
        elif token.text == r"\\":
            yield token
            _skip_length(rest)
        elif token.command == "cfrac":
            yield token
            _skip_optional(rest)
        elif token.command == "tag" and not starred:
            yield _tag(token, rest)
        elif _SIZED.match(token.text) and rest and rest[-1].text in _ANGLES:
            yield token
            angle = rest.pop()
            yield Token(_ANGLES[angle.text], angle.start, angle.end)
        else:
            yield token


def _environment(token: Token, mark: re.Match[str], rest: list[Token]) -> Iterator[Token]:
    """A mark of the engine's own environment for one that it lacks."""
    side, name = mark.groups()
    if name in _COUNTED and side == "begin":
        argument(rest)  # how many columns: the engine counts them itself
    name, columns = ENVIRONMENTS.get(name, (name, ""))
    named = f"{{{name}*}}" if name in _NUMBERED else f"{{{name}}}"
    text = f"\\{side}{named}" + (f"{{{columns}}}" if columns and side == "begin" else "")
    yield token if text == token.text else Token(text, token.start, token.end)


def _skip_length(rest: list[Token]) -> None:
    """Past the star and the extra space of a line break, which the engine would print."""
    if rest and rest[-1].text == "*":
        rest.pop()
    ahead = "".join(token.text for token in rest[: -_LONGEST_LENGTH - 1 : -1])
    inner, bracket, _ = ahead.partition("]")
    if bracket and inner.startswith("[") and _LENGTH.fullmatch(inner[1:]):
        _skip_optional(rest)


def _skip_optional(rest: list[Token]) -> None:
    if (
        rest
        and rest[-1].text == "["
        and any(token.text == "]" for token in rest[-_LONGEST_LENGTH:])
    ):
        while rest.pop().text != "]":
            pass


def _tag(token: Token, rest: list[Token]) -> Token:
    """A space, with the tag as text put back behind it."""
    bare = bool(rest) and rest[-1].text == "*"
    if bare:
        rest.pop()
    label = argument(rest) or []

    def made(*texts: str) -> list[Token]:
        return [Token(text, token.start, token.end) for text in texts]

    opening, closing = (("{",), ("}",)) if bare else (("{", "("), (")", "}"))
    rest += [*made(r"\text", *opening), *label, *made(*closing)][::-1]
    return made(r"\qquad")[0]


def _text(token: Token, rest: list[Token]) -> Iterator[Token]:
    """Text, taken apart where a formula stands in it."""
    if not _holds_formula(rest):
        yield token
        return
    inner = argument(rest) or []

    def made(text: str, near: Token) -> Token:
        return Token(text, near.start, near.end)

    yield from (made("{", token), token, made("{", token))
    inside = False
    for part in inner:
        if part.text == "$" or part.text == (r"\)" if inside else r"\("):
            inside = not inside
            yield from (made("}", part),) if inside else (made("}", part), token)
            yield made("{", part)
        else:
            yield part
    yield from (made("}", token), made("}", token))


def _holds_formula(rest: list[Token]) -> bool:
    """Whether the group that comes next holds marks of formulas, in pairs."""
    ahead = [*rest[-_FAR:]]
    inner = argument(ahead) or []
    dollars = sum(part.text == "$" for part in inner)
    opened = sum(part.text == r"\(" for part in inner)
    closed = sum(part.text == r"\)" for part in inner)
    return dollars % 2 == 0 and opened == closed and dollars + opened > 0


_FAR = 2_000
"""How far ahead the end of a text is looked for, in tokens."""

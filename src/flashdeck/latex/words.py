"""The engine's errors in our words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from typing import NamedTuple

from flashdeck.latex.names import COMMON, MATHJAX_COMMANDS, MATHJAX_ENVIRONMENTS
from flashdeck.latex.problems import Problem
from flashdeck.latex.tokens import Token, tokens


class Fault(NamedTuple):
    """Where and how the engine stopped in the formula that it was given."""

    tex: str
    at: int
    text: str


_Reading = Callable[[Fault, re.Match[str]], Problem]


def problem_of(fault: Fault) -> Problem:
    """The fault as an author can understand it; its place is in the same formula."""
    name = _command_at(fault)
    if name in MATHJAX_COMMANDS:
        return _mathjax(fault, name)
    for pattern, reading in _READINGS:
        if (match := re.search(pattern, fault.text)) is not None:
            return reading(fault, match)
    return _here(fault, "a formula that does not parse")


def _command_at(fault: Fault) -> str:
    match = re.compile(r"\\([A-Za-z]+)").match(fault.tex, fault.at)
    return match[1] if match else ""


def _mathjax(fault: Fault, name: str) -> Problem:
    return _here(fault, f"only MathJax knows `\\{name}`", mathjax_only=True)


def _here(
    fault: Fault, message: str, help: str | None = None, *, mathjax_only: bool = False
) -> Problem:
    """A problem with the token at the fault, or with the last one when it is at the end."""
    token = _token_at(fault)
    return Problem(token.start, token.end, message, help, mathjax_only)


def _token_at(fault: Fault) -> Token:
    last = Token("", fault.at, fault.at)
    for token in tokens(fault.tex):
        if token.end > fault.at:
            return token
        last = last if token.blank else token
    return last


def _unknown(fault: Fault, match: re.Match[str]) -> Problem:
    name = match[1].removeprefix("\\")
    if not name:
        return _here(fault, "a backslash before nothing", r"write `\backslash` for the sign")
    if not name.isalpha():
        return _here(fault, f"unknown command `\\{name}`")
    return _here(fault, f"unknown command `\\{name}`", _advice(name))


def _advice(name: str) -> str:
    same = [known for known in sorted(COMMON) if known.lower() == name.lower()]
    near = same or get_close_matches(name, sorted(COMMON), n=1, cutoff=0.8)
    if near:
        return f"did you mean `\\{near[0]}`?"
    for size in range(len(name) - 1, 1, -1):
        if name[:size] in COMMON and len(name) - size <= 2:
            return f"write `\\{name[:size]} {name[size:]}`, with a space"
    return "define it under `macros` in `flashdeck.yaml`"


def _environment(fault: Fault, match: re.Match[str]) -> Problem:
    name = match[1]
    if name in MATHJAX_ENVIRONMENTS:
        return _here(fault, f"only MathJax knows the environment `{name}`", mathjax_only=True)
    return _here(fault, f"unknown environment `{name}`")


_PARTNERS = {"{": "}", "[": "]", r"\left": r"\right", r"\begin": r"\end"}


def _unclosed(fault: Fault, match: re.Match[str]) -> Problem:
    """At the mark that was opened, not at the end where it is missed."""
    wanted = match[1].split("{")[0]
    opener = next((mark for mark, partner in _PARTNERS.items() if partner == wanted), "{")
    opened: list[Token] = []
    for token in tokens(fault.tex[: fault.at]):
        mark = _mark(token)
        if mark == opener:
            opened.append(token)
        elif mark == wanted and opened:
            opened.pop()
    if not opened:
        return _here(fault, f"`{wanted}` is missing")
    last = opened[-1]
    closer = last.text.replace(r"\begin", r"\end") if opener == r"\begin" else wanted
    return Problem(
        last.start, last.end, f"`{last.text}` is not closed", f"add `{closer}`", half=True
    )


def _mark(token: Token) -> str:
    """The token, or the bare command of an environment's mark."""
    return token.text.split("{")[0].rstrip() if token.text[0] == "\\" else token.text


def _unmatched(fault: Fault, match: re.Match[str]) -> Problem:
    found = _here(fault, f"`{match[1].split('{')[0]}` closes nothing")
    return replace(found, half=True)


def _crossed(fault: Fault, match: re.Match[str]) -> Problem:
    return _here(fault, f"`{match[2]}` where `{match[1]}` was expected")


def _lacking(fault: Fault, match: re.Match[str]) -> Problem:
    """At the command whose argument is missing: the last one at the depth of the fault."""
    open_groups: list[Token | None] = [None]
    for token in tokens(fault.tex[: fault.at]):
        if token.text == "{":
            open_groups.append(None)
        elif token.text == "}" and len(open_groups) > 1:
            open_groups.pop()
        elif token.command is not None or token.text in ("_", "^"):
            open_groups[-1] = token
    wanting = open_groups[-1]
    if wanting is None:
        return _here(fault, "an argument is missing")
    return Problem(wanting.start, wanting.end, f"`{wanting.text}` lacks an argument", half=True)


def _parameter(fault: Fault, match: re.Match[str]) -> Problem:
    """At the `#`, which the engine has passed when it complains."""
    at = fault.tex.rfind("#", 0, fault.at + 1)
    return _here(fault._replace(at=at), "`#` outside a macro", r"write `\#` for the sign")


def _said(message: str, help: str | None = None) -> _Reading:
    def reading(fault: Fault, match: re.Match[str]) -> Problem:
        return _here(fault, message.format(*match.groups()), help)

    return reading


_READINGS: tuple[tuple[str, _Reading], ...] = (
    (r'^Unknown command "(.*)"', _unknown),
    (r'^Unknown environment "(.*)"', _environment),
    (r'^Expected closing token "(.*)", but reached end', _unclosed),
    (r'^Unmatched closing token: "(.*)"', _unmatched),
    (r'^Expected "(\\end.*)", but found "(.*)"', _crossed),
    (r"^Expected argument but", _lacking),
    (r"^Switch-like", _said("a switch of style where an argument belongs", "put it in braces")),
    (r"^Could not extract text|^Expected non-special", _said("plain text belongs here")),
    (r"^Found more than one infix", _said("two fractions in one group", "put one in braces")),
    (r"^Math mode within text mode", _said("a formula inside text is not closed")),
    (
        r"^Duplicate subscript or superscript",
        _said("two scripts of one kind on one symbol", "put braces around the first: `{x^a}^b`"),
    ),
    (r"directly followed by", _said("a script on nothing", "put braces around it: `x^{a_b}`")),
    (
        r'^Found "&"',
        _said("`&` outside a table", r"write `\&` for the sign, or use an environment"),
    ),
    (r'^Unexpected "\$"', _said("`$` inside a formula", r"write `\$` for the sign")),
    (r"parameter found|parameter number", _parameter),
    (
        r'^Found "(.*)", which may only appear after',
        _said("`{0}` stands only behind an operator such as `\\sum`"),
    ),
    (
        r'^Found "(.*)", which may only',
        _said("`{0}` in a place where it means nothing"),
    ),
    (
        r'parenthesis after "(\\[a-z]+)',
        _said("`{0}` needs a bracket behind it", "write `{0}.` for none".replace("{0}", r"\left")),
    ),
    (r'^Unknown color "(.*)"', _said("unknown colour `{0}`")),
    (r"^Expected length", _said("a length without a unit", "write one such as `1em`")),
    (
        r"^Not valid in text mode",
        _said("this is mathematics inside text", r"close the text first, or escape it: `\_`, `\^`"),
    ),
    (r"^Not valid in math mode", _said("this command belongs inside `\\text{{…}}`")),
    (r"^Disallowed character", _said("a character that no formula may hold")),
    (r"^Expected a relation", _said("`\\not` needs a relation behind it")),
    (r"^Expected a large operator", _said("`\\sideset` needs an operator behind it")),
    (r"^Expected column", _said("a table needs its columns", "such as `{{lcr}}`")),
)

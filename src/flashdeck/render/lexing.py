"""The colours of code, by the rules of a lexer of pygments, of which few are tried.

At most places the character there rules out nearly all rules of a state. The others
are tried in the lexer's order, so that they find what the lexer finds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from flashdeck.render.firsts import ASCII, Known, known

if TYPE_CHECKING:
    from pygments.lexer import RegexLexer
    from pygments.token import _TokenType

Match = Callable[[str, int], re.Match[str] | None]
Tokens = Callable[["RegexLexer", re.Match[str]], Iterable[tuple[int, "_TokenType", str]]]
Step = int | str | tuple[str, ...] | None
"""What a rule does to the stack of states: takes some off, or puts some on it."""


_Rule = tuple[Match, str, Tokens | None, Step]
"""A rule for text of one colour, or with the tokens in it: a tuple is taken apart fast."""

_UNKNOWN: _Rule = (re.compile("(?s).").match, "", None, None)
_LINE_END: _Rule = (re.compile("\n").match, "", None, "#start")
"""What is left where no rule matches: behind such a line, a lexer begins anew."""


@dataclass(slots=True)
class _State:
    """The rules of a state, each with where it can match, and those for a character.

    Those are others `within` a line than where one begins.
    """

    rules: list[tuple[_Rule, Known]]
    first: dict[str, list[_Rule]] = field(default_factory=dict)
    within: dict[str, list[_Rule]] = field(default_factory=dict)

    def learnt(self, here: str, *, within: bool) -> list[_Rule]:
        """The rules for a character, or for the end of the text."""
        may = [(rule, of.firsts) for rule, of in self.rules if not (within and of.begins)]
        if here:
            found = [rule for rule, first in may if here in first or here not in ASCII]
        else:
            # What matches nothing has all of ASCII for its firsts.
            found = [rule for rule, first in may if first == ASCII]
        found += [_LINE_END] if here == "\n" else [_UNKNOWN]
        (self.within if within else self.first)[here] = found
        return found


@dataclass(slots=True)
class Lexing:
    """A lexer, and what is known of its states; `colour` says how a kind of token looks."""

    lexer: RegexLexer
    colour: Callable[[_TokenType], str]
    states: dict[str, _State] = field(default_factory=dict)

    def coloured(self, code: str) -> Iterator[tuple[str, str]] | None:
        """The code in parts, each behind its colour; None where only the lexer can tell them."""
        changes = self._changes(code)
        return None if changes is None else _parts(code, changes)

    def _changes(self, code: str) -> list[tuple[int, str]] | None:
        """Where another colour begins, and which."""
        at, size, colour, stack, changes = 0, len(code), "", ["root"], [(0, "")]
        state = self._state("root")
        while True:
            here = code[at] if at < size else ""
            within = at > 0 and code[at - 1] != "\n"
            rules = (state.within if within else state.first).get(here)
            rules = rules or state.learnt(here, within=within)
            for match, new, tokens, step in rules:  # noqa: B007  used behind the loop
                found = match(code, at)
                if found is not None:
                    break
            else:
                return changes
            if tokens is not None:
                for start, kind, value in tokens(self.lexer, found):
                    if start != at:
                        return None
                    named = self.colour(kind)
                    if named != colour:
                        colour = named
                        changes.append((at, named))
                    at += len(value)
                if at != found.end():
                    return None
            else:
                if new != colour:
                    colour = new
                    changes.append((at, new))
                at = found.end()
            if step is not None:
                _take(step, stack)
                state = self._state(stack[-1])

    def _state(self, name: str) -> _State:
        found = self.states.get(name)
        if found is None:
            found = self.states[name] = _State([*self._rules(name)])
        return found

    def _rules(self, name: str) -> Iterator[tuple[_Rule, Known]]:
        # Where pygments keeps what it makes of its rules is in no type of theirs.
        for match, action, step in self.lexer._tokens[name]:  # type: ignore[attr-defined]
            tokens: Tokens | None = _nothing if action is None else action
            colour = ""
            if not callable(tokens):
                tokens, colour = None, self.colour(action)
            pattern = getattr(match, "__self__", None)
            of = known(pattern) if isinstance(pattern, re.Pattern) else Known()
            if of.run is not None:
                yield (of.run.match, colour, tokens, step), of
            yield (match, colour, tokens, step), of


def _nothing(_lexer: RegexLexer, _found: re.Match[str]) -> tuple[()]:
    return ()


def _take(step: Step, stack: list[str]) -> None:
    """Changes the stack, of which one state is always left."""
    match step:
        case int():
            del stack[max(1, len(stack) + step) :]
        case "#push":
            stack.append(stack[-1])
        case "#start":
            stack[:] = ["root"]
        case "#pop":
            del stack[max(1, len(stack) - 1) :]
        case str():
            stack.append(step)
        case tuple():
            for each in step:
                _take(each, stack)


def _parts(code: str, changes: Iterable[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    for (start, colour), (end, _) in pairwise([*changes, (len(code), "")]):
        if start < end:
            yield colour, code[start:end]

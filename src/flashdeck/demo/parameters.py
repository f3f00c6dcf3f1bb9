"""What a reader may choose in a demo, read from the signature of its function."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import NamedTuple, get_type_hints

from flashdeck.demo.demo import Demo, OneOf, Result, Switch, Within

FLAGS = ("step", "json")
WORDS = ("seed", "plot", "input")
"""Options that every demo has, without and with a value."""

Choice = Within | OneOf | Switch


class Parameter(NamedTuple):
    """One option; `kind` is the type of its value."""

    name: str
    choice: Choice
    kind: type
    default: object


def parameters(function: Callable[..., Result] | None) -> tuple[Parameter, ...]:
    """The annotated parameters of a function, in its order."""
    if function is None:
        return ()
    hints = get_type_hints(function, include_extras=True)
    found = []
    for name, parameter in inspect.signature(function).parameters.items():
        for choice in getattr(hints.get(name), "__metadata__", ()):
            if isinstance(choice, Within | OneOf | Switch):
                kind = hints[name].__origin__
                found.append(Parameter(name, choice, kind, parameter.default))
    return tuple(found)


def refusal(demo: Demo, options: Sequence[str]) -> str | None:
    """What is wrong with the words after a demo's name: the first thing, or nothing."""
    if not {"--step", "--json"} - set(options):
        return "`--step` waits before people; `--json` is for programs"
    known = {f"--{each.name.replace('_', '-')}": each for each in parameters(demo.run)}
    flags = {f"--{name}" for name in FLAGS}
    words = {f"--{name}" for name in WORDS if name != "input" or demo.own is not None}
    left = iter(options)
    for word in left:
        name, has_value, value = word.partition("=")
        if name == "--plot":
            return "`--plot` writes a file, which no card may"
        if name in flags or (name in known and isinstance(known[name].choice, Switch)):
            continue
        if name not in known and name not in words:
            return f"no option `{name}`; there are: {', '.join(sorted({*known, *words, *flags}))}"
        given = value if has_value else next(left, None)
        if given is None:
            return f"`{name}` needs a value"
        wrong = _misfit(known[name], given) if name in known else _not_a_seed(name, given)
        if wrong:
            return f"`{name}` {wrong}"
    return None


def _misfit(parameter: Parameter, given: str) -> str | None:
    match parameter.choice:
        case OneOf(words=words):
            return None if given in words else f"is one of {', '.join(words)}, not {given}"
        case Within(low=low, high=high):
            try:
                value = int(given) if parameter.kind is int else float(given)
            except ValueError:
                return f"is no number: {given}"
            return None if low <= value <= high else f"is from {low:g} to {high:g}, not {given}"
        case Switch():
            return None


def _not_a_seed(name: str, given: str) -> str | None:
    seed = name != "--seed" or (given.isascii() and given.isdigit())
    return None if seed else f"is a whole number from 0, not {given}"

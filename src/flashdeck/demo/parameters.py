"""What a reader may choose in a demo, read from the signature of its function."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import NamedTuple, get_type_hints

from flashdeck.demo.demo import OneOf, Result, Switch, Within

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

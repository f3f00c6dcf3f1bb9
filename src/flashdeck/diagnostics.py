"""What flashdeck has to say about an author's cards.

A problem in the input is a value, never an exception: every stage returns its
result together with the diagnostics it found, and goes on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from flashdeck.source import Span


class Severity(StrEnum):
    """How much a diagnostic matters; errors make the exit status 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of diagnostic, with one entry in the rule reference.

    A note at which a `breaking` rule is found is left out of what is built.
    """

    name: str
    severity: Severity
    summary: str
    breaking: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A second place worth looking at, and why."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding at one place: what is wrong; the remedy stands under `help`."""

    rule: Rule
    message: str
    span: Span
    labels: tuple[Label, ...] = ()
    help: str | None = None

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        span = self.span
        return span.source.path, span.start, span.end, self.rule.name, self.message


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """By file and place, each finding once."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda found: found.sort_key))

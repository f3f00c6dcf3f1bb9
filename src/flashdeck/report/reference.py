"""The rule reference: what each rule means, an example that shows it, and the remedy."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from importlib.resources import files

from flashdeck import rules
from flashdeck.diagnostics import Rule
from flashdeck.errors import FlashdeckError


class UnknownRule(FlashdeckError):
    """No rule of that name."""

    def __init__(self, name: str, near: list[str]) -> None:
        if near:
            meant = " or ".join(repr(rule) for rule in near)
            super().__init__(f"no rule {name!r}; did you mean {meant}?")
        else:
            super().__init__(f"no rule {name!r}; `flashdeck explain` lists all of them")


def rule_named(name: str) -> Rule:
    """The rule of a name in any case, or the only one whose name begins so."""
    wanted = name.strip().lower().replace("_", "-").replace(" ", "-")
    if wanted in rules.ALL:
        return rules.ALL[wanted]
    begun = [known for known in rules.ALL if wanted and known.startswith(wanted)]
    if len(begun) == 1:
        return rules.ALL[begun[0]]
    raise UnknownRule(name, begun or get_close_matches(wanted, rules.ALL, n=2, cutoff=0.5))


def explanation(rule: Rule) -> str:
    """The rule's page: a line that reads as in a report, then Markdown."""
    page = files(__package__).joinpath("rules", f"{rule.name}.md").read_text("utf-8")
    return f"{rule.severity}[{rule.name}]: {rule.summary}\n\n{page}"


def table() -> Iterator[tuple[str, str, str]]:
    """Name, severity and summary of every rule, in the order of the reference."""
    for rule in rules.ALL.values():
        yield rule.name, rule.severity.value, rule.summary

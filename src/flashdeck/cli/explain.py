"""`flashdeck explain`: what a rule means, an example that shows it, and the remedy."""

from __future__ import annotations

from typing import Annotated

import typer

from flashdeck.cli import completion
from flashdeck.cli.output import put


def explain(
    rule: Annotated[
        str | None,
        typer.Argument(
            metavar="[RULE]",
            help="A rule's name, or how it begins. Without it: a table of all rules.",
            autocompletion=completion.rule_names,
            show_default=False,
        ),
    ] = None,
) -> None:
    """Explain a rule that `check` reports.

    \b
    Examples:
      flashdeck explain missing-answer
      flashdeck explain
    """
    from flashdeck.report import reference

    if rule is None:
        put("".join(_row(*row) for row in reference.table()))
    else:
        put(reference.explanation(reference.rule_named(rule)))


def _row(name: str, severity: str, summary: str) -> str:
    return f"{name:<22} {severity:<8} {summary}\n"

"""What a card costs on a terminal of 80 columns, beside reading its Markdown alone."""

from __future__ import annotations

import io
import time
from collections.abc import Callable

from decks import rich
from markdown_it import MarkdownIt
from rich.console import Console
from rich.table import Table

from flashdeck import plugins
from flashdeck.compile.library import Request, compiled
from flashdeck.identity import cards
from flashdeck.model import Card, answer
from flashdeck.render.terminal import Look, Terminal
from flashdeck.settings import Settings

CARDS = 50
ROUNDS = 7
LIMIT = 4.0
"""Milliseconds a card of 900 bytes may take."""


def table() -> Table:
    """Milliseconds a card, each the least of several rounds after a first one to warm up."""
    collection = compiled(
        Request(
            paths=(),
            settings=Settings(),
            dialects=plugins.dialects().dialects,
            stdin="".join(map(rich, range(CARDS))).encode(),
            modified=1,
        )
    ).collection
    every = [card for note in collection.notes for card in cards(note)]
    terminal = Terminal(collection, {}, Look())
    screen = Console(file=io.StringIO(), width=80, force_terminal=True, soft_wrap=True)
    parser = MarkdownIt("commonmark").enable("table")
    return _table(
        {
            "Markdown alone": _each(every, lambda card: parser.render(_text(card))),
            "both sides, drawn": _each(every, lambda card: screen.print(terminal.sheet(card))),
            "the question, drawn": _each(every, lambda card: screen.print(terminal.front(card))),
        }
    )


def _text(card: Card) -> str:
    said = answer(card.note)
    return "" if said is None else said.text


def _table(figures: dict[str, float]) -> Table:
    made = Table(title="A card of 900 bytes on a terminal", title_justify="left")
    for column in ("step", "ms", "× Markdown", "limit"):
        made.add_column(column, justify="left" if column == "step" else "right")
    for name, spent in figures.items():
        limit = "" if name != "both sides, drawn" else f"{LIMIT} ms"
        kept = limit if spent <= LIMIT or not limit else f"{limit}  not kept"
        made.add_row(name, f"{spent:.2f}", f"{spent / figures['Markdown alone']:.1f}", kept)
    return made


def _each(every: list[Card], show: Callable[[Card], object]) -> float:
    """Milliseconds a card."""
    rounds = []
    for _ in range(ROUNDS + 1):
        started = time.perf_counter()
        for card in every:
            show(card)
        rounds.append((time.perf_counter() - started) * 1000 / len(every))
    return min(rounds[1:])


if __name__ == "__main__":
    Console().print(table())

"""`make bench`: how fast flashdeck is, as ratios to a baseline of the same run.

Every figure is the least of several rounds, taken in turn, each in a process of
its own. A limit that is not kept is marked; nothing here fails a build.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypedDict

import algorithms
import formulas
import terminal
from decks import plain, rich, written
from rich.console import Console
from rich.table import Table

import journal
import study

HERE = Path(__file__).parent
ROUNDS = 3


class Figure(TypedDict):
    """What one measurement printed."""

    seconds: float
    notes: int
    peak_mb: float


def main() -> None:
    console = Console(highlight=False)
    console.print(_start_up())
    throughput = Table(title="Throughput, cold", title_justify="left")
    for column in ("cards", "step", "cards/s", "MB/s", "peak MB", "× genanki"):
        throughput.add_column(column, justify="left" if column == "step" else "right")
    for name, card in (("plain", plain), ("900 bytes", rich)):
        for cards in (1_000, 10_000):
            _add(throughput, name, card, cards)
    console.print(throughput)
    console.print("genanki: genanki alone, writing the same, already rendered fields.")
    for room in (formulas, terminal, study, journal, algorithms):
        console.print(room.table())


def _add(table: Table, name: str, card: Callable[[int], str], cards: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "cards"
        root.mkdir()
        size = sum(path.stat().st_size for path in written(root, cards, card).iterdir())
        out = Path(folder) / "bench.apkg"
        rounds = [
            {step: _figure(step, root, out) for step in ("parse", "build", "genanki")}
            for _ in range(ROUNDS)
        ]
        least = {
            step: min((each[step] for each in rounds), key=lambda figure: figure["seconds"])
            for step in rounds[0]
        }
    for step, figure in least.items():
        seconds = figure["seconds"]
        table.add_row(
            f"{cards:,} {name}",
            step,
            f"{figure['notes'] / seconds:,.0f}",
            f"{size / seconds / 1e6:.2f}" if step != "genanki" else "",
            f"{figure['peak_mb']:.0f}",
            f"{seconds / least['genanki']['seconds']:.2f}",
        )


def _figure(step: str, root: Path, out: Path) -> Figure:
    command = [sys.executable, str(HERE / "measured.py"), step, str(root), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: Figure = json.loads(done.stdout)
    return found


def _start_up() -> Table:
    """What typing a command costs, as a ratio to Python doing nothing."""
    commands = {
        "python -c pass": ["-c", "pass"],
        "flashdeck --help": ["-m", "flashdeck", "--help"],
        "flashdeck --version": ["-m", "flashdeck", "--version"],
    }
    spent: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(15):
        for name, arguments in commands.items():
            spent[name].append(_seconds([sys.executable, *arguments]))
    bare = min(spent["python -c pass"])
    table = Table(title="Start-up", title_justify="left")
    for column in ("command", "ms", "× bare Python", "limit"):
        table.add_column(column, justify="left" if column == "command" else "right")
    limits = {"flashdeck --help": 7.5}
    for name, times in spent.items():
        ratio, limit = min(times) / bare, limits.get(name)
        kept = "" if limit is None else f"{limit}{'' if ratio <= limit else '  not kept'}"
        table.add_row(name, f"{min(times) * 1000:.0f}", f"{ratio:.2f}", kept)
    return table


def _seconds(command: Sequence[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=os.environ)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()

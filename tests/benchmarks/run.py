"""`make bench`: how fast flashdeck is, as ratios to a baseline of the same run.

Every figure is the least of several rounds, each in a process of its own. A limit
that is not kept is marked; nothing here fails a build.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence

import algorithms
import builds
import formulas
import terminal
import vault
from rich.console import Console
from rich.table import Table

import journal
import study


def main() -> None:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has its bytecode
    console = Console(highlight=False)
    console.print(_start_up())
    for room in (builds, vault, formulas, terminal, study, journal, algorithms):
        console.print(room.table())


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

"""What formulas cost: reading and drawing those of the golden corpus, importing the engine."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rich.table import Table

from flashdeck.latex import mathml
from flashdeck.render.boxes import display, inline

CORPUS = Path(__file__).parents[1] / "golden" / "boxes"
ROUNDS = 7
MOST_MICROSECONDS = 300
MOST_MILLISECONDS = 25
_IMPORT = (
    "import dataclasses, re, time, typing; t = time.perf_counter(); "
    "import {}; print(time.perf_counter() - t)"
)


def table() -> Table:
    """Imports are timed behind those of dataclasses, re and typing, which all of flashdeck uses."""
    formulas = _corpus()
    made = Table(title=f"Formulas ({len(formulas)})", title_justify="left")
    made.add_column("step")
    made.add_column("each", justify="right")
    made.add_column("at most", justify="right")
    steps: dict[str, Callable[[str], object]] = {
        "LaTeX to MathML": lambda tex: mathml(tex, display=True),
        "inline form": inline,
        "display form": display,
        "display form, 60 columns": lambda tex: display(tex, width=60),
    }
    for name, step in steps.items():
        limit = f"{MOST_MICROSECONDS} µs" if name == "display form" else ""
        made.add_row(name, f"{_microseconds(step, formulas):.0f} µs", limit)
    for module in ("flashdeck.latex", "flashdeck.render.boxes"):
        limit = f"{MOST_MILLISECONDS} ms" if module == "flashdeck.latex" else ""
        made.add_row(f"import {module}", f"{_import_milliseconds(module):.0f} ms", limit)
    return made


def _corpus() -> list[str]:
    lines = (line for path in CORPUS.glob("*.txt") for line in path.read_text("utf-8").split("\n"))
    return [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]


def _microseconds(step: Callable[[str], object], formulas: list[str]) -> float:
    """The least of several rounds for each formula, on average."""
    total = 0.0
    for tex in formulas:
        rounds = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            step(tex)
            rounds.append(time.perf_counter() - start)
        total += min(rounds)
    return total / len(formulas) * 1e6


def _import_milliseconds(module: str) -> float:
    command = [sys.executable, "-c", _IMPORT.format(module)]
    return 1e3 * min(
        float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        for _ in range(ROUNDS)
    )

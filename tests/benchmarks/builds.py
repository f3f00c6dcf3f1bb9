"""What a build costs: cold, unchanged, with one file changed; and the package by itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

from decks import plain, rich, said, written
from rich.table import Table

HERE = Path(__file__).parent
ROUNDS = 3
MANY = 100_000
SOME = 20_000
REWORDED = 3.5
"""Times a cold build: a third compares cards, the rest reads all again and prints the questions."""
BETWEEN = 0.1
"""Seconds between two looks at how much memory is held."""


class Figure(TypedDict):
    """What one measurement printed."""

    seconds: float
    notes: int
    peak_mb: float


class Rows:
    """A table of figures, each with its limit and whether that is kept."""

    def __init__(self) -> None:
        self.table = Table(title="Builds", title_justify="left")
        for column in ("what", "took", "figure", "limit", ""):
            self.table.add_column(column, justify="left" if column == "what" else "right")

    def add(self, what: str, took: str, figure: float, limit: float, unit: str) -> None:
        word = "kept" if figure <= limit else "NOT KEPT"
        self.table.add_row(what, took, f"{figure:.2f} {unit}", f"{limit:g}", word)


def table() -> Table:
    rows = Rows()
    with tempfile.TemporaryDirectory() as folder:
        ten = _cold(rows, Path(folder, "plain"), plain, "10,000 plain cards in 100 files", 2.5)
        _unchanged(rows, Path(folder, "plain"))
        _package(rows, Path(folder, "plain"))
        _cold(rows, Path(folder, "rich"), rich, "10,000 cards of 900 bytes", 7)
        many = _one_changed(rows, Path(folder, "many"), MANY, plain, f"{MANY:,} plain cards")
        rows.add(
            f"{MANY:,} plain cards, cold, to 10,000",
            f"{many['seconds']:.1f} s",
            many["seconds"] / ten["seconds"],
            11,
            "×",
        )
        rows.add(
            "  its peak memory, both processes, shared pages once", "", many["peak_mb"], 250, "MB"
        )
        _reworded(rows, Path(folder))
        _one_changed(rows, Path(folder, "rich20"), SOME, rich, f"{SOME:,} cards of 900 bytes")
    return rows.table


def _cold(rows: Rows, root: Path, card: Callable[[int], str], what: str, limit: float) -> Figure:
    root.mkdir()
    written(root, 10_000, card)
    builds, alone = [], []
    for _ in range(ROUNDS):
        _forget(root)
        builds.append(_figure("build", root))
        alone.append(_figure("genanki", root))
    least, base = min(builds, key=_seconds), min(alone, key=_seconds)
    ratio = least["seconds"] / base["seconds"]
    rows.add(f"{what}, cold", f"{least['seconds']:.2f} s", ratio, limit, "× genanki")
    return least


def _unchanged(rows: Rows, root: Path) -> None:
    """Whole commands, as they are typed, with the start of Python."""
    build = ["build", str(root), "-o", str(_out(root))]
    _command(build)
    spent = {
        name: min(_command(each) for _ in range(15))
        for name, each in (("build", build), ("help", ["--help"]))
    }
    ratio = spent["build"] / spent["help"]
    rows.add("  unchanged", f"{spent['build'] * 1000:.0f} ms", ratio, 2, "× --help")


def _package(rows: Rows, root: Path) -> None:
    each = [(_figure("package", root), _figure("floor", root)) for _ in range(ROUNDS)]
    ours, base = (min(figures, key=_seconds)["seconds"] for figures in zip(*each, strict=True))
    ratio = ours / base
    took = f"{ours * 1000:.0f} ms"
    rows.add("  the package, of ready fields", took, ratio, 1.25, "× the same rows")
    rows.add("  its size", "", _out(root).stat().st_size / 1e6, 1.5, "MB")


def _one_changed(
    rows: Rows, root: Path, cards: int, card: Callable[[int], str], what: str
) -> Figure:
    root.mkdir()
    written(root, cards, card)
    cold = _figure("build", root)
    spent = []
    for number in range(ROUNDS):
        path = root / "part-00003.md"
        path.write_text(path.read_text("utf-8").replace("300", f"{number}300"), "utf-8")
        spent.append(_figure("build", root))
    least = min(spent, key=_seconds)
    ratio = least["seconds"] / cold["seconds"]
    took = f"{least['seconds']:.2f} s"
    rows.add(f"{what}, one file of {cards // 100:,} changed, to cold", took, ratio, 0.2, "×")
    return cold


def _reworded(rows: Rows, folder: Path) -> None:
    """What it takes to know thousands of cards again whose prompts were changed, one by one."""
    spent = []
    for cards in (SOME // 2, SOME):
        root = folder / f"reworded{cards}"
        root.mkdir()
        written(root, cards, said)
        cold = _figure("build", root)
        written(root, cards, lambda number: said(number, anew=number % 10 < 3))
        spent.append(_figure("build", root)["seconds"])
        what = f"{cards:,} cards, of which {cards * 3 // 10:,} prompts changed, to cold"
        rows.add(what, f"{spent[-1]:.2f} s", spent[-1] / cold["seconds"], REWORDED, "×")
    rows.add("  twice as many, to half of them", "", spent[1] / spent[0], 2.5, "×")


def _seconds(figure: Figure) -> float:
    return figure["seconds"]


def _out(root: Path) -> Path:
    return root.with_suffix(".apkg")


def _forget(root: Path) -> None:
    for path in sorted(root.glob(".flashdeck/**/*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


def _figure(step: str, root: Path) -> Figure:
    command = [sys.executable, str(HERE / "measured.py"), step, str(root), str(_out(root))]
    # What is asked about thousands of cards is not for whoever reads the table.
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=quiet, text=True) as process:
        most = 0.0
        while process.poll() is None:
            most = max(most, _held(process.pid))
            time.sleep(BETWEEN)
        said, _ = process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    found: Figure = json.loads(said)
    return {**found, "peak_mb": most or found["peak_mb"]}


def _held(pid: int) -> float:
    """Megabytes held by a process and its children, what they share counted once.

    0 where the system does not say, or it has ended.
    """
    proc = Path("/proc", str(pid))
    try:
        children = Path(proc, "task", str(pid), "children").read_text().split()
        lines = Path(proc, "smaps_rollup").read_text().split("\n")
        own = sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    except OSError:
        return 0
    return own / 1024 + sum(_held(int(child)) for child in children)


def _command(arguments: list[str]) -> float:
    started = time.perf_counter()
    command = [sys.executable, "-m", "flashdeck", *arguments]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=os.environ)
    return time.perf_counter() - started

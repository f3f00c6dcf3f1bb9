"""How fast studying is: the first screen, a key, and what is due on 20,000 cards.

Ratios are to Python doing nothing, in the same run; the least of several rounds.
A first screen is measured on cards that were never studied (`new`), and after a
session that ended (`later`), until it is there and until a key is answered.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import pexpect
from decks import plain, rich, written
from rich.console import Console
from rich.table import Table

ROUNDS = 9
KEYS = 60
CARDS = 50
MORE = 2_000
MANY = 20_000
FEW_ROUNDS = 3
DRAWN = b"\x1b[?2026l"

FIRST_SCREEN = 15.0
KEY = 10.0
COUNT = 2.5


def table() -> Table:
    """The figures, each beside its limit."""
    made = Table(title="Study", title_justify="left")
    for column in ("what", "ms", "× bare Python", "limit"):
        made.add_column(column, justify="left" if column == "what" else "right")
    with tempfile.TemporaryDirectory() as folder:
        environ = os.environ | {
            "XDG_STATE_HOME": f"{folder}/state",
            "TERM": "xterm-256color",
            "PYTHONPYCACHEPREFIX": f"{folder}/bytecode",  # it is there when a package is installed
        }
        environ.pop("PYTHONDONTWRITEBYTECODE", None)
        few = _collection(Path(folder) / "few", CARDS, with_mathematics=True)
        more = _collection(Path(folder) / "more", MORE, with_mathematics=True)
        many = _collection(Path(folder) / "many", MANY, with_mathematics=False)
        bare = min(_seconds(["-c", "pass"], few, environ) for _ in range(ROUNDS * 2))
        _add(made, "python -c pass", bare)
        for root, cards, rounds in (
            (few, CARDS, ROUNDS),
            (more, MORE, FEW_ROUNDS),
            (many, MANY, FEW_ROUNDS),
        ):
            _add_screens(made, root, f"{cards:,} cards", environ, bare, rounds)
        _run(["study", "--count"], many, environ)
        counted = min(
            _seconds(["-m", "flashdeck", "study", "--count"], many, environ)
            for _ in range(ROUNDS * 2)
        )
        _add(made, f"study --count of {MANY:,} cards", counted, counted / bare, COUNT)
        _add(made, "a key, last byte drawn (median)", _keys(few, environ), None, KEY)
    return made


def _add_screens(
    made: Table, root: Path, cards: str, environ: Mapping[str, str], bare: float, rounds: int
) -> None:
    new = []
    for _ in range(rounds):
        shutil.rmtree(root / ".flashdeck", ignore_errors=True)
        new.append(_first_screen(root, environ)[0])
    later = [_first_screen(root, environ) for _ in range(rounds)]
    drawn, ready = (min(times) for times in zip(*later, strict=True))
    _add(made, f"first screen of {cards}, new", min(new), min(new) / bare)
    _add(made, f"first screen of {cards}, later", drawn, drawn / bare, FIRST_SCREEN)
    _add(made, "  and a key answered", ready, ready / bare)


def _add(
    made: Table, what: str, seconds: float, ratio: float | None = None, limit: float | None = None
) -> None:
    ms = seconds * 1000
    over = limit is not None and (ms if ratio is None else ratio) > limit
    unit = " ms" if ratio is None else ""
    kept = "" if limit is None else f"{limit:g}{unit}{'  not kept' if over else ''}"
    made.add_row(what, f"{ms:.1f}", "" if ratio is None else f"{ratio:.2f}", kept)


def _collection(root: Path, cards: int, *, with_mathematics: bool) -> Path:
    root.mkdir()
    (root / "flashdeck.yaml").write_text("key: bench\nnew_per_day: 9999\n", "utf-8")
    return written(root, cards, rich if with_mathematics else plain)


def _run(arguments: list[str], root: Path, environ: Mapping[str, str]) -> None:
    command = [sys.executable, "-m", "flashdeck", *arguments]
    subprocess.run(command, cwd=root, env=environ, stdout=subprocess.DEVNULL, check=True)


def _seconds(arguments: list[str], root: Path, environ: Mapping[str, str]) -> float:
    started = time.perf_counter()
    command = [sys.executable, *arguments]
    subprocess.run(command, cwd=root, env=environ, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def _opened(root: Path, environ: Mapping[str, str]) -> pexpect.spawn[bytes]:
    child: pexpect.spawn[bytes] = pexpect.spawn(
        sys.executable,
        ["-m", "flashdeck", "study"],
        cwd=str(root),
        env=dict(environ),
        dimensions=(24, 80),
        timeout=60,
    )
    child.delaybeforesend = None
    child.delayafterread = None
    return child


def _first_screen(root: Path, environ: Mapping[str, str]) -> tuple[float, float]:
    """Until it is there, and until a key typed at once is answered; the session is ended."""
    started = time.perf_counter()
    child = _opened(root, environ)
    child.expect_exact(DRAWN)
    drawn = time.perf_counter() - started
    child.send(b" ")
    child.expect_exact(DRAWN)
    ready = time.perf_counter() - started
    child.send(b"q")
    child.expect(pexpect.EOF)
    child.close()
    return drawn, ready


def _keys(root: Path, environ: Mapping[str, str]) -> float:
    """Showing answers and grading them: the median of both."""
    child = _opened(root, environ)
    child.expect_exact(DRAWN)
    spent = []
    for number in range(KEYS):
        started = time.perf_counter()
        child.send(b"3" if number % 2 else b" ")
        child.expect_exact(DRAWN)
        spent.append(time.perf_counter() - started)
    child.close(force=True)
    return statistics.median(spent)


if __name__ == "__main__":
    Console(highlight=False).print(table())

"""A progress bar for what takes long: on a terminal, after a second, gone when it is done."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TextIO

PATIENCE = 1.0  # seconds

Step = Callable[[int, int, str], None]
"""How many are done, of how many, and what they are."""


@contextmanager
def progress(stream: TextIO, *, quiet: bool = False) -> Iterator[Step | None]:
    """What to call while working; None where a bar would be in the way."""
    if quiet or not stream.isatty():
        yield None
        return
    with ExitStack() as stack:
        yield _steps(stream, stack, time.monotonic() + PATIENCE)


def _steps(stream: TextIO, stack: ExitStack, begin: float) -> Step:
    draw: Step | None = None

    def step(done: int, total: int, what: str) -> None:
        nonlocal draw
        if draw is None and time.monotonic() >= begin:
            draw = _bar(stream, stack)
        if draw is not None:
            draw(done, total, what)

    return step


def _bar(stream: TextIO, stack: ExitStack) -> Step:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from flashdeck.console import console
    from flashdeck.report.cells import shown

    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        console=console(stream, os.environ),
        transient=True,
    )
    stack.enter_context(bar)
    task = bar.add_task("", total=None)
    return lambda done, total, what: bar.update(
        task, completed=done, total=total, description=shown(what)
    )

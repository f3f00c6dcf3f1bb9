"""What a journal of ten years costs: read cold, opened with its cache, added to."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from rich.table import Table

from flashdeck.journal.cache import cached
from flashdeck.journal.folder import Folder, prepared
from flashdeck.journal.pen import Pen
from flashdeck.journal.replay import Rules
from flashdeck.schedule.sm2 import SM2
from flashdeck.schedule.study_day import moment

REVIEWS = 1_000_000
CARDS = 50_000
A_DAY = 270
BEGIN = date(2016, 1, 1)
T = 1_451_606_400_000
APPENDS = 500
ROUNDS = 3
LIMITS = {"cold": 6.0, "cached": 0.15}


def table() -> Table:
    """The least of some rounds, each in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = prepared(Folder(Path(name)))
        written(folder)
        rounds = []
        for _ in range(ROUNDS):
            folder.database.unlink(missing_ok=True)
            folder.journal_of("pen").unlink(missing_ok=True)
            rounds.append({step: _seconds(step, folder) for step in STEPS})
    shown = Table(title=f"Journal of {REVIEWS:,} reviews, {CARDS:,} cards", title_justify="left")
    for column in ("step", "seconds", "limit"):
        shown.add_column(column, justify="left" if column == "step" else "right")
    for step, what in STEPS.items():
        least, limit = min(each[step] for each in rounds), LIMITS.get(step)
        kept = "" if limit is None else f"{limit}{'' if least <= limit else '  not kept'}"
        shown.add_row(what, f"{least:.4f}", kept)
    return shown


def written(folder: Folder) -> None:
    """A journal in which every card comes again after the same number of answers."""
    with folder.journal_of("bench").open("w", encoding="utf-8", newline="\n") as file:
        for number in range(1, REVIEWS + 1):
            day = (BEGIN + timedelta(days=number // A_DAY)).isoformat()
            card = number * 7919 % CARDS
            file.write(
                f'{{"v":1,"id":"bench-{number}","t":{T + number * 320_000},"tz":60,'
                f'"day":"{day}","card":"{card * 77_777_777_777:016x}:0","kind":"review",'
                f'"grade":{(4, 4, 5, 3, 1, 4, 4)[number % 7]},"ms":5310,"with":"sm2",'
                f'"hash":"{card:016x}"}}\n'
            )


STEPS = {
    "cold": "all of it, without a cache",
    "cached": "with the cache",
    "append": "one answer, on the disk",
    "grown": f"with the cache, after {APPENDS} answers",
}


def _seconds(step: str, folder: Folder) -> float:
    command = [sys.executable, __file__, step, str(folder.root)]
    found: float = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return found


def _measured(step: str, folder: Folder) -> float:
    pen = Pen(folder, "pen")
    if step == "append":
        now = moment(T, 60, 4)
        started = time.perf_counter()
        for number in range(APPENDS):
            pen.answer(now, f"{number * 77_777_777_777:016x}:0", 4, 5310, scheduler="sm2")
        return (time.perf_counter() - started) / APPENDS
    started = time.perf_counter()
    with cached(folder, Rules(SM2)) as cache:
        spent = time.perf_counter() - started
        if len(cache.replayed.cards) != CARDS:
            raise SystemExit("the journal was not read")
    return spent


if __name__ == "__main__":
    print(json.dumps(_measured(sys.argv[1], Folder(Path(sys.argv[2])))))

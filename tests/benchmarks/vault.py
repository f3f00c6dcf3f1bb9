"""What a vault costs: notes that hold no cards, and one file that is as long as many."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import notes
from rich.table import Table

from flashdeck import plugins
from flashdeck.collector import uncollected
from flashdeck.convert import request as conversion
from flashdeck.convert.conversion import converted
from flashdeck.convert.targets import TARGETS
from flashdeck.loading.collection import Request, loaded
from flashdeck.settings import Settings

NOTES = 2_000
TINY = 10_000
LINES = 28_000
ROUNDS = 3
LEAST_MB = 20
MOST_GROWTH = 2.6
"""What twice the lines may cost; twice is linear, and the rest is chance."""


def table() -> Table:
    made = Table(title="A vault", title_justify="left")
    for column in ("what is read", "MB/s", "× for twice the lines", "limit"):
        made.add_column(column, justify="left" if column == "what is read" else "right")
    speed = _scanned(lambda root: notes.written(root, NOTES))
    kept = "" if speed >= LEAST_MB else "  not kept"
    made.add_row(f"{NOTES:,} notes without cards", f"{speed:.1f}", "", f"{LEAST_MB} MB/s{kept}")
    speed = _scanned(lambda root: notes.tiny(root, TINY))
    made.add_row(f"{TINY:,} notes of two lines", f"{speed:.1f}", "", "")
    for name, line in _KINDS.items():
        ending = name if name in ("org", "csv") else "md"
        half, whole = _seconds(line, LINES // 2, ending), _seconds(line, LINES, ending)
        kept = "" if whole / half <= MOST_GROWTH else "  not kept"
        size = len(_text(line, LINES).encode()) / 1e6
        growth = f"{whole / half:.2f}"
        made.add_row(
            f"{LINES:,} lines of {name}", f"{size / whole:.2f}", growth, f"{MOST_GROWTH}{kept}"
        )
    half, whole = (min(_rewritten(lines) for _ in range(ROUNDS)) for lines in (LINES // 2, LINES))
    kept = "" if whole / half <= MOST_GROWTH else "  not kept"
    size = len(_text(_KINDS["sr"], LINES).encode()) / 1e6
    made.add_row(
        f"{LINES:,} lines of sr, written as native",
        f"{size / whole:.2f}",
        f"{whole / half:.2f}",
        f"{MOST_GROWTH}{kept}",
    )
    return made


_KINDS: dict[str, Callable[[int], str]] = {
    "prose": lambda n: f"Line {n} of a diary ends here.\n",
    "native": lambda n: f"Q: What is {n}?\nA: It is `{n}`.\n\n",
    "sr": lambda n: f"#flashcards/a\n\nterm {n}::its $x_{n}$\n\n",
    "o2a": lambda n: f"START\nBasic\nWhat is {n}?\nBack: It.\nEND\n\n",
    "mdanki": lambda n: f"## What is {n}\n\n%\n\nIt is that.\n\n",
    "logseq": lambda n: f"- What is {n}? #card\n\t- It is that\n",
    "remnote": lambda n: f"- Term {n}::\n    - Property;; value\n    - More >>>\n        - deep\n",
    "apy": lambda n: f"# Note\nmodel: Basic\n\n## Front\nWhat is {n}?\n\n## Back\nIt.\n\n",
    "md2anki": lambda n: f"## What is {n} ({n:08x}-f615-4355-a862-a00f64cc4725)\n\nIt is.\n\n",
    "hashcards": lambda n: f"Q: What is {n}?\nA: It.\n\nC: The [term] {n}.\n\n---\n\n",
    "neuracache": lambda n: f"What is {n}? #flashcard\nIt.\n\n---\n\n",
    "double": lambda n: f"## What is {n}??\n\nIt is that.\n\n",
    "flashcards-obsidian": lambda n: f"## What is {n} #card\nIt.\n^{1_600_000_000_000 + n}\n\n",
    "org": lambda n: f"* What is *{n}*? :drill:\n:PROPERTIES:\n:ID: a-{n}\n:END:\nIt is =it=.\n",
    "csv": lambda n: f'"What is {n}, and why?";"It, as ever.";tag\n',
    "ankcompiler": lambda n: f"---\n\nterm {n} ::: it\n\n---\n[^uid]: abc{n:07}\n\n",
}


def _text(line: Callable[[int], str], lines: int) -> str:
    each = line(1).count("\n")
    return "".join(map(line, range(lines // each)))


def _scanned(write: Callable[[Path], int]) -> float:
    """MB a second of notes that nothing was kept of."""
    with tempfile.TemporaryDirectory() as folder:
        size = write(Path(folder))
        return size / 1e6 / min(_spent(Path(folder)) for _ in range(ROUNDS))


def _seconds(line: Callable[[int], str], lines: int, ending: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, f"long.{ending}").write_text(_text(line, lines), "utf-8", newline="\n")
        return min(_spent(Path(folder)) for _ in range(ROUNDS))


def _rewritten(lines: int) -> float:
    """The processor's seconds that a file takes to be written in another syntax, once read."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "long.md").write_text(_text(_KINDS["sr"], lines), "utf-8", newline="\n")
        settings, dialects = Settings(root=Path(folder)), plugins.dialects().dialects
        wanted = Request(paths=(Path(folder),), settings=settings, dialects=dialects)
        read = loaded(wanted).collection
        to = conversion.Request(TARGETS["native"], "long.md", settings, dialects, settings)
        started = time.process_time()
        converted(read.files[0], read.notes, to)
        return time.process_time() - started


def _spent(root: Path) -> float:
    """The processor's seconds that reading a folder takes, from its names to its notes."""
    request = Request(
        paths=(root,), settings=Settings(root=root), dialects=plugins.dialects().dialects
    )
    with uncollected():  # as commands read
        started = time.process_time()
        loaded(request)
        return time.process_time() - started

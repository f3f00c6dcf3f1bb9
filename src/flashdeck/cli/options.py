"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flashdeck.cli import completion
from flashdeck.schedule.standing import Standing

Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[PATHS]...",
        help="Files and folders of cards, `-` for standard input. "
        "Without any: the collection you stand in.",
        exists=True,
        allow_dash=True,
        show_default=False,
    ),
]
Decks = Annotated[
    list[str] | None,
    typer.Option(
        "--deck",
        metavar="NAME",
        help="Only this deck and those inside it. May be repeated.",
        autocompletion=completion.decks,
        show_default=False,
    ),
]
Tags = Annotated[
    list[str] | None,
    typer.Option(
        "--tag",
        metavar="TAG",
        help="Only notes with this tag. Repeated: with any of them.",
        autocompletion=completion.tags,
        show_default=False,
    ),
]
Standings = Annotated[
    list[Standing] | None,
    typer.Option(
        "--is",
        metavar="STATE",
        help="Only cards that are new, due, suspended, buried, flagged or leech. "
        "Repeated: any of these.",
        show_default=False,
    ),
]
Dialect = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Read every file in this syntax.",
        autocompletion=completion.dialects,
        show_default=False,
    ),
]
Watch = Annotated[bool, typer.Option("--watch", "-w", help="Do it again whenever a file changes.")]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 for warnings too.")]
Frozen = Annotated[bool, typer.Option("--frozen", help="Write nothing but the package: for CI.")]
NewKey = Annotated[
    bool,
    typer.Option(
        "--new-key",
        help="Build although `key` in flashdeck.yaml is another: to Anki, all notes are new.",
    ),
]
Tombstones = Annotated[
    bool,
    typer.Option(
        "--tombstones",
        help="Put in what is gone from the sources, with the tag flashdeck::removed.",
    ),
]

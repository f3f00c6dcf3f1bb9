"""`flashdeck init`: a small collection to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flashdeck.cli.output import put

IGNORED = "# Packages can be made again. Your reviews, in .flashdeck/journal, cannot.\ndist/\n"
CARDS = "first-cards.md"


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="The folder, made if it is not there.")
    ] = Path(),
) -> None:
    """Start a collection.

    Writes a `flashdeck.yaml` that explains itself, a few cards that show each
    form, and a `.gitignore`. Nothing that is there is changed, and a folder with
    Markdown of its own gets no example cards.

    \b
    Examples:
      flashdeck init biology
      cd my-vault && flashdeck init
    """
    import secrets  # hashing: 5 ms of every start

    folder.mkdir(parents=True, exist_ok=True)
    own = _has_markdown(folder)
    for name, text in starter(secrets.token_hex(8), cards=not own).items():
        put(f"{_written(folder / name, text)}\n")
    put(_next_steps(folder, own=own))


_IMPORTED = """
If these cards are in Anki already, set `key: ""` in flashdeck.yaml first: the
key is part of what tells Anki that a note is the same.
"""


def starter(key: str, *, cards: bool) -> dict[str, str]:
    """The files of a new collection by name; `key` tells its notes from everybody else's."""
    from importlib.resources import files

    shipped = files(__package__).joinpath("starter")
    settings = (
        shipped.joinpath("flashdeck.yaml").read_text("utf-8").replace('key: ""', f"key: {key!r}")
    )
    made = {"flashdeck.yaml": settings, ".gitignore": IGNORED}
    if cards:
        made[CARDS] = shipped.joinpath(CARDS).read_text("utf-8")
    return made


def _written(path: Path, text: str) -> str:
    """What became of a file; one that is there stays as it is."""
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return f"kept   {path} (it was there)"
    return f"wrote  {path}"


def _has_markdown(folder: Path) -> bool:
    found = (path for pattern in ("*.md", "*.markdown") for path in folder.rglob(pattern))
    return any(path.name != CARDS for path in found)


def _next_steps(folder: Path, *, own: bool) -> str:
    first = f"cd {folder}\n  " if folder.resolve() != Path.cwd() else ""
    example = "" if own else f"  # edit {CARDS}, then again"
    steps = f"\nNext:\n  {first}flashdeck check\n  flashdeck build{example}\n  flashdeck study\n"
    return steps + (_IMPORTED if own else "")

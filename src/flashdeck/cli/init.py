"""`flashdeck init`: a small collection to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flashdeck.cli.output import put
from flashdeck.roots import SETTINGS

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
    own, before = _has_markdown(folder), _key_of_packages(folder)
    may_be_imported = own and before is None and not (folder / SETTINGS).exists()
    key = secrets.token_hex(8) if before is None else before
    for name, text in starter(key, cards=not own).items():
        put(f"{_written(folder / name, text)}\n")
    put(_next_steps(folder, own=own) + (_IMPORTED if may_be_imported else ""))


def _key_of_packages(folder: Path) -> str | None:
    """The key with which notes were last built here; None where nobody knows."""
    from flashdeck.journal.folder import Folder
    from flashdeck.journal.remembering import recalled

    return recalled(Folder(folder)).memory.key


_IMPORTED = """
If notes that flashdeck made of these files are in Anki already, write the `key`
they were built with into flashdeck.yaml first (`key: ""` if there was none): it
is part of what tells Anki that a note is the same.
"""


def starter(key: str, *, cards: bool) -> dict[str, str]:
    """The files of a new collection by name; `key` tells its notes from everybody else's."""
    from importlib.resources import files

    shipped = files(__package__).joinpath("starter")
    settings = (
        shipped.joinpath("flashdeck.yaml").read_text("utf-8").replace('key: ""', f"key: {key!r}")
    )
    made = {SETTINGS: settings, ".gitignore": IGNORED}
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
    return f"\nNext:\n  {first}flashdeck check\n  flashdeck build{example}\n  flashdeck study\n"

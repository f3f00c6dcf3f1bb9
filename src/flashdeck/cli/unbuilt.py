"""Why no package is written."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from flashdeck.errors import FlashdeckError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashdeck.compile.library import Compiled
    from flashdeck.model import Collection


class OutputIsFolder(FlashdeckError):
    """A folder cannot become a file."""

    def __init__(self, out: Path) -> None:
        super().__init__(f"{out} is a folder; name a file, such as {out / 'deck.apkg'}")


class OutputIsInput(FlashdeckError):
    """The package would replace what it is made of."""

    def __init__(self, out: Path) -> None:
        super().__init__(f"{out} is one of the files that are read; choose another with -o")


class NothingToBuild(FlashdeckError):
    """No notes; a package without any would only confuse."""

    status = 1

    def __init__(self, *, filtered: bool, decks: Sequence[str], tags: Sequence[str]) -> None:
        if filtered and decks:
            known = f"decks: {', '.join(decks)}; tags: {', '.join(tags) or 'none'}"
            super().__init__(f"no note has that deck and tag; {known}")
        else:
            super().__init__("no notes, so nothing was built; `flashdeck check -v` says why")


class OtherKey(FlashdeckError):
    """The notes had another key in the last package: to Anki, each of them would be new."""

    status = 1

    def __init__(self, before: str, now: str) -> None:
        mend = f"write `key: {before!r}` there again" if before else "take it out again"
        was = f"`{before}`" if before else "not there"
        is_now = f"it is `{now}` now" if now else "none can be read there now"
        super().__init__(
            f"`key` in flashdeck.yaml was {was} when these notes were last built, and {is_now}: "
            "Anki would take each of them for a new one. So nothing was built; "
            f"{mend}, or build with --new-key if new notes are what you want"
        )


def refuse(out: Path, whole: Collection, collection: Collection, *, filtered: bool) -> None:
    """Raise if the output is no place to write to, or there is nothing to write."""
    from flashdeck.notes.listed import known

    if out.is_dir():
        raise OutputIsFolder(out)
    read = [file.source.path for file in whole.files]
    read += [str(media.path) for media in whole.media.values()]
    if out.exists() and _which_file(out) in map(_which_file, read):
        raise OutputIsInput(out)
    if not collection.notes:
        facts = known(whole.notes)
        decks = sorted({"::".join(deck) for deck in {fact.deck for fact in facts}})
        tags = sorted({tag for fact in facts for tag in fact.tags})
        raise NothingToBuild(filtered=filtered, decks=decks, tags=tags)


def refuse_another_key(compiled: Compiled) -> None:
    """Raise if the settings name another key than the last package had."""
    before, now = compiled.memory.key, compiled.settings.key
    if before is not None and before != now:
        raise OtherKey(before, now)


def _which_file(path: str | Path) -> tuple[int, int] | None:
    """What a file is known by, whatever its name; None if it is not there."""
    try:
        found = os.stat(path)  # noqa: PTH116 - one for each file that was read
    except OSError:
        return None
    return found.st_dev, found.st_ino

"""Converted files written, each in one step; and what must not be lost by that."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flashdeck.cli.git import printed
from flashdeck.errors import FlashdeckError

if TYPE_CHECKING:
    from flashdeck.cli.rewriting import Rewritten

_NAMED = 5


class Unsaved(FlashdeckError):
    """Files whose text stands nowhere else."""

    def __init__(self, paths: Sequence[Path]) -> None:
        named = ", ".join(map(str, paths[:_NAMED])) + (", …" if len(paths) > _NAMED else "")
        super().__init__(
            f"git does not have {named} as {'it is' if len(paths) == 1 else 'they are'} now; "
            "commit first, write elsewhere with --output DIR, or insist with --force"
        )


class InTheWay(FlashdeckError):
    """A file that is there already."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is there already; choose another folder, or insist with --force")


class ChangedMeanwhile(FlashdeckError):
    """A file that is not any more what was converted."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} has changed meanwhile; it stays, and so do those after it")


class NotWritable(FlashdeckError):
    """A file or a folder that is only to be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} may not be written; nothing was changed")


class NotWritten(FlashdeckError):
    """A file that could not be written, as on a full disk, after others were."""

    def __init__(self, path: Path, error: OSError, done: int, count: int) -> None:
        others = (
            f"{done} of {count} files {'is' if done == 1 else 'are'} written, the others stay as "
            "they were; the same command goes on from there"
        )
        super().__init__(
            f"{path} cannot be written: {error.strerror or error}; "
            f"{others if done else 'nothing was changed'}"
        )


class LinkWithAnotherName(FlashdeckError):
    """A link whose file would be called otherwise."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is a link, and would need another name; convert what it leads to")


def refuse(rewritten: Sequence[Rewritten], *, in_place: bool, force: bool) -> None:
    """Raise where a change would lose something, or could not be written."""
    new = list(_new(rewritten, in_place=in_place))
    for one in new if in_place else ():
        if one.path.is_symlink() and one.out != one.path:
            raise LinkWithAnotherName(one.path)
        for place in (one.path.resolve(), one.path.resolve().parent):
            if not os.access(place, os.W_OK):
                raise NotWritable(place)
    for one in new if not force else ():
        if one.out is not None and one.out.exists() and not (_stands(one) or one.out == one.path):
            raise InTheWay(one.out)
        if one.out == one.path and not in_place:
            raise InTheWay(one.out)
    if in_place and not force:
        files = [one.path for one in new]
        if unsaved := [file for file in files if file in set(_unsaved(files))]:
            raise Unsaved(unsaved)


def _new(rewritten: Sequence[Rewritten], *, in_place: bool) -> Iterator[Rewritten]:
    """The files that are to be written at all."""
    for one in rewritten:
        if one.out is not None and one.text is not None and (one.changed or not in_place):
            yield one


def _stands(one: Rewritten) -> bool:
    """Whether a file was written before: by a run that did not come to its end."""
    return (
        one.out is not None
        and one.out.is_file()
        and one.out.read_bytes() == (one.text or "").encode("utf-8")
    )


def write(rewritten: Sequence[Rewritten], *, in_place: bool) -> None:
    """Write what can be written: whenever this is ended, each file is old or new."""
    new = list(_new(rewritten, in_place=in_place))
    for done, one in enumerate(new):
        if in_place and one.path.read_bytes() != one.was:
            raise ChangedMeanwhile(one.path)
        try:
            _write(one, in_place=in_place)
        except OSError as error:
            raise NotWritten(one.out or one.path, error, done, len(new)) from error
    _clear(each.out.resolve() for each in new if each.out is not None)


def _clear(written: Iterable[Path]) -> None:
    """Remove what runs left beside some files that were killed."""
    from flashdeck.compile.output import remove_leftovers

    folders: dict[Path, set[str]] = defaultdict(set)
    for path in written:
        folders[path.parent].add(path.name)
    for folder, names in folders.items():
        now = max((folder / name).stat().st_mtime for name in names)
        remove_leftovers(folder, names, now)


def _write(one: Rewritten, *, in_place: bool) -> None:
    from flashdeck.compile.output import replaced

    if one.out is None or one.text is None:
        return
    place = one.out.resolve() if in_place else one.out
    if not _stands(one):
        place.parent.mkdir(parents=True, exist_ok=True)
        with replaced(place) as file:
            file.write_bytes(one.text.encode("utf-8"))
    if in_place and one.out != one.path:
        one.path.unlink()


def _unsaved(files: Sequence[Path]) -> Iterator[Path]:
    """Those that git does not hold as they are."""
    folders: dict[Path, list[Path]] = defaultdict(list)
    for file in files:
        folders[file.resolve().parent].append(file)
    for folder, inside in folders.items():
        saved = _saved(folder)
        yield from (file for file in inside if file.resolve().name not in saved)


def _saved(folder: Path) -> set[str]:
    """The names of a folder's files that git holds as they are."""
    tracked = _listed(folder, "ls-files", "-z", "--", ":(glob)*")
    changed = _listed(folder, "diff", "--name-only", "--relative", "-z", "HEAD", "--", ":(glob)*")
    return set() if tracked is None or changed is None else tracked - changed


def _listed(folder: Path, *arguments: str) -> set[str] | None:
    """What git lists; None where it does not answer."""
    found = printed(folder, *arguments)
    if found is None:
        return None
    return {name for name in found.decode("utf-8", "surrogateescape").split("\0") if name}

"""Where converted files go, and what must not be lost by it."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from flashdeck.cli.output import warn
from flashdeck.errors import FlashdeckError

if TYPE_CHECKING:
    from flashdeck.cli.reading import Read
    from flashdeck.convert.target import Target
    from flashdeck.diagnostics import Diagnostic
    from flashdeck.model import File, Note

_NAMED = 5


class SeveralFiles(FlashdeckError):
    """More than one file for one stream."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"{count} files cannot go to stdout together; choose a folder with "
            "--output DIR, or write them --in-place"
        )


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


class SameName(FlashdeckError):
    """Two files that would become one."""

    def __init__(self, path: Path, one: Path, other: Path) -> None:
        super().__init__(f"{one} and {other} would both become {path}; convert one of them alone")


class StdinStaysWhereItIs(FlashdeckError):
    """Standard input has no place to be written to."""

    def __init__(self) -> None:
        super().__init__("standard input is converted to stdout, without -o and --in-place")


class Rewritten(NamedTuple):
    """A file as it is to be written: no text if it cannot be, no place if it goes to stdout."""

    source: Path
    out: Path | None
    text: str | None
    notes: int
    diagnostics: tuple[Diagnostic, ...] = ()
    changed: bool = True


class Rewriting:
    """One run of the command: the files that hold cards, and where they go."""

    def __init__(
        self, done: Read, target: Target, folder: Path | None, *, in_place: bool, force: bool
    ) -> None:
        self._done, self._target, self._folder = done, target, folder
        self._in_place, self._force = in_place, force
        self._notes: dict[str, list[Note]] = defaultdict(list)
        for note in (*done.compiled.collection.notes, *done.compiled.left_out):
            self._notes[note.span.source.path].append(note)

    @property
    def _files(self) -> list[File]:
        return list(self._done.compiled.collection.files)

    def refuse(self) -> None:
        """Raise for what must not be done, before anything is."""
        stdin = any(not Path(each.source.path).exists() for each in self._files)
        if self._folder is None and not self._in_place:
            if len(self._files) > 1:
                raise SeveralFiles(len(self._files))
            return
        if stdin:
            raise StdinStaysWhereItIs
        seen: dict[Path, Path] = {}
        for file, out in self._outs():
            if out in seen:
                raise SameName(out, seen[out], file)
            seen[out] = file
            if out.exists() and not self._force and (not self._in_place or out != file):
                raise InTheWay(out)
        if self._in_place and not self._force:
            files = [file for file, _ in self._outs()]
            if unsaved := [file for file in files if file in set(_unsaved(files))]:
                raise Unsaved(unsaved)

    def _outs(self) -> Iterator[tuple[Path, Path]]:
        """The files with cards, and where they go."""
        for file in self._files:
            out = self._out(file)
            if out is not None and self._notes[file.source.path]:
                yield Path(file.source.path), out

    def _out(self, file: File) -> Path | None:
        if self._in_place:
            return Path(file.source.path).parent / Path(self._name(file)).name
        return None if self._folder is None else self._folder / self._name(file)

    def _name(self, file: File) -> str:
        """The file's place in its collection, with a suffix that fits."""
        if file.source.name.startswith("<"):
            return file.source.name
        place = Path(file.source.name)
        fits = place.suffix.lower() in self._target.suffixes
        return (place if fits else place.with_suffix(self._target.suffixes[0])).as_posix()

    def rewritten(self) -> list[Rewritten]:
        """Every file as it is to be written; those without cards stay as they are."""
        return [self._rewritten(file) for file in self._files]

    def _rewritten(self, file: File) -> Rewritten:
        from flashdeck import plugins
        from flashdeck.convert.conversion import converted
        from flashdeck.convert.request import Request

        path, notes = Path(file.source.path), self._notes[file.source.path]
        if not notes:
            return Rewritten(path, None, file.source.text, 0, changed=False)
        stays = self._in_place or file.source.name.startswith("<")
        request = Request(
            target=self._target,
            name=self._name(file),
            settings=self._done.chosen.settings,
            there=self._done.chosen.settings,
            dialects=plugins.dialects().dialects,
            keeps_place=stays,
        )
        made = converted(file, notes, request)
        return Rewritten(
            path, self._out(file), made.text, len(notes), made.diagnostics, made.changed
        )

    def write(self, rewritten: Sequence[Rewritten]) -> int:
        """Write what can be written; how many pictures and sounds went with it."""
        from flashdeck.compile.output import replaced

        for one in rewritten:
            if one.out is None or one.text is None or (self._in_place and not one.changed):
                continue
            one.out.parent.mkdir(parents=True, exist_ok=True)
            with replaced(one.out) as new:
                new.write_text(one.text, encoding="utf-8", newline="\n")
            if self._in_place and one.out != one.source:
                one.source.unlink()
        return 0 if self._folder is None else self._copied(self._folder, rewritten)

    def _copied(self, folder: Path, rewritten: Sequence[Rewritten]) -> int:
        """The media of what was written, at the same places below another folder."""
        written = {one.source for one in rewritten if one.out is not None and one.text is not None}
        names = {each.source.name for each in self._files if Path(each.source.path) in written}
        root, done = self._done.chosen.settings.root.resolve(), 0
        media = self._done.compiled.collection.media
        for path in sorted({each.path for (name, _), each in media.items() if name in names}):
            if not path.is_relative_to(root):
                warn(f"{path} lies outside of the collection, so it was not copied")
                continue
            place = folder / path.relative_to(root)
            if not place.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, place)
                done += 1
        return done


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
    tracked = _git(folder, "ls-files", "-z", "--", ":(glob)*")
    changed = _git(folder, "diff", "--name-only", "--relative", "-z", "HEAD", "--", ":(glob)*")
    return set() if tracked is None or changed is None else tracked - changed


def _git(folder: Path, *arguments: str) -> set[str] | None:
    """What git lists; None where it is not installed, or this is no repository."""
    import subprocess

    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, check=False
        )
    except OSError:
        return None
    if done.returncode != 0:
        return None
    return {name for name in done.stdout.decode("utf-8", "surrogateescape").split("\0") if name}

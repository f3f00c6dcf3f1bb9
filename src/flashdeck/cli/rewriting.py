"""Files converted, and where they go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from flashdeck.cli.bringing import Brought, Came, bring
from flashdeck.errors import FlashdeckError

if TYPE_CHECKING:
    from flashdeck.cli.progress import Step
    from flashdeck.cli.reading import Read
    from flashdeck.convert.links import Links
    from flashdeck.convert.request import Request
    from flashdeck.convert.target import Target
    from flashdeck.diagnostics import Diagnostic
    from flashdeck.model import File, Note
    from flashdeck.settings import Settings


class SeveralFiles(FlashdeckError):
    """More than one file for one stream."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"{count} files cannot go to stdout together; choose a folder with "
            "--output DIR, or write them --in-place"
        )


class SameName(FlashdeckError):
    """Two files that would become one."""

    def __init__(self, path: Path, one: Path, other: Path) -> None:
        super().__init__(f"{one} and {other} would both become {path}; convert one of them alone")


class StdinStaysWhereItIs(FlashdeckError):
    """Standard input has no place to be written to."""

    def __init__(self) -> None:
        super().__init__("standard input is converted to stdout, without -o and --in-place")


class Rewritten(NamedTuple):
    """A file as it is to be written: no text if it cannot be, no place if it goes to stdout.

    `was` are the bytes it was read from.
    """

    file: File
    out: Path | None
    text: str | None
    notes: int
    diagnostics: tuple[Diagnostic, ...] = ()
    changed: bool = True
    was: bytes = b""

    @property
    def path(self) -> Path:
        return Path(self.file.source.path)


class Rewriting:
    """One run of the command: the files that hold cards, and where they go."""

    def __init__(self, done: Read, target: Target, folder: Path | None, *, in_place: bool) -> None:
        self._done, self._target, self._folder = done, target, folder
        self._in_place = in_place
        self._notes: dict[str, list[Note]] = defaultdict(list)
        for note in (*done.compiled.collection.notes, *done.compiled.left_out):
            self._notes[note.span.source.path].append(note)
        made = None if folder is None else _made_before(folder, done.typed)
        self._files = [
            file
            for file in done.compiled.collection.files
            if made is None or not Path(file.source.path).resolve().is_relative_to(made)
        ]

    def refuse(self) -> None:
        """Raise for what must not be done, before anything is."""
        if self._folder is None and not self._in_place:
            if len(self._files) > 1:
                raise SeveralFiles(len(self._files))
            return
        if any(_is_stdin(each) for each in self._files):
            raise StdinStaysWhereItIs
        seen: dict[Path, Path] = {}
        for file, out in self._outs():
            if out == file:  # Which may be what another one became in a run that was ended.
                continue
            if out in seen:
                raise SameName(out, seen[out], file)
            seen[out] = file

    def _outs(self) -> Iterator[tuple[Path, Path]]:
        """The files with cards, and where they go."""
        for file in self._files:
            out = self._out(file)
            if out is not None and self._notes[file.source.path]:
                yield Path(file.source.path), out

    def _out(self, file: File) -> Path | None:
        if self._in_place:
            return self._suffixed(Path(file.source.path))
        return None if self._folder is None else self._folder / self._name(file)

    def _name(self, file: File) -> str:
        """The file's place in its collection, with a suffix that fits."""
        if _is_stdin(file):
            return file.source.name
        return self._suffixed(Path(file.source.name)).as_posix()

    def _suffixed(self, path: Path) -> Path:
        """A path with a suffix of the target."""
        fits = path.suffix.lower() in self._target.suffixes
        return path if fits else path.with_suffix(self._target.suffixes[0])

    def rewritten(self, step: Step | None) -> list[Rewritten]:
        """Every file as it is to be written; those without cards stay as they are."""
        made = []
        for number, file in enumerate(self._files):
            if step is not None:
                step(number, len(self._files), file.source.path)
            made.append(self._rewritten(file))
        return [_spelt(one) for one in self._followed(made)]

    def _followed(self, made: Sequence[Rewritten]) -> Iterator[Rewritten]:
        """The files, with links to others by their new names."""
        from flashdeck.convert.links import Links, renamed

        names = {
            one.file.source.name: self._name(one.file)
            for one in made
            if one.out is not None and one.text is not None
        }
        changed = renamed({name: new for name, new in names.items() if name != new})
        for one in made:
            links = Links(one.file.source.name, changed)
            yield self._linked(one, links) if changed.files else one

    def _linked(self, one: Rewritten, links: Links) -> Rewritten:
        """A file with its links followed; else with what is said of them."""
        from flashdeck.convert.links import broken, relinked

        written = one.out is not None and one.text is not None
        text = relinked(one.text or "", links, self._request(one.file)) if written else None
        if text is not None:
            return one._replace(text=text, changed=one.changed or text != one.text)
        told = broken(one.file.source, links) if written or self._in_place else ()
        return one._replace(diagnostics=(*one.diagnostics, *told))

    def _rewritten(self, file: File) -> Rewritten:
        from flashdeck.convert.conversion import converted

        notes = self._notes[file.source.path]
        was = (self._done.stdin or b"") if _is_stdin(file) else Path(file.source.path).read_bytes()
        try:
            stood = was.decode("utf-8")
        except UnicodeDecodeError:
            found = (_not_utf8(file),) if notes or self._out(file) is None else ()
            return Rewritten(file, None, None, len(notes), found, changed=False)
        if not notes:
            return Rewritten(file, None, stood, 0, changed=False)
        made = converted(file, notes, self._request(file))
        out = self._out(file)
        changed = made.changed and (made.text != file.source.text or out != Path(file.source.path))
        return Rewritten(file, out, made.text, len(notes), made.diagnostics, changed, was)

    def _request(self, file: File) -> Request:
        from flashdeck import plugins
        from flashdeck.convert.request import Request

        settings = self._done.chosen.settings
        return Request(
            target=self._target,
            name=self._name(file),
            settings=settings,
            dialects=plugins.dialects().dialects,
            there=self._there(settings),
            keeps_place=self._in_place or _is_stdin(file),
        )

    def _there(self, settings: Settings) -> Settings:
        """The settings that will hold: a vault's end with the vault."""
        from flashdeck.config.vault import vault_above

        if self._folder is None:
            return settings
        return replace(settings, vault=vault_above(self._folder))

    def brought(self, rewritten: Sequence[Rewritten]) -> Came:
        """What went with the files."""
        if self._folder is None:
            return Came()
        files = [
            Brought(one.file.source.name, one.path, one.out, (one.file.source.text, one.text))
            for one in rewritten
            if one.out is not None and one.text is not None
        ]
        return bring(self._done, files, self._folder) if files else Came()


def _spelt(one: Rewritten) -> Rewritten:
    """A file with the mark and the ends of lines that it had."""
    from flashdeck.convert.spelling import spelling

    if one.text is None or not one.notes:
        return one
    stood = one.was.decode("utf-8")
    return one._replace(text=spelling(one.was).of(one.text, stood, one.file.source.text))


def _made_before(folder: Path, typed: Sequence[Path]) -> Path | None:
    """The folder to write to, if it lies in one that is read: what is in it was written before."""
    inner = folder.resolve()
    outer = [path.resolve() for path in typed if path.is_dir()]
    inside = any(inner != path and inner.is_relative_to(path) for path in outer)
    named = any(path.resolve().is_relative_to(inner) for path in typed)
    return inner if inside and not named else None


_AS_UTF8 = "save it as UTF-8 first: bytes that mean nothing there would be lost"


def _is_stdin(file: File) -> bool:
    return file.source.name.startswith("<")


def _not_utf8(file: File) -> Diagnostic:
    from flashdeck import rules
    from flashdeck.diagnostics import Diagnostic
    from flashdeck.loading.decoding import REMEDY, is_package
    from flashdeck.source import Span

    what, remedy = "not UTF-8", _AS_UTF8
    if is_package(file.source):
        what, remedy = "an Anki package", REMEDY
    return Diagnostic(
        rule=rules.NOT_CONVERTED,
        message=f"this file is {what}, so it is left as it is",
        span=Span(file.source, 0, 0),
        help=remedy,
    )

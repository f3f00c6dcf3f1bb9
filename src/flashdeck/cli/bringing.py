"""What converted files need beside them elsewhere: pictures, sounds, settings, the journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from flashdeck.cli.output import warn
from flashdeck.compile.output import copied

if TYPE_CHECKING:
    from flashdeck.cli.reading import Read
    from flashdeck.journal.folder import Folder
    from flashdeck.journal.lines import Line

_NAMED = 3


class Brought(NamedTuple):
    """A file that was written: its place in the old collection and the new, and its texts."""

    name: str
    source: Path
    out: Path
    texts: tuple[str, ...]


class Came(NamedTuple):
    """How many pictures and sounds were copied, and whether settings and the journal were."""

    media: int = 0
    settings: bool = False
    journal: bool = False


def bring(done: Read, files: Sequence[Brought], folder: Path) -> Came:
    """Copy what files show below a folder, and what holds for them; what of it there was."""
    return Came(_media(done, files, folder), _settings(done, folder), _journal(done, folder))


def _settings(done: Read, folder: Path) -> bool:
    """The collection's settings, unless the folder lies in a collection already."""
    from flashdeck.config.collection import FILE, root_above

    root = done.chosen.settings.root
    above, here = root_above(folder), root / FILE
    if not here.is_file() or above == root.resolve():
        return False
    if above is not None:
        if (above / FILE).read_bytes() == here.read_bytes():
            return False
        warn(f"in {folder} the settings of {above / FILE} hold, not those of {here}")
        return False
    copied(here, folder / FILE)
    return True


def _journal(done: Read, folder: Path) -> bool:
    """All that is known of the learner, where nothing is known yet; or a word that it stays.

    Ids are kept, so that every line goes on to mean its card. Two journals that
    have grown apart are not joined: one device has numbered the lines of both.
    """
    from flashdeck.config.collection import root_of
    from flashdeck.journal.folder import Folder, prepared

    old, new = Folder(done.chosen.settings.root.resolve()), Folder(root_of(folder).resolve())
    if old == new:
        return False
    there = any(not _begun(path, old) for path in new.journals())
    if there or new.root != folder.resolve():
        if _history(old) - _history(new):
            warn(
                f"the reviews in {old.journal} stay behind: the cards in {folder} belong to "
                f"{new.journal}; convert into a new folder to take them along"
            )
        return False
    missing = [path for path in old.journals() if not (new.journal / path.name).exists()]
    for path in missing:
        copied(path, prepared(new).journal / path.name)
    return bool(missing)


def _begun(path: Path, old: Folder) -> bool:
    """Whether a journal was copied by a run that did not come to its end."""
    other = old.journal / path.name
    return other.is_file() and other.read_bytes() == path.read_bytes()


def _history(folder: Folder) -> set[Line]:
    """The lines that say more than which notes there were."""
    from flashdeck.journal.lines import Adopt, Answer, Mark, read

    texts = (path.read_text("utf-8", "replace") for path in folder.journals())
    found = (read(line) for text in texts for line in text.split("\n"))
    return {line for line in found if isinstance(line, Answer | Mark | Adopt)}


def _media(done: Read, files: Sequence[Brought], folder: Path) -> int:
    """Pictures and sounds, at the same places; what is not found there is told."""
    from flashdeck import embeds
    from flashdeck.loading.finding import finder
    from flashdeck.loading.media import located
    from flashdeck.syntax.definitions import written_out

    settings = done.chosen.settings
    roots = [settings.root, *([settings.vault.root] if settings.vault else [])]
    told = list(_embedded(files, roots))
    for each in told:
        _copied(each.source, roots, folder)
    files = [*files, *(each._replace(out=folder / each.name) for each in told)]
    names = {each.name for each in files}
    shown = {key for key in done.compiled.collection.media if key[0] in names}
    shown |= {
        (each.name, found.target)
        for each in files
        for text in each.texts
        for found in embeds.embeds(written_out(text, text))
        if not embeds.is_remote(found.target)
    }
    folders = {each.name: each.source.parent for each in files}
    old = located(sorted(shown), folders, finder(roots))
    count = sum(_copied(path, roots, folder) for path in sorted(set(old.values())))
    places = {each.name: each.out.parent for each in files}
    _tell_of(target for _, target in old.keys() - located(old, places, finder([folder])))
    return count


def _embedded(files: Sequence[Brought], roots: Sequence[Path]) -> Iterator[Brought]:
    """The notes that files show text of, and those that these show, beside the files."""
    from flashdeck import embeds
    from flashdeck.loading.embedding import note_text
    from flashdeck.loading.finding import finder, note_called

    known = finder(roots)
    seen, left = {each.source.resolve() for each in files}, list(files)
    while left:
        here = left.pop()
        pages = {part.page for text in here.texts for part in embeds.parts(text) if part.page}
        for page in sorted(pages):
            path = note_called(known, page, here.source.parent)
            if path is not None and path not in seen:
                seen.add(path)
                root = next(root for root in known.roots if path.is_relative_to(root))
                place = path.relative_to(root)
                left.append(Brought(place.as_posix(), path, place, (note_text(path),)))
                yield left[-1]


def _copied(path: Path, roots: Iterable[Path], folder: Path) -> bool:
    """Whether a file was copied to the place that it has in its collection, or its vault."""
    root = next((root for root in map(Path.resolve, roots) if path.is_relative_to(root)), None)
    if root is None or (folder / path.relative_to(root)).exists():
        return False
    place = folder / path.relative_to(root)
    place.parent.mkdir(parents=True, exist_ok=True)
    copied(path, place)
    return True


def _tell_of(targets: Iterable[str]) -> None:
    """What a file shows that is not found from where it stands now."""
    lost = sorted(set(targets))
    if lost:
        named = ", ".join(f"`{each}`" for each in lost[:_NAMED])
        more = ", …" if len(lost) > _NAMED else ""
        warn(
            f"{len(lost)} {'picture is' if len(lost) == 1 else 'pictures are'} not found "
            f"from where the new files are: {named}{more}"
        )

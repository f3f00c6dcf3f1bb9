"""What converted files need beside them in another folder: pictures, sounds, settings."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from flashdeck.cli.output import warn

if TYPE_CHECKING:
    from flashdeck.cli.reading import Read

_NAMED = 3


class Brought(NamedTuple):
    """A file that was written: its place in the old collection and the new, and its texts."""

    name: str
    source: Path
    out: Path
    texts: tuple[str, ...]


def bring(done: Read, files: Sequence[Brought], folder: Path) -> tuple[int, bool]:
    """Copy what files show below a folder; how many there were, and whether settings came too."""
    return _media(done, files, folder), _settings(done, folder)


def _settings(done: Read, folder: Path) -> bool:
    """The collection's settings, unless the folder lies in a collection already."""
    from flashdeck.config.collection import FILE, root_above

    root = done.chosen.settings.root
    above, here = root_above(folder), root / FILE
    if not here.is_file() or above == root.resolve():
        return False
    if above is not None:
        warn(f"in {folder} the settings of {above / FILE} hold, not those of {here}")
        return False
    shutil.copyfile(here, folder / FILE)
    return True


def _media(done: Read, files: Sequence[Brought], folder: Path) -> int:
    """Pictures and sounds, at the same places; what is not found there is told."""
    from flashdeck import embeds
    from flashdeck.loading.media import located

    settings = done.chosen.settings
    names = {each.name for each in files}
    shown = {key for key in done.compiled.collection.media if key[0] in names}
    shown |= {
        (each.name, found.target)
        for each in files
        for text in each.texts
        for found in embeds.embeds(text)
        if not embeds.is_remote(found.target)
    }
    roots = [settings.root, *([settings.vault.root] if settings.vault else [])]
    folders = {each.name: each.source.parent for each in files}
    old = located(sorted(shown), folders, roots)
    copied = sum(_copied(path, roots, folder) for path in sorted(set(old.values())))
    places = {each.name: each.out.parent for each in files}
    _tell_of(target for _, target in old.keys() - located(old, places, [folder]))
    return copied


def _copied(path: Path, roots: Iterable[Path], folder: Path) -> bool:
    """Whether a file was copied to the place that it has in its collection, or its vault."""
    root = next((root for root in map(Path.resolve, roots) if path.is_relative_to(root)), None)
    if root is None or (folder / path.relative_to(root)).exists():
        return False
    place = folder / path.relative_to(root)
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, place)
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

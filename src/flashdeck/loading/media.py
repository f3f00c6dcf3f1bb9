"""The pictures and sounds of a collection: found (`finding`), and named after their bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from flashdeck import embeds, rules
from flashdeck.diagnostics import Diagnostic, Label
from flashdeck.loading.finding import Finder, candidates, is_outside, nearest
from flashdeck.model import Media, Note, passages
from flashdeck.regular import contents
from flashdeck.source import Span


class Shown(NamedTuple):
    """The media of some notes, by source name and target, and what is missing."""

    media: Mapping[tuple[str, str], Media]
    diagnostics: tuple[Diagnostic, ...]


def shown(notes: Sequence[Note], folders: Mapping[str, Path], known: Finder) -> Shown:
    """The media that notes show; `folders` are those of their files, by source name."""
    media: dict[tuple[str, str], Media | None] = {}
    named: dict[Path, Media | None] = {}
    first: dict[tuple[str, str], Span] = {}
    diagnostics: list[Diagnostic] = []
    for note in notes:
        name = note.span.source.name
        for target, span in _targets(note):
            first.setdefault((name, target), span)
            if (name, target) not in media:
                paths = candidates(known, target, folders[name])
                diagnostics += _clash(target, span, paths, _read_bytes)
                media[name, target] = _named(paths[0], named) if paths else None
            if media[name, target] is None:
                diagnostics.append(_missing(known, target, span, folders[name]))
    found = {key: each for key, each in media.items() if each is not None}
    return Shown(found, (*diagnostics, *_same_names(found, first)))


def located(
    wanted: Iterable[tuple[str, str]], folders: Mapping[str, Path], known: Finder
) -> dict[tuple[str, str], Path]:
    """Where targets are, by the name of the source that shows each; without what is nowhere."""
    found = {(name, each): candidates(known, each, folders[name]) for name, each in wanted}
    return {key: paths[0] for key, paths in found.items() if paths}


def _targets(note: Note) -> Iterator[tuple[str, Span]]:
    for passage in passages(note):
        for embed in embeds.embeds(passage.text):
            yield embed.target, passage.place(embed.start, embed.end)


def _named(path: Path, named: dict[Path, Media | None]) -> Media | None:
    """The file under a name that says its bytes."""
    if path not in named:
        data = _read_bytes(path)
        if data is None:
            named[path] = None
        else:
            digest = blake2b(data, digest_size=10).hexdigest()
            named[path] = Media(f"flashdeck-{digest}{path.suffix.lower()}", path)
    return named[path]


def _read_bytes(path: Path) -> bytes | None:
    try:
        return contents(str(path))
    except OSError:
        return None


def _clash(
    target: str, span: Span, paths: Sequence[Path], read: Callable[[Path], bytes | None]
) -> Iterator[Diagnostic]:
    if len(paths) > 1 and len({read(path) for path in paths}) > 1:
        yield Diagnostic(
            rule=rules.MEDIA_CLASH,
            message=f"{len(paths)} different files are called `{target}`; the first counts: "
            + ", ".join(f"`{path.parent.name}/{path.name}`" for path in paths[:4]),
            span=span,
            help="write the path from this file to the one that is meant",
        )


def _same_names(
    media: Mapping[tuple[str, str], Media], first: Mapping[tuple[str, str], Span]
) -> Iterator[Diagnostic]:
    """One remark for each later file that has another's name, but not its bytes."""
    seen: dict[str, dict[str, Span]] = defaultdict(dict)
    for key, each in media.items():
        names = seen[each.path.name]
        if each.name not in names and names:
            yield Diagnostic(
                rule=rules.SAME_NAME_MEDIA,
                message=f"another file called `{each.path.name}` has other bytes; both are kept",
                span=first[key],
                labels=(Label(next(iter(names.values())), "shown here"),),
            )
        names.setdefault(each.name, first[key])


def _missing(known: Finder, target: str, span: Span, folder: Path) -> Diagnostic:
    remedy = "put it beside this file, or correct the name"
    if is_outside(known, target, folder):
        remedy = "only files inside the collection's folder are read: copy it there"
    elif near := nearest(known, target.rpartition("/")[2], embeds.is_media):
        remedy = f"did you mean `{near.name}`?"
    return Diagnostic(
        rule=rules.MISSING_MEDIA, message=f"there is no file `{target}`", span=span, help=remedy
    )

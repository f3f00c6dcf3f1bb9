"""Dialects, exporters, schedulers and demos: ours and other people's, found in one way.

Ours stand in the tables below; others come from package entry points of the same
group. Both name an object that has the attributes of its protocol: not a class
and not a function that makes one. Nothing is imported until it is used.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, partial
from importlib import import_module
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeGuard, TypeVar

from flashdeck.errors import FlashdeckError

if TYPE_CHECKING:
    from flashdeck.demo.demo import Demo
    from flashdeck.export.exporter import Exporter
    from flashdeck.schedule.scheduler import Scheduler
    from flashdeck.syntax.dialect import Dialect

P = TypeVar("P")
FEW = 4  # names that one sees at a glance


class Point(NamedTuple):
    """A plug-in that is there: its name, where it is, whose it is, and how it is imported."""

    name: str
    value: str
    owner: str
    load: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Group(Generic[P]):
    """A kind of plug-in: its entry point group, ours in it, and what one must have."""

    name: str
    kind: str
    ours: Mapping[str, str]
    fits: Callable[[object], TypeGuard[P]]


class UnknownPlugin(FlashdeckError):
    """No plug-in of that name."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        names = list(known)
        near = get_close_matches(name, names, n=1) if len(names) > FEW else []
        meant = f"; did you mean {near[0]!r}?" if near else ""
        super().__init__(f"no {kind} {name!r}; there are: {', '.join(names)}{meant}")


class UnknownFormat(FlashdeckError):
    """No exporter writes files of that suffix."""

    def __init__(self, out: Path, known: Iterable[str]) -> None:
        suffixes = ", ".join(f".{name}" for name in known)
        super().__init__(f"cannot write {str(out)!r}; a file to build ends in one of: {suffixes}")


class PluginClash(FlashdeckError):
    """Two packages claim one name."""

    def __init__(self, kind: str, name: str, owners: Iterable[str]) -> None:
        super().__init__(f"the {kind} {name!r} comes from two packages: {' and '.join(owners)}")


class BrokenPlugin(FlashdeckError):
    """A plug-in that cannot be imported, or is not what its group holds."""

    def __init__(self, kind: str, point: Point, why: str) -> None:
        super().__init__(f"the {kind} {point.name!r} ({point.value}) cannot be used: {why}")


class FailedPlugin(FlashdeckError):
    """A plug-in that raised something while it ran."""

    def __init__(self, kind: str, name: str, where: str, error: Exception) -> None:
        super().__init__(
            f"the {kind} {name!r} ({where}) failed, which is for its author to mend: "
            f"{type(error).__name__}: {error}"
        )


class Found(NamedTuple):
    """All dialects by name, and a message for each that is broken."""

    dialects: dict[str, Dialect]
    problems: tuple[str, ...]


def available(group: Group[P]) -> dict[str, Point]:
    """What a group holds, by name; a name belongs to one package only."""
    points = {
        name: Point(name, value, "flashdeck", partial(_object, value))
        for name, value in group.ours.items()
    }
    for point in _others(group.name) if _is_extended(tuple(sys.path)) else ():
        if (other := points.get(point.name)) is not None:
            raise PluginClash(group.kind, point.name, (other.owner, point.owner))
        points[point.name] = point
    return dict(sorted(points.items()))


def _object(value: str) -> object:
    module, _, name = value.partition(":")
    found: object = getattr(import_module(module), name)
    return found


def _others(group: str) -> Iterator[Point]:
    """What other packages put into a group."""
    from importlib.metadata import entry_points

    for point in entry_points(group=group):
        owner = "flashdeck" if point.dist is None else point.dist.name
        yield Point(point.name, point.value, owner, point.load)


@cache
def _is_extended(path: tuple[str, ...]) -> bool:
    """Whether any package may have plug-ins for us.

    Few people have one, and `importlib.metadata` takes as long as three starts of Python to
    say so. Packages in folders are looked at here; where there may be others, it is asked.
    """
    finders = [each for each in sys.meta_path if hasattr(each, "find_distributions")]
    return finders != [PathFinder] or any(map(_holds_plugins, path))


def _holds_plugins(place: str) -> bool:
    folder = Path(place)
    if folder.suffix == ".egg" or folder.is_file():
        return True
    try:
        names = [name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info"))]  # noqa: PTH208
    except OSError:  # importlib.metadata finds nothing there either
        return False
    return any(_extends(folder / name / "entry_points.txt") for name in names)


def _extends(entry_points: Path) -> bool:
    try:
        return b"[flashdeck." in entry_points.read_bytes()
    except OSError:
        return False


def loaded(group: Group[P], name: str) -> P:
    """The plug-in of a name, imported."""
    points = available(group)
    if name not in points:
        raise UnknownPlugin(group.kind, name, points)
    return _imported(group, points[name])


def dialects() -> Found:
    """Every dialect that can be used; one that cannot does not stop the others.

    Some of ours are imported when a page may be theirs.
    """
    from flashdeck.syntax.late import CUES, Late

    found: dict[str, Dialect] = {}
    problems = []
    for name, point in available(DIALECTS).items():
        try:
            load = partial(_imported, DIALECTS, point)
            found[name] = Late(name, CUES[name], load) if name in CUES else load()
        except BrokenPlugin as broken:
            problems.append(str(broken))
    return Found(found, tuple(problems))


def exporter_for(out: Path) -> Exporter:
    """The exporter of a file's suffix; exporters are named by it, without the dot."""
    name = out.suffix.removeprefix(".").lower()
    if name not in (known := available(EXPORTERS)):
        raise UnknownFormat(out, known)
    return _imported(EXPORTERS, known[name])


def scheduler(name: str) -> Scheduler[object]:
    """The scheduler that `flashdeck.yaml` or `--with` names, imported."""
    return loaded(SCHEDULERS, name)


def demos() -> frozenset[str]:
    """The names of the demos; none is imported."""
    return frozenset(available(DEMOS))


def objection(name: str, options: Sequence[str]) -> str | None:
    """Why a demo would refuse the words after its name; the demo is imported."""
    from flashdeck.demo.parameters import refusal

    try:
        return refusal(demo(name), options)
    except BrokenPlugin as broken:
        return str(broken)


def demo(name: str) -> Demo:
    """The demo of a name, imported."""
    return loaded(DEMOS, name)


@contextmanager
def blamed(group: Group[P], name: str) -> Iterator[None]:
    """What a plug-in of other people raises names it; ours raise as they are."""
    try:
        yield
    except FlashdeckError:
        raise
    except Exception as error:
        if name in group.ours:
            raise
        raise FailedPlugin(group.kind, name, available(group)[name].value, error) from error


def foreign() -> bool:
    """Whether packages of other people add anything to what is ours."""
    groups = (DIALECTS.name, EXPORTERS.name, SCHEDULERS.name, DEMOS.name)
    return _is_extended(tuple(sys.path)) and any(any(_others(group)) for group in groups)


def _imported(group: Group[P], point: Point) -> P:
    try:
        plugin = point.load()
    except Exception as error:  # other people's code: whatever it raises is a message
        raise BrokenPlugin(group.kind, point, f"{type(error).__name__}: {error}") from error
    if not group.fits(plugin):
        raise BrokenPlugin(group.kind, point, f"it is not a {group.kind}")
    return plugin


def _is_dialect(found: object) -> TypeGuard[Dialect]:
    return _is_made(found, "name", "evidence", "read")


def _is_exporter(found: object) -> TypeGuard[Exporter]:
    return _is_made(found, "suffix", "write")


def _is_scheduler(found: object) -> TypeGuard[Scheduler[object]]:
    return _is_made(
        found, "name", "version", "initial", "review", "interval", "shown", "packed", "unpacked"
    )


def _is_demo(found: object) -> TypeGuard[Demo]:
    from flashdeck.demo.demo import Demo

    return isinstance(found, Demo)


def _is_made(found: object, *attributes: str) -> bool:
    """Whether it has them, and is no class: a class has them too, but cannot be asked."""
    return not isinstance(found, type) and all(hasattr(found, name) for name in attributes)


DIALECTS: Group[Dialect] = Group(
    "flashdeck.dialects",
    "dialect",
    {
        "ankcompiler": "flashdeck.syntax.ankcompiler:ANKCOMPILER",
        "apy": "flashdeck.syntax.apy:APY",
        "csv": "flashdeck.syntax.tables:TABLES",
        "double": "flashdeck.syntax.double:DOUBLE",
        "flashcards-obsidian": "flashdeck.syntax.flashcards_obsidian:FLASHCARDS_OBSIDIAN",
        "flat": "flashdeck.syntax.flat:FLAT",
        "hashcards": "flashdeck.syntax.hashcards:HASHCARDS",
        "logseq": "flashdeck.syntax.logseq:LOGSEQ",
        "markdown-anki-decks": "flashdeck.syntax.markdown_anki_decks:MARKDOWN_ANKI_DECKS",
        "mdanki": "flashdeck.syntax.mdanki:MDANKI",
        "md2anki": "flashdeck.syntax.md2anki:MD2ANKI",
        "native": "flashdeck.syntax.native:NATIVE",
        "neuracache": "flashdeck.syntax.neuracache:NEURACACHE",
        "o2a": "flashdeck.syntax.o2a:O2A",
        "org": "flashdeck.syntax.org:ORG",
        "remnote": "flashdeck.syntax.remnote:REMNOTE",
        "sr": "flashdeck.syntax.sr:SR",
        "yanki": "flashdeck.syntax.yanki:YANKI",
    },
    _is_dialect,
)
EXPORTERS: Group[Exporter] = Group(
    "flashdeck.exporters",
    "exporter",
    {"apkg": "flashdeck.export.apkg.exporter:APKG"},
    _is_exporter,
)
SCHEDULERS: Group[Scheduler[object]] = Group(
    "flashdeck.schedulers",
    "scheduler",
    {"sm2": "flashdeck.schedule.sm2:SM2"},
    _is_scheduler,
)
DEMOS: Group[Demo] = Group(
    "flashdeck.demos",
    "demo",
    {
        "autoencoder": "flashdeck.demo.autoencoder:AUTOENCODER",
        "context": "flashdeck.demo.context:CONTEXT",
        "contrast": "flashdeck.demo.contrast:CONTRAST",
        "dino": "flashdeck.demo.dino:DINO",
        "hungarian": "flashdeck.demo.hungarian:HUNGARIAN",
        "invariance": "flashdeck.demo.invariance:INVARIANCE",
        "jigsaw": "flashdeck.demo.jigsaw:JIGSAW",
        "kmeans": "flashdeck.demo.kmeans:KMEANS",
        "manifold": "flashdeck.demo.manifold:MANIFOLD",
        "recover": "flashdeck.demo.recover:RECOVER",
        "rotation": "flashdeck.demo.rotation:ROTATION",
        "scan": "flashdeck.demo.scan:SCAN",
        "self-label": "flashdeck.demo.self_label:SELF_LABEL",
        "simclr": "flashdeck.demo.simclr:SIMCLR",
        "simclr-train": "flashdeck.demo.simclr_train:SIMCLR_TRAIN",
        "sinkhorn": "flashdeck.demo.sinkhorn:SINKHORN",
    },
    _is_demo,
)

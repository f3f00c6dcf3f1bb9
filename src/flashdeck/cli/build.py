"""`flashdeck build`: cards in, a package that Anki imports out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from flashdeck.cli.options import (
    Decks,
    Dialect,
    Frozen,
    NewKey,
    Paths,
    Strict,
    Tags,
    Tombstones,
    Watch,
)
from flashdeck.cli.output import findings, put, say, warn
from flashdeck.cli.unbuilt import NothingToBuild, refuse, refuse_another_key
from flashdeck.collector import uncollected
from flashdeck.errors import FlashdeckError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence, Set

    from flashdeck.cache.record import Said
    from flashdeck.cli.reading import Read
    from flashdeck.cli.telling import News
    from flashdeck.cli.watching import Ran
    from flashdeck.compile.library import Compiled
    from flashdeck.compile.tombstones import Graves
    from flashdeck.journal.built import Built
    from flashdeck.loading.remembered import Ahead
    from flashdeck.model import Collection
    from flashdeck.settings import Settings
    from flashdeck.source import Span

    Say = Callable[[str], None]

PACKAGE = ".apkg"
NAMED = 20  # cards left out that the summary names; the diagnostics name all


def build(
    paths: Paths = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Where to write. Without it: dist/<collection>.apkg",
            show_default=False,
        ),
    ] = None,
    deck: Decks = None,
    tag: Tags = None,
    strict: Strict = False,
    dialect: Dialect = None,
    frozen: Frozen = False,
    tombstones: Tombstones = False,
    watch: Watch = False,
    new_key: NewKey = False,
) -> None:
    """Build an Anki package.

    Every sound card is built, whatever is wrong with the others; the exit
    status is 1 if there are errors. Diagnostics go to stderr.

    \b
    Examples:
      flashdeck build
      flashdeck build notes/ -o biology.apkg --deck Biology --tag exam
      flashdeck build --watch
    """
    from flashdeck import plugins

    if output is not None:
        plugins.exporter_for(output)
    wish = _Wish(
        [*(paths or ())],
        output,
        [*(deck or ())],
        [*(tag or ())],
        strict,
        dialect,
        frozen,
        tombstones,
        new_key,
        watch,
    )
    if watch:
        _watch(wish)
        raise typer.Exit
    raise typer.Exit(_built(wish, put, partial(say, end=""), ask=True).said.status)


class _Wish(NamedTuple):
    """What was typed."""

    paths: list[Path]
    output: Path | None
    decks: list[str]
    tags: list[str]
    strict: bool
    dialect: str | None
    frozen: bool
    tombstones: bool
    new_key: bool
    watch: bool


def _watch(wish: _Wish) -> None:
    """Build now, if anything can be built, and again whenever something changes."""
    from flashdeck.cli import watched, watching

    shown = watched.used(None)
    try:
        shown = watched.used(_built(wish, put, partial(say, end="")).compiled)
    except FlashdeckError as error:
        if error.status != NothingToBuild.status:
            raise
        warn(str(error))
    watching.again(wish.paths, partial(_line, wish), shown)


class _Built(NamedTuple):
    """A collection, what was said when it was built, and what became of its notes."""

    compiled: Compiled
    said: Said
    news: News


@uncollected(for_good=True)
def _built(wish: _Wish, put: Say, say: Say, *, quiet: bool = False, ask: bool = False) -> _Built:
    """Build once; `say` is given the diagnostics before `put` is given the summary.

    With `ask`, whoever sits at the terminal is asked about what is not clear.
    """
    from flashdeck.cache.record import Said
    from flashdeck.cli import unchanged
    from flashdeck.cli.losses import warn_of_losses
    from flashdeck.cli.reading import read
    from flashdeck.cli.telling import in_full, news, warn_of_conflicts
    from flashdeck.journal.folder import Folder
    from flashdeck.report import summary

    done = read(
        wish.paths, wish.dialect, quiet=quiet, frozen=wish.frozen, ahead=partial(_ahead, wish)
    )
    if ask and done.compiled.following.questions and not wish.frozen and _settled(done):
        done = read(wish.paths, wish.dialect)
    out = wish.output or _default_output(done)
    told = findings(done.compiled.diagnostics)
    say(told)
    collection = _chosen(done, out, wish.decks, wish.tags)
    if out.suffix == PACKAGE and not wish.new_key:
        refuse_another_key(done.compiled)
    warn_of_conflicts(done.compiled)
    warn_of_losses(Folder(done.compiled.settings.root))
    dead = _dead(done.compiled, wish)
    collection, is_told = _told(done, collection, wish, out, dead)
    became = news(done.compiled)
    done = _without_traces(done)
    made = _made(done, collection, out)
    also = (*_said_of(dead), *in_full(became))
    put(made + "".join(f"{line}\n" for line in also))
    status = int(summary.failed(done.compiled.diagnostics, strict=wish.strict))
    said = Said(made, told, status)
    if is_told and not (wish.tombstones or wish.watch):  # else the next build may do more
        output = None if wish.output is None else str(wish.output)
        typed = [str(path) for path in wish.paths], output, *wish[2:6]
        unchanged.keep(typed, done, out, said)
    return _Built(done.compiled, said, became)


def _without_traces(done: Read) -> Read:
    """Without what is to be remembered of each note, which was told: it is large."""
    compiled = done.compiled
    found = compiled.following._replace(traces=(), rest=())
    return done._replace(compiled=compiled._replace(following=found))


def _ahead(wish: _Wish, settings: Settings) -> Ahead | None:
    """What the files are read for, besides their notes; nothing if only some notes are built."""
    from flashdeck.library import ahead

    if wish.decks or wish.tags:
        return None
    return ahead(wish.output or Path(f"dist{PACKAGE}"), settings)


def _settled(done: Read) -> bool:
    """Whether somebody said something of what is not clear."""
    from flashdeck.cli.asking import settled, somebody_is_there

    return somebody_is_there() and settled(done.compiled)


def _line(wish: _Wish, changed: Set[str]) -> Ran:
    """Build again; the counts, the package, what became of notes, and what is wrong first."""
    from flashdeck.cli import watching
    from flashdeck.cli.telling import in_short

    def silent(_: str) -> None:
        """What is said in full is said in the line."""

    compiled, said, became = _built(wish, silent, silent, quiet=True)
    counts, *_, package = said.out.removesuffix("\n").split("\n")
    _, notes, cards, _ = counts.split(", ")
    size = "; ".join((f"{notes}, {cards}, {package}", *in_short(became)))
    return watching.told(size, compiled, changed)


def _chosen(done: Read, out: Path, decks: Sequence[str], tags: Sequence[str]) -> Collection:
    """What is to be built; raises if it cannot be."""
    from flashdeck.compile.library import selected

    whole = done.compiled.collection
    collection = selected(whole, decks, tags)
    refuse(out, whole, collection, filtered=bool(decks or tags))
    return collection


def _dead(compiled: Compiled, wish: _Wish) -> Graves:
    """The notes that are gone from the decks that are built, if Anki is to be told so.

    Of their tags nothing is known. Nor is it in a frozen build which of them were in a package:
    others may have made one of all that was there for more than minutes. What was only in
    packages made while it was written, and never answered, nobody has imported.
    """
    from flashdeck.cli.absent import in_passing
    from flashdeck.compile.library import lies_in_any
    from flashdeck.compile.tombstones import Graves, graves, left
    from flashdeck.journal.annals import annals
    from flashdeck.journal.folder import Folder

    if not wish.tombstones:
        return Graves()
    memory = compiled.memory
    known = annals(Folder(compiled.settings.root))
    gone = [
        id
        for id in left(compiled.following, memory)
        if not wish.tags and lies_in_any(memory.notes[id].trace.deck, wish.decks)
    ]
    was_built = known.may_have_been_built if wish.frozen else known.was_built
    passing = in_passing(compiled, known, gone, frozen=wish.frozen)
    found = graves([id for id in gone if id not in passing], memory, was_built)
    if wish.frozen:
        return found._replace(unknown=0, brief=found.unknown + len(passing))
    return found._replace(brief=len(passing))


def _said_of(dead: Graves) -> Iterator[str]:
    """How many notes Anki is told of that are gone, and what is to be done there."""
    from flashdeck.compile.tombstones import TAG
    from flashdeck.report.summary import counted

    if size := len(dead.notes) + len(dead.dropped):
        are, them = ("is", "it") if size == 1 else ("are", "them")
        yield (
            f"{counted(size, 'note')} that {are} gone put in; to find {them} in Anki and delete "
            f"{them}, search for tag:{TAG.replace('/', '::')}"
        )
    for size, never in ((dead.unknown, "in no package"), (dead.brief, "there for minutes only")):
        are = "is gone was" if size == 1 else "are gone were"
        if size:
            yield f"{counted(size, 'note')} that {are} {never}: not put in"


def _told(
    done: Read, collection: Collection, wish: _Wish, out: Path, dead: Graves
) -> tuple[Collection, bool]:
    """The collection as Anki must know it, with tombstones if wished; and if the journal is told.

    What is remembered then is held no longer: it is large.
    """
    from flashdeck.cli.telling import tell
    from flashdeck.compile.history import with_past
    from flashdeck.compile.tombstones import buried

    compiled = done.compiled
    built = _package(done, wish) if out.suffix == PACKAGE else None
    memory = None if wish.frozen else tell(compiled, buries=dead.notes, built=built)
    if memory is not None:
        collection = with_past(collection, compiled.following, compiled.shows, memory)
    if wish.tombstones:
        collection = buried(collection, dead, memory or compiled.memory, compiled.following)
    return collection, memory is not None


def _package(done: Read, wish: _Wish) -> Built:
    """What the journal is told of a package."""
    from flashdeck.journal.built import Built

    root = done.chosen.settings.root
    paths = [path for path in done.chosen.paths if path.resolve().is_relative_to(root.resolve())]
    files = [path.resolve().relative_to(root.resolve()).as_posix() for path in paths]
    some = () if "." in files else tuple(files)
    return Built(
        *(0, "", 0),
        decks=tuple(wish.decks),
        files=some,
        tags=tuple(wish.tags),
        key=done.compiled.settings.key,
        watched=wish.watch,
    )


def _made(done: Read, collection: Collection, out: Path) -> str:
    """Write the package; what there is to say of it."""
    from flashdeck.library import write
    from flashdeck.report import summary

    compiled = done.compiled
    out.parent.mkdir(parents=True, exist_ok=True)
    write(collection, out, compiled.settings, kept=done.kept)
    if done.kept is not None:
        done.kept.save()
    left_out = summary.left_out(compiled.left_out, compiled.diagnostics)
    return "".join(f"{line}\n" for line in _summary(out, collection, left_out))


def _default_output(done: Read) -> Path:
    """Beside `flashdeck.yaml` if one stands in the collection, else here."""
    root, here = done.chosen.settings.root, Path.cwd()
    base = root if here.is_relative_to(root) else here
    return base / "dist" / f"{done.chosen.name}{PACKAGE}"


def _summary(out: Path, collection: Collection, left_out: Sequence[Span]) -> Iterator[str]:
    from flashdeck.compile.tombstones import TAG
    from flashdeck.notes.listed import known
    from flashdeck.report.cells import fitted, shown
    from flashdeck.report.summary import counted

    facts = known(collection.notes)
    if any(TAG in tags for tags in {fact.tags for fact in facts}):
        facts = [fact for fact in facts if TAG not in fact.tags]
    media = {file.name for file in collection.media.values()}
    counts = [
        counted(len({fact.deck for fact in facts}), "deck"),
        counted(len(facts), "note"),
        counted(sum(len(fact.ordinals) for fact in facts), "card"),
        counted(len(media), "media file"),
    ]
    yield ", ".join(counts)
    if left_out:
        yield f"{counted(len(left_out), 'card')} left out:"
    for span in left_out[:NAMED]:
        line = span.lines[0]
        code = span.source.line_text(line)
        yield f"  {shown(span.source.path)}:{line} {fitted(code, 50)}"
    if len(left_out) > NAMED:
        yield f"  and {len(left_out) - NAMED:,} more"
    yield f"{shown(_as_typed(out))} ({out.stat().st_size / 1000:,.1f} kB)"


def _as_typed(out: Path) -> str:
    here = Path.cwd()
    return str(out.relative_to(here) if out.is_relative_to(here) else out)

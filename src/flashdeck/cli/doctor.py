"""`flashdeck doctor`: whether the journal is sound, and what it knows that the cards do not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flashdeck.cli.output import put

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flashdeck.cli.losses import Missing
    from flashdeck.journal.folder import Folder
    from flashdeck.journal.reading import Fault
    from flashdeck.journal.replay import Rules
    from flashdeck.journal.verification import Verified
    from flashdeck.model import Note, NoteId

NAMED = 5  # cards of each kind that are named
ASKED = 24  # columns for what a card asks


def doctor(
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make the cache anew from the journals.")
    ] = False,
    restore: Annotated[
        bool,
        typer.Option(
            "--restore", help="Bring back lines that are gone, and take out marks of a merge."
        ),
    ] = False,
) -> None:
    """Check the review journal.

    Looks in the collection you stand in for damaged lines, a name that two
    machines share, lines that are gone (as after `git checkout .`), clocks set
    back, a cache that does not say what the journals say, new cards and history
    without cards. Changes nothing, but for the cache with --rebuild and the journal with
    --restore; the exit status is 1 if something is wrong.

    \b
    Examples:
      flashdeck doctor
      flashdeck doctor --rebuild
      flashdeck doctor --restore
    """
    from flashdeck import identity, plugins
    from flashdeck.cli import machine
    from flashdeck.cli.losses import missing, put_back
    from flashdeck.cli.reading import read
    from flashdeck.config.collection import chosen
    from flashdeck.journal.folder import Folder
    from flashdeck.journal.replay import Rules
    from flashdeck.journal.verification import Machine, verified

    if restore:
        put_back(Folder(chosen((), Path.cwd()).settings.root))
    compiled = read(None, frozen=True).compiled
    folder = Folder(compiled.settings.root)
    rules = Rules(plugins.scheduler(compiled.settings.scheduler))
    if rebuild:
        _rebuild(folder, rules)
    schedulers = plugins.available(plugins.SCHEDULERS)
    here = Machine(machine.name_file(), machine.name_of_another())
    found = verified(folder, rules, schedulers, here)
    notes = (*compiled.collection.notes, *compiled.left_out)
    cards: dict[str, Note] = {card.id: note for note in notes for card in identity.cards(note)}
    names: dict[str, NoteId] = dict(compiled.following.renames)
    found = found._replace(cards=frozenset(_now(card, names) for card in found.cards))
    gone = missing(folder)
    put("".join(f"{line}\n" for line in (*_missing(gone), *_report(found, cards, folder.journal))))
    raise typer.Exit(found.failed or bool(gone.lost.lines))


def _missing(gone: Missing) -> Iterator[str]:
    from flashdeck.cli.losses import BACK, said, said_of_branches

    if gone.lost.lines:
        yield f"error: {said(gone.lost)}"
        yield f"  help: {BACK}; if they are to stay away, delete `.flashdeck/cache`"
    if gone.elsewhere.lines:
        yield said_of_branches(gone)


def _now(card: str, names: Mapping[str, NoteId]) -> str:
    """What a card is called that is known again, though the journal was not told yet."""
    note, _, number = card.rpartition(":")
    return f"{names[note]}:{number}" if note in names else card


def _rebuild(folder: Folder, rules: Rules[object]) -> None:
    from flashdeck.journal.cache import made_anew
    from flashdeck.journal.folder import prepared

    folder.memory.unlink(missing_ok=True)
    made_anew(prepared(folder), rules).close()


def _report(found: Verified, cards: Mapping[str, Note], journal: Path) -> Iterator[str]:
    from flashdeck.cli import machine
    from flashdeck.report.cells import shown
    from flashdeck.report.summary import counted

    for alike in _alike(found.faults):
        yield from _fault(alike, journal)
    yield f"journal: {counted(found.files, 'file')}, {counted(found.lines, 'line')}"
    if found.twice:
        yield f"         {found.twice:,} with a number of another, as branches give them; all count"
    yield f"cache:   {found.cache.value}{_remedy(found)}"
    name = machine.name_kept()
    yield f"device:  {name or 'no name yet; the first answer makes one'}"
    yield f"         {shown(str(machine.name_file()))}"
    for what, ids in (
        ("new cards, never reviewed", [id for id in cards if id not in found.cards]),
        ("history without cards", sorted(found.cards - cards.keys())),
    ):
        named = ", ".join(_called(id, cards) for id in ids[:NAMED])
        more = ", …" if len(ids) > NAMED else ""
        yield f"{what}: {len(ids):,}{f' ({named}{more})' if ids else ''}"


def _called(id: str, cards: Mapping[str, Note]) -> str:
    """A card by its id, or by what it asks where nobody chose that."""
    from flashdeck.cli.table import headline
    from flashdeck.identity import is_hash
    from flashdeck.loading.unclear import short
    from flashdeck.model import NoteId
    from flashdeck.report.cells import fitted, shown

    name, _, number = id.rpartition(":")
    if not is_hash(name):
        return shown(id)
    if id in cards:
        return f"“{fitted(headline(cards[id]), ASKED)}”"
    return f"{short(NoteId(name))}:{number}"


def _alike(faults: Sequence[Fault]) -> Iterator[Sequence[Fault]]:
    """Faults of one file that are mended in the same way, together."""
    found: dict[tuple[str, str, str], list[Fault]] = {}
    for fault in faults:
        found.setdefault((fault.file, fault.severity, fault.help), []).append(fault)
    yield from found.values()


def _fault(alike: Sequence[Fault], journal: Path) -> Iterator[str]:
    """The first of them in full."""
    from flashdeck.report.cells import shown
    from flashdeck.report.summary import counted

    fault, *more = alike
    place = f"{journal.parent.name}/{journal.name}/{fault.file}:{fault.line}"
    yield f"{fault.severity.value}: {shown(place)}: {shown(fault.message)}"
    if more:
        yield f"  and {counted(len(more), 'other line')} of it alike, to line {more[-1].line}"
    yield f"  help: {fault.help}"


def _remedy(found: Verified) -> str:
    from flashdeck.journal.verification import Agreement

    match found.cache:
        case Agreement.DIFFERENT:
            return "; `flashdeck doctor --rebuild` makes it anew"
        case Agreement.NONE:
            return "; they are read from the journals when they are needed"
        case Agreement.STALE:
            return "; it is made anew when it is needed"
        case Agreement.EQUAL:
            return ""

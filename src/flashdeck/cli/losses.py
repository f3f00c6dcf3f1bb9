"""Lines that somebody's Git took out of the journal: a word about them, and the way back."""

from __future__ import annotations

from typing import NamedTuple

from flashdeck.cli import machine
from flashdeck.cli.output import say, warn
from flashdeck.journal.conflicts import unmarked
from flashdeck.journal.folder import Folder
from flashdeck.journal.spare import NONE, Lost, forget, lost, parted, restored

_NAMED = 3
"""Branches that are named."""
BACK = "`flashdeck doctor --restore` brings them back"


class Missing(NamedTuple):
    """What this machine wrote and the journal does not hold: it is lost, or in other branches."""

    lost: Lost
    elsewhere: Lost
    branches: tuple[str, ...]


def missing(folder: Folder) -> Missing:
    device = machine.name_kept()
    found = lost(folder, device)
    if device is None or not found.lines:
        return Missing(found, NONE, ())
    from flashdeck.cli.branches import standing

    there = standing(folder.root, folder.journal_of(device), found.lines)
    gone, elsewhere = parted(found, there)
    return Missing(gone, elsewhere, tuple(sorted({*there.values()})))


def said(found: Lost) -> str:
    """What is gone, in words."""
    are = "is" if found.answers + found.marks == 1 else "are"
    return f"{_counted(found)} {are} gone from the journal, as after `git checkout` or `git stash`"


def said_of_branches(found: Missing) -> str:
    """What is not here because another branch has it, in words."""
    from flashdeck.report.cells import shown

    one = found.elsewhere.answers + found.elsewhere.marks == 1
    are, they = ("is", "it counts") if one else ("are", "they count")
    names = [f"`{shown(name)}`" for name in found.branches[:_NAMED]]
    branches = "the branch" if len(names) == 1 else "the branches"
    which = "it is" if len(names) == 1 else "they are"
    return (
        f"{_counted(found.elsewhere)} {are} in {branches} {' and '.join(names)} of Git, not in "
        f"this one; {they} there, and here when {which} merged"
    )


def _counted(found: Lost) -> str:
    from flashdeck.report.summary import counted

    answers = [counted(found.answers, "answer")] if found.answers else []
    marks = [counted(found.marks, "mark")] if found.marks else []
    return f"{' and '.join(answers + marks)} that this machine wrote"


def warn_of_losses(folder: Folder) -> bool:
    """A word if there are any, here or in other branches; whether there are."""
    found = missing(folder)
    if found.lost.lines:
        warn(f"{said(found.lost)}; {BACK}")
    if found.elsewhere.lines:
        say(said_of_branches(found))
    return bool(found.lost.lines or found.elsewhere.lines)


def brought_back(folder: Folder) -> bool:
    """Ask whoever sits there what is to become of lost lines; whether they are back."""
    found = missing(folder)
    if found.elsewhere.lines:
        say(said_of_branches(found))
    if not found.lost.lines:
        return False
    from flashdeck.cli.asking import Key, Quit, choice, columns

    say(f"{said(found.lost)}.")
    keys = (
        Key("enter", "bring them back", frozenset({""})),
        Key("n", "not now", frozenset("n")),
        Key("f", "forget them", frozenset("f")),
    )
    try:
        typed = choice(keys, columns())
    except Quit:
        typed = "n"
    if typed == "n":
        say(f"{BACK} at any time")
    elif typed == "f":
        forget(folder, machine.name_kept())
        say("forgotten")
    else:
        put_back(folder)
    return not typed


def put_back(folder: Folder) -> None:
    """Write lost lines to the journal again, take marks of a merge out, and say so."""
    from flashdeck.report.cells import shown
    from flashdeck.report.summary import counted

    marked = unmarked(folder)
    for path in marked:
        say(f"{shown(path.name)}: conflict marks taken out; commit it")
    found = restored(folder, machine.name_kept())
    lines = f"{counted(len(found.lines), 'line')} brought back to the journal"
    if found.lines:
        say(f"{lines}: commit it, and Git keeps them")
    elif not marked:
        say("nothing is lost")

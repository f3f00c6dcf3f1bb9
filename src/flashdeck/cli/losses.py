"""Lines that somebody's Git took out of the journal: a word about them, and the way back."""

from __future__ import annotations

from flashdeck.cli import machine
from flashdeck.cli.asking import Key, Quit, choice, columns
from flashdeck.cli.output import say, warn
from flashdeck.journal.conflicts import unmarked
from flashdeck.journal.folder import Folder
from flashdeck.journal.spare import Lost, forget, lost, restored

BACK = "`flashdeck doctor --restore` brings them back"


def said(found: Lost) -> str:
    """What is gone, in words."""
    from flashdeck.report.summary import counted

    answers = [counted(found.answers, "answer")] if found.answers else []
    marks = [counted(found.marks, "mark")] if found.marks else []
    are = "is" if found.answers + found.marks == 1 else "are"
    return (
        f"{' and '.join(answers + marks)} that this machine wrote {are} gone from the journal, "
        "as after `git checkout` or `git stash`"
    )


def warn_of_losses(folder: Folder) -> None:
    """A word if there are any."""
    found = lost(folder, machine.name_kept())
    if found.lines:
        warn(f"{said(found)}; {BACK}")


def brought_back(folder: Folder) -> bool:
    """Ask whoever sits there what is to become of lost lines; whether they are back."""
    found = lost(folder, machine.name_kept())
    if not found.lines:
        return False
    say(f"{said(found)}.")
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

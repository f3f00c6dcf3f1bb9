"""The words of a session that its two faces share."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import TypeVar

from flashdeck.embeds import captioned
from flashdeck.model import Basic, Card, Cloze, Statement
from flashdeck.report.cells import fitted
from flashdeck.schedule.card_state import CardState
from flashdeck.schedule.keys import NAMES
from flashdeck.schedule.scheduler import KNOWN
from flashdeck.schedule.study_day import Day
from flashdeck.study import typed
from flashdeck.study.entries import Answered, Marked, Returnable
from flashdeck.study.session import Counts, Session

S = TypeVar("S")

SHORT = 36
"""Columns for a card in a message."""

SIX_SAID = "0 blackout, 3 with difficulty, 5 at once"

HELP = (
    ("space, enter", "show the next gap, or the answer"),
    ("{keys}", "you knew it: {names}"),
    ("", "keys that promise the same differ later on"),
    ("u", "take back an answer, the last one first"),
    ("s", "suspend: `flashdeck mark` brings it back"),
    ("b", "bury: ask it tomorrow"),
    ("f", "flag, or remove the flag"),
    ("e", "open the card in your editor"),
    ("o", "open the pictures and sounds on the screen"),
    ("r", "open a card that this one refers to"),
    ("d", "run the card's demo"),
    ("j k, arrows", "scroll a long card; page up and down too"),
    ("q", "stop; every answer is kept"),
)


def help_lines(keys: Mapping[str, int]) -> list[tuple[str, str]]:
    """Keys, and what they do."""
    range_ = f"{min(keys)} to {max(keys)}"
    names = ", ".join(NAMES[grade] for grade in keys.values() if grade in NAMES)
    said = names if len(keys) == 4 else SIX_SAID
    return [(key.format(keys=range_), text.format(names=said)) for key, text in HELP]


def counted(counts: Counts, *, cram: bool = False) -> list[tuple[str, int]]:
    """What is left, by name; nothing of what is not there.

    Whether a card is new or due means nothing to somebody who crams.
    """
    if cram:
        return [("left", counts.all)]
    found = [("new", counts.new), ("due", counts.due), ("again", counts.again)]
    return [(name, number) for name, number in found if number] or [("left", 0)]


def promises(session: Session[S], keys: Mapping[str, int]) -> list[tuple[str, str, str]]:
    """Each key with its name, and when the card would then come again."""
    key = session.key
    if key is None:
        return []
    names = session.rules.names
    if session.drills(key):
        return [(each, names.get(grade, ""), "") for each, grade in keys.items()]
    return [
        (each, names.get(grade, ""), _promised(session.after(key, grade), session.day, grade))
        for each, grade in keys.items()
    ]


def _promised(state: CardState[S], day: Day, grade: int) -> str:
    """When it comes again; what was not known is asked again in this session too."""
    if state.suspended:
        return "suspended"
    when = days(state.due - day)
    return f"now, {when}" if grade < KNOWN else when


def taken_back(entry: Returnable, card: Card, names: Mapping[int, str]) -> str:
    """What an undo says: what was done, and to which card."""
    match entry:
        case Answered(grade=grade):
            what = names.get(grade, f"grade {grade}")
        case Marked(kind="flag", on=on):
            what = "flagged" if on else "flag removed"
        case Marked(kind=kind):
            what = {"suspend": "suspended", "bury": "buried"}.get(kind, kind)
    return f"undone: {what} ({fitted(typed.plain(_named(asked(card))), SHORT)})"


def _named(text: str) -> str:
    """With pictures and sounds as they are called, or else by the names of their files."""
    for embed, caption in reversed(list(captioned(text))):
        name = caption.alt.strip() or PurePosixPath(embed.target).name
        text = f"{text[: embed.start]}{name}{text[embed.end :]}"
    return text


def asked(card: Card) -> str:
    """What a card asks, in one line of text; its gaps are dots."""
    note = card.note
    match note:
        case Basic():
            return (note.back if card.ordinal else note.front).text
        case Cloze() | Statement():
            text = note.text.text
            for gap in reversed(note.deletions):
                if gap.group == card.ordinal:
                    text = f"{text[: gap.start]}[…]{text[gap.end :]}"
            return text


def days(number: int) -> str:
    """A number of days as it fits on a key."""
    if number < 60:
        return f"{number}d"
    if number < 700:
        return f"{number / 30.4:.0f}mo"
    return f"{number / 365.25:.1f}y"

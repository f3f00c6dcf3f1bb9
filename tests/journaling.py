"""Journals as tests write them: a folder, a device, moments; and any lines at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from hypothesis import strategies as st

from flashdeck.journal.folder import Folder, prepared
from flashdeck.journal.lines import Adopt, Answer, Line, Mark, Rename, Undo, written
from flashdeck.journal.reading import Fault, Reader
from flashdeck.journal.replay import Replayed, Rules, replay
from flashdeck.schedule.past import Past
from flashdeck.schedule.sm2 import SM2, Memory
from flashdeck.schedule.study_day import Day, Moment

DAY = Day(740_000)
RULES = Rules(SM2)
DEVICES = ("desk-1a", "phone")
CARDS = ("a:0", "a:1", "b:0", "café:1:0")


def at(day: int, minute: int = 0) -> Moment:
    """A moment so many days and minutes after the beginning."""
    return Moment(1_790_000_000_000 + (day * 1440 + minute) * 60_000, 60, Day(DAY + day))


def collection(root: Path) -> Folder:
    return prepared(Folder(root))


def put(folder: Folder, lines: Iterable[Line]) -> None:
    """Add lines to the journals of their devices."""
    for line in lines:
        with folder.journal_of(line.device).open("a", encoding="utf-8", newline="\n") as file:
            file.write(text(line))


def text(line: Line) -> str:
    """A line as its device writes it."""
    day = line.day if isinstance(line, Answer | Mark | Undo | Adopt) else DAY
    return written(line, Moment(line.t, 60, day))


def read_all(path: Path) -> tuple[int, list[Fault]]:
    """How many lines of a file can be read, and what is wrong with it."""
    reader = Reader(path)
    count = sum(len(piece.rows) for piece in reader.pieces())
    unfinished = [] if reader.unfinished is None else [reader.unfinished]
    return count, reader.faults + unfinished


def fresh(lines: Iterable[Line]) -> Replayed[Memory]:
    """What follows from lines, replayed from the first."""
    return replay(lines, RULES)


def answer(card: str, grade: int, day: int, seq: int, device: str = "desk-1a") -> Answer:
    when = at(day, seq)
    return Answer(when.t, device, seq, card, "review", when.day, grade, 4000, "sm2", "")


RENAMES = (("a", "c"), ("b:0", "b:1"), ("c", "a"), ("b", "d"), ("a", "a"), ("a", "d"))


@st.composite
def histories(draw: st.DrawFn, most: int = 30, *, renames: bool = True) -> list[Line]:
    """Lines of two devices, as they may have been written: in order of neither time nor day."""
    lines: list[Line] = []
    for device in DEVICES:
        for seq in range(1, draw(st.integers(0, most)) + 1):
            lines.append(_line(draw, device, seq, lines, renames=renames))
    return lines


def _line(draw: st.DrawFn, device: str, seq: int, before: Sequence[Line], *, renames: bool) -> Line:
    when = at(draw(st.integers(0, 12)), draw(st.integers(0, 3)))
    card, t, day = draw(st.sampled_from(CARDS)), when.t, when.day
    undoable = [line for line in before if isinstance(line, Answer | Mark | Adopt | Rename)]
    kind = draw(
        st.sampled_from(
            ["review"] * 6
            + ["drill", "suspend", "unsuspend", "bury", "flag", "reset", "forget"]
            + ["adopt"] * 2
            + ["rename"] * renames
            + ["undo"] * bool(undoable)
        )
    )
    match kind:
        case "review" | "drill":
            return Answer(t, device, seq, card, kind, day, draw(st.integers(0, 5)), 9, "sm2", "h")
        case "adopt":
            past = Past(Day(DAY + draw(st.integers(-9, 30))), draw(st.integers(1, 30)), 240, 3, 1)
            return Adopt(t, device, seq, card, kind, day, past, "sr")
        case "undo":
            undone = draw(st.sampled_from(undoable))
            return Undo(t, device, seq, undone.card, kind, day, f"{undone.device}-{undone.seq}")
        case "rename":
            old, new = draw(st.sampled_from([*RENAMES]))
            return Rename(t, device, seq, old, kind, new)
        case _:
            return Mark(t, device, seq, card, kind, day, kind != "flag" or draw(st.booleans()))

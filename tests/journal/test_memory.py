"""What is remembered of notes: the same whatever the order of lines, and the cache says it too."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from building import basic, cloze, statement
from flashdeck.following.memory import Memory
from flashdeck.following.trace import Trace
from flashdeck.identity import content_hash
from flashdeck.journal import built, seen
from flashdeck.journal.built import Built
from flashdeck.journal.folder import Folder
from flashdeck.journal.lines import Line, Mark, Other, Rename, Undo, fields, line_id, read
from flashdeck.journal.lines import written as line_written
from flashdeck.journal.memory import Telling, remembered
from flashdeck.journal.pen import Pen
from flashdeck.journal.remembering import anew, recalled
from flashdeck.journal.replay import replay
from flashdeck.journal.seen import Seen
from flashdeck.model import Note, NoteId
from flashdeck.schedule.study_day import Moment
from journaling import DAY, DEVICES, RULES, answer, at, collection

IDS = ("a", "b", "café:1", "0123456789abcdef")


def trace(id: str, hash: str = "h") -> Trace:
    return Trace(
        id=NoteId(id),
        origin=NoteId("first" if hash == "j" else id),
        kind="text",
        hash=hash,
        prompt='What "is"\n\u2028 it?',
        answer='"\\' if hash == "j" else "",
        file="über/a.md",
        place=64,
        deck=("A", "B"),
        section=(),
        gaps=((1, "x"), (3, "y")),
        closed=((2, "was"),),
    )


def told(id: str, hash: str, t: int, seq: int, device: str = "desk-1a") -> Seen:
    return Seen(at(0, t).t, device, seq, id, trace=trace(id, hash))


@st.composite
def tellings(draw: st.DrawFn) -> list[Telling]:
    lines: list[Telling] = []
    for device in DEVICES:
        for seq in range(1, draw(st.integers(0, 12)) + 1):
            lines.append(_telling(draw, device, seq, lines))
    return lines


def _telling(draw: st.DrawFn, device: str, seq: int, before: Sequence[Telling]) -> Telling:
    id, t = draw(st.sampled_from(IDS)), at(0, draw(st.integers(0, 8))).t
    renames = [line for line in before if isinstance(line, Rename)]
    match draw(
        st.sampled_from(
            ["seen"] * 4 + ["gone", "rename", "forget", "built"] + ["undo"] * len(renames)
        )
    ):
        case "seen":
            return Seen(
                *(t, device, seq, id),
                trace=trace(id, draw(st.sampled_from("hij"))),
                modified=draw(st.none() | st.integers(1, 9)),
                shows=draw(st.sampled_from(["", "x"])),
                may_be=tuple(draw(st.lists(st.sampled_from(IDS), max_size=2))),
            )
        case "gone":
            back = draw(st.booleans())
            return Seen(t, device, seq, id, removed=not back and draw(st.booleans()), back=back)
        case "rename":
            return Rename(t, device, seq, id, "rename", draw(st.sampled_from(IDS)))
        case "built":
            decks = draw(st.sampled_from([(), ("A",), ("A::B", "C")]))
            return Built(t, device, seq, decks=decks, watched=draw(st.booleans()))
        case "undo":
            line = draw(st.sampled_from(renames))
            return Undo(t, device, seq, line.card, "undo", DAY, line_id(line))
        case _:
            return Mark(t, device, seq, id, "forget", DAY)


def put(folder: Folder, lines: Sequence[Telling]) -> None:
    for line in lines:
        with folder.journal_of(line.device).open("a", encoding="utf-8", newline="\n") as file:
            file.write(text(line))


def text(line: Telling) -> str:
    if isinstance(line, Seen):
        return seen.written(line)
    if isinstance(line, Built):
        return built.written(line)
    return line_written(line, Moment(line.t, 60, DAY))


@given(tellings(), st.randoms(use_true_random=False))
def test_order_and_copies_change_nothing(lines: list[Telling], random: Random) -> None:
    shuffled = [*lines, *lines[: len(lines) // 2]]
    random.shuffle(shuffled)
    assert remembered(shuffled) == remembered(lines)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tellings(), st.data())
def test_what_is_kept_is_what_the_lines_say(
    tmp_path_factory: pytest.TempPathFactory, lines: list[Telling], data: st.DataObject
) -> None:
    """Read in pieces, with the lines of two devices in any order, and with the database damaged."""
    folder = collection(tmp_path_factory.mktemp("kept"))
    devices = {name: [line for line in lines if line.device == name] for name in DEVICES}
    while any(devices.values()):
        name = data.draw(st.sampled_from([name for name in DEVICES if devices[name]]))
        count = data.draw(st.integers(1, len(devices[name])))
        put(folder, devices[name][:count])
        devices[name] = devices[name][count:]
        match data.draw(st.sampled_from(["go on"] * 5 + ["delete", "damage"])):
            case "delete":
                folder.memory.unlink(missing_ok=True)
            case "damage":
                folder.memory.write_bytes(b"no database")
            case _:
                pass
        assert recalled(folder).memory == anew(folder).memory
    assert recalled(folder).memory == remembered(lines)


@given(st.lists(st.sampled_from("hij"), min_size=1, max_size=12))
def test_a_note_is_newer_when_its_content_changed_and_only_then(hashes: list[str]) -> None:
    lines: list[Telling] = []
    before = None
    for seq, hash in enumerate(hashes, 1):
        lines.append(told("a", hash, 0, seq)._replace(t=at(0).t + 10 * seq))
        now = remembered(lines).notes[NoteId("a")].modified
        if before is not None:
            changed = hashes[seq - 1] != hashes[seq - 2]
            assert (now > before) == changed and now >= before
        before = now


def test_the_first_to_tell_of_a_content_says_when_it_changed() -> None:
    early, late = told("a", "i", 1, 1, "phone"), told("a", "i", 5, 2)
    found = remembered([late, told("a", "h", 0, 1), early])
    assert found.notes[NoteId("a")].modified == early.t // 1000


def test_of_a_note_that_is_new_the_file_says_it() -> None:
    lines = [told("a", "h", 1, 1)._replace(modified=5), told("a", "h", 2, 2)._replace(modified=9)]
    assert remembered(lines).notes[NoteId("a")].modified == 5


def test_a_rename_keeps_the_origin_and_gives_up_the_name() -> None:
    lines: list[Telling] = [
        told("a", "h", 0, 1),
        Rename(at(0, 1).t, "desk-1a", 2, "a", "rename", "b"),
        told("b", "i", 1, 3),
        Rename(at(0, 2).t, "desk-1a", 4, "b", "rename", "c"),
    ]
    found = remembered(lines)
    assert {id: each.trace.origin for id, each in found.notes.items()} == {"c": "a"}
    assert found.retired == {"a": "c", "b": "c"}
    assert found.dropped == {}
    back = Rename(at(0, 3).t, "desk-1a", 5, "c", "rename", "a")
    assert remembered([*lines, back]).retired == {"b": "a", "c": "a"}


def test_a_rename_and_what_is_then_told_are_one_change() -> None:
    t = at(0, 9).t
    lines: list[Telling] = [
        told("a", "h", 0, 1),
        Rename(t, "desk-1a", 2, "a", "rename", "b"),
        told("b", "i", 0, 3)._replace(t=t),
    ]
    assert remembered(lines).notes[NoteId("b")].modified == t // 1000


def test_a_rename_to_a_note_that_was_built_drops_its_origin() -> None:
    lines: list[Telling] = [
        told("a", "h", 0, 1),
        told("b", "i", 1, 2),
        Rename(at(0, 2).t, "desk-1a", 3, "a", "rename", "b"),
    ]
    found = remembered(lines)
    assert found.notes[NoteId("b")].trace.origin == "a"
    assert found.dropped[NoteId("b")].trace.hash == "i"
    undo = Undo(at(0, 3).t, "desk-1a", 4, "a", "undo", DAY, "desk-1a-3")
    assert remembered([*lines, undo]) == remembered(lines[:2])


def test_two_names_of_one_note_have_its_origin() -> None:
    seen_first = Seen(at(0).t, "desk-1a", 1, "r", trace=trace("r", "h"))
    here = Rename(at(0, 1).t, "desk-1a", 2, "r", "rename", "a")
    there = Rename(at(0, 2).t, "phone", 1, "r", "rename", "b")
    told = Seen(at(0, 2).t, "phone", 2, "b", trace=trace("b", "i"))
    found = remembered([seen_first, here, there, told])
    assert {id: each.trace.origin for id, each in found.notes.items()} == {"a": "r", "b": "r"}
    assert found.notes[NoteId("b")].trace.hash == "i"
    assert found.retired == {"r": "a"}


def test_a_name_that_was_given_up_is_another_notes_only_if_that_is_said() -> None:
    lines: list[Telling] = [
        Seen(at(0).t, "desk-1a", 1, "r", trace=trace("r", "h")),
        Rename(at(0, 1).t, "desk-1a", 2, "r", "rename", "a"),
        Rename(at(0, 1).t, "desk-1a", 3, "r", "rename", "r"),
        Seen(at(0, 1).t, "desk-1a", 4, "r", trace=trace("r", "i")),
    ]
    assert remembered(lines[:2]).retired == {"r": "a"}
    assert remembered(lines).retired == {}
    assert set(remembered(lines).notes) == {"a", "r"}


def test_what_is_back_is_as_it_was_and_newer_only_if_anki_was_told() -> None:
    for removed in (False, True):
        gone = Seen(at(0, 1).t, "desk-1a", 2, "a", removed=removed)
        back = Seen(at(0, 2).t, "desk-1a", 3, "a", back=True)
        first, last = told("a", "h", 0, 1), remembered([told("a", "h", 0, 1), gone, back])
        before, now = remembered([first]).notes[NoteId("a")], last.notes[NoteId("a")]
        assert now._replace(told=0, modified=0) == before._replace(told=0, modified=0)
        assert (now.modified > before.modified) == removed


def test_what_is_gone_is_remembered_until_it_is_forgotten() -> None:
    gone = Seen(at(0, 1).t, "desk-1a", 2, "a")
    found = remembered([told("a", "h", 0, 1), gone])
    assert found.gone == {"a"} and found.notes[NoteId("a")].trace == trace("a")
    assert remembered([told("a", "h", 0, 1), gone, told("a", "h", 2, 3)]).gone == frozenset()
    forget = Mark(at(0, 2).t, "desk-1a", 3, "a", "forget", DAY)
    assert remembered([told("a", "h", 0, 1), gone, forget]) == Memory()


@given(tellings())
def test_other_readers_pass_over_what_is_told(lines: list[Telling]) -> None:
    """Also those of before: for the states of cards such a line is one more unknown kind."""
    for line in lines:
        if isinstance(line, Seen):
            found = read(seen.written(line))
            assert isinstance(found, Other) and found[:4] == line[:4]
    plain: list[Line] = [answer("a:0", 4, 0, 99)]
    others: list[Line] = [Other(*line[:4], "seen") for line in lines if isinstance(line, Seen)]
    assert replay([*plain, *others], RULES) == replay(plain, RULES)


@given(tellings())
def test_a_line_says_what_was_told(lines: list[Telling]) -> None:
    for line in lines:
        if isinstance(line, Seen):
            text = seen.written(line)
            given = fields(text)
            assert not isinstance(given, str)
            assert f"{json.dumps(given, ensure_ascii=False, separators=(',', ':'))}\n" == text
            assert seen.told(line[:4], given) == line
            assert seen.told(line[:4], {**given, "later": [1]}) == line


@pytest.mark.parametrize(
    "wrong", [{"p": "x"}, {"d": 3}, {"g": [[1]]}, {"q": 1}, {"f": None}, {"h": {}}]
)
def test_a_line_that_says_naught_costs_no_other(tmp_path: Path, wrong: dict[str, object]) -> None:
    folder = collection(tmp_path)
    given = fields(seen.written(told("b", "h", 1, 2)))
    assert not isinstance(given, str)
    put(folder, [told("a", "h", 0, 1)])
    with folder.journal_of("desk-1a").open("a", encoding="utf-8") as file:
        file.write(json.dumps({**given, **wrong}) + "\n{broken\n\xff\n")
    assert set(recalled(folder).memory.notes) == {"a"}


def test_many_lines_are_one_write_and_are_numbered(tmp_path: Path) -> None:
    folder = collection(tmp_path)
    pen = Pen(folder, "desk")
    pen.answer(at(0), "a:0", 4, 9, scheduler="sm2")
    lines = pen.together(
        at(1),
        [lambda seq, id=id: told(id, "h", 1, seq, "desk") for id in IDS],  # type: ignore[misc]  # its default is its own
    )
    assert [line.seq for line in lines] == [2, 3, 4, 5]
    assert pen.answer(at(2), "a:0", 4, 9, scheduler="sm2").seq == 6
    assert set(recalled(folder).memory.notes) == set(IDS)


def test_a_last_line_that_is_being_written_is_left_for_later(tmp_path: Path) -> None:
    folder = collection(tmp_path)
    whole = seen.written(told("b", "h", 1, 2))
    put(folder, [told("a", "h", 0, 1)])
    with folder.journal_of("desk-1a").open("a", encoding="utf-8") as file:
        file.write(whole[:30])
        file.flush()
        assert set(recalled(folder).memory.notes) == {"a"}
        file.write(whole[30:])
    assert set(recalled(folder).memory.notes) == {"a", "b"}


def test_a_journal_that_is_gone_or_another_is_noticed(tmp_path: Path) -> None:
    folder = collection(tmp_path)
    put(folder, [told("a", "h", 0, 1), told("b", "h", 0, 1, "phone")])
    assert set(recalled(folder).memory.notes) == {"a", "b"}
    folder.journal_of("phone").unlink()
    assert set(recalled(folder).memory.notes) == {"a"}
    folder.journal_of("desk-1a").write_text(seen.written(told("c", "h", 0, 1)), "utf-8")
    assert set(recalled(folder).memory.notes) == {"c"}


def test_a_database_of_another_version_is_made_anew(tmp_path: Path) -> None:
    folder = collection(tmp_path)
    put(folder, [told("a", "h", 0, 1)])
    recalled(folder)
    with closing(sqlite3.connect(folder.memory)) as db:
        db.execute("pragma user_version = 99")
    assert set(recalled(folder).memory.notes) == {"a"}


def test_without_a_journal_nothing_is_remembered_or_written(tmp_path: Path) -> None:
    assert recalled(Folder(tmp_path)).memory == Memory()
    assert list(tmp_path.iterdir()) == []


HASHES = {
    basic("Why?", "So.", both_ways=True): "1716f6c2be6639c6",
    cloze("⟦1:a||hint⟧ and ⟦2:b⟧", extra="more"): "6f90bb43e14ab9f8",
    statement("A fact.", cue_end=2): "508ee7c4661995e1",
}


@pytest.mark.parametrize("note", HASHES)
def test_the_hash_of_a_content_is_for_good(note: Note) -> None:
    """With another, every note of every journal would seem to have changed."""
    assert content_hash(note) == HASHES[note]

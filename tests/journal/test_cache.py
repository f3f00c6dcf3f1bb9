"""The cache says what a replay of everything says, whatever happens to it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashdeck.journal.cache import cached
from flashdeck.journal.folder import Folder, prepared
from flashdeck.journal.lines import Line
from flashdeck.journal.pen import Pen
from flashdeck.journal.reading import Fault
from flashdeck.journal.replay import Replayed, Rules
from flashdeck.schedule.sm2 import SM2, Memory, Sm2
from journaling import DAY, RULES, answer, at, collection, fresh, histories, put, text

Seen = tuple[Replayed[Memory], tuple[Fault, ...]]


def seen(folder: Folder) -> Seen:
    """What the cache says after it was opened once more."""
    with cached(folder, RULES) as cache:
        return cache.replayed, cache.faults


@pytest.fixture
def studied(tmp_path: Path) -> Folder:
    """A collection with a few days of study, and its cache."""
    folder = collection(tmp_path)
    put(folder, [answer("a:0", 4, day, seq) for seq, day in enumerate((0, 1, 7), 1)])
    put(folder, [answer("b:0", 4, 1, 1, "phone"), answer("b:0", 1, 2, 2, "phone")])
    seen(folder)
    return folder


def test_a_new_collection_knows_nothing(tmp_path: Path) -> None:
    assert seen(Folder(tmp_path)) == (Replayed({}, {}), ())
    assert seen(collection(tmp_path)) == (Replayed({}, {}), ())


def test_the_cache_ignores_itself_and_git_leaves_line_ends(tmp_path: Path) -> None:
    folder = collection(tmp_path)
    assert (folder.cache / ".gitignore").read_text() == "*\n"
    assert (folder.journal / ".gitattributes").read_text() == "*.jsonl -text merge=union\n"
    for before, now in (("*.jsonl -text\n", "*.jsonl -text merge=union\n"), ("mine\n", "mine\n")):
        (folder.journal / ".gitattributes").write_bytes(before.encode())
        prepared(folder)
        assert (folder.journal / ".gitattributes").read_text() == now


@settings(deadline=None, max_examples=60)
@given(histories(16), st.lists(st.integers(0, 32), max_size=4))
def test_cached_is_fresh_however_the_journal_grew(
    tmp_path_factory: pytest.TempPathFactory, lines: list[Line], cuts: list[int]
) -> None:
    """Also when an undo or a rename comes after what it is about was read."""
    folder = collection(tmp_path_factory.mktemp("split"))
    at = 0
    for cut in [*sorted(cuts), len(lines)]:
        put(folder, lines[at:cut])
        at = max(at, cut)
        assert seen(folder) == (fresh(lines[:at]), ())


@settings(deadline=None, max_examples=40)
@given(histories(10, renames=False), st.data())
def test_cached_is_fresh_when_files_grow_in_the_middle_of_lines(
    tmp_path_factory: pytest.TempPathFactory, lines: list[Line], data: st.DataObject
) -> None:
    """As they do while they are synchronised."""
    folder = collection(tmp_path_factory.mktemp("bytes"))
    desk = [line for line in lines if line.device == "desk-1a"]
    whole, at = "".join(map(text, desk)).encode(), 0
    for cut in [*sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=3))), len(whole)]:
        with folder.journal_of("desk-1a").open("ab") as file:
            file.write(whole[at:cut])
        at = max(at, cut)
        seen(folder)
    assert seen(folder) == (fresh(desk), ())


def deleted(path: Path) -> None:
    path.unlink()


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def overwritten(path: Path) -> None:
    path.write_bytes(b"no database " * 1000)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def of_another_version(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("pragma user_version = 99")
    db.close()


def without_a_table(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("drop table card")
    db.close()


def with_nonsense_in_it(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("update card set memory = '[1, 2'")
    db.close()


def replaced_by_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    "harm",
    [
        deleted,
        emptied,
        overwritten,
        cut_short,
        of_another_version,
        without_a_table,
        with_nonsense_in_it,
        replaced_by_a_folder,
    ],
)
def test_a_harmed_cache_is_made_anew(studied: Folder, harm: Callable[[Path], None]) -> None:
    before = seen(studied)
    harm(studied.database)
    assert seen(studied) == before
    put(studied, [answer("a:0", 5, 22, 9)])
    assert seen(studied)[0].cards["a:0"].reviews == 4


def test_the_cache_need_not_be_there(studied: Folder) -> None:
    before = seen(studied)
    shutil.rmtree(studied.cache)
    assert seen(studied) == before


def test_another_scheduler_begins_anew(studied: Folder) -> None:
    class Slow(Sm2):
        version = 2

        def interval(self, state: Memory) -> int:
            return 2 * state.interval

    with cached(studied, Rules(Slow())) as cache:
        assert cache.replayed.cards["a:0"].interval == 30
    assert seen(studied)[0].cards["a:0"].interval == 15
    with cached(studied, Rules(SM2, fuzzy=False)) as cache:
        assert cache.replayed.cards["a:0"].due == DAY + 22


def test_a_journal_that_is_another_is_read_anew(studied: Folder) -> None:
    path = studied.journal_of("desk-1a")
    path.write_bytes(path.read_bytes().replace(b'"grade":4', b'"grade":5'))
    assert seen(studied)[0].cards["a:0"].memory.ease == 280
    path.write_bytes(path.read_bytes().split(b"\n")[0] + b"\n")
    assert seen(studied)[0].cards["a:0"].reviews == 1
    path.unlink()
    assert set(seen(studied)[0].cards) == {"b:0"}


def test_only_what_is_new_is_read(studied: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cards whose lines are not read again keep what the cache says of them."""
    with sqlite3.connect(studied.database) as db:
        db.execute("update card set lapses = 77")
    db.close()
    put(studied, [answer("a:0", 4, 22, 9)])
    cards = seen(studied)[0].cards
    assert (cards["a:0"].lapses, cards["b:0"].lapses) == (0, 77)


def test_an_old_history_joins_from_another_device(studied: Folder) -> None:
    old = [answer("a:0", 1, day, seq, "tablet") for seq, day in enumerate((-9, -8), 1)]
    put(studied, old)
    assert seen(studied)[0].cards["a:0"].reviews == 5


def test_a_copy_that_a_synchroniser_made_counts_once(studied: Folder) -> None:
    before = seen(studied)
    path = studied.journal_of("desk-1a")
    shutil.copy(path, path.with_name("desk-1a (conflicted copy).jsonl"))
    assert seen(studied) == before


def test_faults_are_said_every_time(studied: Folder) -> None:
    with studied.journal_of("phone").open("a") as file:
        file.write("{broken\n")
    assert [fault.line for fault in seen(studied)[1]] == [3]
    assert [fault.line for fault in seen(studied)[1]] == [3]


def test_what_was_done_today_can_be_undone(studied: Folder) -> None:
    pen = Pen(studied, "desk-1a")
    first = pen.answer(at(30), "a:0", 4, 900, scheduler="sm2")
    second = pen.mark(at(30, 1), "b:0", "suspend")
    third = pen.answer(at(30, 2), "c:0", 2, 70_000, drill=True, scheduler="sm2")
    with cached(studied, RULES) as cache:
        assert cache.lines_of(first.day) == [first, second, third]
        assert third.ms == 60_000
        pen.undo(at(30, 3), third)
        cache.refresh()
        assert cache.lines_of(first.day) == [first, second]


def test_what_was_done_today_has_the_names_of_now(studied: Folder) -> None:
    pen = Pen(studied, "desk-1a")
    done = pen.answer(at(30), "a:0", 4, 900, scheduler="sm2")
    pen.rename(at(30, 1), "a", "z")
    with cached(studied, RULES) as cache:
        (line,) = cache.lines_of(done.day)
        assert line == done._replace(card="z:0")
        pen.undo(at(30, 2), line)
        assert seen(studied)[0].cards["z:0"].reviews == 3


def test_a_clock_that_was_set_back_is_noticed(studied: Folder) -> None:
    with cached(studied, RULES) as cache:
        assert cache.set_back(at(7, 2).t) == 0
        assert cache.set_back(at(6, 4).t) == 0
        assert cache.set_back(at(4).t) == 3


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is read-only here")
def test_a_folder_that_cannot_be_written_is_read(studied: Folder) -> None:
    before = seen(studied)
    studied.database.chmod(0o400)
    studied.cache.chmod(0o500)
    try:
        assert seen(studied) == before
    finally:
        studied.cache.chmod(0o700)


def test_a_second_process_may_hold_the_database(
    studied: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flashdeck.journal.database.PATIENCE", 0.01)
    before = seen(studied)
    db = sqlite3.connect(studied.database, isolation_level=None)
    db.execute("begin exclusive")
    assert seen(studied) == before
    db.close()

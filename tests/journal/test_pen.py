"""Lines that were acknowledged are there: after two writers, half a line, and a kill."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flashdeck.diagnostics import Severity
from flashdeck.journal.folder import Folder
from flashdeck.journal.lines import Answer, read
from flashdeck.journal.pen import Pen
from journaling import at, collection, read_all

WRITER = """
import sys
from pathlib import Path
from flashdeck.journal.folder import Folder
from flashdeck.journal.lines import line_id
from flashdeck.journal.pen import Pen
from flashdeck.schedule.study_day import Day, Moment

pen = Pen(Folder(Path(sys.argv[1])), "desk")
for number in range(int(sys.argv[2])):
    line = pen.answer(Moment(5, 0, Day(9)), f"card {number}", 4, 9, scheduler="sm2")
    print(line_id(line), flush=True)
"""
KILLS = 40


def writer(folder: Folder, count: int) -> subprocess.Popen[str]:
    """A process that writes so many answers, and says the id of each that is safe."""
    command = [sys.executable, "-c", WRITER, str(folder.root), str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def ids(path: Path) -> list[str]:
    found = [read(line) for line in path.read_text("utf-8", "replace").split("\n")]
    return [f"{line.device}-{line.seq}" for line in found if isinstance(line, Answer)]


def test_lines_are_numbered(tmp_path: Path) -> None:
    folder = collection(tmp_path)
    pen = Pen(folder, "desk")
    numbers = [pen.answer(at(0), "a:0", 4, 9, scheduler="sm2").seq for _ in range(3)]
    numbers.append(Pen(folder, "desk").mark(at(0), "a:0", "flag", on=False).seq)
    assert numbers == [1, 2, 3, 4]
    assert read_all(folder.journal_of("desk")) == (4, [])


def test_two_writers_of_one_device_share_its_numbers(tmp_path: Path) -> None:
    folder = collection(tmp_path)
    first, second = Pen(folder, "desk"), Pen(folder, "desk")
    numbers = [
        pen.answer(at(0), "a:0", 4, 9, scheduler="sm2").seq
        for pen in (first, second, first, second)
    ]
    assert numbers == [1, 2, 3, 4]


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    folder = collection(tmp_path)
    writers = [writer(folder, 150), writer(folder, 150)]
    said = [name for each in writers for name in each.communicate()[0].split()]
    assert all(each.returncode == 0 for each in writers)
    assert sorted(ids(folder.journal_of("desk"))) == sorted(said)
    assert len(set(said)) == 300


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_kill_loses_no_acknowledged_line(tmp_path: Path) -> None:
    folder = collection(tmp_path)
    said: list[str] = []
    for round in range(KILLS):
        process = writer(folder, 100_000)
        assert process.stdout is not None
        said += [process.stdout.readline().strip() for _ in range(1 + round % 5)]
        process.send_signal(signal.SIGKILL)
        said += process.stdout.read().split()
        process.wait()
        process.stdout.close()
    there = ids(folder.journal_of("desk"))
    assert len(there) == len(set(there))
    assert set(said) <= set(there)
    assert len(there) <= len(said) + KILLS
    faults = read_all(folder.journal_of("desk"))[1]
    assert not [fault for fault in faults if fault.severity is Severity.ERROR]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400))
@example(212)  # in the middle of a letter
def test_half_a_line_is_ended_and_explained(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    folder = collection(tmp_path_factory.mktemp("half"))
    path, pen = folder.journal_of("desk"), Pen(folder, "desk")
    for card in ("a:0", "bä:0"):
        pen.answer(at(0), card, 4, 9, scheduler="sm2")
    whole = path.read_bytes()
    path.write_bytes(whole[: min(cut, len(whole))])
    kept = path.read_bytes().count(b"\n")
    last = Pen(folder, "desk").answer(at(1), "c:0", 4, 9, scheduler="sm2")
    assert path.read_bytes().endswith(b"\n")
    assert ids(path)[-1] == f"desk-{last.seq}"
    assert len(ids(path)) >= kept + 1
    assert len(set(ids(path))) == len(ids(path))
    faults = read_all(path)[1]
    assert [fault.severity for fault in faults] in ([], [Severity.INFO])


def test_a_file_without_its_last_line_end_gets_it(tmp_path: Path) -> None:
    folder = collection(tmp_path)
    path, pen = folder.journal_of("desk"), Pen(folder, "desk")
    pen.answer(at(0), "a:0", 4, 9, scheduler="sm2")
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    pen.answer(at(0), "b:0", 4, 9, scheduler="sm2")
    assert read_all(path) == (2, [])


def test_a_number_that_cannot_be_read_is_not_given_again(tmp_path: Path) -> None:
    folder = collection(tmp_path)
    path, pen = folder.journal_of("desk"), Pen(folder, "desk")
    for card in ("a:0", "b:0", "c:0"):
        pen.answer(at(0), card, 4, 9, scheduler="sm2")
    path.write_bytes(path.read_bytes().replace(b'"id":"desk-3"', b'"id":"desk-#"'))
    assert Pen(folder, "desk").answer(at(0), "d:0", 4, 9, scheduler="sm2").seq == 4


def test_the_last_number_is_found_behind_long_lines(tmp_path: Path) -> None:
    folder = collection(tmp_path)
    pen = Pen(folder, "desk")
    pen.answer(at(0), "a:0", 4, 9, scheduler="sm2", hash="x" * 50_000)
    with folder.journal_of("desk").open("a") as file:
        file.write('{"half a line' + "y" * 50_000)
    assert Pen(folder, "desk").answer(at(0), "b:0", 4, 9, scheduler="sm2").seq == 4


def test_lines_of_another_device_give_no_numbers(tmp_path: Path) -> None:
    """A file that was renamed, or restored under this device's name."""
    folder = collection(tmp_path)
    Pen(folder, "phone").answer(at(0), "a:0", 4, 9, scheduler="sm2")
    folder.journal_of("phone").rename(folder.journal_of("desk"))
    assert Pen(folder, "desk").answer(at(0), "a:0", 4, 9, scheduler="sm2").seq == 1

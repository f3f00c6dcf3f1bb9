"""Two sessions at once: the second is told; one that died is no obstacle."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from flashdeck.journal.folder import Folder
from flashdeck.journal.session_lock import Holder, Studying, session
from journaling import collection

ME = Holder(4242, "21:04")
OTHER = """
import sys, time
from pathlib import Path
from flashdeck.journal.folder import Folder
from flashdeck.journal.session_lock import Holder, session

with session(Folder(Path(sys.argv[1])), Holder(7, "20:00")):
    print("studying", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return collection(tmp_path)


def test_one_after_the_other(folder: Folder) -> None:
    for _ in range(2):
        with session(folder, ME):
            pass


def test_a_second_is_told_who_and_since_when(folder: Folder) -> None:
    with session(folder, ME):
        wanted = pytest.raises(Studying, match="process 4242, since 21:04")
        with wanted as told, session(folder, Holder(5, "22:00")):
            pytest.fail("both study")
        assert told.value.holder == ME


def test_another_process_is_told_too_and_its_end_frees_the_collection(folder: Folder) -> None:
    command = [sys.executable, "-c", OTHER, str(folder.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "studying\n"
        with pytest.raises(Studying, match="process 7, since 20:00"), session(folder, ME):
            pytest.fail("both study")
        process.kill()
        process.wait()
    with session(folder, ME):
        pass


def test_a_session_that_fails_lets_go(folder: Folder) -> None:
    with pytest.raises(ZeroDivisionError), session(folder, ME):
        raise ZeroDivisionError
    with session(folder, ME):
        pass


def test_a_holder_that_says_nothing_is_told_of_all_the_same(folder: Folder) -> None:
    with session(folder, ME):
        folder.session_lock.write_text("?")
        with pytest.raises(Studying, match="is being studied; end") as told, session(folder, ME):
            pytest.fail("both study")
        assert told.value.holder is None

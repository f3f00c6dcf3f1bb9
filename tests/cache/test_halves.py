"""A second process does half of the work, and the order does not show it."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from flashdeck.cache.halves import can_share, in_two

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="one process must do"),
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),  # pytest has threads
]


def test_a_process_with_threads_is_not_copied() -> None:
    ended = threading.Event()
    beside = threading.Thread(target=ended.wait, args=[10])
    beside.start()
    assert not can_share()
    ended.set()
    beside.join()


def _squares(number: int) -> bytes:
    return str(number * number).encode() * (1 + number * 1000)


@pytest.mark.parametrize("count", [0, 1, 2, 9])
def test_results_come_in_order(count: int) -> None:
    assert [*in_two(count, _squares)] == [_squares(number) for number in range(count)]


def test_a_part_is_done_elsewhere(tmp_path: Path) -> None:
    def work(number: int) -> bytes:
        """A name of the process that did it, when the other one has begun as well."""
        (tmp_path / str(os.getpid())).touch()
        limit = time.monotonic() + 10
        while len([*tmp_path.iterdir()]) < 2 and time.monotonic() < limit:
            time.sleep(0.001)
        return str(os.getpid()).encode()

    done = {*in_two(6, work)}
    assert len(done) == 2 and str(os.getpid()).encode() in done


def test_who_is_free_does_the_next(tmp_path: Path) -> None:
    here, rest = os.getpid(), tmp_path / "rest"

    def work(number: int) -> bytes:
        """One job takes as long as all others together."""
        limit = time.monotonic() + 10
        if number == 8:
            rest.touch()
        while os.getpid() == here and not rest.exists() and time.monotonic() < limit:
            time.sleep(0.001)
        return str(os.getpid()).encode()

    done = [*in_two(9, work)]
    assert done.count(str(here).encode()) <= 2


@pytest.mark.parametrize("dies", [-1, 2, 6])
def test_what_the_other_process_fails_to_do_is_done_here(dies: int) -> None:
    here = os.getpid()

    def work(number: int) -> bytes:
        if os.getpid() != here and number > dies:
            os._exit(9)
        return _squares(number)

    assert [*in_two(8, work)] == [_squares(number) for number in range(8)]


def test_an_end_before_the_end_leaves_no_process() -> None:
    results = in_two(50, _squares)
    next(results)
    results.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)

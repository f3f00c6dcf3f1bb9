"""A second process does half of the work, and the order does not show it."""

from __future__ import annotations

import os
import threading

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


def test_half_is_done_elsewhere() -> None:
    done = [*in_two(6, lambda _: str(os.getpid()).encode())]
    here = str(os.getpid()).encode()
    assert done[::2] == [here] * 3 and here not in done[1::2]


def test_what_the_other_process_fails_to_do_is_done_here() -> None:
    here = os.getpid()

    def work(number: int) -> bytes:
        if os.getpid() != here and number > 2:
            os._exit(9)
        return _squares(number)

    assert [*in_two(8, work)] == [_squares(number) for number in range(8)]


def test_an_end_before_the_end_leaves_no_process() -> None:
    results = in_two(50, _squares)
    next(results)
    results.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)

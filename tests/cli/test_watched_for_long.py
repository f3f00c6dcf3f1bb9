"""A file that is edited again and again while one process reads it, as `--watch` does."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands import Typed

CARD = """\
@State step {} of the method, with `step({})`.

It is $x_{{{}}} = x - \\eta \\nabla f(x)$ as long as $f(x) > \\varepsilon$ or `k < {}`:

$$
\\lVert g \\rVert < {}
$$

"""


@pytest.fixture
def traced() -> Iterator[None]:
    """What is made is counted."""
    tracemalloc.start()
    yield
    tracemalloc.stop()


def _held() -> int:
    gc.unfreeze()
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.usefixtures("traced")
def test_no_edit_costs_memory_for_good(command: str, typed: Typed, here: Path) -> None:
    page = "".join(CARD.format(*[number] * 5) for number in range(60))
    held = []
    for edit in range(25):
        (here / "a.md").write_text(page.replace("method", f"method {edit}", 1))
        assert typed(command).status == 0
        if edit in (8, 24):
            held.append(_held())
    # a page and its regions take 80,000 bytes, what typer makes of each command 9,000
    assert held[1] - held[0] < 400_000

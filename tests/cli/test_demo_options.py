"""What `flashdeck check` says of the options on a card, and that the command agrees."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from commands import Typed

CARD = "### Why?\n\nSo.\ndemo: {}\n"


@pytest.mark.parametrize(
    ("demo", "said"),
    [
        ("simclr --n 40", "`--n` is from 2 to 4, not 40"),
        ("simclr --n 2.5", "`--n` is no number: 2.5"),
        ("simclr --n", "`--n` needs a value"),
        ("simclr --epsilon 1", "no option `--epsilon`; there are: --dim, --input, --json, --n,"),
        ("simclr 3", "no option `3`"),
        ("simclr --seed -1", "`--seed` is a whole number from 0, not -1"),
        ("sinkhorn --epsilon nan", "`--epsilon` is from 0.05 to 5, not nan"),
        ("sinkhorn --form cubic", "`--form` is one of kernel, log, hybrid, not cubic"),
        ("sinkhorn --plot x", "`--plot` writes a file, which no card may"),
        ("simclr --json --step", "`--step` waits before people; `--json` is for programs"),
        ("kmeans --input a.csv", "no option `--input`"),
    ],
)
def test_the_check_and_the_command_refuse_alike(
    demo: str, said: str, typed: Typed, here: Path
) -> None:
    (here / "a.csv").write_text("1\n")
    (here / "demo.md").write_text(CARD.format(demo))
    out = typed("check", "demo.md", "--format", "short").out
    assert "bad-demo-option" in out and said in out
    assert typed("demo", *shlex.split(demo)).status == 2


@pytest.mark.parametrize(
    "demo",
    [
        "simclr --n 4 --temperature=0.1",
        "sinkhorn --form log --seed 3",
        "hungarian --json",
        "simclr",
    ],
)
def test_the_check_and_the_command_accept_alike(demo: str, typed: Typed, here: Path) -> None:
    (here / "demo.md").write_text(CARD.format(demo))
    assert "demo" not in typed("check", "demo.md", "--format", "short").out
    assert typed("demo", *shlex.split(demo)).status in (0, 1)

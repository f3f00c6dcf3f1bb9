"""`flashdeck demo NAME --plot FILE`: what is drawn, and what is said when nothing can be."""

from __future__ import annotations

import gc
import os
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands import Typed, alone
from flashdeck import plugins
from flashdeck.collector import thawed

OURS = tuple(sorted(plugins.DEMOS.ours))
QUICK = ("hungarian", "simclr", "sinkhorn")
PLAIN = """
from flashdeck.demo.demo import Check, Demo, Result, Step
def run(seed: int) -> Result:
    return Result(steps=(Step("Only words", ("So it is.",)),), point="Words.", checks=())
PLAIN = Demo(topic="Words", summary="Words alone.", run=run)
"""


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    """The parts of a figure refer to one another, and hold megabytes until they are looked for."""
    yield
    thawed()
    gc.collect()


@pytest.mark.parametrize("name", OURS)
def test_each_demo_draws_a_figure(name: str, typed: Typed, here: Path) -> None:
    status, out, err = typed("demo", name, "--plot", "figure.svg")
    assert (status, err) == (0, "drew figure.svg\n")
    assert "\ncheck " in out
    assert ET.parse(here / "figure.svg").getroot().tag.endswith("svg")
    assert not list(here.glob(".figure*"))


@pytest.mark.parametrize("suffix", ["png", "svg", "PNG"])
def test_the_same_command_draws_the_same_file(suffix: str, typed: Typed, here: Path) -> None:
    drawn = []
    for name in ("one", "two"):
        assert typed("demo", "sinkhorn", "--seed", "3", "--plot", f"{name}.{suffix}").status == 0
        drawn.append((here / f"{name}.{suffix}").read_bytes())
    assert drawn[0] == drawn[1]
    assert drawn[0].startswith(b"\x89PNG" if suffix != "svg" else b"<?xml")
    typed("demo", "sinkhorn", "--seed", "4", "--plot", f"one.{suffix}")
    assert (here / f"one.{suffix}").read_bytes() != drawn[0]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("simclr", '{"z": [[1, 0], [0, 1], [1, 0.2], [0, 1]]}'),
        ("simclr", '{"z": [[1, 0], [1, 1]]}'),
        ("dino", '{"student": [[[0, 1]], [[1, 0]]], "teacher": [[[1, 1]], [[0, 1]]]}'),
        ("sinkhorn", '{"cost": [[0, 1, 2], [1, null, 1]], "epsilon": 0.5}'),
        ("hungarian", '{"cost": [[null, 1, 2.5], [1, 9, 3]]}'),
        ("hungarian", '{"cost": [[null, 1], [1, 9]], "maximize": true}'),
    ],
)
def test_own_numbers_are_drawn(name: str, text: str, typed: Typed, here: Path) -> None:
    (here / "own.json").write_text(text)
    status, _, err = typed("demo", name, "--input", "own.json", "--plot", "own.png")
    assert (status, err) == (0, "drew own.png\n")


def test_json_stays_json_and_the_readers_settings_count_for_nothing(
    typed: Typed, here: Path
) -> None:
    typed("demo", "hungarian", "--plot", "plain.svg")
    (here / "matplotlibrc").write_text("font.size: 40\nlines.linewidth: 9\n")
    environ = {"PYTHONPATH": os.pathsep.join(sys.path), "MPLBACKEND": "TkAgg", "DISPLAY": ""}
    arguments = ("demo", "hungarian", "--json", "--plot", "set.svg")
    status, out, err = alone(*arguments, cwd=here, environ=environ)
    assert (status, err) == (0, "drew set.svg\n")
    assert out.startswith("{") and out.endswith("}\n")
    assert (here / "set.svg").read_bytes() == (here / "plain.svg").read_bytes()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("figure.pdf", "the file of a figure ends in one of: .png, .svg"),
        ("figure", "the file of a figure ends in one of: .png, .svg"),
        ("gone/figure.png", "gone: No such file or directory"),
    ],
)
def test_where_nothing_can_be_drawn_nothing_is_computed(
    file: str, said: str, typed: Typed, here: Path
) -> None:
    status, out, err = typed("demo", "simclr", "--plot", file)
    assert (status, out) == (2, "")
    assert said in err and err.startswith("flashdeck: ")
    assert not list(here.glob("**/*figure*"))


def test_without_matplotlib_it_says_what_to_install(here: Path) -> None:
    (here / "site").mkdir()
    (here / "site" / "matplotlib.py").write_text("raise ImportError('none here')\n")
    environ = {"PYTHONPATH": os.pathsep.join([str(here / "site"), *sys.path])}
    status, out, err = alone("demo", "simclr", "--plot", "a.png", cwd=here, environ=environ)
    assert (status, out) == (2, "")
    assert "needs matplotlib" in err and "pip install matplotlib" in err
    assert alone("demo", "simclr", cwd=here, environ=environ).status == 0


def test_a_demo_without_a_figure_says_so(here: Path) -> None:
    site, info = here / "site", here / "site" / "plain-1.dist-info"
    info.mkdir(parents=True)
    (site / "plain.py").write_text(PLAIN)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: plain\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[flashdeck.demos]\nplain = plain:PLAIN\n")
    environ = {"PYTHONPATH": os.pathsep.join([str(site), *sys.path])}
    status, out, err = alone("demo", "plain", "--plot", "a.png", cwd=here, environ=environ)
    assert status == 2 and "So it is." in out
    assert err == "flashdeck: the demo 'plain' has no figure to draw; 'a.png' was not written\n"
    assert not (here / "a.png").exists()

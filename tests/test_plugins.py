"""Plug-ins of other people, as they would be installed: modules with entry points."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from commands import alone
from flashdeck import plugins

Install = Callable[[str, str, str], None]

DIALECT = """
class Shout:
    name = "shout"
    def evidence(self, page): return 0
    def read(self, page): raise NotImplementedError
SHOUT = Shout()
"""

EXPORTER = """
class Csv:
    suffix = ".csv"
    def write(self, collection, settings, out): out.write_text("a,b")
CSV = Csv()
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Install a package made of one module and its entry points."""

    def installed(name: str, entry_points: str, code: str = "") -> None:
        info = tmp_path / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(entry_points)
        (tmp_path / f"{name}.py").write_text(code)
        monkeypatch.delitem(sys.modules, name, raising=False)
        monkeypatch.syspath_prepend(str(tmp_path))

    return installed


def test_ours_are_there_and_can_be_used() -> None:
    found = plugins.dialects()
    assert {"native", "flat"} <= set(found.dialects)
    assert found.problems == ()
    assert plugins.exporter_for(Path("a/b.APKG")).suffix == ".apkg"


def test_somebody_elses_dialect_is_found_in_the_same_way(install: Install) -> None:
    install("shouting", "[flashdeck.dialects]\nshout = shouting:SHOUT\n", DIALECT)
    assert plugins.dialects().dialects["shout"].name == "shout"
    assert plugins.loaded(plugins.DIALECTS, "shout").name == "shout"


def test_an_exporter_is_found_by_its_suffix(install: Install) -> None:
    install("csv_cards", "[flashdeck.exporters]\ncsv = csv_cards:CSV\n", EXPORTER)
    assert plugins.exporter_for(Path("x.csv")).suffix == ".csv"


@pytest.mark.parametrize("name", ["x.pdf", "x"])
def test_an_unknown_suffix_says_which_there_are(name: str) -> None:
    with pytest.raises(plugins.UnknownFormat, match=r"\.apkg"):
        plugins.exporter_for(Path(name))


def test_naming_them_imports_none(install: Install) -> None:
    install("demo_cards", "[flashdeck.demos]\nspin = demo_cards:SPIN\n", "raise SystemExit")
    assert "spin" in plugins.demos()
    assert "demo_cards" not in sys.modules


def test_a_name_of_ours_cannot_be_taken(install: Install) -> None:
    install("evil", "[flashdeck.dialects]\nnative = evil:X\n", "")
    with pytest.raises(
        plugins.PluginClash, match="'native' comes from two packages: flashdeck and evil"
    ):
        plugins.dialects()


def test_two_packages_cannot_share_a_name(install: Install) -> None:
    install("one", "[flashdeck.demos]\nspin = one:X\n", "")
    install("two", "[flashdeck.demos]\nspin = two:X\n", "")
    with pytest.raises(plugins.PluginClash, match="'spin' comes from two packages"):
        plugins.demos()


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("import nothing_of_that_name", "ModuleNotFoundError"),
        ("def (", "SyntaxError"),
        ("Y = 1", "AttributeError"),
        ("X = 1", "it is not a dialect"),
        (DIALECT + "X = Shout", "it is not a dialect"),
    ],
    ids=["import", "syntax", "attribute", "number", "class"],
)
def test_a_broken_one_is_a_message_and_leaves_the_others(
    install: Install, code: str, why: str
) -> None:
    install("broken", "[flashdeck.dialects]\nbad = broken:X\n", code)
    found = plugins.dialects()
    (problem,) = found.problems
    assert problem.startswith("the dialect 'bad' (broken:X) cannot be used: ") and why in problem
    assert "native" in found.dialects
    with pytest.raises(plugins.BrokenPlugin, match="cannot be used"):
        plugins.loaded(plugins.DIALECTS, "bad")


def test_an_unknown_one_says_which_there_are() -> None:
    with pytest.raises(plugins.UnknownPlugin, match=r"no dialect 'nativ'; there are: .*native"):
        plugins.loaded(plugins.DIALECTS, "nativ")


def test_a_broken_one_does_not_stop_a_command(install: Install, tmp_path: Path) -> None:
    install("broken", "[flashdeck.dialects]\nbad = broken:X\n", "raise ValueError('[red]no')")
    (tmp_path / "cards.md").write_text("Q: One?\nA: Two.\n")
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    status, out, err = alone("check", "cards.md", cwd=tmp_path, environ={"PYTHONPATH": path})
    assert (status, out) == (0, "")
    warning, summary = err.removesuffix("\n").split("\n")
    assert warning == (
        "flashdeck: the dialect 'bad' (broken:X) cannot be used: ValueError: [red]no"
    )
    assert summary.startswith("no problems")

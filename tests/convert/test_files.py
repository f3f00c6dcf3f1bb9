"""Whole files of each dialect, as they are converted: what a vault's owner gets to see."""

from __future__ import annotations

from pathlib import Path

import pytest

from converting import converted, notes_of, same
from flashdeck.convert.targets import TARGETS
from golden_files import golden, leftovers

HERE = Path(__file__).parent
DECKS = {
    **{path.stem: path for path in sorted((HERE / "decks").glob("*.*"))},
    "spaced": HERE.parent / "fixtures" / "spaced.txt",
    "tight": HERE.parent / "fixtures" / "tight.txt",
}
PAIRS = [(name, target) for name in DECKS for target in TARGETS]


def text_of(name: str) -> str:
    return DECKS[name].read_text("utf-8")


@pytest.mark.parametrize(("name", "target"), PAIRS)
def test_a_file_as_it_is_converted(name: str, target: str) -> None:
    made = converted(text_of(name), target)
    assert made.text is not None
    said = "".join(f"{each.rule.name}: {each.message}\n" for each in made.diagnostics)
    golden(f"convert/{name}.{target}.txt", f"{made.text}{'=' * 72}\n{said}")


def test_every_golden_conversion_has_a_file() -> None:
    assert leftovers("convert", [f"{name}.{target}.txt" for name, target in PAIRS]) == set()


@pytest.mark.parametrize(("name", "target"), PAIRS)
def test_what_is_not_said_to_be_lost_is_kept(name: str, target: str) -> None:
    made = converted(text_of(name), target)
    assert made.text is not None
    lost = [each for each in made.diagnostics if "review data" not in each.message]
    assert lost or same(notes_of(text_of(name)), notes_of(made.text, target))


@pytest.mark.parametrize(("name", "target"), PAIRS)
def test_converting_again_changes_nothing(name: str, target: str) -> None:
    first = converted(text_of(name), target).text
    assert first is not None
    assert converted(first, target, again=True).text == first


@pytest.mark.parametrize("name", DECKS)
@pytest.mark.parametrize("target", TARGETS)
def test_there_and_back_is_the_way_home(name: str, target: str) -> None:
    """What the other syntax holds at all is the same again as native source."""
    there = converted(text_of(name), target).text
    assert there is not None
    home = converted(there, "native", again=True, of=target)
    assert home.text is not None and not home.diagnostics
    assert same(notes_of(there, target), notes_of(home.text))

"""Whole files of each dialect, as they are converted: what a vault's owner gets to see."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from converting import converted, name_of, notes_of, same
from flashdeck.convert.request import Converted
from flashdeck.convert.targets import TARGETS
from golden_files import golden, leftovers

HERE = Path(__file__).parent
DECKS = {
    **{path.stem: path for path in sorted((HERE / "decks").glob("*.*"))},
    "spaced": HERE.parent / "fixtures" / "spaced.txt",
    "tight": HERE.parent / "fixtures" / "tight.txt",
}
PAIRS = [(name, target) for name in DECKS for target in TARGETS]


SEEDS = HERE.parents[2] / "shared" / "seeds"


def text_of(name: str) -> str:
    return DECKS[name].read_text("utf-8")


def made_of(name: str, target: str) -> Converted:
    return converted(text_of(name), target, f"deck{DECKS[name].suffix}")


@pytest.mark.parametrize(("name", "target"), PAIRS)
def test_a_file_as_it_is_converted(name: str, target: str) -> None:
    made = made_of(name, target)
    assert made.text is not None
    said = "".join(f"{each.rule.name}: {each.message}\n" for each in made.diagnostics)
    golden(f"convert/{name}.{target}.txt", f"{made.text}{'=' * 72}\n{said}")


def test_every_golden_conversion_has_a_file() -> None:
    assert leftovers("convert", [f"{name}.{target}.txt" for name, target in PAIRS]) == set()


@pytest.mark.parametrize(("name", "target"), PAIRS)
def test_what_is_not_said_to_be_lost_is_kept(name: str, target: str) -> None:
    made = made_of(name, target)
    assert made.text is not None
    lost = [each for each in made.diagnostics if "left out" not in each.message]
    before = notes_of(text_of(name), name=f"deck{DECKS[name].suffix}")
    assert lost or same(before, notes_of(made.text, target))


@pytest.mark.parametrize(("name", "target"), PAIRS)
def test_converting_again_changes_nothing(name: str, target: str) -> None:
    first = made_of(name, target).text
    assert first is not None
    assert converted(first, target, name_of(target)).text == first


@pytest.mark.parametrize(("name", "target"), PAIRS)
def test_there_and_back_is_the_way_home(name: str, target: str) -> None:
    """What the other syntax holds at all is the same again as native source."""
    there = made_of(name, target).text
    assert there is not None
    home = converted(there, "native", name_of(target))
    assert home.text is not None
    assert all(
        "left out" in each.message or "are escaped" in each.message for each in home.diagnostics
    )
    assert same(notes_of(there, target), notes_of(home.text))


def test_all_cards_that_cannot_be_written_are_named() -> None:
    page = "Q: ```\n?\n```\nA: ~~~\n\n?\n"
    made = converted(f"a :: b\n\n{page.replace('~~~', '~~~ 1')}", "sr")
    assert made.text is None
    assert [each.span.text for each in made.diagnostics] == ["Q: ```"]


def test_what_looks_like_a_tag_at_the_beginning_of_a_card_names_no_deck() -> None:
    made = converted("Q: #include is what?\nA: #define\n\nC: #tag the [heart].\n", "sr")
    assert made.text is not None
    assert "\\#include is what? :: " in made.text
    assert "\\#tag the ==heart==." in made.text


def test_a_target_without_forms_names_every_card(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = replace(TARGETS["sr"], forms=lambda _entry, _settings: iter(()))
    monkeypatch.setattr("converting.TARGETS", {"sr": nothing})
    made = converted("a :: b\n\nc :: d\n", "sr")
    assert made.text is None
    assert [each.span.text for each in made.diagnostics] == ["a :: b", "c :: d"]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed files are not at hand")
@pytest.mark.parametrize("target", ["native", "callout", "csv"])
def test_the_real_pages_stay_the_same_cards(target: str) -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_text("utf-8")
        made = converted(text, target, path.name)
        assert made.text is not None
        before, after = notes_of(text, name=path.name), notes_of(made.text, target)
        assert same(before, after)
        assert len(before) in (16, 25)

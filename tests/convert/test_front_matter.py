"""Front matter in one language, as it is written in the other."""

from __future__ import annotations

import pytest

from converting import converted, notes_of, same
from flashdeck.convert.targets import TARGETS

CARDS = "Q: What?\nA: One,\ntwo.\n---\nProse.\n\nC: A [gap].\n"
PLUS = f'+++\nname = "Geo"\ntitle = "Rivers: all"\ntags = ["blue"]\n+++\n\n{CARDS}'


@pytest.mark.parametrize("target", TARGETS)
def test_plus_signs_around_front_matter_are_read_as_toml(target: str) -> None:
    made = converted(PLUS, target)
    assert made.text is not None and "+++" not in made.text.removeprefix(PLUS)
    assert same(notes_of(PLUS), notes_of(made.text, target))


@pytest.mark.parametrize("target", ["native", "callout"])
def test_toml_becomes_yaml(target: str) -> None:
    text = converted(PLUS, target).text
    assert text is not None
    assert text.startswith('---\ndeck: Geo\ntitle: "Rivers: all"\ntags: [blue]\n---\n\n')


def test_what_is_said_in_toml_stands_above_its_tables() -> None:
    page = '---\ntitle = "Rivers"\n[more]\nabout = "water"\n---\n\nTARGET DECK: Geo\n\na :: b\n'
    made = converted(page, "hashcards").text
    assert made is not None
    assert [note.deck for note in notes_of(made, "hashcards")] == [("Geo",)]

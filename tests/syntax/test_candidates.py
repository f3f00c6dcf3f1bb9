"""What a statement without gaps asks for."""

from __future__ import annotations

import pytest

from flashdeck.model import Statement
from reading import read


def statement(text: str) -> Statement:
    (note,) = read(f"## Facts\n\n{text}\n\n@bite~\n").notes
    assert isinstance(note, Statement)
    return note


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        (r"Sorting takes $\mathcal O(n \log n)$ time.", [r"$\mathcal O(n \log n)$"]),
        ("There are $4$ classes and **bold**.", ["$4$"]),
        (r"Turn by one of $\{0^\circ, 90^\circ\}$.", [r"$\{0^\circ, 90^\circ\}$"]),
        ("A **bold term** is asked (Kuhn, 1955).", ["bold term"]),
        ("It came in “The Hungarian Method” by Kuhn.", ["The Hungarian Method"]),
        ("Shown by Gidaris et al., ICLR 2018, twice.", ["Gidaris et al., ICLR 2018"]),
        ("Shown (Noroozi & Favaro, ECCV 2016).", ["Noroozi & Favaro, ECCV 2016"]),
        ("It (1) looks, (2) leaps, and (3) lands.", ["looks", "leaps, and", "lands"]),
        ("Two tricks:\n\n- centring\n- sharpening", ["centring", "sharpening"]),
    ],
)
def test_the_first_rule_that_fits(text: str, hidden: list[str]) -> None:
    note = statement(text)
    assert [note.text.text[gap.start : gap.end] for gap in note.deletions] == hidden


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("A kernel is a similarity of two points.", "A kernel"),
        ("Every function on a Hilbert space has one.", "Every function on a Hilbert space"),
        ("Nothing", "Nothing"),
    ],
)
def test_without_a_gap_the_words_up_to_the_first_verb_are_the_cue(text: str, cue: str) -> None:
    note = statement(text)
    assert note.deletions == ()
    assert note.text.text[: note.cue_end].strip() == cue


def test_the_choice_is_shown() -> None:
    deck = read("## Facts\n\nThere are $4$ classes.\n\n@bite~\n")
    (found,) = deck.diagnostics
    assert found.rule.name == "guessed-gap"
    assert found.span.text == "$4$"
    assert found.message == "the key formula is asked for: `$4$`"

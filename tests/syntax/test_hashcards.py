"""hashcards: what its users write, and what they get."""

from __future__ import annotations

import pytest

from flashdeck.model import Cloze
from reading import Deck, read


def hashcards(text: str) -> Deck:
    deck = read(text)
    assert deck.dialect == "hashcards"
    return deck


def pairs(deck: Deck) -> list[tuple[str | None, str | None]]:
    return list(zip(deck.fronts, deck.backs, strict=True))


def test_a_card_goes_on_to_the_next() -> None:
    deck = hashcards("Q: What?\n\nMore.\nA: That.\n\nAnd this.\nQ:Why?\nA:So.\n")
    assert pairs(deck) == [("What?\n\nMore.", "That.\n\nAnd this."), ("Why?", "So.")]


def test_a_rule_or_a_heading_ends_a_card() -> None:
    deck = hashcards("Q: a\nA: b\n---\nprose\n\nQ: c\nA: d\n## Part\nQ: e\nA: f\n")
    assert pairs(deck) == [("a", "b"), ("c", "d"), ("e", "f")]
    assert [note.section for note in deck.notes] == [(), (), ("Part",)]


def test_a_heading_within_a_card_is_part_of_it() -> None:
    deck = hashcards(
        "# Alphabet\n\nQ: name of this letter:\n# ا\nA: alef\n\nQ: final form\nA:\n# ـا\n\n"
        "Q: parts?\nA:\n\n## One\na\n\n## Two\nb\n\n## Next\n\nC: [x]\n"
    )
    assert pairs(deck)[:3] == [
        ("name of this letter:\n# ا", "alef"),
        ("final form", "# ـا"),
        ("parts?", "## One\na\n\n## Two\nb"),
    ]
    assert deck.notes[3].section == ("Alphabet", "Next")


def test_a_heading_behind_an_answer_ends_it_whatever_stands_below() -> None:
    deck = hashcards("Q: a\nA: b\n\n### Part\nprose\n\nQ: c\nA: d\n")
    assert pairs(deck) == [("a", "b"), ("c", "d")]


def test_an_id_of_obsidian_to_anki_names_a_card_and_ends_it() -> None:
    text = "Q: a\nA: b\n<!--ID: 1642897217464-->\n\nprose\n\nQ: c\nA: d\n<!--ID: 17-->\nprose\n"
    for deck in (hashcards(text), read(f"> [!question] e\n> f\n\n{text}")):
        assert pairs(deck)[-2:] == [("a", "b"), ("c", "d")]
        assert [note.given_id for note in deck.notes][-2:] == ["1642897217464", "17"]


def test_sections_among_cloze_cards_leave_the_page_to_hashcards() -> None:
    assert len(hashcards("# A\n\n## B\n\nC: [x]\n\n## C\n\nC: [y]\n").notes) == 2


def test_gaps_may_stand_side_by_side_and_before_a_colon() -> None:
    def gaps(text: str) -> tuple[str, list[str]]:
        (note,) = hashcards(text).notes
        assert isinstance(note, Cloze)
        return note.text.text, [note.text.text[gap.start : gap.end] for gap in note.deletions]

    assert gaps("C:\nVanity.\n\n— [Ecclesiastes] [6]:[9]\n") == (
        "Vanity.\n\n— Ecclesiastes 6:9",
        ["Ecclesiastes", "6", "9"],
    )
    assert gaps("C: [a][b] in [[notes/x#y|Z]]\n") == ("ab in [[notes/x#y|Z]]", ["a", "b"])
    assert gaps("C: [x]\n\n[page]: https://example.org\n")[1] == ["x"]


def test_brackets_are_gaps_but_not_links_pictures_or_mathematics() -> None:
    deck = hashcards("C: The [heart] pumps [blood]; [see](x.md), $[0, 1]$.\n")
    (note,) = deck.notes
    assert isinstance(note, Cloze)
    assert [note.text.text[gap.start : gap.end] for gap in note.deletions] == ["heart", "blood"]


def test_code_holds_no_mark() -> None:
    deck = hashcards("Q: How?\nA: So:\n```\nQ: no\n---\n# no\n```\ndone\n")
    assert deck.backs == ["So:\n```\nQ: no\n---\n# no\n```\ndone"]


def test_escaped_brackets_are_text_and_no_formula() -> None:
    deck = hashcards("C: Use \\[0\\] to index [arrays], not `\\[1\\]`.\n")
    (note,) = deck.notes
    assert isinstance(note, Cloze)
    assert note.text.text == "Use [0] to index arrays, not `[1]`."
    assert [note.text.text[gap.start : gap.end] for gap in note.deletions] == ["arrays"]


def test_escaped_brackets_around_tex_are_a_formula() -> None:
    deck = hashcards("C: [Energy] is \\[ E = mc^2 \\].\n")
    (note,) = deck.notes
    assert isinstance(note, Cloze)
    assert note.text.text == "Energy is \\[ E = mc^2 \\]."


def test_a_gap_may_go_on_in_the_next_line_but_not_in_the_next_paragraph() -> None:
    deck = hashcards("C: Speech [balloon\nacross] lines.\n\nC: [one] and [two\n\nthree] more.\n")
    told = []
    for note in deck.notes:
        assert isinstance(note, Cloze)
        told.append([note.text.text[gap.start : gap.end] for gap in note.deletions])
    assert told == [["balloon\nacross"], ["one"]]


@pytest.mark.parametrize("below", ["", "\n> [!question] Why?\n> So.\n"])
def test_a_fence_may_open_on_the_line_of_a_mark(below: str) -> None:
    deck = read(f"Q: How?\nA: ```python\nprint(1)\n\nQ: no\n```\n{below}")
    assert deck.dialect == ("native" if below else "hashcards")
    assert deck.backs[0] == "```python\nprint(1)\n\nQ: no\n```"
    assert deck.problems == []


def test_a_fence_in_a_question_and_in_a_cloze() -> None:
    deck = hashcards(
        "Q: ```rust\nA: no\n```\nA: It is [so].\n\nC: ```rust\nlet [a]\n```\nis [Rust].\n"
    )
    assert deck.fronts[0] == "```rust\nA: no\n```"
    note = deck.notes[1]
    assert isinstance(note, Cloze)
    assert [note.text.text[gap.start : gap.end] for gap in note.deletions] == ["Rust"]


def test_toml_names_the_deck() -> None:
    deck = hashcards('---\nname = "Cell Biology"\n---\n\nQ: a\nA: b\n')
    assert deck.notes[0].deck == ("Cell Biology",)
    assert read("---\nname = \n---\n\nQ: a\nA: b\n").problems == ["bad-front-matter"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Q: a\n\nQ: b\nA: c\n", "missing-answer"),
        ("Q: a\nA: b\n---\nA: c\n", "missing-prompt"),
        ("Q: a\nA: b\nA: c\n", "missing-prompt"),
        ("C: none\n", "cloze-without-gap"),
    ],
)
def test_what_hashcards_refuses_is_said_and_the_rest_is_read(text: str, problem: str) -> None:
    assert hashcards(text).problems == [problem]


@pytest.mark.parametrize(
    "native",
    ["@exam~", "### Why?", "a :: b", "front\n?\nback", "C: a ==gap==", "> [!question] Why?\n> So."],
)
def test_beside_marks_of_ours_the_native_dialect_reads(native: str) -> None:
    assert read(f"Q: a\nA: b\n\n{native}\n").dialect == "native"

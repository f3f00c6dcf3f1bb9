"""md2anki's headings with ids: what its users write, and what they get."""

from __future__ import annotations

from flashdeck.model import Cloze
from reading import Deck, read

ID = "24501c1a-f615-4355-a862-a00f64cc47"


def pairs(deck: Deck) -> list[tuple[str | None, str | None]]:
    return list(zip(deck.fronts, deck.backs, strict=True))


def test_a_heading_asks_and_its_id_is_the_notes() -> None:
    deck = read(f"# Chemie (750441971)\n\n## Was ist *pH*? ({ID}01)\n\nEin Maß.\n\n- a\n")
    assert deck.dialect == "md2anki"
    assert pairs(deck) == [("Was ist *pH*?", "Ein Maß.\n\n- a")]
    assert deck.notes[0].given_id == f"{ID}01"
    assert deck.notes[0].deck == ("Chemie",)
    assert deck.diagnostics == ()


def test_the_first_rule_ends_the_question() -> None:
    deck = read(
        f"# D\n\n## More (one) (two) ({ID}01)\n\nof it\n\n```\n---\n```\n\n---\n\nA\n\n---\n\nB\n"
    )
    assert pairs(deck) == [("More (one) (two)\n\nof it\n\n```\n---\n```", "A\n\n---\n\nB")]


SUBDECKS = f"""\
# Top (1)

About it.

`{{=:all:=}}`

## First ({ID}01)

a

## Subdeck: Inner: one (2)

`{{=:inner, two words:=}}`

### Second `{{=:own:=}}` ({ID}02)

b

### Subdeck: Deeper (3)

#### Third ({ID}03)

c `{{=<md2anki_type_default>=}}`

`{{=:late:=}}`

## Fourth ({ID}04)

d
"""


def test_subdecks_nest_and_inherit_tags() -> None:
    deck = read(SUBDECKS)
    assert pairs(deck) == [("First", "a"), ("Second", "b"), ("Third", "c"), ("Fourth", "d")]
    assert [note.deck for note in deck.notes] == [
        ("Top",),
        ("Top", "Inner: one"),
        ("Top", "Inner: one", "Deeper"),
        ("Top",),
    ]
    assert [sorted(note.tags) for note in deck.notes] == [
        ["all"],
        ["all", "inner", "own", "two-words"],
        ["all", "inner", "late", "two-words"],
        ["all"],
    ]
    assert deck.guesses == [("prose", 3)]


def test_gaps_in_a_question_make_it_a_cloze() -> None:
    deck = read(f"# D\n\n## The {{{{c1::heart::organ}}}} [pumps] ({ID}01)\n\n## x ({ID}02)\n\ny\n")
    first, _ = deck.notes
    assert isinstance(first, Cloze)
    assert (first.text.text, first.extra) == ("The heart [pumps]", None)
    assert [gap.hint for gap in first.deletions] == ["organ"]


def test_one_word_in_brackets_at_the_end_is_an_id_as_it_is_to_the_tool() -> None:
    text = "# D\n\n## Kritik (von Kant)\n\na\n\n## b (abcdefg)\n\nc\n\n"
    deck = read(f"{text}## d (a)?\n\ne\n\n## f ({ID}01)\n\ng\n")
    assert pairs(deck) == [("Kritik (von Kant)", "a"), ("b", "c"), ("d (a)?", "e"), ("f", "g")]
    assert [note.given_id for note in deck.notes] == [None, "abcdefg", None, f"{ID}01"]


def test_an_id_in_a_text_is_no_sign() -> None:
    assert read(f"# D\n\n## Logs\n\nIt failed ({ID}01)\n").notes == ()

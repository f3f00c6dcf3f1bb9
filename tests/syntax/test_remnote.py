"""RemNote's exported outlines: what its users write, and what they get."""

from __future__ import annotations

import pytest

from flashdeck.model import Basic, Cloze
from reading import Deck, read


def pairs(deck: Deck) -> list[tuple[str | None, str | None]]:
    return list(zip(deck.fronts, deck.backs, strict=True))


OUTLINE = """\
- Mitochondrion:: the powerhouse
    - Function;; makes ^^ATP^^(2)
    - Only a remark
- Was ist das? >> Ein [Haus]()
- der Hund <> the dog
- an answer << a question
- Planets >>>
    - Mercury
    - Venus >>>
        - hot
- Steps >>1.
    - one

    - two
- The {{heart}}{({organ})} pumps {{blood}}
- `a >> b` in code
- File >> Export >> PDF
"""


def test_marks_say_what_is_asked() -> None:
    deck = read(OUTLINE)
    assert deck.dialect == "remnote"
    assert pairs(deck) == [
        ("Mitochondrion", "the powerhouse"),
        ("Function", "makes ==ATP=="),
        ("Was ist das?", "Ein Haus"),
        ("der Hund", "the dog"),
        ("a question", "an answer"),
        ("Planets", "- Mercury\n- Venus\n    - hot"),
        ("Venus", "hot"),
        ("Steps", "- one\n\n- two"),
        ("The heart pumps blood", None),
    ]
    both = [isinstance(note, Basic) and note.both_ways for note in deck.notes]
    assert both == [True, False, False, True, False, False, False, False, False]


def test_an_item_is_asked_below_what_it_is_nested_in() -> None:
    notes = read(OUTLINE).notes
    assert [note.section for note in notes[:3]] == [(), ("Mitochondrion",), ()]
    assert notes[6].section == ("Planets",)


def test_a_concept_with_properties_only_is_no_card() -> None:
    deck = read(
        "- Zelle::\n    - Größe;; klein\n    - Teil von;< Gewebe\n    - Form;<> rund\n"
        "- Organ::\n    - Herz\n- Leber:> groß\n- Niere:< Filter\n- Haut::\n"
    )
    assert pairs(deck) == [
        ("Größe", "klein"),
        ("Gewebe", "Teil von"),
        ("Form", "rund"),
        ("Organ", "Herz"),
        ("Leber", "groß"),
        ("Filter", "Niere"),
    ]
    assert deck.notes[0].section == ("Zelle",)
    both = [isinstance(note, Basic) and note.both_ways for note in deck.notes]
    assert both == [False, False, True, False, False, False]


TABLE = """\
- Basic #[[Extra Card Detail]] >> forward
- Back << backward
- Two >< ways
- Equal == signs
- Off >- never
- Off too :- never
- Back of many <<<
    - one
    - two
- Both of many <><
    - x
    - y
- Concept :>>
    - p
    - q
- Concept :> forward
- Descriptor ;;>
    - r
    - s
- Listed ;;1.
    - t
    - u
"""


def test_all_marks_of_the_handbook() -> None:
    deck = read(TABLE)
    assert pairs(deck) == [
        ("Basic", "forward"),
        ("backward", "Back"),
        ("Two", "ways"),
        ("Equal", "signs"),
        ("- one\n- two", "Back of many"),
        ("Both of many", "- x\n- y"),
        ("Concept", "- p\n- q"),
        ("Concept", "forward"),
        ("Descriptor", "- r\n- s"),
        ("Listed", "- t\n- u"),
    ]
    both = [front for note, front in zip(deck.notes, deck.fronts, strict=True) if note.both_ways]  # type: ignore[union-attr]  # all are basic
    assert both == ["Two", "Both of many"]


def test_of_choices_the_first_is_right_and_stands_among_the_others() -> None:
    deck = read(
        "- a >> b\n- c << d\n- Which? >>A)\n    - Right\n        - why\n    - Beta\n    - Alpha\n"
    )
    assert pairs(deck)[2] == ("Which?\n\n- Alpha\n- Beta\n- Right", "- Right\n    - why")


def test_gaps_have_hints() -> None:
    cloze = read(OUTLINE).notes[-1]
    assert isinstance(cloze, Cloze)
    assert [(gap.group, gap.hint) for gap in cloze.deletions] == [(1, "organ"), (2, None)]


def test_a_mark_with_nothing_below_it_is_said() -> None:
    deck = read("- a >> b\n- c;; d\n- Planets >>>\n- e >> f\n")
    assert deck.problems == ["missing-answer"]
    assert len(deck.notes) == 3


@pytest.mark.parametrize(
    "text",
    [
        "# How\n\n- Open it\n- File >> Export\n- File >> Save\n- Close\n- Go home\n- x\n- y\n",
        "- Settings >> Privacy\n",
        "- vector<vector<int>> a;\n- cout<<x;;\n- b<>c\n",
        "- `a >> b`\n- `c >> d`\n- `e <> f`\n",
        "a >> b\n\nc;; d\n\ne <> f\n",
    ],
)
def test_other_lists_are_no_decks(text: str) -> None:
    assert read(text).notes == ()

"""What a file says of itself: deck, tags and dialect."""

from __future__ import annotations

import pytest

from flashdeck.settings import Settings
from reading import Deck, read


@pytest.mark.parametrize(
    ("top", "deck"),
    [
        ("---\ndeck: A::B\n---\n", ("A", "B")),
        ("---\nTARGET DECK: A::B\n---\n", ("A", "B")),
        ("---\ncards-deck: A\n---\n", ("A",)),
        ("TARGET DECK A::B\n", ("A", "B")),
        ("TARGET DECK: A :: B\n", ("A", "B")),
        ("TARGET DECK\nA::B c\n", ("A", "B c")),
        ("# Linear algebra\n", ("Linear algebra",)),
        ("# The **fast** `std::sort`\n", ("The fast std::sort",)),
        ("# C* and D*\n", ("C* and D*",)),
        ("**Course** MT25, Sheet one\n\n## Flashcards\n", ("Course MT25", "Sheet one")),
        ("Course MT25, Sheet one\n\n## Flashcards\n", ("Course MT25", "Sheet one")),
        ("", ("stdin",)),
    ],
)
def test_decks(top: str, deck: tuple[str, ...]) -> None:
    (note,) = read(f"{top}\na :: b\n").notes
    assert note.deck == deck


def test_the_front_matter_comes_before_a_target_deck_and_that_before_a_title(deck: Deck) -> None:
    """
    ---
    deck: One
    ---
    # Title

    TARGET DECK: Two

    a :: b
    """
    (note,) = deck.notes
    assert note.deck == ("One",)
    assert note.section == ("Title",)
    assert deck.problems == ["decks-disagree"]


def test_a_rule_with_a_blank_line_below_is_no_front_matter(deck: Deck) -> None:
    """
    ---

    one :: two

    ---

    three :: four
    """
    assert deck.fronts == ["one", "three"]
    assert deck.problems == []


def test_a_name_may_be_anybody_s_and_gives_way_to_a_deck(deck: Deck) -> None:
    """
    ---
    name: Ada Lovelace
    ---
    TARGET DECK: Machines

    a :: b
    """
    assert [note.deck for note in deck.notes] == [("Machines",)]
    assert deck.problems == []


def test_two_decks_that_agree_are_no_problem(deck: Deck) -> None:
    """
    ---
    deck: One
    ---
    TARGET DECK: One

    a :: b
    """
    assert deck.problems == []


@pytest.mark.parametrize(
    "top",
    [
        "---\ntags: [nc, week6]\n---\n",
        "---\ntags: nc week6\n---\n",
        "---\ntags:\n  - '#nc'\n  - week6\n---\n",
        "FILE TAGS: nc week6\n",
        "FILE TAGS\nnc, #week6\n",
        "FILE TAGS nc @week6~\n",
    ],
)
def test_tags(top: str) -> None:
    (note,) = read(f"{top}\na :: b\n").notes
    assert note.tags == {"nc", "week6"}


def test_the_collection_gives_a_prefix_and_tags() -> None:
    settings = Settings(deck=("Uni",), tags=frozenset({"all"}))
    (note,) = read("TARGET DECK: A\n\na :: b\n", settings).notes
    assert note.deck == ("Uni", "A")
    assert note.tags == {"all"}


def test_several_top_headings_are_sections(deck: Deck) -> None:
    """
    # One

    a :: b

    # Two

    c :: d
    """
    assert [(note.deck, note.section) for note in deck.notes] == [
        (("stdin",), ("One",)),
        (("stdin",), ("Two",)),
    ]


def test_unclosed_front_matter_is_read_up_to_the_first_blank_line(deck: Deck) -> None:
    """
    ---
    deck: A

    a :: b
    """
    assert deck.problems == ["unclosed-front-matter"]
    assert [note.deck for note in deck.notes] == [("A",)]


@pytest.mark.parametrize(
    ("yaml", "line", "column"),
    [("deck: [A", 2, 9), ("deck: A\n  x: y", 3, 4), ("deck: 'A\nb: c", 3, 5), ("- a\n- b", 2, 1)],
)
def test_front_matter_that_is_not_yaml(yaml: str, line: int, column: int) -> None:
    deck = read(f"---\n{yaml}\n---\na :: b\n")
    (found,) = [each for each in deck.diagnostics if each.rule.name == "bad-front-matter"]
    assert found.span.source.locate(found.span.start) == (line, column)
    assert deck.fronts == ["a"]


def test_a_rule_at_the_top_is_no_front_matter(deck: Deck) -> None:
    """
    ---

    a :: b
    """
    assert deck.fronts == ["a"]
    assert deck.problems == []


def test_an_unknown_dialect(deck: Deck) -> None:
    """
    ---
    dialect: naitve
    ---
    a :: b
    """
    assert deck.problems == ["unknown-dialect"]
    assert deck.fronts == ["a"]


def test_a_dialect_is_taken_at_its_word(deck: Deck) -> None:
    """
    ---
    dialect: flat
    ---
    What is it?
    a :: b
    """
    assert deck.backs == ["a :: b"]


def test_target_deck_in_code_is_text(deck: Deck) -> None:
    """
    ### What names a deck?

    ```
    TARGET DECK: X
    ```
    """
    assert [note.deck for note in deck.notes] == [("stdin",)]


def test_words_of_a_listed_tag_stay_together() -> None:
    (note,) = read("---\ntags: [week 1, 'two  words']\n---\na :: b\n").notes
    assert note.tags == {"week-1", "two-words"}


@pytest.mark.parametrize("line", ["deck: [a, b]", "tags: #a", "tags: {a: b}", "deck: {a: b}"])
def test_values_that_mean_nothing(line: str) -> None:
    deck = read(f"---\n{line}\n---\na :: b\n")
    (found,) = deck.diagnostics
    assert (found.rule.name, found.span.text) == ("bad-front-matter", line)
    assert deck.fronts == ["a"]


def test_toml_between_plus_signs_is_front_matter() -> None:
    deck = read('+++\norder = 9\ntags = ["math", "control"]\n+++\n\n# T\n\n## 9.1\n\nQ: a\nA: b\n')
    (note,) = deck.notes
    assert (deck.dialect, sorted(note.tags), note.section) == (
        "hashcards",
        ["control", "math"],
        ("9.1",),
    )
    assert read("+++\nx = \n+++\n\nQ: a\nA: b\n").problems == ["bad-front-matter"]
    assert read("+++\n\nQ: a\nA: b\n").fronts == ["a"]


def test_what_can_be_read_of_bad_front_matter_counts() -> None:
    deck = read("---\ntitle: Kapitel: Eins\ndeck: Bio\ntags:\n  - a\n  - b c\n---\nx :: y\n")
    assert (deck.notes[0].deck, sorted(deck.notes[0].tags)) == (("Bio",), ["a", "b-c"])
    assert deck.problems == ["bad-front-matter"]


@pytest.mark.parametrize("line", ["created: 2024-13-45", "sign: =", "due: 2024-02-30T99:00"])
def test_a_value_that_is_no_date_is_text(line: str) -> None:
    deck = read(f"---\n{line}\ndeck: Bio\n---\nx :: y\n")
    assert (deck.notes[0].deck, deck.problems) == (("Bio",), [])

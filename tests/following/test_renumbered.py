"""Theorems with a name and a number, when they are numbered anew: name and answer tell which."""

from __future__ import annotations

import pytest

from edited_cards import Card, Files, built

NAMES = ("Rolle", "Cauchy", "Bolzano", "Taylor")
TOLD = (
    "Some derivative is zero.",
    "Two increments have the ratio of two derivatives.",
    "Bounded sequences have convergent parts.",
    "Smooth maps are nearly polynomials.",
)
HEADS = (
    "Theorem 2.{} ({})",
    "Theorem 2.{}: {}",
    "Satz {} ({})",
    "Théorème {} – {}",
    "定理 {}({})",
    "定理{}（{}）",
    "Теорема {} ({})",
    "State Theorem 2.{} ({}).",
    "Question {}: {}",
    "Frage {}: {}",
    "{}. {}",
    "({}) {}",
    "{}) {}",
    "Q{}: {}",
    "**{}.** {}",
    "Nr. {}: {}",
)
Named = tuple[int, str, str]


def deck(head: str, cards: list[Named]) -> Files:
    """The key of a card is what its name was at first."""
    return {
        "a.md": tuple(
            Card(name.split()[0], f"Q: {head.format(number, name)}\nA: {told}")
            for number, name, told in cards
        )
    }


def became(before: Files, after: Files) -> tuple[dict[str, str], int]:
    """For each card the one it was, and how many questions are asked."""
    first, _, memory = built(before)
    last, result, _ = built(after, memory)
    keys = {each.origin: key for key, each in first.items()}
    return {key: keys.get(each.origin, "") for key, each in last.items()}, len(result.questions)


def numbered(start: int) -> list[Named]:
    return [(at, *each) for at, each in enumerate(zip(NAMES, TOLD, strict=True), start)]


ITSELF = {each: each for each in NAMES}


@pytest.mark.parametrize("head", HEADS)
def test_a_theorem_put_before_named_ones_leaves_them_their_history(head: str) -> None:
    new = 1, "Fermat", "At an inner extremum all is flat."
    inserted = deck(head, [new, *numbered(2)])
    assert became(deck(head, numbered(1)), inserted) == ({**ITSELF, "Fermat": ""}, 0)
    assert became(deck(head, numbered(1)), deck(head, numbered(2))) == (ITSELF, 0)
    assert became(inserted, deck(head, numbered(1))) == (ITSELF, 0)


@pytest.mark.parametrize("head", HEADS)
def test_one_of_them_may_be_reworded(head: str) -> None:
    for name, told in (("Rolle", "Then some derivative is zero."), ("Rolle theorem", TOLD[0])):
        after = deck(head, [(2, name, told), *numbered(2)[1:]])
        assert became(deck(head, numbered(1)), after) == (ITSELF, 0)


def test_a_theorem_that_stands_where_it_stood_is_no_other() -> None:
    before = deck(HEADS[0], numbered(1))
    new = Card("new", f"Q: {HEADS[0].format(5, 'Rolle')}\nA: A union of balls is open.")
    assert became(before, {"a.md": (*before["a.md"], new)}) == ({**ITSELF, "new": ""}, 0)
    changed = Card("new", f"Q: {HEADS[0].format(5, 'Rolle')}\nA: {TOLD[0]}")
    assert became(before, {"a.md": (*before["a.md"], changed)})[0] == {**ITSELF, "new": ""}


NEW = "A set is open if it is a union of balls."


@pytest.mark.parametrize("head", HEADS)
def test_another_answer_under_another_number_and_the_old_name_is_asked_about(head: str) -> None:
    before = deck(head, numbered(1))
    after = {"a.md": (*deck(head, [(7, "Rolle", NEW)])["a.md"], *before["a.md"][1:])}
    assert became(before, after) == ({**ITSELF, "Rolle": ""}, 1)


@pytest.mark.parametrize("head", HEADS)
def test_another_answer_is_no_matter_where_all_were_counted_on(head: str) -> None:
    after = deck(head, [(2, "Rolle", NEW), *numbered(2)[1:]])
    assert became(deck(head, numbered(1)), after) == (ITSELF, 0)


def test_of_a_name_that_others_have_nothing_is_said() -> None:
    parts = [(1, "proof", TOLD[0]), (2, "proof", TOLD[1]), (3, "proof", TOLD[2])]
    before = deck("Theorem {} ({})", parts)
    after: Files = {"a.md": (*before["a.md"][1:], Card("9", f"Q: Theorem 9 (proof)\nA: {NEW}"))}
    assert became(before, after)[1] == 0


def test_items_are_told_apart_by_short_answers_that_others_give_too() -> None:
    answers = ["yes", "no", "yes", "yes"]
    before = [(at, *each) for at, each in enumerate(zip(NAMES, answers, strict=True), 1)]
    after = [(1, "Fermat", "no"), *((at + 1, name, told) for at, name, told in before)]
    found = became(deck("{}. {}", before), deck("{}. {}", after))
    assert found == ({**ITSELF, "Fermat": ""}, 0)


PRESIDENTS = ("Washington", "Adams", "Jefferson", "Madison", "Monroe")


def presidents(first: int) -> Files:
    """The key of a card is its number: of the first one it is 1, whoever that is said to be."""
    names = enumerate(PRESIDENTS[first - 1 :], 1)
    return {
        "a.md": tuple(
            Card(str(at), f"Q: {at}. Präsident der USA?\nA: {name}") for at, name in names
        )
    }


def test_an_ordinal_is_no_number_of_an_item() -> None:
    asks = "{}. Weltkrieg: {}"
    before = deck(asks, [(1, "Beginn", "Juli 1914")])
    after: Files = {"a.md": (Card("2", "Q: 2. Weltkrieg: Beginn\nA: September 1939"),)}
    assert became(before, after)[0] == {"2": ""}
    high, right = presidents(2), presidents(1)
    assert {key for key, was in became(high, right)[0].items() if was not in ("", key)} == set()


def test_a_number_by_nature_is_no_label() -> None:
    before: Files = {"a.md": (Card("2", "Q: Element 2 (gas)\nA: found in the sun"),)}
    after: Files = {"a.md": (Card("3", "Q: Element 3 (gas)\nA: found in the sun"),)}
    assert became(before, after)[0] == {"3": ""}


@pytest.mark.parametrize("head", [*HEADS, "Theorem 2.{}"])
def test_what_a_new_file_counts_from_one_again_is_known(head: str) -> None:
    """A file of named theorems, or of more than a few, is parted in two."""
    before = deck(head, numbered(1))
    again = deck(head, [(at, *each[1:]) for at, each in enumerate(numbered(1)[1:], 1)])["a.md"]
    after: Files = {"a.md": before["a.md"][:1], "b.md": again}
    assert became(before, after) == (ITSELF, 0)


def test_of_a_few_that_only_have_a_number_it_is_asked() -> None:
    before = deck("Theorem 2.{}", numbered(1))
    again = deck("Theorem 2.{}", [(1, *numbered(1)[3][1:])])["a.md"]
    found, asked = became(before, {"a.md": before["a.md"][:3], "b.md": again})
    assert (found, asked) == ({**ITSELF, "Taylor": ""}, 1)

"""One replacement in many cards: as by search and replace over a deck."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from edited_cards import Card, built
from flashdeck.following.following import Following
from flashdeck.following.replacing import replacement

Pair = tuple[str, str]
NETWORKS: tuple[Pair, ...] = (
    ("What is a neural network?", "A function made of layers."),
    ("Is a neural network linear?", "no"),
    ("Is a neural network differentiable?", "yes"),
    ("Is every neural network convex?", "no"),
    ("What does the last layer of a neural network compute?", "The output"),
    ("Why does a neural network need nonlinearities?", "Else it is one linear map."),
    ("Name a library for a neural network.", "PyTorch"),
    ("How many layers has a neural network at least?", "2"),
)
CAPITALS: tuple[Pair, ...] = tuple(
    (f"Was ist die Hauptstadt von {land}?", city)
    for land, city in (
        ("Ungarn", "Budapest"),
        ("Peru", "Lima"),
        ("Kenia", "Nairobi"),
        ("Kuba", "Havanna"),
    )
)
WORDS: tuple[Pair, ...] = (
    ("the house", "la casa"),
    ("the dog", "el perro"),
    ("the tree", "el árbol"),
    ("the moon", "la luna"),
    ("the sun", "el sol"),
)
METALS: tuple[Pair, ...] = tuple(
    (f"Is {name} a metal?", answer)
    for name, answer in (("iron", "yes"), ("sulphur", "no"), ("copper", "yes"), ("carbon", "no"))
)


def deck(pairs: tuple[Pair, ...]) -> tuple[Card, ...]:
    return tuple(Card(f"{at}", f"Q: {ask}\nA: {told}") for at, (ask, told) in enumerate(pairs))


def outcome(before: tuple[Pair, ...], after: tuple[Pair, ...]) -> tuple[list[str], Following]:
    """For each card of the second deck which of the first it is, and all that was found."""
    first, _, memory = built({"a.md": deck(before)})
    second, result, _ = built({"a.md": deck(after)}, memory)
    owners = {trace.id: key for key, trace in first.items()}
    return [owners.get(each.origin, "") for each in second.values()], result


EDITS: tuple[tuple[tuple[Pair, ...], Callable[[str, str], Pair]], ...] = (
    (NETWORKS, lambda ask, told: (ask.replace("neural network", "NN"), told)),
    (NETWORKS, lambda ask, told: (ask.replace("a neural network", "an NN"), told)),
    (NETWORKS, lambda ask, told: (f"ML: {ask}", told)),
    (METALS, lambda ask, told: (f"Chemistry: {ask}", told)),
    (WORDS, lambda ask, told: (f"Spanish: {ask}", told)),
    (WORDS, lambda ask, told: (f"{ask} (noun)", told)),
    (WORDS, lambda ask, told: (ask.removeprefix("the "), told)),
    (
        CAPITALS,
        lambda ask, told: (ask.replace("Was ist die Hauptstadt von", "The capital of"), told),
    ),
    (CAPITALS, lambda ask, told: (ask.replace("Was ist", "Nenne"), told)),
)


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("turned", [False, True])
def test_what_was_replaced_in_a_whole_deck_is_followed(
    edit: tuple[tuple[Pair, ...], Callable[[str, str], Pair]], turned: bool
) -> None:
    before, change = edit
    after = tuple(change(*pair) for pair in before)
    numbers = [f"{at}" for at in range(len(before))]
    found, result = outcome(before, after[::-1] if turned else after)
    assert not result.questions
    assert found == (numbers[::-1] if turned else numbers)


def test_a_deck_of_another_language_is_another_deck() -> None:
    spanish = tuple((f"Spanish: {ask}", told) for ask, told in WORDS)
    french = ("la maison", "le chien", "l'arbre", "la lune", "le soleil")
    after = tuple((f"French: {ask}", told) for (ask, _), told in zip(WORDS, french, strict=True))
    found, _ = outcome(spanish, after)
    assert set(found) == {""}


def test_answers_that_show_nothing_are_asked_about() -> None:
    after = tuple((ask.replace("metal", "solid"), told) for ask, told in METALS)
    found, result = outcome(METALS, after)
    assert set(found) == {""}
    assert len(result.questions) == len(METALS)


def test_one_card_left_out_and_one_put_in_change_nothing() -> None:
    after = tuple((ask.replace("neural network", "NN"), told) for ask, told in NETWORKS)
    found, _ = outcome(NETWORKS, (*after[:2], ("Who teaches this?", "Ms Gray"), *after[3:]))
    assert found == ["0", "1", "", "3", "4", "5", "6", "7"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("What is a neural network?", "What is a NN?", ("neural network", "NN", "within")),
        ("What is loss?", "ML: What is loss?", ("", "ML: ", "start")),
        ("the moon", "moon", ("the ", "", "start")),
        ("the moon", "the moon (noun)", ("", " (noun)", "end")),
        ("Is it?", "Is it so?", ("?", " so?", "end")),
        ("a network here", "a deep network here", ("network", "deep network", "within")),
        ("神经网络是什么？", "NN是什么？", ("神经网络", "NN", "within")),
    ],
)
def test_a_replacement_is_what_gave_way_to_what(
    old: str, new: str, expected: tuple[str, str, str]
) -> None:
    found = replacement(old, new)
    assert found is not None
    assert found.made(old) == new
    assert found == expected


def test_of_texts_that_share_no_word_nothing_is_a_replacement() -> None:
    assert replacement("What is loss?", "Wer schrieb das!") is None
    assert replacement("the same", "the same") is None


def test_letters_that_were_once_read_as_text() -> None:
    lettered = tuple((f"Q: {ask}", f"A: {told}") for ask, told in NETWORKS)
    owners, found = outcome(lettered, NETWORKS)
    assert owners == [str(at) for at in range(len(NETWORKS))]
    assert found.questions == ()
    (owner,), _ = outcome(lettered[:1], NETWORKS[:1])
    assert owner == "0"

"""Words to be learnt that were put into another form: a question, and never lost unasked."""

from __future__ import annotations

import pytest

from edited_cards import Card, Files, built
from flashdeck.following.alike import INFLECTED, asked
from flashdeck.following.following import Following

OTHERS = (("vorher", "before"), ("nachher", "afterwards"), ("blau", "blue"), ("grün", "green"))
NOUNS = (("perro", "dog"), ("gato", "cat"), ("libro", "book"), ("barco", "boat"), ("pato", "duck"))
FORMS = """\
la nube :: the cloud => las nubes :: the clouds
el perro :: the dog => los perros :: the dogs
ribosome :: makes proteins => ribosomes :: make proteins
el lápiz :: the pencil => los lápices :: the pencils
das Haus :: the house => die Häuser :: the houses
der Mann :: the man => die Männer :: the men
el ratón :: the mouse => los ratones :: the mice
the child :: das Kind => the children :: die Kinder
gehen :: to go => geht :: he goes
parler :: to speak => je parle :: I speak
книга :: the book => книги :: the books
l'œil :: the eye => les yeux :: the eyes
le cheval :: the horse => les chevaux :: the horses
la mela :: the apple => le mele :: the apples
to swim :: nadar => swam :: nadó
rapide :: fast => rapidement :: quickly
neuron :: sends signals along its axon => neurons :: cells that send signals along axons
bacterium :: a cell without a nucleus => bacteria :: cells without nuclei
"""
OTHER_CARDS = """\
la nube :: the cloud => el perro :: the dog
ribosome :: makes proteins => lysosome :: digests waste
el niño :: the boy => la casa :: the house
Capital of France? :: Paris => Capital of Spain? :: Madrid
hexane :: six carbon atoms => hexene :: six carbon atoms and a double bond
What is 2+3? :: 5 => What is 2+5? :: 7
stack :: last in, first out => queue :: first in, first out
Wiener Kongress :: 1814 => Bauernkrieg :: 1525
contract :: Vertrag => contact :: Kontakt
vacuole :: stores water => turgor :: the pressure of the cell sap on the wall
el mar :: the sea => el mapa :: the map
pedir :: to ask for => perder :: to lose
das Bein :: the leg => die Biene :: the bee
"""


def lines(text: str) -> list[str]:
    return text.strip().split("\n")


def among(card: str) -> Files:
    """A card in the midst of others."""
    others = [Card(f"{ask} :: {told}", f"{ask} :: {told}") for ask, told in OTHERS]
    return {"a.md": (*others[:2], Card(card, card), *others[2:])}


def edited(line: str) -> Following:
    """What becomes of one card that was written anew where it stood."""
    old, new = line.split(" => ")
    _, _, memory = built(among(old))
    return built(among(new), memory)[1]


@pytest.mark.parametrize("line", lines(FORMS))
def test_a_word_in_another_form_is_asked_about(line: str) -> None:
    found = edited(line)
    (question,) = found.questions
    assert [each.prompt for each in question.old] == [line.split(" :: ")[0]]
    assert not found.renames


@pytest.mark.parametrize("line", lines(OTHER_CARDS))
def test_a_card_in_place_of_another_raises_no_question(line: str) -> None:
    found = edited(line)
    assert not found.questions
    assert not found.renames


def test_every_word_of_a_list_in_another_form_is_asked_about() -> None:
    pairs = [line.split(" => ") for line in lines(FORMS)]
    _, _, memory = built({"a.md": tuple(Card(old, old) for old, _ in pairs)})
    found = built({"a.md": tuple(Card(new, new) for _, new in pairs)}, memory)[1]
    olds = {
        new.prompt: [each.prompt for each in question.old]
        for question in found.questions
        for new in question.new
    }
    for old, new in pairs:
        assert old.split(" :: ")[0] in olds[new.split(" :: ")[0]]


def test_words_that_are_all_in_another_form_are_asked_about_once() -> None:
    before = [f"el {word} :: the {told}" for word, told in NOUNS]
    after = [f"los {word}s :: the {told}s" for word, told in NOUNS]
    _, _, memory = built({"a.md": tuple(Card(each, each) for each in before)})
    found = built({"a.md": tuple(Card(each, each) for each in after)}, memory)[1]
    (alike,), rest = asked(found.questions)
    assert alike.made == INFLECTED
    assert [pair.new.prompt for pair in alike.pairs] == [f"los {word}s" for word, _ in NOUNS]
    assert not rest

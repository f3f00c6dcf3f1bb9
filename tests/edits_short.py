"""Edits of prompts of a word or two: slips of the hand, and other cards that look like slips."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from edited_cards import Card, Edit, Files

LISTS = Path(__file__).parent / "following" / "short"
ABOVE = Card("above", "Q: Who follows the second pupil of Mendel?\nA: Nobody whose name is known.")
BELOW = Card("below", "Q: At how many kelvin does xenon boil?\nA: At about one hundred sixty-five.")


def same() -> Iterator[Edit]:
    for deck in _text("words.txt").split("\n\n"):
        cards = tuple(_card(line) for line in deck.split("\n"))
        for at, card in enumerate(cards):
            for wrong in slips(card.text):
                before = (*cards[:at], Card(card.key, wrong), *cards[at + 1 :])
                then: Files = {"words.md": before}
                now: Files = {"words.md": cards}
                yield Edit("short prompt, typo mended", then, now, (card.key,))
                yield Edit("short prompt, typo made", now, then, (card.key,))
        yield from _sorted(cards)
    for old, new in _pairs("kept.txt"):
        yield _edit("short prompt, respelt", old, Card(old.key, new.text))


def _sorted(cards: tuple[Card, ...]) -> Iterator[Edit]:
    """The list put in order, by what is asked or answered, and a third of it mended."""
    for turn in range(3):
        wrong = [
            Card(card.key, next(slips(card.text))) if at % 3 == turn else card
            for at, card in enumerate(cards)
        ]
        keys = tuple(card.key for card in cards)
        before: Files = {"words.md": tuple(wrong)}
        for side in (0, 1):
            in_order = sorted((card.text.split("\n")[side], card) for card in cards)
            after: Files = {"words.md": tuple(card for _, card in in_order)}
            yield Edit("list sorted, a third mended", before, after, keys)


def another() -> Iterator[Edit]:
    for old, new in _pairs("apart.txt"):
        yield _edit("look-alike in its place", old, new)


def slips(text: str) -> Iterator[str]:
    """The card with two letters of the longest word of its question exchanged, one twice, one lost.

    Where a loss would leave a word too short to tell, there is none.
    """
    question, _, answer = text.removeprefix("Q: ").partition("\n")
    word = max(question.replace("'", " ").split(), key=len)
    middle = len(word) // 2
    front, back = word[:middle], word[middle:]
    made = [f"{front}{word[middle - 1]}{back}"]
    if front[-1] != back[0] and middle > 1:
        made.append(f"{front[:-1]}{back[0]}{front[-1]}{back[1:]}")
    if len(word) > 4:
        made.append(f"{front}{back[1:]}")
    for each in made:
        yield f"Q: {question.replace(word, each)}\n{answer}"


def _edit(name: str, old: Card, new: Card) -> Edit:
    before, after = ((ABOVE, each, BELOW) for each in (old, new))
    return Edit(name, {"a.md": before}, {"a.md": after}, (new.key,))


def _pairs(name: str) -> Iterator[tuple[Card, Card]]:
    for line in _text(name).split("\n"):
        old, new = line.split(" => ")
        yield _card(old), _card(new)


def _card(line: str) -> Card:
    asked, _, told = line.partition(" ¦ ")
    return Card(line, f"Q: {asked}\nA: {told}" if told else line)


def _text(name: str) -> str:
    return (LISTS / name).read_text("utf-8").strip()

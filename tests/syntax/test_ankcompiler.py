"""AnkCompiler's notes between rules: what its users write, and what they get."""

from __future__ import annotations

from flashdeck.model import Basic, Cloze
from reading import Deck, read


def pairs(deck: Deck) -> list[tuple[str | None, str | None]]:
    return list(zip(deck.fronts, deck.backs, strict=True))


DECK = """\
---
deck: Sprachen
tags:
  - all
---
---

¿Qué es? ::: Una *prueba*.

---
[^uid]: abcXYZ0123
[^pos]: 3
[^tag]: one
[^tag]: two

---

Un {{c1::gato}} [x] ==y==

---

[^tag]: two

[^uid]: 0123abcXYZ

A text in between.

---

It says

```
a ::: b

---

c
```

:::

- so
- it is

---
[^uid]: zzzzzzzzz1
"""


def test_notes_stand_between_rules() -> None:
    deck = read(DECK)
    assert deck.dialect == "ankcompiler"
    assert pairs(deck) == [
        ("¿Qué es?", "Una *prueba*."),
        ("Un gato [x] ==y==", None),
        ("It says\n\n```\na ::: b\n\n---\n\nc\n```", "- so\n- it is"),
    ]
    assert isinstance(deck.notes[1], Cloze)
    assert [note.given_id for note in deck.notes] == ["abcXYZ0123", "0123abcXYZ", "zzzzzzzzz1"]
    assert [sorted(note.tags) for note in deck.notes] == [
        ["all", "one", "two"],
        ["all", "two"],
        ["all"],
    ]
    assert {note.deck for note in deck.notes} == {("Sprachen",)}
    assert deck.guesses == [("prose", 26)]


def test_a_note_is_asked_one_way_unless_its_type_says_otherwise() -> None:
    note = "---\ndeck: x\n---\n---\n\na ::: b\n\n---\n[^uid]: abcXYZ0123\n"
    deck = read(f"{note}[^type]: type-in\n\n{note[16:]}[^type]: reversed\n")
    assert [isinstance(each, Basic) and each.both_ways for each in deck.notes] == [False, True]


def test_a_rule_too_many_shifts_no_note() -> None:
    deck = read("text\n\n---\n\nmore text\n\n---\n\na ::: b\n\n---\n[^uid]: abcXYZ0123\n")
    assert pairs(deck) == [("a", "b")]


def test_a_note_without_a_mark_is_said() -> None:
    deck = read(
        "text\n\n---\n\na ::: b\n\n---\n[^uid]: abcXYZ0123\n\n---\n\n"
        "a :: b\n\n---\n[^uid]: abcXYZ0124\n"
    )
    assert pairs(deck) == [("a", "b")]
    assert deck.problems == ["missing-answer"]


def test_footnotes_are_no_sign() -> None:
    assert read("a[^1] and b\n\n---\n\n[^1]: x\n[^uid]: no rule above\n").notes == ()


def test_headings_between_notes_are_their_sections() -> None:
    deck = read(
        "## One\n\n---\n\na ::: b\n\n---\n[^uid]: abcXYZ0123\n\n"
        "### Two\n\n---\n\nc\n# no\n:::\nd\n\n---\n"
        "[^uid]: abcXYZ0124\n\n---\n\ne ::: f\n\n---\n[^uid]: abcXYZ0125\n"
    )
    assert [note.section for note in deck.notes] == [("One",), ("One", "Two"), ("One", "Two")]

"""The second version of flashcards-obsidian: what its users write, and what they get."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.model import Basic, Cloze, Note
from flashdeck.settings import Settings, Vault
from reading import Deck, read

HEAD = "---\ncards-deck: Bio\nflashcards:\n  q-aaaa: { hash: x }\n---\n\n"


def deck(text: str, **given: object) -> Deck:
    vault = Vault(Path(), {"flashcards-obsidian": given})
    found = read(text, Settings(vault=vault) if given else None)
    assert found.dialect == "flashcards-obsidian"
    return found


def both(note: Note) -> bool:
    return isinstance(note, Basic) and note.both_ways


def pairs(found: Deck) -> list[tuple[str | None, str | None]]:
    return list(zip(found.fronts, found.backs, strict=True))


def test_a_heading_asks_for_all_that_stands_below_it() -> None:
    found = deck(
        f"{HEAD}## What is a cell? #card\n\nA unit.\n\n### Parts\n\nA :: b, and ==c==.\n^q-fhxd\n\n"
        "## Who? #card-reverse\nI.\n\nAnd you.\n\n## Else\n\nProse.\n"
    )
    assert pairs(found) == [
        ("What is a cell?", "A unit.\n\n### Parts\n\nA :: b, and ==c==."),
        ("Who?", "I.\n\nAnd you."),
    ]
    assert [note.given_id for note in found.notes] == ["q-fhxd", None]
    assert [both(note) for note in found.notes] == [False, True]


def test_in_the_first_version_a_blank_line_ends_the_answer() -> None:
    found = deck("## What is a cell? #card-reverse\n\nA unit.\n\nProse.\n")
    assert pairs(found) == [("What is a cell?", "A unit.")]


FENCES = """\
```flashcard
front: What is CAP?
back: Two of:
consistency,

availability.
type: reversed
```
^q-bbbb

```flashcard
type: cloze
front: The {1:atrium} receives blood.
back: Extra.
```

```flashcard
type: reminder
content: Prefer small steps.
```

```flashcard
```

```js
front: no card
```
"""


def test_a_fence_is_a_card() -> None:
    first, second, third = deck(FENCES).notes
    assert isinstance(first, Basic)
    assert (first.front.text, first.back.text) == (
        "What is CAP?",
        "Two of:\nconsistency,\n\navailability.",
    )
    assert (first.both_ways, first.given_id) == (True, "q-bbbb")
    assert isinstance(second, Cloze) and second.extra is not None
    assert (second.text.text, second.extra.text) == ("The atrium receives blood.", "Extra.")
    assert [gap.group for gap in second.deletions] == [1]
    assert "Prefer small steps." in str(third)


def test_a_callout_is_a_card_with_its_code() -> None:
    text = f"{HEAD}> [!CARD] : What is it?\n> So:\n>\n> ```ts\n> a :: b\n> ```\n^q-njw8\n\nText.\n"
    found = deck(text + "\nWho? #card-reverse\nI.\n")
    assert pairs(found) == [("What is it?", "So:\n\n```ts\na :: b\n```"), ("Who?", "I.")]
    assert found.notes[0].given_id == "q-njw8"


def test_what_is_nested_below_a_card_in_a_list_is_its_answer() -> None:
    text = (
        f"{HEAD}- One:: two\n\n  More.\n\n  - nested :: too\n^q-p44q\n- Next ::: item\n\nA :: b\n"
    )
    found = deck(text)
    assert pairs(found) == [
        ("One", "two\n\nMore.\n\n- nested :: too"),
        ("Next", "item"),
        ("A", "b"),
    ]
    assert found.notes[0].given_id == "q-p44q"


def test_a_reminder_has_no_answer() -> None:
    (note,) = deck("Keep it short. #card-reminder\n^q-abcd\n").notes
    assert note.given_id == "q-abcd"


@pytest.mark.parametrize(
    "given",
    [
        {"defaultAnkiTag": "obsidian", "flashcardsTag": "learn", "deck": "Inbox"},
        {"defaultTags": ["obsidian"], "hashtag": {"basicTag": "learn"}, "defaultDeck": "Inbox"},
    ],
)
def test_settings_of_both_versions_count(given: dict[str, object]) -> None:
    (note,) = deck("What? #learn\nThat.\n", **given).notes
    assert note.tags == {"obsidian"}
    assert note.deck == ("Inbox",)


_LINES = st.sampled_from(
    ["## Q #card", "### Deep", "Q #card-reverse", "#card", "a :: b", "- a:: b", "  nested", "",
     "> [!card] : Q", "> so", "```flashcard", "front: a", "back: b", "```", "^q-abcd", "x"]
)  # fmt: skip


@given(st.lists(_LINES, max_size=20).map("\n".join))
def test_any_order_of_marks_can_be_read(text: str) -> None:
    for found in read(HEAD + text).diagnostics:
        assert 0 <= found.span.start <= found.span.end <= len(HEAD + text)

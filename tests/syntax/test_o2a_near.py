"""What is almost a line of Obsidian_to_Anki's, or asks it to delete a note."""

from __future__ import annotations

import pytest

from reading import read

NOTE = "START\nBasic\nWas?\nBack: Das.\n{}END\n"


def told(text: str) -> list[tuple[str, str]]:
    deck = read(text)
    assert deck.dialect == "o2a"
    return [
        (each.rule.name, each.span.text)
        for each in deck.diagnostics
        if each.rule.name != "no-cards" and each.rule.name != "prose"
    ]


@pytest.mark.parametrize("mark", ["DELETE\nID: 12\n", "DELETE\n<!--ID: 12-->\n", "DELETE ID: 12\n"])
def test_a_note_that_is_to_be_deleted_makes_no_card(mark: str) -> None:
    text = NOTE.format(mark)
    deck = read(f"{text}\n{NOTE.format('').replace('Was', 'Wer')}")
    assert deck.fronts == ["Wer?"]
    (found,) = deck.diagnostics
    assert (found.rule.name, found.span.lines[0]) == ("deleted-note", 1)


@pytest.mark.parametrize(
    ("lines", "mark"),
    [
        ("DELETE\n", "DELETE"),
        ("DELETE\nTags: a\n<!--ID: 12-->\n", "DELETE"),
        ("<!--ID: 12-->\nDELETE\n", "DELETE"),
        ("Tag: bio\n", "Tag:"),
        ("tags: bio week-1\n<!--ID: 12-->\n", "tags:"),
        ("TAGS: #bio, #a/b\n", "TAGS:"),
        ("Tags:bio\n", "Tags:"),
        ("Tags : bio\n", "Tags :"),
    ],
)
def test_a_last_line_that_is_part_of_the_note_is_told(lines: str, mark: str) -> None:
    assert told(NOTE.format(lines)) == [("misspelt-mark", mark)]


@pytest.mark.parametrize(
    "lines",
    [
        "Tags: bio\n",
        "Tag: 24 Stunden\n",
        "Tag: Er dauert. So lang.\n",
        "DELETE FROM t;\n",
        "```\nDELETE\n```\n",
        "Tag: a\n\nb\n",
    ],
)
def test_a_last_line_that_belongs_there_is_not(lines: str) -> None:
    assert told(NOTE.format(lines)) == []


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("TARGET-DECK: Bio", "TARGET-DECK:"),
        ("target deck: Bio", "target deck:"),
        ("TARGET DECKS: Bio", "TARGET DECKS:"),
        ("FILE-TAGS: a b", "FILE-TAGS:"),
        ("FROZEN: Basic", "FROZEN: Basic"),
        ("FROZEN - Basic", "FROZEN - Basic"),
    ],
)
def test_a_line_above_that_names_nothing_is_told(line: str, mark: str) -> None:
    assert told(f"# Title\n\n{line}\n\n{NOTE.format('')}") == [("misspelt-mark", mark)]


@pytest.mark.parametrize(
    "above",
    [
        "TARGET DECK: Bio\n\nThe TARGET-DECK is above.\n",
        "TARGET DECK\nBio\nFILE TAGS: a\n",
        "TARGET DECK: Bio\n\ntarget deck: is a word.\n",
        "FROZEN - Basic:\nBack: so\n",
        "Frozen: a film.\n",
        "A target deck: what is it?\n",
        "```\nTARGET-DECK: Bio\n```\n",
    ],
)
def test_a_line_above_that_is_right_or_prose_is_not(above: str) -> None:
    assert told(f"# Title\n\n{above}\n{NOTE.format('')}") == []

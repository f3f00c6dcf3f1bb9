"""apy's files of notes, and ki's older ones: what their users write, and what they get."""

from __future__ import annotations

import pytest

from flashdeck.model import Basic, Cloze
from reading import Deck, read


def pairs(deck: Deck) -> list[tuple[str | None, str | None]]:
    return list(zip(deck.fronts, deck.backs, strict=True))


DEFAULTS = """\
model: Basic
deck: Geo::Cities
tags: marked, week-2

# Note 1
## Front
Was ist eine *Stadt*?

## Back
Ein Ort.
### Mehr
`# no note`

```
# Note
## Front
```

# Note 2
tag: silly

## Front
And this?

## Back
That.
"""


def test_what_stands_above_holds_for_all_notes() -> None:
    deck = read(DEFAULTS)
    assert deck.dialect == "apy"
    assert pairs(deck) == [
        ("Was ist eine *Stadt*?", "Ein Ort.\n### Mehr\n`# no note`\n\n```\n# Note\n## Front\n```"),
        ("And this?", "That."),
    ]
    above = ["marked", "week-2"]
    assert [sorted(note.tags) for note in deck.notes] == [above, ["marked", "silly", "week-2"]]
    assert {note.deck for note in deck.notes} == {("Geo", "Cities")}
    assert deck.diagnostics == ()


def test_a_note_of_type_cloze_has_only_numbered_gaps() -> None:
    deck = read(
        "# Note\nmodel: Cloze\n\n## Text\nA {{c2::b::c}} [d] ==e==\n\n## Back Extra\nmore\n"
    )
    assert pairs(deck) == [("A b [d] ==e==", "more")]
    (note,) = deck.notes
    assert isinstance(note, Cloze)
    assert [(gap.group, gap.hint) for gap in note.deletions] == [(2, "c")]
    assert note.deck == ("stdin",)


def test_the_type_of_note_says_whether_it_is_asked_both_ways() -> None:
    deck = read(
        "# Note\nnid: 11\nmodel: Basic (and reversed card)\n\n## Front\na\n\n## Back\nb\n\n"
        "# Note (nid: 12)\nmodel: Basic (optional reversed card)\n\n## Front\nc\n\n## Back\nd\n\n"
        "## Add Reverse\n\n# Note\ncid: 13\nmodel: Basic (optional reversed card)\n\n"
        "## Front\ne\n\n## Back\nf\n\n## Add Reverse\ny\n"
    )
    assert pairs(deck) == [("a", "b"), ("c", "d"), ("e", "f")]
    both = [isinstance(note, Basic) and note.both_ways for note in deck.notes]
    assert both == [True, False, True]
    assert [note.given_id for note in deck.notes] == ["11", "12", "13"]


def test_further_fields_belong_to_the_back() -> None:
    deck = read("# X\nmodel: My Type\n\n## One\na\n\n## Two\nb\n\n## Three\n\n- c\n")
    assert pairs(deck) == [("a", "b\n\n\n- c")]


def test_what_is_no_markdown_becomes_markdown() -> None:
    text = (
        "## Note\nnid: 1612167479678\nmodel: Basic-d7a3e\ntags: a, b\nmarkdown: false\n\n"
        "### Front\nWas ist <b>Clustering</b>?\n\n### Back\n<ul>\n  <li>eins\n  <li>zwei\n</ul>\n"
    )
    deck = read(text)
    assert deck.dialect == "apy"
    ((front, back),) = pairs(deck)
    assert front == "Was ist **Clustering**?"
    assert back is not None
    assert [line.strip() for line in back.split("\n") if line.strip()] == ["- eins", "- zwei"]
    assert deck.notes[0].given_id == "1612167479678"


def test_fields_are_known_in_other_languages() -> None:
    assert pairs(read("# 1\n## Vorderseite\na\n## Rückseite\nb\n")) == [("a", "b")]
    assert pairs(read("# 1\n## 正面\na\n## 背面\nb\n")) == [("a", "b")]


@pytest.mark.parametrize(
    "text",
    [
        "# Plan\n\n## Front\n\nThe front of the house.\n\n## Garden\n\nx\n",
        "# Note\n\ntags: a\n\n## Section\n\ntext\n",
        "# Note\n\n## Text\n\nSome text.\n",
        "```\n# Note\nmodel: Basic\n\n## Front\na\n\n## Back\nb\n```\n",
    ],
)
def test_other_headings_are_no_notes(text: str) -> None:
    assert read(text).notes == ()


def test_an_empty_template_is_said() -> None:
    deck = read(
        "model: Basic\n\n# Note\n\n## Front\n\n## Back\n\n# Note\n\n## Front\na\n\n## Back\n"
    )
    assert deck.problems == ["missing-answer"]
    assert ("empty-card", 3) in deck.guesses
    assert deck.notes == ()

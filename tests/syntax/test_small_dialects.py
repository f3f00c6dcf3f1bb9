"""mdanki, NeuraCache, Logseq and `??` headings: what their users write, and what they get."""

from __future__ import annotations

import pytest

from flashdeck.model import Basic, Cloze
from reading import Deck, read


def pairs(deck: Deck) -> list[tuple[str | None, str | None]]:
    return list(zip(deck.fronts, deck.backs, strict=True))


def test_two_question_marks_ask_and_one_is_a_title() -> None:
    deck = read(
        "## Why?\n\nprose\n\n### What is it??\n\nThat.\n\n#### Detail\n\nMore.\n\n## End\n\nx\n"
    )
    assert deck.dialect == "double"
    assert pairs(deck) == [("What is it?", "That.\n\n#### Detail\n\nMore.")]
    assert deck.notes[0].section == ("Why?",)


def test_a_question_within_an_answer_is_a_card_of_its_own() -> None:
    deck = read("## One??\n\na\n\n### Part\n\nb\n\n### Two??\n\nc\n\n## ??\n\nd\n")
    assert pairs(deck) == [("One?", "a\n\n### Part\n\nb"), ("Two?", "c")]


def test_two_question_marks_in_full_width() -> None:
    assert pairs(read("## 什么是细胞？？\n\n生命的单位。\n\n## A??\nb\n")) == [
        ("什么是细胞？", "生命的单位。"),
        ("A?", "b"),
    ]


def test_mdanki_divides_at_a_percent_sign() -> None:
    deck = read(
        "# Title\n\n## Front\n\nmore front\n\n%\n\nBack\n\n[#one]() [#two](x.md)\n\n"
        "## Only a title\n\nIts back with 50 %\n\n```\n%\n## no\n```\n"
    )
    assert deck.dialect == "mdanki"
    assert pairs(deck) == [
        ("Front\n\nmore front", "Back"),
        ("Only a title", "Its back with 50 %\n\n```\n%\n## no\n```"),
    ]
    assert [sorted(note.tags) for note in deck.notes] == [["one", "two"], []]


def test_what_stands_above_the_first_card_of_mdanki_is_one_too() -> None:
    rest = "\n\n## a\n\n%\n\nb\n"
    assert pairs(read("# Deck" + rest)) == [("a", "b")]
    deck = read("# Deck\n\nAn introduction.\n\n### Deeper" + rest)
    assert pairs(deck) == [("Deck", "An introduction.\n\n### Deeper"), ("a", "b")]
    assert deck.notes[0].deck == ("Deck",)
    assert pairs(read("\nWhat\nis it?\n%\nThat." + rest))[0] == ("What\nis it?", "That.")


def test_a_line_that_begins_with_a_tag_is_none_of_the_text() -> None:
    deck = read(
        "## a\n\n%\n\nb\n\n[#one](./x.md) [#two]() [#binary tree]() [#no\n\n## c\n\nd\n[#e]\n"
    )
    assert pairs(deck) == [("a", "b"), ("c", "d")]
    assert [sorted(note.tags) for note in deck.notes] == [["binary_tree", "one", "two"], ["e"]]


def test_a_second_percent_sign_ends_a_card() -> None:
    deck = read("## a\n\n%\n\nb\n\n%\n\nlost\n\n## c\n%\nd\n")
    assert pairs(deck) == [("a", "b"), ("c", "d")]
    assert ("prose", 7) in deck.guesses


def test_neuracache_takes_the_paragraph_below() -> None:
    deck = read(
        "Prose.\n\nWhat is it? #flashcard\nThat\nand this.\n\nprose\n\n"
        "Two lines\nask #flashcard-reverse\n\nAfter a blank line.\n\n"
        "- In a list #flashcard\n    - nested\n    - twice\n- not this\n"
    )
    assert deck.dialect == "neuracache"
    assert pairs(deck) == [
        ("What is it?", "That\nand this."),
        ("Two lines\nask", "After a blank line."),
        ("In a list", "- nested\n- twice"),
    ]
    assert [isinstance(note, Basic) and note.both_ways for note in deck.notes] == [
        False,
        True,
        False,
    ]


def test_a_heading_asks_neuracache_too() -> None:
    deck = read("# Part\n\n## What? #flashcard\nThat.\n\n## Next\n\ntext\n")
    assert pairs(deck) == [("What?", "That.")]


def test_tags_beside_flashcard_are_the_cards_own_and_two_sided_asks_both_ways() -> None:
    deck = read("Capital of Spain? #flashcard #geo\nMadrid\n\nEen #nl #flashcard #two-sided\nOne\n")
    assert pairs(deck) == [("Capital of Spain?", "Madrid"), ("Een", "One")]
    assert [sorted(note.tags) for note in deck.notes] == [["geo"], ["nl"]]
    assert [isinstance(note, Basic) and note.both_ways for note in deck.notes] == [False, True]


def test_neuracache_asks_with_a_colon_where_an_answer_stands_below() -> None:
    deck = read(
        "Qui a dit : « moi » ? #flashcard\nPersonne.\n\na : b ? #flashcard\nc : d #flashcard\n"
    )
    assert pairs(deck) == [("Qui a dit : « moi » ?", "Personne."), ("a", "b ?"), ("c", "d")]


def test_neuracache_on_one_line() -> None:
    deck = read(
        "⌥⏎ : follow link #flashcard #intellij\nWie viele? : 5 ⚡️ #natur\n\n"
        "Frage: was? #flashcard\nDas.\n\nWort: word #flashcard\n\n"
        "#flashcard #keys\n- **a**: b\n- c : d\n"
    )
    assert pairs(deck) == [
        ("⌥⏎", "follow link"),
        ("Wie viele?", "5"),
        ("Frage: was?", "Das."),
        ("Wort", "word"),
        ("**a**", "b"),
        ("c", "d"),
    ]
    assert [sorted(note.tags) for note in deck.notes] == [
        ["intellij"],
        ["natur"],
        [],
        [],
        ["keys"],
        ["keys"],
    ]


def test_an_answer_of_several_paragraphs_ends_at_a_rule() -> None:
    deck = read("Radii #flashcard\n\n$a$\n\n$b$\n\n- - -\nprose\n\nLast #flashcard\nx\n\ny\n")
    assert pairs(deck) == [("Radii", "$a$\n\n$b$"), ("Last", "x")]


def test_a_spaced_fact_leaves_the_next_card_alone() -> None:
    deck = read(
        "Fact #spaced\n\nSpain? #flashcard #geo\nMadrid\n\n"
        "#spaced #quotes\n\nWords.\n\nMore.\n---\n\n#spaced\n- one\n- two\n"
    )
    assert pairs(deck) == [
        (None, "Fact"),
        ("Spain?", "Madrid"),
        (None, "Words.\n\nMore."),
        (None, "one"),
        (None, "two"),
    ]
    assert deck.problems == []


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        ("sr", "#flashcards\n\na::b\n\n?\n\nq\n?\na\n"),
        ("o2a", "START\nBasic\nq\nBack: a\nEND\n\nSTART\nBasic\nFront: \nBack: \nEND\n"),
        ("o2a", "START\nBasic\nq\nBack: a\nEND\n\nSTART\nBasic\n{{title}}\nBack:\nEND\n"),
        ("o2a", "START\nBasic\nq\nBack: a\nEND\n\nSTART\nCloze\n<% tp.x() %>\nEND\n"),
        ("logseq", "- q #card\n\t- a\n- #card\n\t-\n"),
        ("logseq", "- q #card\n\t- a\n- TODO #card\n"),
        ("mdanki", "## q\n\n%\n\na\n\n## \n\n%\n\n## {{VALUE:q}}\n\n%\n\n<% a %>\n"),
        ("neuracache", "q #flashcard\na\n\n{{title}} #flashcard\n"),
    ],
)
def test_an_empty_template_card_is_only_remarked(dialect: str, text: str) -> None:
    deck = read(text)
    assert deck.dialect == dialect
    assert "empty-card" in [name for name, _ in deck.guesses]
    assert deck.problems == []
    assert ("q", "a") in [(front, (back or "").lstrip("- ")) for front, back in pairs(deck)]


LOGSEQ = """\
deck:: [[Bio::Cells]]
tags:: x

- What is a cell? #card
  id:: 64f0a1b2-1111-2222-3333-444455556666
  card-last-interval:: 4
\t- The unit of life
\t\t- deeper
\t- second
- Not a card
\t- The {{cloze heart\\\\organ}} pumps {{cloze blood}} #card
\t  collapsed:: true
- #card The tag first,
  and a second line
\t- its answer
- `#card` in code
"""


def test_logseq_hides_what_goes_over_several_lines() -> None:
    deck = read(
        "- A {{cloze first\n  **second**\\\\hint}} end #card\n- {{c1 a}} {{cloze\n  b}} #card\n"
    )
    assert deck.dialect == "logseq" and deck.diagnostics == ()
    one, two = deck.notes
    assert isinstance(one, Cloze) and isinstance(two, Cloze)
    assert one.text.text == "A first\n**second** end"
    (gap,) = one.deletions
    assert (one.text.text[gap.start : gap.end], gap.hint) == ("first\n**second**", "hint")
    assert two.text.text == "a b"


def test_logseq_unindents_a_formula_with_its_list() -> None:
    deck = read("- L #card\n\t- $$\n\t  a=b\n\t  $$\n\t- ```\n\t  x\n\t  ```\n\t- second item\n")
    assert pairs(deck) == [("L", "- $$\n  a=b\n  $$\n- ```\n  x\n  ```\n- second item")]


def test_logseq_keeps_the_items_of_blocks_that_begin_with_a_property() -> None:
    name = "id:: 64f0a1b2-1111-2222-3333-44445555666"
    deck = read(
        f"- A #card\n\t- {name}1\n\t  > said\n\t- two\n\t- {name}2\n\t  ```\n\t  x\n\t  ```\n"
        f"- B #card\n\t- {name}3\n\t  alone\n- {name}4\n  C #card\n\t- c\n"
    )
    assert pairs(deck) == [
        ("A", "- > said\n- two\n- ```\n  x\n  ```"),
        ("B", "alone"),
        ("C", "c"),
    ]


def test_logseq_shows_the_first_line_of_a_block_that_is_named() -> None:
    name = "64f0a1b2-1111-2222-3333-44445555666"
    deck = read(
        f"---\ntitle: T\n---\n- ## Law of *Ohm* #card\n  id:: {name}1\n\t- U\n"
        f"- Uses of (({name}1)) #card\n\t- (({name}2)), `(({name}1))`\n\t- [it]((({name}1)))\n"
        f"- id:: {name}3\n  Volt\n  x\n- (({name}3)) #card\n\t- unit\n"
    )
    assert pairs(deck) == [
        ("Law of *Ohm*", "U"),
        ("Uses of Law of *Ohm*", f"- (({name}2)), `(({name}1))`\n- [it]((({name}1)))"),
        ("Volt", "unit"),
    ]


def test_logseq_shows_an_embedded_block_that_nothing_is_nested_in() -> None:
    name = "64f0a1b2-1111-2222-3333-44445555666"
    deck = read(
        f"- Volt\n  id:: {name}1\n- Ohm\n  id:: {name}2\n\t- nested\n"
        f"- a #card\n\t- {{{{embed (({name}1))}}}}\n- b #card\n\t- {{{{embed  (({name}2)) }}}}\n"
    )
    assert pairs(deck) == [("a", "Volt"), ("b", f"{{{{embed  (({name}2)) }}}}")]


def test_logseq_shows_no_drawers_dates_and_tasks() -> None:
    deck = read(
        "- DONE [#A] What is it? #card\n"
        "  SCHEDULED: <2024-03-01 Fri>\n"
        "  DEADLINE: <2024-03-02 Sat .+1d>\n"
        "  :LOGBOOK:\n  CLOCK: [2024-03-01 Fri 10:00:00]--[2024-03-01 Fri 11:00:00]\n  :END:\n"
        "\t- LATER that\n\t  :LOGBOOK:\n\t  CLOCK: x\n\t  :END:\n\t- NOWHERE\n"
        "- TODO #card Next?\n\t- [#B] so\n"
    )
    assert pairs(deck) == [("What is it?", "- that\n- NOWHERE"), ("Next?", "so")]


def test_logseq_s_blocks_that_are_headings_are_sections() -> None:
    deck = read(
        "- ## Cells\n\t- prose\n\t- a #card\n\t\t- b\n\t- ### Walls\n\t\t- c #card\n\t\t\t- d\n"
        "\t- ### What? #card\n\t\t- e\n- f #card\n\t- g\n"
    )
    assert [note.section for note in deck.notes] == [("Cells",), ("Cells", "Walls"), ("Cells",), ()]


def test_logseq_tags_a_card_by_what_stands_at_its_end_and_in_properties() -> None:
    deck = read(
        "tags:: all\n\n- B #card #math #[[two words]]\n  tags:: t1, [[t2]], #t3\n\t- b\n"
        "- The #heart pumps #bio #card\n\t- c #kept\n"
    )
    assert pairs(deck) == [("B", "b"), ("The #heart pumps", "c #kept")]
    assert [sorted(note.tags) for note in deck.notes] == [
        ["all", "math", "t1", "t2", "t3", "two-words"],
        ["all", "bio"],
    ]


def test_logseq_shows_a_nested_card_and_its_gaps_as_plain_text() -> None:
    deck = read("- A #card\n\t- {{cloze hidden\\\\hint}} is #card\n\t\t- deep\n")
    assert pairs(deck) == [("A", "- hidden is\n\t- deep"), ("hidden is", "deep")]


def test_logseq_asks_blocks_and_answers_with_what_is_nested() -> None:
    deck = read(LOGSEQ)
    assert deck.dialect == "logseq"
    assert pairs(deck) == [
        ("What is a cell?", "- The unit of life\n\t- deeper\n- second"),
        ("The heart pumps blood", None),
        ("The tag first,\nand a second line", "its answer"),
    ]
    assert [note.deck for note in deck.notes] == [("Bio", "Cells")] * 3
    assert deck.notes[0].given_id == "64f0a1b2-1111-2222-3333-444455556666"
    cloze = deck.notes[1]
    assert isinstance(cloze, Cloze)
    assert [(gap.group, gap.hint) for gap in cloze.deletions] == [(1, "organ"), (2, None)]


def test_logseq_s_tags_know_no_case_and_headings_and_sizes_are_no_text() -> None:
    deck = read(
        "- ## Stage *it* [[Card]]\n  card-repeats:: 1\n\t- `a`\n\t- ![x](y.png){:height 4}\n"
        "\t-\n- Quit #Card\n\t- `q`\n"
    )
    assert pairs(deck) == [("Stage *it*", "- `a`\n- ![x](y.png)"), ("Quit", "`q`")]


def test_logseq_s_properties_may_stand_above_a_formula_that_asks() -> None:
    deck = read("- # Part\n\t- card-repeats:: 1\n\t  $$\n\t  a=b\n\t  $$ #card\n\t\t- so\n")
    assert pairs(deck) == [("$$\na=b\n$$", "so")]


def test_logseq_s_gaps_may_have_numbers_and_a_card_may_ask_both_ways() -> None:
    (cloze,) = read("- {{c2 Japan}} has {{c1 Tokyo}}, or {{cloze Edo}} #card\n").notes
    assert isinstance(cloze, Cloze)
    assert [gap.group for gap in cloze.deletions] == [2, 1, 3]
    (both,) = read("- a #card\n  direction:: <->\n\t- b\n").notes
    assert isinstance(both, Basic)
    assert both.both_ways


def test_a_gap_of_logseq_without_card_is_said() -> None:
    deck = read("- The {{cloze a}} is\n- b #card\n\t- {{cloze c}}\n\t\t- {{cloze d}}\n")
    assert (pairs(deck), deck.problems) == ([("b", "- c\n\t- d")], ["looks-like-prompt"])


def test_logseq_s_plug_in_for_anki_knows_another_tag_and_ways_to_ask() -> None:
    deck = read(
        "- Der {{cloze Rhein}} fließt nach Norden. #flashcard\n  hl-page:: 3\n"
        "- Vorn #flashcard #reversed\n  collapsed:: true\n\t- Hinten\n"
        "- A #card #bidirectional #t\n\t- B\n- C #card\n  direction:: <-\n\t- D\n"
        "- E #[[flashcard]]\n\t- F\n"
    )
    assert deck.dialect == "logseq"
    assert pairs(deck) == [
        ("Der Rhein fließt nach Norden.", None),
        ("Hinten", "Vorn"),
        ("A", "B"),
        ("D", "C"),
        ("E", "F"),
    ]
    assert [sorted(note.tags) for note in deck.notes] == [[], [], ["t"], [], []]
    both = deck.notes[2]
    assert isinstance(both, Basic)
    assert both.both_ways


def test_a_list_without_logseq_s_own_marks_stays_neuracache_s() -> None:
    deck = read("- Vorn #flashcard\n\t- Hinten\n")
    assert (deck.dialect, pairs(deck)) == ("neuracache", [("Vorn", "Hinten")])


def test_in_a_block_of_logseq_with_nothing_nested_what_is_below_the_mark_answers() -> None:
    deck = read("- id:: 0a0b0c0d-1\n  Wie? #card #x\n  so\n  oder so\n- Only this #card\n")
    assert pairs(deck) == [("Wie?", "so\noder so")]
    assert deck.problems == ["missing-answer"]


def test_tags_of_mdanki_that_lead_nowhere_make_cards_and_may_be_empty() -> None:
    deck = read("# D\n\n## Begriff\n\nErklärung\n\n[#a]() [#b]()\n\n## Zweiter\n\nText\n\n[#]()\n")
    assert deck.dialect == "mdanki"
    assert pairs(deck) == [("Begriff", "Erklärung"), ("Zweiter", "Text")]
    assert [sorted(note.tags) for note in deck.notes] == [["a", "b"], []]
    assert read("## x\n\nSee [#12]() and\n[#13](u) that.\n").dialect == "native"


def test_ids_that_an_editor_or_a_plug_in_noted_name_cards() -> None:
    deck = read("## Q\n\n<!-- notecardId: 1770000000001 -->\n\n%\n\nA\n\n## R\n\nB\n")
    assert pairs(deck) == [("Q", "A"), ("R", "B")]
    assert [note.given_id for note in deck.notes] == ["1770000000001", None]
    deck = read(
        "Was? #flashcard\n$$\nx\n$$\n<!--ID: 1770000000002-->\n\n\nWer? #flashcard\n\n- er\n"
        "<!--ID: 1770000000003-->\n\nprose\n\n<!--ID: 1770000000004-->\n\nWo? #flashcard\nda\n"
    )
    assert pairs(deck) == [("Was?", "$$\nx\n$$"), ("Wer?", "- er"), ("Wo?", "da")]
    assert [note.given_id for note in deck.notes] == ["1770000000002", "1770000000003", None]
    assert [(found.rule.name, found.span.lines[0]) for found in deck.diagnostics][-2:] == [
        ("prose", 13),
        ("unread-cards", 15),
    ]


def test_an_editor_s_id_is_enough_to_tell_mdanki() -> None:
    deck = read("## [Zwei Summen](u)\n\n<!-- notecardId: 1770000000005 -->\n\n```\nf()\n```\n")
    assert (deck.dialect, pairs(deck)) == ("mdanki", [("[Zwei Summen](u)", "```\nf()\n```")])


def test_what_is_indented_below_a_line_of_neuracache_is_no_code() -> None:
    deck = read("What? #flashcard #a\n\tThat\n\tand this.\n\n---\nHow? #flashcard\n\n    code\n")
    assert pairs(deck) == [("What?", "That\nand this."), ("How?", "    code")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("## What??\n\n## Next\n\ntext\n", "missing-answer"),
        ("## a\n\n%\n", "missing-answer"),
        ("What? #flashcard\n", "missing-answer"),
    ],
)
def test_half_a_card_is_said(text: str, problem: str) -> None:
    assert read(text).problems == [problem]

"""What an author writes, and what stands on the screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from building import basic, cloze, passage, statement
from flashdeck.identity import cards
from flashdeck.model import Basic, Collection, NoteId
from flashdeck.render.terminal import Look, Terminal, gaps
from screens import COLOURLESS, drawn, front, sheet, terminal

RULE = "─" * 40

BLOCKS = {
    "one\ntwo": "one\ntwo",
    "Title\n---": f"Title\n\n{RULE}",
    "## Title\ntext": "Title\n\ntext",
    "• a\n  ◦ b\n• c": "• a\n  ◦ b\n• c",
    "3. a\n4. b": "3. a\n4. b",
    "- a\n\n- b": "• a\n\n• b",
    "> a\n> > b": "▌ a\n▌\n▌ ▌ b",
    "> [!warning]\n> Mind the gap.": "▌ Warning\n▌ Mind the gap.",
    "    indented": "indented",
    "```\na  b\n\n---\n```": "│ a  b\n│\n│ ---",
    "<ul><li>a<li>b</ul>": "• a\n• b",
    "<dl><dt>a</dt><dd>b</dd></dl>": "a\n\n   b",
    "a<script>alert(1)</script>b <!-- c --> %% d %%": "ab",
    "| a | b |\n|---|--:|\n| $x$ | 10 |\n| long | 2 |": (
        "a    │  b\n─────┼───\nx    │ 10\nlong │  2"
    ),
    "word " * 12: "word word word word word word word word\nword word word word",
    "x" * 50: f"{'x' * 40}\n{'x' * 10}",
    "Vec<T> & &lt;b&gt;": "Vec<T> & <b>",
}

WORDS = {
    "`a*b*` and `` a`b ``": "`a*b*` and `a`b`",
    "[here](https://x.org)": "here (https://x.org)",
    "<https://x.org>": "https://x.org",
    "[https://x.org](https://x.org)": "https://x.org",
    "[there](Other%20note.md)": "there",
    "[no](javascript:alert(1))": "no",
    "![a cat](pictures/cat.png)": "▣ a cat (cat.png)",
    "![[purr.mp3]]": "♪ purr.mp3",
    "x<sup>2</sup> H<sub>2</sub>O y<sup>a,b</sup>": "x² H₂O y^(a,b)",
    "<ruby>字<rp>(</rp><rt>ji</rt><rp>)</rp></ruby>": "字 (ji)",
    "[red]text[/red] :smile: [/]": "[red]text[/red] :smile: [/]",
    "a\x1b[31mb\x07\x9b\x7f\tc": "a␛[31mb␇�␡    c",
    "∆no-such-card and ∆x": "no such card and ∆x",
    "costs $5 or $10": "costs $5 or $10",
    r"$\frac{a+b}{c}$": "(a+b)/c",
    r"$\no$": "«\\no»",
}

FLAT = {
    "Steps:\n- a\n- b\nThen": "Steps:\n\n• a\n• b\n\nThen",
    "  1. a\n    • b\n  2. c": "1. a\n   • b\n2. c",
}


def told(text: str, *, flat: bool = False) -> str:
    """The answer on a screen of 40 columns."""
    _, _, below = sheet(basic("Front?", text, flat=flat), 40).partition(f"\n{RULE}\n\n")
    return below.removesuffix("\n")


@pytest.mark.parametrize("text", BLOCKS)
def test_blocks(text: str) -> None:
    assert told(text) == BLOCKS[text]


@pytest.mark.parametrize("text", WORDS)
def test_words(text: str) -> None:
    assert told(text) == WORDS[text]


@pytest.mark.parametrize("text", FLAT)
def test_every_line_of_a_flat_passage_is_a_block(text: str) -> None:
    assert told(text, flat=True) == FLAT[text]


def test_a_formula_stays_on_one_line_unless_it_is_long() -> None:
    assert told("These are thirty columns, and $a + b = c$.") == (
        "These are thirty columns, and a + b = c."
    )
    assert told("These are thirty-one columns, or $a + b = c$.") == (
        "These are thirty-one columns, or\na + b = c."
    )


def test_a_display_formula_stands_in_the_middle() -> None:
    assert told("so\n$$\\frac{a}{b}$$\nholds").split("\n") == [
        "so", "", " " * 18 + " a", " " * 18 + "───", " " * 18 + " b", "", "holds",
    ]  # fmt: skip


def test_a_table_that_is_too_wide_is_shown_row_by_row() -> None:
    head = "| " + " | ".join(f"name {number}" for number in range(6)) + " |\n"
    rows = head + "|---" * 6 + "|\n" + "| " + " | ".join("value " * 2 for _ in range(6)) + " |"
    assert told(rows).split("\n") == [f"name {number}: value value" for number in range(6)]


def test_what_stands_around() -> None:
    note = replace(
        basic("Describe **it**.", "An answer."),
        section=("Part $x^2$", "Detail"),
        verbs=("describe", "show"),
        context=passage("Some context."),
        source_note="A *book*.",
        demo="sinkhorn",
        tags=frozenset(["b", "a"]),
    )
    assert sheet(note).split("\n") == [
        "Deck › Part x² › Detail                      describe · show",
        "",
        "Some context.",
        "",
        "Describe it.",
        "",
        "─" * 60,
        "",
        "An answer.",
        "",
        "▸ flashdeck demo sinkhorn",
        "Source: A book.",
        "#a #b",
        "",
    ]


@pytest.mark.parametrize(
    ("section", "line"),
    [
        (("Deck", "Detail"), "Deck › Detail"),
        (("deck",), "Deck"),
        (("Detail", "Deck"), "Deck › Detail › Deck"),
        (("Decks",), "Deck › Decks"),
    ],
)
def test_a_heading_that_only_says_the_deck_is_not_said_again(
    section: tuple[str, ...], line: str
) -> None:
    assert sheet(replace(basic("a", "b"), section=section)).split("\n")[0] == line


def test_the_other_way_tells_nothing_before_its_time() -> None:
    note = replace(
        basic("The front", "The back", both_ways=True), verbs=("name",), context=passage("Context.")
    )
    assert front(note, card=1).split("\n") == ["Deck", "", "The back", ""]
    assert "Context.\n\nThe front\n" in sheet(note, card=1)


def linked() -> tuple[Terminal, Basic]:
    """A note with references in both its sides, some to one card."""
    note = basic("See ∆the-other.", "Again (∆the-other), ∆a-third, ∆no-such.", id="this")
    others = basic("The $q$?\n\n- really", id="other"), basic("A third", id="third")
    links = {
        (NoteId("this"), "the-other"): NoteId("other"),
        (NoteId("this"), "a-third"): NoteId("third"),
    }
    collection = Collection(notes=(note, others[0]), others=(others[1],), links=links)
    return Terminal(collection, {}, COLOURLESS), note


def test_references_are_numbered_footnotes() -> None:
    terminal, note = linked()
    (card,) = cards(note)
    assert terminal.references(note) == ("other", "third")
    assert drawn(terminal.front(card)).endswith("\nSee the other [1].\n")
    assert drawn(terminal.sheet(card)).endswith(
        "Again (the other [1]), a third [2], no such.\n\n[1] The q?\n    • really\n[2] A third\n"
    )


GAPS = {
    "Paris is ⟦1:big⟧.": ("Paris is […].", "Paris is [big]."),
    "⟦1:a||the first⟧ and ⟦2:b⟧": ("[the first] and b", "[a] and b"),
    "a ⟦1:b **c⟧ d**": ("a […] d", "a [b ][c] d"),
    "⟦1:- a\n- b⟧\n- c": ("• […]\n• […]\n• c", "• [a]\n• [b]\n• c"),
    "`x = ⟦1:1⟧ + 2`": ("`x = […] + 2`", "`x = [1] + 2`"),
    "$a = ⟦1:b||which⟧ + c$": ("a = [which] + c", "a = [b] + c"),
    r"$x^{⟦1:2⟧} = y$": ("x^([…]) = y", "[x² = y]"),
    "```\nx = ⟦1:1⟧\n```": ("│ x = […]", "│ x = [1]"),
    "[a](http://⟦1:x.org⟧)": ("a (http://x.org)\n\n[…]", "a (http://x.org)\n\n[x.org]"),
    "a⟦1: ⟧b": ("a b\n\n[…]", "a b\n\n[…]"),
}


@pytest.mark.parametrize("marked", GAPS)
def test_gaps_are_asked_for_and_then_told(marked: str) -> None:
    asked, told = GAPS[marked]
    note = cloze(marked, deck=())
    card = cards(note)[0]
    assert drawn(terminal(note).front(card)) == f"{asked}\n"
    assert drawn(terminal(note).back(card)) == f"{told}\n"


def test_gaps_are_told_one_after_another() -> None:
    note = cloze("⟦1:a⟧, ⟦2:b⟧, ⟦1:c⟧", deck=())
    first, _ = cards(note)
    assert [gap.start for gap in gaps(first)] == [0, 6]
    assert [front(note, revealed=number) for number in range(4)] == [
        "[…], b, […]\n", "[a], b, […]\n", "[a], b, [c]\n", "[a], b, [c]\n",
    ]  # fmt: skip


def test_an_extra_is_told_with_the_gaps() -> None:
    note = cloze("⟦1:a⟧", deck=(), extra="More.")
    (card,) = cards(note)
    assert drawn(terminal(note).front(card)) == "[…]\n"
    assert drawn(terminal(note).back(card)) == "[a]\n\nMore.\n"
    assert sheet(note, 10) == f"[…]\n\n{'─' * 10}\n\n[a]\n\nMore.\n"


def test_a_statement_without_gaps_is_asked_for_from_a_cue() -> None:
    assert front(statement("DINO has **a** student.", cue_end=4, deck=())) == "DINO […]\n"
    note = statement("A fact.", deck=("Course", "Week *1*"))
    assert front(note).endswith("\n\nWeek 1 […]\n")


def test_colours_replace_the_marks_around_code_and_told_gaps() -> None:
    note = cloze("The `code` is ⟦1:here⟧.", deck=())
    shown = drawn(terminal(note, look=Look()).back(cards(note)[0]), colours=True)
    assert shown == "The \x1b[36mcode\x1b[0m is \x1b[1;35mhere\x1b[0m.\n"


def test_a_told_gap_in_a_drawn_formula_is_coloured_and_nothing_else() -> None:
    note = cloze(r"$$y = ⟦1:\frac{a}{b}⟧ + \frac{c}{d}$$", deck=())
    shown = drawn(terminal(note, look=Look()).back(cards(note)[0]), 20, colours=True)
    told, end = "\x1b[1;35m", "\x1b[0m"
    assert shown.split("\n") == [
        f"       {told} a {end}    c",
        f"   y = {told}───{end} + ───",
        f"       {told} b {end}    d",
        "",
    ]

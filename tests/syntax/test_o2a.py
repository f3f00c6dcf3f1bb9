"""Obsidian_to_Anki: what its users write, and what they get."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashdeck.model import Basic, Cloze, Note
from flashdeck.settings import Settings, Vault
from flashdeck.syntax.o2a_styles import STYLES
from reading import Deck, folder, read, written


def o2a(text: str, **given: object) -> Deck:
    vault = Vault(Path(), {"obsidian-to-anki-plugin": given})
    deck = read(text, Settings(vault=vault))
    assert deck.dialect == "o2a"
    return deck


def pairs(deck: Deck) -> list[tuple[str | None, str | None]]:
    return list(zip(deck.fronts, deck.backs, strict=True))


def gaps(note: Note) -> list[tuple[int, str, str | None]]:
    assert isinstance(note, Cloze)
    return [(gap.group, note.text.text[gap.start : gap.end], gap.hint) for gap in note.deletions]


def cloze(text: str, **given: object) -> list[tuple[int, str, str | None]]:
    (note,) = o2a(f"START\nCloze\n{text}\nEND\n", **given).notes
    return gaps(note)


CELLS = """\
TARGET DECK
Bio::Cells
FILE TAGS: bio week-1

# Organelles

START
Basic
What makes proteins?

It is small.
Back: The ribosome.

- large part
- small part
Tags: exam organelles
<!--ID: 1614556800001-->
END

## Energy

START
Basic (and reversed card)
Front: mitochondrion
Back: power plant
ID: 1614556800002
END
"""


def test_notes_have_type_fields_tags_and_id() -> None:
    deck = o2a(CELLS)
    assert pairs(deck) == [
        ("What makes proteins?\n\nIt is small.", "The ribosome.\n\n- large part\n- small part"),
        ("mitochondrion", "power plant"),
    ]
    assert [note.deck for note in deck.notes] == [("Bio", "Cells")] * 2
    assert [sorted(note.tags) for note in deck.notes] == [
        ["bio", "exam", "organelles", "week-1"],
        ["bio", "week-1"],
    ]
    assert [note.given_id for note in deck.notes] == ["1614556800001", "1614556800002"]
    assert [note.section for note in deck.notes] == [("Organelles",), ("Organelles", "Energy")]
    assert [isinstance(note, Basic) and note.both_ways for note in deck.notes] == [False, True]
    assert deck.diagnostics == ()


def test_a_note_on_one_line_stands_anywhere() -> None:
    deck = o2a(
        "- STARTI [Basic] What is it? Back: That. Tags: a b <!--ID: 17--> ENDI\n"
        "1. text STARTI [Basic (and reversed card)] one Back: eins ENDI text\n"
        "`STARTI [Basic] code Back: x ENDI`\n"
        "STARTI [Cloze] A {gap} here <!--ID: 18--> ENDI\n"
    )
    assert pairs(deck) == [("What is it?", "That."), ("one", "eins"), ("A gap here", None)]
    assert [note.given_id for note in deck.notes] == ["17", None, "18"]
    assert sorted(deck.notes[0].tags) == ["a", "b"]


@pytest.mark.parametrize(
    "text",
    [
        "%%ANKI\nBasic\nWhat?\nBack: That.\n<!--ID: 5-->\nEND%%\n",
        "%%\nSTART\nBasic\nWhat?\nBack: That.\n<!--ID: 5-->\nEND\n%%\n",
        "<!--\nSTART\nBasic\nWhat?\nBack: That.\n<!--ID: 5-->\nEND\n-->\n",
        "%%STARTI [Basic] What? Back: That. <!--ID: 5--> ENDI%%\n",
    ],
)
def test_notes_may_be_hidden_in_comments(text: str) -> None:
    deck = o2a("Prose.\n\n" + text + "\nMore.\n")
    assert pairs(deck) == [("What?", "That.")]
    assert deck.notes[0].given_id == "5"


def test_a_deck_and_tags_may_be_hidden_too() -> None:
    text = (
        "%%\nTARGET DECK: Law::Civil\nFILE TAGS: lex\nSTART\nBasic\nWhat?\nBack: That.\nEND\n%%\n"
    )
    (note,) = o2a(text).notes
    assert (note.deck, sorted(note.tags)) == (("Law", "Civil"), ["lex"])


def test_curly_gaps_are_written_in_many_ways() -> None:
    assert cloze("a {one} b {two\nlines}") == [(1, "one", None), (2, "two\nlines", None)]
    assert cloze("{2:b} {1|a} {c3:c} {c4|d} {c5::e}") == [
        (2, "b", None),
        (1, "a", None),
        (3, "c", None),
        (4, "d", None),
        (5, "e", None),
    ]
    assert cloze("{1:city::a hint} {{c2::Anki's own::too}}") == [
        (1, "city", "a hint"),
        (2, "Anki's own", "too"),
    ]


def test_gaps_without_a_number_count_from_one_whatever_the_others_have() -> None:
    assert cloze("{a} {b} {2:c} {c1|d}") == [
        (1, "a", None),
        (2, "b", None),
        (2, "c", None),
        (1, "d", None),
    ]


def test_braces_in_mathematics_and_code_are_no_gaps() -> None:
    assert cloze(r"$\frac{1}{2}$ `{x}` {half} {$\sqrt{4}$}") == [
        (1, "half", None),
        (2, r"$\sqrt{4}$", None),
    ]


def test_highlights_are_gaps_where_the_vault_says_so_or_nothing_else_is_marked() -> None:
    off: dict[str, object] = {"Defaults": {"CurlyCloze": True}}
    on: dict[str, object] = {
        "Defaults": {"CurlyCloze": True, "CurlyCloze - Highlights to Clozes": True}
    }
    assert cloze("{one} ==two==", **off) == [(1, "one", None)]
    assert cloze("{one} ==two==", **on) == [(1, "one", None), (2, "two", None)]
    assert cloze("only ==this==") == [(1, "this", None)]


def test_a_brace_beside_ankis_own_gaps_is_one_only_where_the_vault_says_so() -> None:
    on: dict[str, object] = {"Defaults": {"CurlyCloze": True}}
    text = "The set {a, b} has {{c1::two}} elements, {2:not} three."
    assert cloze(text) == [(1, "two", None), (2, "not", None)]
    assert cloze(text, **on) == [(1, "a, b", None), (1, "two", None), (2, "not", None)]


def test_curly_gaps_may_be_off() -> None:
    off: dict[str, object] = {"Defaults": {"CurlyCloze": False}}
    assert cloze("{set} {{c1::gap}}", **off) == [(1, "gap", None)]
    deck = o2a("START\nCloze\nA {set}.\nEND\n", **off)
    assert deck.problems == ["cloze-without-gap"]
    assert "CurlyCloze is off" in str(deck.diagnostics[0].help)


def test_a_cloze_may_tell_more() -> None:
    for label in ("Back Extra", "Extra", "Back"):
        (note,) = o2a(f"START\nCloze\nText: The {{heart}}.\n{label}: An organ.\nEND\n").notes
        assert isinstance(note, Cloze)
        assert note.extra is not None
        assert (note.text.text, note.extra.text) == ("The heart.", "An organ.")


def test_other_types_say_their_fields_by_the_labels_they_share() -> None:
    deck = o2a(
        "START\nFrage mit Ort\nWo?\nNB: klein\nAntwort: Hier\nOrt: Bonn\nEND\n\n"
        "START\nFrage mit Ort\nWer?\nAntwort: Ich\nOrt: Ulm\nEND\n\n"
        "START\n问答题\n正面:什么?\n背面:那个\nEND\n"
    )
    assert pairs(deck) == [
        ("Wo?\nNB: klein", "Hier\n\nOrt: Bonn"),
        ("Wer?", "Ich\n\nOrt: Ulm"),
        ("什么?", "那个"),
    ]


def test_ankis_own_fields_are_known_in_other_languages() -> None:
    deck = o2a(
        "START\nEinfach\nWas?\nRückseite: Das.\nEND\n\n"
        "START\nEinfach\nVorderseite: Wer?\nRückseite:\n- ich\nEND\n\n"
        "START\n基本\n正面：什么?\n背面：那个\nEND\n"
    )
    assert pairs(deck) == [("Was?", "Das."), ("Wer?", "- ich"), ("什么?", "那个")]


def test_words_with_a_colon_are_no_labels_beside_ankis_own_fields_nor_in_a_lone_text() -> None:
    deck = o2a(
        "START\nEinfach\nMerke: was?\nRückseite: Das.\nAlso: dies.\nEND\n\n"
        "START\nLückentext\nRegel: {{c1::Aal}} ist lang.\nBeispiel: {{c2::Otto}}\nEND\n\n"
        "START\nTexte à trous\nTexte: {{c1::Lyon}} est belle.\nVerso Extra: Oui.\nEND\n\n"
        "START\nRespuesta anidada\nSea $g: [0,1]$ {{c1::continua}}.\nEND\n"
    )
    assert pairs(deck) == [
        ("Merke: was?", "Das.\nAlso: dies."),
        ("Regel: Aal ist lang.\nBeispiel: Otto", None),
        ("Lyon est belle.", "Oui."),
        ("Sea $g: [0,1]$ continua.", None),
    ]


def test_the_vault_knows_the_fields_of_a_type() -> None:
    text = "START\nVocab\nHund\nMeaning: dog\nNote: a word\nPlural: dogs\nEND\n"
    known: dict[str, object] = {"fields_dict": {"Vocab": ["Word", "Meaning", "Plural"]}}
    assert pairs(o2a(text, **known)) == [("Hund", "dog\nNote: a word\n\nPlural: dogs")]


def test_a_numbered_gap_makes_a_cloze_of_a_type_that_is_not_called_so() -> None:
    (note,) = o2a("START\n填空题\n首都是{{c1::北京}}。\nEND\n").notes
    assert gaps(note) == [(1, "北京", None)]


def test_a_reference_is_a_source_and_shows_on_the_back_only() -> None:
    (note,) = o2a("START\nBasic\nWhat?\nBack: That.\nReference: A book, 1999.\nEND\n").notes
    assert isinstance(note, Basic)
    assert (note.back.text, note.source_note) == ("That.", "A book, 1999.")


def test_frozen_fields_end_every_note_of_their_type() -> None:
    deck = o2a(
        "FROZEN - Basic:\nBack: (see the atlas)\n\n"
        "START\nBasic\nWhat?\nBack: That.\nEND\n\nSTART\nBasic\nWho?\nBack: I.\nEND\n"
    )
    assert deck.backs == ["That.\n\n(see the atlas)", "I.\n\n(see the atlas)"]


def test_an_optional_reverse_is_asked_for() -> None:
    text = "START\nBasic (optional reversed card)\na\nBack: b\n{0}END\n"
    assert [
        isinstance(note, Basic) and note.both_ways
        for said in ("", "Add Reverse: y\n")
        for note in o2a(text.format(said)).notes
    ] == [False, True]


def test_code_ends_no_note_and_shows_none() -> None:
    deck = o2a(
        "```\nSTART\nBasic\nno\nBack: no\nEND\n```\n\n"
        "START\nBasic\nWhat does this do?\n```ruby\nBack: x\n\nEND\n```\nBack: Nothing.\nEND\n"
    )
    assert pairs(deck) == [("What does this do?\n```ruby\nBack: x\n\nEND\n```", "Nothing.")]


def test_the_vault_may_have_other_marks() -> None:
    syntax = {
        "Begin Note": "START_CARD",
        "End Note": "END_CARD",
        "Begin Inline Note": "<<",
        "End Inline Note": ">>",
        "Target Deck Line": "DECK",
    }
    deck = o2a("DECK: A::B\n\nSTART_CARD\nBasic\na\nBack: b\nEND_CARD\n", Syntax=syntax)
    assert pairs(deck) == [("a", "b")]
    assert deck.notes[0].deck == ("A", "B")


def test_folders_have_decks_and_tags(tmp_path: Path) -> None:
    note = "START\nBasic\nWhat?\nBack: That.\nEND\n"
    root = written(
        tmp_path, {"a.md": note, "Law/Civil/b.md": note, "Law/c.md": f"TARGET DECK: C\n{note}"}
    )
    given: dict[str, object] = {
        "FOLDER_DECKS": {"Law": "Jus", "Law/Civil": ""},
        "FOLDER_TAGS": {"Law": "lex", "Law/Civil": "civil code"},
        "Defaults": {"Deck": "Inbox", "Tag": "vault"},
    }
    vault = Vault(root, {"obsidian-to-anki-plugin": given})
    notes = folder(root, Settings(root=root, vault=vault)).collection.notes
    assert sorted((note.deck, *sorted(note.tags)) for note in notes) == [
        (("C",), "lex", "vault"),
        (("Inbox",), "vault"),
        (("Jus",), "civil", "code", "lex", "vault"),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("START\nBasic\nWhat?\nEND\n", "missing-answer"),
        ("START\nBasic\nFront:\nBack: That.\nEND\n", "missing-prompt"),
        ("START\nCloze\nNo gap.\nEND\n", "cloze-without-gap"),
        (
            "START\nBasic\nWhat?\nBack: That.\n\nSTART\nBasic\nWho?\nBack: I.\nEND\n",
            "unclosed-note",
        ),
        (
            "STARTI [Basic] What? Back: That.\n\nSTART\nBasic\nWho?\nBack: I.\nEND\n",
            "unclosed-note",
        ),
        ("START\nBasic\nWho?\nBack: I.\nEND\n\nEND\n", "stray-text"),
        ("START\nWho?\nBack: I.\nEND\n", "no-note-type"),
        (
            "START\nBasic\nWho?\nBack: I.\nEND\n\nStart:\nBasic\nWhat?\nBack: x\n",
            "looks-like-prompt",
        ),
        ("> START\n> Basic\n> Who?\n\nSTART\nBasic\nWho?\nBack: I.\nEND\n", "looks-like-prompt"),
    ],
)
def test_half_a_note_is_said(text: str, problem: str) -> None:
    assert o2a(text).problems == [problem]


@pytest.mark.parametrize("top", ["", "TARGET DECK: Bio\n\n", "Some words.\n\n"])
def test_a_quoted_note_is_none_and_what_it_asks_is_no_other_card(top: str) -> None:
    deck = read(f"{top}> [!info] Cells\n> START\n> Basic\n> Who?\n> Back: I.\n> END\n")
    assert (deck.dialect, deck.notes, deck.problems) == ("o2a", (), ["looks-like-prompt"])
    assert any("take away the `>`" in (found.help or "") for found in deck.diagnostics)


def test_one_on_a_line_may_be_quoted_and_beside_other_cards_nothing_changes() -> None:
    quoted = "> START\n> Basic\n> Who?\n> Back: I.\n> END\n"
    deck = o2a(f"{quoted}\n> STARTI [Basic] What? Back: That. ENDI\n")
    assert pairs(deck) == [("What?", "That.")]
    ours = read(f"Q: Why?\nA: So.\n\nQ: When?\nA: Now.\n\nQ: Where?\nA: Here.\n\n---\n\n{quoted}")
    assert (ours.dialect, len(ours.notes)) == ("hashcards", 3)


@pytest.mark.parametrize(
    ("kind", "meant"),
    [
        ("Bassic", "Basic"),
        ("Basic (and reverse card)", "Basic (and reversed card)"),
        ("Clozed", None),
        ("Basic+", None),
        ("Vocabulary", None),
    ],
)
def test_a_type_of_an_unknown_name_is_read_and_what_it_is_near_to_is_said(
    kind: str, meant: str | None
) -> None:
    deck = read(f"STARTI [{kind}] a small {{{{c1::word}}}} Back: b ENDI\n")
    assert deck.fronts == ["a small word" if "loze" in kind else deck.fronts[0]]
    assert len(deck.notes) == 1
    said = [found.help for found in deck.diagnostics if found.rule.name == "no-note-type"]
    assert said == ([f"did you mean `{meant}`?"] if meant else [])


def test_a_label_on_one_line_is_a_single_word() -> None:
    deck = read("STARTI [Vocab] some words Meaning: b ENDI\nSTARTI [Other] x Back: y ENDI\n")
    assert pairs(deck) == [("some words", "b"), ("x", "y")]


def test_a_note_to_delete_makes_no_card() -> None:
    deck = o2a(
        "START\n<!--ID: 1-->\nEND\n\nDELETE\n<!--ID: 2-->\n\nSTARTI <!--ID: 3--> ENDI\n\n"
        "START\nBasic\nWho?\nBack: I.\nEND\n"
    )
    assert deck.fronts == ["Who?"]
    assert deck.guesses == [("deleted-note", 1), ("deleted-note", 5), ("deleted-note", 8)]


def styled(text: str, **styles: str) -> Deck:
    """Read with styles of the handbook, by note type."""
    deck = read(text, Settings(o2a=styles))
    assert deck.dialect == "o2a"
    return deck


def test_a_style_of_one_line() -> None:
    deck = styled(
        "Prose.\nmitosis::division Tags: cell exam\n<!--ID: 7-->\n- meiosis:: two divisions\n"
        "a:::b\n```\nx::y\n```\n",
        Basic="remnote",
    )
    assert pairs(deck) == [("mitosis", "division"), ("- meiosis", "two divisions")]
    assert (sorted(deck.notes[0].tags), deck.notes[0].given_id) == (["cell", "exam"], "7")


def test_a_style_of_headings() -> None:
    deck = styled(
        "# Cells\n\n## What is a cell?\n\nA unit\nof life.\n<!--ID: 7-->\n\nNot this.\n\n"
        "### Parts\n- nucleus\n- wall\n",
        Basic="header",
    )
    assert pairs(deck) == [("What is a cell?", "A unit\nof life."), ("Parts", "- nucleus\n- wall")]
    assert [note.section for note in deck.notes] == [(), ("What is a cell?",)]
    assert deck.notes[0].given_id == "7"


def test_a_style_of_questions() -> None:
    deck = styled("Q: Who\nis it?\n\nA: I\nam.\n<!--ID: 3-->\n\nprose\n", Basic="question")
    assert pairs(deck) == [("Who\nis it?", "I\nam.")]


def test_styles_of_paragraphs() -> None:
    text = "Two lines\nask #flashcard\nThat.\n<!--ID: 3-->\n\nprose\n\nAnd? #flashcard\n\nYes.\n"
    assert pairs(styled(text, Basic="neuracache")) == [
        ("Two lines\nask", "That."),
        ("And?", "Yes."),
    ]
    text = "How?\n---\nSo\nand so.\n\nprose\n\nWhy?\n-----\nHence.\nTags: t\n<!--ID: 3-->\n"
    deck = styled(text, Basic="ruled")
    assert pairs(deck) == [("How?", "So\nand so."), ("Why?", "Hence.")]
    assert [sorted(note.tags) for note in deck.notes] == [[], ["t"]]


def test_a_style_of_tables() -> None:
    text = "| How? |\n| --- |\n| So |\n<!--ID: 3-->\n\n| a | b |\n| - | - |\n| c | d |\n"
    assert pairs(styled(text, Basic="table")) == [("How?", "So")]


def test_a_style_of_paragraphs_with_gaps() -> None:
    deck = styled(
        "No $\\frac{1}{2}$ gap.\n\nThe {heart}\npumps {blood}.\n<!--ID: 3-->\n\n{{c2::One}}.\n",
        Cloze="cloze",
    )
    assert [gaps(note) for note in deck.notes] == [
        [(1, "heart", None), (2, "blood", None)],
        [(2, "One", None)],
    ]
    assert deck.notes[0].given_id == "3"


def test_the_vaults_own_expressions_count(tmp_path: Path) -> None:
    given: dict[str, object] = {
        "CUSTOM_REGEXPS": {"Basic": "^(.+?) => (.+)$", "Cloze": "", "Odd": "(unclosed"},
        "Defaults": {"Scan Directory": "in"},
    }
    root = written(tmp_path, {"in/deep/a.md": "one => eins\n", "out/b.md": "two => zwei\n"})
    vault = Vault(root, {"obsidian-to-anki-plugin": given})
    compiled = folder(root, Settings(root=root, vault=vault))
    assert [(file.dialect, file.notes) for file in compiled.collection.files] == [
        ("o2a", 1),
        ("native", 0),
    ]


def test_a_note_that_is_marked_off_is_not_matched_again() -> None:
    text = "START\nBasic\na::b\nBack: c\nEND\n\nTARGET DECK: A::B\n\nd::e\n"
    assert pairs(styled(text, Basic="remnote")) == [("a::b", "c"), ("d", "e")]


MIXED = """\
## Cells {#cells}

> [!question] What is a cell?
> A unit.

START
Basic
Who?
Back: I.
END

> [!question] Why?
> So.

STARTI [Basic] Where? Back: Here. ENDI
"""


def test_beside_our_own_marks_such_notes_are_read_too() -> None:
    deck = read(MIXED)
    assert (deck.dialect, deck.problems) == ("native", [])
    assert deck.fronts == ["What is a cell?", "Why?", "Who?", "Where?"]


def test_text_between_notes_is_counted() -> None:
    deck = o2a(
        "TARGET DECK: A\n\nFROZEN - Basic:\nBack: x\n\nSome prose.\n\n"
        "START\nBasic\nWho?\nBack: I.\nEND\n\nMore.\n"
    )
    assert deck.guesses == [("prose", 6)]


def test_target_deck_alone_is_not_enough() -> None:
    flat = "TARGET DECK: A\n\n@Describe it.\n\nSo.\n@exam~\n"
    assert read(flat).dialect != "o2a"


_PARTS = st.sampled_from(
    ["START", "END", "Basic", "Cloze", "Back: b", "{a}", "{1:{b}}", "<!--", "-->", "%%", "```",
     "STARTI [Basic] a Back: b ENDI", "FROZEN - Basic:", "<!--ID: 1-->", "Tags: t", "$", "x", ""]
)  # fmt: skip


_LINES = st.sampled_from(
    ["a::b", "# h", "Q: q", "A: a", "x #flashcard", "---", "{a}", "| a |", "| - |", "```", "$$",
     "<!--ID: 1-->", "Tags: t", "x", "", " ", "START", "END"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(_LINES, max_size=25).map("\n".join), st.sampled_from(sorted(STYLES)))
def test_any_text_can_be_read_in_any_style(text: str, style: str) -> None:
    deck = read(text, Settings(o2a={"Cloze" if style == "cloze" else "Basic": style}))
    for found in deck.diagnostics:
        assert 0 <= found.span.start <= found.span.end <= len(text)


@settings(deadline=None)
@given(st.lists(_PARTS, max_size=25).map("\n".join))
def test_any_order_of_marks_can_be_read(text: str) -> None:
    deck = read(text)
    for found in deck.diagnostics:
        assert 0 <= found.span.start <= found.span.end <= len(text)


@pytest.mark.parametrize("above", ["", "# A heading\n\n", "Q: a\nA: b\n\n"])
def test_a_note_without_an_end_is_an_error_even_if_it_is_the_only_one(above: str) -> None:
    assert read(f"{above}START\nBasic\nQ\nBack: x\n\nText\n").problems == ["unclosed-note"]


def test_a_note_without_an_end_is_told_of_once_whatever_its_type_is_called() -> None:
    text = "START\n问答题\n正面: 谁?\n背面: 我\n<!--ID: 1709000000001-->\n"
    assert read(text).problems == ["unclosed-note"]


@pytest.mark.parametrize("above", ["", "# A heading\n\n"])
def test_so_is_one_on_a_line(above: str) -> None:
    assert read(f"{above}STARTI [Basic] Q Back: x\n").problems == ["unclosed-note"]


def test_a_line_start_above_other_text_begins_no_note() -> None:
    assert read("Press\n\nSTART\nand wait.\n").problems == []


def test_a_brace_behind_ankis_own_gap_is_kept_where_the_vault_says_so() -> None:
    on: dict[str, object] = {"Defaults": {"CurlyCloze": True}}
    assert cloze("{{c1::a}} and {b}", **on) == [(1, "a", None), (1, "b", None)]


@pytest.mark.parametrize("behind", [" %%", "> %%", " ^abc", ".", " -->"])
def test_something_may_stand_behind_the_end(behind: str) -> None:
    deck = read(f"> [!tip] Card\n%%\nSTART\nBasic\nWhat?\nBack: That.\nEND{behind}\n\nMore.\n")
    assert (pairs(deck), deck.problems) == ([("What?", "That.")], [])


def test_a_word_that_only_begins_so_ends_nothing() -> None:
    deck = o2a("START\nBasic\nWhat?\nBack: It\nENDS here.\nEND\n\nEND of the page.\n")
    assert (pairs(deck), deck.problems) == ([("What?", "It\nENDS here.")], [])


@pytest.mark.parametrize("fence", ["```anki", "~~~Anki", "```ad-flashcard\ncollapse: closed"])
def test_a_fence_that_is_named_after_cards_hides_none(fence: str) -> None:
    text = "START\nBasic\nWhat is `x`?\nBack: That.\nEND\nSTARTI [Basic] Who? Back: I. ENDI\n"
    deck = o2a(f"# Cards\n\n{fence}\n{text}{fence[:3]}\n\n```\n{text}```\n")
    assert pairs(deck) == [("What is `x`?", "That."), ("Who?", "I.")]


@pytest.mark.parametrize("mark", ["", "- ", "  * ", "1. ", "> - "])
def test_the_mark_of_a_list_before_a_note_is_no_prose(mark: str) -> None:
    deck = o2a(f"{mark}STARTI [Basic] Who? Back: I. ENDI\n{mark}STARTI [Basic] A? Back: B. ENDI\n")
    assert pairs(deck) == [("Who?", "I."), ("A?", "B.")]
    assert deck.diagnostics == ()


@pytest.mark.parametrize("kind", ["Lückentext", "Texte à trous", "Respuesta anidada", "填空题"])
def test_in_a_cloze_of_another_name_curly_braces_are_none_as_to_the_plugin(kind: str) -> None:
    assert o2a(f"START\n{kind}\nIn {{Paris}}.\nEND\n").problems == ["cloze-without-gap"]
    (note,) = o2a(f"START\n{kind}\nIn {{{{c1::Paris}}}}.\nEND\n").notes
    assert gaps(note) == [(1, "Paris", None)]


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("No gap.", "write `{{c1::so}}`, or `{so}` in a type with `Cloze` in its name"),
        ("In `{{c1::code}}`.", "no gap is read in code: mark one outside of it, such as ==`so`=="),
    ],
)
def test_a_cloze_without_a_gap_is_told_how_to_have_one(text: str, remedy: str) -> None:
    deck = o2a(f"START\nCloze\n{text}\nEND\n\nSTART\nBasic\na\nBack: b\nEND\n")
    (found,) = deck.diagnostics
    assert (found.rule.name, found.help) == ("cloze-without-gap", remedy)


@pytest.mark.parametrize(("kind", "meant"), [("Bassic", "Basic"), ("Clzoe", "Cloze")])
def test_a_type_that_is_almost_one_of_ankis_is_named(kind: str, meant: str) -> None:
    deck = read(f"START\n{kind}\nWhat?\nBack: This.\nEND\n")
    (found,) = [each for each in deck.diagnostics if each.rule.name == "no-note-type"]
    assert found.span.text == kind
    assert found.help == f"did you mean `{meant}`?"
    assert len(deck.notes) == 1


@pytest.mark.parametrize("kind", ["Basis", "Basic+", "Einfach", "Vokabel", "Basic (my own)"])
def test_a_type_of_ones_own_is_no_mistake(kind: str) -> None:
    assert read(f"START\n{kind}\nWhat?\nBack: This.\nEND\n").problems == []


def test_a_type_that_nobody_knows_is_a_mistake_only_where_the_types_are_known() -> None:
    text = "START\nVokabel\nWort: hola\nBack: hallo\nEND\n"
    assert read(text).problems == []
    assert o2a(text, fields_dict={"Basic": ["Front", "Back"]}).problems == ["no-note-type"]
    assert o2a(text, fields_dict={"Vokabel": ["Wort", "Back"]}).problems == []


FENCE = "```python\nx = 1\n\ny = 2\n```"


@pytest.mark.parametrize("label", ["Back: ", "Back:\n", "Back:   "])
def test_a_block_of_code_may_begin_on_the_line_of_its_field(label: str) -> None:
    note = f"START\nBasic\nWhat?\n{label}{FENCE}\nEND\n"
    deck = read(f"{note}\nSTART\nBasic\nFront: {FENCE}\nBack: {FENCE}\nTags: a\nEND\n\n{note}")
    assert pairs(deck) == [("What?", FENCE), (FENCE, FENCE), ("What?", FENCE)]
    assert deck.problems == []


def test_code_on_one_line_or_without_an_end_hides_no_note() -> None:
    text = "STARTI [Basic] What? Back: ```x = 1``` ENDI\n\nSTART\nBasic\nWho?\nBack: ```I\nEND\n"
    deck = read(text)
    assert pairs(deck) == [("What?", "```x = 1```"), ("Who?", "```I")]

"""obsidian-spaced-repetition: what its users write, and what they get."""

from __future__ import annotations

from pathlib import Path

import pytest

from flashdeck.model import Basic, Cloze
from flashdeck.settings import Settings, Vault
from reading import Deck, folder, read, written

TAG = "#flashcards\n\n"


def sr(text: str, **options: object) -> Deck:
    vault = Vault(
        Path(), {"obsidian-spaced-repetition": {"flashcardTags": ["#flashcards"], **options}}
    )
    deck = read(TAG + text, Settings(vault=vault))
    assert deck.dialect == "sr"
    return deck


def pairs(deck: Deck) -> list[tuple[str | None, str | None]]:
    return list(zip(deck.fronts, deck.backs, strict=True))


def gaps(deck: Deck) -> list[tuple[str, list[tuple[str, int, str | None]]]]:
    return [
        (text, [(text[gap.start : gap.end], gap.group, gap.hint) for gap in note.deletions])
        for note in deck.notes
        if isinstance(note, Cloze) and (text := note.text.text)
    ]


def decks(deck: Deck) -> list[str]:
    return ["::".join(note.deck) for note in deck.notes]


def both(deck: Deck) -> list[bool]:
    return [isinstance(note, Basic) and note.both_ways for note in deck.notes]


def test_one_line_with_or_without_spaces_and_the_longest_separator_first() -> None:
    deck = sr("mitosis::division\nmeiosis :: two divisions\n- gene:::allele\n")
    assert pairs(deck) == [
        ("mitosis", "division"),
        ("meiosis", "two divisions"),
        ("gene", "allele"),
    ]
    assert both(deck) == [False, False, True]


def test_code_and_mathematics_hold_no_separator() -> None:
    deck = sr("`std::vector` is a list\n\n$a::b$\n\n```\nx::y\n```\n\nreal::card\n")
    assert pairs(deck) == [("real", "card")]


def test_several_lines_end_at_a_blank_one() -> None:
    deck = sr("Two\nlines\n?\nOne\n- list\n\nnot this\n\nWord\n??\nMeaning\n")
    assert pairs(deck) == [("Two\nlines", "One\n- list"), ("Word", "Meaning")]
    assert both(deck) == [False, True]


def test_a_blank_line_in_code_ends_nothing() -> None:
    deck = sr("How?\n?\n```py\nx = 1\n\ny = 2\n```\nlast\n")
    assert deck.backs == ["```py\nx = 1\n\ny = 2\n```\nlast"]


def test_a_mark_of_their_own_may_end_cards_instead() -> None:
    deck = sr("How?\n?\nOne.\n\nTwo.\n+++\n\nWhy?\n?\nSo.\n", multilineCardEndMarker="+++")
    assert pairs(deck) == [("How?", "One.\n\nTwo."), ("Why?", "So.")]


def test_plus_signs_end_cards_where_they_do_and_nobody_has_said_what_does() -> None:
    text = "How?\n?\nOne.\n\nTwo.\n<!--SR:!2025-09-21,64,290-->\n+++\n\nWhy?\n?\nSo.\n+++\n"
    assert pairs(read(TAG + text)) == [("How?", "One.\n\nTwo."), ("Why?", "So.")]
    assert read(TAG + text).guesses == []
    assert sr(text).backs == ["One.", "So.\n+++"]
    assert read("+++\ntitle = 1\n+++\n\n" + TAG + "a::b\n\nc\n\nd\n?\ne\n").backs == ["b", "e"]


def test_cards_that_the_plug_in_knows_in_other_marks_are_said() -> None:
    due = "<!--SR:!2024-02-22,213,228-->"
    deck = read(f"one -> two\n{due}\n\nthree -> four\n{due}\n\na::b ^x\n{due}\n{due}\n")
    assert (pairs(deck), deck.problems) == ([("a", "b")], ["unread-cards"])


def test_a_paragraph_with_gaps_is_a_card_a_gap() -> None:
    assert gaps(sr("The ==heart;;organ== pumps ==blood==.\n")) == [
        ("The heart pumps blood.", [("heart", 1, "organ"), ("blood", 2, None)])
    ]


def test_where_one_gap_has_a_number_only_those_with_one_are_gaps() -> None:
    assert gaps(sr("A ==2;;b;;hint== and ==1;;c== and ==d==.\n")) == [
        ("A b and c and ==d==.", [("b", 2, "hint"), ("c", 1, None)])
    ]
    assert gaps(sr("==a;;one== ==ha;;two== ==h;;no==\n")) == [
        ("one two ==h;;no==", [("one", 1, None), ("two", 2, None)])
    ]


def test_gaps_may_be_marked_as_the_vault_says() -> None:
    notes = "==answer==[^\\[hint\\]][\\[^123\\]]"
    assert gaps(sr("A ==b==^[letter] c ==d==.\n", clozePatterns=[notes])) == [
        ("A b c d.", [("b", 1, "letter"), ("d", 2, None)])
    ]
    assert gaps(sr("A ==b==[^2] c ==d==[^1].\n", clozePatterns=[notes])) == [
        ("A b c d.", [("b", 2, None), ("d", 1, None)])
    ]
    assert gaps(sr("The {{heart}}.\n", convertCurlyBracketsToClozes=True)) == [
        ("The heart.", [("heart", 1, None)])
    ]
    assert sr("A ==b==.\n", clozePatterns=["no answer here"]).notes == ()


def test_anki_s_gaps_are_gaps_too() -> None:
    assert gaps(sr("The {{c1::heart::organ}} beats.\n")) == [
        ("The heart beats.", [("heart", 1, "organ")])
    ]


def test_bold_and_braces_are_gaps_only_where_the_vault_says_so() -> None:
    text = "The **heart** pumps {{blood}}.\n"
    assert sr(text).notes == ()
    (note,) = sr(text, convertBoldTextToClozes=True, convertCurlyBracketsToClozes=True).notes
    assert isinstance(note, Cloze) and len(note.deletions) == 2
    (note,) = sr(text, clozePatterns=["**[123;;]answer[;;hint]**"]).notes
    assert isinstance(note, Cloze) and len(note.deletions) == 1


def test_a_tag_line_names_the_deck_of_what_follows_and_a_first_tag_of_one_card() -> None:
    deck = sr("a::1\n\n#flashcards/bio/cells\nb::2\n\n#flashcards/chem c::3\nd::4\n")
    assert decks(deck) == ["stdin", "bio::cells", "chem", "bio::cells"]
    assert deck.fronts == ["a", "b", "c", "d"]


def test_a_tag_directly_above_a_card_is_that_card_s_alone() -> None:
    deck = sr("#flashcards/one\nWhat?\n?\nThat.\n\nWhy?\n?\nSo.\n\n#flashcards/two\na::b\nc::d\n")
    assert decks(deck) == ["one", "stdin", "two", "two"]
    assert deck.fronts == ["What?", "Why?", "a", "c"]


def test_any_tag_that_a_card_begins_with_names_its_deck() -> None:
    deck = sr("#bio/cells What?::That\n\n#law\nWho?\n?\nHe\n\nx::y #law\n")
    assert decks(deck) == ["bio::cells", "law", "stdin"]
    assert pairs(deck) == [("What?", "That"), ("Who?", "He"), ("x", "y #law")]


def test_of_several_tags_the_first_one_names_the_deck() -> None:
    assert decks(read("---\ntags: [flashcards/z, flashcards/a]\n---\na::b\n")) == ["z"]
    assert decks(read("#flashcards/z #flashcards/a\n\na::b\n")) == ["z"]


def test_a_tag_may_be_written_in_any_script() -> None:
    for tag in ("数学", "हिन्दी", "Übung", "العربية", "🧠/x", "тест"):
        assert decks(read(f"#flashcards/{tag}\n\na::b\n")) == [tag.replace("/", "::")]
    assert decks(read("#flashcards/bio, to learn\n\na::b\n")) == ["bio"]
    assert read("#flashcardsx\n\na::b\n").dialect == "native"


def test_a_link_to_a_heading_is_no_tag() -> None:
    deck = read('1. [Flashcards](#flashcards)\n2. <a href="#flashcards">x</a>\n\nstd::vector\n')
    assert (deck.dialect, deck.notes) == ("native", ())
    assert read("- [Card](#card)\n- [Next](#next)\n").dialect == "native"


def test_callouts_beside_cards_of_the_plug_in_are_ordinary_ones() -> None:
    callouts = "> [!question] Why?\n> So.\n\n> [!faq] How?\n> So.\n\n"
    assert sr(f"{callouts}a::b\n").fronts == ["a"]
    assert read(f"{TAG}{callouts}a::b\n<!--SR:!2024-01-01,3,250-->\n").fronts == ["a"]
    assert read(f"{TAG}{callouts}a::b\n").dialect == "native"


def test_tags_alone_turn_nothing_on_where_the_cards_are_of_another_form() -> None:
    deck = read("#flashcards/bio\n\nQ: What?\nA: That.\n")
    assert (deck.dialect, decks(deck), deck.fronts) == ("native", ["bio"], ["What?"])


def test_front_matter_turns_cards_on_too_and_names_a_deck() -> None:
    deck = read("---\ntags: [flashcards/law, exam]\n---\n\nlex::law\n")
    (note,) = deck.notes
    assert (deck.dialect, note.deck, sorted(note.tags)) == ("sr", ("law",), ["exam"])


def test_their_own_tag_and_separators_count() -> None:
    options: dict[str, object] = {
        "flashcardTags": ["#karten"],
        "singleLineCardSeparator": ";;",
        "multilineCardSeparator": "&",
    }
    vault = Vault(Path(), {"obsidian-spaced-repetition": options})
    deck = read("#karten\n\na;;b\nx::y\n\nWas?\n&\nDas.\n", Settings(vault=vault))
    assert pairs(deck) == [("a", "b"), ("Was?", "Das.")]


def test_of_several_tags_each_names_a_deck_but_the_usual_one(tmp_path: Path) -> None:
    options: dict[str, object] = {"flashcardTags": ["#flashcards", "#Netze", "#матан"]}
    root = written(
        tmp_path,
        {
            "a.md": "---\ntags: [Netze]\n---\na::b\n",
            "b.md": "#матан/пределы\nc::d\n\n#flashcards/x\ne::f\n",
            "c.md": "#flashcards\ng::h\n",
        },
    )
    vault = Vault(root, {"obsidian-spaced-repetition": options})
    notes = folder(root, Settings(root=root, vault=vault)).collection.notes
    assert ["::".join(note.deck) for note in notes] == ["Netze", "матан::пределы", "x", "c"]


def test_folders_may_be_decks_and_then_no_tag_is_needed(tmp_path: Path) -> None:
    vault = Vault(Path(), {"obsidian-spaced-repetition": {"convertFoldersToDecks": True}})
    root = written(tmp_path, {"bio/cells/a.md": "x::y <!--SR:!2023-01-01,1,230-->\n"})
    (note,) = folder(root, Settings(root=root, vault=vault)).collection.notes
    assert note.deck == ("bio", "cells")
    assert isinstance(note, Basic) and note.back.text == "y"


def test_empty_separators_are_turned_off() -> None:
    off = {"singleLineCardSeparator": "", "multilineCardSeparator": " "}
    assert pairs(sr("a::b\n\nWhat?\n?\nThat\n\nc:::d\n", **off)) == [("c", "d")]
    spaced = sr("well-known - so\n", singleLineCardSeparator=" - ")
    assert pairs(spaced) == [("well-known", "so")]


def test_the_longest_separator_of_a_line_divides_it() -> None:
    assert pairs(sr("std::list:::a container\n")) == [("std::list", "a container")]


def test_a_heading_directly_above_a_question_is_part_of_it() -> None:
    deck = sr("## Cells\nWhat?\n?\nThat.\n\n## The ==heart==\n\nWhy?\n?\n### So\nand so\n")
    assert deck.fronts == ["## Cells\nWhat?", "The heart", "Why?"]
    assert deck.backs[2] == "### So\nand so"
    assert [note.section for note in deck.notes] == [(), ("Cells",), ("The ==heart==",)]


def test_the_last_of_two_lone_marks_counts() -> None:
    deck = sr("What?\n?\nThat\n??\nor that\n")
    assert (pairs(deck), both(deck)) == ([("What?\n?\nThat", "or that")], [True])


def test_headings_are_sections_and_ask_where_a_mark_follows_at_once() -> None:
    deck = sr("# Cells\n\n## What is a cell?\n?\nA unit.\n\n## Parts\nx::y\n")
    assert deck.fronts == ["What is a cell?", "x"]
    assert [note.section for note in deck.notes] == [("Cells",), ("Cells", "Parts")]


def test_what_is_due_enters_neither_text_nor_identity() -> None:
    text = "a::b\n{0}\nWhat?\n?\nThat.\n{0}\n"
    plain = sr(text.format(""))
    noted = sr(text.format("<!--SR:!2023-04-11,3,250-->"))
    assert [note.id for note in plain.notes] == [note.id for note in noted.notes]
    assert noted.backs == ["b", "That."]


def test_a_block_id_names_a_card() -> None:
    assert [note.given_id for note in sr("a::b ^first\n").notes] == ["first"]


def test_half_a_card_is_said() -> None:
    assert sr("?\nanswer\n").problems == ["missing-prompt"]
    assert sr("Question\n?\n\nfar away\n").problems == ["missing-answer"]


def test_a_card_on_one_line_takes_the_place_of_the_card_above_it() -> None:
    deck = sr("Question\n?\nanswer\na::b\n")
    assert (pairs(deck), deck.problems) == ([("a", "b")], ["looks-like-prompt"])


def test_without_a_tag_the_native_dialect_reads() -> None:
    assert read("a :: b\n").dialect == "native"


def test_highlights_above_the_first_tag_are_only_that() -> None:
    text = "Some ==prose==.\n\n#flashcards\n\nThe ==heart==.\n"
    assert read(text).fronts == ["The heart."]
    assert read("The ==heart==.\n\n#flashcards\n").fronts == ["The heart."]
    reviewed = text.replace("prose==.", "prose==. <!--SR:!2023-01-01,1,230-->")
    assert read(reviewed).fronts == ["Some prose.", "The heart."]


def test_a_tag_counts_wherever_it_stands_and_is_no_text() -> None:
    deck = read("# Part #flashcards/de\n\na::b\n\nTags: #flashcards/fr\n\nc::d #flashcards/it\n")
    assert decks(deck) == ["de", "fr"]
    assert pairs(deck) == [("a", "b"), ("c", "d")]


def test_the_first_tag_names_the_deck_of_what_stands_above_it() -> None:
    deck = read("a::b\n\nc::d\n\n#flashcards/end\n")
    assert [note.deck for note in deck.notes] == [("end",)] * 2


def test_a_heading_may_be_a_card() -> None:
    assert pairs(sr("## What is X::Answer\n\nprose\n")) == [("What is X", "Answer")]


def test_a_field_of_dataview_in_brackets_is_a_card_as_for_the_plug_in_and_remarked() -> None:
    deck = sr("Book [rating:: 5]\n\nlux::light [level:: 1]\n\n[a]::b\n")
    assert pairs(deck) == [("Book [rating", "5]"), ("lux", "light [level:: 1]"), ("[a]", "b")]
    fields = [each for each in deck.diagnostics if each.rule.name == "dataview-field"]
    assert [each.span.text for each in fields] == ["[rating:: 5]"]


def test_an_empty_field_of_dataview_is_only_remarked() -> None:
    deck = sr("Qty::9\nReview::\n\n- next::\n\nWhat is it?::\n")
    assert (pairs(deck), deck.problems) == ([("Qty", "9")], ["missing-answer"])
    assert [at for name, at in deck.guesses if name == "dataview-field"] == [4, 6]


def test_the_case_of_a_tag_counts_where_the_vault_says_which_one() -> None:
    options: dict[str, object] = {"flashcardTags": ["#Karten"]}
    settings = Settings(vault=Vault(Path(), {"obsidian-spaced-repetition": options}))
    assert read("#Karten\n\na :: b\n", settings).fronts == ["a"]
    assert read("#karten\n\na :: b\n", settings).problems == ["misspelt-mark"]
    assert read("#Flashcards\n\na::b\n").fronts == ["a"]


def test_a_rule_above_a_front_is_no_part_of_it() -> None:
    deck = sr("---\n$x$=\n?\n1\n\n***\nThe ==gap==.\n\nWhat?\n?\nOne\n\n---\na::b\n")
    assert deck.fronts[0] == "$x$="
    assert deck.fronts[2:] == ["What?", "a"]
    cloze = deck.notes[1]
    assert isinstance(cloze, Cloze)
    assert cloze.text.text == "The gap."


def test_a_row_of_a_table_is_a_card_as_for_the_plug_in_and_said_to_be_one() -> None:
    deck = sr("| a::b | member |\n| --- | --- |\n| `c::d` | other |\n\nx::y\n")
    assert pairs(deck) == [("| a", "b | member |"), ("x", "y")]
    assert deck.problems == ["looks-like-prompt"]


def test_what_the_plug_in_is_told_to_ignore_holds_no_cards(tmp_path: Path) -> None:
    texts = {"a/x.md": "#flashcards\n\na::b\n", "b/x.md": "#flashcards\n\na :: b\n\n?\nc\n"}
    texts |= {"b/y.md": "---\ntags: [flashcards]\n---\n\nThe ==gap==.\n"}
    texts |= {"b/c/x.md": "#flashcards\n\na :: b\n", "d.draw.md": "#flashcards\n\na :: b\n"}
    root = written(tmp_path, texts)
    given = {"noteFoldersToIgnore": ["b/", "**/*.draw.md"]}
    vault = Vault(root, {"obsidian-spaced-repetition": given})
    notes = folder(root, Settings(root=root, vault=vault)).collection.notes
    assert [note.span.source.name for note in notes] == ["a/x.md"]


@pytest.mark.parametrize(
    ("text", "decks", "said"),
    [
        ("---\ntags: [flashcards/a, uni, flashcards/b]\n---\n\nq::w\n", "a", "a"),
        ("#flashcards/a/x #flashcards/b\n\nq::w\n", "a::x", "#flashcards/a/x"),
        ("#flashcards/a\n\nq::w\n\n#flashcards/b\n\ne::r\n", "a b", None),
        ("---\ntags: [flashcards, flashcards/a]\n---\n\nq::w\n", "stdin", None),
    ],
)
def test_of_several_decks_the_first_counts_and_that_is_said(
    text: str, decks: str, said: str | None
) -> None:
    deck = read(text)
    assert " ".join("::".join(note.deck) for note in deck.notes) == decks
    found = [each for each in deck.diagnostics if each.rule.name == "guessed-deck"]
    assert [each.span.text for each in found] == ([] if said is None else [said])

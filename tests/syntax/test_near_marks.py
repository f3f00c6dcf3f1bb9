"""Typing errors in the marks of cards, and what a vault's plug-in sees otherwise: never silent."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.settings import Settings, Vault
from flashdeck.source import Source
from flashdeck.syntax import near_marks
from flashdeck.syntax.page import page
from reading import folder, read, written

PLUGIN = "obsidian-spaced-repetition"


def told(text: str, rule: str, settings: Settings | None = None) -> list[str]:
    found = read(text, settings).diagnostics
    return [each.span.text for each in found if each.rule.name == rule]


@pytest.mark.parametrize(
    ("question", "answer", "mark"),
    [
        ("q: What?", "a: This.", "q:"),
        ("Q; What?", "A; This.", "Q;"),
        ("Q：什么？", "A：这个。", "Q："),
        ("Q : Quoi ?", "A : Ceci.", "Q :"),
        ("- Q: What?", "- A: This.", "- Q:"),
        ("1. Q: What?", "   A: This.", "1. Q:"),
        ("**Q:** What?", "**A:** This.", "**Q:**"),
        ("**Q**: What?", "A: This.", "**Q**:"),
    ],
)
@pytest.mark.parametrize("above", ["", "Q: Before?\nA: So.\n\n", "# A heading\n\n"])
def test_what_is_almost_a_question(above: str, question: str, answer: str, mark: str) -> None:
    found = told(f"{above}{question}\n{answer}\n", "misspelt-mark")
    assert [each.strip() for each in found] == [mark]


def test_an_answer_may_be_the_misspelt_one() -> None:
    assert told("Q: What?\na: This.\n", "misspelt-mark") == ["a:"]
    assert told("Q: Quoi ?\nR: Ceci.\n\n---\n\nQ: Où ?\nR: Là.\n", "misspelt-mark") == ["R:", "R:"]


@pytest.mark.parametrize(
    "text",
    [
        "Q: What?\nA: This.\n",
        "Q: What?\n\nwith more\nA: This.\n",
        "q: the charge of the particle\n\nIt is small.\n",
        "We call it Q; nothing else.\n",
        "Q: What?\nA: A list:\n- a: one\n" + "- more\n" * 9 + "- b: two\n",
        "```\nq: 1\na: 2\n```\n",
        "A: left\n\nQ: What?\nA: This.\n",
    ],
)
def test_ordinary_text_is_no_misspelling(text: str) -> None:
    found = told(text, "misspelt-mark")
    assert [each for each in found if each.startswith(("q", "Q", "A"))] == []


@pytest.mark.parametrize("gap", ["{{c1:so}}", "{{c::so}}", "{{C1::so}}", "{{cl::so}}", "{c1::so}"])
@pytest.mark.parametrize("above", ["C: [one]\n\n", "#flashcards\n\na ==gap==\n\n"])
def test_what_is_almost_a_gap(above: str, gap: str) -> None:
    (found,) = told(f"{above}It is {gap}.\n", "misspelt-mark")
    assert gap.startswith(found)


@pytest.mark.parametrize(
    "gap", ["{{c1::so}}", "`{{c1:so}}`", "$x_{c1::so}$", r"\{c1::so\}", "{c1}"]
)
def test_what_is_no_gap_or_a_right_one(gap: str) -> None:
    assert told(f"C: [one] {gap}\n", "misspelt-mark") == []


@pytest.mark.parametrize("text", ["Q:\nA:\n", "C:\n\nQ: What?\nA: This.\n", "Q:\n\nA:\n\n---\n"])
def test_a_card_that_nothing_was_written_into_is_a_remark(text: str) -> None:
    deck = read(text)
    assert "empty-card" in [each.rule.name for each in deck.diagnostics]
    assert deck.problems == []


def test_a_gap_in_code_is_said_to_be_none() -> None:
    (found,) = read("C: only `{{c1::code}}`\n").diagnostics
    assert found.rule.name == "cloze-without-gap"
    assert found.help is not None
    assert found.help.startswith("no gap is read in code")


def test_a_field_of_dataview_in_a_tagged_file() -> None:
    text = "#flashcards\n\nstatus:: done\n\ncell::alive\n\nstatus::state\n\nPhoton:: light\n"
    assert told(text, "dataview-field") == ["status"]


@pytest.mark.parametrize(("plugin", "expected"), [({"flashcardTags": ["#cards"]}, 1), ({}, 0)])
def test_a_file_without_a_tag_in_a_vault_of_the_plug_in(
    tmp_path: Path, plugin: dict[str, object], expected: int
) -> None:
    vault = Vault(tmp_path, {PLUGIN: plugin})
    settings = Settings(root=tmp_path, vault=vault)
    assert len(told("one :: eins\n\ntwo :: zwei\n", "untagged-cards", settings)) == expected
    assert told("#cards\n\none::eins\n", "untagged-cards", settings) == []
    assert told("TARGET DECK: x\n\none :: eins\n", "untagged-cards", settings) == []
    assert len(read("one :: eins\n", settings).notes) == 1 - expected
    assert told("Q: What?\nA: This.\n", "untagged-cards", settings) == []


def test_a_diary_in_a_vault_of_the_plug_in_is_no_card_but_for_its_headings(tmp_path: Path) -> None:
    settings = Settings(root=tmp_path, vault=Vault(tmp_path, {PLUGIN: {"flashcardTags": ["#f"]}}))
    diary = read("Warum?\n?\nWeiß nicht.\n\n## Was ist das?\n\nDies.\n\na :: b\n", settings)
    assert diary.fronts == ["Was ist das?"]
    assert diary.problems == ["untagged-cards"]


PAIRS = "Rang::Dimension des Bildes\nSinus:::ungerade\n"


@pytest.mark.parametrize(
    ("top", "tag", "meant"),
    [
        ("#flaschcards/Mathe\n\n", "#flaschcards/Mathe", "#flashcards/Mathe"),
        ("#flashcads\n\n", "#flashcads", "#flashcards"),
        ("#lfashcards and more\n\n", "#lfashcards", "#flashcards"),
        ("# Title\n\n#uni #FlashCrads\n", "#FlashCrads", "#flashcards"),
        ("---\ntags: [uni, flashcrads/a]\n---\n", "flashcrads/a", "flashcards/a"),
    ],
)
def test_a_misspelt_tag_is_named_where_it_hides_cards(top: str, tag: str, meant: str) -> None:
    deck = read(f"{top}{PAIRS}")
    (found,) = deck.diagnostics
    assert found.rule.name == "misspelt-mark"
    assert found.span.text == tag
    assert found.message == f"2 cards are not read: `{tag}` is no flashcard tag"
    assert found.help == f"did you mean `{meant}`?"


def test_cards_that_became_the_context_of_another_are_not_read_either() -> None:
    deck = read(f"#flaschcards\n\n{PAIRS}\nWas?\n?\nDas.\n")
    (found,) = [each for each in deck.diagnostics if each.rule.name == "misspelt-mark"]
    assert found.message == "2 cards are not read: `#flaschcards` is no flashcard tag"


@pytest.mark.parametrize(
    "text",
    [
        "#flaschcards\n\none :: eins\n\n- two ::: zwei\n\nWas?\n?\nDas.\n",
        f"#flashback\n\n{PAIRS}",
        f"#school\n\n{PAIRS}",
        f"#flaschcards\n\n#flashcards\n\n{PAIRS}",
        "#flaschcards\n\nOnly words here.\n",
        "#flaschcards\n\nstatus:: done\n",
        "#flaschcards\n\n```\na::b\n```\n",
        f"`#flaschcards`\n\n{PAIRS}",
    ],
)
def test_a_tag_that_hides_nothing_is_not_spoken_of(text: str) -> None:
    assert told(text, "misspelt-mark") == []


def test_a_misspelt_tag_is_held_against_those_of_the_vault(tmp_path: Path) -> None:
    vault = Vault(tmp_path, {PLUGIN: {"flashcardTags": ["#karten"], "multilineCardSeparator": "!"}})
    settings = Settings(root=tmp_path, vault=vault)
    deck = read(f"#kaarten\n\n{PAIRS}", settings)
    assert deck.problems == ["misspelt-mark"]
    assert deck.diagnostics[0].help == "did you mean `#karten`?"
    assert told("#kaarten\n\nWas?\n!\nDas.\n", "misspelt-mark", settings) == ["#kaarten"]
    assert read("#kaarten\n\none :: eins\n", settings).problems == ["misspelt-mark"]
    assert told(f"#garten\n\n{PAIRS}", "misspelt-mark", settings) == []
    assert told(f"#flaschcards\n\n{PAIRS}", "misspelt-mark", settings) == []


@pytest.mark.parametrize("text", ["#flashcards\n\none::eins\n", "Words.\n", "one::eins\n"])
def test_a_file_that_the_vault_leaves_out_says_so(tmp_path: Path, text: str) -> None:
    vault = Vault(tmp_path, {PLUGIN: {"noteFoldersToIgnore": ["Journal"]}})
    path = written(tmp_path, {"Journal/a.md": text})
    (found,) = folder(path, Settings(root=tmp_path, vault=vault)).diagnostics
    assert (found.rule.name, found.message) == ("no-cards", "no cards in this file")
    assert found.help is not None
    assert found.help.endswith("leave it out: `noteFoldersToIgnore`")


@given(
    st.lists(st.sampled_from("QqAaRrC:;： \N{NO-BREAK SPACE}\n*1.-)\tx"), max_size=16).map("".join)
)
def test_the_quick_look_misses_none(text: str) -> None:
    ready = page(Source("a.md", text), Settings())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(near_marks, "possible", lambda _: True)
        found = list(near_marks.letters(ready))
    assert list(near_marks.letters(ready)) == found


def test_marks_in_full_width_or_beside_something_invisible_are_said() -> None:
    deck = read("#flashcards\n\n犬：：いぬ\n\n猫?::ねこ\n\n何\n？\nこれ\n\nWas\n\u200b?\nDas\n")
    assert deck.fronts == ["猫?"]
    said = [found for found in deck.diagnostics if found.rule.name == "misspelt-mark"]
    assert [(found.span.lines[0], found.message[:20]) for found in said] == [
        (3, "this is almost `::`,"),
        (8, "this is almost `?`, "),
        (12, "this is almost `?`, "),
    ]
    assert read("注意：：これは文\n\n何\n？\nこれ\n").problems == []


def test_a_question_mark_with_the_answer_in_its_line_is_said() -> None:
    deck = read("#flashcards\n\nA?\n?\na\n\nما هذا؟\n? كتاب\n\nB?\n??b\n\nC?\n?\n?c\n\nD\n?d\n")
    assert deck.fronts == ["A?", "C?"]
    said = [found for found in deck.diagnostics if found.rule.name == "misspelt-mark"]
    assert [found.span.lines[0] for found in said] == [8]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "# Words\n\nla casa::the house\n\nel gato:::the cat\n\nDas ==Herz==.\n",
            ["la casa::the house"],
        ),
        ("- la casa (f)::the house\n- el gato::the cat\n", ["- la casa (f)::the house"]),
        ("la casa::the house\n\nNo more.\n", []),
        ("status::done\ndate::now\n", []),
        ("up:: [[a]]\ndown:: [[b]]\n", []),
        ("std::vector\nstd::map\n", []),
        ("io::open(x)\nfs::read(y)\n", []),
        ("```\nla casa::the house\nel gato::the cat\n```\n", []),
        ("`la casa::the house`\n\n`el gato::the cat`\n", []),
        ("#flashcards\n\nla casa::the house\nel gato::the cat\n", []),
    ],
)
def test_lines_without_spaces_around_their_mark_are_missed_in_a_vault(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    (tmp_path / ".obsidian").mkdir()
    vault = Vault(tmp_path, {PLUGIN: {"flashcardTags": ["#flashcards"]}})
    settings = Settings(root=tmp_path, vault=vault)
    path = written(tmp_path, {"a.md": text})
    found = [
        each for each in folder(path, settings).diagnostics if each.rule.name == "untagged-cards"
    ]
    assert [each.span.text for each in found] == expected
    assert told(text, "untagged-cards", settings) == expected
    assert told(text, "untagged-cards") == []

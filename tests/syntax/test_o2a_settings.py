"""What the settings of Obsidian_to_Anki in a vault change: tags, decks, files, expressions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flashdeck.config.vault import faults, vault
from flashdeck.model import Cloze
from flashdeck.settings import Settings, Vault
from flashdeck.syntax.expressions import searched
from reading import Deck, folder, read, written

NOTE = "START\nBasic\nWhat?\nBack: That.\nEND\n"


def o2a(text: str, **given: object) -> Deck:
    return read(text, Settings(vault=Vault(Path(), {"obsidian-to-anki-plugin": given})))


def in_vault(root: Path, **given: object) -> Settings:
    return Settings(root=root, vault=Vault(root, {"obsidian-to-anki-plugin": given}))


def test_notes_get_the_vaults_tag_even_where_it_is_the_usual_one() -> None:
    (note,) = o2a(NOTE, Defaults={"Tag": "Obsidian_to_Anki"}).notes
    assert note.tags == {"Obsidian_to_Anki"}
    (note,) = read(NOTE).notes
    assert note.tags == frozenset()


def test_obsidians_tags_become_ankis_if_asked() -> None:
    text = "START\nBasic\nWhat? #exam\nBack: That, not `#code` nor $a#b$. #recht/zivil #2\nEND\n"
    deck = o2a(text, Defaults={"Add Obsidian Tags": True})
    assert (deck.fronts, deck.backs) == (["What?"], ["That, not `#code` nor $a#b$.  #2"])
    assert deck.notes[0].tags == {"exam", "recht/zivil"}
    deck = o2a(text)
    assert (deck.fronts, deck.notes[0].tags) == (["What? #exam"], frozenset())


def test_highlights_may_have_numbers() -> None:
    text = "START\nCloze\n==c2::Paris== is in ==1:France==.\nEND\n"
    chosen = {"CurlyCloze": True, "CurlyCloze - Highlights to Clozes": True}
    (note,) = o2a(text, Defaults=chosen).notes
    assert isinstance(note, Cloze)
    assert [(gap.group, note.text.text[gap.start : gap.end]) for gap in note.deletions] == [
        (2, "Paris"),
        (1, "France"),
    ]


def test_files_that_the_plugin_passes_over_hold_no_notes(tmp_path: Path) -> None:
    places = ["a.md", "in/b.md", "in/x ignored/c.md", "in/x ignored/deep/d.md", "in/deep/e.md"]
    root = written(tmp_path, dict.fromkeys([*places, "in/kept ignored.md"], NOTE))
    chosen = in_vault(
        root,
        Defaults={"Scan Directory": "in"},
        IGNORED_FILE_GLOBS=["in/*ignored/**", "**/*ignored.md", "!**/kept*.md"],
    )
    files = folder(root, chosen).collection.files
    assert {file.source.name for file in files if file.notes} == {
        "in/b.md",
        "in/deep/e.md",
        "in/kept ignored.md",
    }


def test_a_files_own_place_may_be_its_deck(tmp_path: Path) -> None:
    root = written(tmp_path, {"Law/Civil.md": NOTE, "b.md": f"TARGET DECK: B\n{NOTE}"})
    chosen = in_vault(root, Defaults={"Auto Target Deck from Path": True, "Deck": "Inbox"})
    notes = folder(root, chosen).collection.notes
    assert sorted(note.deck for note in notes) == [("B",), ("Law", "Civil")]


def test_expressions_may_look_behind_as_far_as_javascripts() -> None:
    deck = o2a("K:   one\nL: two\n", CUSTOM_REGEXPS={"Basic": r"^(?<=K:\s*)?K:(.*)\n^L:(.*)$"})
    assert list(zip(deck.fronts, deck.backs, strict=True)) == [("one", "two")]


SLOW = r"((?:\w| |\w\w)+)[!] -> (.*)"
LONG = "A ribosome makes proteins out of amino acids in every living cell there is on earth\n"


def test_an_expression_that_takes_too_long_is_left_out_and_told() -> None:
    deck = o2a(f"{NOTE}\n{LONG}Again! -> and again\n", CUSTOM_REGEXPS={"Basic": SLOW})
    assert (deck.fronts, deck.problems) == (["What?"], ["slow-expression"])


def test_an_expression_for_paragraphs_takes_no_longer_than_its_text() -> None:
    text = "some words of a paragraph\n" * 5000
    found = searched(r"((?:[^\n][\n]?)+) #flashcard\n+((?:[^\n][\n]?)+)", "", text, 0)
    assert found == []


def test_expressions_that_cannot_be_read_are_told_where_they_stand(tmp_path: Path) -> None:
    given = {"settings": {"CUSTOM_REGEXPS": {"Basic": "(unclosed", "Cloze": "", "Odd": "(.*)"}}}
    place = ".obsidian/plugins/obsidian-to-anki-plugin/data.json"
    root = written(tmp_path, {place: json.dumps(given)})
    (found,) = faults(vault(root))
    assert (found.rule.name, found.span.text) == ("bad-setting", '"(unclosed"')


@pytest.mark.parametrize(
    "line",
    [
        "STARTI [Basic] What? Back: That.",
        "STARTI What? Back: That.",
        "STARTI [Einfach] What? Rückseite: That.",
    ],
)
@pytest.mark.parametrize("above", ["Q: a\nA: b", "#flashcards\n\nheart::organ", "- a >> b\n"])
def test_a_note_without_an_end_is_told_beside_any_other_dialect(above: str, line: str) -> None:
    deck = read(f"{above}\n\n{line}\n\nMore.\n")
    assert "unclosed-note" in deck.problems


def test_the_bare_word_is_no_note() -> None:
    assert read("Q: a\nA: b, see STARTI and more: so\n").problems == []


@pytest.mark.parametrize("style", ["cloze", "neuracache", "ruled"])
def test_a_style_finds_each_of_many_paragraphs(style: str) -> None:
    one = {"cloze": "a {gap} x\nmore", "neuracache": "a #flashcard\nb", "ruled": "a\n---\nb"}
    text = "x\n\n" + "\n\n".join(f"{number}{one[style]}" for number in range(9)) + "\n"
    deck = read(text, Settings(o2a={"Cloze" if style == "cloze" else "Basic": style}))
    assert [str(front)[0] for front in deck.fronts] == list("012345678")


def test_an_expression_that_was_set_outweighs_what_the_page_looks_like() -> None:
    text = "a #flashcard\nb #flashcard\nc\n\nd #flashcard\ne\n"
    given = {"Basic": r"((?:[^\n][\n]?)+) #flashcard ?\n*((?:\n(?:^.{1,3}$|^.{4}(?<!<!--).*))+)"}
    deck = o2a(text, CUSTOM_REGEXPS=given)
    assert list(zip(deck.fronts, deck.backs, strict=True)) == [
        ("a #flashcard\nb", "c"),
        ("d", "e"),
    ]

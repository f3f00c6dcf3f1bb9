"""Org files: which headlines are cards, what they ask, and their markup as Markdown."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.library import load
from flashdeck.model import Basic, Cloze, Note, Passage, answer, passage, prompt
from flashdeck.settings import Settings
from flashdeck.source import Source
from flashdeck.syntax.org_markup import from_org
from reading import folder, written


def notes(root: Path, text: str) -> list[Note]:
    compiled = folder(written(root, {"a.org": dedent(text)}), Settings(root=root))
    return list(compiled.collection.notes)


def one(root: Path, text: str) -> Note:
    (note,) = notes(root, text)
    return note


def texts(note: Note) -> tuple[str | None, str | None]:
    asked, told = prompt(note), answer(note)
    return (asked.text if asked else None, told.text if told else None)


def rules(root: Path, text: str) -> list[str]:
    compiled = folder(written(root, {"a.org": dedent(text)}))
    return [found.rule.name for found in compiled.diagnostics]


def markdown(text: str) -> str:
    whole = passage(Source("a.org", text), [(0, len(text))])
    return "" if whole is None else from_org(whole).text


SIMPLE = """\
    #+TITLE: Baltic
    #+FILETAGS: :geo:
    # a comment

    * TODO [#A] Capitals :europe:
    ** Item                                  :drill:easy:
       SCHEDULED: <2023-09-02 Sat>
       :PROPERTIES:
       :ID:       tallinn-1
       :DRILL_LAST_INTERVAL: 4.0
       :END:
       :LOGBOOK:
       - State "DONE" from "TODO"
       :END:

       What is the /capital/ of *Estonia*?
    *** Answer
        Tallinn.
    *** Notes
        On the *Baltic*.
    """


def test_the_text_below_a_headline_asks_and_its_children_answer(tmp_path: Path) -> None:
    note = one(tmp_path, SIMPLE)
    assert texts(note) == (
        "What is the *capital* of **Estonia**?",
        "Tallinn.\n\n**Notes**\n\nOn the **Baltic**.",
    )
    assert note.section == ("Capitals", "Item")
    assert note.tags == {"geo", "europe", "easy"}
    assert note.given_id == "tallinn-1"


def test_gaps_of_a_simple_card_are_hidden_together(tmp_path: Path) -> None:
    note = one(
        tmp_path,
        """\
        * Rule :drill:
        Add [-es||letters] to [a consonant
        or a vowel], not [[https://x.org][this]], [ ], [1/2] or [fn:1].
        """,
    )
    assert isinstance(note, Cloze)
    found = [(each.group, each.hint) for each in note.deletions]
    assert found == [(1, "letters"), (1, None)]


@pytest.mark.parametrize(
    ("kind", "groups"),
    [("hide1cloze", [1, 2]), ("show1cloze", [1, 1]), ("hidefirst", [1]), ("hidelast", [1])],
)
def test_types_of_cloze(tmp_path: Path, kind: str, groups: list[int]) -> None:
    text = f"* A :drill:\n:PROPERTIES:\n:DRILL_CARD_TYPE: {kind}\n:END:\nSp: [el perro] En: [dog]\n"
    note = one(tmp_path, text)
    assert isinstance(note, Cloze)
    assert [each.group for each in note.deletions] == groups


def test_gaps_may_touch(tmp_path: Path) -> None:
    kind = ":PROPERTIES:\n:DRILL_CARD_TYPE: hide1cloze\n:END:\n"
    note = one(tmp_path, f"* A :drill:\n{kind}[one][two||2][three]\n")
    assert isinstance(note, Cloze)
    assert note.text.text == "onetwothree"
    assert [(each.group, each.hint) for each in note.deletions] == [(1, None), (2, "2"), (3, None)]


SIDES = """\
* Noun :drill:
:PROPERTIES:
:DRILL_CARD_TYPE: {kind}
:END:
Translate.
** Spanish
el gato
** English
the cat
** Example
El gato duerme.
"""


def test_two_sides_are_asked_both_ways_and_the_rest_is_shown_with_the_answer(
    tmp_path: Path,
) -> None:
    note = one(tmp_path, SIDES.format(kind="twosided"))
    assert isinstance(note, Basic)
    assert texts(note) == ("el gato", "the cat")
    assert note.both_ways
    assert note.context is not None
    assert note.context.text == "Translate."
    assert note.source_note == "**Example:** El gato duerme."


def test_of_many_sides_each_is_asked(tmp_path: Path) -> None:
    found = notes(tmp_path, SIDES.format(kind="multisided"))
    assert [texts(note)[0] for note in found] == ["el gato", "the cat", "El gato duerme."]
    assert texts(found[0])[1] == "**English**\n\nthe cat\n\n**Example**\n\nEl gato duerme."


def test_a_verb_is_conjugated_with_its_parents_infinitive(tmp_path: Path) -> None:
    text = """\
        * bailar
        :PROPERTIES:
        :VERB_INFINITIVE: "bailar"
        :END:
        ** Present :drill:
        :PROPERTIES:
        :VERB_TENSE: "simple present"
        :DRILL_CARD_TYPE: conjugate
        :END:
        | yo | bailo  |
        | tú | bailas |
        ** Future :drill:
        :PROPERTIES:
        :VERB_TENSE: "future"
        :DRILL_CARD_TYPE: conjugate
        :END:
        """
    note = one(tmp_path, text)
    assert texts(note)[0] == "bailar\nsimple present"
    assert "empty-card" in rules(tmp_path, text)


def test_a_card_in_a_card_is_no_part_of_its_answer(tmp_path: Path) -> None:
    found = notes(tmp_path, "* A :drill:\nOne?\n** Answer\n1\n** B :drill:\nTwo?\n*** Answer\n2\n")
    assert [texts(note) for note in found] == [("One?", "1"), ("Two?", "2")]


def test_a_headline_asks_where_nothing_else_does(tmp_path: Path) -> None:
    assert texts(one(tmp_path, "* What is it? :drill:\n** Answer\nThis.\n")) == (
        "What is it?",
        "This.",
    )
    assert "guessed-prompt" in rules(tmp_path, "* What is it? :drill:\nThis.\n")


@pytest.mark.parametrize("kind", ["translate_number", "spanish_verb"])
def test_what_org_drill_makes_up_is_said(tmp_path: Path, kind: str) -> None:
    text = f"* A :drill:\n:PROPERTIES:\n:DRILL_CARD_TYPE: {kind}\n:END:\n** X\ny\n"
    assert "missing-prompt" in rules(tmp_path, text)


@pytest.mark.parametrize("head", ["* A :dril:", "* drill", "#+FILETAGS: :drill:\n* A"])
def test_no_cards(tmp_path: Path, head: str) -> None:
    assert notes(tmp_path, f"{head}\nWhat?\n** Answer\nThis.\n") == []


@pytest.mark.parametrize(
    "head", ["* COMMENT A :drill:", "* A :drill:ARCHIVE:", "* COMMENT :drill:"]
)
def test_words_of_other_programs_hide_no_card(tmp_path: Path, head: str) -> None:
    assert texts(one(tmp_path, f"{head}\nWhat?\n** Answer\nThis.\n")) == ("What?", "This.")


def test_users_own_types_of_two_sides_have_sides(tmp_path: Path) -> None:
    head = "* Word :drill:\n:PROPERTIES:\n:DRILL_CARD_TYPE: twosidednocloze\n:END:\n"
    note = one(tmp_path, f"{head}** Russian\nкот\n** English\ncat\n")
    assert texts(note) == ("кот", "cat")


def test_markdown_marks_in_an_org_file_are_text(tmp_path: Path) -> None:
    assert notes(tmp_path, "- term :: what it means\n\nQ: What?\nA: This.\n") == []


def test_anki_editor(tmp_path: Path) -> None:
    found = notes(
        tmp_path,
        """\
        * Deck
        :PROPERTIES:
        :ANKI_DECK: Languages::French
        :END:
        ** One :verb:
        :PROPERTIES:
        :ANKI_NOTE_TYPE: Basic (and reversed card)
        :ANKI_NOTE_ID: 1560000000001
        :END:
        *** Front
        chat
        *** Back
        cat
        ** A title that asks?
        :PROPERTIES:
        :ANKI_NOTE_TYPE: Basic
        :END:
        Its text answers.
        ** Gaps
        :PROPERTIES:
        :ANKI_NOTE_TYPE: Cloze
        :END:
        *** Text
        {{c1::Paris}} is in {{c2::France}}.
        """,
    )
    first, second, third = found
    assert texts(first) == ("chat", "cat")
    assert first.deck == ("Languages", "French")
    assert first.given_id == "1560000000001"
    assert first.tags == {"verb"}
    assert isinstance(first, Basic)
    assert first.both_ways
    assert texts(second) == ("A title that asks?", "Its text answers.")
    assert isinstance(third, Cloze)
    assert [each.group for each in third.deletions] == [1, 2]


def test_org_fc(tmp_path: Path) -> None:
    found = notes(
        tmp_path,
        """\
        * Which style?   :fc:
        :PROPERTIES:
        :FC_TYPE: double
        :END:
        :REVIEW_DATA:
        | front | 2.5 |
        :END:
        Compact.
        * Gaps   :fc:
        :PROPERTIES:
        :FC_TYPE: cloze
        :END:
        A {{hole}@0} and a {{hint}{a help}@1}.
        """,
    )
    double, gaps = found
    assert texts(double) == ("Which style?", "Compact.")
    assert isinstance(double, Basic)
    assert double.both_ways
    assert isinstance(gaps, Cloze)
    assert [(each.group, each.hint) for each in gaps.deletions] == [(1, None), (2, "a help")]


MARKUP = {
    "*bold* /it/ _under_ +gone+ =a*b= ~c`d~": "**bold** *it* <u>under</u> ~~gone~~ `a*b` ``c`d``",
    "*bold /and it/*": "**bold *and it***",
    "a*b*c and 2 * 3 == 6, <b>": "a\\*b\\*c and 2 \\* 3 \\== 6, \\<b>",
    "\\(a*b*c\\) and $x_{1}$ cost $5": "\\(a*b*c\\) and $x_{1}$ cost \\$5",
    "\\alpha, x_{1}, y^{2}, a\\nbsp{}b": "$\\alpha$, x<sub>1</sub>, y<sup>2</sup>, a\xa0b",
    "[[https://x.org/a_b][the *page*]] [[https://x.org]]": "[the *page*](https://x.org/a_b) <https://x.org>",
    "[[file:img/a b.png]] [[./c.jpg]] [[id:77][note]]": "![](<img/a b.png>) ![](./c.jpg) note",
    "[[file:n.org::*part][words]]": "[words](n.org#part)",
    "see:\n  #+ATTR_HTML: :alt x :width 300px\n  [[file:a.png]]": "see:\n![300](a.png)",
    "| a | b |\n|---+---|\n| 1 | 2 |\n|---+---|": "| a | b |\n|---|---|\n| 1 | 2 |",
    "| 1 | 2 |\n| 3 | 4 |": "| 1 | 2 |\n|---|---|\n| 3 | 4 |",
    "|---+---|\n| a | b |\n|---+---|\n| <l> | <r> |\n| 1 | 2 |": "| a | b |\n|---|---|\n| 1 | 2 |",
    "#+BEGIN_SRC c\n  int f(*a) {\n      ,* b\n#+END_SRC": "```c\nint f(*a) {\n    * b\n```",
    "#+begin_quote\nSo /it/ is.\n#+end_quote": "> So *it* is.",
    "  : as typed *here*\n  : twice": "```\nas typed *here*\ntwice\n```",
    "    indented *so*\n    twice": "indented **so**\ntwice",
    "- term :: meaning\n  - inner\n+ other": "- **term**: meaning\n  - inner\n+ other",
    "\\begin{align}\na*b &= c\n\\end{align}": "$$\\begin{align}\na*b &= c\n\\end{align}$$",
}


@pytest.mark.parametrize(("org", "expected"), MARKUP.items())
def test_markup(org: str, expected: str) -> None:
    assert markdown(org) == expected


def test_a_diagnostic_points_at_what_was_written(tmp_path: Path) -> None:
    text = "* A :drill:\n  /What/ is it?\n** Answer\n   *It* is \\(\\frac{1}\\).\n"
    compiled = folder(written(tmp_path, {"a.org": text}))
    (found,) = [each for each in compiled.diagnostics if each.rule.name == "bad-math"]
    assert found.span.lines == (4, 4)


@given(st.text(alphabet="*/_=~+[]|$\\(){}`<>:#- \nab1", max_size=80))
def test_any_text_keeps_its_letters(text: str) -> None:
    whole = passage(Source("a.org", text), [(0, len(text))])
    if whole is None:
        return
    found: Passage = from_org(whole)
    for at in range(len(found.text)):
        assert 0 <= found.place(at, at).start <= len(text)


@given(st.text(alphabet="* :drill\nAnswer[]|#+BEGINSRC_END", max_size=120))
def test_any_org_file_parses(text: str) -> None:
    from flashdeck.syntax.org import ORG
    from flashdeck.syntax.page import page

    for note in ORG.read(page(Source("a.org", text), Settings())).notes:
        assert 0 <= note.span.start <= note.span.end <= len(text)


@pytest.mark.parametrize(
    ("org", "text"),
    [
        ("a@@html:<br>@@b", "a<br>b"),
        ("so @@md:**b**@@ it is", "so **b** it is"),
        ("#+begin_export md\n**b** /x/\n,* c\n#+end_export", "**b** /x/\n* c"),
        ("#+begin_export latex\nx\n#+end_export", "```\nx\n```"),
        ("- a\n  #+begin_src py\n  b\n  #+end_src\n- c", "- a\n  ```py\n  b\n  ```\n- c"),
        ("\\slash{}a\\under{}", "/a_"),
    ],
)
def test_text_for_exporters_stands_for_itself(org: str, text: str) -> None:
    assert markdown(org) == text


def test_a_drawer_says_the_source_and_the_demo(tmp_path: Path) -> None:
    drawer = ":PROPERTIES:\n:SOURCE: Caron 2021\n:FLASHDECK_DEMO: dino\n:END:\n"
    note = one(tmp_path, f"* A :drill:\n{drawer}What?\n** Answer\nThis.\n")
    assert (note.source_note, note.demo) == ("Caron 2021", "dino")


def test_a_type_of_card_holds_for_all_that_stands_below(tmp_path: Path) -> None:
    found = notes(
        tmp_path,
        """\
        #+PROPERTY: DRILL_CARD_TYPE hide1cloze
        * Loose :drill:
        [Eins] und [zwei].
        * Words
        :PROPERTIES:
        :DRILL_CARD_TYPE: twosided
        :END:
        ** Noun :drill:
        *** Deutsch
        der Hund
        *** English
        the dog
        """,
    )
    loose, noun = found
    assert isinstance(loose, Cloze)
    assert [each.group for each in loose.deletions] == [1, 2]
    assert isinstance(noun, Basic)
    assert noun.both_ways


def test_a_gap_may_hold_brackets(tmp_path: Path) -> None:
    (note,) = notes(tmp_path, "* Code :drill:\nThe first is [a[0]], see [[https://a.org][b]].\n")
    assert isinstance(note, Cloze)
    assert [note.text.text[each.start : each.end] for each in note.deletions] == ["a[0]"]


ANKI = """\
:PROPERTIES:
:ANKI_DECK: Recht
:END:
* {title}
:PROPERTIES:
:ANKI_NOTE_TYPE: {kind}
{more}:END:
{body}"""


@pytest.mark.parametrize(
    ("kind", "more", "body", "front", "back"),
    [
        ("Basic", "", "Text.\n", "Title", "Text."),
        ("Basic", "", "Text.\n** Back\nB\n", "Text.", "B"),
        ("Basic", "", "** Back\nB\n", "Title", "B"),
        ("Basic", "", "** Front\nF\n", "F", "Title"),
        ("Basic", "", "** Vorderseite\nF\n** Rückseite\nB\n", "F", "B"),
        ("Basic", ":ANKI_FIELD_FRONT: P\n", "Text.\n** Front\nF\n", "P", "Text."),
        ("Basic", ":ANKI_PREPEND_HEADING: t\n", "Text.\n** Back\nB\n", "Title\n\nText.", "B"),
        ("Basic", ":ANKI_SWAP_TWO_FIELDS: Basic\n", "Text.\n", "Text.", "Title"),
        ("Basic", "", "Text.\n** More\nM\n", "Title", "Text.\n\n**More**\n\nM"),
        ("Basic", ":ANKI_FORMAT: nil\n", "** Back\n<b>B</b>\n", "Title", "**B**"),
        ("Vocabulary", "", "** Word\nW\n** Meaning\nM\n", "W", "M"),
    ],
)
def test_anki_editor_fills_fields_that_are_missing(
    tmp_path: Path, kind: str, more: str, body: str, front: str, back: str
) -> None:
    (note,) = notes(tmp_path, ANKI.format(title="Title", kind=kind, more=more, body=body))
    assert texts(note) == (front, back)
    assert note.deck == ("Recht",)
    named = "Front" in body or "Vorder" in body or "FRONT" in more or kind != "Basic"
    assert note.section == (("Title",) if named and back != "Title" else ())


def test_anki_editors_cloze_may_be_a_title_or_a_property(tmp_path: Path) -> None:
    for text in (
        ANKI.format(title="Only {{c1::this}}", kind="Cloze", more="", body="Extra.\n"),
        ANKI.format(
            title="T", kind="Cloze", more=":ANKI_FIELD_TEXT: Only {{c1::this}}\n", body="Extra.\n"
        ),
    ):
        (note,) = notes(tmp_path, text)
        assert isinstance(note, Cloze)
        assert texts(note) == ("Only this", "Extra.")


def test_an_optional_reverse_is_asked_for_by_its_field(tmp_path: Path) -> None:
    kind = "Basic (optional reversed card)"
    for reverse, both in (("y\n", True), ("", False)):
        body = f"** Front\nF\n** Back\nB\n** Add Reverse\n{reverse}"
        (note,) = notes(tmp_path, ANKI.format(title="T", kind=kind, more="", body=body))
        assert isinstance(note, Basic)
        assert note.both_ways is both


def test_org_fc_titles_may_hold_gaps(tmp_path: Path) -> None:
    text = "* {{Paris}} is in   :fc:\n:PROPERTIES:\n:FC_TYPE: cloze\n:END:\n{{France}}.\n"
    (note,) = notes(tmp_path, text)
    assert isinstance(note, Cloze)
    assert [note.text.text[each.start : each.end] for each in note.deletions] == ["Paris", "France"]


def test_pamparam_has_cards_below_a_tag(tmp_path: Path) -> None:
    found = notes(
        tmp_path,
        """\
        * Capitals   :cards:
        From a list.
        ** Germany
        Berlin
        ** Which function?
        #+begin_src lisp
        (1+ 2)
        #+end_src
        *** a
        one plus
        * Other
        ** None
        Text.
        """,
    )
    assert [texts(note) for note in found] == [
        ("Germany", "Berlin"),
        ("**Which function?**\n\n```lisp\n(1+ 2)\n```", "one plus"),
    ]


NESTED = """\
* Outer :drill:
Who?
** Answer
I.
** Inner :drill:
:PROPERTIES:
:DRILL_CARD_TYPE: hide1cloze
:END:
No gap.
** Notes
More.
"""


def test_what_is_wrong_with_a_nested_card_leaves_the_outer_one_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.org"
    file.write_text(NESTED)
    found = load(file)
    assert [each.rule.name for each in found.diagnostics] == ["cloze-without-gap"]
    (note,) = found.collection.notes
    assert texts(note) == ("Who?", "I.\n\n**Notes**\n\nMore.")


def test_a_cloze_without_gaps_is_simple_if_something_answers(tmp_path: Path) -> None:
    head = "* A :drill:\n:PROPERTIES:\n:DRILL_CARD_TYPE: hide1cloze\n:END:\n"
    assert texts(one(tmp_path, f"{head}Who?\n** Answer\nI.\n")) == ("Who?", "I.")


def found(root: Path, text: str) -> list[tuple[str, str]]:
    compiled = folder(written(root, {"a.org": text}))
    return [(each.rule.name, each.span.text) for each in compiled.diagnostics]


@pytest.mark.parametrize("tag", [":dril:", ":Drill:", ":drlil:", ":drills:"])
def test_a_tag_that_is_almost_drill_is_named(tmp_path: Path, tag: str) -> None:
    text = f"* DONE A :x{tag}\n** Answer\nThis.\n* B :drill:\nWhat?\n** Answer\nThat.\n"
    assert ("misspelt-mark", tag) in found(tmp_path, text)


@pytest.mark.parametrize("head", ["A :grill:", "A :drill_no:", "A :dr:", "A :dril:\n* B", ":dril:"])
def test_other_tags_are_not(tmp_path: Path, head: str) -> None:
    text = f"* {head}\n* What? :drill:\nThis.\n"
    assert "misspelt-mark" not in [rule for rule, _ in found(tmp_path, text)]


def test_a_drawer_without_an_end_is_said_and_its_properties_count(tmp_path: Path) -> None:
    text = "* A :drill:\n  :PROPERTIES:\n  :ID: x-1\nWhat?\n** Answer\nThis.\n"
    assert found(tmp_path, text) == [("unclosed-drawer", ":PROPERTIES:")]
    note = one(tmp_path, text)
    assert (texts(note), note.given_id) == (("What?", "This."), "x-1")


@pytest.mark.parametrize(
    ("kind", "asked", "hidden"),
    [("hidefirst", "[one] two *three*", "one"), ("hidelast", "one two [*three*]", "*three*")],
)
def test_gaps_that_are_not_asked_for_are_text(
    tmp_path: Path, kind: str, asked: str, hidden: str
) -> None:
    head = f"* A :drill:\n:PROPERTIES:\n:DRILL_CARD_TYPE: {kind}\n:END:\n"
    note = one(tmp_path, f"{head}[one] [two||hint] [/three/]\n** Note\nan [x] here\n")
    assert isinstance(note, Cloze)
    (gap,) = note.deletions
    text = note.text.text
    assert text[gap.start : gap.end] == hidden
    assert f"{text[: gap.start]}[{hidden}]{text[gap.end :]}" == asked
    assert texts(note)[1] == "an [x] here"


@pytest.mark.parametrize(
    ("title", "remedy"),
    [("Äpfel mit [Ä||Umlaut].", "gaps are read"), ("Vacía", "write below it")],
)
def test_a_headline_with_nothing_below_it_is_a_warning(
    tmp_path: Path, title: str, remedy: str
) -> None:
    text = f"* {title} :drill:\n:PROPERTIES:\n:DRILL_EASE: 2.6\n:END:\n\n* B :drill:\n** Answer\n"
    _, first, second = folder(written(tmp_path, {"a.org": text})).diagnostics
    assert (first.rule.name, first.span.text) == ("empty-entry", title)
    assert first.help is not None and first.help.startswith(remedy)
    assert second.rule.name == "empty-card"


def test_headlines_that_ask_are_told_of_once(tmp_path: Path) -> None:
    text = "".join(f"* {number} :drill:\nThis.\n" for number in range(14))
    (told,) = folder(written(tmp_path, {"a.org": text})).diagnostics
    assert told.rule.name == "guessed-prompt"
    assert told.message == (
        "14 headlines were taken for questions: lines 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, …"
    )

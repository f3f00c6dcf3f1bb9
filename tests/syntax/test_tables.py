"""CSV, TSV and Anki's text export: what stands in rows, and what becomes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.model import Basic, Cloze, Note, answer, passage, prompt
from flashdeck.settings import Settings
from flashdeck.source import Source
from flashdeck.syntax.rewriting import from_html
from flashdeck.syntax.table_rows import rows
from reading import folder, written

ANKI = """\
#separator:tab
#html:true
#guid column:1
#notetype column:2
#deck column:3
#tags column:6
ab*c\tBasic\tBio::Cells\t<b>Bold</b> &amp; a<br>line\t\
<div>one</div><div>two</div><ul><li>x</li><li>y</li></ul>\tt1 t2
xy\tBasic (and reversed card)\tBio\tf\tb \\(a &lt; b\\) cost 5$ *\t
zz\tCloze\tBio\tThe {{c1::heart::organ}} pumps<br><br>blood.\tmore\t
"""


def notes(root: Path, name: str, text: str) -> list[Note]:
    compiled = folder(written(root, {name: text}), Settings(root=root))
    return list(compiled.collection.notes)


def pairs(found: list[Note]) -> list[tuple[str | None, str | None]]:
    parts = [(prompt(note), answer(note)) for note in found]
    return [(asked.text if asked else None, told.text if told else None) for asked, told in parts]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_names_in_the_first_row_say_what_columns_are(tmp_path: Path, separator: str) -> None:
    text = 'Tags,Front,Back\n"a b","What is ""x"", really?",A letter\n,Two,"Lines\nhere"\n'
    found = notes(
        tmp_path, "a.csv", text.replace(",", separator).replace('""x""' + separator, '""x"",')
    )
    assert pairs(found) == [('What is "x", really?', "A letter"), ("Two", "Lines\nhere")]
    assert sorted(found[0].tags) == ["a", "b"]


def test_a_diagnostic_in_a_quoted_value_points_into_the_file(tmp_path: Path) -> None:
    text = 'front,back\n"A ""good"" one","${\\frac{1}$"\n'
    compiled = folder(written(tmp_path, {"a.csv": text}))
    (found,) = [each for each in compiled.diagnostics if each.rule.name == "bad-math"]
    assert found.span.lines == (2, 2)


def test_what_anki_exports_as_text(tmp_path: Path) -> None:
    found = notes(tmp_path, "anki.txt", ANKI)
    assert pairs(found) == [
        ("**Bold** &amp; a\nline", "one\n\ntwo\n\n- x\n- y"),
        ("f", "b \\(a < b\\) cost 5$ *"),
        ("The heart pumps\n\nblood.", "more"),
    ]
    assert [note.given_id for note in found] == ["ab*c", "xy", "zz"]
    assert ["::".join(note.deck) for note in found] == ["Bio::Cells", "Bio", "Bio"]
    assert isinstance(found[1], Basic) and found[1].both_ways
    cloze = found[2]
    assert isinstance(cloze, Cloze) and cloze.deletions[0].hint == "organ"


def test_two_texts_a_row_are_a_deck_and_numbers_are_none(tmp_path: Path) -> None:
    assert pairs(notes(tmp_path / "a", "words.csv", "Haus;house\nBaum;tree\n")) == [
        ("Haus", "house"),
        ("Baum", "tree"),
    ]
    assert notes(tmp_path / "b", "data.csv", "1;2\n2;3\n") == []


def test_a_row_without_a_back_is_said_and_the_rest_is_read(tmp_path: Path) -> None:
    compiled = folder(written(tmp_path, {"a.tsv": "front\tback\nfirst\t\nsecond\tb\n"}))
    assert [each.rule.name for each in compiled.diagnostics] == ["missing-answer"]
    assert pairs(list(compiled.collection.notes)) == [("second", "b")]


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("a*b*c", "a\\*b\\*c"),
        ("5$ and 6$", "5\\$ and 6\\$"),
        ("one * two", "one * two"),
        ("<i>x</i><sub>2</sub>", "*x*<sub>2</sub>"),
        ("<table><tr><td><b>x</b></td></tr></table>", "<table><tr><td><b>x</b></td></tr></table>"),
        ("\\[a &amp; b * c * d\\]", "\\[a & b * c * d\\]"),
        ("1. first", "1\\. first"),
        ('<img src="a.png"> [sound:b.mp3]', '<img src="a.png"> [sound:b.mp3]'),
    ],
)
def test_fields_of_html_become_markdown(html: str, markdown: str) -> None:
    found = passage(Source("a.txt", html), [(0, len(html))])
    assert found is not None and from_html(found).text == markdown


@given(st.text(alphabet='a1<>/brdiv&;*$` \n\\()[]{}"', max_size=60))
def test_any_field_is_read_and_every_place_lies_in_it(html: str) -> None:
    found = passage(Source("a.txt", html), [(0, len(html))])
    if found is not None:
        made = from_html(found)
        for at in range(len(made.text)):
            span = made.place(at, at + 1)
            assert 0 <= span.start <= span.end <= len(html) + 8


@given(
    st.lists(st.lists(st.text(alphabet='a",\n;', max_size=5), min_size=2, max_size=3), max_size=5)
)
def test_quoted_rows_come_back_as_they_were_written(table: list[list[str]]) -> None:
    kept = [row for row in table if any(row)]
    text = "".join(
        ",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in kept
    )
    assert [[cell.text(text) for cell in row] for row in rows(text, 0, ",")] == kept


def test_text_is_literal_where_anki_says_it_is_no_html(tmp_path: Path) -> None:
    text = "#separator:tab\n#html:false\na *b* <i>c</i> &amp; $5$\t# x_y_ `z` \\(a_1 * b_2\\)\n"
    assert pairs(notes(tmp_path, "a.txt", text)) == [
        ("a \\*b\\* &lt;i>c&lt;/i> \\&amp; \\$5\\$", "\\# x\\_y\\_ \\`z\\` \\(a_1 * b_2\\)")
    ]


def test_a_gap_in_literal_text_is_one(tmp_path: Path) -> None:
    text = "#separator:tab\n#html:false\nThe {{c1::*heart*}} [sound:a_b.mp3]\tx\n"
    (note,) = notes(tmp_path, "a.txt", text)
    assert isinstance(note, Cloze)
    assert note.text.text == "The \\*heart\\* [sound:a_b.mp3]"


def test_below_ankis_lines_a_comment_is_skipped_and_the_first_row_is_a_card(
    tmp_path: Path,
) -> None:
    text = '#separator:tab\n#html:true\n# a comment\nfront\tback\n#other\tone\n"#a"\tb\n'
    assert pairs(notes(tmp_path, "a.txt", text)) == [("front", "back"), ("#a", "b")]


def test_rows_may_have_empty_values_and_numbers(tmp_path: Path) -> None:
    found = notes(tmp_path, "a.tsv", "chat\tcat\t\t\nRome fell\t476\nchien\tdog\tpets\n")
    assert pairs(found) == [("chat", "cat"), ("Rome fell", "476"), ("chien", "dog")]
    assert found[2].tags == {"pets"}


@pytest.mark.parametrize(
    "names",
    ["Vorderseite;Rückseite", "слово;перевод", "単語;意味", "Mot;Traduction", "word;meaning"],
)
def test_names_of_columns_are_known_in_many_languages(tmp_path: Path, names: str) -> None:
    (note,) = notes(tmp_path, "a.csv", f"{names}\nx;y\n")
    assert pairs([note]) == [("x", "y")]


TYPED = "#separator:tab\n#html:true\n#notetype column:1\n"


@pytest.mark.parametrize(
    ("row", "front", "back", "both"),
    [
        ("Basic (optional reversed card)\tf\tb\t", "f", "b", False),
        ("Basic (optional reversed card)\tf\tb\ty", "f", "b", True),
        ("Einfach (beide Richtungen)\tf\tb", "f", "b", True),
        ("Básico (y tarjeta invertida)\tf\tb", "f", "b", True),
        ("Vokabel\tf\tb\tc\t\td", "f", "b\n\nc\n\nd", False),
        ("Basic\t{{c1::f}}\tb\tc", "{{c1::f}}", "b", False),
    ],
)
def test_ankis_types_of_note_say_what_fields_are(
    tmp_path: Path, row: str, front: str, back: str, both: bool
) -> None:
    (note,) = notes(tmp_path, "a.txt", f"{TYPED}{row}\n")
    assert isinstance(note, Basic)
    assert (pairs([note]), note.both_ways) == ([(front, back)], both)


@pytest.mark.parametrize("kind", ["Lückentext", "Texte à trous", "穴埋め", "My own"])
def test_a_gap_makes_a_cloze_whatever_its_type_is_called(tmp_path: Path, kind: str) -> None:
    (note,) = notes(tmp_path, "a.txt", f"{TYPED}{kind}\tIn {{{{c1::Paris}}}}\tmore\n")
    assert isinstance(note, Cloze)


def test_ankis_lines_may_have_comments_between_and_any_case(tmp_path: Path) -> None:
    above = "#Separator:Comma\n#if matches:keep both\n# mine\n#HTML:true\n#Tags column:3\n"
    (note,) = notes(tmp_path, "a.txt", f"{above}f,<b>b</b>,t\n")
    assert pairs([note]) == [("f", "**b**")]
    assert note.tags == {"t"}


def test_texts_parted_by_tabs_are_what_anki_once_exported(tmp_path: Path) -> None:
    found = notes(tmp_path, "a.txt", "chat\tcat\nchien\tdog :: hound\n")
    assert pairs(found) == [("chat", "cat"), ("chien", "dog :: hound")]
    assert (
        notes(tmp_path / "b", "b.txt", "A list:\tof things\nand a line of text without one\n") == []
    )


@pytest.mark.parametrize(
    ("head", "row", "back", "tags"),
    [
        ("#html:true", "f,b,t u", "b", {"t", "u"}),
        ("#html:true\n#tags column:4", "f,b,c,t", "b\n\nc", {"t"}),
        ("#columns:Word,Example,Translation,Tags\n#tags column:4", "f,c,b,t", "b\n\nc", {"t"}),
        ("#notetype:Basic", "f,b,c", "b", set()),
        ("#notetype column:0", "f,b", "b", set()),
        ("#notetype:Vocabulary", "f,b,c,d", "b\n\nc\n\nd", set()),
    ],
)
def test_texts_beyond_two_are_tags_or_fields_as_to_anki(
    tmp_path: Path, head: str, row: str, back: str, tags: set[str]
) -> None:
    (note,) = notes(tmp_path, "a.txt", f"#separator:comma\n{head}\n{row}\n")
    assert pairs([note]) == [("f", back)]
    assert note.tags == tags


def test_named_columns_that_nothing_is_made_of_are_told(tmp_path: Path) -> None:
    compiled = folder(written(tmp_path, {"a.csv": "front,back,level,notes\nf,b,3,n\n"}))
    (found,) = [each for each in compiled.diagnostics if each.rule.name == "guessed-parts"]
    assert (found.message[-12:], found.span.text) == ("level, notes", "level")


def test_what_an_instrument_wrote_is_no_deck(tmp_path: Path) -> None:
    text = "#SEPARATOR:SEMICOLON\n#SAMPLE:1-90\n##Temp;Time\n9.33910; 91.00083\n"
    assert notes(tmp_path, "a.csv", text) == []


def test_a_row_that_is_a_comment_to_anki_is_told(tmp_path: Path) -> None:
    text = '#separator:tab\n#html:false\n#one\tlost\n"#two"\tkept\nc\td\n#three\te\n# said\n'
    compiled = folder(written(tmp_path, {"t.txt": text}), Settings(root=tmp_path))
    assert pairs(list(compiled.collection.notes)) == [("\\#two", "kept"), ("c", "d")]
    told = [each for each in compiled.diagnostics if each.rule.name == "looks-like-prompt"]
    assert [each.span.text for each in told] == ["#one\tlost", "#three\te"]


@pytest.mark.parametrize(
    ("text", "fronts"),
    [
        ("Türkçe,İngilizce\nelma,apple\n", ["elma"]),
        ("日本語;Lesung;Deutsch\n犬;いぬ;Hund\n", ["犬"]),
        ("German,Deutsch\nFrench,Französisch\n", ["German", "French"]),
    ],
)
def test_languages_name_columns_but_may_be_what_is_asked(
    tmp_path: Path, text: str, fronts: list[str]
) -> None:
    assert [front for front, _ in pairs(notes(tmp_path, "t.csv", text))] == fronts


@pytest.mark.parametrize(
    ("text", "stray", "line"),
    [
        ("front,back\na,b\nd,e,f\n", "f", 3),
        ("front;back\nwer?;der;z;extra\nwas?;das\n", "z", 2),
        ("front,back,\nd,e,f\n", "f", 2),
        ("front,back,tags,level\nd,e,t,3\nf,Yes, indeed,t,3,4\n", "3", 3),
        ("#separator:comma\n#html:false\n#notetype:Basic\nd,e,f\n", "f", 4),
    ],
)
def test_a_text_beyond_the_columns_is_told(
    tmp_path: Path, text: str, stray: str, line: int
) -> None:
    compiled = folder(written(tmp_path, {"a.csv": text}), Settings(root=tmp_path))
    (found,) = [each for each in compiled.diagnostics if each.rule.name == "stray-text"]
    assert (found.span.text, found.span.lines[0]) == (stray, line)


@pytest.mark.parametrize(
    "text",
    [
        "front,back\na,b,\nd,e,,\n",
        'front,back\na,"b, c"\n',
        "front,back,level\na,b,3\n",
        "a,b,t u\nc,d,t\n",
        "#separator:comma\n#html:true\n#notetype:Vocabulary\nf,b,c,d\n",
        "#separator:comma\n#html:true\n#notetype:Basic (optional reversed card)\nf,b,y\n",
    ],
)
def test_a_text_that_has_its_place_is_not(tmp_path: Path, text: str) -> None:
    compiled = folder(written(tmp_path, {"a.csv": text}), Settings(root=tmp_path))
    assert "stray-text" not in [each.rule.name for each in compiled.diagnostics]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("front,back,extra\na,b,c\n", [("a", "b\n\nc")]),
        ("front,back,extra\na,b,\nd,e\n", [("a", "b"), ("d", "e")]),
        ("front,back,extra\na,,c\n", []),
        ("text,back,extra\nIt is {{c1::so}}.,,c\n", [("It is so.", "c")]),
    ],
)
def test_a_column_called_extra_is_shown_below_the_answer(
    tmp_path: Path, text: str, expected: list[tuple[str, str]]
) -> None:
    assert pairs(notes(tmp_path, "a.csv", text)) == expected


def test_many_rows_with_too_many_texts_are_told_of_once(tmp_path: Path) -> None:
    text = "front,back\n" + "What?,This, or that\n" * 5
    compiled = folder(written(tmp_path, {"a.csv": text}), Settings(root=tmp_path))
    (found,) = [each for each in compiled.diagnostics if each.rule.name == "stray-text"]
    assert "4 more" in found.message

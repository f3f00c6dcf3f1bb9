"""`flashdeck.yaml`: which one counts, what it may say, and what it is told when it may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck import rules
from flashdeck.config.collection import NoCollection, chosen
from flashdeck.config.file import read
from flashdeck.settings import Settings

ROOT = Path("/nowhere/at/all")


def settings(text: str, root: Path = ROOT) -> Settings:
    found = read(text.encode(), "flashdeck.yaml", root)
    assert found.diagnostics == ()
    return found.settings


def problems(text: str | bytes, root: Path = ROOT) -> list[tuple[int, int, str, str | None]]:
    """Line, column, message and help of everything wrong."""
    data = text if isinstance(text, bytes) else text.encode()
    found = read(data, "flashdeck.yaml", root).diagnostics
    assert all(one.rule is rules.BAD_SETTING for one in found)
    places = [one.span.source.locate(one.span.start) for one in found]
    return [
        (at.line, at.column, one.message, one.help) for at, one in zip(places, found, strict=True)
    ]


def test_everything_can_be_said(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b" / "c").mkdir(parents=True)
    text = r"""
cards: [a, b/c/]
include: ["*.md"]
ignore: [drafts/*]
key: 0123abc
deck: University::Biology
tags: [bio, week6]
macros: {R: '\mathbb{R}', norm: '\lVert #1 \rVert'}
o2a: {Basic: header}
scheduler: fsrs
grades: 6
new_per_day: 0
reviews_per_day: 1000
rollover_hour: 0
leech_lapses: 0
leech_suspend: yes
"""
    assert settings(text, tmp_path) == Settings(
        root=tmp_path,
        cards=("a", "b/c"),
        include=("*.md",),
        ignore=("drafts/*",),
        key="0123abc",
        deck=("University", "Biology"),
        tags=frozenset({"bio", "week6"}),
        macros={"R": r"\mathbb{R}", "norm": r"\lVert #1 \rVert"},
        o2a={"Basic": "header"},
        scheduler="fsrs",
        grades=6,
        new_per_day=0,
        reviews_per_day=1000,
        rollover_hour=0,
        leech_lapses=0,
        leech_suspend=True,
    )


@pytest.mark.parametrize("text", ["", "# nothing\n", "tags:\ngrades:\ndeck: ''\nkey:\ncards: []\n"])
def test_what_is_left_out_has_a_value(text: str) -> None:
    assert settings(text) == Settings(root=ROOT)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("tags: bio", Settings(root=ROOT, tags=frozenset({"bio"}))),
        (
            "tags: '#bio, @exam~ week6'",
            Settings(root=ROOT, tags=frozenset({"bio", "exam", "week6"})),
        ),
        ("include: '*.md'", Settings(root=ROOT, include=("*.md",))),
        ("deck: [A, B]", Settings(root=ROOT, deck=("A", "B"))),
        ("deck: 'A :: B'", Settings(root=ROOT, deck=("A", "B"))),
        ("deck: 1984", Settings(root=ROOT, deck=("1984",))),
        ("deck: yes", Settings(root=ROOT, deck=("yes",))),
        ("key: 0123", Settings(root=ROOT, key="0123")),
        ("macros: {'\\R': x}", Settings(root=ROOT, macros={"R": "x"})),
        ("leech_suspend: On", Settings(root=ROOT, leech_suspend=True)),
        ("grades: '6'", Settings(root=ROOT, grades=6)),
        ("\ufeffgrades: 6\r\nkey: a\r\n", Settings(root=ROOT, grades=6, key="a")),
    ],
)
def test_natural_forms_are_read_as_meant(text: str, meant: Settings) -> None:
    assert settings(text) == meant


LOST = "until this is mended, no setting in the file counts"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("grades: 5", (1, 9, "`grades` wants 4 or 6", "without it, `grades` is 4")),
        (
            "key: a\nrollover_hour: 24",
            (
                2,
                16,
                "`rollover_hour` wants a whole number from 0 to 23",
                "without it, `rollover_hour` is 4",
            ),
        ),
        (
            "new_per_day: many",
            (
                1,
                14,
                "`new_per_day` wants a whole number from 0 to 9,999",
                "without it, `new_per_day` is 20",
            ),
        ),
        (
            "leech_suspend: maybe",
            (
                1,
                16,
                "`leech_suspend` wants true or false",
                "without it, `leech_suspend` is false",
            ),
        ),
        ("deck: {a: b}", (1, 7, "`deck` wants texts", "such as `deck: [one, two]`")),
        ("deck: 'A::'", (1, 7, "a deck without a name", "write `deck: Outer::Inner`")),
        ("key: [a]", (1, 6, "`key` wants a text", "such as `key: word`")),
        ("tag: [a]", (1, 1, "unknown setting `tag`", "did you mean `tags`?")),
        (
            "o2a: header",
            (1, 6, "`o2a` wants names and texts", "such as `o2a: {Basic: header}`"),
        ),
        ("macros: x", (1, 9, "`macros` wants names and LaTeX", r"such as `R: \mathbb{R}`")),
        (
            "macros: {R2: x}",
            (1, 10, "not the name of a LaTeX command", "letters only, such as `RR`"),
        ),
        ("macros: {R: [x]}", (1, 13, "`R` wants LaTeX", r"such as `R: \mathbb{R}`")),
        ("cards: [gone]", (1, 9, "there is no folder `gone` beside the file", None)),
        ("cards: ../..", (1, 8, "`../..` lies outside of the collection", None)),
        ("- a", (1, 1, "the settings are not names and values", LOST)),
        (
            "grades: 6\ngrades: 4",
            (2, 1, "`grades` is set twice", "keep one of them; until then the later one counts"),
        ),
        (
            b"key: a\n# caf\xe9\n",
            (
                2,
                6,
                "bytes that are not UTF-8",
                "save the file as UTF-8; until then no setting in it counts",
            ),
        ),
    ],
)
def test_what_it_cannot_say_is_pointed_at(
    text: str | bytes, problem: tuple[int, int, str, str | None], tmp_path: Path
) -> None:
    assert problems(text, tmp_path) == [problem]


def test_an_unknown_setting_like_no_other_lists_all_of_them() -> None:
    ((_, _, _, help),) = problems("xyzzy: 1")
    assert help is not None and help.startswith("there are: `cards`, `include`")


@pytest.mark.parametrize(
    "text", ["a: [1", "a: b: c", 'a: "b', "\ta: b", "a: \x00", "[" * 5000, "--- a\n--- b", "a: *b"]
)
def test_what_is_no_yaml_is_one_problem_and_no_exception(text: str) -> None:
    ((_, _, message, _),) = problems(text)
    assert message.startswith("not valid YAML: ")


def test_a_pattern_without_quotes_is_told_so() -> None:
    ((line, _, _, help),) = problems("key: a\ninclude: *.md\n")
    assert (line, help) == (2, 'a pattern wants quotes: `"*.md"`')


def test_a_colon_without_quotes_is_told_so() -> None:
    ((line, column, _, help),) = problems("deck: A :: B")
    assert (line, column, help) == (1, 10, 'a text with colons wants quotes: `"A :: B"`')


def test_one_wrong_setting_spoils_no_other() -> None:
    found = read(b"grades: 5\ndeck: A\ntags: {}\n", "flashdeck.yaml", ROOT)
    assert len(found.diagnostics) == 2
    assert found.settings == Settings(root=ROOT, deck=("A",))


@given(st.one_of(st.binary(), st.text("abgkrs: \n[]{}*&!-'\"#|>,1é").map(str.encode)))
def test_any_bytes_can_be_read(data: bytes) -> None:
    for one in read(data, "flashdeck.yaml", ROOT).diagnostics:
        assert 0 <= one.span.start <= one.span.end <= len(one.span.source.text)


def collection(root: Path, text: str = "") -> Path:
    root.mkdir(parents=True, exist_ok=True)
    (root / "flashdeck.yaml").write_text(text)
    return root


def test_the_nearest_file_upwards_counts(tmp_path: Path) -> None:
    outer = collection(tmp_path / "outer", "key: outer")
    inner = collection(outer / "inner", "key: inner")
    deep = inner / "a" / "b"
    deep.mkdir(parents=True)
    assert chosen((), deep).settings.key == "inner"
    assert chosen((), outer).settings.key == "outer"


def test_standing_below_the_file_reads_the_whole_collection(tmp_path: Path) -> None:
    below = collection(tmp_path / "c") / "a"
    below.mkdir()
    assert chosen((), below).paths == (Path(".."),)


def test_its_folders_of_cards_are_read(tmp_path: Path) -> None:
    root = collection(tmp_path / "c", "cards: [x, y/z]")
    (root / "x").mkdir()
    (root / "y" / "z").mkdir(parents=True)
    assert chosen((), root).paths == (Path("x"), Path("y/z"))


def test_the_file_is_called_as_seen_from_here(tmp_path: Path) -> None:
    below = collection(tmp_path / "c", "grades: 5") / "a"
    below.mkdir()
    (found,) = chosen((), below).diagnostics
    assert found.span.source.path == str(Path("..") / "flashdeck.yaml")


@pytest.mark.parametrize("with_file", [True, False])
def test_without_a_file_the_folder_cards_is_the_collection(tmp_path: Path, with_file: bool) -> None:
    cards = tmp_path / "cards"
    cards.mkdir()
    if with_file:
        collection(cards, "key: k")
    found = chosen((), tmp_path)
    assert (found.paths, found.name) == ((Path("cards"),), "cards")
    assert found.settings.key == ("k" if with_file else "")


def test_without_anything_there_is_a_hint(tmp_path: Path) -> None:
    with pytest.raises(NoCollection, match="flashdeck init"):
        chosen((), tmp_path)


def test_named_paths_belong_to_the_collection_of_the_first(tmp_path: Path) -> None:
    one = collection(tmp_path / "one", "key: one")
    two = collection(tmp_path / "two", "key: two")
    (two / "a.md").touch()
    found = chosen((two / "a.md", one), tmp_path)
    assert (found.settings.key, found.settings.root, found.name) == ("two", two.resolve(), "two")
    assert found.paths == (two / "a.md", one)


def test_a_lone_file_lies_in_its_folder(tmp_path: Path) -> None:
    (tmp_path / "a.md").touch()
    found = chosen((Path("a.md"),), tmp_path)
    assert found.settings == Settings(root=tmp_path.resolve())


def test_standard_input_lies_where_one_stands(tmp_path: Path) -> None:
    root = collection(tmp_path / "c", "key: k")
    assert chosen((Path("-"),), root).settings.key == "k"


def test_where_no_named_folder_is_there_nothing_is_read(tmp_path: Path) -> None:
    root = collection(tmp_path / "c", "cards: [gone]")
    found = chosen([], root)
    assert found.paths == ()
    assert [each.rule.name for each in found.diagnostics] == ["bad-setting"]

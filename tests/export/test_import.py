"""What Anki makes of our packages; the real Anki."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection as Anki
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anki_collection import field, imported, package
from building import MODIFIED, basic, cloze, passage, statement
from flashdeck.export.apkg import ids
from flashdeck.model import Basic, Cloze, Deletion, Media, Note, NoteId, ordinals
from flashdeck.settings import Settings

pytestmark = pytest.mark.anki

LATER = MODIFIED + 1


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Anki]:
    opened = Anki(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def some_notes() -> list[Note]:
    return [
        basic("Capital of France?", "Paris", deck=("World", "Europe")),
        basic("mitochondrion", "powerhouse", both_ways=True, deck=("Biology",)),
        cloze("⟦1:Paris⟧ is in ⟦2:France⟧ and $x = ⟦3:\\frac{a}{b}⟧$", deck=("World",)),
        statement("A fact.", deck=("World", "Europe")),
    ]


def rows(anki: Anki) -> list[object]:
    """All notes and cards, as they are stored."""
    assert anki.db is not None
    return [
        anki.db.all("SELECT * FROM notes ORDER BY id"),
        anki.db.all("SELECT * FROM cards ORDER BY id"),
    ]


def decks_of(anki: Anki) -> set[str]:
    return {deck.name for deck in anki.decks.all_names_and_ids()} - {"Default"}


def test_everything_arrives(anki: Anki, tmp_path: Path) -> None:
    log = imported(anki, package(tmp_path, some_notes()))
    assert (len(log.new), anki.note_count(), anki.card_count()) == (4, 4, 7)
    assert decks_of(anki) == {"Biology", "World", "World::Europe"}
    assert list(anki.get_empty_cards().notes) == []


def test_cards_come_in_the_order_of_their_notes(anki: Anki, tmp_path: Path) -> None:
    fronts = [f"{number}?" for number in (3, 1, 4, 1.5, 9, 2)]
    imported(anki, package(tmp_path, [basic(front) for front in fronts]))
    cards = [anki.get_card(card) for card in anki.find_cards("", order="c.due")]
    assert [card.note()["Front"] for card in cards] == fronts


def test_both_ways_are_asked(anki: Anki, tmp_path: Path) -> None:
    imported(anki, package(tmp_path, [basic("front side", "back side", both_ways=True)]))
    there, back = (anki.get_card(card) for card in anki.find_cards("", order="c.ord"))
    assert "front side" in there.question() and "back side" not in there.question()
    assert "back side" in back.question() and "front side" not in back.question()


def test_an_edited_answer_updates_its_note_in_place(anki: Anki, tmp_path: Path) -> None:
    imported(anki, package(tmp_path, [basic("a?", "old"), basic("b?", "same")]))
    before = anki.find_notes("")
    log = imported(
        anki, package(tmp_path, [basic("a?", "new", modified=LATER), basic("b?", "same")])
    )
    assert (len(log.updated), len(log.new)) == (1, 0)
    assert anki.find_notes("") == before
    assert field(anki, "Front:a?", "Back") == "new"


def test_an_edited_reference_updates_the_note_that_shows_it(anki: Anki, tmp_path: Path) -> None:
    links = {(NoteId("a"), "the-other"): NoteId("b")}
    shows = basic("see ∆the-other", id="a", name="a.md")
    for answer, modified in (("old", MODIFIED), ("new", LATER)):
        other = basic("other?", answer, id="b", modified=modified, name="b.md")
        imported(anki, package(tmp_path, [shows, other], links=links))
        assert f'<div class="ref-answer">{answer}</div>' in field(anki, "Id:a", "Front")


def test_an_unchanged_rebuild_changes_nothing(anki: Anki, tmp_path: Path) -> None:
    imported(anki, package(tmp_path, some_notes()))
    before = rows(anki)
    log = imported(anki, package(tmp_path, some_notes()))
    assert (len(log.new), len(log.updated), len(log.duplicate)) == (0, 0, 4)
    assert rows(anki) == before


def test_scheduling_stays_when_an_answer_is_edited(anki: Anki, tmp_path: Path) -> None:
    imported(anki, package(tmp_path, [basic("a?", "old")]))
    (ident,) = anki.find_cards("")
    anki.sched.set_due_date([ident], "30")
    due = anki.get_card(ident).due
    imported(anki, package(tmp_path, [basic("a?", "new", modified=LATER)]), scheduling=True)
    card = anki.get_card(ident)
    assert (card.due, int(card.type), card.ivl) == (due, 2, 30)
    assert card.note()["Back"] == "new"


def test_a_users_own_edit_survives(anki: Anki, tmp_path: Path) -> None:
    imported(anki, package(tmp_path, some_notes()))
    (ident,) = anki.find_notes("Front:mitochondrion")
    note = anki.get_note(ident)
    note["Back"] = "my own words"
    anki.update_note(note)
    imported(anki, package(tmp_path, [*some_notes(), basic("one more?", modified=LATER)]))
    assert anki.get_note(ident)["Back"] == "my own words"
    assert anki.note_count() == 5


def test_a_new_gap_adds_its_card_only(anki: Anki, tmp_path: Path) -> None:
    imported(anki, package(tmp_path, [cloze("⟦1:a⟧ b", id="c")]))
    before = set(anki.find_cards(""))
    imported(anki, package(tmp_path, [cloze("⟦1:a⟧ ⟦2:b⟧", id="c", modified=LATER)]))
    assert before < set(anki.find_cards(""))
    assert anki.card_count() == 2


def test_the_same_question_in_two_collections_is_two_notes(anki: Anki, tmp_path: Path) -> None:
    for key in ("mine", "yours"):
        imported(anki, package(tmp_path, [basic("a?")], settings=Settings(key=key)))
    assert anki.note_count() == 2


def test_packages_whose_row_ids_clash_are_both_imported(
    anki: Anki, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ids, "_PLACES", 50)
    for key in ("mine", "yours"):
        notes = [basic(f"{key} {number}?", both_ways=True) for number in range(40)]
        imported(anki, package(tmp_path, notes, settings=Settings(key=key)))
    assert (anki.note_count(), anki.card_count()) == (80, 160)
    assert list(anki.get_empty_cards().notes) == []


HOSTILE = {
    "separators": "```\n---\n?\nQ: x :: y\n```",
    "comparisons": "$a < b && b > c$ and a < b && b > c",
    "control characters": "a\x1fb\x00c\x1b[31m",
    "carriage returns": "a\r\nb\r\n",
    "emoji": "👩‍👩‍👧 🇫🇷 e\u0301",
    "right to left": "مرحبا \u202eabc",
    "templates": "{{Front}} {{#Back}} {{c1::x}} {{^Reverse}}",
    "half a surrogate": "a\ud800b",
    "combining": "\u0338<b>\u0338x</b>",
    "sounds and latex": "[sound:x.mp3] [latex]x[/latex] [$]y[/$]",
    "entities": "&lt;script&gt; &amp;amp; &#0; &nbsp;",
    "tags": "</div></div></body><!-- x",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_arrives(anki: Anki, tmp_path: Path, name: str) -> None:
    notes: list[Note] = [
        basic(HOSTILE[name], HOSTILE[name], both_ways=True),
        cloze(f"{HOSTILE[name]}\n\n⟦1:gap⟧"),
    ]
    log = imported(anki, package(tmp_path, notes))
    assert (len(log.new), anki.card_count()) == (2, 3)
    assert list(anki.get_empty_cards().notes) == []
    for card in (anki.get_card(ident) for ident in anki.find_cards("")):
        assert not {"\x1f", "\x00", "\r", "\x1b"} & set("".join(card.note().values()))
        output = card.render_output()
        assert output.question_av_tags == output.answer_av_tags == []


NOTHING_TO_SEE = [
    "<!-- nothing -->",
    "<script>x</script>",
    "%% a %%",
    "\x1f",
    "<div></div>",
    "&nbsp;",
    "\u200b",
]


@pytest.mark.parametrize("text", NOTHING_TO_SEE)
def test_a_card_with_nothing_to_see_still_arrives(anki: Anki, tmp_path: Path, text: str) -> None:
    imported(
        anki, package(tmp_path, [basic(text, text, both_ways=True, id="x"), cloze(f"⟦1:{text}⟧")])
    )
    assert (anki.note_count(), anki.card_count()) == (2, 3)
    assert list(anki.get_empty_cards().notes) == []


def test_a_large_answer_arrives_whole(anki: Anki, tmp_path: Path) -> None:
    imported(anki, package(tmp_path, [basic("a?", "word *with* $x_1$\n\n" * 60_000)]))
    assert field(anki, "Front:a?", "Back").count(r"\(x_1\)") == 60_000


def test_two_thousand_decks_arrive(anki: Anki, tmp_path: Path) -> None:
    notes = [basic(f"{number}?", deck=("All", f"Deck {number}")) for number in range(2_000)]
    imported(anki, package(tmp_path, notes))
    assert len(decks_of(anki)) == 2_001
    assert anki.decks.card_count(anki.decks.id_for_name("All"), include_subdecks=True) == 2_000  # type: ignore[arg-type]  # it is there


DECK_NAMES = {
    ('say "x"', "A"): 'say "x"::A',
    ("  spaces ", "in\nnames"): "spaces::in names",
    ("A::B", "C"): "A B::C",
    ("A:", ":B"): "A::B",
    ("", "A", ""): "A",
    (): "flashdeck",
    ("", ""): "flashdeck",
    ("a:b", "c\x1fd"): "a:b::cd",
    ("日本語", "🦊"): "日本語::🦊",
}


@pytest.mark.parametrize("deck", DECK_NAMES)
def test_odd_deck_names_arrive(anki: Anki, tmp_path: Path, deck: tuple[str, ...]) -> None:
    imported(anki, package(tmp_path, [basic("a?", deck=deck)]))
    (ident,) = anki.find_cards("")
    assert anki.decks.name(anki.get_card(ident).did) == DECK_NAMES[deck]


def test_decks_that_differ_in_case_only_are_one(anki: Anki, tmp_path: Path) -> None:
    imported(anki, package(tmp_path, [basic("a?", deck=("Math",)), basic("b?", deck=("math",))]))
    assert decks_of(anki) == {"Math"}


def test_tags_have_no_spaces(anki: Anki, tmp_path: Path) -> None:
    note = replace(basic("a?"), tags=frozenset({"two words", "nested::tag", "wide\u3000space"}))
    imported(anki, package(tmp_path, [note]))
    assert sorted(anki.tags.all()) == ["nested::tag", "two-words", "wide-space"]


def test_only_media_that_is_shown_is_carried(anki: Anki, tmp_path: Path) -> None:
    for name, data in {"one": b"1", "two": b"2", "sound": b"3", "unused": b"4"}.items():
        (tmp_path / name).write_bytes(data)
    media = {
        ("a.md", "cat.png"): Media("c1.png", tmp_path / "one"),
        ("b.md", "cat.png"): Media("c2.png", tmp_path / "two"),
        ("b.md", "same.png"): Media("c2.png", tmp_path / "two"),
        ("b.md", "purr.mp3"): Media("c3.mp3", tmp_path / "sound"),
        ("b.md", "dog.png"): Media("c4.png", tmp_path / "unused"),
    }
    notes = [
        basic("![](cat.png)", name="a.md"),
        basic("![](cat.png) ![](same.png)", "![[purr.mp3]]", name="b.md"),
    ]
    imported(anki, package(tmp_path, notes, media=media))
    folder = Path(anki.media.dir())
    found = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert found == {"c1.png": b"1", "c2.png": b"2", "c3.mp3": b"3"}
    assert list(anki.media.check().missing) == []


def test_gaps_in_formulas_survive(anki: Anki, tmp_path: Path) -> None:
    imported(anki, package(tmp_path, [cloze(r"$x = ⟦1:\frac{\sqrt{a}}{b}⟧ + c$")]))
    (ident,) = anki.find_cards("")
    card = anki.get_card(ident)
    assert r"\(x = [...] + c\)" in card.question()
    assert r"\(x = \frac{\sqrt{a} }{b}  + c\)" in card.answer()


def test_nested_gaps_are_asked_for_alone(anki: Anki, tmp_path: Path) -> None:
    shown = passage("the capital of France")
    gaps = (Deletion(1, 0, 21), Deletion(2, 15, 21), Deletion(3, 15, 21))
    note = Cloze(id=NoteId("n"), deck=("D",), text=shown, deletions=gaps, span=shown.span)
    imported(anki, package(tmp_path, [note]))
    asked = [anki.get_card(card).question() for card in anki.find_cards("", order="c.ord")]
    assert [question.count("France</span>") for question in asked] == [0, 0, 0]
    assert len(asked) == 3
    assert ["the capital of" in question.split("data-cloze")[0] for question in asked] == [
        False,
        True,
        True,
    ]


SNIPPETS = [
    *("**", "}}", "{{c9::", "::", "$$", "```", "\n\n", "\n- ", "<b>", "<!-- x -->"),
    *("[x](http://y)", "![[a.png]]", "<i title='x'>", "\\frac{a}{b}", "\n|a|b|\n|-|-|\n"),
    *"*_`$|>#-[]<{}:\\ \nab1",
]
TEXTS = st.lists(st.sampled_from(SNIPPETS), max_size=20).map("".join)
GAPS = st.lists(
    st.tuples(st.integers(1, 5), st.integers(0, 40), st.integers(1, 40)), min_size=1, max_size=5
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(TEXTS, TEXTS, GAPS), min_size=1, max_size=10))
def test_any_gaps_give_exactly_their_cards(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[tuple[str, str, list[tuple[int, int, int]]]],
) -> None:
    folder = tmp_path_factory.mktemp("anki")
    notes = []
    for number, (text, context, ranges) in enumerate(drawn):
        shown = passage(text)
        gaps = tuple(Deletion(group, start, start + size) for group, start, size in ranges)
        notes.append(
            Cloze(
                id=NoteId(f"note-{number}"),
                deck=("D",),
                text=shown,
                deletions=gaps,
                context=passage(context),
                extra=passage(context),
                span=shown.span,
            )
        )
    opened = Anki(str(folder / "collection.anki2"))
    try:
        imported(opened, package(folder, notes))
        assert opened.card_count() == sum(len(ordinals(note)) for note in notes)
        assert list(opened.get_empty_cards().notes) == []
        for ident in opened.find_notes(""):
            note = opened.get_note(ident)
            (ours,) = (each for each in notes if each.id == note["Id"])
            assert [card.ord + 1 for card in note.cards()] == list(ordinals(ours))
            assert list(note.cloze_numbers_in_fields()) and set(
                note.cloze_numbers_in_fields()
            ) == set(ordinals(ours))
    finally:
        opened.close()


def test_a_note_type_is_there_once_after_two_imports(anki: Anki, tmp_path: Path) -> None:
    imported(anki, package(tmp_path, some_notes()))
    imported(anki, package(tmp_path, [basic("another?")]))
    ours = [
        kind.name for kind in anki.models.all_names_and_ids() if kind.name.startswith("flashdeck")
    ]
    assert ours == ["flashdeck basic", "flashdeck cloze"]


def test_fields_and_templates_keep_their_ids(anki: Anki, tmp_path: Path) -> None:
    imported(anki, package(tmp_path, some_notes()))
    kind = anki.models.by_name("flashdeck basic")
    assert kind is not None
    assert [field["id"] for field in kind["flds"]][:2] == [
        1_571_903_224_001_001,
        1_571_903_224_001_002,
    ]
    assert kind["tmpls"][1]["id"] == 1_571_903_224_001_102


def test_basic_notes_keep_every_field(anki: Anki, tmp_path: Path) -> None:
    note: Basic = replace(
        basic("a?", "b", deck=("Course", "Week 1")),
        section=("One", "*Two* $x$"),
        verbs=("state", "prove"),
        context=passage("some context"),
        source_note="Lecture [3](https://x.org)",
        demo="simclr",
        tags=frozenset({"exam"}),
    )
    imported(anki, package(tmp_path, [note]))
    (ident,) = anki.find_notes("")
    assert dict(anki.get_note(ident).items()) == {
        "Front": "a?",
        "Back": "b",
        "Reverse": "",
        "Context": "some context",
        "Section": r"Week 1 › One › <em>Two</em> \(x\)",
        "Verbs": "state · prove",
        "Source": 'Lecture <a href="https://x.org">3</a>',
        "Demo": "simclr",
        "Id": "a?",
    }

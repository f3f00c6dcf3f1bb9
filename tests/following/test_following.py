"""Cards before and after an edit: which ids, numbers and questions come of it."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edited_cards import EMPTY, Card, Files, built, decks, notes
from flashdeck.following.following import Following, followed
from flashdeck.following.trace import Trace, unpacked
from flashdeck.journal import seen
from flashdeck.journal.seen import Seen
from flashdeck.model import Basic, Note, NoteId


def files(*texts: str, name: str = "a.md") -> Files:
    return {name: tuple(Card(f"{at}", text) for at, text in enumerate(texts))}


def edited(before: Files, after: Files) -> tuple[list[Trace], list[Trace], Following]:
    """The traces of both builds, and what the second found."""
    first, _, memory = built(before)
    second, result, _ = built(after, memory)
    return [*first.values()], [*second.values()], result


def numbers(note: Note) -> dict[str, int]:
    assert not isinstance(note, Basic)
    return {note.text.text[gap.start : gap.end]: gap.group for gap in note.deletions}


FRANCE = "Q: What is the capital of France?\nA: Paris"
SPAIN = "Q: What is the capital of Spain?\nA: Madrid"
TYPO = "Q: What is the captial of France?\nA: Paris"


def test_a_mended_typo_renames_a_note_and_keeps_its_origin() -> None:
    (old,), (new,), result = edited(files(TYPO), files(FRANCE))
    assert result.renames == ((old.id, new.id),)
    assert new.origin == old.id
    assert not result.questions
    assert not result.vanished


def test_another_card_in_the_same_place_is_another_card() -> None:
    (old,), (new,), result = edited(files(FRANCE), files(SPAIN))
    assert not result.renames
    assert not result.questions
    assert result.vanished == (old,)
    assert new.origin == new.id


MENDED = (
    ("C: The Berlin wall fell in [1988].", "C: The Berlin wall fell in [1989]."),
    ("C: The capital of Australia is [Sydney].", "C: The capital of Australia is [Canberra]."),
    ("C: Coase: the [woner] of a river sells it.", "C: Coase: the [owner] of a river sells it."),
)


def test_the_only_gap_of_a_text_is_mended() -> None:
    for pairs in ((MENDED[0],), (MENDED[1],), (MENDED[2],), MENDED):
        olds, news, result = edited(
            files(*(old for old, _ in pairs), FRANCE), files(*(new for _, new in pairs), FRANCE)
        )
        assert len(result.renames) == len(pairs), pairs
        assert [each.origin for each in news] == [each.id for each in olds]


def test_a_text_that_says_little_around_its_gap_elsewhere_is_asked_for() -> None:
    old, new = "C: [Iron] is a metal.", "C: [Sulphur] is a metal."
    _, _, result = edited(files(old, FRANCE, SPAIN), files(FRANCE, SPAIN, new))
    assert not result.renames
    assert len(result.questions) == 1


LIMA = ("Q: Capital of Preu\nA: Lima", "Q: Capital of Peru\nA: Lima")


def test_a_slip_in_a_short_prompt_is_told_by_an_answer_that_no_other_card_gives() -> None:
    old, new = LIMA
    _, _, result = edited(files(old, FRANCE), files(new, FRANCE))
    assert len(result.renames) == 1
    for other in ("Q: Where was the viceroy?\nA: Lima", "Q: Seat of the viceroy\nA: Lima"):
        _, _, result = edited(files(old, FRANCE, other), files(new, FRANCE, other))
        assert not result.renames
        assert len(result.questions) == 1


STRANGERS: tuple[Files, Files] = (
    {"tcp.md": (Card("old", "---\ndeck: Net\n---\n\nQ: Who made it?\nA: Cerf and Kahn."),)},
    {"alg.md": (Card("new", "---\ndeck: Sorting\n---\n\nQ: Who made it?\nA: Tony Hoare."),)},
)


def test_the_same_question_in_another_deck_with_another_answer_is_asked_for() -> None:
    before, after = STRANGERS
    first, _, memory = built(before)
    second, result, memory = built({"tcp.md": (), **after}, memory)
    (old,), (new,) = first.values(), second.values()
    assert old.id != new.id
    assert old.origin != new.origin
    assert [(each.new, each.old) for each in result.questions] == [((new,), (old,))]
    assert not result.renames


def test_what_is_not_read_has_not_vanished() -> None:
    _, _, memory = built({**files(TYPO), **files(SPAIN, name="b.md")})
    _, read = notes(files(FRANCE, name="c.md"))
    result = followed(read, memory.traces, retired={}, in_scope={"c.md"})
    assert not result.renames
    assert not result.vanished
    result = followed(read, memory.traces, retired={}, in_scope={"a.md", "c.md"})
    assert len(result.renames) == 1


def test_a_card_that_left_comes_back_with_its_history() -> None:
    first, _, memory = built(files(FRANCE, SPAIN))
    _, gone, memory = built(files(SPAIN), memory)
    assert [each.id for each in gone.vanished] == [first["0"].id]
    second, result, _ = built({**files(SPAIN), **files(FRANCE, name="b.md")}, memory)
    assert not result.renames
    assert second["0"].origin == first["0"].id


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_that_are_equally_near_are_asked_about(order: tuple[int, int]) -> None:
    halves = (
        "Q: Which is the first half of what meiosis does?\nA: It halves the chromosomes.",
        "Q: Which is the second half of what meiosis does?\nA: It parts the chromatids.",
    )
    old = (
        "Q: Which halves has what meiosis does?\n"
        "A: It halves the chromosomes. It parts the chromatids."
    )
    _, new, result = edited(files(old), files(*(halves[at] for at in order)))
    assert not result.renames
    (question,) = result.questions
    assert set(question.new) == set(new)
    assert [each.prompt for each in question.old] == ["Which halves has what meiosis does?"]


def test_an_id_may_come_and_go() -> None:
    named = "Q: What is the capital of France? {#france}\nA: Paris"
    (plain,), (given,), result = edited(files(FRANCE), files(named))
    assert result.renames == ((plain.id, NoteId("france")),)
    assert given.origin == plain.id
    _, _, memory = built(files(FRANCE))
    _, _, memory = built(files(named), memory)
    back, result, _ = built(files(FRANCE), memory)
    assert result.renames == ((NoteId("france"), plain.id),)
    assert back["0"].origin == plain.id


def test_a_prompt_that_was_anothers_gets_an_id_of_its_own_that_stays() -> None:
    _, _, memory = built(files(TYPO))
    first, _, memory = built(files(FRANCE), memory)
    both = files(FRANCE, TYPO)
    second, result, memory = built(both, memory)
    assert not result.renames
    assert second["0"] == first["0"]
    fresh = second["1"]
    assert fresh.id not in (second["0"].id, second["0"].origin)
    assert fresh.origin == fresh.id
    third, result, _ = built(both, memory)
    assert third == second
    assert not result.renames


def test_a_prompt_taken_back_takes_its_name_back() -> None:
    first, _, memory = built(files(TYPO))
    _, _, memory = built(files(FRANCE), memory)
    again, result, _ = built(files(TYPO), memory)
    assert again["0"].id == first["0"].id
    assert len(result.renames) == 1
    assert again["0"].origin == first["0"].id


def test_of_two_that_ask_the_same_the_second_stays_when_the_first_goes() -> None:
    bench = "Q: bank\nA: the side of a river"
    money = "Q: bank\nA: a house for money"
    first, _, memory = built(files(bench, money))
    _, result, memory = built({"a.md": (Card("1", money),)}, memory)
    assert result.traces[0].id == first["1"].id
    assert [each.id for each in result.vanished] == [first["0"].id]
    again, _, _ = built(files(bench, money), memory)
    assert {key: each.id for key, each in again.items()} == {
        key: each.id for key, each in first.items()
    }


def test_a_card_never_becomes_another_kind() -> None:
    cloze = "C: What is the capital of France? [Paris]"
    _, _, result = edited(files(FRANCE), files(cloze))
    assert not result.renames


def test_an_id_that_goes_to_another_kind_keeps_its_origin() -> None:
    named = "Q: What is the capital of France? {#france}\nA: Paris"
    _, _, memory = built(files(FRANCE))
    first, _, memory = built(files(named), memory)
    second, _, memory = built(files("C: The capital of France is [Paris]. {#france}"), memory)
    assert second["0"].kind == "text"
    assert second["0"].origin == first["0"].origin != "france"
    assert built(files("C: The capital of France is [Paris]. {#france}"), memory)[0] == second


def test_a_missing_card_is_looked_for_with_more_caution() -> None:
    (old,) = built(files(FRANCE))[0].values()
    reworded = "Q: Which city is the capital of France?\nA: Paris"
    _, read = notes(files(reworded, name="b.md"))
    scope = {"a.md", "b.md"}
    assert followed(read, {old.id: old}, retired={}, in_scope=scope).renames
    later = followed(read, {old.id: old}, retired={}, in_scope=scope, gone={old.id})
    assert not later.renames
    assert len(later.questions) == 1


WITH_ONE_MORE = {"one": 1, "new": 3, "two": 2}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("[one] [two] [three]", "[one] [three]", {"one": 1, "three": 3}),
        ("[one] [three]", "[one] [two] [three]", {"one": 1, "two": 3, "three": 2}),
        ("[one] [two]", "[two] [one]", {"one": 1, "two": 2}),
        (
            "[oxigen] [nitrogen]",
            "[carbon] [oxygen] [nitrogen]",
            {"oxygen": 1, "nitrogen": 2, "carbon": 3},
        ),
        ("[a] [300,000] [c]", "[a] [299,792] [c]", {"a": 1, "299,792": 2, "c": 3}),
        ("[one] [two]", "[one] {{c2::three}} [two]", {"one": 1, "three": 3, "two": 2}),
        ("{{c4::one}} [two]", "{{c4::one}} [two] [three]", {"one": 4, "two": 1, "three": 2}),
        ("[same] [same]", "[same] [new] [same]", {"new": 3, "same": 2}),
        ("{{c1::one}} {{c2::two}}", "{{c1::one}} {{c2::new}} {{c3::two}}", WITH_ONE_MORE),
        ("{{c1::one}} {{c2::two}}", "one {{c1::two}}", {"two": 2}),
        ("{{c1::one}} {{c2::two}}", "{{c2::one}} {{c1::two}}", {"one": 1, "two": 2}),
        ("{{c1::one}} {{c2::two}}", "{{c1::uno}} {{c2::due}}", {"uno": 1, "due": 2}),
        ("{{c1::one}} {{c2::two}}", "one {{c1::and}} {{c2::two}}", {"and": 3, "two": 2}),
        ("{{c1::one}} {{c2::two}}", "{{c3::new}} {{c2::two}}", {"new": 3, "two": 2}),
        ("{{c1::one}} {{c2::two}}", "{{c2::one}} {{c3::two}} {{c1::new}}", WITH_ONE_MORE),
        ("{{c1::one}} {{c1::two}}", "{{c2::one}} {{c2::two}}", {"one": 1, "two": 1}),
        ("{{c1::one}} {{c1::two}}", "{{c1::one}} {{c2::two}}", {"one": 1, "two": 2}),
        ("{{c1::same}} {{c2::same}}", "{{c2::same}} {{c3::new}}", {"same": 2, "new": 3}),
        ("{{c1::一}}和{{c2::二}}", "一和{{c1::二}}", {"二": 2}),
    ],
)
def test_gaps_keep_their_numbers(before: str, after: str, expected: dict[str, int]) -> None:
    words = "of all the words that we have learnt"
    _, _, result = edited(files(f"C: {before} {words}"), files(f"C: {after} {words}"))
    assert numbers(result.notes[0]) == expected


def test_a_gap_that_comes_back_has_its_number_back() -> None:
    whole, part = "C: Of [one], [two], [three].", "C: Of [one], two, [three]."
    _, _, memory = built(files(whole))
    _, _, memory = built(files(part), memory)
    _, without, memory = built(files("C: [Of] [one], two, [three]."), memory)
    assert numbers(without.notes[0]) == {"Of": 4, "one": 1, "three": 3}
    _, result, _ = built(files(whole), memory)
    assert numbers(result.notes[0]) == {"one": 1, "two": 2, "three": 3}


def test_numbers_that_are_written_anew_and_as_they_were_move_no_history() -> None:
    whole = "C: {{c1::trace}}, {{c2::determinant}} and {{c3::rank}} of a matrix"
    part = "C: trace, {{c1::determinant}} and {{c2::rank}} of a matrix"
    _, _, memory = built(files(whole))
    for _ in range(2):
        _, less, memory = built(files(part), memory)
        assert numbers(less.notes[0]) == {"determinant": 2, "rank": 3}
    _, reworded, memory = built(files(part.replace("rank", "full rank")), memory)
    assert numbers(reworded.notes[0]) == {"determinant": 2, "full rank": 3}
    for _ in range(2):
        _, again, memory = built(files(whole), memory)
        assert numbers(again.notes[0]) == {"trace": 1, "determinant": 2, "rank": 3}


@given(st.permutations(range(1, 7)), st.sets(st.integers(0, 5), min_size=1))
@settings(max_examples=60, deadline=None)
def test_whatever_numbers_are_written_gaps_keep_theirs(written: list[int], kept: set[int]) -> None:
    hidden = ["trace", "rank", "kernel", "image", "norm", "basis"]
    before = [f"{{{{c{at + 1}::{word}}}}}" for at, word in enumerate(hidden)]
    after = [
        f"{{{{c{written[at]}::{word}}}}}" if at in kept else word for at, word in enumerate(hidden)
    ]
    around = "Words of linear algebra that we have learnt:"
    _, _, result = edited(
        files(f"C: {around} {' '.join(before)}"), files(f"C: {around} {' '.join(after)}")
    )
    assert numbers(result.notes[0]) == {hidden[at]: at + 1 for at in kept}


CORRECTED = "C: The First World War began in {{c1::%s}} and ended in {{c2::%s}}."


def test_where_numbers_and_text_stand_answers_were_corrected() -> None:
    _, _, memory = built(files(CORRECTED % (1918, 1914)))
    _, result, _ = built(files(CORRECTED % (1914, 1918)), memory)
    assert numbers(result.notes[0]) == {"1914": 1, "1918": 2}


def test_numbers_end_where_anki_ends() -> None:
    many = " ".join(f"[w{number}]" for number in range(520))
    _, _, memory = built(files(f"C: {many}"))
    _, result, _ = built(files(f"C: [new] {many}"), memory)
    assert max(numbers(result.notes[0]).values()) <= 500


def test_a_card_put_on_top_moves_no_other() -> None:
    (first, second), (_, *rest), _ = edited(files(FRANCE, SPAIN), files(TYPO + "!", FRANCE, SPAIN))
    assert rest == [first, second]


def test_a_trace_is_the_same_after_the_journal() -> None:
    for trace in built(decks())[0].values():
        line = seen.written(Seen(1, "desk-1a", 1, trace.id, trace=trace))
        assert unpacked(trace.id, json.loads(line)) == trace
    assert unpacked(NoteId("x"), {}) is None
    assert unpacked(NoteId("x"), {"p": True, "q": "?"}) is None
    assert unpacked(NoteId("x"), {"p": 1, "g": [["1", 2]]}) is None


QUESTIONS = (FRANCE, SPAIN, TYPO, SPAIN.replace("capital", "largest city"), "C: [Paris] is big.")


@st.composite
def collections(draw: st.DrawFn) -> Files:
    """Up to three files of cards that are much like one another, with and without ids."""
    card = st.builds(
        lambda text, id: text.replace("\nA:", f" {{#{id}}}\nA:") if id else text,
        st.sampled_from((*QUESTIONS, *(FRANCE.replace("France", name) for name in "ABCD"))),
        st.sampled_from(("", "", "", "x", "y")),
    )
    listed = draw(st.lists(st.lists(card, max_size=5), min_size=1, max_size=3))
    return {
        f"{'abc'[at]}.md": tuple(Card(f"{at} {number}", text) for number, text in enumerate(texts))
        for at, texts in enumerate(listed)
    }


@settings(deadline=None, max_examples=60)
@given(st.lists(collections(), min_size=1, max_size=4))
def test_a_second_build_finds_nothing_new(edits: list[Files]) -> None:
    memory = EMPTY
    for each in edits:
        _, result, memory = built(each, memory)
    _, again, after = built(edits[-1], memory)
    assert not again.renames
    assert again.traces == result.traces
    assert after == memory


@settings(deadline=None, max_examples=60)
@given(st.lists(collections(), min_size=1, max_size=4))
def test_every_note_has_an_id_and_an_origin_of_its_own(edits: list[Files]) -> None:
    memory = EMPTY
    for each in edits:
        _, result, memory = built(each, memory)
        assert len({trace.id for trace in result.traces}) == len(result.traces)
        assert [note.id for note in result.notes] == [trace.id for trace in result.traces]
    origins = [(trace.origin, trace.kind) for trace in memory.traces.values()]
    assert len(set(origins)) == len(origins)


@settings(deadline=None, max_examples=60)
@given(collections(), collections(), st.randoms(use_true_random=False))
def test_no_order_changes_anything(before: Files, after: Files, chance: random.Random) -> None:
    _, _, memory = built(before)
    _, found = notes(after)
    order = [*range(len(found))]
    chance.shuffle(order)
    shuffled = [found[at] for at in order]
    turned = {id: memory.traces[id] for id in reversed(memory.traces)}
    scope = {*before, *after}
    straight = followed(found, memory.traces, retired={}, in_scope=scope)
    mixed = followed(shuffled, turned, retired={}, in_scope=scope)
    assert {*straight.renames} == {*mixed.renames}
    assert {*straight.vanished} == {*mixed.vanished}
    assert [straight.traces[at] for at in order] == [*mixed.traces]
    assert _sets(straight) == _sets(mixed)


def _sets(result: Following) -> set[tuple[frozenset[Trace], frozenset[Trace]]]:
    return {(frozenset(each.new), frozenset(each.old)) for each in result.questions}


@settings(deadline=None, max_examples=60)
@given(collections(), collections())
def test_an_id_of_the_author_is_obeyed(before: Files, after: Files) -> None:
    _, _, memory = built(before)
    _, found = notes(after)
    result, _ = built(after, memory)[1:]
    for note, final in zip(found, result.notes, strict=True):
        if note.given_id == note.id:
            assert final.id == note.id
            if (old := memory.traces.get(note.id)) is not None and old.kind == "basic":
                assert all(to != note.id for _, to in result.renames)


@settings(deadline=None, max_examples=40)
@given(collections(), collections())
def test_other_files_change_nothing(before: Files, after: Files) -> None:
    """What is remembered of other questions, in files that were not read, is left alone."""
    _, _, memory = built(before)
    far = built({"far.md": tuple(Card(each.text, each.text) for each in decks()["biology.md"])})[2]
    _, found = notes(after)
    scope = {*before, *after}
    less = followed(found, memory.traces, retired={}, in_scope=scope)
    more = followed(found, {**far.traces, **memory.traces}, retired={}, in_scope=scope)
    assert less == more


def test_what_is_asked_of_a_note_under_a_fresh_name_is_asked_again() -> None:
    _, _, memory = built(files("C: The [heart] has four chambers.", SPAIN))
    (old, beside) = memory.traces.values()
    _, read = notes(files("C: The [heart] has four cavities.", SPAIN))
    retired = {read[0].id: beside.id}
    first = followed(read, memory.traces, retired=retired, in_scope={"a.md"})
    ((asked,), (past,)) = first.questions[0]
    assert asked.id != read[0].id and past == old
    known = {**memory.traces, asked.id: asked}
    again = followed(read, known, retired=retired, in_scope={"a.md"}, open={asked.id: (old.id,)})
    assert again.questions == first.questions
    assert not again.renames


def test_a_third_wording_of_what_two_devices_reworded_is_no_question() -> None:
    asked = "What produces most energy in a cell?"
    first, second = f"Which organelle, and {asked}", f"{asked[:-1]} of an animal?"
    third = f"Which organelle, and {second}"
    told = "\nA: The mitochondrion"
    _, _, memory = built(files(f"Q: {first}{told}", SPAIN))
    (one, beside) = memory.traces.values()
    (other, _) = built(files(f"Q: {second}{told}", SPAIN))[0].values()
    traces = {each.id: each for each in (one, other._replace(origin=one.origin), beside)}
    _, read = notes(files(f"Q: {third}{told}", SPAIN))
    result = followed(read, traces, retired={}, in_scope={"a.md"})
    assert not result.questions
    assert {old for old, _ in result.renames} == {one.id, other.id}
    assert {new for _, new in result.renames} == {read[0].id}
    assert result.traces[0].origin == one.origin


@pytest.mark.parametrize("before", ["## Analysis\n\n", "# Norms\n\n## Analysis\n\n"])
def test_of_one_question_under_two_headings_each_stays_under_its_own(before: str) -> None:
    """Both answers are others, and the headings changed places."""

    def files(*cards: tuple[str, str, str]) -> Files:
        asked = (Card(key, f"{head}Q: What is a norm?\nA: {told}") for key, head, told in cards)
        return {"a.md": tuple(asked)}

    other = before.replace("Analysis", "Algebra")
    then = files(("a", before, "A length of vectors."), ("b", other, "A product of conjugates."))
    first, _, memory = built(then)
    last, result, _ = built(files(("b", other, "Four."), ("a", before, "Two.")), memory)
    assert {key: each.origin for key, each in last.items()} == {
        key: each.origin for key, each in first.items()
    }
    assert not result.questions

"""What is found in a shorter way is what the long way finds."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from flashdeck.following import nearness
from flashdeck.following.difference import difference, lost_for_sure
from flashdeck.following.faces import face
from flashdeck.following.labels import label
from flashdeck.following.nearness import Where
from flashdeck.following.slips import nearly
from flashdeck.following.trace import BASIC, TEXT, Trace
from flashdeck.following.words import words
from flashdeck.model import NoteId

LISTED = (
    "the a of why when year estrogen oestrogen ester grey gray iron irons Iron ion copper Kupfer "
    "zinc café cafe sulfate sulphate sulfite not first 1914 x $x^2$ `ls` “tin” 鉄 鉄です capital "
    "Capital capitals theorem Theorem 4 4.2 X is isn't l'eau".split()
)
WORDS = st.sampled_from(LISTED)
TEXTS = st.lists(WORDS, max_size=7).map(" ".join)


@given(st.text(st.characters(max_codepoint=127), max_size=40))
def test_the_words_of_ascii_texts_are_those_of_all_texts(text: str) -> None:
    assert words(text) == words(f"… {text}")


@given(TEXTS, TEXTS)
def test_words_that_are_lost_for_sure_are_lost(one: str, other: str) -> None:
    before, after = words(one), words(other)
    lost = difference(before, after).lost
    most = sum(before.counted[word] for word in lost if word in before.counted)
    assert lost_for_sure(before, after) <= most


def test_words_that_begin_otherwise_are_two() -> None:
    plain = [word for word in LISTED if word.isascii()]
    alike = [(one, other) for one in plain for other in plain if nearly(one, other)]
    assert all(one[0] == other[0] or {one[0], other[0]} <= {*"aeo"} for one, other in alike)
    assert ("oestrogen", "estrogen") in alike
    assert difference(words("oestrogen"), words("estrogen")).slips == 1


@settings(max_examples=500)
@given(
    kind=st.sampled_from([BASIC, BASIC, TEXT]),
    asked=st.tuples(TEXTS, TEXTS),
    told=st.tuples(TEXTS, TEXTS),
    where=st.sampled_from(Where),
    in_turn=st.booleans(),
)
def test_two_notes_that_are_plainly_two_are_neither_one_nor_asked_about(
    kind: str, asked: tuple[str, str], told: tuple[str, str], where: Where, in_turn: bool
) -> None:
    old, new = (
        face(Trace(NoteId(id), NoteId(id), kind, id, prompt, answer, "a.md", 0, ("Deck",), ()))
        for id, prompt, answer in zip("ab", asked, told, strict=True)
    )
    short = nearness.nearness(old, new, where, in_turn=in_turn, gone=False)
    with patch.object(nearness, "_are_plainly_two", lambda *_: False):
        long = nearness.nearness(old, new, where, in_turn=in_turn, gone=False)
    assert short.verdict is long.verdict
    assert short == long or short.verdict is nearness.Verdict.NEITHER


@given(st.lists(WORDS, max_size=8).map("".join))
def test_a_number_is_found_behind_the_word_for_what_is_numbered(before: str) -> None:
    assume("heorem" not in before and label(before) is None)
    found = label(f"{before} Theorem 7 says")
    assert found is not None
    assert (found.before, found.number, found.after) == (f"{before} Theorem ", "7", " says")

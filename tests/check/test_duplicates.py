"""Notes that ask the same, and notes of one id."""

from __future__ import annotations

import time

import pytest

from building import basic
from flashdeck import rules
from flashdeck.check.duplicate_cards import duplicate_cards
from flashdeck.check.duplicate_ids import duplicate_ids
from flashdeck.check.subject import Subject
from flashdeck.model import Collection
from flashdeck.settings import Settings
from noting import findings


def test_each_later_copy_points_at_the_first() -> None:
    text = "Q: Why?\nA: So.\n\nQ:  Why?\nA: So.\n\nQ: Why?\nA: Otherwise.\n"
    second, third = findings(text, rules.DUPLICATE_CARD)
    assert (second.line, second.message) == (4, "this note stands here twice")
    assert second.labels == ((1, "first asked here"),)
    assert (third.line, third.message) == (7, "this is asked twice, with two answers")
    assert third.labels == ((1, "first asked here"),)


def test_quotes_and_guards_do_not_make_another_question() -> None:
    text = 'Q: What is “$x _ i$”?\nA: One.\n\nQ: What is "$x_i$"?\nA: One.\n'
    assert len(findings(text, rules.DUPLICATE_CARD)) == 1


CONTEXTS = """\
A first context.
@State the bound.{first}
?
One.
@exam~

A second context.
@State the bound.{second}
?
Two.
@exam~
"""


def test_in_two_contexts_an_id_is_asked_for() -> None:
    (found,) = findings(CONTEXTS.format(first="", second=""), rules.DUPLICATE_CARD)
    assert found.message == "this is asked twice, in two contexts"
    assert found.help is not None
    assert found.help.startswith("give each an id, such as `{#…}`")


@pytest.mark.parametrize(("first", "second"), [(" {#a}", " {#b}"), ("", " {#b}"), (" {#a}", "")])
def test_in_two_contexts_an_id_is_enough(first: str, second: str) -> None:
    assert findings(CONTEXTS.format(first=first, second=second), rules.DUPLICATE_CARD) == []


def test_in_one_context_ids_do_not_make_another_question() -> None:
    text = "### Why? {#a}\n\nSo.\n\n### Why? {#b}\n\nOtherwise.\n"
    (found,) = findings(text, rules.DUPLICATE_CARD)
    assert found.help == "ask one of them in other words"


def test_a_cloze_and_a_statement_of_one_text_are_copies() -> None:
    text = "C: The capital is [Paris].\n\n---\n\nThe capital is Paris.\n@bite~\n"
    assert len(findings(text, rules.DUPLICATE_CARD)) == 1


def test_other_words_are_another_question() -> None:
    text = "Q: Why?\nA: So.\n\nQ: Why not?\nA: So.\n\nC: Why [not]?\n"
    assert findings(text, rules.DUPLICATE_CARD) == []


def test_an_id_is_taken_once() -> None:
    text = "### Why? {#a}\n\nSo.\n\n### How? {#a}\n\nSo.\n\n### When? {#b}\n\nNow.\n"
    (found,) = findings(text, rules.DUPLICATE_ID)
    assert (found.line, found.message) == (5, "the id `a` is taken")
    assert found.labels == ((1, "by this note"),)


def test_many_copies_are_compared_with_the_first_only() -> None:
    notes = tuple(basic("Why?", id=str(number)) for number in range(20_000))
    subject = Subject(collection=Collection(notes=notes), settings=Settings())
    start = time.process_time()
    assert len(list(duplicate_cards(subject))) == len(notes) - 1
    assert list(duplicate_ids(subject)) == []
    assert time.process_time() - start < 20  # a quadratic check takes minutes

"""A page of hundreds of cards draws no hundreds of remarks."""

from __future__ import annotations

from collections.abc import Iterable

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic, Rule
from flashdeck.report.alike import FEW, grouped
from flashdeck.source import Source, Span
from reading import read

PAGE = Source("page.txt", "a line\n" * 100)


def remark(line: int, message: str = "the message", rule: Rule = rules.GUESSED_GAP) -> Diagnostic:
    return Diagnostic(rule=rule, message=message, span=Span(PAGE, 7 * line - 7, 7 * line - 1))


def told(found: Iterable[Diagnostic]) -> list[tuple[int, str]]:
    return [(each.span.lines[0], each.message) for each in grouped(found)]


def test_a_few_are_shown_one_by_one() -> None:
    few = [remark(line) for line in range(1, FEW + 1)]
    assert grouped(few) == few


def test_of_more_the_first_names_the_lines_of_the_others() -> None:
    assert told(map(remark, range(1, 11))) == [
        (1, "the message; and so in 9 more lines: 2, 3, 4, 5, 6, 7, 8, 9, 10")
    ]
    ((_, message),) = told(map(remark, range(1, 81)))
    assert message.endswith(" 79 more lines: 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, …")


def test_what_a_card_holds_makes_no_difference() -> None:
    found = [remark(line, f"it asks for `{line}`") for line in range(1, 21)]
    assert len(told(found)) == 1
    assert len(told([*found, remark(21, "of another kind")])) == 2


def test_files_and_rules_are_told_apart_and_faults_are_not_joined() -> None:
    elsewhere = Source("other.txt", PAGE.text)
    found = [
        *(remark(line) for line in range(1, 8)),
        *(Diagnostic(rule=rules.GUESSED_GAP, message="the message", span=Span(elsewhere, 0, 1)),),
        *(remark(line, rule=rules.MISSING_ANSWER) for line in range(1, 21)),
    ]
    assert grouped(found) == found


def test_a_page_of_four_hundred_cards() -> None:
    asked = (f"What is number {at}?\n\nIt is {at}.\n\n@exam~\n" for at in range(400))
    deck = read("TARGET DECK: X\n\n" + "\n".join(asked))
    assert len(deck.notes) == 400
    assert len(deck.guesses) == 400
    (only,) = grouped(deck.diagnostics)
    assert only.span.lines[0] == 3

"""What Git leaves of versions that did not merge: an error, no card, and no card that is gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.compile.library import Compiled
from flashdeck.model import passages, prompt
from reading import folder, read, written

OURS, BASE, BETWEEN, THEIRS = "<<<<<<< HEAD", "||||||| 1a2b3c", "=======", ">>>>>>> abc"
CLASH = f"{OURS}\nA: Dos.\n{BETWEEN}\nA: Zwei.\n{THEIRS}\n"


def fronts(made: Compiled) -> list[str]:
    """What the sound cards ask."""
    asked = [prompt(note) for note in made.collection.notes]
    return [each.text for each in asked if each is not None]


@pytest.mark.parametrize("base", ["", f"{BASE}\nA: Two.\n"])
def test_a_conflict_is_an_error_and_its_card_left_out(tmp_path: Path, base: str) -> None:
    text = f"Q: One?\nA: Uno.\n\nQ: Two?\n{OURS}\nA: Dos.\n{base}{BETWEEN}\nA: Zwei.\n{THEIRS}\n\n"
    made = folder(written(tmp_path, {"a.md": f"{text}Q: Three?\nA: Tres.\n"}))
    assert fronts(made) == ["One?", "Three?"]
    (found,) = made.diagnostics
    assert (found.rule.name, found.span.lines[0]) == ("conflict-markers", 5)
    assert found.span.text.startswith(OURS) and found.span.text.endswith(THEIRS)


def test_good_lines_next_to_a_conflict_stay_cards(tmp_path: Path) -> None:
    text = f"pan :: bread\n{OURS}\nsol :: sun\n{BETWEEN}\nsal :: salt\n{THEIRS}\nagua :: water\n"
    made = folder(written(tmp_path, {"a.md": text}))
    assert fronts(made) == ["pan", "agua"]
    assert [found.rule.name for found in made.diagnostics] == ["conflict-markers"]


@pytest.mark.parametrize(
    "text",
    [
        f"Q: What does Git write?\nA: So:\n\n```\n{CLASH}```\n",
        f"Q: What?\nA: So.\n\n    {OURS}\n    {BETWEEN}\n    {THEIRS}\n",
        f"Q: What?\nA: So.\n{BETWEEN}\n",
        f"Q: What?\nA: So.\n{OURS}\n{BETWEEN}\n",
        f"Q: What?\nA: So.\n{THEIRS}\n{OURS}\n",
        "Q: What?\nA: So.\n<<<<<<<< HEAD\n=======\n>>>>>>>> abc\n",
    ],
)
def test_other_lines_are_text(text: str) -> None:
    deck = read(text)
    assert "conflict-markers" not in deck.problems
    assert len(deck.notes) == 1


LINES = [OURS, BASE, BETWEEN, THEIRS, "Q: What?", "A: So.", "a :: b", "a::b", "#flashcards", "?"]
LINES += ["", "word", "## Why?", "@bite~", "C: [so]", "a,b", "$$", "> [!question] Why?", "- item"]


@given(lines=st.lists(st.sampled_from(LINES), max_size=14), name=st.sampled_from(["md", "csv"]))
def test_no_card_holds_such_a_line(
    lines: list[str], name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    inner = "\n".join(line for line in lines if line not in (OURS, THEIRS))
    text = f"Q: One?\nA: Uno.\n{OURS}\n{inner}\n{THEIRS}\nmore\n\na :: b\n"
    made = folder(written(tmp_path_factory.mktemp("cards"), {f"a.{name}": text}))
    told = [each.text for note in made.collection.notes for each in passages(note)]
    assert not any(mark in each for mark in (OURS, THEIRS) for each in told)
    assert "conflict-markers" in [found.rule.name for found in made.diagnostics]


def test_that_both_versions_ask_the_same_is_no_finding(tmp_path: Path) -> None:
    text = f"{OURS}\nQ: One?\nA: Uno.\n{BETWEEN}\nQ: One?\nA: Un.\n{THEIRS}\n"
    made = folder(written(tmp_path, {"a.md": text}))
    assert [found.rule.name for found in made.diagnostics] == ["conflict-markers"]
    assert fronts(made) == []

"""∆references: which card they mean, across files."""

from __future__ import annotations

from pathlib import Path

import pytest

from flashdeck.compile.library import Compiled
from reading import folder, written


def compiled(tmp_path: Path, **files: str) -> Compiled:
    return folder(written(tmp_path, {f"{name}.md": text for name, text in files.items()}))


def targets(found: Compiled) -> dict[str, str | None]:
    """The first lines of what each slug means."""
    notes = {note.id: note for note in found.collection.notes}
    return {
        slug: notes[target].span.text.strip().split("\n")[0]
        for (_, slug), target in found.collection.links.items()
    }


def rules(found: Compiled) -> list[str]:
    return [each.rule.name for each in found.diagnostics if "reference" in each.rule.name]


def test_an_id_reaches_every_file_and_deck(tmp_path: Path) -> None:
    found = compiled(
        tmp_path,
        a="TARGET DECK: A\n\nx :: see ∆far-away\n",
        b="TARGET DECK: B\n\ny :: z {#far-away}\n",
    )
    assert targets(found) == {"far-away": "y :: z {#far-away}"}
    assert rules(found) == []


@pytest.mark.parametrize(
    "slug", ["∆dino-architecture", "(∆DINO-architecture)", "Δdino-architecture"]
)
def test_words_of_a_prompt_in_the_same_course(tmp_path: Path, slug: str) -> None:
    found = compiled(
        tmp_path,
        a=f"TARGET DECK: A::One\n\nx :: see{slug}\n",
        b="TARGET DECK: a::Two\n\n## Describe the DINO architecture of it?\n\ny\n",
        c="TARGET DECK: C\n\n## What is the DINO architecture?\n\nz\n",
    )
    assert list(targets(found).values()) == ["## Describe the DINO architecture of it?"]


def test_bites_are_meant_only_as_bites(tmp_path: Path) -> None:
    found = compiled(
        tmp_path,
        a="## Long card?\n\n∆bite-the-gap and ∆the-gap\n\n## What is the gap?\n\nx\n\n"
        "## Bites\n\n@Define the gap.\n\ny\n\n@bite~\n",
    )
    assert targets(found) == {
        "bite-the-gap": "@Define the gap.",
        "the-gap": "## What is the gap?",
    }


def test_several_targets_are_never_guessed(tmp_path: Path) -> None:
    found = compiled(tmp_path, a="x :: ∆the-gap\n\n## Mind the gap?\n\nx\n\n## Why the gap?\n\ny\n")
    assert targets(found) == {}
    assert rules(found) == ["ambiguous-reference"]


def test_a_reference_without_target(tmp_path: Path) -> None:
    found = compiled(tmp_path, a="x :: ∆no-such-card {#such-cards}\n\ny :: $∆a-b$ `∆c-d` ∆x Δ t\n")
    (problem,) = [each for each in found.diagnostics if "reference" in each.rule.name]
    assert problem.rule.name == "unresolved-reference"
    assert problem.span.text == "∆no-such-card"
    assert [ref.slug for note in found.collection.notes for ref in note.refs] == ["no-such-card"]


def test_a_card_does_not_mean_itself_by_its_words(tmp_path: Path) -> None:
    found = compiled(tmp_path, a="## What is the gap?\n\n∆the-gap\n")
    assert rules(found) == ["unresolved-reference"]


def test_contexts_answers_and_statements_are_never_meant(tmp_path: Path) -> None:
    found = compiled(tmp_path, a="## S\n\nx :: ∆the-gap\n\ny :: the gap\n\nThe gap.\n\n@bite~\n")
    assert rules(found) == ["unresolved-reference"]


def test_a_misspelt_word_is_reported_but_stays_text(tmp_path: Path) -> None:
    found = compiled(tmp_path, a="x :: see ∆bottlenek and ∆energy\n\ny :: z {#bottleneck}\n")
    (problem,) = [each for each in found.diagnostics if "reference" in each.rule.name]
    assert problem.help == "did you mean `∆bottleneck`?"
    assert all(note.refs == () for note in found.collection.notes)

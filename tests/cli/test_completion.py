"""What Tab offers."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import alone


def offered(line: str, here: Path) -> list[str]:
    """What bash is offered for the last word of a line."""
    words = line.split(" ")
    environ = {
        "_FLASHDECK_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    status, out, err = alone(cwd=here, environ=environ)
    assert (status, err) == (0, "")
    return out.split()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("flashdeck bu", ["build"]),
        ("flashdeck build --st", ["--strict"]),
        ("flashdeck build --deck ", ["Geo", "Geo::Europe"]),
        ("flashdeck build --deck Geo::", ["Geo::Europe"]),
        ("flashdeck list --tag ca", ["capitals"]),
        ("flashdeck list --is fl", ["flagged"]),
        ("flashdeck study --is le", ["leech"]),
        ("flashdeck mark uns", ["unsuspend"]),
        ("flashdeck mark flag fra", ["france", "france:0"]),
        ("flashdeck list --id fr", ["france", "france:0"]),
        ("flashdeck show fra", ["france", "france:0"]),
        ("flashdeck check --dialect na", ["native"]),
        ("flashdeck check --format gi", ["github"]),
        ("flashdeck convert --to ca", ["callout"]),
        ("flashdeck explain missing-", ["missing-answer", "missing-media", "missing-prompt"]),
    ],
)
def test_tab_offers(line: str, words: list[str], here: Path) -> None:
    assert offered(line, here) == words


def test_the_decks_of_the_paths_already_typed_are_offered(here: Path) -> None:
    (here / "other.md").write_text("---\ndeck: Other\n---\nQ: One?\nA: Two.\n")
    assert offered("flashdeck build other.md --deck ", here) == ["Other"]


def test_without_a_collection_nothing_is_offered(tmp_path: Path) -> None:
    assert offered("flashdeck build --deck ", tmp_path) == []

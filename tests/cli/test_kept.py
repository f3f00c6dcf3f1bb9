"""Whatever a collection keeps, its package is the one that is built without it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from commands import Typed
from flashdeck.export.apkg import exporter
from flashdeck.loading import collection

DEFINED = "$\\half$ of it. See ∆france, and ![](map.png)\n"
EDITS: dict[str, dict[str, str]] = {
    "nothing": {},
    "an answer": {"more.md": "Q: One?\nA: Two.\n\nQ: Three?\nA: Four.\n"},
    "a note more, above": {
        "more.md": "Q: Zero?\nA: Nought.\n\nQ: One?\nA: 1.\n\nQ: Three?\nA: 3.\n"
    },
    "a copy of another file's": {"more.md": "Q: What is the capital of Spain?\nA: Toledo.\n"},
    "moved to another file": {"more.md": "Q: Three?\nA: 3.\n", "other.md": "Q: One?\nA: 1.\n"},
    "renamed": {"more.md": "", "other.md": "Q: One?\nA: 1.\n\nQ: Three?\nA: 3.\n"},
    "a gap reworded": {
        "gaps.md": "C: {{c1::Copper}} and {{c2::lead}} are metals, and {{c3::zinc}}.\n"
    },
    "a gap fewer": {"gaps.md": "C: Iron and {{c2::tin}} are metals, and {{c3::zinc}}.\n"},
    "a reference, a picture and a command": {"more.md": f"Q: One?\nA: {DEFINED}"},
    "another command": {"flashdeck.yaml": "key: test\nmacros:\n  half: \\tfrac13\n"},
    "broken": {"more.md": "Q: One?\n\nQ: Three?\nA: 3.\n"},
}


@pytest.fixture
def cards(here: Path) -> Iterator[Path]:
    (here / "flashdeck.yaml").write_text("key: test\nmacros:\n  half: \\tfrac12\n")
    (here / "more.md").write_text("Q: One?\nA: 1.\n\nQ: Three?\nA: 3.\n")
    (here / "gaps.md").write_text("C: {{c1::Iron}} and {{c2::tin}} are metals, and {{c3::zinc}}.\n")
    (here / "shows.md").write_text(f"Q: What is half?\nA: {DEFINED}", "utf-8")
    (here / "map.png").write_bytes(b"a map")
    with patch.object(collection, "SMALL", -1), patch.object(exporter, "SMALL", 0):
        yield here


def _package(here: Path) -> bytes:
    (package,) = here.glob("dist/*.apkg")
    return package.read_bytes()


@pytest.mark.parametrize("edit", EDITS)
def test_after_any_edit_the_package_is_the_one_built_without_a_cache(
    edit: str, cards: Path, typed: Typed
) -> None:
    typed("build")
    for name, text in EDITS[edit].items():
        (cards / name).write_text(text, "utf-8")
    typed("build")
    warm = _package(cards)
    typed("build", "--strict")  # another command line: what was printed is not printed again
    again = _package(cards)
    shutil.rmtree(cards / ".flashdeck/cache")
    typed("build")
    assert warm == again == _package(cards)

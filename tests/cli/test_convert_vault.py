"""A vault of obsidian-spaced-repetition, converted where it stands: the plug-in is still there."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import Typed

PAIRS = "A:::b\n\nB:::e <!--SR:!2024-09-10,3,210!2024-09-11,3,210-->\n"


@pytest.fixture
def vault(here: Path) -> Path:
    plugin = here / ".obsidian" / "plugins" / "obsidian-spaced-repetition"
    plugin.mkdir(parents=True)
    (plugin / "data.json").write_text('{"settings": {"baseEase": 250}}')
    (here / "x").mkdir()
    return here


@pytest.mark.parametrize(
    "text",
    [
        f"#flashcards/x/y\n\n{PAIRS}",
        f"#flashcards/x/y\n\n# A title\n\n{PAIRS}",
        f"---\ntags: [flashcards/x/y, other]\n---\n\n# A title\n\n{PAIRS}",
        f"#flashcards\n\n{PAIRS}",
    ],
)
@pytest.mark.parametrize("target", ["native", "callout", "org", "csv"])
def test_a_tag_that_says_what_the_path_does(
    typed: Typed, vault: Path, text: str, target: str
) -> None:
    (vault / "x" / "y.md").write_text(text)
    before = typed("list", ".").out
    status, out, err = typed("convert", "x", "--in-place", "--force", "--to", target)
    assert "error" not in err and ": 2 notes\n" in out and status == 0
    assert typed("list", ".").out == before


def test_the_deck_tells_the_plug_in_that_cards_are_meant(typed: Typed, vault: Path) -> None:
    (vault / "x" / "y.md").write_text(f"#flashcards/x/y\n\n{PAIRS}")
    typed("convert", "x", "--in-place", "--force")
    assert (vault / "x" / "y.md").read_text() == "---\ndeck: x::y\n---\n\nA ::: b\nB ::: e\n"


def test_nothing_is_said_where_nothing_needs_to_be(typed: Typed, here: Path) -> None:
    (here / "x").mkdir()
    (here / "x" / "y.md").write_text(f"#flashcards/x/y\n\n{PAIRS}")
    typed("convert", "x", "--in-place", "--force")
    assert (here / "x" / "y.md").read_text() == "A ::: b\nB ::: e\n"


def test_pairs_stay_pairs_beside_a_line_of_prose(typed: Typed, here: Path) -> None:
    (here / "a.md").write_text("#flashcards\n\none::a\ntwo:::b\nprose\nthree::c\n")
    assert (
        typed("convert", "a.md").out
        == "---\ndeck: a\n---\n\none :: a\ntwo ::: b\n\nprose\n\nthree :: c\n"
    )

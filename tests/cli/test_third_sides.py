"""What is shown with an answer besides it: a third side, or where a card is from."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from commands import Typed

TWOSIDED = """\
* Word :drill:
:PROPERTIES:
:DRILL_CARD_TYPE: twosided
:END:
** Spanish
perro
** English
dog
** Notas
animal común
"""


def _database(package: Path) -> bytes:
    with zipfile.ZipFile(package) as file:
        return file.read("collection.anki2")


def test_a_third_side_of_org_is_called_by_its_name(typed: Typed, here: Path) -> None:
    (here / "a.org").write_text(TWOSIDED, encoding="utf-8")
    out = typed("show", "a.org").out
    assert out.count("\nNotas: animal común\n") == 2 and "Source" not in out
    assert typed("build", "a.org", "-o", "x.apkg").status == 0
    named = '<span class="named"><strong>Notas:</strong> animal común</span>'
    assert named.encode() in _database(here / "x.apkg")
    assert b".source:has(> .named)::before" in _database(here / "x.apkg")


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("**Example 2:** so", "Example 2: so"),
        ("**Ähnlich:** Köter", "Ähnlich: Köter"),
        ("Rudin: Analysis", "Source: Rudin: Analysis"),
        ("**Rudin** 2: so", "Source: Rudin 2: so"),
        ("Bishop, PRML p. 3", "Source: Bishop, PRML p. 3"),
        ("https://example.org/a", "Source: https://example.org/a"),
    ],
)
def test_what_has_a_name_is_not_called_a_source(
    told: str, shown: str, typed: Typed, here: Path
) -> None:
    (here / "a.md").write_text(f"perro ::: dog\nSource: {told}\n", encoding="utf-8")
    assert typed("show", "a.md").out.count(f"\n{shown}\n") == 2
    typed("build", "a.md", "-o", "x.apkg")
    assert (b'<span class="named">' in _database(here / "x.apkg")) is ("Source" not in shown)

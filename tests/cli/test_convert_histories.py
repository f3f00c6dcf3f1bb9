"""Cards of other programs that were studied, and then converted where they stand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands import Typed
from flashdeck.journal.pen import Pen
from journaling import at, collection

REMNOTE = {
    "outline.md": """\
- Mitochondrion:: the powerhouse
    - Function;; makes ^^ATP^^(2)
    - Only a remark
- Was ist das? >> Ein [Haus]()
- der Hund <> the dog
- an answer << a question
- Planets >>>
    - Mercury
    - Venus >>>
        - hot
- Steps >>1.
    - one
    - two
- Which? >>A)
    - right
    - wrong
- The {{heart}} pumps {{blood}}{({what?})} around
- Concept :>>
    - p
    - q
"""
}
_TOP = "---\nnoteId: 172435555555{}\ntags:\n  - geo/capital\n---\n"
YANKI = {
    "Geo/a.md": f"{_TOP.format(1)}Front\n\n---\n\nBack\n",
    "Geo/b.md": f"{_TOP.format(2)}O\n\n---\n\n---\n\noxygen\n\n---\n\nLatin *oxygenium*.\n",
    "Geo/c.md": f"{_TOP.format(3)}~~All~~ will be ~~shown _a hint_~~.\n\n---\n\n~~Back~~\n",
    "Geo/d.md": f"{_TOP.format(4)}~~3 a~~ ~~b~~ ~~3 c~~ ~~1) d~~ ~~7~~\n",
    "Geo/e.md": f"{_TOP.format(5)}Was ist *das*?\n\n_Ein Haus_\n",
    "Geo/Deep/f.md": f"{_TOP.format(6)}# Front\n\nmore\n***\n- Back\n\n---\n\nand more\n",
}
WATCHED = {
    ".obsidian/plugins/yanki/data.json": json.dumps({"folders": ["Cards"]}),
    "Cards/France.md": "Capital of France\n\n---\n\nParis\n",
    "Cards/Italy.md": "The capital of ~~Italy~~ is ~~Rome~~.\n",
    "Cards/O.md": "O\n\n---\n\n---\n\noxygen\n",
}


def _reviews(typed: Typed) -> dict[str, int]:
    """How often each card was answered."""
    rows = json.loads(typed("list", "--format", "json").out)["notes"]
    return {card["id"]: card["reviews"] for row in rows for card in row["cards"]}


@pytest.mark.parametrize("target", ["native", "callout", "sr", "org", "csv"])
@pytest.mark.parametrize("files", [REMNOTE, YANKI, WATCHED])
def test_every_card_keeps_its_history(
    files: dict[str, str], target: str, typed: Typed, here: Path
) -> None:
    (here / "geo.md").unlink()
    for name, text in files.items():
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_text(text)
    assert typed("build").status == 0
    pen = Pen(collection(here), "desk")
    for day, card in enumerate(_reviews(typed)):
        pen.answer(at(day), card, 4, 900, scheduler="sm2")
    before = _reviews(typed)
    assert len(before) >= 5 and set(before.values()) == {1}
    assert typed("convert", ".", "--in-place", "--force", "--to", target).status == 0
    status, _, err = typed("build")
    assert status == 0 and "unclear-history" not in err
    assert _reviews(typed) == before


def test_what_stays_behind_is_told(typed: Typed, here: Path) -> None:
    (here / "geo.md").write_text(REMNOTE["outline.md"])
    typed("build")
    status, _, err = typed("convert", ".", "--in-place", "--force", "--to", "hashcards")
    assert status == 0
    assert "2 cards lose the second way of asking" in err
    assert "the second one is new, so its reviews stay behind" in err

"""A vault rewritten in place in another syntax: Anki and `study` know every card again."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from anki.collection import Collection as Anki

import flashdeck
from anki_collection import answers, imported, learned
from flashdeck import identity
from flashdeck.cli import main
from flashdeck.journal.cache import cached
from flashdeck.journal.folder import Folder
from flashdeck.journal.pen import Pen
from journaling import RULES, at

pytestmark = pytest.mark.anki

VAULTS = {
    "sr": {
        "bio/cells.md": """\
#flashcards/biology

What does a ribosome do?::It builds proteins.

Which organelle produces most of the energy of a cell?
?
The mitochondrion, by *respiration*.

heart:::cœur

The ==heart== pumps blood into the ==arteries==.
"""
    },
    "hashcards": {
        "bio/cells.md": """\
Q: What does a ribosome do?
A: It builds proteins.

Q: State Ohm's law.
A: $V = IR$

C: The [heart] pumps blood into the [arteries].
"""
    },
    "o2a": {
        "bio/cells.md": """\
TARGET DECK: Biology

START
Basic
What does a ribosome do?
Back: It builds proteins.
END

STARTI [Basic] Which gas do plants take in? Back: Carbon dioxide. ENDI

START
Cloze
The {heart} pumps blood into the {arteries}.
END
"""
    },
    "org": {
        "bio/cells.org": """\
* Cells
** Ribosome :drill:
What does a ribosome do?
*** Answer
It builds proteins.
** Heart :drill:
The [heart] pumps blood into the [arteries].
"""
    },
    "native": {
        "bio/cells.md": """\
---
deck: Biology
---

## Cells

Q: What does a ribosome do? {#ribosome}
A: It builds proteins.

mitochondrion ::: powerhouse of the cell

C: The [heart] pumps blood into the [arteries].
"""
    },
}


DECK = {"sr": "biology", "hashcards": "bio", "o2a": "Biology", "org": "bio", "native": "Biology"}


def run(*arguments: str) -> None:
    with pytest.raises(SystemExit) as ended, redirect_stdout(io.StringIO()):
        main(arguments)
    assert not ended.value.code, arguments


def vault(root: Path, name: str) -> Path:
    root.mkdir()
    (root / "flashdeck.yaml").write_text("key: mine\nnew_per_day: 100\n")
    for file, text in VAULTS[name].items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, "utf-8")
    return root


def cards(root: Path) -> set[str]:
    notes = flashdeck.load(root).collection.notes
    return {card.id for note in notes for card in identity.cards(note)}


def studied(root: Path) -> dict[str, int]:
    with cached(Folder(root), RULES) as cache:
        return {card: state.reviews for card, state in cache.replayed.cards.items()}


PLACES = ("native", "callout", "hashcards", "sr", "org")
SAID = {
    ("sr", "hashcards"): "it has no mark for both ways",
    ("org", "hashcards"): "it has no mark for the number of a gap",
    ("o2a", "org"): "refused",
    ("native", "org"): "refused",
}
"""What `convert` does not do without a word."""


@pytest.mark.parametrize(
    ("name", "to"), [(name, to) for name in VAULTS for to in PLACES if (name, to) not in SAID]
)
def test_a_vault_that_is_rewritten_keeps_every_card(
    name: str, to: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = vault(tmp_path / "vault", name)
    monkeypatch.chdir(root)
    run("build", "-o", "a.apkg", ".")
    anki = Anki(str(tmp_path / "collection.anki2"))
    imported(anki, root / "a.apkg")
    answers(anki, DECK[name])
    before = learned(anki)
    pen = Pen(Folder(root), "desk")
    for number, card in enumerate(sorted(cards(root))):
        for day in range(3):
            pen.answer(at(day * (number + 1)), card, 4, 900, scheduler="sm2")
    known = studied(root)
    run("convert", ".", "--in-place", "--force", "--to", to)
    run("build", "-o", "a.apkg", ".")
    log = imported(anki, root / "a.apkg")
    after, kinds = learned(anki), {kind.name for kind in anki.models.all_names_and_ids()}
    anki.close()
    assert not log.new
    assert after == before and all(row[7] == 3 for row in after.values())
    assert not any("+" in kind for kind in kinds)
    assert cards(root) == studied(root).keys()
    assert sorted(studied(root).values()) == sorted(known.values())

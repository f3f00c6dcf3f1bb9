"""A card that may be one of before, asked at a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands import Typed
from terminals import Window

LEMMAS = """\
State Lemma 1 of the lecture. :: Sums commute.

State Lemma 2 of the lecture. :: Products commute.

mitochondrion :: the powerhouse of the cell
"""
ONE = """\
State the Lemma of the lecture. :: Sums and products.

mitochondrion :: the powerhouse of the cell
"""


@pytest.fixture
def lemmas(here: Path) -> Path:
    (here / "geo.md").write_text(LEMMAS)
    assert Window("build", cwd=here).ended() == 0
    (here / "geo.md").write_text(ONE)
    return here


def kinds(here: Path) -> list[str]:
    lines = [line for path in here.rglob("*.jsonl") for line in path.read_text().split("\n")]
    told = [json.loads(line)["kind"] for line in lines if line]
    return [kind for kind in told if kind != "built"][3:]


def test_a_number_says_which_it_is(lemmas: Path) -> None:
    window = Window("build", cwd=lemmas)
    seen = window.until("enter later")
    assert "geo.md:1 may be a card that is gone:\n  now  State the Lemma of the lecture." in seen
    assert "    2  State Lemma 2 of the lecture.  (geo.md)" in seen
    window.until("a key, then enter:")
    window.type("7\n").until("“7” is none of t")  # what is typed is not echoed: no line end
    window.until(lambda text: text.count("enter later") == 2)
    window.type("2\n").until("takes it back")
    assert window.ended() == 0
    assert "unclear-history" not in window.text
    assert kinds(lemmas) == ["rename", "seen", "seen"]
    assert "enter later" not in _ended(Window("build", cwd=lemmas)).text


def test_a_new_card_is_said_to_be_new(lemmas: Path) -> None:
    window = Window("study", cwd=lemmas)
    window.until("enter later")
    window.type("n\n").until("2 new")
    window.type("q")
    _ended(window)
    assert kinds(lemmas) == ["seen"] * 3


def test_enter_leaves_it_for_later(lemmas: Path) -> None:
    window = Window("build", cwd=lemmas)
    window.until("enter later")
    assert "1 warning in 1 file" in _ended(window.type("\n")).text
    assert "enter later" not in _ended(Window("build", cwd=lemmas)).text  # nothing changed
    window = Window("build", "-o", "other.apkg", cwd=lemmas)
    window.until("enter later")
    _ended(window.type("1\n"))
    assert kinds(lemmas)[:2] == ["seen", "rename"]


ROMAN = "".join(f"State Lemma {number} of the lecture. :: yes\n\n" for number in "VXLC")


@pytest.mark.parametrize(
    ("typed", "expected"), [("a", ["rename", "seen"] * 2), ("n", ["seen"] * 4)]
)
def test_of_cards_that_changed_alike_is_asked_once(
    here: Path, typed: str, expected: list[str]
) -> None:
    (here / "geo.md").write_text(ROMAN)
    assert Window("build", cwd=here).ended() == 0
    (here / "geo.md").write_text(ROMAN.replace("State", "Prove"))
    window = Window("build", cwd=here)
    seen = window.until("enter later")
    assert "4 cards may be cards that are gone: “State” became “Prove” in each" in seen
    assert "  was  State Lemma V of the lecture.  (geo.md)\n" in seen
    assert "  now  Prove Lemma V of the lecture.  (geo.md:1)\n" in seen
    assert "and 1 more" in seen
    _ended(window.type(f"{typed}\n"))
    assert kinds(here)[1:5] == expected
    assert "enter later" not in _ended(Window("build", cwd=here)).text


def test_with_frozen_nothing_is_asked(lemmas: Path) -> None:
    assert "enter later" not in _ended(Window("build", "--frozen", cwd=lemmas)).text


def _ended(window: Window) -> Window:
    window.ended()
    return window


@pytest.mark.parametrize("typed", ["q\n", "\x04"])
def test_who_quits_is_asked_no_more(here: Path, typed: str) -> None:
    (here / "geo.md").write_text(LEMMAS)
    (here / "two.md").write_text(LEMMAS.replace("Lemma", "Axiom").replace("mito", "lyso"))
    assert Window("build", cwd=here).ended() == 0
    (here / "geo.md").write_text(ONE)
    (here / "two.md").write_text(ONE.replace("Lemma", "Axiom").replace("mito", "lyso"))
    window = Window("build", cwd=here)
    assert "1 of 2: " in window.until("enter later")
    window.type("1\n").until("2 of 2: ")
    window.until(lambda text: text.count("enter later") == 2)
    window.type(typed).until("question; `flashdeck follow` asks again")
    assert window.ended() == 0
    assert "1 warning" in window.text
    window = Window("follow", cwd=here)
    window.until("enter later")
    window.type("n\n").until("is a new card")
    assert window.ended() == 0
    assert Window("follow", cwd=here).until("nothing is unclear")


def test_control_c_ends_it_and_loses_nothing(lemmas: Path) -> None:
    window = Window("study", cwd=lemmas)
    window.until("enter later")
    window.type("\x03").until("stopped; what was answered is kept")
    assert window.ended() == 130
    window = Window("follow", cwd=lemmas)
    window.until("enter later")
    assert _ended(window.type("2\n")).text.count("goes on as") == 1


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_question_fits_the_terminal(here: Path, columns: int) -> None:
    long = "lecture of the first week, which was held in the great hall on a Monday in autumn"
    (here / "geo.md").write_text(LEMMAS.replace("lecture", long))
    assert Window("build", cwd=here).ended() == 0
    (here / "geo.md").write_text(ONE.replace("lecture", long))
    window = Window("build", cwd=here, columns=columns)
    window.until("q quit asking")
    for key in ("1-2 it is that one", "n it is new", "enter later", "q quit asking"):
        assert sum(key in line for line in window.lines) == 1
    assert all(len(line) < columns for line in window.lines)
    window.type("q\n").ended()


def test_each_may_be_asked_of_by_itself(here: Path) -> None:
    (here / "geo.md").write_text(ROMAN)
    assert Window("build", cwd=here).ended() == 0
    (here / "geo.md").write_text(ROMAN.replace("State", "Prove"))
    window = Window("build", cwd=here)
    window.until("enter later")
    window.type("e\n").until("1 of 4: geo.md:")
    window.type("1\n").until("2 of 4: geo.md:")
    window.type("n\n").until("3 of 4: geo.md:")
    _ended(window.type("q\n"))
    assert kinds(here)[1:3] == ["rename", "seen"]


STEPS = (
    "rewrite the problem as an integral equation",
    "choose a closed ball of continuous functions around the initial value",
    "show that the operator maps the ball into itself",
    "show that it is a contraction for small times",
    "apply the theorem of Banach",
)
BOUND = "bound f by M on a compact cylinder"


def _steps(*told: str) -> str:
    asked = "Q: What is step {} of the proof of Picard and Lindelöf?\nA: {}\n"
    return "\n".join(asked.format(number, each) for number, each in enumerate(told, 1))


@pytest.fixture
def steps(here: Path) -> Path:
    """A proof of which the second of six steps is new, and the others were numbered anew."""
    (here / "geo.md").write_text(_steps(*STEPS))
    assert Window("build", cwd=here).ended() == 0
    (here / "geo.md").write_text(_steps(STEPS[0], BOUND, *STEPS[1:]))
    return here


def test_a_card_that_went_on_is_offered_no_more(steps: Path) -> None:
    window = Window("follow", cwd=steps)
    window.until("1 of 2: 4 cards may be cards of before: the prompt looks renumbered in each")
    window.until(f"       → {STEPS[1]}\n")
    window.until("enter later")
    assert _ended(window.type("a\n")).text.count("enter later") == 1
    assert Window("follow", cwd=steps).until("nothing is unclear")


def test_in_a_list_it_is_offered_last(steps: Path, typed: Typed) -> None:
    _, alike, _, _, new, old = typed("follow").out.removesuffix("\n").split("\n")
    assert alike.startswith("flashdeck follow --alike ")
    assert new.startswith("flashdeck follow --new ") and old.startswith("# or: ")
    words = [line.partition("   #")[0].split()[1:] for line in (alike, new)]
    assert [typed(*each).status for each in words] == [0, 0]
    assert typed("follow").err == "nothing is unclear: no card is asked about\n"


def test_what_a_card_answers_is_shown_with_each_choice(steps: Path) -> None:
    window = Window("follow", cwd=steps)
    window.until("enter later")
    seen = window.type("e\n").until("it is that one")
    asks = "What is step 2 of the proof of Picard and Lindelöf?"
    assert f"  now  {asks}\n       → {BOUND}\n" in seen
    assert f"    1  {asks}  (geo.md)\n       → {STEPS[1]}\n" in seen
    _ended(window.type("q\n"))

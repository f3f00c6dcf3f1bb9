"""The first screen of a session, drawn before the cards are read."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from flashdeck.cli import early
from flashdeck.cli.early import Wish
from flashdeck.study import opening, tally
from terminals import Window

in_terminal = pytest.mark.skipif("sys.platform == 'win32'")

HEAVY = "rich yaml typer markdown_it pygments math_core sqlite3".split()
CARDS = """\
TARGET DECK: Geo

Q: What is the **capital** of France, if $x^2 = y$?
A: Paris.

Q: What is the capital of Spain?
A: Madrid.

Q: What is the capital of Italy?
A: Rome.
"""
NOON = 1_700_000_000
FRAME = b"\x1b[?2026h"

Opened = Callable[..., Window]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    folder = tmp_path / "cards"
    folder.mkdir()
    (folder / "flashdeck.yaml").write_text("key: test\n")
    (folder / "geo.md").write_text(CARDS, "utf-8")
    return folder


@pytest.fixture
def opened(here: Path) -> Iterator[Opened]:
    """A session in a terminal; a `light` one can show what was kept, and then fails."""
    opened: list[Window] = []
    hook = here.parent / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(
        "import os, sys\n"
        "for name in os.environ.get('WITHOUT', '').split(): sys.modules[name] = None\n"
        "if os.environ.get('SLOW'):\n"
        "    import importlib.abc, time\n"
        "    class Slow(importlib.abc.MetaPathFinder):\n"
        "        def find_spec(self, name, path, target=None):\n"
        "            time.sleep(60 if name == 'flashdeck.cli.sessions' else 0)\n"
        "    sys.meta_path.insert(0, Slow())\n"
    )
    path = os.pathsep.join([str(hook), *filter(None, [os.environ.get("PYTHONPATH")])])

    def study(
        *options: str,
        light: bool = False,
        slow: bool = False,
        columns: int = 80,
        without: Iterable[str] = (),
    ) -> Window:
        missing = " ".join(HEAVY if light else without)
        environ = {"PYTHONPATH": path, "WITHOUT": missing, "SLOW": "yes" if slow else ""}
        window = Window("study", *options, cwd=here, columns=columns, environ=environ)
        opened.append(window)
        return window

    yield study
    for window in opened:
        window.child.close(force=True)


def screen(window: Window) -> str:
    """The first screen, with its keys."""
    return window.until(lambda text: "? help" in text or "compare" in text)


def quitted(window: Window, keys: str = "q") -> None:
    screen(window)
    assert window.type(keys).ended() == 0


@in_terminal
@pytest.mark.parametrize("options", [[], ["--type"], ["--cram"], ["--deck", "geo", "--limit=2"]])
def test_what_is_kept_is_the_true_first_screen(
    here: Path, opened: Opened, options: list[str]
) -> None:
    quitted(opened(*options), "\x03" if "--type" in options else "q")
    kept = here / opening.NAME
    light = opened(*options, light=True)
    seen = screen(light)
    assert light.ended() == 70 and light.is_given_back
    assert kept.exists()
    kept.unlink()
    assert screen(opened(*options)) == seen


@in_terminal
def test_a_first_session_of_plain_cards_imports_little(here: Path, opened: Opened) -> None:
    (here / "geo.md").write_text("What is the capital of Spain? :: Madrid\n", "utf-8")
    without = "typer markdown_it pygments math_core nh3 importlib.metadata flashdeck.render.boxes"
    window = opened(without=without.split())
    assert "capital of Spain" in screen(window)
    window.type(" ").until("Madrid")


@in_terminal
def test_the_screen_is_not_drawn_twice(here: Path, opened: Opened) -> None:
    quitted(opened(), " 3q")
    window = opened()
    screen(window)
    window.type("?").until("any other key")
    assert window.bytes.count(FRAME) == 2


@in_terminal
def test_it_knows_what_was_answered(here: Path, opened: Opened) -> None:
    asked = screen(first := opened())
    first.type(" 4").until("2 new")
    first.type("q").ended()
    seen = screen(light := opened(light=True))
    assert "2 new" in seen and "2 new" not in asked
    assert light.ended() == 70


@in_terminal
def test_keys_typed_while_cards_are_read_are_not_lost(here: Path, opened: Opened) -> None:
    quitted(opened())
    window = opened()
    screen(window)
    window.type(" 4 4q")
    assert window.ended() == 0
    assert b"2 answers to 2 cards" in window.bytes


@in_terminal
@pytest.mark.parametrize(("end", "status"), [("\x03", 130), (signal.SIGTERM, 128 + 15)])
def test_one_can_leave_while_cards_are_read(
    opened: Opened, end: str | signal.Signals, status: int
) -> None:
    quitted(opened())
    window = opened(slow=True)
    screen(window)
    if isinstance(end, str):
        window.type(end)
    else:
        window.child.kill(end)
    assert window.ended() == status
    assert window.is_given_back


@in_terminal
@pytest.mark.parametrize("change", ["a card", "a new file", "the settings", "the journal"])
def test_nothing_is_shown_that_may_have_changed(here: Path, opened: Opened, change: str) -> None:
    quitted(opened(), " 4q")
    journal = next((here / ".flashdeck" / "journal").glob("*.jsonl"))
    match change:
        case "a card":
            (here / "geo.md").write_text(CARDS.replace("capital", "chief town"), "utf-8")
        case "a new file":
            (here / "b.md").write_text("a :: b\n", "utf-8")
        case "the settings":
            (here / "flashdeck.yaml").write_text("key: test\nnew_per_day: 1\n")
        case _:
            journal.with_name("other.jsonl").write_bytes(journal.read_bytes())
    light = opened(light=True)
    assert light.ended() == 70
    assert FRAME not in light.bytes


@in_terminal
def test_another_width_and_another_wish_are_drawn_anew(here: Path, opened: Opened) -> None:
    quitted(opened())
    for window in (opened(columns=60, light=True), opened("--cram", light=True)):
        assert window.ended() == 70
        assert FRAME not in window.bytes


@in_terminal
def test_a_second_terminal_is_told_and_shown_nothing(here: Path, opened: Opened) -> None:
    quitted(opened())
    first = opened()
    screen(first)
    first.type("?").until("any other key")
    second = opened()
    assert second.ended() == 2
    assert "being studied" in second.text and FRAME not in second.bytes
    assert first.type("qq").ended() == 0


@in_terminal
def test_what_there_is_to_say_is_said_when_the_screen_is_given_back(
    here: Path, opened: Opened
) -> None:
    (here / "broken.md").write_text("C: {{c1::}} is empty.\n", "utf-8")
    quitted(opened())
    window = opened()
    quitted(window)
    assert b"1 note with errors left out" in window.bytes.rpartition(b"?1049l")[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / opening.NAME).parent.mkdir(parents=True)
    (tmp_path / opening.LOCK).write_bytes(b"")
    return tmp_path


def found(folder: Path, *, later: int = 0) -> list[str] | None:
    return opening.found(str(folder), "about", NOON + later * 86_400, 0, 12)


def put(folder: Path, *lines: str) -> None:
    day = tally.study_day(NOON, 0, 12, 4)
    opening.keep(str(folder), "about", 4, (), {day: lines, day + 1: ["tomorrow"]})


def test_each_day_has_its_own(folder: Path) -> None:
    put(folder, "\x1b[1mtoday\x1b[0m", "")
    assert found(folder) == ["\x1b[1mtoday\x1b[0m", ""]
    assert found(folder, later=1) == ["tomorrow"]
    assert found(folder, later=2) is None


@pytest.mark.parametrize("code", ["\x1b]52;c;aGk=\x07", "\x1b[2J", "\r", "\x9b31m", "\x1b"])
def test_a_line_that_does_more_than_show_text_is_never_shown(folder: Path, code: str) -> None:
    put(folder, f"a{code}b")
    assert found(folder) is None
    put(folder, "ab")
    kept = folder / opening.NAME
    kept.write_text(kept.read_text().replace("ab", f"a{json.dumps(code)[1:-1]}b"))
    assert found(folder) is None


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"null", b"\xff", b'{"rollover": "x"}', b"[" * 9**5]
)
def test_a_damaged_one_is_none(folder: Path, data: bytes) -> None:
    put(folder, "today")
    (folder / opening.NAME).write_bytes(data)
    assert found(folder) is None


def test_while_somebody_studies_there_is_none(folder: Path) -> None:
    put(folder, "today")
    (folder / opening.LOCK).write_bytes(b"{}")
    assert found(folder) is None


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("study", Wish()),
        ("study --cram --type", Wish(cram=True, types=True)),
        ("study --deck A --deck=B --tag x", Wish(decks=("A", "B"), tags=("x",))),
        ("study --new 0 --limit 1 --minutes=30", Wish(new=0, limit=1, minutes=30)),
    ],
)
def test_plain_options_are_read_without_typer(typed: str, wish: Wish) -> None:
    assert early.wish(typed.split()) == wish


@pytest.mark.parametrize(
    "typed",
    "study --help|study --count|study cards|study --limit 0|study --limit|study --new -1"
    "|study --deck --cram|study --new 1_0|study --cram=yes|build||--version".split("|"),
)
def test_everything_else_is_left_to_typer(typed: str) -> None:
    assert early.wish(typed.split()) is None

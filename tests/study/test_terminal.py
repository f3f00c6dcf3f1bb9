"""The real program in a real terminal."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from terminals import Window

pytestmark = pytest.mark.skipif("sys.platform == 'win32'")

CARDS = """\
TARGET DECK: Geo::Europe

## Capitals

Q: What is the capital of France?
A: Paris.

Q: What is the capital of Spain?
A: Madrid, see ∆river-of-paris.

C: {{c1::Rome}} is the capital of {{c1::Italy}}.

Q: Which river flows through Paris? {#river-of-paris}
A: The Seine.
"""

LONG = "TARGET DECK: Long\n\nQ: Count.\nA:\n" + "".join(f"- line {i}\n" for i in range(60))


@pytest.fixture
def here(tmp_path: Path) -> Path:
    folder = tmp_path / "cards"
    folder.mkdir()
    (folder / "flashdeck.yaml").write_text("key: test\n")
    (folder / "geo.md").write_text(CARDS, "utf-8")
    return folder


@pytest.fixture
def windows(here: Path) -> Iterator[list[Window]]:
    opened: list[Window] = []
    yield opened
    for window in opened:
        window.child.close(force=True)


def journal(here: Path) -> list[dict[str, object]]:
    return [
        json.loads(line)
        for path in sorted((here / ".flashdeck" / "journal").glob("*.jsonl"))
        for line in path.read_text("utf-8").split("\n")
        if line and '"kind":"seen"' not in line
    ]


def grades(here: Path) -> list[object]:
    return [line["grade"] for line in journal(here) if "grade" in line]


@pytest.mark.parametrize("columns", [60, 80])
def test_a_whole_session(here: Path, columns: int) -> None:
    window = Window("study", cwd=here, columns=columns)
    first = window.until("space show")
    assert "4 new" in first and "min left" in first and "Europe › Capitals" in first
    for left in (3, 2, 1, 0):
        window.type(" ").until(lambda text: "2 hard now, 1d" in text or "show" in text)
        window.type(" ")
        window.until("3 good 1d")
        window.type("3")
        window.until(f"{left} new" if left else "Nothing is left")
    window.type("q")
    assert window.ended() == 0
    assert window.is_given_back
    assert "4 answers to 4 cards" in window.text
    assert grades(here) == [4, 4, 4, 4]


def test_keys_typed_ahead_are_not_lost(here: Path) -> None:
    window = Window("study", "--count", cwd=here)
    assert window.ended() == 0
    (here / "geo.md").write_text("a :: b\n\nc :: d\n\ne :: f\n", "utf-8")
    window = Window("study", cwd=here)
    window.until("space show")
    window.type(" 3 3 3")
    window.until("Nothing is left")
    assert window.type("q").ended() == 0
    assert grades(here) == [4, 4, 4]


def test_a_new_size_is_drawn(here: Path, windows: list[Window]) -> None:
    window = Window("study", cwd=here)
    windows.append(window)
    window.until("q quit")
    window.resize(60, 12).until("space show")
    assert all(len(line) <= 60 for line in window.lines)
    window.resize(100, 40).until(lambda text: "space show" in text.rpartition("\n")[2])


def test_control_c_keeps_what_was_answered(here: Path) -> None:
    window = Window("study", cwd=here)
    window.until("4 new")
    window.type("  ").until("3 good")
    window.type("1").until("1 again")
    window.type("\x03")
    assert window.ended() == 0
    assert window.is_given_back and grades(here) == [1]


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
def test_a_kill_gives_the_terminal_back(here: Path, ending: signal.Signals) -> None:
    window = Window("study", cwd=here)
    window.until("4 new")
    window.child.kill(ending)
    assert window.ended() == 128 + ending
    assert window.is_given_back


def test_the_terminal_waits_for_lines_again(here: Path) -> None:
    import termios

    window = Window("study", cwd=here)
    before = termios.tcgetattr(window.child.child_fd)[3]
    window.until("4 new")
    assert termios.tcgetattr(window.child.child_fd)[3] != before
    window.type("q").ended()


def test_the_editor_opens_the_line_and_the_card_comes_back_edited(here: Path) -> None:
    script = here.parent / "edit.sh"
    script.write_text(
        '#!/bin/sh\necho "$1" > ../typed\nsed -i "s/Paris\\./Lutetia./" "$2"\n', "utf-8"
    )
    script.chmod(0o755)
    (here / "geo.md").write_text(CARDS.partition("Q: What is the capital of S")[0], "utf-8")
    window = Window("study", cwd=here, environ={"EDITOR": f"{script} +5"})
    window.until("France")
    window.type(" ").until("Paris.")
    window.type("e").until("Lutetia.")
    assert "3 good 1d" in window.text
    window.type("3").until("Nothing is left")
    window.type("q").ended()
    assert len(journal(here)) == 1


def test_a_long_message_is_read_whole_on_a_narrow_screen(here: Path) -> None:
    script = here.parent / "vi"
    script.write_text('#!/bin/sh\nsed -i "s/^Q: .*$/Q: Another?/;s/^A: .*/A: x/" "$2"\n', "utf-8")
    script.chmod(0o755)
    (here / "geo.md").write_text("Q: What is the capital of France?\nA: Paris.\n", "utf-8")
    window = Window("study", cwd=here, columns=60, environ={"VISUAL": str(script)})
    window.until("1 new")
    window.type("e").until("Another?")
    rows = [row.strip() for row in window.text.split("\n") if row.strip()]
    said = " ".join(rows[rows.index("Another?") + 1 : -1])
    assert re.fullmatch(
        r"a new card now; to keep its history: flashdeck follow [0-9a-f]{8} [0-9a-f]{8}", said
    )
    window.type("q").ended()


def test_a_reworded_prompt_keeps_its_history(here: Path) -> None:
    script = here.parent / "vi"
    script.write_text('#!/bin/sh\necho "$1" > ../line\nsed -i "s/France/Gaul/" "$2"\n', "utf-8")
    script.chmod(0o755)
    window = Window("study", cwd=here, environ={"VISUAL": str(script)})
    window.until("4 new")
    for _ in range(4):
        if "France" in window.text:
            break
        window.type("  ").until("3 good")
        shown = window.text
        window.type("3").until(lambda text, shown=shown: text != shown and "show" in text)  # type: ignore[misc]
    window.type("e").until("Gaul")
    assert (here.parent / "line").read_text() == "+5\n"
    window.type(" ").until("3 good")
    window.type("3").until(lambda text: "Gaul" not in text)
    assert window.type("q").ended() == 0
    again = Window("study", cwd=here)
    assert "Gaul" not in again.until(lambda text: "new" in text or "daily" in text)
    assert again.type("q").ended() == 0
    (renamed,) = (line for line in journal(here) if line["kind"] == "rename")
    assert renamed["from"] != renamed["to"]


def test_a_stopped_session_gives_the_terminal_back_and_goes_on(here: Path) -> None:
    window = Window("study", cwd=here)
    window.until("4 new")
    window.type("\x1a").until(lambda _: window.is_given_back)
    window.child.kill(signal.SIGCONT)
    window.until(lambda text: "4 new" in text and not window.is_given_back)
    assert window.type("q").ended() == 0


def test_a_second_terminal_is_told(here: Path) -> None:
    first = Window("study", cwd=here)
    first.until("4 new")
    second = Window("study", cwd=here)
    assert second.ended() == 2
    assert re.search(rf"studied by process {first.child.pid}", " ".join(second.lines))
    assert first.type("q").ended() == 0


def test_a_long_card_scrolls_and_says_so(here: Path) -> None:
    (here / "geo.md").write_text(LONG, "utf-8")
    window = Window("study", cwd=here)
    window.until("Count.")
    window.type(" ").until("more lines below")
    window.type("jj\x1b[6~").until("lines above")
    window.type("\x1b[F").until("line 59")
    window.type("\x1b[H").until("Count.")
    window.type("q").ended()


def test_a_reference_opens_and_returns(here: Path) -> None:
    text = CARDS.replace("Q: What is the capital of France?\nA: Paris.\n\n", "")
    (here / "geo.md").write_text(text, "utf-8")
    window = Window("study", cwd=here)
    window.until("3 new")
    for _ in range(3):
        if "Spain" in window.text:
            break
        shown = window.text
        window.type("b").until(lambda text, shown=shown: text != shown)  # type: ignore[misc]
    window.type(" ").until("Madrid")
    window.type("r").until("The Seine.")
    window.type(" ").until("Madrid")
    window.type("q").ended()


def test_a_demo_runs_and_returns(here: Path) -> None:
    pytest.importorskip("numpy")
    (here / "geo.md").write_text(
        "Q: What does it do?\nA: Equal sizes.\n\ndemo: sinkhorn\n", "utf-8"
    )
    window = Window("study", cwd=here)
    window.until("What does it do?")
    window.type("d").until("q ends")
    window.type("q\r").until("any key goes back")
    window.type("q").until("What does it do?")
    window.type("  ").until("3 good")
    assert window.type("q").ended() == 0


def test_a_demo_that_is_longer_than_the_screen_begins_at_its_top(here: Path) -> None:
    pytest.importorskip("numpy")
    (here / "geo.md").write_text("Q: What?\nA: That.\n\ndemo: sinkhorn\n", "utf-8")
    window = Window("study", cwd=here, rows=12)
    window.until("What?")
    assert "says: class probabilities" in window.type("d").until("q ends")
    window.type("\r").until("sample 11")
    window.type("q\r").until("any key goes back")
    window.type("q").until("What?")
    assert window.type("q").ended() == 0


def test_undo_reaches_behind_a_restart(here: Path) -> None:
    window = Window("study", cwd=here)
    window.until("4 new")
    asked = window.lines[4]
    window.type("  ").until("3 good")
    window.type("4").until("3 new")
    window.type("q").ended()
    window = Window("study", cwd=here)
    window.until("3 new")
    window.type("u").until("4 new")
    assert window.lines[4] == asked
    window.type("q").ended()
    assert [line["kind"] for line in journal(here)] == ["review", "undo"]


def test_what_is_typed_is_compared(here: Path) -> None:
    (here / "geo.md").write_text("capital of Spain :: Madrid\n", "utf-8")
    window = Window("study", "--type", cwd=here)
    window.until("> _")
    window.type("madrit q").until("> madrit q_")
    window.type("\x7f\x7f\r").until("typed: Madritd")
    window.type("3").until("Nothing is left")
    window.type("q").ended()
    assert grades(here) == [4]


def test_colours_are_those_that_light_terminals_have_too(here: Path) -> None:
    """Named colours only: what they look like is the terminal's choice."""
    window = Window("study", cwd=here)
    window.until("4 new")
    window.type("  ").until("3 good")
    window.type("q").ended()
    assert b"38;2" not in window.bytes and b"38;5" not in window.bytes
    assert b"48;2" not in window.bytes and b"48;5" not in window.bytes
    assert b"\x1b[37m" not in window.bytes and b"\x1b[97m" not in window.bytes


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (60, 20), (40, 12)])
def test_the_help_is_read_whole_on_every_screen(
    here: Path, windows: list[Window], columns: int, rows: int
) -> None:
    window = Window("study", cwd=here, columns=columns, rows=rows)
    windows.append(window)
    window.until("? help")
    window.type("?").until("space, enter")
    read = window.lines[2 : rows - 3]
    while "more lines below" in window.text or " below" in window.lines[-2]:
        before = window.text
        window.type("j").until(lambda text, before=before: text != before)  # type: ignore[misc]
        read.append(window.lines[rows - 4])
        assert len(read) < 99
    said = " ".join(" ".join(line.strip() for line in read).split())
    assert "hard, good, easy" in said and said.endswith("q stop; every answer is kept")
    assert "open the pictures and sounds on the screen" in said
    window.type("x").until("space show")
    assert window.type("q").ended() == 0


@pytest.fixture
def viewer(here: Path) -> Path:
    """A program that notes what it is to open, and then waits; beside cards with pictures."""
    script = here.parent / "a viewer"
    script.write_text('#!/bin/sh\necho "$@" >> ../viewed\n[ -e ../fails ] && exit 4\nsleep 9\n')
    script.chmod(0o755)
    (here / "a b.png").write_bytes(b"png")
    (here / "c.mp3").write_bytes(b"mp3")
    (here / "geo.md").write_text("Which ![](<a b.png>)? :: That [sound:c.mp3]\n", "utf-8")
    return script


def test_o_opens_what_is_on_the_screen(here: Path, windows: list[Window], viewer: Path) -> None:
    window = Window("study", cwd=here, environ={"FLASHDECK_VIEWER": f"'{viewer}' -x"})
    windows.append(window)
    window.until("o open")
    window.type("o").until("opened: a b.png")
    assert "c.mp3" not in (here.parent / "viewed").read_text()
    window.type(" ").until("3 good")
    window.type("o").until("opened: 2 files")
    window.type("3").until("Nothing is left")
    window.type("q").ended()
    seen = sorted((here.parent / "viewed").read_text().split("\n"))
    assert seen[-1] == f"-x {here / 'c.mp3'}" and seen.count(f"-x {here / 'a b.png'}") == 2


def test_what_cannot_be_opened_is_said(here: Path, windows: list[Window], viewer: Path) -> None:
    (here.parent / "fails").touch()
    window = Window("study", cwd=here, environ={"FLASHDECK_VIEWER": f"'{viewer}'"})
    windows.append(window)
    window.until("o open")
    window.type("o").until("could not open a b.png (it ended with 4)")
    (here / "a b.png").unlink()
    window.type("o").until("a b.png: there is no such file")
    window.type("q").ended()
    window = Window("study", cwd=here, environ={"FLASHDECK_VIEWER": "/no/such/viewer"})
    windows.append(window)
    (here / "a b.png").touch()
    window.until("o open")
    window.type("o").until("set FLASHDECK_VIEWER")
    window.type("q").ended()


def test_keys_that_do_nothing_are_not_offered(here: Path, windows: list[Window]) -> None:
    (here / "geo.md").write_text("a :: see ∆river\n\nWhich? {#river} :: Seine\n", "utf-8")
    window = Window("study", "--deck", "geo", cwd=here)
    windows.append(window)
    window.until("space show")
    while "Which?" in window.text:
        window.type("b").until("1 new")
    assert "o open" not in window.text
    window.type(" r").until("space, q back")
    assert "references" not in window.text
    window.type("qo").until("no picture and no sound is shown here")
    assert window.type("q").ended() == 0


def test_who_stops_is_told_what_is_left(here: Path, windows: list[Window]) -> None:
    for options, said in (((), "3 cards left today"), (("--cram",), "3 cards left to cram")):
        window = Window("study", *options, cwd=here)
        windows.append(window)
        window.until("space show")
        window.type(" ").until("now" if not options else "3 good")
        window.type(" ").until("3 good")
        window.type("3").until("3 ")
        assert window.type("q").ended() == 0
        assert said in window.text


def test_q_leaves_a_reference_before_the_session(here: Path, windows: list[Window]) -> None:
    (here / "geo.md").write_text("a :: see ∆river\n\nWhich? {#river} :: Seine\n", "utf-8")
    window = Window("study", cwd=here)
    windows.append(window)
    window.until("space show")
    window.type(" r").until("space, q back")
    window.type("q").until("3 good")
    window.type("q")
    assert window.ended() == 0


def test_what_was_answered_is_taken_back_when_all_is_done(
    here: Path, windows: list[Window]
) -> None:
    (here / "geo.md").write_text("a :: b\n", "utf-8")
    first = Window("study", cwd=here)
    windows.append(first)
    first.until("space show")
    first.type(" ").until("3 good")
    first.type("3").until("Nothing is left")
    first.type("q")
    assert first.ended() == 0
    again = Window("study", cwd=here)
    windows.append(again)
    again.until("u undo")
    again.type("u").until("undone: good (a)")
    again.type("q")
    assert again.ended() == 0


def test_a_grade_typed_before_any_card_was_seen_answers_none(
    here: Path, windows: list[Window]
) -> None:
    window = Window("study", cwd=here)
    windows.append(window)
    window.type("\x20333")
    window.until("3 good")
    assert grades(here) == []
    window.type("3").until(lambda text: "3 new" in text)
    window.type("q")
    assert window.ended() == 0
    assert grades(here) == [4]

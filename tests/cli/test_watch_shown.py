"""What `--watch` sees besides the files it was given, and how editors and Git change files."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from flashdeck.cache.seals import stamp
from flashdeck.cli import watched, watching
from picture_files import png

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is wanted", allow_module_level=True)

from terminals import PATIENCE, Window
from watches import Watch

Start = Callable[..., Watch]
BOTH = pytest.mark.parametrize("command", ["build", "check"])


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault whose card shows what stands in another folder's note."""
    folder = tmp_path / "vault"
    (folder / ".obsidian").mkdir(parents=True)
    (folder / "notes").mkdir()
    (folder / "cards").mkdir()
    (folder / "cards/a.md").write_text("Q: What does the lemma say?\nA:\n![[Lemma]]\n")
    (folder / "notes/Lemma.md").write_text("Sums commute.\n")
    return folder


@pytest.fixture
def start(vault: Path) -> Iterator[Start]:
    """Begins to watch; whatever still runs at the end is ended."""
    windows: list[Window] = []

    def started(*arguments: str, cwd: Path = vault) -> Watch:
        windows.append(Window(*arguments, "--watch", cwd=cwd, columns=200))
        return Watch(windows[-1])

    yield started
    for window in windows:
        window.child.close(force=True)


@BOTH
def test_notes_that_a_named_file_embeds_are_watched(
    command: str, start: Start, vault: Path
) -> None:
    watch = start(command, "cards/a.md")
    lemma = vault / "notes/Lemma.md"
    line = watch.once(lambda: lemma.write_text("Sums and ![[Products]]\n"), "notes/Lemma.md")
    assert line[9:].startswith("notes/Lemma.md: 1 note, 1 card")
    line = watch.once(lemma.unlink, "embedded-note")
    assert line[9:].startswith("notes/Lemma.md: 1 note, 1 card")
    line = watch.once(lambda: lemma.write_text("Sums commute.\n"), "no problems")
    assert line[9:].startswith("notes/Lemma.md: 1 note, 1 card")
    (vault / "notes/Other.md").write_text("Not shown by any card.\n")
    watch.once(lambda: lemma.write_text("Sums do.\n"), "notes/Lemma.md: 1 note")
    watch.end()


@BOTH
def test_pictures_are_watched_wherever_they_lie(command: str, start: Start, vault: Path) -> None:
    (vault / "cards/a.md").write_text("Q: What is this?\nA: ![[map.png]]\n")
    watch = start(command, "cards/a.md")
    assert "missing-media" in watch.window.text
    (vault / "files").mkdir()
    map = vault / "files/map.png"
    line = watch.once(lambda: map.write_bytes(png(2, 2)), "no problems")
    assert line[9:].startswith("files/map.png: 1 note")
    watch.once(lambda: map.write_bytes(png(3, 2)), "files/map.png: 1 note")
    assert "missing-media" in watch.once(map.unlink, "missing-media")
    watch.end()


def test_a_picture_that_no_card_shows_does_not_count(start: Start, vault: Path) -> None:
    watch = start("check")
    (vault / "plot.png").write_bytes(png(2, 2))
    watch.once(lambda: (vault / "b.md").write_text("c :: d\n"), "b.md: 2 notes")
    assert len(watch.lines) == 1
    watch.end()


@BOTH
def test_the_settings_count_from_when_they_are_there(
    command: str, start: Start, vault: Path
) -> None:
    watch = start(command, "cards/a.md")
    settings = vault / "flashdeck.yaml"
    watch.once(lambda: settings.write_text("deck: Maths\n"), "flashdeck.yaml: 1 note")
    watch.once(lambda: settings.write_text("dekc: Maths\n"), "flashdeck.yaml:1:1: error")
    watch.once(settings.unlink, "flashdeck.yaml: 1 note")
    watch.end()


QUICK, ONCE_EMPTY = 0.09, 0.38
"""Seconds that a step of a save may take; where the file is empty before it, or not there."""


def _as_vim(path: Path, text: str) -> Iterator[float]:
    path.rename(f"{path}~")
    time.sleep(0.2)
    path.write_text(text)
    yield ONCE_EMPTY
    Path(f"{path}~").unlink()


def _in_one_step(path: Path, text: str) -> Iterator[float]:
    new = path.with_name(f".{path.name}.tmp")
    new.write_text(text)
    new.replace(path)
    yield ONCE_EMPTY


def _in_pieces(path: Path, text: str) -> Iterator[float]:
    path.write_text("")
    time.sleep(0.2)
    allowed = ONCE_EMPTY
    with path.open("w") as file:
        for start in range(0, len(text), 2):
            file.write(text[start : start + 2])
            file.flush()
            yield allowed
            allowed = QUICK
            time.sleep(0.02)


def _saved(steps: Iterator[float]) -> int:
    """How often a machine with much else to do took so long that a line in between is right."""
    slow, last = 0, time.monotonic()
    for allowed in steps:
        now = time.monotonic()
        slow, last = slow + (now - last > allowed), now
    return slow


@pytest.mark.parametrize("save", [_as_vim, _in_one_step, _in_pieces])
@pytest.mark.parametrize("paths", [(), ("cards/a.md",)])
def test_however_an_editor_saves_it_is_one_line(
    save: Callable[[Path, str], Iterator[float]],
    paths: tuple[str, ...],
    start: Start,
    vault: Path,
) -> None:
    watch = start("build", *paths)
    for text, built in (
        ("Q: How?\nA: So.\n\nQ: Why?\nA: So.\n", "2 notes, 2 cards"),
        ("Q: Why?\nA: As it is so.\n", "1 note, 1 card"),
    ):
        before = len(watch.lines)
        slow = _saved(save(vault / "cards/a.md", text))
        watch.until(built)
        watch.rest()
        lines = watch.lines[before:]
        assert 1 <= len(lines) <= 1 + slow, lines
        assert lines[-1][9:].startswith(f"cards/a.md: {built}")
    watch.end()


def test_many_changes_at_once_are_one_line(start: Start, vault: Path) -> None:
    def checked_out() -> None:
        for folder in range(10):
            (vault / f"part {folder}").mkdir()
            for page in range(50):
                card = f"Term {folder} {page} :: Meaning of it\n"
                (vault / f"part {folder}/{page}.md").write_text(card)

    watch = start("check")
    line = watch.once(checked_out, "501 notes")
    assert "part 0/0.md, part 0/1.md and 498 more: 501 notes" in line
    line = watch.once(lambda: (vault / "part 3").rename(vault / "week 3"), "501 notes")
    assert "part 3/0.md, part 3/1.md and 98 more: 501 notes" in line
    watch.once(lambda: (vault / "week 3/7.md").write_text("a :: b\n"), "week 3/7.md: 501 notes")
    watch.end()


@pytest.mark.parametrize("out", ["out.apkg", "cards/out.apkg"])
def test_what_is_written_between_the_cards_does_not_count(
    out: str, start: Start, vault: Path
) -> None:
    watch = start("build", "-o", out)
    line = watch.once(lambda: (vault / "b.md").write_text("c :: d\n"), "2 notes")
    assert line[9:].startswith("b.md: 2 notes")
    watch.once((vault / "b.md").unlink, "b.md: 1 note")
    watch.end()


@BOTH
def test_the_folder_one_stands_in_may_go_and_come_back(
    command: str, start: Start, vault: Path
) -> None:
    copy = vault.parent / "copy"
    shutil.copytree(vault, copy)
    watch = start(command)
    line = watch.once(lambda: shutil.rmtree(vault), "No such file")
    shutil.copytree(copy, vault.parent / "new")
    line = watch.once(lambda: (vault.parent / "new").rename(vault), "1 note,")
    assert line[9:].startswith("cards/a.md, notes/Lemma.md: 1 note")
    watch.once(lambda: (vault / "cards/b.md").write_text("c :: d\n"), "cards/b.md: 2 notes")
    watch.end()


@BOTH
def test_in_a_pipe_each_line_comes_at_once(command: str, vault: Path) -> None:
    watching = subprocess.Popen(
        [sys.executable, "-m", "flashdeck", command, "cards/a.md", "--watch"],
        cwd=vault,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"XDG_STATE_HOME": str(vault.parent / "state")},
    )
    try:
        assert watching.stdout is not None and watching.stderr is not None
        while b"Ctrl-C ends it" not in watching.stderr.readline():
            assert watching.poll() is None
        os.set_blocking(watching.stdout.fileno(), False)
        (vault / "notes/Lemma.md").write_text("Sums do.\n")
        said, end = b"", time.monotonic() + PATIENCE
        while b"notes/Lemma.md: 1 note" not in said and time.monotonic() < end:
            time.sleep(0.1)
            said += watching.stdout.read() or b""
        assert said.endswith(b"no problems\n")
        watching.send_signal(signal.SIGINT)
        assert watching.wait(PATIENCE) == 0
        assert b"Traceback" not in watching.stderr.read()
    finally:
        watching.kill()
        watching.communicate()


def test_what_is_written_while_it_looks_is_known_as_it_was_read(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(vault)
    card, used = Path("cards/a.md"), watched.Used(lacks=False)
    known = watching._Known(vault, used, watched.state([card], used))

    def looked(typed: Sequence[Path], shown: watched.Used) -> watched.State:
        found = watched.state(typed, shown)
        if "How?" not in card.read_text():
            card.write_text("Q: How?\nA: So.\n")
        return found

    card.write_text("Q: Ho")
    monkeypatch.setattr(watching, "state", looked)
    now, paths = watching._at_rest([card], known)
    assert paths == {"cards/a.md"}
    assert now.cards["cards/a.md"] == stamp("cards/a.md")

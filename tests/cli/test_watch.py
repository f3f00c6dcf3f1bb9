"""`--watch` in a real terminal: a line for each change, whatever happens, until Ctrl-C."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commands import Typed, alone
from flashdeck.cli import main

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is wanted", allow_module_level=True)

from terminals import Window
from watches import Watch

CARD = "Q: What is the capital of Spain?\nA: Madrid.\n"


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    """A collection with one card."""
    folder = tmp_path / "cards here"
    folder.mkdir()
    (folder / "flashdeck.yaml").write_text("key: test\n")
    (folder / "a.md").write_text(CARD)
    return folder


@pytest.fixture
def start(cards: Path) -> Iterator[Callable[..., Watch]]:
    """Begins to watch; whatever still runs at the end is ended."""
    windows: list[Window] = []

    def started(*arguments: str) -> Watch:
        windows.append(Window(*arguments, "--watch", cwd=cards, columns=200))
        return Watch(windows[-1])

    yield started
    for window in windows:
        window.child.close(force=True)


def test_a_build_follows_every_change(start: Callable[..., Watch], cards: Path) -> None:
    watch = start("build")
    package = cards / "dist/cards here.apkg"
    first = package.read_bytes()
    line = watch.after(lambda: (cards / "b.md").write_text("Q: Two?\nA: Yes.\n"), "2 notes")
    assert line[9:].startswith("b.md: 2 notes, 2 cards, dist/")
    assert line.endswith("kB); no problems")
    assert package.read_bytes() != first
    line = watch.after(lambda: (cards / "b.md").write_text("Q: Two?\n"), "1 error")
    assert "b.md:1:4: error[missing-answer] this prompt has no answer" in line
    assert "1 note, 1 card" in watch.after((cards / "b.md").unlink, "1 note,")
    watch.rest()
    assert len(watch.lines) == 3  # nothing that it writes makes it run
    watch.end()
    assert alone("build", cwd=cards).status == 0


def test_nothing_that_goes_wrong_ends_it(start: Callable[..., Watch], cards: Path) -> None:
    (cards / "sub").mkdir()
    (cards / "sub/b.md").write_text("Q: Two?\nA: Yes.\n")
    watch = start("check")
    settings = cards / "flashdeck.yaml"
    assert "flashdeck.yaml:1" in watch.after(lambda: settings.write_text(": ["), "1 error")
    assert "no problems" in watch.after(lambda: settings.write_text("key: a\n"), "no problems")
    half = "é".encode()[:1]
    assert "not-utf-8" in watch.after(lambda: (cards / "a.md").write_bytes(half), "1 error")
    watch.after(lambda: (cards / "a.md").write_text(CARD), "2 notes")
    assert "1 note," in watch.after(lambda: shutil.rmtree(cards / "sub"), "1 note,")
    watch.end()


def test_the_whole_folder_may_go_and_come_back(start: Callable[..., Watch], cards: Path) -> None:
    named = cards.parent / "named"
    named.mkdir()
    (named / "a.md").write_text(CARD)
    watch = start("build", "../named", "-o", "../out.apkg")
    line = watch.after(lambda: shutil.rmtree(named), "no file or folder")
    assert "'../named'" in line

    def returned() -> None:
        named.mkdir()
        (named / "a.md").write_text(CARD * 2)

    assert "2 notes" in watch.after(returned, "2 notes")
    watch.end()


def test_an_empty_collection_is_waited_for(start: Callable[..., Watch], cards: Path) -> None:
    (cards / "a.md").unlink()
    watch = start("build")
    assert "1 note," in watch.after(lambda: (cards / "a.md").write_text(CARD), "1 note,")
    watch.end()


@pytest.mark.parametrize("command", ["build", "check"])
def test_standard_input_cannot_be_watched(command: str, typed: Typed) -> None:
    status, _, err = typed(command, "-", "--watch", *(["-o", "x.apkg"] * (command == "build")))
    assert status == 2 and "standard input cannot change" in err


def test_the_watcher_is_imported_only_then() -> None:
    assert main is not None and "watchfiles" not in sys.modules


def test_a_question_waits_and_its_command_is_said(start: Callable[..., Watch], cards: Path) -> None:
    (cards / "a.md").write_text("State Lemma 1 of the lecture. :: Sums commute.\n\na :: b\n")
    assert alone("build", cwd=cards).status == 0
    (cards / "a.md").write_text("State the Lemma of the lecture. :: Sums and products.\n\na :: b\n")
    watch = start("build")
    assert "unclear-history" in watch.window.text
    assert "enter later" not in watch.window.text
    line = watch.after(lambda: (cards / "b.md").write_text("c :: d\n"), "to settle")
    assert "3 notes" in line
    assert re.search(r"; to settle: `flashdeck follow [0-9a-f]{8} [0-9a-f]{8}`$", line)
    watch.end()


def test_the_saved_file_comes_first_with_its_own_remedy(
    start: Callable[..., Watch], cards: Path
) -> None:
    lemmas = "State Lemma {} of the lecture. :: {}\n\na :: b\n"
    (cards / "a.md").write_text(lemmas.format(1, "Sums commute."))
    (cards / "b.md").write_text("x :: y\n\nu :: v\n\nw :: z\n")
    assert alone("build", cwd=cards).status == 0
    (cards / "a.md").write_text("State the Lemma of the lecture. :: Sums and products.\n\na :: b\n")
    watch = start("build")
    prompt = "x :: y\nu :: v\noiseau\nw :: z\n"
    line = watch.after(lambda: (cards / "b.md").write_text(prompt), "b.md:3:1")
    assert "warning[looks-like-prompt]" in line and "a.md" not in line
    assert "to settle" not in line
    line = watch.after(
        lambda: (cards / "c.md").write_text("c :: d\n"), "to settle: `flashdeck follow"
    )
    assert "6 notes" in line
    assert re.search(r"a.md:1:1: warning\[unclear-history\] .*; to settle: `flashdeck follow", line)
    watch.end()


def test_what_became_of_notes_is_said_once(start: Callable[..., Watch], cards: Path) -> None:
    (cards / "b.md").write_text("chien :: dog\n\nle chat noir :: cat\n\noiseau :: bird\n")
    watch = start("build")
    reworded = "chien :: dog\n\nle chat très noir :: cat\n\noiseau :: bird\n"
    line = watch.after(lambda: (cards / "b.md").write_text(reworded), "known again")
    assert line.endswith("kB); 1 reworded note known again; no problems")
    fewer = "chien :: dog\n\nle chat très noir :: cat\n"
    line = watch.after(lambda: (cards / "b.md").write_text(fewer), "gone")
    assert line.endswith("kB); 1 note gone: b.md “oiseau”; no problems")
    line = watch.after(lambda: (cards / "c.md").write_text("c :: d\n"), "c.md")
    assert line.endswith("kB); no problems")
    line = watch.after(lambda: (cards / "c.md").write_text("oiseau :: bird\n"), "came back")
    assert line.endswith("kB); 1 note came back; 1 note gone: c.md “c”; no problems")
    watch.end()


def test_a_check_says_what_is_gone_since_the_last_build(
    start: Callable[..., Watch], cards: Path
) -> None:
    text = "chien :: dog\n\n### Who barks?\n\nThe dog.\n"
    (cards / "b.md").write_text(text)
    assert alone("build", cwd=cards).status == 0
    watch = start("check")
    less = text.replace("Who barks?", "Barking")
    line = watch.after(lambda: (cards / "b.md").write_text(less), "gone")
    assert "1 note gone: b.md “Who barks?”" in line
    line = watch.after(lambda: (cards / "b.md").write_text(text), "no problems")
    assert "gone" not in line
    watch.end()


def test_a_pipe_stops_no_watch(start: Callable[..., Watch], cards: Path) -> None:
    watch = start("build")
    pipe = cards / "pipe.md"
    line = watch.after(lambda: os.mkfifo(pipe), "1 error")
    assert line[9:].startswith("pipe.md: 1 note, 1 card, ")
    assert "this file cannot be read: it is a pipe, not a file" in line
    assert watch.after(pipe.unlink, "no problems")[9:].startswith("pipe.md: 1 note, 1 card, ")
    watch.end()

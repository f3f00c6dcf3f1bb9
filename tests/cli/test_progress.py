"""The progress bar: on a terminal, when it takes long, and gone when it is done."""

from __future__ import annotations

import io

import pytest

from flashdeck.cli import progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def drawn(monkeypatch: pytest.MonkeyPatch, patience: float) -> str:
    """What a terminal is sent while two files are read."""
    monkeypatch.setattr(progress, "PATIENCE", patience)
    monkeypatch.setenv("TERM", "xterm-256color")
    screen = Terminal()
    with progress.progress(screen) as step:
        assert step is not None
        step(0, 2, "one.md")
        step(1, 2, "[red]two\x1b.md")
    return screen.getvalue()


def test_a_pipe_gets_none() -> None:
    with progress.progress(io.StringIO()) as step:
        assert step is None


def test_what_is_quick_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, 60) == ""


def test_what_takes_long_is_shown_and_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = drawn(monkeypatch, -1)
    assert "[red]two␛.md" in sent and "1/2" in sent
    assert sent.endswith("\x1b[2K")

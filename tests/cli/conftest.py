"""A folder to stand in, cards in it, and commands typed there."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from commands import Outcome, Typed
from flashdeck.cli import main

CARDS = """\
---
deck: Geo::Europe
tags: [capitals]
---

Q: What is the capital of Spain?
A: Madrid.

C: {{c1::Rome}} is the capital of {{c2::Italy::a country}}.

### What is the capital of France? {#france}

Paris.
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder one stands in: a collection with two decks, three notes and four cards."""
    folder = tmp_path / "my cards [1]"
    folder.mkdir()
    (folder / "flashdeck.yaml").write_text("key: test\n")
    (folder / "geo.md").write_text(CARDS, encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return folder


@pytest.fixture
def typed(here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Commands typed in that folder."""

    def run(*arguments: str, stdin: str | bytes = b"") -> Outcome:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        captured = capsys.readouterr()
        return Outcome(int(ended.value.code or 0), captured.out, captured.err)

    return run

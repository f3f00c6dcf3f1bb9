"""Pipes, colours, other encodings, and readers that go away: in processes of their own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from commands import alone

posix = pytest.mark.skipif(os.name == "nt", reason="no such terminals there")


def test_a_pipe_gets_no_colours(here: Path) -> None:
    (here / "bad.md").write_text("Q: What is missing?\n")
    status, out, err = alone("check", cwd=here, environ={"TERM": "xterm-256color"})
    assert status == 1
    assert "\x1b" not in out + err


def terminal(here: Path, **environ: str) -> str:
    """What a terminal of 60 columns is sent by `flashdeck check`."""
    plain = {
        name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")
    }
    child = pexpect.spawn(
        sys.executable,
        ["-m", "flashdeck", "check"],
        cwd=str(here),
        env=plain | {"TERM": "xterm-256color", "PYTHONUTF8": "1"} | environ,
        dimensions=(24, 60),
        encoding="utf-8",
    )
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1
    return str(child.before)


@posix
def test_a_terminal_gets_colours_unless_told_otherwise(here: Path) -> None:
    (here / "bad.md").write_text(f"Q: What is missing, {'and more, ' * 30}?\n")
    assert "\x1b[1;31merror[missing-answer]" in terminal(here)
    plain = terminal(here, NO_COLOR="1")
    assert "\x1b[1;31m" not in plain and "error[missing-answer]" in plain


@posix
def test_lines_are_cut_to_the_terminal(here: Path) -> None:
    (here / "bad.md").write_text(f"Q: What is missing, {'and more, ' * 30}?\n")
    screen = re.sub(r"\x1b\[[0-9;]*m", "", terminal(here))
    (code,) = [line for line in screen.split("\r\n") if line.startswith(" 1 | ")]
    assert 50 < len(code) <= 60 and code.endswith("…")


@posix
@pytest.mark.parametrize("command", ["list", "check"])
def test_a_reader_that_goes_away_is_no_error(here: Path, command: str) -> None:
    cards = "".join(f"Q: Question number {number}?\n\n" for number in range(3000))
    (here / "many.md").write_text(cards + "".join(f"C: ==a {n}== b\n\n" for n in range(3000)))
    done = subprocess.run(
        ["/bin/sh", "-c", f'"{sys.executable}" -m flashdeck {command} | head -1'],
        cwd=here,
        capture_output=True,
        check=False,
    )
    assert done.stdout.count(b"\n") == 1
    assert b"Traceback" not in done.stderr and b"BrokenPipe" not in done.stderr
    assert b"Exception ignored" not in done.stderr


@pytest.mark.parametrize("arguments", [["check"], ["list"], ["build"], ["explain", "no-cards"]])
def test_a_terminal_without_unicode_gets_escapes(here: Path, arguments: list[str]) -> None:
    (here / "more.md").write_text("Q: Où ∆ 🇫🇷?\n", encoding="utf-8")
    ascii_only = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    status, out, err = alone(*arguments, cwd=here, environ=ascii_only)
    assert status in (0, 1)
    assert (out + err).isascii() and "Traceback" not in err


@pytest.mark.parametrize("arguments", [["check"], ["list"]])
def test_json_stays_json_without_unicode(here: Path, arguments: list[str]) -> None:
    (here / "more.md").write_text("Q: Où ∆ 🇫🇷?\n\nQ: ∆ 🇫🇷?\nA: 🇫🇷\n", encoding="utf-8")
    ascii_only = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    plain = alone(*arguments, "--format", "json", cwd=here)
    escaped = alone(*arguments, "--format", "json", cwd=here, environ=ascii_only)
    assert escaped.out.isascii()
    assert json.loads(escaped.out) == json.loads(plain.out)


@posix
def test_a_closed_stdout_is_no_error(here: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'"{sys.executable}" -m flashdeck list >&-'],
        cwd=here,
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in done.stderr


def test_stdout_carries_only_what_was_asked_for(here: Path) -> None:
    (here / "bad.md").write_text("Q: What is missing?\n")
    status, out, err = alone("list", "--format", "json", cwd=here)
    assert status == 0 and json.loads(out)["diagnostics"] and err == ""

"""Help texts, and what a start may cost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import flashdeck
from commands import Typed, alone
from golden_files import golden, leftovers

COMMANDS = "build check explain list show study mark adopt follow orphans init convert demo".split()
HEAVY = {"genanki", "markdown_it", "rich", "yaml", "numpy", "pygments", "nh3", "math_core"}


def help_text(command: str, folder: Path) -> str:
    """What `--help` prints in 80 columns."""
    arguments = [command, "--help"] if command != "flashdeck" else ["--help"]
    status, out, err = alone(*arguments, cwd=folder)
    assert (status, err) == (0, "")
    return out


@pytest.mark.parametrize("command", ["flashdeck", *COMMANDS])
def test_help(command: str, tmp_path: Path) -> None:
    golden(f"help/{command}.txt", help_text(command, tmp_path))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_has_an_example(command: str, tmp_path: Path) -> None:
    assert f"Examples:\n    flashdeck {command}" in help_text(command, tmp_path).replace(
        "    cat page.md | ", "    "
    )


def test_the_commands_on_one_page(tmp_path: Path) -> None:
    parts = [
        f"### flashdeck {command}\n\n```\n{help_text(command, tmp_path)}```\n"
        for command in COMMANDS
    ]
    golden("help/commands.md", "\n".join(parts))


def test_every_golden_help_has_a_command() -> None:
    names = [f"{command}.txt" for command in ["flashdeck", *COMMANDS]]
    assert leftovers("help", [*names, "commands.md"]) == set()


def test_help_names_every_command(tmp_path: Path) -> None:
    assert all(f"\n  {command} " in help_text("flashdeck", tmp_path) for command in COMMANDS)


def test_without_a_command_there_is_help(typed: Typed) -> None:
    status, out, err = typed()
    assert status == 2
    assert "Usage: flashdeck" in out + err


def test_version(typed: Typed) -> None:
    assert typed("--version") == (0, f"flashdeck {flashdeck.__version__}\n", "")


@pytest.mark.parametrize(
    "arguments", [["bild"], ["build", "--no-such-option"], ["check", "gone.md"]]
)
def test_wrong_usage_is_two_and_names_what_is_wrong(typed: Typed, arguments: list[str]) -> None:
    status, out, err = typed(*arguments)
    assert (status, out) == (2, "")
    assert arguments[-1] in err and "Traceback" not in err


def imported(*arguments: str) -> set[str]:
    """The modules that a command line needed."""
    code = (
        "import atexit, json, sys\nfrom flashdeck.cli import main\n"
        "atexit.register(lambda: print(json.dumps([*sys.modules]), file=sys.stderr))\n"
        f"main({arguments!r})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    return set(json.loads(done.stderr))


@pytest.mark.parametrize("command", [[], *([each] for each in COMMANDS if each != "demo")])
def test_no_help_imports_anything_heavy(command: list[str]) -> None:
    assert HEAVY & {name.split(".")[0] for name in imported(*command, "--help")} == set()


def test_a_command_imports_no_other() -> None:
    others = {f"flashdeck.cli.{each}" for each in COMMANDS} - {"flashdeck.cli.explain"}
    assert others & imported("explain", "duplicate-card") == set()


def test_a_mistyped_command_is_told_the_right_one(typed: Typed) -> None:
    assert "Did you mean 'build'?" in typed("bild").err


def test_a_bug_is_a_message_and_no_traceback(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr("flashdeck.config.collection.chosen", broken)
    status, out, err = typed("check")
    assert (status, out) == (70, "")
    assert err.startswith(
        "flashdeck: a bug in flashdeck, please report it: RuntimeError: two lines"
    )

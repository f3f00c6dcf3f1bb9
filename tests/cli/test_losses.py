"""Answers that Git took away: what is said of them, and that they come back."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from commands import Typed
from flashdeck.journal.folder import Folder
from terminals import Window

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")

ROUND = "\n3\n" * 3
GONE = (
    "3 answers that this machine wrote are gone from the journal, "
    "as after `git checkout` or `git stash`"
)


def git(folder: Path, *arguments: str) -> None:
    name = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b.c"}
    name |= {"GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b.c"}
    subprocess.run(["git", *arguments], cwd=folder, env=os.environ | name, check=True)


@pytest.fixture
def studied(typed: Typed, here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three cards were answered since what was committed, and that was checked out again."""
    monkeypatch.setenv("XDG_STATE_HOME", str(here.parent / "state"))
    typed("build")
    git(here, "init", "--quiet", "--initial-branch", "main")
    git(here, "add", ".")
    git(here, "commit", "--quiet", "-m", "cards")
    assert "3 answers" in typed("study", stdin=ROUND).out
    git(here, "checkout", "--quiet", ".")
    return here


def test_doctor_says_what_is_gone_and_brings_it_back(typed: Typed, studied: Path) -> None:
    assert typed("study", "--count").out.startswith("3 new")
    status, out, _ = typed("doctor")
    assert status == 1
    assert out.startswith(f"error: {GONE}\n  help: `flashdeck doctor --restore` brings them back; ")
    status, out, err = typed("doctor", "--restore")
    assert status == 0 and "new cards, never reviewed: 1" in out
    assert err == "3 lines brought back to the journal: commit it, and Git keeps them\n"
    assert "3 new" not in typed("study", "--count").out
    assert typed("doctor", "--restore").err == "nothing is lost\n"


def test_a_count_says_so_each_time(typed: Typed, studied: Path) -> None:
    for _ in range(2):
        count = typed("study", "--count")
        assert count.out.startswith("3 new")
        assert count.err == f"flashdeck: {GONE}; `flashdeck doctor --restore` brings them back\n"
    typed("doctor", "--restore")
    assert typed("study", "--count").err == ""


@pytest.mark.parametrize("command", ["build", "study"])
def test_a_build_and_a_session_say_so(typed: Typed, studied: Path, command: str) -> None:
    assert f"flashdeck: {GONE}; `flashdeck doctor --restore` brings them back\n" in (
        typed(command).err
    )


def test_answers_that_are_given_again_and_those_that_come_back_all_count(
    typed: Typed, studied: Path
) -> None:
    typed("study", stdin=ROUND)
    assert typed("doctor", "--restore").status == 0
    out = typed("doctor").out
    assert out.startswith("journal: 1 file, ") and "has the id" not in out
    (journal,) = Folder(studied).journals()
    assert journal.read_text().count('"kind":"review"') == 6


def test_what_git_takes_on_purpose_may_stay_away(typed: Typed, studied: Path) -> None:
    shutil.rmtree(Folder(studied).cache)
    assert typed("doctor").status == 0
    assert "gone" not in typed("study").err


def test_who_sits_at_the_terminal_is_asked(studied: Path) -> None:
    window = Window("study", cwd=studied)
    window.until("enter bring them back · n not now")
    window.type("\n").until("Nothing is left")
    assert window.type("q").ended() == 0
    assert b"3 lines brought back to the journal" in window.bytes


@pytest.mark.parametrize("key", ["n\n", "q\n", "\x04"])
def test_who_does_not_want_them_back_now_studies_without(studied: Path, key: str) -> None:
    window = Window("study", cwd=studied)
    window.until("enter bring them back · n not now")
    window.type(key).until("3 new")
    assert window.type("q").ended() == 0
    again = Window("study", cwd=studied)
    said = " ".join(again.until(lambda text: "3 new" in text and "--restore" in text).split())
    assert f"{GONE}; `flashdeck doctor --restore` brings them back" in said
    assert "--restore" not in again.type(" ").until("3 good")
    again.type("q").ended()
    assert "`flashdeck doctor --restore` brings" in again.text


def test_they_may_be_forgotten(studied: Path) -> None:
    window = Window("study", cwd=studied)
    window.until("f forget them")
    window.type("f\n").until("3 new")
    window.type(" ").until("3 good")
    window.type("3").until("2 new")
    assert window.type("q").ended() == 0
    assert "doctor" not in window.text
    again = Window("study", cwd=studied)
    again.until("2 new")
    again.type("q").ended()
    assert "doctor" not in again.text


def test_who_switches_to_another_branch_has_lost_nothing(
    typed: Typed, studied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed("doctor", "--restore")
    git(studied, "branch", "old")
    git(studied, "commit", "--quiet", "--all", "-m", "studied")
    git(studied, "checkout", "--quiet", "old")
    said = (
        "3 answers that this machine wrote are in the branch `main` of Git, not in this one; they "
        "count there, and here when it is merged\n"
    )
    assert typed("build").err == said
    assert said in typed("study").err
    status, out, _ = typed("doctor")
    assert status == 0 and out.startswith(said)
    assert "3 answers" in typed("study", stdin=ROUND).out
    git(studied, "commit", "--quiet", "--all", "-m", "studied again")
    git(studied, "checkout", "--quiet", "main")
    assert "in the branch `old` of Git" in typed("build").err
    git(studied, "merge", "--quiet", "-m", "both", "old")
    assert typed("build").err == ""
    out = typed("doctor").out
    assert out.startswith("journal: 1 file, ") and "has the id" not in out


def test_of_some_that_are_in_a_branch_and_some_that_are_nowhere_both_is_said(
    typed: Typed, studied: Path
) -> None:
    typed("doctor", "--restore")
    git(studied, "branch", "old")
    git(studied, "commit", "--quiet", "--all", "-m", "studied")
    typed("study", "--cram", stdin="\n3\n")
    git(studied, "checkout", "--quiet", "--force", "old")
    err = typed("build").err
    assert "1 answer that this machine wrote is gone from the journal" in err
    assert "3 answers that this machine wrote are in the branch `main` of Git" in err


def test_who_switched_is_not_asked_at_the_terminal(typed: Typed, studied: Path) -> None:
    typed("doctor", "--restore")
    git(studied, "branch", "old")
    git(studied, "commit", "--quiet", "--all", "-m", "studied")
    git(studied, "checkout", "--quiet", "old")
    window = Window("study", cwd=studied)
    window.until("3 new")
    assert window.type("q").ended() == 0
    assert "bring" not in window.text

"""`flashdeck init`: a collection that is clean, builds, and harms nothing that is there."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest
import yaml

from commands import Typed
from flashdeck.cli.init import starter
from flashdeck.settings import Settings


@pytest.fixture
def fresh(tmp_path: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "fresh"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_it_says_what_it_wrote_and_what_comes_next(typed: Typed, fresh: Path) -> None:
    status, out, err = typed("init")
    assert (status, err) == (0, "")
    assert out.startswith("wrote  flashdeck.yaml\nwrote  .gitignore\nwrote  first-cards.md\n")
    assert out.endswith(
        "Next:\n  flashdeck check\n  flashdeck build  # edit first-cards.md, then again\n"
        "  flashdeck study\n"
    )


def test_what_it_writes_is_clean_and_shows_every_form(typed: Typed, fresh: Path) -> None:
    typed("init", "my deck")
    document = json.loads(typed("list", "my deck", "--format", "json").out)
    assert document["diagnostics"] == []
    assert {note["kind"] for note in document["notes"]} == {"basic", "cloze"}
    assert any(note["both_ways"] for note in document["notes"])
    assert any(ref["target"] == "spacing" for note in document["notes"] for ref in note["refs"])
    assert any(note["context"] and note["verbs"] and note["source"] for note in document["notes"])
    assert typed("check", "my deck", "--strict").status == 0


GIVEN = {"root", "vault"}
"""What a collection's place says, and no file."""


def test_every_setting_is_explained_and_shows_its_default(tmp_path: Path) -> None:
    text = starter("k", cards=False)["flashdeck.yaml"]
    names = [field.name for field in fields(Settings) if field.name not in GIVEN]
    assert all(f"\n{name}:" in text or f"\n# {name}:" in text for name in names)
    for name in (
        "include",
        "scheduler",
        "grades",
        "new_per_day",
        "reviews_per_day",
        "rollover_hour",
        "leech_lapses",
        "leech_suspend",
    ):
        (line,) = [line for line in text.split("\n") if line.startswith(f"# {name}:")]
        shown = yaml.safe_load(line.removeprefix("# "))[name]
        default = getattr(Settings(), name)
        assert (tuple(shown) if isinstance(shown, list) else shown) == default


def test_with_every_comment_taken_away_the_settings_are_still_read(tmp_path: Path) -> None:
    from flashdeck.config.file import read

    (tmp_path / "cards").mkdir()
    lines = starter("k", cards=False)["flashdeck.yaml"].split("\n")
    setting = re.compile(r"# (?:[a-z_0-9]+:|  \w+:)")
    given = [line.removeprefix("# ") for line in lines if setting.match(line)]
    assert read("\n".join(given).encode(), "flashdeck.yaml", tmp_path).diagnostics == ()
    assert len(given) == len(fields(Settings)) - len(GIVEN) - 1 + 2  # no key; two macros


def test_keys_differ(typed: Typed, fresh: Path) -> None:
    keys = set()
    for name in ("a", "b"):
        typed("init", name)
        keys.add(yaml.safe_load((fresh / name / "flashdeck.yaml").read_text())["key"])
    assert len(keys) == 2 and all(len(key) == 16 for key in keys)


def test_what_is_there_is_kept(typed: Typed, fresh: Path) -> None:
    (fresh / "flashdeck.yaml").write_text("key: mine\n")
    (fresh / ".gitignore").write_text("mine\n")
    status, out, _ = typed("init")
    assert status == 0
    assert "kept   flashdeck.yaml (it was there)" in out
    assert (fresh / "flashdeck.yaml").read_text() == "key: mine\n"
    assert (fresh / ".gitignore").read_text() == "mine\n"


def test_a_vault_gets_no_example_cards(typed: Typed, fresh: Path) -> None:
    (fresh / "deep").mkdir()
    (fresh / "deep" / "note.md").write_text("Mine.\n")
    out = typed("init").out
    assert "first-cards.md" not in out
    assert sorted(path.name for path in fresh.iterdir()) == [".gitignore", "deep", "flashdeck.yaml"]


def test_twice_changes_nothing(typed: Typed, fresh: Path) -> None:
    typed("init")
    before = {path: path.read_bytes() for path in fresh.iterdir()}
    typed("init")
    assert {path: path.read_bytes() for path in fresh.iterdir()} == before


def test_a_file_is_no_folder(typed: Typed, fresh: Path) -> None:
    (fresh / "x").write_text("")
    status, out, err = typed("init", "x")
    assert (status, out) == (2, "")
    assert err.startswith("flashdeck: x: File exists")


def test_the_record_of_learning_is_not_hidden_from_git(typed: Typed, fresh: Path) -> None:
    typed("init")
    subprocess.run(["git", "init", "-q"], cwd=fresh, check=True)
    for name, ignored in ((".flashdeck/journal/a.jsonl", False), ("dist/a.apkg", True)):
        done = subprocess.run(["git", "check-ignore", "-q", name], cwd=fresh, check=False)
        assert (done.returncode == 0) is ignored

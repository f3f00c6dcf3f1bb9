"""A `key` that is another than that of the last package: Anki would take every note for new."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from commands import Typed

REFUSED = "Anki would take each of them for a new one. So nothing was built"


@pytest.fixture
def built(typed: Typed, tmp_path: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A collection that was built with a key."""
    folder = tmp_path / "uni"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "flashdeck.yaml").write_text("key: '0123'\n")
    (folder / "a.md").write_text("Q: How?\nA: So.\n")
    assert typed("build").status == 0
    return folder


@pytest.mark.parametrize(
    ("settings", "now"),
    [
        ("key: other\n", "it is `other` now"),
        ("deck: [oops\n", "none can be read there now"),
        ("<<<<<<< HEAD\nkey: '0123'\n=======\nkey: b\n>>>>>>> b\n", "none can be read there now"),
        ("", "none can be read there now"),
        ("tags: [maths]\n", "none can be read there now"),
        (None, "none can be read there now"),
    ],
)
@pytest.mark.parametrize("options", [(), ("--frozen",), ("--deck", "a"), ("a.md",)])
def test_nothing_is_built_and_the_key_is_said(
    settings: str | None, now: str, options: tuple[str, ...], typed: Typed, built: Path
) -> None:
    package = built / "dist/uni.apkg"
    before = package.read_bytes()
    (built / "flashdeck.yaml").unlink()
    if settings is not None:
        (built / "flashdeck.yaml").write_text(settings)
    (built / "a.md").write_text("Q: How?\nA: Just so.\n")
    status, out, err = typed("build", *options, "-o", str(package))
    assert (status, out) == (1, "")
    assert f"`key` in flashdeck.yaml was `0123` when these notes were last built, and {now}" in err
    assert f"{REFUSED}; write `key: '0123'` there again" in err
    assert package.read_bytes() == before


def test_what_is_wrong_with_the_settings_is_said_too(typed: Typed, built: Path) -> None:
    (built / "flashdeck.yaml").write_text("key: '0123'\ndeck: [oops\n")
    err = typed("build").err
    assert "flashdeck.yaml:3:1" in err and REFUSED in err


def test_the_key_may_come_back(typed: Typed, built: Path) -> None:
    package = (built / "dist/uni.apkg").read_bytes()
    (built / "flashdeck.yaml").write_text("key: b\n")
    assert typed("build").status == 1
    (built / "flashdeck.yaml").write_text("key: '0123'\n")
    assert typed("build").status == 0
    assert (built / "dist/uni.apkg").read_bytes() == package


def test_who_wants_new_notes_says_so_once(typed: Typed, built: Path) -> None:
    (built / "flashdeck.yaml").write_text("key: b\n")
    assert typed("build", "--new-key").status == 0
    (built / "a.md").write_text("Q: How?\nA: Just so.\n")
    assert typed("build").status == 0
    (built / "flashdeck.yaml").write_text("key: '0123'\n")
    assert "was `b` when" in typed("build").err


def test_a_key_where_there_was_none(typed: Typed, built: Path) -> None:
    (built / "flashdeck.yaml").write_text("")
    assert typed("build", "--new-key").status == 0
    (built / "flashdeck.yaml").write_text("key: c\n")
    err = typed("build").err
    assert "was not there when these notes were last built, and it is `c` now" in err
    assert "take it out again, or build with --new-key" in err


def test_other_kinds_of_files_are_no_concern_of_it(typed: Typed, built: Path) -> None:
    (built / "flashdeck.yaml").write_text("key: b\n")
    assert typed("check").status == 0
    assert typed("list").status == 0
    assert typed("study", "--count").status == 0


def test_it_is_remembered_without_the_cache(typed: Typed, built: Path) -> None:
    (built / "flashdeck.yaml").write_text("key: b\n")
    for path in (built / ".flashdeck/cache").iterdir():
        path.unlink()
    assert REFUSED in typed("build").err


def test_init_takes_over_the_key_that_packages_had(typed: Typed, built: Path) -> None:
    (built / "flashdeck.yaml").unlink()
    out = typed("init").out
    assert "in Anki already" not in out
    assert yaml.safe_load((built / "flashdeck.yaml").read_text())["key"] == "0123"
    assert typed("build").status == 0


def test_init_speaks_of_anki_only_where_it_wrote_a_key(
    typed: Typed, here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("note.md").write_text("Mine.\n")
    assert "in Anki already" in typed("init").out
    assert "in Anki already" not in typed("init").out

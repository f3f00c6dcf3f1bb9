"""`flashdeck build`: a package, a summary, and what is refused."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from commands import Typed


def test_a_collection_becomes_a_package_in_dist(typed: Typed, here: Path) -> None:
    status, out, err = typed("build")
    assert (status, err) == (0, "")
    counts, file = out.removesuffix("\n").split("\n")
    assert counts == "1 deck, 3 notes, 4 cards, 0 media files"
    assert file.startswith("dist/my cards [1].apkg (")
    assert zipfile.is_zipfile(here / "dist" / "my cards [1].apkg")


def test_the_output_can_be_named_and_its_folder_is_made(typed: Typed, here: Path) -> None:
    status, out, _ = typed("build", "-o", "a b/[x]/deck.apkg")
    assert status == 0
    assert "\na b/[x]/deck.apkg (" in out
    assert (here / "a b" / "[x]" / "deck.apkg").is_file()


def test_from_inside_the_collection_dist_is_beside_its_settings(
    typed: Typed, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "sub").mkdir()
    monkeypatch.chdir(here / "sub")
    assert typed("build").status == 0
    assert (here / "dist" / "my cards [1].apkg").is_file()


def test_sound_cards_are_built_whatever_is_wrong_with_the_others(typed: Typed, here: Path) -> None:
    (here / "bad.md").write_text("Q: What is missing?\n\nQ: And here?\nA: Nothing.\n")
    status, out, err = typed("build")
    assert status == 1
    assert "4 notes, 5 cards" in out
    assert "1 card left out:\n  bad.md:1 Q: What is missing?\n" in out
    assert err.startswith("error[missing-answer]") and err.endswith("1 error in 1 file\n")


def test_many_cards_left_out_do_not_fill_the_screen(typed: Typed, here: Path) -> None:
    (here / "bad.md").write_text("".join(f"Q: What is {n}?\n\n" for n in range(50)))
    _, out, _ = typed("build")
    assert "50 cards left out:\n" in out and "\n  and 30 more\n" in out
    assert out.count("bad.md:") == 20


def test_a_card_is_left_out_once_however_much_is_wrong_with_it(typed: Typed, here: Path) -> None:
    (here / "bad.md").write_text("C: {{c1::}} and {{c2::}} and {{c3::\n")
    assert "1 card left out:\n" in typed("build").out


@pytest.mark.parametrize(("options", "status"), [([], 0), (["--strict"], 1)])
def test_warnings_fail_only_when_strict(
    typed: Typed, here: Path, options: list[str], status: int
) -> None:
    (here / "bad.md").write_text("@Name it.\n\nParis.\n@exam~\n\n@bite~\n")
    assert typed("build", *options).status == status
    assert (here / "dist").is_dir()


@pytest.mark.parametrize(
    ("filters", "notes"),
    [
        (["--deck", "Geo"], "3 notes"),
        (["--deck", "geo::europe"], "3 notes"),
        (["--deck", "Other"], "1 note,"),
        (["--deck", "Other", "--deck", "Geo"], "4 notes"),
        (["--tag", "exam"], "1 note,"),
        (["--tag", "@exam~", "--tag", "#capitals"], "4 notes"),
        (["--deck", "Geo", "--tag", "capitals"], "3 notes"),
    ],
)
def test_filters_keep_what_they_name(
    typed: Typed, here: Path, filters: list[str], notes: str
) -> None:
    (here / "other.md").write_text("---\ndeck: Other\ntags: exam\n---\nQ: One?\nA: Two.\n")
    status, out, _ = typed("build", *filters)
    assert status == 0
    assert notes in out


def test_a_filter_that_keeps_nothing_builds_nothing_and_says_what_there_is(
    typed: Typed, here: Path
) -> None:
    status, out, err = typed("build", "--deck", "Nowhere")
    assert (status, out) == (1, "")
    assert err == "flashdeck: no note has that deck and tag; decks: Geo::Europe; tags: capitals\n"
    assert not (here / "dist").exists()


def test_no_notes_build_nothing(typed: Typed, here: Path) -> None:
    (here / "geo.md").write_text("A diary.\n")
    status, out, err = typed("build")
    assert (status, out) == (1, "")
    assert "no notes, so nothing was built" in err
    assert not (here / "dist").exists()


@pytest.mark.parametrize("name", ["deck.pdf", "deck"])
def test_an_unknown_suffix_names_those_there_are(typed: Typed, name: str) -> None:
    status, out, err = typed("build", "-o", name)
    assert (status, out) == (2, "")
    assert err == f"flashdeck: cannot write {name!r}; a file to build ends in one of: .apkg\n"


def test_a_folder_is_no_output(typed: Typed, here: Path) -> None:
    (here / "x.apkg").mkdir()
    status, out, err = typed("build", "-o", "x.apkg")
    assert (status, out) == (2, "")
    assert "x.apkg is a folder" in err


def test_an_input_is_no_output(typed: Typed, here: Path) -> None:
    cards = (here / "geo.md").rename(here / "geo.apkg").read_bytes()
    status, out, err = typed("build", "geo.apkg", "-o", "../my cards [1]/geo.apkg")
    assert (status, out) == (2, "")
    assert "is one of the files that are read" in err
    assert (here / "geo.apkg").read_bytes() == cards


@pytest.mark.skipif(os.name == "nt", reason="folders have no such rights there")
def test_a_folder_that_is_a_file_is_a_message(typed: Typed, here: Path) -> None:
    status, out, err = typed("build", "-o", "geo.md/deck.apkg")
    assert (status, out) == (2, "")
    assert err.startswith("flashdeck: ") and "geo.md" in err and "Traceback" not in err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_an_output_folder_one_may_not_write_to_is_a_message(typed: Typed, here: Path) -> None:
    (here / "locked").mkdir(mode=0o500)
    status, out, err = typed("build", "-o", "locked/deck.apkg")
    assert (status, out) == (2, "")
    assert "Permission denied" in err


def test_a_failure_leaves_the_old_package(
    typed: Typed, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert typed("build", "-o", "x.apkg").status == 0
    old = (here / "x.apkg").read_bytes()
    (here / "geo.md").write_text("Q: New?\nA: Yes.\n")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    status, out, err = typed("build", "-o", "x.apkg")
    assert (status, out, err) == (2, "", "flashdeck: x.apkg: No space left on device\n")
    assert (here / "x.apkg").read_bytes() == old
    left = {path.name for path in here.iterdir()} - {".flashdeck"}
    assert left == {"flashdeck.yaml", "geo.md", "x.apkg"}


def test_the_time_comes_from_the_environment(
    typed: Typed, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    typed("build", "-o", "a.apkg")
    os.utime(here / "geo.md", (1, 1))
    typed("build", "-o", "b.apkg")
    assert (here / "a.apkg").read_bytes() == (here / "b.apkg").read_bytes()


def test_a_time_that_is_none_is_a_message(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    status, _, err = typed("build")
    assert status == 2
    assert "SOURCE_DATE_EPOCH is 'yesterday'" in err


def test_standard_input_can_be_built(typed: Typed, here: Path) -> None:
    status, out, _ = typed("build", "-", "-o", "x.apkg", stdin="Q: One?\nA: Two.\n")
    assert status == 0
    assert "1 note, 1 card" in out


def test_what_a_killed_build_left_is_removed_when_it_is_old(typed: Typed, here: Path) -> None:
    dist = here / "dist"
    (dist / "..w.apkg.ab1_defg.apkg.zzzzzzzz").mkdir(parents=True)
    left = [dist / "..w.apkg.ab1_defg.apkg.zzzzzzzz", dist / ".w.apkg.ab1_defg.apkg"]
    mine = [
        dist / ".w.apkg.mine.apkg",
        dist / "w.apkg.ab1_defg.apkg",
        dist / ".x.apkg.ab1_defg.apkg",
    ]
    (left[0] / "collection.anki2").write_text("half")
    for path in (left[1], *mine):
        path.write_text("half")
    typed("build", "-o", "dist/w.apkg")
    assert all(path.exists() for path in (*left, *mine))
    for path in (*left, *mine):
        os.utime(path, (1, 1))
    (here / "geo.md").write_text("Q: New?\nA: Yes.\n")
    typed("build", "-o", "dist/w.apkg")
    assert not any(path.exists() for path in left)
    assert all(path.exists() for path in mine)

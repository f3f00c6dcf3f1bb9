"""`flashdeck check`: reports, and the exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands import Typed
from reading import written

WRONG = "Q: What is the capital of Portugal?\n\nQ: And of Spain?\nA: Madrid.\n"
FORMS = {"a.md": "Q: What?\nA: That.\n\nC: The [gap].\n", "b.md": "Only prose.\n"}
WARNED = "@Name the capital of France.\n\nParis.\n@exam~\n\n@bite~\n"


def test_a_clean_collection_says_so(typed: Typed) -> None:
    assert typed("check") == (0, "", "no problems: 3 notes, 4 cards, 1 file read\n")


def test_an_error_is_shown_with_its_line_and_fails(typed: Typed, here: Path) -> None:
    (here / "bad.md").write_text(WRONG)
    status, out, err = typed("check")
    assert status == 1
    assert out.startswith("error[missing-answer]: ")
    assert "\n --> bad.md:1:" in out and " 1 | Q: What is the capital of Portugal?" in out
    assert err.startswith("1 error in 1 file")


def test_short_is_one_line_each(typed: Typed, here: Path) -> None:
    (here / "bad.md").write_text(WRONG)
    status, out, _ = typed("check", "--format", "short")
    assert status == 1
    (line,) = out.removesuffix("\n").split("\n")
    assert line.startswith("bad.md:1:") and "error[missing-answer]" in line


def test_json_goes_to_stdout_alone(typed: Typed, here: Path) -> None:
    (here / "bad.md").write_text(WRONG)
    status, out, err = typed("check", "--format", "json")
    (found,) = json.loads(out)["diagnostics"]
    assert (status, found["rule"], found["path"], found["line"]) == (
        1,
        "missing-answer",
        "bad.md",
        1,
    )
    assert err == "1 error in 1 file\n"


def test_github_writes_workflow_commands(typed: Typed, here: Path) -> None:
    (here / "bad.md").write_text(WRONG)
    _, out, _ = typed("check", "--format", "github")
    assert out.startswith("::error title=flashdeck (missing-answer),file=bad.md,line=1,")


@pytest.mark.parametrize(("options", "status"), [([], 0), (["--strict"], 1)])
def test_warnings_fail_only_when_strict(
    typed: Typed, here: Path, options: list[str], status: int
) -> None:
    (here / "bad.md").write_text(WARNED)
    found = typed("check", *options)
    assert found.status == status
    assert found.out.startswith("warning[")


def test_remarks_are_counted_and_shown_when_asked_for(typed: Typed, here: Path) -> None:
    (here / "diary.md").write_text("Bought bread.\n")
    status, out, err = typed("check", "--strict")
    assert (status, out) == (0, "")
    assert err.startswith("1 remark in 1 file (-v shows the remarks): 3 notes")
    status, out, err = typed("check", "--strict", "-v")
    assert status == 0 and out.startswith("info[no-cards]")
    assert err.startswith("1 remark in 1 file: 3 notes")


def test_every_problem_of_every_file_in_order(typed: Typed, here: Path) -> None:
    for name in ("b.md", "a.md"):
        (here / name).write_text(f"Q: What is missing?\n\nQ: In {name}?\nA: x\n\nC: no gap\n")
    _, out, _ = typed("check", "--format", "short")
    places = [line.split(":")[:2] for line in out.removesuffix("\n").split("\n")]
    assert places == [["a.md", "1"], ["a.md", "6"], ["b.md", "1"], ["b.md", "6"]]


def test_standard_input_is_a_file(typed: Typed) -> None:
    status, out, _ = typed("check", "-", "--format", "short", stdin=WRONG)
    assert status == 1
    assert out.startswith("<stdin>:1:")


def test_standard_input_may_be_any_bytes(typed: Typed) -> None:
    status, out, _ = typed(
        "check", "-", "--format", "short", stdin=b"Q: caf\xe9?\nA: yes\n\x00\xff"
    )
    assert status == 1
    assert "not-utf-8" in out


def test_a_wrong_setting_is_a_problem_like_any_other(typed: Typed, here: Path) -> None:
    (here / "flashdeck.yaml").write_text("grades: 5\n")
    status, out, _ = typed("check", "--format", "short")
    assert (status, out) == (1, "flashdeck.yaml:1:9: error[bad-setting] `grades` wants 4 or 6\n")


def test_markup_in_cards_and_paths_is_text(typed: Typed, here: Path) -> None:
    (here / "[red]x[bold].md").write_text("Q: [bold]What[/] :smile: \x1b[31m?\n")
    _, out, _ = typed("check")
    assert "[red]x[bold].md:1:" in out
    assert "Q: [bold]What[/] :smile: ␛[31m?" in out


def test_an_unknown_dialect_says_which_there_are(typed: Typed) -> None:
    status, out, err = typed("check", "--dialect", "nativ")
    assert (status, out) == (2, "")
    assert err.startswith("flashdeck: no dialect 'nativ'; there are: ")
    assert "flat" in err and "native" in err


def test_without_a_collection_there_is_a_hint(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = typed("check")
    assert (status, out) == (2, "")
    assert "flashdeck init" in err


def test_from_a_folder_inside_the_collection_paths_are_as_typed(
    typed: Typed, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "bad.md").write_text(WRONG)
    (here / "sub").mkdir()
    monkeypatch.chdir(here / "sub")
    assert typed("check", "--format", "short").out.startswith("../bad.md:1:")


def test_a_name_in_any_alphabet_can_be_typed(typed: Typed, here: Path) -> None:
    (here / "日本 [カード].md").write_text(WRONG)
    assert typed("check", "日本 [カード].md", "--format", "short").out.startswith(
        "日本 [カード].md:1:"
    )


def test_verbose_says_what_each_file_gave_and_why(typed: Typed, tmp_path: Path) -> None:
    written(tmp_path, FORMS)
    _, _, err = typed("check", "-v", str(tmp_path))
    assert "a.md: 2 notes, read as hashcards: no other marks, `Q:`, `A:`, `C:`\n" in err
    assert "b.md: 0 notes, read as native: no marks of cards\n" in err


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("", ""),
        ('---\nname = "Cells"\n---\n', "native 3 notes in 1 file; hashcards 1 note in 1 file\n"),
    ],
)
def test_marks_that_two_dialects_have_in_common_make_no_second_one(
    typed: Typed, here: Path, front: str, said: str
) -> None:
    (here / "z.md").write_text(f"{front}Q: What?\nA: That.\n")
    assert typed("check") == (0, "", f"no problems: 4 notes, 5 cards, 2 files read\n{said}")

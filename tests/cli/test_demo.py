"""`flashdeck demo`: what is typed, and what is computed."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pexpect
import pytest
from rich.cells import cell_len

from commands import Typed, alone
from flashdeck import plugins
from golden_files import golden, leftovers

OURS = tuple(sorted(plugins.DEMOS.ours))
EXACT = ("hungarian", "simclr", "sinkhorn")
"""Demos without trained numbers: these come out alike on every machine."""
COST = "4,1,3\n2,0,5\n3,2,2\n"

posix = pytest.mark.skipif(os.name == "nt", reason="no such terminals there")


@pytest.mark.parametrize("name", EXACT)
def test_what_a_demo_prints(name: str, tmp_path: Path) -> None:
    """All but the checks, whose rounding errors differ from machine to machine."""
    status, out, err = alone("demo", name, cwd=tmp_path)
    assert (status, err) == (0, "")
    golden(f"demo/{name}.txt", out[: out.index("\ncheck ")] + "\n")


def test_every_golden_demo_is_a_demo() -> None:
    assert leftovers("demo", [f"{name}.txt" for name in EXACT]) == set()


@pytest.mark.parametrize("name", OURS)
def test_eighty_columns_are_enough(name: str, typed: Typed) -> None:
    status, out, err = typed("demo", name)
    assert (status, err) == (0, "")
    assert max(map(cell_len, out.split("\n"))) <= 80
    assert "\ncheck " in out and "FAILED" not in out and "\x1b" not in out


@pytest.mark.parametrize("name", OURS)
def test_json_has_every_table_and_check(name: str, typed: Typed) -> None:
    status, out, err = typed("demo", name, "--seed", "3", "--json")
    document = json.loads(out)
    assert (status, err) == (0 if document["ok"] else 1, "")
    assert (document["version"], document["demo"], document["seed"]) == (1, name, 3)
    assert document["parameters"].keys() == set(plugins_parameters(name))
    assert all(step["title"] and step["parts"] for step in document["steps"])
    assert {"kind", "columns", "rows"} <= {
        key for step in document["steps"] for part in step["parts"] for key in part
    }
    assert all(set(check) == {"name", "value", "low", "high", "ok"} for check in document["checks"])
    assert document["point"] and document["result"] is None


def plugins_parameters(name: str) -> list[str]:
    from flashdeck.demo.parameters import parameters

    return [each.name for each in parameters(plugins.demo(name).run)]


def test_without_a_name_they_are_listed_with_the_cards_that_name_them(
    typed: Typed, here: Path
) -> None:
    (here / "demo.md").write_text("### Why? {#why}\n\nSo.\ndemo: sinkhorn --epsilon 0.2\n")
    status, out, err = typed("demo")
    assert (status, err) == (0, "")
    assert all(f"\n  {name} " in out for name in OURS)
    lines = out.split("\n")
    (number,) = (number for number, line in enumerate(lines) if line.startswith("  sinkhorn "))
    assert lines[number + 1].strip() == "cards: why"
    assert max(map(cell_len, lines)) <= 80


def test_a_failed_check_is_status_one(typed: Typed) -> None:
    """A teacher as warm as its student does not sharpen: then both remedies are not there."""
    status, out, _ = typed("demo", "dino", "--teacher-temp", "0.2", "--steps", "100")
    assert status == 1
    assert "FAILED" in out
    words = " ".join(out.split())
    assert "To be shown: The two collapses are opposite" in words
    assert "with --teacher-temp 0.2 --steps 100 the effect may vanish: both: inform" in words


def test_where_checks_hold_the_point_stands_without_a_caveat(typed: Typed) -> None:
    assert json.loads(typed("demo", "simclr", "--json").out)["caveat"] is None
    assert "To be shown" not in typed("demo", "simclr").out
    failed = json.loads(typed("demo", "kmeans", "--k", "12", "--json").out)
    assert failed["caveat"].startswith("That does not all hold here: 1 of 3 checks FAILED.")


def test_a_bound_that_the_dimensions_cannot_reach_says_so(typed: Typed) -> None:
    """Four equal angles need three dimensions."""
    flat = typed("demo", "simclr", "--n", "4", "--dim", "2").out
    assert "a bound that 2 dimensions cannot reach" in flat
    assert "best that can be" in typed("demo", "simclr", "--n", "4", "--dim", "3").out


def test_a_parameter_changes_the_numbers(typed: Typed) -> None:
    cool = json.loads(typed("demo", "simclr", "--temperature", "0.1", "--json").out)
    assert cool["parameters"] == {"n": 3, "dim": 3, "temperature": 0.1}
    assert cool["steps"] != json.loads(typed("demo", "simclr", "--json").out)["steps"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("sinkhorn", "--epsilon", "0"), "--epsilon"),
        (("sinkhorn", "--epsilon", "0"), "0.05<=x<=5"),
        (("self-label", "--epsilon", "nan"), "`--epsilon` is not a number"),
        (("simclr", "--step", "--json"), "--step"),
        (("sinkhorn", "--form", "cubic"), "--form"),
        (("simclr", "--n", "40"), "--n"),
        (("simclr", "--epsilon", "1"), "--epsilon"),
        (("simclr", "--seed", "-1"), "--seed"),
        (("sinkhron",), "; did you mean 'sinkhorn'?"),
        (("hungarian", "--input", "gone.csv"), "gone.csv"),
    ],
)
def test_wrong_usage_is_two(typed: Typed, arguments: tuple[str, ...], said: str) -> None:
    status, out, err = typed("demo", *arguments)
    assert (status, out) == (2, "")
    assert said in err and "Traceback" not in err


def test_own_numbers_from_csv_json_and_stdin(typed: Typed, here: Path) -> None:
    (here / "cost.csv").write_text(COST)
    (here / "cost.json").write_text(json.dumps({"cost": [[4, 1, 3], [2, 0, 5], [3, 2, 2]]}))
    best = {"rows": [0, 1, 2], "cols": [1, 0, 2], "cost": 5.0}
    for arguments in (["cost.csv"], ["cost.json"]):
        document = json.loads(typed("demo", "hungarian", "--input", *arguments, "--json").out)
        assert (document["result"], document["seed"]) == (best, None)
    given = (here / "cost.json").read_text()
    document = json.loads(typed("demo", "hungarian", "--input", "-", "--json", stdin=given).out)
    assert document["result"] == best
    status, out, _ = typed("demo", "hungarian", "--input", "cost.csv")
    assert status == 0 and "cost 5" in out and "FAILED" not in out


def test_a_flag_overrules_the_file_and_one_that_draws_numbers_is_refused(
    typed: Typed, here: Path
) -> None:
    (here / "z.json").write_text('{"z": [[1, 0], [0, 1], [1, 0], [0, 1]], "temperature": 3}')
    warm = json.loads(typed("demo", "simclr", "--input", "z.json", "--json").out)
    cool = json.loads(
        typed("demo", "simclr", "--input", "z.json", "--temperature", "0.5", "--json").out
    )
    assert cool["result"]["loss"] == pytest.approx(0.2395447662)
    assert warm["result"]["loss"] > 0.5
    status, _, err = typed("demo", "simclr", "--input", "z.json", "--dim", "3")
    assert status == 2 and "--dim" in err


@pytest.mark.parametrize(
    ("name", "file", "text", "said"),
    [
        ("hungarian", "a.csv", "1,2\n\n1,x\n", "line 3, column 2: 'x' is not a number"),
        ("hungarian", "a.csv", "1,nan\n", "line 1, column 2: 'nan' is not a number"),
        ("hungarian", "a.csv", "1;2\n", "'1;2' is not a number; columns are parted by commas"),
        ("hungarian", "a.csv", "1,2\n3\n", "line 2 has 1 numbers, but the first row has 2"),
        ("hungarian", "a.csv", "", "`cost` is empty"),
        ("hungarian", "a.json", "[", "it is not JSON"),
        ("hungarian", "a.json", '{"cost": [[NaN]]}', "cost"),
        ("dino", "a.csv", "1,2\n", "give it a .json file"),
        ("sinkhorn", "a.json", '{"cost": [[1e999, 1]]}', "infinite"),
        (
            "sinkhorn",
            "a.json",
            '{"cost": [[1]], "cost": [[2]]}',
            "the key `cost` stands there twice",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_a_message(
    typed: Typed, here: Path, name: str, file: str, text: str, said: str
) -> None:
    (here / file).write_text(text)
    status, out, err = typed("demo", name, "--input", file)
    assert (status, out) == (2, "")
    assert said in err and err.startswith("flashdeck: ") and err.count("\n") == 1


@pytest.mark.parametrize("name", OURS)
def test_each_demo_tells_its_options(name: str, typed: Typed) -> None:
    out = typed("demo", name, "--help").out
    assert f"Examples:\n    flashdeck demo {name}" in out
    flags = [f"--{each.replace('_', '-')}" for each in plugins_parameters(name)]
    assert all(f"  {flag} " in out for flag in [*flags, "--seed", "--json", "--step"])


def test_a_screen_without_unicode_gets_ascii(tmp_path: Path) -> None:
    environ = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    for name in ("dino", "sinkhorn"):
        status, out, err = alone("demo", name, cwd=tmp_path, environ=environ)
        assert (status, err) == (0, "")
        assert out.isascii() and "\\u" not in out and " ? " not in out
        assert max(map(len, out.split("\n"))) <= 80


def stepped(here: Path) -> pexpect.spawn[str]:
    """A demo in a terminal that waits before each of its steps."""
    return pexpect.spawn(
        sys.executable,
        ["-m", "flashdeck", "demo", "hungarian", "--step"],
        cwd=str(here),
        env=dict(os.environ) | {"TERM": "xterm-256color", "PYTHONUTF8": "1"},
        dimensions=(60, 80),
        encoding="utf-8",
    )


@posix
def test_step_waits_for_enter_on_a_terminal(here: Path) -> None:
    child = stepped(here)
    child.expect("Count what each cluster holds")
    for _ in range(5):
        child.expect("-- Enter goes on, q ends --")
        child.sendline("")
    child.expect("all matchings tried")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


@posix
@pytest.mark.parametrize("key", ["q\n", "\x04"])
def test_step_ends_at_q_and_at_the_end_of_input(key: str, here: Path) -> None:
    child = stepped(here)
    child.expect("q ends --")
    child.send(key)
    child.expect(pexpect.EOF)
    assert "Make it a cost" not in str(child.before)
    child.close()
    assert child.exitstatus == 0


def test_what_a_plug_in_raises_is_its_own(here: Path) -> None:
    site, info = here / "site", here / "site" / "sad-1.dist-info"
    info.mkdir(parents=True)
    (site / "sad.py").write_text(
        "from flashdeck.demo.demo import Demo\n"
        "def run(seed: int):\n    return 1 / seed\n"
        "SAD = Demo(topic='Sad', summary='Divides.', run=run)\n"
    )
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: sad\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[flashdeck.demos]\nsad = sad:SAD\n")
    environ = {"PYTHONPATH": os.pathsep.join([str(site), *sys.path])}
    status, out, err = alone("demo", "sad", cwd=here, environ=environ)
    assert (status, out) == (2, "")
    assert err == (
        "flashdeck: the demo 'sad' (sad:SAD) failed, which is for its author to mend: "
        "ZeroDivisionError: division by zero\n"
    )


@pytest.mark.parametrize("name", ["simclr", "dino", "sinkhorn", "hungarian"])
def test_the_example_of_the_help_is_an_input(name: str, typed: Typed, here: Path) -> None:
    out = typed("demo", name, "--help").out
    (example,) = (line for line in out.split("\n") if line.strip().startswith('{"'))
    (here / "own.json").write_text(example)
    assert typed("demo", name, "--input", "own.json").status == 0
    assert all(f"\n    {key}" in out for key in json.loads(example) if key != "teacher")


def test_listing_and_help_pass_over_a_broken_demo(tmp_path: Path) -> None:
    site, info = tmp_path / "site", tmp_path / "site" / "sad-1.dist-info"
    info.mkdir(parents=True)
    (site / "sad.py").write_text("raise ValueError('no')\n")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: sad\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[flashdeck.demos]\nsad = sad:SAD\n")
    environ = {"PYTHONPATH": os.pathsep.join([str(site), *sys.path])}
    status, out, err = alone("demo", cwd=tmp_path, environ=environ)
    assert status == 0 and "sinkhorn" in out and " sad " not in out
    assert err == "flashdeck: the demo 'sad' (sad:SAD) cannot be used: ValueError: no\n"
    assert alone("demo", "--help", cwd=tmp_path, environ=environ).status == 0
    assert alone("demo", "sad", cwd=tmp_path, environ=environ).status == 2


def test_demos_compute_on_one_thread(tmp_path: Path) -> None:
    """What counts is what stands in the environment when numpy is imported."""
    site, info = tmp_path / "site", tmp_path / "site" / "early-1.dist-info"
    info.mkdir(parents=True)
    code = (
        "import os, sys\nraise ValueError(os.environ['OMP_NUM_THREADS'], 'numpy' in sys.modules)\n"
    )
    (site / "early.py").write_text(code)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: early\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[flashdeck.demos]\nearly = early:EARLY\n")
    environ = {"PYTHONPATH": os.pathsep.join([str(site), *sys.path])}
    assert "('1', False)" in alone("demo", "early", cwd=tmp_path, environ=environ).err

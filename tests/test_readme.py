"""What the README claims: its decks compile, its code runs, its output is the program's."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from commands import alone
from reading import folder, written

README = Path(__file__).parent.parent / "README.md"

FAULTY = r"""TARGET DECK: Analysis

> [!question]- State the root test.
> It converges if $\limsup_n \sqrt[n]{|a_n|} < 1$, diverges above, see ∆ratio-tests.

Q: What is the radius of convergence?
A: $1 / \limsup_n \sqrt[n]{|a_n|$

C: The harmonic series {{c1::diverges.

quotient criterion :: the ratio test {#ratio-test}

Q: When does a series converge?
"""


def block(name: str) -> str:
    """The fenced block below a marker."""
    found = re.search(rf"<!-- {name} -->\n(`{{3,}})\w*\n(.*?)\1\n", README.read_text("utf-8"), re.S)
    assert found is not None, f"no block {name}"
    return found[2]


def generated(name: str, text: str) -> None:
    """The block is the text, or becomes it under FLASHDECK_GOLDEN=update."""
    if os.environ.get("FLASHDECK_GOLDEN") == "update":
        whole = README.read_text("utf-8")
        start = whole.index(f"<!-- {name} -->\n```console\n") + len(
            f"<!-- {name} -->\n```console\n"
        )
        README.write_text(whole[:start] + text + whole[whole.index("```\n", start) :], "utf-8")
    assert block(name) == text


def test_the_deck_of_six_lines(tmp_path: Path) -> None:
    deck = block("six-lines")
    assert deck.count("\n") == 6
    compiled = folder(written(tmp_path, {"a.md": deck}))
    assert compiled.diagnostics == ()
    assert [note.deck for note in compiled.collection.notes] == [("Linear algebra",)] * 2


def test_the_syntax_on_one_screen(tmp_path: Path) -> None:
    """Without the remarks on the right, every form of it makes its card."""
    deck = "\n".join(re.sub(r" {4,}.*", "", line) for line in block("syntax").split("\n"))
    compiled = folder(written(tmp_path, {"a.md": deck, "dino.svg": "<svg/>"}))
    assert [found.rule.name for found in compiled.diagnostics] == []
    assert [type(note).__name__ for note in compiled.collection.notes] == [
        *["Basic"] * 2,
        "Cloze",
        *["Basic"] * 4,
        "Cloze",
    ]
    assert len(compiled.collection.links) == 1


def test_what_check_prints(tmp_path: Path) -> None:
    written(tmp_path, {"analysis.md": FAULTY})
    done = alone("check", "analysis.md", cwd=tmp_path)
    assert done.status == 1
    generated("check", f"$ flashdeck check\n{done.out.rstrip()}\n")


def test_what_show_prints() -> None:
    done = alone("show", "infonce", "--width", "76", cwd=README.parent)
    assert done.status == 0
    generated("show", f"$ flashdeck show infonce\n{done.out.rstrip()}\n")


def test_the_commands(tmp_path: Path) -> None:
    help_text = alone("--help", cwd=tmp_path).out
    table = re.search(r"Commands:\n((?:  .*\n)+)", help_text)
    assert table is not None
    generated("commands", table[1])


def test_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = block("library")
    assert len([line for line in code.split("\n") if line.strip()]) == 8 - 1
    written(tmp_path, {"cards/a.md": "Q: Why?\nA: So.\n\n@exam~\n"})
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README.md", "exec"), {})
    assert (tmp_path / "cards.apkg").stat().st_size > 0


def test_the_plug_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = "anki_csv-1.dist-info"
    entry = re.search(r"```toml\n.*?(\[project.*?)```", README.read_text("utf-8"), re.S)
    assert entry is not None
    points = entry[1].replace('[project.entry-points."', "[").replace('"]', "]").replace('"', "")
    written(
        tmp_path,
        {
            "site/anki_csv.py": block("extending"),
            f"site/{info}/METADATA": "Metadata-Version: 2.1\nName: anki-csv\nVersion: 1\n",
            f"site/{info}/entry_points.txt": points,
            "cards/a.md": "a, b :: c\n",
        },
    )
    done = alone(
        "build",
        "cards",
        "-o",
        "cards.csv",
        cwd=tmp_path,
        environ={"PYTHONPATH": os.pathsep.join([str(tmp_path / "site"), *sys.path])},
    )
    assert (done.status, done.err) == (0, "")
    assert (tmp_path / "cards.csv").read_text("utf-8") == '"a, b",c\n'


def test_the_demo(tmp_path: Path) -> None:
    code = block("demo")
    assert code.count("\n") <= 20
    written(
        tmp_path,
        {
            "site/coin_demo.py": code,
            "site/coin-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: coin\nVersion: 1\n",
            "site/coin-1.dist-info/entry_points.txt": (
                "[flashdeck.demos]\ncoin = coin_demo:COIN\n"
            ),
            "cards/a.md": "### Is it fair?\n\nNearly.\ndemo: coin\n",
        },
    )
    environ = {"PYTHONPATH": os.pathsep.join([str(tmp_path / "site"), *sys.path])}
    assert 'coin = "coin_demo:COIN"' in README.read_text("utf-8")
    assert "no problems" in alone("check", "cards", cwd=tmp_path, environ=environ).err
    done = alone("demo", "coin", "--throws", "50", cwd=tmp_path, environ=environ)
    assert (done.status, done.err) == (0, "")
    assert "Throw a coin and count" in done.out and "0.2172 … 0.7828" in done.out


@pytest.mark.parametrize("name", re.findall(r"\]\(([^)h][^)]*)\)", README.read_text("utf-8")))
def test_files_that_are_linked_are_there(name: str) -> None:
    assert (README.parent / name).is_file() or name == "dino.svg"


def test_the_order_of_its_parts() -> None:
    parts = re.findall(r"(?m)^## (.*)$", re.sub(r"(?s)````.*?````", "", README.read_text("utf-8")))
    assert parts == [
        "A deck of six lines",
        "Two commands",
        "What you get",
        "The syntax on one screen",
        "Cards from other tools",
        "The commands",
        "Demos",
        "From Python",
        "Extending it",
        "When not to use it",
        "Licence",
    ]

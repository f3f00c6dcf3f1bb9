"""The house: who may import whom, who may use what, and how long things are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

import pytest

import flashdeck

ROOT = Path(flashdeck.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))

FLOORS = (
    {"source", "masks", "controls", "errors", "cache", "collector", "lazy", "roots", "regular"},
    {"model", "diagnostics"},
    {"settings", "rules", "identity", "latex", "embeds", "references"},
    {"notes"},
    {"syntax", "check", "render", "schedule", "following"},
    {"loading", "export", "journal", "report", "console"},
    {"compile", "convert", "study", "demo"},
    {"plugins", "config", "plot"},
    {"library"},
    {"cli"},
    {"__main__"},
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}

ROOMS = {
    "math_core": {"latex"},
    "genanki": {"export"},
    "sqlite3": {"cache", "export", "journal"},
    "markdown_it": {"render"},
    "nh3": {"render"},
    "pygments": {"render"},
    "yaml": {"syntax", "config"},
    "pathspec": {"loading"},
    "regex": {"syntax"},
    "rich": {"render", "report", "console", "study", "demo", "cli"},
    "numpy": {"demo", "plot"},
    "matplotlib": {"plot"},
    "typer": {"cli"},
    "watchfiles": {"cli"},
}
"""Which rooms may use which third-party package."""

LONGEST_FILE = 400
LONGEST_FUNCTION = 60


def room(file: Path) -> str:
    """The module or the package that a file is a part of."""
    return file.relative_to(ROOT).with_suffix("").parts[0]


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def imports(file: Path) -> Iterator[tuple[int, str]]:
    """Every module a file imports, with its line: inside functions and for types only as well."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: imports are written in full"
            module = node.module or ""
            names = [name.name for name in node.names] if module == "flashdeck" else [None]
            yield from ((node.lineno, f"{module}.{name}" if name else module) for name in names)


def rooms_used(file: Path) -> Iterator[tuple[int, str]]:
    for line, module in imports(file):
        package, _, rest = module.partition(".")
        if package == "flashdeck" and rest:
            yield line, rest.split(".")[0]


def shown(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


MODULES = [file for file in FILES if file != ROOT / "__init__.py"]


@pytest.mark.parametrize("file", MODULES, ids=shown)
def test_a_module_imports_from_lower_floors_or_its_own_package(file: Path) -> None:
    here = room(file)
    wrong = [
        f"line {line}: {used}"
        for line, used in rooms_used(file)
        if used != here and used in FLOOR and FLOOR[used] >= FLOOR[here]
    ]
    assert not wrong, f"{here} is on floor {FLOOR[here]}"


@pytest.mark.parametrize("file", MODULES, ids=shown)
def test_third_party_packages_stay_in_their_rooms(file: Path) -> None:
    used = {module.split(".")[0] for _, module in imports(file)}
    assert not {package for package in used & set(ROOMS) if room(file) not in ROOMS[package]}


def test_every_room_has_a_floor() -> None:
    assert {room(file) for file in MODULES} <= set(FLOOR)


def test_only_genanki_writes_packages_and_one_module_knows_math_core() -> None:
    users = {
        package: [shown(file) for file in MODULES if package in _packages(file)]
        for package in ("math_core", "genanki")
    }
    assert users["math_core"] == ["latex/engine.py"]
    assert all(name.startswith("export/apkg") for name in users["genanki"])


def _packages(file: Path) -> set[str]:
    return {module.split(".")[0] for _, module in imports(file)}


@pytest.mark.parametrize("file", FILES, ids=shown)
def test_no_file_is_longer_than_it_can_be_read(file: Path) -> None:
    assert _lines(file) <= LONGEST_FILE


@pytest.mark.parametrize("file", FILES, ids=shown)
def test_no_function_is_longer_than_a_screen(file: Path) -> None:
    assert not {name: size for name, size in _functions(file) if size > LONGEST_FUNCTION}


def test_most_files_and_functions_are_short() -> None:
    sizes = sorted(size for file in FILES for _, size in _functions(file))
    assert median(_lines(file) for file in FILES) <= 130
    assert sizes[len(sizes) * 9 // 10] <= 26


def _lines(file: Path) -> int:
    return file.read_text("utf-8").count("\n")


def _functions(file: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("file", FILES, ids=shown)
def test_what_must_be_passed_in_is_not_fetched(file: Path) -> None:
    """Clock, environment and chance come from the command line down."""
    if room(file) in ("cli", "study"):
        return
    assert not _packages(file) & {"random", "time", "secrets"}
    for node in ast.walk(tree(file)):
        name = ast.unparse(node) if isinstance(node, ast.Attribute) else ""
        assert name not in ("os.environ", "datetime.now", "date.today", "sys.argv", "sys.stdin")
        assert not (isinstance(node, ast.Name) and node.id == "print")

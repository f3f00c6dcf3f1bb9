"""Formulas to draw: the golden corpus, one file a subject, and those of cards."""

from __future__ import annotations

from pathlib import Path

from flashdeck.masks import Kind, regions
from flashdeck.model import passages
from flashdeck.render.boxes import display, inline
from golden_files import GOLDEN
from reading import folder

FOLDER = GOLDEN / "boxes"
_MARK = "$ "


def subjects() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.txt"))


def formulas(subject: str) -> list[str]:
    """The LaTeX of a subject: a line that begins with `$ ` each."""
    lines = (FOLDER / f"{subject}.txt").read_text("utf-8").split("\n")
    return [line.removeprefix(_MARK) for line in lines if line.startswith(_MARK)]


def corpus() -> list[str]:
    return [tex for subject in subjects() for tex in formulas(subject)]


def page(subject: str) -> str:
    """The golden file as the program would write it: LaTeX, inline form, display form."""
    return "\n".join(map(_entry, formulas(subject)))


def _entry(tex: str) -> str:
    drawing = "".join(f"    {line}".rstrip() + "\n" for line in str(display(tex)).split("\n"))
    return f"{_MARK}{tex}\n{inline(tex)}\n{drawing}"


def formulas_of(root: Path) -> list[str]:
    """Every formula of the cards in a folder."""
    collection = folder(root).collection
    return [
        region.inner(passage.text)
        for note in collection.notes
        for passage in passages(note)
        for region in regions(passage.text)
        if region.kind in (Kind.MATH, Kind.DISPLAY)
    ]

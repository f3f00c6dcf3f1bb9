"""The characters that formulas are drawn with: those of Unicode, or ASCII alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flashdeck.render.boxes.ascii import spelled
from flashdeck.render.boxes.letters import SUBSCRIPTS, SUPERSCRIPTS


@dataclass(frozen=True, slots=True)
class Style:
    """`spelled`: a text in the style's characters. `big`: operators by their lines."""

    unicode: bool
    spelled: Callable[[str], str]
    superscripts: Mapping[str, str]
    subscripts: Mapping[str, str]
    big: Mapping[str, tuple[str, ...]]
    rule: str
    bar: str
    grid: tuple[str, str, str]  # where lines meet: at the top, between, at the bottom
    braces: tuple[str, str]  # above and below: left end, line, tip, line, right end
    marked: tuple[str, str]


_SUM = ("╶┬─╴", " ╲  ", " ╱  ", "╶┴─╴")
_UNION = ("│  │", "│  │", "╰──╯")
_INTEGRAL = ("⌠", "⎮", "⌡")

UNICODE = Style(
    unicode=True,
    spelled=str,
    superscripts=SUPERSCRIPTS,
    subscripts=SUBSCRIPTS,
    big={
        "∑": _SUM,
        "∏": ("┬──┬", "│  │", "┴  ┴"),
        "∐": ("┬  ┬", "│  │", "┴──┴"),
        "⋃": _UNION,
        "⋂": ("╭──╮", "│  │", "│  │"),
        "∫": _INTEGRAL,
        "∬": tuple(text * 2 for text in _INTEGRAL),
        "∭": tuple(text * 3 for text in _INTEGRAL),
        "∮": ("⌠", "∮", "⌡"),
    },
    rule="─",
    bar="│",
    grid=("┌┬┐", "├┼┤", "└┴┘"),
    braces=("╭─┴─╮", "╰─┬─╯"),
    marked=("«", "»"),
)
ASCII = Style(
    unicode=False,
    spelled=spelled,
    superscripts={},
    subscripts={},
    big={
        "∑": ("===", ">  ", "==="),
        "∏": ("+-+", "| |", "| |"),
        "∐": ("| |", "| |", "+-+"),
        "∫": (" /", " |", "/ "),
    },
    rule="-",
    bar="|",
    grid=("+++", "+++", "+++"),
    braces=("+-^-+", "+-v-+"),
    marked=("<<", ">>"),
)

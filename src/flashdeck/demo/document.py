"""A result as a JSON document, for programs.

`{"version": 1, "demo", "seed", "parameters", "steps": [{"title", "parts"}], "point",
"caveat", "checks": [{"name", "value", "low", "high", "ok"}], "ok", "result"}`. A part has a `kind`:
`text`, `table` (`columns`, `rows`, `marked` as pairs of row and column), `curves`,
`bars`, `pictures` or `plane` (`points` as x, y, kind). Numbers are unrounded; what is no
number is null. `caveat` is null unless a check failed, `result` unless the
demo was given a reader's own numbers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from flashdeck.demo.caveat import caveat
from flashdeck.demo.demo import Bars, Check, Curves, Part, Pictures, Plane, Result, Table

VERSION = 1


def document(
    name: str, seed: int | None, parameters: Mapping[str, object], result: Result, chosen: str = ""
) -> dict[str, object]:
    """The whole document; `seed` is null when nothing was drawn, `chosen` as in a caveat."""
    return {
        "version": VERSION,
        "demo": name,
        "seed": seed,
        "parameters": dict(parameters),
        "steps": [
            {"title": step.title, "parts": [_part(part) for part in step.parts]}
            for step in result.steps
        ],
        "point": result.point,
        "caveat": caveat(result, chosen),
        "checks": [_check(check) for check in result.checks],
        "ok": result.ok,
        "result": None if result.answer is None else _plain(result.answer),
    }


def _check(check: Check) -> dict[str, object]:
    return {
        "name": check.name,
        "value": _plain(check.value),
        "low": check.low,
        "high": check.high,
        "ok": check.ok,
    }


def _part(part: Part) -> dict[str, object]:
    match part:
        case str():
            return {"kind": "text", "text": part}
        case Table():
            return {
                "kind": "table",
                "title": part.title,
                "columns": list(part.columns),
                "rows": _plain(part.rows),
                "marked": [list(cell) for cell in sorted(part.marked)],
            }
        case Curves():
            return {"kind": "curves", "title": part.title, "lines": _named(part.lines, "values")}
        case Bars():
            return {"kind": "bars", "title": part.title, "lines": _named(part.lines, "value")}
        case Pictures():
            return {"kind": "pictures", "title": part.title, "images": _named(part.images, "rows")}
        case Plane():
            return {"kind": "plane", "title": part.title, "points": _plain(part.points)}


def _named(lines: tuple[tuple[str, object], ...], key: str) -> list[dict[str, object]]:
    return [{"name": name, key: _plain(value)} for name, value in lines]


def _plain(value: object) -> object:
    """Without tuples, and without numbers that JSON lacks."""
    match value:
        case Mapping():
            return {str(key): _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case float():
            return value if math.isfinite(value) else None
        case _:
            return value

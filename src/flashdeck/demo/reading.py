"""A reader's own numbers: a JSON or CSV document, and the arrays that a demo needs of it."""

from __future__ import annotations

import csv
import json
import math
from collections import Counter
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from flashdeck.demo.demo import BadInput

Document = Mapping[str, object]
Floats = NDArray[np.float64]


def from_json(text: str) -> Document:
    """The object that a JSON file holds."""
    try:
        document: object = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"it is not JSON: {error}") from None
    if not isinstance(document, dict):
        raise BadInput("it must be a JSON object, `{…}`")
    return document


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object in which no key stands twice: the first would be lost without a word."""
    found = dict(pairs)
    for key, count in Counter(key for key, _ in pairs).items():
        if count > 1:
            raise BadInput(f"the key `{key}` stands there twice")
    return found


def from_csv(text: str, key: str) -> Document:
    """The one matrix of a CSV file, under its key."""
    lines = csv.reader(text.replace("\r\n", "\n").split("\n"))
    rows: list[list[float]] = []
    for line, row in enumerate(lines, 1):
        if not row:
            continue
        rows.append([_number(cell, line, column) for column, cell in enumerate(row, 1)])
        if len(row) != len(rows[0]):
            raise BadInput(
                f"line {line} has {len(row)} numbers, but the first row has {len(rows[0])}"
            )
    return {key: rows}


def array(document: Document, key: str) -> Floats:
    """The numbers under a key; `null` is infinite, for which JSON has no word."""
    if key not in document:
        raise BadInput(f"`{key}` is missing; `--help` tells the keys")
    try:
        return np.array(_with_infinity(document[key], key), dtype=np.float64)
    except (TypeError, ValueError, OverflowError, RecursionError):
        raise BadInput(f"`{key}` must be numbers in rows of one length") from None


def optional(document: Document, key: str) -> Floats | None:
    """The numbers under a key, if it is there."""
    return None if document.get(key) is None else array(document, key)


def number(document: Document, key: str, default: float) -> float:
    """The number under a key, or what it is without one."""
    found = document.get(key, default)
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise BadInput(f"`{key}` must be a number")
    return float(found)


def truth(document: Document, key: str) -> bool:
    """Whether a key is there and true."""
    found = document.get(key, False)
    if not isinstance(found, bool):
        raise BadInput(f"`{key}` must be true or false")
    return found


def known(document: Document, *keys: str) -> None:
    """Refuse keys that would be ignored."""
    if strange := sorted(set(document) - set(keys)):
        raise BadInput(f"unknown key `{strange[0]}`; there are: {', '.join(keys)}")


def _number(cell: str, line: int, column: int) -> float:
    """Lines and columns are counted from 1."""
    try:
        found = float(cell)
    except ValueError:
        found = math.nan
    if math.isnan(found):
        advice = "; columns are parted by commas" if ";" in cell or "\t" in cell else ""
        raise BadInput(f"line {line}, column {column}: {cell.strip()!r} is not a number{advice}")
    return found


def _with_infinity(value: object, place: str) -> object:
    """The value with numbers only; `place` is how one would index it."""
    match value:
        case list():
            for index, each in enumerate(value):
                if _length(each) != _length(value[0]):
                    raise BadInput(
                        f"`{place}[{index}]` is {_size(each)}, but `{place}[0]` is "
                        f"{_size(value[0])}: it must be numbers in rows of one length"
                    )
            return [_with_infinity(each, f"{place}[{index}]") for index, each in enumerate(value)]
        case None:
            return math.inf
        case bool() | str() | dict():
            raise BadInput(f"`{place}` is {json.dumps(value)[:40]}, not a number")
        case _:
            return value


def _length(value: object) -> int | None:
    return len(value) if isinstance(value, list) else None


def _size(value: object) -> str:
    match _length(value):
        case None:
            return "no row"
        case 1:
            return "a row of 1"
        case count:
            return f"a row of {count}"

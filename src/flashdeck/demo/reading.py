"""A reader's own numbers: a JSON or CSV document, and the arrays that a demo needs of it."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from flashdeck.demo.demo import BadInput

Document = Mapping[str, object]
Floats = NDArray[np.float64]


def from_json(text: str) -> Document:
    """The object that a JSON file holds."""
    try:
        document: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"it is not JSON: {error}") from None
    if not isinstance(document, dict):
        raise BadInput("it must be a JSON object, `{…}`")
    return document


def from_csv(text: str, key: str) -> Document:
    """The one matrix of a CSV file, under its key."""
    lines = [row for row in csv.reader(text.replace("\r\n", "\n").split("\n")) if row]
    return {key: [[_number(cell) for cell in row] for row in lines]}


def array(document: Document, key: str) -> Floats:
    """The numbers under a key; `null` is infinite, for which JSON has no word."""
    if key not in document:
        raise BadInput(f"`{key}` is missing")
    try:
        return np.array(_with_infinity(document[key]), dtype=np.float64)
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


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        raise BadInput(f"{cell.strip()!r} is not a number") from None


def _with_infinity(value: object) -> object:
    match value:
        case list():
            return [_with_infinity(each) for each in value]
        case None:
            return math.inf
        case bool() | str() | dict():
            raise TypeError
        case _:
            return value

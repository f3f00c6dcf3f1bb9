"""Bytes to text: UTF-8, whatever else stands in it.

Bytes that are not UTF-8 become U+FFFD, each run of them a diagnostic, so that
everything around them can still be read.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import NamedTuple

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.source import Source, Span

PACKAGES = (".apkg", ".colpkg")
REMEDY = (
    "in Anki, File, Export, `Notes in Plain Text` with deck, tags and unique identifier, and "
    "name the `.txt`; reviews stay in Anki, and a package built of it brings new notes there"
)
REPLACEMENT = "�"
_BAD = re.compile("[\udc80-\udcff]+")
_WIDE = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


class Decoded(NamedTuple):
    """A source, and the bytes that are not UTF-8."""

    source: Source
    diagnostics: tuple[Diagnostic, ...]


def decoded(data: bytes, path: str, name: str, modified: int) -> Decoded:
    """A file's bytes as a source."""
    data = _lines(data.removeprefix(BOM_UTF8))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _despite_errors(data, path, name, modified)
    return Decoded(Source(path, text, name, modified), ())


def _despite_errors(data: bytes, path: str, name: str, modified: int) -> Decoded:
    strange = _WIDE.get(data[:2]) or ("not text" if b"\0" in data[:8000] else None)
    if strange is not None:
        source = Source(path, "", name, modified)
        return Decoded(source, (_not_text(source, strange),))
    text = data.decode("utf-8", "surrogateescape")
    source = Source(path, _BAD.sub(_replaced, text), name, modified)
    return Decoded(source, tuple(_diagnostics(source, list(_BAD.finditer(text)))))


def _lines(data: bytes) -> bytes:
    """With a line feed alone at the end of each line."""
    return data.replace(b"\r\n", b"\n") if b"\r" in data else data


def _replaced(match: re.Match[str]) -> str:
    return REPLACEMENT * len(match[0])


def _diagnostics(source: Source, bad: list[re.Match[str]]) -> Iterator[Diagnostic]:
    for match in bad:
        raw = match[0].encode("utf-8", "surrogateescape")
        shown = " ".join(f"{byte:02x}" for byte in raw[:8]) + (" …" if len(raw) > 8 else "")
        meant = raw[:8].decode("cp1252", "replace")
        yield Diagnostic(
            rule=rules.NOT_UTF8,
            message=f"not UTF-8: {'byte' if len(raw) == 1 else 'bytes'} {shown}",
            span=Span(source, *match.span()),
            help=f"save the file as UTF-8; in Windows-1252 this is `{meant}`",
        )


def is_package(source: Source) -> bool:
    """Whether a file is called as Anki calls what it exports."""
    return source.path.lower().endswith(PACKAGES)


def _not_text(source: Source, kind: str) -> Diagnostic:
    if is_package(source):
        message = "this file is an Anki package, not cards in text"
        return Diagnostic(
            rule=rules.NOT_UTF8, message=message, span=Span(source, 0, 0), help=REMEDY
        )
    message = "this file is not text" if kind == "not text" else f"this file is {kind}, not UTF-8"
    remedy = "keep it out with `ignore` in flashdeck.yaml"
    if kind != "not text":
        remedy = "save it as UTF-8; until then it is left out"
    return Diagnostic(rule=rules.NOT_UTF8, message=message, span=Span(source, 0, 0), help=remedy)

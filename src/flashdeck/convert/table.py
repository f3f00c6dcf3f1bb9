"""Rows of separated values: a column for each thing that is said of any card."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from flashdeck.convert import marking
from flashdeck.convert.escaping import SAID
from flashdeck.convert.target import EVERYTHING, Entry, Form, Part, Target
from flashdeck.model import Basic, Cloze, Note, Statement
from flashdeck.settings import Settings

_ALWAYS = ("deck", "kind", "prompt", "answer")


def _prompt(entry: Entry) -> str:
    match entry.note:
        case Basic() as note:
            return marking.asked(note, note.front.text)
        case Cloze() as note:
            return marking.gapped(note.text.text, note.deletions, marking.numbered)
        case Statement() as note:
            return note.text.text


def _answer(note: Note) -> str:
    match note:
        case Basic():
            return note.back.text
        case Cloze():
            return "" if note.extra is None else note.extra.text
        case Statement():
            return ""


_COLUMNS: Mapping[str, Callable[[Entry], str]] = {
    "id": lambda entry: entry.note.given_id or "",
    "deck": lambda entry: "::".join(entry.note.deck),
    "section": lambda entry: " › ".join(entry.note.section),
    "kind": lambda entry: type(entry.note).__name__.lower(),
    "context": lambda entry: "" if entry.note.context is None else entry.note.context.text,
    "prompt": _prompt,
    "answer": lambda entry: _answer(entry.note),
    "both_ways": lambda entry: (
        "yes" if isinstance(entry.note, Basic) and entry.note.both_ways else ""
    ),
    "tags": lambda entry: " ".join(entry.tags),
    "source": lambda entry: entry.note.source_note or "",
    "demo": lambda entry: entry.note.demo or "",
}


def rows(entries: Iterable[Entry], separator: str) -> str:
    """A row of names, and one for each card; columns that nothing stands in are left out."""
    listed = [{name: cell(entry) for name, cell in _COLUMNS.items()} for entry in entries]
    names = [name for name in _COLUMNS if name in _ALWAYS or any(row[name] for row in listed)]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([row[name] for name in names] for row in listed)
    return out.getvalue()


def _forms(entry: Entry, _: Settings) -> Iterator[Form]:
    yield Form(rows([entry], ","))


CSV = Target(
    name="csv",
    dialect="csv",
    suffixes=(".csv", ".tsv"),
    says=EVERYTHING - {Part.COMMENTS, Part.PROSE},
    forms=_forms,
    escapes=SAID,
    ids=re.compile(r"\S.*"),
    table=rows,
)

"""Cards in rows: CSV, TSV, and what Anki exports as text.

A first row of names says what the columns are; without one they are front, back
and tags. Anki's own lines, such as `#separator:tab` and `#guid column:1`, say more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.model import DeckName, Passage
from flashdeck.syntax import marks, whole_file
from flashdeck.syntax.dialect import OWN, Marked, Reading, Sign, weight
from flashdeck.syntax.drafts import Draft, Form, reading
from flashdeck.syntax.gaps import highlighted
from flashdeck.syntax.late import tabbed
from flashdeck.syntax.note_types import always_reversed, basic, perhaps_reversed
from flashdeck.syntax.numbered import NUMBERED
from flashdeck.syntax.page import Page, Range
from flashdeck.syntax.rewriting import from_html, literal
from flashdeck.syntax.table_names import ANSWERING, ASKING, LANGUAGES
from flashdeck.syntax.table_rows import Cell, Row, rows, separator_of, unquoted

_ANKI = re.compile(
    r"#[ \t]*(?P<key>separator|html|tags|columns|notetype|deck|if matches|[a-z ]+ column)"
    r"[ \t]*:(?P<value>[^\n]*)",
    re.IGNORECASE,
)
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " "}
_NAMES: Mapping[str, tuple[str, ...]] = {
    "prompt": ASKING,
    "answer": ANSWERING,
    "tags": ("tags", "tag"),
    "deck": ("deck", "target deck"),
    "id": ("id", "guid", "uid", "card id", "note id", "nid"),
    "section": ("section",),
    "kind": ("kind", "type", "notetype", "note type"),
    "context": ("context",),
    "source": ("source",),
    "demo": ("demo",),
    "both_ways": ("both_ways", "both ways", "reversed"),
    "text": ("text", "cloze"),
    "extra": ("extra", "back extra"),
}
_CALLED = {",": "a comma", ";": "a semicolon", "|": "a `|`", ":": "a colon"}
_HASH = re.compile(r"#[^\s#]")
_WORDS = re.compile(r"[^\s,;\"]+")


@dataclass(frozen=True, slots=True)
class Tables(Marked):
    """Files called .csv or .tsv, and texts that begin with what Anki writes above its rows."""

    name: str = "csv"

    def weighed(self, signs: Sequence[Sign]) -> int:
        """More than any mark weighs where columns are named: marks in rows are a card's text."""
        return 1000 * OWN if any(sign.own for sign in signs) else weight(signs)

    def signs(self, page: Page) -> Iterator[Sign]:
        text, is_table = page.source.text, _is_table(page)
        if not is_table and not text.startswith("#"):
            if tabbed(page.source) and _is_deck(text, _top(page)):
                yield Sign("texts parted by tabs", 0, own=True)
            return
        top = _top(page)
        if top.anki:
            yield Sign("Anki's header", 0, own=True)
        if is_table and top.named:
            yield Sign("names of columns", top.start, own=True)
        elif is_table and _is_deck(text, top):
            yield Sign("rows of two or three texts", top.start)

    def read(self, page: Page) -> Reading:
        top = _top(page)
        told = list(_rows(page, top))
        drafts = [_draft(page, top, row) for row in told]
        notes, found = reading(page, drafts)
        if not drafts:
            return Reading((), tuple(whole_file.findings(page, False, ())))
        guesses = _unread(page, top) if top.named or top.anki else (_guess(page),)
        found = (*found, *_commented(page, top), *_surplus(page, top, told))
        return Reading(notes, (*found, *guesses))


TABLES = Tables()


def _is_table(page: Page) -> bool:
    return page.source.name.lower().endswith((".csv", ".tsv"))


@dataclass(frozen=True, slots=True)
class _Top:
    """What stands above the rows: where they start, how they are divided, and what columns are."""

    start: int
    separator: str
    columns: Mapping[int, str]
    anki: Mapping[str, str]
    named: bool

    @property
    def third_is_tags(self) -> bool:
        """Whether the third text of a row is its tags, as it is to Anki where nothing else is."""
        return "tags" not in self.columns.values() and not (
            "notetype" in self.anki or "notetype column" in self.anki
        )

    @property
    def html(self) -> bool:
        return self.anki.get("html", "").lower() == "true"


def _top(page: Page) -> _Top:
    text = page.source.text
    said, at = _said(text)
    given = said.get("separator", "")
    separator = _SEPARATORS.get(given.lower()) or given[:1]
    if not separator:
        tabs = page.source.name.lower().endswith(".tsv") or tabbed(page.source)
        separator = "\t" if tabs else separator_of(text, at)
    first = next(rows(text, at, separator), ())
    names = said["columns"].split(separator) if "columns" in said else []
    # Anki takes the row below its own lines for a card, whatever it says.
    columns = _columns(names if said else _texts(first, text))
    if not said and not columns:
        columns = _languages(first, text)
    named = {"prompt", "answer"} <= set(columns.values()) or "text" in columns.values()
    if not named:
        columns = {}
    elif "columns" not in said:
        at = min(max(cell.end for cell in first) + 2, len(text))
        at = text.rfind("\n", 0, at) + 1 if text[at - 1 : at] != "\n" else at
    numbered = {
        int(value) - 1: _kind(key.removesuffix(" column"))
        for key, value in said.items()
        if key.endswith(" column") and value.isdigit() and int(value)
    }
    return _Top(at, separator, {**columns, **numbered}, said, named)


def _said(text: str) -> tuple[dict[str, str], int]:
    """What Anki's own lines say, and where the rows begin; other lines with `#` are comments."""
    at, said = 0, dict[str, str]()
    while text.startswith("#", at):
        if (match := _ANKI.match(text, at)) and (said or not match["key"].isupper()):
            said[match["key"].lower()] = match["value"].strip()
        end = text.find("\n", at)
        at = len(text) if end < 0 else end + 1
    return (said, at) if said else ({}, 0)


def _columns(names: Sequence[str]) -> dict[int, str]:
    """What columns are, by their names; of two that are the same the first."""
    found: dict[int, str] = {}
    for index, name in enumerate(names):
        kind = _kind(name)
        if kind and kind not in found.values():
            found[index] = kind
    return found


def _languages(first: Row, text: str) -> dict[int, str]:
    """Columns that are called as two languages are; not where a table lists such names."""
    told = [name.strip().lower().replace("\u0307", "") for name in _texts(first, text)]
    places = [at for at, name in enumerate(told) if name in LANGUAGES]
    if len(places) != 2:
        return {}
    at = max(cell.end for cell in first)
    listed = any(name in LANGUAGES for name in _WORDS.findall(text[at : at + 2000].lower()))
    return {} if listed else {places[0]: "prompt", places[1]: "answer"}


def _kind(name: str) -> str:
    wanted = name.strip().lower()
    return next((kind for kind, names in _NAMES.items() if wanted in names), "")


def _texts(row: Row, text: str) -> list[str]:
    return [cell.text(text) for cell in row]


def _is_deck(text: str, top: _Top) -> bool:
    """Whether the rows look like fronts and backs: two or three texts each, few of them numbers."""
    first = islice(rows(text, top.start, top.separator), 50)
    found = [_unpadded(_texts(row, text)) for row in first]
    told = [all(any(map(str.isalpha, cell)) for cell in row[:2]) for row in found]
    even = all(2 <= len(row) <= 3 and any(map(str.isalpha, row[0])) for row in found)
    return bool(found) and even and 2 * sum(told) > len(told)


def _unpadded(row: list[str]) -> list[str]:
    """A row without empty values at its end."""
    while row and not row[-1]:
        row.pop()
    return row


def _rows(page: Page, top: _Top) -> Iterator[Row]:
    """The rows; where Anki's own lines are, a line with `#` is a comment as it is to Anki."""
    for row in rows(page.source.text, top.start, top.separator):
        first = row[0]
        if not (top.anki and not first.quoted and first.text(page.source.text).startswith("#")):
            yield row


def _draft(page: Page, top: _Top, row: Row) -> Draft:
    text = page.source.text
    cells, fields = _parts(top, row)
    said = _said_in(cells, top, text)
    more = [cell for cell in fields if _holds(cell, text)] if _more_fields(said, top) else []
    front = cells.get("prompt") or cells.get("text")
    cloze, fact = _is_cloze(said, front, text), said.get("kind", "").lower() == "statement"
    extra, also = cells.get("answer"), cells.get("extra")
    if extra is None or (cloze and not _holds(extra, text)):
        extra = also
    elif also is not None and _holds(also, text) and _holds(extra, text):
        more = [also, *more]
    given = page.settings.deck, said.get("deck") or top.anki.get("deck", "")
    return Draft(
        form=Form.C if cloze else Form.FACT if fact else Form.PAIR,
        first=row[0].start,
        last=max(cell.end for cell in row),
        section=tuple(part for part in said.get("section", "").split(" › ") if part),
        prompt=_ranges(front),
        answer=[*_ranges(extra), *_below(text, more, row)],
        context=_ranges(cells.get("context")),
        tags={*marks.tags_of(said.get("tags", "")), *marks.tags_of(top.anki.get("tags", ""))},
        source_note=said.get("source") or None,
        demo=said.get("demo") or None,
        given_id=said.get("id") or None,
        both_ways=_both_ways(said, fields, text),
        deck=_deck(*given),
        gaps=highlighted if cloze else None,
        rewrite=_rewriting(
            text, top, [cell for cell in (front, extra, cells.get("context"), *more) if cell]
        ),
    )


def _parts(top: _Top, row: Row) -> tuple[dict[str, Cell], list[Cell]]:
    """The cells of a row by what their columns are, and those of which nothing is said."""
    cells = {kind: row[at] for at, kind in top.columns.items() if kind and at < len(row)}
    fields = [cell for at, cell in enumerate(row) if not top.columns.get(at)]
    if "prompt" not in cells and "text" not in cells:
        cells |= dict(zip(("prompt", "answer"), fields, strict=False))
        fields = fields[2:]
        if fields and top.third_is_tags:
            cells.setdefault("tags", fields.pop(0))
    return cells, fields


def _said_in(cells: Mapping[str, Cell], top: _Top, text: str) -> dict[str, str]:
    said = {kind: cell.text(text).strip() for kind, cell in cells.items()}
    return {**said, "kind": said.get("kind") or top.anki.get("notetype", "")}


def _is_cloze(said: Mapping[str, str], front: Cell | None, text: str) -> bool:
    named = said["kind"].lower()
    return front is not None and (
        "cloze" in named
        or (not (named and basic(named)) and NUMBERED.search(front.text(text)) is not None)
    )


def _both_ways(said: Mapping[str, str], fields: Sequence[Cell], text: str) -> bool:
    kind, told = said["kind"], said.get("both_ways", "").lower()
    asked = perhaps_reversed(kind) and any(_holds(cell, text) for cell in fields[:1])
    return told in ("true", "1", "yes", "x") or always_reversed(kind) or asked


def _more_fields(said: Mapping[str, str], top: _Top) -> bool:
    """Whether notes have more than the two fields that Anki's own types have."""
    return not basic(said["kind"]) if said["kind"] else bool(top.anki)


def _holds(cell: Cell, text: str) -> bool:
    return bool(cell.text(text).strip())


def _below(text: str, cells: Sequence[Cell], row: Row) -> Iterator[Range]:
    """Further fields, each below a blank line made of line ends of the file."""
    at = text.find("\n", max(cell.end for cell in row))
    at = text.rfind("\n", 0, row[0].start) if at < 0 else at
    for cell in cells:
        yield from [(at, at + 1)] * (2 if at >= 0 else 0)
        yield cell.range


def _deck(outer: DeckName, name: str) -> DeckName | None:
    deck = marks.deck_of(name)
    return (*outer, *deck) if deck else None


def _ranges(cell: Cell | None) -> list[tuple[int, int]]:
    return [] if cell is None else [cell.range]


def _rewriting(text: str, top: _Top, cells: Sequence[Cell]) -> Callable[[Passage], Passage] | None:
    quoted = any(cell.quoted and '""' in text[cell.start : cell.end] for cell in cells)
    if not quoted and "html" not in top.anki:
        return None
    written = from_html if top.html else literal if "html" in top.anki else None
    return partial(_markdown, quoted=quoted, written=written)


def _markdown(
    found: Passage, *, quoted: bool, written: Callable[[Passage], Passage] | None
) -> Passage:
    plain = unquoted(found) if quoted else found
    return written(plain) if written else plain


def _unread(page: Page, top: _Top) -> Iterator[Diagnostic]:
    """A remark on columns with names that nothing is made of."""
    first = next(rows(page.source.text, 0, top.separator), ())
    if top.anki or not top.named:
        return
    lost = [cell for at, cell in enumerate(first) if at not in top.columns]
    named = [name for cell in lost if (name := cell.text(page.source.text).strip())]
    if named:
        yield Diagnostic(
            rule=rules.GUESSED_PARTS,
            message=f"columns that are no part of a card: {', '.join(named)}",
            span=page.span(*lost[0].range),
            help="call one `context` or `extra` to see it with the card",
        )


def _surplus(page: Page, top: _Top, told: Sequence[Row]) -> Iterator[Diagnostic]:
    """A warning of the first text that is in no card, as its row has more than there are columns.

    Of columns that have a name a remark is made already.
    """
    text = page.source.text
    first = next(rows(text, 0, top.separator), ()) if top.named and not top.anki else ()
    named = {at for at, cell in enumerate(first) if _holds(cell, text)}
    lost = [spare for row in told if (spare := _spare(text, top, row, named))]
    if lost:
        cell, more = lost[0][0], len(lost) - 1
        also = f", and so do {more:,} more" if more > 1 else ", and so does one more"
        yield Diagnostic(
            rule=rules.STRAY_TEXT,
            message=f"this row has more texts than there are columns{also if more else ''}: "
            "what is left over is in no card",
            span=page.span(*cell.range),
            help=f'put a text that holds {_CALLED[top.separator]} in quotes: `"…"`'
            if top.separator in _CALLED
            else "put the whole text in quotes, or name its column in the first row",
        )


def _spare(text: str, top: _Top, row: Row, named: Container[int]) -> list[Cell]:
    """The texts of a row that nothing is made of, beyond the columns with a name."""
    cells, fields = _parts(top, row)
    said = _said_in(cells, top, text)
    if not fields or _more_fields(said, top):
        return []
    lost = fields[1:] if perhaps_reversed(said["kind"]) else fields
    beyond = {cell.start for at, cell in enumerate(row) if at not in named}
    return [cell for cell in lost if cell.start in beyond and _holds(cell, text)]


def _commented(page: Page, top: _Top) -> Iterator[Diagnostic]:
    """A warning of a row that is none to Anki, since it begins as a comment does."""
    text = page.source.text
    above, begins = islice(rows(text, 0, top.separator), 40), text.find("\n#", top.start) >= 0
    found = rows(text, 0, top.separator) if begins else above
    for row in found if top.anki else ():
        said = _texts(row, text)
        own = row[0].quoted or _ANKI.match(text, row[0].start) is not None
        if _HASH.match(text, row[0].start) and not own and len([*filter(None, said)]) > 1:
            yield Diagnostic(
                rule=rules.LOOKS_LIKE_PROMPT,
                message="this row is a comment to Anki, which leaves it out",
                span=page.span(row[0].start, max(cell.end for cell in row)),
                help='put its first text in quotes: `"#…"`',
            )


def _guess(page: Page) -> Diagnostic:
    return Diagnostic(
        rule=rules.GUESSED_PARTS,
        message="the columns were taken for front, back and tags",
        span=page.span(0, 0),
        help="name them in a first row, such as `front,back,tags`",
    )

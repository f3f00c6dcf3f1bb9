"""A cache is never truth: whatever was built before, the package and what is said are the same."""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import basic
from flashdeck import library
from flashdeck.cache import place, store
from flashdeck.cache.store import Store
from flashdeck.compile.library import Compiled, Request, compiled, unchecked
from flashdeck.export.apkg import before, database, exporter, filled, ids, note_fields
from flashdeck.export.apkg.rows import Entry, NoteRow, note_rows
from flashdeck.library import write
from flashdeck.loading import collection, remembered
from flashdeck.loading.packing import Unpackable, packed
from flashdeck.model import Collection, Note, NoteId
from flashdeck.render.html import Html
from flashdeck.settings import Settings
from flashdeck.source import Source, Span
from flashdeck.syntax import page as page_module
from flashdeck.syntax.page import Page
from reading import DIALECTS

TEXTS = [
    "Q: What is it?\nA: *This*, and $x_1 \\R$.\n\nQ: And ∆named-one?\nA: `code` ![](a.png)\n",
    "### What is named? {#named-one}\n\nSo.\n\n```python\nx = 1\n```\n\n### And {#b}?\n\nNo:\n",
    "Q: What is it?\nA: Something else.\n\nC: A {{c1::gap::hint}} and {{c2::another $y$}}.\n",
    "The method **converges** in $O(n)$ steps, see ∆named-one.\n@bite~\n\nQ: Broken\n",
    "---\ndeck: A::B\ntags: [one, two]\n---\n\nfront :: back\n\nleft ::: right\n\n"
    "<!-- flashdeck: ignore=x -->\n",
    "> [!question] Why?\n> - a\n> - b ==c==\n> $\\frac{a$\n@exam~\n",
    "TARGET DECK: Flat\n\nDefinition of a thing\n@Define it.\nIt is a thing.\n@bite~\nSource: me\n",
    "C: A {{c1::gap}}.\n\nC: A {{c1::gap::None}}.\n",
    "<<<<<<< one\nQ: Which?\nA: $\\frac{a$\n=======\nQ: Which?\nA: That.\n>>>>>>> other\n"
    "\nQ: And below?\nA: That is sound.\n",
    "Q: What is new?\nA: Bytes \ufffd and a bullet • here, ∆nothing-of-that-name.\n",
]
NAMES = ["a.md", "b.md", "sub/c.md", "sub/d.md"]
HOW = [Settings(), Settings(macros={"R": "\\mathbb{R}"}), Settings(key="another")]
FILE = place.FOLDER / store.NAME
ROWS = place.FOLDER / before.NAME
WORDS: list[str] = []


class Edit:
    """Something that happens between two builds."""

    def __init__(self, what: str, do: Callable[[Path], object]) -> None:
        self.what, self.do = what, do

    def __repr__(self) -> str:
        return self.what


def _written(name: str, text: int) -> Edit:
    def do(root: Path) -> None:
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXTS[text], "utf-8")

    return Edit(f"{name} is text {text}", do)


def _gone(name: str) -> Edit:
    return Edit(f"{name} is gone", lambda root: (root / name).unlink(missing_ok=True))


def _picture(data: bytes) -> Edit:
    return Edit(f"a.png is {data!r}", lambda root: (root / "a.png").write_bytes(data))


def _cut(root: Path) -> None:
    path = root / FILE
    if path.exists():
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _flipped(root: Path) -> None:
    """One bit of the rows, in a place that SQLite does not check."""
    path = root / ROWS
    if path.exists():
        data = bytearray(path.read_bytes())
        at = data.rindex(b"\x1f") if b"\x1f" in data else len(data) - 1
        data[at] ^= 2
        path.write_bytes(data)


EDITS = st.one_of(
    st.builds(_written, st.sampled_from(NAMES), st.integers(0, len(TEXTS) - 1)),
    st.builds(_gone, st.sampled_from(NAMES)),
    st.builds(_picture, st.sampled_from([b"one", b"two"])),
    st.just(Edit("the cache is cut short", _cut)),
    st.just(Edit("the cache is deleted", lambda root: (root / FILE).unlink(missing_ok=True))),
    st.just(Edit("a bit of the rows is another", _flipped)),
    st.just(Edit("the rows are deleted", lambda root: (root / ROWS).unlink(missing_ok=True))),
)


@contextmanager
def _always_kept() -> Iterator[None]:
    """As if every collection were large."""
    with (
        patch.object(collection, "SMALL", -1),
        patch.object(remembered, "ALONE", -1),
        patch.object(exporter, "SMALL", 0),
        patch.object(filled, "ALONE", -1),
        patch.object(remembered, "can_share", lambda: hasattr(os, "fork")),
        patch.object(filled, "can_share", lambda: hasattr(os, "fork")),
    ):
        yield


def _request(root: Path, how: Settings, kept: Store | None) -> Request:
    return Request(
        paths=(root,),
        settings=replace(how, root=root),
        dialects=DIALECTS,
        modified=1_700_000_000,
        kept=kept,
    )


def _built(
    root: Path,
    how: Settings,
    kept: Store | None,
    *,
    two: bool = False,
    ahead: bool = False,
    past: int = 0,
) -> tuple[bytes, object]:
    """A package, and everything that is said."""
    out = root.parent / "out.apkg"
    more = library.ahead(out, how) if ahead else None
    request = replace(_request(root, how, kept), two=two, ahead=more)
    came: Compiled = compiled(request)
    write(_with_past(came.collection, past), out, request.settings, kept=kept)
    if kept is not None:
        kept.save()
    return out.read_bytes(), _told(came)


def _studied(root: Path, how: Settings, kept: Store | None) -> object:
    """What a session begins with: nothing is looked for that is wrong with a note."""
    came = unchecked(_request(root, how, kept))
    if kept is not None:
        kept.save()
    return _told(came)


def _told(came: Compiled) -> object:
    places = [(each, each.span.start, each.span.end, each.labels) for each in came.diagnostics]
    return repr(places), came.collection, came.left_out, tuple(came.following.traces)


def _with_past(whole: Collection, past: int) -> Collection:
    """As if a journal said so: one note has changed since, another has an origin."""
    if not past or not whole.notes:
        return whole
    first, last = whole.notes[0].id, whole.notes[-1].id
    return replace(whole, modified={first: past}, origins={last: NoteId(f"first-{past}")})


def _store(root: Path, program: str = "this") -> Store:
    return Store(root, program, WORDS.append)


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # pytest has threads
@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(EDITS, st.sampled_from(HOW), st.integers(0, 2), st.booleans()),
        min_size=2,
        max_size=6,
    ),
    st.booleans(),
    st.booleans(),
    st.sampled_from([20, 200_000_000]),
)
def test_a_warm_build_is_the_cold_build(
    edits: list[tuple[Edit, Settings, int, bool]], two: bool, ahead: bool, places: int
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        _always_kept(),
        patch.object(ids, "_PLACES", places),  # so few that notes want the same
    ):
        root = Path(folder, "cards")
        root.mkdir()
        _written("a.md", 0).do(root)
        for edit, how, past, studied in edits:
            edit.do(root)
            if studied:
                assert _studied(root, how, _store(root)) == _studied(root, how, None)
            warm = _built(root, how, _store(root), two=two, ahead=ahead, past=past)
            assert warm == _built(root, how, None, past=past)
            assert _built(root, how, _store(root), past=past) == warm
            assert _studied(root, how, _store(root)) == _studied(root, how, None)


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """Every text there is, built once."""
    folder = tmp_path / "cards"
    folder.mkdir()
    for number, text in enumerate(TEXTS):
        (folder / f"{number}.md").write_text(text, "utf-8")
    (folder / "a.png").write_bytes(b"one")
    WORDS.clear()
    with _always_kept():
        _built(folder, Settings(), _store(folder))
        yield folder


def test_what_is_not_kept_makes_no_folder(tmp_path: Path) -> None:
    kept = _store(tmp_path)
    assert kept.digests("read") == {}
    kept.save()
    assert [*tmp_path.iterdir()] == []


def _rows(root: Path) -> int:
    """Values of files."""
    db = sqlite3.connect(root / FILE)
    (found,) = db.execute("select count(*) from made where kind in ('read', 'fields')").fetchone()
    db.close()
    return int(found)


def test_what_is_kept_is_not_made_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cold, studied = _built(root, Settings(), None), _studied(root, Settings(), None)

    def never(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(collection, "_file", never)
    monkeypatch.setattr(filled, "fields", never)
    assert _built(root, Settings(), _store(root)) == cold
    assert _studied(root, Settings(), _store(root)) == studied
    assert _built(root, Settings(), _store(root)) == cold


def test_what_stands_alone_is_rendered_as_it_is_read(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / FILE).unlink()
    cold = _built(root, Settings(), None)
    html = []
    ready = note_fields.fields

    def counted(note: Note, of: Html) -> list[str]:
        html.append(of.collection.notes)
        return ready(note, of)

    monkeypatch.setattr("flashdeck.export.apkg.filled.fields", counted)
    assert _built(root, Settings(), _store(root), ahead=True) == cold
    assert () in html and any(html)
    html.clear()
    (root / "2.md").write_text(f"{TEXTS[2]}\nQ: One more?\nA: It is.\n", "utf-8")
    _built(root, Settings(), _store(root), ahead=True)
    assert len(html) == 1


def test_rows_of_what_is_as_it_was_are_copied(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    ready = note_rows

    def counted(entries: Sequence[Entry], *rest: Any) -> list[NoteRow]:
        rows = ready(entries, *rest)
        made.append(len(rows))
        return rows

    monkeypatch.setattr(database, "note_rows", counted)
    for text in (TEXTS[7].replace("gap", "hole"), f"{TEXTS[7]}\nC: A {{{{c1::third}}}}.\n"):
        (root / "7.md").write_text(text, "utf-8")
        warm = _built(root, Settings(), _store(root))
        assert made == [text.count("C:")]
        assert warm == _built(root, Settings(), None)
        made.clear()


@pytest.mark.parametrize(
    "edit",
    [
        _picture(b"two"),
        _gone("1.md"),
        Edit(
            "what is named is another",
            lambda root: (root / "1.md").write_text(TEXTS[1].replace("So.", "So?"), "utf-8"),
        ),
    ],
    ids=str,
)
def test_rows_follow_from_more_than_their_own_file(root: Path, edit: Edit) -> None:
    edit.do(root)
    assert _built(root, Settings(), _store(root)) == _built(root, Settings(), None)


@pytest.mark.parametrize("places", range(30, 70, 4))
def test_rows_are_others_where_new_ones_take_their_ids(root: Path, places: int) -> None:
    with patch.object(ids, "_PLACES", places):
        _built(root, Settings(), _store(root))
        text = "TARGET DECK: {}\n\nQ: What else is {}?\nA: That.\n"
        for number in range(3):
            (root / "0.md").write_text(text.format(f"New{number}", number), "utf-8")
            assert _built(root, Settings(), _store(root)) == _built(root, Settings(), None)


def test_rows_are_others_where_only_the_name_of_a_note_is(tmp_path: Path) -> None:
    def packed(name: str, kept: Store | None) -> bytes:
        notes = (basic("one?", id=name), basic("two?", id="two"))
        origins = {NoteId(name): NoteId("first")}
        write(Collection(notes=notes, origins=origins), tmp_path / "deck.apkg", kept=kept)
        return (tmp_path / "deck.apkg").read_bytes()

    with _always_kept():
        for name in ("first", "second", "third"):
            kept = _store(tmp_path)
            assert packed(name, kept) == packed(name, None)
            kept.save()


@pytest.mark.skipif(sys.platform != "linux", reason="names are text there")
def test_rows_are_copied_in_a_folder_whose_name_is_no_text(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
    folder.mkdir()
    stays, out = basic("two?", name="b.md"), folder / "deck.apkg"
    with _always_kept():
        for answer in ("a", "b"):
            kept, notes = _store(tmp_path), (basic("one?", answer), stays)
            write(Collection(notes=notes), out, kept=kept)
            kept.save()
            warm = out.read_bytes()
            write(Collection(notes=notes), out)
            assert warm == out.read_bytes()


def test_rows_that_another_build_has_taken_are_made_again(root: Path, tmp_path: Path) -> None:
    cold = _built(root, Settings(), None)
    assert before.taken(_store(root), tmp_path) is not None
    assert before.taken(_store(root), tmp_path) is None
    assert _built(root, Settings(), _store(root)) == cold
    assert (root / ROWS).exists() and WORDS == []


@pytest.mark.parametrize("size", [0, 1, 50, 5000])
def test_a_damaged_cache_is_made_again_with_a_word(root: Path, size: int) -> None:
    path = root / FILE
    cold = _built(root, Settings(), None)
    path.write_bytes(b"\xff" * size + path.read_bytes()[size:] if size else b"no database at all")
    assert _built(root, Settings(), _store(root)) == cold
    assert WORDS == ["the cache was damaged, and is made again"]
    assert _rows(root) == 2 * len(TEXTS)


def test_a_value_that_was_changed_is_not_believed(root: Path) -> None:
    db = sqlite3.connect(root / FILE)
    db.execute("update made set value = substr(value, 1, 40)")
    db.commit()
    db.close()
    assert _built(root, Settings(), _store(root)) == _built(root, Settings(), None)
    assert WORDS == ["the cache was damaged, and is made again"]


def test_the_cache_of_another_version_is_not_read(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = []
    ready = page_module.page

    def counted(source: Source, how: Settings) -> Page:
        read.append(source.name)
        return ready(source, how)

    monkeypatch.setattr(collection, "page", counted)
    cold = _built(root, Settings(), None)
    assert _built(root, Settings(), _store(root, "a newer one")) == cold
    assert len(read) == 2 * len(TEXTS) and WORDS == []


def test_another_process_in_the_way_is_not_waited_for(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "PATIENCE", 0.01)
    cold = _built(root, Settings(), None)
    db = sqlite3.connect(root / FILE, isolation_level=None)
    db.execute("begin exclusive")
    assert _built(root, Settings(), _store(root)) == cold
    db.execute("rollback")
    db.close()
    assert WORDS == [] and _rows(root) == 2 * len(TEXTS)


def test_two_builds_at_once_do_not_harm_each_other(root: Path) -> None:
    first, second = _store(root), _store(root)
    (root / "0.md").write_text(TEXTS[2], "utf-8")
    for kept in (first, second):
        request = Request(paths=(root,), settings=Settings(root=root), dialects=DIALECTS, kept=kept)
        compiled(request)
    first.save()
    second.save()
    assert _built(root, Settings(), _store(root)) == _built(root, Settings(), None)
    assert WORDS == []


def test_the_order_of_a_set_is_no_difference(root: Path) -> None:
    """It is another in every process."""
    how = Settings(root=root, tags=frozenset(["one", "two"]))
    request = Request(paths=(root,), settings=how, dialects=DIALECTS)
    assert "['one', 'two']" in collection._about(request)


def test_many_values_do_not_wait_for_the_end(root: Path) -> None:
    kept = _store(root)
    kept.put("fields", "large", b"", b"0" * (store.MOST + 1))
    assert _rows(root) == 2 * len(TEXTS) + 1


def test_what_no_build_asks_for_is_taken_out(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "IDLE", 3)
    rows, aside = _rows(root), root.parent / "aside.md"
    (root / "0.md").rename(aside)
    for _ in range(2):
        _built(root, Settings(), _store(root))
    aside.rename(root / "0.md")
    _built(root, Settings(), _store(root))
    (root / "0.md").rename(aside)
    for _ in range(2):
        _built(root, Settings(), _store(root))
    assert _rows(root) == rows
    _built(root, Settings(), _store(root))
    assert _rows(root) == rows - 2
    aside.rename(root / "0.md")
    assert _built(root, Settings(), _store(root)) == _built(root, Settings(), None)
    assert WORDS == []


def test_values_of_other_people_are_not_kept() -> None:
    """What is not ours, or not of the file, cannot be kept."""
    source = Source("a.md", "text")
    for strange in (object(), [1], Span(Source("b.md", "text"), 0, 1)):
        with pytest.raises(Unpackable):
            packed((strange,), source)

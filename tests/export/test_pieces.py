"""A file that is deflated in pieces is one sound stream, whatever was kept of it."""

from __future__ import annotations

import zipfile
import zlib
from concurrent.futures import Future
from pathlib import Path
from typing import Self

import pytest

from building import basic
from flashdeck.cache.store import Store
from flashdeck.export.apkg import pieces
from flashdeck.export.apkg.exporter import APKG
from flashdeck.export.apkg.pieces import SIZE, Deflated, Pieces
from flashdeck.model import Collection
from flashdeck.settings import Settings

WORDS: list[str] = []


def text(size: int) -> bytes:
    return b"".join(b"card %d, " % number for number in range(size // 8))[:size]


def deflated(path: Path, kept: Store | None) -> Deflated:
    with Pieces(path, kept) as pieces:
        return pieces.deflated()


def read(made: Deflated) -> bytes:
    """What was deflated, as its sum and size tell."""
    data = zlib.decompress(b"".join(made.pieces), -zlib.MAX_WBITS)
    assert (made.sum, made.size) == (zlib.crc32(data), len(data))
    return data


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file"


def store(path: Path) -> Store:
    return Store(path.parent, "this", WORDS.append)


@pytest.mark.parametrize("size", [0, 1, SIZE - 1, SIZE, SIZE + 1, 8 * SIZE, 8 * SIZE + 1])
def test_the_stream_is_the_file(path: Path, size: int) -> None:
    path.write_bytes(text(size))
    assert read(deflated(path, None)) == text(size)


def test_pieces_that_are_as_they_were_are_not_made_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(text(4 * SIZE + 9))
    kept = store(path)
    first = deflated(path, kept)
    kept.save()
    made = []
    ready = pieces._deflated

    def counted(data: bytes) -> bytes:
        made.append(data)
        return ready(data)

    monkeypatch.setattr(pieces, "_deflated", counted)
    kept = store(path)
    assert deflated(path, kept) == first and made == []
    changed = text(4 * SIZE + 9).replace(b"card 100,", b"Card 100,")
    path.write_bytes(changed)
    again = deflated(path, kept)
    assert read(again) == changed and len(made) == 1
    assert again == deflated(path, None)


@pytest.mark.parametrize("is_kept", [False, True])
def test_pieces_begun_early_are_the_same(path: Path, *, is_kept: bool) -> None:
    kept = store(path) if is_kept else None
    path.write_bytes(text(6 * SIZE + 9))
    with Pieces(path, kept) as made:
        made.begin()
        path.write_bytes(text(9 * SIZE + 5))
        early = made.deflated()
    assert early == deflated(path, None)


@pytest.mark.parametrize("is_kept", [False, True])
def test_a_piece_that_changed_after_it_was_begun_is_made_again(
    path: Path, *, is_kept: bool
) -> None:
    kept = store(path) if is_kept else None
    path.write_bytes(text(8 * SIZE))
    with Pieces(path, kept) as made:
        made.begin()
        assert all(each.result(10).data for each in made._begun.values())
        path.write_bytes(text(8 * SIZE).upper())
        late = made.deflated()
    assert read(late) == text(8 * SIZE).upper()


def test_pieces_are_the_same_with_threads_and_without(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(text(8 * SIZE + 1))
    shared = deflated(path, None)
    monkeypatch.setattr(pieces, "_FEW", 1_000)
    assert deflated(path, None) == shared


class Idle:
    """Threads that come to nothing."""

    def __init__(self, _threads: int) -> None: ...

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def submit(self, *_: object) -> Future[object]:
        return Future()


def test_what_threads_do_not_come_to_is_deflated_here(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(text(8 * SIZE + 1))
    shared = deflated(path, None)
    monkeypatch.setattr(pieces, "ThreadPoolExecutor", Idle)
    assert deflated(path, None) == shared


def test_what_is_no_piece_is_made_again(path: Path) -> None:
    path.write_bytes(text(2 * SIZE))
    kept = store(path)
    kept.put(pieces.KIND, "1", pieces._digest(text(2 * SIZE)[SIZE:]), b"N")
    kept.save()
    assert deflated(path, store(path)) == deflated(path, None)


def test_a_package_of_several_pieces_is_sound(tmp_path: Path) -> None:
    notes = tuple(basic(f"{number}? {'why ' * 800}", id=f"n{number}") for number in range(600))
    out = tmp_path / "deck.apkg"
    APKG.write(Collection(notes=notes), Settings(), out)
    with zipfile.ZipFile(out) as package:
        assert package.testzip() is None
        assert package.getinfo("collection.anki2").file_size > 8 * SIZE
        assert {each.compress_type for each in package.infolist()} == {zipfile.ZIP_DEFLATED}

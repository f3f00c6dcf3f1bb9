"""A file that is deflated in pieces is one sound stream, whoever made them and when."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

import pytest

from building import basic
from flashdeck.export.apkg import pieces
from flashdeck.export.apkg.exporter import APKG
from flashdeck.export.apkg.pieces import SIZE, Pieces
from flashdeck.model import Collection
from flashdeck.settings import Settings


def text(size: int) -> bytes:
    return b"".join(b"card %d, " % number for number in range(size // 8))[:size]


def stream(path: Path) -> bytes:
    with Pieces(path) as made:
        data = b"".join(made.all())
    assert made.sum == zlib.crc32(path.read_bytes())
    return data


@pytest.mark.parametrize("size", [0, 1, SIZE - 1, SIZE, SIZE + 1, 8 * SIZE, 8 * SIZE + 1])
def test_the_stream_is_the_file(tmp_path: Path, size: int) -> None:
    path = tmp_path / "file"
    path.write_bytes(text(size))
    assert zlib.decompress(stream(path), -zlib.MAX_WBITS) == path.read_bytes()


def test_pieces_begun_early_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(text(6 * SIZE + 9))
    with Pieces(path) as made:
        made.begin()
        path.write_bytes(text(9 * SIZE + 5))
        early = b"".join(made.all())
    assert early == stream(path)


def test_a_piece_that_changed_after_it_was_begun_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(text(8 * SIZE))
    with Pieces(path) as made:
        made.begin()
        path.write_bytes(text(8 * SIZE).upper())
        late = b"".join(made.all())
    assert zlib.decompress(late, -zlib.MAX_WBITS) == text(8 * SIZE).upper()


def test_a_package_is_the_same_with_threads_and_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = tuple(basic(f"{number}? {'why ' * 800}", id=f"n{number}") for number in range(600))
    shared, alone = tmp_path / "shared.apkg", tmp_path / "alone.apkg"
    APKG.write(Collection(notes=notes), Settings(), shared)
    monkeypatch.setattr(pieces, "_FEW", 1_000)
    APKG.write(Collection(notes=notes), Settings(), alone)
    assert shared.read_bytes() == alone.read_bytes()
    with zipfile.ZipFile(shared) as package:
        assert package.testzip() is None
        assert package.getinfo("collection.anki2").file_size > 8 * SIZE

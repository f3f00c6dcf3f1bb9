"""A file that was written moments ago is told from another by its bytes, however many."""

from __future__ import annotations

from pathlib import Path

import pytest

from flashdeck.cache import seals

LARGE = b"A line of a journal.\n" * 100_000


@pytest.mark.parametrize("at", [0, len(LARGE) // 2, len(LARGE) - 1])
def test_one_other_byte_is_told(tmp_path: Path, at: int) -> None:
    path = tmp_path / "large"
    path.write_bytes(LARGE)
    _, digest = seals.sealed(str(path), path.stat().st_mtime_ns)
    assert seals.holds(str(path), (seals.stamp(str(path)), digest))
    path.write_bytes(LARGE[:at] + b"!" + LARGE[at + 1 :])
    assert not seals.holds(str(path), (seals.stamp(str(path)), digest))


def test_what_was_written_long_ago_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(LARGE)
    later = path.stat().st_mtime_ns + seals.MOMENTS + 1
    assert seals.sealed(str(path), later)[1] == ""

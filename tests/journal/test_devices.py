"""A machine's name: made once, readable, its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from flashdeck.journal.devices import device


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("laptop", "laptop-3fa9"),
        ("Anna's MacBook.local", "anna-s-macbook-3fa9"),
        ("Bürö_PC", "buro-pc-3fa9"),
        ("書斎", "device-3fa9"),
        ("", "device-3fa9"),
        ("../../etc", "device-3fa9"),
        ("a" * 300, f"{'a' * 24}-3fa9"),
    ],
)
def test_a_name_can_be_read_and_is_a_file_name(tmp_path: Path, host: str, name: str) -> None:
    assert device(tmp_path / "new", host, "3fa9") == name


def test_the_name_stays(tmp_path: Path) -> None:
    first = device(tmp_path, "laptop", "3fa9")
    assert device(tmp_path, "renamed", "ffff") == first
    assert [path.name for path in tmp_path.iterdir()] == ["device"]


@pytest.mark.parametrize("data", [b"", b"\xff", b"../up", b"two words"])
def test_a_name_that_is_none_is_made_anew(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "device").write_bytes(data)
    assert device(tmp_path, "laptop", "3fa9") == "laptop-3fa9"

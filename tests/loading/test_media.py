"""Pictures and sounds: which file is meant, and what is missing."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Literal

import pytest

from flashdeck.compile.library import selected
from reading import folder, written

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    ("embed", "file"),
    [
        ("![a](img/a.png)", "notes/img/a.png"),
        ("![a](<img/a b.png>)", "notes/img/a b.png"),
        ("![a](img/a%20b.png)", "notes/img/a b.png"),
        ("![[a.png]]", "other/deep/a.png"),
        ("![[a.png|300]]", "attachments/a.png"),
        ("![a](attachments/a.png)", "attachments/a.png"),
        ('<img src="a.png">', "notes/a.png"),
        ("![[a.mp3]]", "notes/a.mp3"),
        ("[sound:a.mp3]", "notes/a.mp3"),
    ],
)
def test_where_a_file_is_found(tmp_path: Path, embed: str, file: str) -> None:
    found = folder(written(tmp_path, {"notes/x.md": f"front :: {embed}\n", file: PNG}))
    (media,) = found.collection.media.values()
    assert media.path == (tmp_path / file).resolve()
    assert media.name.startswith("flashdeck-")
    assert found.diagnostics == ()


def test_a_missing_file_is_an_error_at_its_place_and_the_card_stays(tmp_path: Path) -> None:
    found = folder(written(tmp_path, {"x.md": "front :: ![a](imgae.png)\n", "image.png": PNG}))
    (problem,) = found.diagnostics
    assert (problem.rule.name, problem.span.text) == ("missing-media", "![a](imgae.png)")
    assert problem.help == "did you mean `image.png`?"
    assert len(found.collection.notes) == 1


@pytest.mark.parametrize("name", ["../secret.png", "/etc/passwd", "a\0b.png", "x" * 5000 + ".png"])
def test_nothing_outside_the_collection_is_read(tmp_path: Path, name: str) -> None:
    written(tmp_path, {"secret.png": PNG, "deck/x.md": f"front :: ![a]({name})\n"})
    found = folder(tmp_path / "deck")
    assert found.collection.media == {}
    assert [each.rule.name for each in found.diagnostics] in (["missing-media"], [])


def test_a_link_out_of_the_collection_is_not_followed(tmp_path: Path) -> None:
    written(tmp_path, {"secret.png": PNG, "deck/x.md": "front :: ![a](a.png)\n"})
    (tmp_path / "deck/a.png").symlink_to(tmp_path / "secret.png")
    assert folder(tmp_path / "deck").collection.media == {}


def test_equal_names_with_different_bytes(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "x.md": "a :: ![[f.png]]\n",
        "one/f.png": PNG + b"1",
        "two/f.png": PNG + b"2",
    }
    found = folder(written(tmp_path, files))
    assert [each.rule.name for each in found.diagnostics] == ["media-clash"]
    assert [each.path.parent.name for each in found.collection.media.values()] == ["one"]


def test_equal_names_by_path_are_both_kept(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "one/x.md": "a :: ![](f.png)\n",
        "two/x.md": "b :: ![](f.png)\n",
        "one/f.png": PNG + b"1",
        "two/f.png": PNG + b"2",
    }
    found = folder(written(tmp_path, files))
    assert len({media.name for media in found.collection.media.values()}) == 2
    assert [each.rule.name for each in found.diagnostics] == ["same-name-media"]


def test_addresses_are_left_alone(tmp_path: Path) -> None:
    found = folder(written(tmp_path, {"x.md": "a :: ![](https://example.org/a.png)\n"}))
    assert (found.collection.media, found.diagnostics) == ({}, ())


def test_media_of_cards_that_are_left_out_or_not_selected_are_not_counted(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.md": "TARGET DECK: A\n\na :: ![](one.png)\n",
        "b.md": b"TARGET DECK: B\n\nb :: ![](two.png) \xff\n\nc :: ![](three.png)\n",
        "one.png": PNG + b"1",
        "two.png": PNG + b"2",
        "three.png": PNG + b"3",
    }
    whole = folder(written(tmp_path, files)).collection
    assert {each.path.name for each in whole.media.values()} == {"one.png", "three.png"}
    part = selected(whole, ["b"], [])
    assert {each.path.name for each in part.media.values()} == {"three.png"}


@pytest.mark.parametrize(
    ("embed", "file"),
    [
        ("![[PIC.png|300]]", "img/Pic.PNG"),
        ("![[deep/pic.png]]", "other/deep/pic.png"),
        ("![](Deep/Pic.png)", "other/deep/pic.png"),
        ("![](../Other/Pic.png)", "other/pic.png"),
        ("![](./sub/pic.PNG)", "notes/Sub/pic.png"),
    ],
)
def test_names_and_ends_of_paths_are_found_whatever_their_case(
    tmp_path: Path, embed: str, file: str
) -> None:
    found = folder(written(tmp_path, {"notes/x.md": f"front :: {embed}\n", file: PNG}))
    (media,) = found.collection.media.values()
    assert media.path == (tmp_path / file).resolve()
    assert found.diagnostics == ()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("embed", ["![[Bäume é.png|x|200]]", "![](../img/B%C3%A4ume%20é.png)"])
def test_accents_are_found_however_they_are_encoded(
    tmp_path: Path, embed: str, form: Literal["NFC", "NFD"]
) -> None:
    other: Literal["NFC", "NFD"] = "NFD" if form == "NFC" else "NFC"
    file = f"img/{unicodedata.normalize(other, 'Bäume é.png')}"
    text = f"front :: {unicodedata.normalize(form, embed)}\n"
    found = folder(written(tmp_path, {"notes/x.md": text, file: PNG}))
    (media,) = found.collection.media.values()
    assert media.path == (tmp_path / file).resolve()
    assert found.diagnostics == ()


@pytest.mark.parametrize(
    "embed",
    [
        "![[a#1.png]]",
        "![[a#1.png|300]]",
        "![](../img/a%231.png)",
        "![](/img/a%231.png)",
        "![](../img/b&amp;c.png)",
        "![](../img/b&c.png#center)",
        "![[b&c.png#center|40]]",
        "![](/img/b&c.png?v=2)",
    ],
)
def test_signs_in_a_name_and_behind_it(tmp_path: Path, embed: str) -> None:
    files: dict[str, str | bytes] = {
        "notes/x.md": f"front :: {embed}\n",
        "img/a#1.png": PNG,
        "img/b&c.png": PNG,
    }
    found = folder(written(tmp_path, files))
    assert len(found.collection.media) == 1
    assert found.diagnostics == ()


def test_a_path_from_the_root_is_not_looked_for_beside_the_file(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "notes/x.md": "front :: ![](/img/a.png)\n",
        "notes/img/a.png": PNG + b"1",
        "img/a.png": PNG + b"2",
    }
    (media,) = folder(written(tmp_path, files)).collection.media.values()
    assert media.path == (tmp_path / "img/a.png").resolve()


def test_below_the_folder_of_the_file_comes_before_the_shortest_path(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "notes/x.md": "front :: ![[a.png]]\n",
        "notes/files/deep/a.png": PNG + b"1",
        "files/a.png": PNG + b"2",
    }
    found = folder(written(tmp_path, files))
    (media,) = found.collection.media.values()
    assert media.path == (tmp_path / "notes/files/deep/a.png").resolve()
    assert found.diagnostics == ()


def test_a_missing_file_within_the_collection_is_not_called_outside(tmp_path: Path) -> None:
    text = "front :: ![](../img/imgae.png)\n"
    found = folder(written(tmp_path, {"notes/x.md": text, "img/image.png": PNG}))
    assert [each.help for each in found.diagnostics] == ["did you mean `image.png`?"]


def test_the_shortest_path_wins_and_before_it_the_name_as_it_is_written(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "notes/x.md": "one :: ![[a.png]]\n\ntwo :: ![[B.png]]\n",
        "z/deep/a.png": PNG,
        "z/a.png": PNG,
        "z/b.png": PNG,
        "z/deep/B.png": PNG,
    }
    found = folder(written(tmp_path, files)).collection.media
    root = tmp_path.resolve()
    places = {target: media.path.relative_to(root) for (_, target), media in found.items()}
    assert places == {"a.png": Path("z/a.png"), "B.png": Path("z/deep/B.png")}


def test_what_another_note_says_is_not_on_a_card(tmp_path: Path) -> None:
    text = "one :: see ![[Note#Part]] and ![[a.png\\|9]] and [[Note]] and `![[Code]]`\n"
    found = folder(written(tmp_path, {"x.md": text, "a.png": PNG}))
    told = [each.span.text for each in found.diagnostics if each.rule.name == "embedded-note"]
    assert told == ["![[Note#Part]]"]

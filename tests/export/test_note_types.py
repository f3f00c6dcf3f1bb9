"""What must never change in our note types, and what may only change with notice."""

from __future__ import annotations

import re
from hashlib import sha256
from importlib.resources import files
from itertools import product

import genanki
import pytest

from flashdeck.export.apkg import note_types

LOOKS = files("flashdeck.export.apkg").joinpath("looks")
CSS = LOOKS.joinpath("card.css").read_text("utf-8")

# When this fails, the looks have changed: let MODIFIED go up, and write both here.
SEEN = (1_795_392_000, "a1ba77346a188bfa")

GROUNDS = ["ground", "panel", "hidden"]
INKS = ["ink", "quiet", "accent", "warn"]
CODE = ["keyword", "string", "comment", "number", "name", "warn"]


def test_fields_are_frozen_with_their_ids() -> None:
    common = ["Context", "Section", "Verbs", "Source", "Demo", "Id"]
    for note_type, own, ident in (
        (note_types.basic(), ["Front", "Back", "Reverse"], 1_571_903_224_001),
        (note_types.cloze(), ["Text", "Extra"], 1_571_903_224_002),
    ):
        assert note_type.model_id == ident
        assert [field["name"] for field in note_type.fields] == own + common
        numbers = [field["id"] for field in note_type.fields]
        assert numbers == [ident * 1_000 + place + 1 for place in range(len(numbers))]


@pytest.mark.parametrize("note_type", [note_types.basic(), note_types.cloze()])
def test_templates_need_what_they_show(note_type: genanki.Model) -> None:
    told = note_type._req
    del note_type._req
    assert note_type._req == told


def test_templates_are_frozen_with_their_ids() -> None:
    templates = [*note_types.basic().templates, *note_types.cloze().templates]
    assert [(template["name"], template["id"]) for template in templates] == [
        ("Question", 1_571_903_224_001_101),
        ("Reverse", 1_571_903_224_001_102),
        ("Cloze", 1_571_903_224_002_101),
    ]


def test_new_looks_have_a_new_date() -> None:
    hashed = sha256()
    for path in sorted(LOOKS.iterdir(), key=lambda path: path.name):
        hashed.update(path.read_bytes())
    assert (note_types.MODIFIED, hashed.hexdigest()[:16]) == SEEN


def palette(selector: str) -> dict[str, str]:
    """The colours that a rule of the style sheet names."""
    (rule,) = re.findall(
        rf"^{re.escape(selector)} \{{\n(  --.*?)\}}", CSS, re.DOTALL | re.MULTILINE
    )
    return dict(re.findall(r"--(\w+): (#\w{6});", rule))


LIGHT, DARK = palette(".card"), palette(".nightMode,\n.night_mode")


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAIRS = [*product(INKS, GROUNDS), *product(CODE, ["panel"]), ("ink", "mark")]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink, ground", PAIRS)
def test_text_has_contrast(colours: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(colours[ink], colours[ground]) >= 4.5


def test_light_and_dark_have_the_same_colours() -> None:
    assert LIGHT.keys() == DARK.keys()

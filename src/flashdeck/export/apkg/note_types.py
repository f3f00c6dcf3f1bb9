"""The two note types of every package.

Their fields are frozen: Anki matches them by id, and a field more or less makes
a conflict or a full sync for everyone who has imported a package before. Looks
may change: then MODIFIED goes up, and Anki takes the new templates.
"""

from __future__ import annotations

from importlib.resources import files

import genanki

MODIFIED = 1_795_392_000
"""When fields, templates or the style sheet last changed, in seconds since 1970."""

_COMMON = ("Context", "Section", "Verbs", "Source", "Demo", "Id")
_BASIC_ID = 1_571_903_224_001
_CLOZE_ID = 1_571_903_224_002


def _file(name: str) -> str:
    return files("flashdeck.export.apkg").joinpath("looks", name).read_text("utf-8").strip()


def _template(name: str, stem: str, ident: int) -> dict[str, object]:
    """A template of the files `<stem>_front.html` and `<stem>_back.html`."""
    front, back = _file(f"{stem}_front.html"), _file(f"{stem}_back.html")
    return {"name": name, "qfmt": front, "afmt": back, "id": ident}


def _note_type(
    ident: int,
    name: str,
    fields: tuple[str, ...],
    templates: list[dict[str, object]],
    kind: int,
    needs: list[list[object]],
) -> genanki.Model:
    """A note type; its fields' ids count from its own.

    `needs` are the fields each template needs, any or all, for Anki of old.
    """
    made = genanki.Model(
        ident,
        name,
        fields=[
            {"name": field, "id": ident * 1_000 + number} for number, field in enumerate(fields, 1)
        ],
        templates=templates,
        css=_file("card.css"),
        model_type=kind,
    )
    made._req = needs  # which takes long to find, by rendering each template without each field
    return made


def basic() -> genanki.Model:
    """Questions and answers; a note whose field Reverse is filled is asked both ways."""
    templates = [
        _template("Question", "basic", _BASIC_ID * 1_000 + 101),
        _template("Reverse", "reverse", _BASIC_ID * 1_000 + 102),
    ]
    fields = ("Front", "Back", "Reverse", *_COMMON)
    kind = genanki.Model.FRONT_BACK
    needs: list[list[object]] = [[0, "any", [0, 3, 4, 5]], [1, "all", [2]]]
    return _note_type(_BASIC_ID, "flashdeck basic", fields, templates, kind, needs)


def cloze() -> genanki.Model:
    """Texts with gaps."""
    templates = [_template("Cloze", "cloze", _CLOZE_ID * 1_000 + 101)]
    fields = ("Text", "Extra", *_COMMON)
    kind, needs = genanki.Model.CLOZE, [[0, "any", [2, 3, 4]]]
    return _note_type(_CLOZE_ID, "flashdeck cloze", fields, templates, kind, needs)

"""What is kept of a file is what was read of it, in all its parts."""

from __future__ import annotations

import marshal
from dataclasses import fields, is_dataclass

from hypothesis import given
from hypothesis import strategies as st

from flashdeck.loading.packing import packed, unpacked
from flashdeck.loading.verdict import told_in
from flashdeck.settings import Settings
from flashdeck.source import Source
from flashdeck.syntax.page import page
from reading import DIALECTS

PARTS = (
    *("Q: What?\n", "A: So.\n", "C: a [b]\n", "## Why?\n", "\n", "\n", "a :: b\n", "a ::: b\n"),
    *("> [!question] Why ∆c?\n", "> So.\n", "@Say it. {#id}\n", "@tag~\n", "Source: me\n"),
    *("It **is** $x$.\n", "{{c1::so::hint}} <!-- not --> ==this==\n", "demo: none\n", "?\n"),
    *("\u2028\ufeff", "START\nBasic\nF\nBack: B\nEND\n", "#flashcards/a\n", "a #card\n", "é\r\n"),
)


def whole(value: object) -> object:
    """A value with the fields that take no part in equality, too."""
    if is_dataclass(value) and not isinstance(value, (type, Source)):
        inner = [(each.name, whole(getattr(value, each.name))) for each in fields(value)]
        return type(value).__name__, inner
    return type(value), [whole(each) for each in value] if isinstance(value, tuple) else value


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
def test_what_is_kept_is_what_was_read(text: str) -> None:
    source = Source("a.md", text, "a.md")
    _, _, reading = told_in(page(source, Settings()), DIALECTS, None)
    for read in reading:
        (value,) = marshal.loads(marshal.dumps([packed(read, source)]))
        assert whole(unpacked(value, source)) == whole(read)

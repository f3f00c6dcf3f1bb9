"""Pictures that a name stands for which no line of the file says."""

from __future__ import annotations

from collections.abc import Iterator

from flashdeck import rules
from flashdeck.check.subject import Subject
from flashdeck.diagnostics import Diagnostic
from flashdeck.embeds import named
from flashdeck.model import passages


def named_pictures(subject: Subject) -> Iterator[Diagnostic]:
    """An error for each `![words][name]` that is left as it was written."""
    for note in subject.collection.notes:
        for passage in passages(note):
            for _, label, start, end in named(passage.text):
                if label:
                    yield Diagnostic(
                        rule=rules.MISSING_MEDIA,
                        message=f"no line `[{label}]: …` says which picture this is",
                        span=passage.place(start, end),
                        help=f"write one anywhere in this file, such as `[{label}]: picture.png`",
                    )

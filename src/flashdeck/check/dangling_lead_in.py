"""Text that announces something that never comes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashdeck import rules
from flashdeck.check.subject import Subject
from flashdeck.diagnostics import Diagnostic
from flashdeck.masks import masked, regions
from flashdeck.model import Passage, passages

_END = re.compile(r"[:：](?=[*_\s]*\Z)")
_EMOJI = re.compile(r"(?:\A|\s):[\w+-]+:\Z")


def dangling_lead_in(subject: Subject) -> Iterator[Diagnostic]:
    """One warning for each note whose last words end in a colon.

    A context that ends in one leads to its prompt.
    """
    for note in subject.collection.notes:
        *_, last = passages(note)
        at = _colon(last)
        if at is not None:
            yield Diagnostic(
                rule=rules.DANGLING_LEAD_IN,
                message="nothing follows this colon",
                span=last.place(at, at + 1),
                help="write what is missing, or end the sentence with a full stop",
            )


def _colon(passage: Passage) -> int | None:
    """Where a passage ends in a colon; code, formulas and comments are no words."""
    tail = passage.text.rstrip()[-16:]
    if ":" not in tail and "：" not in tail and not tail.endswith(("-->", "%%")):
        return None
    text = masked(passage.text, regions(passage.text))
    match = _END.search(text, max(0, len(text.rstrip()) - 16))
    return None if match is None or _EMOJI.search(text.rstrip()) else match.start()

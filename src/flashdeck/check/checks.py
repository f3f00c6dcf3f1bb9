"""Every check, in the order they run: of a note by itself, and of a whole collection."""

from __future__ import annotations

from flashdeck.check.dangling_lead_in import dangling_lead_in
from flashdeck.check.duplicate_cards import duplicate_cards
from flashdeck.check.duplicate_ids import duplicate_ids
from flashdeck.check.embedded_notes import embedded_notes
from flashdeck.check.formulas import formulas
from flashdeck.check.named_pictures import named_pictures
from flashdeck.check.reference_cycle import reference_cycle
from flashdeck.check.subject import Check, Subject
from flashdeck.check.unknown_demo import bad_demo_options, second_demo, unknown_demo

__all__ = ["CHECKS", "OF_EACH_NOTE", "Check", "Subject"]

OF_EACH_NOTE: tuple[Check, ...] = (dangling_lead_in, embedded_notes, formulas, named_pictures)
"""What they find follows from the note and the settings, so it is kept with what was read."""

CHECKS: tuple[Check, ...] = (
    duplicate_ids,
    duplicate_cards,
    unknown_demo,
    second_demo,
    bad_demo_options,
    reference_cycle,
)

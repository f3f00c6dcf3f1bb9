"""Why a file gave no cards, or not all, where a vault's settings or a misspelt tag say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.model import Note
from flashdeck.settings import Settings
from flashdeck.source import Source
from flashdeck.syntax.mistagged import mistagged
from flashdeck.syntax.own_marks import unknown
from flashdeck.syntax.page import Page
from flashdeck.syntax.sr_options import PLUGIN, ignored

_LEFT_OUT = f"the vault's settings of {PLUGIN} leave it out: `noteFoldersToIgnore`"


def explained(
    page: Page, notes: Sequence[Note], found: Sequence[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """The findings of a native page, with the true reason of what is lost, not a vague one."""
    if ignored(page.source, page.settings):
        return tuple(left_out(page.source, page.settings, each) for each in found)
    misspelt = tuple(mistagged(page, notes)) or (() if notes else tuple(unknown(page)))
    vague = (rules.NO_CARDS, rules.UNTAGGED_CARDS) if misspelt else ()
    return (*misspelt, *(each for each in found if each.rule not in vague))


def left_out(source: Source, settings: Settings, found: Diagnostic) -> Diagnostic:
    """That there are no cards in a file, with the setting that leaves it out, if one does."""
    named = found.rule is rules.NO_CARDS and ignored(source, settings)
    return replace(found, help=_LEFT_OUT) if named else found

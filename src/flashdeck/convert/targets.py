"""Every syntax that can be written."""

from __future__ import annotations

from collections.abc import Mapping

from flashdeck.convert.hashcards import HASHCARDS
from flashdeck.convert.native import CALLOUT, NATIVE
from flashdeck.convert.org import ORG
from flashdeck.convert.sr import SR
from flashdeck.convert.table import CSV
from flashdeck.convert.target import Target

TARGETS: Mapping[str, Target] = {
    each.name: each for each in (NATIVE, CALLOUT, HASHCARDS, SR, CSV, ORG)
}

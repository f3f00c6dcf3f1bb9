"""`flashdeck.yaml`: every setting by name, and a diagnostic for each that says what it cannot say.

Natural forms are read as what they mean: one text where a list is meant, tags
with or without `#` and `@…~`, macros with or without their backslash. Whatever
is wrong, the rest still counts.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from flashdeck import rules
from flashdeck.config.given import Given
from flashdeck.diagnostics import Diagnostic, in_order
from flashdeck.settings import Settings
from flashdeck.source import Source, Span


class Read(NamedTuple):
    """What the file says, and everything wrong with it."""

    settings: Settings
    diagnostics: tuple[Diagnostic, ...]


def read(data: bytes, shown: str, root: Path) -> Read:
    """The settings of the collection in `root`; `shown` is how the file is called."""
    try:
        text, wrong = data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        text, wrong = data.decode("utf-8-sig", "replace"), error.start
    source = Source(shown, text.replace("\r\n", "\n"), "flashdeck.yaml")
    if wrong is not None:
        return Read(Settings(root=root), (_not_utf8(source),))
    given = Given.of(source)
    settings = _settings(given, root)
    given.refuse_the_rest()
    return Read(settings, in_order(given.found))


def _settings(given: Given, root: Path) -> Settings:
    default = Settings(root=root)
    return Settings(
        root=root,
        cards=given.folders("cards", root),
        include=given.texts("include") or default.include,
        ignore=given.texts("ignore"),
        key=given.text("key") or default.key,
        deck=given.deck("deck"),
        tags=given.tags("tags"),
        macros=given.macros("macros"),
        o2a=given.pairs("o2a"),
        scheduler=given.text("scheduler") or default.scheduler,
        grades=given.number("grades", default.grades, (4, 6)),
        new_per_day=given.number("new_per_day", default.new_per_day, range(10_000)),
        reviews_per_day=given.number("reviews_per_day", default.reviews_per_day, range(100_000)),
        rollover_hour=given.number("rollover_hour", default.rollover_hour, range(24)),
        leech_lapses=given.number("leech_lapses", default.leech_lapses, range(100)),
        leech_suspend=given.switch("leech_suspend", default.leech_suspend),
    )


def _not_utf8(source: Source) -> Diagnostic:
    at = source.text.find("\N{REPLACEMENT CHARACTER}")
    return Diagnostic(
        rule=rules.BAD_SETTING,
        message="bytes that are not UTF-8",
        span=Span(source, at, at + 1),
        help="save the file as UTF-8; until then no setting in it counts",
    )

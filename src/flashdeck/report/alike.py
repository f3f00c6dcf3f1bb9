"""Remarks that say the same of many lines of a file: for people, one stands for all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from flashdeck.diagnostics import Diagnostic, Severity

FEW = 8
"""So many are shown one by one."""
_NAMED = 12
"""How many lines are named."""
_PARTICULAR = re.compile(r"`[^`]*`")
"""What differs where the same is said: words of the card itself."""


def grouped(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The same in the same order, but of more than a few remarks alike only the first."""
    found = list(diagnostics)
    alike: dict[tuple[str, str, str], list[Diagnostic]] = defaultdict(list)
    for each in found:
        if each.rule.severity is Severity.INFO:
            alike[_said(each)].append(each)
    many = {said: remarks for said, remarks in alike.items() if len(remarks) > FEW}
    if not many:
        return found
    shown: list[Diagnostic] = []
    for each in found:
        remarks = many.get(_said(each)) if each.rule.severity is Severity.INFO else None
        if remarks is None:
            shown.append(each)
        elif each is remarks[0]:
            shown.append(_for_all(remarks))
    return shown


def _said(found: Diagnostic) -> tuple[str, str, str]:
    return found.span.source.path, found.rule.name, _PARTICULAR.sub("", found.message)


def _for_all(remarks: Sequence[Diagnostic]) -> Diagnostic:
    first, *others = remarks
    lines = [str(each.span.lines[0]) for each in others[:_NAMED]]
    more = ", …" if len(others) > _NAMED else ""
    return replace(
        first,
        message=f"{first.message}; and so in {len(others):,} more lines: {', '.join(lines)}{more}",
    )

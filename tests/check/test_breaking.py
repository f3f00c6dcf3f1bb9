"""What leaves a note out is found while reading, so that studying needs no check."""

from __future__ import annotations

import inspect
import re

import pytest

from flashdeck import rules
from flashdeck.check.checks import CHECKS, OF_EACH_NOTE, Check

_RULE = re.compile(r"\brules\.([A-Z_]+)")


@pytest.mark.parametrize("check", [*OF_EACH_NOTE, *CHECKS])
def test_no_check_finds_what_leaves_a_note_out(check: Check) -> None:
    module = inspect.getmodule(check)
    assert module is not None
    found = [vars(rules)[name] for name in _RULE.findall(inspect.getsource(module))]
    found = [rule for rule in found if rule is not rules.ALL]
    assert found and not any(rule.breaking for rule in found)

"""What is shown with an answer besides it: where it is from, or a third side of its own name."""

from __future__ import annotations

import re

_NAMED = re.compile(r"\*\*[^*\n]+:\*\* ")


def names_itself(told: str) -> bool:
    """Whether it begins with a name in bold, as `**Notes:** …`: that is no source."""
    return _NAMED.match(told) is not None

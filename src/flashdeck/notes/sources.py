"""What is shown with an answer besides it: where it is from, or anything that has a name."""

from __future__ import annotations

import re

_NAMED = re.compile(r"[^\W\d_a-z][\w-]*(?: [\w-]+){0,2}: \S")


def names_itself(told: str) -> bool:
    """Whether it begins with a name, as `Notes: …`: then it need not be called a source."""
    return _NAMED.match(told) is not None

"""Prints what becomes of the edited cards: `python tests/following_report.py [-v]`.

With -v, also every card that was asked about, missed, or taken for another.
"""

from __future__ import annotations

import sys

from edited_cards import all_outcomes, table
from edits_apart import apart
from edits_copied import copied
from edits_kept import kept
from edits_shifted import corrected

if __name__ == "__main__":
    found = [*all_outcomes([*kept(), *apart(), *corrected()]), *copied()]
    sys.stdout.write(f"{table(found)}\n")
    for each in found if "-v" in sys.argv else ():
        if each.verdict in ("asked", "missed", "wrong"):
            sys.stdout.write(f"\n{each.verdict}: {each.edit}\n{each.key}\n")

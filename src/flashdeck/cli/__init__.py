"""The command line: options to one library call, its result to the screen.

Commands import what they need when they run: `flashdeck --help` is typed all day.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command line and exit with its status."""
    import sys

    from flashdeck.cli import quick

    given = sys.argv[1:] if arguments is None else arguments
    known = quick.answer(given)
    if known is not None:
        quick.put(known)
        sys.exit(0)
    if given and given[0] == "study":
        from flashdeck.cli import early

        early.held(given)
    if given and given[0] == "build":
        from flashdeck.cli import unchanged

        said = unchanged.said(given)
        if said is not None:
            unchanged.put(said)
            sys.exit(said.status)
    from flashdeck.collector import uncollected

    with uncollected(for_good=True):
        from flashdeck.cli import app

    app.main(arguments)

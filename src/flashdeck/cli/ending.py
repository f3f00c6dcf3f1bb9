"""The one place where an error becomes a message and an exit status.

0 is clean, 1 is findings, 2 is wrong usage or what the operating system refused.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from io import TextIOWrapper

from flashdeck.cli.output import warn
from flashdeck.errors import FlashdeckError

INTERRUPTED = 130
BUG = 70


def ended(run: Callable[[], object]) -> None:
    """Run a command and exit with its status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # card text may hold what a terminal cannot encode
            stream.reconfigure(errors="backslashreplace")
    sys.exit(_status(run))


def _status(run: Callable[[], object]) -> int:
    try:
        run()
    except FlashdeckError as error:
        warn(str(error))
        return error.status
    except OSError as error:
        where = f"{error.filename}: " if error.filename is not None else ""
        warn(f"{where}{error.strerror or error}")
        return 2
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if os.environ.get("FLASHDECK_DEBUG"):
            raise
        warn(
            f"a bug in flashdeck, please report it: {type(error).__name__}: {error} "
            "(FLASHDECK_DEBUG=1 shows where)"
        )
        return BUG
    return 0

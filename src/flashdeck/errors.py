"""The root of our exceptions: wrong usage and the operating system, never bad cards."""

from __future__ import annotations


class FlashdeckError(Exception):
    """Something a user can mend; its text is the message, `status` the exit status."""

    status = 2

"""The collector of garbage, set aside while much is made that is kept to the end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage: of all that is imported or read here, nothing becomes any.

    It is not looked through later, either, nor when the program ends. One may stand in another.
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if on:
            gc.enable()

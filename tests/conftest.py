"""What all tests share: a deck is the docstring of its test."""

from __future__ import annotations

import atexit
import gc
import inspect
import os
import tempfile
import time

import pytest
from hypothesis import HealthCheck, settings

from flashdeck.collector import thawed
from reading import Deck, read

# The name of a machine is kept outside of every collection: not in that of whoever tests.
_STATE = tempfile.TemporaryDirectory(prefix="flashdeck-tests-")
atexit.register(_STATE.cleanup)
os.environ["XDG_STATE_HOME"] = _STATE.name

# Nor do the habits of whoever tests count, or the hook of Git in which the tests may run.
_HABITS = (
    "CLICOLOR CLICOLOR_FORCE COLORTERM COLUMNS EDITOR FLASHDECK_DEBUG FORCE_COLOR LINES NO_COLOR "
    "PYTHONIOENCODING PYTHONWARNINGS SOURCE_DATE_EPOCH TTY_COMPATIBLE TTY_INTERACTIVE VISUAL"
)
for name in {*_HABITS.split(), *(each for each in os.environ if each.startswith("GIT_"))}:
    os.environ.pop(name, None)
os.environ["GIT_CONFIG_GLOBAL"], os.environ["GIT_CONFIG_NOSYSTEM"] = os.devnull, "1"

# Tests begin at noon, whenever they are run: no day ends during one, at midnight or at four.
if hasattr(time, "tzset"):
    os.environ["TZ"] = f"NOON{time.gmtime().tm_hour - 12:+}"
    time.tzset()

# Read when numpy is imported; the demos' small products are slower on two threads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Speed is measured by benchmarks: a test is never too slow. What it draws is the same each time.
settings.register_profile(
    "flashdeck",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("flashdeck")


def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """What a command made is left for the end of its process: here, many run in one."""
    if nextitem is None or nextitem.path != item.path:
        thawed()
        gc.collect()


@pytest.fixture
def deck(request: pytest.FixtureRequest) -> Deck:
    """The docstring of the test, read as one file, `deck.md`."""
    return read(inspect.cleandoc(request.function.__doc__ or "") + "\n")

"""Running flashdeck as it is typed: in this process, or in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple


class Outcome(NamedTuple):
    """What a command left behind."""

    status: int
    out: str
    err: str


Typed = Callable[..., Outcome]
"""Runs one command line in the test's own folder; `stdin` is what it can read."""


def alone(
    *arguments: str, cwd: Path, stdin: str = "", environ: Mapping[str, str] | None = None
) -> Outcome:
    """One command line in a process of its own, 80 columns wide."""
    done = subprocess.run(
        [sys.executable, "-m", "flashdeck", *arguments],
        cwd=cwd,
        input=stdin.encode(),
        capture_output=True,
        timeout=300,
        env=os.environ | {"COLUMNS": "80", "PYTHONUTF8": "1"} | dict(environ or {}),
        check=False,
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

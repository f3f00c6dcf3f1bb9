"""Git, asked about what lies below a folder."""

from __future__ import annotations

from pathlib import Path


def printed(folder: Path, *arguments: str, typed: bytes = b"") -> bytes | None:
    """What Git prints; None where it is not installed, or this is no repository."""
    import subprocess

    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, input=typed, capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None

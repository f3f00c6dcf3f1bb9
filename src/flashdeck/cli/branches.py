"""Which lines of a journal stand in a commit of another branch: who switches to one loses none."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

MOST = 50
"""Branches that are looked at, those with the last commits first."""
_BRANCHES = ("refs/heads", "refs/remotes")


def standing(root: Path, file: Path, lines: Iterable[bytes]) -> dict[bytes, str]:
    """The lines of a file below a folder that a branch has, each with the name of one."""
    names = _git(root, "for-each-ref", *_ORDER, *_BRANCHES).decode("utf-8", "replace").split("\n")
    left, found = {*lines}, dict[bytes, str]()
    branches = [name for name in names if name]
    path = file.relative_to(root).as_posix()
    for branch, text in _texts(root, branches, path) if left else ():
        here = left.intersection(line.rstrip() for line in text.split(b"\n"))
        found |= dict.fromkeys(here, _called(branch))
        left -= here
        if not left:
            break
    return found


_ORDER = ("--sort=-committerdate", f"--count={MOST}", "--format=%(refname)")


def _called(branch: str) -> str:
    return branch.removeprefix("refs/heads/").removeprefix("refs/remotes/")


def _texts(root: Path, branches: Iterable[str], path: str) -> Iterator[tuple[str, bytes]]:
    """What a file holds in each branch that has it."""
    listed = [*branches]
    asked = "".join(f"{branch}:./{path}\n" for branch in listed)
    answer = io.BytesIO(_git(root, "cat-file", "--batch", typed=asked.encode()))
    for branch in listed:
        head = answer.readline().split()
        if len(head) == 3 and head[1] == b"blob":
            yield branch, answer.read(int(head[2]))
            answer.readline()


def _git(root: Path, *arguments: str, typed: bytes = b"") -> bytes:
    """What Git prints; nothing where it is not installed, or this is no repository."""
    import subprocess

    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], input=typed, capture_output=True, check=False
        )
    except OSError:
        return b""
    return done.stdout if done.returncode == 0 else b""

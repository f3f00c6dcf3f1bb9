"""Which lines of a journal stand in a commit of another branch: who switches to one loses none."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from flashdeck.cli.git import printed

MOST = 50
"""Branches that are looked at, those with the last commits first."""
_BRANCHES = ("refs/heads", "refs/remotes")


def standing(root: Path, file: Path, lines: Iterable[bytes]) -> dict[bytes, str]:
    """The lines of a file below a folder that a branch has, each with the name of one."""
    names = printed(root, "for-each-ref", *_ORDER, *_BRANCHES) or b""
    left, found = {*lines}, dict[bytes, str]()
    branches = [name for name in names.decode("utf-8", "replace").split("\n") if name]
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
    answer = io.BytesIO(printed(root, "cat-file", "--batch", typed=asked.encode()) or b"")
    for branch in listed:
        head = answer.readline().split()
        if len(head) == 3 and head[1] == b"blob":
            yield branch, answer.read(int(head[2]))
            answer.readline()

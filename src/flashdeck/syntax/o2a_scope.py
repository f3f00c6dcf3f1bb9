"""Where a page lies in its vault, and whether Obsidian_to_Anki looks at it at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from flashdeck.syntax.o2a_options import Options
from flashdeck.syntax.page import Page

_WILD = re.compile(r"(?P<folders>\*\*/)|(?P<all>\*\*)|(?P<some>\*)|(?P<one>\?)")


def place(page: Page) -> str:
    """The path of a page below the vault, with forward slashes; empty outside of one."""
    vault = page.settings.vault
    if vault is None or page.source.name.startswith("<"):
        return ""
    path, root = (page.settings.root / page.source.name).resolve(), vault.root.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else ""


def folders(page: Page) -> Iterator[str]:
    """The folders that a page lies in, below the vault, the innermost first."""
    innermost = place(page).rpartition("/")[0]
    while innermost:
        yield innermost
        innermost = innermost.rpartition("/")[0]


def passed_over(page: Page, chosen: Options) -> bool:
    """Whether the plug-in is told not to look at a page: by its folder, or by a glob."""
    if not chosen.scanned and not chosen.ignored:
        return False
    if chosen.scanned and chosen.scanned not in folders(page):
        return True
    return _covered(place(page), chosen.ignored)


def _covered(path: str, globs: Iterable[str]) -> bool:
    """Whether the last glob that says something of a path takes it out; `!` takes it back."""
    covered = False
    for glob in globs:
        if _pattern(glob.removeprefix("!")).fullmatch(path):
            covered = not glob.startswith("!")
    return covered


@cache
def _pattern(glob: str) -> re.Pattern[str]:
    parts, at = [], 0
    for match in _WILD.finditer(glob):
        parts.append(re.escape(glob[at : match.start()]))
        match match.lastgroup:
            case "folders":
                parts.append("(?:.*/)?")
            case "all":
                parts.append(".*")
            case "some":
                parts.append("[^/]*")
            case _:
                parts.append("[^/]")
        at = match.end()
    return re.compile("".join([*parts, re.escape(glob[at:])]), re.DOTALL)

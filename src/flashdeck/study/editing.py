"""How an editor is told to open a file at a line."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping

PLUS = frozenset(
    "vi vim nvim gvim view nano pico emacs emacsclient micro kak joe jed ne mg zile".split()
)
GOTO = frozenset("code code-insiders codium vscodium cursor".split())
COLON = frozenset("subl sublime_text hx helix zed".split())
WAITS = GOTO | {"subl", "sublime_text", "zed"}


def editor(environ: Mapping[str, str], usual: str = "vi") -> str:
    """The one that somebody chose, as on every Unix."""
    return environ.get("VISUAL", "").strip() or environ.get("EDITOR", "").strip() or usual


def command(editor: str, path: str, line: int) -> list[str]:
    """The words of a command that returns when the file is closed."""
    try:
        words = shlex.split(editor, posix=os.name == "posix") or ["vi"]
    except ValueError:  # a quote without its end
        words = [editor]
    name = words[0].replace("\\", "/").rpartition("/")[2].removesuffix(".exe").lower()
    if name in WAITS and not {"-w", "--wait"} & set(words):
        words.append("--wait")
    if name in PLUS:
        return [*words, f"+{line}", path]
    if name in GOTO:
        return [*words, "--goto", f"{path}:{line}"]
    return [*words, f"{path}:{line}" if name in COLON else path]

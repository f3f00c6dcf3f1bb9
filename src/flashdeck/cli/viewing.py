"""Pictures and sounds in the program that the system has for them, or that somebody chose."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from flashdeck.controls import shown
from flashdeck.embeds import is_media
from flashdeck.loading.finding import candidates, finder

VIEWER = "FLASHDECK_VIEWER"
PATIENCE = 0.2
"""Seconds in which a viewer that cannot open a file mostly says so."""


def command(environ: Mapping[str, str], usual: str) -> list[str]:
    """The words of the command that opens a file; the last one is still missing."""
    chosen = environ.get(VIEWER, "").strip()
    try:
        return shlex.split(chosen, posix=os.name == "posix") or [usual]
    except ValueError:  # a quote without its end
        return [chosen]


class Viewers:
    """The programs that were started, until it is known what became of them."""

    def __init__(self, roots: Sequence[Path]) -> None:
        self._known = finder(roots)
        self._running: list[tuple[str, str, subprocess.Popen[bytes]]] = []

    def opened(self, targets: Sequence[str], folder: Path) -> str:
        """Open what cards of a folder show; what there is to say of it."""
        found = {target: candidates(self._known, target, folder) for target in targets}
        paths = dict.fromkeys(each[0] for each in found.values() if each)
        wrong = [f"{shown(target)}: there is no such file" for target in found if not found[target]]
        wrong += [said for path in paths if (said := self._open(path))]
        wrong += self._failed(PATIENCE / max(1, len(self._running)))
        names = [path.name for path in paths]
        what = shown(names[0]) if len(names) == 1 else f"{len(names)} files"
        return "; ".join(wrong) or f"opened: {what}"

    def failed(self) -> str:
        """What went wrong since anybody asked."""
        return "; ".join(self._failed(0))

    def _open(self, path: Path) -> str:
        """What is wrong at once. Only pictures and sounds are opened: no file that can be run."""
        if not is_media(path.name):
            return f"{shown(path.name)}: this is no picture and no sound"
        if sys.platform == "win32" and not os.environ.get(VIEWER):
            try:
                os.startfile(path)
            except OSError as error:
                return f"{shown(path.name)}: {error.strerror}"
            return ""
        words = command(os.environ, "open" if sys.platform == "darwin" else "xdg-open")
        try:
            started = subprocess.Popen(
                [*words, str(path)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            return f"{shown(words[0])}: {error.strerror}; set {VIEWER} to a program that opens it"
        self._running.append((words[0], path.name, started))
        return ""

    def _failed(self, patience: float) -> Iterator[str]:
        running, self._running = self._running, []
        for name, file, each in running:
            try:
                status = each.wait(patience)
            except subprocess.TimeoutExpired:
                self._running.append((name, file, each))
                continue
            if status:
                yield f"{shown(name)} could not open {shown(file)} (it ended with {status})"

"""What a build printed, and the state of everything it was made from.

While that state holds, building again would write the same package and print the
same words; so they are printed, and nothing else is done. A record is a JSON
document in the collection's cache, one for each command line.
"""

from __future__ import annotations

import os

from flashdeck.cache.seals import folder_holds, holds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flashdeck.cache.seals import Seal

FOLDER = ".flashdeck/cache"
MOST = 16
"""Records kept in one collection; the oldest goes."""


class Said:
    """What a command printed, and its exit status."""

    def __init__(self, out: str, err: str, status: int) -> None:
        self.out, self.err, self.status = out, err, status


def said(root: str, about: Sequence[object], now: int) -> Said | None:
    """What a command printed when it last ran, if it would print and write the same now.

    `about` is all it depends on besides files: its options, the program, the terminal.
    `now` is in nanoseconds since 1970.
    """
    import json

    try:
        with open(_path(root, about), encoding="utf-8") as file:  # noqa: PTH123
            found = json.load(file)
        if found["about"] != json.loads(json.dumps(about)):
            return None
        if not all(folder_holds(path, seal, now) for path, seal in found["folders"].items()):
            return None
        if not all(holds(path, seal) for path, seal in found["files"].items()):
            return None
        return Said(str(found["out"]), str(found["err"]), int(found["status"]))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def keep(
    root: str,
    about: Sequence[object],
    files: Mapping[str, Seal],
    folders: Mapping[str, Seal],
    said: Said,
) -> None:
    """Remember what was printed, in one step; where nothing can be written, nothing is."""
    import json

    document = {
        "about": about,
        "folders": folders,
        "files": files,
        "out": said.out,
        "err": said.err,
        "status": said.status,
    }
    path = _path(root, about)
    new = f"{path}.{os.getpid()}"
    try:
        with open(new, "w", encoding="utf-8") as file:  # noqa: PTH123
            json.dump(document, file)
        os.replace(new, path)  # noqa: PTH105
        _thin_out(os.path.dirname(path))  # noqa: PTH120
    except (OSError, ValueError):  # ValueError: a path that is no text
        return


def _path(root: str, about: Sequence[object]) -> str:
    """A file for each command line; `about` begins with the options and the working folder."""
    from zlib import crc32

    key = crc32(repr(list(about[:2])).encode("utf-8", "surrogateescape"))
    return os.path.join(root, FOLDER, f"built-{key:08x}.json")  # noqa: PTH118


def _thin_out(folder: str) -> None:
    listed = [each for each in os.scandir(folder) if each.name.startswith("built-")]
    listed.sort(key=lambda each: each.stat().st_mtime_ns)
    for each in listed[:-MOST]:
        os.unlink(each.path)  # noqa: PTH108

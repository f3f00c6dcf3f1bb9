"""How a file's bytes spell its text: with a byte order mark or not, with CRLF or not."""

from __future__ import annotations

from typing import NamedTuple

_MARK = "\ufeff"


class Spelling(NamedTuple):
    """What decoding takes out of a file."""

    mark: bool = False
    crlf: bool = False

    def of(self, text: str, stood: str, read: str) -> str:
        """A text as such a file holds it; `stood` is what the file held, and was `read` as.

        Where the text ends in all that was read, that stays as it stood.
        """
        above = text.removesuffix(read)
        kept = stood.removeprefix(_MARK) if len(above) < len(text) else ""
        new = above if kept else text
        lines = new.replace("\n", "\r\n") if self.crlf else new
        return f"{_MARK if self.mark else ''}{lines}{kept}"


def spelling(data: bytes) -> Spelling:
    """How some bytes are spelt; CRLF if more lines end so than do not."""
    whole = data.count(b"\n")
    return Spelling(data.startswith(_MARK.encode()), 2 * data.count(b"\r\n") > whole)

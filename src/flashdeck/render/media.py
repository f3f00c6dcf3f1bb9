"""Pictures and sounds as Anki shows and plays them."""

from __future__ import annotations

import re

from flashdeck.embeds import is_remote, is_sound
from flashdeck.model import Media
from flashdeck.render.pieces import Shown
from flashdeck.render.text import escaped, unmarked

_PICTURE_DATA = re.compile(r"data:image/[\w.+-]+[;,]", re.IGNORECASE)


def shown(piece: Shown, file: Media | None, *, cloze: bool) -> str:
    """A picture, a sound or a film; its words where there is no such file.

    What stands in the network stays there. A sound there is a link to it.
    """
    name = file.name if file is not None else _address(piece.target)
    if name is None:
        words = piece.caption.alt or piece.target
        return unmarked(f'<span class="missing">{escaped(words)}</span>', cloze=cloze)
    if is_sound(name) and file is not None:
        return f"[sound:{name}]"
    return unmarked(_sound(name, piece) if is_sound(name) else _picture(name, piece), cloze=cloze)


def _address(target: str) -> str | None:
    """An address that a card may load from."""
    if not is_remote(target) or (target[:5].lower() == "data:" and not _PICTURE_DATA.match(target)):
        return None
    return f"https:{target}" if target.startswith("//") else target


def _sound(address: str, piece: Shown) -> str:
    return f'<a href="{escaped(address)}">{escaped(piece.caption.alt or address)}</a>'


def _picture(name: str, piece: Shown) -> str:
    width = f' width="{piece.caption.width}"' if piece.caption.width is not None else ""
    return f'<img src="{escaped(name)}" alt="{escaped(piece.caption.alt)}"{width}>'

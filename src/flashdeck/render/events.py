"""HTML with tokens as a list: tags, pieces and the text between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashdeck.render.pieces import Box, Closing, Formula, Opening, Piece, Plain, Reference
from flashdeck.render.tags import UNSAFE_LINK, VOID
from flashdeck.render.text import escaped
from flashdeck.render.tokens import TOKEN

_EVENT = re.compile(
    rf'<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?:[^<>"]|"[^"]*")*>|{TOKEN.pattern}'
)
_PARAGRAPHS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6"])
_WORDS_ONLY = frozenset(["a", "summary"])
NOWHERE = -1


@dataclass(slots=True)
class Event:
    """A tag, a piece, or text.

    A tag has a `name`; `partner` is the number of its other half, `parent` that
    of the opening tag around. Either is NOWHERE when there is none.
    """

    text: str = ""
    name: str = ""
    partner: int = NOWHERE
    parent: int = NOWHERE
    piece: Piece | None = None

    @property
    def fills(self) -> bool:
        """Whether there is anything to see."""
        match self.piece:
            case None:
                return self.name in VOID if self.name else bool(self.text.strip())
            case Opening() | Closing() | Plain(""):
                return False
            case _:
                return True


def events(html: str, pieces: Sequence[Piece], written: Sequence[str]) -> list[Event]:
    """Everything in the HTML; a token within a tag becomes what was written there."""
    found: list[Event] = []
    around = [NOWHERE]
    at = 0
    for match in _EVENT.finditer(html):
        if match.start() > at:
            found.append(Event(html[at : match.start()], parent=around[-1]))
        at = match.end()
        if match["name"] is None:
            found.append(Event(parent=around[-1], piece=pieces[int(match[3])]))
            continue
        event = Event(_restored(match[0], written), match["name"].lower(), parent=around[-1])
        if match["end"]:
            _close(event, found, around)
        elif event.name not in VOID:
            around.append(len(found))
        found.append(event)
    if at < len(html):
        found.append(Event(html[at:], parent=around[-1]))
    return found


def _restored(tag: str, written: Sequence[str]) -> str:
    """A tag without tokens. Its address was judged with them, so it is judged again."""
    if TOKEN.search(tag) is None:
        return tag
    plain = TOKEN.sub(lambda token: escaped(written[int(token[1])]), tag)
    return UNSAFE_LINK.sub("", plain)


def _close(event: Event, found: list[Event], around: list[int]) -> None:
    """Join a closing tag to the opening one."""
    if len(around) > 1:
        event.partner = around.pop()
        event.parent = found[event.partner].parent
        found[event.partner].partner = len(found)


def settled(found: list[Event]) -> list[Event]:
    """The list with every piece where it may stand.

    What unfolds makes a division of its paragraph, and is words only in a link.
    The line of a callout is a title. Display mathematics needs no line breaks.
    """
    for index, event in enumerate(found):
        match event.piece:
            case Reference(words=words):
                if any(found[above].name in _WORDS_ONLY for above in _above(found, index)):
                    event.piece = Plain(words)
                else:
                    _rename(found, index, _PARAGRAPHS, "p")
            case Box():
                _dress(found, index, "blockquote", "callout")
                _dress(found, index, "p", "callout-title")
            case Formula(display=True):
                _unbreak(found, index)
    return found


def _above(found: list[Event], index: int) -> Iterator[int]:
    """The opening tags around an event, innermost first."""
    index = found[index].parent
    while index != NOWHERE:
        yield index
        index = found[index].parent


def _rename(found: list[Event], index: int, names: frozenset[str], kind: str) -> None:
    for above in _above(found, index):
        tag = found[above]
        if tag.name in names:
            kind = kind if tag.name == "p" else f"{kind} {tag.name}"
            found[tag.partner].text = "</div>"
            found[tag.partner].name = tag.name = "div"
            tag.text = f'<div class="{kind}">'


def _dress(found: list[Event], index: int, name: str, kind: str) -> None:
    for above in _above(found, index):
        if found[above].name == name:
            found[above].text = f'<{name} class="{kind}">'
            return


def _unbreak(found: list[Event], index: int) -> None:
    for near in (index - 2, index - 1, index + 1):
        if 0 <= near < len(found) and found[near].name == "br":
            found[near].text = ""

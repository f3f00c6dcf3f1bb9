"""Elements of HTML: what begins and ends with each."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from rich.style import Style

from flashdeck.render.events import NOWHERE, Event
from flashdeck.render.terminal import look as looks
from flashdeck.render.terminal.blocks import (
    BREAK,
    Block,
    Cell,
    Fence,
    Grid,
    Items,
    Quote,
    Rule,
    Span,
    Stack,
    words,
)
from flashdeck.render.terminal.scripts import SCRIPTS
from flashdeck.render.terminal.walk import Frame, Walk

_FRAMES = frozenset(["ul", "ol", "li", "dd", "blockquote", "pre", "table", "tr", "td", "th"])
_PARAGRAPHS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 dl dt figure figcaption caption details summary".split()
)
_STYLES = {
    **dict.fromkeys(["h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary", "th"], looks.BOLD),
    **dict.fromkeys(["b", "strong"], looks.BOLD),
    **dict.fromkeys(["em", "i", "cite", "dfn", "var", "caption", "figcaption"], looks.ITALIC),
    **dict.fromkeys(["s", "del", "strike"], looks.STRUCK),
    **dict.fromkeys(["u", "ins"], looks.UNDERLINED),
    **dict.fromkeys(["code", "samp", "tt"], looks.CODE),
    **dict.fromkeys(["small"], looks.DIM),
    "kbd": Style(bold=True),
    "mark": looks.MARKED,
}
_AROUND = {"q": ("“", "”"), "rt": (" (", ")"), "kbd": ("[", "]")}
_ATTRIBUTE = re.compile(r'\s(href|start|class)="([^"]*)"')
_SIDES = ("left", "center", "right")


DEEPEST = 24
"""Frames within one another; elements deeper inside make no blocks of their own."""


def begin(walk: Walk, event: Event, index: int) -> None:
    name = event.name
    if name == "br":
        walk.spans.append(Span(BREAK, walk.style))
    elif name == "hr":
        walk.flush()
        walk.frame.blocks.append(Rule())
    elif name in _FRAMES or name in _PARAGRAPHS:
        walk.flush()
        if name == "p" and walk.frame.name == "li":
            walk.frame.loose = True
        if name in _FRAMES and len(walk.frames) < DEEPEST:
            walk.frames.append(Frame(name, index, event.text))
    if (style := _style(walk, event, index)) is not None:
        walk.styles.append((index, walk.styles[-1][1] + style))
    if name in SCRIPTS:
        walk.scripts.append((index, name))
    if name in _AROUND:
        walk.put(_AROUND[name][0])


def _style(walk: Walk, event: Event, index: int) -> Style | None:
    if event.name == "a" and (address := _attribute(event.text, "href")):
        from flashdeck.render import markdown  # it is there: it made the link

        address = markdown.address(address)  # an escape code may hide in an entity
        walk.links.append((index, address, len(walk.spans)))
        return looks.UNDERLINED + Style(link=address)
    if event.name == "span":
        return looks.INK.get(_attribute(event.text, "class"))
    if event.name == "code" and walk.frame.name == "pre":
        return None
    return _STYLES.get(event.name)


def _attribute(tag: str, name: str) -> str:
    found = (value for key, value in _ATTRIBUTE.findall(tag) if key == name)
    return html.unescape(next(found, ""))


def end(walk: Walk, event: Event) -> None:
    name, key = event.name, event.partner
    if key == NOWHERE:
        return
    if name in _AROUND:
        walk.put(_AROUND[name][1])
    if walk.styles[-1][0] == key:
        walk.styles.pop()
    if walk.links and walk.links[-1][0] == key:
        _address(walk)
    if walk.scripts and walk.scripts[-1][0] == key:
        walk.scripts.pop()
    if name in _PARAGRAPHS:
        walk.flush()
    while len(walk.frames) > 1 and walk.frame.key >= key:
        close(walk)


def _address(walk: Walk) -> None:
    """Where a link leads, unless its words say so."""
    _, address, start = walk.links.pop()
    words = "".join(span.text for span in walk.spans[start:]).strip()
    if words not in (address, address.partition(":")[2].removeprefix("//").rstrip("/")):
        walk.put(" ")
        walk.put(f"({address})", looks.DIM)


def close(walk: Walk) -> None:
    """The innermost frame becomes a block of the one around, or a part of it."""
    if walk.frame.name == "pre":
        said = tuple(walk.spans)
        walk.spans.clear()
        walk.frame.blocks.append(Fence(said))
    walk.flush()
    frame = walk.frames.pop()
    around, name = walk.frame, frame.name
    inner = tuple(frame.blocks)
    match name:
        case "li" if around.name in ("ul", "ol"):
            around.items.append(inner)
            around.loose = around.loose or frame.loose
        case "td" | "th" if around.name == "tr":
            side = _attribute(frame.tag, "class")
            said = words(inner, walk.style)
            around.cells.append(Cell(said, side if side in _SIDES else "left", name == "th"))
        case "tr" if around.name == "table":
            around.rows.append(tuple(frame.cells))
            around.blocks += inner
        case "ul" | "ol":
            around.blocks += [*inner, *_items(frame, walk)]
        case "table":
            around.blocks += [*inner, *([Grid(tuple(frame.rows))] if any(frame.rows) else [])]
        case "blockquote":
            head = (Stack(inner[:2]), *inner[2:]) if frame.style is looks.CALLOUT else inner
            around.blocks.append(Quote(head, frame.style))
        case "dd":
            around.blocks.append(Items((inner,), ("  ",), looks.PLAIN))
        case _:
            around.blocks += inner


def _items(frame: Frame, walk: Walk) -> Iterable[Block]:
    if not frame.items:
        return
    depth = sum(around.name == "ul" for around in walk.frames)
    bullets = walk.scene.look.signs.bullets
    marks = tuple(bullets[depth % len(bullets)] for _ in frame.items)
    if frame.name == "ol":
        start = _attribute(frame.tag, "start")
        first = int(start) if start.isdecimal() and len(start) < 10 else 1
        marks = tuple(f"{first + number}." for number in range(len(frame.items)))
    yield Items(tuple(frame.items), marks, looks.DIM, frame.loose)

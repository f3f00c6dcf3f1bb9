"""From the HTML of a passage, with its pieces, to the blocks of a screen, in one walk."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from flashdeck.render.events import NOWHERE, Event
from flashdeck.render.pieces import Gap, Highlight
from flashdeck.render.terminal import look as looks
from flashdeck.render.terminal.blocks import BREAK, Block
from flashdeck.render.terminal.elements import begin, close, end
from flashdeck.render.terminal.insets import inset, put_mask
from flashdeck.render.terminal.scripts import SCRIPTS
from flashdeck.render.terminal.walk import Frame, Scene, Walk
from flashdeck.render.wraps import Stretch, stretches


def blocks(
    found: list[Event], wraps: Sequence[Gap | Highlight], scene: Scene
) -> tuple[tuple[Block, ...], set[int]]:
    """The blocks, and the numbers of the gaps that were seen on the way."""
    walk = Walk(scene, [Frame("", NOWHERE)], [(NOWHERE, scene.style)])
    begins: dict[int, list[Stretch]] = {}
    for part in sorted(stretches(found), key=lambda part: (part.start, -part.end, part.number)):
        begins.setdefault(part.start, []).append(part)
    around: list[Stretch] = []
    index = 0
    while index <= len(found):
        while around and around[-1].end <= index:
            _unwrap(walk, wraps[around.pop().number])
        hidden = _wrap(walk, begins.get(index, ()), wraps, around)
        if hidden is None and index < len(found):
            hidden = _event(walk, found[index], index)
        index = index + 1 if hidden is None else hidden
    while len(walk.frames) > 1:
        close(walk)
    walk.flush()
    return tuple(walk.frame.blocks), walk.asked


def _wrap(
    walk: Walk,
    parts: Iterable[Stretch],
    wraps: Sequence[Gap | Highlight],
    around: list[Stretch],
) -> int | None:
    """Begin wraps; where one hides what is in it, the place behind it."""
    for part in parts:
        wrap = wraps[part.number]
        if isinstance(wrap, Gap):
            walk.asked.add(wrap.group)
            if wrap.group > walk.scene.told:
                put_mask(walk, wrap)
                return part.end
        style = looks.MARKED if isinstance(wrap, Highlight) else looks.TOLD
        walk.styles.append((-2 - part.number, walk.styles[-1][1] + style))
        around.append(part)
        if isinstance(wrap, Gap) and not walk.scene.look.coloured:
            walk.put("[")
    return None


def _unwrap(walk: Walk, wrap: Gap | Highlight) -> None:
    if isinstance(wrap, Gap) and not walk.scene.look.coloured:
        walk.put("]")
    walk.styles.pop()


def _event(walk: Walk, event: Event, index: int) -> int | None:
    """Take one event; the place behind what is passed over, if something is."""
    if event.piece is not None:
        inset(walk, event.piece)
    elif not event.name:
        _text(walk, event.text)
    elif event.name == "rp" and event.partner > index:
        return event.partner + 1
    elif event.text.startswith("</"):
        end(walk, event)
    else:
        begin(walk, event, index)
    return None


def _text(walk: Walk, text: str) -> None:
    words = html.unescape(text)
    if walk.frame.name == "pre":
        walk.put(words)
        return
    words = words.replace("\n", " ")
    if not words.strip() and (not walk.spans or walk.spans[-1].text == BREAK):
        return
    if walk.scripts:
        words = SCRIPTS[walk.scripts[-1][1]](words, ascii=walk.scene.look.ascii)
    walk.put(words)

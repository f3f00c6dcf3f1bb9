"""What is put around a thing: braces with a label, frames, strokes through it."""

from __future__ import annotations

from flashdeck.render.boxes.box import Box, beside, line, stacked
from flashdeck.render.boxes.forms import Draw, Line, Room, Write
from flashdeck.render.boxes.tree import Brace, Framed, Struck

_STROKE = "\u0336"


def brace_written(brace: Brace, write: Write) -> Line:
    name = "underbrace" if brace.below else "overbrace"
    label = "" if brace.label is None else f": {write(brace.label).text}"
    return Line.atom(f"{name}({write(brace.base).text}{label})")


def brace_drawn(brace: Brace, draw: Draw) -> Box:
    body = draw(brace.base)
    above, below = draw.style.braces
    shape = below if brace.below else above
    width = max(3, body.width)
    left = (width - 1) // 2
    tip = shape[2] if brace.label is not None else shape[1]
    sign = line(shape[0] + shape[1] * (left - 1) + tip + shape[3] * (width - left - 2) + shape[4])
    parts = [sign] if brace.label is None else [sign, draw.within(Room.SCRIPT)(brace.label)]
    return stacked([body, *parts], 0) if brace.below else stacked([*parts[::-1], body], len(parts))


def framed_written(framed: Framed, write: Write) -> Line:
    return Line.atom(f"boxed({write(framed.body).text})")


def framed_drawn(framed: Framed, draw: Draw) -> Box:
    body = draw(framed.body)
    style = draw.style
    top, _, bottom = style.grid
    rule = style.rule * (body.width + 2)
    lines = (
        f"{top[0]}{rule}{top[2]}",
        *(f"{style.bar} {text} {style.bar}" for text in body.lines),
        f"{bottom[0]}{rule}{bottom[2]}",
    )
    return Box(lines, body.baseline + 1, body.width + 4)


def struck_written(struck: Struck, write: Write) -> Line:
    body = write(struck.body)
    if not write.style.unicode:
        return Line.atom(f"cancel({body.text})")
    return Line(_struck(body.text), body.bond, body.open)


def struck_drawn(struck: Struck, draw: Draw) -> Box:
    body = draw(struck.body)
    if not draw.style.unicode:
        return beside((line("cancel("), body, line(")")))
    return Box(tuple(map(_struck, body.lines)), body.baseline, body.width)


def _struck(text: str) -> str:
    return "".join(sign if sign == " " else sign + _STROKE for sign in text)

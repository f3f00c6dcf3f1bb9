"""Pieces among the words: formulas, code, pictures, references, and what is asked for."""

from __future__ import annotations

from collections.abc import Iterable

from flashdeck.embeds import is_remote, is_sound
from flashdeck.render.pieces import Box, Code, Formula, Gap, Piece, Plain, Reference, Shown
from flashdeck.render.terminal import look as looks
from flashdeck.render.terminal.blocks import Display, Figure, Span
from flashdeck.render.terminal.formulas import equation, mask, outer
from flashdeck.render.terminal.pictures import Picture, Undrawn, picture
from flashdeck.render.terminal.walk import Walk
from flashdeck.render.text import unquoted


def inset(walk: Walk, piece: Piece) -> None:
    scene = walk.scene
    match piece:
        case Formula():
            _formula(walk, piece)
        case Code():
            _code(walk, piece)
        case Shown():
            _shown(walk, piece)
        case Reference(slug=slug, words=words):
            walk.put(words, looks.UNDERLINED if scene.numbers.get(slug) else looks.PLAIN)
            if number := scene.numbers.get(slug):
                walk.put(f"\u00a0[{number}]", looks.NUMBER, firm=True)
        case Plain(text=text):
            walk.put(text)
        case Box(kind=kind, titled=titled):
            _callout(walk, kind, titled=titled)
        case _:
            return


def _formula(walk: Walk, piece: Formula) -> None:
    drawn = equation(piece, walk.scene.told, walk.scene.look, walk.scene.macros)
    walk.asked.update(gap.wrap.group for gap in piece.gaps if isinstance(gap.wrap, Gap))
    if piece.display and walk.frame.name not in ("td", "th") and not walk.links:
        walk.flush()
        walk.frame.blocks.append(Display(drawn, walk.style))
        return
    for text, style in drawn.inline():
        walk.put(text, style, firm=True)


def _shown(walk: Walk, piece: Shown) -> None:
    """Its words; above them the picture, where it is drawn, or else behind them why not."""
    signs, target, alt = walk.scene.look.signs, piece.target, piece.caption.alt
    name = target.rpartition("/")[2] if not target.startswith("data:") else "data"
    words = f"{alt} ({name})" if alt else name
    words = f"{signs.sound if is_sound(target) else signs.picture} {words}"
    match _drawn(walk, piece):
        case Picture() as found:
            walk.flush()
            walk.put(words, looks.DIM + looks.ITALIC)
            walk.frame.blocks.append(Figure(found, tuple(walk.spans)))
            walk.spans.clear()
        case Undrawn(reason=reason):
            walk.put(words, looks.ITALIC)
            walk.put(f" [not drawn: {reason}]", looks.DIM)
        case None:
            walk.put(words, looks.ITALIC)


def _drawn(walk: Walk, piece: Shown) -> Picture | Undrawn | None:
    """Nothing of either where pictures are not asked for, or words only have room."""
    canvas, media = walk.scene.look.pictures, walk.scene.media
    if canvas is None or media is None or walk.links or walk.frame.name in ("td", "th"):
        return None
    if is_sound(piece.target):
        return None
    if is_remote(piece.target):
        return Undrawn("it is not a file")
    file = media(piece.target)
    return picture(None if file is None else file.path, piece.caption.width, canvas)


def _code(walk: Walk, piece: Code) -> None:
    """A code span; without colours it stands between backticks."""
    tick = "" if walk.scene.look.coloured else "`"
    walk.put(tick, looks.CODE)
    for text, gap in _cut(piece):
        source = (unquoted(text) if piece.quoted else text).replace("\n", " ")
        if not piece.gaps and source.strip() and source[0] == source[-1] == " ":
            source = source[1:-1]
        if gap is None:
            walk.put(source, looks.CODE)
            continue
        walk.asked.add(gap.group)
        if gap.group > walk.scene.told:
            put_mask(walk, gap)
        else:
            walk.put(source if walk.scene.look.coloured else f"[{source}]", looks.TOLD)
    walk.put(tick, looks.CODE)


def _cut(piece: Code) -> Iterable[tuple[str, Gap | None]]:
    """The code cut at its gaps; of those in one another, the outer ones."""
    at = 0
    for start, end, gap in outer(piece.gaps):
        if start > at:
            yield piece.code[at:start], None
        yield piece.code[start:end], gap
        at = end
    yield piece.code[at:], None


def _callout(walk: Walk, kind: str, *, titled: bool) -> None:
    """The quote around becomes a callout, and this paragraph its title."""
    quote = next((frame for frame in reversed(walk.frames) if frame.name == "blockquote"), None)
    if quote is not None:
        quote.style = looks.CALLOUT
        walk.titled = True
    if not titled:
        walk.put(kind.capitalize())


def put_mask(walk: Walk, gap: Gap) -> None:
    """A gap that is cut by marks, as in `a **b**`, is shown once."""
    span = Span(mask(gap, walk.scene.look), walk.style + looks.ASKED, firm=True)
    if not walk.spans or walk.spans[-1] != span:
        walk.spans.append(span)

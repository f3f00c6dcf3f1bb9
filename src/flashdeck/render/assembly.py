"""Events back to HTML, with wraps around them and pieces as they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from flashdeck.render.events import Event
from flashdeck.render.pieces import Closing, Gap, Highlight, Opening, Piece, Plain
from flashdeck.render.text import closing, escaped, opening, unmarked
from flashdeck.render.wraps import by_place, stretches

_TEXT = (Plain, Opening, Closing)


@dataclass(slots=True)
class _State:
    """How many gaps and elements of code are open, and the HTML since the last piece."""

    gaps: int = 0
    code: int = 0
    waiting: list[str] = field(default_factory=list)


def assembled(
    found: list[Event],
    wraps: Sequence[Gap | Highlight],
    put: Callable[[Piece, bool], str],
    *,
    cloze: bool,
) -> Iterator[str]:
    """The HTML in parts; `put` gives a piece as HTML, and is told whether it is in a gap."""
    ends, begins = by_place(stretches(found))
    state = _State()
    for index, event in enumerate([*found, Event()]):
        joins, ended, begun = _joins(event), ends.get(index, ()), begins.get(index, ())
        if ended or begun or not joins:
            yield unmarked("".join(state.waiting), cloze=cloze)
            state.waiting.clear()
        for number in ended:
            yield closing(wraps[number])
            state.gaps -= _gaps(wraps[number])
        for number in begun:
            yield opening(wraps[number])
            state.gaps += _gaps(wraps[number])
        if joins:
            _join(event, state)
        elif event.piece is not None:
            yield put(event.piece, state.gaps > 0)
    yield unmarked("".join(state.waiting), cloze=cloze)


def _gaps(wrap: Gap | Highlight) -> int:
    return 1 if isinstance(wrap, Gap) else 0


def _joins(event: Event) -> bool:
    """Whether it is text, or becomes text, and may touch what stands beside it."""
    return event.piece is None or isinstance(event.piece, _TEXT)


def _join(event: Event, state: _State) -> None:
    if event.name == "code":
        state.code += -1 if event.text.startswith("</") else 1
    text = escaped(event.piece.text) if isinstance(event.piece, Plain) else event.text
    state.waiting.append(text.replace("\\", "&#92;") if state.code else text)

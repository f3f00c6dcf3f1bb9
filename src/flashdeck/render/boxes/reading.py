"""MathML to what it says.

The engine writes the MathML, so no document type and no entity of an author's
can be in it. Of the attributes only those are read that carry meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from flashdeck.render.boxes.accents import MARKS_ABOVE, MARKS_BELOW
from flashdeck.render.boxes.letters import shown
from flashdeck.render.boxes.sequences import sequence
from flashdeck.render.boxes.symbols import (
    APPLY,
    BARS,
    CLOSING,
    FENCES,
    OPENING,
    UNSEEN,
    WITH_LIMITS,
    sign_role,
)
from flashdeck.render.boxes.table_reading import table
from flashdeck.render.boxes.tree import (
    APPLIED,
    NOTHING,
    Accent,
    Arrow,
    Brace,
    Fenced,
    Fraction,
    Framed,
    Limits,
    Node,
    Phantom,
    Pile,
    Role,
    Root,
    Row,
    Scripts,
    Space,
    Struck,
    Symbol,
    Text,
    items,
    role,
)

_BRACES = {"⏞": False, "⎴": False, "⏟": True, "⎵": True}
_OPERATOR = "padding-left:0;padding-right:0.1667em;"
_ROLES = {_OPERATOR: Role.NAME, "padding-left:0.2778em;padding-right:0.2778em;": Role.RELATION}
_ROLES["padding-left:0.2222em;padding-right:0.2222em;"] = Role.BINARY
_SPLICED = frozenset({"math", "mrow", "mstyle", "mpadded", "semantics", "merror"})


def formula(mathml: str) -> Node:
    """The whole of a `<math>` element; ElementTree's ParseError when it is none."""
    return _inside(ElementTree.fromstring(mathml.replace("&ApplyFunction;", APPLY)))


def read(element: Element) -> Node:
    """One element."""
    return _READERS.get(element.tag, _inside)(element)


def _inside(element: Element) -> Node:
    if len(element) == 0 and element.text:
        return _text(element)
    return sequence(list(_parts(element)))


def _parts(element: Element) -> Iterator[Node]:
    """What stands in an element, with groups that nobody sees taken apart."""
    for child in element:
        if child.tag not in _SPLICED or child.get("style") in _ROLES:
            yield read(child)
        elif not _is_fenced(child):
            yield from _parts(child)
        elif len(child) == 2 and child[1].text in UNSEEN:
            yield Symbol(shown(child[0].text or ""), Role.OPEN)  # alone: its partner stands outside
        else:
            yield _fenced(child)


def _words(element: Element) -> str:
    return shown("".join(element.itertext()) if len(element) else element.text or "")


def _group(element: Element) -> Node:
    if _is_fenced(element):
        return _fenced(element)
    found = _inside(element)
    given = _ROLES.get(element.get("style", ""))
    if given is None:
        return found
    if isinstance(found, Text):
        return Symbol(found.text, given)
    return replace(found, role=given) if isinstance(found, Symbol) else found


def _fenced(element: Element) -> Node:
    opening, *inner, closing = element
    return Fenced(_fence(opening), _between(inner), _fence(closing))


def _is_fenced(element: Element) -> bool:
    """Whether it is what `\\left` and `\\right` enclose."""
    return len(element) > 1 and _is_fence(element[0]) and _is_fence(element[-1])


def _is_fence(element: Element) -> bool:
    if element.tag != "mo" or element.get("stretchy") == "false":
        return False
    return element.text in FENCES or (element.text or "") in UNSEEN


def _between(elements: list[Element]) -> Node:
    group = Element("mrow")
    group.extend(elements)
    return sequence(list(_parts(group)))


def _fence(element: Element) -> str:
    text = element.text or ""
    return "" if text in UNSEEN else shown(text)


def _name(element: Element) -> Node:
    return _name_of(_words(element))


@lru_cache(maxsize=4096)
def _name_of(text: str) -> Symbol:
    if text in (":", "."):
        return Symbol(text, Role.PUNCTUATION)
    letters = len(text) - sum("\u0300" <= sign <= "\u036f" for sign in text)
    return Symbol(text, Role.NAME if letters > 1 else Role.OPERAND)


def _number(element: Element) -> Node:
    return Symbol(_words(element))


def _text(element: Element) -> Node:
    text = _words(element)
    return Text(text) if text.strip() else Space(len(text))


def _sign(element: Element) -> Node:
    look = element.get
    return _sign_of(element.text or "", look("form"), look("stretchy"), look("rspace") == "0")


@lru_cache(maxsize=4096)
def _sign_of(raw: str, form: str | None, stretchy: str | None, tight: bool) -> Symbol | Row:
    if raw == APPLY:
        return APPLIED
    if raw in UNSEEN:
        return NOTHING
    text = shown(raw)
    if text in OPENING or (form == "prefix" and text in BARS):
        return Symbol(text, Role.OPEN)
    if text in CLOSING or (form == "postfix" and text in BARS):
        return Symbol(text, Role.CLOSE)
    if stretchy == "true" and text in FENCES:
        return Symbol(text, Role.BAR)
    if text in BARS:
        return Symbol(text, Role.EDGE)
    if len(text) > 1 and text.replace(" ", "").isalpha():
        return Symbol(text, Role.NAME)
    if text == "," and tight:
        return Symbol(text)
    return Symbol(text, sign_role(text))


def _space(element: Element) -> Node:
    width = element.get("width", "0")
    try:
        ems = float(width.rstrip("rem"))
    except ValueError:
        return NOTHING
    if ems < 0.15:
        return NOTHING
    return Space(1 if ems < 0.9 else min(8, round(2 * ems)))


def _fraction(element: Element) -> Node:
    made = Pile if element.get("linethickness") == "0" else Fraction
    return made(read(element[0]), read(element[1]))


def _square_root(element: Element) -> Node:
    body = _inside(element)
    return Symbol("√", Role.PREFIX) if isinstance(body, Phantom) else Root(body)


def _root(element: Element) -> Node:
    return Root(read(element[0]), _seen(element[1]))


def _seen(element: Element) -> Node | None:
    found = read(element)
    return None if found is NOTHING else found


def _scripts(element: Element) -> Node:
    base = read(element[0])
    sub = _seen(element[1]) if element.tag != "msup" else None
    sup = _seen(element[-1]) if element.tag != "msub" else None
    if sub is None and sup is None:
        return base
    base = _named(base)
    if isinstance(base, Symbol) and base.role is Role.BAR:
        base = replace(base, role=Role.OPERAND)  # at a value, as in `f(x)|ₓ₌₁`
    operator = isinstance(base, Symbol) and base.text in WITH_LIMITS
    made = Limits if operator or element[0].get("style") == _OPERATOR else Scripts
    return made(base, sub, sup)


def _scripts_around(element: Element) -> Node:
    base, *rest = element
    names = [child.tag for child in rest]
    at = names.index("mprescripts") if "mprescripts" in names else len(rest)
    sub, sup = _pair(rest[:at])
    left_sub, left_sup = _pair(rest[at + 1 :])
    return Scripts(read(base), sub, sup, left_sub, left_sup)


def _pair(elements: list[Element]) -> tuple[Node | None, Node | None]:
    """All subscripts and all superscripts of one side."""
    subs = [found for child in elements[::2] if (found := _seen(child)) is not None]
    sups = [found for child in elements[1::2] if (found := _seen(child)) is not None]
    return sequence(subs) if subs else None, sequence(sups) if sups else None


def _limits(element: Element) -> Node:
    under = element[1] if element.tag != "mover" else None
    over = element[-1] if element.tag != "munder" else None
    if len(element) == 2 and (marked := _marked(element, element[1])) is not None:
        return marked
    base = _named(read(element[0]))
    if isinstance(base, Brace) and base.label is None and base.below == (element.tag == "munder"):
        return replace(base, label=_seen(element[1]))
    below = None if under is None else _label(under)
    above = None if over is None else _label(over)
    if isinstance(base, Symbol) and role(base) is Role.RELATION and _stretches(element, base):
        return Arrow(base.text, above, below)
    return Limits(base, below, above) if below or above else base


def _label(element: Element) -> Node | None:
    """What stands above or below, without the space that makes an arrow longer."""
    found = items(read(element[0] if _is_lengthened(element) else element))
    kept = [part for part in found if not isinstance(part, Space)]
    return Row(found) if len(kept) > 1 else kept[0] if kept else None


def _is_lengthened(element: Element) -> bool:
    return element.tag in ("mover", "munder") and element[-1].tag == "mspace"


def _named(base: Node) -> Node:
    """`arg max` as one name."""
    parts = items(base)
    names = [part.text for part in parts if isinstance(part, Symbol) and part.role is Role.NAME]
    return Symbol(" ".join(names), Role.NAME) if len(parts) == len(names) > 1 else base


def _marked(element: Element, mark: Element) -> Node | None:
    """A thing with an accent or a brace, if that is what it is."""
    attribute = "accentunder" if element.tag == "munder" else "accent"
    if element.get(attribute) != "true" or mark.tag != "mo":
        return None
    text = (mark.text or "").strip()
    if text in _BRACES:
        return Brace(read(element[0]), _BRACES[text])
    names = MARKS_BELOW if element.tag == "munder" else MARKS_ABOVE
    return Accent(read(element[0]), names[text]) if text in names else None


def _stretches(element: Element, base: Symbol) -> bool:
    return _is_lengthened(element[-1]) or base.text in "→←↔⟶⟵⟷⇒⇐⇔↦"


def _enclosed(element: Element) -> Node:
    notation = element.get("notation", "")
    if "strike" in notation:
        return Struck(_inside(element))
    return Framed(_inside(element)) if "box" in notation else _inside(element)


def _phantom(element: Element) -> Node:
    return Phantom(_inside(element))


def _table(element: Element) -> Node:
    return table(element, lambda cell, goes_on: sequence(list(_parts(cell)), goes_on=goes_on))


_READERS: dict[str, Callable[[Element], Node]] = {
    "mrow": _group,
    "mstyle": _group,
    "mpadded": _group,
    "mi": _name,
    "mn": _number,
    "mo": _sign,
    "mtext": _text,
    "ms": _text,
    "mspace": _space,
    "mfrac": _fraction,
    "msqrt": _square_root,
    "mroot": _root,
    "msub": _scripts,
    "msup": _scripts,
    "msubsup": _scripts,
    "mmultiscripts": _scripts_around,
    "munder": _limits,
    "mover": _limits,
    "munderover": _limits,
    "mtable": _table,
    "menclose": _enclosed,
    "mphantom": _phantom,
}

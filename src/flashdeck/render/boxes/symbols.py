"""Signs by what they are to their neighbours."""

from __future__ import annotations

import unicodedata

from flashdeck.render.boxes.tree import Role

SUMS = frozenset("∑∏∐⋃⋂⋁⋀⨁⨂⨀⨄⨆")
INTEGRALS = frozenset("∫∬∭⨌∮∯∰")
SIGNS = frozenset("+−-±∓")
"""Between two operands they join them; before one they belong to it."""

OPENING = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉", "⟦": "⟧", "⟮": "⟯", "⎰": "⎱"}
OPENING |= {"⌜": "⌝", "⌞": "⌟"}
CLOSING = frozenset(OPENING.values())
BARS = frozenset("|‖")
FENCES = frozenset(OPENING) | CLOSING | BARS | frozenset("∣∥/\\↑↓↕⇑⇓⇕")
FUNCTIONS = frozenset(
    """log ln lg exp sin cos tan cot sec csc sinh cosh tanh arcsin arccos arctan min max sup inf
    lim det dim ker gcd deg arg""".split()
)
"""A sign behind these belongs to what follows it."""

WITH_LIMITS = SUMS | {
    *("lim", "lim sup", "lim inf", "limsup", "liminf", "max", "min", "sup", "inf", "det", "gcd"),
    *("Pr", "inj lim", "proj lim", "arg max", "arg min", "argmax", "argmin"),
}
"""What has its scripts above and below, also where the engine puts them beside it to save room."""

UNSEEN = frozenset(["", "\u2062", "\u2063", "\u2064"])
APPLY = "\u2061"

_BINARY = frozenset("+−-±∓×÷⋅·∗*∘∙•⋆∪∩⊔⊓∧∨⊕⊖⊗⊘⊙⊚⊛⊝⊞⊟⊠⊡⊎∖⊻⊼⊽⋉⋊⋈≀⨿⋇⋎⋏⋒⋓⌅⌆◁▷◃▹△▽†‡∔∸⊺⋋⋌⨯⋄")
_RELATIONS = frozenset("=<>:∣∤∥∦⊢⊨⊣⊩⊪⊫⊬⊭⊮⊯⊥≔≕⩴∴∵⌢⌣⋔")
_PREFIX = frozenset("¬")
_ORDINARY = frozenset("∞∅∂∇√∛∜⊤∠∡∢∎⌀′″‴⁗%#&$_°@?'`\"⅋☐□■◻◊♢♣♠♡♭♮♯∁∆")
_TABLE: dict[str, Role] = {
    **dict.fromkeys(SUMS | INTEGRALS, Role.BIG),
    **dict.fromkeys(_ORDINARY, Role.OPERAND),
    **dict.fromkeys(_RELATIONS, Role.RELATION),
    **dict.fromkeys(_BINARY, Role.BINARY),
    **dict.fromkeys(_PREFIX, Role.PREFIX),
    **dict.fromkeys("∀∃∄", Role.QUANTIFIER),
    **dict.fromkeys(",;.", Role.PUNCTUATION),
    **dict.fromkeys("…⋯", Role.DOTS),
    **dict.fromkeys("⋮⋱⋰", Role.OPERAND),
    "!": Role.POSTFIX,
    "/": Role.SLASH,
}


def sign_role(text: str) -> Role:
    """What a sign is when nothing is known of its place.

    Arrows and signs of mathematics not listed here are relations.
    """
    known = _TABLE.get(text)
    if known is not None:
        return known
    if text in FENCES:
        return Role.OPERAND
    return Role.RELATION if unicodedata.category(text[:1] or "x") == "Sm" else _other(text)


def _other(text: str) -> Role:
    arrow = len(text) == 1 and ("←" <= text <= "⇿" or "⟰" <= text <= "⟿" or "⤀" <= text <= "⥿")
    return Role.RELATION if arrow else Role.OPERAND

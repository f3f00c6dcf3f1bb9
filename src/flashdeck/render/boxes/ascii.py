"""Characters spelled in ASCII, for terminals that show no others.

Every alphabet keeps its own spelling: a bold x and an x stay two things.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_WORDS = {
    "−": "-", "–": "-", "—": "--", "±": "+-", "∓": "-+", "×": "times", "÷": "div", "⋅": "*",
    "·": "*", "∗": "*", "∘": "compose", "•": "bullet", "⋆": "star", "†": "dagger",
    "∪": "union", "∩": "intersect", "⊔": "disjoint-union", "⊎": "multiset-union",
    "⊓": "meet", "∖": "setminus", "∧": "and", "∨": "or", "¬": "not ", "⊻": "xor", "⊼": "nand",
    "⊽": "nor", "⊕": "(+)", "⊖": "(-)", "⊗": "(x)", "⊘": "(/)", "⊙": "(.)",
    "≠": "!=", "≤": "<=", "≥": ">=", "≪": "<<", "≫": ">>", "≈": "~~", "≃": "~-", "≅": "~=",
    "∼": "~", "≡": "===", "≢": "!==", "≔": ":=", "≜": "=def=", "≐": ".=", "∝": "prop to",
    "∈": "in", "∉": "not in", "∋": "contains", "⊂": "subset", "⊆": "subset-or-equal",
    "⊊": "proper-subset", "⊄": "not subset", "⊈": "not subset-or-equal", "⊃": "superset",
    "⊇": "superset-or-equal", "≺": "precedes", "⪯": "precedes-or-equal", "≻": "succeeds",
    "⪰": "succeeds-or-equal", "≼": "precedes-or-equal", "≽": "succeeds-or-equal",
    "→": "->", "←": "<-", "↔": "<->", "⟶": "-->", "⟵": "<--", "⟷": "<-->", "⇒": "=>",
    "⇐": "<=(implied by)", "⇔": "<=>", "⟹": "==>", "⟸": "<==", "⟺": "<==>", "↦": "|->",
    "⟼": "|-->", "↪": "(->", "↠": "->>", "↑": "up", "↓": "down", "⇀": "-^", "⇌": "<=>",
    "⊢": "|-", "⊨": "|=", "⊣": "-|", "⊥": "bottom", "⟂": "perp", "⊤": "top", "∥": "parallel",
    "∣": "|", "∤": "does not divide", "‖": "||", "⟨": "<", "⟩": ">", "⌊": "floor(", "⌋": ")",
    "⌈": "ceil(", "⌉": ")", "⟦": "[[", "⟧": "]]", "∀": "for all", "∃": "exists",
    "∄": "exists no", "∴": "therefore", "∵": "because", "∎": "QED", "∞": "oo", "∅": "{}",
    "∂": "del", "∇": "nabla", "∑": "sum", "∏": "prod", "∐": "coprod", "∫": "int", "∬": "iint",
    "∭": "iiint", "∮": "oint", "∯": "oiint", "⋃": "Union", "⋂": "Intersection", "⋀": "And",
    "⋁": "Or", "⨁": "Sum(+)", "⨂": "Prod(x)", "⨀": "Prod(.)", "⨆": "Disjoint-Union",
    "⨄": "Multiset-Union", "√": "sqrt", "…": "...", "⋯": "...", "⋮": ":", "⋱": "`.", "⋰": ".'",
    "′": "'", "″": "''", "‴": "'''", "⁗": "''''", "°": " deg", "∠": "angle", "△": "triangle",
    "□": "box", "◻": "box", "◊": "diamond", "■": "QED", "ℏ": "hbar", "ℓ": "ell", "ℵ": "aleph",
    "ℜ": "Re", "ℑ": "Im", "℘": "wp", "ϵ": "epsilon", "ε": "varepsilon", "ϕ": "phi",
    "φ": "varphi", "ϑ": "vartheta", "ϱ": "varrho", "ς": "varsigma", "ϖ": "varpi",
    "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "«": "<<", "»": ">>", "⁄": "/",
    "€": "EUR", "£": "GBP", "§": "section ", "¶": "paragraph ", "ß": "ss", "æ": "ae", "ø": "o",
    "œ": "oe", "ı": "i", "ȷ": "j", "\u0338": "/", "∕": "/", "‐": "-", "‑": "-",
    "\N{REPLACEMENT CHARACTER}": "?",
}  # fmt: skip

_ALPHABETS = {
    "BOLD": "bold",
    "SCRIPT": "cal",
    "FRAKTUR": "frak",
    "BLACK-LETTER": "frak",
    "SANS-SERIF": "sans",
    "MONOSPACE": "mono",
}


def spelled(text: str) -> str:
    """The text in ASCII."""
    return text if text.isascii() else "".join(map(_spelled, text))


@lru_cache(maxsize=4096)
def _spelled(sign: str) -> str:
    if sign.isascii():
        return sign
    if (word := _WORDS.get(sign)) is not None:
        return word
    if unicodedata.combining(sign):
        return ""
    name = unicodedata.name(sign, "")
    if not name or name.startswith(("CJK ", "HANGUL ")):
        return f"<U+{ord(sign):04X}>"
    if name.startswith("GREEK") and " LETTER " in name:
        return _greek(name)
    plain = unicodedata.normalize("NFKD", sign)
    if plain == sign:
        return f"<{name.lower()}>"
    return _in_alphabet(name, unicodedata.decomposition(sign), spelled(plain))


def _greek(name: str) -> str:
    letter = name.partition(" LETTER ")[2].partition(" ")[0].lower().replace("lamda", "lambda")
    return letter.capitalize() if "CAPITAL" in name else letter


def _in_alphabet(name: str, decomposition: str, plain: str) -> str:
    """A letter of another alphabet, a raised or lowered one, or one with an accent."""
    if decomposition.startswith("<super>"):
        return f"^{plain}"
    if decomposition.startswith("<sub>"):
        return f"_{plain}"
    if decomposition.startswith("<fraction>"):
        return f"({plain})"
    if "DOUBLE-STRUCK" in name:
        return plain * 2
    if "<font>" not in decomposition:
        return plain
    words = [word for part, word in _ALPHABETS.items() if part in name.split()]
    return f"{'-'.join(words)}({plain})" if words else plain

"""Letters of formulas: what may reach a terminal, and the small ones that Unicode has."""

from __future__ import annotations

import re
from collections.abc import Mapping

_SPACES = re.compile("[\t\n\xa0\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN = re.compile("[\xad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff]")

SUPERSCRIPTS = dict(
    zip(
        "0123456789+−-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδθφχ⊤𝖳⊺∘′″‴⁗†‡",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᶿᵠᵡᵀᵀᵀ°′″‴⁗†‡",
        strict=True,
    )
)
SUBSCRIPTS = dict(
    zip(
        "0123456789+−-=()aehijklmnoprstuvxβγρφχ",
        "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
        strict=True,
    )
)


def shown(text: str) -> str:
    """Text that can send a terminal nothing, each character as wide wherever it stands.

    A backslash is the sign ∖: one in the output always belongs to LaTeX as it was written.
    """
    if text.isascii() and text.isprintable():
        return text.replace("\\", "∖")
    text = _UNSEEN.sub("", _SPACES.sub(" ", text))
    return _CONTROL.sub(_picture, text).replace("\\", "∖")


def verbatim(latex: str) -> str:
    """LaTeX on one line, as it was written but for spaces and what a terminal would act on."""
    return _CONTROL.sub(_picture, _UNSEEN.sub("", " ".join(_SPACES.sub(" ", latex).split())))


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 32 else "␡" if code == 127 else "\N{REPLACEMENT CHARACTER}"


def small(text: str, signs: Mapping[str, str]) -> str | None:
    """The text in small letters, if there is one for each of its own."""
    letters = [signs.get(sign) for sign in text]
    return None if None in letters else "".join(letter for letter in letters if letter is not None)

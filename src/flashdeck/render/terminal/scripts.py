"""Raised and lowered words of text, such as the 2 of H₂O."""

from __future__ import annotations

_RAISED = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
)
_LOWERED = str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")


def _raised(text: str, *, ascii: bool) -> str:
    return _moved(text, _RAISED, "^", ascii=ascii)


def _lowered(text: str, *, ascii: bool) -> str:
    return _moved(text, _LOWERED, "_", ascii=ascii)


def _moved(text: str, table: dict[int, int], mark: str, *, ascii: bool) -> str:
    """In small letters where there are such for all of it, else behind a mark."""
    if not ascii and all(ord(character) in table for character in text):
        return text.translate(table)
    return mark + (text if len(text) == 1 else f"({text})")


SCRIPTS = {"sub": _lowered, "sup": _raised}
"""By the names of the elements."""

"""What is wrong with numbers that an algorithm was given."""

from __future__ import annotations

from flashdeck.errors import FlashdeckError


class BadNumbers(FlashdeckError):
    """Input that has no answer; the root of the errors below."""


class NotNumbers(BadNumbers):
    """Rows of different lengths, or something that is no number."""

    def __init__(self, name: str) -> None:
        super().__init__(f"`{name}` is no table of numbers with rows of one length")


class WrongShape(BadNumbers):
    """Too many or too few dimensions, or lengths that do not go together."""

    def __init__(self, name: str, wanted: str, shape: tuple[int, ...]) -> None:
        given = " × ".join(map(str, shape)) or "a single number"
        super().__init__(f"`{name}` is {given}, not {wanted}")


class Empty(BadNumbers):
    """No numbers at all."""

    def __init__(self, name: str) -> None:
        super().__init__(f"`{name}` is empty")


class NotFinite(BadNumbers):
    """NaN, an infinity where none is allowed, or beyond 1e150; `place` counts from zero."""

    def __init__(self, name: str, value: float, place: tuple[int, ...]) -> None:
        where = "".join(f"[{index}]" for index in place)
        super().__init__(f"`{name}{where}` is {value:g}, which cannot be computed with")


class NotPositive(BadNumbers):
    """A temperature, an epsilon or a count that must be above zero."""

    def __init__(self, name: str, value: float) -> None:
        super().__init__(f"`{name}` is {value:g}; it must be above 0")


class OutOfRange(BadNumbers):
    """A number outside the range that its name allows, ends included."""

    def __init__(self, name: str, value: float, low: float, high: float) -> None:
        super().__init__(f"`{name}` is {value:g}; it must be from {low:g} to {high:g}")


class NegativeWeight(BadNumbers):
    """Mass below zero; `place` counts from zero."""

    def __init__(self, name: str, value: float, place: tuple[int, ...]) -> None:
        where = "".join(f"[{index}]" for index in place)
        super().__init__(f"`{name}{where}` is {value:g}; a weight cannot be negative")


class MassMismatch(BadNumbers):
    """As much must arrive as leaves."""

    def __init__(self, leaving: float, arriving: float) -> None:
        super().__init__(f"`a` sums to {leaving:.10g}, but `b` to {arriving:.10g}")


class Infeasible(BadNumbers):
    """Too much is forbidden: no complete matching, or no way out of a row or a column."""

    def __init__(self, why: str) -> None:
        super().__init__(f"infinite costs leave no solution: {why}")


class KernelUnderflow(BadNumbers):
    """The kernel form of Sinkhorn lost a row or a column to rounding."""

    def __init__(self, epsilon: float) -> None:
        super().__init__(
            f"exp(-cost / epsilon) cannot be computed with at epsilon {epsilon:g}; "
            "use the log or the hybrid form"
        )

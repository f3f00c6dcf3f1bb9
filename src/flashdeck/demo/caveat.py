"""What is to be said where a run does not bear out what its demo is to show."""

from __future__ import annotations

from flashdeck.demo.demo import Result


def caveat(result: Result, chosen: str) -> str | None:
    """Nothing where all checks hold; `chosen` are the options that were typed, ` --k 5`."""
    failed = [check.name for check in result.checks if not check.ok]
    if not failed:
        return None
    count = f"{len(failed)} of {len(result.checks)} checks FAILED"
    if result.answer is not None:
        return f"{count}: with these numbers the result is not exact ({'; '.join(failed)})."
    where = f"with{chosen}" if chosen else "in this run"
    return (
        f"That does not all hold here: {count}. The bounds are set for the defaults, and for "
        f"nearly all seeds; {where} the effect may vanish: {'; '.join(failed)}."
    )

"""Collections made up for the benchmarks: always the same for the same numbers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

PER_FILE = 100


def plain(number: int) -> str:
    """A short card without any Markdown."""
    return f"Q: What is term number {number}?\nA: The meaning of term number {number}.\n\n"


def said(number: int, *, anew: bool = False) -> str:
    """A card of words that others have, too; `anew` has one word of its prompt changed."""
    chance = Random(number)
    asked, told = ([_word(chance) for _ in range(size)] for size in (7, 4))
    if anew:
        asked[number % 7] = _word(chance)
    return f"Q: What of {' '.join(asked)}?\nA: {' '.join(told)}\n\n"


def _word(chance: Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(3))


_SYLLABLES = tuple("ba de fi go lu mar ne pol ras tun ves wik xan yor zed kra plo sti tra".split())


def rich(number: int) -> str:
    """A card of about 900 bytes with mathematics, code and lists."""
    return RICH.replace("NUMBER", str(number))


RICH = r"""> [!question]- State step NUMBER of the method and why it **converges** for $x_{NUMBER}$.
> The update takes the gradient of the *regularised* objective at the current point:
>
> $$
> x_{k+1} = x_k - \eta_{NUMBER} \nabla f(x_k), \qquad \eta_{NUMBER} \le \frac{1}{L + NUMBER}
> $$
>
> 1. Compute $g = \nabla f(x_k)$ on the whole batch of size $N = NUMBER$.
> 2. Choose $\eta$ by the rule $f(x - \eta g) \le f(x) - \tfrac12 \eta \lVert g \rVert^2$.
> 3. Stop when $\lVert g \rVert < \varepsilon$; otherwise go on with `k += 1`.
>    - too large a step **diverges**
>    - too small a step wastes evaluations, see the table of *rates*
>
> ```python
> def step(x, eta=1 / NUMBER):
>     gradient = compute_gradient(x)
>     return x - eta * gradient
> ```
>
> Convergence is linear when $f$ is strongly convex: $f(x_k) - f^* \le (1 - \mu / L)^k C$.
@exam~

"""


def written(root: Path, cards: int, card: Callable[[int], str]) -> Path:
    """A folder with that many cards, a hundred in a file."""
    for first in range(0, cards, PER_FILE):
        numbers = range(first, min(first + PER_FILE, cards))
        head = f"TARGET DECK: Bench::Part {first // PER_FILE}\n\n"
        path = root / f"part-{first // PER_FILE:05}.md"
        path.write_text(head + "".join(map(card, numbers)), "utf-8", newline="\n")
    return root

"""Lists with numbers in them: numbered anew, or with the answers corrected by a row.

Both look alike. Of what authors number the history goes with the answers; of what has its number
by nature nobody but the author can say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from edited_cards import Card, Edit, Files

SAID = (
    "Every bounded sequence has a convergent part.",
    "Sums of limits are limits of sums.",
    "A set is compact if it is closed and bounded.",
    "Continuous images of compact sets are compact.",
    "A derivative takes on all values between two of its values.",
    "Monotone limits may be taken under the integral.",
)
REWRITTEN = (
    "Every bounded sequence has a part that converges.",
    "Whoever adds may take limits before or after.",
    "In the plane compact sets have an end and an edge.",
    "Nothing is torn apart by a map without jumps.",
    "Slopes jump over nothing.",
)
NUMBERED = (
    "State Theorem 2.{}.",
    "What does figure {} show?",
    "Solution of exercise {}",
    "Wie lautet Satz 1.{}?",
    "Was zeigt Abbildung {}?",
    "Énoncer le théorème {}.",
    "¿Qué dice el lema {}?",
    "Enuncia la definición 3.{}.",
    "Che cosa dice il teorema {}?",
    "Сформулируйте теорему {}.",
    "Что показано на рисунке {}?",
    "定理{}を述べよ。",
    "请叙述引理{}。",
    "اذكر المبرهنة {}.",
)
Pair = tuple[str, str]
BY_NATURE: dict[str, tuple[str, ...]] = {
    "Element with atomic number {}": (
        "Hydrogen",
        "Helium",
        "Lithium",
        "Beryllium",
        "Boron",
        "Carbon",
    ),
    "Planet no. {} from the sun": ("Mercury", "Venus", "Earth", "Mars", "Jupiter", "Saturn"),
    "Der wievielte Monat ist {}?": ("Januar", "Februar", "März", "April", "Mai", "Juni"),
    "¿Qué número es el {}?": ("uno", "dos", "tres", "cuatro", "cinco", "seis"),
    "Le président numéro {}": ("Bonaparte", "Thiers", "Mac Mahon", "Grévy", "Carnot", "Perier"),
    "{} по-английски": ("one", "two", "three", "four", "five", "six"),
    "7 · {}": ("seven", "fourteen", "twenty-one", "twenty-eight", "thirty-five", "forty-two"),
    "第{}号元素": ("氢", "氦", "锂", "铍", "硼", "碳"),
    "Which amendment is no. {}?": ("speech", "arms", "quartering", "search", "silence", "trial"),
}


def renumbered() -> Iterator[Edit]:
    """A card is put in or taken away, and the numbers behind it go with it."""
    for prompt in NUMBERED:
        told = [*SAID[:5]]
        for at in (0, 1, 3):
            more = [*told[:at], SAID[5], *told[at:]]
            yield _edit("numbered anew: one more", prompt, told, more, told)
            yield _edit("numbered anew: one fewer", prompt, more, told, told)


def rewritten() -> Iterator[Edit]:
    """The same, and one or two of the answers behind it are others, too."""
    for prompt in NUMBERED:
        told = [*SAID[:5]]
        more = [SAID[5], *told]
        for others in ((3,), (1, 3)):
            now = [REWRITTEN[at] if at in others else each for at, each in enumerate(told)]
            keys = [told, now]
            yield _keyed("numbered anew, rewritten: one more", prompt, told, [SAID[5], *now], keys)
            first = [SAID[5], *told[:1], *now[1:]]
            yield _keyed("numbered anew, rewritten: one fewer", prompt, more, first[1:], keys)


def corrected() -> Iterator[Edit]:
    """Every answer stood a row too high or too low, and a card at an end is new or goes."""
    for prompt, told in BY_NATURE.items():
        asked = [prompt.format(number) for number in range(1, 7)]
        right, high = [*zip(asked, told, strict=True)], [*zip(asked, told[1:], strict=False)]
        low = [*zip(asked[1:], told, strict=False)]
        yield _corrected("answers a row too high, one more", high, right)
        yield _corrected("answers a row too high, one fewer", right, high)
        yield _corrected("answers a row too low, one fewer", low, right[1:5])


def _corrected(name: str, before: Sequence[Pair], after: Sequence[Pair]) -> Edit:
    """The key of a card is its question."""
    files: tuple[Files, Files] = {"a.md": _cards(before)}, {"a.md": _cards(after)}
    return Edit(name, *files, tuple(ask for ask, _ in after))


def _keyed(
    name: str,
    prompt: str,
    before: Sequence[str],
    after: Sequence[str],
    now: Sequence[Sequence[str]],
) -> Edit:
    """The key of a card is its answer before."""
    first = dict(zip(now[1], now[0], strict=True))
    files = _numbered(prompt, after)
    keyed = tuple(Card(first.get(each.key, each.key), each.text) for each in files["a.md"])
    return Edit(name, _numbered(prompt, before), {"a.md": keyed}, tuple(now[0]))


def _cards(pairs: Sequence[Pair]) -> tuple[Card, ...]:
    return tuple(Card(ask, f"Q: {ask}\nA: {answer}") for ask, answer in pairs)


def _edit(
    name: str, prompt: str, before: Sequence[str], after: Sequence[str], about: Sequence[str]
) -> Edit:
    """The key of a card is its answer."""
    return Edit(name, _numbered(prompt, before), _numbered(prompt, after), tuple(about))


def _numbered(prompt: str, told: Sequence[str]) -> Files:
    cards = (Card(each, f"Q: {prompt.format(at)}\nA: {each}") for at, each in enumerate(told, 1))
    return {"a.md": tuple(cards)}

"""Edits after which a person speaks of another card, though it looks much like one before.

In each a card is deleted and another written in its place, or beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import edits_short
import edits_unseen
from edited_cards import Card, Edit, Files, changed, decks, key_of, moved

FAMILIES: dict[str, tuple[tuple[str, str], ...]] = {
    "derivatives": (
        (r"What is the derivative of $\sinh x$?", r"$\cosh x$"),
        (r"What is the derivative of $\cosh x$?", r"$\sinh x$"),
        (r"What is the derivative of $\sin 2x$?", r"$2 \cos 2x$"),
        (r"What is the derivative of $\sin 3x$?", r"$3 \cos 3x$"),
        (r"What is the derivative of $\cos 2x$?", r"$-2 \sin 2x$"),
        (r"What is the derivative of $a^x$?", r"$a^x \ln a$"),
        (r"What is the derivative of $x^x$?", r"$x^x (1 + \ln x)$"),
        (r"What is the integral of $\sinh x$?", r"$\cosh x + C$"),
    ),
    "capitals": (
        ("What is the capital of Hungary?", "Budapest"),
        ("What is the capital of Romania?", "Bucharest"),
        ("What is the capital of Nigeria?", "Abuja"),
        ("What is the capital of Australia?", "Canberra"),
        ("What is the capital of Slovakia?", "Bratislava"),
        ("What is the capital of Slovenia?", "Ljubljana"),
        ("What is the largest city of Turkey?", "Istanbul"),
        ("What is the capital of Turkey?", "Ankara"),
    ),
    "yes or no": (
        ("Is 51 prime?", "No"),
        ("Is 57 prime?", "No"),
        ("Is 53 prime?", "Yes"),
        ("Is every finite group abelian?", "No"),
        ("Is every cyclic group abelian?", "Yes"),
        ("Is every infinite group cyclic?", "No"),
        ("Is a fern a flowering plant?", "No"),
        ("Is a pine a flowering plant?", "No"),
        ("Is copper a metal?", "Yes"),
        ("Is zinc a metal?", "Yes"),
    ),
    "numbers": (
        ("What is $7 \\cdot 8$?", "56"),
        ("What is $6 \\cdot 9$?", "54"),
        ("What is $14 \\cdot 4$?", "56"),
        ("How many sides does a hexagon have?", "6"),
        ("How many faces does a cube have?", "6"),
        ("How many edges does a cube have?", "12"),
        ("How many edges does an octahedron have?", "12"),
        ("In which year did the First World War begin?", "1914"),
        ("In which year did the First World War end?", "1918"),
        ("In which year did the Second World War end?", "1945"),
    ),
    "opposites": (
        ("What is a supervised learner given?", "Inputs together with their targets."),
        ("What is an unsupervised learner given?", "Inputs without any targets."),
        ("What is absorption?", "Molecules are taken up into the bulk of another substance."),
        ("What is adsorption?", "Molecules stick to the surface of another substance."),
        ("What does a convex function do?", "It lies below its chords."),
        ("What does a concave function do?", "It lies above its chords."),
        ("What is an upper bound of a set?", "A number that no element exceeds."),
        ("What is a lower bound of a set?", "A number that no element falls below."),
        ("Define the sine of an angle.", "The opposite side divided by the hypotenuse."),
        ("Define the cosine of an angle.", "The adjacent side divided by the hypotenuse."),
        ("Convert kilometres to miles.", "Multiply by 0.62."),
        ("Convert miles to kilometres.", "Multiply by 1.61."),
        ("What does $P(A \\mid B)$ mean?", "The probability of $A$ if $B$ is known."),
        ("What does $P(B \\mid A)$ mean?", "The probability of $B$ if $A$ is known."),
        (
            "What is the precision of a classifier?",
            "The share of true ones among those it reports.",
        ),
        (
            "What is the recall of a classifier?",
            "The share of reported ones among those it should.",
        ),
    ),
    "words": (
        ("French: the house", "la maison"),
        ("French: the horse", "le cheval"),
        ("French: the mouse", "la souris"),
        ("German: the house", "das Haus"),
        ("German: the mouse", "die Maus"),
        ("German: the horse", "das Pferd"),
        ("to forgive (German)", "verzeihen"),
        ("to forget (German)", "vergessen"),
    ),
    "places and people": (
        ("In which city is the Louvre?", "Paris"),
        ("In which city is the Prado?", "Madrid"),
        ("In which city is the Centre Pompidou?", "Paris"),
        ("Who painted the Mona Lisa?", "Leonardo da Vinci"),
        ("Who painted the Last Supper in Milan?", "Leonardo da Vinci"),
        ("When was Isaac Newton born?", "1643"),
        ("Where was Isaac Newton born?", "In Woolsthorpe"),
        ("Why is Isaac Newton remembered?", "For the laws of motion and of gravitation."),
    ),
    "lectures": (
        ("State the update of gradient descent.", r"$\theta \leftarrow \theta - \eta \nabla L$"),
        (
            "State the update of gradient ascent.",
            r"$\theta \leftarrow \theta + \eta \nabla L$",
        ),
        ("What is the running time of heap sort in the worst case?", r"$O(n \log n)$"),
        ("What is the running time of bubble sort in the worst case?", r"$O(n^2)$"),
        ("What is the running time of insertion sort in the best case?", r"$O(n)$"),
        ("What is the running time of insertion sort in the worst case?", r"$O(n^2)$"),
        ("What does a lysosome do?", "It digests what the cell no longer needs."),
        ("What does a Golgi apparatus do?", "It packs proteins and sends them on their way."),
    ),
}
"""Cards of one pattern: (question, answer)."""

GAPS = (
    "The capital of [Hungary] is [Budapest].",
    "The capital of [Romania] is [Bucharest].",
    "The chemical symbol of the element gold is [Au].",
    "The chemical symbol of the element silver is [Ag].",
    "The derivative of $x^4$ is [$4x^3$].",
    "The derivative of $x^5$ is [$5x^4$].",
    "Beethoven was born in the year [1770].",
    "Mozart was born in the year [1756].",
    "The planet closest to the sun is [Mercury].",
    "The planet farthest from the sun is [Neptune].",
)

REPLACED = (
    ("capital of Spain?", "Q: Which language is spoken in Spain?", "A: Spanish"),
    ("river flows through Paris", "Q: Which towers stand over Paris?", "A: The Eiffel Tower"),
    ("What is mitosis", "Q: What is a mitochondrion?", "A: Where a cell gets its energy from."),
    ("hash collision", "Q: What is a hash table?", "A: An array in which keys find their slot."),
    ("stack and a queue", "Q: What is the difference between a list and a set?", "A: Order."),
    ("bits are in a byte", "Q: How many bytes are in a kibibyte?", "A: 1024"),
    ("human egg cell", "Q: How many bones does a human adult have?", "A: 206"),
    ("State the chain rule", "Q: State the quotient rule.", "A: $(f/g)' = (f'g - fg')/g^2$"),
    ("halting problem", "Q: Is the membership problem of Turing machines decidable?", "A: No"),
    ("Is a virus made of cells", "Q: Is a prion made of cells?", "A: No"),
    ("Is every continuous function", "Q: Is every bounded function integrable?", "A: No"),
    ("since the last commit", "Q: Which command of git lists the last commits?", "A: `git log`"),
    (
        "type checking",
        "Q: What does a compiler do in code generation?",
        "A: It writes machine code.",
    ),
)
"""A part of a card, and the one that is written in its place."""


def card(question: str, answer: str) -> Card:
    return Card(question, f"Q: {question}\nA: {answer}")


def apart() -> Iterator[Edit]:
    yield from _families()
    yield from _gaps()
    yield from _replaced()
    yield from _copies()
    yield from edits_unseen.another()
    yield from edits_short.another()


def _families() -> Iterator[Edit]:
    """One of a family is not written yet; another is deleted, and it takes its place."""
    for name, pairs in FAMILIES.items():
        cards = [card(*pair) for pair in pairs]
        for new in cards:
            old = tuple(each for each in cards if each != new)
            for gone in old:
                before = {**decks(), "family.md": old}
                yield Edit(f"another: {name}", before, changed(before, gone.key, new), (new.key,))
        for new, gone in pairwise(cards):
            alone: Files = {"one.md": (gone,)}
            yield Edit(f"another, alone: {name}", alone, {"one.md": (new,)}, (new.key,))
            yield Edit(f"another, elsewhere: {name}", alone, {"two.md": (new,)}, (new.key,))


def _gaps() -> Iterator[Edit]:
    cards = [Card(text, f"C: {text}") for text in GAPS]
    for new in cards:
        old = tuple(each for each in cards if each != new)
        for gone in old:
            before = {"gaps.md": old}
            yield Edit("another: gaps", before, changed(before, gone.key, new), (new.key,))


def _replaced() -> Iterator[Edit]:
    files = decks()
    for part, question, answer in REPLACED:
        new = Card(question, f"{question}\n{answer}")
        after = changed(files, key_of(files, part), new)
        yield Edit("replaced", files, after, (new.key,))
        yield Edit("replaced, elsewhere", files, moved(after, new.key, "biology.md"), (new.key,))


def _copies() -> Iterator[Edit]:
    """The card is still there, and an edited copy below it."""
    files = decks()
    for part, question, answer in REPLACED:
        old = key_of(files, part)
        new = Card(question, f"{question}\n{old.partition(chr(10))[2]}")
        after = changed(files, old, Card(old, old), new)
        yield Edit("copied and edited", files, after, (new.key,))
        yield Edit(
            "replaced beside it",
            files,
            changed(files, old, new, Card(old, f"{old} {answer}")),
            (new.key,),
        )

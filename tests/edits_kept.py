"""Edits after which a person speaks of the same cards."""

from __future__ import annotations

from collections.abc import Iterator

import edits_shifted
import edits_short
import edits_unseen
from edited_cards import (
    Card,
    Edit,
    Files,
    changed,
    decks,
    key_of,
    moved,
    own_cards,
    renamed,
    rewritten,
)

REWORDED = (
    (r"derivative of $\sin x$?", r"Q: Differentiate $\sin x$."),
    (r"derivative of $e^x$?", r"Q: Which function is the derivative of $e^x$?"),
    (r"derivative of $\ln x$?", r"Q: What do you get if you differentiate $\ln x$?"),
    (r"derivative of $x^n$?", r"Q: What is the derivative of $x^n$, for a natural number $n$?"),
    (r"derivative of $\tan x$?", r"Q: What is the derivative of the tangent, $\tan x$?"),
    (r"integral of $1/x$?", r"Q: What is an antiderivative of $1/x$?"),
    (
        "State the product rule",
        "Q: How is a product of two functions differentiated (product rule)?",
    ),
    ("State the chain rule", "Q: What is the chain rule?"),
    ("monotone sequence", "Q: Under which condition does a monotone sequence converge?"),
    ("Is every differentiable function", "Q: Does differentiable imply continuous?"),
    ("mean value theorem", "Q: State the mean value theorem for a function on $[a, b]$."),
    ("intermediate value theorem", "Q: What does the intermediate value theorem guarantee?"),
    ("How many zeros", "Q: How many roots does a polynomial of degree $n$ have at most?"),
    ("capital of France?", "Q: Which city is the capital of France?"),
    ("capital of Spain?", "Q: Name the capital of Spain."),
    ("capital of Austria?", "Q: Capital of Austria?"),
    ("river flows through Vienna", "Q: On which river does Vienna lie?"),
    ("river flows through Paris", "Q: Which river runs through the middle of Paris?"),
    ("sea does the Danube", "Q: Where does the Danube end?"),
    ("mountains separate", "Q: Which mountain range lies between France and Spain?"),
    ("Dead Sea", "Q: How did the Dead Sea become so salty?"),
    ("coast of Norway", "Q: Why do Norwegian harbours stay free of ice in winter?"),
    ("What does a ribosome do", "Q: What is the task of a ribosome?"),
    ("What does a chloroplast do", "Q: What happens in a chloroplast?"),
    ("glycolysis take place", "Q: Where does glycolysis happen?"),
    (
        "citric acid cycle take place",
        "Q: In which part of the cell does the citric acid cycle run?",
    ),
    ("arteries differ from veins", "Q: What is the difference between arteries and veins?"),
    ("What is mitosis", "Q: Describe mitosis in one sentence."),
    ("What is meiosis", "Q: What happens in meiosis?"),
    ("human body cell have", "Q: How many chromosomes are in a body cell of a human?"),
    ("human egg cell have", "Q: How many chromosomes does a human egg cell contain?"),
    ("Which blood cells carry", "Q: Which cells of the blood transport oxygen?"),
    ("Name two differences between DNA", "Q: In which two ways does RNA differ from DNA?"),
    ("time of merge sort", "Q: How long does merge sort take in the worst case?"),
    ("time of quicksort", "Q: What is the worst-case running time of quicksort?"),
    ("time of binary search", "Q: How many steps does binary search need in the worst case?"),
    ("sorting algorithm is stable", "Q: When is a sorting algorithm called stable?"),
    ("hash collision", "Q: What is meant by a collision in a hash table?"),
    ("stack and a queue", "Q: How does a stack differ from a queue?"),
    ("process and a thread", "Q: How do processes and threads differ?"),
    ("bits are in a byte", "Q: How many bits does a byte have?"),
    ("values can $n$ bits", "Q: How many different values can be written with $n$ bits?"),
    ("halting problem", "Q: Is the halting problem a decidable problem?"),
    ("since the last commit", "Q: How do you ask git what has changed since the last commit?"),
    (
        "who last changed each line",
        "Q: Who last changed each line of a file: how does one ask git?",
    ),
    ("TCP offer", "Q: What does TCP do for you that UDP leaves out?"),
    ("lexical analysis", "Q: What is lexical analysis in a compiler?"),
    ("type checking", "Q: What is the purpose of type checking in a compiler?"),
)
"""A part of a card, and its question put differently."""

REWORDED_WHOLE = (
    (
        "longest river of South America",
        "C: South America's longest river is the [Amazon], Africa's the [Nile].",
    ),
    (
        "Bosporus",
        "C: The [Bosporus] is the strait that joins the [Black Sea] to the [Sea of Marmara].",
    ),
    ("Australia has", "C: Australia consists of [six] states; its capital is [Canberra]."),
    (
        "[Insulin] lowers",
        "C: The hormone [insulin] lowers blood sugar and the hormone [glucagon] raises it.",
    ),
    (
        "ventricle pumps",
        "C: Blood goes from the [left] ventricle into the [aorta], from the right one into the "
        "[lungs].",
    ),
    (
        "An enzyme lowers",
        "C: Enzymes lower the [activation energy] of a reaction and are not [used up].",
    ),
    (
        "double layer",
        "The cell membrane is a **double layer** of lipids, with proteins in between.\n@bite~",
    ),
    ("A binary tree", "C: A binary tree whose height is $h$ has [$2^h$] leaves at most."),
    ("In Python", "C: In Python one can change [lists] but not [tuples]."),
    (
        "What is mitosis",
        "Q: What is mitosis, and what comes of it?\nA: A division of the nucleus; both daughter "
        "cells then have the same chromosomes as the mother cell.",
    ),
    (
        "arteries differ from veins",
        "Q: How do arteries and veins differ?\nA: Arteries lead away from the heart and have thick "
        "walls of muscle; veins lead back to it and have valves.",
    ),
    (
        "Dead Sea",
        "Q: Why is there so much salt in the Dead Sea?\nA: Rivers carry salt into it, no river "
        "flows out, and the water evaporates in the heat.",
    ),
    (
        "process and a thread",
        "Q: In what do a process and a thread differ?\nA: A process has its own memory; the "
        "threads of a process share theirs.",
    ),
    (
        "hash collision",
        "Q: What is a collision of hashes?\nA: Two different keys are sent to the same slot of a "
        "hash table.",
    ),
    (
        "TCP offer",
        "Q: What does TCP offer beyond UDP?\nA: It delivers all bytes in order and without gaps, "
        "sends again what was lost, and slows down when the network is full.",
    ),
    (
        "monotone sequence",
        "Q: When does a monotone sequence of real numbers converge?\nA: If it is bounded.",
    ),
    (
        "mean value theorem",
        "Q: What does the mean value theorem say about a differentiable function?\nA: If it is "
        "continuous on the interval and differentiable inside, then its slope somewhere inside "
        "equals the slope of the line between the two ends.",
    ),
    (
        "sorting algorithm is stable",
        "Q: What does it mean for a sorting algorithm to be stable?\nA: Elements with equal keys "
        "stay in the order they had.",
    ),
)
"""A part of a card, and the card with more than its question changed."""


def answered(text: str, question: str) -> str:
    """The card with another question above its answer."""
    return f"{question}\n{text.split(chr(10), 1)[1]}"


def misspelt(text: str, which: int) -> str | None:
    """The card as it was before a typo in its question was mended; None if it has no long word.

    Two letters changed places, or one was left out or written twice.
    """
    question, _, answer = text.partition("\n")
    words = question.split(" ")
    long = [at for at, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
    if not long:
        return None
    at = long[which % len(long)]
    word, middle = words[at], len(words[at]) // 2
    slips = (
        word[:middle] + word[middle + 1] + word[middle] + word[middle + 2 :],
        word[:middle] + word[middle + 1 :],
        word[:middle] + word[middle] + word[middle:],
    )
    words[at] = next(slip for slip in (*slips[which % 3 :], *slips) if slip != word)
    return "\n".join([" ".join(words), answer]) if answer else " ".join(words)


def kept() -> Iterator[Edit]:
    yield from typos()
    yield from rewordings()
    yield from moves()
    yield from files_renamed()
    yield from ids()
    yield from answers()
    yield from gaps()
    yield from swaps()
    yield from splits()
    yield from several()
    yield from own()
    yield from edits_unseen.same()
    yield from edits_short.same()
    yield from edits_shifted.renumbered()
    yield from edits_shifted.rewritten()


def typos() -> Iterator[Edit]:
    files = decks()
    for which, card in enumerate(card for listed in files.values() for card in listed):
        wrong = misspelt(card.text, which)
        if wrong is not None:
            before = rewritten(files, card.key, wrong)
            yield Edit("typo mended", before, files, (card.key,))
            if "?\nA: " in card.text:
                after = rewritten(files, card.key, card.text + " (see the lecture)")
                yield Edit("typo mended, answer extended", before, after, (card.key,))


def rewordings() -> Iterator[Edit]:
    files = decks()
    for part, question in REWORDED:
        key = key_of(files, part)
        yield Edit("reworded", files, rewritten(files, key, answered(key, question)), (key,))
    for part, text in REWORDED_WHOLE:
        key = key_of(files, part)
        yield Edit("question and answer reworded", files, rewritten(files, key, text), (key,))


def moves() -> Iterator[Edit]:
    files = decks()
    names = sorted(files)
    for number, (part, question) in enumerate(REWORDED[::2]):
        key = key_of(files, part)
        after = rewritten(files, key, answered(key, question))
        target = names[number % len(names)]
        yield Edit("moved and reworded", files, moved(after, key, target, number % 7), (key,))
    for which, card in enumerate(card for listed in files.values() for card in listed[::3]):
        wrong = misspelt(card.text, which)
        after = moved(files, card.key, names[which % len(names)], which % 5)
        yield Edit("moved", files, after, (card.key,))
        if wrong is not None:
            yield Edit("moved, typo mended", rewritten(files, card.key, wrong), after, (card.key,))


def files_renamed() -> Iterator[Edit]:
    files = decks()
    for which, (name, listed) in enumerate(files.items()):
        keys = tuple(card.key for card in listed)
        yield Edit("file renamed", files, renamed(files, name, f"second-year/{name}"), keys)
        for card in listed[which::4]:
            wrong = misspelt(card.text, which)
            if wrong is not None:
                before = rewritten(files, card.key, wrong)
                after = renamed(files, name, f"second-year/{name}")
                yield Edit("file renamed, typo mended", before, after, (card.key,))
    alone: Files = {card.text[:12].strip(": ") + ".md": (card,) for card in files["biology.md"][:9]}
    for name, (card,) in alone.items():
        wrong = misspelt(card.text, 1)
        if wrong is not None:
            before = rewritten(alone, card.key, wrong)
            yield Edit(
                "file of one card renamed, typo mended",
                before,
                renamed(alone, name, f"new-{name}"),
                (card.key,),
            )


def ids() -> Iterator[Edit]:
    files = decks()
    for number, (part, question) in enumerate(REWORDED[:16]):
        key = key_of(files, part)
        name = f" {{#card-{number}}}"
        asked, _, told = key.partition("\n")
        named = rewritten(files, key, f"{asked}{name}\n{told}")
        if number % 4 == 0:
            yield Edit("id gained", files, named, (key,))
        elif number % 4 == 1:
            yield Edit("id taken away", named, files, (key,))
        elif number % 4 == 2:
            after = rewritten(files, key, answered(key, question + name))
            yield Edit("id gained, reworded", files, after, (key,))
        else:
            other = rewritten(files, key, f"{asked} {{#other-{number}}}\n{told}")
            yield Edit("id changed", named, other, (key,))


def answers() -> Iterator[Edit]:
    files = decks()
    for card in (card for listed in files.values() for card in listed if card.text[:2] == "Q:"):
        after = rewritten(files, card.key, f"{card.text.partition(chr(10))[0]}\nA: Look it up.")
        yield Edit("answer rewritten", files, after, (card.key,))


def gaps() -> Iterator[Edit]:
    """The first gap opened, a word more hidden, or what is hidden put differently."""
    files = decks()
    for card in (card for listed in files.values() for card in listed if card.text[:2] == "C:"):
        start, end = card.text.index("["), card.text.index("]")
        inner, rest = card.text[start + 1 : end], card.text[end + 1 :]
        opened = card.text[:start] + inner + rest
        another = opened[:3] + "[" + opened[3:].replace(" ", "] ", 1)
        reworded = f"{card.text[:start]}[the {inner}]{rest}"
        for name, text in (("opened", opened), ("added", another), ("reworded", reworded)):
            if "[" in text and not (name == "added" and start == 3):
                yield Edit(f"gap {name}", files, rewritten(files, card.key, text), (card.key,))


def swaps() -> Iterator[Edit]:
    files = decks()
    for name, listed in files.items():
        first, second = listed[0], listed[1]
        order = (second, first, *listed[2:][::-1])
        yield Edit("file reordered", files, {**files, name: order}, tuple(c.key for c in listed))
    for part, question in REWORDED[8:32:4]:
        key = key_of(files, part)
        after = rewritten(files, key, answered(key, question))
        shuffled = {name: listed[::-1] for name, listed in after.items()}
        yield Edit("files reordered, reworded", files, shuffled, (key,))


SPLIT = (
    (
        "arteries differ from veins",
        "Q: What are arteries like?\nA: They lead away from the heart; their walls are thick.",
        "Q: What are veins like?\nA: They lead back to the heart and have valves.",
    ),
    (
        "stack and a queue",
        "Q: What is a stack?\nA: It gives back last what was put in first.",
        "Q: What is a queue?\nA: It gives back first what was put in first.",
    ),
    (
        "two differences between DNA",
        "Q: Which sugar does RNA have instead of that of DNA?\nA: Ribose instead of deoxyribose.",
        "Q: Which base does RNA have instead of thymine?\nA: Uracil.",
    ),
)


def splits() -> Iterator[Edit]:
    """The first part keeps the question, or neither does and anything but a mistake will do."""
    files = decks()
    for part, first, second in SPLIT:
        key = key_of(files, part)
        question = key.partition("\n")[0]
        kept_part = Card(key, answered(first, question))
        after = changed(files, key, kept_part, Card("the rest", second))
        yield Edit("split, question kept", files, after, (key,))
        yield Edit(
            "merged",
            {**after, "calculus.md": files["calculus.md"][::-1]},
            files,
            (key,),
        )


def several() -> Iterator[Edit]:
    """Some cards of a file reworded, some mended, one deleted, one added; the file renamed."""
    files = decks()
    for start in range(8):
        after, about = files, []
        for part, question in REWORDED[start::8]:
            key = key_of(files, part)
            about.append(key)
            after = rewritten(after, key, answered(key, question))
        spare = next(card.key for card in files["computing.md"] if card.key not in about)
        new = Card(f"new {start}", f"Q: Who taught lecture {start}?\nA: A guest from Bergen.")
        after = changed(after, spare, new)
        before = files
        wrong = misspelt(files["geography.md"][9].text, start)
        if wrong is not None and files["geography.md"][9].key not in about:
            before = rewritten(files, files["geography.md"][9].key, wrong)
            about.append(files["geography.md"][9].key)
        after = renamed(after, "geography.md", "earth/geography.md")
        after["calculus.md"] = after["calculus.md"][::-1]
        yield Edit("several at once", before, after, tuple(about))


def own() -> Iterator[Edit]:
    """Typos in the cards that come with the project."""
    files = own_cards()
    for which, card in enumerate(card for listed in files.values() for card in listed):
        wrong = misspelt(card.text, which)
        if wrong is not None:
            yield Edit("own cards: typo", rewritten(files, card.key, wrong), files, (card.key,))

"""SCAN: learn features, let neighbours share a class, keep all classes in use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from flashdeck.demo.clusters import accuracy, k_means
from flashdeck.demo.demo import Bars, Cell, Check, Demo, Part, Pictures, Result, Step, Table, Within
from flashdeck.demo.figure import Axis, Columns, Level
from flashdeck.demo.glyphs import Indices
from flashdeck.demo.scan_training import Head, nearest, trained
from flashdeck.demo.simclr_training import CLASSES, Pretrained, pretrained

PICTURES, PRETRAINING, STEPS, TEMPERATURE = 1000, 200, 300, 0.5
HUES = ("red", "green", "blue", "yellow", "magenta", "cyan")
SHOWN, SURE = 4, 0.99

POINT = (
    "Neighbours by a feature that ignores colour are nearly always the same digit. A classifier "
    "on which they agree, and which has to use all classes, finds the digits without one label; "
    "if it need not, heads use fewer classes in the mean."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Neighbours by pixels and by h, heads with and without entropy, accuracies of k-means."""

    by_pixels: Indices
    by_h: Indices
    heads: tuple[Head, ...]
    free: tuple[Head, ...]
    k_means_pixels: float
    k_means_h: float


def run(
    seed: int,
    *,
    neighbours: Annotated[int, Within(help="Neighbours of a picture.", low=5, high=50)] = 20,
    entropy_weight: Annotated[float, Within(help="λ of the entropy.", low=0, high=20)] = 5.0,
    heads: Annotated[int, Within(help="Starts, of which one is chosen.", low=2, high=8)] = 4,
) -> Result:
    """Five digits in six hues; the true ones serve only to judge."""
    seen = pretrained(seed, PICTURES, PICTURES, PRETRAINING, TEMPERATURE, jitter=True)
    found = clustered(seed, seen, neighbours, entropy_weight, heads)
    chosen = best(found.heads, entropy_weight)
    return Result(
        steps=(
            Step("Learn features h by SimCLR, and find neighbours by them", _near(seen, found)),
            Step(
                f"Train {heads} heads: neighbours agree, all classes are used",
                (
                    _heads(found.heads, seen.labels, entropy_weight),
                    f"Loss = consistency − λ · entropy, in nats, λ = {entropy_weight:g}; "
                    "ln 5 = 1.609 is the largest entropy. The head with the "
                    "least loss (*) is taken; no label is asked.",
                ),
            ),
            Step(
                "The same without the entropy, λ = 0",
                (
                    _heads(found.free, seen.labels, 0),
                    "Neighbours can agree as well where two digits share a class; without the "
                    "entropy the loss does not mind an empty one. Classes used, mean of the heads: "
                    f"{_used(found.free):.2f} here, {_used(found.heads):.2f} above, of "
                    f"{len(CLASSES)}.",
                ),
            ),
            Step(
                "What came out, by the best names for the clusters", _outcome(seen, found, chosen)
            ),
        ),
        point=POINT,
        checks=checks(seen, found, chosen),
        figure=(_columns(seen, found, chosen),),
    )


def checks(seen: Pretrained, found: Found, chosen: Head) -> tuple[Check, ...]:
    """`chosen` is the head of the least loss."""
    right = named(chosen, seen.labels)
    return (
        Check(name="neighbours by h: same digit", value=_same(found.by_h, seen.labels), low=0.95),
        Check(
            name="same hue: by pixels less by h",
            value=_same(found.by_pixels, seen.hues) - _same(found.by_h, seen.hues),
            low=0.3,
        ),
        Check(name="SCAN: accuracy", value=right, low=0.95),
        Check(name="SCAN less k-means on h", value=right - found.k_means_h, low=0.05),
        Check(
            name="classes used per head: with entropy less without",
            value=_used(found.heads) - _used(found.free),
            low=0.25,
        ),
    )


def clustered(seed: int, seen: Pretrained, neighbours: int, weight: float, heads: int) -> Found:
    """All that is done without labels, and k-means to compare."""
    chance = np.random.default_rng(seed)
    flat, classes = seen.pictures.reshape(len(seen.pictures), -1), len(CLASSES)
    by_h = nearest(seen.h, neighbours)
    with_entropy, without = (
        trained(chance, seen.h, by_h, classes, heads=heads, weight=each, steps=STEPS)
        for each in (weight, 0.0)
    )
    return Found(
        by_pixels=nearest(flat, neighbours),
        by_h=by_h,
        heads=with_entropy,
        free=without,
        k_means_pixels=accuracy(k_means(chance, flat, classes), seen.labels, classes),
        k_means_h=accuracy(k_means(chance, seen.h, classes), seen.labels, classes),
    )


def best(heads: tuple[Head, ...], weight: float) -> Head:
    """The head of the least loss."""
    return min(heads, key=lambda head: head.consistency - weight * head.entropy)


def named(head: Head, labels: Indices) -> float:
    """Accuracy under the best naming of its classes."""
    return accuracy(head.shares.argmax(axis=1), labels, len(CLASSES))


def _same(neighbours: Indices, kinds: Indices) -> float:
    """The share of neighbours of one's own kind."""
    return float((kinds[neighbours] == kinds[:, None]).mean())


def _used(heads: tuple[Head, ...]) -> float:
    return float(np.mean([len(np.unique(head.shares.argmax(axis=1))) for head in heads]))


def _near(seen: Pretrained, found: Found) -> tuple[Part, ...]:
    rows = tuple(
        (name, _same(near, seen.labels), _same(near, seen.hues))
        for name, near in (("pixels", found.by_pixels), ("h", found.by_h))
    )
    return (
        _strip(seen, found.by_pixels, "a picture and its nearest, by pixels"),
        _strip(seen, found.by_h, "the same picture and its nearest, by h"),
        Table(columns=("neighbours by", "same digit", "same hue"), rows=rows),
        f"By chance it would be {1 / len(CLASSES):.3f} for the digit, {1 / len(HUES):.3f} for the "
        "hue.",
    )


def _strip(seen: Pretrained, neighbours: Indices, title: str) -> Pictures:
    images = tuple(
        (
            f"{CLASSES[seen.labels[each]]}, {HUES[seen.hues[each]]}",
            tuple(tuple(map(tuple, row)) for row in seen.pictures[each].tolist()),
        )
        for each in (0, *neighbours[0, :SHOWN])
    )
    return Pictures(images=images, title=title)


def _heads(heads: tuple[Head, ...], labels: Indices, weight: float) -> Table:
    chosen = heads.index(best(heads, weight))
    rows = tuple(
        (
            f"head {number}",
            head.consistency,
            head.entropy,
            head.consistency - weight * head.entropy,
            len(np.unique(head.shares.argmax(axis=1))),
            named(head, labels),
        )
        for number, head in enumerate(heads, 1)
    )
    columns = ("", "consistency", "entropy", "loss", "classes used", "accuracy")
    return Table(columns=columns, rows=rows, marked=frozenset({(chosen, 3)}))


def _outcome(seen: Pretrained, found: Found, chosen: Head) -> tuple[Part, ...]:
    sure = chosen.shares.max(axis=1) > SURE
    right = named(Head(0, 0, chosen.shares[sure]), seen.labels[sure])
    return (
        _counts(chosen, seen.labels),
        Bars(lines=_accuracies(seen, found, chosen), whole=1, title="share that is right"),
        f"Sure by more than {SURE} are {sure.mean():.0%} of the pictures, and of these {right:.1%} "
        "are right. They are what the third step, self-labelling, would train on.",
    )


def _counts(chosen: Head, labels: Indices) -> Table:
    counts = np.zeros((len(CLASSES), len(CLASSES)), dtype=np.intp)
    np.add.at(counts, (chosen.shares.argmax(axis=1), labels), 1)
    rows: list[tuple[Cell, ...]] = [
        (f"class {row + 1}", *(int(count) for count in counts[row])) for row in range(len(counts))
    ]
    largest = frozenset((row, 1 + int(line.argmax())) for row, line in enumerate(counts))
    return Table(
        columns=("", *(f"digit {each}" for each in CLASSES)), rows=tuple(rows), marked=largest
    )


def _accuracies(seen: Pretrained, found: Found, chosen: Head) -> tuple[tuple[str, float], ...]:
    return (
        ("k-means on pixels", found.k_means_pixels),
        ("k-means on h", found.k_means_h),
        ("SCAN without entropy", named(best(found.free, 0), seen.labels)),
        ("SCAN", named(chosen, seen.labels)),
    )


def _columns(seen: Pretrained, found: Found, chosen: Head) -> Columns:
    rows = _accuracies(seen, found, chosen)
    return Columns(
        groups=tuple(name for name, _ in rows),
        y=Axis(label="digits named rightly (share)", low=0, high=1),
        bars=(("accuracy", tuple(value for _, value in rows)),),
        levels=(Level("blind guess", 1 / len(CLASSES)),),
        title="What came out, without labels",
    )


SCAN = Demo(
    topic="Clustering and assignment",
    summary="Neighbours share a class, all classes are used: digits.",
    run=run,
)

"""DINO: one step by hand, then the two collapses that centring and sharpening prevent."""

from __future__ import annotations

from dataclasses import replace
from math import log
from typing import Annotated

import numpy as np

from flashdeck.demo.algorithms import dino as algorithm
from flashdeck.demo.algorithms.dino import Floats
from flashdeck.demo.demo import (
    Check,
    Curves,
    Demo,
    Panel,
    Part,
    Result,
    Step,
    Table,
    Within,
    cells,
    series,
)
from flashdeck.demo.dino_training import EVERY, FLAT, GROUPS, Recipe, Run, trained
from flashdeck.demo.figure import Axis, HeatMap, Level, Line, Lines
from flashdeck.demo.reading import Document, array, known, number

LAST = 10  # measurements that are averaged
FEW = 6  # prototypes whose logits fit 80 columns
COLUMNS = ("run", "loss", "entropy", "KL", "information", "used", "purity")

POINT = (
    "The two collapses are opposite, and each remedy alone runs into one of them. The loss does "
    "not tell: without centring it is far smaller than with both, while the teacher says the "
    "same of every picture."
)


def run(
    seed: int,
    *,
    k: Annotated[int, Within(help="Prototypes.", low=6, high=32)] = 8,
    student_temp: Annotated[float, Within(help="τ of the student.", low=0.05, high=0.3)] = 0.1,
    teacher_temp: Annotated[float, Within(help="τ of the teacher.", low=0.02, high=0.3)] = 0.04,
    momentum: Annotated[float, Within(help="How slowly the teacher follows.", low=0, high=1)] = 0.9,
    steps: Annotated[int, Within(help="Training steps of each run.", low=100, high=1000)] = 400,
) -> Result:
    """Four kinds of points; two noisy views of each; three runs that differ in their remedies."""
    recipe = Recipe(
        prototypes=k,
        steps=steps,
        student_temp=student_temp,
        teacher_temp=teacher_temp,
        momentum=momentum,
    )
    both = trained(recipe, seed)
    hard = trained(replace(recipe, centring=False), seed)
    flat = trained(replace(recipe, sharpening=False), seed)
    runs = (("both", both), ("no centring", hard), ("no sharpening", flat))
    return Result(
        steps=(*_by_hand(seed, teacher_temp), _trained(runs, k), _followed(momentum)),
        point=POINT,
        checks=checks(both, hard, flat, k),
        figure=_figure(runs, k),
    )


def own(
    document: Document, *, student_temp: float | None = None, teacher_temp: float | None = None
) -> Result:
    """`student` crops × B × K, `teacher` 2 × B × K, `center` K (zeros if absent), temperatures."""
    known(document, "student", "teacher", "center", "student_temp", "teacher_temp")
    student, teacher = array(document, "student"), array(document, "teacher")
    zeros = np.zeros(teacher.shape[-1:])
    center = array(document, "center") if "center" in document else zeros
    cool = number(document, "student_temp", 0.1) if student_temp is None else student_temp
    sharp = number(document, "teacher_temp", 0.04) if teacher_temp is None else teacher_temp
    temps = {"student_temp": cool, "teacher_temp": sharp}
    found = algorithm.dino(student, teacher, center, **temps)
    parts = algorithm.collapse(student, teacher, center, **temps)
    rows = (
        ("entropy of the target", parts.entropy),
        ("divergence of the student (KL)", parts.divergence),
        ("loss: their sum", found.loss),
        ("information: 0 in both collapses", parts.information),
    )
    targets = algorithm.targets(teacher, center, sharp)
    return Result(
        steps=(
            Step(
                "What the loss is made of, in nats",
                (Table(columns=("", "nats"), rows=rows, digits=6),),
            ),
            Step("The centre, before and after", (_centers(center, found.center),)),
        ),
        point=f"The loss is {found.loss:.10g}; the centre moves after it is computed.",
        checks=(
            Check(name="targets sum to 1, off by", value=_off_one(targets), high=1e-12),
            Check(
                name="loss less (entropy + KL)",
                value=abs(found.loss - parts.entropy - parts.divergence),
                high=1e-9 * max(1.0, found.loss),
            ),
            Check(
                name="slopes of a row sum to 0, off by",
                value=float(np.abs(found.gradient.sum(axis=-1)).max()),
                high=1e-9 / cool,
            ),
        ),
        answer={"loss": found.loss, "center": found.center.tolist()},
        figure=_targets(targets, center, found.center),
    )


def checks(both: Run, hard: Run, flat: Run, prototypes: int) -> tuple[Check, ...]:
    """`hard` was trained without centring, `flat` without sharpening."""
    return (
        Check(name="both: information, in nats", value=_late(both.information), low=0.7),
        Check(name="no centring: entropy", value=_late(hard.entropy), high=0.05),
        Check(name="no centring: prototypes used", value=hard.used, high=2),
        Check(
            name="no centring: loss over both's",
            value=_late(hard.loss) / _late(both.loss),
            high=0.6,
        ),
        Check(
            name="no sharpening: entropy / ln K",
            value=_late(flat.entropy) / log(prototypes),
            low=0.999,
        ),
        Check(name="no sharpening: KL", value=_late(flat.divergence), high=0.01),
        Check(name="loss less (entropy + KL)", value=_gap(both), high=1e-9),
    )


def _by_hand(seed: int, temperature: float) -> tuple[Step, ...]:
    """The teacher's side of one step, on logits that lean to one prototype."""
    chance = np.random.default_rng(seed)
    logits = np.clip(chance.normal(scale=0.15, size=(2, 2, 5)), -0.4, 0.4)
    logits[..., 2] += 0.5
    center = logits.mean(axis=(0, 1))
    rows = logits.reshape(4, 5)
    stages = (
        ("τ 1, not centred", algorithm.targets(logits, np.zeros(5), 1.0)),
        ("τ 1, centred", algorithm.targets(logits, center, 1.0)),
        (f"τ {temperature:g}, not centred", algorithm.targets(logits, np.zeros(5), temperature)),
        (f"τ {temperature:g}, centred", algorithm.targets(logits, center, temperature)),
    )
    table = tuple(
        (name, *cells(mean), _entropy(targets), _entropy(mean))
        for name, targets in stages
        for mean in (targets.mean(axis=(0, 1)),)
    )
    columns = ("mean target", *(f"p{each}" for each in range(5)), "entropy", "of the mean")
    return (
        Step(
            "A teacher's logits lean to one prototype; the centre is their mean",
            (_logits(rows, center),),
        ),
        Step(
            "Target = softmax((logits − centre) / τ): the remedies pull apart",
            (
                Table(columns=columns, rows=table),
                "The smaller τ, the more decided is each target (the smaller its entropy); "
                "centring spreads the targets over the prototypes (the entropy of their "
                f"mean rises, to ln 5 = {log(5):.3f} at most).",
            ),
        ),
    )


def _logits(rows: Floats, center: Floats) -> Table:
    names = ("crop 1, picture 1", "crop 1, picture 2", "crop 2, picture 1", "crop 2, picture 2")
    lines = [(name, *cells(row)) for name, row in zip(names, rows, strict=True)]
    return Table(
        columns=("logits", *(f"p{each}" for each in range(5))),
        rows=(*lines, ("centre", *cells(center))),
        marked=frozenset((row, int(best) + 1) for row, best in enumerate(rows.argmax(axis=1))),
    )


def _trained(runs: tuple[tuple[str, Run], ...], prototypes: int) -> Step:
    rows = tuple(
        (
            name,
            _late(run.loss),
            _late(run.entropy),
            _late(run.divergence),
            _late(run.information),
            run.used,
            run.purity,
        )
        for name, run in runs
    )
    curves = tuple((name, tuple(map(float, run.information))) for name, run in runs)
    return Step(
        f"Train student and teacher three times on four kinds of points, K = {prototypes}",
        (
            Table(columns=COLUMNS, rows=rows),
            "Loss = entropy of the target + KL to the student, in nats, the mean of the last "
            f"{LAST * EVERY} steps. Information is the entropy of the mean target less the mean "
            "entropy: 0 when every picture gets the same target, be that one prototype (entropy 0) "
            f"or all alike (ln {prototypes} = {log(prototypes):.4f}). No sharpening: "
            f"a teacher's τ {FLAT:g} times the student's.",
            Curves(
                lines=curves,
                low=0,
                high=max(log(4), *(max(values) for _, values in curves)),
                title="information, step by step",
            ),
        ),
    )


def _figure(runs: tuple[tuple[str, Run], ...], prototypes: int) -> tuple[Panel, ...]:
    """As the paper shows the collapses: entropy and KL apart, and what tells both."""
    runs = (("centring and sharpening", runs[0][1]), *runs[1:])
    blind = Level(f"ln {prototypes}: all prototypes alike", log(prototypes))
    groups = Level(f"ln {GROUPS}: the groups, and no more", log(GROUPS))
    return (
        _curves(
            "Entropy of the target",
            "entropy (nats)",
            [(name, run.entropy) for name, run in runs],
            (blind,),
        ),
        _curves(
            "What the student still has to learn",
            "KL divergence (nats)",
            [(name, run.divergence) for name, run in runs],
            (),
        ),
        _curves(
            "What the target tells of the picture",
            "information (nats)",
            [(name, run.information) for name, run in runs],
            (groups,),
        ),
    )


def _curves(
    title: str, label: str, lines: list[tuple[str, Floats]], levels: tuple[Level, ...]
) -> Lines:
    return Lines(
        x=Axis(label="training step", low=0),
        y=Axis(label=label, low=-0.05),
        lines=tuple(
            Line(name, series(range(0, EVERY * len(values), EVERY)), series(values))
            for name, values in lines
        ),
        levels=levels,
        title=title,
    )


def _targets(targets: Floats, before: Floats, after: Floats) -> tuple[Panel, ...]:
    """The targets of a reader's own logits, and the centre as it moves."""
    rows = targets.reshape(-1, targets.shape[-1])
    names = tuple(
        f"crop {crop + 1}, picture {picture + 1}"
        for crop in range(targets.shape[0])
        for picture in range(targets.shape[1])
    )
    prototypes = tuple(f"p{each}" for each in range(len(before)))
    return (
        HeatMap(
            values=tuple(map(series, rows)),
            unit="share",
            rows=names,
            columns=prototypes,
            x="prototype",
            low=0,
            high=1,
            digits=2,
            title="The teacher's targets",
        ),
        HeatMap(
            values=(series(before), series(after)),
            unit="logit",
            rows=("before", "after"),
            columns=prototypes,
            x="prototype",
            digits=3,
            title="The centre",
        ),
    )


def _followed(momentum: float) -> Step:
    rows = tuple(
        (f"{each:g}", log(0.5) / log(each))
        for each in sorted({momentum, 0.9, 0.99, 0.996})
        if 0 < each < 1
    )
    return Step(
        "The teacher follows: teacher ← m · teacher + (1 − m) · student",
        (
            Table(columns=("m", "steps until half is forgotten"), rows=rows, digits=1),
            "The paper raises m from 0.996 to 1 along a cosine; these small runs need less.",
        ),
    )


def _centers(before: Floats, after: Floats) -> Part:
    if len(before) > FEW:
        return f"({len(before)} numbers; `--json` prints them.)"
    rows = (("before", *cells(before)), ("after", *cells(after)))
    return Table(
        columns=("centre", *(f"p{each}" for each in range(len(before)))), rows=rows, digits=6
    )


def _late(values: Floats) -> float:
    return float(values[-LAST:].mean())


def _gap(run: Run) -> float:
    return float(np.abs(run.loss - run.entropy - run.divergence).max())


def _off_one(targets: Floats) -> float:
    return float(np.abs(targets.sum(axis=-1) - 1).max())


def _entropy(shares: Floats) -> float:
    """The mean over rows, in nats."""
    return float(-(shares * np.log(np.maximum(shares, 1e-300))).sum(axis=-1).mean())


DINO = Demo(
    topic="Self-distillation",
    summary="Centring, sharpening, and the collapse without either.",
    run=run,
    own=own,
    takes=(
        "--input, as JSON; here 2 crops, 1 picture, 2 prototypes:\n"
        '  {"student": [[[0, 1]], [[1, 0]]], "teacher": [[[1, 1]], [[0, 1]]]}\n'
        "  student       logits: crops, of B pictures, of K numbers\n"
        "  teacher       logits: 2 crops, the first two of the student's\n"
        "  center        K numbers; zeros if it is not there\n"
        "  student_temp  above 0; 0.1 if it is not there\n"
        "  teacher_temp  above 0; 0.04 if it is not there"
    ),
)

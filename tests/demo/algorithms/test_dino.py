"""DINO: three steps of the published code, number by number, and what must hold of any step."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from algorithm_oracles import array, number, oracle
from flashdeck.demo.algorithms.dino import collapse, dino, followed, momenta, targets, teacher_temps
from flashdeck.demo.algorithms.errors import (
    BadNumbers,
    Empty,
    NotFinite,
    NotPositive,
    OutOfRange,
    WrongShape,
)

Floats = NDArray[np.float64]
SHAPE = (4, 3, 5)
STUDENT = array("inputs", "student").reshape(SHAPE)
TEACHER = array("inputs", "teacher").reshape(2, 3, 5)


def test_three_steps_of_the_published_code() -> None:
    """Two, with a centre that moved before the loss, would be wrong from the second on."""
    temps = teacher_temps(0.04, 0.07, 4, 8)
    center = np.zeros(5)
    for step in range(3):
        at = ("dino", "facebookresearch", step)
        teacher = array("inputs", str(oracle(*at, "teacher"))).reshape(2, 3, 5)
        temp = temps[int(number(*at, "epoch"))]
        found = dino(STUDENT, teacher, center, teacher_temp=float(temp))
        assert found.loss == pytest.approx(number(*at, "loss"), rel=1e-12)
        np.testing.assert_allclose(found.center, array(*at, "center_after"), atol=1e-12)
        wanted = array(*at, "grad_student").reshape(SHAPE)
        np.testing.assert_allclose(found.gradient, wanted, atol=1e-12)
        center = found.center


def test_the_schedule_of_the_published_code() -> None:
    wanted = array("dino", "teacher_temp_schedule")
    np.testing.assert_allclose(teacher_temps(0.04, 0.07, 4, 8), wanted, atol=1e-15)


def test_the_teacher_of_the_published_code_slows_down_on_a_cosine() -> None:
    found = momenta(0.996, 1, 4)
    half = np.sqrt(2) / 2
    wanted = [0.996, 1 - 0.002 * (1 + half), 0.998, 1 - 0.002 * (1 - half)]
    np.testing.assert_allclose(found, wanted, atol=1e-15)


def test_the_teacher_follows() -> None:
    np.testing.assert_allclose(followed([[1.0, 2.0]], [[3.0, 0.0]], 0.75), [[1.5, 1.5]])
    np.testing.assert_allclose(followed([1.0], [3.0], 1), [1.0])


def test_the_center_follows_raw_logits() -> None:
    """Not divided by a temperature: the temperatures do not move it."""
    cold, warm = (
        dino(STUDENT, TEACHER, np.zeros(5), teacher_temp=temp).center for temp in (0.01, 1)
    )
    np.testing.assert_array_equal(cold, warm)
    np.testing.assert_allclose(cold, 0.1 * TEACHER.mean(axis=(0, 1)), atol=1e-15)


def test_torch_agrees() -> None:
    torch = pytest.importorskip("torch")
    chance = np.random.default_rng(4)
    student, teacher = chance.standard_normal((6, 7, 11)), chance.standard_normal((2, 7, 11))
    center = chance.standard_normal(11)
    tensor = torch.tensor(student, requires_grad=True)
    target = torch.softmax((torch.tensor(teacher) - torch.tensor(center)) / 0.05, dim=-1)
    log_p = torch.log_softmax(tensor / 0.2, dim=-1)
    pairs = [(t, s) for t in range(2) for s in range(6) if t != s]
    theirs = sum(-(target[t] * log_p[s]).sum(-1).mean() for t, s in pairs) / len(pairs)
    theirs.backward()
    found = dino(student, teacher, center, student_temp=0.2, teacher_temp=0.05)
    assert found.loss == pytest.approx(theirs.item(), rel=1e-12)
    np.testing.assert_allclose(found.gradient, tensor.grad.numpy(), atol=1e-12)


def drawn(seed: int, crops: int, batch: int, width: int) -> tuple[Floats, Floats, Floats]:
    chance = np.random.default_rng(seed)
    student = chance.standard_normal((crops, batch, width))
    return student, chance.standard_normal((2, batch, width)), chance.standard_normal(width)


steps = st.builds(
    drawn, st.integers(0, 10**6), st.integers(2, 4), st.integers(1, 3), st.integers(1, 4)
)
temperatures = st.sampled_from((0.04, 0.1, 1.0, 10.0))


@given(steps, temperatures, temperatures)
def test_the_loss_is_entropy_and_divergence(
    step: tuple[Floats, Floats, Floats], cold: float, warm: float
) -> None:
    loss = dino(*step, student_temp=warm, teacher_temp=cold).loss
    parts = collapse(*step, student_temp=warm, teacher_temp=cold)
    assert parts.entropy + parts.divergence == pytest.approx(loss, rel=1e-9, abs=1e-12)
    assert parts.divergence >= -1e-12 and parts.information >= -1e-12
    assert 1 <= parts.used <= step[0].shape[2]


@given(steps, st.sampled_from((0.1, 1.0, 10.0)))
def test_the_gradient_is_the_slope(step: tuple[Floats, Floats, Floats], warm: float) -> None:
    student, teacher, center = step
    found = dino(*step, student_temp=warm)
    width = 1e-5 * warm
    for place in np.ndindex(student.shape):
        there, back = student.copy(), student.copy()
        there[place] += width
        back[place] -= width
        rise = (
            dino(there, teacher, center, student_temp=warm).loss
            - dino(back, teacher, center, student_temp=warm).loss
        )
        assert found.gradient[place] == pytest.approx(rise / (2 * width), abs=1e-6, rel=1e-5)


@given(steps, st.integers(0, 10**6))
def test_the_order_of_prototypes_and_samples_does_not_matter(
    step: tuple[Floats, Floats, Floats], seed: int
) -> None:
    student, teacher, center = step
    chance = np.random.default_rng(seed)
    batch, width = chance.permutation(student.shape[1]), chance.permutation(student.shape[2])
    mixed = dino(student[:, batch][..., width], teacher[:, batch][..., width], center[width])
    plain = dino(*step)
    assert mixed.loss == pytest.approx(plain.loss, rel=1e-12)
    np.testing.assert_allclose(mixed.center, plain.center[width], atol=1e-12)
    wanted = plain.gradient[:, batch][..., width]
    np.testing.assert_allclose(mixed.gradient, wanted, rtol=1e-9, atol=1e-12)


@given(steps, st.floats(-1e3, 1e3))
def test_only_differences_of_logits_count(
    step: tuple[Floats, Floats, Floats], shift: float
) -> None:
    student, teacher, center = step
    found = dino(student + shift, teacher, center).loss
    assert found == pytest.approx(dino(*step).loss, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("peak", [0.0, 100.0])
def test_information_is_nothing_in_both_collapses(peak: float) -> None:
    """All uniform, or all on one prototype."""
    logits = np.zeros((2, 8, 4))
    logits[..., 0] = peak
    found = collapse(logits, logits, np.zeros(4))
    assert found.information == pytest.approx(0, abs=1e-12)
    assert found.entropy == pytest.approx(0 if peak else np.log(4), abs=1e-12)
    assert found.used == 1


def test_information_is_all_there_is_when_each_sample_has_its_prototype() -> None:
    logits = np.stack([100 * np.eye(4)] * 2)
    found = collapse(logits, logits, np.zeros(4))
    assert found.information == pytest.approx(np.log(4), abs=1e-12)
    assert found.used == 4


ZEROS = np.zeros(5)


@pytest.mark.parametrize(
    ("student", "teacher", "center", "options", "error"),
    [
        (STUDENT, TEACHER, ZEROS, {"student_temp": 0}, NotPositive),
        (STUDENT, TEACHER, ZEROS, {"teacher_temp": -1}, NotPositive),
        (STUDENT, TEACHER, ZEROS, {"center_momentum": 1.5}, OutOfRange),
        (STUDENT, TEACHER, ZEROS, {"center_momentum": float("nan")}, OutOfRange),
        (STUDENT[:1], TEACHER, ZEROS, {}, WrongShape),
        (STUDENT, STUDENT, ZEROS, {}, WrongShape),
        (STUDENT, TEACHER[:, :2], ZEROS, {}, WrongShape),
        (STUDENT[0], TEACHER, ZEROS, {}, WrongShape),
        (STUDENT, TEACHER, ZEROS[:4], {}, WrongShape),
        (STUDENT, TEACHER, ZEROS * np.nan, {}, NotFinite),
        (np.full(SHAPE, np.inf), TEACHER, ZEROS, {}, NotFinite),
        (STUDENT[:, :0], TEACHER[:, :0], ZEROS, {}, Empty),
    ],
)
def test_bad_input_says_so(
    student: Floats,
    teacher: Floats,
    center: Floats,
    options: dict[str, float],
    error: type[BadNumbers],
) -> None:
    with pytest.raises(error):
        dino(student, teacher, center, **options)


def test_bad_schedules_say_so() -> None:
    with pytest.raises(NotPositive):
        teacher_temps(0, 0.07, 4, 8)
    with pytest.raises(OutOfRange):
        teacher_temps(0.04, 0.07, 9, 8)
    with pytest.raises(OutOfRange):
        momenta(1.2, 1, 4)
    with pytest.raises(WrongShape):
        followed([[1.0]], [1.0], 0.5)
    with pytest.raises(NotPositive):
        targets(TEACHER, ZEROS, 0)

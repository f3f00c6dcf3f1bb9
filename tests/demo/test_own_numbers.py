"""A reader's own numbers: what a file may hold, and what comes back."""

from __future__ import annotations

import json
from math import log

import pytest

from flashdeck import plugins
from flashdeck.demo.demo import BadInput, Result
from flashdeck.demo.document import document
from flashdeck.demo.reading import from_csv, from_json
from flashdeck.demo.report import Look, step_lines
from flashdeck.errors import FlashdeckError


def own(name: str, given: dict[str, object]) -> Result:
    demo = plugins.demo(name)
    assert demo.own is not None
    return demo.own(from_json(json.dumps(given)))


def answer(name: str, given: dict[str, object]) -> dict[str, object]:
    result = own(name, given)
    assert result.ok and result.answer is not None
    return dict(result.answer)


def test_nt_xent_of_two_pairs() -> None:
    """Two aligned pairs at right angles: ln(1 + 2 exp(-1/τ))."""
    found = answer("simclr", {"z": [[1, 0], [0, 1], [1, 0], [0, 1]], "temperature": 0.5})
    assert set(found) == {"loss", "per_anchor"}
    assert found["loss"] == pytest.approx(0.2395447662, abs=1e-10)
    assert found["per_anchor"] == pytest.approx([0.2395447662] * 4, abs=1e-10)


def test_dino_of_one_picture() -> None:
    """Equal logits: the loss is ln K, and the centre moves a tenth of the way."""
    found = answer(
        "dino",
        {
            "student": [[[0, 0]], [[0, 0]]],
            "teacher": [[[1, 1]], [[1, 1]]],
            "center": [0, 0],
            "student_temp": 0.1,
            "teacher_temp": 0.04,
        },
    )
    assert found["loss"] == pytest.approx(log(2))
    assert found["center"] == pytest.approx([0.1, 0.1])


def test_sinkhorn_of_two_by_two() -> None:
    found = answer(
        "sinkhorn", {"cost": [[0, 1], [1, 0]], "a": [0.5, 0.5], "b": [0.5, 0.5], "epsilon": 1}
    )
    assert set(found) == {"plan", "cost", "violation", "iterations"}
    assert found["plan"] == [
        pytest.approx([0.36552929, 0.13447071]),
        pytest.approx([0.13447071, 0.36552929]),
    ]


def test_the_cheapest_and_the_dearest_assignment() -> None:
    cost = [[4, 1, 3], [2, 0, 5], [3, 2, 2]]
    assert answer("hungarian", {"cost": cost}) == {"rows": [0, 1, 2], "cols": [1, 0, 2], "cost": 5}
    assert answer("hungarian", {"cost": cost, "maximize": True})["cost"] == 11


def test_null_forbids() -> None:
    found = answer("hungarian", {"cost": [[None, 1], [1, 9]]})
    assert (found["cols"], found["cost"]) == ([1, 0], 2)
    dearest = answer("hungarian", {"cost": [[None, 1], [1, 9]], "maximize": True})
    assert dearest["cost"] == 2


def test_two_views_have_no_negatives_and_no_loss() -> None:
    """The bars of three losses that are 0 have no length to be parts of."""
    result = own("simclr", {"z": [[1, 0], [1, 1]]})
    look = Look(width=80, coloured=False)
    assert [line.plain for step in result.steps for line in step_lines(step, 1, look)]
    assert result.answer == {"loss": 0, "per_anchor": [0, 0]}


def test_many_numbers_are_not_all_shown_but_all_answered() -> None:
    cost = [[float((7 * i * j) % 31) for j in range(30)] for i in range(30)]
    assert len(answer("hungarian", {"cost": cost})["cols"]) == 30  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("simclr", {}, "`z` is missing"),
        ("simclr", {"z": [[1, 2], [3]]}, "`z[1]` is a row of 1, but `z[0]` is a row of 2: it must"),
        ("simclr", {"z": [[1, 2], 3]}, "`z[1]` is no row, but `z[0]` is a row of 2"),
        ("simclr", {"z": [["a"]]}, '`z[0][0]` is "a", not a number'),
        ("simclr", {"z": {"a": 1}}, '`z` is {"a": 1}, not a number'),
        ("simclr", {"z": [[1, float("nan")]]}, "`z[0][1]` is nan"),
        ("simclr", {"z": [[1, 10**400]]}, "`z` must be numbers in rows of one length"),
        ("simclr", {"z": [[1]] * 3}, "z"),
        ("simclr", {"z": [[1], [1]], "temperature": 0}, "`temperature` is 0"),
        ("simclr", {"z": [[1], [1]], "temperature": "warm"}, "`temperature` must be a number"),
        ("simclr", {"z": [[1], [1]], "tau": 1}, "unknown key `tau`; there are: z, temperature"),
        ("dino", {"student": [[[0]]]}, "`teacher` is missing"),
        ("sinkhorn", {"cost": [[1, 2]], "a": [1], "b": [1, 1]}, "`a` sums to 1, but `b` to 2"),
        ("sinkhorn", {"cost": [[1, 2]], "epsilon": -1}, "`epsilon` is -1"),
        ("sinkhorn", {"cost": []}, "`cost` is empty"),
        ("hungarian", {"cost": [1, 2]}, "`cost` is 2, not a matrix"),
        ("hungarian", {"cost": [[None]]}, "infinite costs leave no solution"),
        ("hungarian", {"cost": [[1]], "maximize": 1}, "`maximize` must be true or false"),
    ],
)
def test_what_cannot_be_used_is_said(name: str, given: dict[str, object], said: str) -> None:
    with pytest.raises(FlashdeckError) as raised:
        own(name, given)
    assert said in str(raised.value)


@pytest.mark.parametrize("text", ["", "[1]", "{", "[" * 100_000])
def test_what_is_no_object_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        from_json(text)


def test_csv_is_one_matrix() -> None:
    assert from_csv("1, 2\r\n3,4.5\n\n", "cost") == {"cost": [[1, 2], [3, 4.5]]}
    with pytest.raises(BadInput, match="'x' is not a number"):
        from_csv("1,x\n", "cost")


def test_a_document_has_no_numbers_that_json_lacks() -> None:
    result = own("hungarian", {"cost": [[None, 1], [1, 9]]})
    text = json.dumps(document("hungarian", None, {}, result), allow_nan=False)
    assert json.loads(text)["result"] == {"rows": [0, 1], "cols": [1, 0], "cost": 2}

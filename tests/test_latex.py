"""What the LaTeX engine says about formulas."""

from __future__ import annotations

import re
import time
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck.latex import Problem, for_mathjax, macro_problem, mathml, problem
from flashdeck.latex.guards import DEEPEST, LONGEST
from flashdeck.latex.names import (
    ALIASES,
    COMMON,
    ENVIRONMENTS,
    MATHJAX_COMMANDS,
    MATHJAX_ENVIRONMENTS,
    PORTABLE,
)

MACROS = {"RR": r"\mathbb R", "half": r"\frac{#1}{2}", "loop": r"\loop x", "lp": r"\left("}


def found(tex: str) -> Problem:
    result = problem(tex, display=True, macros=MACROS)
    assert result is not None
    return result


@pytest.mark.parametrize(
    "tex",
    [
        r"\mathcal D _ T",
        r"\frac{1}{N}\sum_{i=1}^N x_i",
        r"\begin{split}a &= b \\ &= c\end{split}",
        r"\begin{alignat}{2}a &= b &\quad c &= d\end{alignat}",
        r"\begin{eqnarray}a &=& b\end{eqnarray}",
        r"\left(\begin{smallmatrix}a & b\end{smallmatrix}\right)",
        r"x \tag{1}",
        r"x \tag*{$\dagger$}",
        r"\begin{align}a &= b \tag{1} \label{eq:a_1}\end{align}",
        r"\label{eq:a_1} x",
        r"\text{if $x$ is \(y\) or \$5}",
        r"\sum_{\substack{i < j \\ j < k}} x",
        r"\left< x \right>",
        r"\nicefrac12 + \mathbbm 1",
        r"x^\RR + \half{y}",
        "]0, 1[" * 20,
        "{" * (DEEPEST - 1) + "x" + "}" * (DEEPEST - 1),
        "",
        "\ud800",
    ],
)
def test_sound_formulas_have_no_problem(tex: str) -> None:
    assert problem(tex, display=True, macros=MACROS) is None
    assert problem(tex, display=False, macros=MACROS) is None


@pytest.mark.parametrize(
    ("tex", "where", "message", "help"),
    [
        (r"a + \foo", r"\foo", r"unknown command `\foo`", "define it under `macros`"),
        (r"a + \Sum", r"\Sum", r"unknown command `\Sum`", r"did you mean `\sum`?"),
        (r"\cdotx", r"\cdotx", r"unknown command `\cdotx`", r"did you mean `\cdot`?"),
        (r"\infor", r"\infor", r"unknown command `\infor`", r"write `\inf or`, with a space"),
        (r"\frac{1", "{", "`{` is not closed", "add `}`"),
        (r"\left( x", r"\left", r"`\left` is not closed", r"add `\right`"),
        (r"\begin{matrix} x", r"\begin{matrix}", r"`\begin{matrix}` is not", r"\end{matrix}"),
        (r"\sqrt[3", "[", "`[` is not closed", "add `]`"),
        (r"x }", "}", "`}` closes nothing", None),
        (r"\begin{foo}x\end{foo}", r"\begin{foo}", "unknown environment `foo`", None),
        (
            r"\begin{matrix}x\end{pmatrix}",
            r"\end{pmatrix}",
            r"`\end{pmatrix}` where `\end{matrix}` was expected",
            None,
        ),
        (r"1 + \frac{a_{b}}", r"\frac", r"`\frac` lacks an argument", None),
        (r"x_", "_", "`_` lacks an argument", None),
        (r"x^1^2", "^", "two scripts of one kind", "{x^a}^b"),
        (r"a & b", "&", "`&` outside a table", r"write `\&`"),
        (r"a \\limits b$", "$", "`$` inside a formula", r"write `\$`"),
        (r"50 # x", "#", "`#` outside a macro", r"write `\#`"),
        (r"\half", r"\half", r"`\half` lacks an argument", None),
        (r"x + \loop", r"\loop", r"`\loop` expands without end", None),
        (r"\half{a + \foo}", r"\foo", r"unknown command `\foo`", "define"),
        (r"\text{a $\foo$ b}", r"\foo", r"unknown command `\foo`", "define"),
        (r"\text{a_b}", "_", "mathematics inside text", "close the text"),
        ("x\\", "\\", "a backslash before nothing", None),
        ("\0", "\0", "a character that no formula may hold", None),
    ],
)
def test_a_broken_formula_says_where_and_why(
    tex: str, where: str, message: str, help: str | None
) -> None:
    fault = found(tex)
    assert tex[fault.start : fault.end] == where
    assert message in fault.message
    assert help is None or help in (fault.help or "")
    assert not fault.mathjax_only


def test_the_second_of_two_faulty_places_keeps_its_offset_behind_a_macro() -> None:
    tex = r"\RR + \half{\RR} + \foo"
    fault = found(tex)
    assert (fault.start, fault.end) == (tex.index(r"\foo"), len(tex))


def test_a_fault_inside_a_macro_stands_at_its_call() -> None:
    fault = problem(r"1 + \bad", display=False, macros={"bad": r"x + \foo"})
    assert fault is not None
    assert (fault.start, fault.end, fault.message) == (4, 8, r"unknown command `\foo`")


@pytest.mark.parametrize("name", sorted(MATHJAX_COMMANDS))
def test_a_command_of_mathjax_is_information(name: str) -> None:
    for tail in ("{x}{y}", "", "("):
        fault = problem(rf"x + \{name}{tail}", display=True)
        assert fault is not None
        assert fault.mathjax_only
        assert (fault.start, fault.end) == (4, 5 + len(name))


@pytest.mark.parametrize("name", sorted(MATHJAX_ENVIRONMENTS))
def test_an_environment_of_mathjax_is_information(name: str) -> None:
    fault = problem(rf"\begin{{{name}}}x\end{{{name}}}", display=True)
    assert fault is not None
    assert fault.mathjax_only


@pytest.mark.parametrize("name", sorted({*COMMON, *ALIASES, *PORTABLE} - {"begin", "end"}))
def test_what_we_recommend_or_rewrite_is_understood(name: str) -> None:
    fault = problem(rf"\{name}{{x}}{{y}}", display=True)
    assert fault is None or "unknown" not in fault.message
    assert fault is None or not fault.mathjax_only


@pytest.mark.parametrize("name", sorted(ENVIRONMENTS))
def test_environments_by_another_name_are_understood(name: str) -> None:
    columns = "{2}" if "alignat" in name or name == "alignedat" else ""
    assert problem(rf"\begin{{{name}}}{columns}a \\ c\end{{{name}}}", display=True) is None


@pytest.mark.parametrize(
    "tex",
    [
        "{" * 100_000,
        "{" * 5_000 + "}" * 5_000,
        r"\left(" * 4_000 + r"\right)" * 4_000,
        r"\begin{matrix}" * 1_000,
        r"\sqrt " * 3_000 + "x",
        "x" * (LONGEST + 1),
        r"\newcommand{\a}{{{{{\a}}}}}\a",
        r"\def\a{\a\a}\a",
    ],
)
def test_what_would_exhaust_the_engine_is_refused(tex: str) -> None:
    assert isinstance(mathml(tex, display=True), Problem)


@pytest.mark.parametrize(
    "tex",
    [
        "(" * 200,
        r"(\\" * 40,
        r"\begin{matrix}" + "(" * 40 + "&" + ")" * 40 + r"\end{matrix}",
        r"(\hat)" * 40,
        r"\[[\langle " * 40,
        r"(\sqrt[)]x" * 40,
        r"\bigl(" * 40,
        r"\ket\underbrace" * 40 + "x",
        r"\ket\operatorname" * 16 + "x",
        r"\bra x" * 40,
        r"{\bra{(}}" * 40,
        r"\mathopen(" * 40,
        "⟨⌈" * 40,
    ],
)
def test_brackets_that_nothing_closes_cost_little(tex: str) -> None:
    start = time.process_time()
    mathml(tex, display=True)
    assert time.process_time() - start < 5  # with a search for partners, years


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        (r"\begin{matrix}a\\[2pt]b\end{matrix}", "ab"),
        (r"\begin{matrix}a\\*[2pt]b\end{matrix}", "ab"),
        (r"\begin{matrix}a\\[0]b\end{matrix}", "a[0]b"),
        (r"\cfrac[l]{a}{b}", "ab"),
        ("(" * 20 + "x" + ")" * 20, "(" * 20 + "x" + ")" * 20),
        (r"\braket{a}\ket{b}", "⟨a⟩|b⟩"),
        (r"x\tag{1}", "x(1)"),
        (r"\text{a $b$ c}", "abc"),
        (r"\begin{align}a\end{align}", "a"),
    ],
)
def test_what_the_engine_would_print_wrongly_is_written_otherwise(tex: str, shown: str) -> None:
    result = mathml(tex, display=True)
    assert isinstance(result, str)
    text = "".join(ElementTree.fromstring(result).itertext())
    assert re.sub("[\u00a0\u2063]", "", text) == shown


def test_macros_cannot_exhaust_the_engine() -> None:
    deep = {"a": "{" * 50 + r"\a" + "}" * 50}
    wide = {"a": r"\b\b\b", "b": r"\c\c\c", "c": r"\d\d\d", "d": "x" * 10_000}
    doubling = {"a": "#1#1#1#1"}
    for macros in (deep, wide):
        assert problem(r"\a", display=True, macros=macros) is not None
    assert problem(r"\a{" * 30 + "x" + "}" * 30, display=True, macros=doubling) is not None


PARTS = [*"ab1{}[]()_^&$#%~'\\ \n∆😀", r"\frac", r"\left", r"\right", r"\text{", r"\tag", r"\RR"]
PARTS += [r"\begin{matrix}", r"\end{matrix}", r"\begin{align}", r"\half", r"\ce", r"\\", r"\("]


@given(st.lists(st.sampled_from(PARTS)).map("".join))
def test_any_formula_is_mathml_or_a_problem_inside_it(tex: str) -> None:
    result = mathml(tex, display=True, macros=MACROS)
    if isinstance(result, str):
        ElementTree.fromstring(result)
    else:
        assert 0 <= result.start <= result.end <= len(tex)
        assert result.message


@pytest.mark.parametrize(
    ("name", "body", "message"),
    [
        (r"\RR", r"\mathbb R", r"`\RR` is no name for a macro"),
        ("a1", "x", "`a1` is no name for a macro"),
        ("", "x", "`` is no name for a macro"),
        ("a", "#2", "parameters are"),
        ("a", "#x", "parameters are"),
        ("a", "#", "parameters are"),
        ("a", r"1 + \foo", r"unknown command `\foo`"),
        ("a", r"\a", r"`\a` expands without end"),
        ("a", r"\ce{#1}", r"only MathJax knows `\ce`"),
    ],
)
def test_a_macro_that_cannot_work_is_reported(name: str, body: str, message: str) -> None:
    fault = macro_problem(name, body)
    assert fault is not None
    assert message in fault.message
    assert 0 <= fault.start <= fault.end <= len(body)


@pytest.mark.parametrize(
    ("name", "body"),
    [("RR", r"\mathbb R"), ("half", r"\frac{#1}{2}"), ("lp", r"\left("), ("end", "}"), ("a", "")],
)
def test_a_macro_that_works_is_not(name: str, body: str) -> None:
    assert macro_problem(name, body) is None


def test_a_macro_may_use_another() -> None:
    assert macro_problem("Rn", r"\RR^n", MACROS) is None
    assert macro_problem("Rn", r"\RR^n") is not None


@pytest.mark.parametrize(
    ("tex", "written"),
    [
        (r"x_\RR y", r"x_{\mathbb R} y"),
        (r"\half\alpha b", r"\frac{\alpha}{2} b"),
        (r"\bm x", r"\boldsymbol{x}"),
        (r"\sum x", r"\sum x"),
        (r"\loop", r"\loop"),
        (r"\newcommand{\RR}{R}\RR", r"\newcommand{\RR}{R}\RR"),
        (r"\ce{H2O}", r"\ce{H2O}"),
    ],
)
def test_mathjax_gets_macros_written_out(tex: str, written: str) -> None:
    assert for_mathjax(tex, MACROS) == written

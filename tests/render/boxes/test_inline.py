"""Formulas on one line: what would change its meaning without brackets has them."""

from __future__ import annotations

import pytest

from flashdeck.render.boxes import inline


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\frac{a+b}{c}", "(a+b)/c"),
        (r"\frac{a}{b+c}", "a/(b+c)"),
        (r"\frac{a}{bc}", "a/(bc)"),
        (r"\frac{ab}{c}", "ab/c"),
        (r"\frac{a}{b}c", "(a/b)c"),
        (r"1\frac12", "1½"),
        (r"2\frac34 x", "2¾x"),
        (r"3\frac57", "3 5/7"),
        (r"\frac{3\frac57}{x}", "(3 5/7)/x"),
        (r"3\frac57 x", "3(5/7)x"),
        (r"3 \cdot \frac12", "3 ⋅ 1/2"),
        (r"k\frac{a}{b}", "k (a/b)"),
        (r"\frac ab \frac cd", "(a/b)(c/d)"),
        (r"\frac ab \cdot \frac cd", "a/b ⋅ c/d"),
        (r"\frac ab \div \frac cd", "(a/b) ÷ (c/d)"),
        (r"a / \frac bc", "a/(b/c)"),
        (r"\frac{\frac ab}{c}", "(a/b)/c"),
        (r"\frac{a}{\frac bc}", "a/(b/c)"),
        (r"-\frac{a}{b}", "−a/b"),
        (r"a - \frac{-b}{c}", "a − (−b)/c"),
        (r"\frac{a}{-b}", "a/(−b)"),
        (r"\frac ab!", "(a/b)!"),
        (r"\frac ab^2", "(a/b)²"),
        (r"\frac{a/b}{c}", "(a/b)/c"),
        (r"\frac1N \sum_i x_i", "(1/N) ∑ᵢ xᵢ"),
        (r"\sum_i \frac{a+b}{i}", "∑ᵢ ((a+b)/i)"),
        (r"\lim_{n \to 0} \frac{1}{n}", "lim_(n→0) (1/n)"),
        (r"\int \frac1x dx", "∫ (1/x)dx"),
    ],
)
def test_fractions(tex: str, text: str) -> None:
    assert inline(tex) == text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\frac{dy}{dx}", "dy/dx"),
        (r"\frac{d}{dx} f", "(d/dx)f"),
        (r"\frac{\partial^2 u}{\partial x^2}", "∂²u/∂x²"),
        (r"\frac{\partial^2 u}{\partial x \partial y}", "∂²u/(∂x∂y)"),
        (r"\frac{a}{dx}", "a/(dx)"),
    ],
)
def test_derivatives_are_written_as_usual(tex: str, text: str) -> None:
    assert inline(tex) == text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\log \frac ab", "log(a/b)"),
        (r"\frac{\log a}{b}", "(log a)/b"),
        (r"\frac{a}{\log b}", "a/(log b)"),
        (r"\frac{\log(a)}{b}", "log(a)/b"),
        (r"\frac{a}{f(x)}", "a/f(x)"),
        (r"\frac{P(A)}{P(B \mid C)}", "P(A)/P(B ∣ C)"),
        (r"\frac{a}{x(y+1)}", "a/(x(y+1))"),
        (r"\frac{a}{2(x)}", "a/(2(x))"),
        (r"\frac{a}{b!}", "a/b!"),
        (r"2^{\log n}", "2^(log n)"),
        (r"n \log n", "n log n"),
    ],
)
def test_functions(tex: str, text: str) -> None:
    assert inline(tex) == text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\sqrt x", "√x"),
        (r"\sqrt{ab}", "√(ab)"),
        (r"\sqrt{x_i}", "√(xᵢ)"),
        (r"\sqrt{(a+b)}", "√(a + b)"),
        (r"\sqrt{(a)(b)}", "√((a)(b))"),
        (r"\sqrt x y", "√(x)y"),
        (r"\sqrt{x} / 2", "√(x)/2"),
        (r"\frac{\sqrt x}{2}", "√(x)/2"),
        (r"\frac{a\sqrt x}{2}", "(a√x)/2"),
        (r"\frac{1}{\sqrt x}", "1/√x"),
        (r"\sqrt{x}^2", "(√x)²"),
        (r"\sqrt[3]{x}", "∛x"),
        (r"\sqrt[n]{x+1}", "ⁿ√(x + 1)"),
        (r"2\sqrt[n]{x}", "2(ⁿ√x)"),
        (r"\sqrt[Q]{x}", "[Q]√x"),
    ],
)
def test_roots(tex: str, text: str) -> None:
    assert inline(tex) == text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        ("x_i^2", "xᵢ²"),
        ("x^{n+1}", "xⁿ⁺¹"),
        ("x_{ij}", "xᵢⱼ"),
        ("x_{iy}", "x_(iy)"),
        ("x_{i,j}", "x_(i,j)"),
        ("x_T", "x_T"),
        ("x_T y", "x_T y"),
        ("x_T(y)", "x_T(y)"),
        ("x_T^2", "x_T²"),
        ("x^{(a)}_b", "x_b⁽ᵃ⁾"),
        (r"\|A\|_F^2", "‖A‖_F²"),
        (r"\theta_{\mathrm{MLE}}^2", "θ_MLE²"),
        ("x_{i,j}^2", "x_(i,j)²"),
        ("x_{ij}^2", "xᵢⱼ²"),
        ("x_{n+k}^2", "x_(n+k)²"),
        ("x_{n+k}", "xₙ₊ₖ"),
        ("x_{n+1}^2", "xₙ₊₁²"),
        (r"\sum_{i=a}^b x", "∑ᵢ₌ₐᵇ x"),
        ("x_{n+k}'", "x′ₙ₊ₖ"),
        (r"\left.f\right|_{x=a}^{b}", "f|_(x=a)ᵇ"),
        (r"\left.f\right|_{x=a}", "f|ₓ₌ₐ"),
        (r"x_T^\infty", "x_T^∞"),
        (r"x^\infty y", "x^∞ y"),
        (r"\gamma^\mu \partial_\mu", "γ^μ ∂_μ"),
        (r"\theta_{\mathrm{MLE}}", "θ_MLE"),
        (r"\theta_{\text{a b}}", "θ_(a b)"),
        ("2^{2^n}", "2^(2ⁿ)"),
        ("x_{n_k}", "x_(nₖ)"),
        ("e^{-x^2}", "e^(−x²)"),
        ("e^{-x}", "e⁻ˣ"),
        (r"x^{\frac12}", "x^(1/2)"),
        ("{a+b}^2", "(a + b)²"),
        ("{ab}^2", "(ab)²"),
        ("{x^2}^3", "(x²)³"),
        ("(a+b)^2", "(a + b)²"),
        ("f'_T", "f′_T"),
        ("x'^2", "x′²"),
        ("x^*", "x^∗"),
        (r"90^\circ", "90°"),
        (r"A^\top", "Aᵀ"),
        (r"x^{\mathbf n}", "x^𝐧"),
        (r"{}^{14}_6\mathrm C", "¹⁴₆C"),
        (r"3\,{}^1_0 n", "3 (¹₀n)"),
        (r"\mathbf 1_{[k \ne i]}", "𝟏_[k≠i]"),
    ],
)
def test_scripts(tex: str, text: str) -> None:
    assert inline(tex) == text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\sum_{i=1}^N x_i", "∑ᵢ₌₁ᴺ xᵢ"),
        (r"\sum_{\substack{i < j \\ j < k}} x", "∑_(i<j; j<k) x"),
        (r"\lim_{x \to 0} f(x)", "lim_(x→0) f(x)"),
        (r"\operatorname*{arg\,max}_\theta L", "arg max_θ L"),
        (r"\hat x", "x̂"),
        (r"\widehat{xy}", "hat(xy)"),
        (r"\overline{AB}", "A\u0305B\u0305"),
        (r"\overline{AB}^2", "(A\u0305B\u0305)²"),
        (r"\overline A\overline B", "Ā B̄"),
        (r"\frac{1}{\overline{AB}}", "1/(A\u0305B\u0305)"),
        (r"0.\overline{36}", "0.3\u03056\u0305"),
        (r"\overline{A \cup B}", "bar(A ∪ B)"),
        (r"\overline A\,\overline B", "Ā B̄"),
        (r"\underbrace{a+b}_{c}", "underbrace(a + b: c)"),
        (r"\overset{\circ}{A}", "(A with ∘ above)"),
        (r"X \overset{d}{=} Y", "X =ᵈ Y"),
        (r"A \xrightarrow{f} B", "A ─f→ B"),
        (r"\left.\frac{a}{b}\right|_0^1", "(a/b)|₀¹"),
        (r"\binom{n}{k}", "(n choose k)"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "(a, b; c, d)"),
        (r"\left(\begin{array}{c|c} a & b \end{array}\right)", "(a | b)"),
        (r"x = \begin{matrix} a & b \end{matrix} y", "x = [a, b]y"),
        (r"\begin{cases} a, & \text{if } b \\ c & d \end{cases}", "{a if b; c, d}"),
        (r"\begin{aligned} a &= b, \\ c &= d \end{aligned}", "a = b; c = d"),
        (r"\boxed{x}", "boxed(x)"),
        (r"\cancel{ab}", "a̶b̶"),
        (r"\textcolor{red}{x}", "x"),
        (r"x \tag{1}", "x    (1)"),
    ],
)
def test_other_things(tex: str, text: str) -> None:
    assert inline(tex) == text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        ("-1", "−1"),
        ("a-b", "a − b"),
        ("a=-b", "a = −b"),
        ("(-a)", "(−a)"),
        (r"|x|+|{-y}|", "|x| + |−y|"),
        ("||x|-|y||", "||x| − |y||"),
        ("P(A|B)", "P(A|B)"),
        (r"\langle a|b \rangle", "⟨a|b⟩"),
        ("[0,1)", "[0, 1)"),
        ("]0,1[", "]0, 1["),
        (r"10{,}000", "10,000"),
        (r"f\colon A \to B", "f: A → B"),
        (r"a := b", "a := b"),
        (r"\text{a } -x", "a −x"),
        (r"\text{a}-\text{b}", "a − b"),
        (r"x,\dots,y", "x, …, y"),
        (r"x ... y", "x … y"),
        (".5x", ".5x"),
        (r"\backslash", "∖"),
        (r"\log -x", "log −x"),
        (r"\mathrm{Ba} + 3", "Ba + 3"),
        (r"f(x)\big|_{x=1} + 3", "f(x)|ₓ₌₁ + 3"),
        (r"f\Big|_0^1 - 3", "f|₀¹ − 3"),
        (r"\sum_i -3", "∑ᵢ −3"),
    ],
)
def test_signs_stand_where_they_belong(tex: str, text: str) -> None:
    assert inline(tex) == text


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\foo x", r"«\foo x»"),
        (r"\ce{H2O}", r"«\ce{H2O}»"),
        (r"\frac{1", r"«\frac{1»"),
        ("a\n  & b", "«a & b»"),
        ("\x1b[31m", "«␛[31m»"),
    ],
)
def test_what_cannot_be_parsed_is_its_latex_between_marks(tex: str, text: str) -> None:
    assert inline(tex) == text


def test_macros_are_written_out() -> None:
    assert inline(r"\RR^n", macros={"RR": r"\mathbb R"}) == "ℝⁿ"


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\alpha x \le \frac{1}{2}", "alpha x <= 1/2"),
        (r"\mathbf x \ne x, \mathbb R, \mathcal L", "bold(x) != x, RR, cal(L)"),
        (r"\sum_{i=1}^N x_i^2", "sum_(i=1)^N x_i^2"),
        (r"\hat\theta \to \infty", "hat(theta) -> oo"),
        (r"\sqrt[3]{x} + \sqrt x", "root[3](x) + sqrt(x)"),
        (r"\lfloor x \rfloor", "floor(x)"),
        (r"\text{café 日}", "cafe <U+65E5>"),
        (r"\foo é", r"<<\foo e>>"),
        (r"1\frac12", "1 1/2"),
        (r"\overline{AB}", "bar(AB)"),
    ],
)
def test_ascii(tex: str, text: str) -> None:
    assert inline(tex, ascii=True) == text

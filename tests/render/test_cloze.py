"""What an author hides, and the gaps Anki is given."""

from __future__ import annotations

import pytest

from building import cloze, statement
from flashdeck.model import Collection
from flashdeck.render.html import Html

GAPS = {
    "Paris is ⟦1:big⟧.": "Paris is {{c1::big}}.",
    "⟦1:a⟧ and ⟦2:b||the second⟧": "{{c1::a}} and {{c2::b::the second}}",
    "**⟦1:x⟧** ⟦1:**y**⟧ ⟦2:_z_⟧": (
        "<strong>{{c1::x}}</strong> {{c1::<strong>y</strong>}} {{c2::<em>z</em>}}"
    ),
    "a ⟦1:b **c⟧ d**": "a {{c1::b }}<strong>{{c1::c}} d</strong>",
    "⟦1:one\n\ntwo⟧": "<p>{{c1::one}}</p>\n<p>{{c1::two}}</p>",
    "⟦1:- a\n- b\n- c⟧\n- d": (
        "<ul>\n<li>{{c1::a}}</li>\n<li>{{c1::b}}</li>\n<li>{{c1::c}}</li>\n<li>d</li>\n</ul>"
    ),
    "x\n\n⟦1:1. a⟧": "<p>x</p>\n<ol>\n<li>{{c1::a}}</li>\n</ol>",
    "==a ⟦1:b⟧==": "<mark>a {{c1::b}}</mark>",
    "⟦1:![[dog.png]]⟧": '{{c1::<span class="missing">dog.png</span>}}',
}

FORMULAS = {
    "$a = ⟦1:b⟧$": r"\(a = {{c1::b}}\)",
    r"$x = ⟦1:\frac{a}{b}⟧$": r"\(x = {{c1::\frac{a}{b} }}\)",
    r"$x = ⟦1:\frac{\sqrt{a}}{b}⟧ + c$": r"\(x = {{c1::\frac{\sqrt{a} }{b} }} + c\)",
    r"$\frac{⟦1:a⟧}{b}$": r"\(\frac{ {{c1::a}}}{b}\)",
    r"$\alpha⟦1:b⟧$": r"\(\alpha {{c1::b}}\)",
    r"⟦1:so $\sqrt{\frac{a}{b}}$⟧": r"{{c1::so \(\sqrt{\frac{a}{b} }\)}}",
    r"$\sqrt{\frac{a}{b}}$ ⟦1:x⟧": r"\(\sqrt{\frac{a}{b}}\) {{c1::x}}",
    "$⟦1:x::y⟧$": r"\({{c1::x: :y}}\)",
    "before ⟦1:and $a⟧ + b$": r"before {{c1::and}} \({{c1::a}} + b\)",
    r"$⟦1:x⟧ \in \R$": r"\(\def\R{\mathbb{R}}{{c1::x}} \in \R\)",
    r"⟦1:$\R$⟧": r"{{c1::\(\mathbb{R}\)}}",
}

STRAYS = {
    "`{{c2::x}}` ⟦1:y⟧": "<code>&#123;&#123;c2&#58;&#58;x&#125;&#125;</code> {{c1::y}}",
    "⟦1:`a::b}}`⟧": "{{c1::<code>a&#58;&#58;b&#125;&#125;</code>}}",
    "⟦1:{x}⟧": "{{c1::&#123;x&#125;}}",
    "⟦1:x||a::b}}⟧": "{{c1::x::a&#58;&#58;b&#125;&#125;}}",
    "⟦1:[a](http://x.org/b::c)⟧": '{{c1::<a href="http://x.org/b&#58;&#58;c">a</a>}}',
    "```\n{{c3::x}}\n```\n\n⟦1:y⟧": (
        '<pre class="code"><code>&#123;&#123;c3&#58;&#58;x&#125;&#125;</code></pre>\n'
        "<p>{{c1::y}}</p>"
    ),
    r"${{c4::x}}$ ⟦1:y⟧": r"\({ {c4::x}}\) {{c1::y}}",
}

UNSEEN = {
    "[a](http://⟦1:x.org⟧) ⟦2:b⟧": '<a href="http://x.org">a</a> {{c2::b}} {{c1::x.org}}',
    "a⟦1: ⟧b": "a b {{c1::…}}",
    "a <!-- ⟦1:b⟧ --> c": "a  c {{c1::b}}",
}


def rendered(marked: str) -> str:
    note = cloze(marked)
    return Html(Collection(notes=(note,)), {"R": r"\mathbb{R}"}).cloze(note)


@pytest.mark.parametrize("marked", GAPS)
def test_gaps_never_cross_an_element(marked: str) -> None:
    assert rendered(marked) == GAPS[marked]


@pytest.mark.parametrize("marked", FORMULAS)
def test_gaps_stay_inside_formulas(marked: str) -> None:
    assert rendered(marked) == FORMULAS[marked]


@pytest.mark.parametrize("marked", STRAYS)
def test_nothing_else_is_a_gap_or_ends_one(marked: str) -> None:
    assert rendered(marked) == STRAYS[marked]


@pytest.mark.parametrize("marked", UNSEEN)
def test_a_gap_that_hides_nothing_visible_is_asked_for_behind_the_text(marked: str) -> None:
    assert rendered(marked) == UNSEEN[marked]


def test_a_gap_in_a_tag_does_not_hide_where_a_link_leads() -> None:
    assert rendered("<a href='⟦1:java⟧script:x'>y</a>") == "<a>y</a> {{c1::java}}"


def test_a_statement_without_gaps_is_asked_for_from_its_first_words() -> None:
    note = statement("DINO has **a** student.\n\n- a}}", cue_end=4)
    assert Html(Collection(notes=(note,)), {}).cloze(note) == (
        '<div class="cue">DINO …</div>'
        "{{c1::<p>DINO has <strong>a</strong> student.</p>\n<ul>\n<li>a&#125;&#125;</li>\n</ul>}}"
    )


def test_a_statement_without_first_words_is_asked_for_from_its_deck() -> None:
    note = statement("A fact.", deck=("Course", "Week *1*"))
    html = Html(Collection(notes=(note,)), {}).cloze(note)
    assert html == '<div class="cue">Week <em>1</em> …</div>{{c1::A fact.}}'

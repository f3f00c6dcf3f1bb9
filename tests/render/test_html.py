"""What an author writes, and the HTML that comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from building import basic, passage
from flashdeck.model import Collection, Media, NoteId
from flashdeck.render.html import Html
from flashdeck.render.markdown import DEEPEST

PLAIN = {
    "Capital of France?": "Capital of France?",
    "a\nb": "a<br>\nb",
    "    indented": "indented",
    "Title\n---": "<p>Title</p>\n<hr>",
    "==marked== text": "<mark>marked</mark> text",
    "a == b and c == d": "a == b and c == d",
    "==a **b== c**": "<mark>a </mark><strong><mark>b</mark> c</strong>",
    "~~gone~~": "<s>gone</s>",
    "[[a page|its alias]] and [[a page]]": "its alias and a page",
    "[[a#b]], [[#b]], ![[a#b]] and ![[a|c]]": "a &gt; b, b, a &gt; b and c",
    "seen<!-- not --> %% nor %% seen": "seen  seen",
    "before\n<!-- a comment\nalone -->\nafter": "before<br>\nafter",
    "- [ ] open\n- [x] done": "<ul>\n<li>☐ open</li>\n<li>☑ done</li>\n</ul>",
    "[here](https://x.org)": '<a href="https://x.org">here</a>',
    "[there](Other%20note.md)": "<a>there</a>",
    "[no](javascript:alert(1))": "<a>no</a>",
    "[label]: http://x.org": "[label]: http://x.org",
    "Vec<T> & <your name>": "Vec&lt;T&gt; &amp; &lt;your name&gt;",
    "[sound:no.mp3] and [latex]": '<span class="missing">no.mp3</span> and &#91;latex]',
    "\ue0000\ue001 ⁅0⁆": "\ue0000\ue001 ⁅0⁆",
    "&#xE000;5&#57345; &#x2045;": "\ue0005\ue001 ⁅",
    "a\x1fb\x00c\x7f": "abc",
    "e\u0301": "é",
    "*\u0338a*": "<em>&#824;a</em>",
}

FORMULAS = {
    "$x$": r"\(x\)",
    "$a < b && b > c$": r"\(a &lt; b &amp;&amp; b &gt; c\)",
    "**$x$**: and _$y$_": r"<strong>\(x\)</strong>: and <em>\(y\)</em>",
    "这是**$x$**的": r"这是<strong>\(x\)</strong>的",
    "$x_1$ and $x_2$, $a*b*c$": r"\(x_1\) and \(x_2\), \(a*b*c\)",
    "above\n$$\nx\n$$\nbelow": "above\n\\[\nx\n\\]\nbelow",
    r"\[x\] and \(y\)": r"\[x\] and \(y\)",
    "> $$\n> a\n> b\n> $$": "<blockquote>\n<p>\\[\na\nb\n\\]</p>\n</blockquote>",
    "`$x$` costs $5 or $10": "<code>$x$</code> costs $5 or $10",
    r"$\text{a \) b}$": r"\(\text{a ) b}\)",
    r"\\(no formula\\)": "\\\u2060(no formula\\\u2060)",
    r"$\half$": r"\(\frac{1}{2}\)",
    r"$\norm{x}$": r"\(\lVert x \rVert\)",
}
MACROS = {"half": r"\frac{1}{\two}", "two": "2", "norm": r"\lVert #1 \rVert", "unused": "x"}

CODE = {
    "Note: ```\na < b\n```\n**so**": '<p>Note:</p>\n<pre class="code"><code>a &lt; b</code></pre>\n'
    "<p><strong>so</strong></p>",
    "`a*b*` and `` a`b ``": "<code>a*b*</code> and <code>a`b</code>",
    "```\na < b\n\n---\n```": '<pre class="code"><code>a &lt; b\n\n---</code></pre>',
    "```\nnever closed\n\n*text*": '<pre class="code"><code>never closed</code></pre>\n'
    "<p><em>text</em></p>",
    "- ```\n  x": '<ul>\n<li>\n<pre class="code"><code>x</code></pre>\n</li>\n</ul>',
    "```nonsense\nx\n```": '<pre class="code"><code>x</code></pre>',
    "```python\nreturn 1\n```": '<pre class="code"><code><span class="k">return</span> '
    '<span class="m">1</span></code></pre>',
    r"`\(x\)`": r"<code>&#92;(x&#92;)</code>",
    "`\\d` <b>x</b>": r"<code>&#92;d</code> <b>x</b>",
}

RAW = {
    "<b>bold <i>both": "<b>bold <i>both</i></b>",
    "H<sub>2</sub>O<br><kbd>Ctrl</kbd>": "H<sub>2</sub>O<br><kbd>Ctrl</kbd>",
    "<ruby>字<rt>ji</rt></ruby>": "<ruby>字<rt>ji</rt></ruby>",
    "a<script>alert(1)</script>b": "ab",
    "a<style>p{}</style><iframe src=x>y</iframe>b": "ab",
    '<span onclick="x()" style="color:red">s</span>': "<span>s</span>",
    '<a href="javascript:x()">s</a>': "<a>s</a>",
    "<div>never closed": "<div>never closed</div>",
    "</div></div> never opened": "never opened",
    '<span title="$x$">s</span>': '<span title="$x$">s</span>',
}

FLAT = {
    "Steps:\n- a\n- b\nThen": "<p>Steps:</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p>Then</p>",
    "  1. a\n    • b\n  2. c": ("<ol>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ol>"),
    "a\n\\[x\n+ y\\]\nb": "<p>a</p>\n<p>\\[x\n+ y\\]</p>\n<p>b</p>",
    "a\n```\nx\ny\n```\nb": '<p>a</p>\n<pre class="code"><code>x\ny</code></pre>\n<p>b</p>',
}


def rendered(text: str, *, flat: bool = False) -> str:
    note = basic(text, flat=flat)
    return Html(Collection(notes=(note,)), MACROS).passage(note, note.front)


@pytest.mark.parametrize("text", PLAIN)
def test_markdown(text: str) -> None:
    assert rendered(text) == PLAIN[text]


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_are_none_of_markdowns_business(text: str) -> None:
    assert rendered(text) == FORMULAS[text]


@pytest.mark.parametrize("text", CODE)
def test_code_stands_as_it_is(text: str) -> None:
    assert rendered(text) == CODE[text]


@pytest.mark.parametrize("text", RAW)
def test_only_harmless_html_passes(text: str) -> None:
    assert rendered(text) == RAW[text]


@pytest.mark.parametrize("text", FLAT)
def test_every_line_of_a_flat_passage_is_a_block(text: str) -> None:
    assert rendered(text, flat=True) == FLAT[text]


def test_bullets_are_list_items() -> None:
    assert rendered("• a\n  ◦ b\n• c") == rendered("- a\n  - b\n- c")


@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "> - ", "- > "])
@pytest.mark.parametrize("depth", [20, 24, 25, 26, 49, 50, 51, 5000])
def test_what_is_nested_deep_is_all_there(mark: str, depth: int) -> None:
    html = rendered(f"{mark * depth}the word\n\nand more")
    assert "the word" in html and "and more" in html
    kept = sum(html.count(f"<{name}>\n") for name in ("blockquote", "ul", "ol"))
    bound = DEEPEST if mark == "> " else DEEPEST // 2
    assert kept >= min(depth, bound)


def test_a_quote_too_deep_is_words() -> None:
    assert rendered(">" * (DEEPEST + 3) + " x").count("&gt;&gt;&gt; x") == 1


def test_a_callout_is_a_box_with_a_title() -> None:
    assert rendered("> [!tip]- Look *here*\n> at this") == (
        '<blockquote class="callout">\n<p class="callout-title">Look <em>here</em></p>\n'
        "<p>at this</p>\n</blockquote>"
    )
    assert '<p class="callout-title">Warning</p>' in rendered("> [!warning]\n> x")


def test_table_cells_are_aligned_by_class() -> None:
    html = rendered("| a | b |\n|---|--:|\n| $x|y$ | 2 |")
    assert r"<td>\(x|y\)</td>" in html
    assert '<td class="right">2</td>' in html


PICTURES = {
    "![a cat](cat.png)": '<img src="c0ffee.png" alt="a cat">',
    "![[cat.png|300]]": '<img src="c0ffee.png" alt="" width="300">',
    '<img src="cat.png" alt="a &quot;cat&quot;">': '<img src="c0ffee.png" alt="a &quot;cat&quot;">',
    "![[purr.mp3]]": "[sound:decaf.mp3]",
    "![a dog](dog.png)": '<span class="missing">a dog</span>',
    "![](dog.png)": '<span class="missing">dog.png</span>',
    "![x](https://x.org/a.png)": '<img src="https://x.org/a.png" alt="x">',
    "![x](https://x.org/a.mp3)": '<a href="https://x.org/a.mp3">x</a>',
    "![x](data:text/html,x)": '<span class="missing">x</span>',
}


@pytest.mark.parametrize("text", PICTURES)
def test_pictures_and_sounds_have_the_names_of_their_files(text: str) -> None:
    note = basic(text)
    media = {
        ("a.md", "cat.png"): Media("c0ffee.png", Path()),
        ("a.md", "purr.mp3"): Media("decaf.mp3", Path()),
        ("b.md", "dog.png"): Media("other.png", Path()),
    }
    html = Html(Collection(notes=(note,), media=media), {})
    assert html.passage(note, note.front) == PICTURES[text]


def linked(text: str, back: str = "An answer") -> str:
    """The text as the front of a note for which `∆the-other` means another note."""
    note, other = basic(text), basic("The $q$?", back, id="other")
    links = {
        (NoteId(text), "the-other"): NoteId("other"),
        (NoteId("other"), "the-other"): NoteId(text),
    }
    return Html(Collection(notes=(note, other), links=links), {}).passage(note, note.front)


UNFOLDED = (
    '<details class="ref"><summary>the other</summary><div class="ref-prompt">The \\(q\\)?</div>'
    '<div class="ref-answer">An answer</div></details>'
)


def test_a_reference_unfolds_in_place() -> None:
    assert linked("See (∆the-other).") == f'<div class="p">See ({UNFOLDED}).</div>'
    assert linked("- ∆the-other") == f"<ul>\n<li>{UNFOLDED}</li>\n</ul>"
    assert linked("## ∆the-other") == f'<div class="p h2">{UNFOLDED}</div>'


def test_references_of_an_unfolded_card_are_words() -> None:
    html = linked("∆the-other", "again ∆the-other")
    assert '<div class="ref-answer">again the other</div>' in html
    assert html.count("<details") == 1


def test_a_reference_in_a_link_is_words() -> None:
    assert linked("[∆the-other](http://x.org)") == '<a href="http://x.org">the other</a>'


def test_an_unresolved_reference_is_words_and_a_single_word_is_text() -> None:
    assert linked("∆no-such-card and ∆x") == "no such card and ∆x"


def test_a_section_is_one_line() -> None:
    note = basic("q")
    html = Html(Collection(notes=(note,)), {})
    assert html.line(note, "1. Not a *list* of $x$") == r"1. Not a <em>list</em> of \(x\)"


def test_a_passage_of_another_note_keeps_its_own_text() -> None:
    note = basic("q")
    assert Html(Collection(notes=(note,)), {}).passage(note, passage("other")) == "other"

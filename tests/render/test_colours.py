"""Code that is coloured with few rules tried has the colours that the lexer gives it."""

from __future__ import annotations

import re
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pygments.lexers import get_all_lexers

from flashdeck.render import code, colours
from flashdeck.render.firsts import ASCII, known

ROOT = Path(__file__).resolve().parents[2]
FILES = [*sorted((ROOT / "src").rglob("*.py"))[::25], *(ROOT / "src").rglob("*.css")]
FILES += [ROOT / "pyproject.toml", ROOT / "Makefile", ROOT / "README.md"]
TEXTS = [text for text in (file.read_text("utf-8") for file in FILES) if text]
CODES = [
    *TEXTS,
    "const a = async (b) => { /* c */ return `x ${b ? 1 : /d+/.exec(b)} y`; } // end\n",
    "#!/bin/sh\ncat <<EOF | sed 's/a/b/'\n$HOME `id` $((1 + 2))\nEOF\n[[ -f x ]] && echo \"$1\"\n",
    "SELECT a.*, count(*) FROM t a JOIN u ON a.id = u.id WHERE n LIKE 'x%' -- why\nLIMIT 0x1F;\n",
    'fn main() { let s = r#"raw "x""#; println!("{:?}", s); } // \'a lifetime\n',
    "@Override public <T extends B> int f(T x) throws E { return 1L + 'c' + \"s\\n\"; }\n",
    "f :: Int -> Maybe a\nf 0 = Nothing {- no -}\nf n | even n = let y = 2 in Just y\n",
    "<?php /** d */ function f(array $x): ?int { return $x['a'] ?? <<<T\nb\nT; } ?><b>&amp;</b>\n",
    "package main\nfunc (p *T) F(a ...int) (x map[string]int, err error) { go f(<-c) }\n",
    'template <class T> struct S : B { auto f() -> size_t { return R"(x)" "y"; } };\n#if 1\n',
    'def f = { a, b -> "${a}" }\nclass X < Y; @z = :sym; %w[a b]; end\n=begin\nno\n=end\n',
    "@@ -1 +1 @@\n-old\n+new\n[section]\nkey: value # c\n\\frac{a}{b} % c\n$x^2$\n",
    'with open(rf"{x!r:>{w}}") as f: lambda: 0b1_0 + 1e-5j; \'\'\'a\n"""b\n\\',
    "\x1c\x85é Ⅷ ſ K ı ß \u2028 字 🦊\0\t\r\n" + "".join(map(chr, range(32, 127))),
]
NAMES = sorted(aliases[0] for _, aliases, _, _ in get_all_lexers() if aliases)
COMMON = [
    *("python", "js", "ts", "java", "rust", "go", "bash", "sql", "haskell", "html", "css", "r"),
    *("matlab", "scala", "kotlin", "latex", "xml", "toml", "perl", "c", "cpp", "php", "ruby"),
    "ini",
]
SLICES = st.tuples(st.integers(0, len(CODES) - 1), st.integers(0, 5_000), st.integers(1, 400)).map(
    lambda each: CODES[each[0]][each[1] % len(CODES[each[0]]) :][: each[2]]
)


def assert_same(text: str, name: str) -> None:
    with patch.object(colours, "_FEW", 10**9):
        asked = code.fence(text, name)
    with patch.object(colours, "_FEW", -1):
        assert code.fence(text, name) == asked


@settings(max_examples=300, deadline=None)
@given(SLICES, st.sampled_from(COMMON))
def test_slices_of_code_have_the_colours_of_their_lexer(text: str, name: str) -> None:
    assert_same(text, name)


@pytest.mark.parametrize("name", NAMES[::4])
def test_so_has_code_in_any_language(name: str) -> None:
    for text in CODES[-13:]:
        assert_same(text, name)


@settings(deadline=None)
@given(
    st.text(alphabet="ab1 \n\"'`#/*-<>(){}[]$@\\=:;.\te\0é", max_size=40), st.sampled_from(COMMON)
)
def test_so_has_any_text(text: str, name: str) -> None:
    assert_same(text, name)


@pytest.mark.parametrize("name", ["python", "js", "java", "rust", "bash", "sql", "haskell"])
def test_common_languages_go_the_short_way(name: str) -> None:
    found = colours.language(name)
    assert found is not None
    assert found.quick is not None
    assert found.quick.coloured("if (x) return 1") is not None


@pytest.mark.parametrize("name", ["c", "ruby", "json", "pycon"])
def test_a_lexer_with_ways_of_its_own_is_asked(name: str) -> None:
    found = colours.language(name)
    assert found is not None
    assert found.quick is None


PATTERNS = {
    "abc": "a",
    "(?i)k+x?": "kK",
    "[a-c]|(?:x|y)z": "abcxy",
    r"a?b*[0-2]": "ab012",
    r"^\s*(?:#|(?<!x)//)": "\t\n\v\f\r\x1c\x1d\x1e\x1f #/",
    r"(?x) (?P<n> \d ) (?P=n) # comment": "0123456789",
    r"(?=a)b": "b",
    "(?:a|)b": "ab",
    "é|ß|x": "x",
}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_firsts_are_what_a_match_begins_with(pattern: str) -> None:
    assert known(re.compile(pattern)).firsts == set(PATTERNS[pattern])


@pytest.mark.parametrize("pattern", ["", "a*", "x?$", ".", "[^a]|a", "(?i)é", "(?i)[^x]", "(a)?|b"])
def test_what_may_match_nothing_or_anything_may_match_anywhere(pattern: str) -> None:
    assert known(re.compile(pattern)).firsts == ASCII


ATOMS = st.sampled_from(
    r"a A k K s S _ . é ſ K \d \W \S [^a] [a-f] [^\s\d] [X-é] ^ $ \b (?=a) (?!a) (?<=a)"
    r" (?i:s) (?a:\W) (?s:.)".split()
)
REGEXES = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda each: f"(?:{'|'.join(each)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+?", "{0,2}", "{2}"])).map(
            lambda each: f"(?:{each[0]}){each[1]}"
        ),
    ),
    max_leaves=6,
)


@given(REGEXES, st.sampled_from([0, re.IGNORECASE, re.ASCII, re.MULTILINE, re.DOTALL]))
def test_a_pattern_matches_at_none_but_its_firsts(regex: str, flags: int) -> None:
    pattern = re.compile(regex, flags)
    begun = known(pattern).firsts
    if begun != ASCII:
        assert pattern.match("") is None
        assert pattern.match("a\n", 2) is None
    for first in ASCII - begun:
        for rest in ("", "a", "k ", "sS", "1_"):
            assert pattern.match(first + rest) is None
            assert pattern.match("a" + first + rest, 1) is None


@given(REGEXES, st.sampled_from([0, re.IGNORECASE, re.MULTILINE]), st.text("aK_1é \n", max_size=6))
@example("(?:^a|a)b", 0, "b")
@example("(^)a", re.MULTILINE, "\na")
def test_what_begins_a_line_matches_nowhere_else(regex: str, flags: int, rest: str) -> None:
    pattern = re.compile(regex, flags)
    if known(pattern).begins:
        assert pattern.match(f"a{rest}", 1) is None or rest[:1] == "\n"
        assert all(pattern.match(first + rest, 1) is None for first in ASCII - {"\n"})


RUNS = [r"[a-z][a-z\d]*", r"[^\W\d]\w*", r"[a-zé][\wé]*", r"(?i)[k-s_][^bc]*", r"[\]^-][\\\]-]*"]


@given(st.sampled_from(RUNS), st.text("abkKſzé_1 ]^-\\\n", max_size=8))
def test_a_run_is_what_its_pattern_finds(regex: str, text: str) -> None:
    pattern = re.compile(regex)
    run = known(pattern).run
    assert run is not None
    found, whole = run.match(text), pattern.match(text)
    assert whole is not None if found else whole is None or not text[: whole.end() + 1].isascii()
    assert found is None or whole is None or found.span() == whole.span()


@pytest.mark.parametrize(
    "regex", ["[a-z]+", "[a-z][a-z]*?", "[a-z][a-z]*b", "a[a-z]*", "[é][a-z]*"]
)
def test_nothing_else_is_a_run(regex: str) -> None:
    assert known(re.compile(regex)).run is None

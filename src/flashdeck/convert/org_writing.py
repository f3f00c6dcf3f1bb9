"""Markdown as Org's markup: what `syntax.org_markup` reads, the other way round.

What Org has no mark for stands in a snippet `@@md:…@@`, which its exporters hand
on as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from flashdeck.masks import Kind, Region, is_labelled, masked, regions
from flashdeck.syntax.org_markup import PICTURE

_Edit = tuple[int, int, str]

_EMPHASISED = r"(?:[^\n]|\n(?![ \t]*\n)){1,999}?"
_FILE = r"[^:()<>#\n]+\.(?i:md|markdown|org)"
_INLINE = re.compile(
    r"!\[(?P<alt>[^\[\]\n]*)\]\((?P<path><[^<>\n]+>|[^()\s<>]+)\)"
    r"|\[(?P<words>[^\[\]\n]+)\]\((?P<target>(?:https?|ftp|mailto):(?:[^()\s<>]|\([^()\s<>]*\))+)\)"
    r"|!\[\[(?P<shown>[^\[\]|#\n]+)(?:\|(?P<size>[^\[\]\n]*))?\]\]"
    r"|(?<!!)\[\[(?P<page>[^\[\]|#^\n]*)(?:#(?P<part>[^\[\]|^\n]+))?(?:\|(?P<alias>[^\[\]\n]+))?\]\]"
    rf"|(?<!!)\[(?P<named>[^\[\]\n]+)\]\((?:<(?P<angled>{_FILE}(?:#[^<>\n]+)?)>"
    rf"|(?P<file>{_FILE}(?:#[^()\s<>]+)?))\)"
    r"|(?P<raw>!?\[\[[^\[\]\n]+\]\]|\[[^\[\]\n]+\]\([^()\n]+\)|(?<![ \t])[ \t]+\\(?=\n))"
    r"|<(?P<auto>(?:https?|ftp)://[^\s<>\[\]]+)>"
    r"|(?P<address>(?:https?|ftp)://[^\s<>\[\]]+)"
    r"|(?P<break>\\)$"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    rf"|(?P<two>\*\*\*?|~~)(?=\S)(?P<strong>{_EMPHASISED})(?<=\S)(?P=two)(?!\*)"
    rf"|(?<!\*)\*(?![\s*])(?P<soft>{_EMPHASISED})(?<![\s*])\*(?!\*)"
    rf"|(?<!\w)(?P<bar>__?)(?![\s_])(?P<barred>{_EMPHASISED})(?<![\s_])(?P=bar)(?!\w)"
    r"|<(?P<tag>u|su[bp])>(?P<tagged>[^<>{}\n]+)</(?P=tag)>"
    r"|(?P<html></?[A-Za-z][^<>\n]*>)"
    r"|(?P<sign>==)",
    re.MULTILINE,
)
_MARKS = {"***": "*/", "**": "*", "~~": "+", "__": "*", "_": "/"}
_TAGS = {"u": ("_", "_"), "sub": ("_{", "}"), "sup": ("^{", "}")}
_BEFORE = re.compile(r"[\s\-–—({'\"\[|*/_+]?\Z")
_BEHIND = re.compile(r"[\s\-–—.,:;!?'\")}\]|\\*/_+\[]|\Z")
_PLAIN = frozenset("*$`")
"""What Org's reader takes for text by itself, where it marks nothing."""

_ODD = re.compile(
    r"(?P<entity>(?<!\w)[/+=~_](?=\S)|(?<=\S)[/+=~_](?!\w)|_(?=\{))"
    r"|(?P<snippet>\^(?=\{)|[*$`]|\\(?=[A-Za-z])|<(?=[A-Za-z/!])|(?<=[ \t])::(?=[ \t]|$)|~~)",
    re.MULTILINE,
)
_ENTITIES = {
    "/": r"\slash{}",
    "+": r"\plus{}",
    "=": r"\equal{}",
    "~": r"\tilde{}",
    "_": r"\under{}",
}
_LINE = re.compile(r"^.*$", re.MULTILINE)
_KEYWORD_LIKE = re.compile(
    r"[ \t]*(?P<mark>#|:(?= |$|[\w-]+:[ \t]*$)"
    r"|(?:SCHEDULED|DEADLINE|CLOSED|CLOCK)(?=:[ \t]*[<\[]))"
)
_STAR = re.compile(r"[ \t]*(?P<mark>[*•◦▪])[ \t]")
_ITEM = re.compile(r"[ \t]*(?:[-+*]|\d+[.)])[ \t]+")
_RULE = re.compile(r"[ \t]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?")
_QUOTE = re.compile(r"[ \t]*>[ \t]?")


def as_org(text: str, *, careful: bool) -> str:
    """A text of Markdown in Org; where `careful`, no sign can be taken for another mark."""
    found = regions(text)
    bare = masked(text, found)
    edits = [
        *_of_regions(text, found),
        *_of_lines(text, bare, found),
        *_of_inlines(text, bare),
    ]
    if careful:
        taken = [(region.start, region.end) for region in found]
        edits += _of_odd(_hidden(bare, [*taken, *_covered(edits), *_addresses(bare)]))
    return _edited(text, edits)


def untouched(text: str) -> str:
    """A text of Markdown in a block that stands for itself."""
    lines = re.sub(r"(?m)^([ \t]*)(?=,*(?:\*|#\+))", r"\1,", text)
    return f"#+begin_export md\n{lines}\n#+end_export"


def _covered(edits: Iterable[_Edit]) -> Iterator[tuple[int, int]]:
    """What edits replace, and what they put into snippets."""
    opened = 0
    for start, end, new in edits:
        if start < end:
            yield start, end
        elif new == "@@":
            yield opened, end
        opened = start


def _hidden(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """A text of the same length in which nothing is read in some ranges."""
    parts, at = [], 0
    for start, end in sorted(ranges):
        first = max(start, at)
        if first < end:
            parts += [text[at:first], "\0" * (end - first)]
            at = end
    return "".join([*parts, text[at:]])


def _edited(text: str, edits: list[_Edit]) -> str:
    parts, at = [], 0
    for start, end, new in sorted(edits, key=lambda each: each[:2]):
        if start >= at:
            parts += [text[at:start], new]
            at = end
    return "".join([*parts, text[at:]])


def _snippet(start: int, end: int) -> Iterator[_Edit]:
    yield start, start, "@@md:"
    yield end, end, "@@"


def _of_regions(text: str, found: Sequence[Region]) -> Iterator[_Edit]:
    """Code and formulas, which Org marks otherwise; their insides stay."""
    for region in found:
        inner = region.inner(text)
        match region.kind:
            case Kind.FENCE:
                yield from _fence(text, region)
            case Kind.CODE:
                mark = "~" if "=" in inner else "="
                if _free(text, region.start, region.end) and inner.strip() == inner:
                    yield region.start, region.inner_start, mark
                    yield region.inner_end, region.end, mark
                else:
                    yield from _snippet(region.start, region.end)
            case Kind.MATH if text[region.start] == "$":
                behind = text[region.end : region.end + 1]
                if inner.strip() != inner or behind.isalnum() or behind in ("_", "$"):
                    yield region.start, region.inner_start, r"\("
                    yield region.inner_end, region.end, r"\)"
            case Kind.COMMENT if "\n" not in inner and _alone(text, region):
                yield region.start, region.start, "# "
            case Kind.COMMENT:
                yield region.start, region.start, "@@html:"
                yield region.end, region.end, "@@"


def _alone(text: str, region: Region) -> bool:
    """Whether it has its lines to itself."""
    around = text[text.rfind("\n", 0, region.start) + 1 : region.start]
    end = text.find("\n", region.end)
    return not (around + text[region.end : end if end >= 0 else len(text)]).strip()


def _fence(text: str, region: Region) -> Iterator[_Edit]:
    """A block of code; lines that Org would take for its own get a comma."""
    first = text.find("\n", region.start)
    if not region.closed or first < 0:
        return
    language = text[region.start : first].strip("`~ \t")
    name = "src" if language else "example"
    above = "\n" if is_labelled(text, region) else ""
    yield region.start, first, above + f"#+begin_{name} {language}".rstrip()
    for match in _LINE.finditer(text, first + 1, region.inner_end):
        if code := re.match(r"[ \t]*(?=,*(?:\*|#\+))", match[0]):
            at = match.start() + code.end()
            yield at, at, ","
    last = text[region.inner_end : region.end]
    start = region.inner_end + len(last) - len(last.lstrip(" \t"))
    yield start, region.end, f"#+end_{name}"


def _of_lines(text: str, bare: str, found: Sequence[Region]) -> Iterator[_Edit]:
    """What changes with whole lines: quotes, stars of lists, rules of tables."""
    blocks = [(each.start, each.end) for each in found if "\n" in text[each.start : each.end]]
    above, quote = "", False
    for match in _LINE.finditer(bare):
        start, line = match.start(), match[0]
        if any(first < start < end for first, end in blocks):
            continue
        marked = _QUOTE.match(line)
        if quote and marked is None:
            yield start - 1, start - 1, "\n#+end_quote"
        if marked is not None:
            yield start, start + marked.end(), "" if quote else "#+begin_quote\n"
        elif sign := _KEYWORD_LIKE.match(line):
            yield from _snippet(*(start + each for each in sign.span("mark")))
        elif star := _STAR.match(line):
            yield start + star.start("mark"), start + star.end("mark"), "-"
        elif "|" in above and "-" in line and _RULE.fullmatch(line):
            columns = line.strip().strip("|").count("|") + 1
            yield start, match.end(), f"|{'+'.join(['---'] * columns)}|"
        quote, above = marked is not None, line
    if quote:
        yield len(text), len(text), "\n#+end_quote"


def _of_inlines(text: str, bare: str) -> Iterator[_Edit]:
    """What changes inside of lines; the inside of emphasis is read as well."""
    at, closers = 0, set[int]()
    while (match := _INLINE.search(bare, at)) is not None:
        inner = next((name for name in ("strong", "soft", "barred") if match[name]), None)
        if inner is None:
            yield from _replaced(text, match)
            # The words of a link may be emphasised.
            at = match.start("words") if match["words"] else match.end()
        elif match.start() in closers:
            at = match.start() + 1
        else:
            start, end = match.span(inner)
            mark = _MARKS[match["two"] or match["bar"] or "_"]
            if _free(text, match.start(), match.end()):
                yield match.start(), start, mark
                yield end, match.end(), mark[::-1]
                closers.add(end)
                at = start
            else:
                yield from _snippet(match.start(), match.end())
                at = match.end()


def _replaced(text: str, match: re.Match[str]) -> Iterator[_Edit]:
    start, end = match.span()
    if path := match["path"]:
        yield start, end, _picture(text, match, path.strip("<>"), match["alt"])
    elif path := match["shown"]:
        if PICTURE.search(path):
            yield start, end, _picture(text, match, path.strip(), match["size"] or "")
        else:
            yield from _snippet(start, end)
    elif match["page"] or match["part"]:
        yield start, end, _page(match["page"].strip(), match["part"], match["alias"])
    elif path := match["angled"] or match["file"]:
        file, _, part = path.partition("#")
        yield start, match.start("named"), f"[[file:{file}{f'::*{part}' if part else ''}]["
        yield match.end("named"), end, "]]"
    elif match["words"]:
        yield start, match.start("words"), f"[[{match['target']}]["
        yield match.end("words"), end, "]]"
    elif match["raw"] or match["html"]:
        yield start, start, "@@md:" if match["raw"] else "@@html:"
        yield end, end, "@@"
    elif match["auto"]:
        yield start, start + 1, "[["
        yield end - 1, end, "]]"
    elif match["break"]:
        yield start, end, "\\\\"
    elif sign := match["escaped"]:
        if sign in _PLAIN and text[end : end + 1] != sign:
            yield start, start + 1, ""
        else:
            yield from _snippet(start, end)
    elif tag := match["tag"]:
        yield start, match.start("tagged"), _TAGS[tag][0]
        yield match.end("tagged"), end, _TAGS[tag][1]
    elif match["sign"]:
        yield from _snippet(start, end)


def _picture(text: str, match: re.Match[str], path: str, caption: str) -> str:
    """A picture; one that stands alone has its width in a line above it."""
    before, behind = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
    indent = text[before : match.start()]
    alone = not indent.strip() and not text[match.end() : behind if behind >= 0 else None].strip()
    if alone and re.fullmatch(r"\d{1,4}", caption):
        return f"#+ATTR_ORG: :width {caption}\n{indent}[[file:{path}]]"
    return f"[[file:{path}][{caption}]]" if caption else f"[[file:{path}]]"


def _page(name: str, part: str | None, alias: str | None) -> str:
    """A link of a vault, to another file or within this one."""
    words = alias or " > ".join(filter(None, [name, *(part or "").split("#")]))
    if not name:
        return f"[[*{part}][{words}]]"
    file = name if re.search(r"\.\w{1,8}$", name) else f"{name}.md"
    return f"[[file:{file}{f'::*{part}' if part else ''}][{words}]]"


def _free(text: str, start: int, end: int) -> bool:
    """Whether marks of Org would count there: only between words."""
    return bool(_BEFORE.match(text[max(0, start - 1) : start]) and _BEHIND.match(text, end))


def _addresses(bare: str) -> list[tuple[int, int]]:
    return [match.span() for match in _INLINE.finditer(bare) if match["address"] or match["target"]]


def _of_odd(bare: str) -> Iterator[_Edit]:
    """Signs that mark nothing in Markdown and something in Org."""
    for match in _ODD.finditer(bare):
        if sign := match["entity"]:
            yield (*match.span(), _ENTITIES[sign])
        else:
            yield (*match.span(), f"@@md:{match[0]}@@")

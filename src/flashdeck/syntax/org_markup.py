"""Org's markup as Markdown: emphasis, code, links, tables, blocks, headlines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from flashdeck.model import Passage
from flashdeck.syntax.org_table import table
from flashdeck.syntax.rewriting import Edit, disjoint, rewritten

PICTURE = re.compile(r"(?i)\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?)$")
SIZED = re.compile(
    r"(?i)[ \t]*#\+attr_\w+:(?:.*[ \t])?:width[ \t]+(?P<width>\d{1,4})(?:px)?(?![\w%.]).*"
    r"\n[ \t]*(?P<link>\[\[[^\[\]\n]+\]\])[ \t]*(?:\n|\Z)"
)
"""How wide a picture is shown that stands alone in the next line."""

_NOTE = re.compile(r"(?i)(?P<path>[^:<>\n]+\.(?:org|md|markdown))(?:::(?P<part>[*#]?[^:<>]+))?$")
"""Another file of text, and a place in it."""

_SCHEME = re.compile(r"(?:file|attachment):(?://(?=/))?")
_WEB = re.compile(r"(?:https?|ftp|mailto|doi):")
_BEFORE = r"(?<![^\s\-–—({'\"\[|*/_+])"
_BEHIND = r"(?=[\s\-–—.,:;!?'\")}\]|\\*/_+\[]|$)"
_PARAGRAPH = r"(?:(?!\n[ \t]*\n).)*?"
_INLINE = re.compile(
    rf"(?P<math>\\\({_PARAGRAPH}\\\)|\\\[{_PARAGRAPH}\\\]|\$\${_PARAGRAPH}\$\$"
    r"|\$(?![\s$])(?:[^$\n]|\n(?!\n))*?(?<![\s\\])\$(?![\w$]))"
    rf"|(?P<formula>^[ \t]*\\begin\{{(?P<env>[\w*]+)\}}{_PARAGRAPH}\\end\{{(?P=env)\}}[ \t]*$)"
    rf"|{_BEFORE}(?P<code>[=~])(?P<coded>\S|\S[^\n]*?\S)(?P=code){_BEHIND}"
    r"|\[\[(?P<target>[^\[\]\n]+)\](?:\[(?P<words>[^\n]+?)\])?\]"
    r"|(?P<address>(?:https?|ftp)://[^\s<>\[\]]+)"
    r"|@@(?:md|html):(?P<raw>.*?)@@"
    r"|(?P<break>\\\\)[ \t]*$"
    rf"|{_BEFORE}(?P<mark>[*/_+])(?P<inner>\S|\S[^\n]*?(?:\n[^\n]*?)?\S)(?P=mark){_BEHIND}"
    r"|(?P<level>[_^])\{(?P<raised>[^{}\n]+)\}"
    r"|\\(?P<entity>[A-Za-z]+)(?:\{\}|(?![A-Za-z]))"
    r"|(?P<special>`|<(?=[A-Za-z/!])|==|\$|\*|~~|(?<=\[)\^)",
    re.DOTALL | re.MULTILINE,
)
_EMPHASIS = {"*": ("**", "**"), "/": ("*", "*"), "_": ("<u>", "</u>"), "+": ("~~", "~~")}
_ENTITIES = {
    "nbsp": "\N{NO-BREAK SPACE}",
    "ndash": "–",
    "mdash": "—",
    "hellip": "…",
    "dots": "…",
    "deg": "°",
    "euro": "€",
    "pound": "£",
    "sect": "§",
    "laquo": "«",
    "raquo": "»",
    "quot": '"',
    "amp": "&",
    "lt": "<",
    "gt": ">",
    "shy": "",
    "slash": "/",
    "plus": "+",
    "equal": "=",
    "tilde": "~",
    "under": "_",
}
_FORMULA_WORDS = frozenset(
    """alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi
    pi rho sigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma
    Upsilon Phi Psi Omega to rightarrow leftarrow Rightarrow Leftarrow leftrightarrow
    Leftrightarrow uparrow downarrow times cdot pm le leq ge geq ne neq approx equiv infty sum
    prod int partial nabla forall exists in notin subset cup cap emptyset sim propto""".split()
)
_BLOCK = re.compile(r"[ \t]*#\+begin_(?P<name>\w+)(?:[ \t]+(?P<told>[\w+-]+))?", re.IGNORECASE)
_TAGS = r":[\w@#%:]+:"
HEADLINE = re.compile(
    rf"(?P<stars>\*+)[ \t]+(?P<title>(?:(?!{_TAGS}[ \t]*$)[^ \t\n]++"
    rf"(?:[ \t]++(?!{_TAGS}[ \t]*$)[^ \t\n]++)*+)?)[ \t]*(?P<tags>(?<=[ \t]){_TAGS})?[ \t]*$"
)
"""A headline, and its title without the tags behind it."""
_ITEM = re.compile(r"[ \t]*(?:[-+]|[ \t]\*|\d+[.)])(?:[ \t]+\[@\d+\])?[ \t]+")
_DEFINED = re.compile(
    r"[ \t]*[-+][ \t]+(?:\[[ xX-]\][ \t]+)?(?P<term>\S.*?)(?P<mark>[ \t]+::)(?=[ \t]|$)"
)
_READ_AS_IT_IS = ("md", "markdown", "html")
"""What a block is exported to that stands for itself."""
_FIXED = re.compile(r"[ \t]*:(?: |$)")
_ROW = re.compile(r"[ \t]*\|")


def from_org(whole: Passage) -> Passage:
    """A passage of org as Markdown."""
    blocks = _Blocks(whole.text)
    blocks.read()
    inline = (
        edit
        for edit in _inline(whole.text)
        if not any(start <= edit.start < end for start, end in blocks.untouched)
    )
    edits = sorted([*blocks.edits, *inline])
    return _ends_trimmed(rewritten(whole, disjoint(edits)) if edits else whole)


def _ends_trimmed(whole: Passage) -> Passage:
    text = whole.text
    left, right = len(text) - len(text.lstrip("\n")), len(text.rstrip())
    if left == 0 and right == len(text):
        return whole
    if right <= left:
        return rewritten(whole, [Edit(0, len(text), "")])
    return rewritten(whole, [Edit(0, left, ""), Edit(right, len(text), "")])


def _inline(text: str) -> Iterator[Edit]:
    """What changes inside of lines; the inside of emphasis is read as well."""
    at, closers = 0, set[int]()
    while (match := _INLINE.search(text, at)) is not None:
        if match.start() in closers:
            at = match.start() + 1
        elif match["mark"] is not None:
            opening, closing = _EMPHASIS[match["mark"]]
            yield Edit(*match.span("mark"), opening)
            yield Edit(match.end("inner"), match.end(), closing)
            closers.add(match.end("inner"))
            at = match.start("inner")
        else:
            yield from _replaced(match)
            at = max(match.end(), at + 1)


def _replaced(match: re.Match[str]) -> Iterator[Edit]:
    if match["env"]:
        yield Edit(match.start(), match.start(), "$$")
        yield Edit(match.end(), match.end(), "$$")
    elif match["code"]:
        ticks = "``" if "`" in match["coded"] else "`"
        yield Edit(*match.span("code"), ticks)
        yield Edit(match.end("coded"), match.end(), ticks)
    elif match["target"]:
        yield from _link(match)
    elif match["raw"] is not None:
        yield Edit(match.start(), match.start("raw"), "")
        yield Edit(match.end("raw"), match.end(), "")
    elif match["break"]:
        yield Edit(*match.span("break"), "\\")
    elif match["level"]:
        name = "sub" if match["level"] == "_" else "sup"
        yield Edit(*match.span("level"), f"<{name}>")
        yield Edit(match.start("raised") - 1, match.start("raised"), "")
        yield Edit(match.end("raised"), match.end(), f"</{name}>")
    elif word := match["entity"]:
        if word in _ENTITIES:
            yield Edit(*match.span(), _ENTITIES[word])
        elif word in _FORMULA_WORDS:
            yield Edit(*match.span(), f"$\\{word}$")
    elif match["special"]:
        yield Edit(match.start(), match.start(), "\\")


def _link(match: re.Match[str]) -> Iterator[Edit]:
    """A web address stays a link, a picture is shown, anything else is its words."""
    target, words = match["target"], match["words"]
    start, end = match.span("target")
    scheme = _SCHEME.match(target)
    path = re.sub(r"::.*$", "", target[scheme.end() :] if scheme else target)
    if PICTURE.search(path) and not _WEB.match(target) and "[" not in (words or ""):
        opening, closing = ("(<", ">)") if re.search(r"[\s()]", path) else ("(", ")")
        start = end - len(target) + (scheme.end() if scheme else 0)
        yield Edit(match.start(), start, f"![{words or ''}]{opening}")
        yield Edit(start + len(path), match.end(), closing)
    elif _WEB.match(target):
        address = target.replace("doi:", "https://doi.org/", 1)
        if words is None:
            yield Edit(match.start(), start, "<")
            yield Edit(end, match.end(), ">")
        else:
            plain = re.search(r"[\s()]", address) is None
            yield Edit(match.start(), match.start("words"), "[")
            closing = f"]({address})" if plain else f"](<{address}>)"
            yield Edit(match.end("words"), match.end(), closing)
    elif words and scheme and (note := _NOTE.match(target, scheme.end())):
        part = f"#{note['part'].lstrip('*#')}" if note["part"] else ""
        address = f"{note['path']}{part}"
        yield Edit(match.start(), match.start("words"), "[")
        closing = f"](<{address}>)" if re.search(r"[\s()]", address) else f"]({address})"
        yield Edit(match.end("words"), match.end(), closing)
    elif words:
        yield Edit(match.start(), match.start("words"), "")
        yield Edit(match.end("words"), match.end(), "")
    else:
        yield Edit(match.start(), end - len(target.lstrip("#*")), "")
        yield Edit(end, match.end(), "")


@dataclass(slots=True)
class _Blocks:
    """What changes with whole lines; `untouched` are ranges in which there is no markup."""

    text: str
    edits: list[Edit] = field(default_factory=list)
    untouched: list[tuple[int, int]] = field(default_factory=list)
    listed: bool = False
    """Whether a list is open: what is indented belongs to it."""

    def read(self) -> None:
        lines = list(_lines(self.text))
        cut = _common_indent([self.text[start:end] for start, end in lines])
        at = 0
        while at < len(lines):
            line = self.text[slice(*lines[at])]
            if (opening := _BLOCK.match(line)) and (end := self._block_end(lines, at, opening)):
                self._block(lines, at, end, opening, cut)
                at = end + 1
            elif sized := SIZED.match(self.text, lines[at][0]):
                at = self._sized(lines, at, sized, cut)
            elif _FIXED.match(line):
                at = self._fixed(lines, at)
            elif _ROW.match(line):
                at = self._table(lines, at)
            else:
                self._line(*lines[at], cut)
                at += 1

    def _sized(self, lines: list[tuple[int, int]], at: int, sized: re.Match[str], cut: int) -> int:
        """A picture with its width for a caption; returns the line behind it."""
        start, end = sized.span("link")
        path = sized["link"][2:-2]
        scheme = _SCHEME.match(path)
        first = start + 2 + (scheme.end() if scheme else 0)
        self._edit(lines[at][0], lines[at + 1][0], "")
        self._line(*lines[at + 1], cut)
        self.untouched.append(lines[at + 1])
        opening, closing = ("(<", ">)") if re.search(r"[\s()]", path) else ("(", ")")
        self._edit(start, first, f"![{sized['width']}]{opening}")
        self._edit(end - 2, end, closing)
        return at + 2

    def _line(self, start: int, end: int, cut: int) -> None:
        line = self.text[start:end]
        indent = len(line) - len(line.lstrip(" \t"))
        if headline := HEADLINE.match(line):
            self.listed = False
            self.untouched.append((start, start + headline.start("title")))
            self._edit(start, start + headline.start("title"), "\n**")
            self._edit(start + headline.end("title"), end, "**\n")
        elif item := _ITEM.match(line):
            self.listed = True
            self.untouched.append((start, start + item.end()))
            self._edit(start, start + min(indent, cut), "")
            if defined := _DEFINED.match(line):
                self._edit(start + defined.start("term"), start + defined.start("term"), "**")
                self._edit(start + defined.start("mark"), start + defined.end("mark"), "**:")
        elif line.strip():
            self.listed = self.listed and indent > cut
            self._edit(start, start + (min(indent, cut) if self.listed else indent), "")
            if line[indent] in ">#":
                self._edit(start + indent, start + indent, "\\")

    def _edit(self, start: int, end: int, text: str) -> None:
        if start < end or text:
            self.edits.append(Edit(start, end, text))

    def _block_end(
        self, lines: list[tuple[int, int]], at: int, opening: re.Match[str]
    ) -> int | None:
        wanted = f"#+end_{opening['name'].lower()}"
        for index in range(at + 1, len(lines)):
            if self.text[slice(*lines[index])].strip().lower().startswith(wanted):
                return index
        return None

    def _block(
        self, lines: list[tuple[int, int]], at: int, end: int, opening: re.Match[str], text_cut: int
    ) -> None:
        """Code keeps its lines as they are, in a list below its item; a quote gets marks."""
        name, inner = opening["name"].lower(), lines[at + 1 : end]
        indent = len(opening[0]) - len(opening[0].lstrip(" \t")) - text_cut
        below = " " * indent if self.listed else ""
        if name == "export" and (opening["told"] or "").lower() in _READ_AS_IT_IS:
            self._edit(lines[at][0], min(lines[at][1] + 1, len(self.text)), "")
            self.untouched.append((lines[at][0], lines[end][1]))
            for start, stop in inner:
                self._uncovered(start, stop)
            self._edit(lines[end][0] - 1, lines[end][1], "")
            return
        cut = _common_indent([self.text[slice(*line)] for line in inner])
        if name in ("src", "example", "export"):
            language = opening["told"] or "" if name == "src" else ""
            self._edit(*lines[at], f"{below}```{language}")
            self.untouched.append((lines[at][0], lines[end][1]))
            for start, stop in inner:
                line = self.text[start:stop]
                kept = below if line.strip() else ""
                self._edit(start, start + min(cut, len(line) - len(line.lstrip(" \t"))), kept)
                self._uncovered(start, stop)
            self._edit(*lines[end], f"{below}```")
            return
        mark, behind = ("> ", "\\" if name == "verse" else "") if name != "center" else ("", "")
        self._edit(lines[at][0], min(lines[at][1] + 1, len(self.text)), "")
        for index, (start, stop) in enumerate(inner):
            line = self.text[start:stop]
            self._edit(start, start + min(cut, len(line) - len(line.lstrip(" \t"))), mark)
            if behind and line.strip() and index + 1 < len(inner):
                self._edit(stop, stop, behind)
        self._edit(*lines[end], "")

    def _uncovered(self, start: int, stop: int) -> None:
        """A line of a block without the comma that keeps it from being Org's own."""
        if escaped := re.match(r"[ \t]*(,+)(?=\*|#\+|,)", self.text[start:stop]):
            self._edit(start + escaped.end(1) - 1, start + escaped.end(1), "")

    def _fixed(self, lines: list[tuple[int, int]], at: int) -> int:
        """Lines that begin with a colon are an example; returns the line behind them."""
        end = at
        while end < len(lines) and (mark := _FIXED.match(self.text[slice(*lines[end])])):
            start = lines[end][0]
            self._edit(start, start + mark.end(), "```\n" if end == at else "")
            end += 1
        last = lines[end - 1][1]
        self._edit(last, last, "\n```")
        self.untouched.append((lines[at][0], last))
        return end

    def _table(self, lines: list[tuple[int, int]], at: int) -> int:
        end = at
        while end < len(lines) and _ROW.match(self.text[slice(*lines[end])]):
            end += 1
        self.edits += table(self.text, lines[at:end])
        self.listed = False
        return end


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while at <= len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield at, end
        at = end + 1


def _common_indent(lines: list[str]) -> int:
    """How far all lines with text are indented, headlines aside."""
    told = [line for line in lines if line.strip() and not HEADLINE.match(line)]
    return min((len(line) - len(line.lstrip(" \t")) for line in told), default=0)

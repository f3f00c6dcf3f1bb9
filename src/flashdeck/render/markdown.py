"""Markdown to HTML, tokens and all.

CommonMark with tables and strikethrough, and these differences. A newline is a
line break, as note-taking programs show it: an author who presses return means
something by it. Indented text is not code, as flattened pages indent their
lists. `---` below a line makes no heading of it. Nothing is a link definition,
so no line disappears.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from flashdeck.render import code, inlines, subset
from flashdeck.render.subset import Html
from flashdeck.render.tags import has_raw_html

_SAFE = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_ALIGNED = re.compile(r"text-align:(\w+)")
DEEPEST = 50
"""How deep quotes and lists, which count twice, stand in one another; deeper, they are words."""
_BLOCKS: dict[str, tuple[RuleFuncBlockType, list[str]]] = {
    "blockquote": (blockquote, ["paragraph", "reference", "blockquote", "list"]),
    "list": (list_block, ["paragraph", "reference", "blockquote"]),
}
"""The blocks that hold others, and what ends where one begins."""
_MARKED = re.compile(r"[\\~*_\[<&]|[ \t]\n|\n[ \t]")
"""What any rule for the inside of blocks looks for."""
_OFF = ("code", "lheading", "reference", "backticks", "image")


def parser() -> MarkdownIt:
    """A parser to be made once and used for every passage."""
    # Deeper, the parser drops what it finds, so that no block may ever get there.
    options = {"breaks": True, "xhtmlOut": False, "maxNesting": DEEPEST + 2}
    made = _Parser("commonmark", options, renderer_cls=_Html)
    made.enable(["table", "strikethrough"]).disable(list(_OFF))
    made.core.ruler.at("inline", _inlines)
    for name, (rule, ended) in _BLOCKS.items():
        made.block.ruler.at(name, _bounded(rule), {"alt": ended})
    return made


def html(made: MarkdownIt, markdown: str, *, inline: bool) -> Html:
    """A text as HTML; inline, as the words of one line."""
    if not inline:
        return subset.html(markdown, made)
    line = markdown.replace("\n", " ")
    ready = inlines.html(line)
    if ready is not None:
        return Html(ready.strip(), raw=False)
    return Html(str(made.renderInline(line)).strip(), has_raw_html(line))


def address(text: str) -> str:
    """A link's address, with what may not stand in one percent-encoded."""
    return quote(text, safe="%:/?#[]@!$&'()*+,;=-._~")


def _inlines(state: StateCore) -> None:
    """What stands in a block; where nothing is marked, its lines as they are."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = token.children or []
            if _MARKED.search(token.content) is None:
                token.children += _lines(token.content)
            else:
                state.md.inline.parse(token.content, state.md, state.env, token.children)


def _lines(content: str) -> Iterator[Token]:
    for number, line in enumerate(content.split("\n")):
        if number:
            yield Token("softbreak", "br", 0)
        if line:
            yield Token("text", "", 0, content=line)


def _bounded(rule: RuleFuncBlockType) -> RuleFuncBlockType:
    def bounded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level < DEEPEST and rule(state, start, end, silent)

    return bounded


class _Parser(MarkdownIt):
    """Every link is parsed: one that leads nowhere from a card keeps its words."""

    def validateLink(self, url: str) -> bool:
        return True

    def normalizeLink(self, url: str) -> str:
        return address(url)

    def normalizeLinkText(self, link: str) -> str:
        return link


class _Html(RendererHTML):
    """The renderer that the parser's own names call for."""

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        language = tokens[idx].info.split()
        return code.fence(tokens[idx].content, language[0] if language else "")

    def link_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        if not _SAFE.match(str(tokens[idx].attrGet("href") or "")):
            tokens[idx].attrs.clear()
        return self.renderToken(tokens, idx, options, env)

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return self.td_open(tokens, idx, options, env)

    def td_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        aligned = _ALIGNED.search(str(tokens[idx].attrs.pop("style", "")))
        if aligned is not None:
            tokens[idx].attrSet("class", aligned[1])
        return self.renderToken(tokens, idx, options, env)

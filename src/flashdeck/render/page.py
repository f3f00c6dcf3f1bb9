"""A draft as HTML in which tokens still stand for the pieces: what all renderers begin with."""

from __future__ import annotations

from markdown_it import MarkdownIt

from flashdeck.render import markdown
from flashdeck.render.draft import Draft
from flashdeck.render.tags import harmless
from flashdeck.render.tokens import IN_ADDRESS


def page(parser: MarkdownIt, made: Draft, *, inline: bool) -> str:
    """The HTML, harmless; a token in an address is what was written there."""
    html, raw = markdown.html(parser, made.markdown, inline=inline)
    if raw:
        html = harmless(html)
    if "%" in html and "%E" in html:
        html = IN_ADDRESS.sub(lambda match: markdown.address(made.written[int(match[1])]), html)
    return html

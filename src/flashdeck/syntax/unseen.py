"""Where obsidian-spaced-repetition and the author of a file may be of two minds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flashdeck import rules
from flashdeck.diagnostics import Diagnostic
from flashdeck.syntax.drafts import Draft, Form
from flashdeck.syntax.page import Page, inside
from flashdeck.syntax.sr_options import INLINE_FIELD, PLUGIN, options

_FIELD = re.compile(
    r"(?i)(?:status|tags?|date|created|updated|modified|author|source|type|up|down|parent|related"
    r"|alias(?:es)?|rating|due|priority|cssclass(?:es)?|category|url|published|next|prev(?:ious)?)"
)


def untagged(page: Page, drafts: Sequence[Draft]) -> Iterator[Diagnostic]:
    """A remark on cards in its marks that it passes over, as the file lacks a tag."""
    vault = page.settings.vault
    if vault is None or not vault.plugin(PLUGIN):
        return
    found = [draft for draft in drafts if draft.form in (Form.PAIR, Form.SPLIT)]
    if found:
        tag = options(page.settings).tags[0]
        yield Diagnostic(
            rule=rules.UNTAGGED_CARDS,
            message="obsidian-spaced-repetition does not see the cards of this file",
            span=page.span(found[0].first, found[0].last),
            help=f"write `#{tag}` above them, so that it does",
        )


def fields(page: Page, drafts: Sequence[Draft]) -> Iterator[Diagnostic]:
    """A remark on each card that is rather a field of Dataview, such as `status:: done`."""
    text = page.source.text
    for draft in drafts:
        if draft.form is Form.PAIR and len(draft.prompt) == 1:
            start, end = draft.prompt[0]
            key = text[start:end]
            if _FIELD.fullmatch(key) and text.startswith(":: ", end):
                yield Diagnostic(
                    rule=rules.DATAVIEW_FIELD,
                    message=f"`{key}::` looks like a field of Dataview, and was taken for a card",
                    span=page.span(start, end),
                    help=f"put it into the front matter: `{key}: …`",
                )


def inline_fields(page: Page) -> Iterator[Diagnostic]:
    """A remark on each line whose only separators are those of fields in brackets."""
    if "::" not in page.source.text:
        return
    chosen, covered = options(page.settings), inside(page)
    for line in page.lines:
        if "::" not in line.bare or line.start in covered or chosen.pair(line.bare):
            continue
        if (match := INLINE_FIELD.search(line.bare)) is not None:
            yield Diagnostic(
                rule=rules.DATAVIEW_FIELD,
                message=f"`{match[0]}` looks like a field of Dataview, and made no card",
                span=page.span(line.start + match.start(), line.start + match.end()),
                help="if it is a card, write it without the brackets",
            )

"""Links to files that get another name, in the text of a file."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from flashdeck import rules
from flashdeck.convert.laying import notes_in
from flashdeck.convert.request import Request
from flashdeck.diagnostics import Diagnostic
from flashdeck.masks import masked, regions
from flashdeck.model import Cloze, Note, Statement, passages
from flashdeck.source import Source, Span

_LINK = re.compile(
    r"\[\[(?P<path>[^\[\]|#:\n]+\.\w+)(?=[|#\]])"
    r"|\]\((?:<(?P<angled>[^<>#:\n]+\.\w+)(?=[#>])|(?P<bare>[^()<>#:\s]+\.\w+)(?=[#)\s]))"
)
_IN_ORG = re.compile(r"\[\[file:(?P<path>[^\[\]:\n]+\.\w+)(?=\]|::)")


class Renamed(NamedTuple):
    """The files that are renamed, by their paths below the collection; and those by their names."""

    files: Mapping[str, str]
    called: Mapping[str, Sequence[str]]


def renamed(files: Mapping[str, str]) -> Renamed:
    called: dict[str, list[str]] = defaultdict(list)
    for path in files:
        called[posixpath.basename(path)].append(path)
    return Renamed(files, called)


class Links(NamedTuple):
    """The links of a file at some path below the collection."""

    path: str
    renamed: Renamed

    def file(self, target: str) -> str | None:
        """The renamed file that a link leads to: from here, from the top, or of that name alone."""
        path = unquote(target)
        here = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), path))
        exact = [each for each in (here, posixpath.normpath(path)) if each in self.renamed.files]
        others = self.renamed.called.get(posixpath.basename(path), ())
        named = [each for each in others if f"/{each}".endswith(f"/{path}")]
        return next(iter(exact or (named if len(named) == 1 else ())), None)

    def name(self, file: str) -> str:
        return self.renamed.files[file]

    def found(
        self, text: str, link: re.Pattern[str] = _LINK
    ) -> Iterator[tuple[re.Match[str], str]]:
        """The links of a text that lead to files with other names now."""
        for match in link.finditer(text if link is _IN_ORG else masked(text, regions(text))):
            file = self.file(next(filter(None, match.groups())))
            if file is not None:
                yield match, file

    def followed(self, text: str, link: re.Pattern[str] = _LINK) -> str:
        """A text whose links lead to the files by their new names."""
        parts, at = [], 0
        for match, file in self.found(text, link):
            suffix = posixpath.splitext(file)[1]
            parts += [
                text[at : match.end() - len(suffix)],
                posixpath.splitext(self.name(file))[1],
            ]
            at = match.end()
        return "".join([*parts, text[at:]])


def relinked(text: str, links: Links, request: Request) -> str | None:
    """A written text with its links followed; None if that would make other notes of it."""
    new = links.followed(text, _LINK if request.target.outline is None else _IN_ORG)
    if new == text:
        return text
    before, after = notes_in(text, request), notes_in(new, request)
    wanted = [_told(each, links) for each in before]
    return new if wanted == [_told(each, links) for each in after] else None


def _told(note: Note, links: Links) -> Sequence[object]:
    """What two notes have in common that only differ in where their links lead."""
    gaps = note.deletions if isinstance(note, Cloze | Statement) else ()
    texts = [links.followed(each.text) for each in passages(note)]
    groups = [(gap.group, gap.hint) for gap in gaps]
    return [type(note), note.deck, note.section, note.tags, note.given_id, groups, texts]


def broken(source: Source, links: Links) -> Iterator[Diagnostic]:
    """A warning for links in a file that stay as they are."""
    found = list(links.found(source.text, _IN_ORG if source.name.endswith(".org") else _LINK))
    if found:
        match, file = found[0]
        several = f"{len(found)} links here lead" if len(found) > 1 else "a link here leads"
        yield Diagnostic(
            rule=rules.LOST_IN_CONVERSION,
            message=f"{several} to files that get another name, such as "
            f"`{posixpath.basename(file)}`, now `{posixpath.basename(links.name(file))}`",
            span=Span(source, match.start(), match.end()),
            help="write the new names there",
        )

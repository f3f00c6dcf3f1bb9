"""What stands above the cards of a written file: front matter, and a title that names the deck."""

from __future__ import annotations

from dataclasses import dataclass

from flashdeck.convert.asides import Values
from flashdeck.convert.front_matter import DECK_KEYS, TAG_KEYS, Said, front_matter
from flashdeck.model import DeckName
from flashdeck.syntax import marks
from flashdeck.syntax.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """The top of a page, and what is to be said there.

    `deck` is below the collection's prefix; None where it is said elsewhere. `path`
    is the deck that the file's place gives, if the file keeps it. `values` are what the
    file says of itself outside of front matter.
    """

    page: Page
    values: Values
    deck: DeckName | None
    path: DeckName | None
    tags: frozenset[str]
    toml: bool

    def text(self, dialect: str | None) -> str:
        """The top, and a blank line below it; with the dialect, where it must be named."""
        said = {**self.values, **self._said(), **({"dialect": dialect} if dialect else {})}
        heading = title(self.page)
        if heading is not None and said.get("deck"):
            said |= _titled(heading, self.deck, self.page)
            heading = None
        front = front_matter(self.page.source.text, self.page.header, said, toml=self.toml)
        parts = [each for each in (front, f"{heading}\n" if heading else "") if each]
        return "\n".join([*parts, ""]) if parts else ""

    def _said(self) -> Said:
        """What front matter must say otherwise than it does."""
        header, said = self.page.header, dict[str, str | tuple[str, ...] | None]()
        if header.dialect is not None:
            said["dialect"] = None
        if not self._names_deck():
            said["deck"] = None if self.deck is None else "::".join(self.deck)
        in_front = any(key in header.values for key in TAG_KEYS)
        if header.flashcards or self.tags != header.tags or (header.tags and not in_front):
            said["tags"] = tuple(sorted(self.tags))
        return said

    def _names_deck(self) -> bool:
        """Whether the deck is right when nothing is said of it."""
        header = self.page.header
        if self.deck is None or (header.deck or self.path) != self.deck:
            return False
        if header.deck is None or title(self.page) is not None:
            return True
        return header.names_deck and any(key in header.values for key in DECK_KEYS)


def _titled(heading: str, deck: DeckName | None, page: Page) -> Said:
    """A title that must go, as front matter says it; nothing where the deck is called so."""
    name = marks.ID.sub("", heading.lstrip("#")).strip(" #")
    known = "title" in page.header.values or (deck is not None and deck[-1:] == (name,))
    return {} if known else {"title": name}


def title(page: Page) -> str | None:
    """The heading above all that names the deck, as it stands."""
    source, header = page.source, page.header
    if header.deck is None or header.names_deck:
        return None
    lines = [source.line_text(source.locate(at).line) for at in sorted(header.taken)]
    return next((line for line in lines if line.startswith("# ")), None)

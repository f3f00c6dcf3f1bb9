"""One replacement that was made in many cards at once, as by search and replace.

Where one phrase gave way to another in several cards that answer what they answered, the margin
is that of all of them together: who asks something else also answers something else.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from flashdeck.following.faces import Face
from flashdeck.following.holding import Texts
from flashdeck.following.places import Spot, Spots
from flashdeck.following.trace import BASIC, LONGEST, Trace
from flashdeck.model import NoteId

SEVERAL = 3
"""How many cards must have changed alike, and give how many different answers."""
MOST = 0.8
"""What share of them must answer what they answered."""

_EAST = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_EAST}]|[^\W{_EAST}]+|\W")
_APART = frozenset("():[]#,;–—（）：")
_LONGEST_ENDING, _SHORTEST_STEM = 2, 3
START, WITHIN, END = "start", "within", "end"


class Replacement(NamedTuple):
    """A phrase that gave way to another; at the start or the end of a text either may be empty."""

    removed: str
    added: str
    at: str

    def made(self, text: str) -> str | None:
        """The text with the replacement made; None where there is nothing to replace."""
        if self.at == START:
            return self.added + text[len(self.removed) :] if text.startswith(self.removed) else None
        if self.at == END:
            kept = text[: len(text) - len(self.removed)]
            return kept + self.added if text.endswith(self.removed) else None
        return text.replace(self.removed, self.added) if self.removed in text else None

    @property
    def forms(self) -> Iterator[Replacement]:
        """The replacement, and what is left of it without the ending that both phrases share."""
        yield self
        size = _shared(self.removed[::-1], self.added[::-1])
        if self.at == WITHIN and 0 < size <= _LONGEST_ENDING:
            shorter = self._replace(removed=self.removed[:-size], added=self.added[:-size])
            if min(len(shorter.removed), len(shorter.added)) >= _SHORTEST_STEM:
                yield shorter

    @property
    def is_note(self) -> bool:
        """Whether something was only said before or after a text, set off from it, or no longer."""
        less, more = sorted((self.removed, self.added), key=len)
        return self.at != WITHIN and less in more and not _APART.isdisjoint(more)


def replacement(old: str, new: str) -> Replacement | None:
    """What gave way to what between two texts; None if too little is left to tell."""
    if old == new or max(len(old), len(new)) > LONGEST:
        return None
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    front = _shared(before, after)
    back = min(_shared(before[::-1], after[::-1]), len(before) - front, len(after) - front)
    kept = "".join((*before[:front], *before[len(before) - back :]))
    if not any(map(str.isalnum, kept)):
        return None
    removed, added = before[front : len(before) - back], after[front : len(after) - back]
    if removed and added:
        return Replacement("".join(removed), "".join(added), WITHIN)
    if front == 0:
        return Replacement("".join(removed), "".join(added), START)
    rest = "".join(before[len(before) - back :])
    if not any(map(str.isalnum, rest)):
        return Replacement("".join(removed) + rest, "".join(added) + rest, END)
    anchor = _word(before[len(before) - back :])  # what is put in or taken out needs a place
    return Replacement("".join(removed) + anchor, "".join(added) + anchor, WITHIN)


def _word(tokens: Iterable[str]) -> str:
    """All up to the end of the first word."""
    found = ""
    for token in tokens:
        found += token
        if token.isalnum():
            break
    return found


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    for at, (mine, yours) in enumerate(zip(one, other, strict=False)):
        if mine != yours:
            return at
    return min(len(one), len(other))


def replaced(
    vanished: Mapping[NoteId, Face],
    new: Mapping[int, Face],
    spots: Spots,
    gone: Container[NoteId],
    replacement: Callable[[str, str], Replacement | None] = replacement,
) -> dict[int, NoteId]:
    """The notes that one replacement explains, with the vanished ones they were."""
    old = {id: each for id, each in vanished.items() if id not in gone}
    if len(old) < SEVERAL or len(new) < SEVERAL:
        return {}
    pairs = candidates(old, new, spots)
    made = (replacement(old[id].trace.prompt, new[at].trace.prompt) for id, at in pairs)
    counts = Counter(form for each in made if each is not None for form in each.forms)
    asking: dict[str, list[int]] = defaultdict(list)
    for at, mine in new.items():
        asking[mine.trace.prompt].append(at)
    if not counts or max(counts.values()) < SEVERAL:
        return {}
    texts = Texts({id: each.trace.prompt for id, each in old.items()})
    same: dict[int, NoteId] = {}
    taken: set[NoteId] = set()
    for each, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if count < SEVERAL:
            break
        left = [id for id in texts.perhaps_holding(each.removed) if id not in taken]
        explained = [*_explained(each, {id: old[id] for id in left}, asking, same)]
        kept = [
            (id, at) for id, at in explained if answers_alike(each, old[id].trace, new[at].trace)
        ]
        if len(kept) >= MOST * len(explained) and _are_told_apart(each, kept, new):
            clear = explained if each.is_note else kept
            same.update((at, id) for id, at in clear)
            taken.update(id for id, _ in clear)
    return same


def candidates(
    old: Mapping[NoteId, Face], new: Mapping[int, Face], spots: Spots
) -> list[tuple[NoteId, int]]:
    """Pairs that stand in the same turn, or alone give an answer."""
    turns = {spot: id for id, spot in spots.old.items() if id in old}
    answering: dict[_Answer, list[NoteId]] = defaultdict(list)
    answered: dict[_Answer, list[int]] = defaultdict(list)
    for id, each in old.items():
        answering[_answer(each.trace)].append(id)
    for at, mine in new.items():
        answered[_answer(mine.trace)].append(at)
    pairs: set[tuple[NoteId, int]] = set()
    for at, mine in new.items():
        spot: Spot | None = spots.new.get(at)
        if spot in turns:
            pairs.add((turns[spot], at))
        answer = _answer(mine.trace)
        if len(answered[answer]) == len(answering[answer]) == 1:
            pairs.add((answering[answer][0], at))
    return sorted(pairs)


_Answer = tuple[str, ...]


def _answer(trace: Trace) -> _Answer:
    return (trace.answer,) if trace.kind == BASIC else tuple(text for _, text in trace.gaps)


def _explained(
    each: Replacement,
    old: Mapping[NoteId, Face],
    asking: Mapping[str, list[int]],
    same: Mapping[int, NoteId],
) -> Iterator[tuple[NoteId, int]]:
    """Pairs between which the replacement was made, but for those that are not the only ones."""
    found: dict[str, list[NoteId]] = defaultdict(list)
    for id, mine in old.items():
        text = each.made(mine.trace.prompt)
        if text is not None and text in asking:
            found[text].append(id)
    for text, ids in found.items():
        if len(ids) == len(asking[text]) == 1 and asking[text][0] not in same:
            yield ids[0], asking[text][0]


def answers_alike(each: Replacement, old: Trace, new: Trace) -> bool:
    """Whether a note answers what another did, if need be with the replacement made."""
    before, after = _answer(old), _answer(new)
    return before == after or after == tuple(each.made(text) or text for text in before)


def _are_told_apart(
    each: Replacement, kept: list[tuple[NoteId, int]], new: Mapping[int, Face]
) -> bool:
    """Whether the answers show that the questions are the same: "yes" to all shows nothing."""
    if len(kept) < SEVERAL:
        return False
    return each.is_note or len({_answer(new[at].trace) for _, at in kept}) >= SEVERAL

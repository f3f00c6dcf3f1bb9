"""Cards that are copied, built with their copies, and then cut in one of the two places."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain

from edited_cards import Card, Files, Outcome, built, changed, decks, verdicts
from edits_kept import misspelt
from flashdeck.following.past import Past
from flashdeck.model import NoteId


def copied() -> Iterator[Outcome]:
    files = decks()
    names = sorted(files)
    for which, card in enumerate(card for listed in files.values() for card in listed):
        target = names[which % len(names)]
        both = {**files, target: (*files[target], card)}
        first = next(name for name, listed in both.items() if card in listed)
        at = both[first].index(card)
        cut = {**both, first: (*both[first][:at], *both[first][at + 1 :])}
        yield from _outcomes("pasted, then cut", card, (files, both, cut))
        yield from _outcomes("copied, the copy deleted", card, (files, both, files))
        wrong = misspelt(card.text, which)
        if wrong is not None:
            other = changed(files, card.key, Card(card.key, wrong))
            states = (files, both, files, other, files)
            yield from _outcomes("copy deleted, reworded and back", card, states)


def _outcomes(name: str, card: Card, states: tuple[Files, ...]) -> Iterator[Outcome]:
    """What becomes of the cards of the first state, all of them answered."""
    before, _, memory = built(states[0])
    first = dict.fromkeys((each.origin for each in before.values()), 0)
    gone: set[NoteId] = set()
    after, found = before, None
    for build, files in enumerate(states[1:], 1):
        answered = {id for id, each in memory.traces.items() if first[each.origin] == 0}
        past = partial(Past, dict(first), answered)
        after, found, memory = built(files, memory, past=past, gone=gone)
        gone = {each.id for each in found.vanished}
        for each in chain(memory.traces.values(), after.values()):
            first.setdefault(each.origin, build)
    assert found is not None
    yield from verdicts(name, (card.key,), before, after, found)

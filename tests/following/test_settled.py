"""What is found of the files that changed is what is found when all files are looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edited_cards import EMPTY, Card, Edit, Files, Memory, notes, remembered
from edits_apart import apart
from edits_kept import kept
from flashdeck.following.following import Following, followed
from flashdeck.following.memory import Remembered
from flashdeck.following.pages import paged
from flashdeck.following.settled import followed_on, unlike
from flashdeck.following.trace import Trace

TEXTS = [
    "Q: What is the capital of France?\nA: Paris, on the Seine.",
    "Q: What is the capital of  France?\nA: Paris, on the Seine.",
    "Q: What is the capital of France?\nA: It was Vichy for four years.",
    "Q: What is the capital of Spain?\nA: Madrid, in the middle.",
    "Q: What is the capital of Spain? {#spain}\nA: Madrid, in the middle.",
    "Q: Which city governs Spain?\nA: Madrid, in the middle.",
    "C: [Iron] and [copper] are metals.",
    "C: [Iron] and [tin] are metals.",
    "C: [Iron] is a metal.",
    "---\ndeck: Other\n---\n\nQ: What is the capital of Spain?\nA: It was Toledo.",
]
FILES = st.dictionaries(
    st.sampled_from(["a.md", "b.md", "c.md", "d.md"]),
    st.lists(st.sampled_from(TEXTS), max_size=4),
    min_size=1,
)
ODD = st.sets(st.integers(0, 9), max_size=2)


def _cards(files: dict[str, list[str]]) -> Files:
    return {name: tuple(Card(text, text) for text in listed) for name, listed in files.items()}


def _both(
    files: Files, memory: Memory, odd: AbstractSet[int] = frozenset()
) -> tuple[Following, Following]:
    """What is found in one way and the other; `odd` are notes gone before, or maybe others."""
    _, found = notes(files)
    traces = sorted(memory.traces.values(), key=lambda each: (each.file, each.place, each.id))
    ids = sorted(memory.traces)
    gone = {ids[at] for at in odd if at < len(ids)}
    half = [each.id for each in traces if each.id in gone and each.id < ids[len(ids) // 2]]
    open = dict.fromkeys(half, tuple(ids[-1:]))
    known = {
        id: Remembered(trace, 1, 1, gone=id in gone, may_be=open.get(id, ()))
        for id, trace in memory.traces.items()
    }
    scope = {*files, *(trace.file for trace in memory.traces.values())}
    retired = memory.retired
    ordered = {each.id: each for each in traces}
    long = followed(found, ordered, retired=retired, in_scope=scope, gone=gone, open=open)
    return long, followed_on(found, paged(known), retired=retired, in_scope=scope)


def _is_same(long: Following, short: Following) -> bool:
    whole = short._replace(
        notes=tuple(short.notes), traces=tuple(short.traces), settled=(), rest=long.rest
    )
    return whole == long._replace(notes=tuple(long.notes))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(FILES, ODD), min_size=2, max_size=5))
def test_settled_files_change_nothing_of_what_is_found(
    builds: list[tuple[dict[str, list[str]], set[int]]],
) -> None:
    memory = EMPTY
    before: Files = {}
    for files, odd in builds:
        before = {**before, **_cards(files)}
        long, short = _both(before, memory, odd)
        assert _is_same(long, short)
        assert _asked_by_settled(short).isdisjoint(map(_asks, short.vanished))
        memory = remembered(memory, long)


def _asks(each: Trace) -> tuple[str, str]:
    return each.kind, each.prompt


def _asked_by_settled(found: Following) -> set[tuple[str, str]]:
    """What is asked by notes that nobody looks at to find copies of one that is gone."""
    rest = {*found.rest}
    return {_asks(each) for at, each in enumerate(found.traces) if at not in rest}


@pytest.mark.parametrize("edits", [kept, apart])
def test_nor_do_they_with_any_edit(edits: Callable[[], Iterable[Edit]]) -> None:
    listed = [*edits()]
    for edit in listed[::12]:
        memory = remembered(EMPTY, _both(edit.before, EMPTY)[0])
        assert _is_same(*_both(edit.after, memory)), edit.name


def test_files_that_are_as_they_were_are_not_looked_at() -> None:
    files: Files = {f"{name}.md": (Card(name, f"Q: What is {name}?\nA: It."),) for name in "abcd"}
    memory = remembered(EMPTY, _both(files, EMPTY)[0])
    _, short = _both({**files, "c.md": (Card("c", "Q: What is c?\nA: That."),)}, memory)
    assert [page.heads.ids for page in short.settled] == [
        [trace.id] for at, trace in enumerate(short.traces) if at != 2
    ]
    assert [*short.rest] == unlike(short, {}) == [2]
    assert unlike(short, {short.traces[0].id: "picture"}) == [0, 2]

"""Files as they were read before, where nothing has changed since."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from flashdeck.cache.halves import can_share, in_two
from flashdeck.cache.store import Store, digest
from flashdeck.diagnostics import Diagnostic
from flashdeck.following.trace import gist
from flashdeck.loading.decoding import Decoded
from flashdeck.loading.packing import Gists, Packed, Unpackable, packed, unpacked
from flashdeck.model import File, Note
from flashdeck.notes.facts import Facts, Gist
from flashdeck.source import Source

KIND = "read"
CHECKED = b"checked"
"""Behind the digest of a file whose notes were looked at, each by itself."""
ALONE = 100_000
"""Characters that one process reads sooner than it is copied."""
SMALL = 50_000
"""Characters that are read sooner than a database is opened."""


class Ahead(NamedTuple):
    """What is made of a file's notes while they are at hand, and kept under a kind.

    It is not made again of a file it was made of before: there, most may be as it was.
    `make` gives nothing where the notes of the file alone do not tell.
    """

    kind: str
    digest: bytes
    make: Callable[[Sequence[Note], Sequence[Facts]], bytes]


class ReadFile(NamedTuple):
    """What was read of one file."""

    file: File
    notes: Sequence[Note]
    diagnostics: tuple[Diagnostic, ...]
    facts: Sequence[Facts]
    """Those of each note."""
    checked: tuple[Diagnostic, ...] = ()
    """What is wrong with each note by itself, if that was asked."""
    gists: Sequence[Gist] = ()
    """Those of each note, if it was read now, and not by a cache."""
    digest: bytes = b""
    """Of all that the file's notes follow from, if they may be kept."""


def remembered(
    kept: Store,
    about: str,
    sources: Sequence[Decoded],
    fresh: Sequence[Callable[[], ReadFile]],
    *,
    two: bool,
    checked: bool,
    ahead: Ahead | None = None,
) -> Iterator[ReadFile]:
    """What is in each file: as it was read before, else read `fresh`.

    `about` names all it depends on besides the file. Whether it was kept or is fresh, it
    comes as builtin values, of which notes are made when they are looked at. Of what is
    fresh, more is made `ahead`. Notes that were `checked` do where they need not be.
    """
    known = kept.digests(KIND)

    def of(source: Source) -> bytes:
        return digest(about, source.name, source.text)

    # Those of files that nobody knows are found by the process that reads them.
    digests = [of(each.source) if each.source.name in known else b"" for each in sources]
    missing = [
        at
        for at, each in enumerate(sources)
        if not _serves(known.get(each.source.name), digests[at], checked=checked)
    ]
    names = [sources[at].source.name for at in missing]
    new = {name for name in names if ahead is not None and not kept.holds(ahead.kind, name)}

    def work(number: int) -> bytes:
        at = missing[number]
        read = fresh[at]()
        data = _written(read, *sources[at])
        more = _made(ahead, read) if ahead and data and names[number] in new else b""
        gists = [tuple(gist(note)) for note in read.notes]
        return marshal.dumps(
            (digests[at] or of(sources[at].source), data, more, marshal.dumps(gists))
        )

    large = sum(len(sources[at].source.text) for at in missing) > ALONE
    shared = two and large and can_share()
    made = in_two(len(missing), work) if shared else map(work, range(len(missing)))
    waiting = set(missing)
    for at, (read, wrong) in enumerate(sources):
        found = digests[at], b"", b"", b""
        name, data, more, gists = marshal.loads(next(made)) if at in waiting else found
        if data:
            kept.put(KIND, read.name, name + CHECKED if checked else name, data)
        if more and ahead is not None:
            kept.put(ahead.kind, read.name, ahead.digest, more)
        value = marshal.loads(data) if data else None
        if at not in waiting:
            value = kept.value(KIND, read.name, known[read.name])
        if value is None:
            yield fresh[at]()
        else:
            again = _restored(value, read, wrong, gists)._replace(digest=name)
            yield again if checked else again._replace(checked=())


def _serves(held: bytes | None, wanted: bytes, *, checked: bool) -> bool:
    """Whether what is kept under a digest is what is asked for, or that and more."""
    return held == wanted + CHECKED or (held == wanted and not checked)


def _written(read: ReadFile, source: Source, wrong: Sequence[Diagnostic]) -> bytes:
    """What was read, without what is wrong with the bytes; nothing if it cannot be kept."""
    told = read.diagnostics[len(wrong) :]
    try:
        notes = [packed(each, source) for each in read.notes]
        known = [each[1:] for each in read.facts]
        value = [read.file.dialect, read.file.why, len(notes), marshal.dumps(notes)]
        return marshal.dumps([*value, packed(told, source), known, packed(read.checked, source)])
    except (Unpackable, ValueError):
        return b""


def _made(ahead: Ahead, read: ReadFile) -> bytes:
    """What is made of sound notes; those of which one is broken are not shown to anyone."""
    broken = any(found.rule.breaking for found in read.diagnostics)
    return b"" if broken else ahead.make(read.notes, read.facts)


def _restored(
    value: object, source: Source, wrong: tuple[Diagnostic, ...], gists: bytes
) -> ReadFile:
    match value:
        case [str(dialect), str(why), int(count), bytes(notes), told, list(known), checked]:
            diagnostics: tuple[Diagnostic, ...] = unpacked(told, source)
            file = File(source, dialect, count, why)
            made = tuple.__new__  # what the class makes, in two thirds of its time
            facts = [made(Facts, (source, *each)) for each in known]
            return ReadFile(
                file=file,
                notes=Packed(notes, count, source),
                diagnostics=(*wrong, *diagnostics),
                facts=facts,
                checked=unpacked(checked, source),
                gists=Gists(gists, count if gists else 0),
            )
        case _:
            raise TypeError(value)

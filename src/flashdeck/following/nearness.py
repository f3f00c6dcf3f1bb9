"""When an edited card is still the same card.

A note whose id is remembered is that note; nothing here is asked. Left are
notes nobody remembers (new) and remembered ones that are not there (vanished).
For a new and a vanished note three things are looked at:

- what they ask: exactly EQUAL; FRAMED, a text that is equal but for what its gaps
  hide; the SAME but for punctuation, marks and how the question is put
  (`following/frames`); with SLIPS, misspelt or inflected words; GROWN, where words were only
  added or only taken away; REWORDED, where words gave way to others; or OTHER;
- what they answer: EQUAL, ALIKE, SIMILAR or OTHER;
- where they stand: HERE, between the same neighbours; in the same FILE; or
  ELSEWHERE.

`RULES` says from these what a careful person would say: they are one CARD, one
should ASK, or (no rule fits) they are two cards. The first rule that fits
counts. The rules go by one thought: a person who mends a card changes the
question or the answer, or both a little; who writes another card changes what
both are about. So a rule that follows a new question wants an old answer, and
"Capital of France?" never becomes "Capital of Spain?" with another answer.

What a text with gaps hides is its answer, and what is left its question.
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from flashdeck.following.difference import (
    Difference,
    beyond,
    difference,
    lost_for_sure,
    weight_of,
)
from flashdeck.following.faces import Face, face
from flashdeck.following.kindred import are_kindred
from flashdeck.following.labels import label
from flashdeck.following.mistyped import is_mistyped, is_respelt
from flashdeck.following.slips import are_forms
from flashdeck.following.trace import BASIC, LONGEST, Trace
from flashdeck.following.words import Words


class Asked(IntEnum):
    EQUAL = 0
    FRAMED = 1
    SAME = 2
    SLIPS = 3
    GROWN = 4
    REWORDED = 5
    OTHER = 6


class Told(IntEnum):
    EQUAL = 0
    ALIKE = 1
    SIMILAR = 2
    OTHER = 3


class Where(IntEnum):
    HERE = 0
    FILE = 1
    ELSEWHERE = 2


class Verdict(IntEnum):
    CARD = 0
    ASK = 1
    NEITHER = 2


class Rule(NamedTuple):
    """Fits where what is asked, told and the place are at least this near.

    `words` is about how many words of content the shorter answer must have; `telling`
    wants an answer in words, and not "yes", "1914" or a formula, `uncommon` one that is no
    "yes", "false" or "always". `half` wants half of the question kept, `most` three quarters
    of it, `asks` about so many words of content in it; `named` that so many names, numbers or
    symbols are in it and all are kept, `kept` that none was lost or gained, `reordered` that
    all its words are kept, `appended` that something was only written before or after it.
    `steady` wants that in the answer nothing gave way to something, `same_names` that at least
    no name, number or symbol did, in answer or question; `put_so` that the question is
    put as it was. `in_turn` wants the same turn between the same neighbours, `framed` a text
    around the gaps that says what it is about. `unshared` wants an answer that no other card
    of the file gave, and `mistyped` also a question that differs by a slip of the hand,
    `respelt` one in which one of a few Chinese characters gave way to another, `kindred`
    the same words in other forms (`following/kindred`).
    """

    asked: Asked
    told: Told
    where: Where
    verdict: Verdict
    words: int = 0
    telling: bool = False
    uncommon: bool = False
    half: bool = False
    named: int = 0
    most: bool = False
    asks: int = 0
    kept: bool = False
    reordered: bool = False
    appended: bool = False
    steady: bool = False
    same_names: bool = False
    put_so: bool = False
    in_turn: bool = False
    framed: bool = False
    same_deck: bool = False
    mistyped: bool = False
    unshared: bool = False
    respelt: bool = False
    kindred: bool = False


LONG = 12
"""Words of content of a question in which one name may give way to another."""

RULES = (
    # The question is as it was: an id was given or taken away, a mark mended.
    Rule(Asked.EQUAL, Told.OTHER, Where.FILE, Verdict.CARD),
    Rule(Asked.EQUAL, Told.SIMILAR, Where.ELSEWHERE, Verdict.CARD),
    Rule(Asked.EQUAL, Told.OTHER, Where.ELSEWHERE, Verdict.CARD, same_deck=True),
    Rule(Asked.EQUAL, Told.OTHER, Where.ELSEWHERE, Verdict.ASK),
    # All that stands around the gaps is as it was, and what one hides was mended.
    Rule(Asked.FRAMED, Told.OTHER, Where.HERE, Verdict.CARD, words=1, in_turn=True, framed=True),
    # The same is asked, put otherwise.
    Rule(Asked.SAME, Told.SIMILAR, Where.ELSEWHERE, Verdict.CARD),
    Rule(Asked.FRAMED, Told.OTHER, Where.FILE, Verdict.ASK),
    Rule(Asked.SAME, Told.OTHER, Where.HERE, Verdict.CARD, put_so=True),
    Rule(Asked.SAME, Told.OTHER, Where.ELSEWHERE, Verdict.ASK),
    # A typo mended.
    Rule(Asked.SLIPS, Told.EQUAL, Where.ELSEWHERE, Verdict.CARD),
    Rule(Asked.SLIPS, Told.ALIKE, Where.ELSEWHERE, Verdict.CARD, steady=True),
    Rule(Asked.SLIPS, Told.ALIKE, Where.ELSEWHERE, Verdict.CARD, 3, same_names=True),
    Rule(Asked.SLIPS, Told.SIMILAR, Where.HERE, Verdict.CARD, steady=True),
    Rule(Asked.SLIPS, Told.OTHER, Where.HERE, Verdict.ASK),
    # One word differs by so little that it was mistyped, however short it is.
    Rule(Asked.OTHER, Told.EQUAL, Where.FILE, Verdict.CARD, 1, telling=True, mistyped=True),
    Rule(Asked.OTHER, Told.EQUAL, Where.HERE, Verdict.CARD, 2, uncommon=True, mistyped=True),
    # The question says more, or less, than it did.
    Rule(Asked.GROWN, Told.EQUAL, Where.ELSEWHERE, Verdict.CARD, telling=True),
    Rule(Asked.GROWN, Told.EQUAL, Where.HERE, Verdict.CARD, half=True, uncommon=True),
    Rule(
        Asked.GROWN,
        Told.EQUAL,
        Where.ELSEWHERE,
        Verdict.CARD,
        half=True,
        uncommon=True,
        named=1,
        kept=True,
    ),
    Rule(Asked.GROWN, Told.EQUAL, Where.HERE, Verdict.CARD, half=True, appended=True),
    Rule(Asked.GROWN, Told.EQUAL, Where.ELSEWHERE, Verdict.ASK),
    Rule(Asked.GROWN, Told.ALIKE, Where.HERE, Verdict.CARD, appended=True, same_names=True),
    Rule(Asked.GROWN, Told.ALIKE, Where.HERE, Verdict.CARD, 6, half=True, steady=True, kept=True),
    Rule(Asked.GROWN, Told.ALIKE, Where.HERE, Verdict.CARD, steady=True, asks=3, in_turn=True),
    Rule(Asked.GROWN, Told.ALIKE, Where.ELSEWHERE, Verdict.ASK, half=True),
    Rule(Asked.GROWN, Told.SIMILAR, Where.HERE, Verdict.ASK, half=True),
    # The question is put in other words.
    Rule(Asked.REWORDED, Told.EQUAL, Where.ELSEWHERE, Verdict.CARD, reordered=True, telling=True),
    Rule(Asked.REWORDED, Told.EQUAL, Where.HERE, Verdict.CARD, reordered=True, uncommon=True),
    Rule(Asked.REWORDED, Told.ALIKE, Where.HERE, Verdict.CARD, 4, reordered=True, same_names=True),
    Rule(
        Asked.REWORDED,
        Told.ALIKE,
        Where.HERE,
        Verdict.CARD,
        reordered=True,
        steady=True,
        uncommon=True,
    ),
    Rule(Asked.REWORDED, Told.EQUAL, Where.HERE, Verdict.CARD, telling=True, named=2),
    Rule(Asked.REWORDED, Told.EQUAL, Where.HERE, Verdict.CARD, telling=True, most=True, asks=8),
    Rule(Asked.REWORDED, Told.EQUAL, Where.HERE, Verdict.CARD, uncommon=True, most=True, asks=LONG),
    Rule(Asked.REWORDED, Told.ALIKE, Where.HERE, Verdict.CARD, most=True, asks=8, steady=True),
    Rule(Asked.REWORDED, Told.EQUAL, Where.FILE, Verdict.CARD, words=6, telling=True),
    Rule(Asked.REWORDED, Told.EQUAL, Where.ELSEWHERE, Verdict.CARD, 8, telling=True, half=True),
    Rule(Asked.REWORDED, Told.EQUAL, Where.ELSEWHERE, Verdict.ASK, telling=True),
    Rule(Asked.REWORDED, Told.EQUAL, Where.FILE, Verdict.ASK, half=True),
    Rule(Asked.REWORDED, Told.ALIKE, Where.HERE, Verdict.ASK),
    Rule(Asked.REWORDED, Told.SIMILAR, Where.HERE, Verdict.ASK, half=True, steady=True),
    # Nothing of the question is left, but the answer stands where it stood.
    Rule(Asked.OTHER, Told.EQUAL, Where.HERE, Verdict.CARD, words=6, same_names=True, in_turn=True),
    Rule(Asked.OTHER, Told.EQUAL, Where.HERE, Verdict.ASK, telling=True),
    Rule(Asked.OTHER, Told.EQUAL, Where.FILE, Verdict.ASK, telling=True, unshared=True),
    Rule(Asked.OTHER, Told.EQUAL, Where.HERE, Verdict.ASK, words=2, in_turn=True),
    Rule(Asked.OTHER, Told.EQUAL, Where.HERE, Verdict.ASK, in_turn=True, respelt=True),
    Rule(Asked.OTHER, Told.ALIKE, Where.HERE, Verdict.ASK, words=8),
    Rule(Asked.OTHER, Told.EQUAL, Where.ELSEWHERE, Verdict.ASK, words=6),
    # Question or answer has the same words in other forms.
    Rule(Asked.OTHER, Told.OTHER, Where.HERE, Verdict.ASK, kindred=True),
)

REWORDED = 0.3
"""How like two questions must be at least, from 0 to 1, if one is the other reworded."""
HALF, MOST = 0.5, 0.75
ALIKE, SIMILAR = 0.6, 0.35
"""How like answers must be."""
BARE = 3
"""Words of which a text has fewer if an article may make another of it: der See, die See;
an answer has no more if a case may: dem Mann, den Mann."""
WITHIN = 2
"""Words an answer must have, if it counts as alike for being a part of the other."""

_ASKING = frozenset("?？؟.。:")
_ENDS, _APART = " .?!…。？！؟", frozenset("(),;:–—-[]（）：，、،")
"""What a question ends with, and what parts it from what is said before or after it."""

MARGIN = 0.1
"""How much nearer one candidate must be than the next, or a person is asked."""
BONUS = {Where.HERE: 0.25, Where.FILE: 0.1, Where.ELSEWHERE: 0.0}
IN_TURN = 0.12
"""For being the how-manieth in its gap between neighbours that the other is."""


class Nearness(NamedTuple):
    """What a person would say of a pair, and how near it is beside other pairs."""

    verdict: Verdict
    score: float


def nearness(
    old: Face, new: Face, where: Where, *, in_turn: bool, gone: bool, alone: bool = True
) -> Nearness:
    """How near two notes of one kind are; what was missing before is only known again in place.

    `alone` says that no other note of its file answered what the old one did.
    """
    if _are_plainly_two(old, new):
        return Nearness(Verdict.NEITHER, 0)
    telling, told = _told(old, new)
    asking, asked = _asked(old, new, told)
    score = asking.likeness + telling.likeness + BONUS[where] + (IN_TURN if in_turn else 0)
    score += 2 * (asked is Asked.EQUAL) + 0.5 * (told is Told.EQUAL)
    size = min(old.told.size, new.told.size)
    same_names = not (asking.renames or telling.renames)
    for rule in _rules(asked, told, where):
        if (
            size >= rule.words
            and (new.told.telling or not rule.telling)
            and (not new.told.common or not rule.uncommon)
            and (asking.likeness >= HALF or not rule.half)
            and (asking.likeness >= MOST or not rule.most)
            and min(old.asked.size, new.asked.size) >= rule.asks
            and (not rule.appended or _is_appended(old.trace.prompt, new.trace.prompt))
            and asking.named >= rule.named
            and (asking.keeps_names or not rule.kept)
            and not (asking.changed and rule.reordered)
            and not (telling.swapped and rule.steady)
            and (same_names or not rule.same_names)
            and not (asking.reframed and rule.put_so)
            and (in_turn or not rule.in_turn)
            and (new.framed or not rule.framed)
            and (_share_deck(old, new) or not rule.same_deck)
            and (alone or not (rule.unshared or rule.mistyped or rule.respelt))
            and (not rule.mistyped or _is_mistyped(old.trace.prompt, new.trace.prompt))
            and (not rule.respelt or is_respelt(old.trace.prompt, new.trace.prompt))
            and (not rule.kindred or are_kindred(old, new))
        ):
            return Nearness(_cautious(rule, where, old) if gone else rule.verdict, score)
    return Nearness(Verdict.NEITHER, score)


def _are_plainly_two(old: Face, new: Face) -> bool:
    """Whether so little of both question and answer is kept that no rule fits.

    It spares most pairs the long way, which says the same of them.
    """
    if old.trace.kind != BASIC or not lost_for_sure(old.asked, new.asked):
        return False
    lost, gained = lost_for_sure(old.told, new.told), lost_for_sure(new.told, old.told)
    return lost > 0 < gained and 1 - (lost + gained) / weight_of(old.told, new.told) < SIMILAR


@lru_cache(maxsize=len(Asked) * len(Told) * len(Where))
def _rules(asked: Asked, told: Told, where: Where) -> tuple[Rule, ...]:
    """The rules that may fit, in their order."""
    return tuple(
        rule for rule in RULES if asked <= rule.asked and told <= rule.told and where <= rule.where
    )


_is_mistyped = lru_cache(maxsize=1)(is_mistyped)  # several rules ask it of the same two


def _share_deck(old: Face, new: Face) -> bool:
    """Whether it is no stranger: a text with gaps says by itself what it answers."""
    return old.trace.deck == new.trace.deck or old.trace.kind != BASIC


def is_stranger(old: Trace, new: Trace) -> bool:
    """Whether a note asks what another did, but in another file and deck, for another answer."""
    return old.file != new.file and old.deck != new.deck and is_another(old, new)


def is_another(old: Trace, new: Trace) -> bool:
    """Whether a note answers something else than another did."""
    return old.kind == BASIC and _told(face(old), face(new))[1] is Told.OTHER


def _cautious(rule: Rule, where: Where, old: Face) -> Verdict:
    if rule.asked is Asked.EQUAL and rule.told is Told.OTHER and label(old.trace.prompt):
        return Verdict.ASK  # the same number may be another's by now
    if rule.asked is Asked.EQUAL or (rule.verdict is Verdict.CARD and where is Where.HERE):
        return rule.verdict
    return Verdict.ASK if rule.verdict is Verdict.CARD else Verdict.NEITHER


def _asked(old: Face, new: Face, told: Told) -> tuple[Difference, Asked]:
    found = difference(old.asked, new.asked)
    if old.trace.prompt == new.trace.prompt:
        return found, Asked.EQUAL
    if old.frame and old.frame == new.frame:
        return found, Asked.FRAMED
    if old.trace.kind != BASIC:
        whole = difference(old.whole, new.whole)
        if told is Told.OTHER or (whole.likeness > found.likeness and not whole.renames):
            found = whole
    manner = _manner(found, min(old.asked.size, new.asked.size))
    spoken = max(old.asked.spoken, new.asked.spoken)
    if manner is Asked.SAME and found.reframed and spoken < BARE:
        return found, Asked.SLIPS
    if manner is Asked.GROWN and min(old.asked.size, new.asked.size) < 1:  # 森, and 森林
        alone = not _is_appended(old.trace.prompt, new.trace.prompt)
        return found, Asked.OTHER if alone else manner
    if manner is Asked.SLIPS and spoken <= BARE and _are_forms(old, new):
        return found, Asked.OTHER
    return found, manner


def _are_forms(old: Face, new: Face) -> bool:
    """Whether a word to be translated gave way to another form of it: both may have one answer."""
    if old.trace.prompt[-1:] in _ASKING and new.trace.prompt[-1:] in _ASKING:
        return False
    before, after = old.asked.counted, new.asked.counted
    lost, gained = beyond(before, after), beyond(after, before)
    return any(are_forms(one, other) for one in lost for other in gained)


def _manner(found: Difference, size: float) -> Asked:
    if found.likeness < REWORDED:
        return Asked.OTHER
    if found.renames and (size < LONG or found.likeness < MOST):
        return Asked.OTHER
    if found.moved or (found.lost and found.gained):
        return Asked.REWORDED
    if found.lost or found.gained:
        return Asked.REWORDED if found.turned else Asked.GROWN
    return Asked.SLIPS if found.slips else Asked.SAME


def _told(old: Face, new: Face) -> tuple[Difference, Told]:
    found = difference(old.told, new.told)
    if _tells_the_same(old, new) and not (found.reframed and new.told.spoken <= BARE):
        return found, Told.EQUAL
    if found.likeness >= ALIKE or _is_within(old.told, new, found):
        return found, Told.ALIKE
    return found, Told.SIMILAR if found.likeness >= SIMILAR else Told.OTHER


def _is_appended(one: str, other: str) -> bool:
    """Whether one text is the other with something said before or after it."""
    short, long = sorted((one.strip(_ENDS), other.strip(_ENDS)), key=len)
    before, _, after = long.partition(short)
    return len(before) + len(after) < len(long) and (
        (not before and after.lstrip()[:1] in _APART)
        or (not after and before.rstrip()[-1:] in _APART)
    )


def _tells_the_same(old: Face, new: Face) -> bool:
    """Whether nothing but marks and light words differs, and for gaps their order."""
    if old.trace.kind != BASIC:
        return old.told.counted == new.told.counted
    if old.trace.answer == new.trace.answer:
        return True
    if max(len(old.trace.answer), len(new.trace.answer)) > LONGEST:  # a part was left out
        return False
    return bool(old.told.order) and old.told.order == new.told.order


def _is_within(old: Words, new: Face, found: Difference) -> bool:
    """Whether one answer is a part of the other, or the hidden words are still in the text."""
    if min(len(old.order), len(new.told.order)) >= WITHIN and not (found.lost and found.gained):
        return True
    return new.trace.kind != BASIC and not beyond(old.counted, new.whole.counted)

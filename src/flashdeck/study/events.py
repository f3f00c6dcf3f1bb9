"""What can happen in a session: each event gives a step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from flashdeck import identity
from flashdeck.journal.lines import LONGEST_ANSWER
from flashdeck.loading.unclear import short
from flashdeck.model import Card, CardId, NoteId
from flashdeck.schedule.card_state import CardState
from flashdeck.schedule.study_day import Day
from flashdeck.study.entries import Answered, Entry, Marked, Renamed, Returnable, TakenBack, content
from flashdeck.study.queue import Queue
from flashdeck.study.session import (
    Asking,
    Done,
    Given,
    Past,
    Reading,
    Session,
    Step,
    Told,
    advanced,
    lapsed,
    postponed,
    waits,
)
from flashdeck.study.words import taken_back

S = TypeVar("S")


def revealed(session: Session[S], gaps: int) -> Session[S]:
    """With one more gap shown, of so many; with the answer, when it was the last."""
    match session.stage:
        case Asking(key, shown) if shown + 1 < gaps:
            return replace(session, stage=Asking(key, shown + 1))
        case Asking(key):
            return replace(session, stage=Told(key))
        case _:
            return session


def graded(session: Session[S], grade: int, ms: int) -> Step[S]:
    """The card on the screen was answered."""
    if not isinstance(session.stage, Told):
        return Step(session)
    key = session.stage.key
    card, kind = session.cards[key], "drill" if session.drills(key) else "review"
    state, before = session.after(key, grade), session.state(key)
    ms = min(max(0, ms), LONGEST_ANSWER)
    answered = replace(
        session,
        changed={**session.changed, key: state},
        again=lapsed(session, key, grade),
        given=(*session.given, Given(key, kind, grade, ms)),
    )
    entries: tuple[Returnable, ...] = (Answered(card.id, kind, grade, ms, content(card.note)),)
    said = _leech(state) if session.rules.tells(before, state) else ""
    if state.suspended and not before.suspended:
        entries += (Marked(card.id, "suspend"),)
        answered = _hidden(answered, key, state)
    return Step(_written(session, advanced(answered), entries), entries, said)


def suspended(session: Session[S]) -> Step[S]:
    """The card is not asked any more, until it is taken back."""
    name = "" if session.card is None else short(session.card.note.id)
    said = f"suspended (u: undo; later: flashdeck mark unsuspend {name})"
    return _marked(session, "suspend", said, leaves=True)


def buried(session: Session[S]) -> Step[S]:
    """The card is not asked any more today."""
    return _marked(session, "bury", "buried until tomorrow", leaves=True)


def flagged(session: Session[S]) -> Step[S]:
    """The card's flag is set, or taken away."""
    key = session.key
    on = key is not None and not session.state(key).flagged
    return _marked(session, "flag", "flagged" if on else "flag removed", on=on)


def undone(session: Session[S]) -> Step[S]:
    """As if the last event had never been; entries from before the session are `recalled`."""
    if session.past is not None:
        return _taken_back(session, session.past)
    if not session.earlier:
        return Step(session, (), "nothing to undo")
    if (key := session.earlier[-1].card) not in session.cards or key in session.deleted:
        return Step(session, (), "the answer before this one was to a card that is not here")
    card = session.cards[key]
    entry = TakenBack(card.id, len(session.earlier) - 1)
    said = taken_back(session.earlier[-1], card, session.rules.names)
    return Step(replace(session, written=session.written + 1), (entry,), said)


def _taken_back(session: Session[S], past: Past[S]) -> Step[S]:
    before, done, number = past
    entries = tuple(TakenBack(each.card, number + at) for at, each in enumerate(done))[::-1]
    came_back = (key for key in (session.key, *session.ahead) if key and not waits(before, key))
    back = replace(
        before,
        ahead=(*before.ahead, *came_back),
        cards=session.cards,
        deleted=session.deleted,
        queue=session.queue,
        spare=session.spare,
        written=session.written + len(entries),
    )
    key = before.key
    said = taken_back(done[0], session.cards[key], session.rules.names) if key else "undone"
    if key in session.deleted:
        return Step(advanced(postponed(back)), entries, f"{said}; the card is gone from its file")
    return Step(back, entries, said)


def recalled(session: Session[S], state: CardState[S]) -> Session[S]:
    """With the last card from before the session asked again; `state` is the one it had then.

    A card of which only a mark was taken back is asked if it would be anyway.
    """
    *earlier, last = session.earlier
    card = last.card
    states = {**session.states, card: state}
    is_asked = state.new or (state.last < session.day and state.due <= session.day)
    if isinstance(last, Marked) and not is_asked:
        changed = {**session.changed, card: state}
        return replace(session, changed=changed, states=states, earlier=tuple(earlier))
    session = postponed(session)
    asked, left = session.queue.order[: session.at], session.queue.order[session.at :]
    order = (*asked, *(key for key in left if key != card))
    return replace(
        session,
        queue=session.queue._replace(order=order),
        changed={**session.changed, card: state},
        states=states,
        again=tuple(each for each in session.again if each.key != card),
        gone=session.gone - {card},
        ahead=tuple(key for key in session.ahead if key != card),
        stage=Asking(card),
        earlier=tuple(earlier),
    )


def opened(session: Session[S], note: NoteId) -> Session[S]:
    """A note that the one on the screen refers to, on top of it."""
    match session.stage:
        case Asking() | Told() as below:
            return replace(session, stage=Reading((note,), below))
        case Reading(notes, below):
            return replace(session, stage=Reading((*notes, note), below))
        case _:
            return session


def closed(session: Session[S]) -> Session[S]:
    """Back from the note that was opened last."""
    match session.stage:
        case Reading((*notes, _), below):
            return replace(session, stage=Reading(tuple(notes), below) if notes else below)
        case _:
            return session


def edited(session: Session[S], note: NoteId, cards: Mapping[int, Card]) -> Step[S]:
    """The cards of a note, by ordinal, as they now read; one that is no more goes away."""
    ours = {key: card for key, card in session.cards.items() if card.note.id == note}
    now = {key: cards[card.ordinal] for key, card in ours.items() if card.ordinal in cards}
    names = {card.note.id for card in now.values()} - {note}
    renamed: tuple[Entry, ...] = tuple(Renamed(note, name) for name in names)
    kept = replace(
        session,
        cards={**session.cards, **now},
        deleted=session.deleted | (ours.keys() - now.keys()),
        written=session.written + len(renamed),
    )
    if session.key in kept.deleted:
        return Step(advanced(postponed(kept)), renamed)
    return Step(kept, renamed)


def joined(session: Session[S], cards: Sequence[Card], said: str) -> tuple[Session[S], str]:
    """With new cards asked last, as far as there is room; and what there is to say of that.

    A card that had been deleted is where it was.
    """
    session = _returned(session, cards)
    fresh = [card for card in cards if card.id not in session.cards]
    asked = fresh[: session.spare]
    if len(asked) < len(fresh):
        said = f"{said} (the day's limit leaves {len(fresh) - len(asked)} for later)"
    ids = [card.id for card in asked]
    queue = Queue((*session.queue.order, *ids), session.queue.new | {*ids})
    known = {**session.cards, **{card.id: card for card in asked}}
    return replace(session, cards=known, queue=queue, spare=session.spare - len(ids)), said


def _returned(session: Session[S], cards: Sequence[Card]) -> Session[S]:
    """With the cards of some notes that had been deleted; those that were passed over come next."""
    notes = {card.note.id: card.note for card in cards}
    there = {card.id: card for note in notes.values() for card in identity.cards(note)}
    back = {key: there[id] for key in session.deleted if (id := session.cards[key].id) in there}
    done = session.gone | {each.key for each in session.given}
    asked = session.queue.order[: session.at]
    passed = [key for key in asked if key in back and key not in done | {*session.ahead}]
    return replace(
        session,
        cards={**session.cards, **back},
        deleted=session.deleted - back.keys(),
        ahead=(*session.ahead, *passed),
    )


def dated(session: Session[S], day: Day) -> Session[S]:
    """As of a study day; a clock that was set back changes nothing."""
    return replace(session, day=day) if day > session.day else session


def ended(session: Session[S]) -> Session[S]:
    """Time is up; the card that would have come is still left."""
    return replace(postponed(session), stage=Done(in_time=False))


def _marked(
    session: Session[S], kind: str, said: str, *, on: bool = True, leaves: bool = False
) -> Step[S]:
    key = session.key
    if key is None:
        return Step(session)
    state = session.state(key)
    match kind:
        case "suspend":
            state = state._replace(suspended=True)
        case "bury":
            state = state._replace(buried=Day(session.day + 1))
        case _:
            state = state._replace(flagged=on)
    if leaves:
        marked = advanced(_hidden(session, key, state))
    else:
        marked = replace(session, changed={**session.changed, key: state})
    entries = (Marked(session.cards[key].id, kind, on),)
    return Step(_written(session, marked, entries), entries, said)


def _hidden(session: Session[S], key: CardId, state: CardState[S]) -> Session[S]:
    """A card in a state in which it is not asked any more."""
    return replace(session, changed={**session.changed, key: state}, gone=session.gone | {key})


def _written(before: Session[S], after: Session[S], entries: tuple[Returnable, ...]) -> Session[S]:
    """After entries that are taken back together."""
    return replace(
        after,
        past=Past(before, entries, before.written),
        written=before.written + len(entries),
    )


def _leech(state: CardState[S]) -> str:
    leech = f"a leech (forgotten {state.lapses} time{'' if state.lapses == 1 else 's'})"
    if state.suspended:
        return f"{leech}: suspended; u takes it back"
    return f"{leech}: u goes back, to reword it"

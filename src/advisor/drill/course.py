"""A drill as it goes: what comes next, what an answer changes, and how it is taken up again.

Joins the bank, the state machine and the file; every step is written before the next one is taken.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from advisor.drill import bank as banks
from advisor.drill import session as sessions
from advisor.drill import store
from advisor.drill.bank import Bank, face, proved, shown
from advisor.drill.difference import AGAIN, reviews
from advisor.drill.history import History, history
from advisor.drill.pick import Draw, Pick, Wish, pick, wished
from advisor.drill.session import Item, Session
from advisor.drill.shelf import Sign
from advisor.drill.store import Answer, Sitting

if TYPE_CHECKING:
    from advisor.drill.fresh import Spring
    from advisor.drill.question import Explanation, Question


class Given(NamedTuple):
    """An answer as it was given."""

    taken: str
    """The letters of the file."""
    seconds: float
    """How long it took."""
    at: str
    """When it was given."""
    id: str
    """A new id for it."""


@dataclass(slots=True)
class Course:
    """A drill: what it draws from, what is wanted, and where it stands."""

    bank: Bank
    file: sqlite3.Connection
    sitting: Sitting
    wish: Wish
    ids: tuple[str, ...]
    """The questions that may be asked."""
    count: int | None
    """After how many questions it ends; None goes on while there are any."""
    session: Session
    spring: Spring | None = None
    """Where new questions come from, where they are wanted."""
    last: str = ""
    """The id of the last answer."""
    forgotten: tuple[str, ...] = ()
    """The differences that the last answer shows to be unknown."""
    told: dict[str, tuple[Question, Explanation]] = field(default_factory=dict)
    """Questions with what is told after an answer, worked out ahead."""


def begin(  # noqa: PLR0913, PLR0917 - all that a drill is
    bank: Bank,
    file: sqlite3.Connection,
    sitting: Sitting,
    wish: Wish,
    count: int | None,
    spring: Spring | None = None,
) -> Course:
    """Begin a drill, or take one up again that the file knows."""
    ids = wished(bank, wish, history(file, sitting.begun))
    now = _there(bank, store.session(file, sitting)._replace(at=-1))
    return Course(bank, file, sitting, wish, ids, count, sessions.forward(now), spring)


def _there(bank: Bank, now: Session) -> Session:
    """Give the sitting with what must not be shown any more marked as gone."""
    items = (one if shown(bank, one.question, one.order) else one._replace(state="gone") for one in now.items)
    return now._replace(items=tuple(items))


def come(course: Course, at: str) -> Sign | None:
    """Go on to the next question: one that is open, then a new one, then one that was skipped.

    None where nothing is left. What cannot be proved is passed over.
    """
    ahead = sessions.forward(course.session)
    if ahead.item is None:
        _new(course, at)
        ahead = course.session if course.session.item else sessions.forward(course.session, put_off=True)
    course.session = ahead
    return here(course)


def _new(course: Course, at: str) -> None:
    """Draw a new question; where there is none the session stands past its end."""
    course.session = course.session._replace(at=len(course.session.items))
    known = history(course.file, at)
    while (found := _drawn(course, known)) is not None:
        sign = proved(course.bank, found.question)
        if sign.problems:
            course.ids = tuple(id_ for id_ in course.ids if id_ != found.question)
            continue
        now = store.add(course.file, course.sitting, _item(course, sign, found, known))
        course.session = _there(course.bank, now)
        return


def _drawn(course: Course, known: History) -> Pick | None:
    asked = tuple(one.question for one in course.session.items if one.state != "gone")
    if course.count is not None and len(asked) >= course.count:
        return None
    wanted = course.wish.differences
    if course.wish.once:
        done = {key for one in course.session.items for key in one.sake}
        wanted = tuple(key for key in wanted if key not in done)
        if not wanted:
            return None
    draw = Draw(course.ids, asked, course.session.seed, wanted)
    if course.spring is None:
        return pick(course.bank, known, draw)
    ahead = next((id_ for id_ in course.ids if id_ not in asked and id_ not in known.seen), None)
    if ahead is None:
        ahead = course.spring.further(course.wish, wanted or known.due)
        course.ids += (ahead,) if ahead else ()
    if ahead is None:
        return None
    shows = face(course.bank, ahead).shows
    return Pick(ahead, tuple(key for key in wanted or known.due if key in shows))


def come_ahead(course: Course, at: str = "") -> bool:
    """Whether there is anything to be asked at all."""
    return bool(course.session.items) or _drawn(course, history(course.file, at)) is not None


def _item(course: Course, sign: Sign, found: Pick, known: History) -> Item:
    """Give the item of a question, its options in an order that it was not shown in the last time."""
    seen = known.seen.get(sign.id)
    times = sum(one.question == sign.id for one in course.session.items) + (seen.times if seen else 0)
    order = sessions.shuffled(face(course.bank, sign.id).texts, course.session.seed, sign.id, times)
    return Item(sign.id, order, found.sake, flagged=sign.id in known.flagged)


def here(course: Course) -> Sign | None:
    """Give the question that is looked at; None past the end."""
    item = course.session.item
    return proved(course.bank, item.question) if item else None


def may_go_back(course: Course) -> bool:
    """Whether there is a question before the one that is looked at."""
    return any(one.state != "gone" for one in course.session.items[: course.session.at])


def back(course: Course) -> Sign | None:
    """Go back to the question before, answered or not; the first stays."""
    before = [n for n, one in enumerate(course.session.items[: course.session.at]) if one.state != "gone"]
    course.session = sessions.go(course.session, before[-1] if before else course.session.at)
    return here(course)


def explained(course: Course, sign: Sign) -> tuple[Question, Explanation]:
    """Give a question with what is told after an answer; worked out once."""
    from advisor.drill.question import explain

    if sign.id not in course.told:
        question = banks.question(course.bank, sign.id)
        course.told[sign.id] = (question, explain(question))
    return course.told[sign.id]


def answer(course: Course, sign: Sign, given: Given) -> bool:
    """Take an answer to the question that is looked at and write it down; tells whether it is right."""
    from advisor.drill.schedule import replay

    item, seen = course.session.item, face(course.bank, sign.id)
    right = set(given.taken) == set(seen.keyed)
    said = Answer(
        id=given.id,
        at=given.at,
        kind=course.sitting.kind,
        sitting=course.sitting.id,
        question=sign.id,
        domain=sign.domain,
        keyed=seen.keyed,
        taken=given.taken,
        right=right,
        guessed=False,
        seconds=given.seconds,
    )
    found = reviews(seen.table, seen.keyed, given.taken, asked_for=frozenset(item.sake if item else ()))
    course.session = sessions.take(course.session, given.taken, given.seconds)
    store.record(course.file, course.session, said, found, replay)
    course.last = given.id
    course.forgotten = tuple(one.difference for one in found if one.rating == AGAIN)
    return right


def luck(course: Course) -> None:
    """Remember that the last answer, which was right, was a guess."""
    from advisor.drill.schedule import replay

    if course.last:
        store.guessed(course.file, course.last, replay)


def skip(course: Course, seconds: float) -> None:
    """Put the question that is looked at off."""
    course.session = sessions.skip(course.session, seconds)
    store.write(course.file, course.session)


def flag(course: Course, at: str) -> bool:
    """Flag the question that is looked at, or take the flag away; tells whether it is flagged now."""
    course.session = sessions.flag(course.session)
    item = course.session.item
    if item is None:
        return False
    store.write(course.file, course.session)
    store.flag(course.file, item.question, at, on=item.flagged)
    return item.flagged


def ahead(course: Course, sign: Sign, at: str) -> Iterator[None]:
    """Do, piece by piece, what will be wanted next, while the person reads."""
    explained(course, sign)
    yield
    import advisor.drill.schedule  # noqa: F401 - FSRS, wanted when the answer comes

    yield
    found = _drawn(course, history(course.file, at))
    if found:
        proved(course.bank, found.question)
        yield
        explained(course, course.bank.signs[found.question])
    yield
    kept = False
    while (id_ := course.bank.next_unproved()) is not None:
        proved(course.bank, id_)
        kept = True
        yield
    if kept:
        banks.keep(course.bank)

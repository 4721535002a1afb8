"""A mock exam as it is sat: any question at any time, every change written down, handed in once.

Time counts while a question is on the screen. Whoever stops (or is stopped) stops the clock, and the
report says how often that happened; what was looked at in the last moments before a kill is not counted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from advisor.drill import session as sessions
from advisor.drill import store
from advisor.drill.bank import Bank, face, proved, shown
from advisor.drill.difference import reviews
from advisor.drill.exam import Paper, Report, draw, report
from advisor.drill.session import Item, Session
from advisor.drill.shelf import Face
from advisor.drill.store import Answer, Sitting
from advisor.errors import AdvisorError, Place, Problem

KIND = "exam"
"""What a mock exam is called in the file."""


@dataclass(slots=True)
class Exam:
    """A mock exam that is being sat."""

    bank: Bank
    file: sqlite3.Connection
    sitting: Sitting
    session: Session
    minutes: int

    @property
    def spent(self) -> float:
        """The seconds that questions have been on the screen."""
        return sum(one.seconds for one in self.session.items)

    @property
    def left(self) -> float:
        """The seconds that are left."""
        return self.minutes * 60 - self.spent

    @property
    def choose(self) -> int:
        """How many letters the question that is looked at wants."""
        return self.bank.signs[self.session.items[self.session.at].question].choose

    @property
    def face(self) -> Face:
        """What is shown of the question that is looked at."""
        return face(self.bank, self.session.items[self.session.at].question)

    @property
    def open(self) -> tuple[int, ...]:
        """The numbers of the questions that are not answered."""
        return tuple(n for n, one in enumerate(self.session.items, 1) if not one.taken)

    @property
    def flagged(self) -> tuple[int, ...]:
        """The numbers of the questions that are flagged."""
        return tuple(n for n, one in enumerate(self.session.items, 1) if one.flagged)


def pool(bank: Bank, day: str, weights: Sequence[tuple[str, int]]) -> dict[str, list[str]]:
    """Give the proved questions of an edition: those of its day, by its domains."""
    found: dict[str, list[str]] = {domain: [] for domain, _ in weights}
    for id_, one in bank.signs.items():
        if one.day == day and one.domain in found and not proved(bank, id_).problems:
            found[one.domain].append(id_)
    return found


def paper(bank: Bank, edition: str, count: int, seed: int, seen: Collection[str]) -> Paper:
    """Draw a paper for an edition from the bank; ``seen`` was answered before, and others come first."""
    about = bank.base.editions[edition]
    return draw(pool(bank, about.day, about.domains), about.domains, count, seen, seed)


def begin(file: sqlite3.Connection, bank: Bank, sitting: Sitting, drawn: Paper) -> None:
    """Write a new exam down, its options in an order of their own."""
    items = [
        Item(id_, sessions.shuffled(face(bank, id_).texts, sitting.seed, id_)) for id_ in drawn.questions
    ]
    store.begin(file, sitting, items)


def sit(bank: Bank, file: sqlite3.Connection, sitting: Sitting, minutes: int) -> Exam:
    """Sit down to an exam that was begun, at the first question that is not answered.

    Raises:
        AdvisorError: a question of it is gone, or is proved no more since the rules have changed.
    """
    now = store.session(file, sitting)
    gone = [one.question for one in now.items if not shown(bank, one.question, one.order)]
    if gone:
        text = f"questions of this exam are gone, have changed, or are no longer proved: {', '.join(gone)}"
        raise AdvisorError([Problem(Place("exam"), text, "--afresh begins a new one")])
    first = next((n for n, one in enumerate(now.items) if not one.taken), len(now.items) - 1)
    return Exam(bank, file, sitting, sessions.go(now, first), minutes)


def spend(exam: Exam, seconds: float) -> None:
    """Count time for the question that is looked at."""
    item = exam.session.items[exam.session.at]
    _put(exam, sessions.take(exam.session, item.taken, item.seconds + seconds))


def choose(exam: Exam, picked: str) -> None:
    """Take letters of the screen as the answer; none takes the answer away."""
    item = exam.session.items[exam.session.at]
    _put(exam, sessions.take(exam.session, item.written(picked), item.seconds))


def flag(exam: Exam) -> bool:
    """Flag the question that is looked at, or take the flag away; tells whether it is flagged now."""
    _put(exam, sessions.flag(exam.session))
    return exam.session.items[exam.session.at].flagged


def _put(exam: Exam, now: Session) -> None:
    exam.session = now
    store.write(exam.file, now)


def go(exam: Exam, number: int) -> None:
    """Go to a question by its number, counted from 1."""
    exam.session = sessions.go(exam.session, number - 1)


def hand_in(exam: Exam, at: str) -> None:
    """Hand the exam in: from here on its answers count and cannot be changed."""
    from advisor.drill.schedule import replay

    said = []
    for number, item in enumerate(exam.session.items, 1):
        sign, seen = exam.bank.signs[item.question], face(exam.bank, item.question)
        answer = Answer(
            id=f"{exam.sitting.id}-{number:04}",
            at=at,
            kind=KIND,
            sitting=exam.sitting.id,
            question=sign.id,
            domain=sign.domain,
            keyed=seen.keyed,
            taken=item.taken,
            right=set(item.taken) == set(seen.keyed),
            guessed=False,
            seconds=item.seconds,
        )
        said.append((answer, reviews(seen.table, seen.keyed, item.taken)))
    store.hand_in(exam.file, exam.sitting, said, at, replay)


def reported(bank: Bank, file: sqlite3.Connection, sitting: Sitting, edition: str) -> Report:
    """Give the report on an exam that was handed in."""
    said = store.answers(file, sitting.id)
    there = [one.question for one in said if one.question in bank.signs]
    known = {id_: (proved(bank, id_).decisions, face(bank, id_).table) for id_ in there}
    return report(said, known, bank.base.editions[edition].domains)

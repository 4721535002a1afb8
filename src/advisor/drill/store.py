"""What is kept of a person's progress, in one SQLite file.

Every answer is one transaction: the answer, what it says about differences, their new schedule, and
where the sitting stands are written together or not at all. Answers are never changed or deleted (but by
a reset), so the schedule can always be made anew from them. Times are UTC texts of one form, which sort
as times do, and are handed in: nothing here looks at a clock.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from advisor.drill.difference import AGAIN, Review
from advisor.drill.file import step
from advisor.drill.session import Item, Session


class Answer(NamedTuple):
    """One question answered, once."""

    id: str
    at: str
    kind: str
    """drill or exam"""
    sitting: str
    question: str
    domain: str
    keyed: str
    taken: str
    """Empty where an exam ended without an answer."""
    right: bool
    guessed: bool
    seconds: float


class Card(NamedTuple):
    """Where a difference stands in its schedule."""

    state: int
    step: int | None
    stability: float | None
    difficulty: float | None
    due: str
    last: str | None


Replay = Callable[[Sequence[tuple[str, int]]], tuple[Card, tuple[float | None, ...]]]
"""Makes a card from (time, rating) pairs, and gives for each what recall was predicted before it."""


class Sitting(NamedTuple):
    """A drill or an exam that was begun."""

    id: str
    kind: str
    begun: str
    seed: int
    settings: dict[str, object]
    resumed: int = 0


def begin(connection: sqlite3.Connection, sitting: Sitting, items: Sequence[Item] = ()) -> None:
    """Remember a new sitting, with the questions that it starts with."""
    said = json.dumps(sitting.settings, sort_keys=True)
    with step(connection):
        connection.execute(
            "INSERT INTO sitting (id, kind, begun, seed, settings) VALUES (?, ?, ?, ?, ?)",
            (sitting.id, sitting.kind, sitting.begun, sitting.seed, said),
        )
        for place, one in enumerate(items):
            _put(connection, sitting.id, place, one)


def _put(connection: sqlite3.Connection, sitting: str, place: int, one: Item) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (sitting, place, one.question, one.order, " ".join(one.sake), one.state, one.taken,
         one.flagged, one.seconds),
    )  # fmt: skip


def unfinished(
    connection: sqlite3.Connection, kind: str, settings: dict[str, object] | None = None
) -> Sitting | None:
    """Give the last sitting of the kind if it has not ended; with settings, the last that was begun with them.

    Earlier ones that were left are not gone back to.
    """
    rows = connection.execute(
        "SELECT id, kind, begun, seed, settings, resumed, ended FROM sitting WHERE kind = ? ORDER BY begun DESC, id",
        (kind,),
    )
    for id_, kind_, begun, seed, said, times, ended in rows:
        found = json.loads(said)
        if settings is None or found == settings:
            return None if ended else Sitting(id_, kind_, begun, seed, found, times)
    return None


def session(connection: sqlite3.Connection, sitting: Sitting) -> Session:
    """Give a sitting as it stands in the file."""
    rows = connection.execute(
        "SELECT question, letters, sake, state, taken, flagged, seconds FROM item WHERE sitting = ? ORDER BY place",
        (sitting.id,),
    )
    items = tuple(
        Item(question, order, tuple(sake.split()), state, taken, bool(flagged), seconds)
        for question, order, sake, state, taken, flagged, seconds in rows
    )
    return Session(sitting.id, sitting.seed, items)


def resume(connection: sqlite3.Connection, sitting: Sitting) -> Sitting:
    """Count that a sitting was gone on with; gives it so."""
    with step(connection):
        connection.execute("UPDATE sitting SET resumed = resumed + 1 WHERE id = ?", (sitting.id,))
    return sitting._replace(resumed=sitting.resumed + 1)


def add(connection: sqlite3.Connection, sitting: Sitting, item: Item) -> Session:
    """Remember that a sitting has come to one more question; gives the sitting, standing there."""
    with step(connection):
        row = connection.execute("SELECT count(*) FROM item WHERE sitting = ?", (sitting.id,)).fetchone()
        _put(connection, sitting.id, row[0], item)
    return session(connection, sitting)._replace(at=row[0])


def write(connection: sqlite3.Connection, now: Session) -> None:
    """Remember the question that a sitting looks at as it is now: skipped, flagged, looked at for so long."""
    if now.item is not None:
        with step(connection):
            _put(connection, now.id, now.at, now.item)


def record(
    connection: sqlite3.Connection, now: Session, answer: Answer, found: Iterable[Review], replay: Replay
) -> None:
    """Remember an answer, what it says about differences, their new schedule, and the sitting, in one step.

    Args:
        connection: the file.
        now: the sitting, standing at the question that was answered.
        answer: the answer.
        found: what it says about differences.
        replay: makes a difference's schedule anew from all that was said about it.
    """
    with step(connection):
        if now.item is not None:
            _put(connection, now.id, now.at, now.item)
        _answered(connection, answer, found, replay)


def _answered(
    connection: sqlite3.Connection, answer: Answer, found: Iterable[Review], replay: Replay
) -> None:
    connection.execute("INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", answer)
    for one in found:
        connection.execute("INSERT INTO review VALUES (?, ?, ?, ?, ?, NULL)", (answer.id, *one))
        _reschedule(connection, one.difference, replay)


def _reschedule(connection: sqlite3.Connection, difference: str, replay: Replay) -> None:
    """Make a difference's schedule anew from all that answers say about it, in the order of their times."""
    said = connection.execute(
        "SELECT review.answer, answer.at, review.rating FROM review JOIN answer ON answer.id = review.answer"
        " WHERE difference = ? ORDER BY answer.at, answer.id",
        (difference,),
    ).fetchall()
    card, recalls = replay([(at, rating) for _, at, rating in said])
    connection.execute("INSERT OR REPLACE INTO card VALUES (?, ?, ?, ?, ?, ?, ?)", (difference, *card))
    connection.executemany(
        "UPDATE review SET recall = ? WHERE answer = ? AND difference = ?",
        [(recall, id_, difference) for recall, (id_, _, _) in zip(recalls, said, strict=True)],
    )


def rescheduled(connection: sqlite3.Connection, differences: Iterable[str], replay: Replay) -> None:
    """Make the schedules of differences anew; inside a step of the caller."""
    for one in differences:
        _reschedule(connection, one, replay)


def guessed(connection: sqlite3.Connection, answer: str, replay: Replay) -> None:
    """Remember that a right answer was luck: what counted as recalled is not known after all."""
    with step(connection):
        connection.execute("UPDATE answer SET guessed = 1 WHERE id = ?", (answer,))
        connection.execute("UPDATE review SET rating = ? WHERE answer = ?", (AGAIN, answer))
        found = connection.execute("SELECT difference FROM review WHERE answer = ?", (answer,)).fetchall()
        rescheduled(connection, [one for (one,) in found], replay)


def end(connection: sqlite3.Connection, sitting: str, at: str) -> None:
    """Remember that nothing is left of a sitting."""
    with step(connection):
        connection.execute("UPDATE sitting SET ended = ? WHERE id = ? AND ended IS NULL", (at, sitting))


def flag(connection: sqlite3.Connection, question: str, at: str, *, on: bool) -> None:
    """Flag a question for review, or take the flag away."""
    with step(connection):
        connection.execute("DELETE FROM flag WHERE question = ?", (question,))
        if on:
            connection.execute("INSERT INTO flag VALUES (?, ?)", (question, at))


def hand_in(
    connection: sqlite3.Connection,
    sitting: Sitting,
    said: Iterable[tuple[Answer, Iterable[Review]]],
    at: str,
    replay: Replay,
) -> None:
    """Remember all answers of an exam and its end, in one step; once only, however often it is tried."""
    with step(connection):
        ended = connection.execute("SELECT ended FROM sitting WHERE id = ?", (sitting.id,)).fetchone()[0]
        if ended is None:
            for answer, found in said:
                _answered(connection, answer, found, replay)
            connection.execute("UPDATE sitting SET ended = ? WHERE id = ?", (at, sitting.id))


def last_exam(connection: sqlite3.Connection) -> tuple[Sitting, str] | None:
    """Give the exam that was handed in last, and when; None where there is none."""
    row = connection.execute(
        "SELECT id, kind, begun, seed, settings, resumed, ended FROM sitting"
        " WHERE kind = 'exam' AND ended IS NOT NULL ORDER BY ended DESC, id LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    id_, kind, begun, seed, settings, resumed, ended = row
    return Sitting(id_, kind, begun, seed, json.loads(settings), resumed), ended


def answers(connection: sqlite3.Connection, sitting: str) -> tuple[Answer, ...]:
    """Give the answers of a sitting, in the order of their ids (for an exam, that of the paper)."""
    rows = connection.execute("SELECT * FROM answer WHERE sitting = ? ORDER BY id", (sitting,))
    return tuple(Answer(*row)._replace(right=bool(row[8]), guessed=bool(row[9])) for row in rows)

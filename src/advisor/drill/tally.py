"""What progress amounts to at one time: counted, by domain, due, mixed up, and the exams that were sat."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from advisor.drill.exam import Line
from advisor.drill.history import Confusion, cards, confusions
from advisor.drill.store import Card


class Sat(NamedTuple):
    """A mock exam that was handed in."""

    ended: str
    edition: str
    right: int
    asked: int


class Tally(NamedTuple):
    """What progress amounts to."""

    since: str
    """The day of the first answer; empty where there is none."""
    answered: int
    right: int
    questions: int
    """Different questions among the answers."""
    domains: tuple[Line, ...]
    met: int
    """Differences that answers have said something about."""
    due: int
    """Those that are to be shown again by now."""
    week: int
    """Those that will be within seven days, those that are due now included."""
    recall: float | None
    """The share of those met that would be recalled a day from now, as FSRS predicts; None where none was met."""
    confusions: tuple[Confusion, ...]
    exams: tuple[Sat, ...]
    """The last first."""
    flagged: tuple[str, ...]


def tally(connection: sqlite3.Connection, now: str) -> Tally:
    """Give what progress amounts to at a time."""
    first, answered, right, questions = connection.execute(
        "SELECT coalesce(min(at), ''), count(*), coalesce(sum(right AND NOT guessed), 0), count(DISTINCT question)"
        " FROM answer"
    ).fetchone()
    domains = connection.execute(
        "SELECT domain, sum(right AND NOT guessed), count(*) FROM answer GROUP BY domain ORDER BY domain"
    )
    exams = connection.execute(
        "SELECT ended, settings, (SELECT sum(right) FROM answer WHERE answer.sitting = sitting.id),"
        " (SELECT count(*) FROM answer WHERE answer.sitting = sitting.id) FROM sitting"
        " WHERE kind = 'exam' AND ended IS NOT NULL ORDER BY ended DESC"
    )
    soon, tomorrow = _after(now, 7), _after(now, 1)
    known = cards(connection)
    flagged = connection.execute("SELECT question FROM flag ORDER BY at")
    return Tally(
        first[:10],
        answered,
        right,
        questions,
        tuple(Line(*row) for row in domains),
        len(known),
        sum(card.due <= now for card in known.values()),
        sum(card.due <= soon for card in known.values()),
        _recall(known.values(), tomorrow),
        confusions(connection),
        tuple(_sat(*row) for row in exams),
        tuple(one for (one,) in flagged),
    )


def _sat(ended: str, settings: str, right: int | None, asked: int) -> Sat:
    return Sat(ended, str(json.loads(settings).get("edition", "")), right or 0, asked)


def _after(now: str, days: int) -> str:
    return (datetime.fromisoformat(now) + timedelta(days=days)).isoformat(timespec="microseconds")


def _recall(known: Collection[Card], at: str) -> float | None:
    from advisor.drill.schedule import recall

    return sum(recall(card, at) for card in known) / len(known) if known else None

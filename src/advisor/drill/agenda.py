"""What to drill today towards an exam: the plan, made from the bank, the answers so far and the minutes a day."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from advisor.drill.bank import Bank, face
from advisor.drill.history import cards, pace
from advisor.drill.plan import Plan, plan, spans, weights


class Agenda(NamedTuple):
    """A plan, and what it was made from."""

    plan: Plan
    days: int
    """Until the exam, today included."""
    each: int
    """Questions for which a day has time."""
    seconds: float
    """How long a question is taken to need."""
    known: int
    """Differences that the exam may ask and that were met."""
    whole: int
    """Differences that the exam may ask."""


def agenda(  # noqa: PLR0913, PLR0917 - what is known, and what is wanted
    bank: Bank,
    ids: Iterable[str],
    file: sqlite3.Connection,
    exam: str,
    minutes: int,
    domains: dict[str, int],
    now: str,
) -> Agenda:
    """Give what to drill today.

    Args:
        bank: the questions.
        ids: those that may be asked.
        file: the answers so far.
        exam: the exam's time, later than now.
        minutes: the time of each day.
        domains: the exam's domains and their weights.
        now: the time.
    """
    shown: dict[str, list[str]] = {}
    for id_ in ids:
        shown.setdefault(bank.signs[id_].domain, []).extend(face(bank, id_).shows)
    works = pace(file, now)
    each = max(1, int(minutes * 60 // works.seconds))
    weighed = weights(shown, domains)
    time = spans(now, exam, each)
    today = time[0]._replace(room=max(0, each - works.today))
    met = {key: card for key, card in cards(file).items() if key in weighed}
    found = plan(met, weighed, (today, *time[1:]), exam, works.first)
    days = sum(span.room for span in time) // each
    return Agenda(found, days, each, works.seconds, len(met), len(weighed))

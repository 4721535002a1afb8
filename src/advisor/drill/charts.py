"""What progress looks like as pictures: recall over time, calibration, what is due, what is mixed up; as numbers."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from advisor.drill.difference import AGAIN
from advisor.drill.history import Confusion, confusions

#: Into so many spans the time since the first answer is cut at most.
_POINTS = 8

#: Days that are shown one by one.
_DAYS = 14

#: Services that a matrix shows at most; the rarest are left out.
_SERVICES = 8

_TENTHS = 10


class Point(NamedTuple):
    """What was recalled in some days."""

    first: str
    """The first of the days."""
    last: str
    recalled: int
    reviews: int
    """Reviews of differences that were met before; a first meeting recalls nothing."""

    @property
    def share(self) -> float | None:
        """The share that was recalled, from 0 to 1; None where nothing came again."""
        return self.recalled / self.reviews if self.reviews else None


class Line(NamedTuple):
    """A domain over time."""

    domain: str
    """Empty where questions name none."""
    points: tuple[Point, ...]
    """The same days for every domain, without gaps."""


class Bin(NamedTuple):
    """Reviews whose predicted recall lies in one tenth."""

    low: int
    """In percent; the tenth ends ten above."""
    predicted: float
    """The mean of what was predicted, from 0 to 1."""
    recalled: int
    reviews: int


class Due(NamedTuple):
    """Differences to be shown again on a day."""

    day: str
    many: int
    """On the first day with all that is overdue."""


class Matrix(NamedTuple):
    """What was mixed up with what."""

    services: tuple[str, ...]
    """Ids; those of the pairs that are mixed up most come first, side by side."""
    counts: tuple[tuple[int, ...], ...]
    """A row for each service that was right, a column for each that was taken in its place."""
    left_out: int
    """Confusions of services that are not shown."""


class Charts(NamedTuple):
    """All pictures of progress, as numbers."""

    lines: tuple[Line, ...]
    bins: tuple[Bin, ...]
    """Only those with reviews, the lowest first."""
    due: tuple[Due, ...]
    """Day by day from today; empty where nothing is scheduled."""
    later: int
    """Those that are due after the days shown."""
    matrix: Matrix


class _Said(NamedTuple):
    """What one answer said about a difference that was met before."""

    at: str
    known: bool
    domain: str
    recall: float
    """As it was predicted."""


def charts(connection: sqlite3.Connection, now: str) -> Charts:
    """Give the pictures of progress at a time."""
    rows = connection.execute(
        "SELECT at, rating > ?, domain, recall FROM review JOIN answer ON answer.id = review.answer"
        " WHERE recall IS NOT NULL ORDER BY at, answer.id, difference",
        (AGAIN,),
    )
    said = [_Said(at, bool(known), domain, recall) for at, known, domain, recall in rows]
    due = [one for (one,) in connection.execute("SELECT due FROM card")]
    days, later = _due(due, now)
    return Charts(_lines(said, now), _bins(said), days, later, matrix(confusions(connection)))


def spans(first: str, now: str) -> tuple[tuple[str, str], ...]:
    """Cut the days from the first to now into spans of the same length, the last ending now; at most eight.

    Args:
        first: a time of the first day.
        now: the time.
    """
    start, end = date.fromisoformat(first[:10]), date.fromisoformat(now[:10])
    days = max((end - start).days, 0) + 1
    length = -(-days // _POINTS)
    lasts = [end - timedelta(days=back) for back in range(0, days, length)]
    return tuple((str(max(start, last - timedelta(days=length - 1))), str(last)) for last in reversed(lasts))


def _lines(said: Sequence[_Said], now: str) -> tuple[Line, ...]:
    """Give for each domain how much was recalled in each span of days."""
    if not said:
        return ()
    cut = spans(said[0].at, now)
    firsts = [first for first, _ in cut]
    counts: Counter[tuple[str, int]] = Counter()
    known: Counter[tuple[str, int]] = Counter()
    for one in said:
        place = one.domain, max(0, bisect_right(firsts, one.at[:10]) - 1)
        counts[place] += 1
        known[place] += one.known
    return tuple(
        Line(
            domain,
            tuple(
                Point(first, last, known[domain, number], counts[domain, number])
                for number, (first, last) in enumerate(cut)
            ),
        )
        for domain in sorted({one.domain for one in said})
    )


def _bins(said: Iterable[_Said]) -> tuple[Bin, ...]:
    """Hold what was predicted against what was recalled."""
    tenths: dict[int, list[tuple[float, bool]]] = {}
    for one in said:
        tenth = min(int(one.recall * _TENTHS), _TENTHS - 1)
        tenths.setdefault(tenth, []).append((one.recall, one.known))
    return tuple(
        Bin(tenth * _TENTHS, sum(p for p, _ in some) / len(some), sum(known for _, known in some), len(some))
        for tenth, some in sorted(tenths.items())
    )


def _due(due: Sequence[str], now: str) -> tuple[tuple[Due, ...], int]:
    if not due:
        return (), 0
    today = date.fromisoformat(now[:10])
    days = [str(today + timedelta(days=number)) for number in range(_DAYS)]
    counts = Counter(max(one[:10], days[0]) for one in due)
    shown = tuple(Due(day, counts[day]) for day in days)
    return shown, len(due) - sum(one.many for one in shown)


def matrix(found: Iterable[Confusion]) -> Matrix:
    """Give confusions as a matrix of the services that are mixed up most."""
    pairs: Counter[tuple[str, str]] = Counter()
    for one in found:
        pairs[one.meant, one.took] += one.times
    chosen: dict[str, None] = {}
    for pair, _ in sorted(pairs.items(), key=lambda one: (-one[1], one[0])):
        if len(chosen.keys() | set(pair)) <= _SERVICES:
            chosen.update(dict.fromkeys(pair))
    services = tuple(chosen)
    counts = tuple(tuple(pairs[meant, took] for took in services) for meant in services)
    return Matrix(services, counts, sum(pairs.values()) - sum(map(sum, counts)))

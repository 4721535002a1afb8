"""What to review on which day, so that most is recalled on the day of an exam.

**The goal.** Let ``i`` run over the differences that the questions show, ``w_i`` be the share of the exam
that hangs on ``i`` (a domain's weight, spread evenly over the differences of its questions), ``T`` the exam's
time, and ``S_i`` the times at which ``i`` is reviewed. Then

    maximise   J = sum_i  w_i * E[ R_i(T) | reviewed at S_i ]
    subject to  sum_i |S_i within day t|  <=  k   for every day t until the exam

where ``R_i(T)`` is the recall that FSRS predicts and ``k`` the reviews for which a day's minutes are enough.
The expectation runs over what the reviews will find: a review at ``t`` finds ``i`` recalled with the
probability ``R_i(t)``, and FSRS says what stability follows from either outcome. What was never met
counts as not recalled; its first review finds it known as often as this person's first answers were right.

**The method.** ``J`` is a sum of functions of one difference each, coupled only by the days' budgets. Reviews
are added one at a time, always the one (difference and day) that adds most to ``J``, until every day is full
or nothing adds anything. Under budgets such as these that is never worse than half of the best plan where
further reviews of one difference add less and less, and in practice nearly the best: tests hold it against
every possible plan on small cases. Where time is left today after that, it is used for what still adds most. A long time is cut into spans, today always on its own, so that a plan is
made while one waits.
"""

from __future__ import annotations

import heapq
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from fsrs import Rating

from advisor.drill.difference import AGAIN, GOOD
from advisor.drill.schedule import kept, live, recall, scheduler
from advisor.drill.store import Card

#: Into so many spans the time until the exam is cut at most.
_SPANS = 10

#: So often one difference is planned for at most: each further review doubles the outcomes to look at.
_OFTEN = 4

#: What adds less than this is not worth a minute: it is noise of the arithmetic.
_LEAST = 1e-9


class Span(NamedTuple):
    """Some days in a row, of which the first stands for all."""

    at: str
    """When its reviews are taken to happen."""
    room: int
    """For how many reviews its days have time."""


class Plan(NamedTuple):
    """What to do today, and what comes of it all."""

    today: tuple[str, ...]
    """Differences to review today, the most worthwhile first."""
    later: int
    """Reviews planned for the days after."""
    without: float
    """The share of the exam that is expected to be recalled with no review at all, from 0 to 1."""
    expected: float
    """That share with the plan."""


def spans(now: str, exam: str, each: int) -> tuple[Span, ...]:
    """Cut the time from now until the exam into spans, today on its own.

    Args:
        now: the time.
        exam: the exam's time, later than now.
        each: the reviews for which one day has time.
    """
    start, end = datetime.fromisoformat(now), datetime.fromisoformat(exam)
    days = max(1, -(-int((end - start).total_seconds()) // 86_400))  # a day that has begun counts
    found, day = [Span(now, each)], 1
    while day < days:
        length = -(-(days - day) // (_SPANS - len(found))) if len(found) < _SPANS else days - day
        at = (start + timedelta(days=day)).isoformat(timespec="microseconds")
        found.append(Span(at, each * length))
        day += length
    return tuple(found)


def weights(shown: Mapping[str, Iterable[str]], domains: Mapping[str, int]) -> dict[str, float]:
    """Give for each difference the share of the exam that hangs on it; the shares add up to 1.

    Args:
        shown: domain -> the differences that its questions show.
        domains: the exam's domains and their weights; none means that all count alike.
    """
    known = {domain: sorted(set(keys)) for domain, keys in shown.items() if set(keys)}
    if domains:
        known = {domain: keys for domain, keys in known.items() if domains.get(domain)}
    whole = sum(domains.get(domain, 1) for domain in known)
    found: dict[str, float] = {}
    for domain, keys in known.items():
        for key in keys:
            found[key] = found.get(key, 0.0) + domains.get(domain, 1) / whole / len(keys)
    return found


def plan(
    cards: Mapping[str, Card], weighed: Mapping[str, float], time: Sequence[Span], exam: str, first: float
) -> Plan:
    """Give the plan.

    Args:
        cards: the schedule of each difference that was met.
        weighed: the share of the exam that hangs on each difference.
        time: the spans until the exam, today first.
        exam: the exam's time.
        first: how often a difference is known when it is first met, from 0 to 1.
    """
    chosen = assigned(cards, weighed, time, exam, first)
    without = sum(weight * outlook(cards.get(key), (), exam, first) for key, weight in weighed.items())
    expected = sum(
        weight * outlook(cards.get(key), tuple(time[n].at for n in chosen.get(key, ())), exam, first)
        for key, weight in weighed.items()
    )
    today = [key for key, spans_ in chosen.items() if 0 in spans_]
    later = sum(len(spans_) for spans_ in chosen.values()) - len(today)
    return Plan(tuple(today), later, without, expected)


def assigned(
    cards: Mapping[str, Card], weighed: Mapping[str, float], time: Sequence[Span], exam: str, first: float
) -> dict[str, tuple[int, ...]]:
    """Give for each difference the spans in which it is to be reviewed, the most worthwhile first."""
    chosen: dict[str, tuple[int, ...]] = {}
    room = [span.room for span in time]

    def gain(key: str, number: int) -> float:
        before = chosen.get(key, ())
        after = tuple(sorted((*before, number)))
        card = cards.get(key)
        more = _seen(card, after, time, exam, first) - _seen(card, before, time, exam, first)
        return weighed[key] * more

    # what is worth the same comes in an order of each day's own, or one topic would follow the alphabet
    turn = {key: zlib.crc32(f"{time[0].at[:10]} {key}".encode()) for key in weighed}
    heap = [(-gain(key, number), turn[key], key, number, 0) for key in weighed for number in range(len(time))]
    heapq.heapify(heap)
    while heap:
        negative, _, key, number, known = heapq.heappop(heap)
        have = chosen.get(key, ())
        if not room[number] or number in have or len(have) >= _OFTEN:
            continue
        if known != len(have):  # what was reckoned before another review was planned may be less now, or more
            heapq.heappush(heap, (-gain(key, number), turn[key], key, number, len(have)))
            continue
        if -negative <= _LEAST:
            break
        chosen[key] = tuple(sorted((*have, number)))
        room[number] -= 1
        for other in range(len(time)):  # a second review may be worth more once the first is planned
            if other not in chosen[key] and room[other]:
                heapq.heappush(heap, (-gain(key, other), turn[key], key, other, len(chosen[key])))
    left = [key for key in weighed if 0 not in chosen.get(key, ())] if room[0] else []
    for key in sorted(left, key=lambda one: (-gain(one, 0), turn[one])):
        if not room[0]:
            break
        if gain(key, 0) > 0:  # time that is there today is not left unused
            chosen[key] = (0, *chosen.get(key, ()))
            room[0] -= 1
    return chosen


def _seen(
    card: Card | None, numbers: tuple[int, ...], time: Sequence[Span], exam: str, first: float
) -> float:
    return outlook(card, tuple(time[n].at for n in numbers), exam, first)


@lru_cache(maxsize=200_000)
def outlook(card: Card | None, reviews: tuple[str, ...], exam: str, first: float) -> float:
    """Give the recall to be expected at the exam if there are reviews at these times.

    Args:
        card: the schedule now; None where the difference was never met.
        reviews: times, in order.
        exam: the exam's time.
        first: how often a difference is known when it is first met.
    """
    if not reviews:
        return recall(card, exam) if card else 0.0
    at, rest = reviews[0], reviews[1:]
    known = recall(card, at) if card else first
    good = outlook(_after(card, GOOD, at), rest, exam, first)
    again = outlook(_after(card, AGAIN, at), rest, exam, first)
    return known * good + (1 - known) * again


@lru_cache(maxsize=50_000)
def _after(card: Card | None, rating: int, at: str) -> Card:
    from fsrs import Card as FsrsCard

    before = live(card) if card else FsrsCard(card_id=0)
    after, _ = scheduler().review_card(before, Rating(rating), datetime.fromisoformat(at))
    return kept(after)

"""What is due when, and the plan towards an exam: held against every possible plan where there are few."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import chain, combinations, product

import pytest

from advisor.drill.difference import AGAIN, GOOD
from advisor.drill.plan import Span, assigned, outlook, plan, spans, weights
from advisor.drill.schedule import recall, replay

NOW = "2026-01-10T08:00:00.000000+00:00"


def days(number: float) -> str:
    """Give the time so many days from now."""
    return (datetime.fromisoformat(NOW) + timedelta(days=number)).isoformat(timespec="microseconds")


def card(*said: tuple[float, int]):
    """Give a schedule from days and ratings."""
    return replay([(days(day), rating) for day, rating in said])[0]


def test_the_schedule_is_that_of_fsrs():
    """The package decides, without fuzz: the same answers give the same schedule."""
    from fsrs import Card, Rating, Scheduler

    theirs, scheduler = Card(card_id=1), Scheduler(enable_fuzzing=False)
    for day, rating in ((0, Rating.Good), (3, Rating.Again), (4, Rating.Good), (9, Rating.Good)):
        theirs, _ = scheduler.review_card(theirs, rating, datetime.fromisoformat(days(day)))
    ours = card((0, GOOD), (3, AGAIN), (4, GOOD), (9, GOOD))

    assert (ours.stability, ours.difficulty, ours.state) == (
        theirs.stability,
        theirs.difficulty,
        theirs.state,
    )
    assert datetime.fromisoformat(ours.due) == theirs.due
    assert recall(ours, days(40)) == scheduler.get_card_retrievability(
        theirs, datetime.fromisoformat(days(40))
    )


def test_what_was_forgotten_comes_again_at_once():
    """A wrong answer is asked again within minutes, a right one later the surer it is."""
    wrong, right, surer = card((0, AGAIN)), card((0, GOOD)), card((0, GOOD), (1, GOOD), (5, GOOD))

    assert wrong.due < right.due < days(1)
    assert surer.due > days(10)


def test_the_expectation_runs_over_what_reviews_find():
    """Recalled with today's recall, or not; what was never met counts as not recalled."""
    known = card((-6, GOOD))
    share = recall(known, NOW)
    good = recall(card((-6, GOOD), (0, GOOD)), days(20))
    again = recall(card((-6, GOOD), (0, AGAIN)), days(20))

    assert outlook(known, (NOW,), days(20), 0.5) == pytest.approx(share * good + (1 - share) * again)
    assert outlook(known, (), days(20), 0.5) == recall(known, days(20))
    assert outlook(None, (), days(20), 0.5) == 0
    assert outlook(None, (NOW,), days(20), 1.0) == recall(card((0, GOOD)), days(20))


CASES = {
    "one day": ((1,), (0.5, 0.3, 0.2)),
    "two days": ((1, 1), (0.4, 0.4, 0.2)),
    "three days": ((1, 1, 1), (0.6, 0.3, 0.1)),
    "more room": ((2, 1, 2), (0.5, 0.25, 0.25)),
    "late room": ((0, 1, 3), (0.2, 0.2, 0.6)),
}
"""Name -> the room of each span, the weight of each difference."""


@pytest.mark.parametrize("first", [0.3, 0.8])
@pytest.mark.parametrize("name", CASES)
def test_the_plan_is_nearly_the_best_of_all_plans(name, first):
    """Every way to put reviews into days was tried: none is better by more than two in a hundred."""
    rooms, shares = CASES[name]
    time = tuple(Span(days(3 * number), room) for number, room in enumerate(rooms))
    exam = days(3 * len(rooms) + 5)
    cards = {"old": card((-9, GOOD), (-4, GOOD)), "lost": card((-20, AGAIN))}
    weighed = dict(zip(("old", "lost", "never"), shares, strict=True))

    def worth(chosen):
        return sum(
            weight * outlook(cards.get(key), tuple(time[n].at for n in chosen.get(key, ())), exam, first)
            for key, weight in weighed.items()
        )

    ways = list(chain.from_iterable(combinations(range(len(rooms)), many) for many in range(len(rooms) + 1)))
    best = max(
        worth(dict(zip(weighed, some, strict=True)))
        for some in product(ways, repeat=3)
        if all(sum(number in one for one in some) <= room for number, room in enumerate(rooms))
    )
    found = assigned(cards, weighed, time, exam, first)

    assert all(sum(number in one for one in found.values()) <= room for number, room in enumerate(rooms))
    assert best >= worth(found) >= 0.98 * best
    told = plan(cards, weighed, time, exam, first)
    assert told.expected == pytest.approx(worth(found))
    assert told.without == pytest.approx(worth({}))
    assert set(told.today) == {key for key, numbers in found.items() if 0 in numbers}


def test_what_is_worth_the_same_is_mixed_anew_each_day():
    """No topic follows the alphabet, and the same day gives the same plan."""
    weighed = {f"topic-{letter}|t|one|{number}": 0.1 for letter in "abcdef" for number in range(40)}
    first = plan({}, weighed, spans(NOW, days(60), 12), days(60), 0.5).today
    again = plan({}, dict(reversed(weighed.items())), spans(NOW, days(60), 12), days(60), 0.5).today
    other = plan({}, weighed, spans(days(1), days(60), 12), days(60), 0.5).today

    assert len({key.partition("|")[0] for key in first}) > 3
    assert set(first) == set(again) != set(other)
    assert len(first) == 12


def test_a_domain_weighs_what_the_exam_says():
    """Spread evenly over its differences; a domain of another exam weighs nothing."""
    found = weights({"a": ["x", "y", "x"], "b": ["z", "x"], "other": ["w"]}, {"a": 60, "b": 40})

    assert found == pytest.approx({"x": 0.3 + 0.2, "y": 0.3, "z": 0.2})
    assert weights({"a": ["x"], "b": ["y"]}, {}) == {"x": 0.5, "y": 0.5}


def test_heavier_domains_come_first():
    """Where there is time for one review only, and all else is alike."""
    weighed = weights({"light": ["a"], "heavy": ["b"]}, {"light": 10, "heavy": 90})

    assert plan({}, weighed, spans(NOW, days(5), 1)[:1], days(5), 0.5).today == ("b",)


@pytest.mark.parametrize("until", [0.2, 1, 2.5, 9, 10, 11, 45, 400])
def test_spans_hold_every_day_once_and_today_on_its_own(until):
    """However long the time is."""
    found = spans(NOW, days(until), 3)

    assert found[0] == Span(NOW, 3)
    assert sum(one.room for one in found) == 3 * max(1, -(-until // 1))
    assert len(found) <= 11
    assert [one.at for one in found] == sorted(one.at for one in found)
    assert found[-1].at < days(until)

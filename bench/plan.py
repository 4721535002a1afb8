"""Whether planning towards an exam's day pays: simulated learners who forget as FSRS says.

bench/plan.py [LEARNERS]

Each learner has the same minutes a day until the exam and reviews either what the plan says, made anew each
day, or what is due and then what is new, as spaced repetition without a date does.
"""

from __future__ import annotations

import random
import statistics
import sys
from collections.abc import Callable
from datetime import datetime, timedelta

from advisor.drill.difference import AGAIN, GOOD
from advisor.drill.plan import plan, spans, weights
from advisor.drill.schedule import recall, replay
from advisor.drill.store import Card

DOMAINS = {"data-engineering": 20, "exploratory-data-analysis": 24, "modeling": 36, "operations": 20}
START = datetime.fromisoformat("2026-03-01T18:00:00+00:00")

#: How often a difference is known when it is first met.
FIRST = 0.5


def day(number: int) -> str:
    return (START + timedelta(days=number)).isoformat(timespec="microseconds")


def planned(
    cards: dict[str, Card], weighed: dict[str, float], number: int, days: int, each: int
) -> list[str]:
    now, exam = day(number), day(days)
    return list(plan(cards, weighed, spans(now, exam, each), exam, FIRST).today)


def due(cards: dict[str, Card], weighed: dict[str, float], number: int, days: int, each: int) -> list[str]:
    del days
    late = sorted((one for one in cards if cards[one].due <= day(number)), key=lambda one: cards[one].due)
    new = [one for one in weighed if one not in cards]
    return (late + new)[:each]


Policy = Callable[[dict[str, Card], dict[str, float], int, int, int], list[str]]


def learner(policy: Policy, weighed: dict[str, float], days: int, each: int, seed: int) -> float:
    """Give the share of the exam that a learner recalls on the day."""
    chance = random.Random(seed)
    said: dict[str, list[tuple[str, int]]] = {}
    cards: dict[str, Card] = {}
    for number in range(days):
        for key in policy(cards, weighed, number, days, each):
            known = recall(cards[key], day(number)) if key in cards else FIRST
            said.setdefault(key, []).append((day(number), GOOD if chance.random() < known else AGAIN))
            cards[key] = replay(said[key])[0]
    return sum(weight * recall(cards[key], day(days)) for key, weight in weighed.items() if key in cards)


def main() -> None:
    learners = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    for differences, days, each in ((120, 14, 10), (120, 30, 10), (300, 30, 15), (60, 45, 8)):
        shown = {
            domain: [f"{domain}|{number}|a|b" for number in range(differences * (number_of + 1) // 10)]
            for number_of, domain in enumerate(DOMAINS)
        }
        weighed = weights(shown, DOMAINS)
        shares = {
            name: statistics.mean(learner(policy, weighed, days, each, seed) for seed in range(learners))
            for name, policy in (("plan", planned), ("due", due))
        }
        print(
            f"{len(weighed)} differences, {days} days, {each} reviews a day: "
            f"recalled on the day with the plan {shares['plan']:.0%}, with what is due {shares['due']:.0%}",
            flush=True,
        )


if __name__ == "__main__":
    main()

"""The mock exam: a paper drawn in the weights of an edition's domains, and the report on it.

An answer counts if it is exactly right: all letters where several are to be chosen. What is not answered
is wrong. The report gives what was counted, with the interval that so few questions leave open, and no
scaled score: how the real exam makes one of its own is not published.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from random import Random
from typing import NamedTuple

from advisor.drill.difference import Shown, Table
from advisor.drill.store import Answer

#: Two-sided, 95 of 100 times.
_SURE = 1.959964


class Share(NamedTuple):
    """What a domain has in a paper."""

    domain: str
    weight: int
    """In percent, as the edition states it."""
    wanted: int
    """Questions that the weight asks for."""
    there: int
    """Questions that the bank has."""
    given: int
    """Questions in the paper."""


class Paper(NamedTuple):
    """The questions of a mock exam."""

    questions: tuple[str, ...]
    """Ids in the order in which they are asked."""
    shares: tuple[Share, ...]
    seen: int
    """How many of them were answered before, so that memory of the question may help."""


def draw(
    pool: Mapping[str, Sequence[str]],
    weights: Sequence[tuple[str, int]],
    count: int,
    seen: Collection[str],
    seed: int,
) -> Paper:
    """Draw a paper.

    Args:
        pool: domain -> the ids of its questions.
        weights: the edition's domains with their weights in percent.
        count: how many questions the paper should have; it has fewer where the pool does.
        seen: questions that were answered before; they are taken only where no others are left.
        seed: the same seed draws the same paper from the same pool.
    """
    wanted = shared({domain: weight for domain, weight in weights if weight}, count)
    there = {domain: len(pool.get(domain, ())) for domain in wanted}
    given = {domain: min(wanted[domain], there[domain]) for domain in wanted}
    while (left := count - sum(given.values())) > 0:
        room = {one: weight for one, weight in weights if one in given and there[one] > given[one]}
        if not room:
            break
        for domain, more in shared(room, left).items():
            given[domain] = min(there[domain], given[domain] + more)
    chance = Random(f"paper {seed}")  # noqa: S311 - a draw, not a secret
    questions: list[str] = []
    for domain, many in given.items():
        ids = sorted(pool.get(domain, ()))
        chance.shuffle(ids)
        questions += sorted(ids, key=lambda id_: id_ in seen)[:many]
    chance.shuffle(questions)
    shares = tuple(
        Share(domain, weight, wanted[domain], there[domain], given[domain])
        for domain, weight in weights
        if domain in wanted
    )
    return Paper(tuple(questions), shares, sum(one in seen for one in questions))


def shared(weights: Mapping[str, int], count: int) -> dict[str, int]:
    """Share a number out by weights, whole and without a remainder: the largest fractions are rounded up."""
    whole = sum(weights.values())
    exact = {one: weight * count / whole for one, weight in weights.items()} if whole else {}
    found = {one: math.floor(share) for one, share in exact.items()}
    order = sorted(exact, key=lambda one: (found[one] - exact[one], list(exact).index(one)))
    for one in order[: count - sum(found.values())]:
        found[one] += 1
    return found


def interval(right: int, asked: int) -> tuple[float, float]:
    """Give the shares between which the true one lies 95 of 100 times (Wilson's interval), from 0 to 1."""
    if not asked:
        return 0.0, 1.0
    share, squared = right / asked, _SURE**2
    middle = (share + squared / (2 * asked)) / (1 + squared / asked)
    reach = _SURE * math.sqrt(share * (1 - share) / asked + squared / (4 * asked**2)) / (1 + squared / asked)
    return max(0.0, middle - reach), min(1.0, middle + reach)


class Line(NamedTuple):
    """A domain or a decision in a report."""

    name: str
    right: int
    asked: int
    seconds: float = 0.0
    """For all its questions together."""


Known = tuple[tuple[str, ...], Table]
"""What is known of a question: its decisions, and the differences that speak against each wrong option."""


class Weak(NamedTuple):
    """A difference that was not seen, and where to read about it."""

    difference: str
    times: int
    source: str


class Report(NamedTuple):
    """What a mock exam showed."""

    right: int
    asked: int
    unanswered: int
    low: float
    high: float
    """The interval of the share of right answers, from 0 to 1."""
    estimate: float | None
    """The share of right answers if the domains had the edition's weights; None where one was not asked."""
    domains: tuple[Line, ...]
    decisions: tuple[Line, ...]
    """Those with a wrong answer, the worst first."""
    weakest: tuple[Weak, ...]
    seconds: float
    """For all questions together."""
    slowest: tuple[tuple[int, float], ...]
    """Numbers of the questions that took longest, with their seconds."""
    wrong: tuple[tuple[int, str], ...]
    """Numbers and ids of the questions that were wrong or not answered."""


#: So many of the slowest questions are told.
_SLOW = 3


def report(
    answers: Sequence[Answer], known: Mapping[str, Known], weights: Sequence[tuple[str, int]]
) -> Report:
    """Give the report on a paper.

    Args:
        answers: one for each question, in the order of the paper.
        known: of each question by its id; one that is gone counts by what was kept of its answer.
        weights: the edition's domains with their weights in percent.
    """
    right = sum(one.right for one in answers)
    domains = _lines((one.domain, one.right, one.seconds) for one in answers)
    decisions = _lines(
        (decision, one.right, one.seconds)
        for one in answers
        if one.question in known
        for decision in known[one.question][0]
    )
    shares = {line.name: line.right / line.asked for line in domains}
    counting = [(domain, weight) for domain, weight in weights if weight]
    estimate = None
    if counting and all(domain in shares for domain, _ in counting):
        whole = sum(weight for _, weight in counting)
        estimate = sum(weight * shares[domain] for domain, weight in counting) / whole
    slow = sorted(enumerate(answers, 1), key=lambda one: -one[1].seconds)[:_SLOW]
    order = [domain for domain, _ in weights]
    return Report(
        right,
        len(answers),
        sum(not one.taken for one in answers),
        *interval(right, len(answers)),
        estimate,
        tuple(sorted(domains, key=lambda line: order.index(line.name) if line.name in order else len(order))),
        tuple(
            sorted(
                (line for line in decisions if line.right < line.asked),
                key=lambda line: (line.right - line.asked, line.name),
            )
        ),
        _weakest(answers, known),
        sum(one.seconds for one in answers),
        tuple((number, one.seconds) for number, one in slow if one.seconds),
        tuple((number, one.question) for number, one in enumerate(answers, 1) if not one.right),
    )


def _lines(said: Iterable[tuple[str, bool, float]]) -> list[Line]:
    counted: dict[str, Line] = {}
    for name, right, seconds in said:
        before = counted.get(name, Line(name, 0, 0))
        counted[name] = Line(name, before.right + right, before.asked + 1, before.seconds + seconds)
    return list(counted.values())


def _weakest(answers: Sequence[Answer], known: Mapping[str, Known]) -> tuple[Weak, ...]:
    """Give the differences that were not seen, the most often missed first."""
    times: dict[str, int] = {}
    sources: dict[str, str] = {}
    for one in answers:
        if one.right or one.question not in known:
            continue
        for shown in _missed(one, known[one.question][1]):
            times[shown.key] = times.get(shown.key, 0) + 1
            sources[shown.key] = sources.get(shown.key) or shown.source
    found = [Weak(key, many, sources[key]) for key, many in times.items()]
    return tuple(sorted(found, key=lambda weak: -weak.times))


def _missed(one: Answer, table: Table) -> Iterable[Shown]:
    for letter in one.taken:
        if letter not in one.keyed:
            yield from table.get(letter, ())

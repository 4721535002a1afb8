"""A second opinion: grounded rules evaluated in plain Python, semi-naively, without durable-rules.

It is written from the definition (all patterns of a rule match facts; the facts it gives are facts too),
shares no code with the driver but the data types, and gives every firing with its support.
"""

from __future__ import annotations

from itertools import product

from advisor.engine.ground import Fact, GroundRule


def evaluate(rules: list[GroundRule], told: list[Fact]) -> set[tuple[int, tuple[Fact, ...]]]:
    """Give every firing as (number of the rule, the fact that each of its patterns matched)."""
    known: list[Fact] = []
    firings: set[tuple[int, tuple[Fact, ...]]] = set()
    fresh = list(dict.fromkeys(told))
    while fresh:
        new = [fact for fact in fresh if fact not in known]
        before = len(known)
        known += new
        fresh = []
        for number, rule in enumerate(rules):
            matches = [[fact for fact in known if _matches(pattern, fact)] for pattern in rule.patterns]
            for support in product(*matches):
                if not any(known.index(fact) >= before for fact in support):
                    continue
                firings.add((number, support))
                fresh += rule.gives
    return firings


def _matches(pattern, fact: Fact) -> bool:
    if pattern.key != fact.key:
        return False
    for relation, constant in pattern.tests:
        said = fact.word if isinstance(constant, str) else fact.number
        if said is None:
            return False
        holds = {
            "is": said == constant,
            "is not": said != constant,
            "at most": not isinstance(constant, str) and said <= constant,
            "at least": not isinstance(constant, str) and said >= constant,
        }[relation]
        if not holds:
            return False
    return True

"""The finite space of a decision on a day: what needs can tell apart, and what rules conclude there.

Rules and facts name thresholds, levels and choices; everything between two neighbouring ones judges alike. So
the needs that can be stated of a term fall into a few cells (:mod:`advisor.check.space.states`), and the space of a
decision is the product of the cells of its terms. It is never gone through as a whole: each question is about
the few terms that the rules in question look at, and those from which further needs follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod
from types import MappingProxyType
from typing import NamedTuple

from advisor.check.space.states import State, count, meets, states
from advisor.engine.compile import Program
from advisor.engine.needs import Clash, Need, merged
from advisor.engine.programs import program
from advisor.rulebase.base import RuleBase
from advisor.rulebase.knowledge import Decision, Offer, Rule
from advisor.rulebase.terms import Condition, Term

#: More combinations of cells than this are not gone through; what hangs on them is not decided.
MOST_CELLS = 20_000

Needs = Mapping[str, State]
"""Term -> what is stated of it."""


class Space(NamedTuple):
    """A decision, with what its rules look at and what they conclude."""

    terms: Mapping[str, Term]
    decision: Decision
    concluding: Mapping[str, tuple[Rule, ...]]
    """Term -> the rules that conclude a need of it."""

    def tests(self, rules: Iterable[Rule], term: str) -> list[Condition]:
        """Give all that these rules say of the term: what they look at, and what they conclude."""
        said = [one for rule in rules for one in (*rule.when, *rule.need)]
        return [one for one in said if one.term == term]

    def reaching(self, rules: Iterable[Rule]) -> list[Rule]:
        """Give the rules, and those from whose conclusions it may follow whether they fire."""
        found: dict[str, Rule] = {}
        waiting = list(rules)
        while waiting:
            rule = waiting.pop()
            if rule.id not in found:
                found[rule.id] = rule
                waiting += [before for one in rule.when for before in self.concluding.get(one.term, ())]
        return list(found.values())


class Settled(NamedTuple):
    """What follows from needs."""

    needs: dict[str, tuple[Need, ...]]
    """Term -> the needs that count, those of rules included."""
    fired: tuple[Rule, ...]
    clashes: tuple[Clash, ...]
    stands: bool
    """Whether it comes to rest: where rules go in circles, what fires at last is not known."""

    def names(self, rule: Rule) -> bool:
        """Whether the rule fires."""
        return any(one.id == rule.id for one in self.fired)


def space(base: RuleBase, decision: str) -> Space:
    """Give the space of a decision; kept with the rule base."""
    key = ("space", decision)
    found = base.memo.get(key)
    if found is None:
        about = base.decisions[decision]
        concluding: dict[str, tuple[Rule, ...]] = {}
        for rule in about.rules:
            for one in rule.need:
                concluding[one.term] = (*concluding.get(one.term, ()), rule)
        found = base.memo[key] = Space(base.terms, about, concluding)
    return found


def settle(within: Space, needs: Needs, rules: Sequence[Rule] | None = None) -> Settled:
    """Give what follows from stated needs.

    Args:
        within: the space of the decision.
        needs: what is stated.
        rules: the rules that matter, in place of all of the decision's.
    """
    rules = within.decision.rules if rules is None else rules
    stated = [Need(one) for state in needs.values() for one in state]
    kept, clashes = merged(within.terms, stated)
    for _ in range(len(rules) + 2):
        by_term: dict[str, tuple[Need, ...]] = {}
        for one in kept:
            by_term[one.term] = (*by_term.get(one.term, ()), one)
        fired = tuple(rule for rule in rules if fires(within, rule, by_term))
        more = [Need(one, rule.id, rule.at) for rule in fired for one in rule.need]
        now, clashes = merged(within.terms, [*stated, *more])
        if now == kept:
            return Settled(by_term, fired, tuple(clashes), stands=True)
        kept = now
    return Settled(by_term, fired, tuple(clashes), stands=False)


def fires(within: Space, rule: Rule, needs: Mapping[str, tuple[Need, ...]]) -> bool:
    """Whether all that the rule looks at is so."""
    return all(
        one.term in needs
        and meets(within.terms[one.term], one, tuple(need.condition for need in needs[one.term]))
        for one in rule.when
    )


class Cells(NamedTuple):
    """Combinations of states of some terms, to be gone through."""

    states: dict[str, list[State]]

    def each(self) -> Iterator[dict[str, State]]:
        """Give each combination, those that say least first; terms that are not spoken of are left out."""
        for some in product(*self.states.values()):
            yield {term: state for term, state in zip(self.states, some, strict=True) if state}


def cells(
    within: Space,
    rules: Sequence[Rule],
    terms: Iterable[str],
    values: Mapping[str, Sequence[int]] = MappingProxyType({}),
    more: Sequence[Condition] = (),
) -> Cells | None:
    """Give the cells that rules make of some terms; None where there are more than can be gone through.

    Args:
        within: the space of the decision.
        rules: what they look at and conclude makes the cells.
        terms: the terms that may be spoken of.
        values: marks that matter besides, by term.
        more: conditions that matter besides.
    """
    tests = {term: [*within.tests(rules, term), *(one for one in more if one.term == term)] for term in terms}
    counts = (1 + count(within.terms[term], some, values.get(term, ())) for term, some in tests.items())
    if prod(counts) > MOST_CELLS:
        return None
    return Cells(
        {term: [(), *states(within.terms[term], some, values.get(term, ()))] for term, some in tests.items()}
    )


def days(base: RuleBase) -> tuple[str, ...]:
    """Give the days of the editions, the latest first: those that anything is decided for."""
    return tuple(sorted({one.day for one in base.editions.values()}, reverse=True))


def compiled(base: RuleBase, decision: str, day: str) -> Program:
    """Give the decision on the day, with what its candidates offer."""
    return program(base, decision, day)


def offered(held: Program, candidate: str, term: str) -> tuple[Offer | None, ...]:
    """Give all that a candidate may offer, case by case; None where it may be that it states nothing."""
    cases = held.offers.get((candidate, term), ())
    return (*cases, None) if not cases or cases[-1].when else cases

"""Rules of one decision looked at singly and two by two: can they fire, fire together, and follow each other.

A pair of rules concerns the few terms that both look at, and those from whose needs more needs follow; the cells
of these are gone through, so that what is said here is decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisor.check.space.cells import Needs, Settled, Space, cells, settle
from advisor.check.space.states import State, implied, meets, states
from advisor.rulebase.knowledge import Rule
from advisor.rulebase.terms import Condition, Term


def firing(space: Space, rules: Sequence[Rule]) -> Needs | bool | None:
    """Give needs from which all the rules fire; None where there are none, False where it is not decided."""
    easy = easily(space, rules)
    if any(
        one.term not in easy and not space.concluding.get(one.term) for rule in rules for one in rule.when
    ):
        return None
    if _all_fire(settle(space, easy), rules):
        return easy
    some = space.reaching(rules)
    every = cells(space, some, dict.fromkeys(one.term for rule in some for one in rule.when))
    circular = every is None
    for needs in every.each() if every else ():
        settled = settle(space, needs, some)
        circular = circular or not settled.stands
        if _all_fire(settled, rules):
            return needs
    return False if circular else None


def easily(space: Space, rules: Sequence[Rule]) -> dict[str, State]:
    """Give needs that pass all that the rules look at, and little else; a term is left out where none does."""
    found: dict[str, State] = {}
    for term in dict.fromkeys(one.term for rule in rules for one in rule.when):
        tests = [test for rule in rules for test in rule.when if test.term == term]
        state = _easiest(space.terms[term], tests, space)
        if state is not None:
            found[term] = state
    return found


def _all_fire(settled: Settled, rules: Sequence[Rule]) -> bool:
    return settled.stands and all(settled.names(rule) for rule in rules)


def _easiest(term: Term, tests: Sequence[Condition], space: Space) -> State | None:
    """Give the state that passes these tests and the fewest others of the decision; None where none does."""
    others = [one for rule in space.decision.rules for one in rule.when if one.term == term.id]
    passing = [state for state in states(term, tests) if all(meets(term, one, state) for one in tests)]
    return min(passing, key=lambda state: sum(meets(term, one, state) for one in others), default=None)


def follows(space: Space, rule: Rule, other: Rule) -> bool:
    """Whether the other rule fires wherever the rule does, because it looks at the same, or at less."""
    return all(
        any(one.term == test.term and implied(space.terms[test.term], one, test) for one in rule.when)
        for test in other.when
    )


def covered(term: Term, need: Condition, others: Iterable[Condition]) -> bool:
    """Whether one of the other conditions, taken as tests, is passed only by needs that ask for all of the need."""
    return need.operator != "not" and any(one.term == term.id and implied(term, one, need) for one in others)


def short(rule: Rule) -> str:
    """Give a rule's own name, without its decision's, as it is told."""
    return f"'{rule.id.rpartition('/')[2]}'"

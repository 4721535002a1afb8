"""Which single conditions hold under given needs: each is grounded as a rule of its own, and the engine tells.

Rules say only that all their conditions hold. To say which of them do not, nothing but the engine may
compare a need with a condition, so each condition is asked about alone.
"""

from collections.abc import Iterable
from typing import NamedTuple

from advisor.engine.compile import ways
from advisor.engine.driver import Ruleset
from advisor.engine.ground import Fact, GroundRule
from advisor.engine.needs import Need, absent, facts, listening
from advisor.rulebase.base import RuleBase
from advisor.rulebase.terms import Condition

#: Conditions of one term in one rule set; the engine bears no more that one need could meet.
_MOST = 40


class Met(NamedTuple):
    """What a rule that stands for a condition means when it fires."""

    condition: Condition


def met(base: RuleBase, conditions: Iterable[Condition], needs: tuple[Need, ...]) -> dict[Condition, Fact]:
    """Give the conditions that hold under the needs, each with a fact that it matched.

    Args:
        base: the rule base.
        conditions: conditions of rules, of what raises decisions, or of cases of facts.
        needs: all needs that count, those that rules have concluded included.
    """
    found: dict[Condition, Fact] = {}
    for some in _parcels(dict.fromkeys(conditions)):
        hearing = listening(some)
        with _compiled(base, some).session() as session:
            for need in needs:
                session.tell(*facts(need, base.terms[need.term], hearing))
            session.tell(*absent(needs, base.terms, hearing))
            for firing in session.firings:
                if isinstance(firing.rule.meaning, Met):
                    found.setdefault(firing.rule.meaning.condition, firing.support[0])
    return found


def _parcels(conditions: Iterable[Condition]) -> list[tuple[Condition, ...]]:
    """Give the conditions in as few parcels as the engine can bear."""
    parcels: list[list[Condition]] = []
    counted: dict[str, int] = {}
    for one in conditions:
        number = counted.get(one.term, 0)
        counted[one.term] = number + 1
        while len(parcels) <= number // _MOST:
            parcels.append([])
        parcels[number // _MOST].append(one)
    return [tuple(some) for some in parcels]


def _compiled(base: RuleBase, conditions: tuple[Condition, ...]) -> Ruleset:
    key = ("met", conditions)
    found = base.memo.get(key)
    if found is None:
        rules = [
            GroundRule(f"condition of {one.term}", patterns, (), Met(one), "")
            for one in conditions
            for patterns in ways((one,), base.terms)
        ]
        found = base.memo[key] = Ruleset(rules)
    return found

"""Which decisions the needs raise: rules of their own, compiled only for those that might be."""

from typing import NamedTuple

from advisor.engine.compile import ways
from advisor.engine.driver import Ruleset
from advisor.engine.ground import Firing, GroundRule
from advisor.engine.needs import Hearing, Need, absent, facts, listening
from advisor.rulebase.base import RuleBase


class Raises(NamedTuple):
    """When it fires: the needs raise this decision."""

    decision: str


def raised(base: RuleBase, needs: tuple[Need, ...]) -> dict[str, Firing]:
    """Give the decisions that the needs raise, in the order of the rule base, with the firing that did."""
    decisions = _might(base, frozenset(need.term for need in needs))
    if not decisions:
        return {}
    rules, hearing = _compiled(base, decisions)
    found: dict[str, Firing] = {}
    with rules.session() as session:
        for need in needs:
            session.tell(*facts(need, base.terms[need.term], hearing))
        session.tell(*absent(needs, base.terms, hearing))
        for firing in session.firings:
            if isinstance(firing.rule.meaning, Raises):
                found.setdefault(firing.rule.meaning.decision, firing)
    return {id_: found[id_] for id_ in decisions if id_ in found}


def _might(base: RuleBase, stated: frozenset[str]) -> tuple[str, ...]:
    """Give the decisions that needs of these terms might raise; kept with the rule base."""
    key = ("might", stated)
    found = base.memo.get(key)
    if found is None:
        might = {id_ for term in stated for id_ in base.raisers.get(term, ())}
        found = base.memo[key] = tuple(
            id_
            for id_ in sorted(might)
            if any({one.term for one in way} <= stated for way in base.decisions[id_].raised_by)
        )
    return found


def _compiled(base: RuleBase, decisions: tuple[str, ...]) -> tuple[Ruleset, Hearing]:
    """Give the compiled rules by which needs raise these decisions; kept with the rule base."""
    key = ("raising", decisions)
    found = base.memo.get(key)
    if found is None:
        looked = [one for id_ in decisions for way in base.decisions[id_].raised_by for one in way]
        ground = [
            GroundRule(f"{id_} raised_by", patterns, (), Raises(id_), base.decisions[id_].at)
            for id_ in decisions
            for way in base.decisions[id_].raised_by
            for patterns in ways(way, base.terms)
        ]
        found = base.memo[key] = (Ruleset(ground), listening(looked))
    return found

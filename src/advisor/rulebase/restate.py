"""A scenario with some of its needs put another way."""

from __future__ import annotations

from advisor.amounts import NotACondition, condition
from advisor.errors import AdvisorError, Place, Problem, did_you_mean
from advisor.rulebase.base import RuleBase
from advisor.rulebase.scenario import Scenario, Stated
from advisor.rulebase.terms import Unfit, resolve


def with_needs(base: RuleBase, scenario: Scenario, changes: tuple[str, ...]) -> Scenario:
    """Give the scenario with needs changed, each as ``term=condition`` or ``decision/term=condition``.

    Nothing after the ``=`` drops the need.

    Raises:
        AdvisorError: a change that is none, an unknown word, or a condition that does not fit.
    """
    problems: list[Problem] = []
    for change in changes:
        where = Place(f"what-if {change}")
        path, equals, said = change.partition("=")
        decision, _, term = path.strip().rpartition("/")
        if not equals:
            hint = "write term=condition, such as latency='under 1 s'"
            problems.append(Problem(where, f"'{change}' is not a change", hint))
        elif decision and decision not in base.decisions:
            hint = did_you_mean(decision, base.decisions)
            problems.append(Problem(where, f"unknown decision '{decision}'", hint))
        elif term not in base.terms:
            problems.append(Problem(where, f"unknown term '{term}'", did_you_mean(term, base.terms)))
        else:
            try:
                new = _restated(base, term, said.strip(), str(where))
            except (Unfit, NotACondition) as error:
                problems.append(Problem(where, str(error), getattr(error, "hint", "")))
                continue
            scenario = _changed(scenario, decision, term, new)
    if problems:
        raise AdvisorError(problems)
    return scenario


def _restated(base: RuleBase, term: str, said: str, at: str) -> tuple[Stated, ...]:
    if not said:
        return ()
    return (Stated(resolve(base.terms[term], condition(said), base.names.find, need=True), at),)


def _changed(scenario: Scenario, decision: str, term: str, new: tuple[Stated, ...]) -> Scenario:
    def kept(some: tuple[Stated, ...]) -> tuple[Stated, ...]:
        return (*(one for one in some if one.condition.term != term), *new)

    if decision:
        local = {**scenario.local, decision: kept(scenario.local.get(decision, ()))}
        return scenario._replace(local=local)
    return scenario._replace(needs=kept(scenario.needs))

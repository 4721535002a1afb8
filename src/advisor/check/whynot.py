"""Why a rule did not fire in a scenario: which of its conditions do not hold, and what was given instead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from advisor.engine.met import met
from advisor.engine.needs import Need
from advisor.recommend import wording
from advisor.recommend.board import Board, Capabilities, board
from advisor.recommend.case import Case
from advisor.rulebase.base import RuleBase
from advisor.rulebase.knowledge import Rule
from advisor.rulebase.terms import Condition


class Test(NamedTuple):
    """One condition, and what the scenario gives for its term."""

    term: str
    expected: str
    given: str
    """The need as it is stated or concluded; empty where nothing is."""
    by: str
    """The rule that concluded it; empty where the scenario states it."""
    at: str
    """Where what is given stands."""
    holds: bool
    note: str = ""
    """Why it does not hold, where that may surprise."""


class WhyNot(NamedTuple):
    """A rule in a scenario: whether it fired, and what became of each condition."""

    rule: Rule
    decision: str
    raised: bool
    """Whether the decision is judged at all."""
    left_out: bool
    """Whether needs raise the decision and the scenario's ``decide`` leaves it out."""
    fired: bool
    """Whether the rule fired; where the decision is not judged, whether it would."""
    tests: tuple[Test, ...]
    raising: tuple[tuple[Test, ...], ...] = ()
    """Where the decision is not raised: the ways to raise it, each with its conditions."""
    effect: tuple[str, ...] = ()
    """Of a rule that fired: what came of it, a sentence for each thing it concludes."""


def find(base: RuleBase, word: str) -> list[Rule]:
    """Give the rules that a word means: one by its whole id, or all of that short id."""
    every = [rule for decision in base.decisions.values() for rule in decision.rules]
    whole = [rule for rule in every if rule.id == word]
    return whole or [rule for rule in every if rule.id.partition("/")[2] == word]


def known(base: RuleBase, word: str) -> list[str]:
    """Give the ids by which rules are known, whole or short as the word is."""
    ids = [rule.id for decision in base.decisions.values() for rule in decision.rules]
    return ids if "/" in word else [one.partition("/")[2] for one in ids]


def why_not(case: Case, rule: Rule) -> WhyNot:
    """Say whether a rule fired in a scenario, and if not, why not."""
    decision = rule.id.partition("/")[0]
    raised = decision in case.boards
    judged = case.boards[decision] if raised else _as_if(case, decision)
    fired = any(one.rule.id == rule.id for one in judged.judgement.fired)
    start = WhyNot(
        rule,
        decision,
        raised,
        not raised and decision in case.raised,
        fired,
        _tests(case.base, rule.when, judged.judgement.needs),
    )
    if not raised:
        ways = case.base.decisions[decision].raised_by
        return start._replace(raising=tuple(_tests(case.base, way, case.needs) for way in ways))
    return start._replace(effect=tuple(_effect(case, judged, rule))) if fired else start


def silent(case: Case, decision: str) -> list[WhyNot]:
    """Give the rules of a decision that did not fire."""
    found = (why_not(case, rule) for rule in case.base.decisions[decision].rules)
    return [one for one in found if not (one.fired and one.raised)]


def _as_if(case: Case, decision: str) -> Board:
    """Judge a decision that is not asked about as if it were."""
    return board(case.base, case.scenario, case.day, decision, case.needs, Capabilities({}, {}), {})


def _tests(base: RuleBase, conditions: Iterable[Condition], needs: tuple[Need, ...]) -> tuple[Test, ...]:
    some = tuple(conditions)
    holding = met(base, some, needs)
    found = []
    for one in some:
        given = [need for need in needs if need.term == one.term]
        holds = one in holding
        found.append(
            Test(
                one.term,
                one.text,
                " and ".join(dict.fromkeys(need.condition.text for need in given)),
                next((need.by for need in given if need.by), ""),
                given[0].at if given else "",
                holds,
                "" if holds else _note(one, given),
            )
        )
    return tuple(found)


def _note(one: Condition, given: list[Need]) -> str:
    if not given and one.operator == "not":
        return "'not' holds only where the term is stated"
    if any(need.condition.operator == "any of" for need in given):
        return "a need for any of several leaves open which"
    return ""


def _effect(case: Case, judged: Board, rule: Rule) -> Iterable[str]:
    """Say of each thing that a rule concludes what came of it."""
    for need in rule.need:
        counts = any(one.by == rule.id and one.term == need.term for one in judged.judgement.needs)
        other = next((one for one in judged.judgement.needs if one.term == need.term), None)
        said = f"need {need.term}: {need.text}"
        if counts or other is None:
            yield f"{said}: it counts."
        else:
            who = f"by {other.by}" if other.by else "by the scenario"
            yield f"{said}: decides nothing, since {other.condition.text} is needed {who}."
    named = {part.service for option in case.scenario.options for part in option.parts}
    for verb in ("prefer", "avoid", "exclude"):
        for service in getattr(rule, verb):
            said = f"{verb} {wording.name(case, service)}"
            if named and service not in named:
                yield f"{said}: decides nothing, since no option names it."
                continue
            standing = judged.standings[service]
            others = tuple(one for one in standing.excluded if one.rule.id != rule.id)
            against = wording.against(case, judged, standing._replace(excluded=others, lacking=()))
            if against:
                yield f"{said}: decides nothing, since it is out already. {against[0].text}"
            else:
                yield f"{said}: it counts."

"""Mutants of rules: a rule dropped or turned round, one of its conditions dropped or moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.check.mutant import Change, Mutant, Statement
from advisor.check.reads import Reads
from advisor.rulebase.knowledge import Rule
from advisor.rulebase.terms import STEP, Condition, show

_VERBS = ("prefer", "avoid", "exclude")

#: What a conclusion is turned into.
_OTHER_WAY = {"prefer": "avoid", "avoid": "prefer", "exclude": "prefer"}


def of_rule(reads: Reads, it: Statement) -> Iterator[Mutant]:
    """Give the mutants of one rule."""
    rule = reads.base.decisions[it.owner].rules[it.number]
    yield Mutant(it, "dropped", "", "the rule left out", (_put(reads, it, None),))
    for verb, other in _OTHER_WAY.items():
        named = getattr(rule, verb)
        if named:
            turned = _ruling(rule, {verb: (), other: getattr(rule, other) + named})
            text = f"{verb} {', '.join(named)} → {other}"
            yield Mutant(it, "reversed", "", text, (_put(reads, it, turned),))
    for verb in _VERBS:
        named = getattr(rule, verb)
        for one in named if len(named) > 1 else ():
            left = _ruling(rule, {verb: tuple(other for other in named if other != one)})
            yield Mutant(it, "fewer", one, f"{verb}: {one} left out", (_put(reads, it, left),))
    for number, one in enumerate(rule.need if len(rule.need) > 1 else ()):
        left = rule._replace(need=_without(rule.need, number))
        text = f"need {one.term}: {one.text} left out"
        yield Mutant(it, "fewer", one.term, text, (_put(reads, it, left),))
    for number, one in enumerate(rule.when):
        yield from _condition(reads, it, rule, number, one)


def _ruling(rule: Rule, verbs: Mapping[str, tuple[str, ...]]) -> Rule:
    """Give the rule with other services under some of its verbs."""
    return rule._replace(**verbs)  # type: ignore[arg-type]


def _put(reads: Reads, it: Statement, rule: Rule | None) -> Change:
    rules = reads.base.decisions[it.owner].rules
    put = () if rule is None else (rule,)
    return Change("rule", it.owner, it.name, (*rules[: it.number], *put, *rules[it.number + 1 :]))


def _without(conditions: tuple[Condition, ...], number: int) -> tuple[Condition, ...]:
    return (*conditions[:number], *conditions[number + 1 :])


def _condition(reads: Reads, it: Statement, rule: Rule, number: int, one: Condition) -> Iterator[Mutant]:
    said = f"{one.term}: {one.text}"
    if len(rule.when) > 1:
        left = rule._replace(when=_without(rule.when, number))
        yield Mutant(it, "condition dropped", said, f"{said} left out", (_put(reads, it, left),))
    for kind, tries in _other(reads, it.owner, one):
        changes = []
        for condition in tries:
            when = (*rule.when[:number], condition, *rule.when[number + 1 :])
            changes.append(_put(reads, it, rule._replace(when=when)))
        if changes:
            text = f"{said} → {tries[0].operator} {_shown(reads, tries[0])}"
            yield Mutant(it, f"condition {kind}", said, text, tuple(changes))


def _other(reads: Reads, decision: str, one: Condition) -> Iterator[tuple[str, list[Condition]]]:
    """Give the condition looser and tighter: past each bound that a scenario states, or a choice less."""
    if one.choices:
        if len(one.choices) > 1:
            kind = "tighter" if one.operator == "any of" else "looser"
            yield (
                kind,
                [
                    one._replace(choices=tuple(other for other in one.choices if other != choice))
                    for choice in one.choices
                ],
            )
        return
    if one.operator not in ("at most", "under", "at least", "over"):
        return
    upward = one.operator in ("at least", "over")
    mark = one.marks[0]
    stated = sorted(reads.stated.get((decision, one.term), ()), reverse=upward)
    operator = "at least" if upward else "at most"
    step = STEP if upward else -STEP
    past = [other for other in stated if (other < mark if upward else other > mark)]
    within = [other for other in reversed(stated) if (other >= mark if upward else other <= mark)]
    yield "looser", [one._replace(operator=operator, marks=(other,)) for other in past]
    tighter = [other + step for other in within if other + step > 0]
    yield "tighter", [one._replace(operator=operator, marks=(other,)) for other in tighter]


def _shown(reads: Reads, one: Condition) -> str:
    if one.choices:
        return ", ".join(one.choices)
    return ", ".join(show(reads.base.terms[one.term], mark) for mark in one.marks)

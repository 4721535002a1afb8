"""A decision judged again with other needs, from what the engine has concluded already.

How a candidate stands to a need hangs on that need alone, unless its fact has cases; so does whether a
rule of one condition fires. The engine is therefore told a new need by itself. It also says which
conditions of the other rules the need meets: where none of these has all its conditions met that had
not, and none has lost one, everything else stands as it was concluded, and no session over all the
needs is run.
"""

from collections.abc import Iterable
from typing import NamedTuple

from advisor.engine.compile import Fits, Holds, Program
from advisor.engine.driver import Ruleset
from advisor.engine.ground import Fact, Firing, GroundRule, Pattern
from advisor.engine.judge import Judged, Judgement
from advisor.engine.needs import Need, absent, facts, merged
from advisor.engine.verdicts import Said, columns, requirements, said_by
from advisor.rulebase.base import RuleBase
from advisor.rulebase.knowledge import Rule


class Heard(NamedTuple):
    """What one fact by itself makes the engine conclude."""

    said: Said
    rules: tuple[Firing, ...]
    """Rules of one condition that fired."""
    met: frozenset[Pattern]
    """Conditions of rules that it meets."""


class Alone(NamedTuple):
    """The rules of a program taken apart, for facts told by themselves."""

    rules: Ruleset
    """What candidates are to a need, rules of one condition, and the single conditions of all rules."""
    part_of: dict[Pattern, list[GroundRule]]
    """A condition -> the rules and cases that it is part of."""
    forms: dict[str, list[GroundRule]]
    """The id of a rule -> the grounded rules that it was compiled to."""
    heard: dict[Fact, Heard]
    """As far as the engine was asked; it grows."""


def rejudge(base: RuleBase, before: Judgement, needs: tuple[Need, ...]) -> Judgement | None:
    """Give the judgement for other needs; None where the decision has to be judged from the start.

    The firings of rules keep the facts that they matched before.

    Args:
        base: the rule base.
        before: the judgement for the needs as they were.
        needs: the needs that the scenario states for the decision, as they are now.
    """
    compiled = before.program
    changed = {one.term for one in set(before.told).symmetric_difference(needs)}
    concluded = {need.term for one in before.fired for need in one.rule.need}
    if changed & (compiled.cased | concluded) or any(
        {one.kept.term, one.refused.term} & changed for one in before.clashes
    ):
        return None
    new, clashing = merged(base.terms, (one for one in needs if one.term in changed))
    if clashing:
        return None
    alone = _alone(compiled)
    was = _told(base, compiled, (one for one in before.needs if one.term in changed))
    now = _told(base, compiled, new)
    _hear(alone, (*before.facts, *was, *now))
    fired = _fired(alone, before, was, now)
    if fired is None:
        return None
    kept = tuple(one for one in before.needs if one.term not in changed) + new
    asked = tuple(requirements(base, compiled.decision.asks, kept))
    said: Said = {}
    for fact in now:
        said.update(alone.heard[fact].said)
    places = {one: number for number, one in enumerate(before.requirements)}
    fresh = [one for one in asked if one.term in changed]
    found = columns(base, compiled, fresh, said)
    order = [(one.term in changed, fresh.index(one) if one.term in changed else places[one]) for one in asked]
    verdicts = {
        candidate: tuple([found[candidate][n] if anew else verdicts[n] for anew, n in order])
        for candidate, verdicts in before.verdicts.items()
    }
    facts_now = (before.facts - was) | now
    return before._replace(
        told=needs, needs=kept, requirements=asked, verdicts=verdicts, fired=fired, facts=facts_now
    )


def _told(base: RuleBase, compiled: Program, needs: Iterable[Need]) -> frozenset[Fact]:
    some = tuple(needs)
    told = {fact for one in some for fact in facts(one, base.terms[one.term], compiled.hearing)}
    return frozenset((*told, *absent(some, base.terms, compiled.hearing)))


def _alone(compiled: Program) -> Alone:
    found = compiled.memo.get("alone")
    if found is None:
        rules: list[GroundRule] = []
        part_of: dict[Pattern, list[GroundRule]] = {}
        forms: dict[str, list[GroundRule]] = {}
        for one in compiled.rules.rules:
            if isinstance(one.meaning, Fits):
                rules += [] if one.patterns[1:] else [one]
                continue
            forms.setdefault(one.name, []).append(one)
            for pattern in one.patterns:
                part_of.setdefault(pattern, []).append(one)
            if isinstance(one.meaning, Rule) and not (one.patterns[1:] or one.gives):
                rules.append(one)
        rules += [GroundRule("condition", (pattern,), (), pattern) for pattern in part_of]
        found = compiled.memo["alone"] = Alone(Ruleset(rules), part_of, forms, {})
    return found  # type: ignore[return-value]


def _hear(alone: Alone, facts: Iterable[Fact]) -> None:
    """Tell the engine what it has not been told yet; no rule here looks at two facts."""
    new = [one for one in dict.fromkeys(facts) if one not in alone.heard]
    if not new:
        return
    with alone.rules.session() as session:
        for fact in new:
            firings = session.tell(fact)
            rules = tuple(one for one in firings if isinstance(one.rule.meaning, Rule))
            met = frozenset(one.rule.meaning for one in firings if isinstance(one.rule.meaning, Pattern))
            alone.heard[fact] = Heard(said_by(firings), rules, met)


def _fired(
    alone: Alone, before: Judgement, was: frozenset[Fact], now: frozenset[Fact]
) -> list[Judged] | None:
    """Give the rules that fire after ``was`` is taken back and ``now`` told; None where it takes a session.

    It does where a rule of several conditions, one that concludes needs, or a case of a fact is at stake.
    """
    lost, gained = _met(alone, was), _met(alone, now)
    if lost == gained:
        return before.fired
    rest = _met(alone, before.facts - was)
    held, holds = lost | rest, gained | rest
    fired = before.fired
    for name in {one.name for pattern in held ^ holds for one in alone.part_of[pattern]}:
        forms = alone.forms[name]
        then = any(held.issuperset(one.patterns) for one in forms)
        if then == any(holds.issuperset(one.patterns) for one in forms):
            continue
        if any(one.patterns[1:] or one.gives or isinstance(one.meaning, Holds) for one in forms):
            return None
        if then:
            fired = [one for one in fired if one.rule.id != name]
            continue
        firing = next(one for fact in now for one in alone.heard[fact].rules if one.rule.name == name)
        fired = [*fired, Judged(firing.rule.meaning, firing)]  # type: ignore[arg-type]
    return fired


def _met(alone: Alone, facts: Iterable[Fact]) -> frozenset[Pattern]:
    """Give the conditions that some of the facts meets."""
    return frozenset().union(*(alone.heard[fact].met for fact in facts))

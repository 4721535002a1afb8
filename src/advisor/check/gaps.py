"""Checks of what is left without an answer, and of what rules say for and against one candidate at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from advisor.check.finding import Finding
from advisor.check.space.cells import Cells, Needs, Space, cells, compiled, days, offered, settle, space
from advisor.check.space.fate import fields
from advisor.check.space.merit import misses, struck, value
from advisor.check.space.pairs import firing, follows, short
from advisor.check.space.probe import Probe, attempt
from advisor.check.space.states import State, implied, meets, states, strictest
from advisor.check.space.witness import witness
from advisor.check.subject import Subject
from advisor.recommend.compose import separated
from advisor.rulebase.base import RuleBase
from advisor.rulebase.knowledge import Rule
from advisor.rulebase.terms import Condition, Term

#: Ways to meet a rule's conditions that are tried.
_MOST_WAYS = 60


def gap(subject: Subject) -> Iterator[Finding]:
    """Needs that raise a decision, or that a rule looks at, and that nothing fits.

    Why it matters: the decision is raised, or the rule gives its advice, and the asker is told that nothing fits.
    Either a fact is missing, or a candidate, or the rule concludes a need that nothing can meet.

    How it is decided: the weakest needs are taken that raise the decision, one choice at a time; and all that can
    be said from which the rule fires, save what contradicts its conclusion. Whatever more is needed, no more fits.
    If no set of candidates fits them on any edition's day, they are told, with the scenario. That nothing fits
    needs that no rule speaks of is no gap: there are always needs that nobody can meet.

    How to mend it: add the candidate or the fact, or take the choice out of `raised_by`, or the need out of the
    rule.

    Example:
        raised_by: {reach: "any of town, hills, moon"}       # no candidate reaches the moon
    """
    base = subject.base
    for decision in subject.decisions:
        within = space(base, decision.id)
        for number, way in enumerate(decision.raised_by):
            unmet = [
                needs for needs in _weakest(within, way) if not _answered(base, within, needs, raised=True)
            ]
            if unmet:
                place = subject.within_decision(decision.id, "raised_by", number)
                more = f" (nor {len(unmet) - 1} more that do)" if len(unmet) > 1 else ""
                text = f"{{{_said(unmet[0])}}} raises '{decision.id}', and nothing fits it{more}"
                hint = "add the candidate or the fact that is missing, or let something else raise it"
                yield Finding(place, "gap", text, hint, _shown(base, "", unmet[0]))
        for rule in decision.rules:
            end = _dead_end(base, within, rule)
            if end is not None:
                text = f"wherever {short(rule)} fires, no candidate fits"
                hint = (
                    "conclude what some candidate can meet, or add the candidate or the fact that is missing"
                )
                shown = _shown(base, decision.id, end)
                yield Finding(subject.place(rule.at), "gap", text, hint, shown)


def _shown(base: RuleBase, decision: str, needs: Needs) -> str:
    trial = Probe(decision, base.editions[base.default].day, _conditions(needs))
    return witness(base, trial, f"Nothing fits {_said(needs)}")


def _conditions(needs: Needs) -> dict[str, Condition]:
    return {term: state[0] for term, state in needs.items()}


def _said(needs: Needs) -> str:
    return ", ".join(f"{term}: {state[0].text}" for term, state in needs.items())


def _weakest(within: Space, when: Iterable[Condition]) -> list[Needs]:
    """Give the needs that meet the conditions and ask for the least: of several choices, one at a time."""
    when = tuple(when)
    ways = [_loosest(within.terms[one.term], one) for one in when]
    some: list[Needs] = [dict(zip((one.term for one in when), way, strict=True)) for way in product(*ways)]
    return some[:_MOST_WAYS] if len(some) <= _MOST_WAYS else []


def _loosest(term: Term, test: Condition) -> list[State]:
    if term.kind == "set":
        if test.operator == "not":
            return [state for state in states(term, (test,)) if meets(term, test, state)][:1]
        some = [test.choices] if test.operator == "all of" else [(one,) for one in test.choices]
        return [(Condition(term.id, "all of", (), one, ", ".join(one)),) for one in some]
    passing = [state for state in states(term, (test,)) if meets(term, test, state)]
    if not term.fit:
        return passing[:1]
    pick = max if term.lower_is_lighter else min
    return [pick(passing, key=lambda state: strictest(term, state) or 0)] if passing else []


def _dead_end(base: RuleBase, within: Space, rule: Rule) -> Needs | None:
    """Give needs from which the rule fires if nothing fits any such needs; None also where that is not decided.

    Rules that exclude or conclude something because of a need that is itself concluded might be silenced by
    saying more: where such fire, nothing is decided.
    """
    terms = {one.term for one in rule.when}
    rules = [one for one in within.decision.rules if one.need or one.exclude or one is rule]
    some = cells(within, rules, terms)
    first: Needs | None = None
    for number, needs in enumerate(_passing(within, rule, some).each() if some else ()):
        settled = settle(within, needs)
        if not settled.names(rule):
            continue
        heard = {one.term for other in settled.fired if other.need or other.exclude for one in other.when}
        if not settled.stands or heard - terms or number > _MOST_WAYS or _answered(base, within, needs):
            return None
        first = first or needs
    return first


def _passing(within: Space, rule: Rule, some: Cells) -> Cells:
    """Leave out what cannot make the rule fire, whatever else is said."""
    return Cells(
        {
            one.term: [
                state
                for state in some.states[one.term]
                if meets(within.terms[one.term], one, state) or one.term in within.concluding
            ]
            for one in rule.when
        }
    )


def _fits(base: RuleBase, trial: Probe) -> bool:
    outcome = attempt(base, trial, most=1)
    return bool(outcome.found) or not separated(outcome.case)


def _answered(base: RuleBase, within: Space, needs: Needs, *, raised: bool = False) -> bool:
    """Whether some candidates fit on some day; what parts of other decisions may offer is not asked of them."""
    settled = settle(within, needs)
    for ground in fields(base, within.decision.id):
        if any(not struck(ground, one, settled, alone=True) for one in ground.alive):
            return True
    terms = base.terms
    if not raised and any(
        terms[term].is_capability and not _offered(base, within, state) for term, state in needs.items()
    ):
        return True
    decision = "" if raised else within.decision.id
    return any(_fits(base, Probe(decision, day, _conditions(needs))) for day in days(base))


def _offered(base: RuleBase, within: Space, state: State) -> bool:
    """Whether some candidate offers, or may offer, a capability that is stated."""
    term = base.terms[state[0].term]
    return term.id not in within.decision.asks or any(
        not misses(term, value(case), state)
        for day in days(base)
        for one in within.decision.candidates
        for case in offered(compiled(base, within.decision.id, day), one, term.id)
    )


def overlap(subject: Subject) -> Iterator[Finding]:
    """Rules that speak for and against one candidate on the same needs.

    Why it matters: nothing is wrong, but the reader of the answer is told both. Where an exclusion is the
    exception to a preference that is as it should be; where neither is the exception of the other, one of them may
    have been written without the other in mind.

    How it is decided: one rule prefers what the other avoids or excludes, both look at one term, both can fire,
    and neither looks at all that the other looks at. The scenario shown fires both.

    How to mend it: nothing needs to be mended. Say in the one what holds where the other does too, if it matters.

    Example:
        glass-by-van: {when: {fragile: yes, arrival: at-night}, then: {prefer: [van]}, because: …}
        quiet-nights: {when: {arrival: at-night, delay: over 1 h}, then: {avoid: [van]}, because: …}
    """
    base = subject.base
    for decision in subject.decisions:
        within = space(base, decision.id)
        for one in decision.rules:
            for other in decision.rules:
                against = set(one.prefer) & {*other.avoid, *other.exclude}
                needs = firing(within, (one, other)) if against and _meet(within, one, other) else None
                if needs:
                    names = ", ".join(sorted(against))
                    text = (
                        f"{short(one)} prefers {names}, {short(other)} speaks against it, and both can fire"
                    )
                    trial = Probe(decision.id, base.editions[base.default].day, _conditions(needs))  # type: ignore[arg-type]
                    title = f"For and against {names}"
                    hint = "nothing is wrong if both are meant"
                    shown = witness(base, trial, title)
                    yield Finding(subject.place(one.at), "overlap", text, hint, shown, weight="note")


def _meet(within: Space, one: Rule, other: Rule) -> bool:
    """Whether they look at the same of one term, and neither is the exception of the other."""
    return (
        any(
            left.term == right.term
            and (
                implied(within.terms[left.term], left, right) or implied(within.terms[left.term], right, left)
            )
            for left in one.when
            for right in other.when
        )
        and not follows(within, one, other)
        and not follows(within, other, one)
    )

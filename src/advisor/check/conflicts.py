"""Checks of rules against each other: those that cannot fire, that contradict, and that say nothing new."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations

from advisor.check.finding import Finding
from advisor.check.space.cells import Needs, Space, settle, space
from advisor.check.space.pairs import easily, firing, follows, short
from advisor.check.space.probe import Probe
from advisor.check.space.states import meets, states
from advisor.check.space.witness import witness
from advisor.check.subject import Subject
from advisor.rulebase.base import RuleBase
from advisor.rulebase.contradiction import contradict
from advisor.rulebase.knowledge import Rule
from advisor.rulebase.terms import Condition


def dead_rule(subject: Subject) -> Iterator[Finding]:
    """A rule that can never fire.

    Why it matters: it reads as if it were judgement, and no answer ever rests on it. Its author believes to have
    said something.

    How it is decided: for each condition a need is looked for that meets it. Where another rule concludes a
    stricter need of the same term whenever the rest holds, no such need stands; all that can be said of the terms
    concerned is gone through before a rule is called dead. The scenario shown meets the rule's `when` in vain.

    How to mend it: look at what the other rule concludes, or delete the rule.

    Example:
        several-readers-need-replay: {when: {consumers: at least 2}, then: {need: {replay: yes}}, because: …}
        several-readers-of-a-queue:  {when: {consumers: at least 2, replay: no}, then: …}     # never: replay is yes
    """
    base = subject.base
    for decision in subject.decisions:
        within = space(base, decision.id)
        for rule in decision.rules:
            if firing(within, (rule,)) is None:
                text, hint = _why_dead(within, rule)
                trial = _trial(base, within, easily(within, (rule,)))
                title = f"In vain for {rule.id.rpartition('/')[2]}"
                yield Finding(subject.place(rule.at), "dead-rule", text, hint, witness(base, trial, title))


def _why_dead(within: Space, rule: Rule) -> tuple[str, str]:
    name = short(rule)
    for one in rule.when:
        term = within.terms[one.term]
        if not any(meets(term, one, state) for state in states(term, (one,))):
            return f"{name} can never fire: no need of {one.term} is '{one.text}'", "look at another value"
    settled = settle(within, easily(within, (rule,)))
    for one in rule.when:
        needs = settled.needs.get(one.term, ())
        if not meets(within.terms[one.term], one, tuple(need.condition for need in needs)):
            by = next((need.by.rpartition("/")[2] for need in needs if need.by), "")
            said = f"'{by}' concludes a need of {one.term} that is not '{one.text}'"
            return f"{name} can never fire: {said}", f"look at what '{by}' concludes, or delete it"
    return f"{name} can never fire", "look at fewer terms, or delete it"


def clashing_rules(subject: Subject) -> Iterator[Finding]:
    """Rules that contradict each other on the same needs.

    Why it matters: one of them is not heard. Of two needs that contradict each other the engine keeps one and
    reports the clash in the answer. To prefer a candidate that is excluded at the same time does nothing.

    How it is decided: two needs contradict where no offer can meet both and both rules can fire. A preference
    contradicts an exclusion where the second fires *whenever* the first does, because it looks at the same needs
    or at fewer; the other way round it is an exception, which is good style. It contradicts an avoidance where
    both look at the same needs and what is avoided is just what is preferred. Rules that exclude every candidate
    between them contradict the question itself. The scenario shown fires the rules.

    How to mend it: narrow one of them, or delete it.

    Example:
        glass-by-van:     {when: {fragile: yes, load: over 10}, then: {prefer: [van]}, because: …}
        nothing-by-van:   {when: {fragile: yes}, then: {exclude: [van]}, because: …}
    """
    base = subject.base
    for decision in subject.decisions:
        within = space(base, decision.id)
        for rules, text in _clashes(within):
            needs = firing(within, rules)
            if not needs:
                continue
            trial = _trial(base, within, needs)  # type: ignore[arg-type]
            title = "Both fire - " + ", ".join(rule.id.rpartition("/")[2] for rule in rules)
            hint = "narrow one of them, or delete it"
            yield Finding(
                subject.place(rules[0].at), "clashing-rules", text, hint, witness(base, trial, title)
            )


def _clashes(within: Space) -> Iterator[tuple[tuple[Rule, ...], str]]:
    rules = within.decision.rules
    for rule in rules:
        for need in rule.need:
            if any(
                one.term == need.term and contradict(within.terms[one.term], one, need) for one in rule.when
            ):
                yield (
                    (rule,),
                    f"{short(rule)} concludes '{need.term}: {need.text}', which contradicts its own 'when'",
                )
    for one, other in combinations(rules, 2):
        for left, right in _contrary(within, one, other):
            said = f"'{left.term}: {left.text}' and '{right.text}' contradict each other"
            yield (one, other), f"{short(one)} and {short(other)} can both fire: {said}"
    for one, other in permutations(rules, 2):
        against = set(one.prefer) & set(other.exclude)
        verb = "excludes"
        if set(other.avoid) <= set(one.prefer) and follows(within, other, one):
            against, verb = {*against, *other.avoid}, "avoids"
        if against and follows(within, one, other):
            names = ", ".join(sorted(against))
            yield (
                (one, other),
                f"{short(one)} prefers {names}, and {short(other)} {verb} it whenever that fires",
            )
    excluding = [rule for rule in rules if rule.exclude]
    candidates = set(within.decision.candidates)
    for size in (1, 2, 3):
        for some in combinations(excluding, size):
            named = [set(rule.exclude) for rule in some]
            if set().union(*named) >= candidates and not any(
                set().union(*(one for one in named if one is not left)) >= candidates for left in named
            ):
                yield some, f"{_several(some)} can exclude every candidate{' together' if size > 1 else ''}"


def _contrary(within: Space, one: Rule, other: Rule) -> Iterator[tuple[Condition, Condition]]:
    for left in one.need:
        for right in other.need:
            if left.term == right.term and contradict(within.terms[left.term], left, right):
                yield left, right


def _trial(base: RuleBase, within: Space, needs: Needs) -> Probe:
    stated = {term: state[0] for term, state in needs.items() if state}
    return Probe(within.decision.id, base.editions[base.default].day, stated)


def _several(rules: tuple[Rule, ...]) -> str:
    return " and ".join(short(rule) for rule in rules)

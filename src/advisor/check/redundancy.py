"""The check for rules that say nothing new."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.check.finding import Finding
from advisor.check.space.cells import Space, compiled, days, offered, space
from advisor.check.space.merit import misses
from advisor.check.space.pairs import covered, firing, follows, short
from advisor.check.space.states import meets, states
from advisor.check.subject import Subject
from advisor.rulebase.base import RuleBase
from advisor.rulebase.knowledge import Rule


def redundant_rule(subject: Subject) -> Iterator[Finding]:
    """A rule that says nothing that is not said without it.

    Why it matters: it has to be read and kept for nothing, and whoever changes the one forgets the other.

    How it is decided: another rule that concludes as much fires wherever this one does, because it looks at the
    same needs or at fewer; or the need concluded is in the rule's own `when`; or the facts of all that it excludes
    say so already on every edition's day; or it concludes a need of a term that the decision neither asks about
    nor looks at; or it prefers, or avoids, every candidate alike. A second preference counts twice, which may be
    meant: it is told, as a note, only where no rule that can fire with it prefers anything else, so that it never
    tips the balance.

    How to mend it: delete it, or narrow the wider one. Where both sentences are worth telling, make them one.

    Example:
        glass-in-walls: {when: {fragile: yes}, then: {prefer: [van]}, because: …}
        glass-at-night: {when: {fragile: yes, arrival: at-night}, then: {prefer: [van]}, because: …}   # adds nothing
    """
    base = subject.base
    for decision in subject.decisions:
        within = space(base, decision.id)
        for rule in decision.rules:
            said = _said_already(base, within, rule)
            if said:
                yield Finding(subject.place(rule.at), "redundant-rule", f"{short(rule)} {said}", _HINT)
                continue
            twice = _twice(within, rule)
            if twice:
                text = f"{short(rule)} {twice}"
                yield Finding(subject.place(rule.at), "redundant-rule", text, _HINT, weight="note")


#: The way out.
_HINT = "delete it, or make the other one narrower"


def _said_already(base: RuleBase, within: Space, rule: Rule) -> str:
    for other in within.decision.rules:
        same = follows(within, rule, other)
        if other.id == rule.id or not same or not _says_as_much(within, rule, other):
            continue
        back = follows(within, other, rule) and _says_as_much(within, other, rule)
        if not back or within.decision.rules.index(other) < within.decision.rules.index(rule):
            return f"adds nothing to {short(other)}, which fires wherever it fires"
    if rule.need:
        if all(covered(within.terms[one.term], one, rule.when) for one in rule.need):
            return "concludes a need that is stated where it fires"
        heard = {*within.decision.asks, *(one.term for other in within.decision.rules for one in other.when)}
        heard |= _cases(base, within)
        idle = [one.term for one in rule.need if one.term not in heard]
        if len(idle) == len(rule.need):
            return f"concludes a need of {', '.join(idle)}, which the decision does not look at"
    named = rule.prefer or rule.avoid
    if set(named) >= set(within.decision.candidates):
        return f"{'prefers' if rule.prefer else 'avoids'} every candidate alike"
    if rule.exclude and all(_struck(base, within, rule, one) for one in rule.exclude):
        return f"excludes {', '.join(rule.exclude)}, which breaks its 'when' by its own facts"
    return ""


def _says_as_much(within: Space, rule: Rule, other: Rule) -> bool:
    """Whether the other rule's conclusion leaves nothing of the rule's to be said."""
    if rule.need:
        return bool(other.need) and all(covered(within.terms[one.term], one, other.need) for one in rule.need)
    if rule.exclude or set(rule.avoid) <= set(other.exclude):
        return bool(other.exclude) and {*rule.exclude, *rule.avoid} <= set(other.exclude) and not rule.prefer
    return follows(within, other, rule) and (rule.prefer, rule.avoid) == (other.prefer, other.avoid)


def _twice(within: Space, rule: Rule) -> str:
    """Give what to say of a preference, or an avoidance, that is said elsewhere and never tips the balance."""
    word = "prefer" if rule.prefer else "avoid"
    ours = set(getattr(rule, word))
    others = [one for one in within.decision.rules if one.id != rule.id and getattr(one, word)]
    same = [one for one in others if set(getattr(one, word)) == ours and follows(within, rule, one)]
    beside = (one for one in others if set(getattr(one, word)) - ours)
    if not ours or not same or any(firing(within, (rule, one)) is not None for one in beside):
        return ""
    return f"tips no balance: {short(same[0])} says the same wherever it fires, and nothing else is {word}{'r' * (word == 'prefer')}ed then"


def _cases(base: RuleBase, within: Space) -> set[str]:
    """Give the terms that cases of the candidates' facts look at."""
    services = (base.services[one] for one in within.decision.candidates)
    entries = (entry for one in services for some in one.facts.values() for entry in some)
    return {one.term for entry in entries for one in entry.when}


def _struck(base: RuleBase, within: Space, rule: Rule, candidate: str) -> bool:
    """Whether facts strike the candidate wherever the rule fires, on every edition's day."""
    for one in rule.when:
        term = within.terms[one.term]
        if not term.is_limit or term.id not in within.decision.asks:
            continue
        cases = [
            case
            for day in days(base)
            for case in offered(compiled(base, within.decision.id, day), candidate, term.id)
        ]
        values = [case.value if case else None for case in cases]
        marks = [value for value in values if isinstance(value, int)]
        passing = [state for state in states(term, (one,), marks) if meets(term, one, state)]
        if passing and all(misses(term, value, state) for value in values for state in passing):
            return True
    return False

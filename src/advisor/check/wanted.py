"""What scenario would notice a statement that none notices yet: said so that an author can write it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisor.check.mutant import Mutant, Statement
from advisor.check.reads import Asked, Reads
from advisor.engine.met import met
from advisor.rulebase.knowledge import Entry, Rule
from advisor.rulebase.terms import HOP_TERMS

#: How many scenarios are named in one sentence.
_NAMED = 3


def wanted(reads: Reads, it: Statement, made: Sequence[Mutant]) -> str:
    """Give, in one sentence, why no scenario notices any mutant of the statement."""
    if it.kind == "rule":
        return _of_rule(reads, it)
    if it.kind == "life":
        return _of_life(reads, it, reads.roles.get(it.owner, ()))
    return never_read(reads, it) or _stated(reads, it, list(reads.about(it.owner, it.name)), made)


def never_read(reads: Reads, it: Statement) -> str:
    """Say why no scenario comes as far as asking for a fact; empty where some do."""
    roles = reads.roles.get(it.owner, ())
    asking = tuple(one for one in roles if it.name in reads.base.decisions[one].asks)
    asked = any(True for _ in reads.about(it.owner, it.name))
    if not asking and not asked:
        if it.name in HOP_TERMS:
            return f"no scenario has data pass through {it.owner} so that this decides"
        candidate = f"that has {it.owner} as a candidate " if roles else ""
        return f"no decision {candidate}asks about {it.name}" + ("" if roles else f" of {it.owner}")
    return _never(reads, it, asking or roles, asked=asked)


def _never(reads: Reads, it: Statement, where: Sequence[str], *, asked: bool) -> str:
    raised = {number for one in where for number in reads.raised.get(one, ())}
    if not raised:
        return f"no scenario raises {_any(where)}"
    days = sorted({reads.cases[number].day for number in raised})
    entries = reads.base.services[it.owner].facts[it.name]
    dated = _days(entries, it.number, days)
    if dated:
        return f"no scenario of {_any(where)} is asked for a day {dated}"
    entry = entries[it.number]
    if entry.when:
        said = " and ".join(f"{one.term}: {one.text}" for one in entry.when)
        return f"no scenario of {_any(where)} states both {said} and {it.name}"
    return "" if asked else f"no scenario of {_any(where)} states {it.name}"


def _of_life(reads: Reads, it: Statement, roles: Sequence[str]) -> str:
    life = reads.base.services[it.owner].life[it.number]
    numbers = {number for one in roles for number in reads.raised.get(one, ())}
    if not numbers:
        return f"no scenario raises {_any(roles)}" if roles else f"no scenario has {it.owner} as a part"
    if not any(reads.cases[number].day >= life.since for number in numbers):
        return f"no scenario of {_any(roles)} is asked for a day from {life.since} on"
    return f"no scenario of {_any(roles)} is asked for a day before {life.since}, or names {it.owner} in an option"


def _days(entries: tuple[Entry, ...], number: int, days: Sequence[str]) -> str:
    """Give the days on which an entry holds, where none of these days is one of them."""
    entry = entries[number]
    if all(day < entry.since for day in days):
        return f"from {entry.since} on"
    if entry.adds or entry.drops:
        return ""
    after = [
        one.since
        for one in entries[number + 1 :]
        if one.when == entry.when and one.since and not (one.adds or one.drops or one.value is None)
    ]
    if after and all(not entry.since <= day < after[0] for day in days):
        return f"before {after[0]}" + (f" and from {entry.since} on" if entry.since else "")
    return ""


def _stated(reads: Reads, it: Statement, asked: Sequence[Asked], made: Sequence[Mutant]) -> str:
    """Say what is wanted where scenarios do ask about the term."""
    choices = {one.part for one in made if one.part} if reads.base.terms[it.name].kind == "set" else set()
    needing = [one for one in asked if not choices or one.goal or one.choices & choices]
    return _unseen(reads, it, needing) if needing else not_needed(reads, it, sorted(choices))


def not_needed(reads: Reads, it: Statement, choices: Sequence[str]) -> str:
    """Say that no scenario needs these choices of a fact's term."""
    where = _any(tuple(one for one in reads.roles.get(it.owner, ()) if (one, it.name) in reads.asked))
    return f"no scenario of {where} needs {it.name}: {' or '.join(choices)}"


def _unseen(reads: Reads, it: Statement, asked: Iterable[Asked]) -> str:
    """Say what is in the way in the scenarios that do ask."""
    numbers = list(dict.fromkeys(one.scenario for one in asked))
    where = _any(tuple(one for one in reads.roles.get(it.owner, ()) if (one, it.name) in reads.asked))
    looking = [number for number in numbers if reads.looks_at(number, it.owner)]
    if looking:
        return f"in {_scenarios(reads, looking)}, which state {it.name}, the service is out or in for other reasons"
    states = "states" if len(numbers) == 1 else "state"
    names = _scenarios(reads, numbers)
    return f"no scenario of {where} that states {it.name} has the service among its options ({names} {states} it)"


def _scenarios(reads: Reads, numbers: Sequence[int]) -> str:
    names = [reads.cases[number].scenario.id for number in numbers]
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _of_rule(reads: Reads, it: Statement) -> str:
    rule = reads.base.decisions[it.owner].rules[it.number]
    numbers = reads.raised.get(it.owner, [])
    if not numbers:
        return f"no scenario raises {it.owner}"
    fired = [
        number
        for number in numbers
        if any(one.rule.id == rule.id for one in reads.cases[number].boards[it.owner].judgement.fired)
    ]
    if not fired:
        return never_met(reads, it.owner, rule)
    named = rule.prefer + rule.avoid + rule.exclude
    names = _scenarios(reads, fired)
    if not named:
        return f"in {names}, where it fires, what it needs changes nothing"
    looking = [number for number in fired if any(reads.looks_at(number, one) for one in named)]
    if not looking:
        return f"no scenario where it fires ({names}) has {_any(named)} among its options"
    return f"in {_scenarios(reads, looking)}, where it fires, {_any(named)} would be in or out without it"


def never_met(reads: Reads, decision: str, rule: Rule) -> str:
    """Say which conditions of a rule no scenario of its decision meets, or that none meets them together."""
    together: set[int] = set()
    seen: set[int] = set()
    for number in reads.raised.get(decision, ()):
        needs = reads.cases[number].boards[decision].judgement.needs
        holding = met(reads.base, rule.when, needs)
        there = {place for place, one in enumerate(rule.when) if one in holding}
        seen |= there
        together = max(together, there, key=len)
    missing = [one for place, one in enumerate(rule.when) if place not in seen]
    if missing:
        return f"no scenario of {decision} states " + " or ".join(
            f"{one.term}: {one.text}" for one in missing
        )
    return f"no scenario of {decision} states " + " and ".join(f"{one.term}: {one.text}" for one in rule.when)


def _any(decisions: Sequence[str]) -> str:
    return " or ".join(decisions)

"""Whether other candidates are at least as good as one wherever needs are, by facts and by rules.

Where facts never speak for the candidate, only rules can put it before its rivals: those that name one of them
and not the other. So the cells of the few terms that such rules look at are gone through: if in each of them
some rival holds its ground, the candidate is never chosen. More that is said can only help the rivals.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from advisor.check.space.beside import in_its_place, needed, spared
from advisor.check.space.cells import Needs, Settled, Space, cells, offered, settle
from advisor.check.space.merit import Field, by_facts, complements, struck
from advisor.rulebase.knowledge import Rule
from advisor.rulebase.terms import Condition

#: Needs that are given from which no rival is sure to hold its ground.
_MOST_OPEN = 6


class Verdict(NamedTuple):
    """Whether a candidate is never chosen."""

    rivals: tuple[str, ...] = ()
    """Those of which one holds its ground whatever is needed; empty where that is not shown."""
    open: tuple[Needs, ...] = ()
    """Some needs from which it may be chosen."""


def judge(ground: Field, candidate: str, against: Sequence[str] = (), *, alone: bool = False) -> Verdict:
    """Tell whether rivals hold their ground against the candidate whatever is needed.

    Args:
        ground: the decision on a day.
        candidate: one that can be taken up on that day.
        against: the rivals to look at, in place of all.
        alone: only tell whether it is never the whole answer, with no part beside it.
    """
    others = [one for one in ground.alive if one != candidate]
    beside = [] if alone else complements(ground, candidate)
    rivals = [
        one
        for one in others
        if (not against or one in against)
        and by_facts(ground, one, candidate)
        and in_its_place(ground, one, candidate, beside)
    ]
    every: tuple[Needs, ...] = ()
    for some in (*([one] for one in rivals), *(rivals[:size] for size in range(2, len(rivals) + 1))):
        left = _left(ground, candidate, some, beside)
        if left == ():
            return Verdict(tuple(some))
        every = left or every
    return Verdict(open=every)


class Telling(NamedTuple):
    """The rules that tell two candidates apart."""

    helping: list[Rule]
    """They speak for the candidate."""
    against: list[Rule]
    """They speak for its rival."""


def telling(space: Space, candidate: str, rival: str) -> Telling:
    """Give the rules that name one of the two, or name them to different effect."""
    found = Telling([], [])
    for rule in space.decision.rules:
        speaks = _speaks(rule, candidate) - _speaks(rule, rival)
        if speaks:
            (found.helping if speaks > 0 else found.against).append(rule)
    return found


def _speaks(rule: Rule, service: str) -> int:
    return (service in rule.prefer) - (service in rule.avoid or service in rule.exclude)


def _left(
    ground: Field, candidate: str, rivals: Sequence[str], beside: Sequence[str]
) -> tuple[Needs, ...] | None:
    """Give needs from which no rival is sure to hold its ground: none at all, some, or None if not decided."""
    space = ground.space
    told = [telling(space, candidate, one) for one in rivals]
    helping = {rule.id: rule for one in told for rule in one.helping}
    lonely = {one: spared(ground, candidate, one, beside) for one in rivals}
    helping |= {
        rule.id: rule
        for rule in space.decision.rules
        if any(some & set(rule.prefer) and one not in rule.prefer for one, some in lonely.items())
    }
    against = {rule.id: rule for one in told for rule in one.against if rule.id not in helping}
    rules = space.reaching([*helping.values()])
    looked = {one.term for rule in rules for one in rule.when}
    while more := [
        one for one in against.values() if {it.term for it in one.when} <= looked and one not in rules
    ]:
        rules = space.reaching([*rules, *more])
        looked = {one.term for rule in rules for one in rule.when}
    values = {term: [one.value for one in offered(ground.held, candidate, term) if one and isinstance(one.value, int)]
              for term in looked}  # fmt: skip
    offers = [
        Condition(term, "any of", (), one.value, "")
        for term in looked
        for one in offered(ground.held, candidate, term)
        if one and isinstance(one.value, tuple) and one.value and space.terms[term].is_capability
    ]
    some = cells(space, rules, looked, values, offers)
    if some is None:
        return None
    left: list[Needs] = []
    for needs in some.each():
        found = settle(space, needs, rules)
        if not found.stands:
            return None
        if struck(ground, candidate, found, alone=not beside):
            continue
        if not any(_holds(ground, (one, candidate), found, lonely[one], alone=not beside) for one in rivals):
            left.append(needs)
            if len(left) == _MOST_OPEN:
                break
    return tuple(left)


def _holds(ground: Field, pair: tuple[str, str], found: Settled, lonely: set[str], *, alone: bool) -> bool:
    """Whether the rival is not behind the candidate, by rules and by what it brings with it."""
    if any(pair[0] in rule.exclude for rule in found.fired):
        return False
    ours, theirs = (_rank(ground, one, found) for one in pair)
    if alone:
        return ours <= theirs
    favour = [_rank(ground, one, found)[1] for one in lonely]
    return all(one <= other for one, other in zip(ours, theirs, strict=True)) and ours[1] <= min(
        favour, default=0
    )


def _rank(ground: Field, service: str, found: Settled) -> tuple[int, int, int, int]:
    base = ground.base
    parts = {service, *needed(base, service)}
    return (
        sum(service in rule.avoid for rule in found.fired),
        -sum(service in rule.prefer for rule in found.fired),
        len({base.whole(one) for one in parts}),
        sum(bool(base.services[one].part_of) for one in parts),
    )

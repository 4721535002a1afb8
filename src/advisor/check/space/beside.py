"""Parts that answer a decision together: whether one can stand beside another, or in its place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from advisor.check.space.cells import offered
from advisor.check.space.merit import Field, Value, value
from advisor.recommend.case import Case, case
from advisor.recommend.ways import flows, way
from advisor.rulebase.base import RuleBase
from advisor.rulebase.scenario import Scenario
from advisor.rulebase.terms import Term


def in_its_place(ground: Field, rival: str, candidate: str, beside: Sequence[str]) -> bool:
    """Whether, beside any further part, the rival can stand where the candidate stands, at no higher price."""
    base = ground.base
    if not beside:
        return True
    if not (
        needed(base, rival) <= needed(base, candidate)
        and bool(base.services[rival].part_of) <= bool(base.services[candidate].part_of)
    ):
        return False
    here = case(base, Scenario("", "", decide=()), ground.day, look_around=False)
    whole = base.whole(candidate)
    for one in beside:
        if one == rival:
            continue
        if base.whole(one) == whole != base.whole(rival):
            return False
        if _joined(here, candidate, one) and not _joined(here, rival, one):
            return False
        if ground.space.decision.stage and not _passes(here, rival, candidate, one):
            return False
    return True


def _joined(here: Case, one: str, other: str) -> bool:
    """Whether one may be a feature beside the other."""
    return bool(
        here.base.whole(one) == here.base.whole(other)
        or way(here, one, other).possible
        or way(here, other, one).possible
    )


def _passes(here: Case, rival: str, candidate: str, other: str) -> bool:
    """Whether data passes between the rival and another part wherever it does for the candidate."""
    if not flows(here, rival):
        return True
    return all(
        way(here, *ours).possible is not False
        or (flows(here, candidate) and way(here, *theirs).possible is False)
        for ours, theirs in (((rival, other), (candidate, other)), ((other, rival), (other, candidate)))
    )


def needed(base: RuleBase, service: str) -> set[str]:
    """Give all that a service cannot work without."""
    found: set[str] = set()
    waiting = [service]
    while waiting:
        for one in base.services[waiting.pop()].requires:
            if one not in found:
                found.add(one)
                waiting.append(one)
    return found


def spared(ground: Field, candidate: str, rival: str, beside: Sequence[str]) -> set[str]:
    """Give the parts that the candidate may need beside it and the rival may not.

    Such a part may bring a preference that the rival, standing alone, has not.
    """
    return {
        one
        for one in beside
        if one != rival and any(_shares(ground, term, candidate, rival, one) for term in ground.asked)
    }


def _shares(ground: Field, term: Term, candidate: str, *others: str) -> bool:
    """Whether the others may all offer something of the term that the candidate does not."""
    if not term.is_capability:
        return False
    return any(
        _more(term, value(ours), [value(one) for one in theirs])
        for ours in offered(ground.held, candidate, term.id)
        for theirs in product(*(offered(ground.held, one, term.id) for one in others))
    )


def _more(term: Term, ours: Value, theirs: Sequence[Value]) -> bool:
    if None in theirs:
        return not any(
            isinstance(one, tuple) and isinstance(ours, tuple) and set(one) <= set(ours) for one in theirs
        )
    if term.kind == "set":
        held = [set(one) for one in theirs if isinstance(one, tuple)]
        return bool(set.intersection(*held) - set(ours if isinstance(ours, tuple) else ()))
    return not isinstance(ours, int) or all(isinstance(one, int) and one > ours for one in theirs)

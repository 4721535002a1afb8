"""What facts say of candidates on a day: who meets what, and whether one is at least as good as another.

Term by term: it keeps every limit that the other keeps, and offers whatever the other offers, whichever of the
cases of their facts hold. What is not known breaks nothing and is worse than anything that keeps.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from advisor.amounts import UNLIMITED
from advisor.check.space.cells import Settled, Space, offered
from advisor.check.space.states import compatible, implied, strictest
from advisor.engine.compile import Program
from advisor.recommend.life import closed
from advisor.rulebase.base import RuleBase
from advisor.rulebase.knowledge import Offer
from advisor.rulebase.scenario import Scenario
from advisor.rulebase.terms import STEP, Condition, Term

Value = int | tuple[str, ...] | None


class Field(NamedTuple):
    """A decision on a day, with those of its candidates that can be taken up."""

    base: RuleBase
    space: Space
    held: Program
    day: str
    alive: tuple[str, ...]

    @property
    def asked(self) -> list[Term]:
        """The terms that it asks about and that services meet."""
        return [self.base.terms[one] for one in self.space.decision.asks if self.base.terms[one].fit]


def field(base: RuleBase, space: Space, held: Program, day: str) -> Field:
    """Give the candidates that can be taken up on the day by those who have nothing yet."""
    nobody = Scenario("", "")
    alive = (one for one in space.decision.candidates if not closed(base, nobody, day, one))
    return Field(base, space, held, day, tuple(alive))


def value(offer: Offer | None) -> Value:
    """Give what is offered; None where nothing is known."""
    return offer.value if offer else None


def at_least(term: Term, ours: Value, theirs: Value) -> bool:
    """Whether the first value stands at least as well to every need of the term as the second.

    What is not known breaks nothing and is worse than anything that keeps.
    """
    if theirs is None:
        return ours is None or _best(term, ours)
    if ours is None:
        return theirs == ()
    if isinstance(ours, tuple) or isinstance(theirs, tuple):
        return isinstance(ours, tuple) and isinstance(theirs, tuple) and set(theirs) <= set(ours)
    return ours <= theirs if term.lower_is_lighter else ours >= theirs


def _best(term: Term, value: Value) -> bool:
    """Whether nothing can be asked that the value does not meet."""
    if not isinstance(value, int):
        return False
    if term.lower_is_lighter:
        return value <= 0
    return value >= (UNLIMITED * STEP if term.kind == "quantity" else (len(term.names) - 1) * STEP)


def by_facts(ground: Field, rival: str, candidate: str) -> bool:
    """Whether nothing that facts say can ever speak for the candidate against the rival."""
    return all(_fits(ground, rival, candidate, term) for term in ground.asked)


def _fits(ground: Field, rival: str, candidate: str, term: Term) -> bool:
    ours, theirs = (offered(ground.held, one, term.id) for one in (rival, candidate))
    return all(
        at_least(term, value(one), value(other))
        for one in ours
        for other in theirs
        if not _apart(ground.space, ours, one, theirs, other)
    )


def _apart(
    space: Space,
    ours: Sequence[Offer | None],
    one: Offer | None,
    theirs: Sequence[Offer | None],
    other: Offer | None,
) -> bool:
    """Whether the two cases can never hold together; the general one holds where no other does."""
    left, right = (found.when if found else () for found in (one, other))
    if any(
        this.term == that.term and not compatible(space.terms[this.term], this, that)
        for this in left
        for that in right
    ):
        return True
    beaten = [
        (cases, said) for cases, own, said in ((ours, left, right), (theirs, right, left)) if not own and said
    ]
    return any(
        _follows(space, said, case.when) for cases, said in beaten for case in cases if case and case.when
    )


def _follows(space: Space, said: Sequence[Condition], when: Sequence[Condition]) -> bool:
    return all(
        any(one.term == other.term and implied(space.terms[one.term], one, other) for one in said)
        for other in when
    )


def complements(ground: Field, candidate: str) -> list[str]:
    """Give those with which the candidate could be needed together: each offers what the other does not."""
    return [
        one
        for one in ground.alive
        if one != candidate and _adds(ground, candidate, one) and _adds(ground, one, candidate)
    ]


def _adds(ground: Field, one: str, other: str) -> bool:
    return any(
        not at_least(term, value(theirs), value(ours))
        for term in ground.asked
        if term.is_capability
        for ours in offered(ground.held, one, term.id)
        for theirs in offered(ground.held, other, term.id)
    )


def struck(ground: Field, candidate: str, found: Settled, *, alone: bool) -> bool:
    """Whether it cannot be chosen under these needs, whichever case of its facts holds."""
    if any(candidate in rule.exclude for rule in found.fired):
        return True
    for term in ground.asked:
        state = tuple(one.condition for one in found.needs.get(term.id, ()))
        if state and (term.is_limit or alone):
            cases = offered(ground.held, candidate, term.id)
            if all(misses(term, value(one), state) for one in cases):
                return True
    return False


def misses(term: Term, value: Value, state: tuple[Condition, ...]) -> bool:
    """Whether the value surely fails a need of the term."""
    if value is None:
        return False
    if isinstance(value, tuple):
        return any(
            not (
                set(one.choices) <= set(value) if one.operator == "all of" else set(one.choices) & set(value)
            )
            for one in state
            if one.operator != "not"
        )
    mark = strictest(term, state)
    if mark is None:
        return False
    return value > mark if term.lower_is_lighter else value < mark

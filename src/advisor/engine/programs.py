"""Compiled decisions, kept as long as they are likely to be asked for again."""

from advisor.engine.compile import Overrides, Program, compiled, told_apart
from advisor.rulebase.base import RuleBase
from advisor.rulebase.knowledge import Decision

#: So many programs of whole decisions are kept: enough for all decisions on three or four days.
_KEPT = 128

#: So many others are kept. What one scenario states or sets hardly another will ask for, and these must not
#: push out the ones that many ask for.
_KEPT_OF_ONE = 24

#: A decision that was compiled in part so many times on a day is compiled whole, once for all that ask later.
_OFTEN = 3


def program(
    base: RuleBase,
    decision: str,
    day: str,
    overrides: Overrides = (),
    terms: frozenset[str] | None = None,
) -> Program:
    """Give the compiled decision; the last ones asked for are kept with the rule base.

    Args:
        base: the rule base.
        decision: the id of the decision.
        day: the ISO day whose facts hold.
        overrides: facts that an option sets.
        terms: what needs of these terms, and what follows from them, can make fire is enough.
    """
    if terms is not None and not overrides and _often(base, decision, day):
        terms = None
    key = ("program", decision, day, told_apart(overrides), terms)
    whole = terms is None and not overrides
    order: dict[object, None] = base.memo.setdefault(("programs", whole), {})
    found: Program | None = base.memo.get(key)
    if found is None:
        found = base.memo[key] = compiled(
            base, _about(base.decisions[decision], terms), day, overrides, terms
        )
        order[key] = None
        if len(order) > (_KEPT if whole else _KEPT_OF_ONE):
            oldest = next(iter(order))
            del order[oldest]
            base.memo.pop(oldest, None)  # a rule base that is altered for a trial may hold fewer
    elif key in order:
        order[key] = order.pop(key)  # what was asked for last stands last
    return found


def _often(base: RuleBase, decision: str, day: str) -> bool:
    """Whether the whole decision is compiled, or was asked for in part so often that it had better be."""
    if ("program", decision, day, (), None) in base.memo:
        return True
    asked: dict[tuple[str, str], int] = base.memo.setdefault("partly", {})
    asked[decision, day] = asked.get((decision, day), 0) + 1
    return asked[decision, day] > _OFTEN


def _about(decision: Decision, terms: frozenset[str] | None) -> Decision:
    """Give the decision with only what needs of these terms can reach."""
    if terms is None:
        return decision
    reached = set(terms)
    while True:
        rules = [rule for rule in decision.rules if all(one.term in reached for one in rule.when)]
        more = {one.term for rule in rules for one in rule.need} - reached
        if not more:
            break
        reached |= more
    return decision._replace(asks=tuple(one for one in decision.asks if one in reached), rules=tuple(rules))

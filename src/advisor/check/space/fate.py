"""What can become of each candidate of a decision: chosen from some needs, from none, or not decided.

Decided for the days of the editions, for one decision by itself, over all needs and goals of the terms that it
asks about or that its rules look at. What an asker insists on, or has in place already, is no merit.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Literal, NamedTuple

from advisor.check.space.cells import compiled, days, space
from advisor.check.space.chosen import MOST_TRIES, chosen
from advisor.check.space.dominance import judge
from advisor.check.space.merit import Field, field
from advisor.check.space.probe import Probe
from advisor.check.space.quest import quest
from advisor.rulebase.base import RuleBase

#: Tries on days after the first: what was not found there is seldom found later.
_FEW_TRIES = 6


class Fate(NamedTuple):
    """What can become of a candidate."""

    kind: Literal["chosen", "never", "gone", "open"]
    """``gone``: on no edition's day can it be taken up. ``open``: not decided."""
    trial: Probe | None = None
    """Needs from which it is chosen."""
    rivals: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """By day, those of which one is at least as good whatever is needed; where it is not decided, of it alone."""


def fates(base: RuleBase, decision: str, won: frozenset[str] = frozenset()) -> Mapping[str, Fate]:
    """Give the fate of every candidate of a decision; kept with the rule base.

    Args:
        base: the rule base.
        decision: the id of the decision.
        won: candidates that are known to be chosen from some needs.
    """
    key = ("fates", decision, won)
    found = base.memo.get(key)
    if found is None:
        grounds = fields(base, decision)
        found = base.memo[key] = {
            one: Fate("chosen") if one in won else _fate(grounds, one)
            for one in base.decisions[decision].candidates
        }
    return found


def fields(base: RuleBase, decision: str) -> list[Field]:
    """Give the decision on each edition's day, the latest first; of days that are alike only the latest."""
    key = ("fields", decision)
    kept: list[Field] | None = base.memo.get(key)
    if kept is not None:
        return kept
    within = space(base, decision)
    found: dict[object, Field] = {}
    for day in days(base):
        one = field(base, within, compiled(base, decision, day), day)
        held = frozenset(
            (pair, tuple((case.value, case.when) for case in cases))
            for pair, cases in one.held.offers.items()
            if pair[1] in within.decision.asks
        )
        closed = frozenset(name for name in within.decision.candidates if had(one, name))
        found.setdefault((one.alive, closed, held), one)
    kept = base.memo[key] = list(found.values())
    return kept


def _fate(grounds: list[Field], candidate: str) -> Fate:
    beaten: list[tuple[str, tuple[str, ...]]] = []
    undecided: list[tuple[str, tuple[str, ...]]] = []
    tries, gone = MOST_TRIES, True
    for ground in grounds:
        closed = candidate not in ground.alive
        if closed and not had(ground, candidate):
            continue
        gone = False
        verdict = judge(ground, candidate) if not closed else None
        if verdict and verdict.rivals:
            beaten.append((ground.day, verdict.rivals))
            continue
        wanted = quest(ground, candidate, verdict.open if verdict else (), (candidate,) if closed else ())
        alone = judge(ground, candidate, alone=True).rivals if verdict else ()
        trial = chosen(wanted, tries, beside=bool(alone))
        if trial is not None:
            return Fate("chosen", trial)
        undecided.append((ground.day, alone))
        tries = _FEW_TRIES
    if gone:
        return Fate("gone")
    if not undecided:
        return Fate("never", None, tuple(beaten))
    known = all(rivals for _, rivals in undecided)
    return Fate("open", None, (*beaten, *undecided) if known else ())


def had(ground: Field, candidate: str) -> bool:
    """Whether those who have the candidate can still use it on the day, though nobody else can begin to."""
    state = ground.base.services[candidate].state(ground.day)
    return state is not None and state.state == "closed-to-new"


def ties(base: RuleBase, decision: str, found: Mapping[str, Fate]) -> list[tuple[str, ...]]:
    """Give the groups of candidates that are as good as each other whatever is needed, on every day.

    Those that a further candidate beats are not among them: they are never chosen for its sake.
    """
    never = [one for one, fate in found.items() if fate.kind == "never"]
    if len(never) < 2:  # noqa: PLR2004 - it takes two
        return []
    grounds = fields(base, decision)
    equal = [pair for pair in combinations(never, 2) if _equal(grounds, *pair)]
    groups: list[tuple[str, ...]] = []
    for one in never:
        group = tuple(
            other for other in never if other == one or (one, other) in equal or (other, one) in equal
        )
        if len(group) > 1 and group not in groups and not _beaten(grounds, group):
            groups.append(group)
    return groups


def _beaten(grounds: list[Field], group: tuple[str, ...]) -> bool:
    """Whether others than the group hold their ground against it on every day."""
    for ground in grounds:
        others = [one for one in ground.alive if one not in group]
        if group[0] in ground.alive and not (others and judge(ground, group[0], others).rivals):
            return False
    return True


def _equal(grounds: list[Field], one: str, other: str) -> bool:
    """Whether each holds its ground against the other on all days; on some day there are both."""
    both = [ground for ground in grounds if one in ground.alive and other in ground.alive]
    same = [(one in ground.alive) == (other in ground.alive) for ground in grounds]
    return (
        bool(both)
        and all(same)
        and all(
            judge(ground, one, (other,)).rivals and judge(ground, other, (one,)).rivals for ground in both
        )
    )

"""The order among solutions: lexicographic and in the open, no weights.

Needs met first; then the scenario's goals, where a solution is as heavy as its heaviest answering
part, then the next heaviest; then fewest "avoid", most "prefer", fewest services, fewest features.
Each part of the key only grows as parts are added (except "prefer"), which is what makes the search in
:mod:`advisor.recommend.search` exact.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from advisor.recommend.case import SILENT, Board, Case
from advisor.recommend.covers import Cover

#: decision -> the parts that answer it
Dealing = Mapping[str, Cover]


class Key(NamedTuple):
    """A solution's place in the order; smaller is better."""

    unknown: int
    """Needs that are not known to be met."""
    goals: tuple[tuple[int, ...], ...]
    """For each goal the weights of the answering parts, heaviest first."""
    avoided: int
    preferred: int
    """For each decision the rules that prefer its most favoured part; negative, more is better."""
    services: int
    """Services that are not there already; a feature counts as its service."""
    features: int


def key(case: Case, dealing: Dealing, others: Iterable[str] = (), *, hoping: bool = False) -> Key:
    """Give the key of a solution.

    Args:
        case: the scenario on its day.
        dealing: which parts answer which decision.
        others: helpers; they weigh nothing but count as services.
        hoping: take everything that is not known to be as good as can be.
    """
    return keyed(
        case, {decision: case.boards[decision] for decision in dealing}, dealing, others, hoping=hoping
    )


def keyed(
    case: Case,
    boards: Mapping[str, Board],
    dealing: Dealing,
    others: Iterable[str] = (),
    *,
    hoping: bool = False,
) -> Key:
    """Give the key of a solution whose parts were judged on ``boards``."""
    unknown = avoided = preferred = offered = 0
    weights: dict[str, tuple[int, ...]] = {}
    for decision, cover in dealing.items():
        board = boards[decision]
        # of parts that answer together the most favoured one counts, or larger sets would collect favour
        preferred += max((len(board.standings[name].preferred) for name in cover), default=0)
        for name in cover:
            standing = board.standings[name]
            offered |= standing.offered
            unknown += standing.unknown_limits
            avoided += len(standing.avoided)
            before = weights.get(name)
            now = standing.weights
            weights[name] = now if before is None else tuple(map(max, before, now))
    settled = case.capabilities.settled(frozenset(dealing))
    unknown += (settled & ~offered).bit_count()
    parts = {*weights, *others}
    return Key(
        0 if hoping else unknown,
        tuple(_heaviest(weights.values(), n, hoping=hoping) for n in range(len(case.goals))),
        avoided,
        -preferred,
        services(case, parts),
        sum(bool(case.base.services[name].part_of) for name in parts),
    )


def _heaviest(weights: Iterable[tuple[int, ...]], goal: int, *, hoping: bool) -> tuple[int, ...]:
    found = sorted((one[goal] for one in weights), reverse=True)
    if hoping:
        found = [weight for weight in found if weight != SILENT]
    return tuple(found)


def services(case: Case, parts: Iterable[str]) -> int:
    """Count the services that have to be taken up: features with their service, none that is there."""
    existing = set(case.scenario.existing)
    wholes = {case.base.whole(name) for name in parts if name not in existing}
    return len(wholes - existing)


def least(case: Case, decision: str, options: Iterable[Cover]) -> tuple[int, int, int]:
    """Give the least unknown, the least avoided and the most preferred among a decision's covers."""
    standings = case.boards[decision].standings
    sums = [
        (
            sum(standings[name].unknown_limits for name in cover),
            sum(len(standings[name].avoided) for name in cover),
            -max(len(standings[name].preferred) for name in cover),
        )
        for cover in options
    ]
    return min(one[0] for one in sums), min(one[1] for one in sums), min(one[2] for one in sums)

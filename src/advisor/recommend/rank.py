"""The order among solutions: lexicographic and in the open, no weights.

Needs met first; then the scenario's goals, where a solution is as heavy as its heaviest answering
part, then the next heaviest; then fewest "avoid", most "prefer" (of parts that answer together the most
favoured counts), fewest services, fewest features; last, all that is preferred about all parts.
Each part of the key only grows as parts are added (except "prefer"), which is what makes the search in
:mod:`advisor.recommend.search` exact.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from advisor.recommend.board import SILENT, Board
from advisor.recommend.case import Case
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
    favour: int
    """All that rules prefer about all parts; negative, and last, since larger sets gather more."""


def key(case: Case, dealing: Dealing, others: Iterable[str] = (), *, hoping: bool = False) -> Key:
    """Give the key of a solution.

    Args:
        case: the scenario on its day.
        dealing: which parts answer which decision.
        others: helpers; they weigh nothing but count as services.
        hoping: take everything that is not known to be as good as can be.
    """
    if others or len(dealing) > 1:
        boards = {decision: case.boards[decision] for decision in dealing}
        return keyed(case, boards, dealing, others, hoping=hoping)
    # the search asks for the keys of single covers over and over
    remembered = ("key", hoping, *dealing.items())
    found = case.memo.get(remembered)
    if found is None:
        found = case.memo[remembered] = keyed(case, case.boards, dealing, hoping=hoping)
    return found  # type: ignore[return-value]


def keyed(
    case: Case,
    boards: Mapping[str, Board],
    dealing: Dealing,
    others: Iterable[str] = (),
    *,
    hoping: bool = False,
) -> Key:
    """Give the key of a solution whose parts were judged on ``boards``."""
    unknown = avoided = preferred = favour = offered = 0
    weights: dict[str, tuple[int, ...]] = {}
    for decision, cover in dealing.items():
        one = share(case, boards[decision], decision, cover)
        unknown += one.unknown_limits
        avoided += one.avoided
        preferred += one.preferred
        favour += one.favour
        offered |= one.offered
        for name, now in one.weights:
            before = weights.get(name)
            weights[name] = now if before is None or before == now else tuple(map(max, before, now))
    unknown += (_settled(case, frozenset(dealing)) & ~offered).bit_count()
    parts = {*weights, *others}
    return Key(
        0 if hoping else unknown,
        tuple(_heaviest(weights.values(), n, hoping=hoping) for n in range(len(case.goals))),
        avoided,
        -preferred,
        services(case, parts),
        features(case, parts),
        -favour,
    )


class Share(NamedTuple):
    """What a decision's cover brings to a solution."""

    unknown_limits: int
    avoided: int
    preferred: int
    favour: int
    offered: int
    hoped: int
    """What is offered, or not known, as bits."""
    weights: tuple[tuple[str, tuple[int, ...]], ...]


def share(case: Case, board: Board, decision: str, cover: Cover) -> Share:
    """Give what a cover brings; kept with the case, since the search asks for it over and over."""
    key = ("share", id(board), decision, cover)
    found = case.memo.get(key)
    if found is None:
        unknown = avoided = preferred = favour = offered = hoped = 0
        weights = []
        for name in cover:
            one = board.standings[name]
            unknown += one.unknown_limits
            avoided += len(one.avoided)
            # of parts that answer together the most favoured one counts, or larger sets would collect favour
            preferred = max(preferred, len(one.preferred))
            favour += len(one.preferred)
            offered |= one.offered
            hoped |= one.offered | one.open
            weights.append((name, one.weights))
        found = case.memo[key] = Share(unknown, avoided, preferred, favour, offered, hoped, tuple(weights))
    return found  # type: ignore[return-value]


def _settled(case: Case, decisions: frozenset[str]) -> int:
    key = ("settled", decisions)
    if key not in case.memo:
        case.memo[key] = case.capabilities.settled(decisions)
    return case.memo[key]  # type: ignore[return-value]


def _heaviest(weights: Iterable[tuple[int, ...]], goal: int, *, hoping: bool) -> tuple[int, ...]:
    found = sorted((one[goal] for one in weights), reverse=True)
    if hoping:
        found = [weight for weight in found if weight != SILENT]
    return tuple(found)


def services(case: Case, parts: Iterable[str]) -> int:
    """Count the services that have to be taken up: features with their service, none that is there."""
    existing = case.scenario.existing
    wholes = {case.base.whole(name) for name in parts if name not in existing}
    return len(wholes.difference(existing)) if existing else len(wholes)


def features(case: Case, parts: Iterable[str]) -> int:
    """Count the parts that are features of a service."""
    found = 0
    for name in parts:
        key = ("feature", name)
        is_one = case.base.memo.get(key)
        if is_one is None:
            is_one = case.base.memo[key] = int(bool(case.base.services[name].part_of))
        found += is_one
    return found


def least(case: Case, decision: str, options: Iterable[Cover]) -> tuple[int, int, int, int]:
    """Give the least unknown and avoided, and the most preferred and favoured, of a decision's covers."""
    some = [share(case, case.boards[decision], decision, cover) for cover in options]
    return (
        min(one.unknown_limits for one in some),
        min(one.avoided for one in some),
        min(-one.preferred for one in some),
        min(-one.favour for one in some),
    )

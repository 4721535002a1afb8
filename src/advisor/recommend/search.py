"""The best solutions over all decisions: an exact best-first search.

The key of a part-built solution is never better than that of any solution it can grow into (see
:mod:`advisor.recommend.rank`), so the first complete ones to leave the queue are the best, and every
tie leaves with them.
"""

import heapq
from collections.abc import Iterator
from itertools import combinations, count
from typing import NamedTuple

from advisor.recommend.board import Board
from advisor.recommend.case import Case
from advisor.recommend.covers import Cover, covers
from advisor.recommend.hops import Chain, chain
from advisor.recommend.life import closed
from advisor.recommend.rank import Key, key, least, share
from advisor.recommend.ways import belongs


class Solution(NamedTuple):
    """Parts dealt to decisions, with the helpers that make them work together."""

    dealing: dict[str, Cover]
    chain: Chain
    helpers: tuple[str, ...]
    """Services that parts require or that the asker insists on; bridges stand in the chain."""
    key: Key

    @property
    def parts(self) -> tuple[str, ...]:
        """All parts in data order, helpers last."""
        return tuple(dict.fromkeys((*self.chain.parts, *self.helpers)))

    @property
    def answering(self) -> frozenset[str]:
        """The parts that answer a decision."""
        return frozenset(name for cover in self.dealing.values() for name in cover)


def solutions(
    case: Case,
    *,
    hoping: bool = False,
    pools: dict[str, list[Cover]] | None = None,
    best_only: bool = False,
) -> Iterator[Solution]:
    """Give solutions, best first; two with the same parts count as one.

    Args:
        case: the scenario on its day.
        hoping: rank as if everything not known were as good as can be.
        pools: the covers to choose from for each decision, in place of all of them.
        best_only: stop after the best one and those that tie with it.
    """
    if pools is None:
        pools = {decision: pool(case, decision) for decision in case.decisions}
    if not pools or not all(pools.values()):
        return
    order = sorted(pools, key=lambda decision: len(pools[decision]))
    bounds = [least(case, decision, pools[decision]) for decision in order]
    tick = count()
    queue: list[tuple[Key, int, int, dict[str, Cover], Solution | None]] = []
    heapq.heappush(queue, (_bound(case, {}, bounds, hoping=hoping), 0, next(tick), {}, None))
    seen: set[frozenset[str]] = set()
    first: Key | None = None
    while queue:
        bound, _, _, dealing, done = heapq.heappop(queue)
        if best_only and first is not None and bound > first:
            return
        if done is not None:
            first = first or done.key
            names = frozenset(done.parts)
            if names not in seen:
                seen.add(names)
                yield done
            continue
        depth = len(dealing)
        if depth == len(order):
            found = complete(
                case, {one: dealing[one] for one in case.decisions if one in dealing}, hoping=hoping
            )
            if found:
                heapq.heappush(queue, (found.key, -depth - 1, next(tick), dealing, found))
            continue
        settled = case.capabilities.settled(frozenset(order[: depth + 1]))
        for cover in pools[order[depth]]:
            longer = {**dealing, order[depth]: cover}
            if settled & ~offered(case, longer, hoping=True):
                continue  # what these decisions alone can offer, they do not
            bound = _bound(case, longer, bounds[depth + 1 :], hoping=hoping)
            heapq.heappush(queue, (bound, -depth - 1, next(tick), longer, None))


def pool(case: Case, decision: str) -> list[Cover]:
    """Give the covers of a decision, with and without the parts that the asker insists on."""
    key = ("pool", decision)
    if key not in case.memo:
        case.memo[key] = _pool(case, decision)
    return case.memo[key]  # type: ignore[return-value]


def _pool(case: Case, decision: str) -> list[Cover]:
    board, own = case.boards[decision], case.capabilities.own(decision)
    insisted = sorted(set(case.scenario.use) & set(board.standings))
    found = covers(board, own)
    for size in range(1, len(insisted) + 1):  # some of them may answer another decision
        for some in combinations(insisted, size):
            found += [one for one in covers(board, own, frozenset(some)) if one not in found]
    return found


def offered(case: Case, dealing: dict[str, Cover], *, hoping: bool = False) -> int:
    """Give the capabilities that the parts offer together, as bits."""
    found = 0
    for decision, cover in dealing.items():
        one = share(case, case.boards[decision], decision, cover)
        found |= one.hoped if hoping else one.offered
    return found


def droppable(case: Case, dealing: dict[str, Cover]) -> bool:
    """Whether some part could go: what rests on it, other parts of the solution can do as well."""
    if len(dealing) == 1:
        ((decision, cover),) = dealing.items()
        return len(cover) > 1 and _droppable_alone(case, case.boards[decision], cover)
    names = sorted({name for cover in dealing.values() for name in cover})
    known, hoped = offered(case, dealing), offered(case, dealing, hoping=True)
    for name in names:
        if name in case.scenario.use:
            continue
        rest = dict(dealing)
        for decision, cover in dealing.items():
            if name in cover:
                rest[decision] = _without(case.boards[decision], cover, name, names)
                if not rest[decision]:
                    break  # it answers alone
        else:
            if not (known & ~offered(case, rest) or hoped & ~offered(case, rest, hoping=True)):
                return True
    return False


def _droppable_alone(case: Case, board: Board, cover: Cover) -> bool:
    """Whether some part of the only decision's cover could go: all it offers, the others offer too."""
    masks = [(one.offered, one.offered | one.open) for one in (board.standings[name] for name in cover)]
    for number, name in enumerate(cover):
        if name in case.scenario.use:
            continue
        known, hoped = masks[number]
        for other, (theirs, maybe) in enumerate(masks):
            if other != number:
                known &= ~theirs
                hoped &= ~maybe
        if not (known or hoped):
            return True
    return False


def _without(board: Board, cover: Cover, name: str, names: list[str]) -> Cover:
    """Give the cover without a part, with all other parts that could answer in its place.

    What is not known to keep a limit cannot stand for a part that is known to keep it.
    """
    standings = board.standings
    open_ = standings[name].unknown_limits
    able = [one for one in names if one != name and one in standings and not standings[one].struck]
    able = [one for one in able if standings[one].unknown_limits <= open_]
    return tuple(dict.fromkeys((*(one for one in cover if one != name), *able)))


def _bound(
    case: Case, dealing: dict[str, Cover], left: list[tuple[int, int, int, int]], *, hoping: bool
) -> Key:
    so_far = key(case, dealing, hoping=hoping)
    return so_far._replace(
        unknown=0 if hoping else so_far.unknown + sum(one[0] for one in left),
        avoided=so_far.avoided + sum(one[1] for one in left),
        preferred=so_far.preferred + sum(one[2] for one in left),
        favour=so_far.favour + sum(one[3] for one in left),
    )


def complete(case: Case, dealing: dict[str, Cover], *, hoping: bool = False) -> Solution | None:
    """Give the whole solution, helpers included; None where it cannot work together."""
    if droppable(case, dealing) or not all(belongs(case, cover) for cover in dealing.values()):
        return None
    line = chain(case, dealing) if _has_steps(case, dealing) else Chain(_flat(dealing), (), ())
    if line is None:
        return None
    parts = {*line.parts}
    helpers: list[str] = []
    waiting = [*line.parts, *(one for one in case.scenario.use if one not in parts)]
    while waiting:
        name = waiting.pop(0)
        if name not in parts and name not in helpers:
            # what a part cannot work without was looked at with the part: who has it has all of it
            if name in case.scenario.use and closed(case.base, case.scenario, case.day, name):
                return None
            helpers.append(name)
        waiting += [
            one for one in case.base.services[name].requires if one not in parts and one not in helpers
        ]
    if any(
        one in helpers and any(one in board.standings for board in case.boards.values())
        for one in case.scenario.use
    ):
        return None  # what is insisted on and can answer must answer
    whole = (*line.bridges, *helpers)
    return Solution(dealing, line, tuple(helpers), key(case, dealing, whole, hoping=hoping))


def _has_steps(case: Case, dealing: dict[str, Cover]) -> bool:
    """Whether more than one part takes part in a flow; one alone has no hops."""
    return sum(len(cover) for one, cover in dealing.items() if case.base.decisions[one].stage) > 1


def _flat(dealing: dict[str, Cover]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for cover in dealing.values() for name in cover))

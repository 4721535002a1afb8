"""The composed answer: the best solution, its ties, what is against every other candidate."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise, takewhile
from typing import NamedTuple

from advisor.recommend import wording
from advisor.recommend.board import SILENT, Board
from advisor.recommend.case import Case
from advisor.recommend.covers import Cover, covers
from advisor.recommend.difference import difference
from advisor.recommend.rank import key
from advisor.recommend.result import Nearest, Reason, RuledOut, Status
from advisor.recommend.search import Solution, complete, droppable, offered, pool, solutions

#: How many ties are told; more are no help to anyone.
MAX_TIES = 12


class Composed(NamedTuple):
    """What the search over all candidates gives."""

    status: Status
    best: Solution | None = None
    tied: Sequence[Solution] = ()
    """All solutions of the best key where there are several."""
    runner_up: Solution | None = None
    missing: Sequence[Reason] = ()
    nearest: Nearest | None = None


def compose(case: Case) -> Composed:
    """Find the best solution over all raised decisions."""
    if not case.decisions or not separated(case):
        return Composed("not-enough-said")
    found = solutions(case)
    best = next(found, None)
    if best is None:
        return Composed("none-fits", nearest=nearest(case))
    tied, runner_up = [best], None
    for other in found:
        if other.key != best.key:
            runner_up = other
            break
        if len(tied) < MAX_TIES:
            tied.append(other)
    missing = undecided(case, best)
    if len(tied) > 1:
        tied.sort(key=lambda one: [_order(case, name) for name in one.parts])
        return Composed("tied", tied[0], tied, runner_up, missing)
    return Composed("provisional" if missing else "decided", best, [], runner_up, missing)


def _order(case: Case, service: str) -> tuple[int, str]:
    for number, decision in enumerate(case.decisions):
        candidates = case.base.decisions[decision].candidates
        if service in candidates:
            return number * 1000 + candidates.index(service), service
    return 10**6, service


def separated(case: Case) -> bool:
    """Whether anything that was said tells candidates apart at all."""
    if case.goals or case.scenario.use:
        return True
    return any(board.judgement.requirements or board.judgement.fired for board in case.boards.values())


def undecided(case: Case, best: Solution) -> list[Reason]:
    """Give the facts that are not known and would decide, if any."""
    missing = _not_known(case, best)
    if best.key.unknown or not _anything_open(case):
        return missing
    better = takewhile(lambda one: one.key < best.key, solutions(case, hoping=True))
    hoped = next((one for one in better if set(one.parts) != set(best.parts)), None)
    return missing if hoped is None else missing + _not_known(case, hoped, goals=True)


def _anything_open(case: Case) -> bool:
    return any(
        one.unknown or SILENT in one.weights
        for board in case.boards.values()
        for one in board.standings.values()
        if not one.struck
    )


def _not_known(case: Case, solution: Solution, *, goals: bool = False) -> list[Reason]:
    found = []
    for decision, cover in solution.dealing.items():
        board = case.boards[decision]
        for name in cover:
            standing = board.standings[name]
            for number in standing.unknown:
                bit = board.bits.get(number, 0)
                if not bit or not offered(case, solution.dealing) & bit:
                    found.append(wording.fit(case, board, name, number))
            for number, term in enumerate(case.goals):
                if goals and standing.weights[number] == SILENT:
                    text = f"{wording.name(case, name)}: {term} is not known, and it is a goal."
                    at = case.base.services[name].at
                    found.append(Reason("unknown", text, name, decision, term=term, at=at))
    return list(dict.fromkeys(found))


def because(case: Case, best: Solution) -> list[Reason]:
    """Give every reason for the solution: the chain of needs, the facts, the rules, the goals, the hops."""
    found: list[Reason] = []
    for decision in best.dealing:
        board = case.boards[decision]
        found += [wording.concluded(one) for one in board.judgement.fired if one.rule.need]
    order = {name: number for number, name in enumerate(best.parts)}
    for decision, cover in best.dealing.items():
        in_flow = tuple(sorted(cover, key=order.__getitem__))
        found += speaks_for(case, case.boards[decision], in_flow)
    found += [wording.hop(case, *one) for one in best.chain.why]
    for name in best.helpers:
        found.append(_helper(case, best, name))
    return found


def speaks_for(case: Case, board: Board, cover: Cover) -> list[Reason]:
    """Give what speaks for each part of a cover."""
    found = []
    for name in cover:
        standing = board.standings[name]
        for number, one in enumerate(board.judgement.requirements):
            verdict = board.judgement.verdicts[name][number]
            if verdict is not None and (one.limit or verdict.kind == "offers"):
                found.append(wording.fit(case, board, name, number))
        found += [wording.ruled(case, one, name, "prefer") for one in standing.preferred]
        found += [wording.ruled(case, one, name, "avoid") for one in standing.avoided]
        for number, term in enumerate(case.goals):
            found.append(wording.best_on(case, name, term, standing.weights[number]))
    return found


def _helper(case: Case, best: Solution, name: str) -> Reason:
    for one in best.parts:
        if name in case.base.services[one].requires:
            text = f"{wording.name(case, one)} cannot work without {wording.name(case, name)}."
            return Reason("decision", text, name, at=case.base.services[one].at, good=True)
    text = f"{wording.name(case, name)} is insisted on."
    return Reason("decision", text, name, at=case.scenario.path, good=True)


def ruled_out(case: Case, composed: Composed) -> list[RuledOut]:
    """Give every candidate that is in none of the best solutions, with every reason."""
    best = [composed.best] if composed.best else []
    kept = {name for one in composed.tied or best for name in one.answering}
    found = []
    for decision in case.decisions:
        board = case.boards[decision]
        for name, standing in board.standings.items():
            if name in kept:
                continue
            reasons = wording.against(case, board, standing, _elsewhere(case, composed.best, decision))
            reasons += [wording.ruled(case, one, name, "avoid") for one in standing.avoided]
            if not standing.struck and composed.best is not None:
                reasons += _outranked(case, composed.best, decision, name, alone=not reasons)
            found.append(RuledOut(name, decision, tuple(wording.distinct(reasons)), standing.struck))
    return found


def _elsewhere(case: Case, best: Solution | None, decision: str) -> int:
    """Give what the parts that answer other decisions offer, as bits."""
    if best is None:
        return 0
    return offered(case, {one: cover for one, cover in best.dealing.items() if one != decision})


def _outranked(case: Case, best: Solution, decision: str, name: str, *, alone: bool) -> list[Reason]:
    """Give why the best solution with this candidate in it comes after the best of all.

    ``alone``: nothing else is said against it, so that something must be.
    """
    if len(best.dealing) == 1 and not case.scenario.use:
        # of one decision's covers those in which nothing can be dropped are known already
        dealings = [{decision: cover} for cover in pool(case, decision) if name in cover]
        idle = not dealings
    else:
        own = case.capabilities.own(decision)
        dealings = [
            {**best.dealing, decision: cover}
            for cover in covers(case.boards[decision], own, frozenset((name,)))
        ]
        idle = False
    other = _best_of(case, dealings)
    if other is not None:
        found = difference(case, best.dealing, best.key, other.dealing, other.key, others=other.helpers)
        if found:
            return found
    if not alone:
        return []
    ours = wording.names(case, best.dealing[decision])
    at = case.base.services[name].at
    if idle or other is not None or any(droppable(case, one) for one in dealings):
        text = f"{wording.name(case, name)}: it would add nothing to what {ours} and the other parts do."
        return [Reason("idle", text, name, decision, at=at)]
    text = f"{wording.name(case, name)}: data could not pass between it and the other parts."
    return [Reason("hop", text, name, decision, at=at)] if dealings else []


def _best_of(case: Case, dealings: list[dict[str, Cover]]) -> Solution | None:
    """Give the best whole solution that one of the dealings makes; the first of several."""
    best: Solution | None = None
    # helpers only add to a key: what is no better without them is not completed
    able = [one for one in dealings if not droppable(case, one)]
    for least, _, dealing in sorted((key(case, one), n, one) for n, one in enumerate(able)):
        if best is not None and least >= best.key:
            break
        other = complete(case, dealing)
        if other is not None and (best is None or other.key < best.key):
            best = other
    return best


def nearest(case: Case) -> Nearest | None:
    """Give what comes closest when nothing fits: the fewest things missed, then the usual order."""
    dealing: dict[str, Cover] = {}
    misses: list[Reason] = []
    for decision in case.decisions:
        board = case.boards[decision]
        whole = covers(board, case.capabilities.own(decision))
        pool: list[Cover] = whole or [
            cover
            for size in (1, 2)
            for cover in combinations(board.standings, size)
            if size == 1 or len(board.standings) <= 16  # noqa: PLR2004 - pairs of more are too many to try
        ]
        if not pool:
            continue
        best = min(pool, key=lambda one: (_missed(board, one), key(case, {decision: one}), pool.index(one)))
        dealing[decision] = best
        misses += _misses(case, board, best)
    if not dealing:
        return None
    if not misses:
        misses = _cannot_pass(case, dealing)
    flat = dict.fromkeys(name for cover in dealing.values() for name in cover)
    return Nearest(tuple(flat), tuple(misses))


def _missed(board: Board, cover: Cover) -> int:
    have = 0
    count = 0
    for name in cover:
        one = board.standings[name]
        have |= one.offered | one.open
        # a service that is not there misses more than one that is too slow
        count += len(one.broken) + len(one.excluded) + 100 * len(one.closed)
    return count + (board.asked & ~have).bit_count()


def _misses(case: Case, board: Board, cover: Cover) -> list[Reason]:
    have = 0
    for name in cover:
        have |= board.standings[name].offered | board.standings[name].open
    return [one for name in cover for one in wording.against(case, board, board.standings[name], have)]


def _cannot_pass(case: Case, dealing: dict[str, Cover]) -> list[Reason]:
    """Each decision can be answered, but not so that data passes from one answer to the next."""
    from advisor.recommend.hops import bridge
    from advisor.recommend.ways import way

    flat = list(dict.fromkeys(name for cover in dealing.values() for name in cover))
    found = []
    for start, end in pairwise(flat):
        direct = way(case, start, end)
        if direct.possible is False and bridge(case, start, end) is None:
            found.append(wording.hop(case, start, end, direct))
    for name in case.scenario.use:
        if name not in flat:
            text = f"{wording.name(case, name)} is insisted on and cannot answer what is asked."
            found.append(Reason("decision", text, name, at=case.scenario.path))
    return found

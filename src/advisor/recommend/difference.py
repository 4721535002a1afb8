"""Why one solution comes before another: the first thing in which their keys differ."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.recommend import wording
from advisor.recommend.board import Board
from advisor.recommend.case import Case
from advisor.recommend.rank import Dealing, Key
from advisor.recommend.result import Reason


def difference(  # noqa: PLR0911, PLR0913 - two solutions, each with its key and its boards
    case: Case,
    winner: Dealing,
    best: Key,
    loser: Dealing,
    worse: Key,
    *,
    boards: Mapping[str, Board] | None = None,
    others: tuple[str, ...] = (),
) -> list[Reason]:
    """Give the reasons why ``loser`` comes after ``winner``; empty where they tie.

    Args:
        case: the scenario on its day.
        winner: the better dealing of parts to decisions.
        best: its key.
        loser: the other dealing.
        worse: its key.
        boards: the boards on which the loser's parts were judged, if not the case's own.
        others: the loser's helpers.
    """
    boards = boards or case.boards
    if worse.unknown > best.unknown:
        return _unknown(case, boards, loser)
    for number, term in enumerate(case.goals):
        if worse.goals[number] > best.goals[number]:
            return [_goal(case, boards, number, term, winner, loser)]
        if worse.goals[number] < best.goals[number]:
            return []
    if worse.avoided > best.avoided:
        return [
            wording.ruled(case, one, name, "avoid")
            for decision, cover in loser.items()
            for name in cover
            for one in boards[decision].standings[name].avoided
        ]
    if worse.preferred > best.preferred:
        return _preferred(case, boards, winner, loser)
    if (worse.services, worse.features) > (best.services, best.features):
        return [_idle(case, winner, loser, others)]
    return _preferred(case, boards, winner, loser) if worse.favour > best.favour else []


def _preferred(case: Case, boards: Mapping[str, Board], winner: Dealing, loser: Dealing) -> list[Reason]:
    """Give the rules that favour the winner and not the loser too."""
    found = []
    for decision, cover in winner.items():
        shared = {
            one.rule.id
            for name in loser.get(decision, ())
            for one in boards[decision].standings[name].preferred
        }
        found += [
            wording.favoured(case, one, name)
            for name in cover
            for one in case.boards[decision].standings[name].preferred
            if one.rule.id not in shared
        ]
    return found


def _unknown(case: Case, boards: Mapping[str, Board], loser: Dealing) -> list[Reason]:
    found = []
    have = 0
    for decision, cover in loser.items():
        for name in cover:
            have |= boards[decision].standings[name].offered
    for decision, cover in loser.items():
        board = boards[decision]
        for name in cover:
            for number in board.standings[name].unknown:
                bit = board.bits.get(number, 0)
                if not bit or not have & bit:
                    found.append(wording.fit(case, board, name, number))
    return found


def _goal(  # noqa: PLR0913, PLR0917 - one comparison
    case: Case,
    boards: Mapping[str, Board],
    number: int,
    term: str,
    winner: Dealing,
    loser: Dealing,
) -> Reason:
    ours = _heavy(case.boards, winner, number)
    theirs = _heavy(boards, loser, number)
    for (service, weight), (other, heavier) in zip(ours, theirs, strict=False):
        if heavier > weight:
            return wording.goal(case, term, (service, weight), (other, heavier))
    # all equal so far: the loser has one part more to carry
    return wording.one_more(case, term, theirs[min(len(ours), len(theirs) - 1)])


def _heavy(boards: Mapping[str, Board], dealing: Dealing, number: int) -> list[tuple[str, int]]:
    weights: dict[str, int] = {}
    for decision, cover in dealing.items():
        for name in cover:
            weight = boards[decision].standings[name].weights[number]
            weights[name] = max(weight, weights.get(name, weight))
    return sorted(weights.items(), key=lambda one: -one[1])


def _idle(case: Case, winner: Dealing, loser: Dealing, others: tuple[str, ...]) -> Reason:
    ours = {name for cover in winner.values() for name in cover}
    theirs = [name for cover in loser.values() for name in cover]
    extra = [name for name in (*theirs, *others) if name not in ours]
    more = wording.names(case, dict.fromkeys(extra)) or wording.names(case, dict.fromkeys(theirs))
    fewer = wording.names(case, dict.fromkeys(name for cover in winner.values() for name in cover))
    text = f"{more}: more to take up than {fewer}, which does all that is asked."
    place = case.base.services[(extra or theirs)[0]].at
    return Reason("idle", text, service=(extra or theirs)[0], at=place)

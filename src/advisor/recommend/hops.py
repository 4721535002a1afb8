"""The parts in the order in which data passes them, and what stands between where it could not."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, permutations
from typing import NamedTuple

from advisor.models.words import STAGES
from advisor.recommend.case import Case, fact
from advisor.recommend.covers import Cover
from advisor.recommend.life import closed
from advisor.recommend.rank import Dealing
from advisor.recommend.result import Hop
from advisor.recommend.ways import Way, flows, ids, stated, way

#: How many parts of one decision are put in their best order; more keep the order of the candidates.
_ORDERED = 5

#: How many orders of all parts, equally good so far, are followed.
_FOLLOWED = 24

#: Among bridges that serve the goals equally well, the one with the least work wins.
_LIGHTEST = ("operations", "development")


class Chain(NamedTuple):
    """The parts in the order in which data passes them, with what stands between."""

    parts: tuple[str, ...]
    bridges: tuple[str, ...]
    hops: tuple[Hop, ...]
    why: tuple[tuple[str, str, Way, tuple[str, ...]], ...] = ()
    """Hops that had to be bridged: start, end, the fact that forbids them, and what stands between."""
    line: tuple[str, ...] = ()
    """The parts that data passes, without what stands between."""


def chain(case: Case, dealing: Dealing) -> Chain | None:
    """Give the parts in data order with what must stand between, or None where nothing can.

    Only decisions that have a stage are steps of a data flow; the order is that of the stages, then
    that of the decisions.
    """
    lines = [Chain((), (), ())]
    for step in steps(case, dealing):
        longer = [one for before in lines for one in _longer(case, step, dealing[step], before)]
        lines = sorted(longer, key=lambda one: _taken_up(case, one))[:_FOLLOWED]
    if not lines:
        return None
    rest = [name for cover in dealing.values() for name in cover]
    return lines[0]._replace(parts=tuple(dict.fromkeys((*lines[0].parts, *rest))))


def _taken_up(case: Case, one: Chain) -> tuple[int, int, list[str]]:
    new = sorted(set(one.bridges).difference(case.scenario.existing))
    return len(new), len(one.bridges), new


def _longer(case: Case, step: str, cover: Cover, before: Chain) -> Iterator[Chain]:
    """Give the chain with the parts of one more step, in each of their best orders."""
    new = [name for name in cover if name not in before.parts]
    for order in _ordered(case, step, before.line[-1:], [one for one in new if flows(case, one)]):
        if not _enters_first(case, step, order):
            continue
        so_far = before
        for number, name in enumerate(order):
            last = so_far.line[-1] if so_far.line else ""
            link = _link(case, last, name, together=number > 0)
            if link is None:
                break
            between, found, bridged = link
            fresh = tuple(one for one in between if one not in so_far.parts)
            so_far = Chain(
                (*so_far.parts, *fresh, name),
                (*so_far.bridges, *fresh),
                (*so_far.hops, *found),
                (*so_far.why, *((*one, between) for one in bridged)),
                (*so_far.line, name),
            )
        else:
            yield so_far._replace(parts=tuple(dict.fromkeys((*so_far.parts, *new))))


def steps(case: Case, dealing: Dealing) -> list[str]:
    """Give the decisions that are steps of a flow, in the order of their stages.

    Data may be moved before or after it is processed: there the order is the one in which the most
    hops are possible.
    """
    stage = {one: case.base.decisions[one].stage for one in dealing if case.base.decisions[one].stage}
    ordered = sorted(stage, key=lambda one: STAGES.index(stage[one]))
    free = [one for one in ordered if stage[one] in ("move", "process")]
    if len({stage[one] for one in free}) < 2 or len(free) > _ORDERED:  # noqa: PLR2004
        return ordered
    first = ordered.index(free[0])

    def bad(middle: Iterable[str]) -> int:
        line = [*ordered[:first], *middle, *ordered[first + len(free) :]]
        ends = [(dealing[one], dealing[other]) for one, other in pairwise(line)]
        return sum(
            all(way(case, start, end).possible is False for start in some for end in others)
            for some, others in ends
        )

    middle = min(permutations(free), key=bad)
    return [*ordered[:first], *middle, *ordered[first + len(free) :]]


def _enters_first(case: Case, step: str, flowing: Sequence[str]) -> bool:
    """Whether data enters at the first of several parts that answer one decision.

    A source that only a later part offers would have to flow backwards.
    """
    board = case.boards[step]
    for number, bit in board.bits.items():
        if board.judgement.requirements[number].term == "source" and len(flowing) > 1:
            offering = [name for name in flowing if board.standings[name].offered & bit]
            if offering and flowing[0] not in offering:
                return False
    return True


def _ordered(case: Case, step: str, before: Cover, new: list[str]) -> list[Cover]:
    """Give the orders of the parts in which the fewest hops are impossible, then not known."""
    if len(new) < 2 or len(new) > _ORDERED:  # noqa: PLR2004
        return [tuple(new)]

    def bad(order: Cover) -> tuple[int, bool, int]:
        found = [way(case, one, other).possible for one, other in pairwise((*before, *order))]
        return found.count(False), not _enters_first(case, step, order), found.count(None)

    orders = {order: bad(order) for order in permutations(new)}
    return [order for order, found in orders.items() if found == min(orders.values())]


def _link(
    case: Case, start: str, end: str, *, together: bool
) -> tuple[tuple[str, ...], list[Hop], list[tuple[str, str, Way]]] | None:
    """Link two parts; those that answer one decision together must pass data on directly."""
    if not start or case.base.whole(start) == case.base.whole(end):
        return (), [], []
    direct = way(case, start, end)
    if direct.possible is not False:
        return (), [_hop(start, end, direct)], []
    between = None if together else bridge(case, start, end)
    if between is None:
        return None
    line = (start, *between, end)
    hops = [_hop(one, other, way(case, one, other)) for one, other in pairwise(line)]
    return between, hops, [(start, end, direct)]


def _hop(start: str, end: str, found: Way) -> Hop:
    entry = found.entry
    return Hop(start, end, found.possible, entry.at if entry else "", (entry.url or None) if entry else None)


def bridge(case: Case, start: str, end: str) -> tuple[str, ...] | None:
    """Give the services that can stand between, the fewest and lightest; None where none can."""
    key = ("bridge", start, end)
    if key not in case.memo:
        case.memo[key] = _bridge(case, start, end)
    return case.memo[key]  # type: ignore[return-value]


def _bridge(case: Case, start: str, end: str) -> tuple[str, ...] | None:
    after = [one for one in _next(case, start) if one not in (start, end)]
    first = [one for one in after if way(case, one, end).possible]
    if first:
        return (min(first, key=lambda one: _lightness(case, (one,))),)
    before = [one for one in _previous(case, end) if one not in (start, end)]
    pairs = [(one, two) for one in after for two in before if one != two and way(case, one, two).possible]
    return min(pairs, key=lambda pair: _lightness(case, pair)) if pairs else None


def _next(case: Case, start: str) -> list[str]:
    out = stated(case, start, "destination")
    named = set(out.value) if out and isinstance(out.value, tuple) else set()
    for one in ids(case, start):
        named |= set(case.base.links.get(one, {}).get("source", ()))
    return [one for one in sorted(named) if _usable(case, one) and way(case, start, one).possible]


def _previous(case: Case, end: str) -> list[str]:
    into = stated(case, end, "source")
    named = set(into.value) if into and isinstance(into.value, tuple) else set()
    for one in ids(case, end):
        named |= set(case.base.links.get(one, {}).get("destination", ()))
    return [one for one in sorted(named) if _usable(case, one) and way(case, one, end).possible]


def _usable(case: Case, service: str) -> bool:
    return (
        service in case.base.services
        and not case.base.services[service].part_of
        and not closed(case.base, case.scenario, case.day, service)
    )


def _carriers(case: Case) -> frozenset[str]:
    """Give the services whose work it is to store or to move data, rather than to control others."""
    if "carriers" not in case.base.memo:
        decisions = (case.base.decisions[one] for one in case.base.decisions)
        case.base.memo["carriers"] = frozenset(
            name for one in decisions if one.stage in ("store", "move") for name in one.candidates
        )
    return case.base.memo["carriers"]  # type: ignore[no-any-return]


def _lightness(case: Case, between: Iterable[str]) -> tuple[object, ...]:
    """Already there first; stores and movers of data; the scenario's goals; the least work; the name."""
    names = tuple(between)
    new = sum(one not in case.scenario.existing for one in names)
    control = sum(one not in _carriers(case) for one in names)
    terms = (*case.goals, *(one for one in _LIGHTEST if one in case.base.terms))
    weights = []
    for term in terms:
        down = case.base.terms[term].lower_is_lighter
        found = [fact(case.base, one, term, case.day) for one in names]
        values = [one.value if one and isinstance(one.value, int) else None for one in found]
        weights.append(
            (sum(value is None for value in values),
             sorted((value if down else -value for value in values if value is not None), reverse=True))
        )  # fmt: skip
    return (new, control, *weights, names)

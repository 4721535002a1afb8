"""Whether data can go from one part to the next, and what stands between where it cannot."""

from collections.abc import Iterable, Sequence
from itertools import pairwise, permutations
from typing import NamedTuple

from advisor.models.words import STAGES
from advisor.recommend.case import Case, fact
from advisor.recommend.covers import Cover
from advisor.recommend.life import closed
from advisor.recommend.rank import Dealing
from advisor.recommend.result import Hop
from advisor.rulebase.knowledge import Entry, Offer
from advisor.rulebase.terms import HOP_TERMS

#: How many services may stand between two parts.
_BETWEEN = 2

#: How many parts of one decision are put in their best order; more keep the order of the candidates.
_ORDERED = 5

#: Among bridges that serve the goals equally well, the one with the least work wins.
_LIGHTEST = ("operations", "development")


class Way(NamedTuple):
    """Whether data can go from one service to another, and the fact that says so."""

    possible: bool | None
    """None where neither side says anything."""
    denied: bool
    """A fact names the hop as impossible (rather than leaving it out)."""
    entry: Entry | None


class Chain(NamedTuple):
    """The parts in the order in which data passes them, with what stands between."""

    parts: tuple[str, ...]
    bridges: tuple[str, ...]
    hops: tuple[Hop, ...]
    why: tuple[tuple[str, str, Way, tuple[str, ...]], ...] = ()
    """Hops that had to be bridged: start, end, the fact that forbids them, and what stands between."""


def way(case: Case, start: str, end: str) -> Way:
    """Tell whether data can go from ``start`` to ``end`` without code in between."""
    key = ("way", start, end, case.day)
    found = case.base.memo.get(key)
    if found is None:
        found = case.base.memo[key] = _way(case, start, end)
    return found


def _way(case: Case, start: str, end: str) -> Way:
    starts, ends = _ids(case, start), _ids(case, end)
    out, into = _stated(case, start, "destination"), _stated(case, end, "source")
    for offer, other in ((out, end), (into, start)):
        # a "not" that names the very service counts before what holds for the service it is part of
        if offer is not None and other in offer.denied:
            return Way(False, True, offer.denied[other])
    for offer, ids in ((out, ends), (into, starts)):
        for one in ids:
            if _has(offer, one):
                return Way(True, False, offer.behind(one) if offer else None)
    # a feature inherits no facts from its service, only what that service cannot do
    for one, others, term in ((start, ends, "destination"), (end, starts, "source")):
        for name in _ids(case, one):
            offer = fact(case.base, name, term, case.day)
            for other in others:
                if offer and other in offer.denied:
                    return Way(False, True, offer.denied[other])
    if not _states(out) and not _states(into):
        return Way(None, False, None)
    stated = out if _states(out) else into
    return Way(False, False, stated.entry if stated else None)


def _stated(case: Case, service: str, term: str) -> Offer | None:
    """Give what the service states of its source or destination; a silent feature goes with its service."""
    found = fact(case.base, service, term, case.day)
    return found if _states(found) else fact(case.base, case.base.whole(service), term, case.day)


def _ids(case: Case, service: str) -> tuple[str, ...]:
    whole = case.base.whole(service)
    return (service,) if whole == service else (service, whole)


def _has(offer: Offer | None, choice: str) -> bool:
    return bool(offer and isinstance(offer.value, tuple) and choice in offer.value)


def _states(offer: Offer | None) -> bool:
    return offer is not None and offer.value is not None


def flows(case: Case, service: str) -> bool:
    """Whether the service says anything of where data comes from or goes to."""
    return any(_states(_stated(case, service, term)) for term in HOP_TERMS)


def belongs(case: Case, cover: Cover) -> bool:
    """Whether each feature stands with its own service, or data passes between it and another part.

    A feature offers nothing to a part that it is no feature of.
    """
    return len(cover) == 1 or all(
        any(
            case.base.whole(one) == case.base.whole(other)
            or way(case, one, other).possible
            or way(case, other, one).possible
            for other in cover
            if other != one
        )
        for one in cover
        if case.base.services[one].part_of
    )


def chain(case: Case, dealing: Dealing) -> Chain | None:
    """Give the parts in data order with what must stand between, or None where nothing can.

    Only decisions that have a stage are steps of a data flow; the order is that of the stages, then
    that of the decisions.
    """
    placed: list[str] = []
    hops: list[Hop] = []
    bridges: list[str] = []
    why: list[tuple[str, str, Way, tuple[str, ...]]] = []
    line: list[str] = []
    for step in steps(case, dealing):
        new = [name for name in dealing[step] if name not in placed]
        flowing = _ordered(case, step, line[-1:], [one for one in new if flows(case, one)])
        if not _enters_first(case, step, flowing):
            return None
        for number, name in enumerate(flowing):
            if line:
                link = _link(case, line[-1], name, together=number > 0)
                if link is None:
                    return None
                between, found, bridged = link
                hops += found
                bridges += [one for one in between if one not in (*bridges, *placed)]
                placed += [one for one in between if one not in placed]
                why += [(*one, between) for one in bridged]
            placed.append(name)
            line.append(name)
        placed += [name for name in new if name not in placed]
    rest = [name for cover in dealing.values() for name in cover if name not in placed]
    return Chain(tuple(dict.fromkeys((*placed, *rest))), tuple(bridges), tuple(hops), tuple(why))


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


def _ordered(case: Case, step: str, before: Sequence[str], new: list[str]) -> list[str]:
    if len(new) < 2 or len(new) > _ORDERED:  # noqa: PLR2004
        return new

    def bad(order: Iterable[str]) -> tuple[int, bool, int]:
        order = tuple(order)
        line = (*before, *order)
        found = [way(case, one, other).possible for one, other in pairwise(line)]
        return found.count(False), not _enters_first(case, step, order), found.count(None)

    return list(min(permutations(new), key=bad))  # the first of the best: order of the candidates


def _link(
    case: Case, start: str, end: str, *, together: bool
) -> tuple[tuple[str, ...], list[Hop], list[tuple[str, str, Way]]] | None:
    """Link two parts; those that answer one decision together must pass data on directly."""
    direct = way(case, start, end)
    if case.base.whole(start) == case.base.whole(end):
        return (), [], []
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
    return min(pairs, key=lambda pair: _lightness(case, pair)) if pairs and _BETWEEN > 1 else None


def _next(case: Case, start: str) -> list[str]:
    out = _stated(case, start, "destination")
    named = set(out.value) if out and isinstance(out.value, tuple) else set()
    for one in _ids(case, start):
        named |= set(case.base.links.get(one, {}).get("source", ()))
    return [one for one in sorted(named) if _usable(case, one) and way(case, start, one).possible]


def _previous(case: Case, end: str) -> list[str]:
    into = _stated(case, end, "source")
    named = set(into.value) if into and isinstance(into.value, tuple) else set()
    for one in _ids(case, end):
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

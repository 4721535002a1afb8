"""Whether data can go from one service to another, and the fact that says so."""

from typing import NamedTuple

from advisor.recommend.case import Case, fact
from advisor.recommend.covers import Cover
from advisor.rulebase.knowledge import Entry, Offer
from advisor.rulebase.terms import HOP_TERMS


class Way(NamedTuple):
    """Whether data can go from one service to another, and the fact that says so."""

    possible: bool | None
    """None where neither side says anything."""
    denied: bool
    """A fact names the hop as impossible (rather than leaving it out)."""
    entry: Entry | None


def way(case: Case, start: str, end: str) -> Way:
    """Tell whether data can go from ``start`` to ``end`` without code in between."""
    key = ("way", start, end, case.day)
    found = case.base.memo.get(key)
    if found is None:
        found = case.base.memo[key] = _way(case, start, end)
    return found


def _way(case: Case, start: str, end: str) -> Way:
    starts, ends = ids(case, start), ids(case, end)
    out, into = stated(case, start, "destination"), stated(case, end, "source")
    for offer, other in ((out, end), (into, start)):
        # a "not" that names the very service counts before what holds for the service it is part of
        if offer is not None and other in offer.denied:
            return Way(False, True, offer.denied[other])
    for offer, some in ((out, ends), (into, starts)):
        for one in some:
            if _has(offer, one):
                return Way(True, False, offer.behind(one) if offer else None)
    # a feature inherits no facts from its service, only what that service cannot do
    for one, others, term in ((start, ends, "destination"), (end, starts, "source")):
        for name in ids(case, one):
            offer = fact(case.base, name, term, case.day)
            for other in others:
                if offer and other in offer.denied:
                    return Way(False, True, offer.denied[other])
    if not _states(out) and not _states(into):
        return Way(None, False, None)
    said = out if _states(out) else into
    return Way(False, False, said.entry if said else None)


def stated(case: Case, service: str, term: str) -> Offer | None:
    """Give what the service states of its source or destination; a silent feature goes with its service."""
    found = fact(case.base, service, term, case.day)
    return found if _states(found) else fact(case.base, case.base.whole(service), term, case.day)


def ids(case: Case, service: str) -> tuple[str, ...]:
    """Give the service, and for a feature the service that it belongs to."""
    whole = case.base.whole(service)
    return (service,) if whole == service else (service, whole)


def _has(offer: Offer | None, choice: str) -> bool:
    return bool(offer and isinstance(offer.value, tuple) and choice in offer.value)


def _states(offer: Offer | None) -> bool:
    return offer is not None and offer.value is not None


def flows(case: Case, service: str) -> bool:
    """Whether the service says anything of where data comes from or goes to."""
    return any(_states(stated(case, service, term)) for term in HOP_TERMS)


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

"""Needs from which a candidate may be chosen when nothing simpler will do: beside another part, or by saying nothing."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.check.space.cells import offered
from advisor.check.space.merit import at_least, by_facts, complements, value
from advisor.check.space.probe import Probe
from advisor.check.space.quest import Quest, joined, meeting, single, tightest
from advisor.check.space.states import states, strictest
from advisor.rulebase.terms import Condition, Term


def last(quest: Quest) -> Iterator[Probe]:
    """Give what is tried when nothing else is left: beside another part, and by saying nothing."""
    quiet = Probe(quest.space.decision.id, quest.ground.day, {}, existing=quest.existing)
    for other in complements(quest.ground, quest.candidate):
        yield quiet.also(_together(quest, other))
    for other in complements(quest.ground, quest.candidate):
        yield from (quiet.also(needs) for needs in _called_with(quest, other))
    for term in quest.ground.asked:
        if term.id not in quest.offers and (beyond := _beyond(quest, term)) is not None:
            yield quiet.also({**quest.strongest, term.id: beyond})
            yield quiet.also({term.id: beyond})


def _together(quest: Quest, other: str) -> dict[str, Condition]:
    """Give needs that the two meet together and neither alone."""
    theirs = {one: value(offered(quest.ground.held, other, one)[-1]) for one in quest.offers}
    found: dict[str, Condition] = {}
    for term, offer in quest.offers.items():
        about = quest.space.terms[term]
        ours, beside = offer.value, theirs[term]
        most: int | tuple[str, ...] | None = None
        if isinstance(ours, tuple) and isinstance(beside, tuple):
            most = tuple(sorted({*ours, *beside}))
        elif isinstance(ours, int) and isinstance(beside, int):
            most = max(ours, beside)
        if about.is_capability and (one := tightest(about, most)) is not None:
            found[term] = one
    return found


def _called_with(quest: Quest, other: str) -> Iterator[dict[str, Condition]]:
    """Give needs from which a rule prefers the other, and that need both: a rival that needs no such part loses.

    Besides what only the candidate of the two offers, something is needed that the other and a rival offer.
    """
    ground = quest.ground
    rivals = [one for one in ground.alive if one not in (other, quest.candidate)]
    rivals = [one for one in rivals if by_facts(ground, one, quest.candidate)]
    shared = [need for one in rivals for term in ground.asked for need in _shared(quest, term, (other, one))]
    for rule in quest.space.decision.rules:
        if other not in rule.prefer:
            continue
        calls = {one.term: said for one in rule.when if (said := meeting(quest, one)) is not None}
        for need in single(quest):
            term = ground.base.terms[need.term]
            least = need.choices or quest.offers[need.term].value
            if term.is_capability and not at_least(
                term, value(offered(ground.held, other, need.term)[-1]), least
            ):
                yield from (joined(joined(calls, need), one) for one in dict.fromkeys(shared))
                yield joined(calls, need)


def _shared(quest: Quest, term: Term, others: tuple[str, ...]) -> list[Condition]:
    """Give needs of a capability that the others meet and the candidate does not."""
    held = [value(offered(quest.ground.held, one, term.id)[-1]) for one in (*others, quest.candidate)]
    if not term.is_capability or None in held:
        return []
    if term.kind == "set":
        most = set.intersection(*(set(one) for one in held[:-1])) - set(held[-1])  # type: ignore[arg-type]
        some = [tightest(term, (one,)) for one in sorted(most)[:1]]
    else:
        least = min(held[:-1])  # type: ignore[type-var]
        some = [tightest(term, least)] if least > held[-1] else []  # type: ignore[operator]
    return [one for one in some if one is not None]


def _beyond(quest: Quest, term: Term) -> Condition | None:
    """Give a need that everyone who says anything of the term fails; the silent candidate may meet it."""
    held = quest.ground.held
    values = [value(case) for one in quest.ground.alive for case in offered(held, one, term.id)]
    known = [one for one in values if one is not None]
    if term.kind == "set":
        taken = {choice for one in known if isinstance(one, tuple) for choice in one}
        free = [one for one in term.names if one not in taken]
        return tightest(term, tuple(free[:1])) if known and free else None
    for state in states(term, (), [one for one in known if isinstance(one, int)]):
        if not any(at_least(term, one, strictest(term, state)) for one in known):
            return state[0]
    return None

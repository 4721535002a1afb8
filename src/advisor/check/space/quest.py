"""A candidate, and needs from which it may well be chosen: all that it offers, or just enough of it.

The strongest that can be asked on a candidate's behalf is all that it offers, as tightly as it offers it: whoever
is left then is at least as good. Where rules hear such needs, fewer may do better.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from advisor.amounts import UNLIMITED
from advisor.check.space.cells import Needs, Space, offered
from advisor.check.space.merit import Field, at_least, value
from advisor.check.space.probe import Probe
from advisor.check.space.states import State, meets, states, strictest
from advisor.rulebase.knowledge import Offer, Rule
from advisor.rulebase.terms import STEP, Condition, Term, show


class Quest(NamedTuple):
    """A candidate for which needs are looked for, on a day."""

    ground: Field
    candidate: str
    offers: dict[str, Offer]
    """What it offers for each term with a fit, where no special case holds."""
    strongest: dict[str, Condition]
    """The needs that ask for all that it offers."""
    existing: tuple[str, ...] = ()
    likely: tuple[Needs, ...] = ()
    """Needs from which no rival is sure to hold its ground."""

    @property
    def space(self) -> Space:
        """The space of the decision."""
        return self.ground.space


def quest(
    ground: Field, candidate: str, likely: tuple[Needs, ...] = (), existing: tuple[str, ...] = ()
) -> Quest:
    """Give what is known of a candidate before needs are looked for."""
    offers = {}
    for term in ground.asked:
        cases = ground.held.offers.get((candidate, term.id), ())
        if cases and cases[-1].value is not None and not cases[-1].when:
            offers[term.id] = cases[-1]
    needs = {term: tightest(ground.base.terms[term], offer.value) for term, offer in offers.items()}
    strongest = {term: one for term, one in needs.items() if one is not None}
    return Quest(ground, candidate, offers, strongest, existing, likely)


def tightest(term: Term, value: int | tuple[str, ...] | None) -> Condition | None:
    """Give the strictest need that the value meets; None where it meets none."""
    if isinstance(value, tuple):
        return Condition(term.id, "all of", (), value, ", ".join(value)) if value else None
    if value is None:
        return None
    operator = "at most" if term.lower_is_lighter else "at least"
    lead = "" if term.kind == "level" or value >= UNLIMITED * STEP else f"{operator} "
    return Condition(term.id, operator, (value,), (), lead + show(term, value))


def starts(quest: Quest) -> Iterator[Probe]:
    """Give what is tried first: little, then all that it offers, then what rules and special cases ask for."""
    empty = Probe(quest.space.decision.id, quest.ground.day, {}, existing=quest.existing)
    full = empty.also(quest.strongest)
    loud = {one.term for rule in quest.space.decision.rules for one in rule.when if _hurts(quest, rule)}
    few = empty.also(_few(quest, loud))
    quiet = full._replace(needs={word: one for word, one in full.needs.items() if word not in loud})
    calls = [calling(quest, rule) for rule in quest.space.decision.rules if quest.candidate in rule.prefer]
    yield few
    yield from (few.also(one) for one in calls)
    yield full
    yield quiet
    for one in calls:
        yield full.also(one)
        yield quiet.also(one)
    for likely in quest.likely:
        said = {term: state[0] for term, state in likely.items()}
        yield full.also(said)
        yield quiet.also(said)
    for needs in _cases(quest):
        yield few.also(needs)
        yield empty.also(needs)
    terms = quest.space.terms
    yield full._replace(needs={word: one for word, one in full.needs.items() if terms[word].is_capability})
    yield full._replace(needs={word: one for word, one in full.needs.items() if terms[word].is_limit})
    for term in quest.offers:
        if terms[term].kind != "set":
            yield aiming(empty, terms[term])


def aiming(trial: Probe, term: Term) -> Probe:
    """Give the trial with one more goal."""
    if term.lower_is_lighter:
        return trial._replace(minimise=(*trial.minimise, term.id))
    return trial._replace(maximise=(*trial.maximise, term.id))


def _cases(quest: Quest) -> Iterator[dict[str, Condition]]:
    """Give needs from which a special case of what the candidate offers holds, asking for what it offers then."""
    for term in quest.ground.asked:
        for case in quest.ground.held.offers.get((quest.candidate, term.id), ()):
            if not case.when or case.value is None:
                continue
            needs = {one.term: meeting(quest, one) for one in case.when}
            tight = tightest(term, case.value)
            if tight is not None and term.id not in needs:
                needs[term.id] = tight
            yield {word: one for word, one in needs.items() if one is not None}


def meeting(quest: Quest, test: Condition) -> Condition | None:
    """Give a need that passes the test of a rule or of a case."""
    term = quest.space.terms[test.term]
    return next((state[0] for state in states(term, (test,)) if meets(term, test, state)), None)


def _few(quest: Quest, loud: set[str]) -> dict[str, Condition]:
    """Give few needs that the candidate meets and, if there are such, no other alone; best such that no rule hears."""
    left = {one for one in quest.ground.alive if one != quest.candidate}
    ways = [(one, _failing(quest, one, left)) for one in single(quest)]
    found: dict[str, Condition] = {}
    while left:
        one, failing = max(
            ways, key=lambda way: (len(way[1] & left), way[0].term not in loud), default=(None, set())
        )
        if one is None or not failing & left:
            break
        left -= failing
        found = joined(found, one)
    return found


def single(quest: Quest) -> Iterator[Condition]:
    """Give the needs that the candidate just meets, of sets one choice at a time."""
    for term, condition in quest.strongest.items():
        about = quest.space.terms[term]
        some = [tightest(about, (one,)) for one in condition.choices] or [condition]
        yield from (one for one in some if one is not None)


def _failing(quest: Quest, need: Condition, others: Iterable[str]) -> set[str]:
    term = quest.space.terms[need.term]
    least = need.choices or quest.offers[need.term].value
    held = quest.ground.held
    return {
        one
        for one in others
        if not any(at_least(term, value(case), least) for case in offered(held, one, need.term))
    }


def joined(needs: dict[str, Condition], need: Condition) -> dict[str, Condition]:
    """Give the needs with one more; of a set, beside the choices that are needed already."""
    before = needs.get(need.term)
    choices = tuple(sorted({*need.choices, *(before.choices if before else ())}))
    return {**needs, need.term: need._replace(choices=choices, text=", ".join(choices)) if choices else need}


def _hurts(quest: Quest, rule: Rule) -> bool:
    return quest.candidate in (*rule.avoid, *rule.exclude) or bool(
        rule.prefer and quest.candidate not in rule.prefer
    )


def calling(quest: Quest, rule: Rule) -> dict[str, Condition]:
    """Give needs from which a rule fires, and that the candidate meets where it can."""
    found = {}
    for one in rule.when:
        term = quest.space.terms[one.term]
        offer = quest.offers.get(one.term)
        values = [offer.value] if offer and isinstance(offer.value, int) else []
        firing = [state for state in states(term, [one], values) if meets(term, one, state)]
        if firing:
            found[one.term] = _best(term, firing, offer)
    return found


def _best(term: Term, firing: list[State], offer: Offer | None) -> Condition:
    """Give the strictest of the conditions that the offer meets, or the first where it meets none."""
    conditions = [state[0] for state in firing]
    if offer is None or not term.fit:
        return conditions[0]
    if isinstance(offer.value, tuple):
        held = set(offer.value)
        met = [one for one in conditions if one.operator == "all of" and set(one.choices) <= held]
        return max(met, key=lambda one: len(one.choices), default=conditions[0])
    met = [one for one in conditions if at_least(term, offer.value, strictest(term, (one,)))]
    pick = min if term.lower_is_lighter else max
    return pick(met, key=lambda one: strictest(term, (one,)) or 0, default=conditions[0])

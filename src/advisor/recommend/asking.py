"""The one question whose answer would split what remains best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from math import log2

from advisor.recommend.case import Case
from advisor.recommend.result import Ask
from advisor.rulebase.knowledge import Offer
from advisor.rulebase.terms import Term, show


def next_question(
    case: Case, remaining: Iterable[str] = (), unknown: frozenset[str] = frozenset()
) -> Ask | None:
    """Give the term that splits the remaining candidates best, in the vocabulary's own words.

    Args:
        case: the scenario on its day.
        remaining: services still in; without any, the candidates that nothing strikes.
        unknown: terms that were asked in vain and are not asked again.
    """
    if not case.decisions:
        return _what_is_it_about(case, unknown)
    kept = set(remaining)
    best: tuple[float, int, Ask] | None = None
    stated = {need.term for need in case.needs} | set(case.goals) | unknown
    for decision in case.decisions:
        board = case.boards[decision]
        alive = [
            name for name, one in board.standings.items() if not one.struck and (not kept or name in kept)
        ]
        if len(alive) < 2:  # noqa: PLR2004
            continue
        local = {one.condition.term for one in case.scenario.local.get(decision, ())}
        for number, term in enumerate(case.base.decisions[decision].asks):
            found = case.base.terms[term]
            if term in stated | local or not found.fit or not found.asks:
                continue
            offers = {name: board.judgement.offers.get((name, term)) for name in alive}
            splits = _splits(found, offers)
            gain = _gain(offers)
            if splits and gain > 0 and (best is None or (-gain, number) < best[:2]):
                best = (-gain, number, Ask(term, found.asks, splits))
    return best[2] if best else None


def _gain(offers: dict[str, Offer | None]) -> float:
    """Give how much an answer tells on average: the entropy of the candidates' values."""
    known = [_value(offer) for offer in offers.values()]
    groups = Counter(str(value) for value in known if value is not None)
    total = sum(groups.values())
    if total < 2 or len(groups) < 2:  # noqa: PLR2004
        return 0.0
    entropy = -sum(count / total * log2(count / total) for count in groups.values())
    # what is not known of some candidates cannot be split by an answer
    return round(entropy * total / len(known), 6)


def _value(offer: Offer | None) -> object:
    return None if offer is None else offer.value


def _splits(term: Term, offers: dict[str, Offer | None]) -> dict[str, tuple[str, ...]]:
    """Give, for each answer that tells candidates apart, those that would remain."""
    values = {name: offer.value for name, offer in offers.items() if offer and offer.value is not None}
    silent = tuple(name for name in offers if name not in values)
    splits: dict[str, tuple[str, ...]] = {}
    if term.kind == "set":
        choices = {one for value in values.values() if isinstance(value, tuple) for one in value}
        for choice in term.names:
            left = [name for name, value in values.items() if isinstance(value, tuple) and choice in value]
            if choice in choices and len(left) < len(values):
                splits[choice] = (*left, *silent)
        return splits
    marks = sorted({value for value in values.values() if isinstance(value, int)})
    for said, mark in _answers(term, marks):
        left = [
            name
            for name, value in values.items()
            if isinstance(value, int) and (value <= mark if term.lower_is_lighter else value >= mark)
        ]
        splits[said] = (*left, *silent)
    return splits


def _answers(term: Term, marks: list[int]) -> list[tuple[str, int]]:
    """Give the answers that tell amounts or levels apart, easiest first, each with the mark it asks for."""
    if term.kind == "level":
        ordered = marks if term.lower_is_lighter else marks[::-1]
        return [(show(term, mark), mark) for mark in ordered]
    if term.lower_is_lighter:
        return [(f"at most {show(term, mark)}", mark) for mark in marks]
    first = [(f"at most {show(term, marks[0])}", marks[0])] if marks else []
    return first + [(f"over {show(term, one)}", other) for one, other in pairwise(marks)]


def _what_is_it_about(case: Case, unknown: frozenset[str]) -> Ask | None:
    """Give the term that tells most decisions apart when nothing raises any."""
    base = case.base
    stated = {need.term for need in case.needs} | unknown
    telling = (
        term
        for id_, term in base.terms.items()  # in the vocabulary's order, which starts with the plainest
        if id_ not in stated and term.asks and len(base.raisers.get(id_, ())) > 1
    )
    term = next(telling, None)
    if term is None:
        return None
    splits: dict[str, list[str]] = {}
    for id_ in base.raisers[term.id]:
        for way in base.decisions[id_].raised_by:
            for one in way:
                if one.term == term.id:
                    for said in one.choices or (one.text,):
                        if id_ not in splits.setdefault(said, []):
                            splits[said].append(id_)
    return Ask(term.id, term.asks, {said: tuple(ids) for said, ids in splits.items()})

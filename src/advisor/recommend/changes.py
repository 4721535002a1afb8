"""Every change of one need at the thresholds, levels and choices that the facts name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from advisor.amounts import UNLIMITED
from advisor.recommend.case import Case
from advisor.recommend.result import Part
from advisor.rulebase.knowledge import Offer
from advisor.rulebase.terms import STEP, Condition, Term, bound, show, whole

UNSAID = 10
"""The steps that a change of an unstated need counts, at least."""


class Change(NamedTuple):
    """One need put another way: ``condition`` in place of what was said of its term, or nothing."""

    term: str
    condition: Condition | None
    decision: str = ""
    """The decision whose own need it is; empty for a need of the whole scenario."""
    steps: int = 1
    """How far from what was said: thresholds crossed, and more for what was not said at all."""
    looser: bool = False

    @property
    def said(self) -> str:
        """The change in words."""
        return self.condition.text if self.condition else "not needed"


def every(judged: Case, answer: tuple[Part, ...] = ()) -> Iterator[Change]:
    """Give every change, of needs that are stated and of those that could be.

    Args:
        judged: the case.
        answer: parts of the answer; of choices that could be needed too, what they do not offer is nearer.
    """
    has = _offered(judged, answer)
    stated = {one.condition.term: one.condition for one in judged.scenario.needs}
    asked: dict[str, None] = {}
    for decision in judged.decisions:
        asked.update(dict.fromkeys(judged.base.decisions[decision].asks))
    for term in dict.fromkeys((*stated, *asked)):
        yield from _of_term(judged, judged.base.terms[term], stated.get(term), has)
    for decision in judged.decisions:
        for one in judged.scenario.local.get(decision, ()):
            yield from _of_term(judged, judged.base.terms[one.condition.term], one.condition, has, decision)


def _offered(judged: Case, answer: tuple[Part, ...]) -> frozenset[tuple[str, str]]:
    """Give the choices that parts of the answer offer, each with its term."""
    return frozenset(
        (term, choice)
        for part in answer
        for decision in part.decisions
        for term in judged.base.decisions[decision].asks
        if (offer := judged.boards[decision].judgement.offers.get((part.service, term))) is not None
        and isinstance(offer.value, tuple)
        for choice in offer.value
    )


def _of_term(
    judged: Case,
    term: Term,
    said: Condition | None,
    offered: frozenset[tuple[str, str]],
    decision: str = "",
) -> Iterator[Change]:
    if not term.fit:
        if said is not None:
            yield Change(term.id, None, decision, 3, looser=True)
        return
    if term.kind == "set":
        yield from _of_set(judged, term, said, offered, decision)
    else:
        yield from _of_order(judged, term, said, decision)


def _values(judged: Case, term: str, decision: str = "") -> list[tuple[object, Offer]]:
    found: list[tuple[object, Offer]] = []
    for one in (decision,) if decision else judged.decisions:
        board = judged.boards[one]
        for service in board.standings:
            offer = board.judgement.offers.get((service, term))
            if offer is not None and offer.value is not None:
                found.append((offer.value, offer))
    return found


def _of_order(judged: Case, term: Term, said: Condition | None, decision: str) -> Iterator[Change]:
    texts = {
        value: offer.entry.text or show(term, value)
        for value, offer in _values(judged, term.id, decision)
        if isinstance(value, int)
    }
    texts.pop(UNLIMITED * STEP, None)
    now = bound(term, said) if said is not None else None
    far = 0 if said is not None else UNSAID
    if said is not None:
        yield Change(term.id, None, decision, 5, looser=True)
    lighter = term.lower_is_lighter
    tighter = sorted(
        (v for v in texts if now is None or (v <= now if lighter else v >= now)), reverse=lighter
    )
    looser = sorted(
        (v for v in texts if now is not None and (v > now if lighter else v < now)), reverse=not lighter
    )
    for step, value in enumerate(tighter, 1):
        condition = _beyond(term, value, texts[value])
        if condition is not None:
            yield Change(term.id, condition, decision, far + step)
    for step, value in enumerate(looser, 1):
        operator = "at most" if lighter else "at least"
        text = texts[value] if term.kind == "level" else f"{operator} {texts[value]}"
        condition = Condition(term.id, operator, (value,), (), text)
        yield Change(term.id, condition, decision, far + step, looser=True)


def _beyond(term: Term, value: int, text: str) -> Condition | None:
    """Give the loosest condition that a value just fails."""
    if term.kind == "quantity":
        operator = "under" if term.lower_is_lighter else "over"
        if term.unit == "count":
            operator, marks = whole(operator, value)
            return Condition(term.id, operator, marks, (), f"{operator} {show(term, marks[0])}")
        return Condition(term.id, operator, (value,), (), f"{operator} {text}")
    number = value // STEP + (-1 if term.lower_is_lighter else 1)
    if not 0 <= number < len(term.names):
        return None
    operator = "at most" if term.lower_is_lighter else "at least"
    return Condition(term.id, operator, (number * STEP,), (), term.names[number])


def _of_set(
    judged: Case,
    term: Term,
    said: Condition | None,
    offered: frozenset[tuple[str, str]],
    decision: str,
) -> Iterator[Change]:
    has = said.choices if said is not None and said.operator == "all of" else ()
    if said is not None and not has:
        yield Change(term.id, None, decision, 5, looser=True)
    for choice in has:
        left = tuple(one for one in has if one != choice)
        condition = _all_of(term, left) if left else None
        yield Change(term.id, condition, decision, 5, looser=True)
    if said is not None and not has:
        return
    known: dict[str, None] = {}
    for value, _ in _values(judged, term.id, decision):
        if isinstance(value, tuple):
            known.update(dict.fromkeys(value))
    far = 8 if has else UNSAID  # one more than what was spoken of is the least interesting change
    for choice in known:
        if choice not in has and choice in term.names:
            steps = far + ((term.id, choice) in offered)
            yield Change(term.id, _all_of(term, (*has, choice)), decision, steps)


def _all_of(term: Term, choices: tuple[str, ...]) -> Condition:
    return Condition(term.id, "all of", (), tuple(sorted(choices)), ", ".join(choices))

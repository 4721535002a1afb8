"""The same scenario on the day of the edition ``today``: does the answer hold, and what has changed."""

from __future__ import annotations

from typing import NamedTuple

from advisor.recommend.case import Case
from advisor.recommend.result import ChangedFact, Recommendation, Status, Today
from advisor.rulebase.knowledge import Life
from advisor.rulebase.terms import show


class Outcome(NamedTuple):
    """The bare answer of a day."""

    status: Status
    services: tuple[str, ...]
    chosen: tuple[str, ...] | None


def compare(case: Case, then: Recommendation, later: Case, now: Outcome) -> Today:
    """Compare an answer with that of a later day.

    Args:
        case: the scenario on the day that was asked about.
        then: the answer for that day.
        later: the same scenario on the later day.
        now: the answer for the later day.
    """
    differs = (then.status, set(then.services), then.chosen) != (now.status, set(now.services), now.chosen)
    return Today(later.day, now.status, now.services, now.chosen, tuple(changed(case, later)), differs)


def changed(case: Case, later: Case) -> list[ChangedFact]:
    """Give the facts used here that are others on the later day: of candidates, on what is needed."""
    found: list[ChangedFact] = []
    named = {part.service for option in case.scenario.options for part in option.parts}
    for decision in case.decisions:
        board = case.boards[decision]
        needed: dict[str, set[str]] = {goal: set() for goal in case.goals}
        for one in board.judgement.requirements:
            needed.setdefault(one.term, set()).update(one.choices)
        for service in board.standings:
            if named and service not in named:
                continue
            found += _life(case, service, later.day)
            for term, choices in sorted(needed.items()):
                change = _fact(case, later, (decision, service, term), choices)
                if change:
                    found.append(change)
    for option in case.scenario.options:
        for part in option.parts:
            found += _life(case, part.service, later.day)
    return list({(one.service, one.term, one.now): one for one in found}.values())


def _fact(case: Case, later: Case, where: tuple[str, str, str], choices: set[str]) -> ChangedFact | None:
    """Give the change of a fact as it holds under the needs.

    Of a set, only what touches a choice that is needed.
    """
    decision, service, term = where
    old = case.boards[decision].judgement.offers.get((service, term))
    board = later.boards.get(decision)
    new = board.judgement.offers.get((service, term)) if board else None
    if new is None or (old is not None and old.value == new.value):
        return None
    about = case.base.terms[term]
    was, now = show(about, old.value if old else None), show(about, new.value)
    entry = new.entry
    if isinstance(new.value, tuple) and old is not None and isinstance(old.value, tuple):
        touched = choices & (set(new.value) ^ set(old.value))
        if not touched:
            return None
        was, now = _moved(touched & set(old.value), touched & set(new.value))
        entry = new.behind(min(touched))
    if new.when:
        now += " where " + ", ".join(f"{one.term}: {one.text}" for one in new.when)
    return ChangedFact(
        service, term, was, now, entry.since, entry.url or None, entry.at, entry.note or entry.why
    )


def _moved(old: set[str], new: set[str]) -> tuple[str, str]:
    was = "with " + ", ".join(sorted(old)) if old else "without " + ", ".join(sorted(new))
    now = "with " + ", ".join(sorted(new)) if new else "without " + ", ".join(sorted(old))
    return was, now


def _life(case: Case, service: str, day: str) -> list[ChangedFact]:
    found = []
    waiting, seen = [service], set()
    while waiting:
        id_ = waiting.pop()
        if id_ in seen or id_ not in case.base.services:
            continue
        seen.add(id_)
        one = case.base.services[id_]
        waiting += [name for name in (one.part_of, *one.requires) if name]
        was, now = _state(one.life, one.state(case.day)), _state(one.life, one.state(day))
        state = one.state(day)
        if was != now and state:
            found.append(
                ChangedFact(id_, "lifecycle", was, now, state.since, state.url or None, state.at, state.note)
            )
    return found


def _state(life: tuple[Life, ...], state: Life | None) -> str:
    if state is None:
        return "not there yet" if life else "available"
    return {"closed-to-new": "closed to new customers"}.get(state.state, state.state)

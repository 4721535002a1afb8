"""Whether a change of the rule base is noticed: tried on the scenarios that could see it, and on no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, cast

from advisor.check.altered import named, sharing
from advisor.check.mutant import Change, Mutant
from advisor.check.reads import Reads
from advisor.check.rejudged import rejudged
from advisor.check.seen import judged, seen
from advisor.engine.driver import BudgetSpent
from advisor.errors import AdvisorError
from advisor.recommend.advise import answer
from advisor.recommend.case import Case, case
from advisor.rulebase.base import RuleBase
from advisor.rulebase.knowledge import Entry, Life, Service, offers
from advisor.rulebase.terms import HOP_TERMS


def noticed(reads: Reads, mutant: Mutant) -> int | None:
    """Give the number of the first scenario that notices the mutant, or None."""
    for change in mutant.changes:
        found = noticed_change(reads, change)
        if found is not None:
            return found
    return None


def noticed_change(reads: Reads, change: Change) -> int | None:
    """Give the number of the first scenario whose verdicts or reasons are others under the change."""
    for number, after in _after(reads, change):
        try:
            other = after()
            differs = other if isinstance(other, bool) else _differs(reads, number, other, change)
        except (AdvisorError, BudgetSpent):  # the engine cannot bear it, and says so
            differs = True
        if differs:
            return number
    return None


def _differs(reads: Reads, number: int, other: Case, change: Change) -> bool:
    """Whether what is seen of a case differs from what was seen; two judged alike look alike."""
    if change.kind != "fact" or change.name in HOP_TERMS or number in reads.looked_up.get(change[1:3], ()):
        return seen(answer(other)) != reads.seen[number]
    boards = tuple(
        judged(one, change.owner) for one in other.boards.values() if change.owner in one.standings
    )
    key = (number, change.owner, boards)
    found = reads.known.get(key)
    if found is None:
        found = reads.known[key] = seen(answer(other)) != reads.seen[number]
    return found


def _after(reads: Reads, change: Change) -> Iterator[tuple[int, Callable[[], Case | bool]]]:
    """Give the scenarios that could see a change, each with what judges it anew.

    That gives False where nothing that is seen can differ, and True where something must.
    """
    if change.kind == "fact":
        yield from _after_fact(reads, change)
        return
    base = reads.base
    if change.kind == "rule":
        redone: tuple[str, ...] = (change.owner,)
        numbers = sorted(reads.raised.get(change.owner, ()))
    else:
        redone = ()
        days = {day for day in reads.days() if _states_differ(reads, change, day)}
        numbers = sorted(reads.touched.get(change.owner, ()))
        numbers = [number for number in numbers if reads.cases[number].day in days]
    after = sharing(base, change, redone)
    for number in numbers:
        before = reads.cases[number]
        kept = {key: one for key, one in before.judgements.items() if key[0] not in redone}
        yield number, partial(_anew, before, after, kept, change.owner)


def _anew(before: Case, after: RuleBase, kept: dict[Any, Any], owner: str) -> Case | bool:
    one = case(after, before.scenario, before.day, kept)
    same = owner in one.boards and judged(one.boards[owner]) == judged(before.boards[owner])
    return False if same else one


def _states_differ(reads: Reads, change: Change, day: str) -> bool:
    before = reads.base.services[change.owner]
    after = before._replace(life=cast("tuple[Life, ...]", change.to))
    one, other = before.state(day), after.state(day)
    return (one and one.state, bool(before.life)) != (other and other.state, bool(after.life))


def _after_fact(reads: Reads, change: Change) -> Iterator[tuple[int, Callable[[], Case | bool]]]:
    base, service, term = reads.base, change.owner, change.name
    new = cast("tuple[Entry, ...]", change.to)
    old = base.services[service].facts[term]
    one = base.services[service]
    other = one._replace(facts={**one.facts, term: new})
    touched: dict[str, set[str] | None] = {}
    for day in reads.days():
        found = _touched(one, other, term, day)
        if found is None or found:
            touched[day] = found
    if not touched:
        return
    looked_up = set(reads.looked_up.get((service, term), ()))
    if term in HOP_TERMS:
        for name in named(new) - named(old):
            looked_up |= reads.linked.get(name, set())
    numbers = _numbers(reads, change, old + new, touched, looked_up)
    if not numbers:
        return
    after = sharing(base, change, reads.roles.get(service, ()))
    # a case of a fact may make a decision listen to needs that it did not hear
    alone = not any(entry.when for entry in old + new)
    for number in numbers:
        can = (alone, number in looked_up)
        yield number, partial(rejudged, reads, number, after, change, can)


def _numbers(
    reads: Reads,
    change: Change,
    entries: tuple[Entry, ...],
    touched: dict[str, set[str] | None],
    looked_up: set[int],
) -> list[int]:
    """Give the scenarios that could see a change of a fact, those that ask for it first."""
    found: dict[int, None] = {}
    if any(one.when for one in entries):
        for decision in reads.roles.get(change.owner, ()):
            found.update(dict.fromkeys(reads.raised.get(decision, ())))
    else:
        for asked in reads.about(change.owner, change.name):
            choices = touched.get(reads.cases[asked.scenario].day)
            if choices is not None and not choices & asked.choices and not asked.goal:
                continue
            if reads.looks_at(asked.scenario, change.owner):
                found[asked.scenario] = None
    found.update(dict.fromkeys(sorted(looked_up)))
    return [number for number in found if reads.cases[number].day in touched]


def _touched(one: Service, other: Service, term: str, day: str) -> set[str] | None:
    """Give the choices whose offer differs on the day; None where it is more than choices."""
    before, after = offers(one, term, day), offers(other, term, day)
    if [(x.value, x.when, x.denied.keys()) for x in before] == [
        (x.value, x.when, x.denied.keys()) for x in after
    ]:
        return set()
    if len(before) == len(after) == 1 and not (before[0].when or after[0].when):
        was, now = before[0].value, after[0].value
        if isinstance(was, tuple) and isinstance(now, tuple):
            return (set(was) ^ set(now)) | (set(before[0].denied) ^ set(after[0].denied))
    return None

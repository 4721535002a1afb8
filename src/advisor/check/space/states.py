"""What a scenario can say of one term, as far as tests of it can tell: the cells of one dimension of the space.

A *state* is the conditions that needs state of one term (none where it is not spoken of). Two states that pass
the same tests and stand to the same values alike are in one cell, so that a few states stand for all that can
ever be written. What is decided from them is decided for good, not sampled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import prod

from advisor.amounts import UNITS, UNLIMITED, spell
from advisor.amounts import condition as phrase
from advisor.engine.needs import stricter
from advisor.rulebase.terms import STEP, Condition, Term, Unfit, bound, resolve, show

State = tuple[Condition, ...]


def meets(term: Term, test: Condition, state: State) -> bool:
    """Whether needs satisfy a test of the term; nothing tests absence."""
    if not state:
        return False
    if term.kind == "set":
        return _of_set(test, state)
    mark = strictest(term, state)
    if mark is None:
        among = [set(one.marks) for one in state if one.operator == "any of"]
        return test.operator == "any of" and any(one <= set(test.marks) for one in among)
    return reaches(test, mark)


def reaches(test: Condition, mark: int) -> bool:
    """Whether a bound is one that the test of an amount or a level asks for."""
    first = test.marks[0]
    if test.operator in ("at most", "under"):
        return mark <= first - (test.operator == "under")
    if test.operator in ("at least", "over"):
        return mark >= first + (test.operator == "over")
    return (mark in test.marks) != (test.operator == "not")


def strictest(term: Term, state: State) -> int | None:
    """Give the bound that holds; None where none is stated."""
    best: int | None = None
    for one in state:
        mark = bound(term, one)
        if mark is not None and (best is None or stricter(term, mark, best)):
            best = mark
    return best


def _of_set(test: Condition, state: State) -> bool:
    required = {choice for one in state if one.operator == "all of" for choice in one.choices}
    loose = [set(one.choices) for one in state if one.operator == "any of"]
    asked = set(test.choices)
    if test.operator == "not":
        return not asked & required.union(*loose)
    if test.operator == "any of":
        return bool(asked & required) or any(one <= asked for one in loose)
    return asked <= required


def states(term: Term, tests: Iterable[Condition], values: Iterable[int] = ()) -> list[State]:
    """Give a state for each cell that the tests and the values of facts make, without the empty one.

    Args:
        term: the term.
        tests: conditions of rules and of cases of facts; of sets, they name the choices that matter.
        values: marks that services offer.
    """
    tests = list(dict.fromkeys(one for one in tests if one.term == term.id))
    if term.kind == "set":
        return list(dict.fromkeys((one,) for one in _set_states(term, tests)))
    found: dict[State, None] = {}
    marks = sorted({mark - mark % STEP for one in tests for mark in one.marks} | {*values})
    for text in _texts(term, marks):
        one = _said(term, text)
        if one is not None:
            found.setdefault((one,))
    if not term.fit:
        found.update(dict.fromkeys((one,) for one in tests if one.operator == "any of"))
    if (
        term.kind == "level" or not term.fit
    ):  # what is ruled out sets no bound, and refuses a need that a rule concludes
        denied = dict.fromkeys(show(term, mark) for mark in marks)
        found.update(dict.fromkeys((one,) for text in denied if (one := _said(term, f"not {text}"))))
    return list(found)


def _said(term: Term, text: str) -> Condition | None:
    try:
        return resolve(term, phrase(text), lambda word: word, need=True)
    except Unfit:
        return None


def _texts(term: Term, marks: Sequence[int]) -> Iterator[str]:
    """Give the needs by which amounts, or levels, of one term differ."""
    if term.kind == "level":
        yield from term.names
        return
    lead = {"at most": "at most ", "": ""}.get(term.fit, "at least ")
    beside = {"at most": ("under",), "": ("under", "over")}.get(term.fit, ("over",))
    for mark in marks:
        text = spell(mark // STEP, term.unit)
        yield f"{lead}{text}"
        yield from (f"{one} {text}" for one in beside if one == "over" or mark > 0)
    known = [mark for mark in marks if mark < UNLIMITED * STEP]
    if known and term.fit in ("at most", ""):
        yield f"{lead}{spell(known[-1] // STEP * 2 or UNITS[term.unit][0], term.unit)}"
    if known and term.fit != "at most":
        yield f"{lead}{spell(0, term.unit)}"


def _set_states(term: Term, tests: Sequence[Condition]) -> Iterator[Condition]:
    required, loose = _ways(term, tests)
    for parts in product(*required):
        named = tuple(sorted(choice for part in parts for choice in part))
        if named:
            yield Condition(term.id, "all of", (), named, ", ".join(named))
    for parts in product(*loose) if loose else ():
        named = tuple(sorted(choice for part in parts for choice in part))
        if len(named) > 1:
            yield Condition(term.id, "any of", (), named, f"any of {', '.join(named)}")
    denied = next((one.choices for one in tests if one.operator == "not"), None)
    if denied:  # who says only what is not needed passes every "not"
        yield Condition(term.id, "not", (), denied, f"not {', '.join(denied)}")


Ways = list[list[tuple[str, ...]]]


def _ways(term: Term, tests: Sequence[Condition]) -> tuple[Ways, Ways]:
    """Give what may be said of each kind of choices: in "all of" needs, and in "any of" needs."""
    required: Ways = []
    loose: Ways = []
    for kind in _kinds(term, tests):
        together = any(one.operator == "all of" and len(set(one.choices) & set(kind)) > 1 for one in tests)
        required.append([(), kind[:1], kind] if together else [(), kind[:1]])
        loose.append([(), kind[:2]])
    return required, loose if any(one.operator != "all of" for one in tests) else []


def _kinds(term: Term, tests: Sequence[Condition]) -> list[tuple[str, ...]]:
    """Give the choices that the tests name in groups that none of them tells apart, and one that none names."""
    named = dict.fromkeys(choice for one in tests for choice in one.choices)
    groups: dict[tuple[bool, ...], list[str]] = {}
    for choice in named:
        groups.setdefault(tuple(choice in one.choices for one in tests), []).append(choice)
    other = next((choice for choice in term.names if choice not in named), None)
    return [tuple(sorted(group)) for group in groups.values()] + ([(other,)] if other else [])


def count(term: Term, tests: Iterable[Condition], values: Iterable[int] = ()) -> int:
    """Give how many states there are, at most, without making them."""
    tests = list(dict.fromkeys(one for one in tests if one.term == term.id))
    if term.kind == "level":
        return 3 * len(term.names)
    if term.kind == "quantity":
        return 5 * len({mark for one in tests for mark in one.marks} | {*values}) + 2
    required, loose = _ways(term, tests)
    return prod(map(len, required)) + prod(map(len, loose)) + 1


def compatible(term: Term, one: Condition, other: Condition) -> bool:
    """Whether one state passes both tests."""
    return any(meets(term, one, state) and meets(term, other, state) for state in states(term, (one, other)))


def implied(term: Term, one: Condition, other: Condition) -> bool:
    """Whether every state that passes the first test passes the second."""
    return all(meets(term, other, state) for state in states(term, (one, other)) if meets(term, one, state))

"""Needs: what was said, what rules add, and the facts that tell the engine about them."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from advisor.engine.ground import Fact
from advisor.rulebase.contradiction import contradict
from advisor.rulebase.terms import Condition, Term, bound

ANY = "*"
"""Stands for every choice that nothing in the compiled rules mentions."""


class Need(NamedTuple):
    """One condition that a solution is to meet."""

    condition: Condition
    by: str = ""
    """The rule that concluded it; empty where the scenario says so."""
    at: str = ""
    """Where that stands."""
    scope: str = ""
    """The decision under whose id it stands; empty for a need of the whole scenario."""

    @property
    def term(self) -> str:
        """The term that it is about."""
        return self.condition.term


class Clash(NamedTuple):
    """Two needs that cannot both be met."""

    kept: Need
    refused: Need


def stricter(term: Term, one: int, other: int) -> bool:
    """Whether ``one`` asks for more than ``other``."""
    return one < other if term.lower_is_lighter else one > other


def merged(terms: Mapping[str, Term], needs: Iterable[Need]) -> tuple[tuple[Need, ...], list[Clash]]:
    """Give the needs that count: of two bounds for one term the stricter, and of two that clash the first."""
    kept: list[Need] = []
    clashing: list[Clash] = []
    for need in needs:
        term = terms[need.term]
        rivals = [other for other in kept if other.term == need.term]
        refused = next((other for other in rivals if contradict(term, other.condition, need.condition)), None)
        if refused is not None:
            clashing.append(Clash(refused, need))
            continue
        if need in rivals:
            continue
        mark = bound(term, need.condition)
        if mark is not None:
            rival = next((other for other in rivals if bound(term, other.condition) is not None), None)
            if rival is not None:
                was = bound(term, rival.condition)
                if was is not None and stricter(term, mark, was):
                    kept[kept.index(rival)] = need
                continue
        kept.append(need)
    return tuple(kept), clashing


class Hearing(NamedTuple):
    """What the compiled rules of a decision listen for, beyond plain needs."""

    choices: dict[str, frozenset[str]]
    """Term -> the choices that facts mention; others are told as :data:`ANY`."""
    among: dict[str, frozenset[tuple[str, ...]]]
    """Term -> the "any of" tests that an "any of" need could satisfy."""
    denied: dict[str, frozenset[str]]
    """Term -> the choices that some "not" test asks about."""

    def heard(self, term: str, choice: str) -> str:
        """Give the word by which the engine knows a choice."""
        return choice if choice in self.choices.get(term, ()) else ANY


def listening(conditions: Iterable[Condition], choices: dict[str, frozenset[str]] | None = None) -> Hearing:
    """Give what rules of these conditions listen for.

    Args:
        conditions: all that the rules look at.
        choices: term -> the choices that facts mention, where the rules are about facts too.
    """
    among: dict[str, set[tuple[str, ...]]] = {}
    denied: dict[str, set[str]] = {}
    for one in conditions:
        if one.operator == "any of":
            among.setdefault(one.term, set()).add(one.choices or tuple(map(str, one.marks)))
        elif one.operator == "not":
            denied.setdefault(one.term, set()).update(one.choices)
    return Hearing(
        choices or {},
        {term: frozenset(found) for term, found in among.items()},
        {term: frozenset(found) for term, found in denied.items()},
    )


def facts(need: Need, term: Term, hearing: Hearing) -> list[Fact]:
    """Give the facts that tell the engine of a need."""
    condition = need.condition
    told: list[Fact] = []
    if term.kind != "set":
        mark = bound(term, condition)
        if mark is not None:
            told.append(Fact(term.id, mark))
        elif condition.operator == "any of":
            told += _among(term, tuple(map(str, condition.marks)), hearing)
        return told
    if condition.operator == "all of":
        told += [Fact(term.id, None, hearing.heard(term.id, choice)) for choice in condition.choices]
        told += [Fact(f"{term.id} is", None, choice) for choice in condition.choices]
    elif condition.operator == "any of":
        told += [Fact(term.id, None, hearing.heard(term.id, choice)) for choice in condition.choices]
        told += _among(term, condition.choices, hearing)
    return told


def _among(term: Term, said: tuple[str, ...], hearing: Hearing) -> list[Fact]:
    """An "any of" need satisfies a test only if each of its choices does."""
    return [
        Fact(f"{term.id} among", None, "|".join(test))
        for test in sorted(hearing.among.get(term.id, ()))
        if set(said) <= set(test)
    ]


def absent(needs: Iterable[Need], terms: Mapping[str, Term], hearing: Hearing) -> list[Fact]:
    """Give the choices that stated sets do not name, for rules that test "not".

    A term that no need is about says nothing: absence is never tested.
    """
    told: list[Fact] = []
    if not hearing.denied:
        return told
    stated: dict[str, set[str]] = {}
    for need in needs:
        if need.term in hearing.denied and terms[need.term].kind == "set":
            named = set() if need.condition.operator == "not" else set(need.condition.choices)
            stated.setdefault(need.term, set()).update(named)
    for term, named in sorted(stated.items()):
        missing = sorted(hearing.denied.get(term, frozenset()) - named)
        told += [Fact(f"{term} is not", None, choice) for choice in missing]
    return told

"""What each scenario reads of the rule base, so that a change is tried on those only that could see it.

A fact reaches a recommendation in four ways, and no other: a decision whose candidate states it is judged
on a need of its term; its term is a goal of the scenario; it is looked up for a hop or a bridge, which a
memo that keeps a record tells; or a hop is looked for from the other end, by the table of links. A test
holds this index against trying random changes on all scenarios.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from advisor.check.seen import Seen, seen
from advisor.recommend.advise import answer
from advisor.recommend.case import Case, case
from advisor.recommend.hops import bridge
from advisor.rulebase.base import RuleBase
from advisor.rulebase.knowledge import Service
from advisor.rulebase.scenario import Scenario
from advisor.rulebase.terms import HOP_TERMS, bound


class Bridged(NamedTuple):
    """A hop for which a scenario looked for a bridge."""

    start: str
    end: str
    found: tuple[str, ...] | None
    looked_up: frozenset[tuple[str, str]]
    """The (service, term) pairs that were looked up for it."""
    linked: frozenset[str]
    """The services whose links were looked at."""


class Asked(NamedTuple):
    """One scenario asks the candidates of a decision about a term."""

    scenario: int
    choices: frozenset[str]
    """The choices it needs, of a set."""
    marks: frozenset[int]
    """The bounds it states, and where the term is a goal, what the candidates state."""
    goal: bool


@dataclass(slots=True)
class Reads:
    """Scenarios judged, and what each of them read."""

    base: RuleBase
    cases: list[Case] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    """What is to be seen of each scenario's recommendation."""
    raised: dict[str, list[int]] = field(default_factory=dict)
    """Decision -> the scenarios that raise it."""
    asked: dict[tuple[str, str], list[Asked]] = field(default_factory=dict)
    """(decision, term) -> the scenarios that ask its candidates about it."""
    stated: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    """(decision, term) -> the bounds that rules could look at there."""
    looked_up: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    """(service, term) -> the scenarios that look it up for a hop or a bridge."""
    linked: dict[str, set[int]] = field(default_factory=dict)
    """Service -> the scenarios that look for services that name it as source or destination."""
    ways: list[frozenset[tuple[str, str]]] = field(default_factory=list)
    """For each scenario the hops that it looks at."""
    bridges: list[tuple[Bridged, ...]] = field(default_factory=list)
    """For each scenario the hops for which it looks for a bridge."""
    touched: dict[str, set[int]] = field(default_factory=dict)
    """Service -> the scenarios that look at its life."""
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Service -> the decisions whose candidate it is."""
    known: dict[object, bool] = field(default_factory=dict)
    """What was tried before: a scenario with a service judged so, and whether something is seen of it."""

    def looks_at(self, number: int, service: str) -> bool:
        """Whether the scenario's answer looks at the service: of a question's, only at what options name."""
        options = self.cases[number].scenario.options
        return not options or any(part.service == service for one in options for part in one.parts)

    def about(self, service: str, term: str) -> Iterator[Asked]:
        """Give where scenarios ask about the service's fact as that of a candidate."""
        for decision in self.roles.get(service, ()):
            yield from self.asked.get((decision, term), ())

    def marks(self, service: str, term: str) -> list[int]:
        """Give the bounds of the term that a value of the service is held against, smallest first."""
        return sorted({mark for one in self.about(service, term) for mark in one.marks})

    def days(self) -> list[str]:
        """Give the days that scenarios are about, first to last."""
        return sorted({one.day for one in self.cases})


def reads(base: RuleBase, scenarios: Sequence[Scenario]) -> Reads:
    """Judge the scenarios, each on its own day, and keep a record of what each read."""
    record = _Record()
    memo = _Memo(record, base)
    services = dict(base.services)  # no row is decoded twice
    watched = base._replace(memo=memo, services=_Services(services, record), links=_Links(base.links, record))
    # what was read lies in the plain copy, for all that is tried later
    plain = base._replace(memo=memo.held, services=services, decisions=dict(base.decisions))
    found = Reads(plain)
    for number, one in enumerate(scenarios):
        record.number = number
        judged = case(watched, one, base.day(one.as_of))
        found.seen.append(seen(answer(judged)))
        found.cases.append(judged._replace(base=plain, memo={}))
        found.bridges.append(tuple(_bridged(judged, record)))
        found.ways.append(frozenset(record.ways))
        record.ways.clear()
        _asked(found, number, judged)
    found.looked_up, found.linked, found.touched = record.looked_up, record.linked, record.touched
    for decision in plain.decisions.values():
        for name in decision.candidates:
            found.roles[name] = (*found.roles.get(name, ()), decision.id)
    return found


def _bridged(judged: Case, record: _Record) -> Iterator[Bridged]:
    """Look for each bridge of a scenario once more, keeping a record of what is read for it alone."""
    bridges = [key for key in judged.memo if isinstance(key, tuple) and key[0] == "bridge"]
    for _, start, end in bridges:
        record.pairs, record.names = set(), set()
        found = bridge(judged._replace(memo={}), start, end)
        yield Bridged(start, end, found, frozenset(record.pairs), frozenset(record.names))


def _asked(found: Reads, number: int, judged: Case) -> None:
    for decision, board in judged.boards.items():
        found.raised.setdefault(decision, []).append(number)
        terms = found.base.terms
        for need in board.judgement.needs:
            mark = bound(terms[need.term], need.condition)
            if mark is not None:
                found.stated.setdefault((decision, need.term), set()).add(mark)
        choices: dict[str, set[str]] = {goal: set() for goal in judged.goals}
        marks: dict[str, set[int]] = {}
        for one in board.judgement.requirements:
            choices.setdefault(one.term, set()).update(one.choices)
            mark = bound(terms[one.term], one.need.condition)
            if mark is not None:
                marks.setdefault(one.term, set()).add(mark)
        for (_, term), offer in board.judgement.offers.items():
            if term in judged.goals and isinstance(offer.value, int):
                marks.setdefault(term, set()).add(offer.value)
        for term, some in choices.items():
            asked = Asked(number, frozenset(some), frozenset(marks.get(term, ())), term in judged.goals)
            found.asked.setdefault((decision, term), []).append(asked)


@dataclass(slots=True)
class _Record:
    """What the scenario at hand looks up."""

    number: int = 0
    looked_up: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    linked: dict[str, set[int]] = field(default_factory=dict)
    touched: dict[str, set[int]] = field(default_factory=dict)
    ways: set[tuple[str, str]] = field(default_factory=set)
    pairs: set[tuple[str, str]] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def look_up(self, services: Iterable[str], terms: Iterable[str]) -> None:
        for service in services:
            for term in terms:
                self.looked_up.setdefault((service, term), set()).add(self.number)
                self.pairs.add((service, term))


class _Memo(dict[Any, Any]):
    """A rule base's memo that tells which facts are looked up past the compiled decisions."""

    def __init__(self, record: _Record, base: RuleBase) -> None:
        super().__init__()
        self.held: dict[Any, Any] = {}
        self.record = record
        self.base = base

    def _look(self, key: Any) -> None:
        if not isinstance(key, tuple):
            return
        if key[0] == "cases":
            self.record.look_up(key[1:2], key[2:3])
        elif key[0] == "way":
            both = {*key[1:3], *(self.base.whole(one) for one in key[1:3])}
            self.record.look_up(both, HOP_TERMS)
            self.record.ways.add((key[1], key[2]))

    def get(self, key: Any, default: Any = None) -> Any:
        self._look(key)
        return self.held.get(key, default)

    def __getitem__(self, key: Any) -> Any:
        self._look(key)
        return self.held[key]

    def __setitem__(self, key: Any, value: Any) -> None:
        self.held[key] = value

    def __delitem__(self, key: Any) -> None:
        """Forget nothing: what is tried later shares it."""

    def setdefault(self, key: Any, default: Any = None) -> Any:
        return self.held.setdefault(key, default)

    def __contains__(self, key: object) -> bool:
        self._look(key)
        return key in self.held


class _Services(Mapping[str, Service]):
    """Services that tell which of them a scenario looks at."""

    def __init__(self, held: Mapping[str, Service], record: _Record) -> None:
        self.held = held
        self.record = record

    def __getitem__(self, key: str) -> Service:
        self.record.touched.setdefault(key, set()).add(self.record.number)
        return self.held[key]

    def __contains__(self, key: object) -> bool:
        return key in self.held

    def __iter__(self) -> Iterator[str]:
        return iter(self.held)

    def __len__(self) -> int:
        return len(self.held)


class _Links(Mapping[str, dict[str, list[str]]]):
    """The table of links, telling from which service a scenario looks for others."""

    def __init__(self, held: Mapping[str, dict[str, list[str]]], record: _Record) -> None:
        self.held = held
        self.record = record

    def __getitem__(self, key: str) -> dict[str, list[str]]:
        self.record.linked.setdefault(key, set()).add(self.record.number)
        self.record.names.add(key)
        return self.held[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.held)

    def __len__(self) -> int:
        return len(self.held)

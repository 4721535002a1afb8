"""What is checked: a rule base, its scenarios and their answers, each computed once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property
from typing import NamedTuple, Protocol, TypeVar

from advisor import source
from advisor.check.finding import MAX_AGE, Finding
from advisor.errors import Place
from advisor.recommend.advise import answer, outcome
from advisor.recommend.case import Case, case
from advisor.recommend.result import Recommendation, Status
from advisor.rulebase.base import RuleBase
from advisor.rulebase.files import Found, Tree, tree
from advisor.rulebase.scenario import Scenario


class Tried(NamedTuple):
    """What came of a scenario on its own day."""

    answer: Recommendation
    """Without reasons, flips and a look at today."""
    fired: frozenset[str]
    """The rules that fired, by their ids."""


_PORTION = 25
"""So many scenarios are tried in one go, where work is shared out."""

Thing = TypeVar("Thing")
Result = TypeVar("Result")


class Each(Protocol):
    """Gives what a function gives for each of some pieces of work, in order, as ``map`` does."""

    def __call__(self, work: Callable[[Thing], Result], things: Sequence[Thing], /) -> Iterable[Result]:
        """Give the results."""
        ...


class Subject:
    """A rule base and scenarios, with what all checks ask of them.

    Everything is computed when it is first asked for, once, so that a run of one check pays for no other.
    """

    def __init__(
        self,
        base: RuleBase,
        scenarios: Sequence[Scenario],
        files: Sequence[Found] = (),
        *,
        max_age: int = MAX_AGE,
        each: Each = map,
    ) -> None:
        """Take the rule base, the scenarios, which have been linked to it, and the files of both as written.

        Args:
            base: the rule base.
            scenarios: the scenarios.
            files: the files that rule base and scenarios were read from; without them checks of how things
                are written find nothing.
            max_age: days after which a source is due for another look.
            each: does pieces of work, should there be a quicker way than one after the other.
        """
        self.base = base
        self.decisions = tuple(base.decisions.values())
        """The decisions that checks go through one by one."""
        self.scenarios = tuple(scenarios)
        self.files = tuple(files)
        self.max_age = max_age
        self.found: dict[str, tuple[Finding, ...]] = {}
        """Name of a check -> what it found, once it has been run."""
        self.each = each
        self.trees: dict[str, source.Node | None] = {}
        """What stands in the files that have been read, by their paths; None where it cannot be."""

    def parts(self, number: int) -> list[Subject]:
        """Give the same subject so many times, each with its share of the decisions to be gone through."""
        every, shares = self.decisions, []
        for first in range(min(number, len(every))):
            share = copy(self)
            share.found, share.decisions = {}, every[first::number]
            shares.append(share)
        return shares

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """The scenarios judged, each on its own day, in their order."""
        return tuple(case(self.base, one, self.base.day(one.as_of)) for one in self.scenarios)

    @cached_property
    def tried(self) -> tuple[Tried, ...]:
        """What came of the scenarios, in their order."""
        portions = [self.scenarios[at : at + _PORTION] for at in range(0, len(self.scenarios), _PORTION)]
        done = self.each(lambda portion: [self._try(one) for one in portion], portions)
        return tuple(one for portion in done for one in portion)

    def _try(self, scenario: Scenario) -> Tried:
        judged = case(self.base, scenario, self.base.day(scenario.as_of))
        fired = {one.rule.id for board in judged.boards.values() for one in board.judgement.fired}
        return Tried(_bare(answer(judged)), frozenset(fired))

    @property
    def answers(self) -> tuple[Recommendation, ...]:
        """The answers to the scenarios, each on its own day, in their order; without reasons."""
        return tuple(one.answer for one in self.tried)

    def status_today(self, scenario: Scenario) -> Status:
        """Give how a scenario comes out today."""
        return outcome(case(self.base, scenario, self.today)).status

    @cached_property
    def won(self) -> frozenset[tuple[str, str]]:
        """Decisions and the candidates that scenarios without options choose for them."""
        return self._answering(options=False)

    @cached_property
    def picked(self) -> frozenset[tuple[str, str]]:
        """Decisions and the candidates that scenarios choose for them among options."""
        return self._answering(options=True)

    def _answering(self, *, options: bool) -> frozenset[tuple[str, str]]:
        return frozenset(
            (decision, part.service)
            for answer in self.answers
            if (answer.options is not None) == options and answer.status in {"decided", "provisional"}
            for part in answer.solution
            for decision in part.decisions
        )

    @property
    def today(self) -> str:
        """The day of the edition ``today``: checks look at no clock."""
        return self.base.editions["today"].day

    @cached_property
    def nodes(self) -> Mapping[str, source.Node]:
        """The files as written, by their paths; not laid over each other."""
        read = {one.shown: self.node(one) for one in self.files}
        return {path: node for path, node in read.items() if node is not None}

    def node(self, file: Found) -> source.Node | None:
        """Give what stands in one of the files, or None where it cannot be read."""
        if file.shown not in self.trees:
            self.trees[file.shown] = source.parse(file.data, file.shown)[0]
        return self.trees[file.shown]

    @cached_property
    def tree(self) -> Tree:
        """The rule files laid over each other, with the place of everything."""
        return tree([one for one in self.files if one.kind != "scenario"])

    @cached_property
    def lines(self) -> Mapping[str, list[str]]:
        """The lines of each file as written, by its path."""
        return {one.shown: one.data.decode("utf-8-sig").splitlines() for one in self.files}

    def within_scenario(self, one: Scenario, *path: str | int, key: bool = False) -> Place:
        """Give the place of a field of a scenario, or of what lies in it; of the file where that is not known.

        Args:
            one: the scenario.
            path: keys and numbers that lead to it.
            key: give the place of the last key itself rather than of its value.
        """
        file = self._at.get(one.path)
        node = self.node(file) if file else None
        return source.place_of(node, path, key=key) if node else Place(one.path)

    def within_decision(self, id_: str, *path: str | int, key: bool = False) -> Place:
        """Give the place of a field of a decision, likewise; it may stand in any of the folders."""
        return self._place("decision", id_, path, key=key)

    def within_service(self, id_: str, *path: str | int, key: bool = False) -> Place:
        """Give the place of a field of a service, likewise."""
        return self._place("service", id_, path, key=key)

    def written(self, kind: str, id_: str) -> list[source.Node]:
        """Give what stands in the files of a service or a decision, that of the last folder first."""
        read = map(self.node, self._named.get((kind, id_), ()))
        return [node for node in read if node is not None]

    @cached_property
    def _at(self) -> Mapping[str, Found]:
        return {one.shown: one for one in self.files}

    @cached_property
    def _named(self) -> Mapping[tuple[str, str], list[Found]]:
        found: dict[tuple[str, str], list[Found]] = {}
        for one in reversed(self.files):
            found.setdefault((one.kind, one.id), []).append(one)
        return found

    def _place(self, kind: str, id_: str, path: tuple[str | int, ...], *, key: bool) -> Place:
        nodes = self.written(kind, id_)
        there = next((one for one in nodes if _holds(one, path)), nodes[-1] if nodes else None)
        return source.place_of(there, path, key=key) if there else Place(id_)

    def place(self, at: str) -> Place:
        """Give the place that reasons cite as ``path:line``: the first word of that line."""
        path, _, line = at.rpartition(":")
        if not line.isdigit():
            return Place(at)
        lines = self.lines.get(path, [])
        text = lines[int(line) - 1] if int(line) <= len(lines) else ""
        return Place(path, int(line), len(text) - len(text.lstrip(" -")) + 1)


def _holds(node: source.Node, path: Sequence[str | int]) -> bool:
    """Whether a file has what the path leads to."""
    if not path:
        return True
    step = path[0]
    inside: source.Node | None = None
    if isinstance(node, source.Fields) and isinstance(step, str):
        inside = node.values.get(step)
    elif isinstance(node, source.Items) and isinstance(step, int) and step < len(node.values):
        inside = node.values[step]
    return inside is not None and _holds(inside, path[1:])


def _bare(answer: Recommendation) -> Recommendation:
    """Give an answer without the reasons that no check looks at; they would go from one process to another."""
    options = answer.options
    if options is not None:
        options = {letter: one._replace(reasons=(), hops=()) for letter, one in options.items()}
    return answer._replace(because=(), ruled_out=(), runner_up=None, options=options)

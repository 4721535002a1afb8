"""What is checked: a rule base, its scenarios and their answers, each computed once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from advisor import source
from advisor.check.finding import Finding
from advisor.errors import Place
from advisor.recommend.advise import recommend
from advisor.recommend.case import Case, case
from advisor.recommend.result import Recommendation
from advisor.rulebase.base import RuleBase
from advisor.rulebase.files import Found, Tree, tree
from advisor.rulebase.scenario import Scenario

Answer = Callable[[RuleBase, Sequence[Scenario]], Sequence[Recommendation]]

MAX_AGE = 400
"""Days after which a source is due for another look: a year, and some weeks to find the time."""


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
        answer: Answer | None = None,
    ) -> None:
        """Take the rule base, the scenarios, which have been linked to it, and the files of both as written.

        Args:
            base: the rule base.
            scenarios: the scenarios.
            files: the files that rule base and scenarios were read from; without them checks of how things
                are written find nothing.
            max_age: days after which a source is due for another look.
            answer: gives the recommendations, should there be a quicker way than one after the other.
        """
        self.base = base
        self.scenarios = tuple(scenarios)
        self.files = tuple(files)
        self.max_age = max_age
        self.found: dict[str, tuple[Finding, ...]] = {}
        """Name of a check -> what it found, once it has been run."""
        self._answer = answer or _one_by_one

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """The scenarios judged, each on its own day, in their order."""
        return tuple(case(self.base, one, self.base.day(one.as_of)) for one in self.scenarios)

    @cached_property
    def answers(self) -> tuple[Recommendation, ...]:
        """The recommendations for the scenarios, each on its own day, in their order, without flips."""
        return tuple(self._answer(self.base, self.scenarios))

    @property
    def today(self) -> str:
        """The day of the edition ``today``: checks look at no clock."""
        return self.base.editions["today"].day

    @cached_property
    def nodes(self) -> Mapping[str, source.Node]:
        """The files as written, by their paths; not laid over each other."""
        read = {one.shown: source.parse(one.data, one.shown)[0] for one in self.files}
        return {path: node for path, node in read.items() if node is not None}

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
        return _place(self.nodes.get(one.path), one.path, path, key=key)

    def within_decision(self, id_: str, *path: str | int, key: bool = False) -> Place:
        """Give the place of a field of a decision, likewise; it may stand in any of the folders."""
        return _place(self.tree.decisions.get(id_), id_, path, key=key)

    def within_service(self, id_: str, *path: str | int, key: bool = False) -> Place:
        """Give the place of a field of a service, likewise."""
        return _place(self.tree.services.get(id_), id_, path, key=key)

    def place(self, at: str) -> Place:
        """Give the place that reasons cite as ``path:line``: the first word of that line."""
        path, _, line = at.rpartition(":")
        if not line.isdigit():
            return Place(at)
        lines = self.lines.get(path, [])
        text = lines[int(line) - 1] if int(line) <= len(lines) else ""
        return Place(path, int(line), len(text) - len(text.lstrip(" -")) + 1)


def _place(node: source.Node | None, whole: str, path: tuple[str | int, ...], *, key: bool) -> Place:
    return source.place_of(node, path, key=key) if node else Place(whole)


def _one_by_one(base: RuleBase, scenarios: Sequence[Scenario]) -> Sequence[Recommendation]:
    return [recommend(base, one, flips=False) for one in scenarios]

"""What is checked: a rule base, its scenarios and their answers, each computed once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from advisor import source
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
    def _lines(self) -> dict[str, list[str]]:
        return {one.shown: one.data.decode("utf-8-sig").splitlines() for one in self.files}

    def place(self, at: str) -> Place:
        """Give the place that reasons cite as ``path:line``: the first word of that line."""
        path, _, line = at.rpartition(":")
        if not line.isdigit():
            return Place(at)
        lines = self._lines.get(path, [])
        text = lines[int(line) - 1] if int(line) <= len(lines) else ""
        return Place(path, int(line), len(text) - len(text.lstrip(" -")) + 1)


def _one_by_one(base: RuleBase, scenarios: Sequence[Scenario]) -> Sequence[Recommendation]:
    return [recommend(base, one, flips=False) for one in scenarios]

"""What is checked: a rule base, its scenarios, and their answers, each computed once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from advisor.recommend.advise import recommend
from advisor.recommend.case import Case, case
from advisor.recommend.result import Recommendation
from advisor.rulebase.base import RuleBase
from advisor.rulebase.scenario import Scenario


class Subject:
    """A rule base and scenarios, with what all checks ask of them.

    Everything is computed when it is first asked for, once, so that a run of one check pays for no other.
    """

    def __init__(self, base: RuleBase, scenarios: Sequence[Scenario]) -> None:
        """Take the rule base and the scenarios, which have been linked to it."""
        self.base = base
        self.scenarios = tuple(scenarios)

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """The scenarios judged, each on its own day, in their order."""
        return tuple(case(self.base, one, self.base.day(one.as_of)) for one in self.scenarios)

    @cached_property
    def answers(self) -> tuple[Recommendation, ...]:
        """The recommendations for the scenarios, each on its own day, in their order, without flips."""
        return tuple(recommend(self.base, one, flips=False) for one in self.scenarios)

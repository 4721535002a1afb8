"""Needs and goals tried on the real program, and written down as a scenario when they show something."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import NamedTuple

from advisor.recommend.case import Case, case
from advisor.recommend.compose import separated
from advisor.recommend.search import Solution, solutions
from advisor.rulebase.base import RuleBase
from advisor.rulebase.scenario import Scenario, Stated
from advisor.rulebase.terms import Condition


class Probe(NamedTuple):
    """What is asked of one decision."""

    decision: str
    """Empty where the needs are to raise what is decided."""
    day: str
    needs: Mapping[str, Condition]
    minimise: tuple[str, ...] = ()
    maximise: tuple[str, ...] = ()
    existing: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from other trials."""
        needs = frozenset((one.term, one.operator, one.marks, one.choices) for one in self.needs.values())
        return needs, self.minimise, self.maximise

    def without(self, term: str) -> Probe:
        """Give the trial that does not speak of a term."""
        return self._replace(needs={word: one for word, one in self.needs.items() if word != term})

    def also(self, needs: Mapping[str, Condition]) -> Probe:
        """Give the trial with more, or other, needs."""
        return self._replace(needs={**self.needs, **needs})

    @property
    def scenario(self) -> Scenario:
        """The scenario that says so."""
        return Scenario(
            "witness",
            "",
            as_of=self.day,
            decide=(self.decision,) if self.decision else None,
            existing=self.existing,
            needs=tuple(Stated(one, "") for one in self.needs.values()),
            minimise=self.minimise,
            maximise=self.maximise,
        )


class Outcome(NamedTuple):
    """What came of a trial."""

    case: Case
    found: tuple[Solution, ...]
    """The best solutions, one more than were asked for at most."""

    @property
    def best(self) -> Solution | None:
        """The one best solution; None where there is none, or a tie."""
        if not self.found or (len(self.found) > 1 and self.found[1].key == self.found[0].key):
            return None
        return self.found[0]


def attempt(base: RuleBase, trial: Probe, most: int = 2) -> Outcome:
    """Ask the program; ``most`` is how many of the best solutions are looked at."""
    judged = case(base, trial.scenario, trial.day, look_around=False)
    return Outcome(judged, tuple(islice(solutions(judged), most)) if separated(judged) else ())

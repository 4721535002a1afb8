"""One scenario on one day: the decisions it raises, and how every candidate stands to each."""

from collections.abc import Mapping
from typing import NamedTuple

from advisor.engine.ground import Firing
from advisor.engine.needs import Need, merged
from advisor.engine.raising import raised
from advisor.recommend.board import Board, Capabilities, Judgements, board, of
from advisor.rulebase.base import RuleBase
from advisor.rulebase.knowledge import Offer, offers
from advisor.rulebase.scenario import Scenario


class Case(NamedTuple):
    """A scenario on a day, judged."""

    base: RuleBase
    scenario: Scenario
    day: str
    decisions: tuple[str, ...]
    raised: dict[str, Firing]
    boards: dict[str, Board]
    needs: tuple[Need, ...]
    capabilities: Capabilities
    judgements: Judgements
    memo: dict[object, object]

    @property
    def goals(self) -> tuple[str, ...]:
        """The terms to minimise, then those to maximise."""
        return self.scenario.minimise + self.scenario.maximise

    @property
    def also_raised(self) -> tuple[str, ...]:
        """What the needs would raise and a given ``decide`` leaves out."""
        return tuple(one for one in self.raised if one not in self.decisions)

    @property
    def unused(self) -> tuple[str, ...]:
        """Needs that no raised decision looks at."""
        heard = {term for board in self.boards.values() for term in board.judgement.program.listens}
        heard |= {one.term for it in self.raised for way in self.base.decisions[it].raised_by for one in way}
        stated = [need.term for need in self.needs]
        for decision, some in self.scenario.local.items():
            board = self.boards.get(decision)
            own = board.judgement.program.listens if board else frozenset()
            stated += [one.condition.term for one in some if one.condition.term not in own]
        return tuple(dict.fromkeys(term for term in stated if term not in heard))


def case(  # noqa: PLR0913 - what is asked, and how much of it
    base: RuleBase,
    scenario: Scenario,
    day: str,
    judgements: Judgements | None = None,
    *,
    look_around: bool = True,
    stated_only: bool = False,
    like: Mapping[str, Board] | None = None,
) -> Case:
    """Judge every decision that the scenario raises (or names) on the day.

    Args:
        base: the rule base.
        scenario: what is needed.
        day: the ISO day whose facts hold.
        judgements: what was judged before and need not be judged again; it grows.
        look_around: also find out what the needs would raise besides a given ``decide``.
        stated_only: compile only what the stated needs can reach; enough for a bare answer.
        like: the boards of the same scenario with other needs.
    """
    judgements = {} if judgements is None else judgements
    needs, _ = merged(base.terms, of(scenario.needs))
    found = raised(base, needs) if look_around or scenario.decide is None else {}
    decisions = _asked(base, scenario, tuple(found)) if scenario.decide is None else scenario.decide
    capabilities = Capabilities({}, {})
    terms = _stated(scenario) if stated_only else None
    like = like or {}
    boards = {
        one: board(base, scenario, day, one, needs, capabilities, judgements, terms=terms, like=like.get(one))
        for one in decisions
    }
    return Case(base, scenario, day, decisions, found, boards, needs, capabilities, judgements, {})


def _asked(base: RuleBase, scenario: Scenario, found: tuple[str, ...]) -> tuple[str, ...]:
    """Give what is to be decided where scenarios do not say so: what all options name, or needs raise.

    Of what needs raise or are stated for, what no option has a part for is reported as raised besides.
    """
    if scenario.options and all(option.dealt is not None for option in scenario.options):
        return tuple(sorted({one for option in scenario.options for one, _ in option.dealt or ()}))
    decisions = found + tuple(one for one in sorted(scenario.local) if one not in found)
    named = {part.service for option in scenario.options for part in option.parts}
    meant = tuple(one for one in decisions if named & set(base.decisions[one].candidates))
    return meant or _by_options(base, scenario) or decisions


def _by_options(base: RuleBase, scenario: Scenario) -> tuple[str, ...]:
    """Give the decision that every option answers and that asks about most of what is needed."""
    stated = {one.condition.term for one in scenario.needs}
    options = [{part.service for part in option.parts} for option in scenario.options]
    if not (stated and options):
        return ()
    fitting = [
        (-len(stated & set(decision.asks)), id_)
        for id_, decision in base.decisions.items()
        if stated & set(decision.asks) and all(one & set(decision.candidates) for one in options)
    ]
    return (min(fitting)[1],) if fitting else ()


def _stated(scenario: Scenario) -> frozenset[str]:
    """Give the terms of all needs and goals; some that sound alike belong to other decisions, at no harm."""
    said = [one.condition.term for one in scenario.needs]
    said += [one.condition.term for some in scenario.local.values() for one in some]
    return frozenset((*said, *scenario.minimise, *scenario.maximise))


def cases(base: RuleBase, service: str, term: str, day: str) -> tuple[Offer, ...]:
    """Give what a service offers for a term on a day, case by case; kept with the rule base."""
    key = ("cases", service, term, day)
    if key not in base.memo:
        base.memo[key] = offers(base.services[service], term, day) if service in base.services else ()
    return base.memo[key]  # type: ignore[no-any-return]


def fact(base: RuleBase, service: str, term: str, day: str) -> Offer | None:
    """Give what a service offers for a term on a day where no special case holds."""
    return next((one for one in reversed(cases(base, service, term, day)) if not one.when), None)

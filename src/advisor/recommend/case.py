"""One scenario on one day: the decisions it raises, and how every candidate stands to each."""

from typing import NamedTuple

from advisor.amounts import UNLIMITED
from advisor.engine.compile import Overrides, program
from advisor.engine.ground import Firing
from advisor.engine.judge import Judged, Judgement, judge
from advisor.engine.needs import Need, merged
from advisor.engine.raising import raised
from advisor.recommend.life import Closed, closed
from advisor.rulebase.base import RuleBase
from advisor.rulebase.knowledge import Offer, offers
from advisor.rulebase.scenario import Scenario, Stated
from advisor.rulebase.terms import STEP, bound

SILENT = UNLIMITED * STEP * 4
"""The weight of a part that says nothing about a goal: after every stated value."""

Weight = int

Judgements = dict[tuple[object, ...], Judgement]
"""What the engine concluded, by decision, day, the needs that matter to it, and overrides."""


class Standing(NamedTuple):
    """How one candidate stands to one decision."""

    service: str
    decision: str
    broken: tuple[int, ...]
    """Numbers of the requirements whose limit it breaks."""
    lacking: tuple[int, ...]
    unknown: tuple[int, ...]
    """Numbers of the requirements that it states nothing about."""
    offered: int
    """Capabilities that it offers, as bits of :class:`Capabilities`."""
    open: int
    """Capabilities that it says nothing about, likewise."""
    unknown_limits: int
    excluded: tuple[Judged, ...]
    preferred: tuple[Judged, ...]
    avoided: tuple[Judged, ...]
    closed: tuple[Closed, ...]
    weights: tuple[Weight, ...]
    """Its weight for each goal of the scenario, small is good."""

    @property
    def struck(self) -> bool:
        """Whether it cannot answer the decision at all."""
        return bool(self.broken or self.excluded or self.closed)


class Capabilities(NamedTuple):
    """What some part must offer, each a bit, and the decisions whose parts may offer it.

    A need of the whole scenario is one capability for all decisions that ask about its term: the parts
    together offer it. A need stated under a decision's id, or concluded by one of its rules, is one of
    that decision alone, and what meets it there meets a need of the whole scenario for no more.
    """

    bits: dict[tuple[object, ...], int]
    scopes: dict[int, set[str]]

    def bit(self, owner: str, decision: str, choices: tuple[str, ...], need: Need) -> int:
        """Give the bit of what a decision asks, a new one where it is new; without owner all share it."""
        bit = self.bits.setdefault((owner, need.term, choices, need.condition.marks), 1 << len(self.bits))
        self.scopes.setdefault(bit, set()).add(decision)
        return bit

    def own(self, decision: str) -> int:
        """Give the capabilities that only parts of this decision can offer, as bits."""
        return sum(bit for bit, scope in self.scopes.items() if scope == {decision})

    def settled(self, decisions: frozenset[str]) -> int:
        """Give the capabilities that no decision beyond these can offer, as bits."""
        return sum(bit for bit, scope in self.scopes.items() if scope <= decisions)


class Board(NamedTuple):
    """One decision: its judgement, and the standing of every candidate."""

    judgement: Judgement
    bits: dict[int, int]
    """Number of a requirement -> its capability; limits have none."""
    standings: dict[str, Standing]
    implied: frozenset[int]
    """Capabilities that all share and that its own, at least as strict, meet too."""

    @property
    def asked(self) -> int:
        """All capabilities asked, as bits."""
        return sum(self.implied | set(self.bits.values()))


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


def of(needs: tuple[Stated, ...], scope: str = "") -> tuple[Need, ...]:
    """Give a scenario's stated needs as needs."""
    return tuple(Need(one.condition, "", one.at, scope) for one in needs)


def case(  # noqa: PLR0913 - what is asked, and how much of it
    base: RuleBase,
    scenario: Scenario,
    day: str,
    judgements: Judgements | None = None,
    *,
    look_around: bool = True,
    stated_only: bool = False,
) -> Case:
    """Judge every decision that the scenario raises (or names) on the day.

    Args:
        base: the rule base.
        scenario: what is needed.
        day: the ISO day whose facts hold.
        judgements: what was judged before and need not be judged again; it grows.
        look_around: also find out what the needs would raise besides a given ``decide``.
        stated_only: compile only what the stated needs can reach; enough for a bare answer.
    """
    judgements = {} if judgements is None else judgements
    needs, _ = merged(base.terms, of(scenario.needs))
    found = raised(base, needs) if look_around or scenario.decide is None else {}
    decisions = _asked(base, scenario, tuple(found)) if scenario.decide is None else scenario.decide
    capabilities = Capabilities({}, {})
    terms = _stated(scenario) if stated_only else None
    boards = {
        one: board(base, scenario, day, one, needs, capabilities, judgements, terms=terms)
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


def board(  # noqa: PLR0913, PLR0917 - all that a decision is judged on
    base: RuleBase,
    scenario: Scenario,
    day: str,
    decision: str,
    everywhere: tuple[Need, ...],
    capabilities: Capabilities,
    judgements: Judgements,
    overrides: Overrides = (),
    terms: frozenset[str] | None = None,
) -> Board:
    """Judge one decision of the scenario; ``everywhere`` are the needs of the scenario as a whole."""
    compiled = program(base, decision, day, overrides, terms)
    listens = compiled.listens
    stated = everywhere + of(scenario.local.get(decision, ()), decision)
    needs = tuple(need for need in stated if need.term in listens)
    key = (decision, day, terms, needs, tuple((c, t, o.value) for c, t, o in overrides))
    judged = judgements.get(key)
    if judged is None:
        judged = judgements[key] = judge(base, compiled, needs)
    own = _bounds(base, (*of(scenario.local.get(decision, ())), *judged.concluded))
    bits = {
        number: capabilities.bit(
            decision if one.need.by or one.need.scope or one.term in own else "",
            decision,
            one.choices,
            one.need,
        )
        for number, one in enumerate(judged.requirements)
        if not one.limit
    }
    shared = _bounds(base, everywhere)
    implied = {
        bit: capabilities.bit("", decision, (), shared[term])
        for number, bit in bits.items()
        if (term := judged.requirements[number].term) in own and term in shared
    }
    rules: dict[str, dict[str, list[Judged]]] = {"prefer": {}, "avoid": {}, "exclude": {}}
    for one in judged.fired:
        for verb, table in rules.items():
            for service in getattr(one.rule, verb):
                table.setdefault(service, []).append(one)
    goals = scenario.minimise + scenario.maximise
    standings = {}
    for service, verdicts in judged.verdicts.items():
        kinds = [verdict.kind if verdict else "" for verdict in verdicts]
        standings[service] = Standing(
            service=service,
            decision=decision,
            broken=tuple(n for n, kind in enumerate(kinds) if kind == "breaks"),
            lacking=tuple(n for n, kind in enumerate(kinds) if kind == "lacks"),
            unknown=tuple(n for n, kind in enumerate(kinds) if not kind),
            offered=_bits(bits, implied, kinds, "offers"),
            open=_bits(bits, implied, kinds, ""),
            unknown_limits=sum(not kind and judged.requirements[n].limit for n, kind in enumerate(kinds)),
            excluded=tuple(rules["exclude"].get(service, ())),
            preferred=tuple(rules["prefer"].get(service, ())),
            avoided=tuple(rules["avoid"].get(service, ())),
            closed=closed(base, scenario, day, service),
            weights=tuple(
                _weight(judged.offers.get((service, goal)), down=n < len(scenario.minimise))
                for n, goal in enumerate(goals)
            ),
        )
    return Board(judged, bits, standings, frozenset(implied.values()))


def _bounds(base: RuleBase, needs: tuple[Need, ...]) -> dict[str, Need]:
    """Give the needs that state a bound, by term."""
    return {one.term: one for one in needs if bound(base.terms[one.term], one.condition) is not None}


def _bits(bits: dict[int, int], implied: dict[int, int], kinds: list[str], kind: str) -> int:
    found = 0
    for number, bit in bits.items():
        if kinds[number] == kind:
            found |= bit | implied.get(bit, 0)
    return found


def _weight(offer: Offer | None, *, down: bool) -> Weight:
    if offer is None or not isinstance(offer.value, int):
        return SILENT
    return offer.value if down else -offer.value


def cases(base: RuleBase, service: str, term: str, day: str) -> tuple[Offer, ...]:
    """Give what a service offers for a term on a day, case by case; kept with the rule base."""
    key = ("cases", service, term, day)
    if key not in base.memo:
        base.memo[key] = offers(base.services[service], term, day) if service in base.services else ()
    return base.memo[key]  # type: ignore[no-any-return]


def fact(base: RuleBase, service: str, term: str, day: str) -> Offer | None:
    """Give what a service offers for a term on a day where no special case holds."""
    return next((one for one in reversed(cases(base, service, term, day)) if not one.when), None)

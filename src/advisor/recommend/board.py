"""How every candidate stands to one decision of a scenario."""

from typing import NamedTuple

from advisor.amounts import UNLIMITED
from advisor.engine.compile import Overrides, told_apart
from advisor.engine.judge import Judged, Judgement, judge
from advisor.engine.needs import Need
from advisor.engine.programs import program
from advisor.engine.rejudge import rejudge
from advisor.recommend.life import Closed, closed
from advisor.rulebase.base import RuleBase
from advisor.rulebase.knowledge import Offer
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


def of(needs: tuple[Stated, ...], scope: str = "") -> tuple[Need, ...]:
    """Give a scenario's stated needs as needs."""
    return tuple(Need(one.condition, "", one.at, scope) for one in needs)


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
    like: Board | None = None,
) -> Board:
    """Judge one decision of the scenario.

    Args:
        base: the rule base.
        scenario: what is needed.
        day: the ISO day whose facts hold.
        decision: the id of the decision.
        everywhere: the needs of the scenario as a whole.
        capabilities: what is asked by all decisions so far; it grows.
        judgements: what was judged before; it grows.
        overrides: facts that an option sets.
        terms: compile only what needs of these terms can reach.
        like: the board of the same decision in a scenario with other needs and nothing else changed.
    """
    compiled = like.judgement.program if like else program(base, decision, day, overrides, terms)
    stated = everywhere + of(scenario.local.get(decision, ()), decision)
    needs = tuple(need for need in stated if need.term in compiled.listens)
    key = (decision, day, terms, needs, told_apart(overrides))
    judged = judgements.get(key)
    if judged is None:
        judged = rejudge(base, like.judgement, needs) if like else None
        judged = judgements[key] = judged or judge(base, compiled, needs)
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
    same = like if like is not None and like.judgement.offers is judged.offers else None
    ruled, fixed = _ruled(judged), _fixed(base, scenario, day, judged, same)
    limits = [one.limit for one in judged.requirements]
    standings = {}
    for service, verdicts in judged.verdicts.items():
        kinds = [verdict.kind if verdict else "" for verdict in verdicts]
        standings[service] = Standing(
            service,
            decision,
            tuple([n for n, kind in enumerate(kinds) if kind == "breaks"]),
            tuple([n for n, kind in enumerate(kinds) if kind == "lacks"]),
            tuple([n for n, kind in enumerate(kinds) if not kind]),
            _bits(bits, implied, kinds, "offers"),
            _bits(bits, implied, kinds, ""),
            sum([not kind and limit for kind, limit in zip(kinds, limits, strict=True)]),
            *ruled.get(service, ((), (), ())),
            *fixed[service],
        )
    return Board(judged, bits, standings, frozenset(implied.values()))


_Ruled = tuple[tuple[Judged, ...], tuple[Judged, ...], tuple[Judged, ...]]


def _ruled(judged: Judgement) -> dict[str, _Ruled]:
    """Give the rules that exclude, prefer and avoid each candidate, where there are any."""
    found: dict[str, tuple[list[Judged], list[Judged], list[Judged]]] = {}
    for one in judged.fired:
        for number, some in enumerate((one.rule.exclude, one.rule.prefer, one.rule.avoid)):
            for service in some:
                found.setdefault(service, ([], [], []))[number].append(one)
    return {one: (tuple(out), tuple(good), tuple(bad)) for one, (out, good, bad) in found.items()}


def _fixed(
    base: RuleBase, scenario: Scenario, day: str, judged: Judgement, same: Board | None
) -> dict[str, tuple[tuple[Closed, ...], tuple[Weight, ...]]]:
    """Give what hangs on no need: whether each candidate can be taken up, and its weights."""
    if same is not None:
        return {name: (one.closed, one.weights) for name, one in same.standings.items()}
    down = len(scenario.minimise)
    goals = scenario.minimise + scenario.maximise
    return {
        service: (
            closed(base, scenario, day, service),
            tuple(_weight(judged.offers.get((service, goal)), down=n < down) for n, goal in enumerate(goals)),
        )
        for service in judged.verdicts
    }


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

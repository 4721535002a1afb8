"""One decision judged: needs inferred first, candidates judged second, every firing kept."""

from typing import NamedTuple

from advisor.engine.compile import (
    CASE,
    Holds,
    Program,
    case_word,
)
from advisor.engine.driver import Session
from advisor.engine.ground import Fact, Firing, GroundRule
from advisor.engine.needs import Clash, Need, absent, facts, merged, stricter
from advisor.engine.verdicts import Requirement, Verdict, columns, requirements, said_by
from advisor.rulebase.base import RuleBase
from advisor.rulebase.contradiction import contradict
from advisor.rulebase.knowledge import Offer, Rule
from advisor.rulebase.terms import bound


class Judged(NamedTuple):
    """A rule that fired, with what it matched."""

    rule: Rule
    firing: Firing


class Judgement(NamedTuple):
    """All that the engine concluded about one decision."""

    program: Program
    told: tuple[Need, ...]
    """The needs as the scenario states them."""
    needs: tuple[Need, ...]
    """The needs that count in this decision, those that rules added included."""
    requirements: tuple[Requirement, ...]
    verdicts: dict[str, tuple[Verdict | None, ...]]
    """Candidate -> its verdict on each requirement; None where it states nothing."""
    fired: list[Judged]
    clashes: list[Clash]
    firings: list[Firing]
    offers: dict[tuple[str, str], Offer]
    """(candidate, term) -> the case of its fact that holds under these needs."""
    facts: frozenset[Fact]
    """All that the engine was told, and that rules gave."""

    @property
    def decision(self) -> str:
        """The id of the decision."""
        return self.program.decision.id

    @property
    def concluded(self) -> tuple[Need, ...]:
        """The needs that rules concluded, those included whose place a stricter one took."""
        refused = [clash.refused for clash in self.clashes]
        found = [Need(need, one.rule.id, one.rule.at) for one in self.fired for need in one.rule.need]
        return tuple(need for need in found if need not in refused)


class _Round:
    """One session over a fixed set of needs."""

    def __init__(self, base: RuleBase, compiled: Program, needs: tuple[Need, ...]) -> None:
        self.base = base
        self.compiled = compiled
        self.needs = list(needs)
        self.clashes: list[Clash] = []
        self.again: list[Need] = []
        self.concluded: set[Need] = set()
        self.refused: set[Fact] = set()

    def admit(self, rule: GroundRule, fact: Fact) -> bool:
        """Let a concluded need into the session, or have it start the session anew.

        A concluded need that is stricter than a known bound takes its place, and what followed from
        the looser one must not stand: the session is then run again with the stricter one.
        """
        meaning = rule.meaning
        if not isinstance(meaning, Rule):
            return False
        for condition in meaning.need:
            if condition.term == fact.key.removesuffix(" is").removesuffix(" among"):
                self.add(Need(condition, meaning.id, meaning.at))
        return fact not in self.refused

    def add(self, need: Need) -> None:
        term = self.base.terms[need.term]
        told = facts(need, term, self.compiled.hearing)
        self.concluded.add(need)
        rivals = [other for other in self.needs if other.term == need.term]
        if any(other.by == need.by and other.condition == need.condition for other in rivals):
            return
        for other in rivals:
            if contradict(term, other.condition, need.condition):
                if not any(clash.refused == need for clash in self.clashes):
                    self.clashes.append(Clash(other, need))
                self.refused.update(told)
                return
        mark = bound(term, need.condition)
        known = [found for other in rivals if (found := bound(term, other.condition)) is not None]
        if mark is not None and known:
            if stricter(term, mark, known[0]):
                self.again.append(need)
            self.refused.update(told)
            return
        if rivals and term.kind == "set" and self.compiled.hearing.denied.get(need.term):
            self.again.append(need)  # a "not" test may have passed that this need makes false
            self.refused.update(told)
            return
        self.needs.append(need)


def judge(
    base: RuleBase,
    compiled: Program,
    needs: tuple[Need, ...],
) -> Judgement:
    """Judge the candidates of a decision.

    Args:
        base: the rule base.
        compiled: the decision on a day, compiled.
        needs: the needs that the scenario states for it.
    """
    listens, told = compiled.listens, needs
    stated, clashing = merged(base.terms, (need for need in needs if need.term in listens))
    assumed: tuple[Need, ...] = ()  # what rules conclude and must be known from the start
    rounds = 0
    while True:
        rounds += 1
        needs, more = merged(base.terms, (*stated, *assumed)) if assumed else (stated, [])
        turn = _Round(base, compiled, needs)
        with compiled.rules.session(turn.admit) as session:
            for need in needs:
                session.tell(*facts(need, base.terms[need.term], compiled.hearing))
            session.tell(*absent(needs, base.terms, compiled.hearing))
            heard = {need.term for need in needs}
            while late := [one for one in turn.needs if _set(base, one) and one.term not in heard]:
                heard |= {need.term for need in late}
                session.tell(*absent(late, base.terms, compiled.hearing))
            # what is not concluded any more, now that stricter needs hold, must not stand either; rules
            # that go in circles could go on so for ever, so after a while nothing is taken back
            circles = rounds > len(compiled.decision.rules)
            again = {one for one in (*assumed, *turn.again) if one in turn.concluded or circles}
            if again == set(assumed):
                chosen = _cases(compiled, session, {need.term for need in turn.needs})
                clashing += more + turn.clashes
                return _read(base, compiled, (told, tuple(turn.needs)), session, chosen, clashing)
        assumed = tuple(dict.fromkeys(one for one in (*assumed, *turn.again) if one in again))


def _set(base: RuleBase, need: Need) -> bool:
    return base.terms[need.term].kind == "set"


def _cases(compiled: Program, session: Session, needed: set[str]) -> dict[tuple[str, str], Offer]:
    """Choose, for each fact with cases, the one that holds, and tell the engine where it is needed."""
    holding: dict[tuple[str, str], int] = {}
    for firing in session.firings:
        meaning = firing.rule.meaning
        if isinstance(meaning, Holds):
            holding.setdefault((meaning.candidate, meaning.term), meaning.case)
    chosen = {}
    for pair in compiled.conditional:
        cases = compiled.offers[pair]
        number = holding.get(pair, len(cases) - 1)
        if pair in holding or not cases[number].when:
            chosen[pair] = cases[number]
            if pair[1] in needed:
                session.tell(Fact(CASE, None, case_word(*pair, number)))
    return chosen


def _read(  # noqa: PLR0913, PLR0917 - one reading of one session
    base: RuleBase,
    compiled: Program,
    needs: tuple[tuple[Need, ...], tuple[Need, ...]],
    session: Session,
    chosen: dict[tuple[str, str], Offer],
    clashing: list[Clash],
) -> Judgement:
    told, counted = needs
    asked = tuple(requirements(base, compiled.decision.asks, counted))
    fired: dict[str, Judged] = {}
    for firing in session.firings:
        meaning = firing.rule.meaning
        if isinstance(meaning, Rule):
            fired.setdefault(meaning.id, Judged(meaning, firing))
    return Judgement(
        program=compiled,
        told=told,
        needs=counted,
        requirements=asked,
        verdicts=columns(base, compiled, asked, said_by(session.firings)),
        fired=list(fired.values()),
        clashes=clashing,
        firings=session.firings,
        offers={**compiled.general, **chosen},
        facts=frozenset(session.facts),
    )

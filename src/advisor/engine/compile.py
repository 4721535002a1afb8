"""From a decision on one day to grounded rules.

Facts about services become the constants of conditions: every candidate whose latency is 60 s is
behind one rule that fires when a need of 60 s or more is told, and behind one that fires when a
shorter one is. "any of" becomes several rules with one name. Entries of a fact that hold only under
some needs are chosen first: a rule of their own tells that they hold, and what was chosen is told back
as a fact.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import NamedTuple

from advisor.amounts import UNLIMITED
from advisor.engine.driver import Ruleset
from advisor.engine.ground import Comparison, GroundRule, Pattern
from advisor.engine.needs import ANY, Hearing, Need, facts, listening
from advisor.rulebase.base import RuleBase
from advisor.rulebase.knowledge import Decision, Offer, Rule, offers
from advisor.rulebase.terms import STEP, Condition, Term

CASE = "case"
"""The key of the facts that say which entry of a fact holds."""


class Fits(NamedTuple):
    """When it fires: how these candidates stand to a need of this term."""

    term: str
    verdicts: tuple[tuple[str, str, Offer], ...]
    """candidate, keeps / breaks / offers / lacks, and what it offers"""


class Holds(NamedTuple):
    """When it fires: this case of the candidate's fact holds."""

    candidate: str
    term: str
    case: int


class Program(NamedTuple):
    """A decision on one day, compiled."""

    decision: Decision
    rules: Ruleset
    hearing: Hearing
    offers: dict[tuple[str, str], tuple[Offer, ...]]
    """(candidate, term) -> its cases, the general one last."""
    conditional: tuple[tuple[str, str], ...]
    """The (candidate, term) pairs with more than one case, or none that is general."""
    general: dict[tuple[str, str], Offer]
    """What candidates offer where there is only one case."""
    tested: Mapping[str, frozenset[str]]
    """The terms that rules, or cases of facts, look at, each with the choices they name."""
    cased: frozenset[str]
    """The terms of which some fact has cases."""
    memo: dict[object, object]
    """What others derive from the program and keep with it."""

    @property
    def listens(self) -> frozenset[str]:
        """The terms whose needs can matter to the decision."""
        return frozenset(self.tested) | set(self.decision.asks)


Overrides = tuple[tuple[str, str, Offer], ...]
"""candidate, term, and what an option sets it to"""


def told_apart(overrides: Overrides) -> tuple[object, ...]:
    """Give what tells settings apart: their values, and the places where they are set, which reasons cite."""
    return tuple((candidate, term, offer.value, offer.entry.at) for candidate, term, offer in overrides)


def compiled(
    base: RuleBase, decision: Decision, day: str, overrides: Overrides, only: frozenset[str] | None = None
) -> Program:
    """Compile a decision on a day; see :func:`advisor.engine.programs.program`, which keeps what it gives."""
    terms = base.terms
    held = {
        (candidate, term): offers(base.services[candidate], term, day)
        for candidate in decision.candidates
        for term in (decision.asks if only is not None else _terms(base, decision, candidate))
    }
    for goal in (only or frozenset()) - set(decision.asks):
        held.update({(one, goal): offers(base.services[one], goal, day) for one in decision.candidates})
    held.update({(one, term): (offer,) for one, term, offer in overrides})
    conditional = tuple(pair for pair, cases in held.items() if cases and (len(cases) > 1 or cases[0].when))
    hearing = _hearing(decision, terms, held, conditional)
    ground: list[GroundRule] = []
    for rule in decision.rules:
        ground += _judgement(rule, terms, hearing)
    for candidate, term in conditional:
        ground += _cases(candidate, term, held[candidate, term], terms)
    for asked in decision.asks:
        if terms[asked].fit:
            ground += _fits(terms[asked], decision, held, hearing)
    tested: dict[str, frozenset[str]] = {}
    looked = [one for rule in decision.rules for one in rule.when]
    looked += [one for pair in conditional for offer in held[pair] for one in offer.when]
    for one in looked:
        tested[one.term] = tested.get(one.term, frozenset()) | set(one.choices)
    general = {pair: cases[0] for pair, cases in held.items() if cases and pair not in conditional}
    cased = frozenset(term for _, term in conditional)
    return Program(decision, Ruleset(ground), hearing, held, conditional, general, tested, cased, {})


def _terms(base: RuleBase, decision: Decision, candidate: str) -> Iterator[str]:
    """All terms that the candidate states or the decision asks about."""
    yield from dict.fromkeys((*decision.asks, *base.services[candidate].facts))


def _hearing(
    decision: Decision,
    terms: Mapping[str, Term],
    held: Mapping[tuple[str, str], tuple[Offer, ...]],
    conditional: tuple[tuple[str, str], ...],
) -> Hearing:
    choices: dict[str, set[str]] = {}
    for (_, term), cases in held.items():
        if term in decision.asks and terms[term].kind == "set":
            for case in cases:
                choices.setdefault(term, set()).update(case.value if isinstance(case.value, tuple) else ())
                choices[term].update(case.denied)
    conditions = [one for rule in decision.rules for one in rule.when]
    conditions += [one for pair in conditional for case in held[pair] for one in case.when]
    return listening(conditions, {term: frozenset(found) for term, found in choices.items()})


def ways(conditions: tuple[Condition, ...], terms: Mapping[str, Term]) -> Iterator[tuple[Pattern, ...]]:
    """Give each conjunction of patterns that makes all the conditions hold."""
    for parts in product(*(_alternatives(one, terms[one.term]) for one in conditions)):
        yield tuple(dict.fromkeys(pattern for part in parts for pattern in part))


def _alternatives(one: Condition, term: Term) -> list[tuple[Pattern, ...]]:
    each: list[tuple[Pattern, ...]]
    if term.kind == "set":
        if one.operator == "not":
            return [tuple(Pattern(f"{one.term} is not", (Comparison("is", word),)) for word in one.choices)]
        if one.operator == "any of":
            each = [(Pattern(f"{one.term} is", (Comparison("is", word),)),) for word in one.choices]
            return [*each, (Pattern(f"{one.term} among", (Comparison("is", "|".join(one.choices)),)),)]
        return [tuple(Pattern(f"{one.term} is", (Comparison("is", word),)) for word in one.choices)]
    if one.operator == "not":
        return [(Pattern(one.term, tuple(Comparison("is not", mark) for mark in one.marks)),)]
    if one.operator in ("is", "any of"):
        each = [(Pattern(one.term, (Comparison("is", mark),)),) for mark in one.marks]
        if one.operator == "any of":
            word = "|".join(map(str, one.marks))
            each.append((Pattern(f"{one.term} among", (Comparison("is", word),)),))
        return each
    mark = one.marks[0] + {"under": -1, "over": 1}.get(one.operator, 0)
    relation = "at most" if one.operator in ("at most", "under") else "at least"
    return [(Pattern(one.term, (Comparison(relation, mark),)),)]  # type: ignore[arg-type]


def _judgement(rule: Rule, terms: Mapping[str, Term], hearing: Hearing) -> Iterator[GroundRule]:
    gives = tuple(
        fact for one in rule.need for fact in facts(Need(one, rule.id, rule.at), terms[one.term], hearing)
    )
    for patterns in ways(rule.when, terms):
        yield GroundRule(rule.id, patterns, gives, rule, rule.at)


def _cases(
    candidate: str, term: str, cases: tuple[Offer, ...], terms: Mapping[str, Term]
) -> Iterator[GroundRule]:
    for number, case in enumerate(cases):
        if case.when:
            for patterns in ways(case.when, terms):
                name = f"{candidate} {term}"
                yield GroundRule(name, patterns, (), Holds(candidate, term, number), case.entry.at)


def case_word(candidate: str, term: str, case: int) -> str:
    """Give the word that tells which case of a candidate's fact was chosen."""
    return f"{candidate} {term} {case}"


def _fits(
    term: Term,
    decision: Decision,
    held: Mapping[tuple[str, str], tuple[Offer, ...]],
    hearing: Hearing,
) -> Iterator[GroundRule]:
    plain: list[Offer] = []
    for candidate in decision.candidates:
        cases = held.get((candidate, term.id), ())
        if len(cases) == 1 and not cases[0].when:
            plain.append(cases[0])
            continue
        for number, case in enumerate(cases):
            chosen = Pattern(CASE, (Comparison("is", case_word(candidate, term.id, number)),))
            yield from _stand(term, [case], hearing, (chosen,))
    yield from _stand(term, plain, hearing, ())


def _stand(
    term: Term, stated: list[Offer], hearing: Hearing, also: tuple[Pattern, ...]
) -> Iterator[GroundRule]:
    """Give the rules that say how these offers stand to a need of the term."""
    stated = [offer for offer in stated if offer.value is not None]
    if term.kind == "set":
        for word in (*sorted(hearing.choices.get(term.id, ())), ANY):
            yield _rule(term, Pattern(term.id, (Comparison("is", word),)), also, _of_choice(stated, word))
        return
    values: dict[int, list[Offer]] = {}
    for offer in stated:
        if isinstance(offer.value, int):
            values.setdefault(offer.value, []).append(offer)
    good, bad = ("keeps", "breaks") if term.is_limit else ("offers", "lacks")
    for value, group in sorted(values.items()):
        if term.lower_is_lighter:
            met, missed = Comparison("at least", value), Comparison("at most", value - 1)
        else:
            met, missed = Comparison("at most", value), Comparison("at least", value + 1)
        yield _rule(term, Pattern(term.id, (met,)), also, [(o.service, good, o) for o in group])
        if value < UNLIMITED * STEP:
            yield _rule(term, Pattern(term.id, (missed,)), also, [(o.service, bad, o) for o in group])


def _of_choice(stated: list[Offer], word: str) -> list[tuple[str, str, Offer]]:
    return [
        (
            offer.service,
            "offers" if isinstance(offer.value, tuple) and word in offer.value else "lacks",
            offer,
        )
        for offer in stated
    ]


def _rule(
    term: Term, pattern: Pattern, also: tuple[Pattern, ...], verdicts: list[tuple[str, str, Offer]]
) -> GroundRule:
    at = verdicts[0][2].entry.at if verdicts else ""
    return GroundRule(f"fit of {term.id}", (pattern, *also), (), Fits(term.id, tuple(verdicts)), at)

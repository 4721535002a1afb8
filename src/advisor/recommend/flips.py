"""What would change the answer: the smallest changes of one need, found by asking the engine again.

The thresholds are those that the facts name. A change that leaves every part of the answer standing,
and that no rule looks at, cannot flip it (the others can only lose by it), so it is not tried.
"""

from __future__ import annotations

from collections.abc import Iterator

from advisor.recommend.board import Board
from advisor.recommend.case import Case, case
from advisor.recommend.changes import UNSAID, Change, every
from advisor.recommend.compose import separated
from advisor.recommend.result import Flip, Part, Recommendation
from advisor.recommend.search import solutions
from advisor.rulebase.knowledge import Offer
from advisor.rulebase.scenario import Scenario, Stated
from advisor.rulebase.terms import Condition, Term, bound


def flip_points(judged: Case, then: Recommendation, most: int = 12) -> Iterator[Flip]:
    """Give the smallest change of each need, in each direction, from which another solution wins.

    Args:
        judged: the case.
        then: its answer.
        most: how many are given; needs that were stated come first.
    """
    if then.status not in ("decided", "provisional", "none-fits") or not judged.decisions:
        return
    before = set((then.chosen or ()) if judged.scenario.options else then.services)
    told: set[tuple[str, str, bool, object]] = set()
    hopeless: set[tuple[str, str]] = set()
    found = 0
    surely = judged.scenario.choose == 1  # letters that do not each fit may fit together
    for change in sorted(changes(judged, then.solution), key=lambda one: one.steps):
        if change.steps >= UNSAID and judged.base.terms[change.term].kind == "set":
            continue  # any of dozens of sources, say, would change something: no news to anyone
        direction = (change.decision, change.term, change.looser, _kind(judged, change))
        if direction in told or found >= most:
            continue
        if not change.looser and (change.decision, change.term) in hopeless:
            continue
        after = answer_after(judged, change)
        if after == () and surely and _kind(judged, change) is None and not _tested(judged, change):
            hopeless.add((change.decision, change.term))  # nothing bears more where nothing bears less
        if after and set(after) != before:
            told.add(direction)
            found += 1
            yield Flip({change.term: change.said}, tuple(after), change.decision)


def _kind(judged: Case, change: Change) -> object:
    """One flip a direction for amounts and levels; for sets one a choice left out, and one for one more."""
    if judged.base.terms[change.term].kind != "set":
        return None
    return (change.condition.choices if change.condition else ()) if change.looser else "one more"


def _answer(judged: Case) -> tuple[str, ...] | None:
    """Give the one best answer: its services, or for a question its letters.

    None where there is a tie, and nothing where nothing fits.
    """
    if judged.scenario.options:
        from advisor.recommend.choose import choose  # most scenarios are no questions

        chosen = choose(judged)
        return () if chosen.status == "none-fits" else chosen.letters
    found = solutions(judged, best_only=True)
    best = next(found, None)
    if best is None:
        return ()
    if best.key.unknown:
        return None  # it would hang on what nobody knows
    other = next(found, None)
    return best.parts if other is None else None


def answer_after(judged: Case, change: Change) -> tuple[str, ...] | None:
    """Give the answer when one need is changed; None where there is none, or a tie."""
    key = ("after", change)
    if key not in judged.memo:
        after = again(judged, changed(judged, change))
        judged.memo[key] = _answer_like(judged, after) if separated(after) else None
    return judged.memo[key]  # type: ignore[return-value]


def _answer_like(judged: Case, after: Case) -> tuple[str, ...] | None:
    """Give the answer after a change; where all stands as after another one, it is the same."""
    if judged.scenario.options:
        return _answer(after)  # what options set may be judged against the very need
    key = ("as", _as_searched(after))
    if key not in judged.memo:
        judged.memo[key] = _answer(after)
    return judged.memo[key]  # type: ignore[return-value]


def _as_searched(after: Case) -> tuple[object, ...]:
    """Give all that the search for solutions sees of a case and that a change of needs can change."""
    scopes = tuple((bit, frozenset(scope)) for bit, scope in after.capabilities.scopes.items())
    boards = tuple(
        (
            board.asked,
            _bits_of_sources(board),
            tuple(
                [
                    (
                        one.struck,
                        one.offered,
                        one.open,
                        one.unknown_limits,
                        len(one.avoided),
                        len(one.preferred),
                        one.weights,
                    )
                    for one in board.standings.values()
                ]
            ),
        )
        for board in after.boards.values()
    )
    return scopes, boards


def _bits_of_sources(board: Board) -> tuple[int, ...]:
    """Give the capabilities by which hops tell where data enters."""
    requirements = board.judgement.requirements
    return tuple(bit for number, bit in board.bits.items() if requirements[number].term == "source")


def again(judged: Case, scenario: Scenario) -> Case:
    """Judge another scenario about the same decisions, with all that was judged before at hand."""
    return case(judged.base, scenario, judged.day, judged.judgements, look_around=False, like=judged.boards)


def changed(judged: Case, change: Change) -> Scenario:
    """Give the scenario with one need changed; what is decided stays the same."""
    scenario = judged.scenario._replace(decide=judged.decisions)
    new = (Stated(change.condition, judged.scenario.path),) if change.condition else ()
    if change.decision:
        kept = tuple(
            one for one in scenario.local.get(change.decision, ()) if one.condition.term != change.term
        )
        return scenario._replace(local={**scenario.local, change.decision: kept + new})
    kept = tuple(one for one in scenario.needs if one.condition.term != change.term)
    return scenario._replace(needs=kept + new)


def changes(judged: Case, answer: tuple[Part, ...] = ()) -> Iterator[Change]:
    """Give every change of one need at the thresholds, levels and choices that the facts name.

    Args:
        judged: the case.
        answer: parts of the answer; changes that they bear are left out unless a rule looks at the
            term. Without it, every change is given, and also where options set facts of their own, or
            where several are chosen: those that each fit may be others than those that fit together.
    """
    scenario = judged.scenario
    set_ = any(part.settings for option in scenario.options for part in option.parts)
    for one in every(judged, answer):
        if set_ or scenario.choose > 1 or not answer or _may_flip(judged, one, answer):
            yield one


def _may_flip(judged: Case, change: Change, answer: tuple[Part, ...]) -> bool:
    if change.looser and not _holds_back(judged, change.term):
        return False
    if change.looser or _tested(judged, change):
        return True
    term = judged.base.terms[change.term]
    condition = change.condition
    if condition is None or (term.is_capability and _may_grow(judged)):
        return True
    for decision in (change.decision,) if change.decision else judged.decisions:
        board = judged.boards[decision]
        if change.term not in judged.base.decisions[decision].asks:
            continue
        offers = [
            board.judgement.offers.get((part.service, change.term))
            for part in answer
            if decision in part.decisions
        ]
        if not all(_bears(term, condition, offer) for offer in offers) and not (
            term.is_capability and any(_bears(term, condition, offer) for offer in offers)
        ):
            return True
        if any(offer is None or offer.value is None for offer in offers):
            return True
    return False


def _may_grow(judged: Case) -> bool:
    """Whether a larger set, which is a solution only where more is needed, could be the better one.

    It could where parts answer several decisions, or where rules prefer some.
    """
    standings = [one for board in judged.boards.values() for one in board.standings.values()]
    return len(judged.boards) > 1 or any(one.preferred for one in standings)


def _tested(judged: Case, change: Change) -> bool:
    """Whether a rule, or a case of a fact, looks at what the change changes."""
    said = set(change.condition.choices) if change.condition else set()
    had = {choice for need in judged.needs if need.term == change.term for choice in need.condition.choices}
    for board in judged.boards.values():
        named = board.judgement.program.tested.get(change.term)
        if named is None:
            continue
        if not said or not said - had or (said - had) & named:
            return True
    return False


def _holds_back(judged: Case, term: str) -> bool:
    """Whether a need of this term keeps any candidate from being better than it is.

    It does where a rule looks at it, or a candidate breaks or lacks it (or says nothing of it) and is
    struck by nothing else.
    """
    for board in judged.boards.values():
        if term in board.judgement.program.tested:
            return True
        requirements = board.judgement.requirements
        for one in board.standings.values():
            others = [n for n in one.broken if requirements[n].term != term]
            held = (*one.broken, *one.lacking, *one.unknown)
            if not (others or one.excluded or one.closed) and any(requirements[n].term == term for n in held):
                return True
    return False


def _bears(term: Term, condition: Condition, offer: Offer | None) -> bool:
    """Whether a part surely stays when this is needed: what is only guessed here is asked again."""
    if offer is None or offer.value is None:
        return False
    if isinstance(offer.value, tuple):
        return set(condition.choices) <= set(offer.value)
    mark = bound(term, condition)
    if mark is None:
        return False
    return offer.value <= mark if term.lower_is_lighter else offer.value >= mark

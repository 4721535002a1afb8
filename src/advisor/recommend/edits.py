"""The smallest edit of a scenario that would make an option, or a service, the answer."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.recommend.case import Case
from advisor.recommend.changes import Change
from advisor.recommend.compose import separated
from advisor.recommend.flips import again, answer_after, changed, changes
from advisor.recommend.result import Flip, Part
from advisor.recommend.search import solutions
from advisor.rulebase.terms import Condition, bound

#: More single changes than this are not tried; the nearest come first.
MOST = 200


def edits(judged: Case, letters: Iterable[str], answer: tuple[Part, ...]) -> dict[str, Flip]:
    """Give, for each option that a single change of a need would make the choice, the smallest one.

    Args:
        judged: the case.
        letters: the options that are not chosen.
        answer: the parts of the chosen ones; a change that they bear makes no other right.
    """
    wanted = set(letters)
    found: dict[str, Flip] = {}
    for change in sorted(changes(judged, answer), key=lambda one: one.steps)[:MOST]:
        if judged.base.terms[change.term].kind == "set" and not change.looser:
            continue  # that something more is asked for makes no wrong option right that anyone thought of
        if not wanted - set(found):
            break
        after = answer_after(judged, change)
        for letter in after or ():
            if letter in wanted and letter not in found:
                found[letter] = Flip({change.term: change.said}, tuple(after or ()), change.decision)
    return found


def towards(judged: Case, service: str) -> tuple[Flip, ...]:
    """Give the change, or the changes together, that bring the service into the answer.

    A single change is looked for first; where none is enough, all that stands against the service is
    relaxed at once, which may still not be enough (then nothing is given).
    """
    for change in sorted(changes(judged), key=lambda one: one.steps)[:MOST]:
        after = answer_after(judged, change)
        if after and service in after:
            return (Flip({change.term: change.said}, after, change.decision),)
    together = relaxed(judged, service)
    now = judged
    for change in together:
        now = again(now, changed(now, change))
    if not together or not separated(now):
        return ()
    best = next(solutions(now), None)
    if best is None or service not in best.parts:
        return ()
    return tuple(Flip({one.term: one.said}, best.parts, one.decision) for one in together)


def relaxed(judged: Case, service: str) -> list[Change]:
    """Give the changes that take away each limit the service breaks and each capability it lacks."""
    found: list[Change] = []
    for decision, board in judged.boards.items():
        standing = board.standings.get(service)
        if standing is None:
            continue
        local = {one.condition.term for one in judged.scenario.local.get(decision, ())}
        for number in (*standing.broken, *standing.lacking):
            one = board.judgement.requirements[number]
            if one.need.by:
                continue
            where = decision if one.term in local else ""
            if all((other.term, other.decision) != (one.term, where) for other in found):
                found.append(Change(one.term, _bearable(judged, service, decision, one.term), where))
    return found


def _bearable(judged: Case, service: str, decision: str, word: str) -> Condition | None:
    """Give the strictest condition on the term that the service meets; None to drop the need."""
    term = judged.base.terms[word]
    board = judged.boards[decision]
    offer = board.judgement.offers.get((service, word))
    if offer is None or offer.value is None:
        return None
    if isinstance(offer.value, tuple):
        needed = next(
            (
                one.condition
                for one in board.judgement.needs
                if one.term == word and bound(term, one.condition) is None
            ),
            None,
        )
        left = tuple(one for one in (needed.choices if needed else ()) if one in offer.value)
        return Condition(word, "all of", (), left, ", ".join(left)) if left else None
    operator = "at most" if term.lower_is_lighter else "at least"
    lead = "" if term.kind == "level" else f"{operator} "
    return Condition(word, operator, (offer.value,), (), f"{lead}{offer.entry.text}")

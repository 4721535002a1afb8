"""Needs from which a candidate is chosen: a search that mends what beats it.

Each try is given to the program, and what it says against the candidate tells which needs to leave out, and which
rules or goals to call upon.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from advisor.check.space.cells import offered
from advisor.check.space.dominance import telling
from advisor.check.space.merit import at_least, value
from advisor.check.space.probe import Outcome, Probe, attempt
from advisor.check.space.quest import Quest, aiming, calling, starts
from advisor.check.space.states import meets, states, strictest
from advisor.check.space.together import last
from advisor.recommend.board import Standing
from advisor.rulebase.knowledge import Rule
from advisor.rulebase.terms import Condition

#: Tries of mended needs for one candidate on one day, and as many of those beside other parts.
MOST_TRIES = 30


def chosen(quest: Quest, tries: int = MOST_TRIES, *, beside: bool = False) -> Probe | None:
    """Give needs from which the candidate is part of the one best solution, or None where none were found.

    Args:
        quest: the candidate.
        tries: how many mended needs are tried, and how many from which another part stands beside it.
        beside: try only those from which another part does; it is known never to win alone.
    """
    waiting: deque[Probe] = deque()
    seen = set()
    plain = () if beside else chain(starts(quest), _taken(waiting, tries))
    for trial in chain(plain, islice(last(quest), tries)):
        if trial.key in seen or not (trial.needs or trial.minimise or trial.maximise):
            continue
        seen.add(trial.key)
        outcome = attempt(quest.ground.base, trial)
        if outcome.best is not None and quest.candidate in outcome.best.answering:
            return trial
        waiting.extend(_mended(quest, trial, outcome))
    return None


def _taken(waiting: deque[Probe], most: int) -> Iterator[Probe]:
    for _ in range(most):
        if not waiting:
            return
        yield waiting.popleft()


def _mended(quest: Quest, trial: Probe, outcome: Outcome) -> Iterator[Probe]:
    """Give trials in which something that speaks against the candidate is not said, or more speaks for it."""
    board = outcome.case.boards.get(trial.decision)
    if board is None:
        return
    standing = board.standings[quest.candidate]
    judgement = board.judgement
    against = [one.rule for one in (*standing.excluded, *standing.avoided)]
    numbers = (*standing.broken, *standing.lacking, *standing.unknown)
    requirements = [judgement.requirements[number] for number in numbers]
    rules = {rule.id: rule for rule in quest.space.decision.rules}
    drop = [one.term for one in requirements if not one.need.by]
    against += [rules[one.need.by] for one in requirements if one.need.by]
    yield from _dropped(quest, trial, against, drop)
    if standing.struck:
        return
    for rival in _rivals(quest, outcome):
        yield from _beating(quest, trial, rival, board.standings[rival])


def _rivals(quest: Quest, outcome: Outcome) -> list[str]:
    found = [name for one in outcome.found[:2] for name in sorted(one.answering) if name != quest.candidate]
    return list(dict.fromkeys(found))


def _dropped(quest: Quest, trial: Probe, rules: Iterable[Rule], terms: Iterable[str]) -> Iterator[Probe]:
    looked = [one.term for rule in quest.space.reaching(rules) for one in rule.when]
    for term in dict.fromkeys((*terms, *looked)):
        if term in trial.needs:
            yield trial.without(term)
    for rule in rules:
        for one in rule.when:
            if one.term in trial.needs and one.term in quest.offers:
                yield from (trial.also({one.term: other}) for other in _unheard(quest, one))


def _unheard(quest: Quest, test: Condition) -> list[Condition]:
    """Give needs that the candidate meets, some others fail, and the test does not hear."""
    term, offer = quest.space.terms[test.term], quest.offers[test.term]
    if term.kind == "set":
        return []
    known = [value(case) for one in quest.ground.alive for case in offered(quest.ground.held, one, term.id)]
    values = [one for one in known if isinstance(one, int)]
    some = [one for one in states(term, (test,), values) if not meets(term, test, one)]
    return [one[0] for one in some if at_least(term, offer.value, strictest(term, one))]


def _beating(quest: Quest, trial: Probe, rival: str, standing: Standing) -> Iterator[Probe]:
    yield from _dropped(quest, trial, [one.rule for one in standing.preferred], ())
    for rule in telling(quest.space, quest.candidate, rival).helping:
        yield trial.also(calling(quest, rule))
    for term, condition in quest.strongest.items():
        if term not in trial.needs and not _as_good(quest, rival, term):
            yield trial.also({term: condition})
    for term in quest.strongest:
        if _heavier(quest, rival, term) and term not in (*trial.minimise, *trial.maximise):
            yield aiming(trial, quest.space.terms[term])


def _as_good(quest: Quest, rival: str, term: str) -> bool:
    cases = offered(quest.ground.held, rival, term)
    ours = quest.offers[term].value
    return all(at_least(quest.space.terms[term], value(one), ours) for one in cases)


def _heavier(quest: Quest, rival: str, term: str) -> bool:
    if quest.space.terms[term].kind == "set":
        return False
    ours = quest.offers[term].value
    theirs = [value(one) for one in offered(quest.ground.held, rival, term)]
    return any(
        one is None or (one != ours and not at_least(quest.space.terms[term], one, ours)) for one in theirs
    )

"""What would change the answer, against a search that tries every change and answers each from scratch."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from advisor.recommend.advise import recommend
from advisor.recommend.case import Case, case
from advisor.recommend.changes import UNSAID, Change, every
from advisor.recommend.choose import choose
from advisor.recommend.compose import separated
from advisor.recommend.flips import changed, flip_points
from advisor.recommend.result import Recommendation
from advisor.recommend.search import solutions
from generated import asked, base, question, scenario

PARTS, WORLDS, SCENARIOS = 4, 10, 5

Told = tuple[str, str, str, frozenset[str]]
"""decision, term, what is said of it now, and the answer"""


def single(seed: int, rules: dict) -> dict:
    """A scenario about one decision."""
    said = scenario(seed, rules, most=1)
    said.setdefault("decide", ["d0"])
    others = {*rules["decisions"]} - {*said["decide"]}
    said["needs"] = {word: need for word, need in said["needs"].items() if word not in others}
    return said


def several(seed: int, rules: dict) -> dict:
    """A scenario about up to two decisions."""
    return scenario(seed, rules, most=2)


def options(seed: int, rules: dict) -> dict:
    """A question about up to two decisions."""
    return question(seed, rules, most=2)


def answered(judged: Case) -> frozenset[str]:
    """The one answer for certain: services, or letters; empty where there is none, or a tie."""
    if not separated(judged):
        return frozenset()
    if judged.scenario.options:
        return frozenset(choose(judged).letters or ())
    found = list(solutions(judged))
    best = [one for one in found if one.key == found[0].key]
    return frozenset(best[0].parts) if len(best) == 1 and not best[0].key.unknown else frozenset()


def direction(judged: Case, change: Change) -> tuple:
    """Of changes in one direction the smallest is told: for sets one for each choice left out."""
    kind: object = None
    if judged.base.terms[change.term].kind == "set":
        kind = (change.condition.choices if change.condition else ()) if change.looser else "one more"
    return change.decision, change.term, change.looser, kind


def smallest(judged: Case, then: Recommendation) -> Iterator[Told]:
    """Try all changes, the nearest first; each is a scenario of its own, judged anew."""
    if then.status not in ("decided", "provisional", "none-fits") or not judged.decisions:
        return
    before = frozenset((then.chosen or ()) if judged.scenario.options else then.services)
    told = set()
    for change in sorted(every(judged, then.solution), key=lambda one: one.steps):
        unsaid_set = change.steps >= UNSAID and judged.base.terms[change.term].kind == "set"
        if unsaid_set or direction(judged, change) in told:
            continue
        after = answered(case(judged.base, changed(judged, change), judged.day))
        if after and after != before:
            told.add(direction(judged, change))
            yield change.decision, change.term, change.said, after


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("make", [single, several, options])
def test_the_pruned_search_finds_the_same_smallest_flips(part, make: Callable[[int, dict], dict]):
    """No change that is left untried would have flipped the answer, and none is told that does not."""
    for seed in range(part * WORLDS, (part + 1) * WORLDS):
        rules, known = base(seed, hops=seed % 2 == 1)
        for number in range(SCENARIOS):
            said = make(seed * 100 + number, rules)
            one = recommend(known, asked(said, known))
            judged = case(known, asked(said, known), one.as_of)
            found = [
                (flip.decision, *next(iter(flip.change.items())), frozenset(flip.solution))
                for flip in flip_points(judged, one, most=1000)
            ]

            assert found == list(smallest(judged, one)), f"world {seed}: {said}"
            assert len(one.flips) == min(len(found), 12), f"world {seed}: {said}"

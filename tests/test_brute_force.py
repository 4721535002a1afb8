"""The answer against a second opinion that tries every set of candidates for every decision."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

import pytest

from advisor.recommend.advise import recommend
from advisor.recommend.compose import MAX_TIES
from advisor.recommend.result import Recommendation
from generated import asked, base, scenario
from naive import Asking

#: 12 parts of 10 rule bases, every other one with hops, of 8 scenarios each.
PARTS, WORLDS, SCENARIOS = 12, 10, 8

#: Scenarios with more ways to deal candidates to decisions than this are passed over.
MOST_WAYS = 3000


def compared(part: int) -> Iterator[tuple[Asking, Recommendation, str]]:
    """Give scenarios with both opinions; the text says which one it is, for messages."""
    for seed in range(part * WORLDS, (part + 1) * WORLDS):
        rules, known = base(seed, hops=seed % 2 == 1)
        for number in range(SCENARIOS):
            said = scenario(seed * 100 + number, rules)
            asking = Asking(rules, said, known.day(said.get("as_of")))
            alive = [
                sum(not asking.struck(one, name) for name in rules["decisions"][one]["candidates"])
                for one in asking.decisions
            ]
            if prod(2**count - 1 for count in alive) <= MOST_WAYS:
                yield asking, recommend(known, asked(said, known), flips=False), f"world {seed}: {said}"


@pytest.mark.parametrize("part", range(PARTS))
def test_the_answer_is_the_best_of_all_that_there_are(part):
    """Status, parts and every tie are those of a search through all sets of candidates."""
    count = 0
    for asking, one, which in compared(part):
        count += 1
        assert one.status == asking.status(), which
        assert set(one.decisions) == set(asking.decisions), which
        assert set(one.also_raised) == set(asking.raised) - set(asking.decisions), which
        if one.status in ("not-enough-said", "none-fits"):
            assert one.solution == (), which
            continue
        best = {found.parts for found in asking.best()[0]}
        told = {frozenset(parts) for parts in one.ties or [one.services]}
        assert told == best or (len(best) > MAX_TIES and told < best), which
        assert frozenset(one.services) in best, which

    assert count >= 60


@pytest.mark.parametrize("part", range(PARTS))
def test_the_reasons_against_a_candidate_are_complete(part):
    """Every limit broken, capability lacking, exclusion, lifecycle and "avoid" is told, and nothing else."""
    for asking, one, which in compared(part):
        dealt = {
            decision: [part.service for part in one.solution if decision in part.decisions]
            for decision in (one.decisions if one.solution else ())
        }
        for out in one.ruled_out:
            told = {(r.kind, (r.rule if r.kind == "rule" else r.term) or "") for r in out.reasons}
            due = asking.against(out.decision, out.service, dealt)
            assert due <= told, (out.service, which)
            assert out.struck == asking.struck(out.decision, out.service), (out.service, which)
            if out.struck or not one.solution:
                assert told == due, (out.service, which)
            else:
                # it loses to a better one, and the first difference between the two is told
                assert {kind for kind, _ in told - due} <= {"goal", "idle", "unknown", "rule", "hop"}, which
                assert told, (out.service, which)


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_is_left_out_of_what_is_told(part):
    """Each candidate of each decision is in one of the best solutions or ruled out, and none is both."""
    for asking, one, which in compared(part):
        if one.status == "not-enough-said":
            continue
        kept = {name for parts in one.ties or [one.services] for name in parts}
        for decision in asking.decisions:
            out = {found.service for found in one.ruled_out if found.decision == decision}
            answering = {found.service for found in one.solution if found.decisions}
            candidates = set(asking.world.decisions[decision]["candidates"])
            assert out <= candidates, which
            assert candidates - kept <= out, which
            assert not out & answering, which

"""What the checks decide about the space of a decision, against going through all of it.

Rule bases are small enough that every need that can be written of their few terms is tried, with every goal,
on the day of every edition. What a check calls impossible must not be found among them.
"""

from __future__ import annotations

import random
import tempfile
from functools import cache
from itertools import combinations, permutations, product
from pathlib import Path
from typing import NamedTuple

import pytest

from advisor.amounts import condition as phrase
from advisor.check.gaps import gap
from advisor.check.redundancy import redundant_rule
from advisor.check.space.cells import days, settle, space
from advisor.check.space.fate import fates, ties
from advisor.check.space.pairs import firing, follows
from advisor.check.space.probe import Probe, attempt
from advisor.check.subject import Subject
from advisor.engine.judge import judge
from advisor.engine.needs import Need
from advisor.engine.programs import program
from advisor.rulebase.base import RuleBase
from advisor.rulebase.terms import Condition, resolve
from generated import BOOK, ORDER, VOCABULARY, choices, condition, linked

WORLDS = 48
PARTS = 4

#: More combinations of needs than this, and the world has a term too many.
MOST = 500


def world(seed: int) -> dict:
    """A rule base of one decision, four candidates and a few terms."""
    rnd = random.Random(seed)
    asks = rnd.sample(("reach", "delay", "shelter", "upkeep", "load"), 2)
    looked = [*asks, *rnd.sample(("arrival", "fragile"), 1)]
    while _count(looked) > MOST:
        looked.remove(max(looked, key=lambda term: len(_needs(term))))
        asks = [one for one in asks if one in looked]
    names = ["s0", "s1", "s2", "s3"]
    services = {name: _service(rnd, name, asks, looked) for name in names}
    for name in names[2:]:
        if rnd.random() < 0.3:
            services[name]["part_of"] = rnd.choice(names[:2])
        if rnd.random() < 0.1:
            services[name]["requires"] = [rnd.choice(names[:2])]
    rules = {f"r{number}": _rule(rnd, names, looked, number) for number in range(rnd.randint(2, 5))}
    decision = {"question": "Which?", "asks": asks or looked[:1], "candidates": names, "rules": rules}
    decision["raised_by"] = [{looked[-1]: condition(rnd, looked[-1])}]
    if rnd.random() < 0.3:
        decision["stage"] = "store"
    vocabulary = {
        term: {"means": "One thing.", "asks": "Which?", **about} for term, about in VOCABULARY.items()
    }
    editions = {"default": "old", "editions": {"old": {"day": "2020-01-01"}, "today": {"day": "2025-01-01"}}}
    return {
        "vocabulary": vocabulary,
        "editions": editions,
        "services": services,
        "decisions": {"d0": decision},
    }


def _service(rnd: random.Random, name: str, asks: list[str], looked: list[str]) -> dict:
    facts: dict = {}
    for term in asks:
        if rnd.random() < 0.9:
            facts[term] = [{"is": _value(rnd, term), "source": BOOK}]
            if rnd.random() < 0.15:
                facts[term].append({"is": _value(rnd, term), "since": "2022-01-01", "source": BOOK})
            if rnd.random() < 0.2:
                when = {one: condition(rnd, one) for one in rnd.sample(looked, 1)}
                facts[term].append({"is": _value(rnd, term), "when": when, "source": BOOK})
    one = {"name": name.upper(), "does": "Something.", "facts": facts}
    if rnd.random() < 0.1:
        state = rnd.choice(("closed-to-new", "shut"))
        one["lifecycle"] = [{"is": "available"}, {"is": state, "since": "2022-01-01", "source": BOOK}]
    return one


def _value(rnd: random.Random, term: str) -> str | list[str]:
    values = choices(term)[:3]
    return rnd.sample(values, rnd.choice((1, 2, 3))) if term == "reach" else rnd.choice(values)


def _rule(rnd: random.Random, names: list[str], looked: list[str], number: int) -> dict:
    when = {one: condition(rnd, one) for one in rnd.sample(looked, min(len(looked), rnd.choice((1, 1, 2))))}
    verb = rnd.choice(("need", "prefer", "prefer", "avoid", "exclude"))
    then: object = {"prefer" if verb == "need" else verb: rnd.sample(names, rnd.choice((1, 1, 2)))}
    later = [one for one in looked if ORDER.index(one) > max(map(ORDER.index, when))]
    if verb == "need" and later:  # rules that go in circles are a finding of their own
        term = rnd.choice(later)
        value = rnd.choice([one for one in choices(term) if one != "unlimited"])
        then = {"need": {term: value}}
    return {"when": when, "then": then, "because": f"Rule {number} says so."}


@cache
def _needs(term: str) -> tuple[str, ...]:
    """All that a scenario can say of a term, as far as anything could tell it apart."""
    values = [one for one in choices(term) if one != "unlimited"]
    about = VOCABULARY[term]
    if "choices" in about:
        several = [", ".join(some) for size in (1, 2, 3) for some in combinations(values, size)]
        loose = [f"any of {', '.join(some)}" for size in (2, 3) for some in combinations(values, size)]
        return (*several, *loose, *(f"not {one}" for one in values))
    if "levels" in about:
        loose = [f"any of {', '.join(some)}" for some in combinations(values, 2)]
        return (*values, *(f"not {one}" for one in values), *([] if about.get("fit") else loose))
    beside = {"at most": "under", "up to": "over"}[about["fit"]]
    lead = {"at most": "at most", "up to": "at least"}[about["fit"]]
    said = [text for one in values for text in (f"{lead} {one}", f"{beside} {one}")]
    return (*said, f"{lead} {'9 h' if term == 'delay' else '0'}")


def _count(terms: list[str]) -> int:
    count = 1
    for term in terms:
        count *= 1 + len(_needs(term))
    return count


class Seen(NamedTuple):
    """What came out when everything was tried."""

    base: RuleBase
    chosen: set[str]
    """Candidates that are in the one best solution somewhere."""
    alone: set[str]
    """Candidates that are the one best solution somewhere."""
    fired: list[frozenset[str]]
    """The rules that fire, for each combination of needs."""
    best: dict[tuple, tuple[frozenset[str], ...]]
    """The best solutions for each combination of needs, goals and day."""
    unfit: dict[frozenset[str], list[bool]]
    """For each set of rules that fire: whether nothing fits, day by day and need by need."""


def _said(base: RuleBase, term: str, text: str) -> Condition:
    return resolve(base.terms[term], phrase(text), lambda word: word, need=True)


@cache
def gone_through(seed: int) -> Seen:
    """Try everything in a world."""
    rules = world(seed)
    with tempfile.TemporaryDirectory() as folder:
        base = linked(rules, Path(folder))
    decision = base.decisions["d0"]
    terms = list(dict.fromkeys([*decision.asks, *(one.term for rule in decision.rules for one in rule.when)]))
    low = [((one,), ()) for one in decision.asks if base.terms[one].fit == "at most"]
    high = [((), (one,)) for one in decision.asks if base.terms[one].fit in ("up to", "at least")]
    seen = Seen(base, set(), set(), [], {}, {})
    for texts in product(*(("", *_needs(term)) for term in terms)):
        needs = {term: _said(base, term, text) for term, text in zip(terms, texts, strict=True) if text}
        for day in days(base):
            judged = judge(base, program(base, "d0", day), tuple(Need(one) for one in needs.values()))
            fired = frozenset(one.rule.id for one in judged.fired)
            seen.fired.append(fired)
            for goals in (((), ()), *low, *high):
                outcome = attempt(base, Probe("d0", day, needs, *goals), most=3)
                first = [one for one in outcome.found if one.key == outcome.found[0].key]
                seen.best[texts, day, goals] = tuple(one.answering for one in first)
                if not judged.clashes:  # who rules out what a rule concludes is not asked to meet it
                    seen.unfit.setdefault(fired, []).append(not first and bool(judged.requirements))
                if len(first) == 1:
                    seen.chosen.update(first[0].answering)
                    seen.alone.update(first[0].answering if len(first[0].answering) == 1 else ())
    return seen


def part(number: int) -> list[int]:
    return list(range(number * WORLDS // PARTS, (number + 1) * WORLDS // PARTS))


@pytest.mark.parametrize("number", range(PARTS))
def test_candidates_that_are_never_chosen_are_never_chosen(number):
    """No candidate that is called unreachable is chosen anywhere, and those that are called chosen are."""
    decided = count = 0
    for seed in part(number):
        seen = gone_through(seed)
        for candidate, fate in fates(seen.base, "d0").items():
            count += 1
            decided += fate.kind != "open"
            assert fate.kind not in ("never", "gone") or candidate not in seen.chosen, (seed, candidate, fate)
            assert not fate.rivals or candidate not in seen.alone, (seed, candidate, fate)
            if fate.trial is not None:
                best = attempt(seen.base, fate.trial).best
                assert best is not None and candidate in best.answering, (seed, candidate)
                assert candidate in seen.chosen or fate.trial.existing, (seed, candidate, fate.trial)
    assert decided >= 0.85 * count


@pytest.mark.parametrize("number", range(PARTS))
def test_what_nothing_tells_apart_is_never_chosen_apart(number):
    """Of candidates that are called tied, none is ever in the one best solution."""
    for seed in part(number):
        seen = gone_through(seed)
        for group in ties(seen.base, "d0", fates(seen.base, "d0")):
            assert not set(group) & seen.chosen, (seed, group)


@pytest.mark.parametrize("number", range(PARTS))
def test_rules_fire_and_fire_together_as_is_said(number):
    """Dead is what never fires, and nothing else; likewise for pairs; and one follows the other where it is said."""
    for seed in part(number):
        seen = gone_through(seed)
        within = space(seen.base, "d0")
        rules = within.decision.rules
        for rule in rules:
            assert (firing(within, (rule,)) is None) == (not any(rule.id in one for one in seen.fired)), (
                seed,
                rule,
            )
        for one, other in combinations(rules, 2):
            both = any({one.id, other.id} <= some for some in seen.fired)
            assert (firing(within, (one, other)) is None) == (not both), (seed, one.id, other.id)
        for one, other in permutations(rules, 2):
            if follows(within, one, other):
                assert not any(one.id in some and other.id not in some for some in seen.fired), (seed, one.id)


def test_a_rule_that_is_called_redundant_can_go():
    """Without it every answer is the same, for all needs and goals and on every day."""
    found = 0
    for seed in range(WORLDS):
        seen = gone_through(seed)
        within = space(seen.base, "d0")
        for finding in redundant_rule(Subject(seen.base, ())):
            found += 1
            name = finding.text.split("'")[1]
            left = tuple(rule for rule in within.decision.rules if rule.id != f"d0/{name}")
            fewer = seen.base._replace(decisions={"d0": within.decision._replace(rules=left)}, memo={})
            for (texts, day, goals), best in seen.best.items():
                terms = list(
                    dict.fromkeys(
                        [
                            *within.decision.asks,
                            *(one.term for rule in within.decision.rules for one in rule.when),
                        ]
                    )
                )
                needs = {t: _said(seen.base, t, text) for t, text in zip(terms, texts, strict=True) if text}
                outcome = attempt(fewer, Probe("d0", day, needs, *goals), most=3)
                now = tuple(one.answering for one in outcome.found if one.key == outcome.found[0].key)
                assert set(now) == set(best) or not _separated(fewer, needs, day, goals), (
                    seed,
                    finding.text,
                    texts,
                )
    assert found >= 3


def _separated(base, needs, day, goals) -> bool:
    from advisor.recommend.compose import separated

    return separated(attempt(base, Probe("d0", day, needs, *goals)).case)


@pytest.mark.parametrize("number", range(PARTS))
def test_nothing_fits_wherever_a_rule_fires_that_is_called_a_gap(number):
    """Where a rule is called a gap, no combination of needs from which it fires has an answer."""
    for seed in part(number):
        seen = gone_through(seed)
        for finding in gap(Subject(seen.base, ())):
            if finding.text.startswith("wherever"):
                rule = "d0/" + finding.text.split("'")[1]
                assert all(all(unfit) for fired, unfit in seen.unfit.items() if rule in fired), (seed, rule)


@pytest.mark.parametrize("number", range(PARTS))
def test_what_follows_from_needs_is_what_the_engine_says(number):
    """The rules that fire are those that the engine fires, unless concluded needs contradict each other."""
    for seed in part(number):
        seen = gone_through(seed)
        within = space(seen.base, "d0")
        terms = list(
            dict.fromkeys(
                [*within.decision.asks, *(one.term for rule in within.decision.rules for one in rule.when)]
            )
        )
        day = days(seen.base)[0]
        for texts in product(*(("", *_needs(term)) for term in terms)):
            needs = {t: (_said(seen.base, t, text),) for t, text in zip(terms, texts, strict=True) if text}
            settled = settle(within, needs)
            judged = judge(
                seen.base, program(seen.base, "d0", day), tuple(Need(one[0]) for one in needs.values())
            )
            if not any(one.kept.by for one in (*settled.clashes, *judged.clashes)):
                assert {one.id for one in settled.fired} == {one.rule.id for one in judged.fired}, (
                    seed,
                    texts,
                )

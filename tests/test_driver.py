"""The driver of durable-rules: right on the sound subset, and its sessions leave nothing behind."""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from advisor.engine.driver import BudgetSpent, Ruleset
from advisor.engine.ground import Comparison, Fact, GroundRule, Pattern
from advisor.errors import AdvisorError
from oracle import evaluate

#: 250 rule bases of 40 scenarios each are 10,000 evaluations.
RULE_BASES, SCENARIOS = 250, 40

KEYS = [f"key {n}" for n in range(6)]
WORDS = ["s3", "redshift", "custom-code", 'quo"te', "ümlaut", "back\\slash", "", "10"]
NUMBERS = [0, 1, 3, 4, 5, 8, 400, 2**40, 2**62, -7]


def random_fact(rnd: random.Random) -> Fact:
    if rnd.random() < 0.5:
        return Fact(rnd.choice(KEYS), rnd.choice(NUMBERS) + rnd.choice((-1, 0, 0, 1)))
    return Fact(rnd.choice(KEYS), None, rnd.choice(WORDS))


def random_pattern(rnd: random.Random) -> Pattern:
    key = rnd.choice(KEYS)
    kind = rnd.random()
    if kind < 0.4:
        return Pattern(key, (Comparison("is", rnd.choice(WORDS)),))
    if kind < 0.5:
        return Pattern(
            key, tuple(Comparison("is not", rnd.choice(NUMBERS)) for _ in range(rnd.randint(1, 2)))
        )
    relation = rnd.choice(("is", "at most", "at least"))
    return Pattern(key, (Comparison(relation, rnd.choice(NUMBERS)),))


def shared(one: Pattern, others: list[Pattern]) -> bool:
    """Whether one fact could match this pattern and another: the driver refuses such rules."""
    words = {test.constant for test in one.tests if isinstance(test.constant, str)}
    return any(
        one.key == other.key
        and not (words and words.isdisjoint(test.constant for test in other.tests if test.relation == "is")
                 and all(isinstance(test.constant, str) for test in other.tests))
        for other in others
    )  # fmt: skip


def random_rules(rnd: random.Random) -> list[GroundRule]:
    rules = []
    for number in range(rnd.randint(1, 40)):
        patterns = [random_pattern(rnd) for _ in range(rnd.choice((1, 1, 1, 2, 2, 3)))]
        patterns = tuple(one for n, one in enumerate(patterns) if not shared(one, patterns[:n]))
        gives = tuple(random_fact(rnd) for _ in range(rnd.choice((0, 0, 1, 2))))
        rules.append(GroundRule(f"rule {number}", patterns, gives))
    return rules


@pytest.mark.parametrize("part", range(10))
def test_every_firing_and_its_support_agree_with_the_oracle(part):
    """On random rule bases with chains, engine and oracle fire the same rules on the same facts."""
    for seed in range(part * RULE_BASES // 10, (part + 1) * RULE_BASES // 10):
        rnd = random.Random(seed)
        rules = random_rules(rnd)
        compiled = Ruleset(rules)
        number = {id(rule): n for n, rule in enumerate(rules)}
        for _ in range(SCENARIOS):
            told = [random_fact(rnd) for _ in range(rnd.randint(0, 8))]
            with compiled.session() as session:
                session.tell(*told)
            got = [(number[id(firing.rule)], firing.support) for firing in session.firings]

            assert len(got) == len(set(got))
            assert set(got) == evaluate(rules, told)


def chain(length: int) -> list[GroundRule]:
    return [
        GroundRule(f"step {n}", (Pattern("at", (Comparison("is", n),)),), (Fact("at", n + 1),))
        for n in range(length)
    ]


def test_a_chain_fires_in_order():
    """What a rule gives is told at once, and the next rule fires on it."""
    with Ruleset(chain(5)).session() as session:
        firings = session.tell(Fact("at", 0))

    assert [firing.rule.name for firing in firings] == [f"step {n}" for n in range(5)]


def test_rules_that_feed_each_other_stop():
    """A fact that is known is not told again, so a cycle ends."""
    rules = [
        GroundRule("there", (Pattern("at", (Comparison("is", 0),)),), (Fact("at", 1),)),
        GroundRule("back", (Pattern("at", (Comparison("is", 1),)),), (Fact("at", 0),)),
    ]
    with Ruleset(rules).session() as session:
        firings = session.tell(Fact("at", 0))

    assert [firing.rule.name for firing in firings] == ["there", "back"]


def test_a_session_that_fires_without_end_is_stopped(monkeypatch):
    """The budget ends it with an error, and the next session is not harmed."""
    monkeypatch.setattr("advisor.engine.driver.BUDGET", 10)
    compiled = Ruleset(chain(50))
    with pytest.raises(BudgetSpent), compiled.session() as session:
        session.tell(Fact("at", 0))
    with compiled.session() as session:
        assert len(session.tell(Fact("at", 45))) == 5


def test_nothing_of_a_session_is_seen_by_the_next():
    """Each session is a working memory of its own."""
    rules = [GroundRule("both", (Pattern("a"), Pattern("b")))]
    compiled = Ruleset(rules)
    with compiled.session() as session:
        session.tell(Fact("a", 1))
    with compiled.session() as session:
        assert session.tell(Fact("b", 1)) == []


def test_an_error_in_a_session_is_not_swallowed_and_harms_no_other():
    """What a caller's code raises while firings are read comes through, and the state is deleted."""
    compiled = Ruleset(chain(3))

    def admit(rule, fact):  # noqa: ARG001 - the form that the driver calls
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), compiled.session(admit) as session:
        session.tell(Fact("at", 0))
    with compiled.session() as session:
        assert len(session.tell(Fact("at", 0))) == 3


def test_what_no_rule_looks_at_is_known():
    """A fact that no rule looks at fires nothing, raises nothing, and is told."""
    with Ruleset(chain(1)).session() as session:
        assert session.tell(Fact("elsewhere", 1)) == []

    assert session.unheard == [Fact("elsewhere", 1)]


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ([GroundRule("wide", tuple(Pattern(f"k{n}") for n in range(17)))], "more than 16 conditions"),
        ([GroundRule("empty", ())], "without conditions"),
        (
            [GroundRule(f"r{n}", (Pattern(f"k{n % 99}", (Comparison("is", n),)),)) for n in range(4001)],
            "4000",
        ),
        ([GroundRule(f"r{n}", (Pattern("k"),)) for n in range(251)], "more than 250 rules"),
        ([GroundRule(f"r{n}", (Pattern("k", (Comparison("is", n),)),)) for n in range(501)], "more than 500"),
        (
            [GroundRule(f"r{n}", (Pattern("k", (Comparison("at least", n),)),)) for n in range(61)],
            "more than 60",
        ),
        ([GroundRule("twice", (Pattern("k"), Pattern("k")))], "two conditions that one need could meet"),
        ([GroundRule("far", (Pattern("k", (Comparison("is", 2**63),)),))], "too large"),
    ],
)
def test_what_the_engine_cannot_bear_is_refused_by_name(rules, words):
    """Each limit is checked before the engine is asked, and the message names a rule."""
    with pytest.raises(AdvisorError) as refused:
        Ruleset(rules)

    assert words in str(refused.value)
    assert any(rule.name in str(refused.value) for rule in rules)


def test_the_largest_rule_sets_that_are_allowed_work():
    """Just below each limit the engine answers."""
    wide = [GroundRule(f"r{n}", (Pattern("k", (Comparison("is", n),)),)) for n in range(500)]
    same = [GroundRule(f"s{n}", (Pattern("j"),)) for n in range(250)]
    deep = [GroundRule(f"d{n}", (Pattern("i", (Comparison("at least", n),)),)) for n in range(60)]
    with Ruleset([*wide, *same, *deep]).session() as session:
        assert len(session.tell(Fact("k", 499), Fact("j", 1), Fact("i", 60))) == 1 + 250 + 60


def test_memory_stays_flat():
    """Twenty thousand sessions take no more memory than the first thousand."""
    compiled = Ruleset(chain(20))

    def run(count):
        for _ in range(count):
            with compiled.session() as session:
                session.tell(Fact("at", 0))
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    first = run(1000)
    last = run(19_000)

    assert last - first < 4_000  # KiB


def test_firings_come_in_the_same_order_under_any_hash_seed():
    """Nothing depends on the order of sets."""
    code = textwrap.dedent(
        """
        import random
        from test_driver import random_fact, random_rules
        from advisor.engine.driver import Ruleset
        rnd = random.Random(7)
        for _ in range(20):
            compiled = Ruleset(random_rules(rnd))
            with compiled.session() as session:
                session.tell(*(random_fact(rnd) for _ in range(8)))
            print([(f.rule.name, f.support) for f in session.firings])
        """
    )
    here = Path(__file__).parent
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=here,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }

    assert len(outputs) == 1

"""Grounded rules: the only shape of rule that is sound on durable-rules.

A rule is a positive conjunction of patterns, a pattern a conjunction of constant tests on one small
fact. No joins, no "or", no "not", no regular expressions; see ``docs/durable-rules.md``. The limits of
the engine are checked here, before it is asked, because beyond them it crashes or never returns.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from advisor.errors import AdvisorError, Place, Problem


class Fact(NamedTuple):
    """One small thing that is so: a key, and a number or a word."""

    key: str
    number: int | None = None
    word: str | None = None


class Comparison(NamedTuple):
    """A comparison of a fact's number or word with a constant."""

    relation: Literal["is", "is not", "at most", "at least"]
    constant: int | str

    def holds(self, fact: Fact) -> bool:
        """Whether the fact passes; what the engine must agree with."""
        said = fact.word if isinstance(self.constant, str) else fact.number
        if said is None:
            return False
        if self.relation == "is":
            return said == self.constant
        if self.relation == "is not":
            return said != self.constant
        if isinstance(said, str) or isinstance(self.constant, str):
            return False
        return said <= self.constant if self.relation == "at most" else said >= self.constant


class Pattern(NamedTuple):
    """What one fact must be: its key, and tests on it."""

    key: str
    tests: tuple[Comparison, ...] = ()

    def matches(self, fact: Fact) -> bool:
        """Whether the fact is such a one."""
        return fact.key == self.key and all(test.holds(fact) for test in self.tests)


class GroundRule(NamedTuple):
    """When facts match all patterns, the rule fires and its own facts are told too."""

    name: str
    """The YAML rule (or fact) that it was compiled from, for messages."""
    patterns: tuple[Pattern, ...]
    gives: tuple[Fact, ...] = ()
    meaning: object = None
    """What the compiler wants to know when the rule fires."""
    at: str = ""


class Firing(NamedTuple):
    """One firing: the rule, and the fact that each of its patterns matched."""

    rule: GroundRule
    support: tuple[Fact, ...]


#: What durable-rules 2.0.28 bears, each with a margin; measured in tests/test_engine_limits.py.
MAX_RULES = 4000
MAX_KEYS = 500
MAX_CONDITIONS = 500
MAX_USES = 250
MAX_MATCHED = 60
MAX_PATTERNS = 16
MAX_NUMBER = 2**62 + 2**3


def check(rules: Sequence[GroundRule]) -> None:
    """Refuse rules that the engine would not bear.

    Raises:
        AdvisorError: names the rule with which a limit is passed.
    """
    problems = [problem for rule in rules if (problem := _one(rule))]
    if len(rules) > MAX_RULES:
        problems.append(_too(rules[MAX_RULES], f"more than {MAX_RULES} conditions after expansion"))
    keys: dict[str, set[tuple[Comparison, ...]]] = {}
    uses: Counter[tuple[str, tuple[Comparison, ...]]] = Counter()
    for rule in rules:
        for key, tests in rule.patterns:
            keys.setdefault(key, set()).add(tests[:1])
            uses[key, tests] += 1
            if uses[key, tests] == MAX_USES + 1:
                problems.append(_too(rule, f"more than {MAX_USES} rules on the same condition of '{key}'"))
    for key, conditions in keys.items():
        if len(conditions) > MAX_CONDITIONS:
            problems.append(_key(rules, key, f"more than {MAX_CONDITIONS} different conditions on"))
        ordered = [t for tests in conditions for t in tests if t.relation in ("at most", "at least")]
        others = [t for tests in conditions for t in tests if t.relation == "is not"]
        if len(ordered) + len(others) > MAX_MATCHED and _most_matched(ordered) + len(others) > MAX_MATCHED:
            problems.append(_key(rules, key, f"one need could meet more than {MAX_MATCHED} conditions of"))
    if len(keys) > MAX_KEYS:
        problems.append(_too(rules[-1], f"more than {MAX_KEYS} different terms in one decision"))
    if problems:
        raise AdvisorError(problems)


def _one(rule: GroundRule) -> Problem | None:
    if not rule.patterns:
        return _too(rule, "a rule without conditions")
    if len(rule.patterns) > MAX_PATTERNS:
        return _too(rule, f"more than {MAX_PATTERNS} conditions in one rule")
    if any(_share(one, other) for one, other in combinations(rule.patterns, 2)):
        return _too(rule, "two conditions that one need could meet")
    for pattern in rule.patterns:
        for test in pattern.tests:
            if isinstance(test.constant, int) and abs(test.constant) > MAX_NUMBER:
                return _too(rule, "a number too large to compare")
    return None


def _share(one: Pattern, other: Pattern) -> bool:
    """Whether one fact could match both; the engine uses a fact for one pattern of a rule only."""
    if one.key != other.key:
        return False
    words = [{test.constant for test in p.tests if test.relation == "is"} for p in (one, other)]
    return not (words[0] and words[1] and words[0].isdisjoint(words[1]))


def _most_matched(tests: list[Comparison]) -> int:
    """Give the most "at most" and "at least" tests that one number can meet at once."""
    edges = sorted({test.constant for test in tests if isinstance(test.constant, int)})
    return max(
        (
            sum(test.holds(Fact("", number)) for test in tests)
            for edge in edges
            for number in (edge - 1, edge, edge + 1)
        ),
        default=0,
    )


def _key(rules: Sequence[GroundRule], key: str, text: str) -> Problem:
    rule = next(rule for rule in reversed(rules) if any(p.key == key for p in rule.patterns))
    return _too(rule, f"{text} '{key}'")


def _too(rule: GroundRule, text: str) -> Problem:
    path, _, line = rule.at.rpartition(":")
    place = Place(path, int(line), 1) if line.isdigit() else Place(rule.at or rule.name)
    return Problem(place, f"{rule.name}: {text}; the engine cannot hold that", "split the decision in two")

"""The mutation score: which mutants the scenarios notice, and what is wanted for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from advisor.check.mutant import Mutant, Statement
from advisor.check.mutants import mutants, statements
from advisor.check.reads import Reads
from advisor.check.trial import noticed

Tried = tuple[int | None, ...]
"""For each mutant of a statement the number of the scenario that notices it, or None."""

#: What is done to a rule as a whole; the other mutants are of its parts.
_WHOLE_RULE = ("dropped", "reversed")


class Scored(NamedTuple):
    """A statement with its mutants, and which scenario notices each."""

    statement: Statement
    decisions: tuple[str, ...]
    """The decisions that it belongs to; none where none asks about it."""
    mutants: tuple[Mutant, ...]
    by: tuple[str, ...]
    """For each mutant the scenario that notices it; empty for none."""
    wanted: str = ""
    """What scenario would notice it, where none does."""

    @property
    def noticed(self) -> bool:
        """Whether the scenarios hold the statement: a rule as a whole, a fact in any way."""
        return any(
            by
            for mutant, by in zip(self.mutants, self.by, strict=True)
            if self.statement.kind != "rule" or mutant.kind in _WHOLE_RULE
        )


class Count(NamedTuple):
    """How many of how many."""

    noticed: int = 0
    of: int = 0

    def __add__(self, other: object) -> Count:
        """Give both together."""
        if not isinstance(other, Count):
            return NotImplemented
        return Count(self.noticed + other.noticed, self.of + other.of)


class Score(NamedTuple):
    """How many statements and mutants are noticed, in all and by decision."""

    scored: tuple[Scored, ...]
    facts: Count
    asked: Count
    """The facts that some decision asks its candidates about."""
    rules: Count
    choices: Count
    """Single choices of sets, offered or denied."""
    conditions: Count
    """Single conditions of rules, dropped or moved."""
    mutants: Count
    by_decision: dict[str, tuple[Count, Count]]
    """Decision -> its facts and its rules; under the empty name what no decision asks about."""


def chosen(reads: Reads, decision: str | None = None, service: str | None = None) -> list[Statement]:
    """Give the statements to be tried: all, or those of a decision or a service."""
    return [
        one
        for one in statements(reads)
        if (decision is None or decision in belongs(reads, one))
        and (service is None or (one.kind != "rule" and one.owner == service))
    ]


def belongs(reads: Reads, one: Statement) -> tuple[str, ...]:
    """Give the decisions that a statement belongs to: those that ask a candidate about it, or its rule's."""
    if one.kind == "rule":
        return (one.owner,)
    roles = reads.roles.get(one.owner, ())
    if one.kind == "life":
        return roles
    return tuple(role for role in roles if one.name in reads.base.decisions[role].asks)


def tried(reads: Reads, statement: Statement) -> Tried:
    """Try all mutants of a statement."""
    return tuple(noticed(reads, one) for one in mutants(reads, statement))


def score(
    reads: Reads,
    some: Sequence[Statement],
    results: Iterable[Tried],
    wanted: Callable[[Reads, Statement, Sequence[Mutant]], str],
) -> Score:
    """Give the score of what was tried.

    Args:
        reads: the scenarios, judged.
        some: the statements that were tried.
        results: what came of each, in the same order.
        wanted: says of a statement and those of its mutants that no scenario notices what would notice them.
    """
    scored = []
    for statement, result in zip(some, results, strict=True):
        made = mutants(reads, statement)
        if not made:
            continue
        by = tuple("" if number is None else reads.cases[number].scenario.id for number in result)
        one = Scored(statement, belongs(reads, statement), tuple(made), by)
        if not one.noticed:
            one = one._replace(wanted=wanted(reads, statement, made))
        scored.append(one)
    return _summed(scored)


def _summed(scored: Sequence[Scored]) -> Score:
    facts = asked = rules = choices = conditions = every = Count()
    table: dict[str, tuple[Count, Count]] = {}
    for one in scored:
        whole = Count(int(one.noticed), 1)
        rule = one.statement.kind == "rule"
        facts, rules = (facts, rules + whole) if rule else (facts + whole, rules)
        if not rule and one.decisions:
            asked += whole
        for name in one.decisions or ("",):
            before = table.get(name, (Count(), Count()))
            table[name] = (before[0], before[1] + whole) if rule else (before[0] + whole, before[1])
        for mutant, by in zip(one.mutants, one.by, strict=True):
            single = Count(int(bool(by)), 1)
            every += single
            if mutant.kind.startswith("condition"):
                conditions += single
            elif mutant.part and one.statement.kind == "fact" and mutant.kind != "known":
                choices += single
    return Score(tuple(scored), facts, asked, rules, choices, conditions, every, dict(sorted(table.items())))

"""All that the rule base states, and the mutants of each statement."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.check import mutant_facts, mutant_rules
from advisor.check.mutant import Mutant, Statement
from advisor.check.reads import Reads


def statements(reads: Reads) -> Iterator[Statement]:
    """Give all that the rule base states, service by service and then rule by rule."""
    for service in reads.base.services.values():
        for number, life in enumerate(service.life):
            if life.since or life.state != "available":
                yield Statement("life", service.id, life.state, number, life.at)
        for term, entries in service.facts.items():
            for number, entry in enumerate(entries):
                yield Statement("fact", service.id, term, number, entry.at)
    for decision in reads.base.decisions.values():
        for number, rule in enumerate(decision.rules):
            yield Statement("rule", decision.id, rule.id, number, rule.at)


def mutants(reads: Reads, statement: Statement) -> list[Mutant]:
    """Give the mutants of a statement."""
    if statement.kind == "fact":
        return list(mutant_facts.of_fact(reads, statement))
    if statement.kind == "life":
        return list(mutant_facts.of_life(reads, statement))
    return list(mutant_rules.of_rule(reads, statement))

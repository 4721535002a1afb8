"""Candidates of one line: a service and its features, which no question sets against each other."""

from __future__ import annotations

from advisor.rulebase.base import RuleBase


def same_line(base: RuleBase, one: str, other: str) -> bool:
    """Whether one is a feature of the other: naming both would be unfair."""
    return one in _line(base, other) or other in _line(base, one)


def _line(base: RuleBase, id_: str) -> set[str]:
    found = {id_}
    while (part_of := base.services[id_].part_of) and part_of not in found and part_of in base.services:
        found.add(part_of)
        id_ = part_of
    return found

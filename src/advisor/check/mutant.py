"""Mutants: small falsehoods, one at a time, that the scenarios ought to notice.

``docs/mutation.md`` says which there are and why. A mutant is given by the changes that would make it,
nearest first: an amount is pushed past the nearest bound that a scenario states, then past the next, and
the mutant is noticed if any of them is.
"""

from __future__ import annotations

from typing import NamedTuple

from advisor.rulebase.knowledge import Entry, Life, Rule


class Statement(NamedTuple):
    """One thing that the rule base states: an entry of a fact, a state of a service's life, or a rule."""

    kind: str
    """fact, life or rule"""
    owner: str
    """The service, or the decision."""
    name: str
    """The term, the state, or the id of the rule."""
    number: int
    """Which of the entries, states or rules of its owner it is."""
    at: str


class Change(NamedTuple):
    """What is put in place of all the entries of a fact, all the states of a life, or all the rules."""

    kind: str
    """fact, life or rule"""
    owner: str
    name: str
    to: tuple[Entry, ...] | tuple[Life, ...] | tuple[Rule, ...]


class Mutant(NamedTuple):
    """A falsehood, and the changes that make it, nearest first."""

    statement: Statement
    kind: str
    """What is done to it: up, down, known, dropped, added, turned, earlier, later, reversed, …"""
    part: str
    """Which part of the statement is changed: a choice, a condition; empty for the value or the whole."""
    text: str
    """What is said falsely, in plain words."""
    changes: tuple[Change, ...]

"""Knowledge as plain rows for the cache, and back."""

from __future__ import annotations

from typing import Any

from advisor.rulebase.knowledge import Decision, Edition, Entry, Life, Note, Paper, Rule, Service
from advisor.rulebase.terms import Condition, Term

Row = list[Any]


def row(value: Any) -> Any:
    """Give a value as lists, texts and numbers: a record as the list of its fields."""
    if isinstance(value, (tuple, list)):
        return [row(one) for one in value]
    if isinstance(value, dict):
        return {key: row(one) for key, one in value.items()}
    return value


def _pairs(one: Row) -> tuple[Any, ...]:
    return tuple(tuple(pair) for pair in one)


def condition(r: Row) -> Condition:
    """Give the condition of a row."""
    return Condition(r[0], r[1], tuple(r[2]), tuple(r[3]), r[4])


def _conditions(r: Row) -> tuple[Condition, ...]:
    return tuple(condition(one) for one in r)


def term(r: Row) -> Term:
    """Give the term of a row."""
    id_, means, asks, kind, unit, names, tests, fit, phrases, goals, at = r
    return Term(
        id_, means, asks, kind, unit, tuple(names), tuple(tests), fit, _pairs(phrases), tuple(goals), at
    )


def edition(r: Row) -> Edition:
    """Give the edition of a row."""
    id_, day, exam, domains, paper = r
    return Edition(id_, day, exam, _pairs(domains), Paper(*paper) if paper else None)


def _entry(r: Row) -> Entry:
    value, text, adds, drops, denies, since, when, *rest = r
    if isinstance(value, list):
        value = tuple(value)
    return Entry(value, text, tuple(adds), tuple(drops), tuple(denies), since, _conditions(when), *rest)


def service(r: Row) -> Service:
    """Give the service of a row."""
    id_, name, aka, does, part_of, requires, life, facts, notes, at = r
    return Service(
        id_,
        name,
        tuple(aka),
        does,
        part_of,
        tuple(requires),
        tuple(Life(*one) for one in life),
        {key: tuple(_entry(one) for one in entries) for key, entries in facts.items()},
        tuple(Note(*one) for one in notes),
        at,
    )


def decision(r: Row) -> Decision:
    """Give the decision of a row."""
    id_, question, stage, raised_by, asks, candidates, rules, at = r
    return Decision(
        id_,
        question,
        stage,
        tuple(_conditions(way) for way in raised_by),
        tuple(asks),
        tuple(candidates),
        tuple(_rule(one) for one in rules),
        at,
    )


def _rule(r: Row) -> Rule:
    id_, when, need, prefer, avoid, exclude, because, url, at = r
    return Rule(
        id_,
        _conditions(when),
        _conditions(need),
        tuple(prefer),
        tuple(avoid),
        tuple(exclude),
        because,
        url,
        at,
    )

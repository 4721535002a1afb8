"""How candidates stand to what is asked, read from what the engine concluded."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from advisor.engine.compile import Fits, Program
from advisor.engine.ground import Firing
from advisor.engine.needs import Need
from advisor.rulebase.base import RuleBase
from advisor.rulebase.knowledge import Offer
from advisor.rulebase.terms import bound


class Requirement(NamedTuple):
    """One thing that is asked of an answer to a decision.

    A need for several choices is one requirement each; an "any of" need is one with all its choices.
    """

    need: Need
    term: str
    choices: tuple[str, ...]
    limit: bool
    """Every part that answers must keep it; otherwise some part must offer it."""


class Verdict(NamedTuple):
    """How a candidate stands to a requirement, by the firing that says so."""

    kind: str
    """keeps, breaks, offers or lacks"""
    choice: str
    offer: Offer
    firing: Firing


Said = dict[tuple[str, int | str], dict[str, Verdict]]
"""(term, the number or word told of it) -> candidate -> how it stands to that"""


def said_by(firings: Iterable[Firing]) -> Said:
    """Give how candidates stand to what was told, as the firings say."""
    said: Said = {}
    for firing in firings:
        meaning = firing.rule.meaning
        if isinstance(meaning, Fits):
            fact = firing.support[0]
            table = said.setdefault(
                (meaning.term, fact.word if fact.word is not None else fact.number or 0), {}
            )
            word = fact.word or ""
            table.update([(one, Verdict(kind, word, offer, firing)) for one, kind, offer in meaning.verdicts])
    return said


def columns(
    base: RuleBase, compiled: Program, asked: Sequence[Requirement], said: Said
) -> dict[str, tuple[Verdict | None, ...]]:
    """Give each candidate's verdicts on the requirements."""
    candidates = compiled.decision.candidates
    found = [_column(said, candidates, _keys(base, compiled, one)) for one in asked]
    return (
        dict(zip(candidates, zip(*found, strict=True), strict=True))
        if found
        else dict.fromkeys(candidates, ())
    )


def _column(
    said: Said, candidates: tuple[str, ...], keys: list[tuple[str, str, int | str]]
) -> list[Verdict | None]:
    """Give the verdict of each candidate; of several choices, one that is offered is enough."""
    if len(keys) == 1:
        ((choice, term, value),) = keys
        table = said.get((term, value), {})
        if choice in ("", value):
            return [table.get(one) for one in candidates]
        return [found and found._replace(choice=choice) for found in map(table.get, candidates)]
    return [_verdict(said, one, keys) for one in candidates]


def requirements(base: RuleBase, asks: tuple[str, ...], needs: tuple[Need, ...]) -> list[Requirement]:
    """Give what the needs ask of an answer, in the order of the asked terms."""
    found = []
    for asked in asks:
        term = base.terms[asked]
        for need in needs:
            if need.term != asked or not term.fit or need.condition.operator == "not":
                continue
            if term.kind != "set":
                if bound(term, need.condition) is not None:
                    found.append(Requirement(need, asked, (), term.is_limit))
            elif need.condition.operator == "any of":
                found.append(Requirement(need, asked, need.condition.choices, limit=False))
            else:
                found += [Requirement(need, asked, (one,), limit=False) for one in need.condition.choices]
    return list(dict.fromkeys(found))


def _keys(base: RuleBase, compiled: Program, one: Requirement) -> list[tuple[str, str, int | str]]:
    """Give, for each choice of a requirement, the key under which its verdicts were read."""
    if one.choices:
        return [(choice, one.term, compiled.hearing.heard(one.term, choice)) for choice in one.choices]
    return [("", one.term, bound(base.terms[one.term], one.need.condition) or 0)]


def _verdict(said: Said, candidate: str, keys: list[tuple[str, str, int | str]]) -> Verdict | None:
    worst: Verdict | None = None
    for choice, term, value in keys:
        found = said.get((term, value), {}).get(candidate)
        if found is None:
            continue
        verdict = found._replace(choice=choice)
        if verdict.kind in ("offers", "keeps"):
            return verdict
        worst = worst or verdict
    return worst

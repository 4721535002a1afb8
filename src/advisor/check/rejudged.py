"""A scenario judged anew after a fact has changed: only the candidate whose fact it is, where that will do."""

from __future__ import annotations

from typing import Any, cast

from advisor.check.altered import named, only
from advisor.check.mutant import Change
from advisor.check.reads import Reads
from advisor.check.seen import judged
from advisor.recommend.board import Board, Standing, board
from advisor.recommend.case import Case
from advisor.recommend.hops import bridge
from advisor.recommend.ways import flows, ids, way
from advisor.rulebase.base import RuleBase
from advisor.rulebase.knowledge import Entry
from advisor.rulebase.terms import HOP_TERMS


def rejudged(
    reads: Reads, number: int, after: RuleBase, change: Change, can: tuple[bool, bool]
) -> Case | bool:
    """Judge what a fact can touch.

    Args:
        reads: the scenarios, judged.
        number: the scenario.
        after: the rule base under the change.
        change: the change of the fact.
        can: whether it can touch no other candidate, and whether it can touch a hop.

    Returns:
        The case, judged anew; False where nothing that is seen can differ, True where something must.
    """
    alone, hops = can
    service = change.owner
    before = reads.cases[number]
    roles = [one for one in reads.roles.get(service, ()) if one in before.boards]
    kept = {key: one for key, one in before.judgements.items() if key[0] not in roles}
    boards = dict(before.boards)
    same = True
    for decision in roles:
        old = boards[decision]
        if alone:
            new = _replaced(old, _board(before, only(after, decision, service), decision, {}), service)
            same = same and judged(new, service) == judged(old, service)
            if len(roles) == 1 and _shown(reads, number, old.standings[service], new.standings[service]):
                return True
        else:
            new = _board(before, after, decision, kept)
            same = same and judged(new) == judged(old)
        boards[decision] = new
    other = before._replace(base=after, boards=boards, judgements=kept, memo={})
    return False if same and not (hops and _flow_differs(reads, number, other, change)) else other


def _flow_differs(reads: Reads, number: int, after: Case, change: Change) -> bool:
    """Whether any hop or bridge that the scenario looks at comes out otherwise."""
    before, service, term = reads.cases[number], change.owner, change.name
    if term in HOP_TERMS:
        if flows(before, service) != flows(after, service):
            return True
        for start, end in reads.ways[number]:
            if service in (*ids(before, start), *ids(before, end)):
                one, other = way(before, start, end), way(after, start, end)
                if one[:2] != other[:2]:
                    return True
    more = named(cast("tuple[Entry, ...]", change.to)) if term in HOP_TERMS else set()
    return any(
        bridge(after, one.start, one.end) != one.found
        for one in reads.bridges[number]
        if (service, term) in one.looked_up or more & one.linked
    )


def _board(before: Case, after: RuleBase, decision: str, kept: dict[Any, Any]) -> Board:
    return board(after, before.scenario, before.day, decision, before.needs, before.capabilities, kept)


def _replaced(old: Board, new: Board, service: str) -> Board:
    """Give a board on which one candidate stands as on another."""
    was, now = old.judgement, new.judgement
    others = {key: offer for key, offer in was.offers.items() if key[0] != service}
    own = {key: offer for key, offer in now.offers.items() if key[0] == service}
    verdicts = {**was.verdicts, service: now.verdicts[service]}
    return old._replace(
        judgement=was._replace(verdicts=verdicts, offers={**others, **own}),
        standings={**old.standings, service: new.standings[service]},
    )


def _shown(reads: Reads, number: int, old: Standing, new: Standing) -> bool:
    """Whether a recommendation must say that a candidate breaks a limit, or breaks it no more.

    Of every candidate that is in no solution all limits are told that it breaks; those in one break none.
    This holds where it is the candidate of one decision only: what is in for one is not told to be out for another.
    """
    said = reads.seen[number][0] != "not-enough-said" and not reads.cases[number].scenario.options
    return said and old.broken != new.broken

"""What scenarios exercise of the rules and the facts, piece by piece, and for the rest why not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from advisor.check.mutant import Statement
from advisor.check.reads import Reads
from advisor.check.score import Count, belongs
from advisor.check.wanted import never_met, never_read, not_needed
from advisor.engine.met import met
from advisor.engine.needs import Need
from advisor.recommend.board import Board
from advisor.recommend.case import Case, cases
from advisor.rulebase.knowledge import Entry, Rule
from advisor.rulebase.terms import Condition

Kind = Literal["fact", "choice", "rule", "condition"]


class Piece(NamedTuple):
    """One thing that scenarios may exercise."""

    kind: Kind
    owner: str
    """The service, or the decision."""
    name: str
    """The term, or the id of the rule; empty for what raises a decision."""
    part: str
    """The choice or the condition; empty for a fact or a rule as a whole."""
    at: str
    decisions: tuple[str, ...]
    by: tuple[str, ...] = ()
    """The scenarios that exercise it."""
    why: str = ""
    """Why none does; of a rule that fires and decides nothing, why it does not."""
    overruled: bool = False
    """Whether a rule fires and decides nothing wherever it does: it adds a reason to others that were enough."""


class Covered(NamedTuple):
    """What scenarios exercise."""

    pieces: tuple[Piece, ...]
    by_decision: dict[str, dict[Kind, Count]]
    """Decision -> kind of piece -> how many are exercised; under the empty name what no decision asks about."""
    total: dict[Kind, Count]


def coverage(reads: Reads, decision: str | None = None) -> Covered:
    """Give what the scenarios exercise, of all or of what belongs to one decision.

    Args:
        reads: the scenarios, judged.
        decision: the id of the decision, or None for all.
    """
    pieces = [
        one for one in (*_facts(reads), *_rules(reads)) if decision is None or decision in one.decisions
    ]
    total: dict[Kind, Count] = {}
    table: dict[str, dict[Kind, Count]] = {}
    for one in pieces:
        count = Count(int(bool(one.by)), 1)
        total[one.kind] = total.get(one.kind, Count()) + count
        for name in one.decisions or ("",):
            row = table.setdefault(name, {})
            row[one.kind] = row.get(one.kind, Count()) + count
    return Covered(tuple(pieces), dict(sorted(table.items())), total)


_Read = dict[int, dict[str, dict[str, None]]]
"""Identity of an entry -> the choice that it is read for -> the scenarios that do."""


def _facts(reads: Reads) -> Iterator[Piece]:
    read: _Read = {}
    for number, judged in enumerate(reads.cases):
        for entry, choice in _entries(reads, number, judged):
            read.setdefault(id(entry), {}).setdefault(choice, {})[judged.scenario.id] = None
    for service in reads.base.services.values():
        for term, entries in service.facts.items():
            for number, entry in enumerate(entries):
                it = Statement("fact", service.id, term, number, entry.at)
                yield from _fact(reads, it, entry, read.get(id(entry), {}))


def _entries(reads: Reads, number: int, judged: Case) -> Iterator[tuple[Entry, str]]:
    """Give the entries of facts that a scenario reads, each with the choice that it is read for."""
    for board in judged.boards.values():
        for service in board.standings:
            if reads.looks_at(number, service):
                yield from _judged(board, service, judged.goals)
    for start, end in reads.ways[number]:
        for one, other, term in ((start, end, "destination"), (end, start, "source")):
            for offer in cases(reads.base, one, term, judged.day):
                for choice in {other, reads.base.whole(other)}:
                    yield offer.behind(choice), choice


def _judged(board: Board, service: str, goals: tuple[str, ...]) -> Iterator[tuple[Entry, str]]:
    """Give the entries by which a candidate is judged."""
    one = board.judgement
    for asked, verdict in zip(one.requirements, one.verdicts[service], strict=True):
        if verdict is not None:
            yield verdict.offer.behind(verdict.choice), verdict.choice
        elif (service, asked.term) in one.offers:  # it says that this is not known
            yield one.offers[service, asked.term].entry, ""
    for goal in goals:
        if (service, goal) in one.offers:
            yield one.offers[service, goal].entry, ""


def _fact(reads: Reads, it: Statement, entry: Entry, read: dict[str, dict[str, None]]) -> Iterator[Piece]:
    where = belongs(reads, it)
    by = tuple(dict.fromkeys(name for names in read.values() for name in names))
    why = "" if by else never_read(reads, it) or f"no scenario that asks about {it.name} looks at {it.owner}"
    yield Piece("fact", it.owner, it.name, "", it.at, where, by, why)
    said = entry.value if isinstance(entry.value, tuple) else ()
    choices = [(one, one) for one in (*said, *entry.adds)]
    choices += [(one, f"not {one}") for one in (*entry.denies, *entry.drops)]
    for choice, part in choices:
        names = tuple(read.get(choice, ()))
        reason = "" if names else why or not_needed(reads, it, [choice])
        yield Piece("choice", it.owner, it.name, part, it.at, where, names, reason)


def _rules(reads: Reads) -> Iterator[Piece]:
    for decision in reads.base.decisions.values():
        ways = tuple(one for way in decision.raised_by for one in way)
        when = tuple(one for rule in decision.rules for one in rule.when)
        raising = _meeting(reads, ways, [one.needs for one in reads.cases], range(len(reads.cases)))
        numbers = reads.raised.get(decision.id, [])
        needs = [reads.cases[number].boards[decision.id].judgement.needs for number in numbers]
        meeting = _meeting(reads, when, needs, numbers)
        for one in dict.fromkeys(ways):
            yield _condition(reads, decision.id, ("", decision.at), one, raising.get(one, ()))
        for rule in decision.rules:
            yield _rule(reads, decision.id, rule)
            for one in rule.when:
                yield _condition(reads, decision.id, (rule.id, rule.at), one, meeting.get(one, ()))


def _meeting(
    reads: Reads, conditions: tuple[Condition, ...], needs: Sequence[tuple[Need, ...]], numbers: Sequence[int]
) -> dict[Condition, list[int]]:
    """Give the scenarios that meet each condition."""
    found: dict[Condition, list[int]] = {}
    terms = {one.term for one in conditions}
    for number, some in zip(numbers, needs, strict=True):
        if any(need.term in terms for need in some):
            for one in met(reads.base, conditions, some):
                found.setdefault(one, []).append(number)
    return found


def _condition(
    reads: Reads, decision: str, owner: tuple[str, str], one: Condition, numbers: Sequence[int]
) -> Piece:
    said = f"{one.term}: {one.text}"
    name, at = owner
    by = tuple(reads.cases[number].scenario.id for number in numbers)
    why = ""
    if not by:
        who = f"scenario of {decision}" if name else "scenario"
        why = f"no {who} states {said}" if reads.raised.get(decision) else f"no scenario raises {decision}"
    return Piece("condition", decision, name, said, at, (decision,), by, why)


def _rule(reads: Reads, decision: str, rule: Rule) -> Piece:
    numbers = reads.raised.get(decision, [])
    fired = [
        number
        for number in numbers
        if any(one.rule.id == rule.id for one in reads.cases[number].boards[decision].judgement.fired)
    ]
    start = Piece("rule", decision, rule.id, "", rule.at, (decision,))
    if not fired:
        why = never_met(reads, decision, rule) if numbers else f"no scenario raises {decision}"
        return start._replace(why=why)
    by = tuple(reads.cases[number].scenario.id for number in fired)
    if any(_counts(reads, number, decision, rule) for number in fired):
        return start._replace(by=by)
    named = rule.prefer + rule.avoid + rule.exclude
    why = (
        f"wherever it fires, {', '.join(named)} {'is' if len(named) == 1 else 'are'} ruled out already, or no option"
        if named
        else "wherever it fires, what it needs is needed already, or stands against what is stated"
    )
    return start._replace(by=by, why=why, overruled=True)


def _counts(reads: Reads, number: int, decision: str, rule: Rule) -> bool:
    """Whether a rule that fires has anything to say: a need of its own, or about a candidate that is still in."""
    board = reads.cases[number].boards[decision]
    if any(need.by == rule.id for need in board.judgement.needs):
        return True
    for service in rule.prefer + rule.avoid + rule.exclude:
        one = board.standings[service]
        others = [other for other in one.excluded if other.rule.id != rule.id]
        if reads.looks_at(number, service) and not (one.broken or one.closed or others):
            return True
    return False

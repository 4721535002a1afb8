"""Reasons in sentences: each cites the firing, the fact or the rule that it rests on."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.engine.judge import Judged
from advisor.engine.verdicts import Requirement, Verdict
from advisor.recommend.board import SILENT, Board, Standing
from advisor.recommend.case import Case
from advisor.recommend.life import Closed
from advisor.recommend.result import Reason
from advisor.recommend.ways import Way
from advisor.rulebase.knowledge import Entry
from advisor.rulebase.terms import Term, show


def name(case: Case, service: str) -> str:
    """Give the name by which people know the service."""
    said: str | None = case.base.memo.get(("name", service))
    if said is None:
        found = case.base.services.get(service)
        said = case.base.memo["name", service] = found.name if found else service
    return said


def names(case: Case, services: Iterable[str]) -> str:
    """Give names joined as in a sentence."""
    said = [name(case, one) for one in services]
    return ", ".join(said[:-1]) + " and " + said[-1] if len(said) > 1 else "".join(said)


def distinct(reasons: Iterable[Reason]) -> list[Reason]:
    """Give the reasons without those that say the same of the same service."""
    found: dict[tuple[str, str], Reason] = {}
    for one in reasons:
        found.setdefault((one.service, one.text), one)
    return list(found.values())


def needed(one: Requirement) -> str:
    """Give the need as ``term: condition``."""
    return f"{one.term}: {one.need.condition.text}"


def fit(case: Case, board: Board, service: str, number: int) -> Reason:
    """Give the reason that a requirement is (not) met, or that nothing is known of it."""
    judgement = board.judgement
    one = judgement.requirements[number]
    verdict = judgement.verdicts[service][number]
    term = case.base.terms[one.term]
    need, asked = _put(case, one, term)
    decision, by = judgement.decision, one.need.by or None
    if verdict is None:
        offer = judgement.offers.get((service, one.term))
        entry = offer.entry if offer else None
        text = f"{name(case, service)}: {one.term} is not known, and {asked} is needed."
        text = _with(text, entry.note if entry else "")
        source = (entry.url or None) if entry else None
        at = entry.at if entry else case.base.services[service].at
        return Reason("unknown", text, service, decision, None, one.term, source, at, need, by)
    entry = verdict.offer.behind(verdict.choice)
    good = verdict.kind in ("keeps", "offers")
    text = _with(f"{name(case, service)}: {_fit_text(one, verdict, term, asked)}", entry.why, entry.note)
    return Reason(
        "fit",
        text,
        service,
        decision,
        None,
        one.term,
        entry.url or None,
        entry.at,
        need,
        by,
        good,
        entry.confirmed,
    )


def _put(case: Case, one: Requirement, term: Term) -> tuple[str, str]:
    """Give the need, and what is asked, in words: the same for every candidate."""
    key = ("put", id(one))
    if key not in case.memo:
        case.memo[key] = (needed(one), _asked(one, term), one)  # held, so that its number stays its own
    return case.memo[key][:2]  # type: ignore[index, no-any-return]


def _asked(one: Requirement, term: Term) -> str:
    if one.choices:
        return " or ".join(one.choices)
    condition = one.need.condition
    if term.kind == "level" and condition.operator in ("at least", "at most") and " " not in condition.text:
        return (
            condition.text
            if term.names[-1 if term.fit == "at least" else 0] == condition.text
            else (f"{condition.operator} {condition.text}")
        )
    if condition.operator in ("at least", "at most") and condition.text[:1].isdigit():
        return f"{condition.operator} {condition.text}"
    return condition.text


def _fit_text(one: Requirement, verdict: Verdict, term: Term, asked: str) -> str:
    if one.choices:
        choice = verdict.choice
        if verdict.kind == "offers":
            return f"{term.id} includes {choice}, as needed."
        if len(one.choices) > 1:
            return f"{term.id} includes none of {', '.join(one.choices)}."
        return f"{term.id} does not include {choice}."
    value = show(term, verdict.offer.value)
    if value == "unlimited":
        return f"{term.id} has no limit, and {asked} is needed."
    verb = "goes up to" if term.fit == "up to" else "is"
    joint = "and" if verdict.kind in ("keeps", "offers") else "but"
    return f"{term.id} {verb} {value}, {joint} {asked} is needed."


def _with(text: str, *more: str) -> str:
    return " ".join([text, *(one for one in more if one)])


def ruled(case: Case, judged: Judged, service: str, verb: str) -> Reason:
    """Give the reason that a rule prefers, avoids or excludes the service."""
    rule = judged.rule
    lead = {"prefer": "preferred", "avoid": "better avoided", "exclude": "excluded"}[verb]
    return Reason(
        "rule",
        f"{name(case, service)}: {lead}. {rule.because}",
        service=service,
        decision=rule.id.partition("/")[0],
        rule=rule.id,
        term=rule.when[0].term,
        source=rule.url or None,
        at=rule.at,
        need=", ".join(f"{one.term}: {one.text}" for one in rule.when),
        good=verb == "prefer",
    )


def favoured(case: Case, judged: Judged, service: str) -> Reason:
    """Give the reason that a rule prefers another service, as a reason against those it is held against."""
    rule = judged.rule
    text = f"{name(case, service)} is preferred to it. {rule.because}"
    return ruled(case, judged, service, "prefer")._replace(text=text, good=False)


def concluded(judged: Judged) -> Reason:
    """Give the step of the chain by which a rule added a need."""
    rule = judged.rule
    said = ", ".join(f"{one.term}: {one.text}" for one in rule.when)
    adds = ", ".join(f"{one.term}: {one.text}" for one in rule.need)
    return Reason(
        "rule",
        f"From {said} follows the need {adds}. {rule.because}",
        decision=rule.id.partition("/")[0],
        rule=rule.id,
        term=rule.need[0].term,
        source=rule.url or None,
        at=rule.at,
        need=said,
        good=True,
    )


def shut(case: Case, service: str, closed: Closed, decision: str = "") -> Reason:
    """Give the reason that a service cannot be taken up on the day."""
    life = closed.life
    since = f" since {life.since}" if life.since else ""
    what = {
        "shut": f"is shut{since}",
        "closed-to-new": f"takes no new customers{since}",
        "not-yet": f"does not exist before {life.since}",
    }[life.state]
    who = "it" if closed.service == service else f"{name(case, closed.service)}, which it needs,"
    text = f"{name(case, service)}: {who} {what}."
    if life.state == "closed-to-new":
        text += " Who has it goes on: name it under 'existing'."
    return Reason(
        "lifecycle",
        _with(text, life.note),
        service=service,
        decision=decision,
        source=life.url or None,
        at=life.at,
        confirmed=life.confirmed,
    )


def hop(case: Case, start: str, end: str, way: Way, between: tuple[str, ...] = ()) -> Reason:
    """Give the reason that data cannot go from one part to the next, and what stands between."""
    entry = way.entry
    text = f"{name(case, start)} cannot pass data to {name(case, end)} by itself."
    if between:
        text = (
            text[:-1] + f", so {names(case, between)} {'stands' if len(between) == 1 else 'stand'} between."
        )
    return Reason(
        "hop",
        _with(text, entry.note if entry and way.denied else ""),
        service=start,
        term="destination",
        source=(entry.url or None) if entry else None,
        at=entry.at if entry else "",
        good=bool(between),
    )


def against(case: Case, board: Board, standing: Standing, elsewhere: int = 0) -> list[Reason]:
    """Give every reason that strikes a candidate or that it cannot meet alone.

    Args:
        case: the scenario on its day.
        board: the decision.
        standing: the candidate's.
        elsewhere: capabilities that other parts offer already, as bits; lacking them is no reason.
    """
    service, decision = standing.service, board.judgement.decision
    found = [shut(case, service, one, decision) for one in standing.closed]
    found += [fit(case, board, service, number) for number in standing.broken]
    found += [
        fit(case, board, service, number) for number in standing.lacking if not board.bits[number] & elsewhere
    ]
    found += [ruled(case, one, service, "exclude") for one in standing.excluded]
    return found


def goal(case: Case, term: str, winner: tuple[str, int], loser: tuple[str, int]) -> Reason:
    """Give the reason that one part is heavier than another on a goal.

    Args:
        case: the scenario on its day.
        term: the goal.
        winner: the service and its weight on the side that wins.
        loser: likewise on the side that loses.
    """
    service, weight = loser
    best, least = winner
    entry = goal_entry(case, service, term)
    ours, theirs = _value(case, term, least), _value(case, term, weight)
    text = f"{name(case, service)}: {term} is {theirs}, while {_of(name(case, best))} is {ours}."
    return _goal(case, (service, term), _with(text, entry.why if entry else ""), _wish(case, term))


def one_more(case: Case, term: str, part: tuple[str, int]) -> Reason:
    """Give the reason that a solution has a part more to carry, where all before it weigh the same."""
    service, weight = part
    text = f"{name(case, service)}: one part more, with {term} {_value(case, term, weight)}."
    return _goal(case, (service, term), text, "minimise")


def _goal(case: Case, what: tuple[str, str], text: str, wish: str, *, good: bool = False) -> Reason:
    """Give a reason of a goal, with the fact that states the service's value for the term."""
    service, term = what
    entry = goal_entry(case, service, term)
    return Reason(
        "goal",
        text,
        service=service,
        term=term,
        source=(entry.url or None) if entry else None,
        at=entry.at if entry else case.base.services[service].at,
        need=f"{wish}: {term}",
        good=good,
    )


def _wish(case: Case, term: str) -> str:
    return "minimise" if case.base.terms[term].lower_is_lighter else "maximise"


def _of(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _value(case: Case, term: str, weight: int) -> str:
    sign = 1 if case.base.terms[term].lower_is_lighter else -1
    return "not known" if weight == SILENT else show(case.base.terms[term], sign * weight)


def best_on(case: Case, service: str, term: str, weight: int) -> Reason:
    """Give the reason that the chosen part is the lightest on a goal."""
    entry = goal_entry(case, service, term)
    value, wish = _value(case, term, weight), _wish(case, term)
    text = f"{name(case, service)}: {term} is {value}, and the wish is to {wish} it."
    return _goal(case, (service, term), _with(text, entry.why if entry else ""), wish, good=True)


def goal_entry(case: Case, service: str, term: str) -> Entry | None:
    """Give the fact that states a service's value for a goal."""
    for board in case.boards.values():
        offer = board.judgement.offers.get((service, term))
        if offer:
            return offer.entry
    return None

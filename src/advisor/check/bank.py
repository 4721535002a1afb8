"""Scenarios as tests: what each states, what the engine says, and what made the difference."""

from __future__ import annotations

from typing import Literal, NamedTuple

from advisor.recommend.advise import answer
from advisor.recommend.case import Case, case
from advisor.recommend.choose import choose
from advisor.recommend.compose import compose, separated
from advisor.recommend.result import Reason, Recommendation, Status
from advisor.rulebase.base import RuleBase
from advisor.rulebase.scenario import Scenario

Verdict = Literal["right", "wrong", "no-answer"]


class Held(NamedTuple):
    """What came of one scenario."""

    scenario: str
    path: str
    decisions: tuple[str, ...]
    verdict: Verdict
    expected: tuple[str, ...] = ()
    """Letters of options, or services."""
    expected_parts: tuple[str, ...] = ()
    """The services behind the expected letters; the same services without options."""
    status: Status = "decided"
    got: tuple[str, ...] = ()
    got_parts: tuple[str, ...] = ()
    made: Reason | None = None
    """What made the difference: the first reason that strikes or outranks what was expected."""


def held(base: RuleBase, scenario: Scenario, as_of: str | None) -> Held:
    """Hold what the engine says of a scenario against the answer that it states.

    Args:
        base: the rule base.
        scenario: what is needed.
        as_of: a day or an edition, in place of the scenario's own; None for that.

    Raises:
        AdvisorError: ``as_of`` is neither a day nor an edition.
    """
    judged = case(base, scenario, base.day(as_of or scenario.as_of), look_around=False)
    start = Held(scenario.id, scenario.path, judged.decisions, "no-answer")
    if not scenario.answer:
        return start
    return start._replace(verdict="right") if _right(judged) else _wrong(judged, start)


def _right(judged: Case) -> bool:
    """Whether the bare answer is the one that is stated; reasons are looked for only where it is not."""
    stated = set(judged.scenario.answer)
    if not judged.decisions or not separated(judged):
        return False
    if judged.scenario.options:
        letters = choose(judged).letters
        return letters is not None and set(letters) == stated
    composed = compose(judged)
    best = composed.best
    known = best is not None and composed.status in ("decided", "provisional")
    return known and best.answering <= stated <= set(best.parts)  # type: ignore[union-attr]


def _wrong(judged: Case, start: Held) -> Held:
    scenario = judged.scenario
    one = answer(judged)
    options = {option.letter: tuple(part.service for part in option.parts) for option in scenario.options}
    expected = scenario.answer
    parts = tuple(dict.fromkeys(name for letter in expected for name in options.get(letter, (letter,))))
    letters = (one.tied_options if one.status == "tied" else one.chosen) or ()
    if options:
        got = tuple(dict.fromkeys(name for letter in letters for name in options[letter]))
    else:
        got = tuple(dict.fromkeys(name for tie in one.ties or (one.services,) for name in tie))
    return start._replace(
        verdict="wrong",
        expected=expected,
        expected_parts=parts,
        status=one.status,
        got=letters if options else got,
        got_parts=got,
        made=_by_options(judged, one) if options else _by_services(judged, one),
    )


def _by_options(judged: Case, one: Recommendation) -> Reason | None:
    results = one.options or {}
    for letter in judged.scenario.answer:
        result = results.get(letter)
        if result is not None and result.verdict != "chosen" and result.reasons:
            return result.reasons[0]
    return _undecided(judged, one)


def _by_services(judged: Case, one: Recommendation) -> Reason | None:
    stated = set(judged.scenario.answer)
    reasons = [
        reason
        for name in judged.scenario.answer
        if name not in one.services
        for out in one.ruled_out
        if out.service == name
        for reason in sorted(out.reasons, key=lambda reason: reason.good)
    ]
    if reasons:
        return reasons[0]
    candidates = {name for board in judged.boards.values() for name in board.standings}
    for name in judged.scenario.answer:
        if judged.decisions and name not in candidates and name not in one.services:
            asked = ", ".join(judged.decisions)
            text = (
                f"{name} is a candidate of no decision that is asked about ({asked}), and nothing needs it."
            )
            return Reason("decision", text, name)
    if one.status == "tied":
        return _undecided(judged, one)
    # all that was expected is in, with something more: the first thing that it alone brings
    fits = [reason for reason in one.because if reason.kind == "fit" and reason.good]
    there = {reason.term for reason in fits if reason.service in stated}
    more = [reason for reason in fits if reason.service not in stated]
    more.sort(key=lambda reason: reason.term in there)
    return more[0] if more else _undecided(judged, one)


def _undecided(judged: Case, one: Recommendation) -> Reason | None:
    """Say why there is no answer, where no reason speaks against the one that was expected."""
    if one.status == "not-enough-said":
        text = "Nothing that the scenario states tells candidates apart."
        if not judged.decisions:
            text = "Nothing that the scenario states raises a decision."
        return Reason("decision", text)
    if one.status == "tied":
        said = f" '{one.ask_next.term}' would." if one.ask_next else ""
        text = f"Nothing that is stated tells these apart.{said}"
        return Reason("decision", text, term=one.ask_next.term if one.ask_next else None)
    if one.nearest is not None and one.nearest.misses:
        return one.nearest.misses[0]
    return None

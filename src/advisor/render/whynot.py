"""Why rules did not fire, for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from advisor.render.json import written
from advisor.render.page import Page

if TYPE_CHECKING:
    from advisor.check.whynot import Test, WhyNot

SCHEMA = 1


def text(answers: Sequence[WhyNot], decision: str | None, *, width: int, colour: bool) -> str:
    """Give each rule with its conditions: which hold, which fail, and what was given.

    Args:
        answers: the rules asked about.
        decision: the decision whose rules were asked about, if not single rules.
        width: columns to wrap at.
        colour: use terminal colours.
    """
    page = Page(width, colour)
    if decision and not answers:
        page.say(f"All rules of {decision} fired.")
    told = False
    for one in answers:
        page.gap()
        page.say(_headline(one), style="bold")
        _tests(page, one.tests, 2)
        for said in one.effect:
            page.say(said, indent=2)
        if not one.fired:
            page.say(f"It would conclude: {_conclusion(one)}.", indent=2)
        page.say(one.rule.at, indent=2)
        if not (one.raised or one.left_out or told):
            _raising(page, one)
            told = decision is not None  # it is the same for all rules of a decision
    return page.text()


def _headline(one: WhyNot) -> str:
    failing = sum(not test.holds for test in one.tests)
    of = f"{failing} of its {len(one.tests)} conditions" if len(one.tests) > 1 else "its condition"
    fails = f"{of} {'fail' if failing > 1 else 'fails'}"
    if one.raised:
        return f"{one.rule.id} fired." if one.fired else f"{one.rule.id} did not fire: {fails}."
    why = "the scenario's 'decide' leaves it out" if one.left_out else "nothing raises it"
    then = "the rule would fire if it were" if one.fired else f"and {fails}"
    return f"{one.rule.id} did not fire: {one.decision} is not decided here, {why}; {then}."


def _tests(page: Page, tests: Sequence[Test], indent: int) -> None:
    for one in tests:
        given = "not stated"
        if one.given:
            by = f"concluded by {one.by} is" if one.by else "stated is"
            given = f"{by} {one.given}" + (f" ({one.at})" if one.at else "")
        note = f"; {one.note}" if one.note else ""
        mark, style = ("holds", "green") if one.holds else ("FAILS", "bold red")
        page.say(f"{one.term}: {one.expected}; {given}{note}", indent=indent, mark=mark, mark_style=style)


def _conclusion(one: WhyNot) -> str:
    rule = one.rule
    said = [f"need {need.term}: {need.text}" for need in rule.need]
    for verb in ("prefer", "avoid", "exclude"):
        named = getattr(rule, verb)
        said += [f"{verb} {', '.join(named)}"] if named else []
    return "; ".join(said)


def _raising(page: Page, one: WhyNot) -> None:
    if not one.raising:
        page.say(f"No needs raise {one.decision}; a scenario names it under 'decide'.", indent=2)
        return
    several = len(one.raising) > 1
    page.say(f"What raises {one.decision}{', one of' if several else ''}:", indent=2)
    for number, way in enumerate(one.raising):
        if number:
            page.say("or", indent=4)
        _tests(page, way, 4)


def document(answers: Sequence[WhyNot], scenario: str, as_of: str, rules: str) -> str:
    """Give the same as JSON; every key is always there."""
    said = {
        "schema": SCHEMA,
        "scenario": scenario,
        "as_of": as_of,
        "rules": rules,
        "answers": [
            {
                "rule": one.rule.id,
                "decision": one.decision,
                "raised": one.raised,
                "left_out": one.left_out,
                "fired": one.fired and one.raised,
                "would_fire": one.fired,
                "concludes": _conclusion(one),
                "because": one.rule.because,
                "at": one.rule.at,
                "conditions": [_test(test) for test in one.tests],
                "raised_by": [[_test(test) for test in way] for way in one.raising],
                "effect": list(one.effect),
            }
            for one in answers
        ],
    }
    return written(said)


def _test(test: Test) -> dict[str, object]:
    return {
        "term": test.term,
        "expected": test.expected,
        "given": test.given or None,
        "concluded_by": test.by or None,
        "at": test.at or None,
        "holds": test.holds,
        "note": test.note or None,
    }

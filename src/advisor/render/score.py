"""The mutation score for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.render.coverage import grouped, percent
from advisor.render.json import written
from advisor.render.page import Page, table

if TYPE_CHECKING:
    from advisor.check.score import Score, Scored

SCHEMA = 1

#: How many falsehoods of one statement are told.
_TOLD = 3


def text(score: Score, scenarios: int, *, listing: bool, width: int, colour: bool) -> str:
    """Give the score in all and by decision, and if asked what is not noticed, each with what is wanted.

    Args:
        score: what came of the mutants.
        scenarios: how many scenarios there are.
        listing: name what is not noticed.
        width: columns to wrap at.
        colour: use terminal colours.
    """
    page = Page(width, colour)
    missed = [one for one in score.scored if not one.noticed]
    if listing:
        grouped(page, ((one.wanted, _line(one)) for one in missed))
    page.gap()
    over = "1 scenario notices" if scenarios == 1 else f"{scenarios} scenarios notice"
    both = f"{percent(score.facts)} of the facts and {percent(score.rules)} of the rules"
    page.say(f"{over} {both}.", style="bold")
    page.say(
        f"Single choices of sets: {percent(score.choices)}; single conditions of rules: "
        f"{percent(score.conditions)}; all falsehoods: {percent(score.mutants)}."
    )
    if score.asked.of != score.facts.of:
        page.say(f"Of the facts that decisions ask about: {percent(score.asked)}.")
    page.gap()
    rows = [("decision", "facts", "rules")]
    rows += [
        (name or "(no decision asks)", percent(facts), percent(rules))
        for name, (facts, rules) in score.by_decision.items()
    ]
    page.lines += table(rows, width)
    if missed and not listing:
        page.gap()
        page.say("--list names what no scenario notices, and the scenario that would.")
    return page.text()


def _line(one: Scored) -> str:
    it = one.statement
    what = it.name if it.kind == "rule" else f"{it.owner} {it.name}"
    told = [mutant.text for mutant in one.mutants[:_TOLD]]
    more = len(one.mutants) - len(told)
    return f"{it.at}: {what} ({'; '.join(told)}{f'; {more} more' if more > 0 else ''})"


def document(score: Score, scenarios: int, rules: str) -> str:
    """Give the score as JSON, with every statement and every falsehood; every key is always there."""
    said = {
        "schema": SCHEMA,
        "rules": rules,
        "scenarios": scenarios,
        "facts": score.facts._asdict(),
        "facts_asked_about": score.asked._asdict(),
        "rules_noticed": score.rules._asdict(),
        "choices": score.choices._asdict(),
        "conditions": score.conditions._asdict(),
        "mutants": score.mutants._asdict(),
        "decisions": {
            name: {"facts": facts._asdict(), "rules": rules_._asdict()}
            for name, (facts, rules_) in score.by_decision.items()
        },
        "statements": [_statement(one) for one in score.scored],
    }
    return written(said)


def _statement(one: Scored) -> dict[str, object]:
    it = one.statement
    return {
        "kind": it.kind,
        "of": it.owner,
        "name": it.name,
        "at": it.at,
        "decisions": list(one.decisions),
        "noticed": one.noticed,
        "wanted": one.wanted or None,
        "mutants": [
            {"kind": mutant.kind, "part": mutant.part or None, "text": mutant.text, "noticed_by": by or None}
            for mutant, by in zip(one.mutants, one.by, strict=True)
        ],
    }

"""The mutation score for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from advisor.render.coverage import columns, grouped, percent
from advisor.render.json import written
from advisor.render.page import Page

if TYPE_CHECKING:
    from advisor.check.score import Score, Scored

SCHEMA = 1

#: How many falsehoods of one statement are told.
_TOLD = 3


def text(  # noqa: PLR0913 - what is shown, and how
    score: Score, scenarios: int, *, listing: bool, each: bool, width: int, colour: bool
) -> str:
    """Give the score in all and by decision, and if asked what is not noticed, each with what is wanted.

    Args:
        score: what came of the mutants.
        scenarios: how many scenarios there are.
        listing: name what is not noticed.
        each: name also single falsehoods of what is noticed otherwise.
        width: columns to wrap at.
        colour: use terminal colours.
    """
    page = Page(width, colour)
    missed = [one for one in score.scored if not one.noticed]
    if listing:
        grouped(page, ((one.wanted, _line(one)) for one in missed))
    if each:
        grouped(page, (("noticed in part, but not these falsehoods", line) for line in _parts(score)))
    page.gap()
    over = "1 scenario notices" if scenarios == 1 else f"{scenarios} scenarios notice"
    both = [(score.facts, "facts"), (score.rules, "rules")]
    said = [f"{percent(count)} of the {word}" for count, word in both if count.of]
    page.say(f"{over} {' and '.join(said) or 'nothing: there is nothing to be noticed'}.", style="bold")
    finer = [(score.choices, "single choices of sets"), (score.conditions, "single conditions of rules")]
    finer.append((score.mutants, "all falsehoods"))
    said = [f"{word}: {percent(count)}" for count, word in finer if count.of]
    page.say("; ".join(said).capitalize() + "." if said else "")
    if score.asked.of != score.facts.of:
        page.say(f"Of the facts that decisions ask about: {percent(score.asked)}.")
    page.gap()
    rows = [("decision", "facts", "rules")]
    rows += [
        (name or "(no decision asks)", percent(facts), percent(rules))
        for name, (facts, rules) in score.by_decision.items()
    ]
    page.lines += columns(rows, width)
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


def _parts(score: Score) -> Iterator[str]:
    """Give what is noticed with the falsehoods of it that are not."""
    for one in score.scored:
        missed = [mutant.text for mutant, by in zip(one.mutants, one.by, strict=True) if not by]
        if one.noticed and missed:
            it = one.statement
            what = it.name if it.kind == "rule" else f"{it.owner} {it.name}"
            yield f"{it.at}: {what} ({'; '.join(missed)})"


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

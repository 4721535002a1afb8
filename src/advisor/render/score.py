"""The mutation score for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.render.json import written
from advisor.render.page import Page, table

if TYPE_CHECKING:
    from advisor.check.score import Count, Score, Scored

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
        _missed(page, missed)
    page.gap()
    over = "1 scenario notices" if scenarios == 1 else f"{scenarios} scenarios notice"
    both = f"{_percent(score.facts)} of the facts and {_percent(score.rules)} of the rules"
    page.say(f"{over} {both}.", style="bold")
    page.say(
        f"Single choices of sets: {_percent(score.choices)}; single conditions of rules: "
        f"{_percent(score.conditions)}; all falsehoods: {_percent(score.mutants)}."
    )
    page.gap()
    rows = [("decision", "facts", "rules")]
    rows += [
        (name or "(no decision asks)", _percent(facts), _percent(rules))
        for name, (facts, rules) in score.by_decision.items()
    ]
    page.lines += table(rows, width)
    if missed and not listing:
        page.gap()
        page.say("--list names what no scenario notices, and the scenario that would.")
    return page.text()


def _missed(page: Page, missed: list[Scored]) -> None:
    """Name what is not noticed under what is wanted for it; what would be noticed for most stands first."""
    groups: dict[str, list[Scored]] = {}
    for one in missed:
        groups.setdefault(one.wanted, []).append(one)
    for wanted, some in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
        page.gap()
        page.say(f"{wanted[:1].upper()}{wanted[1:]}:", style="bold")
        for one in some:
            it = one.statement
            what = it.name if it.kind == "rule" else f"{it.owner} {it.name}"
            told = [mutant.text for mutant in one.mutants[:_TOLD]]
            more = len(one.mutants) - len(told)
            said = "; ".join(told) + (f"; {more} more" if more > 0 else "")
            page.say(f"{it.at}: {what} ({said})", indent=2)


def _percent(count: Count) -> str:
    if not count.of:
        return "none"
    return f"{100 * count.noticed // count.of} % ({count.noticed:,} of {count.of:,})"


def document(score: Score, scenarios: int, rules: str) -> str:
    """Give the score as JSON, with every statement and every falsehood; every key is always there."""
    said = {
        "schema": SCHEMA,
        "rules": rules,
        "scenarios": scenarios,
        "facts": score.facts._asdict(),
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

"""A decision record in Markdown: what was decided, why, and what else was looked at."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.recommend.result import Reason, Recommendation
from advisor.render import mermaid
from advisor.render.headline import Name, after, change, day, headline, joined, now, runner_up, shown
from advisor.render.markdown import changed_fact, escape
from advisor.render.page import clean
from advisor.rulebase.scenario import Scenario, Stated


def render(one: Recommendation, scenario: Scenario, name: Name) -> str:
    """Give the record; it is stamped with the day and the hash of the rules, so it can be made again."""
    status = {"decided": "Proposed", "provisional": "Proposed, provisionally"}.get(one.status, "Open")
    lines = [
        f"# {escape(one.title or one.scenario)}",
        "",
        f"- Status: {status}",
        f"- Facts as of: {day(one)}",
        f"- Rules: `{one.rules}`",
        f"- Scenario: `{clean(one.scenario)}`",
        "",
        "## Context",
        "",
    ]
    if scenario.text:
        lines += [escape(scenario.text), ""]
    lines += [*_needs(scenario), ""]
    lines += ["## Decision", "", f"{escape(_sentence(headline(one, name)))}", ""]
    lines += ["```mermaid", mermaid.render(one, name, rejected=True).rstrip(), "```", ""]
    if one.because:
        lines += ["## Reasons", "", *_items(one.because), ""]
    if one.nearest:
        option = f"{one.nearest.option}: " if one.nearest.option else ""
        nearest = option + joined(map(name, one.nearest.solution))
        lines += [f"## Nearest: {escape(nearest)}", "", *_items(one.nearest.misses), ""]
    if one.runner_up:
        lines += [escape(runner_up(one)), ""]
    if one.missing:
        lines += ["## Not known, and it would decide", "", *_items(one.missing), ""]
    if one.ask_next:
        lines += ["## Open", "", f"- `{one.ask_next.term}`: {escape(one.ask_next.asks)}", ""]
    lines += _alternatives(one, name)
    if one.flips:
        lines += ["## What would change it", ""]
        lines += [f"- `{change(flip)}`: {escape(after(one, flip, name))}" for flip in one.flips]
        lines.append("")
    today = one.today
    if today and today.differs:
        said = f"As of {today.as_of} the answer differs: {escape(now(one, name))}."
        facts = [changed_fact(fact, name) for fact in today.changed_facts]
        lines += ["## Since then", "", said, "", *facts, ""]
    return "\n".join(lines).rstrip() + "\n"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."


def _needs(scenario: Scenario) -> Iterable[str]:
    yield "No need is stated yet." if scenario.says_nothing else "Needed:"
    yield ""
    for one in scenario.needs:
        yield _need(one, scenario)
    for decision, some in scenario.local.items():
        for one in some:
            yield _need(one, scenario) + f" (for {decision})"
    for verb in ("minimise", "maximise"):
        for term in getattr(scenario, verb):
            yield f"- {verb} `{term}`"
    if scenario.existing:
        yield f"- already there: {', '.join(scenario.existing)}"
    if scenario.use:
        yield f"- insisted on: {', '.join(scenario.use)}"


def _need(one: Stated, scenario: Scenario) -> str:
    words = scenario.words.get(one.condition.term)
    said = f" (\u201c{escape(words)}\u201d)" if words else ""
    return f"- `{one.condition.term}: {one.condition.text}`{said}"


def _alternatives(one: Recommendation, name: Name) -> list[str]:
    lines = ["## Alternatives", ""]
    if one.options:
        for letter, option in one.options.items():
            if option.verdict == "chosen":
                continue
            services = f": {escape(shown(option))}" if option.parts else ""
            lines += [f"### {letter}{services}", "", *_items(option.reasons), ""]
        return lines
    for out in one.ruled_out:
        lines += [f"### {escape(name(out.service))}", "", *_items(out.reasons), ""]
    return lines if one.ruled_out else []


def _items(reasons: Iterable[Reason]) -> list[str]:
    return [f"- {escape(one.text)}" + (f" ([source]({one.source}))" if one.source else "") for one in reasons]

"""A decision record in Markdown: what was decided, why, and what else was looked at."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.recommend.result import Reason, Recommendation
from advisor.render import mermaid
from advisor.render.markdown import escape
from advisor.render.text import Name, headline
from advisor.rulebase.scenario import Scenario, Stated


def render(one: Recommendation, scenario: Scenario, name: Name) -> str:
    """Give the record; it is stamped with the day and the hash of the rules, so it can be made again."""
    edition = f" ({one.edition})" if one.edition else ""
    status = {"decided": "Proposed", "provisional": "Proposed, provisionally"}.get(one.status, "Open")
    lines = [
        f"# {escape(one.title or one.scenario)}",
        "",
        f"- Status: {status}",
        f"- Facts as of: {one.as_of}{edition}",
        f"- Rules: `{one.rules}`",
        f"- Scenario: `{one.scenario}`",
        "",
        "## Context",
        "",
    ]
    if scenario.text:
        lines += [escape(scenario.text), ""]
    lines += [*_needs(scenario), ""]
    lines += ["## Decision", "", f"{escape(_sentence(headline(one, name)))}", ""]
    lines += ["```mermaid", mermaid.render(one, name, rejected=True).rstrip(), "```", ""]
    lines += ["## Reasons", "", *_items(one.because), ""]
    if one.runner_up:
        lines += [escape(one.runner_up.text), ""]
    if one.missing:
        lines += ["## Not known, and it would decide", "", *_items(one.missing), ""]
    lines += _alternatives(one, name)
    if one.flips:
        lines += ["## What would change it", ""]
        for flip in one.flips:
            ((term, said),) = flip.change.items()
            answer = ", ".join(flip.solution if one.options else [name(x) for x in flip.solution])
            lines.append(f"- `{term}: {said}`: {escape(answer)}")
        lines.append("")
    today = one.today
    if today and today.differs:
        now = ", ".join(today.chosen or [name(x) for x in today.solution]) or today.status
        lines += ["## Since then", "", f"As of {today.as_of} the answer is another: {escape(now)}.", ""]
    return "\n".join(lines).rstrip() + "\n"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."


def _needs(scenario: Scenario) -> Iterable[str]:
    yield "Needed:"
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
            services = ", ".join(part.shown for part in option.parts)
            lines += [f"### {letter}: {escape(services)}", "", *_items(option.reasons), ""]
        return lines
    for out in one.ruled_out:
        lines += [f"### {escape(name(out.service))}", "", *_items(out.reasons), ""]
    return lines if one.ruled_out else []


def _items(reasons: Iterable[Reason]) -> list[str]:
    return [f"- {escape(one.text)}" + (f" ([source]({one.source}))" if one.source else "") for one in reasons]

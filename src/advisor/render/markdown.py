"""A recommendation as Markdown, to paste into an issue or a wiki."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.recommend.result import ChangedFact, Reason, Recommendation
from advisor.render.headline import Name, after, change, day, headline, joined, now, runner_up, shown
from advisor.render.page import clean


def render(one: Recommendation, name: Name) -> str:
    """Give the recommendation as a Markdown section."""
    lines = [
        f"## {escape(one.title or one.scenario)}",
        "",
        f"**As of {day(one)}: {escape(headline(one, name))}**",
        "",
    ]
    today = one.today
    if today and today.differs:
        lines += [f"Today ({today.as_of}) the answer differs: {escape(now(one, name))}.", ""]
    if one.nearest:
        option = f"{one.nearest.option}: " if one.nearest.option else ""
        lines += _section(f"Nearest: {option}{joined(map(name, one.nearest.solution))}", one.nearest.misses)
    first = joined(part.name for part in one.solution)
    why = f"Why {first}, and the others do as well" if one.status == "tied" else "Why"
    lines += _section(why, one.because)
    lines += _options(one) if one.options is not None else _others(one, name)
    lines += _section("Not known, and it would decide", one.missing)
    lines += _section("Contradictions", one.contradictions)
    if one.unused_needs:
        lines += _said("Not looked at", [f"No rule or fact looks at {joined(one.unused_needs)} here."])
    if one.also_raised:
        said = f"The needs also raise {joined(one.also_raised)}, which 'decide' leaves out."
        lines += _said("Also raised", [said])
    if one.ask_next:
        splits = [f"  - {x}: {escape(joined(map(name, ids)))}" for x, ids in one.ask_next.splits.items()]
        asks = f"- `{one.ask_next.term}`: {escape(one.ask_next.asks)}"
        lines += _said("To decide it, say", [asks, *splits])
    flips = [f"- `{change(flip)}` → {escape(after(one, flip, name))}" for flip in one.flips]
    if flips:
        lines += _said("What would change it", flips)
    if today and today.changed_facts and (today.differs or one.status != "not-enough-said"):
        still = "It is still a tie." if one.status == "tied" else "The answer is the same."
        same = [] if today.differs else ["", still]
        changed = [changed_fact(fact, name) for fact in today.changed_facts]
        lines += _said(f"What has changed by {today.as_of}", [*changed, *same])
    lines.append(f"Rules `{one.rules}`.")
    return "\n".join(lines) + "\n"


def _options(one: Recommendation) -> list[str]:
    lines = []
    for letter, option in (one.options or {}).items():
        services = f": {escape(shown(option))}" if option.parts else ""
        lines.append(f"- **{letter}** {option.verdict.replace('-', ' ')}{services}")
        if option.verdict != "chosen":
            lines += [f"  {line}" for line in _items(option.reasons)]
    return _said("Options", lines)


def _others(one: Recommendation, name: Name) -> list[str]:
    lines = []
    for out in one.ruled_out:
        lines.append(f"- **{escape(name(out.service))}**")
        lines += [f"  {line}" for line in _items(out.reasons)]
    next_best = ["", escape(runner_up(one))] if one.runner_up else []
    title = "Why none fits" if one.status == "none-fits" else "Why not the others"
    return _said(title, [*lines, *next_best]) if lines else []


def changed_fact(fact: ChangedFact, name: Name) -> str:
    """Give a fact that is another on the later day, as an item of a list."""
    since = f" since {fact.since}" if fact.since else ""
    link = f" ([source]({fact.source}))" if fact.source else ""
    text = f"{name(fact.service)}, {fact.term}: {fact.now}{since} (was: {fact.was}). {fact.note}".strip()
    return f"- {escape(text)}{link}"


def _said(title: str, lines: list[str]) -> list[str]:
    return [f"### {escape(title)}", "", *lines, ""]


def _section(title: str, reasons: Iterable[Reason]) -> list[str]:
    items = _items(reasons)
    return _said(title, items) if items else []


def _items(reasons: Iterable[Reason]) -> list[str]:
    return [
        f"- {escape(one.text)}" + (f" ([source]({one.source}))" if one.source else "") + f" `{one.at}`"
        for one in reasons
    ]


def escape(text: str) -> str:
    """Give text that Markdown shows as it is."""
    for mark in "\\`*_[]<>|":
        text = text.replace(mark, "\\" + mark)
    return clean(text).replace("\n", " ")

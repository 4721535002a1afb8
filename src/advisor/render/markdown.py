"""A recommendation as Markdown, to paste into an issue or a wiki."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.recommend.result import Reason, Recommendation
from advisor.render.page import clean
from advisor.render.text import Name, headline


def render(  # noqa: C901, PLR0912 - one section after the other
    one: Recommendation, name: Name
) -> str:
    """Give the recommendation as a Markdown section."""
    edition = f" ({one.edition})" if one.edition else ""
    lines = [
        f"## {escape(one.title or one.scenario)}",
        "",
        f"**As of {one.as_of}{edition}: {escape(headline(one, name))}**",
        "",
    ]
    today = one.today
    if today and today.differs:
        now = ", ".join(today.chosen or [name(x) for x in today.solution]) or today.status
        lines += [f"Today ({today.as_of}) the answer differs: {escape(now)}.", ""]
    lines += _section("Why", one.because)
    if one.options is not None:
        lines += ["### Options", ""]
        for letter, option in one.options.items():
            lines.append(f"- **{letter}** {option.verdict.replace('-', ' ')}")
            if option.verdict != "chosen":
                lines += [f"  {line}" for line in _items(option.reasons)]
        lines.append("")
    elif one.ruled_out:
        lines += ["### Why not the others", ""]
        for out in one.ruled_out:
            lines.append(f"- **{escape(name(out.service))}**")
            lines += [f"  {line}" for line in _items(out.reasons)]
        lines.append("")
    if one.nearest:
        nearest = ", ".join(name(x) for x in one.nearest.solution)
        lines += _section(f"Nearest: {nearest}", one.nearest.misses)
    lines += _section("Not known, and it would decide", one.missing)
    lines += _section("Contradictions", one.contradictions)
    if one.unused_needs:
        lines += [
            "### Not looked at",
            "",
            f"No rule or fact looks at {', '.join(one.unused_needs)} here.",
            "",
        ]
    if one.ask_next:
        lines += ["### To decide it, say", "", f"- `{one.ask_next.term}`: {escape(one.ask_next.asks)}", ""]
    if one.flips:
        lines += ["### What would change it", ""]
        for flip in one.flips:
            ((term, said),) = flip.change.items()
            answer = ", ".join(flip.solution if one.options else [name(x) for x in flip.solution])
            lines.append(f"- `{term}: {said}` → {escape(answer)}")
        lines.append("")
    if today and today.changed_facts:
        lines += [f"### What has changed by {today.as_of}", ""]
        for fact in today.changed_facts:
            link = f" ([source]({fact.source}))" if fact.source else ""
            lines.append(
                f"- {escape(name(fact.service))}, {fact.term}: {escape(fact.now)} since {fact.since or 'before'}"
                f" (was: {escape(fact.was)}){link}"
            )
        lines.append("")
    lines.append(f"Rules `{one.rules}`.")
    return "\n".join(lines) + "\n"


def _section(title: str, reasons: Iterable[Reason]) -> list[str]:
    items = _items(reasons)
    return [f"### {escape(title)}", "", *items, ""] if items else []


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

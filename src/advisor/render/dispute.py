"""The proof of a key, for a reader who doubts it; and a report of the doubt, to be filled in and attached to an issue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from advisor.models.words import FILL_IN
from advisor.render import handout as words
from advisor.render.drill import paragraphs
from advisor.render.headline import Name, joined
from advisor.render.markdown import escape
from advisor.render.page import Page, clean

if TYPE_CHECKING:
    from advisor.drill.dispute import Fired, Proof, Stand
    from advisor.drill.handout import Handout
    from advisor.recommend.result import Reason


class Made(NamedTuple):
    """What the proof was made with."""

    program: str
    """The program and its version."""
    engine: str
    """The rule engine and its version."""


def text(one: Proof, made: Made, name: Name, *, width: int, colour: bool) -> str:
    """Give the proof for the terminal, in the letters of the scenario file.

    Args:
        one: the proof.
        made: what it was made with.
        name: gives the name of a service.
        width: columns to wrap at.
        colour: use terminal colours.
    """
    page, asked = Page(width, colour), one.handout
    page.say(f"{asked.title or asked.id} ({asked.id})", style="bold")
    page.say(_verdict(one), style="" if not one.problems else "red")
    for paragraph in paragraphs(asked.text):
        page.gap()
        page.say(paragraph)
    page.heading("Needs, as the file states them")
    for line in _needs(asked):
        page.say(line, indent=2, mark="-")
    numbers = {url: number for number, (url, _) in enumerate(one.sources, 1)}
    _options(page, asked, numbers)
    _stages(page, one, name, numbers)
    _since(page, asked, name)
    if one.sources:
        page.heading("Sources, with the day on which somebody last read them")
        for number, (url, day) in enumerate(one.sources, 1):
            page.say(url, indent=2, mark=f"[{number}]")
            page.say(day or "no day is stated", indent=6, style="dim")
    page.gap()
    page.say(f"{made.program}, {made.engine}, rules {asked.rules}.", style="dim")
    page.say("Is it wrong? '--write FILE' writes a report to fill in.", style="dim")
    return page.text()


def _options(page: Page, asked: Handout, numbers: dict[str, int]) -> None:
    page.heading("Options")
    for choice in asked.choices:
        state = "chosen" if choice.right else "not chosen"
        page.say(f"{state}: {choice.text}", mark=f"{choice.written} ", style="green" if choice.right else "")
        for ground in choice.grounds:
            cited = _number(ground.reason.source, numbers)
            page.say(
                words.sentence(ground, choice.subject) + cited, indent=3, mark="+" if choice.right else "-"
            )
            if ground.words:
                page.say(words.story(ground), indent=5, mark="story:", style="cyan")
            page.say(_behind(ground.reason), indent=5, style="dim")
        if choice.edit:
            page.say(words.edit(choice), indent=3, mark="*")


def _stages(page: Page, one: Proof, name: Name, numbers: dict[str, int]) -> None:
    for stage in one.stages:
        page.heading(f"What fired for {stage.decision}")
        page.say(stage.asks, indent=2, style="dim")
        for fired in stage.fired:
            page.say(_fired(fired) + _number(fired.url, numbers), indent=2, mark="-")
            for line in _under(fired):
                page.say(line, indent=4)
            for stand in fired.stands:
                page.say(f"{_stand(stand, name)}{_number(stand.url, numbers)}", indent=4)
                page.say(f"at: {stand.at}", indent=6, style="dim")


def report(one: Proof, made: Made, name: Name) -> str:
    """Give the report as Markdown: a place for the objection first, then all that the key rests on."""
    asked = one.handout
    lines = [
        f"# Dispute of `{clean(asked.id)}`: {escape(asked.title or asked.id)}",
        "",
        f"- {escape(_verdict(one))}",
        f"- Scenario file: `{clean(one.path)}`",
        f"- Made with: {made.program}, {made.engine}",
        f"- Rules: `{asked.rules}`",
        "",
        "## The objection",
        "",
        f"- Which option, fact or rule is wrong: {FILL_IN}",
        f"- What is so instead: {FILL_IN}",
        f"- Since when, as far as is known: {FILL_IN}",
        "",
        "## The evidence",
        "",
        f"- Page (a URL of the documentation): {FILL_IN}",
        f"- Read on (day): {FILL_IN}",
        f"- The words that say so: {FILL_IN}",
        "",
        "## The question",
        "",
    ]
    for paragraph in paragraphs(asked.text):
        lines += [escape(paragraph), ""]
    lines += ["## Needs, as the file states them", ""]
    lines += [f"- {escape(line)}" for line in _needs(asked)]
    lines += ["", "## Options", ""]
    for choice in asked.choices:
        lines.append(
            f"- **{choice.written} {'chosen' if choice.right else 'not chosen'}**: {escape(choice.text)}"
        )
        for ground in choice.grounds:
            story = f" Story: {escape(words.story(ground))}." if ground.words else ""
            lines.append(
                f"  - {escape(words.sentence(ground, choice.subject))}{story}{_link(ground.reason.source)}"
            )
            lines.append(f"    `{clean(_behind(ground.reason))}`")
        if choice.edit:
            lines.append(f"  - *{escape(words.edit(choice))}*")
    for stage in one.stages:
        lines += ["", f"## What fired for {escape(stage.decision)}", "", escape(stage.asks), ""]
        for fired in stage.fired:
            lines.append(f"- {escape(_fired(fired))}{_link(fired.url)}")
            lines += [f"  - {escape(line)}" for line in _under(fired)]
            lines += [f"  - {escape(_stand(x, name))}{_link(x.url)} `{clean(x.at)}`" for x in fired.stands]
    if words.now(asked):
        lines += ["", f"## Since {asked.as_of}", ""]
        lines += [
            f"- {escape(words.changed(fact, name))}{_link(fact.source)}" for fact in asked.today.changed_facts
        ]
        lines.append(f"- {escape(_today(asked))}")
    lines += ["", "## Sources", "", "| page | last read |", "|---|---|"]
    lines += [f"| <{clean(url)}> | {day or 'no day is stated'} |" for url, day in one.sources]
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", one.file)), 3)
    lines += ["", "## The scenario file", "", f"{fence}yaml", clean(one.file).rstrip("\n"), fence, ""]
    return "\n".join(lines)


def _verdict(one: Proof) -> str:
    asked = one.handout
    day = f"{asked.as_of} ({asked.edition})" if asked.edition else asked.as_of
    key = joined(one.stated) or "empty"
    chosen = joined(choice.written for choice in asked.choices if choice.right) or "none"
    if one.problems:
        said = "; ".join(one.problems)
        return f"As of {day} the key is {key}, the engine chooses {chosen}, and the question is not proved: {said}."
    return f"As of {day} the key is {key}, and the engine chooses the same: {one.status}."


def _needs(asked: Handout) -> Iterator[str]:
    for want in asked.wants:
        said = f" (\u201c{want.words}\u201d)" if want.words else ""
        where = f", for {want.decision} alone" if want.decision else ""
        yield f"{want.term}: {want.condition}{where}{said}"
    yield from asked.goals


def _behind(reason: Reason) -> str:
    """Give what a reason rests on: its need, the rule that fired, the place."""
    by = f" (from {reason.by})" if reason.by else ""
    said = [
        f"need: {reason.need}{by}" if reason.need else "",
        f"rule: {reason.rule}" if reason.rule else "",
        f"at: {reason.at}" if reason.at else "",
    ]
    return "; ".join(one for one in said if one) or f"kind: {reason.kind}"


def _fired(one: Fired) -> str:
    matched = joined(one.matched) or "nothing"
    if one.kind == "raised":
        return f"{one.id} is raised by {matched} (at: {one.at})"
    if one.kind == "facts":
        return f"facts on {one.id}, asked by {matched}"
    return f"{one.kind} {one.id}, on {matched} (at: {one.at})"


def _under(one: Fired) -> Iterator[str]:
    if one.concludes:
        yield f"concludes: {'; '.join(one.concludes)}"
    if one.because:
        yield f"because: {one.because}"


def _stand(one: Stand, name: Name) -> str:
    read = f", read {one.checked}" if one.checked else ""
    unsure = "" if one.confirmed else ", not confirmed"
    return f"{name(one.service)} {one.verdict} it: {one.says}{read}{unsure}"


def _since(page: Page, asked: Handout, name: Name) -> None:
    if words.now(asked):
        page.heading(f"Since {asked.as_of}")
        for fact in asked.today.changed_facts:
            page.say(words.changed(fact, name), indent=2, mark="*")
        page.say(_today(asked), indent=2)


def _today(asked: Handout) -> str:
    """Give today's answer in the letters of the file."""
    today = asked.today
    if today.differs and today.status == "decided" and today.chosen:
        return f"On {today.as_of} the answer is another: {joined(today.chosen)}."
    return words.now(asked)


def _number(url: str | None, numbers: dict[str, int]) -> str:
    return f" [{numbers[url]}]" if url in numbers else ""


def _link(url: str | None) -> str:
    return f" ([source]({clean(url)}))" if url else ""

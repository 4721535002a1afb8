"""A recommendation for a person: the answer, then why, then why not the others, then what may change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from advisor.recommend.result import OptionResult, Part, Reason, Recommendation, RuledOut
from advisor.render.headline import (
    Name,
    after,
    change,
    day,
    headline,
    joined,
    now,
    runner_up,
    shown,
    told,
    wish,
)
from advisor.render.page import Page
from advisor.render.sources import Sources


def render(
    one: Recommendation, name: Name, *, width: int = 80, colour: bool = False, why: bool = False
) -> str:
    """Give the recommendation as text.

    Args:
        one: the recommendation.
        name: gives the name of a service.
        width: columns to wrap at.
        colour: use terminal colours.
        why: under each reason, the rule and the place it comes from, and the chain of needs.
    """
    page, sources = Page(width, colour), Sources()
    _headline(page, one, name)
    show = _Show(page, sources, name, why=why)
    _answer(show, one)
    if one.options is not None:
        _options(show, one.options)
    elif one.ruled_out:
        page.heading("Why none fits" if one.status == "none-fits" else "Why not the others")
        named = Counter(other.service for other in one.ruled_out)
        for other in one.ruled_out:
            _ruled_out(show, other, twice=named[other.service] > 1)
    if one.runner_up and not one.options:
        page.gap()
        page.say(runner_up(one))
    _uncertain(show, one)
    _flips(show, one)
    _since(show, one)
    if sources.numbers:
        page.heading("Sources")
        for url, number in sources.numbers.items():
            page.say(url, indent=2, mark=f"[{number}]")
    return page.text()


class _Show:
    """How reasons are shown on one page."""

    def __init__(self, page: Page, sources: Sources, name: Name, *, why: bool) -> None:
        self.page = page
        self.sources = sources
        self.name = name
        self.why = why

    def reasons(self, reasons: Iterable[Reason], subject: str, indent: int, mark: str) -> None:
        for reason in reasons:
            text = told(reason, self.name(subject) if subject else "")
            style = {"+": "green", "-": "red", "?": "yellow"}.get(mark, "")
            self.page.say(text + self.sources.note(reason), indent=indent, mark=mark, mark_style=style)
            if self.why:
                self._behind(reason, indent + 2)

    def _behind(self, reason: Reason, indent: int) -> None:
        if reason.need:
            by = f" (from {reason.by})" if reason.by else ""
            self.page.say(f"need: {reason.need}{by}", indent=indent, style="dim")
        if reason.rule:
            self.page.say(f"rule: {reason.rule}", indent=indent, style="dim")
        if reason.at:
            self.page.say(f"at: {reason.at}", indent=indent, style="dim")


def _headline(page: Page, one: Recommendation, name: Name) -> None:
    page.say(f"As of {day(one)}: {headline(one, name)}", style="bold")
    if one.today and one.today.differs:
        page.say(f"Today ({one.today.as_of}) the answer differs: {now(one, name)}", style="yellow")


def _answer(show: _Show, one: Recommendation) -> None:
    page = show.page
    if one.status == "not-enough-said":
        _not_enough(show, one)
        return
    if one.status == "none-fits":
        if one.nearest:
            page.heading("Nearest")
            option = f"{one.nearest.option}: " if one.nearest.option else ""
            page.say(option + joined(map(show.name, one.nearest.solution)) + ", which misses:", indent=2)
            alone = one.nearest.solution[0] if len(one.nearest.solution) == 1 else ""
            show.reasons(one.nearest.misses, alone, 4, "-")
        return
    first = joined(part.name for part in one.solution)
    page.heading(f"Why {first}, and the others do as well" if one.status == "tied" else "Why")
    general = [reason for reason in one.because if not reason.service]
    show.reasons(general, "", 2, "+")
    for part in one.solution:
        _part(show, part, [reason for reason in one.because if reason.service == part.service])
    if len(one.hops) > 0:
        _hops(show, one)


def _part(show: _Show, part: Part, reasons: list[Reason]) -> None:
    role = f"answers {joined(part.decisions)}" if part.decisions else "helps"
    show.page.say(f"{part.name} ({role})", indent=2, style="bold")
    known = [one for one in reasons if one.kind != "unknown"]
    show.reasons([one for one in known if one.good], part.service, 4, "+")
    show.reasons([one for one in known if not one.good], part.service, 4, "-")


def _hops(show: _Show, one: Recommendation) -> None:
    line: list[str] = []
    for hop in one.hops:
        if hop.possible is None:
            continue  # nothing is known of it, and maybe nothing flows
        arrow = "->" if hop.possible else "-/->"
        if not line or line[-1] != show.name(hop.start):
            line.append(show.name(hop.start))
        line += [arrow, show.name(hop.end)]
    if line:
        show.page.say("Data flows " + " ".join(line), indent=2)


def _not_enough(show: _Show, one: Recommendation) -> None:
    page = show.page
    page.gap()
    if one.decisions:
        page.say(
            f"What is asked ({joined(one.decisions)}) is clear, but nothing that is said tells the services apart."
        )
    else:
        page.say("Nothing that is said raises a question that the rules can answer.")


def _options(show: _Show, options: dict[str, OptionResult]) -> None:
    show.page.heading("Options")
    for letter, option in options.items():
        style = {"chosen": "green", "ruled-out": "red"}.get(option.verdict, "yellow")
        verdict = option.verdict.replace("-", " ")
        services = f": {shown(option)}" if option.parts else ""
        show.page.say(f"{letter}  {verdict}{services}", indent=2, style=style)
        if option.verdict != "chosen":
            alone = option.parts[0].service if len(option.parts) == 1 else ""
            show.reasons(option.reasons, alone, 5, "-")
            if option.edit:
                show.page.say(f"It would be right if {wish(option.edit)}.", indent=5, mark="*")


def _ruled_out(show: _Show, other: RuledOut, *, twice: bool) -> None:
    where = f" (for {other.decision})" if twice else ""
    show.page.say(show.name(other.service) + where, indent=2, style="bold")
    show.reasons(other.reasons, other.service, 4, "-")


def _uncertain(show: _Show, one: Recommendation) -> None:
    page = show.page
    if one.missing:
        page.heading("Not known, and it would decide")
        show.reasons(one.missing, "", 2, "?")
    if one.contradictions:
        page.heading("Contradictions")
        show.reasons(one.contradictions, "", 2, "?")
    if one.unused_needs:
        page.heading("Not looked at")
        page.say(f"No rule or fact looks at {joined(one.unused_needs)} here.", indent=2)
    if one.also_raised:
        page.heading("Also raised")
        page.say(f"The needs also raise {joined(one.also_raised)}, which 'decide' leaves out.", indent=2)
    if one.ask_next:
        page.heading("To decide it, say")
        page.say(f"{one.ask_next.term}: {one.ask_next.asks}", indent=2)
        for value, left in one.ask_next.splits.items():
            page.say(f"{value}: {', '.join(show.name(x) for x in left)}", indent=4)


def _flips(show: _Show, one: Recommendation) -> None:
    if not one.flips:
        return
    show.page.heading("What would change it")
    for flip in one.flips:
        show.page.say(f"{change(flip)} -> {after(one, flip, show.name)}", indent=2)


def _since(show: _Show, one: Recommendation) -> None:
    today = one.today
    if today is None or not today.changed_facts:
        return
    if one.status == "not-enough-said" and not today.differs:
        return  # nothing was said that a fact could have changed
    show.page.heading(f"What has changed by {today.as_of}")
    for fact in today.changed_facts:
        since = f" since {fact.since}" if fact.since else ""
        text = f"{show.name(fact.service)}, {fact.term}: {fact.now}{since} (was: {fact.was}). {fact.note}".strip()
        reason = Reason("fit", text, source=fact.source, at=fact.at)
        show.reasons([reason], "", 2, "*")
    if not today.differs:
        show.page.say("It is still a tie." if one.status == "tied" else "The answer is the same.", indent=2)

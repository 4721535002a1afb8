"""One service in one scenario: why it, or every reason why not, and what would have to change."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.recommend.result import Flip, Reason, Recommendation
from advisor.render.headline import Name, change, day, headline, joined, told
from advisor.render.page import Page


def render(  # noqa: PLR0913 - all that is said of one service
    one: Recommendation,
    service: str,
    reasons: Iterable[Reason],
    changes: tuple[Flip, ...],
    name: Name,
    *,
    width: int,
    colour: bool,
) -> str:
    """Give the explanation.

    Args:
        one: the recommendation.
        service: the id of the service.
        reasons: what speaks for it, or against it.
        changes: the changes of needs that together bring it into the answer; none where it is there.
        name: gives the name of a service.
        width: columns to wrap at.
        colour: use terminal colours.
    """
    page = Page(width, colour)
    ties = any(service in tie for tie in one.ties)
    there = service in one.services and not ties
    verdict = "is one of those that tie" if ties else "is in the answer" if there else "is not in the answer"
    page.say(f"As of {day(one)}: {name(service)} {verdict}", style="bold")
    if not there:
        page.say(f"The answer: {headline(one, name)}.")
    numbers: dict[str, int] = {}
    page.heading("Why" if there or ties else "Why not")
    said = list(reasons)
    if not said:
        page.say(_nothing(one, service, ties=ties), indent=2)
    for reason in said:
        _reason(page, reason, name(service), numbers)
    tried = not there and not ties and (bool(said) or one.options is None)
    if changes or tried:
        _changes(page, changes, name)
    if numbers:
        page.heading("Sources")
        for url, number in numbers.items():
            page.say(url, indent=2, mark=f"[{number}]")
    return page.text()


def _nothing(one: Recommendation, service: str, *, ties: bool) -> str:
    """Give what is said of a service for which there is no reason."""
    if ties:
        return "Nothing that is said tells those that tie apart."
    if one.status == "not-enough-said":
        return "Nothing that is said tells the services apart."
    if one.options is None:
        return "Nothing that is asked has it as a candidate."
    held = [x for x, option in one.options.items() if service in [part.service for part in option.parts]]
    if not held:
        return "No option holds it."
    return f"Nothing is against it by itself; what is against {joined(held)} lies in other parts."


def _reason(page: Page, reason: Reason, subject: str, numbers: dict[str, int]) -> None:
    cited = f" [{numbers.setdefault(reason.source, len(numbers) + 1)}]" if reason.source else ""
    unsure = "" if reason.confirmed else " (not confirmed)"
    mark, style = ("+", "green") if reason.good else ("-", "red")
    page.say(told(reason, subject) + cited + unsure, indent=2, mark=mark, mark_style=style)
    behind = [f"need: {reason.need}" if reason.need else "", f"rule: {reason.rule}" if reason.rule else ""]
    page.say("; ".join([*(x for x in behind if x), f"at: {reason.at}"]), indent=4, style="dim")


def _changes(page: Page, changes: tuple[Flip, ...], name: Name) -> None:
    """Say what would have to change; a question's letters do not count here, so the answer is services."""
    page.heading("What would have to change" + (", all together" if len(changes) > 1 else ""))
    if not changes:
        page.say("No change of these needs alone makes it the answer.", indent=2)
        return
    for one in changes:
        page.say(change(one), indent=2)
    page.say(f"The answer then: {joined(map(name, changes[-1].solution))}", indent=2)

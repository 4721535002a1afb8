"""One service in one scenario: why it, or every reason why not, and what would have to change."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.recommend.result import Flip, Reason, Recommendation
from advisor.render.page import Page
from advisor.render.text import Name


def render(  # noqa: PLR0913 - all that is said of one service
    one: Recommendation,
    service: str,
    reasons: Iterable[Reason],
    change: tuple[Flip, ...],
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
        change: the changes of needs that would bring it into the answer; none where it is there.
        name: gives the name of a service.
        width: columns to wrap at.
        colour: use terminal colours.
    """
    page = Page(width, colour)
    there = service in one.services
    verdict = "is in the answer" if there else "is not in the answer"
    page.say(f"As of {one.as_of}: {name(service)} {verdict}", style="bold")
    if not there and one.solution:
        page.say(f"The answer is {', '.join(part.name for part in one.solution)}.")
    numbers: dict[str, int] = {}
    page.heading("Why" if there else "Why not")
    said = list(reasons)
    if not said:
        page.say("Nothing that is asked has it as a candidate.", indent=2)
    for reason in said:
        cited = f" [{numbers.setdefault(reason.source, len(numbers) + 1)}]" if reason.source else ""
        mark = "+" if reason.good else "-"
        page.say(reason.text + cited, indent=2, mark=mark, mark_style="green" if reason.good else "red")
        behind = [
            f"need: {reason.need}" if reason.need else "",
            f"rule: {reason.rule}" if reason.rule else "",
        ]
        page.say("; ".join([*(x for x in behind if x), f"at: {reason.at}"]), indent=4, style="dim")
    if not there:
        page.heading("What would have to change")
        if not change:
            page.say("No change of these needs alone makes it the answer.", indent=2)
        for flip in change:
            ((term, text),) = flip.change.items()
            where = f" (in {flip.decision})" if flip.decision else ""
            page.say(f"{term}: {text}{where}", indent=2)
        if change:
            page.say("The answer then: " + ", ".join(_answer(one, change[-1], name)), indent=2)
    if numbers:
        page.heading("Sources")
        for url, number in numbers.items():
            page.say(url, indent=2, mark=f"[{number}]")
    return page.text()


def _answer(one: Recommendation, flip: Flip, name: Name) -> Iterable[str]:
    return flip.solution if one.options else [name(x) for x in flip.solution]

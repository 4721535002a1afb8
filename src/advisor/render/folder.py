"""Many recommendations at a glance."""

from __future__ import annotations

from collections import Counter

from advisor.recommend.result import Recommendation
from advisor.render.headline import Name, headline
from advisor.render.page import Page, table


def render(results: list[tuple[Recommendation, bool | None]], name: Name, *, width: int, colour: bool) -> str:
    """Give a table of scenarios, with a sum at its end.

    Args:
        results: each recommendation, and whether it is the answer that the scenario states.
        name: gives the name of a service.
        width: columns to wrap at.
        colour: use terminal colours.
    """
    page = Page(width, colour)
    rows = []
    for one, right in results:
        mark = {True: "right", False: "WRONG", None: ""}[right]
        today = " *" if one.today and one.today.differs else ""
        rows.append((one.scenario, one.status, mark, headline(one, name) + today))
    page.lines += table(rows, width)
    page.gap()
    counted = Counter(one.status for one, _ in results)
    scenarios = "1 scenario" if len(results) == 1 else f"{len(results)} scenarios"
    page.say(f"{scenarios}: " + ", ".join(f"{n} {status}" for status, n in counted.most_common()))
    checked = [right for _, right in results if right is not None]
    if checked:
        page.say(f"Stated answers that are right: {sum(checked)} of {len(checked)}.")
    if any(one.today and one.today.differs for one, _ in results):
        page.say("* Today's answer differs.")
    return page.text()

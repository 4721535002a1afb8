"""Saved recommendations that flip, and what did it."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.recommend.regress import Turn
from advisor.render.page import Page


def render(  # noqa: PLR0913 - what came of a comparison and how to show it
    found: Sequence[Turn],
    total: int,
    fresh: Sequence[str],
    gone: Sequence[str],
    *,
    width: int,
    colour: bool,
) -> str:
    """Give the flips, then the sum.

    Args:
        found: the flips.
        total: how many recommendations were made now.
        fresh: scenarios that were not saved.
        gone: saved ones that have no scenario any more.
        width: columns to wrap at.
        colour: use terminal colours.
    """
    page = Page(width, colour)
    for turn in found:
        page.gap()
        page.say(turn.scenario, style="bold")
        page.say(f"was: {turn.was}", indent=2)
        page.say(f"now: {turn.now}", indent=2)
        for cause in turn.causes:
            page.say(cause, indent=4, mark="-")
    page.gap()
    page.say(f"{len(found)} of {total} recommendations flip.")
    if fresh:
        page.say(f"Not saved before: {', '.join(fresh)}.")
    if gone:
        page.say(f"Saved, but not there any more: {', '.join(gone)}.")
    return page.text()

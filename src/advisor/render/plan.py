"""The plan towards an exam in a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.render.exam import clock

if TYPE_CHECKING:
    from advisor.drill.agenda import Agenda
    from advisor.render.drill import Look
    from advisor.rulebase.knowledge import Edition


def render(one: Agenda, day: str, minutes: int, edition: Edition, look: Look) -> str:
    """Give the plan.

    Args:
        one: the plan, and what it was made from.
        day: the day of the exam.
        minutes: the time of each day.
        edition: whose domains weigh.
        look: how it is to look.
    """
    page = look.page()
    many = "1 day" if one.days == 1 else f"{one.days} days"
    page.say(f"{edition.exam or edition.id} on {day}: {many}, today included.", style="bold")
    page.say(
        f"{minutes} minutes a day are {one.each} questions at {clock(one.seconds)} each. "
        f"The questions show {one.whole} differences; you have met {one.known}."
    )
    page.say(
        f"Of the exam, by the weights of its domains, {_percent(one.plan.without)} would be recalled on that day "
        f"without another review, and {_percent(one.plan.expected)} with this plan (an estimate by FSRS; what you "
        "never met counts as not recalled)."
    )
    page.say(
        f"Today: {len(one.plan.today)} differences. Later: {one.plan.later} reviews."
        if one.plan.today
        else "Today's time is used, or nothing is worth a review today."
    )
    return page.text()


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"

"""A mock exam on paper: what it is made of, where one stands, and the report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from advisor.drill.exam import interval
from advisor.render.drill import Look, separates
from advisor.render.headline import joined
from advisor.render.page import Page, table

if TYPE_CHECKING:
    from advisor.drill.exam import Paper, Report
    from advisor.rulebase.base import RuleBase
    from advisor.rulebase.knowledge import Edition

#: So many of the weakest differences and decisions are told.
_MOST = 8


def opening(drawn: Paper, edition: Edition, count: int, minutes: int, look: Look) -> str:
    """Give what is told before the first question: how many, how long, and where the pool falls short."""
    page = look.page()
    page.say(edition.exam or edition.id, style="bold")
    page.say(
        f"{len(drawn.questions)} questions in {minutes} minutes, on what was true on {edition.day}. Nothing is told "
        "before the end. An answer counts if it is exactly right, and what is not answered is wrong."
    )
    if edition.paper and not edition.paper.confirmed and edition.paper.note:
        page.say(f"Not confirmed: {edition.paper.note}", style="dim")
    for share in drawn.shares:
        if share.given < share.wanted:
            page.say(
                f"{share.domain}: its {share.weight} % ask for {share.wanted} questions and "
                f"{_there(share.there)}; others take the place of those that are missing.",
                style="yellow",
            )
    if len(drawn.questions) < count:
        page.say(f"{count} were asked for; there are no more.", style="yellow")
    if drawn.seen:
        page.say(
            f"{drawn.seen} of them you have answered before, so the result may flatter you.", style="yellow"
        )
    return page.text()


def _there(number: int) -> str:
    return "there is one" if number == 1 else f"there are {number or 'none'}"


def clock(seconds: float) -> str:
    """Give a time as people read it: ``2 h 5 min``, ``45 s``."""
    whole = max(0, round(seconds))
    if whole < 100:  # noqa: PLR2004 - below that minutes say too little
        return f"{whole} s"
    minutes = round(whole / 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"  # noqa: PLR2004 - an hour


def overview(total: int, unanswered: Iterable[int], flagged: Iterable[int], left: float, look: Look) -> str:
    """Give where one stands: what is not answered, what is flagged, and the time."""
    page = look.page()
    missing, marked = list(unanswered), list(flagged)
    page.say(f"{total - len(missing)} of {total} answered, {clock(left)} left.", style="bold")
    page.say(f"Not answered: {_numbers(missing)}.")
    page.say(f"Flagged: {_numbers(marked)}.")
    return page.text()


def _numbers(numbers: list[int]) -> str:
    """Give numbers with those in a row drawn together: ``1 to 4, 9``."""
    runs: list[list[int]] = []
    for one in numbers:
        if runs and one == runs[-1][-1] + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    said = [f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]  # noqa: PLR2004
    return ", ".join(said) or "none"


def report(one: Report, edition: Edition, resumed: int, base: RuleBase, look: Look) -> str:
    """Give the report on a mock exam.

    Args:
        one: the report.
        edition: what the exam was for.
        resumed: how often it was interrupted.
        base: for the names of services.
        look: how it is to look.
    """
    page = look.page()
    page.say(f"{edition.exam or edition.id}: {one.right} of {one.asked} right", style="bold")
    page.say(
        f"{between(one.right, one.asked)}, in brackets the 95 % interval. "
        "The real exam makes a scaled score in a way that is not published, so none is given here."
    )
    if one.estimate is not None:
        page.say(f"At the exam's own weights an estimate is {round(100 * one.estimate)} %.")
    if one.unanswered:
        page.say(f"Not answered, and so wrong: {one.unanswered}.")
    page.heading("By domain")
    rows = [
        (
            line.name,
            f"{line.right} of {line.asked}",
            f"{between(line.right, line.asked)}, {clock(line.seconds / line.asked)} each",
        )
        for line in one.domains
    ]
    page.lines += [f"  {line}" for line in table(rows, look.width - 2)]
    if one.decisions:
        page.heading("Decisions with something wrong")
        shown = one.decisions[:_MOST]
        page.lines += [
            f"  {line}"
            for line in table([(x.name, f"{x.right} of {x.asked}") for x in shown], look.width - 2)
        ]
        _rest(page, len(one.decisions) - len(shown))
    if one.weakest:
        page.heading("What you did not tell apart")
        for weak in one.weakest[:_MOST]:
            times = f", {weak.times} times" if weak.times > 1 else ""
            mark = "Difference:" if look.plain else "-"
            page.say(f"{separates(weak.difference, base)}{times}.", indent=2, mark=mark)
            if weak.source:
                page.say(weak.source, indent=4, mark="read:", style="dim")
        _rest(page, len(one.weakest) - _MOST)
    page.heading("Time")
    each = one.seconds / one.asked if one.asked else 0
    page.say(f"{clock(one.seconds)} in all, {clock(each)} a question.", indent=2)
    if one.slowest:
        slow = joined(f"{number} ({clock(seconds)})" for number, seconds in one.slowest)
        page.say(f"Longest: question {slow}.", indent=2)
    if resumed:
        page.say(
            f"Interrupted {resumed} {'time' if resumed == 1 else 'times'}; the clock stood still.", indent=2
        )
    return page.text()


def between(right: int, asked: int) -> str:
    """Give a share with the interval in which the true one lies 95 of 100 times: ``69 % (57 to 79)``."""
    low, high = interval(right, asked)
    return f"{round(100 * right / max(1, asked))} % ({round(100 * low)} to {round(100 * high)})"


def _rest(page: Page, more: int) -> None:
    if more > 0:
        page.say(f"and {more} more", indent=2, style="dim")

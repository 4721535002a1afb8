"""Progress as plots in plain characters: they work in a pipe, in a narrow terminal, and read aloud.

A plot of a few lines is a few characters: a package that draws on a canvas of its own would neither wrap to the
width, nor do without colour, nor say the same in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from advisor.drill.exam import interval
from advisor.render.headline import Name
from advisor.render.page import Page, clean, table

if TYPE_CHECKING:
    from advisor.drill.charts import Charts, Line, Matrix, Point
    from advisor.render.drill import Look

_STEPS = " ▁▂▃▄▅▆▇█"
_EIGHTHS = " ▏▎▍▌▋▊▉"

#: A bar is never longer than this: the eye compares short bars as well.
_LONGEST = 30

#: What stands beside a bar at most: what it is of, and a share of so many.
_BESIDE = 40

#: Where no bar of this length has room, numbers say it alone.
_SHORTEST = 8


class Signs(NamedTuple):
    """Whether blocks can be shown, or only what is on every keyboard."""

    blocks: bool = True

    def bar(self, share: float, width: int) -> str:
        """Give a bar for a share of the width, from 0 to 1; what is not nothing is seen."""
        share = min(max(share, 0.0), 1.0)
        if not self.blocks:
            return "#" * max(round(share * width), int(share > 0))
        eighths = max(round(share * width * 8), int(share > 0))
        return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()

    def steps(self, line: Line) -> str:
        """Give a line as one sign for each point: the height, or the first digit of the percents."""
        shares = [point.share for point in line.points]
        if self.blocks:
            top = len(_STEPS) - 1
            return "".join("·" if one is None else _STEPS[max(1, round(one * top))] for one in shares)
        return "".join("." if one is None else str(min(9, int(one * 10))) for one in shares)


def plots(page: Page, one: Charts, name: Name, look: Look, signs: Signs) -> None:
    """Add all plots that have something to show to a page.

    Args:
        page: where to.
        one: the numbers.
        name: gives the name of a service.
        look: how it is to look; in plain form all is said in words.
        signs: which signs there are.
    """
    _recall(page, one, look, signs)
    _calibration(page, one, look, signs)
    _due(page, one, look, signs)
    if not look.plain:
        _matrix(page, one.matrix, name)


def percent(share: float) -> str:
    """Give a share as percents."""
    return f"{round(100 * share)} %"


def _recall(page: Page, one: Charts, look: Look, signs: Signs) -> None:
    if not one.lines:
        return
    page.heading("Recall over time")
    page.say("How much of what came again was recalled.", indent=2)
    points = one.lines[0].points
    if look.plain:
        for line in one.lines:
            said = "; ".join(f"{days(point)}: {_recalled(point)}" for point in line.points if point.reviews)
            page.say(f"{line.domain or 'no domain'}. {said}.", indent=2)
        return
    rows = []
    for line in one.lines:
        known = [point for point in line.points if point.reviews]
        rows.append((line.domain or "no domain", signs.steps(line), f"last {_recalled(known[-1])}"))
    page.lines += [f"  {line}" for line in table(rows, look.width - 2)]
    if len(points) > 1:
        scale = "height is 0 to 100 %" if signs.blocks else "a digit for each ten percent"
        each = (date.fromisoformat(points[-1].last) - date.fromisoformat(points[-1].first)).days + 1
        span = "a day" if each == 1 else f"{each} days"
        text = f"{points[0].first} to {points[-1].last}, {span} a sign; {scale}"
        page.say(text, indent=2, style="dim")


def days(point: Point) -> str:
    """Give the days of a point."""
    return point.first if point.first == point.last else f"{point.first} to {point.last}"


def _recalled(point: Point) -> str:
    return f"{percent(point.share or 0.0)} of {point.reviews}"


def _calibration(page: Page, one: Charts, look: Look, signs: Signs) -> None:
    if not one.bins:
        return
    page.heading("Calibration")
    count = sum(each.reviews for each in one.bins)
    predicted = sum(each.predicted * each.reviews for each in one.bins) / count
    recalled = sum(each.recalled for each in one.bins)
    reviews = "1 review" if count == 1 else f"{count} reviews"
    page.say(
        f"FSRS predicted that {percent(predicted)} would be recalled; "
        f"{percent(recalled / count)} were, in {reviews}.",
        indent=2,
    )
    width = min(_LONGEST, look.width - _BESIDE)
    worded = look.plain or width < _SHORTEST
    for each in one.bins:
        span = f"{each.low} to {each.low + 10} %"
        share = each.recalled / each.reviews
        low, high = interval(each.recalled, each.reviews)
        sure = f"({round(100 * low)} to {round(100 * high)})"
        if worded:
            page.say(
                f"Predicted {percent(each.predicted)}: recalled {each.recalled} of {each.reviews}, "
                f"{percent(share)} {sure}.",
                indent=2,
            )
            continue
        page.lines += [
            f"  {span:>11}  predicted {signs.bar(each.predicted, width)} {percent(each.predicted)}",
            f"  {'':>11}  recalled  {signs.bar(share, width)} {percent(share)} of {each.reviews}",
        ]
    if not worded:
        page.say("Where both bars are alike, the plan can be trusted.", indent=2, style="dim")


def _due(page: Page, one: Charts, look: Look, signs: Signs) -> None:
    if not one.due:
        return
    page.heading("Due, day by day")
    most = max(each.many for each in one.due) or 1
    width = min(_LONGEST, look.width - _BESIDE)
    worded = look.plain or width < _SHORTEST
    last = max((number for number, each in enumerate(one.due) if each.many), default=0)
    for number, each in enumerate(one.due[: last + 1]):
        today = ", today" if not number else ""
        if worded:
            if each.many or not number:
                page.say(f"{each.day}{today}: {each.many or 'none'}.", indent=2)
        else:
            page.lines.append(
                f"  {each.day}  {signs.bar(each.many / most, width)} {each.many or '-'}{today}".rstrip()
            )
    if one.later:
        page.say(f"later: {one.later}", indent=2, style="dim")


def _matrix(page: Page, one: Matrix, name: Name) -> None:
    """Add confusions as a matrix; two services say no more than the sentence about them."""
    if len(one.services) <= len(("right", "taken")):
        return
    page.heading("Right, and taken in its place")
    page.lines += [f"  {line}" for line in _rows(one, name, page.width - 2)]
    if one.left_out:
        page.say(f"and {one.left_out} more between other services", indent=2, style="dim")


def _rows(one: Matrix, name: Name, width: int) -> Iterator[str]:
    cell = max(3, len(str(max(map(max, one.counts)))) + 1)
    room = width - cell * len(one.services) - len("12 ") - len("  taken")
    names = [_short(clean(name(id_)), room) for id_ in one.services]
    longest = max(len("right"), *map(len, names))
    heads = "".join(f"{number:>{cell}}" for number in range(1, len(names) + 1))
    yield f"   {'right':<{longest}}{heads}  taken"
    for number, (label, row) in enumerate(zip(names, one.counts, strict=True), 1):
        signs = ["-" if place == number else str(count or ".") for place, count in enumerate(row, 1)]
        yield f"{number:>2} {label:<{longest}}{''.join(f'{sign:>{cell}}' for sign in signs)}"


def _short(name: str, room: int) -> str:
    """Give a name that fits: first without what most names begin with, then cut."""
    if len(name) > room:
        name = name.removeprefix("Amazon ").removeprefix("AWS ")
    return name if len(name) <= room else name[: max(room - 2, 1)].rstrip() + ".."

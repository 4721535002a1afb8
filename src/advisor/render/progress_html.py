"""Progress as one page with pictures, whole in one file: nothing is loaded, nothing runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from advisor.drill.exam import interval
from advisor.render import svg
from advisor.render.drill import separates
from advisor.render.exam import between
from advisor.render.page import clean
from advisor.render.plots import days, percent

if TYPE_CHECKING:
    from advisor.drill.charts import Charts, Point
    from advisor.drill.tally import Tally
    from advisor.rulebase.base import RuleBase

_STYLE = """\
:root { color-scheme: light dark; --ink: #1b1b1f; --soft: #5a5a66; --line: #cfcfd8; --paper: #fff;
  --c0: #2f6fbf; --c1: #b5541c; --c2: #3c7d3a; --c3: #8a4a9e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8ee; --soft: #a9a9b6; --line: #44444f; --paper: #17171b;
  --c0: #7db2f0; --c1: #eda06b; --c2: #8fce8b; --c3: #cf9be0; } }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin: 2.2rem 0 .3rem; } p { margin: .4rem 0; }
table { border-collapse: collapse; font-size: .9rem; } caption { text-align: left; color: var(--soft); }
th, td { text-align: left; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; } .soft { color: var(--soft); }
details { margin: .5rem 0; } summary { cursor: pointer; color: var(--soft); } .wide { overflow-x: auto; }
@media print { :root { color-scheme: light; --ink: #000; --soft: #444; --line: #999; --paper: #fff; --c0: #1d4f91;
  --c1: #8a3a0c; --c2: #245c22; --c3: #5f2a73; } body { margin: 0; max-width: none; font-size: 10.5pt; }
  section { break-inside: avoid; } svg rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""


def page(one: Tally, drawn: Charts, base: RuleBase, day: str) -> str:
    """Give the page.

    Args:
        one: what progress amounts to.
        drawn: the numbers of its pictures.
        base: for the names of services.
        day: the day that it is written.
    """
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        "<title>Progress</title>",
        f"<style>\n{_STYLE}{svg.STYLE}</style></head>",
        "<body>",
        f"<h1>Progress on {_said(day)}</h1>",
    ]
    if one.answered:
        lines += [*_counted(one), *_pictures(one, drawn, base), *_exams(one)]
    else:
        lines.append("<p>Nothing was answered yet: <code>advisor drill</code> begins.</p>")
    return "\n".join([*lines, "</body>", "</html>"]) + "\n"


def _counted(one: Tally) -> Iterator[str]:
    yield f"<p><strong>{one.right} of {one.answered} answers right</strong> since {_said(one.since)}, on "
    yield f"{one.questions} different questions: {between(one.right, one.answered)}, "
    yield "in brackets the 95 % interval.</p>"
    if one.recall is not None:
        yield f"<p>{one.met} differences met; {percent(one.recall)} of them would be recalled a day from now, "
        yield f"as FSRS predicts. {one.due} are due now, {one.week} within a week.</p>"
    rows = [
        (line.name or "no domain", line.right, line.asked, between(line.right, line.asked))
        for line in one.domains
    ]
    yield "<section><h2>By domain</h2>"
    yield from _table("Answers", ("domain", "right", "of", "share, with interval"), rows)
    yield "</section>"


def _pictures(one: Tally, drawn: Charts, base: RuleBase) -> Iterator[str]:
    if drawn.lines:
        yield from _section("Recall over time", "How much of what came again was recalled.", _recall(drawn))
    if drawn.bins:
        text = "What FSRS predicted against what was recalled, with the 95 % interval. On the dotted line both are alike."
        yield from _section("Calibration", text, _calibration(drawn))
    if drawn.due:
        later = f" {drawn.later} more are due later." if drawn.later else ""
        text = f"Differences that are to be shown again; today with all that is overdue.{later}"
        yield from _section("Due, day by day", text, _due(drawn))
    if one.confusions:
        yield from _section(
            "Mixed up", "What was taken in place of what was right.", _mixed(one, drawn, base)
        )


def _section(title: str, text: str, inner: Iterable[str]) -> Iterator[str]:
    yield f"<section><h2>{_said(title)}</h2>"
    yield f"<p>{_said(text)}</p>"
    yield from inner
    yield "</section>"


def _recall(drawn: Charts) -> Iterator[str]:
    points = drawn.lines[0].points
    some = [
        svg.Series(clean(line.domain) or "no domain", [point.share for point in line.points])
        for line in drawn.lines
    ]
    about = "; ".join(
        f"{one.name}: {', '.join('none' if share is None else percent(share) for share in one.values)}"
        for one in some
    )
    about = f"A line for each domain from {points[0].first} to {points[-1].last}. {about}."
    head = svg.Head("recall", "Recall by domain over time", about)
    yield svg.lines(head, [point.last[5:] for point in points], some)
    rows = [
        (days(point), *(_of(line.points[number]) for line in drawn.lines))
        for number, point in enumerate(points)
        if any(line.points[number].reviews for line in drawn.lines)
    ]
    yield from _behind(("days", *(one.name for one in some)), rows)


def _of(point: Point) -> str:
    return "" if point.share is None else f"{percent(point.share)} of {point.reviews}"


def _calibration(drawn: Charts) -> Iterator[str]:
    dots, rows = [], []
    for one in drawn.bins:
        share = one.recalled / one.reviews
        dots.append(svg.Dot(one.predicted, share, *interval(one.recalled, one.reviews)))
        sure = between(one.recalled, one.reviews)
        rows.append(
            (f"{one.low} to {one.low + 10} %", percent(one.predicted), one.recalled, one.reviews, sure)
        )
    about = "; ".join(f"predicted {percent(one.expected)}, recalled {percent(one.seen)}" for one in dots)
    about = f"{about[:1].upper()}{about[1:]}."
    yield svg.calibration(svg.Head("calibration", "Recall predicted and seen", about), dots)
    yield from _behind(("predicted, from to", "mean", "recalled", "of", "share, with interval"), rows)


def _due(drawn: Charts) -> Iterator[str]:
    some = [(one.day[5:], one.many) for one in drawn.due]
    about = "; ".join(f"{one.day}: {one.many}" for one in drawn.due if one.many) or "None in these days"
    yield svg.bars(svg.Head("due", "Differences due on each day", f"{about}."), some)
    yield from _behind(("day", "due"), [(one.day, one.many) for one in drawn.due])


def _mixed(one: Tally, drawn: Charts, base: RuleBase) -> Iterator[str]:
    def name(id_: str) -> str:
        return clean(base.services[id_].name) if id_ in base.services else clean(id_)

    names = [name(id_) for id_ in drawn.matrix.services]
    about = f"A row for each service that was right, a column for each that was taken: {', '.join(names)}."
    head = svg.Head("mixed", "What was mixed up with what", about)
    yield svg.matrix(head, names, drawn.matrix.counts)
    if drawn.matrix.left_out:
        yield f'<p class="soft">{drawn.matrix.left_out} more between other services are in the table.</p>'
    rows = [
        (
            name(each.meant),
            name(each.took),
            each.decision.replace("-", " "),
            each.times,
            "; ".join(separates(key, base) for key in each.differences[:2]),
        )
        for each in one.confusions
    ]
    yield from _behind(("right", "taken", "for", "times", "what tells them apart"), rows)


def _exams(one: Tally) -> Iterator[str]:
    if one.exams:
        rows = [
            (each.ended[:10], each.edition, each.right, each.asked, between(each.right, each.asked))
            for each in one.exams
        ]
        yield "<section><h2>Mock exams</h2>"
        yield from _table(
            "All-or-nothing, raw counts", ("day", "edition", "right", "of", "share, with interval"), rows
        )
        yield "</section>"


def _behind(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """Give the table behind a picture; it can be folded away, and is there in print."""
    yield "<details open><summary>The same as a table</summary>"
    yield from _table("", heads, rows)
    yield "</details>"


def _table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    numbers = {n for n in range(len(heads)) if rows and all(isinstance(row[n], int) for row in rows)}
    kinds = [' class="number"' if n in numbers else "" for n in range(len(heads))]
    yield '<div class="wide"><table>' + (f"<caption>{_said(caption)}</caption>" if caption else "")
    heading = "".join(
        f'<th scope="col"{kind}>{_said(head)}</th>' for head, kind in zip(heads, kinds, strict=True)
    )
    yield f"<thead><tr>{heading}</tr></thead><tbody>"
    for row in rows:
        cells = "".join(f"<td{kind}>{_said(str(cell))}</td>" for cell, kind in zip(row, kinds, strict=True))
        yield f"<tr>{cells}</tr>"
    yield "</tbody></table></div>"


def _said(text: str) -> str:
    return escape(clean(text))

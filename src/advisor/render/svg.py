"""Pictures as SVG: lines over time, predicted against seen, bars, a matrix. Text in, text out; no outside resources.

Every picture has a title and a description for those who do not see it, and takes its colours from the page, so
that it is read on a dark screen and in print. Nothing hangs on colour alone: lines differ in their dashes and
their marks too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

STYLE = """\
svg { display: block; width: 100%; height: auto; max-width: 44rem; margin: .5rem 0; font: 12px system-ui, sans-serif; }
svg text { fill: var(--ink); } svg .soft { fill: var(--soft); } svg .grid { stroke: var(--line); stroke-width: 1; }
svg .bar { fill: var(--c0); } svg .ideal { stroke: var(--soft); stroke-dasharray: 2 4; }
svg .line { fill: none; stroke-width: 2; } svg .reach { stroke-width: 1.5; stroke: var(--c0); }
svg .cell { fill: var(--c0); stroke: var(--line); } svg .own { fill: var(--line); }
svg .s0 { stroke: var(--c0); fill: var(--c0); } svg .s1 { stroke: var(--c1); fill: var(--c1); }
svg .s2 { stroke: var(--c2); fill: var(--c2); } svg .s3 { stroke: var(--c3); fill: var(--c3); }
svg .line { fill: none; }
"""

_WIDE, _HIGH = 640, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 24, 24, 34

#: How lines differ besides their colour.
_DASHES = ("", "8 4", "2 3", "10 3 2 3")
_COLOURS = 4


class Head(NamedTuple):
    """What is said of a picture to those who do not see it."""

    id: str
    """Of the picture in its page."""
    title: str
    """What it shows, in a few words."""
    about: str
    """What it shows, in a sentence or a few."""


class Series(NamedTuple):
    """A line over steps that all lines share."""

    name: str
    values: Sequence[float | None]
    """From 0 to 1; None where nothing is known."""


class Dot(NamedTuple):
    """A share that was seen where another was expected."""

    expected: float
    seen: float
    low: float
    high: float


def lines(head: Head, steps: Sequence[str], some: Sequence[Series]) -> str:
    """Give lines over steps, shares on the upright axis, a legend below.

    Args:
        head: what is said of it.
        steps: what stands below the steps.
        some: the lines.
    """
    legend = 20 * len(some)
    body = [*_percents()]
    body += [_text(_x(n, len(steps)), _HIGH - 14, step, "middle", "soft") for n, step in _few(steps)]
    for number, one in enumerate(some):
        style = number % _COLOURS
        places = [(_x(n, len(steps)), _y(share)) for n, share in enumerate(one.values) if share is not None]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        dashes = f' stroke-dasharray="{_DASHES[style]}"' if _DASHES[style] else ""
        body.append(f'<polyline class="line s{style}"{dashes} points="{path}"/>')
        body += [_mark(style, x, y) for x, y in places]
        below = _HIGH + 16 + 20 * number
        x, y = _LEFT, below - 4
        body.append(f'<line class="line s{style}"{dashes} x1="{x}" y1="{y}" x2="{x + 36}" y2="{y}"/>')
        body += [_mark(style, x + 18, y), _text(x + 46, below, one.name)]
    return _svg(head, _HIGH + legend + 8, body)


def calibration(head: Head, dots: Sequence[Dot]) -> str:
    """Give what was seen against what was expected, with intervals; on the dotted line both are alike."""
    body = [*_percents()]
    body += [_text(_across(fifth / 5), _HIGH - 14, f"{20 * fifth} %", "middle", "soft") for fifth in range(6)]
    ends = f'x1="{_across(0):.1f}" y1="{_y(0):.1f}" x2="{_across(1):.1f}" y2="{_y(1):.1f}"'
    body.append(f'<line class="ideal" {ends}/>')
    for one in dots:
        x = _across(one.expected)
        reach = f'x1="{x:.1f}" y1="{_y(one.low):.1f}" x2="{x:.1f}" y2="{_y(one.high):.1f}"'
        body.append(f'<line class="reach" {reach}/>')
        body.append(f'<circle class="s0" cx="{x:.1f}" cy="{_y(one.seen):.1f}" r="5"/>')
    body.append(_text(_across(0.5), _HIGH + 4, "predicted", "middle"))
    body.append(_text(4, 12, "recalled"))
    return _svg(head, _HIGH + 14, body)


def bars(head: Head, some: Sequence[tuple[str, int]]) -> str:
    """Give a bar for each count, its number above it."""
    most = max((count for _, count in some), default=0) or 1
    wide = (_WIDE - _LEFT - _RIGHT) / max(len(some), 1)
    floor = _HIGH - _BOTTOM
    body = [f'<line class="grid" x1="{_LEFT}" y1="{floor}" x2="{_WIDE - _RIGHT}" y2="{floor}"/>']
    for number, (label, count) in enumerate(some):
        x = _LEFT + wide * number
        high = (floor - _TOP - 14) * count / most
        if count:
            place = f'x="{x + wide * 0.12:.1f}" y="{floor - high:.1f}"'
            body.append(f'<rect class="bar" {place} width="{wide * 0.76:.1f}" height="{high:.1f}"/>')
            body.append(_text(x + wide / 2, floor - high - 5, str(count), "middle"))
        body.append(_text(x + wide / 2, floor + 18, label, "middle", "soft"))
    return _svg(head, _HIGH, body)


def matrix(head: Head, names: Sequence[str], counts: Sequence[Sequence[int]]) -> str:
    """Give a matrix of counts, the more the darker; columns bear the numbers of the rows."""
    most = max((max(row) for row in counts), default=0) or 1
    lead, cell, top = 290, 36, 44
    wide = min(_WIDE, lead + cell * len(names) + 4)
    body = [_text(lead + cell * len(names) / 2, 14, "taken in its place", "middle"), _text(4, 14, "right")]
    for number, (name, row) in enumerate(zip(names, counts, strict=True)):
        y = top + cell * number
        body.append(_text(lead + cell * (number + 0.5), top - 8, str(number + 1), "middle", "soft"))
        body.append(_text(lead - 10, y + cell * 0.62, f"{name}  {number + 1}", "end"))
        for place, count in enumerate(row):
            x = lead + cell * place
            kind = "own" if place == number else "cell"
            shade = 1.0 if place == number else 0.75 * count / most
            size = f'x="{x}" y="{y}" width="{cell}" height="{cell}"'
            body.append(f'<rect class="{kind}" fill-opacity="{shade:.2f}" {size}/>')
            if count:
                body.append(_text(x + cell / 2, y + cell * 0.62, str(count), "middle"))
    return _svg(head, top + cell * len(names) + 4, body, wide)


def _svg(head: Head, high: float, body: Iterable[str], wide: int = _WIDE) -> str:
    start = (
        f'<svg viewBox="0 0 {wide} {high:.0f}" style="max-width: {wide / 16:.1f}rem" role="img" '
        f'aria-labelledby="{head.id}-title {head.id}-about">'
    )
    said = [
        f'<title id="{head.id}-title">{escape(head.title)}</title>',
        f'<desc id="{head.id}-about">{escape(head.about)}</desc>',
    ]
    return "\n".join([start, *said, *body, "</svg>"])


def _percents() -> Iterable[str]:
    """Give the lines across, with their percents."""
    for number in range(0, 101, 20):
        y = _y(number / 100)
        yield f'<line class="grid" x1="{_LEFT}" y1="{y:.1f}" x2="{_WIDE - _RIGHT}" y2="{y:.1f}"/>'
        yield _text(_LEFT - 8, y + 4, f"{number} %", "end", "soft")


def _few(steps: Sequence[str]) -> Iterable[tuple[int, str]]:
    """Give every step, or every other one where they would touch."""
    apart = 1 if len(steps) <= 8 else -(-len(steps) // 8)  # noqa: PLR2004 - so many days fit side by side
    return ((number, step) for number, step in enumerate(steps) if (len(steps) - 1 - number) % apart == 0)


def _x(number: int, many: int) -> float:
    room = _WIDE - _LEFT - _RIGHT - 72
    return _LEFT + 36 + (room / 2 if many == 1 else room * number / (many - 1))


def _across(share: float) -> float:
    return _LEFT + (_WIDE - _LEFT - _RIGHT) * share


def _y(share: float) -> float:
    return _HIGH - _BOTTOM - (_HIGH - _BOTTOM - _TOP) * share


def _mark(style: int, x: float, y: float) -> str:
    """Give a mark of a line's own shape."""
    if style == 0:
        return f'<circle class="s0" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
    if style == 1:
        return f'<rect class="s1" x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8"/>'
    points = (
        [(x, y - 5), (x + 5, y + 4), (x - 5, y + 4)]
        if style == 2  # noqa: PLR2004 - the third line has triangles, the fourth diamonds
        else [(x, y - 5), (x + 5, y), (x, y + 5), (x - 5, y)]
    )
    path = " ".join(f"{across:.1f},{down:.1f}" for across, down in points)
    return f'<polygon class="s{style}" points="{path}"/>'


def _text(x: float, y: float, text: str, anchor: str = "start", kind: str = "") -> str:
    kind = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{kind}>{escape(text)}</text>'

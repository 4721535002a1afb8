"""Maps and lists written with brackets: keys moved, commas and line breaks left where they are."""

from __future__ import annotations

from typing import Any, NamedTuple

from advisor.models.shape import fields, inside, one_of
from advisor.source.layout import Span


def arranged(text: str, span: Span, model: Any) -> str:
    """Give the text of a value that lies inside brackets, with the keys of its maps in order."""
    if span.kind == "text" or not span.values:
        return text[span.start : span.end]
    if span.kind == "map":
        model = one_of(model)
        words = [key.word for key in span.keys]
        starts = [key.start for key in span.keys]
        names = fields(model)
    else:
        words, names = [], None
        starts = [value.start for value in span.values]
    bodies, between, at = [], [], span.start
    for number, (start, value) in enumerate(zip(starts, span.values, strict=True)):
        between.append(text[at:start])
        step = words[number] if words else number
        at = max(value.end, span.keys[number].end if words else 0)
        bodies.append(text[start : value.start] + arranged(text, value, inside(model, step)))
        bodies[-1] += text[value.end : at] if at > value.end else ""
    closing = text[at : span.end]
    order = list(range(len(bodies)))
    if names is not None:
        order.sort(key=lambda place: names.index(words[place]))
    if order == sorted(order):
        return "".join(gap + body for gap, body in zip(between, bodies, strict=True)) + closing
    if "#" in closing or any("#" in gap for gap in between):
        return _with_comments(bodies, between, closing, order)
    return "".join(gap + bodies[place] for gap, place in zip(between, order, strict=True)) + closing


class _Piece(NamedTuple):
    """A key and its value, with the comments that travel with them."""

    lead: str
    body: str
    tail: str


def _with_comments(bodies: list[str], between: list[str], closing: str, order: list[int]) -> str:
    """Move comments too: those above a key, and the one at the end of its line."""
    opening, first = _cut(between[0])
    gaps = [*between[1:], closing[:-1]]
    leads, tails = [first], []
    for gap in gaps:
        before, _, behind = gap.partition(",") if "," in gap.split("#")[0] else (gap, "", "")
        tail, lead = _cut(before + behind)
        tails.append(tail)
        leads.append(lead)
    rest = leads.pop()
    trailing = "," in closing.split("#", maxsplit=1)[0]
    pieces = [_Piece(*one) for one in zip(leads, bodies, tails, strict=True)]
    made = opening
    for place, number in enumerate(order):
        piece = pieces[number]
        last = place + 1 == len(order)
        comma = "," if not last or trailing else ""
        lead = piece.lead or (" " if place and not made[-1:].isspace() else "")
        made += lead + piece.body + comma + piece.tail
    return made + rest + closing[-1]


def _cut(gap: str) -> tuple[str, str]:
    """Cut behind the first line's end; what has no line's end belongs to what follows."""
    end = gap.find("\n") + 1
    return gap[:end], gap[end:]

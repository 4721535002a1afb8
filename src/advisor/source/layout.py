"""Where everything in a YAML text starts and ends, for those who move text and keep the rest of it.

The tree of :mod:`advisor.source` says what a file means and where each value begins; this one says
which characters belong to it. It is made only of texts that were read without a problem.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple


class Span(NamedTuple):
    """The characters of a value, from ``start`` up to but without ``end``, and what lies in it."""

    kind: str
    """text, list or map"""
    start: int
    end: int
    flow: bool
    """Whether it is written with brackets or braces."""
    keys: tuple[Key, ...]
    """Of a map: its keys, in the order written."""
    values: tuple[Span, ...]
    """Of a map or a list: its values, in the order written."""

    def get(self, *path: str) -> Span | None:
        """Give what the keys lead to, or None."""
        found: Span | None = self
        for word in path:
            if found is None:
                return None
            words = [key.word for key in found.keys]
            found = found.values[words.index(word)] if word in words else None
        return found


class Key(NamedTuple):
    """A key of a map and its characters."""

    word: str
    start: int
    end: int


def layout(text: str) -> Span:
    """Give the spans of a text that :func:`advisor.source.parse` reads without a problem."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events = iter(yaml.parse(text, Loader=loader))
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            return _span(event, events)
    return Span("text", 0, len(text), flow=False, keys=(), values=())


def _span(event: Any, events: Iterator[Any]) -> Span:
    import yaml

    start, end = _marks(event)
    if isinstance(event, yaml.ScalarEvent):
        return Span("text", start, end, flow=False, keys=(), values=())
    flow, inside_map = bool(event.flow_style), isinstance(event, yaml.MappingStartEvent)
    keys: list[Key] = []
    values: list[Span] = []
    inner = next(events)
    while not isinstance(inner, yaml.CollectionEndEvent):
        if inside_map:
            keys.append(Key(str(getattr(inner, "value", "")), *_marks(inner)))
            inner = next(events)
        values.append(_span(inner, events))
        inner = next(events)
    end = _marks(inner)[1] if flow else values[-1].end if values else start
    return Span("map" if inside_map else "list", start, end, flow, tuple(keys), tuple(values))


def _marks(event: Any) -> tuple[int, int]:
    return event.start_mark.index, event.end_mark.index

"""The comments of a YAML text, with their places; reading for meaning passes over them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from advisor.errors import Place
from advisor.source.layout import Span, layout


class Comment(NamedTuple):
    """A comment: what stands behind its ``#``, and whether nothing but it stands on its line."""

    text: str
    place: Place
    alone: bool


def comments(data: bytes, shown: str) -> Iterator[Comment]:
    """Give the comments of a text that :func:`advisor.source.parse` reads without a problem.

    Args:
        data: the file.
        shown: the path that places name.
    """
    text = data.decode("utf-8-sig")
    spans = sorted(_texts(layout(text)))
    start = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        column = _comment(line, start, spans)
        if column >= 0:
            said = line[column + 1 :].strip()
            yield Comment(said, Place(shown, number, column + 1), not line[:column].strip())
        start += len(line)


def _texts(span: Span) -> Iterator[tuple[int, int]]:
    """Give the characters in which a ``#`` would be part of a text."""
    if span.kind == "text":
        yield span.start, span.end
    for key in span.keys:
        yield key.start, key.end
    for value in span.values:
        yield from _texts(value)


def _comment(line: str, start: int, spans: list[tuple[int, int]]) -> int:
    """Give the column at which a comment starts in a line that starts at that character, or -1."""
    column = line.find("#")
    while column >= 0:
        at = start + column
        if not line[:column][-1:].strip() and not any(first <= at < end for first, end in spans):
            return column
        column = line.find("#", column + 1)
    return -1

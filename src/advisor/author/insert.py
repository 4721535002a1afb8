"""Something added to a YAML text that is there, without a change of anything else in it."""

from __future__ import annotations

from typing import NamedTuple

from advisor.source.layout import Span, layout

#: Lists in braces are broken where a line would grow beyond this.
_WIDEST = 130


def with_item(text: str, path: tuple[str, ...], item: str, before: tuple[str, ...] | None = None) -> str:
    """Give the text with an item at the end of the list that the path leads to.

    Args:
        text: a file; it ends with a line's end.
        path: keys from the top.
        item: the item as YAML, in one line.
        before: the keys at the top that stand before the list, should it have to be made there.
    """
    span = layout(text).get(*path)
    if span is None or span.kind != "list":
        made = Piece(path[-1], f" [{item}]\n", f"{path[-1]}: [{item}]")
        return with_entry(text, path[:-1], made, before)
    if not span.values:
        return text[: span.start] + f"[{item}]" + text[span.end :]
    last = span.values[-1]
    if not span.flow:
        column = span.start - _line(text, span.start)
        end = _past(text, last)
        return text[:end] + " " * column + f"- {item}\n" + text[end:]
    start = _line(text, last.end)
    rest = text.index("\n", last.end) - start
    if rest + len(item) + 2 <= _WIDEST:
        return text[: last.end] + f", {item}" + text[last.end :]
    lead = text[start : last.end]
    indent = len(lead) - len(lead.lstrip()) if start > span.start else 2 * len(path)
    return text[: last.end] + ",\n" + " " * indent + item + text[last.end :]


class Piece(NamedTuple):
    """A key and its value, in both ways of writing."""

    key: str
    body: str
    """What follows the colon, its lines indented as below a key that stands at the left; the last one ends."""
    flow: str
    """Key and value in one line, for a map in braces."""


def with_entry(text: str, path: tuple[str, ...], piece: Piece, before: tuple[str, ...] | None = None) -> str:
    """Give the text with a key added to the map that the path leads to.

    Args:
        text: a file; it ends with a line's end.
        path: keys from the top; a map that is not there is made.
        piece: the new key and its value.
        before: the keys at the top that stand before what is added there; without it, it is the last.
    """
    span = layout(text).get(*path)
    if span is None:
        inner = f"\n  {piece.key}:{_deeper(piece.body, 2)}"
        return with_entry(text, path[:-1], Piece(path[-1], inner, f"{path[-1]}: {{{piece.flow}}}"), before)
    if span.kind == "text" and span.start == span.end:  # a key without a value
        end = _past(text, span)
        return text[:end] + _lines(piece, 2 * len(path)) + text[end:]
    if span.flow:
        if not span.values:
            return text[: span.start] + f"{{{piece.flow}}}" + text[span.end :]
        return text[: span.values[-1].end] + f", {piece.flow}" + text[span.values[-1].end :]
    known = None if path else before
    above = [
        value for one, value in zip(span.keys, span.values, strict=True) if known is None or one.word in known
    ]
    end = _past(text, above[-1]) if above else _line(text, span.start)
    return text[:end] + _lines(piece, span.start - _line(text, span.start)) + text[end:]


def _lines(piece: Piece, depth: int) -> str:
    return " " * depth + f"{piece.key}:{_deeper(piece.body, depth)}"


def _deeper(body: str, depth: int) -> str:
    """Indent all lines but the first."""
    first, *rest = body.splitlines(keepends=True)
    return first + "".join(" " * depth + line if line.strip() else line for line in rest)


def _line(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def _past(text: str, value: Span) -> int:
    """Give the end of the last line of a value."""
    return value.end if value.end and text[value.end - 1] == "\n" else text.index("\n", value.end) + 1

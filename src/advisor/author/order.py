"""The keys of a file put in the order of its model, by moving text and never by writing it anew.

What belongs to a key travels with it: the comment lines above it, the comment behind it, all that is
indented below it. What stands between keys stays where it is: blank lines, the modeline, commas.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from advisor import source
from advisor.author.flow import arranged as arranged_flow
from advisor.author.kinds import kind_of
from advisor.errors import Place, Problem, did_you_mean
from advisor.models.kinds import MODELS
from advisor.models.shape import fields, inside, misplaced, one_of
from advisor.source import Fields, Items, Node
from advisor.source.layout import Span, layout

_DASH = re.compile(r"^ *-(?=\s)", re.MULTILINE)


class Ordered(NamedTuple):
    """What came of a file: its text with the keys in order, or what is wrong with it."""

    text: str
    problems: tuple[Problem, ...] = ()
    moved: tuple[Problem, ...] = ()
    """The keys that stood out of their order."""


def ordered(data: bytes, shown: str) -> Ordered:
    """Put the keys of a file in the order of its model's fields; all else stays as it is.

    Args:
        data: the file.
        shown: the path that places and messages name; it also tells the kind of file.
    """
    node, problems = source.parse(data, shown)
    if node is None:
        return Ordered("", tuple(problems))
    text = data.decode("utf-8")
    kind = kind_of(shown, text, node) if isinstance(node, Fields) else ""
    problems = _strangers(node, MODELS[kind]) if kind else [_unknown(node, shown)]
    if problems:
        return Ordered(text, tuple(problems))
    moved = tuple(misplaced(node, MODELS[kind]))
    made = _moved(text, MODELS[kind]) if moved else text
    if moved and not _same(made, node, text):
        hint = "put them in order by hand: " + ", ".join(fields(MODELS[kind]) or ("each term's fields",))
        return Ordered(text, (Problem(Place(shown), "the keys cannot be moved without a change", hint),))
    return Ordered(made, moved=moved)


def _unknown(node: Node, shown: str) -> Problem:
    if not isinstance(node, Fields):
        return Problem(node.place, "expected a map of fields")
    hint = f"a modeline tells it: # yaml-language-server: $schema=….json ({', '.join(MODELS)})"
    return Problem(Place(shown), "nobody knows what kind of file this is", hint)


def _moved(text: str, model: Any) -> str:
    mark, body = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    whole = body if body.endswith("\n") else body + "\n"
    made = _Page(whole).file(layout(whole), model)
    return mark + (made if whole == body else made[:-1])


def _same(made: str, node: Node, before: str) -> bool:
    """Whether the new text says what the old one said, with the same signs in it."""
    again, _ = source.parse(made.encode(), node.place.path)
    signs = sorted("".join(made.split()).replace(",", ""))
    return (
        again is not None
        and source.plain(again) == source.plain(node)
        and signs == sorted("".join(before.split()).replace(",", ""))
    )


def _strangers(node: Node, model: Any) -> list[Problem]:
    """Give the keys that have no place in the order, since the model has no such field."""
    found: list[Problem] = []
    if isinstance(node, Fields):
        model = one_of(model)
        names = fields(model)
        for key, value in node.values.items():
            if names is not None and key not in names:
                hint = did_you_mean(key, names, most=20)
                found.append(Problem(node.keys[key], f"unknown field '{key}'", hint))
            else:
                found += _strangers(value, inside(model, key))
    elif isinstance(node, Items):
        for number, value in enumerate(node.values):
            found += _strangers(value, inside(model, number))
    return found


def sequence(words: Sequence[str], names: tuple[str, ...] | None) -> list[int]:
    """Give the numbers of the words in the order of ``names``; as they stand where that is None."""
    places = list(range(len(words)))
    return places if names is None else sorted(places, key=lambda place: names.index(words[place]))


class _Entry(NamedTuple):
    """A key with all that travels with it."""

    lead: str
    """Comment lines above it, whole."""
    body: str
    """From the key to the end of its last line."""


class _Page:
    """A text whose lines all end; every method gives a region of it, arranged."""

    def __init__(self, text: str) -> None:
        self.text = text

    def file(self, span: Span, model: Any) -> str:
        """Give the whole text; what stands at its top (modeline, licence, ---) stays there."""
        if span.kind != "map" or not span.keys or span.flow:
            return self.value(span, model, 0, len(self.text))
        first = self.line(span.keys[0].start)
        head = self.text[:first].splitlines(keepends=True)
        stays = max(
            (number for number, line in enumerate(head, 1) if not line.strip() or _is_head(line)), default=0
        )
        size = sum(map(len, head[:stays]))
        return self.text[:size] + self.block(span, model, size, len(self.text))

    def value(self, span: Span, model: Any, start: int, stop: int) -> str:
        """Give the region around a value, the value arranged."""
        if span.kind == "text" or not span.values:
            return self.text[start:stop]
        if span.kind == "map":
            model = one_of(model)
        if span.flow:
            inner = arranged_flow(self.text, span, model)
            return self.text[start : span.start] + inner + self.text[span.end : stop]
        if span.kind == "list":
            return self.items(span, model, start, stop)
        begin = self.line(span.start)
        if begin <= start:  # behind a dash, on its line
            return self.text[start : span.start] + self.block(span, model, span.start, stop)
        begin = self.after(start)
        return self.text[start:begin] + self.block(span, model, begin, stop)

    def items(self, span: Span, model: Any, start: int, stop: int) -> str:
        """Give a list, each of its items arranged where it stands."""
        column = span.start - self.line(span.start)
        made, at = [], start
        for number, value in enumerate(span.values):
            last = number + 1 == len(span.values)
            end = self.past(value)
            rest = stop if last else self.line(span.values[number + 1].start)
            end += self.deeper(self.text[end:rest], column) if rest > end else 0
            begin = self.behind_dash(at, value)
            made += [self.text[at:begin], self.value(value, inside(model, number), begin, end)]
            at = end
        return "".join(made) + self.text[at:stop]

    def block(self, span: Span, model: Any, start: int, stop: int) -> str:
        """Give a map whose keys stand below each other; ``start`` is a line's, or the first key's."""
        columns = {key.start - self.line(key.start) for key in span.keys}
        names = fields(model)
        if len(columns) != 1:
            return self.text[start:stop]  # written in a way that nobody writes
        (column,) = columns
        indent = " " * column
        inline = start == span.keys[0].start
        gaps, entries = [], []
        at = start
        for number, (key, value) in enumerate(zip(span.keys, span.values, strict=True)):
            before = "" if inline and number == 0 else self.text[at : self.line(key.start)]
            blank = _blank(before)
            gaps.append(before[:blank])
            end = self.past(value, key.end)
            last = number + 1 == len(span.keys)
            rest = stop if last else self.line(span.keys[number + 1].start)
            end += self.deeper(self.text[end:rest], column)
            body = self.value(value, inside(model, key.word), key.start, end)
            entries.append(_Entry(before[blank:], body))
            at = end
        made = []
        for place, number in enumerate(sequence([key.word for key in span.keys], names)):
            lead, body = entries[number]
            if inline and place == 0:
                made += [gaps[place], lead.lstrip(" "), indent if lead else "", body]
            else:
                made += [gaps[place], lead, indent, body]
        return "".join(made) + self.text[at:stop]

    def behind_dash(self, start: int, value: Span) -> int:
        """Give where an item begins: with its value, or behind its dash if the value stands further down."""
        if self.text[self.line(value.start) : value.start].strip():
            return value.start
        dash = _DASH.search(self.text[start : value.start])
        return start + dash.end() if dash else value.start

    def line(self, place: int) -> int:
        """Give the start of the line that a place lies in."""
        return self.text.rfind("\n", 0, place) + 1

    def after(self, place: int) -> int:
        """Give the start of the next line."""
        return self.text.index("\n", place) + 1

    def past(self, value: Span, least: int = 0) -> int:
        """Give the end of the last line of a value."""
        end = max(value.end, least)
        return end if end and self.text[end - 1] == "\n" else self.after(end)

    @staticmethod
    def deeper(gap: str, column: int) -> int:
        """Give how much of a gap belongs to what stands above: up to its last deeper comment."""
        size = found = 0
        for line in gap.splitlines(keepends=True):
            size += len(line)
            if not line.strip():
                continue
            if len(line) - len(line.lstrip(" ")) <= column:
                break
            found = size
        return found


def _is_head(line: str) -> bool:
    return line.startswith("---") or "yaml-language-server" in line


def _blank(lines: str) -> int:
    """Give the size of the blank lines at the start."""
    size = 0
    for line in lines.splitlines(keepends=True):
        if line.strip():
            break
        size += len(line)
    return size

"""YAML as people mean it: text, with the place of everything.

PyYAML guesses types (``no`` becomes false, ``1:30`` becomes 90, ``1.10`` loses its zero) and keeps
the last of two equal keys without a word. Here every scalar is the text that was written, a plain
``null``, ``~`` or nothing is *left out*, and what could hide a mistake (repeated keys, anchors, tags,
a second document) is a problem with its place. Only this module knows PyYAML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, Union

from advisor.errors import Place, Problem

if TYPE_CHECKING:
    from pathlib import Path

    import yaml

#: How deep a file may nest; deeper than any format needs, shallower than Python's own limit.
MAX_DEPTH = 40

#: Larger files are refused before they are read; the largest file people write is about 50 KB.
MAX_BYTES = 4_000_000

#: What YAML forbids, and a mark of the encoding in the middle of a text, which nobody sees.
_FORBIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"

Path_ = tuple[Union[str, int], ...]  # noqa: UP007 - evaluated at run time, also on Python 3.10


class Text(NamedTuple):
    """A scalar: the text as written, or None where the value was left out."""

    value: str | None
    place: Place


class Items(NamedTuple):
    """A YAML list."""

    values: tuple[Node, ...]
    place: Place


class Fields(NamedTuple):
    """A YAML map, with the place of each key beside its value."""

    values: dict[str, Node]
    keys: dict[str, Place]
    place: Place


Node = Union[Text, Items, Fields]  # noqa: UP007 - used at run time in annotations


def _forbidden(text: str) -> re.Match[str] | None:
    """Find what cannot stand in a file; the usual text is known to have none before a pattern is made."""
    if text.replace("\n", "").replace("\t", "").isprintable():
        return None
    return re.search(_FORBIDDEN, text)


def plain(node: Node) -> object:
    """Give the node as plain dicts, lists, strings and None, ready for a model."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Items):
        return [plain(value) for value in node.values]
    return {key: plain(value) for key, value in node.values.items()}


def place_of(node: Node, path: Path_, *, key: bool = False) -> Place:
    """Give the place of what ``path`` leads to, or of the nearest thing around it.

    Args:
        node: where the path starts.
        path: keys and indexes; steps that a model added (a list made of a single map) are skipped.
        key: give the place of the last key itself rather than of its value.
    """
    place = node.place
    for step in path:
        if isinstance(node, Fields) and isinstance(step, str) and step in node.values:
            place = node.keys[step] if key else node.values[step].place
            node = node.values[step]
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.values):
            node = node.values[step]
            place = node.place
    return place


def read(path: Path, shown: str) -> tuple[Node | None, list[Problem]]:
    """Read one YAML file; ``shown`` is the path that places and messages name."""
    whole = Place(shown)
    try:
        if path.stat().st_size > MAX_BYTES:
            return None, [Problem(whole, f"the file is larger than {MAX_BYTES // 1_000_000} MB")]
        data = path.read_bytes()
    except FileNotFoundError:
        return None, [Problem(whole, "there is no such file")]
    except IsADirectoryError:
        return None, [Problem(whole, "this is a folder, not a file")]
    except OSError as error:
        return None, [Problem(whole, f"the file cannot be read: {error.strerror or error}")]
    return parse(data, shown)


def parse(data: bytes, shown: str) -> tuple[Node | None, list[Problem]]:
    """Parse YAML text; gives the node tree, or None and what was wrong."""
    whole = Place(shown)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        where = Place(shown, line, column)
        return None, [Problem(where, "this is not UTF-8 text", "save the file as UTF-8")]
    if not text.strip():
        return None, [Problem(whole, "the file is empty")]
    forbidden = _forbidden(text)
    if forbidden:
        line = text.count("\n", 0, forbidden.start()) + 1
        where = Place(shown, line, forbidden.start() - text.rfind("\n", 0, forbidden.start()))
        hint = "delete it; an editor may not show it"
        return None, [Problem(where, f"a character that cannot stand here (U+{ord(forbidden[0]):04X})", hint)]
    return _compose(text, shown)


def _compose(text: str, shown: str) -> tuple[Node | None, list[Problem]]:
    import yaml  # not at the top: a warm rule base needs no YAML at all

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    reader = _Reader(shown)
    try:
        events = list(_events(yaml.parse(text, Loader=loader)))
        return reader.document(events)
    except yaml.MarkedYAMLError as error:
        return None, [_plainly(error, text, reader)]
    except yaml.YAMLError:
        return None, [Problem(Place(shown), "this is not YAML")]


def _events(stream: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    """Pass events on, but stop before nesting gets deep enough to exhaust Python's stack."""
    import yaml

    depth = 0
    for event in stream:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise yaml.MarkedYAMLError(
                    problem=f"nested more than {MAX_DEPTH} deep",
                    problem_mark=event.start_mark,  # type: ignore[arg-type]
                )
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        yield event


_ESCAPE, _NO_ESCAPE = "a '\\' that stands for no readable character", "write '\\\\', or use single quotes"

#: What either loader says -> what is wrong, the way out, and whether it is told where the thing starts.
_PLAIN = (
    ("nested more than|nesting depth", f"nested more than {MAX_DEPTH} deep", "", False),
    ("mapping keys are not", "a '? ' cannot stand here", "put a text with '? ' in double quotes", False),
    ("mapping values are not", "a ': ' cannot stand here", 'put a text with ": " in double quotes', False),
    ("sequence entries are not", "a list cannot start here", "put each '- ' on a line of its own", False),
    ("a tab character", "a tab cannot stand here", "indent with spaces", False),
    ("cannot start any token", "a text cannot start with '{}'", "put it in double quotes", False),
    ("alphabetic or numeric", "a text cannot start with '{}'", "put it in double quotes", True),
    ("escape|hexdec", _ESCAPE, _NO_ESCAPE, True),
    ("quoted scalar", "a quote that is never closed", "close it with the same quote", True),
    (" tag", "a tag ('!') is not allowed here", "put a text with '!' in double quotes", False),
    ("directive", "a directive ('%') is not allowed here", "delete the line", False),
    ("find expected ':'", "this is no 'key: value'", "is a ':' or an indentation missing?", True),
    ("',' or", "expected ',' or '{}'", "put a text with a comma or a bracket in double quotes", False),
    ("document start", "this stands after the end", "delete it, or indent it as the lines above", False),
    ("expected", "this does not fit the line above", "indent it alike, or put the text in quotes", False),
)


def _plainly(error: yaml.MarkedYAMLError, text: str, reader: _Reader) -> Problem:
    """Tell in plain words what the loader says in its own."""
    said = f"{error.problem} {error.context or ''}".strip()
    start, mark = error.context_mark or error.problem_mark, error.problem_mark or error.context_mark
    ending = re.search(r"',' or '?(.)", said)
    if mark is None or start is None:
        return Problem(reader.at(mark), f"this is not YAML: {said}")
    lines = text.splitlines()[mark.line :]
    rest = "\n".join([*(line[mark.column :] for line in lines[:1]), *lines[1:]]).strip(" \n")
    if ending and not rest:
        return Problem(reader.at(start), f"no '{ending[1]}' closes this", "add it")
    for pattern, message, hint, at_start in _PLAIN:
        if re.search(pattern, said):
            what = ending[1] if ending else "*&"["anchor" in said] if at_start else rest[:1]
            if what == "\t":
                message, hint = "a tab cannot stand here", "indent with spaces"  # noqa: PLW2901
            return Problem(reader.at(start if at_start else mark), message.replace("{}", what), hint)
    return Problem(reader.at(mark), f"this is not YAML: {said}")


class _Reader:
    """Builds nodes from events and collects what people must not write."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.problems: list[Problem] = []

    def at(self, mark: Any) -> Place:
        if mark is None:
            return Place(self.shown)
        return Place(self.shown, mark.line + 1, mark.column + 1)

    def say(self, event: yaml.Event, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.at(event.start_mark), message, hint))

    def document(self, events: list[yaml.Event]) -> tuple[Node | None, list[Problem]]:
        import yaml

        self.events = iter(events)
        node: Node | None = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if event.version or event.tags:
                    self.say(event, "a directive ('%') is not allowed here", "delete the line")
                if documents == 2:  # noqa: PLR2004
                    self.say(event, "a second document in one file", "write one file for each")
                    break
            elif isinstance(event, (yaml.NodeEvent)):
                node = self.node(event)
        if node is None and not self.problems:
            self.problems.append(Problem(Place(self.shown), "the file is empty"))
        return (None if self.problems else node), self.problems

    def node(self, event: yaml.Event) -> Node:
        import yaml

        place = self.at(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            self.say(event, "an alias ('*') is not allowed here", "write the value out")
            return Text("*", place)
        if getattr(event, "anchor", None):
            self.say(event, "an anchor ('&') is not allowed here", "write the value out")
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            tag = tag.replace("tag:yaml.org,2002:", "!!")
            self.say(event, f"a tag ('{tag}') is not allowed here", "write the plain value")
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(tuple(self.items()), place)
        if isinstance(event, yaml.MappingStartEvent):
            return self.fields(place)
        value = str(getattr(event, "value", ""))
        if _forbidden(value):
            self.say(event, _ESCAPE, _NO_ESCAPE)
        # a plain scalar has no style, which the C loader tells with an empty text
        left_out = not getattr(event, "style", None) and not tag and value in ("", "~", "null")
        return Text(None if left_out else value, place)

    def items(self) -> Iterator[Node]:
        import yaml

        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self.node(event)

    def fields(self, place: Place) -> Fields:
        import yaml

        values: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.node(event)
            told = len(self.problems)
            value = self.node(next(self.events))
            if not isinstance(key, Text) or key.value is None:
                self.say(event, "a key must be a word")
            elif key.value == "<<":
                del self.problems[told:]
                self.say(event, "a merge key ('<<') is not allowed here", "write the keys out")
            elif key.value in values:
                first = keys[key.value].line
                self.say(event, f"'{key.value}' stands here a second time", f"first at line {first}")
            else:
                values[key.value] = value
                keys[key.value] = key.place
        return Fields(values, keys, place)

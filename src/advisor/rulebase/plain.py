"""A well-formed scenario, recognised without pydantic.

Loading pydantic takes longer than everything else that a recommendation does. A scenario that is
plainly right needs none of its help; whatever is not recognised here (so every mistake) goes to the
model, which says what is wrong. A test holds the two to the same result.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from advisor.amounts import NotACondition, condition
from advisor.models.words import COUNT, ID
from advisor.source import Fields, Items, Node, Text


class _Unsure(Exception):  # noqa: N818 - nothing is wrong yet
    """This needs the model."""


def recognise(node: Fields) -> SimpleNamespace | None:
    """Give the scenario's fields as the model would, or None where only the model can tell."""
    fields: dict[str, Any] = {name: default() for name, (_, default) in _FIELDS.items()}
    try:
        for key, value in node.values.items():
            if key not in _FIELDS:
                return None
            if isinstance(value, Text) and value.value is None:
                continue
            fields[key] = _FIELDS[key][0](value)
    except (_Unsure, NotACondition):
        return None
    return SimpleNamespace(**fields)


def _text(node: Node) -> str:
    if isinstance(node, Text) and node.value is not None:
        return node.value.strip()
    raise _Unsure


def _id(node: Node) -> str:
    return _key(_text(node), ID.fullmatch)


def _key(text: str, good: Callable[[str], object] = bool) -> str:
    if text != text.strip() or not good(text):
        raise _Unsure
    return text


def _list(node: Node) -> list[str]:
    if isinstance(node, Items):
        return [_text(one) for one in node.values]
    raise _Unsure


def _several(node: Node) -> tuple[str, ...]:
    if isinstance(node, Items) and node.values:
        return tuple(_text(one) for one in node.values)
    return (_text(node),)


def _condition(node: Node) -> object:
    if isinstance(node, Items):
        return condition([_text(one) for one in node.values])
    return condition(_text(node))


def _fields(node: Node) -> dict[str, Node]:
    if isinstance(node, Fields):
        return node.values
    raise _Unsure


def _needs(node: Node) -> dict[str, object]:
    return {
        _key(word): {_key(one): _condition(said) for one, said in value.values.items()}
        if isinstance(value, Fields)
        else _condition(value)
        for word, value in _fields(node).items()
    }


def _words(node: Node) -> dict[str, str]:
    return {_key(word): _text(value) for word, value in _fields(node).items()}


def _count(node: Node) -> int:
    text = _text(node)
    if not COUNT.fullmatch(text):
        raise _Unsure
    return int(text)


def _options(node: Node) -> dict[str, object]:
    found = {}
    for letter, body in _fields(node).items():
        if not (len(letter) == 1 and "A" <= letter <= "Z"):
            raise _Unsure
        found[letter] = _option(body)
    return found


def _option(node: Node) -> object:
    if isinstance(node, Fields):
        return {_key(word): _dealt(body) for word, body in node.values.items()}
    return [_part(one) for one in node.values] if isinstance(node, Items) else _text(node)


def _dealt(node: Node) -> object:
    if not isinstance(node, Fields):
        return _option(node)
    if isinstance(next(iter(node.values.values()), None), Fields):
        return _part(node)
    return _settings(node)


def _part(node: Node) -> object:
    if isinstance(node, Fields):
        return {_key(word): _settings(body) for word, body in node.values.items()}
    return _text(node)


def _settings(node: Node) -> dict[str, tuple[str, ...]]:
    return {_key(word, ID.fullmatch): _several(value) for word, value in _fields(node).items()}


def _nothing() -> None:
    return None


_FIELDS: dict[str, tuple[Callable[[Node], object], Callable[[], object]]] = {
    "title": (_text, str),
    "text": (_text, str),
    "domain": (_id, _nothing),
    "as_of": (_text, _nothing),
    "decide": (_list, _nothing),
    "existing": (_list, list),
    "use": (_list, list),
    "needs": (_needs, dict),
    "words": (_words, dict),
    "minimise": (_list, list),
    "maximise": (_list, list),
    "options": (_options, _nothing),
    "choose": (_count, lambda: 1),
    "answer": (_several, _nothing),
}

"""The shape of the files: which fields a model has, in their order, and what lies behind each."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, RootModel

from advisor.errors import Problem
from advisor.source import Fields, Items, Node


def fields(annotation: Any) -> tuple[str, ...] | None:
    """Give the names of the fields of a map, in their order; None where its keys are the author's own."""
    found = model_in(annotation)
    if found is None or issubclass(found, RootModel):
        return None
    return tuple(field.alias or name for name, field in found.model_fields.items())


def inside(annotation: Any, step: int | str) -> Any:
    """Give what a key or a number leads to; a list of one may be written without its brackets."""
    found = model_in(annotation)
    if found is not None:
        if issubclass(found, RootModel):
            return inside(found.model_fields["root"].annotation, step)
        for name, field in found.model_fields.items():
            if step in (name, field.alias):
                return field.annotation
        return None
    for inner in _parts(annotation):
        if get_origin(inner) is dict:
            return get_args(inner)[1]
        if get_origin(inner) is list:
            return get_args(inner)[0]
    return None


def misplaced(node: Node, annotation: Any) -> list[Problem]:
    """Give each key that stands behind one which its model has after it; one for each map.

    Args:
        node: a file, or a part of one.
        annotation: its model, or what a field of one is annotated with.
    """
    found: list[Problem] = []
    if isinstance(node, Items):
        return [one for n, value in enumerate(node.values) for one in misplaced(value, inside(annotation, n))]
    if not isinstance(node, Fields):
        return found
    annotation = one_of(annotation)
    names = fields(annotation)
    if names is not None:
        words = [word for word in node.values if word in names]
        places = [names.index(word) for word in words]
        late = next((n for n, place in enumerate(places) if place < max(places[:n], default=-1)), None)
        if late is not None:
            before = next(words[n] for n in range(late) if places[n] > places[late])
            text = f"'{words[late]}' stands before '{before}' in the order of fields"
            found.append(Problem(node.keys[words[late]], text, "'advisor fmt' puts them in order"))
    for key, value in node.values.items():
        found += misplaced(value, inside(annotation, key))
    return found


def one_of(annotation: Any) -> Any:
    """Give what a map stands for where a list of maps may be written as a single one."""
    if model_in(annotation) is None:
        for inner in _parts(annotation):
            if get_origin(inner) is list:
                return get_args(inner)[0]
    return annotation


def model_in(annotation: Any) -> type[BaseModel] | None:
    """Give the model that an annotation is about, or None."""
    for inner in _parts(annotation):
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return inner
    return None


def _parts(annotation: Any) -> Iterator[Any]:
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _parts(get_args(annotation)[0])
    elif origin in (typing.Union, types.UnionType):
        for inner in get_args(annotation):
            yield from _parts(inner)
    else:
        yield annotation

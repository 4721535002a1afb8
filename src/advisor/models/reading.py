"""From a node tree to a model, with every mistake at its place and in plain words."""

from __future__ import annotations

import typing
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from advisor.errors import Problem, did_you_mean
from advisor.models.shape import fields, inside
from advisor.models.words import SOURCE_HINT
from advisor.models.written import kind
from advisor.source import Node, place_of, plain

if typing.TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=BaseModel)

Loc = tuple[int | str, ...]

_COMMA = "a text with a comma inside { } needs double quotes around it"

#: What to write where one of these is missing.
_MISSING = {"source": SOURCE_HINT, "checked": "the day somebody last read the page there"}


def validate(model: type[Model], node: Node) -> tuple[Model | None, list[Problem]]:
    """Give the node as ``model``, or None and what is wrong with it."""
    try:
        return model.model_validate(plain(node)), []
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=True)
        return None, list(_problems(model, node, found))


def _problems(model: type[BaseModel], node: Node, found: list[ErrorDetails]) -> Iterator[Problem]:
    meant = _meant(model, found)
    for error in found:
        loc, type_ = error["loc"], error["type"]
        if type_ == "extra_forbidden":
            hint = did_you_mean(str(loc[-1]), _fields_at(model, loc[:-1]), most=20)
            if _bare(node, loc):
                hint = _COMMA
            elif loc in meant and not hint.startswith("did"):
                hint = f"is '{meant[loc][-1]}' meant, which is missing?"
            yield Problem(place_of(node, loc, key=True), f"unknown field '{loc[-1]}'", hint)
        elif type_ == "missing":
            if loc not in meant.values():
                hint = _MISSING.get(str(loc[-1]), "")
                yield Problem(place_of(node, loc[:-1]), f"'{loc[-1]}' is missing", hint)
        else:
            key = loc[-1] == "[key]" if loc else False
            path = loc[:-1] if key else loc
            message, hint = _words(error)
            if error["input"] is None and _bare(node, path):
                hint = _COMMA
            yield Problem(place_of(node, path, key=key), message, hint)


def _meant(model: type[BaseModel], found: list[ErrorDetails]) -> dict[Loc, Loc]:
    """Give, for unknown fields, the missing one beside it that each stands for: that is one mistake."""
    unknown = [error["loc"] for error in found if error["type"] == "extra_forbidden"]
    missing = [error["loc"] for error in found if error["type"] == "missing"]
    meant: dict[Loc, Loc] = {}
    for near in (True, False):
        for loc in unknown:
            known = _fields_at(model, loc[:-1])
            if not near and did_you_mean(str(loc[-1]), known).startswith("did"):
                continue  # it stands for another field
            for other in missing:
                free = other[:-1] == loc[:-1] and loc not in meant and other not in meant.values()
                if free and (not near or did_you_mean(str(loc[-1]), [str(other[-1])]).startswith("did")):
                    meant[loc] = other
    return meant


def _bare(node: Node, loc: tuple[int | str, ...]) -> bool:
    """Whether what stands there is a word without a colon inside { }, cut off from a text by its comma."""
    key, value = place_of(node, loc, key=True), place_of(node, loc)
    ends = [end for end in range(1, len(loc) + 1) if place_of(node, loc[:end], key=True) == key]
    word = str(loc[ends[0] - 1]) if ends else ""
    return key.line == value.line and value.column == key.column + len(word)


def _words(error: ErrorDetails) -> tuple[str, str]:
    context = error.get("ctx", {})
    if error["type"] == "advisor":
        return str(context["message"]), str(context["hint"])
    expected = {
        "string_type": "a text",
        "list_type": "a list",
        "dict_type": "a map",
        "model_type": "a map",
        "model_attributes_type": "a map",
        "tuple_type": "a list",
        "int_type": "a whole number",
    }.get(error["type"])
    if expected:
        said = error["input"]
        hint = f"put it in brackets: [{said}]" if expected == "a list" and isinstance(said, str) else ""
        return f"expected {expected}, got {kind(said)}", hint
    if error["type"] == "too_short":
        return "an empty list says nothing", ""
    return str(error["msg"])[:1].lower() + str(error["msg"])[1:], ""


def _fields_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """Give the names of the fields of the model that ``loc`` leads to."""
    here: Any = model
    for step in loc:
        here = inside(here, step)
    return list(fields(here) or ())

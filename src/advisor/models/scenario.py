"""A scenario file: what somebody needs; with options and an answer also a question and a test."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Discriminator, Field, Tag, WithJsonSchema

from advisor.models.words import COUNT
from advisor.models.written import Condition, Id, Name, Several, Words, Written, said, wrong

Settings = dict[Id, Several]
"""What an option sets on a part; each stands for that part's fact."""


def _part_kind(value: Any) -> str:
    return "set" if isinstance(value, dict) else "named"


Part = Annotated[
    Annotated[Name, Tag("named")] | Annotated[dict[Name, Settings], Tag("set")],
    Discriminator(_part_kind),
]
"""A service by name, or one with settings of its own."""


def _dealt_kind(value: Any) -> str:
    if isinstance(value, dict):
        inner = next(iter(value.values()), None)
        return "part" if isinstance(inner, dict) else "settings"
    return "several" if isinstance(value, list) else "named"


Dealt = Annotated[
    Annotated[Name, Tag("named")]
    | Annotated[list[Part], Tag("several")]
    | Annotated[dict[Name, Settings], Tag("part")]
    | Annotated[Settings, Tag("settings")],
    Discriminator(_dealt_kind),
]


def _option_kind(value: Any) -> str:
    if isinstance(value, dict):
        return "map"
    return "several" if isinstance(value, list) else "named"


Option = Annotated[
    Annotated[Name, Tag("named")]
    | Annotated[list[Part], Tag("several")]
    | Annotated[dict[Name, Dealt], Tag("map")],
    Discriminator(_option_kind),
    WithJsonSchema({"type": ["string", "array", "object"]}),
]
"""What an option proposes: a part, several parts, or parts by decision."""


def _need_kind(value: Any) -> str:
    return "decision" if isinstance(value, dict) else "condition"


Need = Annotated[
    Annotated[Condition, Tag("condition")] | Annotated[dict[Words, Condition], Tag("decision")],
    Discriminator(_need_kind),
]


def _letters(value: object) -> object:
    if isinstance(value, dict):
        for letter in value:
            if not re.fullmatch(r"[A-Z]", str(letter)):
                raise wrong(f"'{letter}' is not an option letter", "options are A, B, C, …")
    return value


def _count(value: object) -> object:
    if not COUNT.fullmatch(str(value)):
        raise wrong(f"{said(value)} is not a number of options to choose", "1 is meant if it is left out")
    return int(str(value))


class ScenarioModel(Written):
    """What somebody needs."""

    title: Words = ""
    """What it is about, in one line."""
    text: Words = ""
    """The story, with the question last."""
    domain: Id | None = None
    """The exam's domain, for drills."""
    as_of: Words | None = None
    """The day or edition whose facts hold; the default edition when left out."""
    decide: list[Words] | None = None
    """What is to be decided; complete when given. Without it, the needs raise the decisions."""
    existing: list[Name] = Field(default_factory=list)
    """Services already in place."""
    use: list[Name] = Field(default_factory=list)
    """Services that every solution must hold."""
    needs: dict[Words, Need] = Field(default_factory=dict)
    """Term by term what is needed; under a decision's id, needs of that decision alone."""
    words: dict[Words, Words] = Field(default_factory=dict)
    """The words of the text that state a need."""
    minimise: list[Words] = Field(default_factory=list)
    """Terms to keep as low as possible, the first counts most."""
    maximise: list[Words] = Field(default_factory=list)
    """Terms to make as high as possible, after ``minimise``."""
    options: Annotated[dict[str, Option] | None, BeforeValidator(_letters)] = None
    """For a question: the options by their letters."""
    choose: Annotated[int, BeforeValidator(_count), WithJsonSchema({"type": "integer"})] = 1
    """How many options are to be chosen."""
    answer: Several | None = None
    """The option letter(s); without options the service id(s)."""

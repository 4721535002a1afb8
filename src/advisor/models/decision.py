"""A decision file: one question, its candidates, the terms it asks about, and judgement."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from advisor.models.words import STAGES
from advisor.models.written import Cited, Conditions, Id, Words, Written, YesNo, said, wrong


def _stage(value: object) -> object:
    if value not in STAGES:
        raise wrong(f"{said(value)} is not a stage", f"known: {', '.join(STAGES)}")
    return value


def _ways(value: object) -> object:
    """One way of raising may be written without a list."""
    return value if isinstance(value, list) else [value]


class ThenModel(Written):
    """What a rule concludes: exactly one of the four."""

    need: Conditions | None = None
    """Further needs, inside this decision."""
    prefer: list[Words] | None = None
    """Candidates that judgement favours."""
    avoid: list[Words] | None = None
    """Candidates that judgement disfavours."""
    exclude: list[Words] | None = None
    """Candidates that cannot be."""

    @model_validator(mode="after")
    def _concludes_one(self) -> ThenModel:
        given = [one for one in (self.need, self.prefer, self.avoid, self.exclude) if one]
        if len(given) != 1:
            raise wrong("a rule concludes exactly one of need, prefer, avoid, exclude")
        return self


class RuleModel(Written):
    """Judgement that no single fact holds."""

    when: Conditions
    """Conditions on needs, all of which must hold."""
    then: ThenModel
    """What follows."""
    because: Words
    """Why, in one sentence that is true of services in general."""
    source: Cited | None = None
    """Where that is said; optional, since judgement is ours."""


class DecisionModel(Written):
    """One thing to be done, as a question."""

    question: Words
    """The question that the decision answers."""
    stage: Annotated[
        Literal["collect", "move", "process", "store", "catalog", "query", "show"] | None,
        BeforeValidator(_stage),
    ] = None
    """Its place in a flow of data; left out where it is not a step of one."""
    raised_by: Annotated[
        list[Conditions],
        BeforeValidator(_ways),
        WithJsonSchema(
            {
                "anyOf": [
                    {"type": "object"},
                    {"type": "array", "items": {"type": "object"}},
                ]
            }
        ),
    ] = Field(default_factory=list)
    """Needs that raise this question although nobody named it; a list of maps means "or"."""
    asks: Annotated[list[Id], Field(min_length=1)]
    """The terms that each candidate is judged on."""
    candidates: Annotated[list[Words], Field(min_length=1)]
    """The services that may answer it."""
    rules: dict[Id, RuleModel] = Field(default_factory=dict)
    """Judgement, each rule by its name."""
    replaces: YesNo = False
    """In a folder laid over another: keys here take the place of the same keys there."""

"""A service file: what one service offers, each fact with its source and its dates."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from advisor.models.words import SOURCE_HINT
from advisor.models.written import (
    Cited,
    Conditions,
    Day,
    Id,
    Several,
    Source,
    Words,
    Written,
    YesNo,
    said,
    wrong,
)

_STATES = ("available", "closed-to-new", "shut")


def _state(value: object) -> object:
    if value not in _STATES:
        raise wrong(f"{said(value)} is not a state of life", f"known: {', '.join(_STATES)}")
    return value


class StageModel(Written):
    """A state of a service's life, and the day from which it is in it."""

    is_: Annotated[Literal["available", "closed-to-new", "shut"], BeforeValidator(_state)] = Field(alias="is")
    """available, closed-to-new (no new customers) or shut."""
    since: Day | None = None
    """The first day of that state; left out for "all along"."""
    source: Cited | None = None
    """Where that is said."""
    confirmed: YesNo = True
    """``no`` where the day could not be confirmed."""
    note: Words = ""
    """Anything a reader should know about it."""

    @model_validator(mode="after")
    def _says_where(self) -> StageModel:
        if self.source is None and (self.since or self.is_ != "available"):
            raise wrong("'source' is missing", SOURCE_HINT)
        return self


class EntryModel(Written):
    """What a service offers for one term, from some day on, under some needs."""

    is_: Several | None = Field(default=None, alias="is")
    """The value: an amount, a level, or the complete set of choices."""
    adds: Several | None = None
    """Choices that came on that day."""
    drops: Several | None = None
    """Choices that went on that day."""
    not_: Several | None = Field(default=None, alias="not")
    """Choices that people wrongly expect."""
    since: Day | None = None
    """The day from which it holds; left out for "all along"."""
    when: Conditions | None = None
    """Conditions on the scenario's needs; the entry then replaces the unconditional one."""
    source: Cited
    """Where that is said: a name from ``sources``, or url and checked in place."""
    confirmed: YesNo = True
    """``no`` where it could not be confirmed; without a value it says what was looked for."""
    why: Words = ""
    """For a level that is judgement: why it is this one."""
    note: Words = ""
    """What a reader should know about the value."""

    @model_validator(mode="after")
    def _says_something(self) -> EntryModel:
        if self.is_ is not None and (self.adds or self.drops):
            raise wrong("'is' states the whole set; 'adds' and 'drops' change an earlier one")
        if self.is_ is None and not (self.adds or self.drops or self.not_) and self.confirmed:
            raise wrong("the entry states nothing", "give 'is', or 'confirmed: no' with a 'note'")
        if self.when and self.is_ is None:
            raise wrong("an entry with 'when' states its whole value", "give 'is'")
        return self


class NoteModel(Written):
    """A true statement about the service that no term holds."""

    text: Words
    """The statement, in one or two sentences."""
    since: Day | None = None
    """The day from which it holds."""
    source: Cited
    """Where that is said."""
    confirmed: YesNo = True
    """``no`` where it could not be confirmed."""


def _entries(value: object) -> object:
    """A term with one entry may be written without a list."""
    if not isinstance(value, dict):
        return value
    return {term: entry if isinstance(entry, list) else [entry] for term, entry in value.items()}


class ServiceModel(Written):
    """Anything an answer may name: a service, a feature of one, a format, a technique."""

    name: Words
    """Its name today."""
    aka: list[Words] = Field(default_factory=list)
    """Other names that people use."""
    does: Words
    """What it does, in one sentence."""
    part_of: Words | None = None
    """For a feature: the service it belongs to."""
    requires: list[Words] = Field(default_factory=list)
    """Services that it cannot work without."""
    lifecycle: list[StageModel] = Field(default_factory=list)
    """The states of its life, oldest first; left out for "available all along"."""
    sources: dict[Id, Source] = Field(default_factory=dict)
    """Pages that the facts cite by these names."""
    facts: Annotated[
        dict[Id, Annotated[list[EntryModel], Field(min_length=1)]], BeforeValidator(_entries)
    ] = Field(default_factory=dict)
    """Term by term, what it offers."""
    notes: dict[Id, NoteModel] = Field(default_factory=dict)
    """True statements that no term holds."""
    replaces: YesNo = False
    """In a folder laid over another: keys here take the place of the same keys there."""

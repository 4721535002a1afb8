"""The vocabulary (every term, once) and the editions (named days)."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, RootModel, WithJsonSchema

from advisor.models.written import Condition, Day, Id, Source, Words, Written, YesNo, said, wrong

#: What a fit may be; see DESIGN part 2.
Fit = Literal["at most", "up to", "at least", "includes"]


def _fit(value: object) -> object:
    if value not in ("at most", "up to", "at least", "includes"):
        raise wrong(f"{said(value)} is not a fit", "known: at most, up to, at least, includes")
    return value


def _percent(value: Any) -> int:
    if not re.fullmatch(r"[0-9]{1,2}|100", str(value)):
        raise wrong(f"{said(value)} is not a whole number of percent", "from 0 to 100, without a sign")
    return int(value)


def _many(value: Any) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,3}", str(value)):
        raise wrong(f"{said(value)} is not a whole number", "from 1 to 9999, without a sign or a unit")
    return int(value)


def _choices(value: object) -> object:
    """A plain list of choices is a map without meanings."""
    if not isinstance(value, list):
        return value
    words: dict[str, str] = {}
    for one in value:
        if not isinstance(one, str):
            raise wrong(f"a choice is a word, not {said(one)}")
        if one in words:
            raise wrong(f"the choice '{one}' stands here twice")
        words[one] = ""
    return words


class TermModel(Written):
    """A thing that a scenario can need and a service can offer."""

    means: Words
    """What the term is, in one sentence."""
    asks: Words = ""
    """The question to put to a person, in one sentence."""
    unit: Words | None = None
    """For a quantity: s, B, B/s, count, 1/s, USD, USD/TB or USD/h."""
    levels: dict[Words, Words] | None = None
    """For a level: each level, lightest first, with the test by which one can tell it."""
    choices: Annotated[
        dict[Words, Words] | None,
        BeforeValidator(_choices),
        WithJsonSchema(
            {
                "anyOf": [
                    {"type": "array", "items": {"type": "string"}},
                    {"type": "object", "additionalProperties": {"type": "string"}},
                ]
            }
        ),
    ] = None
    """For a set: each choice with its meaning, or just the choices."""
    fit: Annotated[Fit | None, BeforeValidator(_fit)] = None
    """How an offer meets a need; left out where only rules look at the term."""
    phrases: dict[Words, Condition] = Field(default_factory=dict)
    """Words that people use, and the condition they mean."""
    goals: list[Words] = Field(default_factory=list)
    """Words that people use when they want this term minimised (or maximised)."""
    replaces: YesNo = False
    """In a folder laid over another: take the place of the term of the same name."""


class VocabularyModel(RootModel[dict[Id, TermModel]]):
    """Every term, once."""


Many = Annotated[int, BeforeValidator(_many), WithJsonSchema({"type": "integer"})]


class PaperModel(Written):
    """How the exam is held, so that a mock exam can be like it."""

    questions: Many
    """How many questions are asked, those that do not count included."""
    minutes: Many
    """The time for all of them."""
    source: Source | None = None
    """Where that is said."""
    confirmed: YesNo = True
    """``no`` where some of it could not be confirmed; the note says what."""
    note: Words = ""
    """What somebody who sits a mock exam should know about it."""


class EditionModel(Written):
    """A named day, and the exam that was held to the facts of that day."""

    day: Day
    """The day whose facts hold."""
    exam: Words | None = None
    """The exam that this edition is for."""
    domains: dict[Id, Annotated[int, BeforeValidator(_percent)]] = Field(default_factory=dict)
    """The exam's domains and their weights in percent."""
    source: Source | None = None
    """Where the weights come from."""
    paper: PaperModel | None = None
    """How many questions and how much time, for a mock exam."""


class EditionsModel(Written):
    """Named days."""

    default: Id
    """The edition that is meant when nothing is said."""
    editions: dict[Id, EditionModel]
    """Each edition by its name; one of them is called ``today``."""
    replaces: YesNo = False
    """In a folder laid over another: keys here take the place of the same keys there."""

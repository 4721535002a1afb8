"""How needs are told in stories: sentences from which new questions are made."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, RootModel

from advisor.models.written import Words, Written


class TellingModel(Written):
    """How a need of one term is told. In ``[ ]`` stand the words that state the need."""

    say: list[Words] = Field(default_factory=list)
    """Sentences for any value, each with ``{value}`` in it."""
    values: dict[Words, list[Words]] = Field(default_factory=dict)
    """For levels and choices: what stands for ``{value}``."""
    amounts: list[Words] = Field(default_factory=list)
    """For quantities: the amounts that people would name, where not any round one would do."""
    sentences: dict[Words, list[Words]] = Field(default_factory=dict)
    """For levels and choices: whole sentences, where one sentence does not serve all values."""
    least: list[Words] = Field(default_factory=list)
    """How it is told, behind the question, that the term is to be kept as low as possible."""
    most: list[Words] = Field(default_factory=list)
    """How it is told, behind the question, that the term is to be made as high as possible."""


class TellingsModel(RootModel[dict[Words, TellingModel]]):
    """How the needs of all terms are told, term by term."""


class OpeningModel(Written):
    """How a story begins: who wants what."""

    say: Words
    """One or two sentences. What they settle stands in ``[ ]``, in the order of ``settles``."""
    settles: dict[Words, Words] = Field(default_factory=dict)
    """The needs that the sentences state; about all other terms they leave everything open."""


def _opening(value: object) -> object:
    """A text alone settles nothing."""
    return {"say": value} if isinstance(value, str) else value


Opening = Annotated[OpeningModel, BeforeValidator(_opening)]


class StoryModel(Written):
    """How scenarios of one decision are told."""

    domain: Words
    """The exam's domain to which its questions belong."""
    openings: list[Opening]
    """Who wants what; no need is stated that is not settled there."""
    asks: list[Words]
    """The question, put to the reader; each ends in a question mark."""
    tells: dict[Words, TellingModel] = Field(default_factory=dict)
    """How needs are told here, where the general way does not serve."""
    without: list[Words] = Field(default_factory=list)
    """Candidates that new questions leave out, since they make odd answers by themselves."""
    foils: list[Words] = Field(default_factory=list)
    """Candidates that new questions show as wrong options only, since they are seldom the answer in practice."""
    unsaid: list[Words] = Field(default_factory=list)
    """Terms of which nothing is said here, neither as a need nor as a goal."""
    follows: list[Words] = Field(default_factory=list)
    """Decisions after which this one may come in one story: what they answer leads to it."""
    then: list[Words] = Field(default_factory=list)
    """How a story goes on from one of these to this decision; no need is stated."""

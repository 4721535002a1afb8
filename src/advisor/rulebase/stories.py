"""Stories: how the needs of each decision are told, read from ``stories/`` of the rule folders.

They are no part of the rule base: no answer hangs on them, and only new questions read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from advisor import source
from advisor.amounts import NotACondition, condition
from advisor.errors import AdvisorError, Place, Problem, did_you_mean
from advisor.models.reading import validate
from advisor.models.story import StoryModel, TellingModel, TellingsModel
from advisor.rulebase.base import RuleBase, packaged
from advisor.rulebase.terms import Condition, Term, Unfit, mark, resolve
from advisor.source import Node

#: What states a need stands in these in the sentences of a story.
MARKED = re.compile(r"\[([^\]]*)\]")

TERMS = "terms"
"""The file that tells terms in general; every other file is named after its decision."""


class Telling(NamedTuple):
    """How a need of one term is told."""

    say: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]
    amounts: tuple[str, ...]
    sentences: Mapping[str, tuple[str, ...]]
    least: tuple[str, ...]
    most: tuple[str, ...]

    def of(self, value: str) -> tuple[str, ...]:
        """Give the sentences for a level or a choice, ``{value}`` filled in; none where it is not told."""
        said = tuple(
            sentence.replace("{value}", words)
            for sentence in self.say
            for words in self.values.get(value, ())
        )
        return (*self.sentences.get(value, ()), *said)


class Opening(NamedTuple):
    """How a story begins, with the needs that it states."""

    text: str
    """What is settled stands in ``[ ]``."""
    settles: tuple[tuple[Condition, str], ...]
    """Each need, and the words in the text that state it."""


class Story(NamedTuple):
    """How scenarios of one decision are told."""

    decision: str
    domain: str
    openings: tuple[Opening, ...]
    asks: tuple[str, ...]
    tells: Mapping[str, Telling]
    """Every term that can be told here."""
    without: frozenset[str]
    """Candidates that new questions leave out."""
    foils: frozenset[str]
    """Candidates that are never the right answer of a new question."""
    follows: tuple[str, ...]
    """The decisions after which this one may come in one story."""
    then: tuple[str, ...]
    """How a story goes on to this decision."""


def stories(base: RuleBase, folders: Sequence[Path] = ()) -> dict[str, Story]:
    """Read how each decision is told: the packaged stories with those of ``folders`` in their place.

    Raises:
        AdvisorError: all that is wrong in all files.
    """
    problems: list[Problem] = []
    general: dict[str, Telling] = {}
    models: dict[str, StoryModel] = {}
    openings: dict[str, tuple[Opening, ...]] = {}
    for number, folder in enumerate([packaged(), *folders]):
        for path in sorted((folder / "stories").glob("*.yaml")):
            shown = f"rules/stories/{path.name}" if number == 0 else str(path)
            node, found = source.read(path, shown)
            problems += found
            if node is None:
                continue
            if path.stem == TERMS:
                tellings, found = validate(TellingsModel, node)
                problems += found
                if tellings is not None:
                    general |= {term: _telling(one) for term, one in tellings.root.items()}
                    problems += _unknown(base, tellings.root, node, ())
                continue
            if path.stem not in base.decisions:
                hint = did_you_mean(path.stem, base.decisions)
                problems.append(Problem(Place(shown), f"there is no decision '{path.stem}' to tell", hint))
                continue
            model, found = validate(StoryModel, node)
            problems += found
            if model is not None:
                models[path.stem] = model
                problems += _unknown(base, model.tells, node, ("tells",))
                openings[path.stem], found = _openings(base, model, node)
                problems += [*found, *_followed(base, model, node), *_left_out(base, path.stem, model, node)]
    if problems:
        raise AdvisorError(problems)
    return {id_: _story(id_, model, openings[id_], general) for id_, model in sorted(models.items())}


def _left_out(base: RuleBase, id_: str, model: StoryModel, node: Node) -> Iterator[Problem]:
    candidates = base.decisions[id_].candidates
    for field, some in (("without", model.without), ("foils", model.foils)):
        for number, one in enumerate(some):
            if one not in candidates:
                place = source.place_of(node, (field, number))
                yield Problem(place, f"'{one}' is no candidate of {id_}", did_you_mean(one, candidates))
    for number, one in enumerate(model.unsaid):
        if one not in base.terms:
            place = source.place_of(node, ("unsaid", number))
            yield Problem(place, f"there is no term '{one}'", did_you_mean(one, base.terms))


def _followed(base: RuleBase, model: StoryModel, node: Node) -> Iterator[Problem]:
    for number, one in enumerate(model.follows):
        if one not in base.decisions:
            place = source.place_of(node, ("follows", number))
            yield Problem(place, f"there is no decision '{one}'", did_you_mean(one, base.decisions))
    if bool(model.follows) != bool(model.then):
        where = "follows" if model.follows else "then"
        hint = "'follows' names the decisions before, 'then' tells how the story goes on"
        yield Problem(source.place_of(node, (where,), key=True), "one without the other tells nothing", hint)


def _openings(base: RuleBase, model: StoryModel, node: Node) -> tuple[tuple[Opening, ...], list[Problem]]:
    found: list[Opening] = []
    problems: list[Problem] = []
    for number, one in enumerate(model.openings):
        at = ("openings", number)
        marks = MARKED.findall(one.say)
        if len(marks) != len(one.settles):
            place = source.place_of(node, at)
            text = f"{len(one.settles)} needs are settled, and {len(marks)} stand in [ ]"
            problems.append(Problem(place, text, "mark the words that state each need, in the same order"))
            continue
        settles = []
        for (word, said), words in zip(one.settles.items(), marks, strict=True):
            if word not in base.terms:
                place = source.place_of(node, (*at, "settles", word), key=True)
                problems.append(Problem(place, f"there is no term '{word}'", did_you_mean(word, base.terms)))
                continue
            try:
                settles.append(
                    (resolve(base.terms[word], condition(said), base.names.find, need=True), words)
                )
            except (NotACondition, Unfit) as error:
                place = source.place_of(node, (*at, "settles", word))
                problems.append(Problem(place, str(error), getattr(error, "hint", "")))
        found.append(Opening(one.say, tuple(settles)))
    return tuple(found), problems


def _story(
    id_: str, model: StoryModel, openings: tuple[Opening, ...], general: Mapping[str, Telling]
) -> Story:
    own = {term: _over(general.get(term), one) for term, one in model.tells.items()}
    return Story(
        id_,
        model.domain,
        openings,
        tuple(model.asks),
        {term: one for term, one in {**general, **own}.items() if term not in model.unsaid},
        frozenset(model.without),
        frozenset(model.foils),
        tuple(model.follows),
        tuple(model.then),
    )


def _over(general: Telling | None, model: TellingModel) -> Telling:
    """What a decision tells in its own way takes the place of the general; goals are told alike."""
    own = _telling(model)
    if general is None:
        return own
    return own._replace(least=own.least or general.least, most=own.most or general.most)


def _telling(model: TellingModel) -> Telling:
    return Telling(
        tuple(model.say),
        {word: tuple(some) for word, some in model.values.items()},
        tuple(model.amounts),
        {word: tuple(some) for word, some in model.sentences.items()},
        tuple(model.least),
        tuple(model.most),
    )


def _unknown(
    base: RuleBase, tells: Mapping[str, TellingModel], node: Node, lead: tuple[str, ...]
) -> Iterator[Problem]:
    """Give what is wrong with the words of tellings: terms, levels and choices that are none."""
    for word, one in tells.items():
        term = base.terms.get(word)
        if term is None:
            place = source.place_of(node, (*lead, word), key=True)
            yield Problem(place, f"there is no term '{word}'", did_you_mean(word, base.terms))
            continue
        tables: dict[str, dict[str, Any]] = {"values": one.values, "sentences": one.sentences}
        for name, table in tables.items():
            for value in table:
                if value not in term.names:
                    place = source.place_of(node, (*lead, word, name, value), key=True)
                    yield Problem(place, f"{word} has no '{value}'", did_you_mean(value, term.names))
        for number, said in enumerate(one.amounts):
            wrong = _no_amount(term, said)
            if wrong:
                place = source.place_of(node, (*lead, word, "amounts", number))
                yield Problem(place, str(wrong), wrong.hint)
        for number, sentence in enumerate(one.say):
            if "{value}" not in sentence:
                place = source.place_of(node, (*lead, word, "say", number))
                yield Problem(place, "a sentence for any value has {value} where the value goes")


def _no_amount(term: Term, said: str) -> Unfit | None:
    try:
        mark(term, said)
    except Unfit as error:
        return error
    return None

"""Questions to take elsewhere: everything that is asked and told of one, as plain data that any form can show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random
from typing import NamedTuple

from advisor.drill.bank import Bank, question
from advisor.drill.question import Ground, Question, explain
from advisor.drill.session import LETTERS, shuffled
from advisor.errors import AdvisorError
from advisor.recommend.result import Flip, Today
from advisor.rulebase.scenario import Scenario


class Choice(NamedTuple):
    """One option, with all that is told of it."""

    written: str
    """Its letter in the scenario file."""
    text: str
    """What it proposes, in names."""
    right: bool
    services: tuple[str, ...]
    """The ids of its parts."""
    subject: str
    """The name of its only part, which reasons then need not say again; empty where it has several."""
    grounds: tuple[Ground, ...]
    edit: Flip | None
    """The smallest change of one need that would have made a wrong option right."""


class Want(NamedTuple):
    """A need as the scenario states it."""

    term: str
    condition: str
    decision: str
    """The decision that it is stated for; empty for all of them."""
    words: str
    """The words of the story that state it; empty where none are pointed out."""


class Handout(NamedTuple):
    """A proved question with its key and the reasons for it."""

    id: str
    title: str
    text: str
    domain: str
    as_of: str
    edition: str
    choose: int
    decisions: tuple[str, ...]
    wants: tuple[Want, ...]
    goals: tuple[str, ...]
    """Wishes such as ``minimise operations``."""
    choices: tuple[Choice, ...]
    """In the order of the file."""
    order: str
    """The letters of the file in the order in which they are shown: what is shown as A comes first."""
    today: Today
    rules: str
    """The hash of the rules that proved it."""

    @property
    def shown(self) -> tuple[tuple[str, Choice], ...]:
        """The options as they are shown, each with its letter there."""
        found = {one.written: one for one in self.choices}
        return tuple((letter, found[one]) for letter, one in zip(LETTERS, self.order, strict=False))

    @property
    def keyed(self) -> tuple[str, ...]:
        """The letters of the right options, as they are shown."""
        return tuple(letter for letter, one in self.shown if one.right)

    @property
    def services(self) -> tuple[str, ...]:
        """The ids of all services that options name, each once."""
        return tuple(sorted({id_ for one in self.choices for id_ in one.services}))

    @property
    def sources(self) -> tuple[str, ...]:
        """The pages that reasons and changes cite, in the order in which they are shown."""
        cited = [ground.reason.source for _, one in self.shown for ground in one.grounds]
        cited += [fact.source for fact in self.today.changed_facts]
        return tuple(dict.fromkeys(url for url in cited if url))


class Made(NamedTuple):
    """What came of a question: a handout, or why there is none."""

    id: str
    handout: Handout | None
    problems: tuple[str, ...]


def drawn(ids: Iterable[str], count: int | None, seed: int | None) -> tuple[str, ...]:
    """Give the questions to take: in their own order, or as a number draws them.

    Args:
        ids: those that may be taken.
        count: how many at most; None takes all.
        seed: draws and orders them; None keeps their order, and takes 0 where only some are taken.
    """
    found = list(ids)
    if seed is not None or (count is not None and count < len(found)):
        found.sort(key=lambda id_: Random(f"{seed or 0} {id_}").random())  # noqa: S311 - an order, no secret
    return tuple(found[:count])


def handout(bank: Bank, id_: str) -> Made:
    """Prove a question again and give all that is told of it; why not, where it is not proved."""
    try:
        found = question(bank, id_)
    except AdvisorError as error:
        return Made(id_, None, tuple(str(one) for one in error.problems))
    return Made(id_, None, found.problems) if found.problems else Made(id_, told(found), ())


def told(one: Question) -> Handout:
    """Give a proved question as plain data.

    Its options stand in an order that hangs on its id alone, so that it looks the same wherever it is taken.
    """
    explained, found = explain(one), one.recommendation
    choices = tuple(
        _choice(one, letter, explained.options[letter].grounds, explained.options[letter].edit)
        for letter in one.texts
    )
    order = shuffled(one.texts, 0, one.id)
    return Handout(
        one.id,
        one.scenario.title,
        one.scenario.text.strip(),
        one.scenario.domain,
        one.judged.day,
        found.edition,
        one.scenario.choose,
        found.decisions,
        tuple(wants(one.scenario)),
        _goals(one.scenario),
        choices,
        order,
        explained.today,
        found.rules,
    )


def _choice(one: Question, letter: str, grounds: tuple[Ground, ...], edit: Flip | None) -> Choice:
    result = (one.recommendation.options or {})[letter]
    services = tuple(part.service for part in result.parts)
    subject = one.judged.base.services[services[0]].name if len(services) == 1 else ""
    return Choice(letter, one.texts[letter], result.verdict == "chosen", services, subject, grounds, edit)


def wants(scenario: Scenario) -> Iterator[Want]:
    """Give the needs of a scenario, each with the words that state it."""
    for decision, some in (("", scenario.needs), *scenario.local.items()):
        for need in some:
            term = need.condition.term
            yield Want(term, need.condition.text, decision, scenario.words.get(term, ""))


def _goals(scenario: Scenario) -> tuple[str, ...]:
    return tuple(f"{verb} {term}" for verb in ("minimise", "maximise") for term in getattr(scenario, verb))

"""New questions made from the rule base, each proved by the engine before anybody sees it.

A question's number says all about it: the same number, rules and stories give the same question.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from random import Random
from typing import NamedTuple

from advisor.drill.draft import Draft, drafts
from advisor.drill.paper import paper
from advisor.drill.question import Question, prove, telling
from advisor.drill.telling import Told, tell
from advisor.rulebase.asked import parse
from advisor.rulebase.base import RuleBase
from advisor.rulebase.stories import Story

#: So many decisions are tried before a number is given up.
_TRIES = 12

#: Of each decision so many drafts are looked at.
_DRAFTS = 3

LETTERS = "ABCD"


class Made(NamedTuple):
    """A question that did not exist before, with its proof."""

    number: int
    question: Question
    file: str
    """The question as a scenario file."""

    @property
    def same_as(self) -> tuple[object, ...]:
        """What two questions have in common that ask the same: needs, goal and options."""
        one = self.question.scenario
        needs = frozenset((need.condition.term, need.condition.text) for need in one.needs)
        options = frozenset(part.service for option in one.options for part in option.parts)
        return one.decide, needs, one.minimise, options


def make(
    base: RuleBase,
    stories: Mapping[str, Story],
    number: int,
    edition: str | None = None,
    decisions: Collection[str] = (),
) -> Made | None:
    """Make the question of a number; None where its draws came to nothing.

    Args:
        base: the rule base.
        stories: how decisions are told.
        number: says which question; any whole number.
        edition: an edition or a day, in place of the default edition.
        decisions: the decisions to choose among; all that can be told where empty.
    """
    able = sorted(set(decisions or stories) & set(stories))
    if not able:
        return None
    day = base.day(edition)
    rnd = Random(f"{edition or base.default} {','.join(sorted(decisions))} {number}")  # noqa: S311 - no secret
    for _ in range(_TRIES):
        story = stories[rnd.choice(able)]
        for draft in islice(drafts(rnd, base, story, day), _DRAFTS):
            made = _proved(rnd, base, story, draft, number, edition)
            if made is not None:
                return made
    return None


def make_many(
    base: RuleBase,
    stories: Mapping[str, Story],
    start: int,
    edition: str | None = None,
    decisions: Collection[str] = (),
) -> Iterator[Made]:
    """Give questions from a number on, without those that ask what one before them asked."""
    seen: set[tuple[object, ...]] = set()
    number = start
    barren = 0
    while barren < 200:  # noqa: PLR2004 - nothing is left to ask
        made = make(base, stories, number, edition, decisions)
        number += 1
        if made is None or made.same_as in seen:
            barren += 1
            continue
        barren = 0
        seen.add(made.same_as)
        yield made


def _proved(  # noqa: PLR0913, PLR0917
    rnd: Random, base: RuleBase, story: Story, draft: Draft, number: int, edition: str | None
) -> Made | None:
    told = tell(rnd, story, draft.opening, draft.wanted, draft.goal)
    options = rnd.sample([draft.key, *draft.wrong], len(draft.wrong) + 1)
    file = _file(story, draft, told, options, edition)
    id_ = f"made-{number}"
    scenario = parse(file.encode(), base, f"{id_}.yaml", id_)
    question = prove(base, scenario)
    if question.problems or not _fair(question):
        return None
    return Made(number, question, file)


def _fair(question: Question) -> bool:
    """Whether each wrong option fails for exactly one reason."""
    results = question.recommendation.options or {}
    return all(
        len(telling(question, letter)) == 1 for letter, one in results.items() if one.verdict != "chosen"
    )


def _file(story: Story, draft: Draft, told: Told, options: Sequence[str], edition: str | None) -> str:
    letters = dict(zip(LETTERS, options, strict=False))
    return paper(
        title=told.title,
        text=told.text,
        domain=story.domain,
        as_of=edition,
        decide=[draft.decision],
        needs={
            **{need.term: need.text for need, _ in draft.opening.settles},
            **{one.term.id: one.said for one in draft.wanted},
        },
        words=told.words,
        minimise=[draft.goal] if draft.goal else [],
        options=letters,
        answer=next(letter for letter, one in letters.items() if one == draft.key),
    )

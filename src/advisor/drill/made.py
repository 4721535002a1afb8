"""New questions made from the rule base, each proved by the engine before anybody sees it.

A question's number says all about it: the same number, rules and stories give the same question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, zip_longest
from random import Random
from typing import NamedTuple

from advisor.drill.draft import Draft, drafts, second
from advisor.drill.paper import paper
from advisor.drill.question import Question, prove, telling
from advisor.drill.telling import tell
from advisor.recommend.advise import outcome
from advisor.recommend.case import case
from advisor.rulebase.asked import parse
from advisor.rulebase.base import RuleBase
from advisor.rulebase.stories import Story

#: So many decisions are tried before a number is given up.
_TRIES = 12

#: Of each decision so many drafts are looked at.
_DRAFTS = 3

#: Where a story could go on to a second decision, it does so this often.
_TOGETHER = 0.5

LETTERS = "ABCD"


class Made(NamedTuple):
    """A question that did not exist before, with its proof."""

    number: int
    question: Question
    file: str
    """The question as a scenario file."""


def make(
    base: RuleBase, stories: Mapping[str, Story], number: int, edition: str | None = None
) -> Made | None:
    """Make the question of a number; None where its draws came to nothing.

    Args:
        base: the rule base.
        stories: how decisions are told.
        number: says which question; any whole number.
        edition: an edition or a day, in place of the default edition.
    """
    day = base.day(edition)
    rnd, draw = _drawn(base, stories, number, edition)
    if draw is None:
        return None
    for _ in range(_TRIES):
        story = draw()
        later = _later(stories, story)
        together = bool(later) and (not _whole(base, story) or rnd.random() < _TOGETHER)
        first = islice(drafts(rnd, base, story, day, leads=together), _DRAFTS)
        if together:
            then = islice(second(rnd, base, stories[rnd.choice(later)], day), _DRAFTS)
            halves: Iterator[tuple[Draft, ...]] = zip(first, then, strict=False)
        else:
            halves = ((draft,) for draft in first)
        for some in halves:
            made = _proved(rnd, base, some, number, edition)
            if made is not None:
                return made
    return None


def subject(base: RuleBase, stories: Mapping[str, Story], number: int, edition: str | None = None) -> str:
    """Give the decision that a number's question is first drawn for; its draws may come to nothing."""
    draw = _drawn(base, stories, number, edition)[1]
    return draw().decision if draw else ""


def _drawn(
    base: RuleBase, stories: Mapping[str, Story], number: int, edition: str | None
) -> tuple[Random, Callable[[], Story] | None]:
    """Give what a number draws with, and what draws its story: the more there is to ask, the more often.

    None where no decision has as many candidates as a question has options, or leads to another.
    """
    able, weights = _weighed(base, stories)
    rnd = Random(f"{edition or base.default} {number}")  # noqa: S311 - no secret
    return rnd, (lambda: stories[rnd.choices(able, weights)[0]]) if able else None


def _weighed(base: RuleBase, stories: Mapping[str, Story]) -> tuple[list[str], list[int]]:
    """Give the decisions that can be drawn, and how often; kept with the rule base for the last stories."""
    kept = base.memo.get("drawn from")
    if kept is None or kept[0] is not stories:
        able = [one for one in sorted(stories) if _whole(base, stories[one]) or _later(stories, stories[one])]
        weights = [len(base.decisions[one].candidates) * len(base.decisions[one].asks) for one in able]
        kept = base.memo["drawn from"] = (stories, able, weights)
    return kept[1], kept[2]


def _whole(base: RuleBase, story: Story) -> bool:
    """Whether there are candidates enough for a question about this decision alone."""
    return len(set(base.decisions[story.decision].candidates) - story.without) >= len(LETTERS)


def _later(stories: Mapping[str, Story], story: Story) -> list[str]:
    """Give the decisions to which a story may go on from this one."""
    return [one for one in sorted(stories) if story.decision in stories[one].follows]


def _proved(
    rnd: Random, base: RuleBase, drafts: Sequence[Draft], number: int, edition: str | None
) -> Made | None:
    if sum(len(one.wrong) for one in drafts) < len(LETTERS) - 1:
        return None  # two halves with too little to choose from
    needs = [one.needs for one in drafts]
    if len(set().union(*needs)) < sum(map(len, needs)):
        return None  # the words of a story are kept by term
    told = tell(rnd, [one.chapter for one in drafts])
    right = tuple(one.key for one in drafts)
    options = _options(rnd, drafts, right)
    file = paper(
        title=told.title,
        text=told.text,
        domain=drafts[0].chapter.story.domain,
        as_of=edition,
        decide=[one.decision for one in drafts],
        needs=needs[0] if len(drafts) == 1 else {one.decision: one.needs for one in drafts},
        words=told.words,
        minimise=[one.chapter.goal for one in drafts if one.chapter.goal],
        options=dict(zip(LETTERS, options, strict=False)),
        answer=LETTERS[options.index(right)],
    )
    id_ = f"made-{number}"
    question = prove(base, parse(file.encode(), base, f"{id_}.yaml", id_))
    if question.problems or not _fair(question) or not _best(base, question, right):
        return None
    return Made(number, question, file)


def _options(rnd: Random, drafts: Sequence[Draft], right: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Give the options in the order in which they are shown: each wrong one has one wrong part."""
    wrong = [
        [(*right[:place], name, *right[place + 1 :]) for name in rnd.sample(one.wrong, len(one.wrong))]
        for place, one in enumerate(drafts)
    ]
    turns = [option for turn in zip_longest(*wrong) for option in turn if option]
    found = [right, *turns[: len(LETTERS) - 1]]
    return rnd.sample(found, len(found))


def _best(base: RuleBase, question: Question, right: tuple[str, ...]) -> bool:
    """Whether nothing that is not among the options would be recommended in place of the right one."""
    found = outcome(case(base, question.scenario._replace(options=(), answer=()), question.judged.day))
    return found.status != "decided" or set(right) <= set(found.services)


def _fair(question: Question) -> bool:
    """Whether each wrong option fails for exactly one reason, and data is known to pass through the right one."""
    if not all(one.possible for one in question.recommendation.hops):
        return False
    results = question.recommendation.options or {}
    return all(
        len(telling(question, letter)) == 1 for letter, one in results.items() if one.verdict != "chosen"
    )

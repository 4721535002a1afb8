"""A story made from needs: an opening, a sentence for each need, and the question last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from advisor.drill.spoken import spoken
from advisor.rulebase.stories import MARKED, Opening, Story
from advisor.rulebase.terms import Term


class Wanted(NamedTuple):
    """One need that a story is to tell."""

    term: Term
    said: str
    """The condition, as a scenario states it."""
    value: str
    """The amount, level or choice in it, as a story tells it."""


class Told(NamedTuple):
    """A story, and the words in it that state each need."""

    text: str
    words: dict[str, str]
    title: str


def can_tell(story: Story, term: Term, value: str) -> bool:
    """Whether there are words for the need."""
    telling = story.tells.get(term.id)
    return telling is not None and bool(telling.say if term.kind == "quantity" else telling.of(value))


def tell(rnd: Random, story: Story, opening: Opening, wanted: Sequence[Wanted], goal: str = "") -> Told:
    """Tell needs, and what is to be kept low, in words drawn at random.

    Args:
        rnd: what is drawn with.
        story: the decision's.
        opening: how it begins, and what it settles.
        wanted: the needs, all of which can be told.
        goal: the term to keep as low as possible; empty for none.
    """
    words = {one.term: said for one, said in opening.settles}
    sentences = []
    for one in rnd.sample(list(wanted), len(wanted)):
        sentence = rnd.choice(_sentences(story, one))
        marked = MARKED.search(sentence)
        plain = MARKED.sub(r"\1", sentence)
        words[one.term.id] = marked[1] if marked else plain.rstrip(".")
        sentences.append(plain)
    question = rnd.choice(story.asks)
    if goal:
        lightest = rnd.choice(story.tells[goal].least)
        words[goal] = lightest
        question = f"{question.rstrip('?')} {lightest}?"
    begun = MARKED.sub(r"\1", opening.text)
    return Told(" ".join((begun, *sentences, question)), words, _title(begun))


def _sentences(story: Story, one: Wanted) -> tuple[str, ...]:
    telling = story.tells[one.term.id]
    if one.term.kind == "quantity":
        return tuple(sentence.replace("{value}", spoken(one.value)) for sentence in telling.say)
    return telling.of(one.value)


def _title(opening: str) -> str:
    """Give the first sentence of the opening without its full stop."""
    return re.split(r"(?<=[.?!])\s", opening, maxsplit=1)[0].rstrip(".")

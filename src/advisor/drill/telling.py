"""A story made from needs: an opening, a sentence for each need, and the question last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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


def levels(story: Story, term: Term, own: int) -> Iterator[Wanted]:
    """Give needs of a level that the level of that number meets, the strictest first."""
    meant = term.names[own:-1] if term.lower_is_lighter else term.names[1 : own + 1][::-1]
    for level in meant:
        if can_tell(story, term, level):
            yield Wanted(term, _bounded(term, level), level)


def _bounded(term: Term, level: str) -> str:
    edge = term.names[0] if term.lower_is_lighter else term.names[-1]
    if level == edge:
        return level
    return f"{'at most' if term.lower_is_lighter else 'at least'} {level}"


class Chapter(NamedTuple):
    """What a story tells of one decision."""

    story: Story
    opening: Opening
    """How it begins, or how it goes on to this decision, and what is settled there."""
    wanted: tuple[Wanted, ...]
    goal: str = ""
    """The term to keep as low as possible; empty for none."""


#: How a story of several decisions asks: of services and techniques alike.
_TOGETHER = (
    "Which combination meets these requirements?",
    "Which solution meets all of these requirements?",
)


def tell(rnd: Random, chapters: Sequence[Chapter]) -> Told:
    """Tell the needs of one decision, or of several in their order, in words drawn at random."""
    words: dict[str, str] = {}
    parts: list[str] = []
    for one in chapters:
        own = {need.term: said for need, said in one.opening.settles}
        parts.append(MARKED.sub(r"\1", one.opening.text))
        for wanted in rnd.sample(one.wanted, len(one.wanted)):
            sentence = _capital(rnd.choice(_sentences(one.story, wanted)))
            marked = MARKED.search(sentence)
            plain = MARKED.sub(r"\1", sentence)
            own[wanted.term.id] = marked[1] if marked else plain.rstrip(".")
            parts.append(plain)
        words |= own
    question = rnd.choice(chapters[0].story.asks if len(chapters) == 1 else _TOGETHER)
    goal = chapters[0].goal
    if goal:
        words[goal] = rnd.choice(chapters[0].story.tells[goal].least)
        question = f"{question.rstrip('?')} {words[goal]}?"
    return Told(" ".join((*parts, question)), words, _title(parts[0]))


def _sentences(story: Story, one: Wanted) -> tuple[str, ...]:
    telling = story.tells[one.term.id]
    if one.term.kind == "quantity":
        return tuple(sentence.replace("{value}", spoken(one.value)) for sentence in telling.say)
    return telling.of(one.value)


def _capital(sentence: str) -> str:
    """Begin a sentence with a capital, be it marked or not: an amount may stand first."""
    return re.sub(r"^\[?[a-z]", lambda found: found[0].upper(), sentence)


def _title(opening: str) -> str:
    """Give the first sentence of the opening without its full stop."""
    return re.split(r"(?<=[.?!])\s", opening, maxsplit=1)[0].rstrip(".")

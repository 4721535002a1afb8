"""What is remembered: not a question but a difference, and what an answer says about it.

A *difference* is a decision, what it turns on (a term, a rule, or the kind of reason where neither is
named) and the two candidates that it separates: "Firehose against Kinesis Data Streams on replay". It
has no direction: a need for replay and a need for none are two sides of one thing to know.

A question shows one for each reason that speaks against a wrong option: the keyed part that answers the
same decision against the part that the reason speaks of. What an answer then says about them:

* A *wrong* answer: of all that speaks against the option taken, nothing came to mind. Each of its
  differences is forgotten. The other wrong options were not taken, but not because the right one was seen:
  they say nothing.
* A *right* answer: every option that one reason alone rules out was told apart by that reason. Where
  several rule it out one was enough, and which one came to mind is not known: none of them counts as
  recalled, unless the question was asked for its sake.
* A right answer that was *guessed*, by the person's own word, says that what would have counted as recalled
  is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from advisor.drill.question import Question
    from advisor.recommend.result import OptionResult, Part, Reason


class Difference(NamedTuple):
    """What separates two candidates for one decision."""

    decision: str
    about: str
    """A term's id, a rule's id (``decision/rule``), or for other reasons their kind."""
    one: str
    other: str
    """The two candidates in the order of their ids; the same twice where only a setting differs."""

    @property
    def key(self) -> str:
        """The difference in one word, by which it is kept."""
        return "|".join(self)


class Shown(NamedTuple):
    """A difference as a question shows it: with the side that is right there."""

    key: str
    right: str
    wrong: str
    source: str = ""
    """The page to read about it; empty where none says it."""


Table = dict[str, tuple[Shown, ...]]
"""Letter of a wrong option -> the differences that speak against it."""

AGAIN, GOOD = 1, 3
"""How well a difference was recalled, as FSRS rates it."""


class Review(NamedTuple):
    """What one answer says about one difference."""

    difference: str
    rating: int
    meant: str
    """The candidate that was right."""
    took: str
    """The candidate that was wrong; it was taken for the right one where the rating is ``AGAIN``."""


def difference(key: str) -> Difference:
    """Give the difference that was kept under a key."""
    decision, about, one, other = key.split("|")
    return Difference(decision, about, one, other)


def differences(question: Question) -> Table:
    """Give what separates the right options of a proved question from each wrong one."""
    from advisor.drill.question import telling  # most runs know the differences already

    options = question.recommendation.options or {}
    keyed = list(question.recommendation.solution)
    general = question.recommendation.decisions[0] if question.recommendation.decisions else ""
    return {
        letter: tuple(dict.fromkeys(_of(keyed, one, telling(question, letter), general)))
        for letter, one in options.items()
        if one.verdict != "chosen"
    }


def _of(keyed: list[Part], option: OptionResult, reasons: Iterable[Reason], general: str) -> Iterator[Shown]:
    """Give the differences behind an option's reasons; that a part is idle is one where nothing else is said."""
    said = list(reasons)
    for reason in [one for one in said if one.kind != "idle"] or said:
        right, wrong, decision = _sides(keyed, option, reason)
        if right and wrong:
            about = reason.rule or reason.term or reason.kind
            one, other = sorted((right, wrong))
            yield Shown(
                Difference(decision or general, about, one, other).key, right, wrong, reason.source or ""
            )


def _sides(keyed: list[Part], option: OptionResult, reason: Reason) -> tuple[str, str, str]:
    """Give the right and the wrong candidate that a reason separates, and for which decision."""
    decision = reason.decision or _role(option.parts, reason.service) or _role(keyed, reason.service)
    rivals = _answering(keyed, decision) or [part.service for part in keyed]
    if reason.service in rivals and reason.service not in [part.service for part in option.parts]:
        # the reason praises the winner: it is held against what stands in its place
        own = _answering(option.parts, decision) or [part.service for part in option.parts]
        return reason.service, own[0] if own else "", decision
    wrong = reason.service or (option.parts[0].service if option.parts else "")
    others = [name for name in rivals if name != wrong]
    return (others or rivals or [""])[0], wrong, decision or _role(keyed, (others or rivals or [""])[0])


def _role(parts: Iterable[Part], service: str) -> str:
    """Give the decision that a part answers, the first of several."""
    return next((part.decisions[0] for part in parts if part.service == service and part.decisions), "")


def _answering(parts: Iterable[Part], decision: str) -> list[str]:
    return [part.service for part in parts if decision in part.decisions]


def reviews(
    table: Mapping[str, Iterable[Shown]],
    keyed: str,
    taken: str,
    *,
    guessed: bool = False,
    asked_for: frozenset[str] = frozenset(),
) -> tuple[Review, ...]:
    """Give what an answer says about the differences that its question shows; see the module's text.

    Args:
        table: the differences of the question.
        keyed: the letters that are right.
        taken: the letters that were taken; none where nothing was answered.
        guessed: the person says that a right answer was luck.
        asked_for: the differences for whose sake the question was asked.
    """
    found: dict[str, Review] = {}
    if set(taken) == set(keyed):
        rating = AGAIN if guessed else GOOD
        for some in map(tuple, table.values()):
            for one in some:
                if len(some) == 1 or one.key in asked_for:
                    found[one.key] = Review(one.key, rating, one.right, one.wrong)
    else:
        for letter in taken:
            for one in table.get(letter, ()):
                found[one.key] = Review(one.key, AGAIN, one.right, one.wrong)
    return tuple(found.values())
